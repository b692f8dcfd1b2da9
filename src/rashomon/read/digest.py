"""Digests: pages that quote other outlets. Each clipping gets its own headline, outlet, date and body.

What lies between two headers (`read.headers`) is the body, without the wrapper quotation marks the page puts around it,
without reader comments, notes of the page's own and the clutter that follows. A header with nothing behind it is a
headline-only clipping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from rashomon.model import Span
from rashomon.read.credits import stamped
from rashomon.read.outlets import Clipping

OPEN, CLOSE = '"“«„', '"”»“'
RULE = re.compile(r"(?:[-=_*~#] ?){4,}[ \t]*(?=\n)")  # a line drawn under a header
FEW = 3
PROMPT = 80  # characters of a line that comes back under each piece
DATED = re.compile(r"(?:19|20)\d\d|\b(?:mon|tue|wed|thu|fri|sat|sun)|كتب", re.I)  # in the stamp of a post
STORY = 160  # characters; a shorter line behind clutter is no part of a body any more
# Lines that end what is quoted: comment sections and their stamps, notes of whoever made the digest.
STOP = re.compile(
    r"^[ \t>*_]*(?:(?:\d+|no|one) (?:comments?|responses?|replies|thoughts? on)\b.*|(?:comments?|responses?|replies|reader comments|التعليقات|تعليقات)\s*(?:\(\d+\))?\s*:?|"
    r"\S+(?: \S+){0,3} (?:says|يقول):|\S+(?: \S+){0,3} (?:said|says|wrote|commented|replied|قال|كتب|علق)\b[^\n.]{0,40}\d{1,2}:\d\d[^\n.]{0,12}|reply|(?:log in|sign in|login)\b.{0,60}|"
    r"\[?(?:my |our |the )?(?:(?:editor|author|translator|blogger)(?:'s|’s)? )?(?:comment|note|n\.?b\.?|ed\.?|editor|remark|take|view|two cents|aside|ملاحظة|تعليق|تعليقي|تعليقنا|تعليق المحرر|المحرر)\s*[:：–—-].*|"
    r"\[[^\]\n]{3,}\]|\([^()\n]{12,}\)|[*=_~#-]{3,})[ \t]*$",
    re.I,
)


def with_bodies(text: str, found: Sequence[Clipping], end: int, clutter: Sequence[Span]) -> list[Clipping]:
    """The clippings with their bodies: from each header to the next, without wrapper marks and what does not belong."""
    starts = [c.body.start if c.body else c.header.end for c in found]
    stops = [c.body.end if c.body else min(c.until or end, stop) for c, stop in zip(found, [*(c.header.start for c in found[1:]), end], strict=True)]
    opening = [RULE.sub("", text[start:stop].lstrip(" \t\r\n\u00a0:"), count=1).lstrip()[:1] for start, stop in zip(starts, stops, strict=True)]
    bodied = sum(bool(o) for o in opening)
    usual = {marks: bodied > 0 and sum(o != "" and o in marks for o in opening) >= 0.6 * bodied for marks in (OPEN, ">")}
    said = Counter(line.strip() for line in text.split("\n"))
    again = frozenset(line for line, n in said.items() if n >= FEW and n >= 0.6 * bodied and line and len(line) <= PROMPT)
    out: list[Clipping] = []
    for i, (clipping, stop, first) in enumerate(zip(found, stops, opening, strict=True)):
        listed = i > 0 and out[-1].body is None and text[found[i - 1].header.end : clipping.header.start].count("\n") == 1
        if listed and re.match(r"[ \t\u00a0]*\n[ \t\u00a0]*\n", text[clipping.header.end : stop]):
            out.append(clipping)  # the last of a list of headlines: what follows a blank line is not its story
            continue
        wrapped = usual[OPEN] or (clipping.layout == "introduction" and first != "" and first in OPEN)
        marked = usual[">"] or (clipping.layout == "introduction" and first == ">")
        out.append(replace(clipping, body=_body(text, starts[i], stop, clutter, wrapped, marked, again)))
    return _without_farewell(text, out)


def _without_farewell(text: str, found: list[Clipping]) -> list[Clipping]:
    """The last body without what the page says after it, where all others (three at least) are of one paragraph."""
    others = [c.body for c in found[:-1] if c.body is not None]
    last = found[-1].body if found else None
    if last is None or len(others) < FEW or any("\n" in text[b.start : b.end] for b in others):
        return found
    end = text.find("\n", last.start, last.end)
    return found if end < 0 else [*found[:-1], replace(found[-1], body=Span(last.start, last.start + len(text[last.start : end].rstrip())))]


def _body(text: str, start: int, end: int, clutter: Sequence[Span], wrapped: bool, marked: bool, again: Set[str]) -> Span | None:
    while start < end:
        rule = RULE.match(text, start, end)
        if rule is None and not text[start].isspace() and text[start] not in ":：":
            break
        start = rule.end() if rule else start + 1
    if marked:
        return _marked(text, start, end)
    end = _before_stop(text, start, end, clutter, again)
    end = _before_clutter(text, start, end, clutter)
    end = _before_section(text, start, end)
    if start >= end:
        return None
    if wrapped:
        if text[start] not in OPEN and end - start < STORY:
            return None  # the page's own words between two clippings
        close = _wrapper_end(text, start, end)
        if close:
            return Span(start + 1, close)
    return Span(start, end)


def _marked(text: str, start: int, end: int) -> Span | None:
    """The lines marked with `>` as quoted, from the first to the last of the run."""
    last = start
    for line in re.finditer(r"[^\n]*\n?", text[start:end]):
        if line[0].lstrip()[:1] == ">":
            last = start + line.start() + len(line[0].rstrip())
        elif line[0].strip():
            break
    first = start
    while first < last and text[first] in "> \t":
        first += 1
    return Span(first, last) if last > first else None


def _before_stop(text: str, start: int, end: int, clutter: Sequence[Span], again: Set[str]) -> int:
    """The end before a line that ends all quoting, and before short leftovers behind clutter or prompts the page repeats (`again`)."""
    at, last, behind_clutter = start, start, False
    for line in text[start:end].split("\n"):
        first, stop = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        if stop <= first:
            continue
        if STOP.match(line) or (stamped(line) and DATED.search(line)):
            break
        if line.strip() in again or any(c.covers(Span(first, stop)) for c in clutter):
            behind_clutter = True
        elif not behind_clutter or stop - first >= STORY:
            last, behind_clutter = stop, False
    # A paragraph that ends with a colon introduces the clipping behind it.
    while (line_start := text.rfind("\n", start, last) + 1) > start and text[line_start:last].rstrip().endswith((":", "：")):
        last = line_start
        while last > start and text[last - 1].isspace():
            last -= 1
    return last


def _before_clutter(text: str, start: int, end: int, clutter: Sequence[Span]) -> int:
    """The end of a stretch without white space, list numbers and clutter that trail it."""
    while end > start:
        while end > start and text[end - 1].isspace():
            end -= 1
        tail = next((c for c in clutter if c.start < end <= c.end and c.end > start), None)
        if tail:
            end = max(start, tail.start)
            continue
        return end
    return end


def _before_section(text: str, start: int, end: int) -> int:
    """Without a section's title on the last line ("Economy", "ثانيا: الشأن الاقتصادي")."""
    line = text.rfind("\n", start, end) + 1
    last = text[max(line, start) : end].strip()
    if (
        len(last) <= 60
        and len(last.split()) <= 6
        and last[-1:] not in '.!?؟…"”»)'
        and (line > start or len(last) <= 40)
        and text[:line].rstrip(" \t")[-2:] in ("\n\n", "\n\r", "")
    ):
        end = max(line, start)
        while end > start and text[end - 1].isspace():
            end -= 1
    return end


def _wrapper_end(text: str, start: int, end: int) -> int | None:
    """Where the mark stands that closes the wrapper opened at `start`.

    Marks are counted, once as they stand and once without those that open a paragraph again (a quotation of several
    paragraphs repeats them); the wrapper ends with the first paragraph that closes it. Where marks do not pair, it is
    the last closing mark at a paragraph's end.
    """
    ends = [start + 1 + m.start() for m in re.finditer(rf"[{CLOSE}](?=[ \t\u00a0.]*(?:[\r\n]|$))", text[start + 1 : end])]
    for at in ends:
        following = text[at + 1 : end].lstrip(" \t\u00a0.\r\n")
        if following[:1] in OPEN and following:
            continue
        plain, repeated = _depth(text, start, at + 1, False), _depth(text, start, at + 1, True)
        if plain == 0 or (repeated == 0 and plain > 0):
            return at
    return ends[-1] if ends else None


def _depth(text: str, start: int, end: int, repeated: bool) -> int:
    """Double quotation marks left open in a stretch; `repeated`: those that begin a later paragraph do not count."""
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char not in '"“”«»„':
            continue
        before = text[at - 1] if at > start else "\n"
        opens = char in "“«„" or (char == '"' and (before.isspace() or before in "([—–-") and not text[at + 1 : at + 2].isspace())
        if opens:
            if not (repeated and at > start and before in "\r\n"):
                depth += 1
        else:
            depth -= 1
    return depth
