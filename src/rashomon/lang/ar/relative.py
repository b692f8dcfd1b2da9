"""Arabic times that count from another, lengths of time, repeated times and the clock."""

from __future__ import annotations

import re

from rashomon.lang.ar.time_words import (
    COUNT_SIGN,
    DAY,
    DAYTIMES,
    DIRECTION_SIGN,
    DUAL,
    DUALS,
    HALF,
    HOUR_SIGN,
    HOURS,
    MONTH,
    MONTH_SIGN,
    NEXT,
    NUMBER,
    ORDINALS,
    PART,
    PAST,
    ROUGH,
    SPAN_SIGN,
    THIS,
    TIMEOFDAY,
    UNIT,
    UNIT_SIGN,
    UNITS,
    WEEKDAY_SIGN,
    WEEKDAYS,
    YEAR,
    Found,
    amount,
    edge,
    either,
    part,
    rule,
    words,
)  # fmt: skip
from rashomon.lang.base import TimeExpr, Unit
from rashomon.lang.time_rules import DIGIT
from rashomon.model import Span


@rule(rf"{TIMEOFDAY}(?:(?:ال)?يوم\s+)?(?P<weekday>{either(WEEKDAYS)})(?:\s+(?P<dir>{PAST}|{NEXT}|{THIS}))?", WEEKDAY_SIGN)
def _weekday(found: Found) -> TimeExpr | None:
    name = found["weekday"] or ""
    return TimeExpr(span=found.span, op="weekday", weekday=WEEKDAYS[name], direction=found.direction(), clock=DAYTIMES.get(found["tod"] or ""))


@rule(
    rf"(?P<dir>قبل|منذ)\s+{ROUGH}(?:(?P<num>{NUMBER})\s+(?P<unit>{UNIT})(?:\s+(?:واحده?|كامله?))?|(?P<dual>{DUAL})|(?P<single>{UNIT})(?:\s+(?:واحده?|كامله?))?(?!\s+(?:ان|من|ال|\d)))"
    + HALF,
    COUNT_SIGN,
    words("قبل|منذ"),
)
@rule(rf"{ROUGH}(?:(?P<num>{NUMBER})\s+(?P<unit>{UNIT})|(?P<dual>{DUAL}))\s+(?P<dir>مضت|خلت)", COUNT_SIGN, words("مضت|خلت"))
def _ago(found: Found) -> TimeExpr | None:
    behind = found.match.string[found.match.end("x") :]
    if found["single"] and re.match(r"\s+(?:كامله?|واحده?)\s+(?:من|ان|علي)(?!\w)", behind):
        return None  # before something else
    if found["single"] == "يوم" and re.match(r"\s+(?!في(?!\w)|و|ب|ل)\w", behind):
        return None  # "since the day of"
    unit, count = _count(found)
    return TimeExpr(span=found.span, op="shift", unit=unit, amount=count, direction=-1, approx=bool(found["bound"]) or count is None)


@rule(
    rf"بعد\s+(?:ذلك\s+ب)?{ROUGH}(?:(?P<num>{NUMBER})\s+(?P<unit>{UNIT})|(?P<dual>{DUAL})|(?P<single>يوم|اسبوع|شهر|عام|سنه)(?:\s+واحده?)?)(?:\s+من\s+ذلك(?!\w)|(?!\s+(?:من|علي)\s))"
    + HALF,
    COUNT_SIGN,
    words("بعد"),
)
def _later(found: Found) -> TimeExpr | None:
    unit, count = _count(found)
    if unit in ("DEC", "C") and count is None:
        return None
    return TimeExpr(span=found.span, op="shift", unit=unit, amount=count, direction=1, base="context", approx=bool(found["bound"]))


def _count(found: Found) -> tuple[Unit, float | None]:
    more = {"نصف": 0.5, "ربع": 0.25}.get(found["half"] or "", 0.0)
    if found["dual"]:
        return DUALS[found["dual"] or ""], 2.0 + more
    if found["single"]:
        word = found["single"] or ""
        plural = word in ("ايام", "اسابيع", "اشهر", "شهور", "سنوات", "اعوام", "سنين", "عقود", "قرون", "ساعات", "دقايق")
        return UNITS[word], None if plural else 1.0 + more
    count = amount(found["num"] or "")
    return UNITS[found["unit"] or ""], None if count is None else count + more


@rule(
    rf"(?P<ref>(?:يوم\s+)?اول\s+(?:من\s+)?امس|(?:يوم\s+)?امس\s+الاول|يوم\s+امس|امس|يوم\s+غد|غدا|اليوم|الليله|بارحه|البارحه)(?:\s+(?:ال)?(?P<weekday>{either(WEEKDAYS)}))?",
    words("امس|غدا|غد|اليوم|الليله|بارحه"),
)
@rule(rf"(?P<tod>صباح|مساء|ليل|ليله|ظهر|عصر|فجر)\s+(?P<ref>اول\s+(?:من\s+)?امس|امس|غد|اليوم)(?:\s+(?P<weekday>{either(WEEKDAYS)}))?", words("امس|غد|اليوم"))
def _near_day(found: Found) -> TimeExpr | None:
    word = re.sub(r"^يوم\s+", "", found["ref"] or "")
    if (
        word == "اليوم"
        and not found["weekday"]
        and re.match(
            r"\s+(?:التالي|نفسه|السابق|ذاته|الاول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الاخير|الذي|الواحد|الموعود|الوطني|العالمي|الدولي)",
            found.match.string[found.match.end("x") :],
        )
    ):
        return None
    if word == "الليله" and re.match(r"\s+(?:الماضيه|الفايته)(?!\w)", found.match.string[found.match.end("x") :]):
        return None
    direction = -2 if word.startswith("اول") or word.endswith("الاول") else -1 if word in ("امس", "بارحه", "البارحه") else 1 if word in ("غدا", "غد") else 0
    if word == "اليوم" and found["weekday"] is None and not found["tod"]:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=0)
    if direction == -2:
        return TimeExpr(span=found.span, op="shift", unit="D", amount=2, direction=-1, clock=DAYTIMES.get(found["tod"] or ""))
    return TimeExpr(span=found.span, op="unit", unit="D", direction=direction, clock=DAYTIMES.get(found["tod"] or ""))


_OF_WEEK = rf"الاسبوع\s+(?P<dir>{PAST}|{NEXT}|{THIS})"


@rule(rf"(?:يوم\s+)?(?P<weekday>{either(WEEKDAYS)})\s+(?:من\s+|في\s+)?{_OF_WEEK}", WEEKDAY_SIGN, words("الاسبوع"))
@rule(rf"{_OF_WEEK}\s*[،,]?\s*(?:يوم\s+)?(?P<weekday>{either(WEEKDAYS)})", WEEKDAY_SIGN, words("الاسبوع"))
def _weekday_of_week(found: Found) -> TimeExpr | None:
    """ "Friday of next week"."""
    week = TimeExpr(span=found.span, op="unit", unit="W", direction=found.direction())
    return TimeExpr(span=found.span, op="nth", number=1, weekday=WEEKDAYS[found["weekday"] or ""], first=week)


_FIRST = {"اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "خامس": 5, "اخر": -1}
_SECOND = {name: n for name, n in ORDINALS.items() if n <= 5} | {"الاخير": -1}
_BARE_DAYS = {name.removeprefix("ال"): day for name, day in WEEKDAYS.items()}
_OF_MONTH = rf"\s+(?:من|في|ب)\s*(?:شهر\s+)?(?:(?P<month>{MONTH})(?:\s*,?\s*(?:من\s+|في\s+)?(?:عام\s+|سنه\s+|لعام\s+)?(?P<year>{YEAR}))?|الشهر\s+(?P<dir>{PAST}|{NEXT}|{THIS}))"


@rule(rf"(?P<nth>{'|'.join(_FIRST)})\s+(?:(?P<weekday>{either(_BARE_DAYS)})|(?P<unit>يوم|اسبوع)){_OF_MONTH}", words(_FIRST), words("شهر") | MONTH_SIGN)
@rule(rf"(?:ال(?P<weekday>{either(_BARE_DAYS)})|ال(?P<unit>يوم|اسبوع))\s+(?P<nth>{either(_SECOND)}){_OF_MONTH}", words("ال"), words("شهر") | MONTH_SIGN)
def _nth_of_month(found: Found) -> TimeExpr | None:
    """ "the last Monday of March", "the third day of October"."""
    nth = found["nth"] or ""
    holder = TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.month())
    if found["dir"]:
        holder = TimeExpr(span=found.span, op="unit", unit="M", direction=found.direction())
    unit: Unit | None = {"يوم": "D", "اسبوع": "W"}.get(found["unit"] or "")  # type: ignore[assignment]
    weekday = _BARE_DAYS[found["weekday"] or ""] if found["weekday"] else None
    return TimeExpr(span=found.span, op="nth", number=_FIRST.get(nth) or _SECOND[nth], weekday=weekday, unit=unit, first=holder)


@rule(rf"{PART}(?P<unit>الاسبوع|الشهر|العام|السنه|العقد|القرن)\s+(?P<dir>{PAST}|{NEXT}|{THIS})", SPAN_SIGN, DIRECTION_SIGN)
@rule(rf"{PART}(?P<near>هذا|هذه)\s+(?P<unit>الاسبوع|الشهر|العام|السنه)", SPAN_SIGN, words("هذا|هذه"))
@rule(r"(?P<part>بدايه|مطلع|اوايل|مستهل|نهايه|اواخر|منتصف)\s+(?P<unit>الاسبوع|الشهر|العام|السنه)", SPAN_SIGN, words("بدايه|مطلع|اوايل|مستهل|نهايه|اواخر|منتصف"))
def _unit_relative(found: Found) -> TimeExpr | None:
    bare = found["dir"] is None and not found["near"]
    return TimeExpr(
        span=found.span,
        op="unit",
        unit=UNITS[(found["unit"] or "").removeprefix("ال")],
        direction=found.direction(),
        base="telling" if bare else "anchor",
        part=part(found["part"]),
        edge=edge(found["part"]),
    )


@rule(
    r"(?P<unit>اليوم|الشهر|العام|الاسبوع|السنه)\s+(?P<ref>نفسه|نفسها|ذاته|ذاتها|عينه)|(?:نفس|ذات)\s+(?P<unit2>اليوم|الشهر|العام|الاسبوع|السنه)|(?P<unit3>اليوم|الشهر|العام|الاسبوع)\s+(?P<next>التالي|السابق|الموالي)",
    words("نفس|ذات|عينه|التالي|السابق|الموالي"),
)
def _context(found: Found) -> TimeExpr | None:
    unit = UNITS[(found["unit"] or found["unit2"] or found["unit3"] or "").removeprefix("ال")]
    if found["next"]:
        return TimeExpr(span=found.span, op="shift", unit=unit, amount=1, direction=-1 if found["next"] == "السابق" else 1, base="context")
    return TimeExpr(span=found.span, op="same", unit=unit, base="context")


_FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3}


@rule(rf"(?P<part>{'|'.join(_FRACTIONS)})\s+(?P<unit>ساعه|يوم|شهر|عام|سنه|قرن)(?!\s+من\s+ال)", UNIT_SIGN, words(_FRACTIONS))
def _fraction(found: Found) -> TimeExpr | None:
    """ "half an hour", "half a century"."""
    unit, share = UNITS[found["unit"] or ""], _FRACTIONS[found["part"] or ""]
    if unit != "H" and share != 0.5:
        return None  # a quarter of a year stands for other things too
    return TimeExpr(span=found.span, op="duration", unit="MIN" if unit == "H" else unit, amount=round(60 * share) if unit == "H" else share)


@rule(r"(?P<unit>يوم|اسبوع|شهر|عام|سنه|ساعه)\s+كامله?", UNIT_SIGN, words("كامل"))
def _whole(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="duration", unit=UNITS[found["unit"] or ""], amount=1.0)


@rule(rf"{ROUGH}(?:(?P<num>{NUMBER})\s+(?P<unit>{UNIT})|(?P<dual>{DUAL}))" + HALF, COUNT_SIGN)
@rule(
    rf"(?P<lead>(?:ل)?مده|مدار|مدي|طوال|طيله|خلال)\s+{ROUGH}(?P<single>{UNIT})(?:\s+(?:واحده?|كامله?|تقريبا))?" + HALF,
    UNIT_SIGN,
    words("مده|مدار|مدي|طوال|طيله|خلال"),
)
def _duration(found: Found) -> TimeExpr | None:
    unit, count = _count(found)
    span = found.span
    if found["lead"]:
        start = found.match.start("bound") if found["bound"] else found.match.start("single")
        if unit == "D" and count == 1.0:
            return None
        span = Span(span.start + (start - found.match.start("x")), span.end)
    if count is None and found["single"]:
        return None
    return TimeExpr(span=span, op="duration", unit=unit, amount=count, approx=bool(found["bound"]))


@rule(
    rf"كل\s+(?:(?P<dual>{DUAL})|(?P<num>{NUMBER})\s+(?P<units>{UNIT})|يوم\s+(?P<day>{either(WEEKDAYS)})|(?P<what>{UNIT}|{either({k.removeprefix('ال'): v for k, v in WEEKDAYS.items()})}))|(?P<adverb>يوميا|اسبوعيا|شهريا|سنويا)",
    words("كل|يوميا|اسبوعيا|شهريا|سنويا"),
)
def _set(found: Found) -> TimeExpr | None:
    names: dict[str, Unit] = {"يوميا": "D", "اسبوعيا": "W", "شهريا": "M", "سنويا": "Y"}
    if found["adverb"]:
        return TimeExpr(span=found.span, op="set", unit=names[found["adverb"] or ""])
    if found["dual"] or found["num"]:
        count = 2.0 if found["dual"] else amount(found["num"] or "")
        unit: Unit = DUALS[found["dual"] or ""] if found["dual"] else UNITS[found["units"] or ""]
        return TimeExpr(span=found.span, op="set", unit=unit, amount=count) if count else None
    if found["day"]:
        return TimeExpr(span=found.span, op="set", weekday=WEEKDAYS[found["day"] or ""])
    word = found["what"] or ""
    if word in UNITS:
        return TimeExpr(span=found.span, op="set", unit=UNITS[word])
    return TimeExpr(span=found.span, op="set", weekday=WEEKDAYS["ال" + word])


@rule(
    rf"(?:(?P<day>{DAY})|(?P<ord>{either(ORDINALS)}))\s+من\s+(?:(?P<near>هذا\s+الشهر)|(?:ال)?شهر\s+(?P<dir>{PAST}|{NEXT}|{THIS})|الشهر\s+(?P<same>نفسه|ذاته))",
    words("الشهر|شهر"),
)
def _day_of_month(found: Found) -> TimeExpr | None:
    day = found.number("day") or ORDINALS.get(found["ord"] or "")
    if found["same"]:
        return TimeExpr(span=found.span, op="same", unit="M", base="context", day=day)
    return TimeExpr(span=found.span, op="unit", unit="M", direction=0 if found["near"] else found.direction(), day=day)


@rule(r"(?P<back>الليله\s+(?:الماضيه|الفايته))|(?P<ahead>بعد\s+غد)|(?:هذا|هذه)\s+(?P<tod>المساء|الصباح|الليله|الفجر)", words("الليله|غد|المساء|الصباح|الفجر"))
def _near_night(found: Found) -> TimeExpr | None:
    if found["ahead"]:
        return TimeExpr(span=found.span, op="shift", unit="D", amount=2, direction=1)
    if found["back"]:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=-1, clock="NI")
    clock = {"المساء": "EV", "الصباح": "MO", "الليله": "NI", "الفجر": "MO"}[found["tod"] or ""]
    return TimeExpr(span=found.span, op="unit", unit="D", direction=0, clock=clock)


_MANY = {"ايام": "D", "اسابيع": "W", "اشهر": "M", "شهور": "M", "سنوات": "Y", "اعوام": "Y", "ساعات": "H", "عقود": "DEC"}
_BACK, _AHEAD = "الماضيه|الاخيره|المنصرمه|الفايته|الماضيين|الاخيرين|المنصرمين", "المقبله|القادمه|المقبلين|القادمين"


@rule(
    rf"ال(?:(?P<units>{'|'.join(_MANY)})\s+(?:(?:ال\s?)?(?P<num>{NUMBER})\s+)?|(?P<dual>{DUAL})\s+)(?:(?P<back>{_BACK})|(?P<ahead>{_AHEAD}))",
    COUNT_SIGN,
    words(f"{_BACK}|{_AHEAD}"),
)
@rule(
    rf"(?P<num>{NUMBER})\s+(?P<units>{'|'.join(_MANY)})\s+(?:(?P<back>الماضيه|المنصرمه|الفايته)|(?P<ahead>المقبله|القادمه))",
    COUNT_SIGN,
    words(f"{_BACK}|{_AHEAD}"),
)
def _window(found: Found) -> TimeExpr | None:
    """ "the last three days": from then until now; without a number ("in recent months") nothing tells since when."""
    unit: Unit = DUALS[found["dual"] or ""] if found["dual"] else _MANY[found["units"] or ""]  # type: ignore[assignment]
    count, sign = 2.0 if found["dual"] else amount(found["num"]) if found["num"] else None, -1 if found["back"] else 1
    if count is None:
        return TimeExpr(span=found.span, op="ref", direction=sign)
    back = TimeExpr(span=found.span, op="shift", unit=unit, amount=count, direction=sign)
    return TimeExpr(span=found.span, op="open", first=back, direction=sign)


@rule(r"(?P<back>موخرا|(?:في\s+)?الاونه\s+الاخيره|في\s+الاونه\s+الاخيره)|(?P<ahead>في\s+المستقبل\s+القريب)", words("موخرا|الاونه|المستقبل"))
def _reference(found: Found) -> TimeExpr | None:
    """A vague word for past or future; its value stays unknown."""
    return TimeExpr(span=found.span, op="ref", direction=-1 if found["back"] else 1)


_LATE = "مساء|ظهرا|ظهر|عصرا|عصر|بعد الظهر|العصر|المغرب|المساء|في المساء|بعد العصر|قبل المغرب|بعد المغرب".split("|")
_HALF_OF_DAY = r"(?P<ap>في المساء|في الصباح|بعد العصر|قبل المغرب|بعد المغرب|العصر|المغرب|المساء|الصباح|صباحا|مساء|ظهرا|ليلا|فجرا|عصرا|من صباح|من مساء|من ظهر|من عصر|بعد الظهر|قبل الظهر|صباح|بعد منتصف الليل)"
_WHEN = rf"(?:\s+(?:(?:من\s+)?يوم\s+)?(?P<weekday>{either(WEEKDAYS)})|\s+(?P<ref>امس|اليوم))?"
_ZONE = r"(?:\s*(?:بالتوقيت المحلي|بتوقيت \w+|(?P<gmt>ت\.?غ|بتوقيت غرينتش)))?"


_PARTS = rf"(?:\s+و(?P<past>نصف|النصف|ربع|الربع|ثلث|الثلث|\d+\s+دقيقه|{NUMBER}\s+دقيقه)|\s+الا\s+(?P<to>ربعا?|الربع|ثلثا?|الثلث))?"


@rule(rf"الساعه\s+(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d)|{_PARTS})(?:\s+{_HALF_OF_DAY}{_WHEN})?{_ZONE}", words("الساعه"), DIGIT)
@rule(rf"(?:الساعه\s+)?(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?:\s+{_HALF_OF_DAY}{_WHEN})?{_ZONE}", DIGIT)
@rule(
    rf"(?P<lead>الساعه\s+)?(?P<hour>{either(HOURS)}){_PARTS}"
    rf"(?:\s+{_HALF_OF_DAY}{_WHEN})?{_ZONE}",
    HOUR_SIGN,
)
def _clock(found: Found) -> TimeExpr | None:
    if found["hour"] and not (found["lead"] or found["ap"]):
        return None
    hour, minute, half = HOURS.get(found["hour"] or "") or found.number("h") or 0, found.number("m") or 0, (found["ap"] or "").removeprefix("من ")
    if found["past"]:
        told = found["past"].removeprefix("ال")
        minute = {"نصف": 30, "ربع": 15, "ثلث": 20}.get(told) or int(amount(told.split(" دقيقه")[0]) or 0)
    if found["to"]:
        hour, minute = hour - 1 or 12, 45 if "ربع" in found["to"] else 40
    if (half in _LATE and hour < 12) or (half in ("ليلا",) and 6 <= hour < 12):
        hour += 12
    elif half in ("صباحا", "صباح", "في الصباح", "الصباح", "فجرا", "ليلا", "بعد منتصف الليل") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    zone = "Z" if found["gmt"] else ""
    if found["weekday"]:
        return TimeExpr(span=found.span, op="weekday", weekday=WEEKDAYS[found["weekday"] or ""], clock=f"T{hour:02d}:{minute:02d}{zone}")
    if found["ref"]:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=-1 if found["ref"] == "امس" else 0, clock=f"T{hour:02d}:{minute:02d}{zone}")
    return TimeExpr(span=found.span, op="unit", unit="D", base="telling", clock=f"T{hour:02d}:{minute:02d}{zone}")
