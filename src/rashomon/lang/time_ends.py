"""Time expressions that stand side by side, put together: the clock time of a day, the two ends of an interval, a shared year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from re import Pattern
from typing import Literal

from rashomon.lang.base import TimeExpr
from rashomon.model import Span

POINTS = ("date", "unit", "weekday", "shift", "season", "same", "hijri")
LATE = ("AF", "EV", "NI")  # parts of a day after noon
Side = Literal["since", "until", "by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """What stands before and between times that belong together, as patterns over the text as written.

    `begins` and `ends` frame an interval ("from A to B"), `between` and `joined` another ("between A and B"); `since`,
    `until` and `by` stand before a single end; `listed` joins times that share a year; a clock time follows its day with
    `at` between, or stands before it with `on`; `counted` ("before", "from") joins a length to the day it is counted from, but
    not where `no_day` shows that the day belongs to something else, or `no_day` in front that the length is one; `added` joins the parts of a length.
    """

    begins: Pattern[str]
    ends: Pattern[str]
    between: Pattern[str]
    joined: Pattern[str]
    since: Pattern[str]
    until: Pattern[str]
    by: Pattern[str]
    listed: Pattern[str]
    at: Pattern[str]
    on: Pattern[str]
    counted: Pattern[str]
    no_day: Pattern[str]
    added: Pattern[str]


def is_clock(expr: TimeExpr) -> bool:
    """Whether it is a time of day that names no day."""
    return expr.op == "unit" and expr.unit == "D" and expr.base == "telling" and (expr.clock or "").startswith("T")


def at_a_clock(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """ "10:30 p.m. on Tuesday", "Tuesday at 10:30 p.m.", "tomorrow evening at 8": the clock time of a day that is named beside it."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        between = text[before.span.end : expr.span.start] if before is not None else ""
        if before is not None and is_clock(expr) and _takes_a_clock(before, expr) and joints.at.fullmatch(between):
            out[-1] = replace(before, span=Span(before.span.start, expr.span.end), clock=_in_its_part(before.clock, expr.clock), side=before.side or expr.side)
        elif before is not None and is_clock(before) and _takes_a_clock(expr, before) and joints.on.fullmatch(between):
            if before.side == "to" and len(out) > 1 and out[-2].side == "from" and is_clock(out[-2]):  # "3 to 5 p.m. on Tuesday"
                out[-2] = replace(expr, span=out[-2].span, clock=_in_its_part(expr.clock, out[-2].clock), side="from")
            out[-1] = replace(expr, span=Span(before.span.start, expr.span.end), clock=_in_its_part(expr.clock, before.clock), side=before.side or expr.side)
        else:
            out.append(expr)
    return out


def _takes_a_clock(day: TimeExpr, clock: TimeExpr) -> bool:
    """Whether an expression is a day (or one of many) that has no clock time yet, and the part of it that is named holds the clock time."""
    named = day.op in ("date", "weekday", "nth") or (day.op in ("unit", "shift") and day.unit == "D" and day.base == "anchor")
    many = day.op == "set" and (day.weekday is not None or day.unit == "D")
    return (named or many) and (not day.clock or (day.clock in LATE or (day.clock == "MO" and (clock.clock or "") < "T12")))


def _in_its_part(part: str | None, clock: str | None) -> str | None:
    """ "tonight at 8": the hour after noon where the part of the day says so."""
    hour = int(clock[1:3]) if clock and part in LATE else 12
    return f"T{hour + 12:02d}{(clock or '')[3:]}" if (1 if part == "AF" else 5) <= hour < 12 else clock


PARTS = ("C", "DEC", "Y", "M", "W", "D", "H", "MIN", "SEC")
IN_ANOTHER: dict[tuple[str, str], float] = {("Y", "M"): 12, ("W", "D"): 7, ("D", "H"): 24, ("H", "MIN"): 60, ("MIN", "SEC"): 60, ("H", "SEC"): 3600}


def in_one_length(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """ "two years and three months" is one length, "two weeks and two days ago" one time; "four years, some 50 months" is said twice."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        factor = IN_ANOTHER.get((before.unit or "", expr.unit or "")) if before is not None and expr.op in ("duration", "shift") else None
        if (
            before is not None
            and factor is not None
            and before.op == "duration"
            and before.amount is not None
            and before.amount.is_integer()
            and expr.amount is not None
            and expr.amount < factor
            and not expr.approx
            and before.low is None
            and expr.low is None
            and joints.added.fullmatch(text[before.span.end : expr.span.start])
        ):
            whole = before.amount * factor + expr.amount
            out[-1] = replace(expr, span=Span(before.span.start, expr.span.end), amount=whole, approx=before.approx or expr.approx)
        else:
            out.append(expr)
    return out


def counted_from(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """ "two weeks before Christmas", "four months from tomorrow": a length of time and the day that it is counted from are one time."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        if before is None or before.amount is None or before.low is not None or not _may_be_counted(before, expr):
            out.append(expr)
            continue
        gap = text[before.span.end : expr.span.start]
        joint = joints.counted.fullmatch(gap)
        word = joints.counted.search(text[before.span.start : expr.span.start]) if before.op == "shift" and not gap.strip() else joint
        if (
            word is None
            or joints.no_day.match(text[expr.span.end : expr.span.end + 12])
            or joints.no_day.search(text[max(0, before.span.start - 12) : before.span.start])
        ):
            out.append(expr)
            continue
        out[-1] = TimeExpr(
            span=Span(before.span.start, expr.span.end), op="shift", unit=before.unit, amount=before.amount, direction=-1 if word["back"] else 1,
            approx=before.approx, first=expr,
        )  # fmt: skip
    return out


def _may_be_counted(length: TimeExpr, day: TimeExpr) -> bool:
    """A length, and a time fine enough to count it from."""
    if length.op == "shift":  # "the day before Christmas"
        known = length.base == "context" and length.amount == 1
    else:
        known = length.op == "duration"
    if not known or length.unit not in ("D", "W", "M", "Y"):
        return False
    if day.op == "date" and day.part is None:
        return bool(day.day or day.number) or (length.unit == "Y") or (length.unit == "M" and bool(day.month))
    return day.op in ("weekday", "nth") or (day.op in ("unit", "shift") and day.unit == "D" and day.base == "anchor")


def sharing_a_year(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """ "April and June 1955" are two times, both of that year."""
    out = list(found)
    for i, (expr, after) in enumerate(pairwise(found)):
        dates = expr.op == after.op == "date" and expr.year is None and after.year is not None and expr.month and not expr.within
        if dates and (expr.month or 0) <= (after.month or 0) and joints.listed.fullmatch(text[expr.span.end : after.span.start]):
            out[i] = replace(expr, year=after.year)
    return out


def sided(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """`since A until B`, `from A to B`, `between A and B`: both points stay, each knows of the interval, and they share a year.

    `since A` and `until B` alone leave the other end open.
    """
    out = list(found)
    for i in range(len(out)):
        expr, before = out[i], out[i - 1] if i else None
        lead = text[max(0, expr.span.start - 24) : expr.span.start]
        if before is not None and before.op in POINTS and expr.op in POINTS:
            between, front = text[before.span.end : expr.span.start], text[max(0, before.span.start - 24) : before.span.start]
            dates = before.op == expr.op == "date" and bool(before.day) == bool(expr.day)
            framed = joints.begins.search(front) and joints.ends.match(between)
            if framed or (joints.between.search(front) and joints.joined.match(between)) or (dates and joints.ends.match(between)):
                first, last = _of_one_year(before, expr)
                out[i - 1], out[i] = replace(first, side="from"), replace(last, side="to")
                continue
        if expr.op in POINTS and expr.side is None:
            sides: tuple[tuple[Side, Pattern[str]], ...] = (("since", joints.since), ("until", joints.until), ("by", joints.by))
            side = next((name for name, pattern in sides if pattern.search(lead)), None)
            if side is not None:
                out[i] = replace(expr, side=side)
    return out


def _of_one_year(first: TimeExpr, last: TimeExpr) -> tuple[TimeExpr, TimeExpr]:
    """The two ends of an interval, the year of one given to the other: "from October to March 1945" began in 1944."""
    if first.op == last.op == "date" and last.month and not first.within and not last.within:
        over = last.month < (first.month or 0)
        if first.year is None and first.month and last.year is not None:
            first = replace(first, year=last.year - over)
        elif last.year is None and first.year is not None:
            last = replace(last, year=first.year + over)
    return first, last
