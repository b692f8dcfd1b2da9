"""Arabic dates of the calendar: days, months, years, decades, centuries, seasons, quarters, Islamic months, feasts."""

from __future__ import annotations

import re
from typing import Literal

from rashomon.lang.ar.time_words import (
    DAY,
    DECADE_SIGN,
    DECADES,
    DIRECTION_SIGN,
    HIJRI,
    HIJRI_SIGN,
    MONTH,
    MONTH_SIGN,
    NEXT,
    ORDINALS,
    PART,
    PAST,
    SEASON_SIGN,
    SEASONS,
    SPAN_SIGN,
    THIS,
    UNITS,
    WEAK,
    WEEKDAYS,
    WITHIN,
    YEAR,
    Found,
    edge,
    either,
    part,
    rule,
    words,
)  # fmt: skip
from rashomon.lang.base import TimeExpr
from rashomon.lang.time_rules import DIGIT


@rule(rf"(?P<year>{YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<day>{DAY})", DIGIT)
@rule(rf"(?P<either>(?P<day>{DAY})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<year>{YEAR}))", DIGIT)
@rule(rf"(?P<m>0?[1-9]|1[0-2])[-/](?P<day>1[3-9]|2\d|3[01])[-/](?P<year>{YEAR})", DIGIT)
def _numeric(found: Found) -> TimeExpr | None:
    day, month = found.number("day") or 0, found.number("m") or 0
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=month, day=day, ambiguous=bool(found["either"]) and day <= 12 and day != month)


@rule(r"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?![/\d%٪-])", DIGIT)
def _short(found: Found) -> TimeExpr | None:
    """A day and a month without a year, behind a preposition and where only one of the two can be the month."""
    a, b = found.number("a") or 0, found.number("b") or 0
    if not re.search(r"(?<!\w)(?:في|من|الي|حتي|منذ|قبل|بعد|يوم|بتاريخ)\s+$", found.before) or (a, b) == (24, 7):
        return None
    day, month = max(a, b), min(a, b)
    return TimeExpr(span=found.span, op="date", month=month, day=day) if 1 <= month <= 12 < day <= 31 else None


@rule(rf"(?:(?P<m>0?[1-9]|1[0-2])/(?P<year>{YEAR})|(?P<year2>{YEAR})/(?P<m2>0?[1-9]))(?![/\d-])", DIGIT)
def _month_of_year(found: Found) -> TimeExpr | None:
    if not re.search(r"(?<!\w)(?:في|من|الي|حتي|منذ|خلال|شهر|بين)\s+$", found.before):
        return None
    return TimeExpr(span=found.span, op="date", year=found.number("year") or found.number("year2"), month=found.number("m") or found.number("m2"))


@rule(
    rf"(?:(?P<dayname>{either(WEEKDAYS)})\s*,?\s*)?(?:ال)?(?P<day>{DAY})\s+(?:من\s+)?(?:شهر\s+)?(?P<month>{MONTH})(?:\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{YEAR}))?(?:\s+(?P<dir>{PAST}|{NEXT}|{THIS}))?",
    MONTH_SIGN,
    DIGIT,
)
@rule(rf"{PART}(?:شهر\s+)?(?P<month>{MONTH})\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
@rule(rf"(?P<day>{DAY})\s*[-/]\s*(?P<month>{MONTH})\s*[-/]\s*(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
@rule(rf"(?P<day>{DAY})\s*[-/]\s*(?P<month>{MONTH})(?!\s*[-/])", MONTH_SIGN, DIGIT)
@rule(rf"(?:(?P<day>{DAY})\s+(?:من\s+)?)?{PART}(?:شهر\s+)?(?P<month>{MONTH}){WITHIN}", MONTH_SIGN, SPAN_SIGN)
@rule(rf"{PART}(?:شهر\s+)?(?P<month>{MONTH})\s+(?P<dir>{PAST}|{NEXT}|{THIS})", MONTH_SIGN, DIRECTION_SIGN)
def _calendar(found: Found) -> TimeExpr | None:
    return TimeExpr(
        span=found.span,
        op="date",
        year=found.number("year"),
        month=found.month(),
        day=found.number("day"),
        direction=found.direction(),
        within=found.within(),
        weekday=WEEKDAYS.get(found["dayname"] or ""),
        part=part(found["part"]),
        edge=edge(found["part"]),
    )


@rule(
    rf"(?P<ord>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\s+من\s+(?:شهر\s+)?(?P<month>{MONTH})(?:\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{YEAR}))?(?:\s+(?P<dir>{PAST}|{NEXT}|{THIS}))?",
    MONTH_SIGN,
)
def _ordinal_day(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.month(), day=ORDINALS[found["ord"] or ""], direction=found.direction())


@rule(rf"(?P<day>{DAY})\s*(?:-|و|الي|حتي)\s*(?P<day2>{DAY})\s+(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?", MONTH_SIGN, DIGIT)
def _day_range(found: Found) -> TimeExpr | None:
    first, last = (TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.month(), day=found.number(d)) for d in ("day", "day2"))
    return TimeExpr(span=found.span, op="range", first=first, last=last)


@rule(rf"(?P<month>{MONTH})\s*(?:-|و|الي|حتي)\s*(?P<month2>{MONTH})\s+(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
def _month_range(found: Found) -> TimeExpr | None:
    year, first, last = found.number("year") or 0, found.month() or 0, found.month("month2") or 0
    joined = re.search(rf"{MONTH}\s*و", found.match["x"])
    if joined and last != first + 1 and not re.search(r"بين\s+$", found.before):
        return None  # two months, and not what lies between
    start = TimeExpr(span=found.span, op="date", year=year - (last < first), month=first)
    return TimeExpr(span=found.span, op="range", first=start, last=TimeExpr(span=found.span, op="date", year=year, month=last))


@rule(rf"{PART}(?:شهر\s+)(?P<month>{MONTH})", MONTH_SIGN)
@rule(rf"{PART}(?P<month>{MONTH})", MONTH_SIGN)
def _month(found: Found) -> TimeExpr | None:
    if not found["part"] and "شهر" not in found.match["x"]:
        before = found.before[-8:]
        if found["month"] in WEAK or not re.search(r"(?:في|منذ|حتي|خلال|الي|من|قبل|بعد|و|ل)\s*$", before):
            return None
    return TimeExpr(span=found.span, op="date", month=found.month(), part=part(found["part"]), edge=edge(found["part"]))


@rule(rf"(?:بين\s+)?(?P<lead>عامي|عام|سنتي|سنه)\s+(?P<year>{YEAR})\s*(?:و|-|الي|حتي)\s*(?P<last>{YEAR})", DIGIT)
@rule(rf"(?P<year>{YEAR})\s*[-/]\s*(?P<last>{YEAR})", DIGIT)
@rule(rf"(?P<year>{YEAR})[-/](?P<last>\d\d)(?![-/\d])", DIGIT)
def _years(found: Found) -> TimeExpr | None:
    first, last = found.number("year") or 0, found.number("last") or 0
    if last < 100:
        last += first // 100 * 100
    if last <= first:
        return None
    apart = "-" in found.match["x"] and not found["lead"] and len(found["last"] or "") == 4
    spans = (found.span_of("year"), found.span_of("last")) if apart else (found.span,) * 2
    start, stop = (TimeExpr(span=s, op="date", year=y) for s, y in zip(spans, (first, last), strict=True))
    return TimeExpr(span=found.span, op="range", first=start, last=stop)


@rule(rf"{PART}(?:ال)?(?:عام|سنه)\s+(?P<year>{YEAR})", DIGIT)
@rule(
    rf"(?P<year>{YEAR})(?!\s*(?:[%/.,:]\d|[%٪]|(?:{either(UNITS)})\b|(?:رجل|جندي|قتيل|مقاتل|شخص|متطوع|مهاجر|لاجي|نازح|مدني|جريح|عنصر|دولار|الف|كيلومتر|متر|مسلح|طفل|طالب|موظف|سجين|معتقل|من ال)\w*))",
    DIGIT,
)
def _year(found: Found) -> TimeExpr | None:
    before = found.before
    bare = found.match["x"] == found["year"]
    if bare and re.search(r"(?:القرار|رقم|نحو|حوالي|اكثر من|قرابه|عن|علي|تجاوز\w*|فقدت?|قتلت?|زهاء|بحوالي|يقارب)\s*$", before):
        return None
    if bare and not (1900 <= int(found["year"] or 0) <= 2100):
        return None
    return TimeExpr(span=found.span, op="date", year=found.number("year"), part=part(found["part"]), edge=edge(found["part"]))


@rule(rf"{PART}(?:ال)?(?P<decade>{either(DECADES)})(?:\s+(?P<of>القرن (?:الماضي|العشرين)))?", DECADE_SIGN)
def _decade(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="decade", year=DECADES[found["decade"] or ""], part=part(found["part"]))


@rule(rf"{PART}(?:ال)?(?P<season>{either(SEASONS)})\s+(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{YEAR})", SEASON_SIGN, DIGIT)
@rule(rf"{PART}(?:ال)?(?P<season>{either(SEASONS)}){WITHIN}", SEASON_SIGN, SPAN_SIGN)
@rule(rf"ال(?P<season>{either(SEASONS)})\s+(?P<dir>{PAST}|{NEXT})", SEASON_SIGN, DIRECTION_SIGN)
def _season(found: Found) -> TimeExpr | None:
    return TimeExpr(
        span=found.span,
        op="season",
        year=found.number("year"),
        month=SEASONS[found["season"] or ""],
        direction=found.direction(),
        within=found.within(),
        part=part(found["part"]),
    )


_QUARTERS = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الاخير": 4}


@rule(
    rf"(?P<half>النصف|الربع)\s+(?P<nth>الاول|الثاني|الثالث|الرابع|الاخير)(?:\s+(?:من\s+)?(?:عام\s+|سنه\s+|لعام\s+)?(?P<year>{YEAR})|{WITHIN})?",
    words("النصف|الربع"),
)
def _quarter(found: Found) -> TimeExpr | None:
    half, number = found["half"] == "النصف", _QUARTERS[found["nth"] or ""]
    if half and (not (found["year"] or found["within"]) or (number > 2 and found["nth"] != "الاخير")):
        return None
    return TimeExpr(
        span=found.span, op="half" if half else "quarter", year=found.number("year"), number=min(number, 2) if half else number, within=found.within()
    )


_CENTURIES = {name: n for name, n in ORDINALS.items() if n <= 21}


@rule(rf"{PART}القرن\s+(?P<nth>{either(_CENTURIES)})(?!\s+من)", words("القرن"))
def _century(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="century", year=_CENTURIES[found["nth"] or ""] - 1, part=part(found["part"]))


_AH = r"(?P<ah>1[3-5]\d\d)(?:\s*ه(?:جري|جريه)?)?"


@rule(
    rf"(?:(?:{either(WEEKDAYS)})\s*,?\s*)?(?:(?:(?P<day>{DAY})|(?P<ord>{either(ORDINALS)}))\s+(?:من\s+)?)?{PART}(?:شهر\s+)?(?P<hijri>{either(HIJRI)})"
    rf"\s*,?\s*(?:(?:من\s+)?(?:عام\s+|سنه\s+|لعام\s+)?(?:{_AH}|(?P<year>(?:19|20)\d\d))|(?P<dir>{PAST}|{NEXT}|{THIS}))",
    HIJRI_SIGN,
)
@rule(r"(?:ال)?(?:عام|سنه)\s+(?P<ah>1[3-5]\d\d)\s*(?:ه|هجري|هجريه)", DIGIT, words("عام|سنه"))
def _hijri(found: Found) -> TimeExpr | None:
    """A date of the Islamic calendar, with a year of either calendar or counted from the report's own date."""
    name = found["hijri"]
    return TimeExpr(
        span=found.span, op="hijri", year=found.number("year"), hijri=found.number("ah"), month=HIJRI[name] if name else None,
        day=found.number("day") or ORDINALS.get(found["ord"] or ""), direction=found.direction(), part=part(found["part"]),
    )  # fmt: skip


_FEASTS = {"راس السنه الميلاديه": (1, 1), "راس السنه": (1, 1), "عيد العمال": (5, 1), "يوم المراه العالمي": (3, 8), "اليوم العالمي للمراه": (3, 8)}
_ISLAMIC = {"عيد الفطر": (10, 1), "عيد الاضحي": (12, 10), "عاشوراء": (1, 10)}
_FEAST_YEAR = rf"(?:\s+(?:المبارك\s+)?(?:(?:من\s+|في\s+)?(?:عام\s+|سنه\s+|لعام\s+)?(?P<year>{YEAR})|(?P<dir>{PAST}|{NEXT}|{THIS})))?"


@rule(rf"(?:اول\s+ايام\s+)?(?P<feast>{either(_FEASTS)}|{either(_ISLAMIC)}){_FEAST_YEAR}(?!\s+الهجريه)", words("راس|عيد|عاشوراء|المراه|للمراه"))
def _feast(found: Found) -> TimeExpr | None:
    """Feasts whose day the calendar gives; those of the Islamic year by range. Easter and Christmas differ between the churches of the region."""
    name, year = found["feast"] or "", found.number("year")
    month, day = (_FEASTS | _ISLAMIC)[name]
    op: Literal["date", "hijri"] = "hijri" if name in _ISLAMIC else "date"
    return TimeExpr(span=found.span, op=op, year=year, month=month, day=day, direction=found.direction())
