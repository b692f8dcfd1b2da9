"""From numbers to lines, on numbers made up for the purpose: which runs of words are taken, and what is paired with what."""

import numpy as np
import pytest

from rashomon.model import Span
from rashomon.models.decode import HEADS, LINK, ROLE_LOGITS, Learnt, attributions, ends, fragments, names
from rashomon.models.pieces import NAME_LABELS, Floats, Ints

LEARNT = Learnt(no_source=-1.0, nearness=(0.0, 0.0), names=(0.0, 0.5, 0.5), attributions=(0.0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.0))
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


def test_two_runs_side_by_side_stay_two() -> None:
    p = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.0, 0.9, 0.1], [0.9, 0.0, 0.1]], np.float32)
    assert [(f.first, f.last) for f in fragments(p, np.arange(5), 5, 0.0)] == [(1, 3), (3, 4)]


def test_nothing_is_inside_that_did_not_begin() -> None:
    p = np.array([[0.6, 0.1, 0.3], [0.3, 0.05, 0.65], [0.9, 0.05, 0.05]], np.float32)
    assert [(f.first, f.last) for f in fragments(p, np.arange(3), 3, 0.0)] in ([(0, 2)], [(1, 2)], [])
    assert all(f.first >= 0 for f in fragments(p, np.arange(3), 3, 3.0))


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
