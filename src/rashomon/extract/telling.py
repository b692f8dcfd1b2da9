"""What a telling has fixed so far, and the small steps by which a time expression meets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rashomon import edtf
from rashomon.lang.base import TimeExpr

YEAR = re.compile(r"-?\d{4}")


@dataclass(slots=True)
class Telling:
    """What the telling has fixed so far: the anchor, the date last named, the year this paragraph is in, the quarter last named.

    `past` marks a telling of the past, whose bare dates hang on the date named before (`reached`: year, month) and not on
    the document's own; `dated` is the last of them that was written with its year. `named` is the day last named in this sentence.
    """

    anchor: str | None
    day: date | None
    past: bool = False
    context: str | None = None
    paragraph: int = -1
    year: int | None = None
    month: int | None = None
    quarter: tuple[int, int] | None = None
    reached: tuple[int, int | None] | None = None
    dated: tuple[int, int | None] | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """`value` is EDTF (a length: ISO 8601) or None, `timex` TIMEX3, `anchor` the date it was counted from."""

    value: str | None = None
    timex: str | None = None
    anchor: str | None = None
    how: str = ""


def as_timex(value: str) -> str:
    """TIMEX3 writes years before Christ with their name: BC0490 for -0489."""
    return f"BC{1 + int(value[1:5]):04d}{value[5:]}" if value[0] == "-" else value


def ends_of(value: str | None) -> tuple[date, date] | None:
    """First and last day of a value that has both."""
    if not value or not edtf.is_valid(value):
        return None
    low, high = edtf.bounds(value)
    return (low, high) if low and high else None


def year_of(value: str | None) -> int | None:
    """The one year a value lies in, astronomical."""
    if not value:
        return None
    years = {int(y) for y in YEAR.findall(re.sub(r"(?<=\d)-\d\d(?:-\d\d)?", "", value))}
    return years.pop() if len(years) == 1 and "X" not in value[:5] and ".." not in value else None


def month_of(value: str) -> tuple[int, int] | None:
    ends = ends_of(value)
    return (ends[0].year, ends[0].month) if ends and (ends[0].year, ends[0].month) == (ends[1].year, ends[1].month) else None


def clock(expr: TimeExpr) -> str:
    return "" if not expr.clock or expr.clock in ("WE", "Q") else expr.clock if expr.clock[0] == "T" else f"T{expr.clock}"
