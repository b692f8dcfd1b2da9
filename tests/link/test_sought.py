"""Names known from English reports are looked for in Arabic ones: found where they are spelt, nowhere else, and taken back with what led to them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from rashomon.export.records import of_one
from rashomon.model import Judgement, Mention, Side
from rashomon.pipeline.linking import link
from tests.link.records import Linked, Told, extract, linked, speller

ENGLISH: Told = (
    "01.txt", "2031-05-06", "Halyard", "en",
    "Zelmar Qistani counted the boats in Nujayma.",
)  # fmt: skip
ARABIC: Told = (
    "02.txt", "2031-05-07", "المرفأ اليوم", "ar",
    "عند الرصيف جلس زلمار قسطاني وحده. وقال بائع السمك زلمار قسطاني إن القوارب لم تعد. واتصلنا بزلمار قسطاني مرة أخرى.",
)  # fmt: skip


def arabic(words: str, file: str = "02.txt") -> Told:
    return (file, "2031-05-07", "المرفأ اليوم", "ar", words)


def found(*told: Told) -> list[str]:
    """The names that linking found, in order."""
    return [m.text for m in linked(told).links.mentions]


@pytest.fixture(scope="module")
def pile() -> Linked:
    return linked([ENGLISH, ARABIC])


def test_a_full_name_is_found_wherever_it_is_spelt(pile: Linked) -> None:
    assert [m.text for m in pile.links.mentions] == ["زلمار قسطاني", "زلمار قسطاني", "زلمار قسطاني"]
    text = pile.files[1].root.text or ""
    for m in pile.links.mentions:
        assert text[m.start : m.end] == m.text
        assert m.document == pile.files[1].root.id
    assert text[pile.links.mentions[-1].start - 1] == "ب"  # what is written onto a name is no part of it


def test_it_says_what_led_to_it_and_is_joined_with_a_reason(pile: Linked) -> None:
    first = pile.links.mentions[0]
    assert first.how == "spelt like Zelmar Qistani, named in English reports"
    entity = pile.entity("Zelmar Qistani")
    assert pile.links.entity_of[first.id] == entity.id
    assert {n.name: n.count for n in entity.names} == {"Zelmar Qistani": 1, "زلمار قسطاني": 3}
    assert [j.reason for j in entity.joins] == ["zelmar = زلمار, qistani = قسطاني"]


def test_a_source_without_speaker_gets_the_name_in_it(pile: Linked) -> None:
    (read,) = [s for s in pile.files[1].statements if s.source]
    assert read.speaker_mention is None
    (said,) = [s for s in pile.links.spoken if s.id == read.id]
    assert said.speaker == pile.entity("Zelmar Qistani").id
    assert replace(said, speaker=None, chain=read.chain) == read


@pytest.mark.parametrize("source", ["مصدر مقرب من زلمار قسطاني", "مسؤول في شركة زلمار قسطاني"])
def test_a_name_behind_a_preposition_does_not_speak(source: str) -> None:
    record = linked([ENGLISH, arabic(f"وقال {source} إن القوارب لم تعد.")])
    assert len(record.links.mentions) == 1
    assert {s.speaker for s in record.links.spoken if s.document == record.files[1].root.id} <= {None}


@pytest.mark.parametrize(
    "words",
    [
        "قرأنا ذلك في https://marfa.example/زلمار قسطاني أمس.",  # the first word belongs to an address
        "قرأنا عن زلمار، قسطاني لم يكن هناك.",  # two names
        "جاء زلمار\n\nقسطاني بلدة بعيدة.",  # two paragraphs
        "جاء بن زلمار قسطاني.",  # his son
        "جاء زلمار قسطاني بن عمار.",
        "جاء كريم زلمار قسطاني.",  # the rest of a longer name
        "جاء زلمار وحده.",
        "جاء قسطاني زلمار.",  # the other way round
    ],
)
def test_what_is_not_the_whole_name_is_left_alone(words: str) -> None:
    assert found(ENGLISH, arabic(words)) == []


def test_names_in_a_row_are_told_apart() -> None:
    assert found(ENGLISH, arabic("جاء زلمار قسطاني وكريم وبعدهما سفينة.")) == ["زلمار قسطاني"]


def test_what_is_named_already_is_not_named_again() -> None:
    record = linked([ENGLISH, arabic("وصل العقيد زلمار قسطاني إلى نجيمة.")])
    assert [m.text for m in record.files[1].mentions if "زلمار" in m.text] == ["زلمار قسطاني"]
    assert record.links.mentions == ()


def test_nothing_is_looked_for_the_other_way_round_or_without_english_reports() -> None:
    titled = arabic("وصل العقيد زلمار قسطاني إلى نجيمة.", "03.txt")
    assert found(titled, ARABIC) == []
    small = ("04.txt", "2031-05-06", "Halyard", "en", "we saw zelmar qistani at the pier.")
    assert found(titled, small) == []


def test_an_office_taken_for_a_body_is_not_looked_for() -> None:
    english = extract(("01.txt", "2031-05-06", "Halyard", "en", "The Interior Minister came late."))
    office = Mention(id="m-1", document=english.root.id, start=4, end=21, text="Interior Minister", type="organisation")
    links = link([replace(english, mentions=(office,)), extract(arabic("ونفى وزير الداخلية ذلك."))], (), speller())
    assert links.mentions == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Iyad Allawi", "وأشار أيضا إلى ذلك."),  # too few consonants, and an everyday word
        ("Zed Wong", "جلس زيد وانج هناك."),
        ("Mahmoud Qistani", "جاء محمد قسطاني."),  # a given name is spelt as it is spelt
        ("Coca-Cola", "حقق كل منهم فوزه."),
    ],
)
def test_words_that_only_sound_alike_are_left_alone(name: str, words: str) -> None:
    assert found(("01.txt", "2031-05-06", "Halyard", "en", f"The letter was written by {name}, a seller of {name}."), arabic(words)) == []


def test_a_body_is_found_by_the_translation_of_its_words() -> None:
    english: Told = ("01.txt", "2031-05-06", "Halyard", "en", "The Balqara Phosphate Company denied it. A spokesman for the Balqara Phosphate Company left.")
    record = linked([english, arabic("علمنا أن شركة فوسفات بلقارة دفعت المال.")])
    assert record.spellings("Balqara Phosphate Company") == {"Balqara Phosphate Company", "شركة فوسفات بلقارة"}


def test_a_name_that_two_could_bear_is_left_alone() -> None:
    two: Told = ("03.txt", "2031-05-06", "Courier", "en", "Zelmar Kostone sat at the pier.")
    assert found(two, ARABIC) == found(ENGLISH, ARABIC) != []
    assert found(two, ENGLISH, ARABIC) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_changes_nothing(pile: Linked, seed: int) -> None:
    told = [ENGLISH, ARABIC]
    random.Random(seed).shuffle(told)
    assert linked(told).links == pile.links


def test_different_wins_over_the_spelling(pile: Linked) -> None:
    """The name stays one, by itself, so that the judgement can be taken back or another be made of it."""
    first = pile.links.mentions[0]
    sides = {"a": Side(name="Zelmar Qistani"), "b": Side(name=first.text, mentions=(first.id,))}
    judged = Judgement(id="j-1", verdict="different", who="Amal", when="2031-05-20T10:00:00Z", **sides)
    record = linked([ENGLISH, ARABIC], [judged])
    assert record.links.mentions == pile.links.mentions
    assert record.spellings("Zelmar Qistani") == {"Zelmar Qistani"}
    assert record.spellings(first.text) == {first.text}


def test_the_confidence_is_that_of_the_english_names() -> None:
    english, other = extract(ENGLISH), extract(ARABIC)
    unsure = replace(english, mentions=tuple(replace(m, confidence=0.4) for m in english.mentions))
    assert {m.confidence for m in link([unsure, other], (), speller()).mentions} == {0.4}


def test_found_names_are_written_with_the_others(pile: Linked) -> None:
    lines = [x for x in of_one(pile.files[1], pile.links) if isinstance(x, Mention)]
    assert [m.start for m in lines] == sorted(m.start for m in lines)
    assert {m.id for m in pile.links.mentions} <= {m.id for m in lines}
    assert all(m.entity for m in lines if m.text == "زلمار قسطاني")
