"""English dates of the calendar: days, months, years, decades, centuries, seasons, quarters, Islamic months."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.lang.base import TimeExpr, Unit
from rashomon.lang.en.time_words import (
    BC,
    DAY,
    DAYNAME,
    DECADE_SIGN,
    DECADES,
    HIJRI,
    HIJRI_SIGN,
    MONTH,
    MONTH_SIGN,
    NTH,
    ORDINAL,
    PART,
    PERIOD,
    PLAIN,
    SEASON,
    SEASON_SIGN,
    SEASONS,
    TH,
    UNIT_SIGN,
    WEEKDAYS,
    WORDED_YEAR,
    YEAR,
    Found,
    direction,
    edge,
    part,
    rule,
    worded_year,
    words,
)  # fmt: skip
from rashomon.lang.time_rules import DIGIT
from rashomon.model import Span

BC_SIGN = words("bc bce b")
_NEVER_A_YEAR = (
    r"(?!\s*(?:[%$]|percent\b|people\b|men\b|women\b|troops\b|soldiers\b|km\b|miles\b|migrants\b|[\w-]+\s+(?:people|prisoners|refugees|migrants|soldiers)\b))"
    r"(?![,.:]\d)(?!-[a-z]*\d)"
)
_LABELLED = re.compile(r"(?:resolution|no|number|nos|room|flight|boeing|unit|article|about|around|some|than|least|nearly|almost|over|exceed\w*|[#$€£])\.?\s*$")


def _date(found: Found) -> TimeExpr:
    return TimeExpr(
        span=found.span, op="date", year=found.year(), month=found.month(), day=found.number("day"), part=part(found["part"]), within=found.within(),
        bc=bool(found["bc"]), direction=direction(found["dir"]), edge=edge(found["part"]),
        weekday=WEEKDAYS[found["dayname"].rstrip(".")] if found["dayname"] else None,
    )  # fmt: skip


@rule(rf"(?P<year>{YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<day>{DAY})(?:[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?", DIGIT)
@rule(rf"(?P<year>{YEAR})(?P<sep>[/-])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<day>{DAY})", DIGIT)
def _iso(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.number("m"), day=found.number("day"))


@rule(rf"(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<year>{YEAR}|\d\d)", DIGIT)
def _numeric(found: Found) -> TimeExpr | None:
    """Day first unless only month first is possible; `ambiguous` where both are, for the document to decide."""
    a, b, year = found.number("a") or 0, found.number("b") or 0, found["year"] or ""
    if found["sep"] in (".", "-") and len(year) == 2:
        return None
    day, month = (a, b) if b <= 12 else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    full = int(year) if len(year) == 4 else (2000 if int(year) < 70 else 1900) + int(year)
    return TimeExpr(span=found.span, op="date", year=full, month=month, day=day, ambiguous=a <= 12 and b <= 12 and a != b)


@rule(rf"(?:(?P<dayname>{DAYNAME}),?\s+)?(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?![/\d%-]|\s*(?:of|or|percent|inch|majority)\b)", DIGIT)
def _short(found: Found) -> TimeExpr | None:
    """ "on 4/22", "from 22/04": behind a preposition, where only one of the two can be the month."""
    a, b = found.number("a") or 0, found.number("b") or 0
    weekday = WEEKDAYS[found["dayname"].rstrip(".")] if found["dayname"] else None
    led = weekday is not None or re.search(r"\b(?:on|from|until|till|since|before|after)\s+$", found.before)
    if not led or (a, b) == (24, 7):
        return None
    day, month = max(a, b), min(a, b)
    return TimeExpr(span=found.span, op="date", month=month, day=day, weekday=weekday) if 1 <= month <= 12 < day <= 31 else None


@rule(rf"(?:(?P<year>{YEAR})[-/](?P<m>1[0-2]|0?[1-9])|(?P<m2>1[0-2]|0?[1-9])[-/](?P<year2>{YEAR}))(?![-/.,]?\d|-)", DIGIT)
def _month_of_year(found: Found) -> TimeExpr | None:
    """ "in 12/2030", "since 2030-12"; "2011-12" may be two years."""
    year, month = found.number("year") or found.number("year2") or 0, found.number("m") or found.number("m2") or 0
    two_years = found["year"] and len(found["m"] or "") == 2 and month > year % 100
    if two_years or not re.search(r"\b(?:in|of|since|until|till|from|to|by|between|during|through|before|after)\s+$", found.before):
        return None
    return TimeExpr(span=found.span, op="date", year=year, month=month)


@rule(
    rf"(?P<first>(?P<month>{MONTH})\s+(?P<day>{DAY}){TH}(?:,?\s+(?P<year>{YEAR}))?)\s*(?:(?P<tight>-|–)|to|until|through)\s*(?P<last>(?P<month2>{MONTH})\s+(?P<day2>{DAY}){TH}(?:,?\s+(?P<year2>{YEAR}))?)",
    MONTH_SIGN,
    DIGIT,
)
@rule(
    rf"(?P<first>(?P<day>{DAY}){TH}\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?)\s*(?:(?P<tight>-|–)|to|until|through)\s*(?P<last>(?P<day2>{DAY}){TH}\s+(?P<month2>{MONTH})(?:,?\s+(?P<year2>{YEAR}))?)",
    MONTH_SIGN,
    DIGIT,
)
def _days_of_months(found: Found) -> TimeExpr | None:
    """ "Nov 18 - Dec 19, 2015": two days of which the second may give the year."""
    months, years = (found.month("month") or 0, found.month("month2") or 0), [found.number("year"), found.number("year2")]
    if not (found.spelt("month")[0].isupper() and found.spelt("month2")[0].isupper()):
        return None
    if years[1] and not years[0]:
        years[0] = years[1] - (months[1] < months[0])
    elif not years[0] and found["tight"]:
        return None  # "(March 3-April 9)" without a year belongs to what is told
    elif years[0] and not years[1]:
        years[1] = years[0] + (months[1] < months[0])
    first, last = (
        TimeExpr(span=found.span_of(name), op="date", year=year, month=month, day=found.number(day))
        for name, year, month, day in zip(("first", "last"), years, months, ("day", "day2"), strict=True)
    )
    return TimeExpr(span=found.span, op="range", first=first, last=last)


@rule(
    rf"(?:from\s+|between\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY}){TH}\s*(?:-|to|and|until|through)\s*(?P<day2>{DAY}){TH}(?!\s*(?:{MONTH}))(?:,?\s+(?P<year>{YEAR}))?",
    MONTH_SIGN,
    DIGIT,
)
@rule(
    rf"(?:from\s+|between\s+)?(?:the\s+)?(?P<day>{DAY}|{ORDINAL}){TH}\s*(?:-|–|to|and|until|till|through)\s*(?:the\s+)?(?P<day2>{DAY}|{ORDINAL}){TH}\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
    MONTH_SIGN,
)
def _day_range(found: Found) -> TimeExpr | None:
    year, month, text = found.number("year"), found.month("month"), found.match[0]
    first = TimeExpr(span=found.span, op="date", year=year, month=month, day=found.number("day"))
    last = TimeExpr(span=found.span, op="date", year=year, month=month, day=found.number("day2"))
    if found.spelt("month")[0].islower() and found["month"] not in PLAIN:
        return None
    if (first.day or 0) >= (last.day or 0) or ("and" in text and "between" not in text and (last.day or 0) != (first.day or 0) + 1):
        return None
    return TimeExpr(span=found.span, op="range", first=first, last=last)


@rule(rf"(?P<month>{MONTH})\s*(?:and|to|-|through|until)\s*(?P<month2>{MONTH})(?:\s+of|,)?\s+(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
def _month_range(found: Found) -> TimeExpr | None:
    year, months = found.number("year"), (found.month("month") or 0, found.month("month2") or 0)
    if " and " in found.match[0] and months[1] != months[0] + 1 and not found.before.endswith("between "):
        return None  # two months, and not what lies between
    first = TimeExpr(span=found.span, op="date", year=(year or 0) - (months[1] < months[0]), month=months[0])
    return TimeExpr(span=found.span, op="range", first=first, last=TimeExpr(span=found.span, op="date", year=year, month=months[1]))


@rule(
    rf"(?:(?P<dir>last|next|this)\s+)?(?:(?P<dayname>{DAYNAME}),?\s+)?{PART}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY}|{ORDINAL}){TH}"
    rf"(?:(?:,\s*|\s+(?:of\s+|in\s+)?)(?P<year>{YEAR})|{PERIOD})(?!\s*(?:,\d|years?\b|people|percent))",
    MONTH_SIGN,
)
@rule(
    rf"(?:(?P<dayname>{DAYNAME}),?\s+)?(?:the\s+)?(?P<day>{DAY}){TH}(?:\s+|-)(?:day\s+)?(?:of\s+)?(?P<dir>last\s+|next\s+)?(?P<month>{MONTH})(?:(?:,\s*|\s+(?:of\s+|in\s+)?|-)(?P<year>{YEAR})|{PERIOD})",
    MONTH_SIGN,
    DIGIT,
)
@rule(rf"{PART}(?P<month>{MONTH})(?:,\s*|\s+of\s+|\s+|-)(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
@rule(rf"{PART}(?P<month>{MONTH})\s+(?P<year>\d{{1,4}})\s*{BC}", MONTH_SIGN, DIGIT, BC_SIGN)
@rule(rf"(?P<year>{YEAR})\s+(?P<month>{MONTH})(?:\s+(?P<day>{DAY}))?", MONTH_SIGN, DIGIT)
@rule(rf"(?P<year>{YEAR})(?P<sep>[/-])(?P<month>{MONTH})(?P=sep)(?P<day>{DAY})", MONTH_SIGN, DIGIT)
@rule(rf"(?P<month>{MONTH})(?P<sep>[/-])(?P<day>{DAY})(?P=sep)(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
@rule(rf"(?:(?P<day>{DAY})/)?(?P<month>{MONTH})/(?P<year>{YEAR})", MONTH_SIGN, DIGIT)
@rule(
    rf"{PART}(?P<month>{MONTH})(?P<within>(?:,?\s+of)?,?\s+(?:this|last|next|that|the same|the following|the previous|the next)\s+year)",
    MONTH_SIGN,
    words("year"),
)
@rule(rf"(?:(?:the|this)\s+)?(?P<day>{ORDINAL})\s+(?:day\s+)?of\s+(?P<month>{MONTH})(?:(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))|{PERIOD})", MONTH_SIGN)
def _calendar(found: Found) -> TimeExpr | None:
    if (
        found.spelt("month")[0].islower()
        and found["month"] not in PLAIN
        and not (found["day"] and (found["year"] or re.search(r"\d(?:st|nd|rd|th)|[a-z]th\b|\bof\b", found.match[0])))
    ):
        return None
    return replace(_date(found), direction=direction((found["dir"] or "").strip()))


@rule(rf"{PART}(?P<month>{MONTH}),?\s+(?P<worded>{WORDED_YEAR})", MONTH_SIGN)
@rule(rf"(?:the\s+year\s+)?{PART}(?P<worded>{WORDED_YEAR})|the\s+year\s+(?P<worded2>two\s+thousand)", words("nineteen eighteen seventeen twenty two"))
def _worded(found: Found) -> TimeExpr | None:
    """A year in words; only behind a preposition or a month, since "nineteen eighty" may count as well."""
    if (
        not found["month"]
        and not found.match[0].startswith(("the", "nineteen"))
        and not re.search(r"(?:^|[\s,(])(?:in|of|since|until|by|from|to|a|the|during|and|early|late)\s+$", found.before)
    ):
        return None
    year = worded_year(found["worded"] or found["worded2"] or "")
    if year is None or not 1700 <= year <= 2099:
        return None
    return TimeExpr(span=found.span, op="date", year=year, month=found.month(), part=part(found["part"]))


@rule(rf"(?P<year>{YEAR})\s?[-/]\s?(?P<last>\d\d|{YEAR})(?![\d-])", DIGIT)
@rule(rf"(?:from|between|(?:the\s+)?years)\s+(?P<year>{YEAR})\s+(?:to|and|until|through)\s+(?P<last>{YEAR})", DIGIT)
@rule(rf"(?P<year>\d{{1,4}})(?:\s*{BC.replace('bc>', 'bc1>')})?\s*(?:-|to|until|(?P<and>and))\s*(?P<last>\d{{1,4}})\s*{BC}", DIGIT, BC_SIGN)
def _years(found: Found) -> TimeExpr | None:
    first, last = found.number("year") or 0, found["last"] or ""
    end = int(last) if len(last) == 4 or found["bc"] else first // 100 * 100 + int(last)
    if found["bc"]:
        first, end = 1 - first, 1 - end
    if end <= first or end - first > 150:
        return None
    apart = bool(found["bc"]) or (len(last) == 4 and "-" in found.match[0])
    spans = (found.span_of("year", "bc1" if found["bc1"] else None), found.span_of("last", "bc" if found["bc"] else None)) if apart else (found.span,) * 2
    start, stop = (TimeExpr(span=s, op="date", year=y, bc=bool(found["bc"])) for s, y in zip(spans, (first, end), strict=True))
    return TimeExpr(span=found.span, op="list" if found["and"] else "range", first=start, last=stop)


@rule(rf"(?:the\s+)?{PART}(?:the\s+)?(?P<decade>(?:1[4-9]|20)\d0|'?\d0)'?s", DIGIT)
@rule(rf"(?:the\s+)?{PART}(?:the\s+)?(?P<decade>\d{{1,3}}0)s\s+{BC}", DIGIT, BC_SIGN)
@rule(rf"the\s+{PART}(?P<word>{'|'.join(DECADES)})", DECADE_SIGN)
@rule(rf"{PART}the\s+(?P<word>{'|'.join(DECADES)})", DECADE_SIGN)
def _decade(found: Found) -> TimeExpr | None:
    if found["word"]:
        if re.search(r"\bin\s+(?:his|her|their)\s+$", found.before):
            return None
        year = DECADES[found["word"] or ""]
    else:
        year = int((found["decade"] or "0").lstrip("'"))
        if found["bc"]:
            return TimeExpr(span=found.span, op="decade", year=-year, bc=True, part=part(found["part"]))
        if year < 100:
            if "'" not in found.match[0] and not found.match[0].startswith("the"):
                return None
            year += 2000 if year < 20 else 1900
    return TimeExpr(span=found.span, op="decade", year=year, part=part(found["part"]))


@rule(rf"(?:the\s+)?{PART}(?P<nth>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[\s-]centur(?:y|ies)(?:\s+{BC})?", words("century centuries"))
def _century(found: Found) -> TimeExpr | None:
    number = NTH.get(found["nth"] or "") or int((found["nth"] or "0").rstrip("stndrh"))
    if not 1 <= number <= 21:
        return None
    return TimeExpr(span=found.span, op="century", year=-number if found["bc"] else number - 1, bc=bool(found["bc"]), part=part(found["part"]))


@rule(rf"{PART}(?:the\s+)?(?P<season>{SEASON})(?:\s+of|\s+in)?,?\s+(?P<year>{YEAR})", SEASON_SIGN, DIGIT)
@rule(rf"{PART}(?:the\s+)?(?P<season>{SEASON})(?:\s+of|\s+in)?,?\s+(?P<year>\d{{1,4}})\s*{BC}", SEASON_SIGN, DIGIT, BC_SIGN)
@rule(rf"{PART}(?:the\s+)?(?P<season>{SEASON})(?:\s+of|\s+in)?,?\s+(?P<worded>{WORDED_YEAR})", SEASON_SIGN)
@rule(rf"(?:the\s+)?(?P<year>{YEAR})\s+(?P<season>{SEASON})", SEASON_SIGN, DIGIT)
@rule(
    rf"(?:the\s+)?{PART}(?P<season>{SEASON})(?P<within>\s+of\s+(?:this|last|next|that|the same|the following|the previous|the next)\s+year)",
    SEASON_SIGN,
    words("year"),
)
@rule(
    rf"(?:the\s+)?{PART}(?:that\s+)?(?P<dir>last|this|next|past|that|that same|the same|the following|the previous|the coming)\s+(?P<season>{SEASON})",
    SEASON_SIGN,
)
@rule(
    rf"(?:the\s+|(?=(?:the|early|late|mid|very|beginning|start|middle|end)\b)){PART}(?P<season>{SEASON})|(?P<lead>in|during|by|until|since)\s+(?P<season2>spring|summer|autumn|winter)",
    SEASON_SIGN,
)
def _season(found: Found) -> TimeExpr | None:
    name, told = found["season"] or found["season2"] or "spring", found["dir"] or ""
    year = worded_year(found["worded"] or "") if found["worded"] else found.year()
    bare = year is None and not told and not found["within"]
    lead = len(found["lead"] or "") + 1 if found["lead"] else 0
    if bare and re.match(r"\s+(?:of|in|from|to)\b|'s\b|-" if name != "fall" else r"\s+(?:of|in|from|to|and)\b|'s\b|-", found.behind):
        return None
    word = told.split()[-1] if told else ""
    same = word in ("that", "same")
    base = "context" if same or word in ("following", "previous") else "telling" if bare else "anchor"
    return TimeExpr(
        span=found.without(lead), op="season", year=year, month=SEASONS[name], direction=direction(word), within=found.within(),
        base=base, bc=bool(found["bc"]), part=part(found["part"]),  # type: ignore[arg-type]
    )  # fmt: skip


_NTH_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
_IN_YEAR = rf"(?:the\s+)?(?:(?P<year2>{YEAR})|(?P<which2>this|last|next)\s+year's)\s+(?:fiscal\s+)?"
_OF_YEAR = rf"(?:(?:\s+of|,)?\s+(?:(?:the\s+)?(?:fiscal\s+)?(?:year\s+)?(?P<year>{YEAR})|(?P<which>this|last|next|that|the same|the)\s+(?:fiscal\s+)?year))?"


@rule(
    rf"(?:the\s+|its\s+)?(?:fiscal[\s-])?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-](?:fiscal\s+)?quarters?{_OF_YEAR}",
    words("quarter quarters"),
)
@rule(rf"{_IN_YEAR}(?:(?P<nth>first|second|third|fourth|final)[\s-])?(?:quarter|(?P<period>period))", words("quarter period"), words("year") | DIGIT)
@rule(rf"(?:the\s+)?q(?P<nth>[1-4])(?:\s+of|,)?\s+(?P<year>{YEAR})|(?P<year2>{YEAR})\s*-?\s*q(?P<nth2>[1-4])", DIGIT)
@rule(rf"(?:the\s+)?(?P<half>first|second|last|latter|1st|2nd)\s+half{_OF_YEAR}", words("half"))
def _quarter(found: Found) -> TimeExpr | None:
    half, year = found["half"], found.number("year") or found.number("year2")
    which = found["which"] or found["which2"]
    if found["period"] or (not found["nth"] and not found["nth2"] and not half):
        return TimeExpr(span=found.span, op="date", year=year) if year else None
    if half and not (year or which):
        return None
    base = "context" if which in ("that", "the same") else "telling" if which == "the" else "anchor"
    within = None
    if which:
        op = "same" if base == "context" else "unit"
        within = TimeExpr(span=found.span, op=op, unit="Y", base=base, direction=direction(which))  # type: ignore[arg-type]
    if half:
        number = 1 if half in ("first", "1st") else 2
    else:
        number = _NTH_QUARTER.get(found["nth"] or "") or int(found["nth"] or found["nth2"] or 1)
    span = found.without(4) if found.match[0].startswith("its ") else found.span
    if found["which2"]:
        within = TimeExpr(span=found.span, op="unit", unit="Y", direction=direction(which))
    return TimeExpr(span=span, op="half" if half else "quarter", year=year, number=number, within=within)


@rule(
    r"the\s+(?P<which>latest|most\s+recent|current|previous|preceding|last|same|following|next)\s+(?:fiscal\s+)?quarter|that\s+quarter|the\s+quarter|the\s+latest\s+period",
    words("quarter period"),
)
@rule(
    r"(?:the\s+)?(?:same\s+|corresponding\s+|comparable\s+)?(?P<ago>year-ago|year-earlier)(?:\s+(?:(?:(?P<nth>first|second|third|fourth)\s+)?quarter|period))?",
    words("year"),
)
def _some_quarter(found: Found) -> TimeExpr | None:
    """A quarter that the report counts from the one last named, or from the last that was over on its own day."""
    which = (found["which"] or "").split()[-1:] or [""]
    if found["ago"] and found["nth"]:
        return TimeExpr(
            span=found.span, op="quarter", number=_NTH_QUARTER[found["nth"] or ""], within=TimeExpr(span=found.span, op="unit", unit="Y", direction=-1)
        )
    if found["ago"]:
        return TimeExpr(span=found.span, op="quarter", base="context", direction=-4)
    step = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(which[0], 0)
    if which[0] in ("current", "last"):
        return TimeExpr(span=found.span, op="unit", unit="M", clock="Q", direction=0 if which[0] == "current" else -1)
    latest = which[0] in ("latest", "recent") or "latest" in found.match[0]
    return TimeExpr(span=found.span, op="quarter", base="anchor" if latest else "context", direction=step)


@rule(rf"(?:the\s+year\s+|the\s+)?{PART}(?P<year>{YEAR}){_NEVER_A_YEAR}", DIGIT)
def _year(found: Found) -> TimeExpr | None:
    span, text, year = found.span, found.match[0], found["year"] or ""
    if _LABELLED.search(found.before):
        return None
    if text.startswith("the ") and not found["part"] and not text.startswith("the year"):
        span = Span(span.end - len(year), span.end)
    return TimeExpr(span=span, op="date", year=int(year), part=part(found["part"]), edge=edge(found["part"]))


@rule(rf"{PART}(?:(?:ca?\.|circa)\s*)?(?P<year>\d{{1,4}})\s*{BC}", DIGIT, BC_SIGN)
@rule(r"a\.?d\.?\s+(?P<ad>\d{1,4})|(?P<ad2>\d{1,3})\s+(?:a\.?d\.?|c\.?e\.?)", DIGIT, words("ad a ce c"))
def _era(found: Found) -> TimeExpr | None:
    if found["ad"] or found["ad2"]:
        letters = re.sub(r"[^A-Za-z]", "", found.written)
        year = found.number("ad") or found.number("ad2")
        return TimeExpr(span=found.span, op="date", year=year) if letters.isupper() and year and year <= 2100 else None
    if not re.search(r"B\.?\s?C", found.written):
        return None
    return replace(_date(found), approx=bool(re.search(r"c(?:a\.|\.|irca)", found.match[0][: found.match.start("year") - found.match.start()])))


@rule(
    rf"(?:(?P<day>{DAY}){TH}\s+(?:of\s+)?)?{PART}(?:the\s+)?(?:(?:muslim\s+)?(?:holy\s+)?month\s+of\s+)?(?:(?P<dir>last|this|next)\s+)?(?P<hijri>{'|'.join(sorted(HIJRI, key=len, reverse=True))})"
    rf"(?:,?\s+(?:(?P<ah>1[3-5]\d\d)(?:\s*(?:a\.h\.|ah\b))?|(?:of\s+|in\s+)?(?P<year>(?:19|20)\d\d)))?",
    HIJRI_SIGN,
)
def _hijri(found: Found) -> TimeExpr | None:
    """A month of the Islamic calendar, with a year of either calendar or counted from the report's own date."""
    if not (found["ah"] or found["year"] or found["dir"]) or (not found.written[-1].isdigit() and not re.search(r"[A-Z]", found.written)):
        return None
    lead = len(re.match(r"(?:of\s+|in\s+)?", found.match[0])[0])  # type: ignore[index]
    return TimeExpr(
        span=found.without(lead), op="hijri", year=found.number("year"), hijri=found.number("ah"), month=HIJRI[found["hijri"] or ""],
        day=found.number("day"), direction=direction(found["dir"]), part=part(found["part"]),
    )  # fmt: skip


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}


@rule(
    rf"(?:the\s+)?(?P<nth>{'|'.join(_NTH)})\s+(?:(?P<weekday>{DAYNAME})|(?P<week>week)|(?P<one>day))\s+(?:of|in)\s+(?P<month>{MONTH})(?:(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))|{PERIOD})",
    MONTH_SIGN,
    words("first second third fourth fifth last final 1 2 3 4 5"),
)
def _nth_of_month(found: Found) -> TimeExpr | None:
    """ "the third Tuesday of March", "the last week of July"."""
    if found.spelt("month")[0].islower() and found["month"] not in PLAIN:
        return None
    holder = TimeExpr(span=found.span, op="date", year=found.year(), month=found.month(), within=found.within())
    day = WEEKDAYS[found["weekday"].rstrip(".")] if found["weekday"] else None
    unit: Unit | None = "W" if found["week"] else "D" if found["one"] else None
    return TimeExpr(span=found.span, op="nth", number=_NTH[found["nth"] or ""], weekday=day, unit=unit, first=holder)


@rule(
    rf"(?:the\s+)?(?P<nth>{'|'.join(_NTH)})\s+(?:(?P<weekday>{DAYNAME})|(?P<week>week)|(?P<one>day))\s+(?:of|in)\s+(?P<dir>this|last|next)\s+(?P<unit>month|year)",
    words("first second third fourth fifth last final 1 2 3 4 5"),
    words("month year"),
)
@rule(rf"the\s+(?P<nth>last|final)\s+(?P<one>day)\s+of\s+(?P<year>{YEAR})", words("last final"), DIGIT)
def _nth_of_period(found: Found) -> TimeExpr | None:
    """ "the first Monday of next month", "the last day of 2030"."""
    if found["unit"] == "year" and not found["one"]:
        return None
    day = WEEKDAYS[found["weekday"].rstrip(".")] if found["weekday"] else None
    holder = (
        TimeExpr(span=found.span, op="date", year=found.year())
        if found["year"]
        else TimeExpr(span=found.span, op="unit", unit="M" if found["unit"] == "month" else "Y", direction=direction(found["dir"]))
    )
    unit: Unit | None = "W" if found["week"] else "D" if found["one"] else None
    return TimeExpr(span=found.span, op="nth", number=_NTH[found["nth"] or ""], weekday=day, unit=unit, first=holder)


@rule(rf"(?:the\s+)?week\s+(?P<number>[1-4]?\d|5[0-3])(?:,?\s+of\s+|,?\s+in\s+|,?\s+)(?:(?P<year>{YEAR})|(?P<dir>this|last|next)\s+year)", words("week"), DIGIT)
def _week_number(found: Found) -> TimeExpr | None:
    """ "week 27 of 2030": by ISO 8601."""
    holder = TimeExpr(span=found.span, op="date", year=found.year())
    if found["dir"]:
        holder = TimeExpr(span=found.span, op="unit", unit="Y", direction=direction(found["dir"]))
    return TimeExpr(span=found.span, op="week", number=found.number("number"), first=holder) if found.number("number") else None


@rule(
    rf"the\s+week\s+(?:of|beginning|starting|commencing)\s+(?:on\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY}){TH}(?:,?\s+(?P<year>{YEAR}))?",
    MONTH_SIGN,
    UNIT_SIGN,
    DIGIT,
)
def _week_of(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="week", first=_date(found))
