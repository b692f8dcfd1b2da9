"""The outlet a page belongs to, by evidence: where its name stands among the page's furniture, and how often.

A site says its name at the top, beside the date or byline, in the copyright line, in its own prompts ("more from …").
No single place can be trusted (a city, a reporter or a section may stand there), so names collect points and the best
one is taken only where it has enough of them; otherwise the outlet stays unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lang.base import Lexicon
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span
from rashomon.read.outlets import SMALL, WEEKDAY, is_outlet, is_outlet_like, key, outlet_name

ENOUGH = 1.0  # points; one sure place (copyright, top line), or two weak ones
TOP, BOTTOM = 8, 10
BAR = re.compile(r"\s+(?:[-–—|/·•>»◄►→]+|::)\s+|\s{2,}|\s*[|»]\s*")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|حقوق النشر|(?:reserved|محفوظة)\W+(?:for |ل)?)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?[ ,،]*(?:by )?"
    r"(?P<name>[A-Z][\w '’&.-]{2,40}?|[\u0621-\u064a][\u0621-\u064a ]{1,30}?)(?=\s*(?:[.|,،–—-]|(?:19|20)\d\d|all rights|جميع|$))",
    re.I,
)
PROMPT = re.compile(
    r"\b(?:more from|sign up (?:for|to)(?: the| our)?|subscribe to|the best of|get(?: the)?|listen to|welcome to|follow|contact|support) (?P<name>(?:The )?[A-Z][\w'’&.-]*(?: (?:(?:of|the|and) )?[A-Z][\w'’&.-]*){0,4})|"
    r"(?:تطبيق|رأي|تابعوا|المزيد من|اشترك في|لقاء|موقع) (?P<arabic>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2})\s*$"
)
TAIL_WORDS = re.compile(r"\s+(?:newsletter|newsletters|app|magazine|online|podcast|digest|daily|website|on|for|in|and)\b.*$", re.I)
SPOKEN_TO = re.compile(r"(?<!\w)لـ? ?[«\"“](?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3})[»\"”]")
COMPANY = re.compile(r"\b(?:holdings|ltd|limited|inc|group|llc|gmbh|corporation|company|foundation)\b\.?", re.I)
COMMA = re.compile(r"\s*[,،]\s*")
DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Outlet:
    """The outlet as written, where, and the places that speak for it."""

    name: str
    span: Span
    why: str


def find(
    text: str,
    lines: Sequence[Span],
    title: Span | None,
    dates: Sequence[Span],
    author: str | None,
    told: Sequence[tuple[Span, str, float]],
    lexicons: Sequence[Lexicon],
) -> Outlet | None:
    """The page's outlet. `dates` are lines that hold its own date or byline, `told` names other parts found with points."""
    points: dict[str, float] = defaultdict(float)
    places: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    sections = {fold(w) for lexicon in lexicons for w in lexicon.sections}

    def add(span: Span, worth: float, why: str) -> None:
        name = key(text[span.start : span.end])
        if name and not (title and title.covers(span) and why != "in the headline"):
            if not places[name] and is_outlet_like(text[span.start : span.end]):
                points[name] += 1
            points[name] += worth
            places[name].append((span, why))

    above, seen = True, False
    for i, line in enumerate(lines[:TOP]):
        if title is not None and line.overlaps(title):
            above = False
            continue
        words = text[line.start : line.end]
        if len(words) > 130 or (not above and len(words) > 80):
            break
        dated = line in dates or (DIGITS.search(words) is not None and len(words) < 90)
        beside = dated or (i + 1 < len(lines) and lines[i + 1] in dates) or (i > 0 and lines[i - 1] in dates)
        for n, part in enumerate(_parts(text, line, dated)):
            shown = text[part.start : part.end]
            if not _can_name(shown, author, sections):
                continue
            worth = (
                (1.0 if not seen and above and n == 0 else 0.6 if above and n == 0 else 0.3)
                + (0.4 if beside and not above else 0)
                + (0.3 if shown.isupper() and " " in shown else 0)
            )
            seen = True
            add(part, worth - (0.3 if n and not is_outlet_like(shown) else 0), "top line" if above else "beside the date")
    for line in [*lines[:TOP], *lines[max(TOP, len(lines) - BOTTOM) :]]:
        if line.end - line.start > 300:
            continue
        if match := COPYRIGHT.search(text, line.start, line.end):
            add(Span(*match.span("name")), 0.4 if COMPANY.search(match["name"]) else 1.2, "copyright line")
        if match := PROMPT.search(text, line.start, line.end):
            name = Span(*match.span("name" if match["name"] else "arabic"))
            cut = TAIL_WORDS.search(text, name.start, name.end)
            add(Span(name.start, cut.start() if cut else name.end), 0.5, "the page's own prompts")
    for span, why, worth in told:
        add(span, worth, why)
    if title is not None and (match := SPOKEN_TO.search(text, title.start, title.end)):
        add(Span(*match.span("name")), 1.0, "in the headline")
    ranked = sorted(((points[k], -places[k][0][0].start, k) for k in points if points[k] >= ENOUGH), reverse=True)
    if not ranked:
        return None
    told_at = places[ranked[0][2]]
    return Outlet(_shown(text, told_at[0][0]), told_at[0][0], ", ".join(dict.fromkeys(why for _, why in told_at)))


def _shown(text: str, span: Span) -> str:
    """The name as written; where it is in capitals and the page spells it in mixed case too, that spelling."""
    name = outlet_name(text[span.start : span.end])
    if name.isupper() and not ARABIC.search(name):
        for match in re.finditer(re.escape(name), text, re.I):
            if not match[0].isupper() and match[0][:1].isupper():
                return match[0]
    return name


def _parts(text: str, line: Span, dated: bool) -> list[Span]:
    """The pieces of a line between bars (and commas where a date stands in it), without date words."""
    out, at = [], line.start
    bars = [m.span() for m in BAR.finditer(text, line.start, line.end)]
    if dated:
        bars += [m.span() for m in COMMA.finditer(text, line.start, line.end)]
    for start, end in [*sorted(bars), (line.end, line.end)]:
        if start > at:
            first, last = at, start
            while first < last and text[first] in " \t\u00a0*_#([«":
                first += 1
            while last > first and text[last - 1] in " \t\u00a0*_#)]»" and not (text[last - 1] == ")" and "(" in text[first:last]):
                last -= 1
            if last > first:
                out.append(Span(first, last))
        at = max(at, end)
    return out


def _can_name(words: str, author: str | None, sections: set[str]) -> bool:
    folded = fold(words)
    if DIGITS.search(words) or WEEKDAY.search(words) or not is_outlet(words) or len(words.split()) > 6 or len(words) < 2:
        return False
    if folded in sections or any(folded.startswith(f"{s} ") and len(folded.split()) == 2 and not is_outlet_like(words) for s in sections):
        return False
    if author and (folded in fold(author) or fold(author) in folded):
        return False
    return ARABIC.search(words) is not None or words[:1].isupper() or words.split()[0].lower() in SMALL
