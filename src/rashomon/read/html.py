"""HTML pages: text by trafilatura (fast mode), metadata from markup, each value with where it was found.

Dates are taken from evidence in the markup, in this order: JSON-LD `datePublished`, meta tags, `<time>` in the article,
the address; `htmldate` is asked last and without its extensive search, since that nearly never abstains. When pieces of
evidence disagree the first one is kept and the others are named in `how`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from rashomon import edtf
from rashomon.errors import InputError
from rashomon.model import Basis

SIGNS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<article[\s>]|<div[\s>]|<p[\s>]", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date.issued", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate", "publication_date", "article.published", "date",
)  # fmt: skip
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader of markup found; `text` still without the title where the page body lacks it."""

    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    basis: Basis | None = None
    how: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def is_html(data: bytes) -> bool:
    return len(SIGNS.findall(data[:8192].replace(b"\x00", b""))) >= 2 or bool(re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)", data[:300], re.I))


def declared_charset(data: bytes) -> str | None:
    match = CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def read_page(markup: str, file: str) -> Page:
    """Text and metadata of a page. Raises InputError where no text can be taken out of it."""
    from lxml import etree
    from trafilatura import extract, html2txt
    from trafilatura.utils import load_html

    notes: list[str] = []
    tree = None
    try:
        tree = load_html(markup)
        text = extract(tree, fast=True, include_comments=True, include_tables=True, include_formatting=False, with_metadata=False) if tree is not None else None
    except (RecursionError, etree.LxmlError, ValueError, AssertionError) as error:
        text, tree = None, None
        notes.append(f"the page could not be analysed as usual ({type(error).__name__}): its plain text was taken")
    if not text or len(text) < 40:
        fallback = _plain(markup) if tree is None else html2txt(markup)
        if not fallback.strip():
            fallback = _plain(markup)
        if len(fallback) > len(text or ""):
            text = fallback
    if not text or not text.strip():
        raise InputError(file, "no text in this page", "open it in a browser and save the visible text")
    data = list(_json_ld(tree)) if tree is not None else []
    metas = _metas(tree) if tree is not None else {}
    title, how_title = _title(tree, metas, data)
    published, basis, how_date = _date(tree, metas, data, markup)
    outlet = metas.get("og:site_name") or _publisher(data) or metas.get("application-name")
    author = metas.get("author") or metas.get("article:author") or _author(data)
    if author and (author.startswith("http") or len(author) > 80):
        author = None
    how = [h for h in (how_title, f"outlet: {'og:site_name' if metas.get('og:site_name') else 'publisher in markup'}" if outlet else "", how_date) if h]
    title_missing = title and _squeeze(title) not in _squeeze(text[: 400 + len(title)])
    text = f"{title}\n\n{text}" if title_missing else text
    return Page(
        text=text,
        title=title,
        author=author,
        outlet=outlet,
        published=published,
        basis=basis,
        how=tuple(how),
        dates=tuple(visible_dates(tree)),
        bold=tuple(_bold(tree)),
        notes=tuple(notes),
    )


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _plain(markup: str) -> str:
    """Text of markup too broken or too deep for a tree: tags taken out, blocks on lines of their own."""
    bare = re.sub(r"(?is)<(script|style|head|nav|footer)\b.*?(?:</\1\s*>|$)", " ", markup)
    bare = re.sub(r"(?i)<(?:br|/p|/div|/h\d|/li|/tr|/td|/blockquote)\b[^>]*>", "\n", bare)
    lines = (" ".join(line.split()) for line in unescape(re.sub(r"<[^>]*>", " ", bare)).splitlines())
    return "\n".join(line for line in lines if line)


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except ValueError:
            continue
        queue = [found]
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:50])
            elif isinstance(item, dict):
                queue.extend(v for k, v in item.items() if k == "@graph")
                yield item


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if key and value:
            out.setdefault(key, value)
    return out


def _title(tree: Any, metas: dict[str, str], data: list[dict[str, Any]]) -> tuple[str | None, str]:
    if tree is None:
        return None, ""
    headings = [" ".join(h.itertext()).strip() for h in tree.iterfind(".//h1")]
    headings = [" ".join(h.split()) for h in headings if h]
    if len(headings) == 1:
        return headings[0], "title: the page's h1"
    for item in data:
        if isinstance(item.get("headline"), str):
            return str(item["headline"]).strip(), "title: JSON-LD headline"
    if metas.get("og:title"):
        return metas["og:title"], "title: og:title"
    if headings:
        return headings[0], "title: the first h1"
    node = tree.find(".//title")
    words = " ".join((node.text or "").split()) if node is not None else ""
    return (re.split(r"\s+[|–—-]\s+", words)[0], "title: title element") if words else (None, "")


def _publisher(data: list[dict[str, Any]]) -> str | None:
    for item in data:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            return name.strip()
    return None


def _author(data: list[dict[str, Any]]) -> str | None:
    for item in data:
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _day(value: object) -> str | None:
    match = DAY.match(value) if isinstance(value, str) else None
    found = "-".join(match.groups()) if match else None
    return found if found and edtf.is_valid(found) else None


def _evidence(tree: Any, metas: dict[str, str], data: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(day, where) in order of trust."""
    for item in data:
        if day := _day(item.get("datePublished")):
            yield day, "JSON-LD datePublished"
    for key in META_DATES:
        if day := _day(metas.get(key)):
            yield day, f"meta {key}"
    if tree is not None:
        times = [t for t in tree.iterfind(".//time[@datetime]") if _day(t.get("datetime"))]
        own = [t for t in times if t.get("pubdate") is not None or "publish" in (t.get("itemprop") or t.get("class") or "").lower()]
        if own or len({_day(t.get("datetime")) for t in times}) == 1:
            yield _day((own or times)[0].get("datetime")) or "", "time element"
        link = tree.find(".//link[@rel='canonical']")
        address = (link.get("href") or "") if link is not None else metas.get("og:url", "")
        if match := URL_DATE.search(address or metas.get("og:url", "")):
            day = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
            if edtf.is_valid(day):
                yield day, "the page's address"


VISIBLE = re.compile(r"date|time|publish|posted|byline|meta|stamp", re.I)
SOME_DATE = re.compile(r"(?:19|20)\d\d")


def visible_dates(tree: Any) -> Iterator[str]:
    """Short texts of elements that are marked as dates or bylines, in page order: for a language to read."""
    if tree is None:
        return
    for element in tree.iter("p", "div", "span", "time", "small", "li", "header"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if not VISIBLE.search(marks):
            continue
        words = " ".join("".join(element.itertext()).split())
        if len(words) <= 140 and SOME_DATE.search(words):
            yield words


BOLD_LONGEST = 1000  # characters of a bold paragraph, white space included


def _bold(tree: Any) -> Iterator[str]:
    """Paragraphs that are set in bold as a whole, in page order: in interviews these ask."""
    if tree is None:
        return
    for element in tree.iter("p", "div", "h3", "h4", "h5", "dt", "li"):
        words, size = [], 0
        for piece in element.itertext():  # containers of much text are left at once
            words.append(piece)
            size += len(piece)
            if size > BOLD_LONGEST:
                break
        else:
            shown = "".join(words).split()
            strong = "".join("".join(" ".join(part.itertext()) for part in element.iter("strong", "b")).split())
            if shown and (element.tag in ("h4", "h5", "dt") or "".join(shown) == strong):
                yield " ".join(shown)


def _date(tree: Any, metas: dict[str, str], data: list[dict[str, Any]], markup: str) -> tuple[str | None, Basis | None, str]:
    found = list(_evidence(tree, metas, data)) if tree is not None else []
    if found:
        day, where = found[0]
        others = [f"{where}: {other}" for other, where in found[1:] if other != day]
        return day, "metadata", f"published: {where}" + (f"; against it {', '.join(others)}" if others else "")
    if tree is None:
        return None, None, ""
    from htmldate import find_date

    try:
        guess = find_date(markup, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        guess = None
    marked = _day(guess)
    return (marked, "metadata", "published: htmldate, from the page's markup") if marked else (None, None, "")
