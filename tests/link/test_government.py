"""Capitals and countries that mean a government."""

from __future__ import annotations

import pytest

from tests.link.records import linked


def marked(words: str, language: str = "en") -> list[tuple[str, str]]:
    """(name, reason) of mentions that stand for a government, in order."""
    found = linked([("01.txt", "2031-05-06", "Halyard", language, words)])
    mentions = [m for f in found.files for m in f.mentions]
    return [(m.text, found.links.government[m.id]) for m in sorted(mentions, key=lambda m: m.start) if m.id in found.links.government]


def test_a_capital_that_speaks_or_is_accused() -> None:
    found = marked("Washington said on Monday that it was worried. Moscow accused Washington of meddling.")
    assert [name for name, _ in found] == ["Washington", "Moscow", "Washington"]
    assert found[0][1] == "capital of United States; acts as people do (“said”)"
    assert "“accused”" in found[2][1]


def test_in_arabic_the_first_behind_the_verb_acts_and_the_second_is_accused() -> None:
    (tehran, acts), (washington, accused) = marked("اتهمت طهران واشنطن بخرق الاتفاق.", "ar")
    assert (tehran, washington) == ("طهران", "واشنطن")
    assert acts.startswith("capital of Iran; acts")
    assert accused.startswith("capital of United States; dealt with")


@pytest.mark.parametrize(
    "words",
    [
        "Officials in Washington said that the flight had landed.",
        "Three people from Ankara were killed in Cairo, police said.",
        "The trial began in Moscow on Friday.",
        "Birmingham said it had no beds.",  # no capital
        "She told France 24 that nobody had come.",
    ],
)
def test_a_place_is_a_place(words: str) -> None:
    assert not [name for name, _ in marked(words) if name != "police"]


def test_a_town_that_the_reports_call_a_capital() -> None:
    found = marked("Shells fell near the capital, Zahrin, on Monday. The rebels accused Zahrin of firing first.")
    assert [(name, why.split(";")[0]) for name, why in found] == [("Zahrin", "called a capital in the reports")]


def test_a_country_that_acts() -> None:
    assert [name for name, _ in marked("Libya denied that it had closed the border. Ships left Libya.")] == ["Libya"]
