"""English lengths of time and repeated times."""

from __future__ import annotations

import re

from rashomon.lang.base import TimeExpr, Unit
from rashomon.lang.en.time_words import (
    ABOUT,
    DAYNAME,
    DAYTIMES,
    HALF,
    HALF_AFTER,
    MONTH,
    MONTHS,
    NUMBER,
    PLAIN,
    TIMEOFDAY,
    UNIT,
    UNIT_SIGN,
    WEEKDAYS,
    Found,
    amount,
    rule,
    unit,
    words,
)  # fmt: skip

_ADVERBS: dict[str, Unit] = {
    "daily": "D", "weekly": "W", "monthly": "M", "yearly": "Y", "annually": "Y", "hourly": "H", "nightly": "D", "fortnightly": "W",
    "biweekly": "W", "quarterly": "M", "semiannually": "M",
}  # fmt: skip
_TIMES = {"fortnightly": 2.0, "biweekly": 2.0, "quarterly": 3.0, "semiannually": 6.0}
_WEEKDAYS_PLURAL = "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays"


@rule(
    rf"(?:every|each)\s+(?:(?P<other>other|second|(?P<num>{NUMBER}))\s+|single\s+)?(?P<what>{DAYNAME}|{UNIT}|{TIMEOFDAY}|{MONTH}|spring|summer|autumn|fall|winter)"
    rf"|(?:once|twice|three times)\s+(?:an?|every|per)\s+(?P<unit>{UNIT})"
    rf"|(?P<adverb>{'|'.join(_ADVERBS)})|(?P<days>{_WEEKDAYS_PLURAL})",
    words("every each once twice times") | frozenset(_ADVERBS) | frozenset(_WEEKDAYS_PLURAL.split("|")),
)
def _set(found: Found) -> TimeExpr | None:
    name = found["what"] or found["unit"] or found["adverb"] or found["days"] or ""
    day = (found["days"] or "").removesuffix("s") or name.rstrip(".")
    apart = amount(found["num"]) if found["num"] else 2.0 if found["other"] else 1.0
    if day in WEEKDAYS:
        return TimeExpr(span=found.span, op="set", weekday=WEEKDAYS[day], amount=apart) if found.written.split()[-1][0].isupper() or day in PLAIN else None
    if name.rstrip(".") in MONTHS:
        return TimeExpr(span=found.span, op="set", month=MONTHS[name.rstrip(".")]) if found.spelt("what")[0].isupper() else None
    if name in ("quarterly", "biweekly", "semiannually") and not re.match(r"\s*(?:$|[.,;)]|(?:and|or|in|by|from|since|to|until)\b)", found.behind):
        return None  # "its quarterly dividend"
    if found["adverb"]:
        return TimeExpr(span=found.span, op="set", unit=_ADVERBS[name], amount=_TIMES.get(name))
    if apart is None:
        return None
    if name in DAYTIMES:
        return TimeExpr(span=found.span, op="set", unit="D", amount=apart)
    kind, factor = unit(name)
    return TimeExpr(span=found.span, op="set", unit=kind if name not in ("spring", "summer", "autumn", "fall", "winter") else "Y", amount=factor * apart)


@rule(r"(?P<rate>an?|per)\s+(?P<unit>day|week|month|year|night|hour)", UNIT_SIGN)
def _rate(found: Found) -> TimeExpr | None:
    """ "four flights a week", "30 attacks per day": a number stands a few words before, and no preposition makes it a length."""
    before = found.match.string[max(0, found.match.start() - 40) : found.match.start()]
    near = re.search(
        r"(?:\b(?:\d[\d,.]*|million|billion|thousand|hundred|once|twice|times|two|three|four|five|six|seven|eight|nine|ten|dozen)|[$€£]\d[\d,.]*)(?:\s+[a-z-]+){0,3}\s+$",
        before,
    )
    if not near or re.search(r"\b(?:for|in|within|after|over|than|lasted|during|about|nearly|half|of|by|and|or|with|was|is|had|took)\s+$", before):
        return None
    if re.match(r"\s+(?:ago|earlier|later|before|after|and|or)\b", found.behind) or re.search(r"(?:[$€£]\s?[\d.,]+|\d{3,}\s+[a-z]+)\s+$", before):
        return None  # a price
    return TimeExpr(span=found.span, op="set", unit=unit(found["unit"] or "")[0])


@rule(
    rf"(?:{ABOUT}(?P<num>{NUMBER}){HALF}(?:\s+(?:more|long|full|straight|consecutive|whole|further|additional|solid|successive|short|brief|extra|entire|other))?[\s-]+(?P<unit>{UNIT}){HALF_AFTER}(?:[\s-]long\b)?)"
    rf"(?![\s-]*(?:old|olds)\b)(?:'|\b)",
    UNIT_SIGN,
)
@rule(rf"{ABOUT}(?P<low>{NUMBER})(?:\s+(?:or|to)\s+|\s*-\s*)(?P<num>{NUMBER})[\s-]+(?P<unit>{UNIT})(?![\s-]*(?:old|olds)\b)", UNIT_SIGN)
@rule(r"(?P<num>half)[\s-]+(?P<unit>hours?)(?!-)", UNIT_SIGN)
@rule(rf"the\s+(?P<first>first|final|initial|following|subsequent|ensuing)\s+(?P<num>{NUMBER})\s+(?P<unit>{UNIT})", UNIT_SIGN)
def _duration(found: Found) -> TimeExpr | None:
    kind, factor = unit((found["unit"] or "").strip())
    name, text = found["unit"] or "", found.match.string
    if name.startswith(("night", "weekend")) and found["num"] in ("a", "an"):
        return None
    if name.startswith("second") and found["num"] in ("a", "an", "one", "many", "few", "several") and not name.endswith("s"):
        return None
    if name.startswith("quarter") and (not name.endswith("s") or "-" in found.match[0] or re.match(r"\s+of\b", found.behind)):
        return None
    numeral, count = found["num"] or "", amount(found["num"] or "")
    if numeral == "one" and name == "day" and not found["bound"] and not re.search(r"\b(?:for|in|within|than|after|of|only|just|about)\s+$", found.before):
        return None  # "one day": some day or other
    with_more = re.match(rf"\s+and\s+{NUMBER}\s+{UNIT}\b", text[found.match.end() :])  # "a year and two months"
    if numeral in ("a", "an") and not (found["half"] or found["half2"] or found["bound"] or (with_more and kind != "D")):
        if not re.search(r"\b(?:for|in|within|after|over|than|lasted|during|about|nearly|half|of|took|barely)\s+$", found.before):
            return None
        if kind == "D" or (re.match(r"\s+(?:of|ago|when|that)\b", found.behind) and not found.before.endswith("within ")):
            return None
    if re.match(r"\s+(?:ago|earlier|later)\b", text[found.match.end() :]) and count is None and not found["low"]:
        return None
    value = None if count is None else count * factor + found.more()
    span = found.span
    if found["bound"] in ("only", "just", "barely"):
        span = found.without(len(re.match(r"(?:only|just|barely)\s+", found.match[0])[0]))  # type: ignore[index]
    if found["low"]:
        low = amount(found["low"])
        if low is None or value is None or low >= value:
            return None
        return TimeExpr(span=span, op="duration", unit=kind, amount=value, low=low * factor)
    return TimeExpr(span=span, op="duration", unit=kind, amount=value, approx=bool(found["bound"]))


@rule(
    r"the\s+(?:fiscal\s+|financial\s+|full\s+)?(?P<unit>year|month|week)(?=\s+(?:ended|ending|to)\s+(?:[a-z]{3,9}\.?\s+\d|\d|tomorrow|today|yesterday))",
    UNIT_SIGN,
)
def _ending(found: Found) -> TimeExpr | None:
    """ "the year ended June 30": the length of what ended then."""
    return TimeExpr(span=found.span, op="duration", unit=unit(found["unit"] or "")[0], amount=1.0)


@rule(
    r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?:[\s-]long)?|(?P<single>day|week|month|year|decade|century|hour|minute|night)[\s-]long",
    UNIT_SIGN,
)
def _vague(found: Found) -> TimeExpr | None:
    """ "for years", "within days", "after months of", "decades-long": a length that is not counted."""
    name = found["unit"] or ""
    if found["single"]:
        return TimeExpr(span=found.span, op="duration", unit=unit(found["single"])[0], amount=1.0)
    if not found.match[0].endswith("long") and not re.search(r"\b(?:for|within|in|after|over the|of|for many|took|lasted|last|take)\s+$", found.before):
        return None
    if re.search(
        r"(?:\d|\b(?:all|working|number|couple|few|opening|early|the first|one|two|three|four|five|six|seven|eight|nine|ten))\s+(?:of\s+)?$", found.before
    ):
        return None
    if re.search(r"\bof\s+$", found.before) and not re.search(r"\b(?:after|period)\s+of\s+$", found.before):
        return None
    if re.search(r"\bin\s+$", found.before) and not (name in ("years", "decades", "months", "weeks", "days") and not re.match(r"\s+of\b", found.behind)):
        return None
    return TimeExpr(span=found.span, op="duration", unit=unit(name)[0], approx=True)
