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
Side = Literal["since", "until", "by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """What stands before and between times that belong together, as patterns over the text as written.

    `begins` and `ends` frame an interval ("from A to B"), `between` and `joined` another ("between A and B"); `since`,
    `until` and `by` stand before a single end; `listed` joins times that share a year; a clock time follows its day with
    `at` between, or stands before it with `on`.
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


def is_clock(expr: TimeExpr) -> bool:
    """Whether it is a time of day that names no day."""
    return expr.op == "unit" and expr.unit == "D" and expr.base == "telling" and (expr.clock or "").startswith("T")


def at_a_clock(text: str, found: Sequence[TimeExpr], joints: Joints) -> list[TimeExpr]:
    """ "10:30 p.m. on Tuesday", "Tuesday at 10:30 p.m.": the clock time of a day that is named beside it."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        between = text[before.span.end : expr.span.start] if before is not None else ""
        if before is not None and is_clock(expr) and before.op in ("date", "weekday") and not before.clock and joints.at.fullmatch(between):
            out[-1] = replace(before, span=Span(before.span.start, expr.span.end), clock=expr.clock)
        elif before is not None and is_clock(before) and expr.op in ("weekday", "date", "unit") and not expr.clock and joints.on.fullmatch(between):
            out[-1] = replace(expr, span=Span(before.span.start, expr.span.end), clock=before.clock)
        else:
            out.append(expr)
    return out


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
