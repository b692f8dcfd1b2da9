"""Headers of clippings that a page marks out, by a sign before them or a rule above and below, in fields of any order.

Such a line is cut at its signs, dashes, bars and commas; one field holds the date, one in quotation
marks the headline, the first of the others the outlet. What is left are remarks: the page, the hour, "my translation".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.base import Language
from rashomon.lang.folding import ARABIC
from rashomon.model import Span
from rashomon.read.dates import header_dates
from rashomon.read.outlets import Clipping, clean, is_outlet, is_outlet_like

SIGNS = "■▪●◆◈►▶▸★☆✦❖§"
SIGN = re.compile(rf"^[ \t]*(?P<sign>[{SIGNS}]|\*{{3,}}|={{2,}}|#{{1,4}}(?= )|>{{2,}})[ \t]*(?=\S)")
RULE = re.compile(r"[ \t]*(?:[-=_*~#•·—–] ?){4,}[ \t]*$")
CUT = re.compile(rf"\s*(?:[{SIGNS}|◄]|(?<!-)--+(?!-)|[–—]|\s[-/·•]\s|[,،;؛]|:(?=\s))\s*")
REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
QUOTED = re.compile(r"[\"“«„](?P<words>[^\n]{4,200})[\"”»“]")
TAIL = re.compile(r"\s+(?:website|online|web ?site|site|print|newspaper|daily|weekly|again)$", re.I)
LONGEST = 220
MOST_WORDS = 6  # of an outlet's name


def marked(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Every marked line that can be read as a header, under a layout named after its mark."""
    out: list[Clipping] = []
    for i, line in enumerate(lines):
        if line.end - line.start > LONGEST:
            continue
        layout = _mark(text, lines, i)
        made = _parse(text, line, languages, today, layout) if layout else None
        if made is not None:
            out.append(made)
    return out


def _mark(text: str, lines: Sequence[Span], i: int) -> str | None:
    """What sets a line apart: its sign, or rules right above and below."""
    words = text[lines[i].start : lines[i].end]
    if RULE.fullmatch(words):
        return None
    if sign := SIGN.match(words):
        return f"fields behind “{sign['sign']}”"
    above = i > 0 and RULE.fullmatch(text[lines[i - 1].start : lines[i - 1].end]) is not None
    below = i + 1 < len(lines) and RULE.fullmatch(text[lines[i + 1].start : lines[i + 1].end]) is not None
    return "fields between rules" if above and below else None


def _parse(text: str, line: Span, languages: Sequence[Language], today: str | None, layout: str, always: bool = False) -> Clipping | None:
    """The header a line can be; without a date only where its outlet is worded like one, or `always`."""
    dates = header_dates(text, line, languages, today)
    date = dates[0] if dates else None
    words = text[line.start : line.end]
    quoted = QUOTED.search(words)
    title = clean(text, Span(line.start + quoted.start("words"), line.start + quoted.end("words"))) if quoted else None
    holes = [Span(line.start + m.start(), line.start + m.end()) for m in REMARK.finditer(words)]
    holes += [Span(line.start + quoted.start(), line.start + quoted.end())] if quoted else []
    outlet = next((f for f in _fields(text, line) if not _is_taken(f, date.span if date else None, holes) and _can_be_outlet(text, f)), None)
    if outlet is None or (date is None and not always and not is_outlet_like(text[outlet.start : outlet.end])):
        return None
    return Clipping(
        header=line, title=title, outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=date.value if date else None,
        date_span=date.span if date else None, body=None, layout=layout, sure=bool(date and date.sure),
    )  # fmt: skip


def _fields(text: str, line: Span) -> list[Span]:
    """The pieces of a line between its marks, without remarks behind them and without "website" and the like."""
    words = REMARK.sub(lambda m: " " * len(m[0]), text[line.start : line.end])
    sign = SIGN.match(words)
    at = sign.end() if sign else 0
    cuts = [m.span() for m in CUT.finditer(words, at)]
    out = []
    for first_char, end in zip([at, *(e for _, e in cuts)], [*(s for s, _ in cuts), len(words)], strict=True):
        start, bare = line.start + first_char, words[first_char:end].rstrip()
        if tail := TAIL.search(bare):
            bare = bare[: tail.start()]
        lead = re.match(r"\s*(?:(?:from|in)\s+)?(?:the\s+(?=[A-Z]{3}))?", bare)
        first = start + (lead.end() if lead else 0)
        if span := clean(text, Span(first, start + len(bare))) if start + len(bare) > first else None:
            out.append(span)
    return out


def _is_taken(field: Span, date: Span | None, holes: Sequence[Span]) -> bool:
    return (date is not None and field.overlaps(date)) or any(h.overlaps(field) for h in holes)


def _can_be_outlet(text: str, field: Span) -> bool:
    words = text[field.start : field.end]
    return is_outlet(words) and len(words.split()) <= MOST_WORDS and (bool(ARABIC.search(words)) or words[:1].isupper() or "." in words)


# --------------------------------------------------------------------------------- numbered pieces
NUMBER = re.compile(r"[ \t]*[(\[#]?(?P<n>\d{1,2})[)\].:/-]*(?=\s|$)[ \t]*")
HEADER_LONGEST, TITLE_LONGEST = 140, 130


def numbered(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Headers of pieces that are counted 1, 2, 3 …: outlet and date behind the number or on the line below, then a headline.

    A page counts many things; these are clippings where nearly all name an outlet and half a date or a paper's usual word.
    """
    run = _run(text, lines)
    found: list[Clipping] = []
    for i, head in run:
        at = i if head < lines[i].end else i + 1
        if at >= len(lines):
            continue
        line = Span(max(head, lines[at].start), lines[at].end)
        if line.end - line.start > HEADER_LONGEST or text[line.start : line.end].rstrip()[-1:] in ".!?؟":
            return []
        made = _parse(text, line, languages, today, "numbers / fields", always=True)
        if made is None:
            continue
        below = lines[at + 1] if at + 1 < len(lines) and made.title is None and _could_head(text, lines, at + 1, {n for n, _ in run}) else None
        title = clean(text, below) if below else made.title
        found.append(replace(made, header=Span(lines[i].start, below.end if below else line.end), title=title))
    named = sum(c.date_span is not None or is_outlet_like(c.outlet) for c in found)
    return found if len(found) >= max(3, 0.7 * len(run)) and named >= 0.5 * len(found) else []


def _run(text: str, lines: Sequence[Span]) -> list[tuple[int, int]]:
    """(line, end of its number) of lines that count from one, the longest such run."""
    best: list[tuple[int, int]] = []
    own: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        match = NUMBER.match(text, line.start, line.end)
        number = int(match["n"]) if match else 0
        if match and number == 1:
            own = [(i, match.end())]
        elif match and own and number == len(own) + 1:
            own.append((i, match.end()))
        best = max(best, own, key=len)
    return best if len(best) >= 3 else []


def _could_head(text: str, lines: Sequence[Span], i: int, starts: set[int]) -> bool:
    """Whether a line below outlet and date is a headline: short, no finished sentence, with a story behind it."""
    words = text[lines[i].start : lines[i].end].strip()
    if i in starts or i + 1 >= len(lines) or i + 1 in starts or words[:1] == ">" or len(words) > TITLE_LONGEST:
        return False
    return words[-1:] not in ".:،,"
