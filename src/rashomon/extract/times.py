"""Time expressions resolved against the clipping's (or report's) own date, to EDTF and TIMEX3.

What the words give is found by the language; here they meet an anchor, in the order of the text (`resolve` holds the
rules of each kind). A bare weekday is the last such day up to the anchor (the next, where the sentence speaks of the
future); a bare month or day takes the year that the paragraph is telling of, else the last one before the anchor;
`later`, `earlier`, `the same day` count from the date named before. A text that dates most of what it tells by years long
past is a telling of the past: there bare dates hang on the date named before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon import edtf
from rashomon.extract.resolve import resolve
from rashomon.extract.telling import Telling, Value
from rashomon.lang.base import Language, Sentence, TimeExpr
from rashomon.model import Span, Time, digest
from rashomon.spans import Places

FUTURE = re.compile(
    r"\b(?:will|shall|would|going to|plans? to|due (?:to|on|in|by)|scheduled|expect(?:s|ed)? (?:to|on|in|by)|set to|deadline|upcoming|payable|effective|with effect from|(?:postpone|extend|delay|adjourn)\w*(?:\s\w+){0,4}\suntil"
    r"|(?:was|were|is|are) to [a-z]+|as (?:early|soon) as|hopes? to|intends? to|could|(?-i:may)|might|to be [a-z]+(?:ed|ld|de|nt|ut)|supposed to|about to)\b"
    r"|سوف|(?<!\w)(?:و|ف)?س(?!يار|ياس|يناء|يطر|يد|يرة|يول|ينما|يناري|ياق|يف|ير(?!\w)|تة|تين|تون|تار|نو|نة|نين|أل|نغ|تال)[يتنأ]\w{2,}|المقبل|القادم|غدا|اعتبارا من|من المقرر|يعتزم|تعتزم",
    re.I,
)
PAST = re.compile(
    r"\b(?:was|were|had|said|told|did|[a-z]{2,}(?:[^e\s]ed|greed)|came|went|took|made|fell|began|left|met|won|lost|killed|struck|held|ago)\b"
    r"|(?<!\w)(?:و|ف)?(?:قالت?|ذكرت?|أعلنت?|أكدت?|أفادت?|أضافت?|نقلت|صرحت?|كانت?|قتلت?|أصيبت?|وقعت?|وصلت?|شنت?|اندلعت?|بدأت?|انتهت?|انطلقت?|قصفت?|سقطت?|غادرت?|أطلقت?|عقدت?|استهدفت?)(?!\w)",
    re.I,
)
DUE = re.compile(r"\bby\s+(?:the\s+)?(?:end\s+of\s+)?$", re.I)
STAMP = 30  # characters that may stand beside the stamp of a comment
HISTORY = 3  # years long past in a report that make it a telling of the past
OUTNUMBERED = 6  # how many times they must outnumber what counts from the day of the report
DEICTIC = ("weekday", "unit")
POINTS = ("date", "weekday", "shift", "unit", "same", "season", "quarter", "half", "week", "hijri", "nth")


# In front of a year that the telling does not go on to: it began or ended something, or belongs to a name.
ASIDE = re.compile(r"\b(?:since|until|till|before|after|of|for|from|than|to|the|an?|his|her|their|its)\s+$|-$", re.I)
MEANT = re.compile(r"\b(?:plan|project|expect|schedul|intend|culminat)\w*|\b(?:would|will)\b", re.I)
SAME_DAY = re.compile(r"\s*(?:م|هـ)?\s*[-–،,/(]?\s*(?:الموافق|corresponding to|which is)?\s*(?:لـ?|ل)?\s*[(:]?\s*")
REACHED = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-\d\d)?)?")
SEASON_MONTHS = {21: 4, 22: 7, 23: 10, 24: 12}


def times(
    text: str,
    document: str,
    sentences: Sequence[Sentence],
    language: Language,
    published: str | None,
    names: Sequence[Span] = (),
    spoken: Sequence[tuple[Span, str]] = (),
) -> list[Time]:
    """Times of one document (or clipping), in order. `published` is its own date, EDTF or None.

    What lies inside one of `names` is part of a name ("Continent Today", "Salvor Daily") and no time. `spoken` are
    quotations with the day they were spoken: there "yesterday" counts from that day.
    """
    named = Places(names)
    found = [(s, [e for e in language.times(text, s.span) if all(n == e.span for n in named.holding(e.span))]) for s in sentences]
    state, day_first = _telling(published, found), _day_first(found)
    out: list[Time] = []
    ends: list[str | None] = []
    kinds: list[str] = []
    history = state.day is None or sum(abs(e.year - state.day.year) > 1 for _, exprs in found for e in exprs if e.year) >= HISTORY
    for sentence, exprs in found:
        # The year of a paragraph carries on; in the news a bare year long past ("made in 1987") dates nothing behind its sentence.
        if sentence.paragraph != state.paragraph or not (history or state.month):
            if sentence.paragraph > state.paragraph + 1:
                state.quarter = None
            if sentence.paragraph != state.paragraph:
                state.reached = state.dated
            state.paragraph, state.year, state.month = sentence.paragraph, None, None
        state.named = None
        for expr in exprs:
            if expr.ambiguous and not day_first and expr.day and expr.month:
                expr = replace(expr, day=expr.month, month=expr.day)
            own = next((day for span, day in spoken if span.covers(expr.span)), None)
            told = _telling(own, ()) if own and expr.base == "anchor" else state
            if state.past and not own and any(q.inner.covers(expr.span) for q in sentence.quotes):
                told = Telling(anchor=None, day=None, past=True, reached=state.reached)  # spoken on a day that the telling does not give
            ahead = looks(sentence, expr.span.start, expr.op == "date")
            try:
                value = resolve(expr, told, ahead)
            except (ValueError, OverflowError):
                value = Value(how="before the year 1 or past 9999: outside the calendar")
            if own and told is not state and value.anchor == own:
                value = replace(value, how=f"{value.how}, the day of the quotation")
            kind = {"duration": "duration", "set": "set"}.get(expr.op, "time" if expr.clock and expr.clock not in ("WE", "Q") else "date")
            words = text[expr.span.start : expr.span.end]
            out.append(
                Time(
                    id=digest("time", document, *expr.span), document=document, start=expr.span.start, end=expr.span.end, text=words,
                    type=kind,  # type: ignore[arg-type]
                    value=value.value, timex=value.timex, anchor=value.anchor, how=value.how,
                )
            )  # fmt: skip
            if _is_stamp(expr, sentence, value) and state.day and value.value and value.value > state.day.isoformat():
                state.anchor, state.day = value.value, edtf.bounds(value.value).earliest
            ends.append(expr.side)
            kinds.append(expr.op)
            _advance(state, expr, value, sentence, ahead)
    return _intervals(_in_both_calendars(text, out, kinds), ends)


def _in_both_calendars(text: str, found: Sequence[Time], kinds: Sequence[str]) -> list[Time]:
    """A day of the Islamic calendar that stands beside the same day of the other has its value, without the doubt."""
    out = list(found)
    for i, (time, kind) in enumerate(zip(found, kinds, strict=True)):
        for j in (i - 1, i + 1) if kind == "hijri" and time.value and time.value[0] == "[" else ():
            if (
                not 0 <= j < len(found)
                or not edtf.is_day(found[j].value)
                or not SAME_DAY.fullmatch(text[min(time.end, found[j].end) : max(time.start, found[j].start)])
            ):
                continue
            out[i] = replace(time, value=found[j].value, timex=found[j].timex, anchor=None, how=f"the same day as “{found[j].text}”")
            break
    return out


def _intervals(found: Sequence[Time], ends: Sequence[str | None]) -> list[Time]:
    """The times, those that are an end of an interval with the whole of it."""
    out = list(found)
    for i, (time, end) in enumerate(zip(found, ends, strict=True)):
        if not time.value or end is None:
            continue
        first, last = time.value.split("/")[0], time.value.split("/")[-1]
        if end == "to" and i and ends[i - 1] == "from" and (began := found[i - 1].value):
            whole = f"{began.split('/')[0]}/{last}"
            if began != time.value and edtf.is_valid(whole):
                out[i - 1], out[i] = replace(out[i - 1], interval=whole), replace(time, interval=whole)
        elif end in ("since", "until"):
            whole = f"{first}/.." if end == "since" else f"../{last}"
            if edtf.is_valid(whole):
                out[i] = replace(time, interval=whole)
    return out


def _is_stamp(expr: TimeExpr, sentence: Sentence, found: Value) -> bool:
    """Whether a line is nothing but a day and a time of day, with a few words: the stamp of a comment, or of an entry that was added."""
    words = len(sentence.text.strip()) - (expr.span.end - expr.span.start)
    return expr.op == "date" and bool(expr.year and expr.clock) and edtf.is_day(found.value) and words <= STAMP


def _telling(published: str | None, found: Sequence[tuple[Sentence, Sequence[TimeExpr]]]) -> Telling:
    """The state before the first word. The past is told where years long past outnumber what counts from the document's own day."""
    day = None
    if published and edtf.is_valid(published):
        low, high = edtf.bounds(published)
        day = low if low == high else None
    exprs = [e for _, sentence in found for e in sentence]
    year = int(published[:4]) if published and published[:4].isdigit() else None
    far = sum(e.year is not None and (year is None or e.year < year - 1) for e in _flat(exprs))
    near = sum((e.op in DEICTIC and e.base == "anchor" and not e.clock) or (e.op == "shift" and e.base == "anchor") for e in exprs)
    return Telling(anchor=published, day=day, past=far >= HISTORY and far > OUTNUMBERED * near)


def _flat(exprs: Sequence[TimeExpr]) -> list[TimeExpr]:
    return [part for e in exprs for part in ((e.first, e.last) if e.op == "range" else (e,)) if part is not None]


def _day_first(found: Sequence[tuple[Sentence, list[TimeExpr]]]) -> bool:
    """Order of numeric dates in this document: month first only where a date allows nothing else."""
    numeric = [(s.text, e) for s, exprs in found for e in exprs if e.op == "date" and e.day and e.month and not e.ambiguous]
    for text, expr in numeric:
        written = re.search(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}", text)
        if written and int(written[2]) > 12 and int(written[2]) == expr.day:
            return False
    return True


def looks(sentence: Sentence, start: int, due: bool = False) -> int:
    """1 where the words before a time look forward, -1 where they look back (a past verb nearer by wins), 0 where neither shows. With `due`,
    "by" looks forward too.
    """
    at = start - sentence.start
    before = sentence.text[max(0, at - 60) : at]
    ahead = [m.end() for m in FUTURE.finditer(before)]
    behind = [m.end() for m in PAST.finditer(before)]
    if due and DUE.search(before) and not (behind and behind[-1] > len(before) - 30):
        return 1
    if ahead and (not behind or ahead[-1] >= behind[-1]):
        return 1
    return -1 if behind else 0


def _advance(state: Telling, expr: TimeExpr, found: Value, sentence: Sentence, ahead: int) -> None:
    """What later expressions count from: the date named, its year and month, the quarter."""
    quoted = any(q.inner.covers(expr.span) for q in sentence.quotes)
    if found.value and expr.op in POINTS and edtf.is_valid(found.value) and not (quoted and expr.op in DEICTIC and expr.base == "anchor"):
        state.context = found.value
        if edtf.is_day(found.value):
            state.named = found.value
    if expr.op == "date" and expr.year:
        state.year, state.month = expr.year, expr.month
    if expr.op == "quarter" and found.timex and re.fullmatch(r"\d{4}-Q\d", found.timex) and expr.direction != -4:
        state.quarter = (int(found.timex[:4]), int(found.timex[-1]))
    if not state.past or not found.value or quoted:
        return
    before = sentence.text[: expr.span.start - sentence.start]
    if expr.op == "date" and not expr.month and (ahead > 0 or expr.side or ASIDE.search(before) or MEANT.search(before[-45:])):
        return
    point = expr.last if expr.op == "range" and expr.last is not None else expr
    counted = point.op == "shift" and point.base == "anchor"
    match = REACHED.fullmatch(found.value.split("/")[-1].rstrip("~?%"))
    if not match or point.op not in POINTS or counted or (expr.op == "range" and not point.month):
        return
    year, month = int(match["year"]), SEASON_MONTHS.get(int(match["month"]), int(match["month"])) if match["month"] else None
    if month is None and state.reached and state.reached[0] == year:
        return
    state.reached = (year, month)
    if point.year is not None or point.within is not None:
        state.dated = state.reached
