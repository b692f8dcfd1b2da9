"""From numbers to lines, on numbers made up for the purpose: which runs of words are taken, and what is paired with what."""

from dataclasses import replace

import numpy as np
import pytest

from rashomon.model import Span
from rashomon.models.decode import APART, HEADS, LINK, ROLE_LOGITS, Learnt, apart, attributions, ends, fragments, leanings, names
from rashomon.models.pieces import NAME_LABELS, Floats, Ints

EVEN = ((0.0,) * 3,) * 3
LEARNT = Learnt(
    between=((0.0,) * APART,) * 2, alone=(-1.0, -1.0), steps=(EVEN,) * 3, leans=("person", "place"),
    names=(0.0, 0.5, 0.5), attributions=(0.0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.0),
)  # fmt: skip
SOURCE, CUE, CONTENT = range(3)
LINKS = ROLE_LOGITS + len(NAME_LABELS) + 1


def row_of_words(count: int) -> tuple[Floats, Ints, Ints]:
    """Numbers that say nothing is there, places of words of four letters, and every piece a word."""
    out = np.zeros((count, HEADS), np.float32)
    out[:, [0, 3, 6, ROLE_LOGITS]] = 5
    out[:, LINKS - 1] = -5
    return out, np.array([(5 * n, 5 * n + 4) for n in range(count)]), np.arange(count)


def mark(out: Floats, role: int, first: int, last: int, link: int | None = None) -> None:
    """A role over words; fragments with the same `link` belong together."""
    for n in range(first, last):
        out[n, 3 * role : 3 * role + 3] = (0, 5, 0) if n == first else (0, 0, 5)
    if link is not None:
        keys = {SOURCE: (0,), CUE: (1, 3), CONTENT: (2,)}[role]
        for key in keys:
            out[first, LINKS + key * LINK + link] = 10


def test_contents_go_to_their_cues_and_cues_take_their_sources() -> None:
    out, places, words = row_of_words(20)
    mark(out, SOURCE, 0, 2, link=1)
    mark(out, CUE, 2, 3, link=1)
    mark(out, CONTENT, 3, 8, link=2)
    mark(out, SOURCE, 9, 10, link=2)
    mark(out, CUE, 10, 11, link=2)
    mark(out, CONTENT, 12, 20, link=1)
    one, two = attributions(out, places, words, LEARNT, 100)
    assert (one.source, one.content) == ((Span(100, 109),), (Span(160, 199),))
    assert (two.source, two.content) == ((Span(145, 149),), (Span(115, 139),))
    assert 0 < one.score < 1


def test_a_content_in_two_pieces_is_one_attribution() -> None:
    out, places, words = row_of_words(12)
    mark(out, CONTENT, 0, 4, link=1)
    mark(out, CUE, 5, 6, link=1)
    mark(out, CONTENT, 7, 12, link=1)
    (one,) = attributions(out, places, words, LEARNT, 0)
    assert one.content == (Span(0, 19), Span(35, 59))
    assert one.source == ()


@pytest.mark.parametrize("role", [SOURCE, CUE, CONTENT])
def test_a_part_alone_is_no_attribution(role: int) -> None:
    out, places, words = row_of_words(6)
    mark(out, role, 1, 3)
    assert attributions(out, places, words, LEARNT, 0) == ()


def test_what_has_no_cue_and_what_has_no_source_stays_alone() -> None:
    out, places, words = row_of_words(12)
    mark(out, SOURCE, 0, 1, link=3)
    mark(out, CUE, 1, 2, link=1)
    mark(out, CONTENT, 2, 5, link=1)
    mark(out, CONTENT, 8, 12, link=4)
    learnt = replace(LEARNT, alone=(1.0, 1.0))
    (one,) = attributions(out, places, words, learnt, 0)
    assert (one.source, one.content) == ((), (Span(10, 24),))


def test_a_content_goes_to_the_cue_of_its_own_sentence() -> None:
    out, places, words = row_of_words(12)
    mark(out, CUE, 1, 2)
    mark(out, CONTENT, 5, 8)
    mark(out, CUE, 8, 9)
    out[4, LINKS - 1] = 5  # a sentence ends
    stops = ((0.0, 0.0, 0.0, 0.0, 1.0),) * 2
    (one,) = attributions(out, places, words, replace(LEARNT, between=stops), 0)
    assert one.cue == (Span(40, 44),)


def test_how_a_fragment_lies_from_cues() -> None:
    stops = np.array([0, 0, 0, 1, 1, 1, 1], np.float32)
    before, behind = apart(np.array([4]), np.array([1, 3, 6]), stops)[0, 0], apart(np.array([4]), np.array([1, 3, 6]), stops)[0, 2]
    assert before.tolist() == pytest.approx([np.log(4), 0, 0, 1, 1])
    assert behind.tolist() == pytest.approx([0, np.log(3), 1, 0, 0])


def test_steps_between_labels_may_forbid_and_favour() -> None:
    p = np.array([[0.4, 0.5, 0.1], [0.5, 0.1, 0.4], [0.4, 0.1, 0.5]], np.float32)
    going_on = ((0.0, 0.0, 0.0), (0.0, 0.0, 2.0), (0.0, 0.0, 2.0))
    assert [(f.first, f.last) for f in fragments(p, np.arange(3), 3, going_on, 0.0)] == [(0, 3)]
    never = ((0.0, -9.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    assert fragments(np.array([[0.8, 0.2, 0], [0.4, 0.6, 0]], np.float32), np.arange(2), 2, never, 0.0) == []


def test_words_lean_to_a_type_that_the_record_has() -> None:
    out, places, words = row_of_words(3)
    out[1, ROLE_LOGITS + NAME_LABELS.index("B-place")] = 4
    (word,) = leanings(out, places, words, LEARNT, 10)
    assert (word.span, word.type) == (Span(15, 19), "place")
    assert 0.2 < word.probability < 0.4


def test_two_runs_side_by_side_stay_two() -> None:
    p = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.0, 0.9, 0.1], [0.9, 0.0, 0.1]], np.float32)
    assert [(f.first, f.last) for f in fragments(p, np.arange(5), 5, EVEN, 0.0)] == [(1, 3), (3, 4)]


def test_nothing_is_inside_that_did_not_begin() -> None:
    p = np.array([[0.6, 0.1, 0.3], [0.3, 0.05, 0.65], [0.9, 0.05, 0.05]], np.float32)
    assert [(f.first, f.last) for f in fragments(p, np.arange(3), 3, EVEN, 0.0)] in ([(0, 2)], [(1, 2)], [])
    assert all(f.first >= 0 for f in fragments(p, np.arange(3), 3, EVEN, 3.0))


def test_a_word_of_several_pieces_is_taken_whole() -> None:
    out, places, _ = row_of_words(6)
    out[1, ROLE_LOGITS : ROLE_LOGITS + len(NAME_LABELS)] = 0
    out[1, ROLE_LOGITS + NAME_LABELS.index("B-place")] = 9
    words = np.array([0, 1, 4, 5])  # pieces 2 and 3 go on with piece 1
    (name,) = names(out, places, words, LEARNT, 0)
    assert (name.span, name.type) == (Span(5, 19), "place")


def test_what_the_record_has_no_type_for_is_left_out() -> None:
    out, places, words = row_of_words(3)
    out[1, ROLE_LOGITS + NAME_LABELS.index("B-misc")] = 9
    assert names(out, places, words, LEARNT, 0) == ()


def test_sentences_end_behind_the_piece_that_ends_them() -> None:
    out, places, _ = row_of_words(4)
    out[[1, 3], LINKS - 1] = 5
    assert ends(out, places) == (9, 19)
