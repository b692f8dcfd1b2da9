"""Trains what `rashomon.link` compares names with, in one command: `python -m training.names`.

    python -m training.names                 letter costs, trees, cross-validation, and writes src/rashomon/link/data
    python -m training.names --validate      only the cross-validation (about a minute)

Two things are learned. Letter costs come from spellings of given names and towns (`letter_costs.py`). Trees weigh the evidence of
`link/evidence.py`: they are trained on the development pairs of the benchmark (`--bench`, default ../shared/bench/names; not
part of this project, nothing of it is kept but the numbers) and on pairs made of the project's own names (`name_pairs.py`).

Every figure of the benchmark is cross-validated by entity: a fold's pairs are scored by trees that saw no pair with any of their
entities. Some groups of entities (`held_out`) stay out of the shipped trees as well, so that their score on those is honest.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.pairs import average_precision, folds, held_out, load, recall_at
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.evidence import NAMES
from rashomon.link.likeness import Matcher, Trees
from training.letter_costs import learned, tables
from training.name_pairs import made

DATA = Path(__file__).parent.parent / "src/rashomon/link/data"
BENCH = Path(os.environ.get("RASHOMON_SHARED", Path(__file__).parent.parent.parent / "shared")) / "bench/names/dev.jsonl"
MADE, MADE_WEIGHT = 4000, 0.25  # pairs of our own, and what each counts against one of the benchmark
TREES: dict[str, Any] = {"iterations": 160, "depth": 6, "learning_rate": 0.09, "l2_leaf_reg": 6, "random_seed": 1, "thread_count": 1, "verbose": 0, "allow_writing_files": False}  # fmt: skip


def grow(x: NDArray[np.float32], y: NDArray[np.bool_], weight: NDArray[np.float64]) -> Trees:
    """Trees of columns of evidence."""
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(**TREES)
    model.fit(x.T, y, sample_weight=weight)
    return _tables(model)


def _tables(model: Any) -> Trees:
    """CatBoost's model as tables."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        model.save_model(f"{folder}/model.json", format="json")
        held = json.loads(Path(f"{folder}/model.json").read_text(encoding="utf-8"))
    depth = max(len(tree["splits"]) for tree in held["oblivious_trees"])
    count = len(held["oblivious_trees"])
    question, border = np.zeros((count, depth), np.int16), np.full((count, depth), np.inf, np.float32)
    leaf = np.zeros((count, 1 << depth), np.float32)
    for n, tree in enumerate(held["oblivious_trees"]):
        for level, split in enumerate(tree["splits"]):
            question[n, level], border[n, level] = split["float_feature_index"], split["border"]
        leaf[n, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = held["scale_and_bias"][0], held["scale_and_bias"][1][0]
    return Trees(question, border, leaf * scale, float(bias), 1.0)


def calibrated(score: NDArray[np.float64], y: NDArray[np.bool_]) -> float:
    """The slope of the logits at which held-out scores are likeliest (Platt 1999, without an intercept)."""
    logit = np.log(np.clip(score, 1e-6, 1 - 1e-6)) - np.log1p(-np.clip(score, 1e-6, 1 - 1e-6))
    slopes = np.arange(0.5, 1.55, 0.01)
    losses = [np.logaddexp(0, np.where(y, -1, 1) * slope * logit).mean() for slope in slopes]
    return round(float(slopes[int(np.argmin(losses))]), 2)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH, help="the development pairs")
    parser.add_argument("--validate", action="store_true", help="score only, write nothing")
    parser.add_argument("--keep-costs", action="store_true", help="do not learn letter costs anew")
    parser.add_argument("--scores", type=Path, help="write the cross-validated scores here, a line a pair")
    args = parser.parse_args(argv)
    target = DATA / "names.npz"
    if not (args.validate or args.keep_costs):
        DATA.mkdir(exist_ok=True)
        held = dict(np.load(target)) if target.exists() else _none()
        np.savez_compressed(target, **(held | tables(learned())))
    pairs = load(args.bench)
    own = made(MADE)
    matcher = Matcher(gazetteer())
    sides = [[(p["left"], p["right"], p["type"]) for p in pairs], [(p.left, p.right, p.type) for p in own]]
    every = [triple for side in sides for triple in side]
    kinds = [kind for _, _, kind in every]
    left, right = matcher.prepare([a for a, _, _ in every], kinds), matcher.prepare([b for _, b, _ in every], kinds)
    rows = np.arange(len(every))
    x = matcher.evidence(left, rows, right, rows)[0]
    y = np.array([p["same"] for p in pairs] + [p.same for p in own])
    weight = np.concatenate([np.ones(len(pairs)), np.full(len(own), MADE_WEIGHT)])
    invented = list(range(len(pairs), len(every)))
    score = np.zeros(len(pairs))
    for train, scored in folds(pairs):
        rows = np.array(train + invented)
        trees = grow(x[:, rows], y[rows], weight[rows])
        score[scored] = trees.weigh(x[:, scored])
    answers = y[: len(pairs)]
    slope = calibrated(score, answers)
    print(
        f"cross-validated, {len(pairs)} pairs: average precision {average_precision(score, answers):.3f}, recall at precision .95 {recall_at(score, answers, 0.95):.3f}, at .99 {recall_at(score, answers, 0.99):.3f}; slope {slope}"
    )
    if args.scores:
        args.scores.write_text("".join(f"{s:.6f}\n" for s in score), encoding="utf-8")
    if args.validate:
        return 0
    out = set(held_out(pairs))
    rows = np.array([n for n in range(len(pairs)) if n not in out] + invented)
    final = grow(x[:, rows], y[rows], weight[rows])
    held = dict(np.load(target))
    np.savez_compressed(
        target, **(held | {"question": final.question, "border": final.border, "leaf": final.leaf, "bias": np.float32(final.bias), "slope": np.float32(slope)})
    )
    print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB, {len(final.leaf)} trees over {len(NAMES)} columns")
    return 0


def _none() -> dict[str, NDArray[Any]]:
    """Weights that say nothing, to begin with."""
    return {
        "question": np.zeros((1, 1), np.int16),
        "border": np.zeros((1, 1), np.float32),
        "leaf": np.zeros((1, 2), np.float32),
        "bias": np.float32(0),
        "slope": np.float32(1),
    }  # type: ignore[dict-item]


if __name__ == "__main__":
    raise SystemExit(main())
