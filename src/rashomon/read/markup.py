"""What the markup of a page says of title, outlet, author, date and address: every value with where it stood, in order of trust.

Nothing is decided here (`rashomon.read.evidence` chooses). The order for dates: JSON-LD `datePublished`, meta tags, elements
marked as the date of publication, `<time>` where all agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.model import Custody, Evidence
from rashomon.read.stamps import day, utc

META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date.issued", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate", "publication_date", "citation_publication_date",
    "article.published", "date",
)  # fmt: skip
META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
META_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
META_AUTHORS = ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author", "citation_author", "byl")
META_TITLES = ("og:title", "twitter:title", "dc.title")
OTHER_THINGS = re.compile(r"image|video|audio|comment|product|person|organi[sz]ation|breadcrumb|website|event|offer|rating|place|list$", re.I)
VIA = re.compile(r"\b(?:via|source|h/t|hat tip|original(?:ly)?|first published)\b|(?<!\w)(?:المصدر|نقلا عن|المصدر الأصلي)(?!\w)", re.I)
VIA_IN = ("p", "blockquote", "cite", "small", "figcaption")  # where a report names its sources
SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n>]{8,80})", re.I)
QUOTED_DAY = re.compile(r"[\"']((?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?)\b[^\"']{0,30}[\"']")
SCRIPT = 200  # characters of a script that only writes a date
STAMP = 64  # characters of a date that are kept
MOST_ITEMS = 200  # of JSON-LD; a page with more is a list of other things


def json_ld(tree: Any) -> list[dict[str, Any]]:
    """Every object of the page's JSON-LD, outermost first, graphs taken apart."""
    out: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            queue = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue and len(out) < MOST_ITEMS:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:50])
            elif isinstance(item, dict):
                queue.extend(v for k, v in item.items() if k == "@graph")
                out.append(item)
    return out


def is_thing(item: dict[str, Any]) -> bool:
    """Whether an object of JSON-LD is something beside the report: a picture, a reader's comment, the site."""
    kinds = item.get("@type")
    kinds = [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
    return bool(kinds) and all(OTHER_THINGS.search(k) for k in kinds)


def metas(tree: Any) -> dict[str, str]:
    """The first value of every meta tag, by its name in small letters."""
    out: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if key and value:
            out.setdefault(key, value)
    return out


def evidence(tree: Any, markup: str) -> tuple[list[Evidence], list[Custody], str | None]:
    """(all that the markup says, what the browser that saved the page put down, the article in the page's own data)."""
    data, tags = json_ld(tree), metas(tree)
    own = [item for item in data if not is_thing(item)]
    saved, custody = _saved(markup)
    urls = list(_urls(tree, tags, own))
    out = [*_titles(tree, tags, own), *_outlets(tags, own, data), *_authors(tags, own), *_dates(tree, tags, own, markup)]
    if not any(e.field == "published" for e in out):
        written = {d for script in tree.xpath("//body//script[not(@src)]") for d in _written(script.text)}
        out += _dated("published", written.pop(), "a script that writes a date into the page") if len(written) == 1 else ()
    article = next((str(item["articleBody"]) for item in own if isinstance(item.get("articleBody"), str)), None)
    return [*out, *urls, *saved, *_via(tree)], custody, article


def _found(field: str, value: object, where: str) -> Iterator[Evidence]:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if words:
        yield Evidence(field=field, value=words, where=where)


def _titles(tree: Any, tags: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[Evidence]:
    heads = [words for h in tree.iterfind(".//h1") if (words := " ".join("".join(f"{t} " for t in h.itertext()).split()))]
    if len(heads) == 1:
        yield from _found("title", heads[0], "the page's h1")
    for item in data:
        yield from _found("title", item.get("headline"), "JSON-LD headline")
    for key in META_TITLES:
        yield from _found("title", tags.get(key), f"meta {key}")
    if len(heads) > 1:
        yield from _found("title", heads[0], "the first h1")
    node = tree.find(".//title")
    words = " ".join((node.text or "").split()) if node is not None else ""
    yield from _found("title", re.split(r"\s+[|–—-]\s+", words)[0], "title element")


def _named(value: object) -> Iterator[str]:
    """Names in a value of JSON-LD: a string, an object with a name, or a list of these."""
    for item in value[:10] if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        name = name[0] if isinstance(name, list) and name else name
        if isinstance(name, str) and name.strip() and not name.strip().startswith("http"):
            yield name.strip()


def _outlets(tags: dict[str, str], own: Sequence[dict[str, Any]], data: Sequence[dict[str, Any]]) -> Iterator[Evidence]:
    yield from _found("outlet", tags.get(META_OUTLETS[0]), f"meta {META_OUTLETS[0]}")
    for item in own:
        for name in _named(item.get("publisher")):
            yield from _found("outlet", name, "JSON-LD publisher")
    for item in data:
        if item.get("@type") == "WebSite":
            for name in _named(item.get("name")):
                yield from _found("outlet", name, "JSON-LD name of the site")
    for key in META_OUTLETS[1:]:
        yield from _found("outlet", tags.get(key), f"meta {key}")


def _authors(tags: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[Evidence]:
    for key in META_AUTHORS[:2]:
        yield from _author(tags.get(key), f"meta {key}")
    for item in data:
        for name in _named(item.get("author")):
            yield from _author(name, "JSON-LD author")
    for key in META_AUTHORS[2:]:
        yield from _author(tags.get(key), f"meta {key}")


def _author(value: str | None, where: str) -> Iterator[Evidence]:
    words = re.sub(r"^(?:by|posted by|written by|بقلم)[: ]+", "", (value or "").strip(), flags=re.I)
    if words and not words.startswith(("http", "@", "/")) and len(words) <= 80:
        yield from _found("author", words, where)


def _dates(tree: Any, tags: dict[str, str], data: Sequence[dict[str, Any]], markup: str) -> Iterator[Evidence]:
    for item in data:
        yield from _dated("published", item.get("datePublished"), "JSON-LD datePublished")
    for key in META_DATES:
        yield from _dated("published", tags.get(key), f"meta {key}")
    for element in tree.xpath("//*[@itemprop='datePublished']") if "datePublished" in markup and "itemprop" in markup else ():
        if element.tag != "meta":
            yield from _dated("published", element.get("datetime") or element.get("content") or element.text, "element datePublished")
    times = [t for t in tree.iter("time") if day(t.get("datetime"))]
    marked = [t for t in times if t.get("pubdate") is not None or "publish" in (t.get("itemprop") or t.get("class") or "").lower()]
    if marked or len({day(t.get("datetime")) for t in times}) == 1:
        yield from _dated("published", (marked or times)[0].get("datetime"), "time element")
    for key in META_MODIFIED:
        yield from _dated("modified", tags.get(key), f"meta {key}")
    for item in data:
        yield from _dated("modified", item.get("dateModified"), "JSON-LD dateModified")


def _dated(field: str, value: object, where: str) -> Iterator[Evidence]:
    """A date as it is written, where a day can be read from it."""
    if day(value) is not None:
        yield from _found(field, str(value)[:STAMP], where)


def _written(script: str | None) -> Iterator[str]:
    """Days in a script that does little else than write them."""
    if script and len(script) <= SCRIPT:
        for match in QUOTED_DAY.finditer(script):
            if found := day(match[1]):
                yield found


def _urls(tree: Any, tags: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[Evidence]:
    link = tree.find(".//link[@rel='canonical']")
    for value, where in ((link.get("href") if link is not None else None, "link canonical"), (tags.get("og:url"), "meta og:url")):
        if value and value.strip().startswith(("http://", "https://")):
            yield from _found("url", value, where)
    for item in data:
        if isinstance(item.get("url"), str) and str(item["url"]).startswith("http") and item.get("headline"):
            yield from _found("url", item["url"], "JSON-LD url")


def _saved(markup: str) -> tuple[list[Evidence], list[Custody]]:
    """The comment that a browser, or the extension SingleFile, leaves in a page it saves."""
    head = markup[:20_000]
    if match := SINGLEFILE.search(head):
        when = utc(match[2].strip())
        where = "comment of SingleFile"
        return [Evidence(field="url", value=match[1], where=where)], [Custody(tool="SingleFile", where=where, url=match[1], time=when)]
    if (match := SAVED.search(head)) and match[1].startswith("http"):
        where = "comment “saved from url”"
        return [Evidence(field="url", value=match[1], where=where)], [Custody(tool="browser", where=where, url=match[1])]
    return [], []


def _via(tree: Any) -> Iterator[Evidence]:
    """Links that name where a report was taken from."""
    links = dict.fromkeys(link for holder in tree.iter(*VIA_IN) for link in holder.iter("a"))
    for link in links:
        if not (link.get("href") or "").startswith("http"):
            continue
        before = link.getprevious()
        ahead = (before.tail if before is not None else link.getparent().text) or ""
        told = VIA.search(ahead[-25:].rstrip(" :")) is not None
        words = " ".join("".join(link.itertext()).split()) if told or (link.text and VIA.search(link.text[:30])) else ""
        if 0 < len(words) <= 60 and (told or VIA.fullmatch(words.strip(" :."))):
            yield Evidence(field="via", value=link.get("href").strip(), where=f"link “{words}”")
