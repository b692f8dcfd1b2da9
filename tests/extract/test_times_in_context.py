"""Times that hang on what stands around them: tellings of the past, quotations, stamps, weekdays that must fit, other calendars."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import edtf
from rashomon.extract import hijri
from rashomon.extract.resolve import resolve
from rashomon.extract.telling import Telling
from rashomon.lang import language
from rashomon.lang.base import TimeExpr
from rashomon.model import Span
from tests.extract.reports import THURSDAY, report
from tests.text.arbitrary import CHECKED, texts

Row = tuple[str, str | None]


def values(text: str, code: str = "en", published: str | None = THURSDAY) -> list[Row]:
    return [(t.text, t.value) for t in report(text, published, code).times]


CLASSES = [
    ("Profit fell in the third quarter of 2030.", [("the third quarter of 2030", "2030-07/2030-09")]),
    ("It fell in the second half of 2029.", [("the second half of 2029", "2029-07/2029-12")]),
    ("The port opened in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
    ("It stood for a hundred and twenty years.", [("a hundred and twenty years", "P120Y")]),
    ("They waited for two and a half hours.", [("two and a half hours", "PT2H30M")]),
    ("They waited ½ hour.", []),
    ("The wall was built in 490 BC.", [("490 BC", "-0489")]),
    ("The reef wars (499-493 BC) were long.", [("499", "-0498"), ("493 BC", "-0492")]),
    ("It was a village in the 4th century BC.", [("the 4th century BC", "-0399/-0300")]),
    ("It was a town in the early 20th century.", [("the early 20th century", "19XX")]),
    ("The late 80's were hard.", [("The late 80's", "198X")]),
    ("They met in January this year.", [("January this year", "2031-01")]),
    ("They met in June last year.", [("June last year", "2030-06")]),
    ("They fled earlier this month.", [("earlier this month", "2031-05-01/2031-05-08")]),
    ("Nine have died so far this year.", [("so far this year", "2031-01-01/2031-05-08")]),
    ("It reopens later this year.", [("later this year", "2031-05-08/2031-12-31")]),
    ("He will report by the end of July.", [("the end of July", "2031-07-31")]),
    ("It ended at the end of 2029.", [("the end of 2029", "2029-12~")]),
    ("They met on the third Tuesday of March 2030.", [("the third Tuesday of March 2030", "2030-03-19")]),
    ("It rained in the last week of July 2030.", [("the last week of July 2030", "2030-07-25/2030-07-31~")]),
    ("It burned in the early hours of Tuesday.", [("Tuesday", "2031-05-06")]),
    ("It burned on the morning of 6 May.", [("the morning of 6 May", "2031-05-06")]),
    ("It burned on Tuesday at 10:30 p.m.", [("Tuesday at 10:30 p.m.", "2031-05-06")]),
    ("They came in Ramadan 2029.", [("Ramadan 2029", "2029-01-16~/2029-02-14~")]),
    ("They met on 5 Ramadan 1452 AH.", [("5 Ramadan 1452 AH", "[2030-12-28..2031-01-01]")]),
    ("It took two to three weeks.", [("two to three weeks", None)]),
    ("They met in April and June 2030.", [("April", "2030-04"), ("June 2030", "2030-06")]),
    ("They were jailed for years.", [("years", None)]),
    ("Two shifts a day were cut.", [("a day", "P1D")]),
    ("It cost $40 a month.", []),
    ("It will be redeemed in five years.", [("in five years", "2036~")]),
    ("He left ten days before the siege.", [("ten days", "P10D")]),
    ("A team arrived on Thanksgiving 2030.", [("Thanksgiving 2030", "2030-11-28")]),
    ("This may help, and he may go.", []),
]  # fmt: skip
ARABIC = [
    ("وقع في 5 رمضان 1452 هـ.", [("5 رمضان 1452 هـ", "[2030-12-28..2031-01-01]")]),
    ("السبت 6 نوفمبر 2027 الموافق 8 جمادى الآخرة 1449 هـ", [("السبت 6 نوفمبر 2027", "2027-11-06"), ("8 جمادى الآخرة 1449 هـ", "2027-11-06")]),
    ("بني الجسر عام 1435 هـ.", [("عام 1435 هـ", "2013-11-05~/2014-10-24~")]),
    ("وقع في رمضان 2029.", [("رمضان 2029", "2029-01-16~/2029-02-14~")]),
    ("وقع في النصف الأول من عام 2030.", [("النصف الأول من عام 2030", "2030-01/2030-06")]),
    ("وقع في الربع الثالث من العام الماضي.", [("الربع الثالث من العام الماضي", "2030-07/2030-09")]),
    ("قصف عند الساعة الثالثة والنصف فجرا من يوم الثلاثاء.", [("الساعة الثالثة والنصف فجرا من يوم الثلاثاء", "2031-05-06")]),
    ("قتل سبعة خلال الأيام الثلاثة الماضية.", [("الأيام الثلاثة الماضية", "2031-05-05/2031-05-08")]),
    ("غادروا خلال الأسبوعين الماضيين.", [("الأسبوعين الماضيين", "2031-04-24/2031-05-08")]),
    ("قصفوا الميناء الليلة الماضية.", [("الليلة الماضية", "2031-05-07")]),
    ("يعودون بعد غد.", [("بعد غد", "2031-05-10")]),
    ("بدأ قبل نحو شهر.", [("قبل نحو شهر", "2031-04~")]),
    ("اندلعت منذ عامين ونصف.", [("منذ عامين ونصف", "2028-11~")]),
    ("وقع في أيار من العام الماضي.", [("أيار من العام الماضي", "2030-05")]),
    ("سيسلمها قبل نهاية الشهر.", [("نهاية الشهر", "2031-05-31")]),
    ("استمر موسم 2011-12 طويلا.", [("2011-12", "2011/2012")]),
    ("أغلق من 3 أيار 2030 إلى 4 حزيران 2030.", [("3 أيار 2030", "2030-05-03"), ("4 حزيران 2030", "2030-06-04")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLASSES)
def test_english(text: str, wanted: list[Row]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), ARABIC)
def test_arabic(text: str, wanted: list[Row]) -> None:
    assert values(text, "ar") == wanted


TELLING = (
    "The harbour war began in September 1941, when the fleet of Tamraya took Zahrin. In October 1941 the siege began. "
    "It was lifted in January. In March the lines met, and on 3 April the town fell.\n\nIn June 1943 the league had lost the coast. In August it sued for peace."
)


def test_in_a_telling_of_the_past_bare_dates_hang_on_the_one_before() -> None:
    assert [v for _, v in values(TELLING)] == ["1941-09", "1941-10", "1942-01?", "1942-03", "1942-04-03", "1943-06", "1943-08"]
    assert {t.anchor for t in report(TELLING).times if t.text == "January"} == {"1941-10"}


def test_news_that_names_old_years_stays_news() -> None:
    text = "He was born in 1987 and jailed in 2009. He was freed in 2014. On Tuesday he spoke, and last week he wrote. He returned in March."
    assert [v for _, v in values(text)][-1] == "2031-03"


def test_a_quotation_counts_from_the_day_it_was_spoken() -> None:
    assert values("“We signed it yesterday,” Munir Sabbouh told reporters on Tuesday.") == [("yesterday", "2031-05-05"), ("Tuesday", "2031-05-06")]
    assert values("Munir Sabbouh said on Monday that the deal was signed yesterday.") == [("Monday", "2031-05-05"), ("yesterday", "2031-05-07")]


def test_a_stamped_comment_counts_from_its_own_day() -> None:
    text = "It rained yesterday.\n\nFaris says:\nMay 20, 2031 at 7:41 am\n\nIt rained here yesterday too."
    assert [v for _, v in values(text)] == ["2031-05-07", "2031-05-20", "2031-05-19"]


def test_a_weekday_beside_a_day_must_fit() -> None:
    assert values("It fell on Tuesday, January 15.") == [("Tuesday, January 15", "2030-01-15")]
    assert values("It fell on Sunday, May 6, 2031.") == [("Sunday, May 6, 2031", "2031-05-06?")]


def test_a_statement_says_why_it_has_its_day() -> None:
    (one,) = report("“The port is shut and will stay shut,” Munir Sabbouh said on Tuesday.").statements
    assert (one.said, one.how.split("; ")[-1]) == ("2031-05-06", "said: “Tuesday” beside it, last such weekday from 2031-05-08")
    (other,) = report("“The port is shut and will stay shut,” Munir Sabbouh said.").statements
    assert (other.said, other.how.split("; ")[-1]) == ("[..2031-05-08]", "said: by the day of the report")


def test_an_event_of_several_days_happened_in_all_of_them() -> None:
    (one,) = report("Rebels shelled Zahrin from May 1 to May 3.").reports
    assert one.when == "2031-05-01/2031-05-03"


def test_an_undated_report_is_not_older_than_what_it_tells_as_past() -> None:
    found = report("The bridge at Zahrin fell on 16 January 2029. It will reopen on 3 March 2035.", published=None)
    assert found.root.published is None
    assert found.root.how == "published on or after 2029-01-16: “16 January 2029” is told as past"


DATES = [(1445, 9, 1, "2024-03-11"), (1434, 9, 1, "2013-07-09"), (1, 1, 1, "0622-07-19")]  # tables of the civil calendar


@pytest.mark.parametrize(("year", "month", "day", "gregorian"), DATES)
def test_the_islamic_calendar_by_reckoning(year: int, month: int, day: int, gregorian: str) -> None:
    assert hijri.first_day(year, month).isoformat() == gregorian
    low, high = edtf.bounds(hijri.day(year, month, day)).earliest, edtf.bounds(hijri.day(year, month, day)).latest
    assert low is not None
    assert high is not None
    assert low.isoformat() <= gregorian <= high.isoformat()


@given(st.integers(1, 9000), st.integers(1, 12))
def test_islamic_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    assert (hijri.first_day(*following) - hijri.first_day(year, month)).days in (29, 30)


OPS = ["date", "weekday", "shift", "unit", "quarter", "half", "decade", "century", "season", "hijri", "duration", "set", "same", "ref", "nth", "week"]
EXPRS = st.builds(
    TimeExpr, span=st.just(Span(0, 1)), op=st.sampled_from(OPS), year=st.none() | st.integers(-4000, 9999).filter(bool), month=st.integers(1, 12), day=st.none() | st.integers(1, 31),
    weekday=st.none() | st.integers(0, 6), number=st.integers(1, 4), hijri=st.none() | st.integers(1, 1600), unit=st.sampled_from(["H", "D", "W", "M", "Y", "DEC", "C"]),
    amount=st.none() | st.floats(0, 500).map(lambda n: round(n * 2) / 2), direction=st.sampled_from([-1, 0, 1]), base=st.sampled_from(["anchor", "context", "telling"]),
    edge=st.booleans(), part=st.sampled_from([None, "start", "mid", "end"]), up_to=st.sampled_from([-1, 0, 1]), side=st.sampled_from([None, "since", "until", "by", "from", "to"]),
)  # fmt: skip


@CHECKED
@given(
    EXPRS,
    st.sampled_from([THURSDAY, "2031-05", "2031", None]),
    st.sampled_from([-1, 0, 1]),
    st.booleans(),
    st.sampled_from([None, "2029-03-04", "2029", "-0489", "199X"]),
)
def test_whatever_is_resolved_is_edtf_or_a_length(expr: TimeExpr, published: str | None, ahead: int, past: bool, context: str | None) -> None:
    if expr.op == "season":
        expr = TimeExpr(span=expr.span, op="season", year=expr.year, month=21 + (expr.month or 0) % 4, base=expr.base, direction=expr.direction)
    day = edtf.bounds(published).earliest if published and edtf.is_day(published) else None
    try:
        found = resolve(expr, Telling(anchor=published, day=day, past=past, context=context, reached=(1941, 10) if past else None), ahead)
    except (ValueError, OverflowError):
        return
    assert found.value is None or edtf.is_valid(found.value) or re.fullmatch(r"P(?:[\d.]+[YMWD])*(?:T(?:[\d.]+[HMS])+)?", found.value), (expr, found)


@pytest.mark.parametrize("code", ["en", "ar"])
@CHECKED
@given(
    st.lists(
        st.sampled_from(
            "since until from to the beginning of May June 2030 2011-12 490 BC Tuesday 10:30 Ramadan two weeks ago later رمضان 1452 هـ من إلى منذ بداية عام أيار الثلاثاء الساعة الثالثة و".split()
        ),
        max_size=9,
    ).map(" ".join)
    | texts()
)
def test_no_text_breaks_it_and_spans_are_exact(code: str, text: str) -> None:
    for time in report(text, THURSDAY, code).times if text.strip() else ():
        assert text[time.start : time.end] == time.text
        assert time.type == "duration" or time.type == "set" or time.value is None or edtf.is_valid(time.value)
        assert time.interval is None or edtf.is_valid(time.interval)
    assert language(code).times(text, Span(0, len(text))) == language(code).times(text, Span(0, len(text)))
