"""Arabic time expressions over folded text: a grammar of regular expressions, giving `TimeExpr` values."""

from __future__ import annotations

import re

from rashomon.lang.ar import calendar, relative
from rashomon.lang.ar.time_words import MONTHS, RULES, WEEKDAYS, Found
from rashomon.lang.base import TimeExpr
from rashomon.lang.folding import ARABIC, fold, fold_with_map
from rashomon.lang.time_ends import Joints, at_a_clock, counted_from, in_one_length, sharing_a_year, sided
from rashomon.lang.time_rules import DIGIT, apart, fitting, longest
from rashomon.model import Span

__all__ = ["MONTHS", "RULES", "WEEKDAYS", "calendar", "find", "relative", "signs"]

_VOCABULARY = frozenset().union(*(need for rule in RULES for need in rule.needs)) - DIGIT
_DAY = r"(?:يوم\s+|شهر\s+|عام\s+|الساعة\s+)?"
JOINTS = Joints(
    begins=re.compile(rf"(?<!\w)(?:من|منذ|بين|ما بين|اعتبارا من)\s+{_DAY}$"),
    ends=re.compile(rf"^\s*[،,]?\s*(?:و?حتى|و?إلى|و?الى|-|–)\s*{_DAY}$"),
    between=re.compile(r"(?<!\w)(?:ما )?بين\s+(?:يومي\s+|يوم\s+)?$"),
    joined=re.compile(rf"^\s+و{_DAY}$"),
    since=re.compile(rf"(?<!\w)(?:و|ف)?(?:منذ|اعتبارا من)\s+{_DAY}$"),
    until=re.compile(rf"(?<!\w)(?:و|ف)?(?:حتى|لغاية)\s+{_DAY}$"),
    by=re.compile(rf"(?<!\w)(?:قبل|بحلول)\s+{_DAY}$"),
    listed=re.compile(r"\s*(?:،|,)?\s*(?:و|أو\s)?\s*"),
    at=re.compile(r"\s*[،,]?\s*(?:في\s+|عند\s+|-\s*)?(?:تمام\s+)?"),
    on=re.compile(r"\s*[،,]?\s*(?:من\s+|في\s+)?(?:يوم\s+)?"),
    counted=re.compile(rf"\s+(?:(?P<back>قبل)|بعد|من)\s+{_DAY}"),
    no_day=re.compile(r"(?<!\w)(?:لمدة|خلال|مدة|طوال|على مدى|استمرت?|دامت?)\s+$"),
    added=re.compile(r"\s*[،,]?\s*و?"),
)


def signs(folded: str) -> set[str]:
    """What a folded text holds of the signs of rules."""
    held = set(re.findall(r"\d", folded))
    if ARABIC.search(folded):
        held.update(sign for sign in _VOCABULARY if sign in folded)
    return held


def find(text: str, span: Span) -> list[TimeExpr]:
    """Time expressions of `text[span]`: of two that overlap, the longer one; then those that belong together are put together."""
    words = text[span.start : span.end]
    held = signs(fold(words))
    if not held:
        return []
    folded = fold_with_map(words)
    found: list[TimeExpr] = []
    for rule in fitting(RULES, held):
        for match in rule.pattern.finditer(folded.text):
            expr = rule.reader(Found(match, folded, span.start))
            if expr is not None:
                found.append(expr)
    return sided(
        text, sharing_a_year(text, counted_from(text, at_a_clock(text, in_one_length(text, apart(longest(found)), JOINTS), JOINTS), JOINTS), JOINTS), JOINTS
    )
