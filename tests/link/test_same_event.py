"""Events: reports of one thing over documents and languages; a report without a day joins its own document's event."""

from __future__ import annotations

import random

import pytest

from tests.link.records import Told, linked

WIRE: Told = ("01.txt", "2031-05-06", "Halyard", "en", "Shells struck the fish market of Marsa Rimal on Tuesday, killing at least 23 people.")
COURIER: Told = ("02.txt", "2031-05-08", "Tolmek Courier", "en", "Unknown men shelled the market of Marsa Rimal two days ago, Colonel Munir Sabbouh said.")
MARFA: Told = ("03.txt", "2031-05-07", "المرفأ اليوم", "ar", "قصفت المدفعية سوق السمك في مدينة مرسى رمال صباح الثلاثاء 6 أيار/مايو 2031.")
OTHER_DAY: Told = ("04.txt", "2031-05-14", "Halyard", "en", "Shells struck the fish market of Marsa Rimal on Tuesday, killing two people.")
OTHER_PLACE: Told = ("05.txt", "2031-05-06", "Halyard", "en", "Shells struck the oasis of Wadi Sarha on Tuesday, killing two people.")
UNDATED: Told = ("06.txt", None, None, "en", "Shells struck the fish market of Marsa Rimal, killing many people.")
TWICE: Told = (
    "07.txt",
    "2031-05-06",
    "Zahrin Herald",
    "en",
    "Market shelled in Marsa Rimal\n\nShells struck Marsa Rimal on Tuesday. The shelling of Marsa Rimal lasted an hour.",
)


def test_one_event_in_two_reports_and_two_languages() -> None:
    found = linked([WIRE, COURIER, MARFA])
    (attack,) = [e for e in found.events() if len(e[1]) > 1]
    assert attack == ("2031-05-06", {"01.txt", "02.txt", "03.txt"})


@pytest.mark.parametrize("other", [OTHER_DAY, OTHER_PLACE], ids=["another day", "another place"])
def test_two_events(other: Told) -> None:
    assert all(len(files) == 1 for _, files in linked([WIRE, other]).events())


def test_a_report_of_another_document_without_a_day_joins_nothing() -> None:
    assert all(len(files) == 1 for _, files in linked([WIRE, UNDATED]).events())


def test_sentences_without_a_day_join_the_event_of_their_own_document() -> None:
    found = linked([TWICE])
    attacks = [e for e in found.links.events if e.type == "assault"]
    assert [(e.when, len(e.reports)) for e in attacks] == [("2031-05-06", 3)]


def test_accounts_keep_their_words_and_the_event_its_reason() -> None:
    found = linked([WIRE, COURIER])
    (event,) = [e for e in found.links.events if len({r.document for r in e.reports}) == 2]
    texts = {f.root.id: f.root.text or "" for f in found.files}
    assert all(texts[r.document][r.start : r.end] == r.text for r in event.reports)
    assert "2031-05-06" in event.reason
    assert event.place == found.entity("Marsa Rimal").id
    assert event.type == "assault"


def test_what_is_only_asked_threatened_or_promised_is_no_event() -> None:
    told: Told = (
        "08.txt",
        "2031-05-08",
        "Halyard",
        "en",
        "Muhsin al-Qutrubi threatened to shell the port of Marsa Rimal. Nawal al-Shahrabi promised to attack Nujayma on Sunday.",
    )
    assert linked([told]).events() == []


def test_the_order_of_files_changes_nothing() -> None:
    pile = [WIRE, COURIER, MARFA, OTHER_DAY, OTHER_PLACE, UNDATED, TWICE]
    wanted = linked(pile).links
    for seed in range(3):
        random.Random(seed).shuffle(pile)
        assert linked(pile).links == wanted
