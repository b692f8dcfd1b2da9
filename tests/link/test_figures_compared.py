"""What two figures are to each other: the same, an update, of another scope, or a conflict; never one where scopes differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.lang.base import VAGUE
from rashomon.link.tolls import Counted, apart, compare, differing, pairs, subject
from rashomon.model import Bound, Figure
from tests.link.test_tolls import ARMY, MINISTRY, counted, figure, told

DAY, LATER = "2031-05-06", "2031-05-08"
WHOLE = told(41, "d-1", DAY, MINISTRY)
LOWER = told(23, "d-2", DAY, ARMY)


def scoped(c: Counted, **scope: str | None) -> Counted:
    return replace(c, figure=replace(c.figure, **scope))  # type: ignore[arg-type]


VERDICTS = [
    ("the same number", WHOLE, told(41, "d-2", LATER, ARMY), "same"), ("a bound that allows it", told(10, "d-1", DAY, MINISTRY, bound="at_least"), told(12, "d-2", DAY, ARMY), "same"),
    ("later and higher", LOWER, told(41, "d-1", LATER, MINISTRY), "update"), ("of one day", WHOLE, LOWER, "conflict"), ("later and lower", WHOLE, told(23, "d-2", LATER, ARMY), "conflict"),
    ("other people", WHOLE, told(23, "d-2", DAY, ARMY, counts="children"), "scope"), ("another unit", WHOLE, scoped(LOWER, unit="%"), "scope"),
    ("a part", WHOLE, scoped(LOWER, part_of="f-other"), "scope"), ("another year", scoped(WHOLE, period="2029"), scoped(LOWER, period="2030"), "scope"),
    ("a longer period", scoped(WHOLE, period="2029-01/2030-12"), scoped(LOWER, period=DAY), "scope"), ("a longer time", scoped(WHOLE, period="P4M"), LOWER, "scope"),
    ("no event in common", replace(WHOLE, event=None), replace(LOWER, event=None), "scope"),
    ("one place and period", *(replace(scoped(c, period="2030"), event=None, place="n-1") for c in (WHOLE, LOWER)), "conflict"),
    ("two places", replace(WHOLE, event=None, place="n-1"), replace(LOWER, event=None, place="n-2"), "scope"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "a", "b", "verdict"), VERDICTS)
def test_verdicts(why: str, a: Counted, b: Counted, verdict: str) -> None:
    found = compare(a, b)
    assert found.verdict == verdict, (why, found.reason)
    assert compare(b, a).verdict == verdict
    assert found.reason


def test_reasons_name_the_figures_and_what_sets_them_apart() -> None:
    assert "later and higher" in compare(LOWER, told(41, "d-1", LATER, MINISTRY)).reason
    assert compare(WHOLE, told(23, "d-2", DAY, ARMY, counts="children")).reason == "one counts people, the other children"
    assert "different periods" in compare(scoped(WHOLE, period="2029-01/2030-12"), LOWER).reason


SUBJECTS = [("children", "أطفال"), ("civilians", "مدنيين"), ("soldiers", "جنديا"), ("people", "شخصا"), ("families", "عائلة"), ("dead", "قتيلا")]


@pytest.mark.parametrize(("english", "arabic"), SUBJECTS)
def test_what_is_counted_is_one_in_both_languages(english: str, arabic: str) -> None:
    assert subject(figure("x", 1, 1, counts=english)) == subject(figure("x", 1, 1, counts=arabic))


def test_an_adjective_before_people_is_no_other_people() -> None:
    assert subject(figure("x", 1, 1, counts="injured people")) == subject(figure("x", 1, 1, counts="people"))
    assert subject(figure("x", 1, 1, counts="wounded soldiers")) == "soldiers"


def test_nothing_exceeds_a_vague_amount_and_little_falls_short_of_it() -> None:
    hundreds = replace(figure("hundreds of people", 100, 1000, "range"), how=VAGUE)
    assert not apart(hundreds, figure("5,000 people", 5000, 5000))
    assert apart(hundreds, figure("30 people", 30, 30))


def test_bodies_are_fewer_than_the_dead() -> None:
    nine = figure("nine bodies", 9, 9, counts="bodies")
    assert not apart(nine, figure("17 dead", 17, 17, counts="dead"))
    assert apart(nine, figure("four dead", 4, 4, counts="dead"))


def test_a_headline_gives_way_to_the_bound_of_its_report() -> None:
    headline, body = told(41, "d-1", DAY, "Halyard"), told(41, "d-1", DAY, MINISTRY, bound="at_least")
    denial = told(9, "d-2", DAY, ARMY, bound="at_most")
    denial = replace(denial, figure=replace(denial.figure, low=None))
    body = replace(body, figure=replace(body.figure, id="f-body", start=90, end=99))
    (found,) = differing([headline, body, denial])
    assert {found.a, found.b} == {"f-body", denial.figure.id}


def test_versions_of_one_text_are_paired_only_when_asked_for() -> None:
    first, second = told(23, "d-1", DAY, MINISTRY, origin="d-1"), told(41, "d-2", LATER, MINISTRY, origin="d-1")
    assert pairs([first, second]) == []
    assert pairs([first, second], versions=True) == [(first, second)]


BOUNDS: list[Bound] = ["exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "range"]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    bound = draw(st.sampled_from(BOUNDS))
    low = draw(st.integers(1, 1000))
    high = low + draw(st.integers(1, 500)) if bound == "range" else low
    ends = (None if bound in ("at_most", "less_than", "nearly") else low, None if bound in ("at_least", "more_than") else high)
    return figure(f"{low}", *ends, bound, counts=draw(st.sampled_from(["people", "children", "أطفال"])))


@given(figures(), figures(), st.sampled_from(["2029", "2030", None]), st.sampled_from(["2029", "2030", None]))
def test_never_a_conflict_where_scopes_differ_or_bounds_overlap(one: Figure, two: Figure, first: str | None, second: str | None) -> None:
    a, b = counted(replace(one, period=first), DAY, MINISTRY), counted(replace(two, id="f-2", document="d-2", period=second), DAY, ARMY)
    found = compare(a, b)
    assert found.verdict == compare(b, a).verdict
    if found.verdict == "conflict":
        assert apart(one, two)
        assert subject(one) == subject(two)
        assert first == second or None in (first, second)
