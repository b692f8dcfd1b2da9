"""Figures: the number, its bound, what is counted, of what kind, in both languages."""

from __future__ import annotations

import pytest

from rashomon.model import Figure
from tests.extract.reports import THURSDAY, report


def figures(text: str, language: str = "en") -> list[Figure]:
    return list(report(text, THURSDAY, language).figures)


def bounds(text: str, language: str = "en") -> list[tuple[str, float | None, float | None, str]]:
    return [(f.text, f.low, f.high, f.bound) for f in figures(text, language)]


ENGLISH = [
    ("The shells killed 23 people.", "23 people", 23, 23, "exact"),
    ("At least 23 people were killed.", "At least 23 people", 23, None, "at_least"),
    ("More than 40 people died.", "More than 40 people", 40, None, "more_than"),
    ("Over 100 were hurt.", "Over 100", 100, None, "more_than"),
    ("No more than nine were killed.", "No more than nine", None, 9, "at_most"),
    ("Up to 300 families fled.", "Up to 300 families", None, 300, "at_most"),
    ("Fewer than ten fighters fell.", "Fewer than ten fighters", None, 10, "less_than"),
    ("About 200 men deserted.", "About 200 men", 200, 200, "about"),
    ("Nearly 60 people were wounded.", "Nearly 60 people", None, 60, "nearly"),
    ("Some 35 to 45 people died.", "Some 35 to 45 people", 35, 45, "range"),
    ("From 35 to 45 trucks crossed.", "35 to 45 trucks", 35, 45, "range"),
    ("Two dozen boats burned.", "Two dozen boats", 24, 24, "exact"),
    ("Hundreds of people fled.", "Hundreds of people", 100, 1000, "range"),
    ("Twenty-three fishermen drowned.", "Twenty-three fishermen", 23, 23, "exact"),
    ("One hundred and twenty soldiers came.", "One hundred and twenty soldiers", 120, 120, "exact"),
    ("The army lost 1,200 men.", "1,200 men", 1200, 1200, "exact"),
    ("The death toll rose to 41.", "41", 41, 41, "exact"),
]
ARABIC = [
    ("قتل 23 شخصا.", "23 شخصا", 23, 23, "exact"),
    ("قتل ما لا يقل عن 23 شخصا.", "ما لا يقل عن 23 شخصا", 23, None, "at_least"),
    ("قتل 41 على الأقل.", "41 على الأقل", 41, None, "at_least"),
    ("قتل أكثر من 40 شخصا.", "أكثر من 40 شخصا", 40, None, "more_than"),
    ("قتل ما لا يزيد عن تسعة أشخاص.", "ما لا يزيد عن تسعة أشخاص", None, 9, "at_most"),
    ("قتل أقل من عشرة مقاتلين.", "أقل من عشرة مقاتلين", None, 10, "less_than"),
    ("نزحت نحو 300 عائلة.", "نحو 300 عائلة", 300, 300, "about"),
    ("قتل حوالي ستين شخصا.", "حوالي ستين شخصا", 60, 60, "about"),
    ("قتل قرابة 60 شخصا.", "قرابة 60 شخصا", None, 60, "nearly"),
    ("سقطت أربع عشرة قذيفة.", "أربع عشرة قذيفة", 14, 14, "exact"),
    ("قتل ثلاثة وعشرون شخصا.", "ثلاثة وعشرون شخصا", 23, 23, "exact"),
    ("قتل مئة وعشرون جنديا.", "مئة وعشرون جنديا", 120, 120, "exact"),
    ("قتل ١٢٠ جنديا.", "١٢٠ جنديا", 120, 120, "exact"),
    ("وصل ثلاثة آلاف مقاتل.", "ثلاثة آلاف مقاتل", 3000, 3000, "exact"),
    ("وصل ألفا مقاتل.", "ألفا مقاتل", 2000, 2000, "exact"),
    ("نزح عشرات الآلاف.", "عشرات الآلاف", 10000, 100000, "range"),
    ("قتل شخصان.", "شخصان", 2, 2, "exact"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "bound"), ENGLISH)
def test_english(text: str, words: str, low: float | None, high: float | None, bound: str) -> None:
    assert bounds(text) == [(words, low, high, bound)]


@pytest.mark.parametrize(("text", "words", "low", "high", "bound"), ARABIC)
def test_arabic(text: str, words: str, low: float | None, high: float | None, bound: str) -> None:
    assert bounds(text, "ar") == [(words, low, high, bound)]


@pytest.mark.parametrize(("text", "language"), [("Between 35 and 45 people died.", "en"), ("قتل بين 35 و45 شخصا.", "ar"), ("قتل ما بين ٣٥ و٤٥ شخصا.", "ar")])
def test_ranges_with_a_word_for_between(text: str, language: str) -> None:
    assert [(f.low, f.high, f.bound) for f in figures(text, language)] == [(35, 45, "range")]


FAR_BOUNDS = [
    ("Not fewer than 12 people died.", "en", [(12, None, "at_least")]),
    ("Tens of thousands were displaced.", "en", [(10000, 100000, "range")]),
    ("وصل نحو ألفي مقاتل.", "ar", [(2000, 2000, "about")]),
    ("لا يتجاوز عدد القتلى تسعة.", "ar", [(None, 9, "at_most")]),
    ("لم يتجاوز عدد الجرحى 12 جريحا.", "ar", [(None, 12, "at_most")]),
    ("لا تزيد مساحته على عشرة أمتار.", "ar", [(None, 10, "at_most")]),
    ("تقل المسافة عن 300 متر.", "ar", [(None, 300, "less_than")]),
    ("قتل أربعة مقاتلين لا أكثر.", "ar", [(None, 4, "at_most")]),
    ("نزح ما يزيد على 4 آلاف شخص.", "ar", [(4000, None, "more_than")]),
    ("نزح ما يتجاوز 4 آلاف شخص.", "ar", [(4000, None, "more_than")]),
    ("قتل ما يزيد عن تسعة.", "ar", [(9, None, "more_than")]),
    ("وصل ما لا يتجاوز تسعة مقاتلين.", "ar", [(None, 9, "at_most")]),
    ("يزيد عدد القتلى على تسعة.", "ar", [(9, None, "more_than")]),
    ("وصل أقل من تسعة.", "ar", [(None, 9, "less_than")]),
    ("لا يصل عددهم إلى تسعة.", "ar", [(None, 9, "less_than")]),
    ("Police counted 500+ marchers.", "en", [(500, None, "at_least")]),
    ("12 or more soldiers fell.", "en", [(12, None, "at_least")]),
]


@pytest.mark.parametrize(("text", "language", "wanted"), FAR_BOUNDS)
def test_bounds_apart_from_their_number(text: str, language: str, wanted: list[tuple[float | None, float | None, str]]) -> None:
    assert [(f.low, f.high, f.bound) for f in figures(text, language)] == wanted


UNITS = [
    ("The ferry cost $3.5 million.", "en", 3_500_000, "USD", "money"),
    ("The ferry cost 3.5 million dollars.", "en", 3_500_000, "USD", "money"),
    ("They paid €200.", "en", 200, "EUR", "money"),
    ("They paid 40,000 dinars.", "en", 40_000, "dinar", "money"),
    ("The ridge lies 12 kilometres away.", "en", 12, "km", "distance"),
    ("About 40% of the boats burned.", "en", 40, "%", "share"),
    ("Some 40 percent of the boats burned.", "en", 40, "%", "share"),
    ("بلغت الكلفة 3.5 مليون دولار.", "ar", 3_500_000, "USD", "money"),
    ("دفعوا 40 ألف دينار.", "ar", 40_000, "dinar", "money"),
    ("يبعد التل 12 كيلومترا.", "ar", 12, "km", "distance"),
    ("احترق 40% من الزوارق.", "ar", 40, "%", "share"),
    ("احترق 40 في المئة من الزوارق.", "ar", 40, "%", "share"),
]


@pytest.mark.parametrize(("text", "language", "number", "unit", "kind"), UNITS)
def test_units(text: str, language: str, number: float, unit: str, kind: str) -> None:
    assert [(f.low, f.high, f.unit, f.category) for f in figures(text, language)] == [(number, number, unit, kind)]


KINDS = [
    ("The shells killed 23 people.", "en", "deaths"), ("41 people had been killed.", "en", "deaths"), ("The number of dead reached 43.", "en", "deaths"),
    ("11 people were wounded.", "en", "injuries"), ("They arrested 14 people.", "en", "detained"), ("5,000 people were displaced.", "en", "displaced"),
    ("300 soldiers crossed the ridge.", "en", "fighters"), ("11 shells fell.", "en", "weapons"), ("Six trucks crossed the border.", "en", "vehicles"),
    ("He owns 14 baskets.", "en", "other"), ("قتل 23 شخصا.", "ar", "deaths"), ("أصيب 60 شخصا بجروح.", "ar", "injuries"), ("اعتقل 14 شخصا.", "ar", "detained"),
    ("وصل 300 مقاتل.", "ar", "fighters"), ("سقطت 14 قذيفة.", "ar", "weapons"), ("نزح ستون نازحا.", "ar", "displaced"), ("باع 14 سلة.", "ar", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "kind"), KINDS)
def test_kinds(text: str, language: str, kind: str) -> None:
    assert [f.category for f in figures(text, language)] == [kind]


VERB_KINDS = [
    ("300 soldiers held the ridge.", "en", ["fighters"]), ("11 people were wounded by 14 shells.", "en", ["injuries", "weapons"]),
    ("ارتفعت حصيلة القتلى إلى 43.", "ar", ["deaths"]), ("نزح خمسة آلاف شخص.", "ar", ["displaced"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "kinds"), VERB_KINDS)
def test_kinds_by_the_verb(text: str, language: str, kinds: list[str]) -> None:
    assert [f.category for f in figures(text, language)] == kinds


NO_FIGURES = [
    ("Resolution 1973 was passed.", "en"), ("It happened on May 6, 2031.", "en"), ("The 72-hour truce held.", "en"), ("One of the fishermen left.", "en"),
    ("صدر القرار 1973.", "ar"), ("وقع في 6 أيار 2031.", "ar"), ("تستمر الهدنة 72 ساعة.", "ar"), ("بساتين فلسطين.", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), NO_FIGURES)
def test_what_is_no_figure(text: str, language: str) -> None:
    assert bounds(text, language) == []


def test_several_figures_of_one_sentence_stay_apart() -> None:
    found = figures("At least 23 people were killed and 60 others were wounded.")
    assert [(f.low, f.bound, f.category) for f in found] == [(23, "at_least", "deaths"), (60, "exact", "injuries")]
    found = figures("قتل 23 شخصا على الأقل وأصيب 60 آخرون.", "ar")
    assert [(f.low, f.category) for f in found] == [(23, "deaths"), (60, "injuries")]
