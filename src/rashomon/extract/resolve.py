"""A time expression meets what it counts from: what its words give becomes an EDTF value and a TIMEX3 value.

Pure functions of the expression and the state of the telling (`Telling`): the document's own date, the date last named,
the year a paragraph or a telling of the past has reached. A value never has a finer precision than the words: "three
months ago" gives a month, marked `~`. Where there is nothing to count from, the value stays null and `timex` keeps what
the words alone say (`XXXX-WXX-2`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from rashomon import edtf
from rashomon.extract.periods import SEASON_NAMES, decade, duration, hijri_date, in_quarter, iso_duration, quarter, repeated, season, weekend
from rashomon.extract.telling import Telling, Value, as_timex, clock, ends_of, month_of, year_of
from rashomon.lang.base import TimeExpr

DAYS = {"D": 1, "W": 7}
MONTHS = {"M": 1, "Y": 12, "DEC": 120, "C": 1200}
WEEKDAY_YEARS = 6  # how far back a year is looked for in which a day has the weekday it is given
NUMBERED = 3  # months on either side in which a weekday with a number ("Tuesday the 14th") is looked for
SOON = 2  # months ahead in which a bare month is the coming one, where its sentence looks neither way
BACKWARD = 1.5  # a telling goes forward: a month behind it weighs more than one as far ahead


def resolve(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    """The value of an expression; `ahead` is 1 where its sentence looks forward, -1 where it looks back, 0 where neither shows.

    Raises ValueError or OverflowError where the date lies outside the calendar of `datetime`.
    """
    found = _value(expr, state, ahead)
    if found.value and expr.op not in ("duration", "set") and not edtf.is_valid(found.value):
        return Value(None, found.timex, found.anchor, "outside the calendar")
    if expr.up_to or (expr.edge and expr.part in ("start", "end")):
        return _narrowed(expr, found, state)
    return found


def _narrowed(expr: TimeExpr, found: Value, state: Telling) -> Value:
    """The part of a period that is over, or still to come, or its edge: "since the beginning of May" is from May 1, "by the end
    of May" up to May 31. Elsewhere "the end of 2030" is its last month and "the end of May" no more than May."""
    ends = ends_of(found.value)
    if ends is None or ends[0] == ends[1]:
        return found
    low, high = ends
    if expr.up_to:
        if state.day is None or not low <= state.day <= high:
            return found
        value = f"{low.isoformat()}/{state.day.isoformat()}" if expr.up_to < 0 else f"{state.day.isoformat()}/{high.isoformat()}"
        return replace(found, value=value, how=f"{found.how}, {'up to' if expr.up_to < 0 else 'from'} that day")
    first = expr.part == "start"
    if expr.side in (("since", "from") if first else ("until", "to", "by")):
        month = not first and (high - low).days > 31
        value = (low if first else high).isoformat()[: 7 if month else 10]
        return replace(found, value=value, how=f"{found.how}; its {'first' if first else 'last'} {'month' if month else 'day'}")
    if (high - low).days > 31:
        return replace(
            found, value=edtf.approximate((low if first else high).isoformat()[:7]), how=f"{found.how}; about its {'first' if first else 'last'} month"
        )
    return found


def _value(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    if expr.within:
        holder = _value(expr.within, state, ahead)
        year = year_of(holder.value)
        if year is None:
            return Value(None, _bare(expr), holder.anchor, "no year, and no date to count from")
        found = _value(replace(expr, within=None, year=year), state, ahead)
        return replace(found, anchor=holder.anchor, how=holder.how) if found.value else found
    match expr.op:
        case "date":
            return _date(expr, state, ahead)
        case "weekday":
            return _weekday(expr, state, ahead)
        case "shift":
            return _shift(expr, state, ahead)
        case "unit":
            return _unit(expr, state, ahead)
        case "same":
            return _same(expr, state)
        case "season":
            return season(expr, state, ahead)
        case "quarter" | "half":
            return quarter(expr, state, ahead)
        case "week":
            return _week(expr, state, ahead)
        case "easter":
            return _easter(expr, state, ahead)
        case "nth":
            return _nth(expr, state, ahead)
        case "decade" | "century":
            return decade(expr)
        case "hijri":
            return hijri_date(expr, state)
        case "duration":
            return duration(expr)
        case "set":
            return repeated(expr)
        case "ref":
            return Value(None, {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[expr.direction], how="when is not said")
        case "range" | "open" | "list":
            return _range(expr, state, ahead)


def _bare(expr: TimeExpr) -> str:
    """What the words of a date, season, quarter or half say without a year."""
    if expr.op == "season":
        return f"XXXX-{SEASON_NAMES[expr.month or 21]}"
    if expr.op in ("quarter", "half"):
        return f"XXXX-{'H' if expr.op == 'half' else 'Q'}{expr.number or 'X'}"
    return f"XXXX-{expr.month or 0:02d}" + (f"-{expr.day:02d}" if expr.day else "")


def _point(expr: TimeExpr, year: int) -> str | None:
    """The value in a year; the fourth Thursday of a month is worked out."""
    day = expr.day
    if expr.number and expr.month and expr.weekday is not None and day is None:
        first = date(year, expr.month, 1)
        day = 1 + (expr.weekday - first.weekday()) % 7 + 7 * (expr.number - 1)
    return edtf.point(year, expr.month, day)


def _date(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    found = _day_or_month(expr, state, ahead)
    return replace(found, timex=found.timex + clock(expr)) if expr.clock and expr.day and found.timex else found


def _day_or_month(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    if expr.year is not None:
        value = _point(expr, expr.year)
        if value is None:
            return Value(how="no such day")
        if _fitting(expr, expr.year, 0) not in (None, expr.year) and edtf.is_day(value):
            return Value(value + "?", as_timex(value), how="as written, though that day has another weekday")
        return Value(edtf.approximate(value) if expr.approx else value, as_timex(value), how="as written")
    if expr.bc:
        return Value(how="the year 1 BC has no number here")
    month = expr.month or 0
    if not month and expr.day and expr.weekday is not None:
        return _numbered_day(expr, state, ahead)
    bare, anchor = _bare(expr), ends_of(state.anchor)
    told = state.reached if state.past and not expr.direction and not expr.this else None
    if told:
        year, sure = _told(told, month)
        if state.day and year > 0 and (year, month) > (state.day.year, state.day.month):
            year = state.day.year - (month > state.day.month)
        value = _point(expr, year)
        how = f"the telling had reached {edtf.point(*told)}" + ("" if sure else ", and has gone on to another year")
        return Value(value if sure or not value else value + "?", as_timex(value) if value else bare, edtf.point(*told), how)
    if (
        state.year
        and (state.month or state.past or not anchor)
        and expr.direction == 0
        and not expr.this
        and not (ahead > 0 and anchor)
        and (not anchor or abs(state.year - anchor[0].year) >= 2 or (state.month == month and state.year != anchor[0].year))
    ):
        value = _point(expr, state.year)
        return Value(value, value, f"{state.year}", f"year of this paragraph: {state.year}")
    if not anchor or anchor[0].year != anchor[1].year:
        return Value(None, bare, how="no year, and no date to count from")
    low, high = anchor
    year = high.year
    if expr.this:
        pass
    elif expr.direction < 0:
        year = year if (month, expr.day or 0) < (high.month, high.day if expr.day else 0) else year - 1
    elif expr.direction > 0:
        year = year if (month, expr.day or 0) > (low.month, low.day if expr.day else 0) else year + 1
    elif expr.day and low == high:
        year = _nearest(year, month, expr.day, high, ahead > 0)
    elif ahead > 0:
        year = year if month >= low.month else year + 1
    elif ahead == 0 and 0 < (month - high.month) % 12 <= SOON and state.day:
        year = year if month > high.month else year + 1
    elif (month, expr.day or 1) > (high.month, high.day if expr.day else 31):
        year -= 1
    fits = _fitting(expr, year, ahead)
    if fits != year and fits is not None:
        value = _point(expr, fits)
        return Value(value, value or bare, state.anchor, f"the year nearest to {state.anchor} in which that day has this weekday")
    value = _point(expr, year)
    which = (
        "that year's one"
        if expr.this
        else "the nearest one"
        if expr.day and low == high and not expr.direction
        else f"the {'next' if ahead > 0 or expr.direction > 0 else 'last'} one"
    )
    return Value(value, value or bare, state.anchor, f"{which} from {state.anchor}")


def _numbered_day(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    """ "Tuesday the 14th": the nearest month in which that day has that weekday, on the side to which the sentence looks."""
    bare = f"XXXX-XX-{expr.day:02d}"
    if state.day is None or state.past:
        return Value(None, bare, how="a day of a month that is not named")
    days = []
    for step in range(-NUMBERED, NUMBERED + 1):
        month = edtf.add_months(state.day.replace(day=1), step)
        if (value := edtf.point(month.year, month.month, expr.day)) and date.fromisoformat(value).weekday() == expr.weekday:
            days.append(date.fromisoformat(value))
    here = state.day
    fitting = [d for d in days if (d >= here if ahead > 0 else d <= here if ahead < 0 else True)]
    day = min(fitting, key=lambda d: abs((d - here).days), default=None)
    if day is None:
        return Value(None, bare, how="no such day near")
    return Value(day.isoformat(), day.isoformat(), state.anchor, f"the day nearest to {state.anchor} that has this number and weekday")


def _fitting(expr: TimeExpr, year: int, ahead: int) -> int | None:
    """The year nearest to one in which the day of an expression has the weekday it names; None where it names none, or none is near."""
    if expr.weekday is None or expr.number is not None or not (expr.month and expr.day):
        return None
    near = sorted(range(year - WEEKDAY_YEARS, year + 1 + (ahead > 0)), key=lambda y: abs(y - year))
    return next((y for y in near if edtf.point(y, expr.month, expr.day) and date(y, expr.month, expr.day).weekday() == expr.weekday), None)


def _told(reached: tuple[int, int | None], month: int) -> tuple[int, bool]:
    """The year of a bare month in a telling, and whether it is the year reached: the nearest such month, rather ahead than back."""
    year, at = reached
    if at is None:
        return year, True
    gap = month - at
    return (year, True) if gap >= 0 or -gap * BACKWARD <= 12 + gap else (year + 1, False)


def _nearest(year: int, month: int, day: int, anchor: date, ahead: bool) -> int:
    """The year in which a day and month lie nearest to the anchor; ahead of it only within two months, unless the sentence looks ahead."""
    best, distance = year, 10_000
    for candidate in (year, year - 1, year + 1):
        try:
            gap = (date(candidate, month, day) - anchor).days
        except ValueError:
            continue
        weight = -gap * 3 if ahead and gap < 0 else abs(gap)
        if (ahead or gap <= 60) and weight < distance:
            best, distance = candidate, weight
    return best


def _weekday(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    wanted = expr.weekday or 0
    bare = f"XXXX-WXX-{wanted + 1}" + (f"T{expr.clock}" if expr.clock and expr.clock[0] != "T" else "")
    base, named = state.day, state.anchor
    if expr.base == "context" or (state.past and not expr.direction):
        base, named = _context_day(state), state.context
    if base is None:
        return Value(None, bare, how="a weekday, and no date to count from")
    back = (base.weekday() - wanted) % 7
    if expr.direction < 0 or (expr.base == "context" and expr.direction == 0):
        day = base - timedelta(days=back or 7)
    elif expr.direction > 0 or ahead > 0:
        forward = (wanted - base.weekday()) % 7
        day = base + timedelta(days=forward or (7 if expr.direction > 0 else 0))
    else:
        day = base - timedelta(days=back)
    value = day.isoformat()
    return Value(value, value + clock(expr), named, f"{'next' if day > base else 'last'} such weekday from {named}")


def _context_day(state: Telling) -> date | None:
    if state.context and edtf.is_day(state.context):
        return edtf.bounds(state.context).earliest
    return None


def _shift(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    unit, amount = expr.unit or "D", expr.amount
    base = _value(expr.first, state, ahead).value if expr.first else state.anchor if expr.base == "anchor" else state.context
    bare = iso_duration(unit, amount)
    if amount is None:
        return Value(None, "PAST_REF" if expr.direction < 0 else "FUTURE_REF", how="how many is not said")
    if unit == "Y" and amount == 1 and expr.direction < 0 and state.quarter and (expr.base == "context" or state.paragraph >= 0):
        return in_quarter(state.quarter[0] - 1, state.quarter[1], "the same quarter a year before")
    ends = ends_of(base)
    if ends is None:
        year = year_of(base)
        if year is not None and unit in ("Y", "DEC", "C"):
            value = edtf.point(year + int(MONTHS[unit] // 12 * amount) * expr.direction)
            return Value(value, as_timex(value) if value else bare, base, f"counted from {base}")
        return Value(None, bare, how="no date to count from")
    low, high = ends
    exact_day, signed = low == high, amount * expr.direction
    if unit in ("D", "W"):
        if not exact_day:
            return Value(None, bare, base, "the date to count from is not a day")
        moved = low + timedelta(days=round(signed * DAYS[unit]))
        value, rough = moved.isoformat(), expr.approx or unit == "W"
        if expr.clock == "WE":
            return weekend(moved, base)
        if unit == "W":
            year, number, _ = moved.isocalendar()
            return Value(value + "~", f"{year}-W{number:02d}", base, f"counted from {base}")
    elif unit in ("H", "MIN", "SEC"):
        if not exact_day or amount >= 24:
            return Value(None, bare, base, "hours from a date without a time of day")
        value, rough = low.isoformat(), True
    else:
        months = MONTHS[unit] * signed
        if months != int(months) or (unit == "M" and (high - low).days > 31):
            return Value(None, bare, base, "too coarse a date to count from")
        whole = edtf.add_months(low, int(months))
        fine = unit == "M" or amount != int(amount)
        value, rough = (edtf.year_month(whole.year, whole.month) if fine else f"{whole.year:04d}"), True
        if unit in ("DEC", "C") and expr.base == "context" and amount == 1 and expr.clock is None and re.fullmatch(r"\d{3}X", base or ""):
            return decade(replace(expr, op="decade", year=whole.year))
    rough = rough and (expr.approx or not ((expr.base == "context" or expr.first) and amount == 1))
    return Value(edtf.approximate(value) if rough else value, value + clock(expr), base, f"counted from {base}")


def _unit(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    unit = expr.unit or "D"
    bare = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX")
    if expr.clock and unit == "D":
        bare += clock(expr)
    if expr.base == "telling" and unit == "D" and state.named:
        return Value(state.named, state.named.rstrip("~?%") + clock(expr), state.named, "the day named beside it")
    if expr.base == "telling" and state.past:
        return _same(expr, state)
    ends = ends_of(state.anchor)
    if ends is None:
        return Value(None, bare, how="no date to count from")
    (low, high), step, how = ends, expr.direction, f"counted from {state.anchor}"
    if unit in ("D", "W"):
        if state.day is None:
            return Value(None, bare, state.anchor, "the date to count from is not a day")
        if unit == "D":
            value = (state.day + timedelta(days=step)).isoformat()
            return Value(value, value + clock(expr), state.anchor, how)
        moved = state.day + timedelta(days=7 * step)
        if expr.clock == "WE":
            if (step < 0 and state.day.weekday() == 6) or (expr.base == "telling" and state.day.weekday() < 5 and ahead <= 0):
                moved -= timedelta(days=7)
            return weekend(moved, state.anchor)
        year, number, _ = moved.isocalendar()
        return Value(edtf.week(moved), f"{year}-W{number:02d}", state.anchor, how)
    if unit == "M":
        if (low.year, low.month) != (high.year, high.month):
            return Value(None, bare, state.anchor, "the date to count from is not a month")
        moved = edtf.add_months(low, (3 if expr.clock == "Q" else 1) * step)
        if expr.clock == "Q":
            return in_quarter(moved.year, (moved.month - 1) // 3 + 1, how, state.anchor)
        value = edtf.point(moved.year, moved.month, expr.day) or edtf.year_month(moved.year, moved.month)
        return Value(value, value, state.anchor, how)
    if low.year != high.year:
        return Value(None, bare, state.anchor, "the date to count from is not a year")
    if unit == "Y":
        value = f"{low.year + step:04d}"
        return Value(value, value, state.anchor, how)
    width = 10 if unit == "DEC" else 100
    first = (low.year // width + step) * width
    value = f"{first // width:0{2 if width == 100 else 3}d}" + ("XX" if width == 100 else "X")
    return Value(value, value.rstrip("X"), state.anchor, how)


def _same(expr: TimeExpr, state: Telling) -> Value:
    year, how = year_of(state.context), f"the date named before, {state.context}"
    if expr.unit == "Y" and year is not None:
        value = edtf.point(year)
        return Value(value, as_timex(value) if value else None, state.context, how)
    ends = ends_of(state.context)
    if ends is None:
        return Value(None, f"XXXX-XX-XX{clock(expr)}" if expr.unit == "D" else None, how="no date named before")
    low, high = ends
    value = timex = None
    if expr.unit == "D":
        value = state.context if low == high else None
    elif expr.unit == "M" and (month := month_of(state.context or "")):
        value = edtf.point(*month, expr.day)
    elif expr.unit == "W" and (high - low).days < 7:
        if expr.clock == "WE":
            return weekend(low, state.context)
        value = edtf.week(low)
        timex = f"{low.isocalendar()[0]}-W{low.isocalendar()[1]:02d}"
    elif expr.unit == "DEC" and low.year // 10 == high.year // 10:
        value = f"{low.year // 10:03d}X"
        timex = value[:3]
    timex = timex or (value.rstrip("~?%") + clock(expr) if value and "/" not in value and value[0] != "[" else None)
    return Value(value, timex, state.context, how)


def _week(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    found = _value(expr.first, state, ahead) if expr.first else Value()
    ends = ends_of(found.value)
    if expr.number and ends is not None and ends[0].year == ends[1].year:
        monday = date.fromisocalendar(ends[0].year, expr.number, 1)
        return Value(edtf.week(monday), f"{ends[0].year}-W{expr.number:02d}", found.anchor, found.how)
    if ends is None or ends[0] != ends[1]:
        return Value(None, "XXXX-WXX", found.anchor, found.how)
    year, number, _ = ends[0].isocalendar()
    return Value(edtf.week(ends[0]), f"{year}-W{number:02d}", found.anchor, found.how)


def _easter(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    """Easter Sunday or a day counted from it, in the year that is told, or else the one that a date in April would have."""
    near = _day_or_month(TimeExpr(span=expr.span, op="date", month=4, day=8, direction=expr.direction, year=expr.year), state, ahead)
    year = year_of(near.value)
    if year is None:
        return Value(None, "XXXX-XX-XX", near.anchor, near.how)
    days = [easter(y) + timedelta(days=round(expr.amount or 0)) for y in ((year,) if expr.year else (year - 1, year, year + 1))]
    here, side = state.day, expr.direction or ahead
    if not expr.year and here is not None and side:
        days = [d for d in days if (d > here if side > 0 else d <= here)]
    day = min(days, key=lambda d: abs((d - (here or d)).days)) if not expr.year and here and days else next((d for d in days if d.year == year), None)
    if day is None:
        return Value(None, "XXXX-XX-XX", near.anchor, near.how)
    return Value(day.isoformat(), day.isoformat(), near.anchor, f"{near.how}, by the Gregorian reckoning of Easter")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous rule of 1876 (Butcher, Ecclesiastical Calendar)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _nth(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    """The third Tuesday of a month, or its third week: the one of the days 15 to 21, the last of its last seven."""
    found = _value(expr.first, state, ahead) if expr.first else Value()
    ends, number = ends_of(found.value), expr.number or 1
    if ends is not None and expr.unit == "D":
        day = ends[0] + timedelta(days=number - 1) if number > 0 else ends[1] + timedelta(days=number + 1)
        value = day.isoformat() if ends[0] <= day <= ends[1] else None
        return Value(value, value, found.anchor, found.how)
    if ends is None:
        return Value(None, found.timex, found.anchor, found.how)
    first, last = ends
    begin = first + timedelta(days=7 * (number - 1)) if number > 0 else last - timedelta(days=6)
    if begin > last:
        return Value(None, found.timex, found.anchor, "no such week in this month")
    if expr.weekday is None:
        value = f"{begin.isoformat()}/{min(begin + timedelta(days=6), last).isoformat()}"
        return Value(value + "~", found.timex, found.anchor, found.how)
    day = begin + timedelta(days=(expr.weekday - begin.weekday()) % 7)
    if day > last:
        return Value(None, found.timex, found.anchor, "no such day in this month")
    return Value(day.isoformat(), day.isoformat() + clock(expr), found.anchor, found.how)


def _range(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    if expr.first is None:
        return Value()
    if expr.op == "open":
        first = resolve(expr.first, state, ahead)
        if expr.direction == 0:
            value = f"{_start(first.value)}/.." if first.value and edtf.is_valid(first.value) else None
            return Value(value, first.timex, first.anchor, "open at the end")
        bare = iso_duration(expr.first.unit or "D", expr.first.amount)
        if not first.value or not state.day:
            return Value(None, bare, how="no date to count from")
        ends = (first.value.rstrip("~"), state.day.isoformat())
        first_end, last_end = ends if expr.direction < 0 else (ends[1], ends[0])
        return Value(f"{first_end}/{last_end}", bare, state.anchor, f"counted from {state.anchor}")
    if expr.last is None:
        return Value()
    first_expr, last_expr = expr.first, expr.last
    if first_expr.year is None and last_expr.year is not None and first_expr.op == last_expr.op == "date":
        later = (first_expr.month or 0) > (last_expr.month or 12)  # from October to March 1945
        first_expr = replace(first_expr, year=last_expr.year - later)
    if last_expr.year is None and first_expr.year is not None and last_expr.op == "date":
        last_expr = replace(last_expr, year=first_expr.year + ((last_expr.month or 12) < (first_expr.month or 0)))
    first = resolve(first_expr, state, ahead)
    last = resolve(last_expr, state, ahead)
    if not first.value or not last.value:
        return Value(None, first.timex, how=first.how or last.how)
    begin, end = _start(first.value), _finish(last.value)
    if first_expr.op == "date" and first_expr.part == "start" and first_expr.year and not first_expr.month:
        begin = f"{first_expr.year:04d}-01-01"
    value = f"{begin}/{end}"
    if not edtf.is_valid(value) and last_expr.op == "date" and last_expr.year is None and (year := year_of(end)):
        value = f"{begin}/{_point(last_expr, year + 1)}"
    return Value(value if edtf.is_valid(value) else None, first.timex, first.anchor or last.anchor, "from the first to the last date named")


def _start(value: str) -> str:
    return value.split("/")[0]


def _finish(value: str) -> str:
    return value.split("/")[-1]
