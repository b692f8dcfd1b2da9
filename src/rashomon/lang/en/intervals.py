"""English time expressions that stand side by side, put together: the clock time of a day, the two ends of an interval."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.lang.base import TimeExpr
from rashomon.model import Span

ON = re.compile(r",?\s+(?:local time\s+)?(?:on\s+)?", re.I)
SINCE = re.compile(r"\b(?:since|from|between)\s+(?:the\s+)?$", re.I)
UNTIL = re.compile(r"^\s*(?:until|till|to|through|and|-|–)\s+(?:the\s+)?$", re.I)
POINTS = ("date", "unit", "weekday", "shift")


def at_a_clock(text: str, found: list[TimeExpr]) -> list[TimeExpr]:
    """ "10:30 p.m. on Tuesday": the clock time of a day that is named behind it."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        bare = before is not None and before.op == "unit" and before.unit == "D" and not before.direction and (before.clock or "").startswith("T")
        if before is not None and bare and expr.op in ("weekday", "date", "unit") and not expr.clock and ON.fullmatch(text[before.span.end : expr.span.start]):
            out[-1] = replace(expr, span=Span(before.span.start, expr.span.end), clock=before.clock)
            continue
        out.append(expr)
    return out


def intervals(text: str, found: list[TimeExpr]) -> list[TimeExpr]:
    """`since A until B`, `from A to B`, `between A and B` become one expression of the two points."""
    out: list[TimeExpr] = []
    for expr in found:
        before = out[-1] if out else None
        if before is not None and before.op in POINTS and expr.op in POINTS and UNTIL.match(text[before.span.end : expr.span.start]):
            lead = SINCE.search(text[max(0, before.span.start - 16) : before.span.start])
            if lead:
                start = before.span.start - len(lead[0])
                out[-1] = TimeExpr(span=Span(start, expr.span.end), op="range", first=before, last=expr)
                continue
        out.append(expr)
    return out
