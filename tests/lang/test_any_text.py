"""What both languages promise of any text: spans inside the sentence, in order, apart where they must be, the same twice."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from rashomon.lang import LANGUAGES, language
from rashomon.lang.base import Sentence
from rashomon.model import Span
from rashomon.text.sentences import passages, sentences
from tests.text.arbitrary import CHECKED, texts

CODES = pytest.mark.parametrize("code", sorted(LANGUAGES))


def split(text: str, code: str) -> list[Sentence]:
    return sentences(text, passages(text, [Span(0, len(text))]), language(code))


def lies(inner: Span, sentence: Sentence) -> bool:
    return sentence.start <= inner.start < inner.end <= sentence.end


@CODES
@CHECKED
@given(texts())
def test_times(code: str, text: str) -> None:
    lang = language(code)
    for sentence in split(text, code):
        found = lang.times(text, sentence.span)
        assert all(lies(e.span, sentence) for e in found)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
        assert found == lang.times(text, sentence.span)


@CODES
@CHECKED
@given(texts())
def test_quantities(code: str, text: str) -> None:
    lang = language(code)
    for sentence in split(text, code):
        taken = [e.span for e in lang.times(text, sentence.span)]
        found = lang.quantities(sentence, taken)
        for q in found:
            assert lies(q.span, sentence)
            assert q.span.start <= q.number.start < q.number.end <= q.span.end
            assert q.low is not None or q.high is not None
            assert q.low is None or q.high is None or q.low <= q.high
            assert not any(t.overlaps(q.number) for t in taken)
            assert lang.figure_kind(q, sentence)
        assert all(a.span.start < b.span.start for a, b in itertools.pairwise(found))
        assert found == lang.quantities(sentence, taken)


@CODES
@CHECKED
@given(texts())
def test_names(code: str, text: str) -> None:
    lang = language(code)
    for sentence in split(text, code):
        found = lang.names(sentence, frozenset({"sabbouh", "القطربي"}))
        assert all(lies(n.span, sentence) and (n.title is None or lies(n.title, sentence)) for n in found)
        assert found == sorted(found, key=lambda n: n.span)
        assert found == lang.names(sentence, frozenset({"sabbouh", "القطربي"}))


@CODES
@CHECKED
@given(texts())
def test_attributions_and_occurrences(code: str, text: str) -> None:
    lang = language(code)
    for sentence in split(text, code):
        for a in lang.attributions(sentence):
            assert a.content
            assert all(lies(s, sentence) for s in (*a.source, *a.cue))
            # a quotation may run on behind the sentence that its cue stands in
            around = Span(min([sentence.start, *(q.outer.start for q in sentence.quotes)]), max([sentence.end, *(q.outer.end for q in sentence.quotes)]))
            assert all(around.covers(s) and s.end > s.start for s in a.content)
            assert all(x.end <= y.start for x, y in zip(a.content, a.content[1:], strict=False))
        for o in lang.occurrences(sentence):
            assert lies(o.trigger, sentence)


@CHECKED
@given(texts(20))
def test_where_the_text_stands_changes_nothing(text: str) -> None:
    """The same sentence further down gives the same spans, further down."""
    shift = len("Before.\n\n")
    for code in sorted(LANGUAGES):
        lang = language(code)
        here = sentences(text, passages(text, [Span(0, len(text))]), lang)
        longer = "Before.\n\n" + text
        there = sentences(longer, passages(longer, [Span(shift, shift + len(text))]), lang)
        assert [Span(s.start + shift, s.end + shift) for s in here] == [s.span for s in there]
        for a, b in zip(here, there, strict=True):
            assert [Span(n.span.start + shift, n.span.end + shift) for n in lang.names(a, frozenset())] == [n.span for n in lang.names(b, frozenset())]
