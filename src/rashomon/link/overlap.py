"""What two texts share word for word: shingles, their winnowed prints, the words that stand in both, the longest shared run.

A text is an array of numbers, one a folded word. Shingles are numbers of `SHINGLE` words in a row. Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003)
keeps the smallest of every `WINDOW` neighbouring shingles, so that any shared run of `SHINGLE + WINDOW - 1` words leaves a shared print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rashomon.lang.folding import fold, fold_with_map
from rashomon.model import Span

SHINGLE, WINDOW = 5, 4
WORD = re.compile(r"\w+")
# Odd constants that spread numbers over 64 bits: the golden ratio, and the finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
STEP, MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)

Words = npt.NDArray[np.uint32]
Prints = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The words of a text with where each begins and ends in it."""

    words: Words
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def inside(self, start: int, end: int) -> slice:
        """The words that lie in `start`–`end` or reach into it."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Overlap:
    """What of two texts stands in the other as well, word by word; the longest run that both have: where it begins in each, and its words."""

    first: Mask
    second: Mask
    run: tuple[int, int, int] = (0, 0, 0)

    @property
    def shares(self) -> tuple[float, float]:
        """The shared part of each text, 0–1."""
        return (float(self.first.mean()) if len(self.first) else 0.0, float(self.second.mean()) if len(self.second) else 0.0)


def words(text: str) -> Words:
    """The folded words of a text as numbers; two different words have one number once in four thousand million."""
    found = WORD.findall(fold(text))
    return np.fromiter(map(crc32, "\n".join(found).encode("utf-8", "surrogatepass").split(b"\n")), np.uint32) if found else np.empty(0, np.uint32)


def placed(text: str, pieces: Iterable[Span]) -> Placed:
    """The words of pieces of a text, with their places in the whole."""
    numbers: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        folded = fold_with_map(text[piece.start : piece.end])
        for match in WORD.finditer(folded.text):
            span = folded.span(*match.span())
            numbers.append(crc32(match[0].encode("utf-8", "surrogatepass")))
            starts.append(piece.start + span.start)
            ends.append(piece.start + span.end)
    return Placed(np.array(numbers, np.uint32), np.array(starts, np.int64), np.array(ends, np.int64))


def shingles(words: Words) -> Prints:
    """One number for every `SHINGLE` words in a row, in order; none for a shorter text."""
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    out = words[:count].astype(np.uint64)
    for k in range(1, SHINGLE):
        out *= STEP
        out += words[k : k + count]
    out ^= out >> np.uint64(31)
    out *= MIX
    out ^= out >> np.uint64(29)
    return out


def winnowed(shingles: Prints) -> Prints:
    """The smallest of every `WINDOW` neighbouring shingles, each once, in order of size."""
    if len(shingles) > WINDOW:
        least = shingles[: 1 - WINDOW].copy()
        for k in range(1, WINDOW):
            np.minimum(least, shingles[k : len(shingles) - WINDOW + 1 + k], out=least)
        shingles = least
    return np.unique(shingles)


def among(shingles: Prints, marks: Prints) -> Mask:
    """Which shingles are among some marks, which are in order of size."""
    if not len(marks):
        return np.zeros(len(shingles), np.bool_)
    at = np.searchsorted(marks, shingles)
    at[at == len(marks)] = 0
    found: Mask = marks[at] == shingles
    return found


def covered(hits: Mask, length: int) -> Mask:
    """The words of a text of `length` words that lie in any of the shingles marked."""
    out = np.zeros(length, np.bool_)
    for k in range(SHINGLE if len(hits) else 0):
        out[k : k + len(hits)] |= hits
    return out


def overlap(a: Words, b: Words) -> Overlap:
    """What two texts share, in runs of `SHINGLE` words and more, wherever the runs stand."""
    one, two = shingles(a), shingles(b)
    if not len(one) or not len(two):
        return Overlap(first=np.zeros(len(a), np.bool_), second=np.zeros(len(b), np.bool_))
    order = np.argsort(two, kind="stable")
    ranked = two[order]
    at = np.searchsorted(ranked, one)
    at[at == len(two)] = 0
    hits = ranked[at] == one
    first = np.arange(len(two))  # of every shingle in order of size, the first of its size: some stand twice in the second text
    first[1:][ranked[1:] == ranked[:-1]] = 0
    np.maximum.accumulate(first, out=first)
    held = np.zeros(len(two), np.bool_)
    held[at[hits]] = True
    back = np.empty(len(two), np.bool_)
    back[order] = held[first]
    at = order[at]
    return Overlap(first=covered(hits, len(a)), second=covered(back, len(b)), run=_longest(a, b, hits, at))


def _longest(a: Words, b: Words, hits: Mask, at: npt.NDArray[np.intp]) -> tuple[int, int, int]:
    """The longest run: of the stretches in which both texts go on together, the longest few, each drawn out as far as its words agree."""
    places = np.flatnonzero(hits)
    if not len(places):
        return (0, 0, 0)
    edges = np.flatnonzero((np.diff(places) != 1) | (np.diff(at[places]) != 1)) + 1
    begins, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(places)]))
    best = (0, 0, 0)
    for n in np.argsort(begins - ends, kind="stable")[:3]:
        i, j, length = int(places[begins[n]]), int(at[places[begins[n]]]), int(ends[n] - begins[n]) + SHINGLE - 1
        while i and j and a[i - 1] == b[j - 1]:
            i, j, length = i - 1, j - 1, length + 1
        while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
            length += 1
        best = max(best, (i, j, length), key=lambda run: (run[2], -run[0], -run[1]))
    return best
