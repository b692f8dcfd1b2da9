"""Quotation marks paired: nested, mixed, Arabic, never closed; apostrophes are none."""

from __future__ import annotations

import pytest
from hypothesis import given

from rashomon.text.quotes import quotations
from tests.text.arbitrary import CHECKED, texts


def inner(text: str) -> list[tuple[str, int, bool]]:
    return [(text[slice(*q.inner)], q.depth, q.closed) for q in quotations(text, 0, len(text))]


@CHECKED
@given(texts())
def test_quotations_nest_and_hold_their_marks(text: str) -> None:
    found = quotations(text, 0, len(text))
    assert found == sorted(found, key=lambda q: (q.outer.start, -q.outer.end))
    for q in found:
        assert 0 <= q.outer.start < q.inner.start < q.inner.end <= q.outer.end <= len(text)
        assert q.inner.start == q.outer.start + 1
        assert q.inner.end == q.outer.end - (1 if q.closed else 0)
    for a in found:
        for b in found:
            assert a is b or not a.outer.overlaps(b.outer) or a.outer.covers(b.outer) or b.outer.covers(a.outer)


PAIRS = [
    ("“We fired,” he said.", [("We fired,", 0, True)]),
    ('"We fired," he said. "They fled."', [("We fired,", 0, True), ("They fled.", 0, True)]),
    ("«لم نطلق النار» قال.", [("لم نطلق النار", 0, True)]),
    ("“She said ‘never’ twice,” he said.", [("She said ‘never’ twice,", 0, True), ("never", 1, True)]),
    ("«قال لي “اذهب” ثم سكت»", [("قال لي “اذهب” ثم سكت", 0, True), ("اذهب", 1, True)]),
    ("“We fired\" he said.", [("We fired", 0, True)]),
    ("It’s the general’s army, don't ask.", []),
    ("the brigades’ men and the '90s", []),
    ("“We never fired a shell at it", [("We never fired a shell at it", 0, False)]),
    ("He left.” Then nothing.", []),
    ("empty “” marks", []),
    ("„Wir schossen“ hieß es”", None),
    ("a 5\" pipe and a 6' man", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), PAIRS)
def test_pairs(text: str, found: list[tuple[str, int, bool]] | None) -> None:
    assert found is None or inner(text) == found


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    text = "“The first paragraph goes on.\n“And so does the second,” he said."
    first = text.index("\n")
    assert [q.closed for q in quotations(text, 0, first)] == [False]
    assert [(text[slice(*q.inner)], q.closed) for q in quotations(text, first + 1, len(text))] == [("And so does the second,", True)]
