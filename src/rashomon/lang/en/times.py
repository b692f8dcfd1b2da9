"""English time expressions: a grammar of regular expressions over folded text, giving `TimeExpr` values."""

from __future__ import annotations

import re
from collections.abc import Callable

from rashomon.lang.base import Part, TimeExpr, Unit
from rashomon.lang.en.intervals import at_a_clock, intervals
from rashomon.lang.en.numbers import ONES, TENS
from rashomon.lang.folding import Folded, fold, fold_with_map
from rashomon.lang.time_rules import DIGIT, Rule, fitting, longest
from rashomon.model import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
UNITS: dict[str, Unit] = {
    "second": "SEC", "minute": "MIN", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "DEC",
    "century": "C", "centurie": "C", "night": "D", "weekend": "W", "quarter": "M",
}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DAYTIMES = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def _either(names: dict[str, int]) -> str:
    """Any of the names; an abbreviation (five letters or fewer, prefix of a longer name) may end in a point."""
    short = [n for n in names if any(other != n and other.startswith(n) for other in names)]
    return rf"(?:(?:{'|'.join(sorted(set(names) - set(short), key=len, reverse=True))})\b|(?:{'|'.join(sorted(short, key=len, reverse=True))})\b\.?)"


_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
NTH = {
    w: n
    for n, w in enumerate([*_UNITS, *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()], 1)
}
NTH |= {f"twenty-{w}": 20 + n for n, w in enumerate(_UNITS, 1)} | {"thirtieth": 30, "thirty-first": 31}

_MONTH, _DAYNAME = _either(MONTHS), _either(WEEKDAYS)
_YEAR = r"(?:1[4-9]|20)\d\d"
_D = r"(?:[12]\d|3[01]|0?[1-9])"
_ORD = r"(?:st|nd|rd|th)?"
_SMALL = "|".join(sorted([w for w in ONES if w != "zero"] + list(TENS), key=len, reverse=True))
_NUM = rf"(?:\d+(?:\.\d+)?|(?:{'|'.join(TENS)})-(?:{_SMALL})|{_SMALL}|an?|several|a few|few|a couple of|couple of|a dozen|half an?|many)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|nights?|weekends?)"
_ABOUT = (
    r"(?:(?P<bound>about|around|approximately|roughly|some|nearly|almost|more than|over|at least|less than|under|up to|just over|just under"
    r"|only|well over|no more than|as long as|as many as|fewer than)\s+(?:the\s+)?)?"
)
_HALF, _HALF_AFTER = (rf"(?:\s+and\s+(?P<{name}>a half|a quarter))?" for name in ("half", "half2"))
_PART = r"(?:(?P<part>early|late|mid|the beginning of|the start of|the end of|the middle of|beginning of|start of|end of|the first half of|the second half of|the turn of|the close of)[\s-]+(?:in\s+)?)?"
_TIMEOFDAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight)"
PARTS: dict[str, Part] = {"early": "start", "late": "end", "mid": "mid"}

# A rule's signs are words or digits. Where a pattern lets two words be written together, they are one sign.
SIGN = re.compile(r"[a-z]+|\d")


def signs(folded: str) -> set[str]:
    """What a folded text holds of the signs of rules: its words, as runs of letters, and its digits."""
    return set(SIGN.findall(folded))


def _signs(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTH_SIGN, _DAYNAME_SIGN, _SEASON_SIGN = frozenset(MONTHS), frozenset(WEEKDAYS), frozenset(SEASONS)
_UNIT_SIGN = frozenset(UNITS) | {f"{unit}s" for unit in UNITS}
_TIMEOFDAY_SIGN = _signs("morning afternoon evening")
_DECADES = _signs("twenties thirties forties fifties sixties seventies eighties nineties")
_DECADE_SIGN = _DECADES | {part + word for part in PARTS for word in _DECADES}
_NEAR = _signs("yesterday today tomorrow tonight overnight")
_NEAR_SIGN = _NEAR | {part + word for part in ("early", "late", "earlier", "later") for word in _NEAR} | {"night"}


def _part(word: str | None) -> Part | None:
    if not word:
        return None
    if word in PARTS:
        return PARTS[word]
    if "begin" in word or "start" in word or "first" in word or "turn" in word:
        return "start"
    return "mid" if "middle" in word else "end"


def amount(words: str) -> float | None:
    """The number that a count in a time expression stands for; None for "several", "a few"."""
    words = words.strip()
    if words in ("a", "an", "one"):
        return 1.0
    if words in ("a couple of", "couple of"):
        return 2.0
    if words == "a dozen":
        return 12.0
    if words in ("half a", "half an"):
        return 0.5
    if words[0].isdigit():
        return float(words)
    parts = words.split("-")
    return float(sum(ONES.get(p, TENS.get(p, 0)) for p in parts)) if all(p in ONES or p in TENS for p in parts) else None


def _unit(word: str) -> tuple[Unit, float]:
    word = word.rstrip("s") if word not in ("centuries",) else "century"
    factor = {"fortnight": 2.0, "quarter": 3.0, "weekend": 1.0}.get(word, 1.0)
    return UNITS.get(word, "D"), factor


class _Found:
    """A match with its folded groups and the span in the original text."""

    def __init__(self, match: re.Match[str], folded: Folded, shift: int, text: str) -> None:
        self.match, self.original = match, text
        start, end = folded.span(*match.span())
        self.span = Span(start + shift, end + shift)
        while self.span.end > self.span.start and text[self.span.end - 1] in " .," and match[0][-1:] not in ".,":
            self.span = Span(self.span.start, self.span.end - 1)

    def __getitem__(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def number(self, name: str) -> int | None:
        value = self[name]
        return NTH.get(value) or int(value) if value else None

    def month(self, name: str = "month") -> int | None:
        value = self[name]
        return MONTHS.get(value.rstrip(".")) if value else None


Reader = Callable[[_Found], TimeExpr | None]
RULES: list[Rule[_Found]] = []


def _rule(pattern: str, *needs: frozenset[str]) -> Callable[[Reader], Reader]:
    """A pattern, and the sets of signs of which every match shows one each."""

    def add(reader: Reader) -> Reader:
        RULES.append(Rule(re.compile(r"(?<![\w.,'-])(?:" + pattern + r")(?!\w)", re.X if "\n" in pattern else 0), reader, needs))
        return reader

    return add


def _date(found: _Found, suffix: str = "") -> TimeExpr | None:
    return TimeExpr(
        span=found.span, op="date", year=found.number("year" + suffix), month=found.month("month" + suffix),
        day=found.number("day" + suffix), part=_part(found["part"]) if not suffix else None,
    )  # fmt: skip


@_rule(rf"(?P<year>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<day>{_D})(?:[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?", DIGIT)
def _iso(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.number("m"), day=found.number("day"))


@_rule(rf"(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<year>{_YEAR}|\d\d)", DIGIT)
def _numeric(found: _Found) -> TimeExpr | None:
    """Day first unless only month first is possible; `ambiguous` where both are, for the document to decide."""
    a, b, year = found.number("a") or 0, found.number("b") or 0, found["year"] or ""
    if found["sep"] == "." and len(year) == 2:
        return None
    day, month = (a, b) if b <= 12 else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    full = int(year) if len(year) == 4 else (2000 if int(year) < 70 else 1900) + int(year)
    return TimeExpr(span=found.span, op="date", year=full, month=month, day=day, ambiguous=a <= 12 and b <= 12 and a != b)


@_rule(
    rf"(?:from\s+|between\s+)?(?P<month>{_MONTH})\s+(?P<day>{_D}){_ORD}\s*(?:-|to|and|until|through)\s*(?:(?P<month2>{_MONTH})\s+)?"
    rf"(?P<day2>{_D}){_ORD}(?:,?\s+(?P<year>{_YEAR}))?",
    _MONTH_SIGN,
    DIGIT,
)
@_rule(
    rf"(?:from\s+|between\s+)?(?P<day>{_D}){_ORD}\s*(?:(?P<month2>{_MONTH})\s*)?(?:-|to|and|until|through)\s*(?P<day2>{_D}){_ORD}\s+(?P<month>{_MONTH})"
    rf"(?:,?\s+(?P<year>{_YEAR}))?",
    _MONTH_SIGN,
    DIGIT,
)
def _day_range(found: _Found) -> TimeExpr | None:
    first_month, last_month = found.month("month"), found.month("month2") or found.month("month")
    if found.match[0].lstrip("frombetwn ")[:1].isdigit():
        first_month, last_month = found.month("month2") or found.month("month"), found.month("month")
    year = found.number("year")
    first = TimeExpr(span=found.span, op="date", year=year, month=first_month, day=found.number("day"))
    last = TimeExpr(span=found.span, op="date", year=year, month=last_month, day=found.number("day2"))
    return TimeExpr(span=found.span, op="range", first=first, last=last)


@_rule(rf"(?P<month>{_MONTH})\s+(?:and|to|-|through)\s+(?P<month2>{_MONTH})\s+(?:of\s+)?(?P<year>{_YEAR})", _MONTH_SIGN, DIGIT)
def _month_range(found: _Found) -> TimeExpr | None:
    year = found.number("year")
    first = TimeExpr(span=found.span, op="date", year=year, month=found.month("month"))
    return TimeExpr(span=found.span, op="range", first=first, last=TimeExpr(span=found.span, op="date", year=year, month=found.month("month2")))


@_rule(
    rf"(?:(?:{_DAYNAME}),?\s+)?{_PART}(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_D}){_ORD}(?:(?:,\s*|\s+)(?P<year>{_YEAR}))?(?!\s*(?:,\d|years?\b|people|percent))",
    _MONTH_SIGN,
    DIGIT,
)
@_rule(rf"(?:(?:{_DAYNAME}),?\s+)?(?:the\s+)?(?P<day>{_D}){_ORD}(?:\s+|-)(?:of\s+)?(?P<month>{_MONTH})(?:(?:,\s*|\s+|-)(?P<year>{_YEAR}))?", _MONTH_SIGN, DIGIT)
@_rule(rf"{_PART}(?P<month>{_MONTH})(?:,\s*|\s+of\s+|\s+)(?P<year>{_YEAR})", _MONTH_SIGN, DIGIT)
@_rule(rf"(?:the|this)\s+(?P<day>{'|'.join(sorted(NTH, key=len, reverse=True))})\s+(?:day\s+)?of\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?", _MONTH_SIGN)
def _calendar(found: _Found) -> TimeExpr | None:
    return _date(found)


@_rule(rf"(?P<year>{_YEAR})\s?[-/]\s?(?P<last>\d\d|{_YEAR})(?![\d-])", DIGIT)
@_rule(rf"(?:from|between|(?:the\s+)?years)\s+(?P<year>{_YEAR})\s+(?:to|and|until|through)\s+(?P<last>{_YEAR})", DIGIT)
def _years(found: _Found) -> TimeExpr | None:
    first, last = found.number("year") or 0, found["last"] or ""
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if end <= first or end - first > 150:
        return None
    return TimeExpr(span=found.span, op="range", first=TimeExpr(span=found.span, op="date", year=first), last=TimeExpr(span=found.span, op="date", year=end))


@_rule(rf"(?:the\s+)?{_PART}(?P<decade>(?:1[4-9]|20)\d0|'?\d0)'?s", DIGIT)
@_rule(r"(?:the\s+)?(?P<part>early|late|mid)?[\s-]*(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", _DECADE_SIGN)
def _decade(found: _Found) -> TimeExpr | None:
    digits, word = found["decade"], found["word"]
    if word:
        if not found.match[0].startswith("the"):
            return None
        year = 1900 + 10 * (["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"].index(word) + 2)
    else:
        year = int((digits or "0").lstrip("'"))
        if year < 100:
            if "'" not in found.match[0] and not found.match[0].startswith("the"):
                return None
            year += 2000 if year < 20 else 1900
    return TimeExpr(span=found.span, op="decade", year=year, part=_part(found["part"]))


@_rule(rf"{_PART}(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+(?P<year>{_YEAR})", _SEASON_SIGN, DIGIT)
@_rule(r"(?P<dir>last|this|next|past)\s+(?P<season>spring|summer|autumn|fall|winter)", _SEASON_SIGN)
def _season(found: _Found) -> TimeExpr | None:
    direction = {"last": -1, "past": -1, "this": 0, "next": 1}.get(found["dir"] or "", 0)
    return TimeExpr(span=found.span, op="season", year=found.number("year"), month=SEASONS[found["season"] or "spring"], direction=direction)


@_rule(rf"(?:(?:the\s+)?(?P<dir>last|next|this|previous|following|past|coming)\s+)?{_PART}(?P<weekday>{_DAYNAME})(?:\s+(?P<tod>{_TIMEOFDAY}))?", _DAYNAME_SIGN)
def _weekday(found: _Found) -> TimeExpr | None:
    name = (found["weekday"] or "").rstrip(".")
    original = found.original[found.span.end - 1]
    words = found.original[found.span.start : found.span.end]
    if name in ("sun", "sat", "mon", "wed", "thu", "fri", "tue") and not re.search(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?", words):
        return None
    if not re.search(r"\b[A-Z]", words) or original == "'":
        return None
    if len(name) == 3 and name in ("sun", "sat", "wed", "mon") and not words.endswith("."):
        return None
    direction = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(found["dir"] or "", 0)
    base = "context" if found["dir"] in ("previous", "following") else "anchor"
    return TimeExpr(
        span=found.span, op="weekday", weekday=WEEKDAYS[name], direction=direction, base=base,  # type: ignore[arg-type]
        part=_part(found["part"]), clock=DAYTIMES.get(found["tod"] or ""),
    )  # fmt: skip


@_rule(rf"(?P<dir>last|this|next|past|previous|following|of\s+that)\s+(?P<month>{_MONTH})", _MONTH_SIGN)
def _month_relative(found: _Found) -> TimeExpr | None:
    direction = {"last": -1, "past": -1, "previous": -1, "next": 1, "following": 1}.get(found["dir"] or "", 0)
    return TimeExpr(span=found.span, op="date", month=found.month(), direction=direction)


@_rule(rf"{_PART}(?:(?:in|since|until|by|of|during|from|before|after)\s+)?(?P<month>{_MONTH})", _MONTH_SIGN)
def _month_alone(found: _Found) -> TimeExpr | None:
    """A month by itself: capitalised, and for "May" and "March" only where a preposition or a part stands before."""
    words = found.original[found.span.start : found.span.end]
    name = re.search(r"[A-Z][a-z]+\.?$", words)
    if not name or (len(name[0].rstrip(".")) <= 4 and name[0].rstrip(".") not in ("May", "June", "July", "Sept") and not name[0].endswith(".")):
        return None
    bare = words == name[0]
    before = found.original[max(0, found.span.start - 12) : found.span.start]
    if (
        bare
        and name[0] in ("May", "March", "August")
        and not re.search(r"(?:^|[\s(])(?:in|since|until|by|of|during|from|to|for|and|this|last|next)\s+$", before, re.I)
    ):
        return None
    start = found.span.end - len(name[0]) if not found["part"] else found.span.start
    return TimeExpr(span=Span(start, found.span.end), op="date", month=found.month(), part=_part(found["part"]))


@_rule(
    rf"{_ABOUT}(?P<num>{_NUM}){_HALF}\s+(?P<unit>{_UNIT}){_HALF_AFTER}\s+(?P<dir>ago|earlier|later|before|after|previously|afterwards|hence|on|beforehand)(?P<that>\s+that)?",
    _UNIT_SIGN,
    _signs("ago earlier later before after previously afterwards hence on beforehand"),
)
def _shift(found: _Found) -> TimeExpr | None:
    word = found["dir"] or ""
    if word == "on" or (
        word in ("before", "after")
        and re.match(r"\s+(?:his|her|their|its|the|an?|it|he|she|they|that|this|[a-z]+ing)\b", found.match.string[found.match.end() :])
    ):
        end = found.match.string[found.match.end() :][:20]
        if word == "on" or re.match(r"\s+[a-z]+ing\b", end):
            return None
    unit, factor = _unit((found["unit"] or "").strip())
    count = amount(found["num"] or "")
    bound = found["bound"] or ""
    exact = bound in ("", "only")
    value = None if count is None else count * factor + (0.5 if found["half"] == "a half" or found["half2"] == "a half" else 0)
    direction = -1 if word in ("ago", "earlier", "before", "previously", "beforehand") else 1
    return TimeExpr(
        span=found.span, op="shift", unit=unit, amount=value, direction=direction, approx=not exact or value is None,
        base="anchor" if word in ("ago", "hence") else "context",
    )  # fmt: skip


@_rule(
    r"the\s+(?:very\s+)?(?P<dir>same|previous|following|next)\s+(?P<unit>day|night|week|month|year|morning|evening|afternoon|weekend)",
    _UNIT_SIGN | _TIMEOFDAY_SIGN,
    _signs("same previous following next"),
)
@_rule(r"(?:the|a)\s+(?P<unit>day|week|month|year|night)\s+(?P<dir>before|after|earlier|later|prior)", _UNIT_SIGN, _signs("before after earlier later prior"))
@_rule(r"(?P<dir>that)\s+(?:same\s+)?(?P<unit>day|night|week|month|year|morning|evening|afternoon)", _UNIT_SIGN | _TIMEOFDAY_SIGN, _signs("that"))
def _context(found: _Found) -> TimeExpr | None:
    word, unit_word = found["dir"] or "", found["unit"] or "day"
    unit: Unit = UNITS.get(unit_word, "D")
    if word in ("same", "that"):
        return TimeExpr(span=found.span, op="same", unit=unit, base="context", clock=DAYTIMES.get(unit_word))
    direction = -1 if word in ("previous", "before", "earlier", "prior") else 1
    return TimeExpr(span=found.span, op="shift", unit=unit, amount=1, direction=direction, base="context", clock=DAYTIMES.get(unit_word))


@_rule(rf"(?P<part>early|late|earlier|later)?\s*(?P<day>yesterday|today|tomorrow|tonight|overnight|last night)(?:\s+(?P<tod>{_TIMEOFDAY}))?", _NEAR_SIGN)
def _near_day(found: _Found) -> TimeExpr | None:
    day = found["day"] or ""
    if day == "overnight":
        return None
    direction = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(day, 0)
    clock = "NI" if "night" in day else DAYTIMES.get(found["tod"] or "")
    return TimeExpr(span=found.span, op="unit", unit="D", direction=direction, clock=clock, part=_part(found["part"]) if found["part"] in PARTS else None)


@_rule(
    r"(?:so\s+far\s+|earlier\s+|later\s+|(?P<part>early|late|mid)[\s-]+)?(?P<dir>this|last|next|the\s+coming|the\s+current)\s+(?P<unit>week|month|year|weekend|decade|century|quarter)(?!\s+(?:after|before))(?:'s)?",
    _UNIT_SIGN,
    _signs("this last next coming current"),
)
@_rule(r"(?:so\s+far\s+|earlier\s+|later\s+)?(?P<dir>this)\s+(?P<unit>morning|afternoon|evening)", _TIMEOFDAY_SIGN, _signs("this"))
def _unit_relative(found: _Found) -> TimeExpr | None:
    word, unit_word = (found["dir"] or "").split()[-1], found["unit"] or ""
    direction = {"last": -1, "next": 1, "coming": 1}.get(word, 0)
    if unit_word in DAYTIMES:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=0, clock=DAYTIMES[unit_word])
    span = found.span
    if found.original[span.start : span.end].endswith(("'s", "’s")):
        span = Span(span.start, span.end - 2)
    clock = "WE" if unit_word == "weekend" else "Q" if unit_word == "quarter" else None
    return TimeExpr(span=span, op="unit", unit=UNITS[unit_word], direction=direction, clock=clock, part=_part(found["part"]) if found["part"] else None)


@_rule(rf"(?:the\s+)?(?P<day>{_D}){_ORD}\s+of\s+(?P<dir>this|last|next)\s+month", DIGIT, _signs("month"))
def _day_of_month(found: _Found) -> TimeExpr | None:
    direction = {"last": -1, "next": 1}.get(found["dir"] or "", 0)
    return TimeExpr(span=found.span, op="unit", unit="M", direction=direction, day=found.number("day"))


@_rule(
    rf"(?:the|these|in)\s+(?P<dir>past|last|next|coming)\s+(?:(?P<num>{_NUM})\s+)?(?P<unit>{_UNIT}|24 hours|48 hours)",
    _UNIT_SIGN,
    _signs("past last next coming"),
)
def _window(found: _Found) -> TimeExpr | None:
    """ "the past week", "the last three days": from then until now."""
    unit, factor = _unit(found["unit"] or "")
    if (found["unit"] or "").endswith("s") and not found["num"]:
        return None
    count = amount(found["num"]) if found["num"] else 1.0
    if count is None:
        return None
    span = found.span if found.match[0][:2] != "in" else Span(found.span.start + 3, found.span.end)
    back = TimeExpr(span=span, op="shift", unit=unit, amount=count * factor, direction=-1 if found["dir"] in ("past", "last") else 1)
    return TimeExpr(span=span, op="open", first=back, direction=-1 if found["dir"] in ("past", "last") else 1)


@_rule(
    rf"every\s+(?:other\s+)?(?P<what>{_DAYNAME}|{_UNIT}|{_TIMEOFDAY}|{_MONTH})|each\s+(?P<what2>{_UNIT})|(?:once|twice|three times)\s+(?:an?|every|per)\s+{_UNIT}|(?P<adverb>daily|weekly|monthly|yearly|annually|hourly|nightly|fortnightly)|(?P<days>mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)",
    _signs(
        "every each once twice times daily weekly monthly yearly annually hourly nightly fortnightly mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    ),
)
def _set(found: _Found) -> TimeExpr | None:
    words = found["what"] or found["what2"] or found["adverb"] or found.match[0].split()[-1]
    names: dict[str, Unit] = {"daily": "D", "weekly": "W", "monthly": "M", "yearly": "Y", "annually": "Y", "hourly": "H", "nightly": "D", "fortnightly": "W"}
    if found["days"] or words.rstrip(".") in WEEKDAYS:
        if not found.original[found.span.start : found.span.end].split()[-1][0].isupper():
            return None
        return TimeExpr(span=found.span, op="set", weekday=WEEKDAYS[(found["days"] or words).rstrip(".").rstrip("s") if found["days"] else words.rstrip(".")])
    if words in MONTHS or words in DAYTIMES:
        return TimeExpr(span=found.span, op="set", month=MONTHS.get(words), unit="D" if words in DAYTIMES else "Y")
    return TimeExpr(span=found.span, op="set", unit=names.get(words) or _unit(words)[0])


@_rule(
    rf"{_ABOUT}(?P<num>{_NUM}){_HALF}(?:\s+(?:more|long|full|straight|consecutive|whole|further|additional))?[\s-]+(?P<unit>{_UNIT}){_HALF_AFTER}(?![\s-]*old\b)(?:'|\b)",
    _UNIT_SIGN,
)
def _duration(found: _Found) -> TimeExpr | None:
    unit, factor = _unit((found["unit"] or "").strip())
    if (found["unit"] or "").startswith(("night", "weekend")) and found["num"] in ("a", "an"):
        return None
    words, count = found["num"] or "", amount(found["num"] or "")
    if words in ("a", "an") and not (found["half"] or found["half2"] or found["bound"]):
        before = found.match.string[max(0, found.match.start() - 12) : found.match.start()]
        if not re.search(r"\b(?:for|in|within|after|over|than|lasted|during|about|nearly|half)\s+$", before):
            return None
        if unit == "D" or re.match(r"\s+(?:of|ago|when|that)\b", found.match.string[found.match.end() :]):
            return None
    value = None if count is None else count * factor + (0.5 if found["half"] == "a half" or found["half2"] == "a half" else 0)
    return TimeExpr(span=found.span, op="duration", unit=unit, amount=value, approx=bool(found["bound"]))


@_rule(
    rf"(?:the\s+year\s+|the\s+)?{_PART}(?:the\s+)?(?P<year>{_YEAR})(?!\s*(?:[%$]|percent\b|people\b|men\b|women\b|troops\b|soldiers\b|km\b|miles\b|migrants\b|[\w-]+\s+(?:people|prisoners|refugees|migrants|soldiers)\b))(?![,.:]\d)(?!-[a-z]*\d)",
    DIGIT,
)
def _year(found: _Found) -> TimeExpr | None:
    span, words = found.span, found.match[0]
    year = found["year"] or ""
    before = found.match.string[max(0, found.match.start() - 24) : found.match.start()]
    if re.search(
        r"(?:resolution|no|number|nos|room|flight|boeing|unit|article|about|around|some|than|least|nearly|almost|over|exceed\w*|[#$€£])\.?\s*$", before
    ):
        return None
    if words.startswith("the ") and not found["part"]:
        span = Span(span.end - len(year), span.end)
    return TimeExpr(span=span, op="date", year=int(year), part=_part(found["part"]))


@_rule(
    r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)\s*(?P<ap>a\.?m\.?|p\.?m\.?)?(?:\s*(?:gmt|utc|local time))?|(?P<h2>1[0-2]|[1-9])\s*(?P<ap2>a\.?m\.?|p\.?m\.?)(?:\s*(?:gmt|utc|local time))?",
    DIGIT,
)
def _clock(found: _Found) -> TimeExpr | None:
    hour, minute = int(found["h"] or found["h2"] or 0), int(found["m"] or 0)
    half = (found["ap"] or found["ap2"] or "").replace(".", "")
    if not half and "." in found.match[0]:
        return None
    hour = hour % 12 + 12 if half == "pm" else 0 if half == "am" and hour == 12 else hour
    return TimeExpr(span=found.span, op="unit", unit="D", direction=0, clock=f"T{hour:02d}:{minute:02d}") if hour < 24 else None


_LEADING = frozenset().union(*(rule.needs[0] for rule in RULES))


def find(text: str, span: Span) -> list[TimeExpr]:
    """Time expressions of `text[span]`: of two that overlap, the longer one; then intervals are put together."""
    words = text[span.start : span.end]
    held = signs(fold(words))
    if held.isdisjoint(_LEADING):
        return []
    folded = fold_with_map(words)
    found: list[TimeExpr] = []
    for rule in fitting(RULES, held):
        for match in rule.pattern.finditer(folded.text):
            expr = rule.reader(_Found(match, folded, span.start, text))
            if expr is not None:
                found.append(expr)
    return intervals(text, at_a_clock(text, longest(found)))
