"""Periods and lengths of time: weekends, seasons, quarters, decades, centuries, months of the Islamic calendar, durations, sets."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon import edtf
from rashomon.extract import hijri
from rashomon.extract.telling import Telling, Value, as_timex, clock, ends_of, year_of
from rashomon.lang.base import TimeExpr

SEASON_NAMES = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}


def weekend(day: date, base: str | None) -> Value:
    monday = day - timedelta(days=day.weekday())
    year, number, _ = monday.isocalendar()
    value = f"{(monday + timedelta(days=5)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return Value(value, f"{year}-W{number:02d}-WE", base, f"counted from {base}")


def in_quarter(year: int, number: int, how: str, anchor: str | None = None) -> Value:
    value = f"{edtf.year_month(year, 3 * number - 2)}/{edtf.year_month(year, 3 * number)}"
    return Value(value, f"{year}-Q{number}", anchor, how)


def season(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    season, year, anchor, how = expr.month or 21, expr.year, None, "season, northern half"
    bare = f"XXXX-{SEASON_NAMES[season]}"
    if year is None and (expr.base == "context" or (expr.base == "telling" and state.past)):
        year, anchor = (state.reached[0] + expr.direction if state.reached else year_of(state.context)), state.context
    elif year is None and (ends := ends_of(state.anchor)):
        day, anchor = ends[0], state.anchor
        begin = date(day.year, edtf.SEASONS[season][0], 1)
        year = day.year + max(expr.direction, 0)
        if expr.direction < 0:
            year = day.year if edtf.add_months(begin, 3) <= day else day.year - 1
        elif expr.base == "telling" and begin > day and ahead <= 0:
            year -= 1
    point = edtf.point(year) if year else None
    if point is None:
        return Value(None, bare, how="no date to count from")
    return Value(f"{point}-{season}", f"{as_timex(point)}-{SEASON_NAMES[season]}", anchor, how)


def quarter(expr: TimeExpr, state: Telling, ahead: int) -> Value:
    """A quarter or a half of a year. One without a year is the last that has begun, or the next where the sentence looks ahead."""
    year, number, anchor = expr.year, expr.number, None
    ends = ends_of(state.anchor)
    if number is None:
        anchor, at = state.anchor, state.quarter if expr.base == "context" else None
        if at is None and ends:
            over = edtf.add_months(ends[1], -3)
            at = (over.year, (over.month - 1) // 3 + 1)
        if at is None:
            return Value(None, "XXXX-QX", how="no date to count from")
        index = at[0] * 4 + at[1] - 1 + expr.direction
        return in_quarter(index // 4, index % 4 + 1, "counted from the quarter named before" if state.quarter else "the last quarter that was over", anchor)
    if year is None:
        if ends is None:
            return Value(None, f"XXXX-Q{number}", how="no date to count from")
        year, anchor = ends[1].year, state.anchor
        if ahead > 0:
            year = min((year, year + 1, year - 1), key=lambda y: abs((date(y, 3 * number - 1, 15) - ends[1]).days))
        elif 3 * number - 2 > ends[1].month:
            year -= 1
    how = f"counted from {anchor}" if anchor else "as written"
    if expr.op == "quarter":
        return in_quarter(year, number, how, anchor)
    return Value(f"{edtf.year_month(year, 6 * number - 5)}/{edtf.year_month(year, 6 * number)}", f"{year}-H{number}", anchor, how)


def decade(expr: TimeExpr) -> Value:
    year, how = expr.year or 0, f"{expr.op} as written"
    if expr.op == "century":
        if year >= 0:
            return Value(f"{year:02d}XX", f"{year:02d}", how=how)
        return Value(f"{edtf.point(100 * year + 1)}/{edtf.point(100 * year + 100) or '-0001'}", f"BC{-year - 1:02d}", how=how)
    if expr.bc:
        return Value(f"{edtf.point(year - 8)}/{edtf.point(year + 1)}", f"BC{-year // 10:03d}", how=how)
    return Value(f"{year // 10:03d}X", f"{year // 10:03d}", how=how)


def hijri_date(expr: TimeExpr, state: Telling) -> Value:
    """A date of the Islamic calendar: a range of days, since its months begin when the moon is seen."""
    month, years, anchor = expr.month or 1, [expr.hijri] if expr.hijri else [], None
    how = "Islamic calendar by reckoning, two days more or less"
    if expr.month is None and expr.hijri:
        first, last = hijri.first_day(expr.hijri, 1), hijri.first_day(expr.hijri + 1, 1) - timedelta(days=1)
        return Value(f"{first.isoformat()}~/{last.isoformat()}~", f"{first.year:04d}", how=f"{how}: {expr.hijri} AH")
    if expr.year is not None:
        years = list(hijri.years_of(expr.year, month))
    elif not years:
        ends = ends_of(state.anchor)
        if ends is None or ends[0].year != ends[1].year:
            return Value(None, None, how="a month of the Islamic calendar, and no date to count from")
        near, anchor = [y for g in range(ends[0].year - 2, ends[0].year + 3) for y in hijri.years_of(g, month)], state.anchor
        if expr.direction < 0:
            years = [y for y in near if hijri.first_day(y, month) <= ends[0] - timedelta(days=29)][-1:]
        elif expr.direction > 0:
            years = [y for y in near if hijri.first_day(y, month) > ends[1]][:1]
        else:
            years = sorted((y for y in near), key=lambda y: abs((hijri.first_day(y, month) - ends[0]).days))[:1]
    if len(years) != 1:
        return Value(
            f"{expr.year:04d}" if expr.year else None, f"{expr.year:04d}" if expr.year else None, anchor, "this month fell in that year twice, or not at all"
        )
    value = hijri.day(years[0], month, expr.day) if expr.day else hijri.month(years[0], month)
    reckoned = hijri.first_day(years[0], month) + timedelta(days=(expr.day or 1) - 1)
    return Value(value, reckoned.isoformat() if expr.day else edtf.year_month(reckoned.year, reckoned.month), anchor, f"{how}: {years[0]} AH")


def iso_duration(unit: str, amount: float | None) -> str:
    """A length as ISO 8601 writes it ("P6M"); `X` for an amount that is not told."""
    letter, factor = {"DEC": ("Y", 10), "C": ("Y", 100), "MIN": ("M", 1), "SEC": ("S", 1)}.get(unit, (unit, 1))
    clock = "T" if unit in ("H", "MIN", "SEC") else ""
    if amount is None:
        return f"P{clock}X{letter}" if factor == 1 else {"DEC": "PXDE", "C": "PXCE"}[unit]
    total = amount * factor
    whole = int(total)
    if total == whole:
        return f"P{clock}{whole}{letter}"
    if letter == "Y":
        months = round((total - whole) * 12)
        return "P" + (f"{whole}Y" if whole else "") + f"{months}M"
    finer = {"D": ("", 24, "H"), "H": ("T", 60, "M"), "M": ("", 30, "D"), "W": ("", 7, "D")}.get(letter)
    if clock and letter == "M":
        return f"PT{whole}M{round((total - whole) * 60)}S"
    if finer:
        rest = round((total - whole) * finer[1])
        if letter == "W":
            return f"P{whole * 7 + rest}D"
        inner = f"T{rest}{finer[2]}" if letter == "D" else f"{rest}{finer[2]}"
        return f"P{clock}" + (f"{whole}{letter}" if whole else "") + inner
    return f"P{clock}{total:g}{letter}"


def duration(expr: TimeExpr) -> Value:
    value = iso_duration(expr.unit or "D", expr.amount)
    if expr.low is not None:
        return Value(None, value, how=f"a length of time, between {iso_duration(expr.unit or 'D', expr.low)} and {value}")
    return Value(None if expr.amount is None else value, value, how="a length of time")


def repeated(expr: TimeExpr) -> Value:
    if expr.weekday is not None:
        return Value(None, f"XXXX-WXX-{expr.weekday + 1}{clock(expr)}", how="repeated")
    if expr.month:
        return Value(None, f"XXXX-{expr.month:02d}", how="repeated")
    period = iso_duration(expr.unit or "D", expr.amount or 1)
    return Value(period, f"XXXX-XX-XX{clock(expr)}" if expr.clock else period, how="repeated")
