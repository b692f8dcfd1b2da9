"""Blocking: which names are worth comparing at all, so that a record of n names is compared in time that grows like n.

Names that share a token (the sound of a part, the meaning of a word, initials) stand in one block. A block of few is compared
whole. A block of more is cut by what its names have beside that token: by the first sound of another part, then by all of it.
What is still too large then, bearers of one common name, is sorted, and each name compared with its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST = 64  # names in a block that are compared all with all
NEIGHBOURS = 8  # in a sorted block that is too large, to each side
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A name for blocking. `parts`: for each part its tokens, any of which may be shared; `whole`: tokens of the name as a whole."""

    parts: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...]
    order: str


def candidates(names: Sequence[Keyed]) -> tuple[Rows, Rows]:
    """Pairs (i, j) with i < j, each once, in ascending order; at most some tens for each name."""
    found = [_pairs(block) for block in _blocks(names)]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    both = np.unique(np.concatenate(found))
    return both >> 32, both & 0xFFFFFFFF


def _pairs(block: Rows) -> Rows:
    """Pairs of a block as i · 2^32 + j: all of a small one, neighbours of a large one."""
    if len(block) <= MOST:
        i, j = _TRIANGLES[len(block)]
    else:
        i, j = (np.concatenate(x) for x in zip(*((np.arange(len(block) - k), np.arange(k, len(block))) for k in range(1, NEIGHBOURS + 1)), strict=True))
    one, two = block[i], block[j]
    pairs: Rows = np.minimum(one, two) << 32 | np.maximum(one, two)
    different: Rows = pairs[one != two]
    return different


_TRIANGLES = [np.triu_indices(n, 1) for n in range(MOST + 1)]


def _blocks(names: Sequence[Keyed]) -> Iterator[Rows]:
    first: dict[str, list[tuple[int, int]]] = defaultdict(list)  # token → (name, which part has it; -1 for the whole)
    for number, name in enumerate(names):
        for at, tokens in enumerate(name.parts):
            for token in tokens:
                if len(token) > 1:  # an initial alone tells nothing
                    first[token].append((number, at))
        for token in name.whole:
            first["/" + token].append((number, -1))
    while first:  # emptied on the way: the blocks of a large record are the largest thing here
        _, block = first.popitem()
        if len(block) <= MOST:
            if len(block) > 1:
                yield np.array([n for n, _ in block], np.int64)
        else:
            yield from _cut(names, block)


def _cut(names: Sequence[Keyed], block: Sequence[tuple[int, int]]) -> Iterator[Rows]:
    """A block cut by the first sound of the other parts, then by their tokens, then sorted."""
    for part in _by_others(names, block, whole=False):
        if len(part) <= MOST:
            yield np.array([n for n, _ in part], np.int64)
            continue
        for rest in _by_others(names, part, whole=True):
            members = sorted({n for n, _ in rest}, key=lambda n: (names[n].order, n))
            yield np.array(members, np.int64)


def _by_others(names: Sequence[Keyed], block: Sequence[tuple[int, int]], whole: bool) -> Iterator[list[tuple[int, int]]]:
    cut: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, at in block:
        parts = names[number].parts
        others = {token if whole else token[:1] for other, tokens in enumerate(parts) if other != at for token in tokens} if at >= 0 else set()
        for token in others or {""}:
            cut[token].append((number, at))
    return (part for part in cut.values() if len(part) > 1)
