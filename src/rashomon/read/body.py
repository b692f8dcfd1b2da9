"""The text of a page: what trafilatura takes for the report, mended where it stopped halfway or took the menus for it.

Trafilatura (fast mode) is right for nearly every page. Two faults can be seen from outside: it ends with the first of
several containers that hold one article between them, and it falls back on the whole page where the article is shorter than
the menus. The first is mended with the paragraphs that stand in the same kind of place as those it took, the second by
leaving out runs of lines that can only be menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

PARAGRAPH = 60  # characters from which a `p` is running text
LINKED = 0.5  # share of a paragraph inside links from which it is a list of links
ANCESTORS = 4  # elements above a paragraph that say what kind of place it stands in
TRUNCATED = 0.3  # what is missing, as a share of what was taken, from which a page counts as cut
ESCALATE = 3000  # characters; what is longer was not missed by much (trafilatura's own limit)
DUMP_LINES, DUMP_SHARE, MENU_RUN, MENU_WORD = 40, 0.8, 6, 45
SENTENCE = re.compile(r"[.!?؟…:;,،\"”»]$|^\|")
PASTED = re.compile(r"\b(?:19|20)\d\d[)\].:,،–—\s-]{1,12}[“\"«][^“”\"«»]{60,}[”\"»]")  # a quotation right behind a header that ends in a year
COMMENTS = " | ".join(f"//{tag}[contains(@class, 'comment') or contains(@id, 'comment')]" for tag in ("div", "section", "ol", "ul", "article"))
SHORTEST = 40  # characters; less than this is no text of a page


class Body(NamedTuple):
    """Text of a page, and what was odd about taking it out."""

    text: str
    notes: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A `p` of running text: its words with single spaces, and the kind of place it stands in."""

    words: str
    place: tuple[str, ...]


def body(tree: Any, told: str | None = None) -> Body:
    """The text of a parsed page; empty where it has none. `told` is the article as the page's own data give it (JSON-LD)."""
    text, pasted = _trafilatura(tree, comments=False), False
    if PASTED.search(text) and _is_pasted_in_comments(tree):
        text, pasted = _trafilatura(tree, comments=True), True
    notes: list[str] = []
    found = list(paragraphs(tree))
    taken = _taken(found, text)
    if len(text) < ESCALATE and sum(len(p.words) for p, has in zip(found, taken, strict=True) if not has) > 2 * len(text):
        text = _trafilatura(tree, comments=pasted, again=True) or text
        taken = _taken(found, text)
    if not all(taken) and (mended := _mended(text, found, taken)):
        text = mended
        notes.append("the page's text was cut into several containers; paragraphs of the same kind were put back in their places")
    if len(text) < SHORTEST:
        from trafilatura import html2txt

        text = max(text, html2txt(tree), key=len)
    if (bare := _without_menus(text)) is not None:
        text = bare
        notes.append("the page is mostly menus; runs of short lines were left out")
    if told and len(told) > 200 and len(text) < 0.3 * len(told):
        text = told
        notes.append("the text is the one that the page gives to search engines (JSON-LD articleBody); what is shown has less")
    return Body(text, tuple(notes))


def _trafilatura(tree: Any, comments: bool, again: bool = False) -> str:
    """Trafilatura's text, with readers' comments behind it if these are wanted. Its own second attempt (`again`) measures the page first, which
    costs an eighth of the time of all pages; it is asked for where paragraphs are seen to be missing."""
    from trafilatura import bare_extraction
    from trafilatura.core import determine_returnstring
    from trafilatura.settings import Extractor

    options = Extractor(fast=True, comments=comments, tables=True, output_format="txt")
    if not again:
        options.focus = "once"  # neither of its three, so that no step made for one of them is taken
    found: Any = bare_extraction(tree, options=options)
    return str(determine_returnstring(found, options)) if found is not None else ""


def _is_pasted_in_comments(tree: Any) -> bool:
    """Whether readers' comments hold clippings, as they do below pages that quote clippings. They are left out of all other pages."""
    comments = tree.xpath(COMMENTS)
    return any(PASTED.search("".join(element.itertext())) for element in comments)


def paragraphs(tree: Any) -> Iterator[Paragraph]:
    """Running text of a page, in order: long enough, and not made of links."""
    for element in tree.iterfind(".//p"):
        words = " ".join("".join(element.itertext()).split())
        if len(words) < PARAGRAPH:
            continue
        linked = sum(len("".join(a.itertext())) for a in element.iterfind(".//a"))
        if linked <= LINKED * len(words):
            yield Paragraph(words, _place(element))


def _place(element: Any) -> tuple[str, ...]:
    above = []
    for parent in element.iterancestors():
        kind = (parent.get("class") or "").split()
        above.append(f"{parent.tag}.{kind[0] if kind else ''}")
        if len(above) == ANCESTORS:
            break
    return tuple(above)


def squeeze(words: str) -> str:
    """Letters and digits alone, in one case: what two ways to lay out the same words have in common."""
    return re.sub(r"[\W_]+", "", words).casefold()


def _taken(found: Sequence[Paragraph], text: str) -> list[bool]:
    """Which paragraphs the text has."""
    flat = " ".join(text.split())
    bare = ""
    out = []
    for paragraph in found:
        has = paragraph.words in flat
        if not has:
            bare = bare or squeeze(text)
            has = squeeze(paragraph.words) in bare
        out.append(has)
    return out


def _mended(text: str, found: Sequence[Paragraph], taken: Sequence[bool]) -> str | None:
    """The text with the paragraphs it lacks, each behind the one it follows in the page; None where it lacks few."""
    places: dict[tuple[str, ...], int] = {}
    for paragraph, has in zip(found, taken, strict=True):
        if has:
            places[paragraph.place] = places.get(paragraph.place, 0) + 1
    lacking = [not has and places.get(p.place, 0) >= 2 for p, has in zip(found, taken, strict=True)]
    lost = sum(len(p.words) for p, lacks in zip(found, lacking, strict=True) if lacks)
    if sum(lacking) < 3 or lost < TRUNCATED * len(text):
        return None
    lines = text.split("\n")
    bare = [squeeze(line) for line in lines]
    behind: dict[int, list[str]] = {}
    at = -1
    for paragraph, has, lacks in zip(found, taken, lacking, strict=True):
        if has:
            wanted = squeeze(paragraph.words)
            at = next((i for i in range(max(at, 0), len(lines)) if wanted in bare[i]), at)
        elif lacks:
            behind.setdefault(at, []).append(paragraph.words)
    out = list(behind.get(-1, []))
    for i, line in enumerate(lines):
        out += [line, *behind.get(i, [])]
    return "\n".join(out)


def _is_item(line: str) -> bool:
    words = line.strip()
    return len(words) < MENU_WORD and SENTENCE.search(words) is None


def _without_menus(text: str) -> str | None:
    """A text that is mostly items of menus without the runs of these; None for any other text, and where nothing else would be left."""
    lines = [line for line in text.split("\n") if line.strip()]
    items = [_is_item(line) for line in lines]
    if len(lines) < DUMP_LINES or sum(items) < DUMP_SHARE * len(lines):
        return None
    kept: list[str] = []
    run: list[str] = []
    for line, is_item in zip(lines, items, strict=True):
        if is_item:
            run.append(line)
            continue
        kept += [*(run if len(run) < MENU_RUN else run[-1:]), line]  # the last one may head what follows
        run = []
    left = "\n".join(kept)
    return left if len(left) >= SHORTEST else None


def plain(markup: str) -> str:
    """Text of markup too broken or too deep for a tree: tags taken out, blocks on lines of their own."""
    bare = re.sub(r"(?is)<(script|style|head|nav|footer)\b.*?(?:</\1\s*>|$)", " ", markup)
    bare = re.sub(r"(?i)<(?:br|/p|/div|/h\d|/li|/tr|/td|/blockquote)\b[^>]*>", "\n", bare)
    return lined(unescape(re.sub(r"<[^>]*>", " ", bare)).splitlines())


def lined(lines: Iterable[str]) -> str:
    """Lines with single spaces, empty ones left out."""
    return "\n".join(words for line in lines if (words := " ".join(line.split())))
