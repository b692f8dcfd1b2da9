"""The vocabulary of Arabic time expressions over folded text, the pieces of pattern of their rules, and what a match gives.

Gregorian months stand in their three traditions (Egyptian and Gulf, Levantine and Iraqi, Maghrebi).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rashomon.lang.ar.numbers import HUNDREDS, ONES, TENS
from rashomon.lang.base import Part, TimeExpr, Unit
from rashomon.lang.folding import Folded, fold
from rashomon.lang.time_rules import Rule
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
_HIJRI = (
    "محرم|المحرم", "صفر", "ربيع الأول", "ربيع الثاني|ربيع الآخر", "جمادى الأولى|جمادى الأول", "جمادى الآخرة|جمادى الثانية", "رجب", "شعبان", "رمضان", "شوال",
    "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
)  # fmt: skip
HIJRI = {fold(name): n for n, names in enumerate(_HIJRI, 1) for name in names.split("|")}
ORDINALS = {fold(w): n for n, w in enumerate("الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(), 1)}
ORDINALS |= {f"{fold(w)} عشر": n for n, w in enumerate("الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split(), 11)}
ORDINALS |= {fold("العشرين"): 20, fold("الثلاثين"): 30, fold("العشرون"): 20} | {
    f"{fold(w)} والعشرين": n for n, w in enumerate("الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split(), 21)
}
ORDINALS |= {fold("الحادي والثلاثين"): 31}
HOURS = {fold(w): n for n, w in enumerate("الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة".split(), 1)}
HOURS |= {fold(w): n for n, w in {11: "الحادية عشرة", 12: "الثانية عشرة"}.items()} | {fold("الحادية عشر"): 11, fold("الثانية عشر"): 12}
SEASONS = {fold("ربيع"): 21, fold("صيف"): 22, fold("خريف"): 23, fold("شتاء"): 24}


def either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


MONTH = rf"(?:{either(MONTHS)})(?:\s*[/(]\s*(?:{either(MONTHS)})\)?)?"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:1[4-9]|20)\d\d"
UNIT, DUAL = rf"(?:{either(UNITS)})", rf"(?:{either(DUALS)})"
_ONE = rf"(?:{either(ONES)}|{either(TENS)}|{either(HUNDREDS)})"
NUMBER = rf"(?:\d+(?:\.\d+)?|{_ONE}(?:\s+و?{_ONE})*|بضعه?|عده|عدد من ال)"
ROUGH = r"(?:(?P<bound>نحو|حوالي|قرابه|زهاء|اكثر من|ما يزيد علي|ما يزيد عن|ما يقارب|اقل من|ما لا يقل عن|لا يقل عن|ازيد من)\s+)?"
HALF = r"(?:\s+و(?P<half>نصف|ربع))?"
PART = r"(?:(?P<part>بدايه|بدايات|مطلع|اوايل|مستهل|نهايه|اواخر|ختام|منتصف|اواسط)\s+)?"
PAST, NEXT, THIS = (
    "الماضي|الماضيه|المنصرم|المنصرمه|الفايت|الفايته|السابق|السابقه",
    "المقبل|المقبله|القادم|القادمه|التالي|التاليه",
    "الحالي|الحاليه|الجاري|الجاريه",
)
WITHIN = rf"(?P<within>\s+(?:من\s+)?(?:هذا\s+العام|هذه\s+السنه|(?:العام|السنه)\s+(?:{PAST}|{NEXT}|{THIS}|نفسه|نفسها|ذاته|ذاتها)|نفس\s+العام|العام))"
TIMEOFDAY = r"(?:(?P<tod>صباح|مساء|ليل|ليله|ظهر|عصر|فجر)\s+)?"


def words(told: str | Iterable[str]) -> frozenset[str]:
    """Words (between bars) of which a text holds one if it holds any; those that hold another of them say nothing more."""
    every = set(told.split("|") if isinstance(told, str) else told)
    return frozenset(w for w in every if not any(other in w for other in every - {w}))


# A rule's signs are words wherever they stand in a text, since Arabic writes words together, or digits.
HIJRI_SIGN, HOUR_SIGN = words(HIJRI), words(HOURS)
MONTH_SIGN, WEEKDAY_SIGN, DECADE_SIGN, SEASON_SIGN = words(MONTHS), words(WEEKDAYS), words(DECADES), words(SEASONS)
UNIT_SIGN, COUNT_SIGN, DIRECTION_SIGN = words(UNITS), words({*UNITS, *DUALS}), words(f"{PAST}|{NEXT}|{THIS}")
SPAN_SIGN = words("الاسبوع|الشهر|العام|السنه|العقد|القرن")

DAYTIMES = {"صباح": "MO", "مساء": "EV", "ليل": "NI", "ليله": "NI", "ظهر": "AF", "عصر": "AF", "فجر": "MO"}


def edge(word: str | None) -> bool:
    """Whether a word means the very beginning or end of a period, and not a stretch of it."""
    return word in ("بدايه", "مطلع", "مستهل", "نهايه", "ختام")


def part(word: str | None) -> Part | None:
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


class Found:
    def __init__(self, match: re.Match[str], folded: Folded, shift: int) -> None:
        self.match, self._folded, self._shift = match, folded, shift
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

    @property
    def before(self) -> str:
        """The folded words in front, up to 22 characters."""
        return self.match.string[max(0, self.match.start() - 22) : self.match.start("x")]

    def span_of(self, first: str, last: str | None = None) -> Span:
        """The characters of a group, or from one group to another."""
        begin, end = self._folded.span(self.match.start(first), self.match.end(last or first))
        return Span(begin + self._shift, end + self._shift)

    def within(self) -> TimeExpr | None:
        """The year a month, season or quarter is said to lie in: "of last year", "of the same year"."""
        told = self["within"]
        if not told:
            return None
        if re.search(r"نفس|ذات", told):
            return TimeExpr(span=self.span, op="same", unit="Y", base="context")
        word = told.split()[-1]
        step = -1 if word in PAST.split("|") else 1 if word in NEXT.split("|") else 0
        return TimeExpr(span=self.span, op="unit", unit="Y", direction=step)

    def direction(self) -> int:
        word = self["dir"] or ""
        return -1 if word in PAST.split("|") else 1 if word in NEXT.split("|") else 0


Reader = Callable[[Found], TimeExpr | None]
RULES: list[Rule[Found]] = []


def rule(pattern: str, *needs: frozenset[str]) -> Callable[[Reader], Reader]:
    """A pattern for what may follow an attached conjunction or preposition; the prefix stays outside the span. Every match
    shows a sign of each set in `needs`."""

    def add(reader: Reader) -> Reader:
        RULES.append(Rule(re.compile(rf"(?<![\w.,-])(?:[وفبل]|وب|ول)?(?P<x>{pattern})(?!\w)"), reader, needs))
        return reader

    return add
