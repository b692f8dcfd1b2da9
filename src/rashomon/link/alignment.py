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
AGREE = 0.42  # cost up to which two parts are laid side by side
FAR, TRANSLATED = 1.0, 0.06  # cost of parts with nothing in common; of a word and its translation
OTHER_NAME = 0.75  # cost of two given names that are names of their own (Hassan, Hussein), however near their letters
ONE_NAME = 0.05  # cost up to which they may be one name all the same (Qasim, Jasim's other spelling)
FITTING = 0.18  # cost of an initial and a part it may stand for
BLOCK, FEW = 2048, 256  # pairs worked on together, so that a block stays in the processor's cache; lengths are mixed up to so few
LONGEST = 60  # letters
UNLIKE = 3  # classes of consonants by which two parts may differ and still be looked at
ONES = np.array([bin(n).count("1") for n in range(1 << 11)], np.int8)


@dataclass(frozen=True, slots=True)
class LetterCosts:
    """In sixteenths of a nat: `pairs` (COUNT, COUNT), `same` and `cross` (COUNT), to leave one out, as `training/letter_costs.py` makes them."""

    pairs: NDArray[np.int16]
    same: NDArray[np.int16]
    cross: NDArray[np.int16]
    rarity: NDArray[np.int16]  # (COUNT) of a grapheme among those of its script

    def alone(self, letters: NDArray[np.uint8]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """What leaving out all letters of each row costs, beside the same script and beside the other."""
        return self.same[letters].sum(1, dtype=np.int16), self.cross[letters].sum(1, dtype=np.int16)


def letters_apart(a: NDArray[np.uint8], b: NDArray[np.uint8], cross: bool, costs: LetterCosts) -> NDArray[np.int16]:
    """The least cost of writing each row of `a` for that of `b`. Rows are padded with PAD, which costs nothing.

    A line of the usual table is kept less what leaving out all of `b` up to there costs: then a letter left out of `b` costs
    nothing, and a line is finished by one running minimum.
    """
    out = np.empty(len(a), np.int16)
    steps = (np.minimum((a != PAD).sum(1), LONGEST) + 3) // 4, (np.minimum((b != PAD).sum(1), LONGEST) + 3) // 4
    order = np.argsort((steps[0] * 16 + steps[1]).astype(np.uint8), kind="stable")
    gaps = costs.cross if cross else costs.same
    less = (costs.pairs - gaps[None, :]).ravel()
    begin = 0
    while begin < len(order):
        end = min(begin + BLOCK, len(order))
        first, second = steps[0][order[begin]], steps[1][order[begin]]
        same = (steps[0][order[begin:end]] == first) & (steps[1][order[begin:end]] == second)
        if not same.all():
            end = begin + max(int(same.argmin()), min(FEW, len(order) - begin))
        rows = order[begin:end]
        begin = end
        height, width = int(steps[0][rows].max()) * 4, int(steps[1][rows].max()) * 4
        out[rows] = _apart(a[rows, :height].T, b[rows, :width].T, gaps, less)
    return out


def _apart(one: NDArray[np.uint8], two: NDArray[np.uint8], gaps: NDArray[np.int16], less: NDArray[np.int16]) -> NDArray[np.int16]:
    """The same for one block, letters by rows; `less` (COUNT × COUNT) is the cost of a pair less that of leaving out its second."""
    width, count = two.shape
    own, behind = gaps[one], two.astype(np.intp)
    before = one.astype(np.intp) * COUNT
    line = np.zeros((width + 1, count), np.int16)
    place = np.empty((width, count), np.intp)
    swap = np.empty((width, count), np.int16)
    for i in range(len(one)):
        np.add(behind, before[i], out=place)
        less.take(place, out=swap, mode="clip")
        swap += line[:-1]
        line += own[i]
        np.minimum(line[1:], swap, out=line[1:])
        for j in range(width):
            np.minimum(line[j + 1], line[j], out=line[j + 1])
    total: NDArray[np.int16] = line[width] + gaps[two].sum(0, dtype=np.int16)
    return total


@dataclass(frozen=True, slots=True)
class Aligned:
    """For n pairs of names of up to P parts: `cost` (n, P, P) of each part with each, and the pairing.

    `partner` (n, P) is the place in the right name of what a part of the left is laid beside, -1 for none; `of` the other way round.
    """

    cost: Floats
    partner: NDArray[np.int8]
    of: NDArray[np.int8]


def part_costs(left: Ints, right: Ints, table: Table, costs: LetterCosts, alone: tuple[NDArray[np.int16], NDArray[np.int16]]) -> Floats:
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
            total = (alone[cross][one] + alone[cross][two]).astype(np.float32)
            out[at] = np.minimum(letters_apart(table.letters[one], table.letters[two], cross, costs) / np.maximum(total, 24), FAR)
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


def align(left: Ints, right: Ints, table: Table, costs: LetterCosts, alone: tuple[NDArray[np.int16], NDArray[np.int16]]) -> Aligned:
    """Lays the parts of n pairs of names side by side; `left` and `right` (n, P) are numbers of parts, 0 where there is none."""
    count, size = left.shape
    cost = np.full((count, size, size), FAR, np.float32)
    there = (left[:, :, None] > 0) & (right[:, None, :] > 0)
    row, i, j = np.nonzero(there)
    cost[row, i, j] = part_costs(left[row, i], right[row, j], table, costs, alone)
    places = np.arange(size, dtype=np.float32)
    ranked = (cost + 0.012 * np.abs(places[:, None] - places[None, :]) + 0.0004 * (places[:, None] + places[None, :])).reshape(count, size * size)
    ranked[(cost > AGREE).reshape(count, size * size) | ~there.reshape(count, size * size)] = 9.0
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
