"""Days of the Islamic calendar, by arithmetic.

The tabular ("civil") calendar: 30-year cycles of eleven leap years, epoch 16 July 622 of the Julian calendar (Reingold and
Dershowitz, *Calendrical Calculations*). Months really begin when the new moon is seen, a day or two earlier or later, and not
on the same day in every country: so a day is given as a range of five, and a month with its ends marked as approximate.
"""

from __future__ import annotations

from datetime import date, timedelta

DOUBT = 2  # days that a month may begin before or after the reckoned one: one for the reckoning, one for where the moon is looked for
_EPOCH = 227014  # the ordinal of the day before 1 Muharram of the year 1


def first_day(year: int, month: int) -> date:
    """The day the month begins by reckoning. Raises ValueError or OverflowError outside the calendar of `datetime`."""
    if not 1 <= month <= 12 or year < 1:
        raise ValueError(f"no such month of the Islamic calendar: {year}-{month}")
    return date.fromordinal(_EPOCH + 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2)


def month(year: int, number: int) -> str:
    """The month as an EDTF interval with approximate ends."""
    following = (year, number + 1) if number < 12 else (year + 1, 1)
    return f"{first_day(year, number).isoformat()}~/{(first_day(*following) - timedelta(days=1)).isoformat()}~"


def day(year: int, number: int, of_month: int) -> str:
    """The day as an EDTF set, one of the days it may have been."""
    if not 1 <= of_month <= 30:
        raise ValueError(f"no such day of the Islamic calendar: {year}-{number}-{of_month}")
    reckoned = first_day(year, number) + timedelta(days=of_month - 1)
    return f"[{(reckoned - timedelta(days=DOUBT)).isoformat()}..{(reckoned + timedelta(days=DOUBT)).isoformat()}]"


def years_of(gregorian: int, number: int) -> list[int]:
    """The Islamic years whose month `number` begins in a Gregorian year: one, or two where it begins in January and December."""
    about = (gregorian - 622) * 33 // 32
    return [y for y in range(max(1, about - 1), about + 4) if first_day(y, number).year == gregorian]
