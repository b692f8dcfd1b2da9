"""Time expressions resolved against the clipping's (or report's) own date, to EDTF and TIMEX3.

What the words give is found by the language; here they meet an anchor. A bare weekday is the last such day up to the
anchor (the next, where the sentence speaks of the future); a bare month or day takes the year that the paragraph is
telling of, else the last one before the anchor; `later`, `earlier`, `the same day` count from the date named before.
Where the anchor is unknown the value stays null and `timex` keeps what the words alone say (`XXXX-WXX-2`). A value never
has a finer precision than the words: "three months ago" gives a month, marked `~`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rashomon import edtf
from rashomon.lang.base import Language, Sentence, TimeExpr
from rashomon.model import Span, Time, digest
from rashomon.spans import Places

FUTURE = re.compile(
    r"\b(?:will|shall|would|going to|plans? to|due (?:to|on)|scheduled|expected (?:to|on)|set to|deadline|next|upcoming|with effect from|(?:was|were|is|are) to [a-z]+)\b|سوف|(?<!\w)س[يتنأ]\w{2,}|المقبل|القادم|غدا|اعتبارا من",
    re.I,
)
PAST = re.compile(r"\b(?:was|were|had|said|told|did|[a-z]{3,}ed)\b", re.I)
HISTORY = 3  # years long past in a report that make it a telling of the past
DAYS = {"D": 1, "W": 7}


@dataclass(slots=True)
class _State:
    """What the telling has fixed so far: the anchor, the date last named, the year this paragraph is in."""

    anchor: str | None
    day: date | None
    context: str | None = None
    paragraph: int = -1
    year: int | None = None
    month: int | None = None
    how: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Value:
    value: str | None = None
    timex: str | None = None
    anchor: str | None = None
    how: str = ""


def times(text: str, document: str, sentences: Sequence[Sentence], language: Language, published: str | None, names: Sequence[Span] = ()) -> list[Time]:
    """Times of one document (or clipping), in order. `published` is its own date, EDTF or None.

    What lies inside one of `names` is part of a name ("Continent Today", "Salvor Daily") and no time.
    """
    day = None
    if published and edtf.is_valid(published):
        low, high = edtf.bounds(published)
        day = low if low == high else None
    state, out = _State(anchor=published, day=day), []
    named = Places(names)
    found = [(s, [e for e in language.times(text, s.span) if all(n == e.span for n in named.holding(e.span))]) for s in sentences]
    day_first = _day_first(found)
    history = day is None or sum(abs(e.year - day.year) > 1 for _, exprs in found for e in exprs if e.year) >= HISTORY
    for sentence, exprs in found:
        # The year of a paragraph carries on; in the news a bare year long past ("made in 1987") dates nothing behind its sentence.
        if sentence.paragraph != state.paragraph or not (history or state.month):
            state.paragraph, state.year, state.month = sentence.paragraph, None, None
        for expr in exprs:
            if expr.ambiguous and not day_first and expr.day and expr.month:
                expr = replace(expr, day=expr.month, month=expr.day)
            try:
                found_value = _resolve(expr, state, _is_future(sentence, expr))
            except (ValueError, OverflowError):
                found_value = _Value(how="before the year 1 or past 9999: outside the calendar")
            kind = {"duration": "duration", "set": "set"}.get(expr.op, "time" if expr.clock and expr.clock not in ("WE", "Q") else "date")
            words = text[expr.span.start : expr.span.end]
            out.append(
                Time(
                    id=digest("time", document, *expr.span), document=document, start=expr.span.start, end=expr.span.end, text=words,
                    type=kind,  # type: ignore[arg-type]
                    value=found_value.value, timex=found_value.timex, anchor=found_value.anchor, how=found_value.how,
                )
            )  # fmt: skip
            _advance(state, expr, found_value)
    return out


def _day_first(found: Sequence[tuple[Sentence, list[TimeExpr]]]) -> bool:
    """Order of numeric dates in this document: month first only where a date allows nothing else."""
    numeric = [(s.text, e) for s, exprs in found for e in exprs if e.op == "date" and e.day and e.month and not e.ambiguous]
    for text, expr in numeric:
        written = re.search(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}", text)
        if written and int(written[2]) > 12 and int(written[2]) == expr.day:
            return False
    return True


def _is_future(sentence: Sentence, expr: TimeExpr) -> bool:
    """Whether the words around look forward; a past verb nearer by wins."""
    before = sentence.text[max(0, expr.span.start - sentence.start - 60) : expr.span.start - sentence.start]
    ahead = [m.end() for m in FUTURE.finditer(before)]
    behind = [m.end() for m in PAST.finditer(before)]
    return bool(ahead) and (not behind or ahead[-1] > behind[-1])


def _advance(state: _State, expr: TimeExpr, found: _Value) -> None:
    if found.value and expr.op in ("date", "weekday", "shift", "unit", "same", "season") and edtf.is_valid(found.value):
        state.context = found.value
    if expr.op == "date" and expr.year:
        state.year, state.month = expr.year, expr.month


def _resolve(expr: TimeExpr, state: _State, future: bool) -> _Value:
    match expr.op:
        case "date":
            return _date(expr, state, future)
        case "weekday":
            return _weekday(expr, state, future)
        case "shift":
            return _shift(expr, state)
        case "unit":
            return _unit(expr, state)
        case "same":
            return _same(expr, state)
        case "season":
            return _season(expr, state)
        case "decade":
            value = f"{(expr.year or 0) // 10}X"
            return _Value(value, value[:3], how="decade as written")
        case "duration":
            return _duration(expr)
        case "set":
            return _set(expr)
        case "range" | "open":
            return _range(expr, state, future)


def _date(expr: TimeExpr, state: _State, future: bool) -> _Value:
    if expr.year:
        value = _point(expr.year, expr.month, expr.day)
        if value is None:
            return _Value(how="no such day")
        return _Value(edtf.approximate(value) if expr.approx else value, value, how="as written")
    month = expr.month or 0
    bare = f"XXXX-{month:02d}" + (f"-{expr.day:02d}" if expr.day else "")
    anchor = state.anchor and edtf.is_valid(state.anchor) and edtf.bounds(state.anchor)
    if (
        state.year
        and expr.direction == 0
        and (not anchor or not anchor[0] or abs(state.year - anchor[0].year) >= 2 or (state.month == month and state.year != anchor[0].year))
    ):
        value = _point(state.year, month, expr.day)
        return _Value(value, value, f"{state.year}", f"year of this paragraph: {state.year}")
    if not anchor or not anchor[0] or not anchor[1] or anchor[0].year != anchor[1].year:
        return _Value(None, bare, how="no year, and no date to count from")
    low, high = anchor[0], anchor[1]
    year = high.year
    if expr.direction < 0:
        year = year if month < high.month else year - 1
    elif expr.direction > 0:
        year = year if month > low.month else year + 1
    elif future:
        year = year if (month, expr.day or 31) >= (low.month, low.day) else year + 1
    elif expr.day and low == high:
        year = _nearest(year, month, expr.day, high)
    elif (month, expr.day or 1) > (high.month, high.day if expr.day else 31):
        year -= 1
    value = _point(year, month, expr.day)
    return _Value(value, value or bare, state.anchor, f"the {'next' if future else 'last'} one from {state.anchor}")


def _nearest(year: int, month: int, day: int, anchor: date) -> int:
    """The year in which a day and month lie nearest to the anchor; ahead of it only within two months."""
    best, distance = year, 10_000
    for candidate in (year, year - 1, year + 1):
        try:
            gap = (date(candidate, month, day) - anchor).days
        except ValueError:
            continue
        if gap <= 60 and abs(gap) < distance:
            best, distance = candidate, abs(gap)
    return best


def _point(year: int, month: int | None, day: int | None) -> str | None:
    value = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return value if edtf.is_valid(value) else None


def _weekday(expr: TimeExpr, state: _State, future: bool) -> _Value:
    wanted = expr.weekday or 0
    bare = f"XXXX-WXX-{wanted + 1}" + (f"T{expr.clock}" if expr.clock and expr.clock[0] != "T" else "")
    base, named = state.day, state.anchor
    if expr.base == "context":
        base, named = _context_day(state), state.context
    if base is None:
        return _Value(None, bare, how="a weekday, and no date to count from")
    back = (base.weekday() - wanted) % 7
    if expr.direction < 0 or (expr.base == "context" and expr.direction == 0):
        day = base - timedelta(days=back or 7)
    elif expr.direction > 0 or future:
        ahead = (wanted - base.weekday()) % 7
        day = base + timedelta(days=ahead or (7 if expr.direction > 0 else 0))
    else:
        day = base - timedelta(days=back)
    value = day.isoformat()
    return _Value(value, value + _clock(expr), named, f"{'next' if day > base else 'last'} such weekday from {named}")


def _clock(expr: TimeExpr) -> str:
    return "" if not expr.clock or expr.clock in ("WE", "Q") else expr.clock if expr.clock[0] == "T" else f"T{expr.clock}"


def _context_day(state: _State) -> date | None:
    if state.context and edtf.is_day(state.context):
        return edtf.bounds(state.context).earliest
    return None


def _shift(expr: TimeExpr, state: _State) -> _Value:
    unit, amount = expr.unit or "D", expr.amount
    base = state.anchor if expr.base == "anchor" else state.context
    bare = _iso_duration(unit, amount)
    if amount is None:
        return _Value(None, bare, how="how many is not said")
    if not base or not edtf.is_valid(base):
        return _Value(None, bare, how="no date to count from")
    low, high = edtf.bounds(base)
    origin = low or high
    if origin is None or low is None or high is None:
        return _Value(None, bare, how="no date to count from")
    exact_day, signed = low == high, amount * expr.direction
    if unit in ("D", "W"):
        if not exact_day:
            return _Value(None, bare, base, "the date to count from is not a day")
        value = (origin + timedelta(days=round(signed * DAYS[unit]))).isoformat()
        rough = expr.approx or unit == "W"
    elif unit in ("H", "MIN", "SEC"):
        if not exact_day or amount >= 24:
            return _Value(None, bare, base, "hours from a date without a time of day")
        value, rough = origin.isoformat(), True
    else:
        months = {"M": 1, "Y": 12, "DEC": 120, "C": 1200}[unit] * signed
        if months != int(months) or (unit == "M" and (high - low).days > 31):
            return _Value(None, bare, base, "too coarse a date to count from")
        moved = edtf.add_months(origin, int(months))
        fine = unit == "M" or amount != int(amount)
        value, rough = (edtf.year_month(moved.year, moved.month) if fine else f"{moved.year:04d}"), True
    timex = value + _clock(expr)
    return _Value(edtf.approximate(value) if rough else value, timex, base, f"counted from {base}")


def _unit(expr: TimeExpr, state: _State) -> _Value:
    unit = expr.unit or "D"
    bare = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX")
    if not state.anchor or not edtf.is_valid(state.anchor):
        return _Value(None, bare, how="no date to count from")
    low, high = edtf.bounds(state.anchor)
    if low is None or high is None:
        return _Value(None, bare, how="no date to count from")
    step, how = expr.direction, f"counted from {state.anchor}"
    if unit in ("D", "W"):
        if state.day is None:
            return _Value(None, bare, state.anchor, "the date to count from is not a day")
        if unit == "D":
            value = (state.day + timedelta(days=step)).isoformat()
            return _Value(value, value + _clock(expr), state.anchor, how)
        moved = state.day + timedelta(days=7 * step)
        year, number, _ = moved.isocalendar()
        value = edtf.week(moved)
        if expr.clock == "WE":
            monday = moved - timedelta(days=moved.weekday())
            if step < 0 and state.day.weekday() == 6:
                monday = state.day - timedelta(days=13)
            value = f"{(monday + timedelta(days=5)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        return _Value(value, f"{year}-W{number:02d}" + ("-WE" if expr.clock == "WE" else ""), state.anchor, how)
    if unit == "M":
        if (low.year, low.month) != (high.year, high.month):
            return _Value(None, bare, state.anchor, "the date to count from is not a month")
        moved = edtf.add_months(low, (3 if expr.clock == "Q" else 1) * step)
        if expr.clock == "Q":
            quarter = (moved.month - 1) // 3
            value = f"{edtf.year_month(moved.year, 3 * quarter + 1)}/{edtf.year_month(moved.year, 3 * quarter + 3)}"
            return _Value(value, f"{moved.year}-Q{quarter + 1}", state.anchor, how)
        value = edtf.year_month(moved.year, moved.month)
        if expr.day:
            value = _point(moved.year, moved.month, expr.day) or value
        return _Value(value, value, state.anchor, how)
    if low.year != high.year:
        return _Value(None, bare, state.anchor, "the date to count from is not a year")
    if unit == "Y":
        value = f"{low.year + step:04d}"
        return _Value(value, value, state.anchor, how)
    width = 10 if unit == "DEC" else 100
    first = (low.year // width + step) * width
    value = f"{first // width:0{2 if width == 100 else 3}d}" + ("XX" if width == 100 else "X")
    return _Value(value, value.rstrip("X"), state.anchor, how)


def _same(expr: TimeExpr, state: _State) -> _Value:
    if not state.context or not edtf.is_valid(state.context):
        return _Value(None, None, how="no date named before")
    low, high = edtf.bounds(state.context)
    if low is None or high is None:
        return _Value(None, None, how="no date named before")
    how = f"the date named before, {state.context}"
    if expr.unit == "D":
        value = state.context if low == high else None
    elif expr.unit == "M":
        value = edtf.year_month(low.year, low.month) if (low.year, low.month) == (high.year, high.month) else None
    elif expr.unit == "W":
        value = edtf.week(low) if (high - low).days < 7 else None
    else:
        value = f"{low.year:04d}" if low.year == high.year else None
    timex = value + _clock(expr) if value else None
    if value and expr.unit == "W":
        year, number, _ = low.isocalendar()
        timex = f"{year}-W{number:02d}"
    return _Value(value, timex, state.context, how)


NAMES = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}


def _season(expr: TimeExpr, state: _State) -> _Value:
    season, year = expr.month or 21, expr.year
    if year is None:
        if not state.anchor or not edtf.is_valid(state.anchor) or (day := edtf.bounds(state.anchor).earliest) is None:
            return _Value(None, f"XXXX-{NAMES[season]}", how="no date to count from")
        begin = date(day.year, edtf.SEASONS[season][0], 1)
        year = day.year + expr.direction
        if expr.direction < 0:
            year = day.year if edtf.add_months(begin, 3) <= day else day.year - 1
    return _Value(f"{year:04d}-{season}", f"{year:04d}-{NAMES[season]}", None if expr.year else state.anchor, "season, northern half")


def _iso_duration(unit: str, amount: float | None) -> str:
    letter, factor = {"DEC": ("Y", 10), "C": ("Y", 100), "MIN": ("M", 1), "SEC": ("S", 1)}.get(unit, (unit, 1))
    clock = "T" if unit in ("H", "MIN", "SEC") else ""
    if amount is None:
        return f"P{clock}X{letter}" if factor == 1 else {"DEC": "PXDE", "C": "PXCE"}[unit]
    total = amount * factor
    whole = int(total)
    if total == whole:
        return f"P{clock}{whole}{letter}"
    if letter == "Y":
        months = round((total - whole) * 12)
        return "P" + (f"{whole}Y" if whole else "") + f"{months}M"
    finer = {"D": ("", 24, "H"), "H": ("T", 60, "M"), "M": ("", 30, "D"), "W": ("", 7, "D")}.get(letter)
    if finer and not (clock and letter == "M"):
        rest = round((total - whole) * finer[1])
        if letter == "W":
            return f"P{whole * 7 + rest}D"
        inner = f"T{rest}{finer[2]}" if letter == "D" else f"{rest}{finer[2]}"
        return f"P{clock}" + (f"{whole}{letter}" if whole else "") + inner
    return f"P{clock}{total:g}{letter}"


def _duration(expr: TimeExpr) -> _Value:
    value = _iso_duration(expr.unit or "D", expr.amount)
    return _Value(None if expr.amount is None else value, value, how="a length of time")


def _set(expr: TimeExpr) -> _Value:
    if expr.weekday is not None:
        return _Value(None, f"XXXX-WXX-{expr.weekday + 1}", how="repeated")
    if expr.month:
        return _Value(None, f"XXXX-{expr.month:02d}", how="repeated")
    period = _iso_duration(expr.unit or "D", 1)
    return _Value(period, period, how="repeated")


def _range(expr: TimeExpr, state: _State, future: bool) -> _Value:
    if expr.op == "open":
        if expr.first is None:
            return _Value()
        if expr.direction == 0:
            first = _resolve(expr.first, state, future)
            value = f"{_start(first.value)}/.." if first.value and edtf.is_valid(first.value) else None
            return _Value(value, first.timex, first.anchor, "open at the end")
        other = _resolve(expr.first, state, future)
        bare = _iso_duration(expr.first.unit or "D", expr.first.amount)
        if not other.value or not state.day:
            return _Value(None, bare, how="no date to count from")
        ends = (other.value.rstrip("~"), state.day.isoformat())
        first_end, last_end = ends if expr.direction < 0 else (ends[1], ends[0])
        return _Value(f"{first_end}/{last_end}", bare, state.anchor, f"counted from {state.anchor}")
    if expr.first is None or expr.last is None:
        return _Value()
    first_expr, last_expr = expr.first, expr.last
    if first_expr.year is None and last_expr.year is not None and first_expr.op == "date":
        first_expr = replace(first_expr, year=last_expr.year)
    if last_expr.year is None and first_expr.year is not None and last_expr.op == "date":
        last_expr = replace(last_expr, year=first_expr.year)
    first, last = _resolve(first_expr, state, future), _resolve(last_expr, state, future)
    if not first.value or not last.value:
        return _Value(None, first.timex, how=first.how or last.how)
    begin = _start(first.value)
    if first_expr.op == "date" and first_expr.part == "start" and not first_expr.month:
        begin = f"{first_expr.year:04d}-01-01"
    value = f"{begin}/{_finish(last.value)}"
    return _Value(value if edtf.is_valid(value) else None, first.timex, first.anchor or last.anchor, "from the first to the last date named")


def _start(value: str) -> str:
    return value.split("/")[0]


def _finish(value: str) -> str:
    return value.split("/")[-1]
