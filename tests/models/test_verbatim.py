"""Quotations are found where they stand or not at all; stretches are the whole passage."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.models.stretches import stretches, whole
from rashomon.models.verbatim import attribution, names, occurrences

WORDS = st.lists(st.sampled_from(["said", "no", "Sabbouh", "وقال", "قال", "تل", "(no)", "“no”", "a.b", "*", "\n", "\u00a0"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_what_is_found_is_what_was_quoted(quotation: str, words: str) -> None:
    for span in occurrences(quotation, words):
        assert words[span.start : span.end].split() == quotation.split()
    if quotation.split() and f" {quotation} " in f" {words} ":
        assert occurrences(quotation, words)


@given(st.lists(WORDS, max_size=5), WORDS)
def test_names_never_overlap(quotations: list[str], words: str) -> None:
    found = [span for span in names(quotations, words) if span]
    assert not any(a.overlaps(b) for n, a in enumerate(found) for b in found[:n])


@given(*(st.lists(WORDS, max_size=3) for _ in range(3)), WORDS)
def test_an_attribution_is_all_there_or_absent(source: list[str], cue: list[str], content: list[str], words: str) -> None:
    found = attribution(source, cue, content, words, ())
    if found is None:
        return
    for spans, quoted in zip(found, (source, cue, content), strict=True):
        assert sorted(words[s.start : s.end].split() for s in spans) == sorted(q.split() for q in quoted)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("quotation", "words", "places"),
    [
        ("Ann", "Annual Ann, Ann's", [7, 12]), ("it", "its bit it", [8]), ("قال", "وقال ثم قال وسيقال", [1, 8]), ("جيش", "الجيش وجيش فبجيش", [7, 13]),
        ("محمد", "محمدٌ محمدي", [0]), ("no (way)", "no  (way) no way", [0]), ("", "a", []), (" ", " ", []), ("12", "112 12", [4]),
    ],
)  # fmt: skip
def test_quotations_begin_and_end_with_words(quotation: str, words: str, places: list[int]) -> None:
    assert [s.start for s in occurrences(quotation, words)] == places


def test_a_word_inside_the_content_is_no_cue() -> None:
    words = "“The clerk said no,” the clerk said."
    found = attribution(["the clerk"], ["said"], ["The clerk said no,"], words, ())
    assert found is not None
    assert [s.start for s in (*found[0], *found[1])] == [words.index("the clerk"), words.rindex("said")]


@given(st.text(alphabet="ab. ?\n", max_size=200), st.integers(1, 40))
def test_stretches_are_the_whole_passage(words: str, most: int) -> None:
    cuts = list(stretches(words, most))
    assert "".join(words[a:b] for a, b in cuts) == words
    assert all(b - a <= most for a, b in cuts)


def test_a_stretch_ends_behind_a_sentence_else_at_a_blank() -> None:
    assert [("One two. Three four five"[a:b]) for a, b in stretches("One two. Three four five", 14)] == ["One two. ", "Three four ", "five"]


@given(st.text(alphabet="a\ud83d\ude00é", max_size=20))
def test_whole_characters_can_be_written(words: str) -> None:
    assert len(whole(words)) == len(words)
    assert re.sub("[^aé]", "", whole(words).encode().decode()) == re.sub("[^aé]", "", words)
