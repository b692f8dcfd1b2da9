"""Lines that can say where a piece is from: outlet, date or both, in any order and dress, with the evidence weighed.

A page may credit a piece above it, below it, or at the end of its last line; behind "via" or "نقلا عن", in brackets, behind
a dash, or plainly. What such lines have in common is that outlet, date and a few known remarks (page, hour, edition) use
them up. Each line is therefore cut into fields, and what the fields say for it, and what is left over against it, adds up
to a weight (`worth`, about the log of the odds; set by hand, see docs/decisions/0020). `read.sequence` decides which of them
are credits, by the order of all lines of a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lang.base import Language
from rashomon.lang.folding import ARABIC
from rashomon.model import Span
from rashomon.read.blocks import KEY_LINE, KEYS
from rashomon.read.dates import HeaderDate, header_dates
from rashomon.read.outlets import SMALL, WEEKDAY, clean, is_outlet, is_outlet_like

LONGEST = 170  # characters of a line that is nothing but a credit
STAMP_LONGEST = 120
PLAIN = 60  # of a line that is looked at in any case
DIGIT = re.compile(r"\d")
TAIL_LONGEST = 90  # of one at the end of a line
MOST_WORDS = 6  # of an outlet's name
# What hands over to an outlet. The words of monitoring services ("Text of report by …") name the sort of piece first.
LEAD = re.compile(
    r"[\s*_>•▪■●◄►▶※]*(?P<open>[(\[]|[-–—~]{1,2}(?=\s|[^\W\d_]))?\s*(?P<lead>(?:full |summary |unattributed )?(?:text|excerpts?|summary|translation|transcript|recording|extract)s? (?:of|from)\b(?:.{0,60}?\b(?:by|from)\b|.{0,60}?\b(?:in|on)\b)|"
    r"(?:source|via|from|h/t|courtesy of|credit|reprinted from|(?:first |originally )?(?:published|posted|printed|appeared) (?:in|by|at|on)|(?:as )?reported (?:in|by)|read (?:it|more|the rest|the full \w+|on) (?:at|on|in)|"
    r"taken from|copied from|quoted from|نقلا عن|نقلا من|عن|المصدر|المصادر|منقول(?:ا)? (?:عن|من)|منقول|نشر(?:ت|ته|ه)? (?:في|على)|ورد في|من|بحسب|وفق))\s*[:：]?(?=\s|[\"“«]|ال|$)\s*",
    re.I,
)
SIGN = re.compile(r"[\s*_>#•▪■●◄►▶※]*(?P<open>[(\[]|[-–—~]{1,2}(?=\s|[^\W\d_]))")
CUT = re.compile(r"\s*(?:[|◄►•·»]|(?<!-)--+(?!-)|[–—]|\s[-/]\s|[,،;؛]|[:：](?=\s|$)|[()\[\]⟦⟧])\s*")
REMARK = re.compile(
    r"(?:in [A-Z]\w+ )?\d{3,4} ?(?:gmt|utc)\b|\bin (?:[A-Z]\w+)(?= \d|$|\s*[,.)⟦])|\b(?:pages?|pp?\.?|pg\.?|no\.?|issue|vol\.?)\s*[A-Z]?\d+(?:\s*[-–]\s*\d+)?|(?:العدد|عدد|الصفحة|صفحة|ص\.?)\s*(?:رقم\s*)?\d+|الصفحة (?:الأولى|الأخيرة)|"
    r"\b(?:front|back) page\b|\b(?:print|online|web|website|morning|evening|weekend) edition\b|https?://\S+|www\.\S+|\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:gmt|utc))?",
    re.I,
)
KIND = re.compile(
    r"\b(?:newspapers?|daily|weekly|monthly|magazine|news agency|agency|website|web site|site|radio|tv|television|channel|paper|portal|blog|online)\b"
)
KIND_AHEAD = re.compile(r"^(?:ال)?(?:صحيفة|جريدة|موقع|قناة|مجلة|يومية|أسبوعية)\s+")
STAMP = re.compile(
    r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\b|(?:صباحا|مساء|ص|م)(?!\w))|\b\d{1,2}:\d\d(?::\d\d)?\b(?!\s*(?:gmt|utc))|^\W*(?:posted|written|submitted|started|last edited|edited|joined|re|reply|quote|post #?\d+|#\d+)\b|\bwrote:\s*$|"
    r"^\W*(?:كتب (?:العضو|ال\w+ :)|العضو|المشاركة|مشاركة|رد\b|كاتب الموضوع|اقتباس|تاريخ (?:التسجيل|المشاركة))|\b(?:says|said)\s*:?\s*$|»\s*(?:mon|tue|wed|thu|fri|sat|sun)",
    re.I,
)
AUTHOR = re.compile(r"^(?:by|posted by|written by|بقلم|كتب\w{0,3}|تقرير|إعداد|أعده?ا?|جمعها?)\s*:?\s+\S", re.I)
TAILS = (
    re.compile(rf"\s*[(\[](?P<in>[^()\[\]\n]{{4,{TAIL_LONGEST}}})[)\]][\s.]*$"),
    re.compile(rf"(?<=[.!?…\"”»؟])\s+(?:[-–—]{{1,2}}|[|/])\s*(?P<in>[^.!?؟\n]{{4,{TAIL_LONGEST}}})$"),
)
JOINT = re.compile(r"\s+(?:of|on|dated|for|in|بتاريخ|يوم|ليوم|في|مساء|صباح|عدد|نشرة|الصادرة?)$", re.I)
HANDLE = re.compile(r"(?<!\w)@\w")  # whoever is quoted under a handle is a person: posts of networks are no clippings
STOPPED = re.compile(r"[.!?؟…][\"”»]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What one line says of a piece's origin. `part` names a keyed line (`Date: …`), `shape` what credits of one page share."""

    span: Span
    outlet: Span | None
    date: HeaderDate | None
    worth: float
    shape: str
    part: str | None = None
    value: Span | None = None


def stamped(words: str) -> bool:
    """Whether a line is the stamp of somebody's post or comment, with its hour or its "wrote"."""
    return len(words) <= STAMP_LONGEST and STAMP.search(words) is not None and not STOPPED.search(words)


def credit(text: str, line: Span, languages: Sequence[Language], today: str | None, styled: bool = False) -> Credit | None:
    """The credit a whole line can be; None where it can be none. `styled`: set apart by the markup of its page."""
    words = text[line.start : line.end]
    if not 3 <= len(words) <= LONGEST or (len(words) > PLAIN and _is_story(words, styled)) or stamped(words):
        return None
    if keyed := KEY_LINE.match(words):
        return _keyed(text, line, keyed, languages, today)
    return _fielded(text, line, languages, today, styled, "line")


def _is_story(words: str, styled: bool) -> bool:
    """Whether a line has nothing of a credit at a glance: most lines of most pages, of which no more is asked."""
    return not styled and ((not DIGIT.search(words) and not is_outlet_like(words)) or (STOPPED.search(words) is not None and not LEAD.match(words)))


def tail(text: str, line: Span, languages: Sequence[Language], today: str | None) -> Credit | None:
    """The credit at the end of a line of story: "… he said. (Harbour Gazette, 12 June)"."""
    for pattern in TAILS:
        match = pattern.search(text, max(line.start, line.end - TAIL_LONGEST - 8), line.end)
        if match and match.start() - line.start >= 40:
            inside = Span(*match.span("in"))
            found = _fielded(text, inside, languages, today, False, "tail")
            if found is not None and found.outlet is not None and (found.date is not None or is_outlet_like(text[slice(*found.outlet)])):
                return Credit(span=Span(match.start(), line.end), outlet=found.outlet, date=found.date, worth=found.worth + 0.6, shape=found.shape)
    return None


def _keyed(text: str, line: Span, keyed: re.Match[str], languages: Sequence[Language], today: str | None) -> Credit | None:
    part = next(k for k in KEYS if keyed[k])
    value = Span(line.start + keyed.start("value"), line.start + keyed.end("value"))
    dates = header_dates(text, value, languages, today)
    date = dates[0] if dates else None
    if part == "outlet":
        found = _fielded(text, value, languages, today, False, "key")
        if found is None or found.outlet is None:
            return None
        return Credit(span=line, outlet=found.outlet, date=found.date, worth=max(found.worth, 0) + 1.5, shape="key", part=part)
    if part == "date" and date is None:
        return None
    worth = {"date": 1.0, "title": 0.8, "link": 0.4, "author": 0.3}[part]
    return Credit(span=line, outlet=None, date=date if part == "date" else None, worth=worth, shape="key", part=part, value=value)


def _fielded(text: str, line: Span, languages: Sequence[Language], today: str | None, styled: bool, where: str) -> Credit | None:
    """A line cut into fields, and weighed."""
    words = text[line.start : line.end]
    if HANDLE.search(words):
        return None
    dates = header_dates(text, line, languages, today)
    date = dates[0] if dates else None
    lead = LEAD.match(words)
    sign = lead or SIGN.match(words)
    at = lead.end() if lead else sign.end() if sign else 0
    masked = list(words)
    for hole in [d.span for d in dates if d.sure or d is date]:
        masked[hole.start - line.start : hole.end - line.start] = "⟦" * (hole.end - hole.start)
    bare = REMARK.sub(lambda m: "⟦" * len(m[0]), "".join(masked))
    bare = WEEKDAY.sub(lambda m: "⟦" * len(m[0]), bare)
    outlet, left, order = None, 0, []
    first = at
    for cut in [*((m.start(), m.end()) for m in CUT.finditer(bare, at)), (len(bare), len(bare))]:
        piece = bare[first : cut[0]]
        if piece.strip(" .*_⟦"):
            span = _name(text, line, bare, Span(line.start + first, line.start + cut[0]), lead is not None) if outlet is None else None
            if span is not None and not AUTHOR.match(piece.strip()):
                outlet = span
                order.append("O")
            elif not AUTHOR.match(piece.strip()):
                left += len(piece.split())
        if date is not None and first <= date.span.start - line.start < cut[1] and "D" not in order:
            order.append("D")
        first = cut[1]
    if outlet is None and (date is None or left):
        return None
    shape = f"{where} {'lead ' if lead else ''}{sign['open'] or '' if sign else ''}{''.join(order)}"
    if outlet is None:
        return Credit(span=line, outlet=None, date=date, worth=0.2, shape=shape)
    name = text[outlet.start : outlet.end]
    like = is_outlet_like(text[line.start + at : outlet.end]) or (is_outlet_like(words) and where == "line" and date is None)
    day = date is not None and date.sure and (date.value is None or len(date.value) > 7)
    worth = -1.0 + (0.7 if KIND_AHEAD.match(name) else 0.0) + (2.0 if day else 0.6 if date is not None else 0.0) + (1.5 if like else 0.0)
    worth += (1.5 if lead else 0.4 if sign else 0.0) + (0.8 if styled else 0.0) + (0.5 if name.isupper() and len(name) > 3 else 0.0)
    worth -= 0.6 * min(left, 5) + (1.5 if STOPPED.search(words) and where == "line" and not lead else 0.0) + 0.1 * len(name.split())
    return Credit(span=line, outlet=outlet, date=date, worth=worth, shape=shape)


def _name(text: str, line: Span, bare: str, piece: Span, led: bool) -> Span | None:
    """The name of an outlet in a field: what stands behind or before words such as "newspaper" or "website", without them."""
    words = bare[piece.start - line.start : piece.end - line.start]
    own = words.rstrip(" ⟦")
    while joint := JOINT.search(own):
        own = own[: joint.start()].rstrip(" ⟦")
    if ARABIC.search(words):
        span = clean(text, Span(piece.start, piece.start + len(own)))
        if span is None:
            return None
        name = text[span.start : span.end].strip('«»"“” .')
        return span if name and len(name.split()) <= MOST_WORDS and is_outlet(name) else None
    start, end = piece.start, piece.start + len(own)
    if led or KIND.search(words):
        runs = _capitals(words)
        behind = [r for r in runs if any(0 <= r[0] - k.end() <= 2 for k in KIND.finditer(words))]
        best = next(iter(behind or runs), None)
        if best is None:
            return None
        start, end = piece.start + best[0], piece.start + best[1]
    span = clean(text, Span(start, end))
    name = text[span.start : span.end] if span else ""
    if span is None or not is_outlet(name) or len(name.split()) > MOST_WORDS or not (name[:1].isupper() or "." in name or name[:1].isdigit()):
        return None
    return span


def _capitals(words: str) -> list[tuple[int, int]]:
    """Runs of capitalised words with the small words between them."""
    out: list[tuple[int, int]] = []
    for m in re.finditer(r"[^\s⟦]+", words):
        token = m[0].strip("\"“”'’.,")
        if token[:1].isupper() or "." in token[1:-1]:
            if out and all(w.lower() in SMALL for w in words[out[-1][1] : m.start()].split()):
                out[-1] = (out[-1][0], m.end())
            else:
                out.append((m.start(), m.end()))
    return [r for r in out if KIND.fullmatch(words[r[0] : r[1]].lower()) is None or len(out) == 1]
