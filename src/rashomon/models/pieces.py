"""Word pieces with their look, and the windows a network reads them in.

Used by the reader and by the training alike, so that both see the same. Places are code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

ROLES = ("source", "cue", "content")
NAME_TYPES = ("person", "organisation", "place", "group", "misc")
NAME_LABELS = ("O", *(f"{mark}-{kind}" for kind in NAME_TYPES for mark in "BI"))
# How a word is cased, and what stands before a piece: a look is case * GAPS + gap.
NO_LETTER, LOWER, INITIAL, UPPER, MIXED, SINGLE = range(6)
JOINED, SPACE, LINE, BLANK = range(4)
GAPS = 4
LOOKS = 6 * GAPS
CAPITALS = (INITIAL, UPPER, MIXED, SINGLE)
WORD = re.compile(r"[^\W_]{1,40}")  # what the case of a word is told from
CHUNK = 100_000  # characters given to the tokenizer at once, so that memory is bounded whatever the length of the text


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: vocabulary ids (n,), looks (n,), places (n, 2), and whether each is the first of its line (n,)."""

    ids: Ints
    looks: Ints
    places: Ints
    starts_line: Bools

    def __len__(self) -> int:
        return len(self.ids)


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """A text in pieces."""
    ids: list[int] = []
    places: list[tuple[int, int]] = []
    for start, end in _chunks(text):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        ids.extend(encoding.ids)
        places.extend((a + start, b + start) for a, b in encoding.offsets)
    looks = np.zeros(len(ids), np.int64)
    starts = np.zeros(len(ids), np.bool_)
    before, case = 0, NO_LETTER
    cases: dict[str, int] = {}
    for n, (start, end) in enumerate(places):
        gap = _gap(text, before, start)
        if n == 0:
            gap = BLANK
        if gap or not text[start - 1].isalnum() or not text[start].isalnum():
            found = WORD.match(text, start)
            word = found[0] if found else ""
            case = cases[word] if word in cases else cases.setdefault(word, _case(word))
        looks[n] = case * GAPS + gap
        starts[n] = gap in (LINE, BLANK)
        before = max(end, before)
    return Pieces(np.array(ids, np.int64), looks, np.array(places, np.int64).reshape(-1, 2), starts)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of at most CHUNK characters, cut at a blank where there is one."""
    start = 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            blank = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = blank + 1 if blank > start else end
        yield start, end
        start = end


def _gap(text: str, before: int, start: int) -> int:
    if start <= before:
        return JOINED
    between = text[before:start]
    lines = between.count("\n")
    if lines:
        return BLANK if lines > 1 else LINE
    return SPACE if any(c.isspace() for c in between) else JOINED


def _case(word: str) -> int:
    """How a run of letters and digits is cased."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NO_LETTER
    if not any(c.isupper() for c in letters):
        return LOWER
    if len(letters) == 1:
        return SINGLE
    if all(c.isupper() for c in letters):
        return UPPER
    return INITIAL if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else MIXED


def windows(starts_line: Bools, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Where to cut a row of pieces: whole lines together while they fit in `size`; a longer line in overlapping windows.

    Every piece lies in at least one window. Depends on nothing but the pieces of this text.
    """
    n = len(starts_line)
    bounds = [*(int(i) for i in np.flatnonzero(starts_line)), n] if n else []
    if bounds and bounds[0] != 0:
        bounds.insert(0, 0)
    start = 0
    for here, after in pairwise(bounds):
        if after - start <= size:
            continue
        if here > start:
            yield start, here
            start = here
        while after - start > size:
            yield start, start + size
            start += size - overlap
    if start < n:
        yield start, n
