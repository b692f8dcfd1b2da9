"""Names weighed against each other: one person in many spellings is likely, brothers, fathers and namesakes are not, and it says why.

People everybody writes about stand for themselves; all others are invented. None of the pairs was trained on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.evidence import NAMES
from rashomon.link.letters import COUNT
from rashomon.link.likeness import Comparison, Matcher
from tests.text.arbitrary import CHECKED, texts

TYPES = ["person", "organisation", "group", "place"]


@cache
def matcher() -> Matcher:
    return Matcher(gazetteer())


def compare(a: str, b: str, kind: str) -> Comparison:
    return matcher().compare(a, b, kind)


ONE = [
    ("person", "Khalifa Hifter", "خليفة حفتر"), ("person", "Khalifa Belqasim Haftar", "خليفة بلقاسم حفتر"), ("person", "Field Marshal Haftar", "المشير خليفة حفتر"),
    ("person", "Muammar Gadhafi", "Mu'ammar al-Qaddafi"), ("person", "Seif el-Islam Kadhafi", "سيف الإسلام القذافي"), ("person", "Mohammed Hamdan Daglo", "محمد حمدان دقلو"),
    ("person", "Ghasem Soleymani", "قاسم سليماني"), ("person", "Recep Tayyip Erdogan", "رجب طيب أردوغان"), ("person", "Mesud Barzani", "مسعود بارزاني"), ("person", "Hassan Nasrallah", "حسن نصر الله"),
    ("person", "Aboubaker Baghdadi", "أبو بكر البغدادي"), ("person", "Zine El Abidine Ben Ali", "زين العابدين بن علي"), ("person", "Stephanie Williams", "ستيفاني ويليامز"),
    ("person", "Muhsin al-Qutrubi", "Mohsen Gotrobi"), ("person", "Noureddine al-Darbasi", "نور الدين الدرباسي"), ("person", "Abdul Rahman Tarruf", "عبدالرحمن طروف"), ("person", "Tarruf, Ghassan", "Ghassan Tarruf"),
    ("person", "M. al-Qutrubi", "Muhsin al-Qutrubi"), ("person", "Dr. Sabbouh", "منير صبوح"), ("person", "Jawad ash-Shahrabi", "Gawad Shahrabi"), ("person", "As'ad Essabbouh", "أسعد الصبوح"),
    ("organisation", "LNA", "الجيش الوطني الليبي"), ("organisation", "Da'ish", "ISIL"), ("organisation", "Health Ministry", "وزارة الصحة"), ("organisation", "Syrian Democratic Forces", "قوات سوريا الديمقراطية"),
    ("organisation", "Zahrin Shield Brigade", "كتيبة درع زهرين"), ("organisation", "TLA", "Tamraya Liberation Army"), ("organisation", "Central Bank of Libya", "مصرف ليبيا المركزي"),
    ("place", "Upper Zahrin", "زهرين العليا"), ("place", "Dayr az Zawr", "دير الزور"), ("place", "Oued Sarha", "وادي سرحة"), ("place", "Misratah", "Misurata"), ("place", "Kafr Nabl", "كفر نبل"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), ONE)
def test_spellings_of_one(kind: str, a: str, b: str) -> None:
    found = compare(a, b, kind)
    assert found.score > 0.6, found
    assert not found.contradicts


TWO = [
    ("person", "Saddam Khalifa Haftar", "Khalifa Haftar"), ("person", "صدام خليفة حفتر", "Khalifa Haftar"), ("person", "Bashar Hafez al-Assad", "Hafez al-Assad"),  # a son and his father
    ("person", "Khalid Muhsin al-Qutrubi", "Muhsin al-Qutrubi"), ("person", "خالد محسن القطربي", "محسن القطربي"),
    ("person", "Saif al-Islam Gaddafi", "معتصم القذافي"), ("person", "Khalid Muhsin al-Qutrubi", "Walid Muhsin al-Qutrubi"),  # brothers
    ("person", "Hassan Tarruf", "Hussein Tarruf"), ("person", "حسن طروف", "حسين طروف"), ("person", "Mohamed Karam", "Mahmoud Karam"), ("person", "Amin al-Shahrabi", "Amina al-Shahrabi"),
    ("person", "Karima Sabbouh", "كريم صبوح"), ("person", "محمد القطربي", "Mohamed Darbasi"), ("person", "Mehmet Yilmaz", "Mehmet Yildirim"), ("person", "Abu Yusuf al-Turki", "Abu Ahmad al-Turki"),
    ("person", "Abu Muhammad al-Zahrini", "Muhammad al-Zahrini"), ("person", "F. al-Darbasi", "Hamdan al-Darbasi"), ("person", "Minister Sabbouh", "Munir Tarruf"), ("person", "Jalal Talabani", "Qubad Talabani"),
    ("organisation", "Health Ministry", "وزارة الدفاع"), ("organisation", "كتيبة زهرين", "Tamraya Brigade"), ("organisation", "Central Bank of Libya", "Central Bank of Syria"),
    ("organisation", "Libyan Islamic Front", "Moroccan Islamic Front"), ("organisation", "TLA", "Coast Shield Brigade"),
    ("place", "Upper Zahrin", "Lower Zahrin"), ("place", "زهرين العليا", "Lower Zahrin"), ("place", "East Zahrin", "West Zahrin"), ("place", "كفر نبل", "Kafr Zita"), ("place", "Wadi Sarha", "Wadi Rimal"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), TWO)
def test_two_stay_two(kind: str, a: str, b: str) -> None:
    assert compare(a, b, kind).score < 0.5


@pytest.mark.parametrize(("kind", "a", "b"), [
    pytest.param("person", "Masrour Barzani", "Masoud Barzani", id="two letters apart, and not both in the list of given names"),
    pytest.param("person", "Salem al-Darbasi", "Salim al-Darbasi", id="written alike by many"),
    pytest.param("place", "Zahrin", "Zahran", id="one vowel apart"),
])  # fmt: skip
def test_two_that_are_taken_for_one(kind: str, a: str, b: str) -> None:
    assert compare(a, b, kind).score > 0.5


@pytest.mark.parametrize(("kind", "a", "b"), [
    pytest.param("organisation", "Mercy Across Valleys", "رحمة عبر الأودية", id="translated by words that are in no list"),
    pytest.param("organisation", "Zahrin Shield", "Sons of the River", id="renamed"),
])  # fmt: skip
def test_one_that_is_taken_for_two(kind: str, a: str, b: str) -> None:
    assert compare(a, b, kind).score < 0.5


@pytest.mark.parametrize(("a", "b", "kind", "why"), [
    ("Muhsin al-Qutrubi", "Mohsen el-Qotrobi", "person", "muhsin = mohsen, qutrubi = qotrobi"),
    ("Hamdan al-Darbasi", "Faris al-Darbasi", "person", "darbasi; but hamdan against faris"),
    ("Saleh Muhsin al-Qutrubi", "Saleh al-Qutrubi", "person", "saleh, qutrubi; muhsin left out"),
    ("Khalid Muhsin al-Qutrubi", "Muhsin al-Qutrubi", "person", "muhsin, qutrubi; but khalid stands before the whole other name, as a child's name before the father's"),
    ("TLA", "Tamraya Liberation Army", "organisation", "TLA are the initials of Tamraya Liberation Army"),
    ("LNA", "Libyan National Army", "organisation", "LNA and Libyan National Army are known names of one"),
    ("Muhsin", "Muhsin", "person", "the same letters"),
    ("!", "Muhsin", "person", "nothing to compare"),
    ("Wadi Sarha", "Jabal Rimal", "place", "no part agrees: wadi sarha against jabal rimal"),
])  # fmt: skip
def test_the_reason_says_what_agrees_and_what_does_not(a: str, b: str, kind: str, why: str) -> None:
    assert compare(a, b, kind).why == why


def test_contradictions_are_told_from_what_is_left_out() -> None:
    assert compare("Hamdan al-Darbasi", "Faris al-Darbasi", "person").contradicts
    assert compare("Khalid Muhsin al-Qutrubi", "Muhsin al-Qutrubi", "person").contradicts
    assert not compare("Saleh Muhsin al-Qutrubi", "Saleh al-Qutrubi", "person").contradicts


def test_many_are_compared_as_one_by_one_and_in_any_company() -> None:
    pairs = [*ONE, *TWO]
    kinds = [kind for kind, _, _ in pairs]
    fresh = Matcher(gazetteer())
    left, right = fresh.prepare([a for _, a, _ in pairs], kinds), fresh.prepare([b for _, _, b in pairs], kinds)
    together = fresh.compare_many(left, right)
    alone = [compare(a, b, kind) for kind, a, b in pairs]
    assert together.score.tolist() == pytest.approx([c.score for c in alone], abs=1e-5)
    assert together.contradicts.tolist() == [c.contradicts for c in alone]
    rows = np.array([5, 0, 5])
    assert fresh.compare_many(left, right, rows, rows).score.tolist() == pytest.approx(together.score[rows].tolist())
    assert fresh.explained([]) == []


def test_few_pairs_are_weighed_like_many() -> None:
    """To the last bit, or what is joined would hang on what else is compared."""
    trees = Matcher(gazetteer())._trees
    x = np.random.default_rng(1).normal(0, 2, (len(NAMES), 400)).astype(np.float32)
    many = trees.weigh(x)
    for size in (1, 2, 17, 64):
        assert np.array_equal(np.concatenate([trees.weigh(np.ascontiguousarray(x[:, at : at + size])) for at in range(0, 400, size)]), many)


def test_the_weights_belong_to_the_evidence_that_is_gathered() -> None:
    with np.load(str(files("rashomon.link").joinpath("data/names.npz"))) as held:
        assert held["question"].max() < len(NAMES)
        assert held["question"].shape == held["border"].shape
        assert held["leaf"].shape == (len(held["question"]), 2 ** held["question"].shape[1])
        assert held["pairs"].shape == (COUNT, COUNT)
        assert (held["pairs"] == held["pairs"].T).all()
        assert held["pairs"].min() >= 0


@CHECKED
@given(texts(4), texts(4), st.sampled_from(TYPES))
def test_any_two_names(a: str, b: str, kind: str) -> None:
    found, back = compare(a, b, kind), compare(b, a, kind)
    assert 0 <= found.score <= 1
    assert found.why
    assert (back.score, back.contradicts) == (found.score, found.contradicts)


def test_a_name_is_like_itself_whatever_its_letters() -> None:
    for name in ("Muhsin al-Qutrubi", "محسن القطربي", "Мухсин", "17", "王"):
        for kind in TYPES:
            assert compare(name, name, kind).score == 1
            assert compare(name, name.upper(), kind).score == 1
