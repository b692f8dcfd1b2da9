"""How well the shipped networks read: `python -m training.evaluate` prints every score of the model card.

    --write       puts them into MODEL_CARD.md beside the models
    --calibrate   first fits how features become probabilities, on the development sets, and keeps that in models.json

Scores are of the networks alone, as `rashomon.models.compact` reads; what the program makes of them, with its rules, is
measured by `python -m bench.run`. Calibration errors are cross-fitted: each half of the development documents is judged
by what was fitted on the other half; what is shipped is fitted on both.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.lang import language as language_of
from rashomon.model import Span
from rashomon.models import Found
from rashomon.models.compact import Compact
from rashomon.models.decode import Learnt
from rashomon.text.sentences import boundaries, paragraphs
from training.sets import read

DATA = Path("src/rashomon/models/data")
NAMES = {"en": ("ner/en.dev", "ner/en.wikievents.dev"), "ar": ("ner/ar.dev",)}
SENTENCES = {"en": ("sentences/en.ewt.dev", "sentences/en.gum_news.dev")}
ATTRIBUTIONS = {"en": "attribution/polnear-dev"}
SHOWN = {
    "a token source": "words of sources", "a token cue": "words of cues", "a token content": "words of contents", "b fragment source": "sources, exact",
    "b fragment cue": "cues, exact", "b fragment content": "fragments of contents, exact", "d full": "who said what (content by half, and source)",
}  # fmt: skip
START, END = "<!-- scores: made by `make models-eval` -->", "<!-- end of scores -->"


@dataclass(slots=True)
class Recorder:
    """Stands in for `Learnt`, and keeps the features of everything it is asked to judge."""

    learnt: Learnt
    seen: dict[str, list[tuple[float, ...]]] = field(default_factory=lambda: {"names": [], "attributions": []})

    def __getattr__(self, name: str) -> Any:
        return getattr(self.learnt, name)

    def probability(self, kind: str, features: Sequence[float]) -> float:
        self.seen[kind].append(tuple(features))
        return self.learnt.probability(kind, features)  # type: ignore[arg-type]


def passages(text: str) -> list[tuple[Span, str]]:
    return [(p, text[p.start : p.end]) for p in paragraphs(text)]


class Bench:
    def __init__(self, folder: Path, model: Compact) -> None:
        self.folder, self.model = folder, model

    def docs(self, *names: str) -> Iterator[Mapping[str, Any]]:
        for name in names:
            yield from read(self.folder / f"{name}.jsonl.gz")

    def found(self, language: str, text: str) -> list[Found]:
        return list(self.model.read(language, passages(text)) or ())

    def scored(self, scorer: str, gold: Sequence[str], rows: Sequence[Mapping[str, Any]], *options: str) -> dict[str, Any]:
        """What a scorer of the benchmarks says of rows, as its JSON."""
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
            out.flush()
            files = [str(self.folder / f"{name}.jsonl.gz") for name in gold]
            last = ["--pred", out.name] if "ner" in scorer else [out.name]
            done = subprocess.run([sys.executable, str(self.folder / scorer), *files, *last, "--json", *options], capture_output=True, text=True, check=True)
        return dict(json.loads(done.stdout))


def attribution_rows(bench: Bench, language: str) -> list[dict[str, Any]]:
    return [
        {"id": doc["id"], "text": doc["text"], "attributions": [
            {"source": a.source, "cue": a.cue, "content": a.content} for f in bench.found(language, doc["text"]) for a in f.attributions or ()
        ]} for doc in bench.docs(ATTRIBUTIONS[language])
    ]  # fmt: skip


def name_rows(bench: Bench, language: str) -> list[dict[str, Any]]:
    return [
        {"id": doc["id"], "entities": [
            {"start": n.span.start, "end": n.span.end, "type": n.type} for f in bench.found(language, doc["text"]) for n in f.names or ()
        ]} for doc in bench.docs(*NAMES[language])
    ]  # fmt: skip


def sentence_rows(bench: Bench, language: str, name: str) -> list[dict[str, Any]]:
    """Sentences as `rashomon.text.sentences` cuts them: by the network where it is sure, and by the rules."""
    rows, rules = [], language_of(language)
    for doc in bench.docs(name):
        spans = []
        for (span, _), found in zip(passages(doc["text"]), bench.found(language, doc["text"]), strict=True):
            at = span.start
            by_rules = boundaries(doc["text"], span, rules.abbreviations, rules.lexicon.telling)
            for end in sorted({*(found.ends or ()), *by_rules, span.end}):
                spans.append((at, end))
                at = end
        rows.append({"id": doc["id"], "sentences": spans})
    return rows


def judged_names(bench: Bench, language: str, recorder: Recorder) -> Iterator[tuple[int, tuple[float, ...], float, bool]]:
    """(half, features, score, right) of every name found whose type the source of the text marks."""
    for number, doc in enumerate(bench.docs(*NAMES[language])):
        gold = {(e["start"], e["end"], e["type"]) for e in doc["entities"]}
        for n, features in _judged(bench, language, doc["text"], recorder, "names", lambda f: f.names or ()):
            unmarked = n.type not in doc["types"] or any(a < n.span.end and n.span.start < b for a, b in doc.get("ignore") or ())
            if not unmarked:
                yield number % 2, features, n.score, (n.span.start, n.span.end, n.type) in gold


def judged_attributions(bench: Bench, language: str, recorder: Recorder) -> Iterator[tuple[int, tuple[float, ...], float, bool]]:
    """The same for attributions: right when the content's overlap with the gold's is half of both together and the sources meet."""
    for number, doc in enumerate(bench.docs(ATTRIBUTIONS[language])):
        gold = [(_letters(g["content"]), _letters(g["source"])) for g in doc["attributions"] if g.get("content")]
        taken: set[int] = set()
        for a, features in _judged(bench, language, doc["text"], recorder, "attributions", lambda f: f.attributions or ()):
            content, source = _letters(a.content), _letters(a.source)
            right = next(
                (i for i, (c, s) in enumerate(gold) if i not in taken and len(content & c) >= 0.5 * len(content | c) and (source & s or not (source or s))),
                None,
            )
            if right is not None:
                taken.add(right)
            yield number % 2, features, a.score, right is not None


def _judged(
    bench: Bench, language: str, text: str, recorder: Recorder, kind: str, of: Callable[[Found], Sequence[Any]]
) -> Iterator[tuple[Any, tuple[float, ...]]]:
    recorder.seen[kind].clear()
    things = [thing for found in bench.found(language, text) for thing in of(found)]
    return zip(things, list(recorder.seen[kind]), strict=True)


def _letters(spans: Sequence[Sequence[int]] | None) -> set[int]:
    return {n for start, end in spans or () for n in range(start, end)}


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights (1 + features) of the logistic regression of y (n,) on x (n, features), by Newton's steps, with a slight ridge."""
    x = np.column_stack([np.ones(len(x)), x])
    w = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w = w - np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (p - y) + ridge @ w)
    return w


def bins(p: np.ndarray, y: np.ndarray) -> list[tuple[float, float, int]]:
    """(mean probability, share right, number) in ten bins of equal width."""
    at = np.minimum((p * 10).astype(int), 9)
    return [(float(p[at == n].mean()), float(y[at == n].mean()), int((at == n).sum())) for n in range(10) if (at == n).any()]


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error (Naeini et al. 2015)."""
    return sum(n * abs(p - y) for p, y, n in rows) / sum(n for *_, n in rows)


def calibrated(bench: Bench, language: str, heads: Sequence[str]) -> Iterator[tuple[str, np.ndarray, list[tuple[float, float, int]]]]:
    """(head, weights fitted on everything, cross-fitted reliability) for names and attributions."""
    bench.found(language, "x")
    network = bench.model._networks[language]
    recorder = Recorder(network.learnt)
    network.learnt = recorder  # type: ignore[assignment]
    shipped, network.least = (network.least, network.cased), (0.0, 0.0)
    network.cased = False
    for kind, judged in (("names", judged_names), ("attributions", judged_attributions)):
        if kind not in heads:
            continue
        rows = list(judged(bench, language, recorder))
        half, x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[3] for r in rows], float)
        p = np.zeros(len(rows))
        for other in (0, 1):
            w = logistic(x[half != other], y[half != other])
            p[half == other] = 1 / (1 + np.exp(-(w[0] + x[half == other] @ w[1:])))
        yield kind, logistic(x, y), bins(p, y)
    network.learnt = recorder.learnt
    network.least, network.cased = shipped


def tables(bench: Bench, about: Mapping[str, Any]) -> Iterator[str]:
    for language, entry in sorted(about["languages"].items()):
        title = {"en": "English", "ar": "Arabic"}[language]
        if "attributions" in entry["heads"]:
            rows = attribution_rows(bench, language)
            one = bench.scored("attribution/score_attribution.py", [ATTRIBUTIONS[language]], rows, "--breakdown")["metrics"]
            every = bench.scored("attribution/score_attribution.py", [ATTRIBUTIONS[language] + "-allann"], rows, "--breakdown")["metrics"]
            yield f"**{title}, attribution** (PolNeAR dev)\n\n| measure | one annotator: P | R | F1 | all annotators: P | R | F1 |\n| --- | --- | --- | --- | --- | --- | --- |"
            for name, label in SHOWN.items():
                yield f"| {label} | " + " | ".join(f"{m[name][k]:.3f}" for m in (one, every) for k in ("P", "R", "F1")) + " |"
            speech = next(n for n in one if "gold speech cue" in n)
            yield f"| who said what, where the cue is of speech | | {one[speech]['R']:.3f} | | | {every[speech]['R']:.3f} | |"
            yield ""
        if "names" in entry["heads"]:
            scores = bench.scored("ner/score_ner.py", NAMES[language], name_rows(bench, language), "--types", "person,organisation,place", "--by-source")
            yield f"**{title}, names** (exact span and type, person, organisation, place)\n\n| set | P | R | F1 | F1 of the span alone |\n| --- | --- | --- | --- | --- |"
            for source, row in sorted(scores["by_source"].items()):
                yield f"| {source} | {row['typed']['p']:.3f} | {row['typed']['r']:.3f} | {row['typed']['f']:.3f} | {row['untyped']['f']:.3f} |"
            yield ""
        if "ends" in entry["heads"]:
            yield f"**{title}, sentences** (together with the rules)\n\n| set | whole sentences P | R | F1 |\n| --- | --- | --- | --- |"
            for name in SENTENCES[language]:
                row = bench.scored("sentences/score_sentences.py", [name], sentence_rows(bench, language, name))["exact"]
                yield f"| {name.split('/')[1]} | {row['p']:.3f} | {row['r']:.3f} | {row['f']:.3f} |"
            yield ""
        for kind, _, rows in calibrated(bench, language, entry["heads"]):
            yield f"**{title}, confidence of {kind}**: calibration error {calibration_error(rows):.3f}\n\n| confidence | share right | number |\n| --- | --- | --- |"
            yield from (f"| {p:.2f} | {y:.2f} | {n} |" for p, y, n in rows)
            yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    listed = options.data / "models.json"
    about = json.loads(listed.read_text(encoding="utf-8"))
    if options.calibrate:
        bench = Bench(options.bench, Compact(options.data))
        for language, entry in about["languages"].items():
            for kind, weights, _ in calibrated(bench, language, entry["heads"]):
                entry["learnt"][kind] = [round(float(w), 4) for w in weights]
        listed.write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    lines = list(tables(Bench(options.bench, Compact(options.data)), about))
    print("\n".join(lines))
    if options.write:
        card = options.data / "MODEL_CARD.md"
        text = card.read_text(encoding="utf-8")
        head, tail = text[: text.index(START) + len(START)], text[text.index(END) :]
        card.write_text(head + "\n\n" + "\n".join(lines).rstrip() + "\n\n" + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
