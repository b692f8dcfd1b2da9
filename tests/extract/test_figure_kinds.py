"""Figures: what sort of thing is counted, what is carried over from before, and the scope of a figure."""

from __future__ import annotations

import pytest

from tests.extract.test_bounds import figures

KINDS: list[tuple[str, str, list[str]]] = [
    ("Killing at least 23 people and wounding 60 others, shells struck the market.", "en", ["deaths", "injuries"]),
    ("At least 12 passengers, four of them children, drowned.", "en", ["deaths", "deaths"]),
    ("Nine sailors in the harbour were killed.", "en", ["deaths"]), ("Seventeen soldiers and 4 fishermen were killed.", "en", ["deaths", "deaths"]),
    ("The dead now number 31, including five children, and nearly 80 people were injured.", "en", ["deaths", "deaths", "injuries"]),
    ("More than 60 soldiers had been killed or captured.", "en", ["other"]), ("Seven people died and two are missing.", "en", ["deaths", "missing"]),
    ("The army lost nine men.", "en", ["deaths"]), ("The death toll from the shelling of the crowded market rose to 41.", "en", ["deaths"]),
    ("The number of displaced people reached 5,000.", "en", ["displaced"]), ("Fewer than 400 families have moved.", "en", ["displaced"]),
    ("A drought would drive 50,000 people from their homes.", "en", ["displaced"]), ("Sixteen people were treated for burns.", "en", ["injuries"]),
    ("I counted 17 dead gauges.", "en", ["other"]), ("300 rebels killed the mayor.", "en", ["fighters"]), ("The Guard had 1,200 men.", "en", ["fighters"]),
    ("They killed 14 guards and cut the water of 200,000 people.", "en", ["deaths", "other"]), ("12 men were treated as heroes.", "en", ["other"]),
    ("Guards killed some 140 smugglers locked up in the mill.", "en", ["deaths"]), ("He was seen shooting dead three men.", "en", ["deaths"]),
    ("18 prisoners, believed to be fighters, are shot dead.", "en", ["deaths"]), ("Twelve people were taken to hospital.", "en", ["injuries"]),
    ("Nine are in critical condition.", "en", ["injuries"]), ("Forty suffered burns.", "en", ["injuries"]), ("Six suspects are in custody.", "en", ["detained"]),
    ("The blast claimed 12 lives.", "en", ["deaths"]), ("They saved 12 lives.", "en", ["other"]), ("A force of 3,000 held the ridge.", "en", ["fighters"]),
    ("نقل 12 شخصا إلى المستشفى.", "ar", ["injuries"]), ("12 شخصا نقلوا إلى المستشفى.", "ar", ["injuries"]), ("إجلاء 300 شخص من الساحل.", "ar", ["displaced"]),
    ("مقتل 26 شخصا بينهم ثلاثة أطفال وامرأتان.", "ar", ["deaths", "deaths", "deaths"]), ("إن سبعة مدنيين قتلوا في السوق.", "ar", ["deaths"]),
    ("سقط ١٤ جنديا برصاص ثمانين مهاجما.", "ar", ["deaths", "fighters"]), ("قتلت أو أسرت 60 جنديا.", "ar", ["other"]), ("ستون جنديا بين قتيل وأسير.", "ar", ["other"]),
    ("اضطر 31 ألف شخص إلى ترك منازلهم.", "ar", ["displaced"]), ("أربعة من الجرحى فارقوا الحياة.", "ar", ["deaths"]), ("بلغ عدد المفقودين تسعة.", "ar", ["missing"]),
    ("القتلى 29 والجرحى 60.", "ar", ["deaths", "injuries"]), ("ثلاثة آخرون ما زالوا في عداد المفقودين.", "ar", ["missing"]), ("نقلت 125 ألف وجبة.", "ar", ["other"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "kinds"), KINDS)
def test_what_is_said_of_them(text: str, language: str, kinds: list[str]) -> None:
    assert [f.category for f in figures(text, language)] == kinds


CARRIED = [
    ("The shells killed five people and wounded eight.", "en", [("people", "deaths"), ("people", "injuries")]),
    ("The ministry counts 41 dead. The Red Crescent speaks of 38.", "en", [("dead", "deaths"), (None, "deaths")]),
    ("How many people died? Nineteen.", "en", [(None, "deaths")]),
    ("He spoke of the number of fighters. The government says 600.", "en", [(None, "fighters")]),
    ("كم عدد مقاتليكم؟ يقولون ثلاثة آلاف.", "ar", [(None, "fighters")]),
    ("أحصت الوزارة 41 قتيلا. ويتحدث الهلال الأحمر عن 38.", "ar", [("قتيلا", "deaths"), (None, "deaths")]),
]


@pytest.mark.parametrize(("text", "language", "wanted"), CARRIED)
def test_what_is_left_out_is_carried_over(text: str, language: str, wanted: list[tuple[str | None, str]]) -> None:
    assert [(f.counts, f.category) for f in figures(text, language)] == wanted


def test_nothing_is_carried_over_to_what_says_what_it_counts() -> None:
    assert [f.category for f in figures("41 people died. They owned 12 baskets and paid $5.")] == ["deaths", "other", "money"]


def test_a_part_points_at_its_whole() -> None:
    for text, language in (("41 people died, including five children.", "en"), ("قتل 41 شخصا بينهم خمسة أطفال.", "ar")):
        whole, part = figures(text, language)
        assert (whole.part_of, part.part_of) == (None, whole.id)


SCOPES = [
    ("Some 212 people were killed between 2029 and 2030.", "en", "2029/2030"),
    ("قتل 212 شخصا في عام 2030.", "ar", "2030"),
    ("Shells struck the market at noon. Munir Sabbouh said on Tuesday that 41 people were killed.", "en", None),
]


@pytest.mark.parametrize(("text", "language", "period"), SCOPES)
def test_the_period_of_a_figure_is_that_of_its_clause_and_not_when_it_was_said(text: str, language: str, period: str | None) -> None:
    assert [f.period for f in figures(text, language)] == [period]


def test_the_place_of_a_figure() -> None:
    (found,) = figures("At least 23 people were killed in the town of Marsa Rimal.")
    assert found.place is not None
