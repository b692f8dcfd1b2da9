"""Letters laid beside letters: many pairs at once cost what the table of edit distances says for each."""

from itertools import product

import numpy as np
import pytest

from rashomon.lang.gazetteer import gazetteer
from rashomon.link import alignment
from rashomon.link.alignment import LetterCosts, lengths_of, letters_shared
from rashomon.link.consonants import MOST_CONSONANTS, apart, consonants, places
from rashomon.link.letters import PAD, codes
from rashomon.link.likeness import Matcher

NAMES = ("muhsin", "mohsen", "محسن", "qutrubi", "gotroubi", "القطربي", "x", "abd rahman", "عبد رحمن", "1995", "", "noureddine", "نور دين")


@pytest.fixture(scope="module")
def costs() -> LetterCosts:
    return Matcher(gazetteer()).costs


def padded(names: tuple[str, ...], size: int) -> np.ndarray:
    return np.array([list(codes(n)[:size].ljust(size, bytes([PAD]))) for n in names], np.uint8)


def apart_one_by_one(a: list[int], b: list[int], costs: LetterCosts, cross: bool) -> int:
    """Wagner and Fischer, cell by cell."""
    gaps = costs.cross if cross else costs.same
    line = [0, *np.cumsum(gaps[b]).tolist()]
    for one in a:
        before, line = line, [line[0] + int(gaps[one])]
        for at, two in enumerate(b, 1):
            line.append(min(before[at] + int(gaps[one]), line[at - 1] + int(gaps[two]), before[at - 1] + int(costs.pairs[one, two])))
    return line[-1]


@pytest.mark.parametrize("cross", [False, True])
@pytest.mark.parametrize(("block", "few"), [(4096, 1024), (8, 4), (3, 1)])
def test_many_pairs_cost_what_each_costs(costs: LetterCosts, cross: bool, block: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "BLOCK", block)
    monkeypatch.setattr(alignment, "FEW", few)
    one, two = zip(*product(NAMES, NAMES), strict=True)
    a, b = padded(one, 12), padded(two, 12)
    alone = costs.alone(a)[cross] + costs.alone(b)[cross]
    found = alone - letters_shared(a, b, lengths_of(a), lengths_of(b), cross, costs)
    bare = [([c for c in x if c != PAD], [c for c in y if c != PAD]) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    assert found.tolist() == [apart_one_by_one(x, y, costs, cross) for x, y in bare]


def test_no_pairs_are_no_costs(costs: LetterCosts) -> None:
    none, lengths = np.zeros((0, 12), np.uint8), np.zeros(0, np.uint8)
    assert letters_shared(none, none, lengths, lengths, False, costs).tolist() == []


def test_consonants_are_as_far_apart_as_edits_say() -> None:
    rng = np.random.default_rng(0)
    names = [bytes(rng.integers(20, 100, rng.integers(0, 25)).tolist()) for _ in range(40)]
    sounds = consonants(names)
    assert sounds.shape == (40, MOST_CONSONANTS)
    lengths = lengths_of(sounds)
    left, right = np.repeat(np.arange(40), 40), np.tile(np.arange(40), 40)
    found = apart(places(sounds), left, lengths[left], sounds[right], lengths[right])
    unit = LetterCosts(*(np.where(np.eye(128), 0, 1).astype(np.int16), np.ones(128, np.int16), np.ones(128, np.int16), np.zeros(128, np.int16)))
    bare = [[c for c in row if c] for row in sounds.tolist()]
    assert found.tolist() == [apart_one_by_one(bare[i], bare[j], unit, False) for i, j in zip(left, right, strict=True)]
