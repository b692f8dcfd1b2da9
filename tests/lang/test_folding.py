"""Folding: one form for the many ways a word is written, and the way back to the characters it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.lang.folding import fold, fold_with_map, keys, without_clitics
from tests.text.arbitrary import CHECKED, folded_texts


@CHECKED
@given(folded_texts())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@CHECKED
@given(folded_texts())
def test_the_map_folds_alike_and_never_runs_back(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@CHECKED
@given(folded_texts(), st.data())
def test_a_folded_stretch_goes_back_to_the_characters_that_fold_to_it(text: str, data: st.DataObject) -> None:
    """Wherever a stretch begins and ends with whole characters; one character may fold to several ("ﬁ")."""
    folded = fold_with_map(text)
    edges = [i for i in range(len(folded.text) + 1) if i in (0, len(folded.text)) or folded.offsets[i] != folded.offsets[i - 1]]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    span = folded.span(start, end)
    assert fold(text[span.start : span.end]) == folded.text[start:end]


@CHECKED
@given(folded_texts())
def test_keys_stand_for_words_of_the_text_in_order(text: str) -> None:
    text = "".join(c for c in text if len(fold(c)) <= 1)
    at = 0
    for key, span in keys(text):
        assert at <= span.start < span.end <= len(text)
        assert without_clitics(fold(text[span.start : span.end])) == key
        at = span.end


@pytest.mark.parametrize("text", ["½", "¼ litre"])
def test_keys_inside_one_character_point_at_it(text: str) -> None:
    assert all(span.end > span.start for _, span in keys(text))


def test_a_mark_folds_alike_whatever_stands_beside_it() -> None:
    assert fold("`no") == fold("`nö")


ALIKE = [
    ("Al-Qutrubi", "AL-QUTRUBI"), ("Café", "cafe\u0301"), ("“no”", '"no"'), ("«لا»", '"لا"'), ("it’s", "it's"), ("1990–95", "1990-95"),  # letters and marks
    ("٢٠٣١", "2031"), ("۲۰۳۱", "2031"), ("４１", "41"), ("١٢٫٥", "12.5"), ("١٬٠٠٠", "1,000"),  # digits of all scripts
    ("أحمد", "احمد"), ("إلى", "الي"), ("آذار", "اذار"), ("مؤتمر", "موتمر"), ("طائرة", "طايره"),  # carriers of hamza, ta marbuta
    ("مستشفى", "مستشفي"), ("علی", "علي"), ("کتاب", "كتاب"),  # ya, alef maqsura, Persian letters
    ("القـــطربي", "القطربي"), ("قُتِلَ", "قتل"), ("ﻻ", "لا"), ("ﷲ", "الله"),  # tatweel, vowel marks, presentation forms
    ("Qut\u00adrubi", "qutrubi"), ("\u202bقال\u202c", "قال"), ("نم\u200cي", "نمي"), ("ﬁre", "fire"), ("Straße", "strasse"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "other"), ALIKE)
def test_spellings_that_fold_alike(written: str, other: str) -> None:
    assert fold(written) == fold(other)


APART = [("حسن", "حسين"), ("قتل", "قاتل"), ("Hassan", "Hasan"), ("12", "21"), ("عمر", "عمرو")]


@pytest.mark.parametrize(("a", "b"), APART)
def test_what_is_another_word_stays_another(a: str, b: str) -> None:
    assert fold(a) != fold(b)


CLITICS = [
    ("والقطربي", "قطربي"), ("بالميناء", "ميناء"), ("للجيش", "جيش"), ("وقال", "قال"), ("كالعادة", "عاده"), ("فالجيش", "جيش"), ("الميناء", "ميناء"),
    ("الى", "الي"), ("ولد", "ولد"), ("الو", "الو"), ("salt", "salt"), ("2031", "2031"),  # too short to lose anything; other scripts
]  # fmt: skip


@pytest.mark.parametrize(("word", "bare"), CLITICS)
def test_light_clitics(word: str, bare: str) -> None:
    assert without_clitics(fold(word)) == fold(bare)


def test_a_hit_points_to_the_original_with_its_marks() -> None:
    text = "وَقَالَ الـقُطْرُبِيُّ: «لا»"
    found = {key: text[span.start : span.end] for key, span in keys(text)}
    assert found == {"قال": "وَقَالَ ", "قطربي": "الـقُطْرُبِيُّ", "لا": "لا"} or found == {"قال": "وَقَالَ", "قطربي": "الـقُطْرُبِيُّ", "لا": "لا"}
