"""Rules of time expressions, and which of them a text can meet at all.

A pattern is tried at every character, and most sentences hold no time expression: so each rule names what no match of it
can lack, and only the rules whose signs a text shows are tried on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from re import Pattern
from typing import Generic, Literal, TypeVar

from rashomon.lang.base import TimeExpr

Found = TypeVar("Found")
Needs = tuple[frozenset[str], ...]
DIGIT = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Found]):
    """`reader` makes an expression of a match of `pattern`; every match shows a sign of each set in `needs`."""

    pattern: Pattern[str]
    reader: Callable[[Found], TimeExpr | None]
    needs: Needs


def fitting(rules: Sequence[Rule[Found]], signs: AbstractSet[str]) -> list[Rule[Found]]:
    """The rules that can match a text with these signs, in order."""
    return [rule for rule in rules if not any(map(signs.isdisjoint, rule.needs))]


def apart(found: Sequence[TimeExpr]) -> list[TimeExpr]:
    """Ranges and lists whose ends stand for themselves ("1861-1863") as two expressions, those of a range as its two ends."""
    out: list[TimeExpr] = []
    for expr in found:
        if expr.op in ("range", "list") and expr.first and expr.last and expr.first.span != expr.last.span:
            sides: tuple[Literal["from", "to"] | None, ...] = ("from", "to") if expr.op == "range" else (None, None)
            out += [replace(expr.first, side=sides[0]), replace(expr.last, side=sides[1])]
        else:
            out.append(expr)
    return out


def longest(found: Sequence[TimeExpr]) -> list[TimeExpr]:
    """Of two expressions that overlap, the longer one; in order."""
    kept: list[TimeExpr] = []
    for expr in sorted(found, key=lambda e: (-(e.span.end - e.span.start), e.span.start)):
        if not any(expr.span.overlaps(other.span) for other in kept):
            kept.append(expr)
    return sorted(kept, key=lambda e: e.span)
