"""Tokens, paragraphs and sentences: exact, in order, nothing lost; where a sentence ends in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given

from rashomon.lang import language
from rashomon.lang.folding import fold
from rashomon.lang.tokens import between, tokenize
from rashomon.model import Span
from rashomon.text.sentences import paragraphs, passages, sentences
from tests.text.arbitrary import CHECKED, texts

EN, AR = language("en"), language("ar")


@CHECKED
@given(texts())
def test_tokens_are_exact_in_order_and_leave_out_no_letter_or_digit_word(text: str) -> None:
    at = 0
    covered = [False] * len(text)
    for token in tokenize(text):
        assert at <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert token.kind == "possessive" or token.norm == fold(token.text)
        covered[token.start : token.end] = [True] * (token.end - token.start)
        at = token.end
    assert all(covered[i] for i, char in enumerate(text) if char.isalpha() and char not in "\u0640")


@CHECKED
@given(texts())
def test_tokens_of_a_stretch_are_tokens_of_the_whole(text: str) -> None:
    tokens = tokenize(text)
    middle = len(text) // 2
    inside = between(tokens, middle, len(text))
    assert inside == [t for t in tokens if t.start >= middle]


def test_a_token_that_runs_over_the_end_is_left_out() -> None:
    tokens = tokenize("the fish market")
    assert [t.text for t in between(tokens, 0, 6)] == ["the"]
    assert [t.text for t in between(tokens, 2, 15)] == ["fish", "market"]


@CHECKED
@given(texts())
def test_paragraphs_cover_all_but_white_space(text: str) -> None:
    at = 0
    for span in paragraphs(text):
        assert not text[at : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        at = span.end
    assert not text[at:].strip()


@CHECKED
@given(texts())
def test_sentences_cover_the_words_once_and_exactly(text: str) -> None:
    for lang in (EN, AR):
        found = sentences(text, passages(text, [Span(0, len(text))]), lang)
        at = 0
        for s in found:
            assert at <= s.start < s.end
            assert not any(t.kind in ("word", "number") for t in tokenize(text, at, s.start))
            assert s.text == text[s.start : s.end] == s.text.strip()
            assert all(s.start <= t.start < t.end <= s.end for t in s.tokens)
            assert all(q.outer.overlaps(s.span) for q in s.quotes)
            at = s.end
        assert not any(t.kind in ("word", "number") for t in tokenize(text, at, len(text)))


@CHECKED
@given(texts())
def test_skipped_spans_and_other_parts_give_no_sentences(text: str) -> None:
    hole = Span(len(text) // 3, len(text) // 2)
    found = sentences(text, passages(text, [Span(0, len(text))], [hole]), EN)
    assert hole.start == hole.end or not any(s.span.overlaps(hole) for s in found)


def split(text: str, code: str = "en") -> list[str]:
    return [s.text for s in sentences(text, passages(text, [Span(0, len(text))]), language(code))]


ENDS = [
    ("Dr. Huda al-Mansafi spoke. Nobody asked.", 2),
    ("Col. Munir Sabbouh met Gen. al-Qutrubi at 5 p.m. on Monday.", 1),
    ("The U.N. envoy left. The U.S. envoy stayed.", 2),
    ("It cost 3.5 million. They paid 1.2.", 2),
    ("“They fired.” He left. ‘Who?’ she asked.", 3),
    ("He said: “We fired. They fled.” Then he left.", 3),
    ("Was it the army? It was not! Nobody knows…  Perhaps.", 4),
    ("J. Breckmar wrote it. No. 5 was missing.", 2),
    ("Did they fire? No. They slept.", 3),
    ("One line\nAnother line", 2),
    ("No end here", 1),
]


@pytest.mark.parametrize(("text", "count"), ENDS)
def test_english_ends(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


ARABIC_ENDS = [
    ("قال منير صبوح إن المدفعية لم تطلق النار. ولم يسأله أحد.", 2),
    ("من أطلق النار؟ لا أحد يعلم!", 2),
    ("وصلوا الساعة ١٠.٣٠ صباحا. ثم عادوا.", 2),
    ("«لم نطلق النار.» ثم غادر.", 2),
    ("انتظرنا .. ثم مشينا.", 1),
]


@pytest.mark.parametrize(("text", "count"), ARABIC_ENDS)
def test_arabic_ends(text: str, count: int) -> None:
    assert len(split(text, "ar")) == count, split(text, "ar")


TOKENS = [
    ("1,250 men, 3.5%", ["1,250", "men", ",", "3.5", "%"]),
    ("Sabbouh’s men didn't", ["Sabbouh", "’s", "men", "didn't"]),
    ("al-Qutrubi's U.N.", ["al-Qutrubi", "'s", "U.N."]),
    ("بـ75 قتيلا، ١٬٢٠٠", ["ب", "75", "قتيلا", "،", "١٬٢٠٠"]),
    ("قُتِلَ «هنا»", ["قُتِلَ", "«", "هنا", "»"]),
    ("in 1990-95...", ["in", "1990", "-", "95", "..."]),
]


@pytest.mark.parametrize(("text", "words"), TOKENS)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t.text.strip("\u0640") for t in tokenize(text)] == words


def test_wrapped_lines_are_one_paragraph_and_scraped_lines_are_not() -> None:
    line = "the fish market of the port was full when the first of the shells came down"
    wrapped = "\n".join(["On Tuesday morning " + line[19:], *[line] * 6]) + "."
    assert len(paragraphs(wrapped)) == 1
    assert len(paragraphs("Ferry crews call off strike\nGovernor says no\nRain over the sound")) == 3


def test_title_case_headlines_are_marked() -> None:
    text = "Army Denies Shelling Market In Port\n\nThe army denied it."
    first, second = sentences(text, passages(text, [Span(0, len(text))]), EN)
    assert (first.headline, first.titlecase, second.headline) == (True, True, False)
