"""Pairs of names: how well they are told apart, and how fast.

    python -m bench.pairs                   pairs whose entities the shipped weights never saw, by stratum and kind
    python -m bench.pairs --scores FILE     other scores of all pairs, a number a line (training.names --scores: cross-validated)
    python -m bench.pairs --speed           pairs a CPU-second, cold and prepared
    … --peers                               beside either of the last two, other open matchers on the same pairs (`bench.peers`)

The pairs are those of ../shared/bench/names (or $RASHOMON_SHARED), by licence no part of this project. `training.names` trains on them,
so the shipped weights are scored only on `held_out`, groups of entities that stay out of training; they hold few of the
hardest negatives. The cross-validated figures, over all pairs, are the ones to believe.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import peers
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.likeness import Matcher

FOLDS, HELD = 5, 4
Pairs = Sequence[dict[str, Any]]
Scores = NDArray[np.float64]


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fold(entity: str) -> int:
    """The fold of an entity, the same in every run."""
    return int(hashlib.sha256(entity.encode()).hexdigest(), 16) % FOLDS


def folds(pairs: Pairs) -> Iterator[tuple[list[int], list[int]]]:
    """(pairs to train on, pairs to score) of each fold: the first have no entity in common with the second."""
    for number in range(FOLDS):
        scored = [n for n, pair in enumerate(pairs) if fold(pair["eids"][0]) == number]
        entities = {entity for n in scored for entity in pairs[n]["eids"]}
        yield [n for n, pair in enumerate(pairs) if not entities & set(pair["eids"])], scored


def held_out(pairs: Pairs) -> list[int]:
    """The pairs that the shipped trees never see: some of the groups of entities that no pair ties to an entity outside.

    The largest group, a third of all pairs, is tied together by its hard negatives and stays in training.
    """
    above: dict[str, str] = {}

    def root(entity: str) -> str:
        while above.setdefault(entity, entity) != entity:
            entity = above[entity]
        return entity

    for pair in pairs:
        one, two = sorted(map(root, pair["eids"]))
        above[two] = one
    groups: dict[str, list[int]] = {}
    for n, pair in enumerate(pairs):
        groups.setdefault(root(pair["eids"][0]), []).append(n)
    largest = max(groups.values(), key=len)
    return sorted(n for members in groups.values() if members is not largest and fold(min(pairs[members[0]]["eids"])) == HELD for n in members)


def scores(pairs: Pairs) -> Scores:
    """What the shipped weights say."""
    matcher, kinds = Matcher(gazetteer()), [pair["type"] for pair in pairs]
    left, right = (matcher.prepare([pair[side] for pair in pairs], kinds) for side in ("left", "right"))
    return matcher.compare_many(left, right).score.astype(np.float64)


def average_precision(score: Scores, same: NDArray[np.bool_]) -> float:
    """Equal scores are one step."""
    order = np.argsort(-score, kind="stable")
    last = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    right = np.cumsum(same[order])[last]
    return float((np.diff(right, prepend=0) * right / (last + 1)).sum() / max(1, same.sum()))


def recall_at(score: Scores, same: NDArray[np.bool_], precision: float) -> float:
    """The best recall at which no fewer than this share of the joined pairs are one."""
    order = np.argsort(-score, kind="stable")
    last = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    right = np.cumsum(same[order])[last]
    return float(right[right / (last + 1) >= precision].max(initial=0) / max(1, same.sum()))


def measured(pairs: Pairs, score: Scores) -> dict[str, float]:
    """Average precision of all pairs and of each stratum, recall where 95 and 99 in a hundred joins are right."""
    same = np.array([pair["same"] for pair in pairs])
    out = {"average precision": average_precision(score, same), "recall at precision .95": recall_at(score, same, 0.95), "recall at precision .99": recall_at(score, same, 0.99)}  # fmt: skip
    for stratum in sorted({pair["stratum"] for pair in pairs}):
        rows = np.array([pair["stratum"] == stratum for pair in pairs])
        out[f"average precision {stratum}"] = average_precision(score[rows], same[rows])
    return out


def held(path: Path) -> dict[str, float]:
    """The figures of the shipped weights on what they never saw."""
    pairs = load(path)
    rows = held_out(pairs)
    return measured([pairs[n] for n in rows], scores(pairs)[rows])


def errors(pairs: Pairs, score: Scores, threshold: float = 0.5) -> dict[str, tuple[int, float]]:
    """Kind of pair → how many there are, and the share that falls on the wrong side."""
    kinds: dict[str, list[bool]] = {}
    for pair, s in zip(pairs, score, strict=True):
        kinds.setdefault(f"{pair['kind']}, {'one' if pair['same'] else 'two'}", []).append((s >= threshold) != pair["same"])
    return {kind: (len(wrong), sum(wrong) / len(wrong)) for kind, wrong in sorted(kinds.items())}


def speed(pairs: Pairs, times: int = 25) -> dict[str, float]:
    """Pairs a CPU-second on one core: cold (names as strings, each met for the first time), and prepared (names cut into parts before)."""
    known = gazetteer()
    kinds = [pair["type"] for pair in pairs]
    names: list[list[str]] = [[pair[side] for pair in pairs] for side in ("left", "right")]

    def cold() -> int:
        matcher = Matcher(known)
        left, right = (matcher.prepare(side, kinds) for side in names)
        return len(matcher.compare_many(left, right).score)

    matcher = Matcher(known)
    left, right = (matcher.prepare(side, kinds) for side in names)
    rows = np.tile(np.arange(len(pairs)), times)
    chance = np.random.default_rng(0).permutation(rows)
    return {
        "cold": _rate(cold),
        "prepared": _rate(lambda: len(matcher.compare_many(left, right, rows, rows).score)),
        "prepared, at random": _rate(lambda: len(matcher.compare_many(left, right, rows, chance).score)),
    }


def _rate(work: Callable[[], int], rounds: int = 3) -> float:
    """The best of some rounds, after one to warm up."""
    work()
    rates = []
    for _ in range(rounds):
        began = time.process_time()
        done = work()
        rates.append(done / (time.process_time() - began))
    return max(rates)


def beside(pairs: Pairs, ours: dict[str, float]) -> Iterator[str]:
    """Speed of the peers, and how many times as fast ours is."""
    installed, missing = peers.peers()
    yield f"{'pairs a CPU-second':34} {'cold':>9} {'prepared':>9}   ours is so many times as fast"
    yield f"{'rashomon':34} {ours['cold']:9,.0f} {ours['prepared']:9,.0f}"
    for peer in installed:
        cold, prepared = peers.speed(peer, pairs)
        yield f"{peer.name:34} {cold:9,.0f} {prepared:9,.0f}   {ours['cold'] / cold:.1f} cold, {ours['prepared'] / prepared:.1f} prepared"
    yield from missing


def better(pairs: Pairs, ours: Scores) -> Iterator[str]:
    """Average precision and recall of ours and of the peers, on the same pairs."""
    installed, missing = peers.peers()
    names = ("average precision", "recall at precision .95", "recall at precision .99")
    yield " " * 34 + "".join(f"{name:>25}" for name in names)
    for name, score in [("rashomon", ours), *((p.name, np.array(peers.scores(p, pairs), np.float64)) for p in installed)]:
        figures = measured(pairs, score)
        yield f"{name:34}" + "".join(f"{figures[n]:25.3f}" for n in names)
    yield from missing


def table(figures: dict[str, float]) -> Iterable[str]:
    return (f"{name:32} {value:,.0f}" if value > 1 else f"{name:32} {value:.3f}" for name, value in figures.items())


def main(argv: Sequence[str] | None = None) -> int:
    from bench.run import SHARED

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, default=SHARED / "bench/names/dev.jsonl")
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--peers", action="store_true", help="other matchers on the same pairs")
    args = parser.parse_args(argv)
    if args.peers and not (args.speed or args.scores):
        parser.error("--peers stands beside --speed, or beside --scores FILE (made by: training.names --validate --scores FILE)")
    pairs = load(args.pairs)
    if args.speed:
        ours = speed(pairs)
        print(*table(ours), *(beside(pairs, ours) if args.peers else ()), sep="\n")
        return 0
    if args.scores:
        found = np.array([float(line) for line in args.scores.read_text(encoding="utf-8").split()])
        if args.peers:
            print("Ours by the scores of the file, which should be cross-validated by entity; the peers as delivered.", *better(pairs, found), sep="\n")
            return 0
    else:
        rows = held_out(pairs)
        found = scores(pairs)[rows]
        pairs = [pairs[n] for n in rows]
    print(*table(measured(pairs, found)), sep="\n")
    print(*(f"{kind:32} {count:5} pairs, wrong {share:.3f}" for kind, (count, share) in errors(pairs, found).items()), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
