"""Figures: what number is read, in digits, words, fractions, sums, ranges and vague amounts, and which numbers are no figures."""

from __future__ import annotations

import pytest

from rashomon.lang.base import VAGUE
from tests.extract.test_bounds import figures

Wanted = list[tuple[float | None, float | None, str]]


def numbers(text: str, language: str = "en") -> Wanted:
    return [(f.low, f.high, f.bound) for f in figures(text, language)]


NUMBERS: list[tuple[str, str, Wanted]] = [
    ("Three and a half million people crossed.", "en", [(3_500_000, 3_500_000, "exact")]),
    ("Half a million people crossed.", "en", [(500_000, 500_000, "exact")]),
    ("A hundred and five trucks crossed.", "en", [(105, 105, "exact")]),
    ("The ferry sank in minus 12 degrees.", "en", [(-12, -12, "exact")]),
    ("Sales reached 4.3M copies.", "en", [(4_300_000, 4_300_000, "exact")]),
    ("The trench is 1.8 billion-mile deep.", "en", [(1_800_000_000, 1_800_000_000, "exact")]),
    ("وصل ثلاثة ملايين ونصف المليون لاجئ.", "ar", [(3_500_000, 3_500_000, "exact")]),
    ("بلغت الكلفة 3,5 مليون دولار.", "ar", [(3_500_000, 3_500_000, "exact")]),
    ("نزح 50\u00a0ألف شخص.", "ar", [(50_000, 50_000, "exact")]),
    ("واعترف أحد عشر منهم.", "ar", [(11, 11, "exact")]),
    ("نزحت 211.275 عائلة.", "ar", [(211_275, 211_275, "exact")]),
    ("يبلغ الطول 2.500 كيلومتر.", "ar", [(2.5, 2.5, "exact")]),
    ("أصيب اثنان منهم.", "ar", [(2, 2, "exact")]),
]
SHARES: list[tuple[str, str, Wanted]] = [
    ("Two-thirds of the boats burned.", "en", [(66.67, 66.67, "exact")]), ("About a third of the boats burned.", "en", [(33.33, 33.33, "about")]),
    ("More than half of them left.", "en", [(50, None, "more_than")]), ("One in three sailors drowned.", "en", [(33.33, 33.33, "exact")]),
    ("Nine out of ten boats burned.", "en", [(90, 90, "exact")]), ("Two in three said no.", "en", [(66.67, 66.67, "exact")]),
    ("نزح نصفهم.", "ar", [(50, 50, "exact")]), ("غادر ثلث السكان.", "ar", [(33.33, 33.33, "exact")]), ("احترق ثلاثة أرباع الزوارق.", "ar", [(75, 75, "exact")]),
    ("غادر أكثر من نصف السكان.", "ar", [(50, None, "more_than")]),
]  # fmt: skip
RANGES: list[tuple[str, str, Wanted]] = [
    ("Prices rose between 5% and 6%.", "en", [(5, 6, "range")]), ("The fine is $3 billion to $5 billion.", "en", [(3e9, 5e9, "range")]),
    ("There are 1 to 2 thousand people.", "en", [(1000, 2000, "range")]), ("A fee of 1 per cent to 1.5 per cent is due.", "en", [(1, 1.5, "range")]),
    ("The toll rose from 20 to 25.", "en", [(20, 20, "exact"), (25, 25, "exact")]), ("Shares rose 18 cents to $23.", "en", [(18, 18, "exact"), (23, 23, "exact")]),
    ("وصل عشرة إلى خمسة عشر مقاتلا.", "ar", [(10, 15, "range")]), ("ارتفع العدد من 20 إلى 25.", "ar", [(20, 20, "exact"), (25, 25, "exact")]),
    ("عددهم بين ثلاثة وأربعة آلاف مقاتل.", "ar", [(3000, 4000, "range")]),
]  # fmt: skip
VAGUE_AMOUNTS: list[tuple[str, str, float, float]] = [
    ("Dozens were hurt.", "en", 12, 120), ("Scores of people fled.", "en", 20, 200), ("Hundreds of thousands fled.", "en", 100_000, 1_000_000),
    ("Several hundred fighters came.", "en", 100, 1000), ("A few thousand people fled.", "en", 1000, 10_000), ("Millions of dinars were lost.", "en", 1_000_000, 10_000_000),
    ("نزح الآلاف.", "ar", 1000, 10_000), ("قتل عشرات المدنيين.", "ar", 10, 100), ("نزح مئات الآلاف.", "ar", 100_000, 1_000_000), ("وصلت بضع مئات من المقاتلين.", "ar", 100, 1000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "wanted"), [*NUMBERS, *SHARES, *RANGES])
def test_what_number_is_read(text: str, language: str, wanted: Wanted) -> None:
    assert numbers(text, language) == [
        (low if low is None else pytest.approx(low), high if high is None else pytest.approx(high), bound) for low, high, bound in wanted
    ]


@pytest.mark.parametrize(("text", "language", "low", "high"), VAGUE_AMOUNTS)
def test_a_vague_amount_has_the_ends_of_a_convention_and_says_so(text: str, language: str, low: float, high: float) -> None:
    (found,) = figures(text, language)
    assert (found.low, found.high, found.bound) == (low, high, "range")
    assert found.how.startswith(VAGUE)


def test_a_bounded_vague_amount_keeps_its_bound() -> None:
    assert numbers("At least hundreds of people fled.") == [(100, None, "at_least")]
    assert numbers("نزح أكثر من مئات الآلاف.", "ar") == [(100_000, None, "more_than")]


SUMS = [
    ("They paid US$5m.", 5_000_000, "USD"), ("They paid A$5.", 5, "money"), ("They paid £2.5bn.", 2.5e9, "GBP"), ("They paid EUR 40.", 40, "EUR"),
    ("They paid $US55,931.", 55931, "USD"), ("They paid RM23.50.", 23.5, "money"), ("They paid USD10m.", 1e7, "USD"), ("They paid 200 euros.", 200, "EUR"),
    ("They paid 90,000 quontos for it.", 90000, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), SUMS)
def test_sums(text: str, value: float, unit: str | None) -> None:
    assert [(f.low, f.unit, f.category) for f in figures(text)] == [(pytest.approx(value), unit, "money")]


NO_FIGURES = [
    ("The team won 2-1.", "en"), ("They met at 5.20 on the quay.", "en"), ("She lives at 49 Harbour Mole Road.", "en"), ("Call 0555 123 456.", "en"),
    ("Text MARKET to 60606.", "en"), ("The S&P 500 is down.", "en"), ("Munir Sabbouh, 41, sells fish.", "en"), ("The boy of fifteen sold fish.", "en"),
    ("3) The ferry burned", "en"), ("[2] See the ledger.", "en"), ("The two agreed to meet.", "en"), ("Bunker 6 burned.", "en"), ("He walked for half an hour.", "en"),
    ("A quarter of an hour passed.", "en"), ("No one came.", "en"), ("One day it will end.", "en"), ("UPDATE 2-Depot burns in port", "en"),
    ("The bookmakers gave odds of 80 to 1.", "en"), ("He wore an iPhone 11 Pro case.", "en"), ("Resolutions 1970 and 1973 were passed.", "en"),
    ("See pages 3-5 of the ledger.", "en"), ("صدرت القرارات 1970 و1973.", "ar"), ("في بداية القرن العشرين.", "ar"),
    ("لست نادما.", "ar"), ("في الثالث عشر من الشهر.", "ar"), ("فاز الفريق 2-1.", "ar"), ("انتظر نصف ساعة.", "ar"), ("قال إدريس أبو خمسين.", "ar"),
    ("الهاتف: 5551234", "ar"), ("ص 7: الكلمات", "ar"), ("الربع الأول من العام.", "ar"), ("هو من باكستان.", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), NO_FIGURES)
def test_numbers_that_count_nothing(text: str, language: str) -> None:
    assert [f.text for f in figures(text, language)] == []


DUALS = [
    ("عبر مراقبان.", "مراقبان"), ("أقيم مخيمان قرب التل.", "مخيمان"), ("نقلوا إلى مخيمين.", "مخيمين"), ("غرقت سفينتان.", "سفينتان"), ("فتحوا ممرين آمنين.", "ممرين آمنين"),
    ("تحدث مع مسؤولين اثنين.", "مسؤولين اثنين"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), DUALS)
def test_arabic_duals(text: str, words: str) -> None:
    assert [(f.text, f.low, f.high) for f in figures(text, "ar")] == [(words, 2, 2)]


@pytest.mark.parametrize("text", ["وصل المهندسون مع المسؤولين.", "قال العاملين في المرفأ.", "هو رجل رصين.", "رأى بساتين وقوانين."])
def test_plurals_are_no_duals(text: str) -> None:
    assert figures(text, "ar") == []
