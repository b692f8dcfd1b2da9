"""Parts of names laid side by side, for many pairs of names at once.

The cost of two parts is the least cost of writing one for the other letter by letter (weighted edit distance, Wagner and
Fischer 1974, with the learned costs of `link/data/names.npz`), over what leaving out all letters of both would cost: 0
the same letters, 1 nothing in common. Rows of pairs are worked on as columns of numbers, so that no step is taken pair by pair.
Parts are then paired off greedily, the cheapest first; a name's parts keep their order where costs are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.link.letters import ARTICLE, COUNT, PAD
from rashomon.link.parts import INITIAL, IS_PLACE, IS_SIDE, NUMBER, Table

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]
Alone = tuple[NDArray[np.int16], NDArray[np.int16]]  # what leaving out all letters costs, beside the same script and beside the other
AGREE = 0.42  # cost up to which two parts are laid side by side
FAR, TRANSLATED = 1.0, 0.06  # cost of parts with nothing in common; of a word and its translation
OTHER_NAME = 0.75  # cost of two given names that are names of their own (Hassan, Hussein), however near their letters
ONE_NAME = 0.05  # cost up to which they may be one name all the same (Qasim, Jasim's other spelling)
FITTING = 0.18  # cost of an initial and a part it may stand for
BLOCK, FEW = 4096, 1024  # pairs worked on together, so that a block stays in the processor's cache; lengths are mixed up to so few
STRIDE = 7  # bits that a code of a letter takes
UNLIKE = 3  # classes of consonants by which two parts may differ and still be looked at
ONES = np.array([bin(n).count("1") for n in range(1 << 11)], np.int8)


@dataclass(frozen=True, slots=True)
class LetterCosts:
    """In sixteenths of a nat: `pairs` (COUNT, COUNT), `same` and `cross` (COUNT), to leave one out, as `training/letter_costs.py` makes them."""

    pairs: NDArray[np.int16]
    same: NDArray[np.int16]
    cross: NDArray[np.int16]
    rarity: NDArray[np.int16]  # (COUNT) of a grapheme among those of its script

    def alone(self, letters: Codes) -> Alone:
        """What leaving out all letters of each row costs, beside the same script and beside the other."""
        return self.same[letters].sum(1, dtype=np.int16), self.cross[letters].sum(1, dtype=np.int16)

    def gains(self, cross: bool) -> NDArray[np.int16]:
        """What one letter for another saves against leaving out both, at `one << STRIDE | other`; PAD saves nothing."""
        gaps = self.cross if cross else self.same
        out = np.zeros((COUNT, 1 << STRIDE), np.int16)
        out[:, :COUNT] = gaps[:, None] + gaps[None, :] - self.pairs
        out[PAD], out[:, PAD] = 0, 0
        return out.ravel()


def lengths_of(coded: Codes) -> NDArray[np.uint8]:
    """How many letters each row has before its padding."""
    there: NDArray[np.uint8] = (coded != PAD).sum(1, dtype=np.uint8)
    return there


def letters_shared(a: Codes, b: Codes, lengths: Codes, lengths_too: Codes, cross: bool, costs: LetterCosts) -> NDArray[np.int16]:
    """What writing each row of `a` for that of `b` saves against leaving out all letters of both. Rows are padded with PAD; `lengths` are without it.

    This is the usual table of edit distances, less what leaving out all letters up to there costs: then to leave one out costs nothing, to
    write one for another gains what `LetterCosts.gains` says, and a line is finished by one running maximum. Rows are taken by the length of
    `b`, and within a block by falling length of `a`, so that a line is worked out only for the rows that have it.
    """
    out = np.empty(len(a), np.int16)
    gains = costs.gains(cross)
    order = np.argsort(lengths_too, kind="stable")
    begin = 0
    for end in np.cumsum(np.bincount(lengths_too)).tolist():
        while end - begin >= FEW or begin < end == len(order):
            rows = order[begin : min(begin + BLOCK, end)]
            begin += len(rows)
            rows = rows[np.argsort(~lengths[rows], kind="stable")]
            heights = lengths[rows]
            out[rows] = _shared(a[rows, : int(heights[0])], heights, b[rows, : int(lengths_too[rows].max())], gains)
    return out


def _shared(one: Codes, heights: Codes, two: Codes, gains: NDArray[np.int16]) -> NDArray[np.int16]:
    """The same for one block, the longest of `one` first."""
    count, width = two.shape
    before, behind = np.left_shift(one.T, STRIDE, dtype=np.uint16, order="C"), two.T.astype(np.uint16, order="C")
    table = np.zeros((width + 1, count), np.int16)
    place, gain = np.empty(width * count, np.uint16), np.empty(width * count, np.int16)
    some, line, lines = count, table, list(table)
    for i, letter in enumerate(before):
        more = int(np.count_nonzero(heights > i))
        if more < some:
            some, line = more, table[:, :more]
            lines, behind = list(line), behind[:, :more]
        at, gained = place[: width * some].reshape(width, some), gain[: width * some].reshape(width, some)
        np.add(behind, letter[:some], out=at)
        gains.take(at, out=gained, mode="wrap")
        np.add(gained, line[:-1], out=gained)
        np.maximum(line[1:], gained, out=line[1:])
        last = lines[0]
        for now in lines[1:]:
            last = np.maximum(now, last, out=now)
    return table[width]


@dataclass(frozen=True, slots=True)
class Aligned:
    """For n pairs of names of up to P parts: `cost` (n, P, P) of each part with each, and the pairing.

    `partner` (n, P) is the place in the right name of what a part of the left is laid beside, -1 for none; `of` the other way round.
    """

    cost: Floats
    partner: NDArray[np.int8]
    of: NDArray[np.int8]


def part_costs(left: Ints, right: Ints, table: Table, costs: LetterCosts, alone: Alone) -> Floats:
    """Costs 0–1 of pairs of parts, given by their numbers."""
    out = np.full(len(left), FAR, np.float32)
    out[left == right] = 0.0
    flags, other = table.flags[left], table.flags[right]
    near = ONES[(table.sounds[left] ^ table.sounds[right]) & 0x7FF] <= UNLIKE
    near &= (left != right) & (((flags | other) & (INITIAL | NUMBER)) == 0)
    crossing = table.arabic[left] != table.arabic[right]
    for cross in (False, True):
        at = np.flatnonzero(near & (crossing == cross))
        if len(at):
            one, two = left[at], right[at]
            total = alone[cross][one] + alone[cross][two]
            apart = total - letters_shared(table.letters[one], table.letters[two], table.length[one], table.length[two], cross, costs)
            out[at] = np.minimum(apart / np.maximum(total, 24).astype(np.float32), FAR)
    _given(out, left, right, table)
    _senses(out, left, right, table)
    at = np.flatnonzero(((flags | other) & INITIAL != 0) & (left != right))
    if len(at):
        first, second = table.letters[left[at], 0].astype(np.int32), table.letters[right[at], 0].astype(np.int32)
        swap = costs.pairs[_begins(table, left[at], first), _begins(table, right[at], second)]
        out[at] = np.where(swap <= 32, FITTING + swap / 400, FAR)
    return out


def _begins(table: Table, parts: Ints, first: Ints) -> Ints:
    """The letter that an initial would be: the second one behind a written-on article."""
    second = table.letters[parts, 1].astype(np.int32)
    return np.where((first == ARTICLE) & (second > 0), second, first)


def _given(out: Floats, left: Ints, right: Ints, table: Table) -> None:
    """Given names of the list: spellings of one name agree, two names of the list do not, however near their letters."""
    at = np.flatnonzero((table.given[left, 0] >= 0) & (table.given[right, 0] >= 0) & (left != right))
    if len(at):
        one, two = table.given[left[at]], table.given[right[at]]
        same = ((one[:, :, None] == two[:, None, :]) & (one[:, :, None] >= 0)).any((1, 2))
        own = ~same & (out[at] > ONE_NAME)
        out[at] = np.where(same, np.minimum(out[at], 0.08), np.where(own, np.maximum(out[at], OTHER_NAME), out[at]))


def _senses(out: Floats, left: Ints, right: Ints, table: Table) -> None:
    """Words that bodies and places are named with: translations agree, other words do not, however near their letters (east, west)."""
    at = np.flatnonzero((table.senses[left, 0] >= 0) & (table.senses[right, 0] >= 0) & (left != right))
    if len(at):
        one, two = table.senses[left[at]], table.senses[right[at]]
        same = ((one[:, :, None] == two[:, None, :]) & (one[:, :, None] >= 0)).any((1, 2))
        sides = table.flags[left[at]] & table.flags[right[at]] & (IS_SIDE | IS_PLACE) != 0
        own = ~same & (out[at] > ONE_NAME) & (sides | (table.arabic[left[at]] == table.arabic[right[at]]))
        out[at] = np.where(same, np.minimum(out[at], TRANSLATED), np.where(own, np.maximum(out[at], OTHER_NAME), out[at]))


def align(left: Ints, right: Ints, table: Table, costs: LetterCosts, alone: Alone) -> Aligned:
    """Lays the parts of n pairs of names side by side; `left` and `right` (n, P) are numbers of parts, 0 where there is none."""
    count, size = left.shape
    one, two = np.repeat(left, size, 1).ravel(), np.tile(right, (1, size)).ravel()
    there = (one > 0) & (two > 0)
    some = np.flatnonzero(there)
    flat = np.full(count * size * size, FAR, np.float32)
    flat[some] = part_costs(one[some], two[some], table, costs, alone)
    cost = flat.reshape(count, size, size)
    places = np.arange(size, dtype=np.float32)
    dear = (0.012 * np.abs(places[:, None] - places[None, :]) + 0.0004 * (places[:, None] + places[None, :])).astype(np.float32)
    ranked = np.where(((flat > AGREE) | ~there).reshape(cost.shape), np.float32(9), cost + dear).reshape(count, size * size)
    partner, of = np.full((count, size), -1, np.int8), np.full((count, size), -1, np.int8)
    alive = np.arange(count)
    for _ in range(size):
        best = ranked[alive].argmin(1)
        alive, best = _still(alive, best, ranked)
        if not len(alive):
            break
        i, j = best // size, best % size
        partner[alive, i], of[alive, j] = j, i
        grid = ranked.reshape(count, size, size)
        grid[alive, i, :] = 9.0
        grid[alive, :, j] = 9.0
    return Aligned(cost, partner, of)


def _still(alive: NDArray[np.intp], best: NDArray[np.intp], ranked: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows that have something left to pair off."""
    more = ranked[alive, best] < 9.0
    return alive[more], best[more]
