"""English names of feasts whose day the calendar gives: fixed days, Easter and what hangs on it, the two feasts of the Islamic year."""

from __future__ import annotations

import re

from rashomon.lang.base import TimeExpr
from rashomon.lang.en.time_words import YEAR, Found, direction, rule, words

# Days of the solar calendar, as (month, day).
_FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "new year day": (1, 1),
    "epiphany": (1, 6),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "saint patrick's day": (3, 17),
    "st. patrick's day": (3, 17),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "april fool's day": (4, 1),
    "international workers' day": (5, 1),
    "juneteenth": (6, 19),
    "all saints' day": (11, 1),
    "halloween": (10, 31),
    "veterans day": (11, 11),
}
# The nth weekday (Monday is 0) of a month, as (month, weekday, nth).
_COUNTED = {
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
    "martin luther king day": (1, 0, 3),
    "martin luther king jr. day": (1, 0, 3),
    "u.s. labor day": (9, 0, 1),
    "labor day": (9, 0, 1),
}
# Days from Easter Sunday of the Gregorian calendar.
_OF_EASTER = {
    "easter": 0,
    "easter sunday": 0,
    "easter day": 0,
    "good friday": -2,
    "easter monday": 1,
    "palm sunday": -7,
    "ash wednesday": -46,
    "pentecost": 49,
    "whit monday": 50,
}
_ISLAMIC = {
    "eid al-fitr": (10, 1),
    "eid al fitr": (10, 1),
    "eid ul-fitr": (10, 1),
    "eid-ul-fitr": (10, 1),
    "eid al-adha": (12, 10),
    "eid al adha": (12, 10),
    "eid ul-adha": (12, 10),
    "eid-ul-adha": (12, 10),
    "ashura": (1, 10),
}


def _names(told: object) -> str:
    return "|".join(sorted(map(re.escape, told), key=len, reverse=True))  # type: ignore[call-overload]


_IN = rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?"
_ON = re.compile(r"\b(?:on|until|till|before|after|since|by|from|around|near)\s+$")
_NO_DAY = r"(?!\s+(?:trees?|gifts?|cards?|dinner|part(?:y|ies)|holidays?|season|shopping|eggs?|island|rising|vigil|bunny|week|weekend|offensive|truce|parades?|markets?|carols?)\b)(?!-)"


@rule(rf"(?:(?P<dir>last|this|next)\s+)?(?P<feast>{_names([*_FIXED, *_COUNTED])}){_IN}{_NO_DAY}", words(
    "christmas boxing new epiphany valentine international saint st april juneteenth all halloween veterans thanksgiving martin u labor"
))  # fmt: skip
def _feast(found: Found) -> TimeExpr | None:
    """Feasts of the solar calendar; one on the nth weekday of a month has `number` and `weekday` for its day."""
    if not re.search(r"[A-Z]", found.written):
        return None
    name = found["feast"] or ""
    if not name.startswith(("christmas", "new year", "thanksgiving")) and not (found["dir"] or found["year"] or _ON.search(found.before)):
        return None  # what is done and said on International Women's Day, and not when
    if name in _FIXED:
        month, day = _FIXED[name]
        return TimeExpr(span=found.span, op="date", year=found.number("year"), month=month, day=day, direction=direction(found["dir"]))
    month, weekday, number = _COUNTED[name]
    return TimeExpr(
        span=found.span, op="date", year=found.number("year"), month=month, weekday=weekday, number=number, direction=direction(found["dir"])
    )  # fmt: skip


@rule(rf"(?:(?P<dir>last|this|next)\s+)?(?P<feast>{_names(_OF_EASTER)}){_IN}{_NO_DAY}", words("easter good palm ash pentecost whit"))
def _easter(found: Found) -> TimeExpr | None:
    """Easter and the days counted from it; `amount` is how many days from it."""
    if not found.spelt("feast")[0].isupper() or re.search(r"\b(?:orthodox|coptic|eastern)\s+$", found.before):
        return None
    return TimeExpr(
        span=found.span, op="easter", year=found.number("year"), amount=float(_OF_EASTER[found["feast"] or ""]), direction=direction(found["dir"])
    )  # fmt: skip


@rule(rf"(?:(?P<dir>last|this|next)\s+)?(?P<feast>{_names(_ISLAMIC)}){_IN}{_NO_DAY}", words("eid ashura"))
def _islamic(found: Found) -> TimeExpr | None:
    """A feast of the Islamic year, which begins where the moon is seen: its day is known by range only."""
    if not re.search(r"[A-Z]", found.written):
        return None
    month, day = _ISLAMIC[found["feast"] or ""]
    return TimeExpr(span=found.span, op="hijri", year=found.number("year"), month=month, day=day, direction=direction(found["dir"]))
