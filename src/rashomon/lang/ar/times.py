"""Arabic time expressions over folded text: Gregorian months in their three traditions, weekdays, relative words, duals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rashomon.lang.ar.numbers import HUNDREDS, ONES, TENS
from rashomon.lang.base import Part, TimeExpr, Unit
from rashomon.lang.folding import ARABIC, Folded, fold, fold_with_map
from rashomon.lang.time_rules import DIGIT, Rule, fitting, longest
from rashomon.model import Span

# Egyptian and Gulf, Levantine and Iraqi, Maghrebi names.
_MONTHS = (
    "يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار|اذار", "أبريل|نيسان|أفريل|إبريل", "مايو|أيار|ماي|ماية", "يونيو|يونيه|حزيران|جوان", "يوليو|يوليه|تموز|جويلية|يوليوز",
    "أغسطس|آب|أوت|غشت", "سبتمبر|أيلول|شتنبر", "أكتوبر|تشرين الأول", "نوفمبر|تشرين الثاني|نونبر", "ديسمبر|كانون الأول|دجنبر",
)  # fmt: skip
MONTHS = {fold(name): n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
# Month names that are common words too: counted only beside a day or a year.
WEAK = frozenset(map(fold, ("آب", "ماي", "ماية", "جوان", "أوت", "مارس")))
WEEKDAYS = {fold(w): n for n, ws in enumerate(("الاثنين|الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")) for w in ws.split("|")}
_UNITS: dict[Unit, str] = {
    "SEC": "ثانية ثواني ثوان", "MIN": "دقيقة دقائق", "H": "ساعة ساعات", "D": "يوم يوما أيام ليلة ليال", "W": "أسبوع أسبوعا أسابيع", "M": "شهر شهرا أشهر شهور",
    "Y": "عام عاما أعوام سنة سنوات سنين", "DEC": "عقد عقدا عقود", "C": "قرن قرنا قرون",
}  # fmt: skip
UNITS: dict[str, Unit] = {fold(w): unit for unit, words in _UNITS.items() for w in words.split()}
_DUALS: dict[Unit, str] = {
    "MIN": "دقيقتين دقيقتان",
    "H": "ساعتين ساعتان",
    "D": "يومين يومان ليلتين",
    "W": "أسبوعين أسبوعان",
    "M": "شهرين شهران",
    "Y": "عامين عامان سنتين سنتان",
    "DEC": "عقدين عقدان",
    "C": "قرنين قرنان",
}
DUALS: dict[str, Unit] = {fold(w): unit for unit, words in _DUALS.items() for w in words.split()}
DECADES = {fold(w): v for w, v in {"عشرينيات": 1920, "عشرينات": 1920, "ثلاثينيات": 1930, "ثلاثينات": 1930, "أربعينيات": 1940, "أربعينات": 1940, "خمسينيات": 1950, "خمسينات": 1950, "ستينيات": 1960, "ستينات": 1960,
           "سبعينيات": 1970, "سبعينات": 1970, "ثمانينيات": 1980, "ثمانينات": 1980, "تسعينيات": 1990, "تسعينات": 1990}.items()}  # fmt: skip
SEASONS = {fold("ربيع"): 21, fold("صيف"): 22, fold("خريف"): 23, fold("شتاء"): 24}


def _words(names: dict[str, object] | dict[str, int] | dict[str, Unit]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = rf"(?:{_words(MONTHS)})(?:\s*[/(]\s*(?:{_words(MONTHS)})\)?)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[4-9]|20)\d\d"
_UNIT, _DUAL = rf"(?:{_words(UNITS)})", rf"(?:{_words(DUALS)})"
_ONE = rf"(?:{_words(ONES)}|{_words(TENS)}|{_words(HUNDREDS)})"
_NUM = rf"(?:\d+(?:\.\d+)?|{_ONE}(?:\s+و?{_ONE})*|بضعه?|عده|عدد من ال)"
_ROUGH = r"(?:(?P<bound>نحو|حوالي|قرابه|زهاء|اكثر من|ما يزيد علي|ما يزيد عن|ما يقارب|اقل من|ما لا يقل عن|لا يقل عن|ازيد من)\s+)?"
_HALF = r"(?:\s+و(?P<half>نصف|ربع))?"
_PART = r"(?:(?P<part>بدايه|بدايات|مطلع|اوايل|مستهل|نهايه|اواخر|ختام|منتصف|اواسط)\s+)?"
_PAST, _NEXT, _THIS = (
    "الماضي|الماضيه|المنصرم|المنصرمه|الفايت|الفايته|السابق|السابقه",
    "المقبل|المقبله|القادم|القادمه|التالي|التاليه",
    "الحالي|الحاليه|الجاري|الجاريه",
)
_CLOCK = r"(?:(?P<tod>صباح|مساء|ليل|ليله|ظهر|عصر|فجر)\s+)?"


def _signs(words: str | Iterable[str]) -> frozenset[str]:
    """Words (between bars) of which a text holds one if it holds any; those that hold another of them say nothing more."""
    every = set(words.split("|") if isinstance(words, str) else words)
    return frozenset(w for w in every if not any(other in w for other in every - {w}))


# A rule's signs are words wherever they stand in a text, since Arabic writes words together, or digits.
_MONTH_SIGN, _WEEKDAY_SIGN, _DECADE_SIGN, _SEASON_SIGN = _signs(MONTHS), _signs(WEEKDAYS), _signs(DECADES), _signs(SEASONS)
_UNIT_SIGN, _COUNT_SIGN, _DIRECTION_SIGN = _signs(UNITS), _signs({*UNITS, *DUALS}), _signs(f"{_PAST}|{_NEXT}|{_THIS}")
_SPAN_SIGN = _signs("الاسبوع|الشهر|العام|السنه|العقد|القرن")

DAYTIMES = {"صباح": "MO", "مساء": "EV", "ليل": "NI", "ليله": "NI", "ظهر": "AF", "عصر": "AF", "فجر": "MO"}


def _part(word: str | None) -> Part | None:
    if not word:
        return None
    return "mid" if word in ("منتصف", "اواسط") else "end" if word in ("نهايه", "اواخر", "ختام") else "start"


def amount(words: str) -> float | None:
    words = words.strip()
    if words[:1].isdigit():
        return float(words)
    total = 0.0
    for word in words.split():
        forms = [word, word.removeprefix("و")]
        value = next((t[f] for f in forms for t in (ONES, TENS, HUNDREDS) if f in t), None)
        if value is None:
            return None
        total += value
    return total


class _Found:
    def __init__(self, match: re.Match[str], folded: Folded, shift: int) -> None:
        self.match = match
        group = "x" if "x" in match.groupdict() else 0
        start, end = folded.span(*match.span(group))
        self.span = Span(start + shift, end + shift)

    def __getitem__(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def number(self, name: str) -> int | None:
        value = self[name]
        return int(value) if value else None

    def month(self, name: str = "month") -> int | None:
        value = re.split(r"\s*[/(]\s*", self[name] or "")[0]
        return MONTHS.get(value)

    def direction(self) -> int:
        word = self["dir"] or ""
        return -1 if word in _PAST.split("|") else 1 if word in _NEXT.split("|") else 0


Reader = Callable[[_Found], TimeExpr | None]
RULES: list[Rule[_Found]] = []


def _rule(pattern: str, *needs: frozenset[str]) -> Callable[[Reader], Reader]:
    """A pattern for what may follow an attached conjunction or preposition; the prefix stays outside the span. Every match
    shows a sign of each set in `needs`."""

    def add(reader: Reader) -> Reader:
        RULES.append(Rule(re.compile(rf"(?<![\w.,-])(?:[وفبل]|وب|ول)?(?P<x>{pattern})(?!\w)"), reader, needs))
        return reader

    return add


@_rule(rf"(?P<year>{_YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<day>{_DAY})", DIGIT)
@_rule(rf"(?P<day>{_DAY})[-/](?P<m>0?[1-9]|1[0-2])[-/](?P<year>{_YEAR})", DIGIT)
def _numeric(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.number("m"), day=found.number("day"))


@_rule(
    rf"(?:(?:{_words(WEEKDAYS)})\s*,?\s*)?(?:ال)?(?P<day>{_DAY})\s+(?:من\s+)?(?:شهر\s+)?(?P<month>{_MONTH})(?:\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{_YEAR}))?(?:\s+(?P<dir>{_PAST}|{_NEXT}|{_THIS}))?",
    _MONTH_SIGN,
    DIGIT,
)
@_rule(rf"{_PART}(?:شهر\s+)?(?P<month>{_MONTH})\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{_YEAR})", _MONTH_SIGN, DIGIT)
@_rule(rf"{_PART}(?:شهر\s+)?(?P<month>{_MONTH})\s+(?P<dir>{_PAST}|{_NEXT}|{_THIS})", _MONTH_SIGN, _DIRECTION_SIGN)
def _calendar(found: _Found) -> TimeExpr | None:
    return TimeExpr(
        span=found.span,
        op="date",
        year=found.number("year"),
        month=found.month(),
        day=found.number("day"),
        direction=found.direction(),
        part=_part(found["part"]),
    )


_ORDINALS = {fold(w): n for n, w in enumerate("الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(), 1)}
_ORDINALS |= {f"{fold(w)} عشر": n for n, w in enumerate("الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split(), 11)}
_ORDINALS |= {fold("العشرين"): 20, fold("الثلاثين"): 30, fold("العشرون"): 20} | {
    f"{fold(w)} والعشرين": n for n, w in enumerate("الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split(), 21)
}
_ORDINALS |= {fold("الحادي والثلاثين"): 31}


@_rule(
    rf"(?P<ord>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s+من\s+(?:شهر\s+)?(?P<month>{_MONTH})(?:\s*,?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?(?P<year>{_YEAR}))?(?:\s+(?P<dir>{_PAST}|{_NEXT}|{_THIS}))?",
    _MONTH_SIGN,
)
def _ordinal_day(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.month(), day=_ORDINALS[found["ord"] or ""], direction=found.direction())


@_rule(rf"(?P<day>{_DAY})\s*(?:-|و|الي|حتي)\s*(?P<day2>{_DAY})\s+(?P<month>{_MONTH})(?:\s+(?P<year>{_YEAR}))?", _MONTH_SIGN, DIGIT)
def _day_range(found: _Found) -> TimeExpr | None:
    first, last = (TimeExpr(span=found.span, op="date", year=found.number("year"), month=found.month(), day=found.number(d)) for d in ("day", "day2"))
    return TimeExpr(span=found.span, op="range", first=first, last=last)


@_rule(rf"{_PART}(?:شهر\s+)(?P<month>{_MONTH})", _MONTH_SIGN)
@_rule(rf"{_PART}(?P<month>{_MONTH})", _MONTH_SIGN)
def _month(found: _Found) -> TimeExpr | None:
    if not found["part"] and "شهر" not in found.match["x"]:
        before = found.match.string[max(0, found.match.start() - 8) : found.match.start("x")]
        if found["month"] in WEAK or not re.search(r"(?:في|منذ|حتي|خلال|الي|من|قبل|بعد|و|ل)\s*$", before):
            return None
    return TimeExpr(span=found.span, op="date", month=found.month(), part=_part(found["part"]))


@_rule(rf"(?:بين\s+)?(?:عامي|عام|سنتي|سنه)\s+(?P<year>{_YEAR})\s*(?:و|-|الي|حتي)\s*(?P<last>{_YEAR})", DIGIT)
@_rule(rf"(?P<year>{_YEAR})\s*[-/]\s*(?P<last>{_YEAR})", DIGIT)
def _years(found: _Found) -> TimeExpr | None:
    first, last = found.number("year") or 0, found.number("last") or 0
    if last <= first:
        return None
    return TimeExpr(span=found.span, op="range", first=TimeExpr(span=found.span, op="date", year=first), last=TimeExpr(span=found.span, op="date", year=last))


@_rule(rf"{_PART}(?:ال)?(?:عام|سنه)\s+(?P<year>{_YEAR})", DIGIT)
@_rule(
    rf"(?P<year>{_YEAR})(?!\s*(?:[%/.,:]\d|[%٪]|(?:{_words(UNITS)})\b|(?:رجل|جندي|قتيل|مقاتل|شخص|متطوع|مهاجر|لاجي|نازح|مدني|جريح|عنصر|دولار|الف|كيلومتر|متر|مسلح|طفل|طالب|موظف|سجين|معتقل|من ال)\w*))",
    DIGIT,
)
def _year(found: _Found) -> TimeExpr | None:
    before = found.match.string[max(0, found.match.start() - 22) : found.match.start("x")]
    bare = found.match["x"] == found["year"]
    if bare and re.search(r"(?:القرار|رقم|نحو|حوالي|اكثر من|قرابه|عن|علي|تجاوز\w*|فقدت?|قتلت?|زهاء|بحوالي|يقارب)\s*$", before):
        return None
    if bare and not (1900 <= int(found["year"] or 0) <= 2100):
        return None
    return TimeExpr(span=found.span, op="date", year=found.number("year"), part=_part(found["part"]))


@_rule(rf"(?:ال)?(?P<decade>{_words(DECADES)})(?:\s+(?P<of>القرن (?:الماضي|العشرين)))?", _DECADE_SIGN)
def _decade(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="decade", year=DECADES[found["decade"] or ""])


@_rule(rf"(?P<season>{_words(SEASONS)})\s+(?:عام\s+|سنه\s+)?(?P<year>{_YEAR})", _SEASON_SIGN, DIGIT)
@_rule(rf"ال(?P<season>{_words(SEASONS)})\s+(?P<dir>{_PAST}|{_NEXT})", _SEASON_SIGN, _DIRECTION_SIGN)
def _season(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="season", year=found.number("year"), month=SEASONS[found["season"] or ""], direction=found.direction())


@_rule(rf"{_CLOCK}(?:(?:ال)?يوم\s+)?(?P<weekday>{_words(WEEKDAYS)})(?:\s+(?P<dir>{_PAST}|{_NEXT}|{_THIS}))?", _WEEKDAY_SIGN)
def _weekday(found: _Found) -> TimeExpr | None:
    name = found["weekday"] or ""
    return TimeExpr(span=found.span, op="weekday", weekday=WEEKDAYS[name], direction=found.direction(), clock=DAYTIMES.get(found["tod"] or ""))


@_rule(
    rf"(?P<dir>قبل|منذ)\s+{_ROUGH}(?:(?P<num>{_NUM})\s+(?P<unit>{_UNIT})(?:\s+(?:واحده?|كامله?))?|(?P<dual>{_DUAL})|(?P<single>{_UNIT})(?:\s+(?:واحده?|كامله?))?(?!\s+(?:ان|من|ال|\d)))"
    + _HALF,
    _COUNT_SIGN,
    _signs("قبل|منذ"),
)
@_rule(rf"{_ROUGH}(?:(?P<num>{_NUM})\s+(?P<unit>{_UNIT})|(?P<dual>{_DUAL}))\s+(?P<dir>مضت|خلت)", _COUNT_SIGN, _signs("مضت|خلت"))
def _ago(found: _Found) -> TimeExpr | None:
    unit, count = _count(found)
    return TimeExpr(span=found.span, op="shift", unit=unit, amount=count, direction=-1, approx=bool(found["bound"]) or count is None)


@_rule(
    rf"بعد\s+(?:ذلك\s+ب)?{_ROUGH}(?:(?P<num>{_NUM})\s+(?P<unit>{_UNIT})|(?P<dual>{_DUAL})|(?P<single>يوم|اسبوع|شهر|عام|سنه)(?:\s+واحده?)?)(?!\s+(?:من|علي)\s)"
    + _HALF,
    _COUNT_SIGN,
    _signs("بعد"),
)
def _later(found: _Found) -> TimeExpr | None:
    unit, count = _count(found)
    if unit in ("DEC", "C") and count is None:
        return None
    return TimeExpr(span=found.span, op="shift", unit=unit, amount=count, direction=1, base="context", approx=bool(found["bound"]))


def _count(found: _Found) -> tuple[Unit, float | None]:
    more = {"نصف": 0.5, "ربع": 0.25}.get(found["half"] or "", 0.0)
    if found["dual"]:
        return DUALS[found["dual"] or ""], 2.0 + more
    if found["single"]:
        word = found["single"] or ""
        plural = word in ("ايام", "اسابيع", "اشهر", "شهور", "سنوات", "اعوام", "سنين", "عقود", "قرون", "ساعات", "دقايق")
        return UNITS[word], None if plural else 1.0 + more
    count = amount(found["num"] or "")
    return UNITS[found["unit"] or ""], None if count is None else count + more


@_rule(
    rf"(?P<ref>اول\s+(?:من\s+)?امس|امس\s+الاول|امس|غدا|اليوم|الليله|بارحه|البارحه)(?:\s+(?:ال)?(?P<weekday>{_words(WEEKDAYS)}))?",
    _signs("امس|غدا|اليوم|الليله|بارحه"),
)
@_rule(rf"(?P<tod>صباح|مساء|ليل|ليله|ظهر|عصر|فجر)\s+(?P<ref>اول\s+(?:من\s+)?امس|امس|غد|اليوم)(?:\s+(?P<weekday>{_words(WEEKDAYS)}))?", _signs("امس|غد|اليوم"))
def _near_day(found: _Found) -> TimeExpr | None:
    word = found["ref"] or ""
    if (
        word == "اليوم"
        and not found["weekday"]
        and re.match(r"\s+(?:التالي|نفسه|السابق|ذاته|الاول|الثاني|الثالث|الاخير|الذي|الواحد|الموعود)", found.match.string[found.match.end("x") :])
    ):
        return None
    direction = -2 if word.startswith("اول") or word.endswith("الاول") else -1 if word in ("امس", "بارحه", "البارحه") else 1 if word in ("غدا", "غد") else 0
    if word == "اليوم" and found["weekday"] is None and not found["tod"]:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=0)
    if direction == -2:
        return TimeExpr(span=found.span, op="shift", unit="D", amount=2, direction=-1, clock=DAYTIMES.get(found["tod"] or ""))
    return TimeExpr(span=found.span, op="unit", unit="D", direction=direction, clock=DAYTIMES.get(found["tod"] or ""))


@_rule(rf"{_PART}(?P<unit>الاسبوع|الشهر|العام|السنه|العقد|القرن)\s+(?P<dir>{_PAST}|{_NEXT}|{_THIS})", _SPAN_SIGN, _DIRECTION_SIGN)
@_rule(rf"{_PART}(?:هذا|هذه)\s+(?P<unit>الاسبوع|الشهر|العام|السنه)", _SPAN_SIGN, _signs("هذا|هذه"))
@_rule(
    r"(?P<part>بدايه|مطلع|اوايل|مستهل|نهايه|اواخر|منتصف)\s+(?P<unit>الاسبوع|الشهر|العام|السنه)", _SPAN_SIGN, _signs("بدايه|مطلع|اوايل|مستهل|نهايه|اواخر|منتصف")
)
def _unit_relative(found: _Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="unit", unit=UNITS[(found["unit"] or "").removeprefix("ال")], direction=found.direction(), part=_part(found["part"]))


@_rule(
    r"(?P<unit>اليوم|الشهر|العام|الاسبوع|السنه)\s+(?P<ref>نفسه|نفسها|ذاته|ذاتها|عينه)|(?:نفس|ذات)\s+(?P<unit2>اليوم|الشهر|العام|الاسبوع|السنه)|(?P<unit3>اليوم|الشهر|العام|الاسبوع)\s+(?P<next>التالي|السابق|الموالي)",
    _signs("نفس|ذات|عينه|التالي|السابق|الموالي"),
)
def _context(found: _Found) -> TimeExpr | None:
    unit = UNITS[(found["unit"] or found["unit2"] or found["unit3"] or "").removeprefix("ال")]
    if found["next"]:
        return TimeExpr(span=found.span, op="shift", unit=unit, amount=1, direction=-1 if found["next"] == "السابق" else 1, base="context")
    return TimeExpr(span=found.span, op="same", unit=unit, base="context")


@_rule(rf"{_ROUGH}(?:(?P<num>{_NUM})\s+(?P<unit>{_UNIT})|(?P<dual>{_DUAL}))" + _HALF, _COUNT_SIGN)
@_rule(
    rf"(?P<lead>(?:ل)?مده|مدار|مدي|طوال|طيله|خلال)\s+{_ROUGH}(?P<single>{_UNIT})(?:\s+(?:واحده?|كامله?|تقريبا))?" + _HALF,
    _UNIT_SIGN,
    _signs("مده|مدار|مدي|طوال|طيله|خلال"),
)
def _duration(found: _Found) -> TimeExpr | None:
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


@_rule(
    rf"كل\s+(?P<what>{_UNIT}|{_words({k.removeprefix('ال'): v for k, v in WEEKDAYS.items()})})|(?P<adverb>يوميا|اسبوعيا|شهريا|سنويا)",
    _signs("كل|يوميا|اسبوعيا|شهريا|سنويا"),
)
def _set(found: _Found) -> TimeExpr | None:
    names: dict[str, Unit] = {"يوميا": "D", "اسبوعيا": "W", "شهريا": "M", "سنويا": "Y"}
    if found["adverb"]:
        return TimeExpr(span=found.span, op="set", unit=names[found["adverb"] or ""])
    word = found["what"] or ""
    if word in UNITS:
        return TimeExpr(span=found.span, op="set", unit=UNITS[word])
    return TimeExpr(span=found.span, op="set", weekday=WEEKDAYS["ال" + word])


@_rule(
    r"الساعه\s+(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d))?(?:\s+(?P<ap>صباحا|مساء|ظهرا|ليلا|فجرا))?(?:\s*(?:بالتوقيت المحلي|بتوقيت \w+|ت\.?غ))?",
    _signs("الساعه"),
    DIGIT,
)
def _clock(found: _Found) -> TimeExpr | None:
    hour, minute = found.number("h") or 0, found.number("m") or 0
    if found["ap"] in ("مساء", "ليلا", "ظهرا") and hour < 12:
        hour += 12
    return TimeExpr(span=found.span, op="unit", unit="D", direction=0, clock=f"T{hour:02d}:{minute:02d}")


_VOCABULARY = frozenset().union(*(need for rule in RULES for need in rule.needs)) - DIGIT


def signs(folded: str) -> set[str]:
    """What a folded text holds of the signs of rules."""
    held = set(re.findall(r"\d", folded))
    if ARABIC.search(folded):
        held.update(sign for sign in _VOCABULARY if sign in folded)
    return held


def find(text: str, span: Span) -> list[TimeExpr]:
    """Time expressions of `text[span]`; of two that overlap, the longer one."""
    words = text[span.start : span.end]
    held = signs(fold(words))
    if not held:
        return []
    folded = fold_with_map(words)
    found: list[TimeExpr] = []
    for rule in fitting(RULES, held):
        for match in rule.pattern.finditer(folded.text):
            expr = rule.reader(_Found(match, folded, span.start))
            if expr is not None:
                found.append(expr)
    return longest(found)
