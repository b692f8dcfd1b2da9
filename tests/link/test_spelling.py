"""Two names compared: spellings of one man in both scripts agree, a father and his son contradict, and it says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.likeness import Comparison
from rashomon.link.spelling import SAME
from rashomon.model import MentionType
from tests.link.records import speller
from tests.text.arbitrary import CHECKED, texts

LIKELY = 0.72  # what a part that is left out leaves of a score


def compare(a: str, b: str, kind: MentionType) -> Comparison:
    return speller().compare(a, b, kind)


PEOPLE = [
    # people everybody writes about, in the spellings of the press
    ("Khalifa Hifter", "Khalifa Haftar"), ("Khalifa Haftar", "خليفة حفتر"), ("Khalifa Heftir", "خليفة حفتر"), ("Gen. Khalifa Hafter", "Gen. Khalifa Haftar"),
    ("Muammar Gaddafi", "Moammar Qadhafi"), ("Muammar Gaddafi", "معمر القذافي"), ("Muammar Gadhafi", "Mu'ammar al-Qaddafi"),
    ("Osama bin Laden", "Usama Bin Ladin"),
    ("Osama bin Laden", "أسامة بن لادن"), ("Abdel Fattah al-Sisi", "Abdulfattah Sisi"), ("Bashar al-Assad", "بشار الأسد"), ("Saddam Hussein", "صدام حسين"),
    # people nobody has heard of, so that only the letters can tell
    ("Muhsin al-Qutrubi", "Mohsen el-Qotrobi"), ("Muhsin al-Qutrubi", "Muhsen Gutrubi"), ("Mohsin al-Kutrubi", "محسن القطربي"),
    ("Muhsen Gutrubi", "محسن القطربي"),
    ("Jawad al-Salhumi", "Jawad Salhoumi"), ("Ilda Korvat", "إيلدا كورفات"), ("Munir Sabbouh", "منير صبوح"), ("Nawal al-Shahrabi", "نوال الشهربي"),
    ("Bilal Shaqwa", "بلال شقوة"),
    ("Yusuf Karam", "Youssef Karam"), ("Hussein Tarruf", "Hussain Tarruf"), ("Faris al-Darbasi", "فارس الدرباسي"), ("MUHSIN AL-QUTRUBI", "Muhsin al-Qutrubi"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), PEOPLE)
def test_spellings_of_one_person(a: str, b: str) -> None:
    found = compare(a, b, "person")
    assert found.score >= SAME, found
    assert not found.contradicts


@pytest.mark.parametrize(("a", "b"), [
    pytest.param("Abdul Rahman Tarruf", "عبد الرحمن طروف", id="names with Abd: the part is half Latin, half Arabic"),
    pytest.param("Ingrid Vasholm", "إنغريد فاسهولم", id="s and h read as one letter"),
])  # fmt: skip
def test_spellings_that_are_taken_for_two(a: str, b: str) -> None:
    assert not compare(a, b, "person").contradicts


@pytest.mark.parametrize(("a", "b"), [("Hifter", "Haftar"), ("Haftar", "حفتر"), ("Heftir", "حفتر"), ("Gutrubi", "القطربي"), ("Gaddafi", "القذافي")])
def test_one_name_alone_is_likely(a: str, b: str) -> None:
    assert compare(a, b, "person").score >= LIKELY


TWO = [
    ("Hamdan al-Darbasi", "Faris al-Darbasi"), ("حمدان الدرباسي", "فارس الدرباسي"), ("Hamdan al-Darbasi", "فارس الدرباسي"),  # the father and his son
    ("Saif al-Islam Gaddafi", "Muammar Gaddafi"), ("سيف الإسلام القذافي", "معمر القذافي"), ("Hafez al-Assad", "Bashar al-Assad"),
    ("Hassan Tarruf", "Hussein Tarruf"), ("Mohamed Karam", "Mahmoud Karam"), ("حسن طروف", "حسين طروف"),  # given names of their own
    ("Munir Sabbouh", "Munir Tarruf"), ("Muhsin al-Qutrubi", "Munir Sabbouh"), ("Omar Tarruf", "Amr Karam"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), TWO)
def test_names_of_two_people_contradict(a: str, b: str) -> None:
    found = compare(a, b, "person")
    assert found.contradicts
    assert found.score < LIKELY


BODIES = [
    ("TLA", "Tamraya Liberation Army", True), ("T.L.A.", "Tamraya Liberation Army", True), ("UNOMT", "United Nations Observer Mission in Tamraya", True),
    ("LNA", "Libyan National Army", True), ("U.N.", "United Nations", True), ("United Nations", "الأمم المتحدة", True),
    ("Security Council", "مجلس الأمن", True),
    ("Liberation Army of Tamraya", "Tamraya Liberation Army", True), ("Tamrayan Liberation Army", "Tamraya Liberation Army", True),
    ("Red Crescent", "الهلال الأحمر", True),
    ("Health Ministry", "وزارة الصحة", True), ("Ministry of Health", "وزارة الصحة", True), ("Foreign Ministry", "وزارة الخارجية", True),
    ("TLA", "Coast Shield Brigade", False), ("TLA", "Tamraya Red Crescent", False), ("Health Ministry", "Defense Ministry", False),
    ("Defense Ministry", "وزارة الصحة", False),
    ("Wadi Brigades", "Coast Shield Brigade", False), ("Zahrin Herald", "Zahrin University", False), ("Radio Zahrin", "Zahrin Herald", False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "same"), BODIES)
def test_bodies(a: str, b: str, same: bool) -> None:
    found = compare(a, b, "organisation")
    assert (found.score >= SAME) == same, found
    assert not (same and found.contradicts)


PLACES = [
    ("Marsa Rimal", "مرسى رمال", True),
    ("Zahrin", "زهرين", True),
    ("Benghazi", "بنغازي", True),
    ("Wadi Sarha", "وادي سرحة", True),
    ("Marsa Rimal", "Marsa Sarha", False),
    ("Zahrin", "Nujayma", False),
]


@pytest.mark.parametrize(("a", "b", "same"), PLACES)
def test_places(a: str, b: str, same: bool) -> None:
    assert (compare(a, b, "place").score >= 0.9) == same


def test_the_reason_names_the_parts_that_agree_or_do_not() -> None:
    assert compare("Muhsin al-Qutrubi", "Mohsen el-Qotrobi", "person").why == "muhsin = mohsen, qutrubi = qotrobi"
    assert compare("Hamdan al-Darbasi", "Faris al-Darbasi", "person").why == "darbasi; but hamdan against faris"
    assert compare("TLA", "Tamraya Liberation Army", "group").why == "TLA are the initials of Tamraya Liberation Army"


def test_a_part_left_out_weakens_and_does_not_contradict() -> None:
    whole, part = "Saleh Muhsin al-Qutrubi", "Muhsin al-Qutrubi"
    found = compare(whole, part, "person")
    assert not found.contradicts
    assert LIKELY < found.score < SAME


def test_initials_agree_with_the_names_they_begin() -> None:
    assert compare("H. al-Darbasi", "Hamdan al-Darbasi", "person").score >= SAME
    assert compare("F. al-Darbasi", "Hamdan al-Darbasi", "person").contradicts


@CHECKED
@given(texts(4), texts(4), st.sampled_from(["person", "organisation", "group", "place"]))
def test_any_two_names(a: str, b: str, kind: MentionType) -> None:
    found = compare(a, b, kind)
    assert 0 <= found.score <= 1
    assert found.why
    back = compare(b, a, kind)
    assert back.score == pytest.approx(found.score)
    assert back.contradicts == found.contradicts
    assert compare(a, a, kind).score == 1
