"""English time expressions: a grammar of regular expressions over folded text, giving `TimeExpr` values."""

from __future__ import annotations

from rashomon.lang.base import TimeExpr
from rashomon.lang.en import calendar, clock, feasts, lengths, relative
from rashomon.lang.en.intervals import JOINTS, of_a_day
from rashomon.lang.en.time_words import MONTHS, RULES, WEEKDAYS, Found, signs
from rashomon.lang.folding import fold, fold_with_map
from rashomon.lang.time_ends import at_a_clock, counted_from, in_one_length, sharing_a_year, sided
from rashomon.lang.time_rules import apart, fitting, longest
from rashomon.model import Span

__all__ = ["MONTHS", "RULES", "WEEKDAYS", "calendar", "clock", "feasts", "find", "lengths", "relative", "signs"]

_LEADING = frozenset().union(*(rule.needs[0] for rule in RULES))


def find(text: str, span: Span) -> list[TimeExpr]:
    """Time expressions of `text[span]`: of two that overlap, the longer one; then intervals are put together."""
    words = text[span.start : span.end]
    held = signs(fold(words))
    if held.isdisjoint(_LEADING):
        return []
    folded = fold_with_map(words)
    found: list[TimeExpr] = []
    for rule in fitting(RULES, held):
        for match in rule.pattern.finditer(folded.text):
            expr = rule.reader(Found(match, folded, span.start, text))
            if expr is not None:
                found.append(expr)
    joined = of_a_day(text, at_a_clock(text, in_one_length(text, apart(longest(found)), JOINTS), JOINTS))
    return sided(text, sharing_a_year(text, counted_from(text, joined, JOINTS), JOINTS), JOINTS)
