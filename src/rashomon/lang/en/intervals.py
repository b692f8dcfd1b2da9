"""English time expressions that stand side by side, put together: the clock time of a day, the two ends of an interval."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.lang.base import TimeExpr
from rashomon.lang.en.time_words import DAYTIMES
from rashomon.model import Span

AT = re.compile(r"\s*,?\s*(?:-\s+|at\s+)?", re.I)
ON = re.compile(r",?\s+(?:local time\s+)?(?:on\s+)?", re.I)
SINCE = re.compile(r"\b(?:since|from|between)\s+(?:on\s+)?(?:the\s+)?$", re.I)
UNTIL = re.compile(r"^\s*,?\s*(?:until|till|to|up\s+to|through|-|–)\s+(?:the\s+)?$", re.I)
AND = re.compile(r"^\s+and\s+(?:the\s+)?$", re.I)
OPEN = {
    "since": re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?$", re.I),
    "until": re.compile(r"\b(?:until|till|up\s+to)\s+(?:the\s+)?$", re.I),
    "by": re.compile(r"\b(?:by|before)\s+(?:the\s+)?$", re.I),
}
POINTS = ("date", "unit", "weekday", "shift", "season", "same", "hijri")


def at_a_clock(text: str, found: list[TimeExpr]) -> list[TimeExpr]:
    """ "10:30 p.m. on Tuesday", "Tuesday at 10:30 p.m.": the clock time of a day that is named beside it."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        if (
            before is not None
            and _is_clock(expr)
            and before.op in ("date", "weekday")
            and not before.clock
            and AT.fullmatch(text[before.span.end : expr.span.start])
        ):
            out[-1] = replace(before, span=Span(before.span.start, expr.span.end), clock=expr.clock)
            continue
        bare = before is not None and _is_clock(before)
        if before is not None and bare and expr.op in ("weekday", "date", "unit") and not expr.clock and ON.fullmatch(text[before.span.end : expr.span.start]):
            out[-1] = replace(expr, span=Span(before.span.start, expr.span.end), clock=before.clock)
            continue
        out.append(expr)
    return out


DAYTIME = re.compile(
    r"(?:(?:early|late)\s+(?:in|on)\s+)?(?:the\s+)?(?:(?:early|late|very early)\s+)?(?P<tod>morning|afternoon|evening|night|dawn|noon)(?:\s+hours)?\s+(?:of|on)\s+$",
    re.I,
)
LISTED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*", re.I)


def _is_clock(expr: TimeExpr) -> bool:
    return expr.op == "unit" and expr.unit == "D" and expr.base == "telling" and (expr.clock or "").startswith("T")


def of_a_day(text: str, found: list[TimeExpr]) -> list[TimeExpr]:
    """ "the early morning of 30 April" is one time; "April and June 1955" are two, and both of that year."""
    out: list[TimeExpr] = []
    for number, expr in enumerate(found):
        if expr.op in ("date", "weekday") and not expr.clock and (expr.day or expr.op == "weekday"):
            lead = DAYTIME.search(text, max(out[-1].span.end if out else 0, expr.span.start - 40), expr.span.start)
            if lead:
                expr = replace(expr, span=Span(lead.start(), expr.span.end), clock=DAYTIMES[lead["tod"].lower()])
        after = found[number + 1] if number + 1 < len(found) else None
        if (
            after is not None and expr.op == after.op == "date" and expr.year is None and after.year is not None and expr.month and not expr.within
            and expr.month <= (after.month or 0) and LISTED.fullmatch(text[expr.span.end : after.span.start])
        ):  # fmt: skip
            expr = replace(expr, year=after.year)
        out.append(expr)
    return out


def intervals(text: str, found: list[TimeExpr]) -> list[TimeExpr]:
    """`since A until B`, `from A to B`, `between A and B`: both points stay, each knows of the interval, and they share a year.

    `since A` and `until B` alone leave the other end open.
    """
    out = list(found)
    for i in range(len(out)):
        expr, before = out[i], out[i - 1] if i else None
        lead = text[max(0, expr.span.start - 16) : expr.span.start]
        if before is not None and before.op in POINTS and expr.op in POINTS:
            between = text[before.span.end : expr.span.start]
            told = SINCE.search(text[max(0, before.span.start - 16) : before.span.start])
            both_days = before.op == expr.op == "date" and bool(before.day) == bool(expr.day)
            if (told and (UNTIL.match(between) or ("between" in told[0].lower() and AND.match(between)))) or (both_days and UNTIL.match(between)):
                first, last = _of_one_year(before, expr)
                out[i - 1], out[i] = replace(first, side="from"), replace(last, side="to")
                continue
        if expr.op in POINTS and expr.side is None:
            side = next((name for name, pattern in OPEN.items() if pattern.search(lead)), None)
            if side is not None:
                out[i] = replace(expr, side=side)  # type: ignore[arg-type]
    return out


def _of_one_year(first: TimeExpr, last: TimeExpr) -> tuple[TimeExpr, TimeExpr]:
    """The two ends of an interval, the year of one given to the other: "from October to March 1945" began in 1944."""
    if first.op == last.op == "date" and first.month and last.month and not first.within and not last.within:
        over = last.month < first.month
        if first.year is None and last.year is not None:
            first = replace(first, year=last.year - over)
        elif last.year is None and first.year is not None:
            last = replace(last, year=first.year + over)
    return first, last
