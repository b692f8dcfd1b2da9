"""Times of both languages against the report's own date, Thursday 8 May 2031, as EDTF; unknown where there is no anchor."""

from __future__ import annotations

import pytest

from rashomon import edtf
from tests.extract.reports import THURSDAY, report


def values(text: str, language: str = "en", published: str | None = THURSDAY) -> list[tuple[str, str, str | None]]:
    return [(t.text, t.type, t.value) for t in report(text, published, language).times]


ENGLISH = [
    ("They met on Tuesday.", "Tuesday", "2031-05-06"),
    ("He left last Monday.", "last Monday", "2031-05-05"),
    ("She arrives next Saturday.", "next Saturday", "2031-05-10"),
    ("They will meet on Sunday.", "Sunday", "2031-05-11"),
    ("It began yesterday.", "yesterday", "2031-05-07"),
    ("Talks resume tomorrow.", "tomorrow", "2031-05-09"),
    ("It began two days ago.", "two days ago", "2031-05-06"),
    ("It ended three weeks ago.", "three weeks ago", "2031-04-17~"),
    ("It began two years ago.", "two years ago", "2029~"),
    ("It began last month.", "last month", "2031-04"),
    ("They met this week.", "this week", "2031-05-05/2031-05-11"),
    ("Next year is an election.", "Next year", "2032"),
    ("It was quiet over the past week.", "the past week", "2031-05-01/2031-05-08"),
    ("Ten fell in the last three days.", "the last three days", "2031-05-05/2031-05-08"),
    ("The market was shelled on May 6, 2031.", "May 6, 2031", "2031-05-06"),
    ("It was shelled on 6 May.", "6 May", "2031-05-06"),
    ("They signed on Nov. 3.", "Nov. 3", "2030-11-03"),
    ("The road opened in November 2030.", "November 2030", "2030-11"),
    ("It rained on 2031-05-06.", "2031-05-06", "2031-05-06"),
    ("It rained on 13/05/2031.", "13/05/2031", "2031-05-13"),
    ("He came in late 2029.", "late 2029", "2029"),
    ("It lasted from 2028 to 2030.", "from 2028 to 2030", "2028/2030"),
    ("The war of 2028-30 was long.", "2028-30", "2028/2030"),
    ("They fought from 3 to 5 May 2031.", "from 3 to 5 May 2031", "2031-05-03/2031-05-05"),
    ("It rained between March and June 2030.", "March and June 2030", "2030-03/2030-06"),
    ("They fought from October to March 2030.", "October to March 2030", "2029-10/2030-03"),
    ("Floods came in the spring of 2030.", "the spring of 2030", "2030-21"),
    ("They starved last winter.", "last winter", "2030-24"),
    ("The pier was built in the 1990s.", "the 1990s", "199X"),
    ("He remembers the harvests of the nineties.", "the nineties", "199X"),
]
ARABIC = [
    ("وصل الإثنين الماضي.", "الإثنين الماضي", "2031-05-05"),
    ("يصل السبت المقبل.", "السبت المقبل", "2031-05-10"),
    ("وصل أمس.", "أمس", "2031-05-07"),
    ("يصل غدا.", "غدا", "2031-05-09"),
    ("وصل أول من أمس.", "أول من أمس", "2031-05-06"),
    ("بدأ قبل يومين.", "قبل يومين", "2031-05-06"),
    ("انتهى قبل ثلاثة أسابيع.", "قبل ثلاثة أسابيع", "2031-04-17~"),
    ("اندلعت الحرب منذ ثلاث سنوات.", "منذ ثلاث سنوات", "2028~"),
    ("بدأ الشهر الماضي.", "الشهر الماضي", "2031-04"),
    ("وقع هذا الأسبوع.", "هذا الأسبوع", "2031-05-05/2031-05-11"),
    ("تجري الانتخابات العام المقبل.", "العام المقبل", "2032"),
    ("قصف السوق في 6 أيار/مايو 2031.", "6 أيار/مايو 2031", "2031-05-06"),
    ("قصف السوق في 6 مايو 2031.", "6 مايو 2031", "2031-05-06"),
    ("قصف السوق في ٦ أيار ٢٠٣١.", "٦ أيار ٢٠٣١", "2031-05-06"),
    ("وقع في الثالث من تشرين الثاني 2030.", "الثالث من تشرين الثاني 2030", "2030-11-03"),
    ("وقع في شباط 2030.", "شباط 2030", "2030-02"),
    ("وقع في جويلية 2030.", "جويلية 2030", "2030-07"),
    ("وقع بتاريخ 06/05/2031.", "06/05/2031", "2031-05-06"),
    ("جاء أواخر عام 2029.", "أواخر عام 2029", "2029"),
    ("استمرت بين عامي 2028 و2030.", "بين عامي 2028 و2030", "2028/2030"),
    ("وقع من 3 إلى 5 أيار 2031.", "3 إلى 5 أيار 2031", "2031-05-03/2031-05-05"),
    ("جاءت السيول في ربيع 2030.", "ربيع 2030", "2030-21"),
    ("جاعوا الشتاء الماضي.", "الشتاء الماضي", "2030-24"),
    ("بني الرصيف في تسعينيات القرن الماضي.", "تسعينيات القرن الماضي", "199X"),
]


@pytest.mark.parametrize(("text", "words", "value"), ENGLISH)
def test_english(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, "date", value)]


@pytest.mark.parametrize(("text", "words", "value"), ARABIC)
def test_arabic(text: str, words: str, value: str) -> None:
    assert values(text, "ar") == [(words, "date", value)]


LEVANTINE = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")
GULF = "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر".split("|")
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize("number", range(1, 13))
def test_months_under_their_three_names(number: int) -> None:
    wanted = f"2030-{number:02d}-09"
    assert [v for _, _, v in values(f"وصل في 9 {LEVANTINE[number - 1]} 2030.", "ar")] == [wanted]
    assert [v for _, _, v in values(f"وصل في ٩ {GULF[number - 1]} ٢٠٣٠.", "ar")] == [wanted]
    assert [v for _, _, v in values(f"They came on 9 {ENGLISH_MONTHS[number - 1]} 2030.")] == [wanted]


DURATIONS = [
    ("The truce holds for 72 hours.", "en", "PT72H"),
    ("He served for six months.", "en", "P6M"),
    ("تستمر الهدنة 72 ساعة.", "ar", "PT72H"),
    ("خدم ستة أشهر.", "ar", "P6M"),
    ("غاب يومين.", "ar", "P2D"),
]


@pytest.mark.parametrize(("text", "language", "value"), DURATIONS)
def test_durations(text: str, language: str, value: str) -> None:
    assert [(kind, v) for _, kind, v in values(text, language)] == [("duration", value)]


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [("They meet every Friday.", "en", None), ("Ships come daily.", "en", "P1D"), ("يجتمعون كل جمعة.", "ar", None), ("ينشر يوميا.", "ar", "P1D")],
)
def test_repeated_times_are_sets_with_a_period_and_no_date(text: str, language: str, period: str | None) -> None:
    assert [(kind, v) for _, kind, v in values(text, language)] == [("set", period)]


NO_TIMES = [
    ("They counted 2031 people.", "en"),
    ("He will march with them and may return.", "en"),
    ("The sun rose over the market.", "en"),
    ("Resolution 1973 was passed.", "en"),
    ("صدر القرار 1973.", "ar"),
]


@pytest.mark.parametrize(("text", "language"), NO_TIMES)
def test_what_is_no_time(text: str, language: str) -> None:
    assert values(text, language) == []


@pytest.mark.parametrize(("text", "language", "timex"), [
    ("They met on Tuesday.", "en", "XXXX-WXX-2"), ("It began two days ago.", "en", "P2D"), ("Last month it rained.", "en", "XXXX-XX"),
    ("It rained on May 6.", "en", "XXXX-05-06"), ("وصل يوم الثلاثاء.", "ar", "XXXX-WXX-2"), ("بدأ قبل يومين.", "ar", "P2D"),
])  # fmt: skip
def test_without_a_date_to_count_from_the_value_stays_unknown(text: str, language: str, timex: str) -> None:
    found = report(text, None, language).times
    assert [(t.value, t.anchor, t.timex) for t in found] == [(None, None, timex)]


def test_a_month_is_too_coarse_for_weekdays_and_fine_for_months() -> None:
    assert [v for *_, v in values("They met on Tuesday.", published="2031-05")] == [None]
    assert [v for *_, v in values("It began two days ago.", published="2031-05")] == [None]
    assert [v for *_, v in values("It began last month.", published="2031-05")] == ["2031-04"]


def test_times_that_count_from_the_date_named_before() -> None:
    assert [v for *_, v in values("It fell on May 3. Two days later it rained.")] == ["2031-05-03", "2031-05-05"]
    assert [v for *_, v in values("It began on May 6. The next day it rained.")] == ["2031-05-06", "2031-05-07"]
    assert [v for *_, v in values("وقع في 6 مايو. وفي اليوم التالي هطل المطر.", "ar")] == ["2031-05-06", "2031-05-07"]


def test_an_ambiguous_date_follows_the_plain_ones_of_its_report() -> None:
    assert [v for *_, v in values("It rained on 06/05/2031.")] == ["2031-05-06"]
    assert [v for *_, v in values("It rained on 05/13/2031. It had rained on 05/06/2031.")] == ["2031-05-13", "2031-05-06"]


INTERVALS = [
    ("It lasted from Monday to Wednesday.", ["2031-05-05", "2031-05-07"], "2031-05-05/2031-05-07"),
    ("It was shut since the beginning of 2029 until July 30.", ["2029-01-01", "2029-07-30"], "2029-01-01/2029-07-30"),
    ("They fought between May 3, 2030 and June 2, 2030.", ["2030-05-03", "2030-06-02"], "2030-05-03/2030-06-02"),
    ("The Reef War (2019-2023) was long.", ["2019", "2023"], "2019/2023"),
    ("The road was shut from March 30 to April 2, 2030.", ["2030-03-30", "2030-04-02"], "2030-03-30/2030-04-02"),
]


@pytest.mark.parametrize(("text", "ends", "whole"), INTERVALS)
def test_the_ends_of_an_interval_know_the_whole(text: str, ends: list[str], whole: str) -> None:
    found = report(text).times
    assert [t.value for t in found] == ends
    assert [t.interval for t in found] == [whole, whole]


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [("It has been shut since March 2030.", "2030-03", "2030-03/.."), ("It was open until 2029.", "2029", "../2029"), ("It closed in 2029.", "2029", None)],
)
def test_an_interval_with_one_end_named_is_open_at_the_other(text: str, value: str, whole: str | None) -> None:
    assert [(t.value, t.interval) for t in report(text).times] == [(value, whole)]


def test_since_and_until_keep_their_point() -> None:
    for text, language in (("War has raged since 2028.", "en"), ("الحرب مستمرة منذ عام 2028.", "ar")):
        (value,) = [v for *_, v in values(text, language)]
        assert value is not None
        assert edtf.bounds(value).earliest is not None
        assert str(edtf.bounds(value).earliest) == "2028-01-01"


def test_a_time_of_day_keeps_its_weekday() -> None:
    assert [(t.type, t.value, t.timex) for t in report("وقع القصف صباح الثلاثاء.", THURSDAY, "ar").times] == [("time", "2031-05-06", "2031-05-06TMO")]
    assert [(t.type, t.value) for t in report("It began yesterday morning.").times] == [("time", "2031-05-07")]


def test_a_clock_time_beside_a_weekday_is_of_that_day() -> None:
    assert not any(t.value == THURSDAY for t in report("The first shell fell at 10:30 p.m. on Tuesday.").times)


def test_times_inside_names_are_none() -> None:
    assert values("The Friday Market in Zahrin was full, said Jonas Breckmar of Continent Today.") in ([], [("Friday", "date", "2031-05-02")])
