"""Times of day, days counted from others, feasts, weeks and sets, against the report's own date, Thursday 8 May 2031."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.extract.resolve import easter
from tests.extract.reports import THURSDAY, report


def read(text: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [(t.text, t.value, t.timex) for t in report(text, THURSDAY, language).times]


ONE = [
    ("They will meet tomorrow at 8.", "tomorrow at 8", "2031-05-09", "2031-05-09T08:00"),
    ("They will meet tomorrow evening at 8.", "tomorrow evening at 8", "2031-05-09", "2031-05-09T20:00"),
    ("They will meet at 8 tomorrow.", "8 tomorrow", "2031-05-09", "2031-05-09T08:00"),
    ("The talks opened today at 2pm.", "today at 2pm", "2031-05-08", "2031-05-08T14:00"),
    ("The siren sounded at half past eight.", "half past eight", "2031-05-08", "2031-05-08T08:30"),
    ("It sounded at a quarter to nine in the evening.", "a quarter to nine in the evening", "2031-05-08", "2031-05-08T20:45"),
    ("It sounded 20 minutes past noon.", "20 minutes past noon", "2031-05-08", "2031-05-08T12:20"),
    ("The convoy left at 15h30.", "15h30", "2031-05-08", "2031-05-08T15:30"),
    ("The clock stopped at 7:56:30 p.m. there.", "7:56:30 p.m.", "2031-05-08", "2031-05-08T19:56:30"),
    ("The ferry left at eight o'clock in the morning.", "eight o'clock in the morning", "2031-05-08", "2031-05-08T08:00"),
    ("It opens two weeks before Christmas 2030.", "two weeks before Christmas 2030", "2030-12-11~", "2030-W50"),
    ("It was found three days after May 1.", "three days after May 1", "2031-05-04", "2031-05-04"),
    ("It was closed four months before yesterday.", "four months before yesterday", "2031-01~", "2031-01"),
    ("He left two weeks and two days ago.", "two weeks and two days ago", "2031-04-22", "2031-04-22"),
    ("He was held for two years and three months.", "two years and three months", "P27M", "P27M"),
    ("She came on Tuesday of last week.", "Tuesday of last week", "2031-04-29", "2031-04-29"),
    ("They will meet next week on Friday.", "next week on Friday", "2031-05-16", "2031-05-16"),
    ("He left on Tuesday the 6th.", "Tuesday the 6th", "2031-05-06", "2031-05-06"),
    ("They will vote on Friday the 16th.", "Friday the 16th", "2031-05-16", "2031-05-16"),
    ("The last day of April was quiet.", "The last day of April", "2031-04-30", "2031-04-30"),
    ("The council sits on the first Monday of next month.", "the first Monday of next month", "2031-06-02", "2031-06-02"),
    ("The mine closed in week 27 of 2030.", "week 27 of 2030", "2030-07-01/2030-07-07", "2030-W27"),
    ("It reopened on Easter Monday 2030.", "Easter Monday 2030", "2030-04-22", "2030-04-22"),
    ("It reopened on Good Friday.", "Good Friday", "2031-04-11", "2031-04-11"),
    ("It reopened on Eid al-Fitr 2030.", "Eid al-Fitr 2030", "[2030-02-03..2030-02-07]", "2030-02-05"),
    ("He left on 22/04.", "22/04", "2031-04-22", "2031-04-22"),
    ("They met in 12/2030.", "12/2030", "2030-12", "2030-12"),
    ("They meet every other week.", "every other week", "P2W", "P2W"),
    ("The ration is paid every three days.", "every three days", "P3D", "P3D"),
    ("The gates open every Friday at 4pm.", "every Friday at 4pm", None, "XXXX-WXX-5T16:00"),
]


@pytest.mark.parametrize(("text", "words", "value", "timex"), ONE)
def test_one_time(text: str, words: str, value: str | None, timex: str) -> None:
    assert read(text) == [(words, value, timex)]


ARABIC = [
    ("سيجتمعون يوم غد.", "يوم غد", "2031-05-09", "2031-05-09"),
    ("وصل الجمعة من الأسبوع الماضي.", "الجمعة من الأسبوع الماضي", "2031-05-02", "2031-05-02"),
    ("غادر ثالث ثلاثاء من شهر أبريل 2031.", "ثالث ثلاثاء من شهر أبريل 2031", "2031-04-15", "2031-04-15"),
    ("توقفت نصف ساعة.", "نصف ساعة", "PT30M", "PT30M"),
    ("بدأ الاجتماع الساعة 3 العصر.", "الساعة 3 العصر", "2031-05-08", "2031-05-08T15:00"),
    ("عاد في عيد الفطر 2030.", "عيد الفطر 2030", "[2030-02-03..2030-02-07]", "2030-02-05"),
    ("يجتمعون كل أسبوعين.", "كل أسبوعين", "P2W", "P2W"),
    ("غادر في 22/04.", "22/04", "2031-04-22", "2031-04-22"),
]


@pytest.mark.parametrize(("text", "words", "value", "timex"), ARABIC)
def test_arabic(text: str, words: str, value: str, timex: str) -> None:
    assert read(text, "ar") == [(words, value, timex)]


ENDS = [
    ("The office is open from 9 a.m. until noon.", ["2031-05-08T09:00", "2031-05-08T12:00"]),
    ("They met 3 to 5 p.m. on Tuesday.", ["2031-05-06T15:00", "2031-05-06T17:00"]),
    ("The bridge was closed from 11 to 1 pm.", ["2031-05-08T11:00", "2031-05-08T13:00"]),
    ("It was shut from Nov 28 to Jan 3, 2031.", ["2030-11-28", "2031-01-03"]),
]


@pytest.mark.parametrize(("text", "ends"), ENDS)
def test_both_ends(text: str, ends: list[str]) -> None:
    assert [timex for _, _, timex in read(text)] == ends


@pytest.mark.parametrize(
    "text",
    [
        "The score was 3 to 5.",
        "She won the vote by ten to three.",
        "The clinic is open 24/7 and 3/4 of it is new.",
        "They ate Easter eggs on Easter Island.",
        "The firm raised its quarterly dividend.",
        "Orthodox Easter fell late.",
        "They counted the thirty in the morning queue.",
    ],
)
def test_no_time(text: str) -> None:
    assert read(text) == []


def test_a_length_before_something_else_stays_a_length() -> None:
    assert [words for words, _, _ in read("It rained for two days after May 6.")] == ["two days", "May 6"]
    assert [words for words, _, _ in read("Two days after Tuesday's attack he left.")] == ["Two days", "Tuesday"]


def test_easter() -> None:
    assert [easter(year) for year in (1954, 2000, 2008, 2019)] == [date(1954, 4, 18), date(2000, 4, 23), date(2008, 3, 23), date(2019, 4, 21)]


def test_a_length_that_is_said_again_in_another_unit_is_not_added() -> None:
    from tests.extract.reports import report

    found = report("They sat in the old mill for two years and a half, over 31 months. A truce held two years and three months.").times
    assert [(t.text, t.value) for t in found] == [("two years and a half", "P2Y6M"), ("over 31 months", "P31M"), ("two years and three months", "P27M")]
