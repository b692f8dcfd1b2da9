"""EDTF: what it means is what `bounds` says; columns, order, meeting and wording all follow it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import edtf

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn) -> tuple[str, date, date]:
    """A point with the first and last day it allows."""
    day = draw(days)
    last_of_month = edtf.bounds(f"{day:%m}".join([f"{day.year:04d}-", ""])).latest
    kind = draw(st.sampled_from(["year", "month", "day", "any day", "any month"]))
    year = f"{day.year:04d}"
    whole = (date(day.year, 1, 1), date(day.year, 12, 31))
    assert last_of_month is not None
    month = (day.replace(day=1), last_of_month)
    value, ends = {
        "year": (year, whole),
        "month": (f"{year}-{day.month:02d}", month),
        "day": (f"{year}-{day.month:02d}-{day.day:02d}", (day, day)),
        "any day": (f"{year}-{day.month:02d}-XX", month),
        "any month": (f"{year}-XX", whole),
    }[kind]
    return value + draw(marks), *ends


@given(points())
def test_a_point_has_the_days_it_allows(point: tuple[str, date, date]) -> None:
    value, low, high = point
    assert edtf.bounds(value) == (low, high)
    assert edtf.columns(value) == (low.isoformat(), high.isoformat())
    assert edtf.is_day(value) == (low == high)


@given(points(), points())
def test_an_interval_goes_from_the_first_day_to_the_last(a: tuple[str, date, date], b: tuple[str, date, date]) -> None:
    value = f"{a[0]}/{b[0]}"
    assert edtf.is_valid(value) == (a[1] <= b[2])
    if edtf.is_valid(value):
        assert edtf.bounds(value) == (a[1], b[2])
        assert edtf.in_words(value) == f"{edtf.in_words(a[0])} to {edtf.in_words(b[0])}"
    assert edtf.bounds(f"{a[0]}/..") == (a[1], None)
    assert edtf.bounds(f"../{a[0]}") == (None, a[2])


@given(st.lists(points(), min_size=1, max_size=4))
def test_a_set_has_the_outermost_days(members: list[tuple[str, date, date]]) -> None:
    low, high = min(m[1] for m in members), max(m[2] for m in members)
    for opening, closing in ("[]", "{}"):
        assert edtf.bounds(opening + ", ".join(m[0] for m in members) + closing) == (low, high)
    assert edtf.bounds(f"[..{members[0][0]}]") == (None, members[0][2])
    assert edtf.bounds(f"[{members[0][0]}..]") == (members[0][1], None)


@given(points(), points())
def test_order_is_that_of_the_days(a: tuple[str, date, date], b: tuple[str, date, date]) -> None:
    if (a[1], a[2]) < (b[1], b[2]):
        assert edtf.sort_key(a[0]) < edtf.sort_key(b[0])
    assert edtf.sort_key(a[0]) < edtf.sort_key(None)


@given(points(), points())
def test_meeting_is_mutual_and_follows_the_days(a: tuple[str, date, date], b: tuple[str, date, date]) -> None:
    met = edtf.may_meet(a[0], b[0])
    assert met == edtf.may_meet(b[0], a[0])
    if a[1] <= b[2] and b[1] <= a[2]:
        assert met
    elif not set("~?%") & set(a[0] + b[0]):
        assert met is False
    assert edtf.may_meet(a[0], None) is None


@given(st.text(alphabet="0123456789X-/.~?%[]{}, ab٣", max_size=24))
def test_no_string_breaks_it(value: str) -> None:
    valid = edtf.is_valid(value)
    low, high = edtf.columns(value)
    edtf.sort_key(value)
    edtf.in_words(value)
    if valid:
        assert low or high
        assert not (low and high) or low <= high
    else:
        assert (low, high) == (None, None)


BAD = [
    "", "2031-13", "2031-00", "2031-02-30", "2031-5-6", "31-05-06", "0000", "2031-05-06T10:00", "May 2031", "2031/2030", "../..", "/", "[]", "{}", "[..]", "[..2031..]",
    "[2031", "2031]", "[2031}", "199X-05", "2031-25", "2031-21-01", "٢٠٣١", "2031~~", " 2031", "2031 ", "2031/2032/2033", "[2031/2032]",
]  # fmt: skip


@pytest.mark.parametrize("value", BAD)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        edtf.bounds(value)
    assert not edtf.is_valid(value)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("199X", "1990-01-01", "1999-12-31"), ("20XX", "2000-01-01", "2099-12-31"), ("2031-24", "2031-12-01", "2032-02-29"), ("2031-21~", "2031-03-01", "2031-05-31"),
        ("2031-05/2031-06-03", "2031-05-01", "2031-06-03"), ("2031/..", "2031-01-01", None), ("/2031", None, "2031-12-31"), ("[2030..2031-05]", "2030-01-01", "2031-05-31"),
    ],
)  # fmt: skip
def test_values_of_every_sort(value: str, low: str | None, high: str | None) -> None:
    assert edtf.columns(value) == (low, high)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "no date"), ("2031-05-06", "2031-05-06"), ("2031-05~", "about 2031-05"), ("2031?", "perhaps 2031"), ("[..2031-05-06]", "by 2031-05-06"),
        ("[2031-05-06..]", "2031-05-06 or later"), ("2031/..", "from 2031"), ("../2031", "until 2031"), ("[2030..2032]", "between 2030 and 2032"),
        ("[2031-05-20, 2031-05-27]", "2031-05-20 or 2031-05-27"), ("{2030,2031}", "2030 and 2031"),
    ],
)  # fmt: skip
def test_wording(value: str | None, words: str) -> None:
    assert edtf.in_words(value) == words


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)), st.integers(min_value=-11, max_value=60))
def test_months_later_is_the_same_day_where_there_is_one(day: date, months: int) -> None:
    moved = edtf.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)))
def test_a_week_holds_its_day(day: date) -> None:
    low, high = edtf.bounds(edtf.week(day))
    assert low is not None
    assert high is not None
    assert low <= day <= high
    assert (high - low).days == 6
    assert low.weekday() == 0


@given(points())
def test_approximate_marks_once(point: tuple[str, date, date]) -> None:
    once = edtf.approximate(point[0])
    assert edtf.is_valid(once)
    assert edtf.approximate(once) == once
