"""Extended Date/Time Format (Library of Congress EDTF, ISO 8601-2:2019), the part Rashomon writes and reads.

Points of day, month, year and season precision, unspecified digits (`199X`, `2014-XX`), qualification (`~` approximate,
`?` uncertain, `%` both), intervals with open or unknown ends (`2014/..`, `../2014-05`), and sets (`[2014-05-20,
2014-05-27]` one of, `{…}` all of, `[a..b]`). Years before Christ are astronomical: `-0489` is 490 BC. `bounds` gives the earliest and
the latest day a value allows, which is what sorting, filtering and comparing need; a qualified value keeps the bounds of the
unqualified one, and one before the year 1, with which Python's calendar begins, has no earliest day and 0001-01-01 as its latest.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

POINT = re.compile(r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%])?", re.A)
# Month numbers 21–24 are the seasons of level 1; a northern reading, each bounded by the months it starts and ends in.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
OPEN = ("", "..")


class Bounds(NamedTuple):
    """First and last day a value allows; None where the end is open or unknown."""

    earliest: date | None
    latest: date | None


def bounds(value: str) -> Bounds:
    """The days a value allows. Raises ValueError where the value is not EDTF (of the part above)."""
    if value[:1] in "[{" and value:
        if value[-1] != {"[": "]", "{": "}"}[value[0]]:
            raise ValueError(f"not EDTF: {value!r}")
        parts = [part.strip() for part in re.split(r",|(?<=[^.])\.\.(?=[^.])", value[1:-1])]
        members = [_end(part.removeprefix("..").removesuffix("..")) for part in parts]
        low = None if value[1:3] == ".." or any(m.earliest is None for m in members) else min(m.earliest for m in members if m.earliest)
        high = None if value[-3:-1] == ".." else max(m.latest for m in members if m.latest)
        if low is high is None or (low and high and low > high):
            raise ValueError(f"not EDTF, a set that says nothing: {value!r}")
        return Bounds(low, high)
    if "/" in value:
        first, last = value.split("/", 1)
        low, high = (None if first in OPEN else _end(first).earliest), (None if last in OPEN else _end(last).latest)
        if (low and high and low > high) or (low is high is None):
            raise ValueError(f"not EDTF, an interval that ends before it begins or says nothing: {value!r}")
        return Bounds(low, high)
    return _end(value)


def _end(value: str) -> Bounds:
    match = POINT.fullmatch(value)
    if not match:
        raise ValueError(f"not EDTF: {value!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if year[0] == "-":
        return _before_the_calendar(value, year, month, day)
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise ValueError(f"no year 0000 here: {value!r}")
    if not month or month == "XX":
        return Bounds(date(first, 1, 1), date(last, 12, 31))
    if "X" in year:
        raise ValueError(f"a month of an unspecified year: {value!r}")
    number = int(month)
    if number in SEASONS:
        if day:
            raise ValueError(f"a day of a season: {value!r}")
        start, end = SEASONS[number]
        end_year = first + (1 if end < start else 0)
        if end_year > 9999:
            raise ValueError(f"out of range: {value!r}")
        return Bounds(date(first, start, 1), date(end_year, end, monthrange(end_year, end)[1]))
    if not 1 <= number <= 12:
        raise ValueError(f"no such month: {value!r}")
    if not day or day == "XX":
        return Bounds(date(first, number, 1), date(first, number, monthrange(first, number)[1]))
    whole = date(first, number, int(day))
    return Bounds(whole, whole)


def _before_the_calendar(value: str, year: str, month: str | None, day: str | None) -> Bounds:
    """The bounds of a year before Christ; its month and day must exist. The years repeat their calendar every 400."""
    if year == "-0000":
        raise ValueError(f"no such year: {value!r}")
    _end("-".join(filter(None, (f"{int(year) % 400 + 400:04d}", month, day))))
    return Bounds(None, date.min)


def is_valid(value: str) -> bool:
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def sort_key(value: str | None) -> tuple[str, str]:
    """(earliest, latest) as ISO days, for ordering; an unknown or open start sorts last."""
    if not value or not is_valid(value):
        return ("9999-12-31~", "9999-12-31~")
    low, high = bounds(value)
    return ((low or high or date.max).isoformat(), (high or date.max).isoformat())


def columns(value: str | None) -> tuple[str | None, str | None]:
    """(earliest, latest) as ISO days for a table's bound columns; None where open, unknown or not a date."""
    if not value or not is_valid(value):
        return (None, None)
    low, high = bounds(value)
    return (low.isoformat() if low else None, high.isoformat() if high else None)


def may_meet(a: str | None, b: str | None) -> bool | None:
    """Whether two values can mean a common day; None where either is unknown."""
    if not a or not b or not is_valid(a) or not is_valid(b):
        return None
    one, two = bounds(a), bounds(b)
    slack = timedelta(days=max(_slack(a, one), _slack(b, two)))
    one_low, one_high = one.earliest or date.min, one.latest or date.max
    two_low, two_high = two.earliest or date.min, two.latest or date.max
    return _minus(one_low, slack) <= two_high and _minus(two_low, slack) <= one_high


def _slack(value: str, ends: Bounds) -> int:
    """How far an approximate value may be off, in days: as much again as its own width, and three days at the least."""
    if not any(mark in value for mark in "~?%"):
        return 0
    width = (ends.latest - ends.earliest).days if ends.latest and ends.earliest else 0
    return max(3, width)


def _minus(day: date, span: timedelta) -> date:
    return day - span if day - date.min > span else date.min


def is_day(value: str | None) -> bool:
    """Whether the value fixes one day."""
    if not value or not is_valid(value):
        return False
    low, high = bounds(value)
    return low is not None and low == high


def point(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The value of an astronomical year, month and day as far as given; None where there is no such date."""
    value = (f"{year:04d}" if year > 0 else f"-{-year:04d}") + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return value if is_valid(value) else None


def year_month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def in_words(value: str | None) -> str:
    """A value as people read it: "by 2031-05-06", "2014 to 2016", "about 2014-05"; "no date" for None."""
    if not value:
        return "no date"
    if value[0] == "[" and value[1:3] == "..":
        return "by " + in_words(value[3:-1])
    if value[0] == "[" and value[-3:-1] == "..":
        return in_words(value[1:-3]) + " or later"
    if value[0] == "[" and "," not in value and ".." in value:
        return "between " + " and ".join(in_words(v.strip()) for v in value[1:-1].split("..", 1))
    if value[0] in "[{":
        return (" or " if value[0] == "[" else " and ").join(in_words(v.strip()) for v in re.split(r",|\.\.", value[1:-1]))
    if "/" in value:
        first, last = value.split("/", 1)
        if first in OPEN:
            return "until " + in_words(last)
        return "from " + in_words(first) if last in OPEN else f"{in_words(first)} to {in_words(last)}"
    if value[-1] in "~?%":
        return {"~": "about ", "?": "perhaps ", "%": "perhaps about "}[value[-1]] + in_words(value[:-1])
    if value[0] == "-" and value[1:5].isdigit():
        return f"{1 + int(value[1:5])} BC" + (f", {value[6:]}" if value[5:] else "")
    return value


def week(day: date) -> str:
    """The Monday-to-Sunday week of a day, as an interval."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), the last of the month where that has fewer days."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def approximate(value: str) -> str:
    """The value marked `~`; intervals and already qualified values stay as they are."""
    return value if "/" in value or value[-1:] in "~?%]}" else value + "~"
