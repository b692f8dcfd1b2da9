"""Dates as headers and mastheads give them: in full, without a year, as a bare weekday, or said to be missing.

They are completed from the page's own date, never past it: a clipping is older than the page that quotes it. What cannot
be completed stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon import edtf
from rashomon.lang.base import Language, TimeExpr
from rashomon.model import Span

SLASHED = re.compile(r"(?<![\d/.])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?![\d/]|\.\d)")
NO_DATE = re.compile(r"\b(?:no date|undated|date unknown|n\.d\.)|(?:وليس على \S+ تاريخ|(?:بلا|بدون|من دون|دون) تاريخ)", re.I)
AHEAD = 7  # days a clipping may be dated past the page (time zones, weekly papers)
SHORT = 200  # characters; longer lines tell dates of the story


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """`value` is EDTF or None; `sure` when the words give more than a weekday."""

    span: Span
    value: str | None
    sure: bool


def page_date(text: str, lines: Sequence[Span], languages: Sequence[Language]) -> str | None:
    """The latest full date among a page's short lines."""
    found = [
        e
        for line in lines
        if line.end - line.start <= SHORT
        for e in _months([language.times(text, line) for language in languages])
        if e.year and e.day and not e.ambiguous
    ]
    return max((v for e in found if (v := _day(e.year or 0, e.month or 0, e.day))), default=None)


def header_dates(text: str, line: Span, languages: Sequence[Language], today: str | None) -> list[HeaderDate]:
    """The dates of a line, those with a month before bare weekdays; `today` is the page's own date."""
    read = [language.times(text, line) for language in languages]
    out = [HeaderDate(e.span, _value(e, today), True) for e in _months(read)]
    for match in SLASHED.finditer(text, line.start, line.end):
        if not any(d.span.overlaps(Span(*match.span())) for d in out):
            out.append(HeaderDate(Span(*match.span()), _nearest([(int(match["b"]), int(match["a"])), (int(match["a"]), int(match["b"]))], None, today), True))
    weekdays = [e for found in read for e in found if e.op == "weekday" and e.weekday is not None]
    for e in weekdays:
        beside = next((d for d in out if 0 <= d.span.start - e.span.end <= 2), None)
        if beside:
            out[out.index(beside)] = HeaderDate(Span(e.span.start, beside.span.end), beside.value, beside.sure)
        elif not any(d.span.overlaps(e.span) for d in out):
            out.append(HeaderDate(e.span, _weekday(e.weekday or 0, today), False))
    near = [e for found in read for e in found if _is_day(e)]
    out += [HeaderDate(e.span, _counted(e.direction, today), False) for e in near if not any(d.span.overlaps(e.span) for d in out)]
    out += [HeaderDate(Span(*m.span()), None, False) for m in NO_DATE.finditer(text, line.start, line.end)]
    return sorted(out, key=lambda d: (not d.sure, d.value is None, -d.span.start))


def _is_day(e: TimeExpr) -> bool:
    """Today, this morning, yesterday: a day counted from the page's own."""
    return e.op == "unit" and e.unit == "D" and e.direction in (0, -1) and not (e.clock or "").startswith("T")


def _counted(direction: int, today: str | None) -> str | None:
    if today is None or not edtf.is_day(today):
        return None
    day = edtf.bounds(today).earliest
    return (day + timedelta(days=direction)).isoformat() if day else None


def _months(read: Sequence[Sequence[TimeExpr]]) -> list[TimeExpr]:
    """Dates with a month, of the first language that reads any."""
    for exprs in read:
        found = [e for e in exprs if e.op == "date" and e.month and (e.year or e.day)]
        if found:
            return found
    return []


def _day(year: int, month: int, day: int | None) -> str | None:
    value = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return value if edtf.is_valid(value) else None


def _value(e: TimeExpr, today: str | None) -> str | None:
    if e.ambiguous and e.month and e.day:
        return _nearest([(e.month, e.day), (e.day, e.month)], e.year, today)
    if e.year is None:
        return _nearest([(e.month or 0, e.day or 0)], None, today)
    return _day(e.year, e.month or 0, e.day)


def _nearest(options: Sequence[tuple[int, int]], year: int | None, today: str | None) -> str | None:
    """Of readings (month, day), the one closest before the page's date; without that date only a single reading counts."""
    if today is None:
        readings = {v for month, day in options if year and (v := _day(year, month, day))}
        return readings.pop() if len(readings) == 1 else None
    now = date.fromisoformat(today)
    days = []
    for month, day in options:
        for y in [year] if year else [now.year, now.year - 1]:
            if day and (value := _day(y, month, day)) and (then := date.fromisoformat(value)) <= now + timedelta(days=AHEAD):
                days.append(((now - then).days, value))
    return min(days, key=lambda d: abs(d[0]))[1] if days else None


def _weekday(weekday: int, today: str | None) -> str | None:
    """The last such weekday, the page's own day included."""
    if today is None:
        return None
    now = date.fromisoformat(today)
    return (now - timedelta(days=(now.weekday() - weekday) % 7)).isoformat()
