"""Figures that differ: only where both cannot hold of one event; bounds are honoured, an update is no quarrel."""

from __future__ import annotations

import pytest

from rashomon.link.tolls import Counted, apart, differing
from rashomon.model import Bound, Figure
from tests.link.records import Told, linked


def figure(
    text: str,
    low: float | None,
    high: float | None,
    bound: Bound = "exact",
    document: str = "d-1",
    start: int = 0,
    category: str = "deaths",
    counts: str = "people",
) -> Figure:
    return Figure(
        id=f"f-{document}-{start}", document=document, start=start, end=start + len(text), text=text, low=low, high=high, bound=bound, counts=counts,
        category=category
    )  # fmt: skip


AT_LEAST_23 = figure("at least 23 people", 23, None, "at_least")
EXACT_41 = figure("41 people", 41, 41)
MORE_THAN_40 = figure("more than 40 people", 40, None, "more_than")
ABOUT_40 = figure("about 40 people", 40, 40, "about")
AT_MOST_9 = figure("no more than nine", None, 9, "at_most")
UNDER_10 = figure("fewer than ten", None, 10, "less_than")
FROM_35_TO_45 = figure("35 to 45 people", 35, 45, "range")
NEARLY_60 = figure("nearly 60 people", None, 60, "nearly")

PAIRS = [
    (AT_LEAST_23, EXACT_41, False), (AT_LEAST_23, MORE_THAN_40, False), (MORE_THAN_40, EXACT_41, False), (FROM_35_TO_45, EXACT_41, False),
    (ABOUT_40, EXACT_41, False),
    (AT_MOST_9, UNDER_10, False), (FROM_35_TO_45, MORE_THAN_40, False), (EXACT_41, EXACT_41, False), (NEARLY_60, figure("58 people", 58, 58), False),
    (AT_MOST_9, AT_LEAST_23, True), (AT_MOST_9, EXACT_41, True), (UNDER_10, FROM_35_TO_45, True), (EXACT_41, figure("43 people", 43, 43), True),
    (MORE_THAN_40, figure("40 people", 40, 40), True), (UNDER_10, figure("ten people", 10, 10), True), (ABOUT_40, figure("60 people", 60, 60), True),
    (NEARLY_60, figure("30 people", 30, 30), True), (FROM_35_TO_45, figure("46 people", 46, 46), True),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "cannot"), PAIRS)
def test_bounds(a: Figure, b: Figure, cannot: bool) -> None:
    assert apart(a, b) is cannot
    assert apart(b, a) is cannot


def counted(shown: Figure, published: str | None, speaker: str, event: str | None = "e-1", origin: str | None = None) -> Counted:
    return Counted(figure=shown, event=event, speaker=speaker, speaker_name=speaker, origin=origin or shown.document, published=published)


def told(
    low: float, document: str, published: str | None, speaker: str, *, bound: Bound = "exact", event: str | None = "e-1", origin: str | None = None,
    category: str = "deaths", counts: str = "people",
) -> Counted:  # fmt: skip
    high = None if bound in ("at_least", "more_than") else low
    return counted(figure(f"{low:g} people", low, high, bound, document, category=category, counts=counts), published, speaker, event, origin)


MINISTRY, ARMY = "Health Ministry", "Munir Sabbouh"


def test_two_counts_of_one_day_differ_and_the_reason_names_both() -> None:
    (found,) = differing([told(41, "d-1", "2031-05-08", MINISTRY), told(9, "d-2", "2031-05-08", ARMY)])
    assert (found.type, found.event) == ("differs", "e-1")
    assert MINISTRY in found.reason
    assert ARMY in found.reason
    assert "41 people" in found.reason
    assert "9 people" in found.reason


NO_QUARREL = [
    ("a later and higher count is an update", [told(23, "d-1", "2031-05-06", MINISTRY), told(41, "d-2", "2031-05-08", MINISTRY)]),
    ("other events", [told(23, "d-1", "2031-05-06", MINISTRY), told(9, "d-2", "2031-05-06", ARMY, event="e-2")]),
    ("no event known", [told(23, "d-1", "2031-05-06", MINISTRY, event=None), told(9, "d-2", "2031-05-06", ARMY, event=None)]),
    ("the dead and the wounded", [told(23, "d-1", "2031-05-06", MINISTRY), told(60, "d-2", "2031-05-06", ARMY, category="injuries")]),
    ("the whole and a part of it", [told(23, "d-1", "2031-05-06", MINISTRY), told(9, "d-2", "2031-05-06", ARMY, counts="children")]),
    (
        "rockets are not counted against each other",
        [told(14, "d-1", "2031-05-06", MINISTRY, category="weapons"), told(11, "d-2", "2031-05-06", ARMY, category="weapons")],
    ),
    ("a copy says what its origin says", [told(23, "d-1", "2031-05-06", MINISTRY, origin="d-1"), told(9, "d-2", "2031-05-06", ARMY, origin="d-1")]),
    ("at least", [told(23, "d-1", "2031-05-08", MINISTRY, bound="at_least"), told(41, "d-2", "2031-05-06", ARMY)]),
]


@pytest.mark.parametrize(("why", "figures"), NO_QUARREL)
def test_no_quarrel(why: str, figures: list[Counted]) -> None:
    assert differing(figures) == [], why


def test_a_smaller_count_later_is_a_quarrel() -> None:
    assert len(differing([told(41, "d-1", "2031-05-06", MINISTRY), told(23, "d-2", "2031-05-08", ARMY)])) == 1


def test_a_running_count_that_shrinks() -> None:
    (found,) = differing([told(9000, "d-1", "2031-05-06", ARMY, event=None), told(7000, "d-2", "2031-06-08", ARMY, event=None)])
    assert "does not fall" in found.reason
    assert differing([told(7000, "d-1", "2031-05-06", ARMY, event=None), told(9000, "d-2", "2031-06-08", ARMY, event=None)]) == []


def test_the_order_of_figures_changes_nothing() -> None:
    figures = [
        told(23, "d-1", "2031-05-06", MINISTRY),
        told(9, "d-2", "2031-05-06", ARMY),
        told(41, "d-3", "2031-05-08", MINISTRY),
        told(30, "d-4", None, "Radio Zahrin"),
    ]
    assert differing(figures) == differing(figures[::-1]) != []


WIRE: Told = (
    "01.txt",
    "2031-05-06",
    "Halyard",
    "en",
    "At least 23 people were killed when shells struck the fish market of Marsa Rimal on Tuesday, the Health Ministry said.",
)
UPDATE: Told = (
    "02.txt",
    "2031-05-08",
    "Zahrin Herald",
    "en",
    "41 people were killed when shells struck the fish market of Marsa Rimal on May 6, the Health Ministry said on Thursday.",
)
DENIAL: Told = (
    "03.txt", "2031-05-08", "Tolmek Courier", "en",
    "Colonel Munir Sabbouh said no more than nine people were killed when shells struck the market of Marsa Rimal on May 6.",
)  # fmt: skip
ELSEWHERE: Told = (
    "04.txt",
    "2031-05-08",
    "Tolmek Courier",
    "en",
    "Colonel Munir Sabbouh said three people were killed when shells struck Wadi Sarha on May 2.",
)


def test_through_whole_reports() -> None:
    found = linked([WIRE, UPDATE, DENIAL, ELSEWHERE])
    pairs = {frozenset((a, b)) for _, a, b in found.relations("differs")}
    assert pairs == {frozenset(("41 people", "no more than nine people")), frozenset(("At least 23 people", "no more than nine people"))}


def test_through_reports_in_two_languages() -> None:
    arabic: Told = ("05.txt", "2031-05-08", "تانا", "ar", "قتل 43 شخصا حين سقطت قذائف على سوق السمك في مرسى رمال في 6 أيار/مايو، قالت وزارة الصحة.")
    found = linked([DENIAL, arabic])
    assert {frozenset((a, b)) for _, a, b in found.relations("differs")} == {frozenset(("43 شخصا", "no more than nine people"))}


def test_a_toll_in_the_next_sentence_counts_for_the_attack() -> None:
    wire: Told = (
        "01.txt",
        "2031-05-06",
        "Halyard",
        "en",
        "Shells struck the fish market of Marsa Rimal on Tuesday. At least 23 people were killed, the Health Ministry said.",
    )
    assert len(linked([wire, DENIAL]).relations("differs")) == 1


def test_a_bound_with_no_denies_nothing() -> None:
    agreeing = (*DENIAL[:4], DENIAL[4].replace("nine", "45"))
    assert linked([UPDATE, agreeing]).relations("contradicts", "denies") == []
