"""How likely two names are one, for many pairs at once: evidence weighed by trees, a score that can be read as a probability.

The trees are oblivious (one question a level, the same for all of a level; CatBoost, Prokhorenkova et al. 2018), trained by
`training/names.py` and kept as plain tables in `link/data/names.npz`; weighing them needs numpy alone. The score is
the share of pairs of this kind that were one name where about half of all pairs were: of names drawn at random it is far fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import Gazetteer
from rashomon.link import evidence
from rashomon.link.alignment import Aligned, Floats, LetterCosts
from rashomon.link.evidence import Columns, at, columns
from rashomon.link.parts import Parser
from rashomon.link.reasons import reason
from rashomon.model import MentionType

Rows = NDArray[np.intp]
SLAB, CHUNK, BLOCK = 1 << 20, 1 << 14, 4096  # pairs sorted by their parts together, laid side by side together, and weighed together
FEW = 64  # pairs that are weighed by all trees at once
EVEN = 0.5
WELL = 0.15  # cost of a part, or of names as one word, up to which they agree well
DOUBT, TURNS = 20, 50
KNOWN = 0.99  # names that the gazetteer holds as one; as two, the rest


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` 0–1; `contradicts` when each name has a part that speaks against the other; `why` for people."""

    score: float
    contradicts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Trees:
    """`question` and `border` (trees, depth): is this column greater? `leaf` (trees, 2^depth): worth, in logits."""

    question: NDArray[np.int16]
    border: Floats
    leaf: Floats
    bias: float
    slope: float

    def weigh(self, x: Floats) -> Floats:
        """Probabilities of columns of evidence."""
        if x.shape[1] > BLOCK:
            parts: list[Floats] = [self.weigh(np.ascontiguousarray(x[:, begin : begin + BLOCK])) for begin in range(0, x.shape[1], BLOCK)]
            return np.concatenate(parts)
        if x.shape[1] <= FEW:
            return self._sigmoid(self._few(x))
        total = np.full(x.shape[1], self.bias, np.float32)
        place, greater = np.empty(x.shape[1], np.uint8), np.empty(x.shape[1], np.bool_)
        bit, worth = greater.view(np.uint8), np.empty(x.shape[1], np.float32)
        for question, border, leaf in zip(self.question.tolist(), self.border, self.leaf, strict=True):
            place.fill(0)
            for level in range(len(question) - 1, -1, -1):
                np.greater(x[question[level]], border[level], out=greater)
                np.add(place, place, out=place)
                np.bitwise_or(place, bit, out=place)
            leaf.take(place, out=worth, mode="clip")
            np.add(total, worth, out=total)
        return self._sigmoid(total)

    def _few(self, x: Floats) -> Floats:
        """The same sums, added in the same order, all trees at once: what a tree costs to ask is more than what few pairs cost."""
        trees, depth = self.question.shape
        greater = (x[self.question.ravel()] > self.border.ravel()[:, None]).reshape(trees, depth, -1)
        place = np.left_shift(greater.astype(np.uint8), np.arange(depth, dtype=np.uint8)[:, None]).sum(1, dtype=np.uint8)
        worth = np.concatenate([np.full((1, x.shape[1]), self.bias, np.float32), self.leaf[np.arange(trees)[:, None], place]])
        total: Floats = worth.cumsum(0, dtype=np.float32)[-1]
        return total

    def _sigmoid(self, total: Floats) -> Floats:
        score: Floats = (1 / (1 + np.exp(-self.slope * total))).astype(np.float32)
        return score


@dataclass(frozen=True, slots=True)
class Found:
    """The answers for n pairs. `child`: one is, by its parts, a child of the other, and its own given name is a known one. `whole`: they
    agree in all their parts (of a body less its kind: group, company), well where the script is one, or as one word."""

    score: Floats
    contradicts: NDArray[np.bool_]
    child: NDArray[np.bool_]
    whole: NDArray[np.bool_]


def _whole(x: Floats) -> NDArray[np.bool_]:
    """Which pairs agree in all their parts; see `Found`."""
    well = (x[at("worst agreement")] <= WELL) | (x[at("across scripts")] > 0)
    over = x[at("parts left over, more")]
    kinds = (x[at("body")] > 0) & (x[at("parts left over, less")] == 0) & (x[at("kinds left over")] == over) & (x[at("parts that agree")] > 1)
    whole: NDArray[np.bool_] = (((over == 0) | kinds) & well) | (x[at("cost as one word")] <= WELL)
    return whole


def among(score: Floats) -> Floats:
    """Scores of candidate pairs of one record as probabilities there, where not half of all pairs are one name but a share that is estimated.

    The share is that at which the mean of the probabilities is the share itself, found by expectation and maximization (Saerens, Latinne and
    Decaestecker 2002), with `DOUBT` pairs that tell nothing, half of them one name, so that a few pairs change little; at most half.
    """
    odds = np.clip(score.astype(np.float64), 1e-6, 1 - 1e-6)
    odds /= 1 - odds
    share = EVEN
    for _ in range(TURNS):
        believed = odds * share / (1 - share)
        believed /= 1 + believed
        share = min(EVEN, float((believed.sum() + DOUBT / 2) / (len(score) + DOUBT)))
    found: Floats = believed.astype(np.float32)
    return found


class Matcher:
    """Compares names. Holds the weights and the parts of all names it has met."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.parser = Parser(gazetteer)
        self._gazetteer = gazetteer
        with files("rashomon.link").joinpath("data/names.npz").open("rb") as handle, np.load(handle) as held:
            self.costs = LetterCosts(held["pairs"], held["same"], held["cross"], held["rarity"])
            self._trees = Trees(held["question"], held["border"], held["leaf"], float(held["bias"]), float(held["slope"]))
        self._alone: tuple[NDArray[np.int16], NDArray[np.int16]] = (np.zeros(0, np.int16), np.zeros(0, np.int16))
        self._entries: dict[int, int] = {}

    def prepare(self, names: Iterable[str], kind: MentionType | str | Sequence[MentionType | str]) -> Columns:
        """Names cut into parts once, to be compared many times. `kind` is one for all, or one for each."""
        names = list(names)
        kinds = [kind] * len(names) if isinstance(kind, str) else kind
        parsed = [self.parser.parse(name, k) for name, k in zip(names, kinds, strict=True)]
        lookup, entries = self._gazetteer.lookup, self._entries
        known = [-1 if (entry := lookup(p.folded)) is None else entries.setdefault(id(entry), len(entries)) for p in parsed]
        return columns(parsed, known, self.costs)

    def forms(self, name: str) -> tuple[str, ...]:
        """All known names of what a name is known to be; none where it is not known."""
        entry = self._gazetteer.lookup(fold(name))
        return () if entry is None else entry.forms

    def evidence(self, left: Columns, i: Rows, right: Columns, j: Rows) -> tuple[Floats, Aligned, NDArray[np.bool_]]:
        """The evidence of pairs of rows, as `evidence.compare` gives it."""
        table = self.parser.book.table()
        have = len(self._alone[0])
        if have < len(table.length):
            new = self.costs.alone(table.letters[have:])
            self._alone = np.concatenate([self._alone[0], new[0]]), np.concatenate([self._alone[1], new[1]])
        return evidence.compare(left, i, right, j, table, self.costs, self._alone)

    def compare_many(self, left: Columns, right: Columns, i: Rows | None = None, j: Rows | None = None) -> Found:
        """Compares row `i[n]` of one table of names with row `j[n]` of the other; row by row where none are given."""
        i = np.arange(len(left.count)) if i is None else i
        j = np.arange(len(right.count)) if j is None else j
        score, contradicts, child, whole = np.empty(len(i), np.float32), *(np.empty(len(i), np.bool_) for _ in range(3))
        for first in range(0, len(i), SLAB):
            some = slice(first, first + SLAB)
            order = first + np.argsort(np.maximum(left.count[i[some]], right.count[j[some]]), kind="stable")
            for begin in range(0, len(order), CHUNK):
                rows = order[begin : begin + CHUNK]
                x, _, _ = self.evidence(left, i[rows], right, j[rows])
                score[rows], contradicts[rows] = self._judged(x)
                child[rows] = (x[at("father and son")] > 1) & (score[rows] < EVEN)
                whole[rows] = _whole(x)
        return Found(score, contradicts, child, whole)

    def _judged(self, x: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        score = self._trees.weigh(x)
        known = x[at("known as one or as two")]
        score = np.where(known > 0, np.maximum(score, KNOWN), np.where(known < 0, np.minimum(score, 1 - KNOWN), score))
        score = np.where(x[at("the same letters")] > 0, np.float32(1), score)
        score = np.where(x[at("parts of the short")] > 0, score, np.float32(0))  # a name without letters or figures
        against = (x[at("parts left over, less")] > 0) | (x[at("father and son")] > 0) | (x[at("sides against sides")] > 0) | (x[at("kunya against none")] > 1)
        return score, (score < EVEN) & (against | (known < 0) | (x[at("acronyms alike")] < 0))

    def compare(self, a: str, b: str, kind: MentionType | str) -> Comparison:
        """One pair, with the reason."""
        return next(iter(self.explained([(a, b, kind)])))

    def explained(self, pairs: Sequence[tuple[str, str, MentionType | str]]) -> list[Comparison]:
        """Pairs of names with the reason of each answer."""
        left = self.prepare([a for a, _, _ in pairs], [k for _, _, k in pairs])
        right = self.prepare([b for _, b, _ in pairs], [k for _, _, k in pairs])
        rows = np.arange(len(pairs))
        x, aligned, swapped = self.evidence(left, rows, right, rows)
        score, contradicts = self._judged(x)
        texts = self.parser.book.texts
        out = []
        for row in range(len(pairs)):
            a, b = left.parsed[row], right.parsed[row]
            why = reason(a, b, x[:, row], aligned, row, bool(swapped[row]), texts, float(score[row]))
            out.append(Comparison(round(float(score[row]), 6), bool(contradicts[row]), why))
        return out
