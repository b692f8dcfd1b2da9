"""HTML pages: text by trafilatura (see `rashomon.read.body`), what the markup says of it (see `rashomon.read.markup`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rashomon.errors import InputError
from rashomon.model import Custody, Evidence
from rashomon.read import markup as markup_
from rashomon.read import structure
from rashomon.read.body import SHORTEST, body, plain, squeeze
from rashomon.read.source import Quoted, Source
from rashomon.read.stamps import day
from rashomon.read.text import decode

SIGNS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<article[\s>]|<div[\s>]|<p[\s>]", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r")
DOCTYPE, CLOSED = re.compile(rb"<!doctype[^>]{0,400}>", re.I), re.compile(rb"(<html\b[^>]{0,400}?)\s*/>", re.I)
VISIBLE = re.compile(r"date|time|publish|posted|byline|meta|stamp", re.I)
SOME_DATE = re.compile(r"(?:19|20)\d\d")
VISIBLE_TAGS = frozenset(("p", "div", "span", "time", "small", "li", "header"))
BOLD_TAGS = frozenset(("p", "div", "h3", "h4", "h5", "dt", "li"))
BOLD_LONGEST = 1000  # characters of a bold paragraph, white space included
DATE_LONGEST = 140  # characters of an element that is a date
CLIMB = 4  # elements above a year in which the mark of a date is looked for
QUESTION, QUESTIONS = re.compile("[?؟]"), 2  # bold type matters where somebody asks
QUOTE_SHORTEST = 40  # characters; shorter ones are pull quotes and asides


def is_html(data: bytes) -> bool:
    return len(SIGNS.findall(data[:8192].replace(b"\x00", b""))) >= 2 or bool(re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)", data[:300], re.I))


def declared_charset(data: bytes) -> str | None:
    match = CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def read_html(data: bytes, file: str) -> Source | None:
    """An HTML page, or None where the bytes are none. Raises InputError where no text can be taken out of it."""
    if not is_html(data):
        return None
    decoded = decode(data, file, declared_charset(data))
    return read_page(decoded.text, file, decoded.encoding, decoded.notes)


def read_page(markup: str, file: str, encoding: str = "utf-8", notes: tuple[str, ...] = ()) -> Source:
    """Text and metadata of a page already decoded. Raises InputError where no text can be taken out of it."""
    from lxml import etree

    tree, text, odd = None, "", list(notes)
    evidence: list[Evidence] = []
    custody: list[Custody] = []
    try:
        tree = tree_of(markup)
        evidence, custody, told = markup_.evidence(tree, markup)
        text, more = body(tree, told)
        odd += more
    except (RecursionError, etree.LxmlError, ValueError, AssertionError) as error:
        tree, text = None, ""
        odd.append(f"the page could not be analysed as usual ({type(error).__name__}): its plain text was taken")
    if len(text.strip()) < SHORTEST:
        text = max(text, plain(markup), key=len)
    if not text.strip():
        raise InputError(file, "no text in this page", "open it in a browser and save the visible text")
    title = next((e.value for e in evidence if e.field == "title"), None)
    if title and squeeze(title) not in squeeze(text[: 400 + len(title)]):
        text = f"{title}\n\n{text}"
    found = Source(text=text, encoding=encoding, evidence=tuple(evidence), custody=tuple(custody), notes=tuple(odd))
    if tree is None:
        return found
    marks = tuple(structure.marks(tree))
    strong = tuple(bold(tree)) if len(QUESTION.findall(text)) >= QUESTIONS else ()
    undated = not any(e.field == "published" for e in evidence)
    return replace(
        found,
        quoted=tuple(quoted(tree)),
        bold=structure.asking(strong, marks) if len(QUESTION.findall(text)) >= QUESTIONS else (),
        marks=marks,
        whole=structure.whole(tree, text, marks),
        dates=tuple(visible_dates(tree)) if undated else (),
        guess=_guess(tree) if undated else None,  # the last, since it takes the tree apart
    )


def tree_of(markup: str) -> Any:
    """The tree of a page, without comments. Characters that XML does not have, the document type, and the stroke of a closed `<html/>` are taken out
    first, since libxml2 ends at them. Raises LxmlError where there is no element at all."""
    from lxml.html import HTMLParser, document_fromstring

    data = markup.encode("utf-8", "replace").translate(None, CONTROLS)
    head = CLOSED.sub(rb"\1>", DOCTYPE.sub(b"", data[:4096], count=1), count=1)
    parser = HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)  # type: ignore[call-arg]
    return document_fromstring(head + data[4096:], parser=parser)


def visible_dates(tree: Any) -> Iterator[str]:
    """Short texts of elements that are marked as dates or bylines, in page order: for a language to read."""
    seen = set()
    for words in tree.xpath("//body//*[not(self::script or self::style)]/text()[contains(., '19') or contains(., '20')]"):
        if not SOME_DATE.search(words[: 4 * DATE_LONGEST]):
            continue
        element = words.getparent()
        for _ in range(CLIMB):
            if element is None or element in seen:
                break
            marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
            if element.tag in VISIBLE_TAGS and VISIBLE.search(marks):
                shown = " ".join("".join(element.itertext()).split())
                if len(shown) <= DATE_LONGEST:
                    seen.add(element)
                    yield shown
            element = element.getparent()


def bold(tree: Any) -> Iterator[str]:
    """Paragraphs that are set in bold as a whole, in page order: in interviews these ask."""
    heads = tree.xpath("//h4|//h5|//dt|//strong|//b")
    seen = set()
    for start in heads:
        element = start
        while element is not None:
            if element.tag in BOLD_TAGS and element not in seen:
                seen.add(element)
                words = _short(element)
                if words is None:
                    break
                shown = words.split()
                strong = "".join("".join(" ".join(part.itertext()) for part in element.iter("strong", "b")).split())
                if shown and (element.tag in ("h4", "h5", "dt") or "".join(shown) == strong):
                    yield " ".join(shown)
            element = element.getparent()


def _short(element: Any) -> str | None:
    """The text of an element; None where it is too long for a paragraph. Containers of much text are left at once."""
    words, size = [], 0
    for piece in element.itertext():
        words.append(piece)
        size += len(piece)
        if size > BOLD_LONGEST:
            return None
    return "".join(words)


def quoted(tree: Any) -> Iterator[Quoted]:
    """Blocks set apart as quotations, the innermost of nested ones left to their hull."""
    for element in tree.iterfind(".//blockquote"):
        if any(parent.tag == "blockquote" for parent in element.iterancestors()):
            continue
        words = " ".join("".join(f"{piece} " for piece in element.itertext()).split())
        if len(words) >= QUOTE_SHORTEST:
            cite = (element.get("cite") or "").strip()
            if not cite:
                links = element.xpath(".//cite//a/@href | .//footer//a/@href")
                cite = str(links[0]).strip() if links else ""
            yield Quoted(words, cite if cite.startswith("http") else None)


def _guess(tree: Any) -> str | None:
    """What htmldate finds without its extensive search, which nearly never abstains. It takes the tree apart."""
    from htmldate import find_date

    try:
        return day(find_date(tree, extensive_search=False, original_date=True))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
