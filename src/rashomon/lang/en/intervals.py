"""What joins English time expressions that belong together, and the part of a day that stands before its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.base import TimeExpr
from rashomon.lang.en.time_words import DAYTIMES
from rashomon.lang.time_ends import Joints
from rashomon.model import Span

JOINTS = Joints(
    begins=re.compile(r"\b(?:since|from|between)\s+(?:on\s+)?(?:the\s+)?$", re.I),
    ends=re.compile(r"^\s*,?\s*(?:until|till|to|up\s+to|through|-|–)\s+(?:the\s+)?$", re.I),
    between=re.compile(r"\bbetween\s+(?:the\s+)?$", re.I),
    joined=re.compile(r"^\s+and\s+(?:the\s+)?$", re.I),
    since=re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?$", re.I),
    until=re.compile(r"\b(?:until|till|up\s+to)\s+(?:the\s+)?$", re.I),
    by=re.compile(r"\b(?:by|before)\s+(?:the\s+)?$", re.I),
    listed=re.compile(r"\s*(?:,|and|or|,\s*and)\s*", re.I),
    at=re.compile(r"\s*,?\s*(?:-\s+|@\s*|(?:at|from|between)\s+)?(?:about\s+|around\s+)?", re.I),
    on=re.compile(r",?\s+(?:local time,?\s+)?(?:on\s+)?", re.I),
    counted=re.compile(r"\s*(?:(?P<back>before|prior\s+to)|after|from|following)\s+(?:on\s+)?(?:the\s+)?", re.I),
    no_day=re.compile(r"['’]|-\w|\s+(?!(?:[A-Z]+|I)\b)[A-Z]\w|\b(?:for|lasted|lasting|within|during|over|than|took|spent)\s+$"),
    added=re.compile(r"\s*(?:,|,?\s*and)\s+|\s+", re.I),
)
DAYTIME = re.compile(
    r"(?:(?:early|late)\s+(?:in|on)\s+)?(?:the\s+)?(?:(?:early|late|very early)\s+)?(?P<tod>morning|afternoon|evening|night|dawn|noon)(?:\s+hours)?\s+(?:of|on)\s+$",
    re.I,
)


def of_a_day(text: str, found: Sequence[TimeExpr]) -> list[TimeExpr]:
    """ "the early morning of 30 April" is one time."""
    out: list[TimeExpr] = []
    for expr in found:
        if expr.op in ("date", "weekday") and not expr.clock and (expr.day or expr.op == "weekday"):
            lead = DAYTIME.search(text, max(out[-1].span.end if out else 0, expr.span.start - 40), expr.span.start)
            if lead:
                expr = replace(expr, span=Span(lead.start(), expr.span.end), clock=DAYTIMES[lead["tod"].lower()])
        out.append(expr)
    return out
