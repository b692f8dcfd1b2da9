"""Every accuracy number of this project, in one run.

    python -m bench.run [--sets dev,blind,…] [--model none] [--json]

Own sets, always there: `dev` (examples/corpus and bench/reports; the rules were written with these in view), `heldout`
(bench/heldout; blind until the layouts of its digests and interviews were worked on), `blind` (bench/blind; written
without sight of the rules, scored once, then worked on) and `fresh` (bench/fresh; written after that, again
without sight of the rules, scored once, then worked on; its first scores are kept in unseen.json) and `later`
(bench/later; written without sight of rules or models, for the models), `places` (ninety short texts, see `bench.places`) and `copies`
(generated reports, see `bench.copies`). `digests`, `interviews` and their halves held back (`-held`; clippings and turns only). Reference sets, where the folder ../shared (or
$RASHOMON_SHARED) is: `gold` (five real reports, three annotated), `attribution` (PolNeAR dev), `names-en`, `names-ar`,
`reading` (web pages: text and dates, see `bench.reading`), `names-pairs`
(pairs of names that are one or two, see `bench.pairs`), `time-timebank`, `time-aquaint`, `time-wikiwars`, `time-wikinews`, `time-expressions`
(see `bench.expressions`), `figures` (NewsQuant), each by the scorer that lies beside its data.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import rashomon
from bench import copies, expressions, pairs, places, reading
from bench.gold import load_all
from bench.score import Predicted, score
from rashomon import codec

HERE = Path(__file__).parent
MODEL = "RASHOMON_MODEL"
SHARED = Path(os.environ.get("RASHOMON_SHARED", HERE.parent.parent / "shared"))
Numbers = dict[str, float]


def records(paths: Sequence[Path], out: Path) -> Path:
    """The exported record of a pile, as `rashomon build` and `rashomon export` give it."""
    with tempfile.TemporaryDirectory() as folder, rashomon.open(Path(folder) / "bench.sqlite") as record:
        record.build(*paths)
        with out.open("wb") as handle:
            handle.writelines(codec.lines(record.records()))
    return out


def own(*folders: tuple[Path, Path]) -> Numbers:
    """F1 of every layer over reports and gold of our own, both languages and each."""
    out: Numbers = {}
    with tempfile.TemporaryDirectory() as folder:
        reports = [path for texts, _ in folders for path in sorted(texts.iterdir())]
        with records(reports, Path(folder) / "records.jsonl").open("rb") as handle:
            pred = Predicted(handle)
        for gold in {gold for _, gold in folders}:
            for key, row in score(load_all(gold, pred.texts), pred).result().items():
                if key == "disputes pairs all":
                    out |= {"disputes precision": row["p"], "disputes recall": row["r"]}
                elif row["gold"] and key.endswith((" all", " en", " ar")):
                    out[key] = row["f1"]
    return out


def layouts(name: str, half: str) -> Numbers:
    """Clippings, turns and genre of the pages of a set whose names begin with `half`, the layers that are annotated there."""
    folder = HERE / name
    with tempfile.TemporaryDirectory() as out:
        with records(sorted((folder / "reports").glob(f"{half}*")), Path(out) / "records.jsonl").open("rb") as handle:
            pred = Predicted(handle)
        rows = score(load_all(folder / "gold", pred.texts, only=half), pred).result()
    kept = ("clippings", "turns", "genre")
    return {key: row["f1"] for key, row in rows.items() if row["gold"] and key.startswith(kept) and key.endswith((" all", " en", " ar"))}


def gold() -> Numbers:
    """The reference reports, by the scorer beside them; a layer's F1 or accuracy."""
    with tempfile.TemporaryDirectory() as folder:
        made = records([SHARED / "seeds"], Path(folder) / "records.jsonl")
        told = _scored(SHARED / "bench/score_gold.py", "--gold", SHARED / "gold", "--texts", SHARED / "seeds", "--json", made)
    out: Numbers = {}
    found = json.loads(told)
    for key, value in _flat(found["scores"]).items():
        *name, measure = key.split()
        if measure in ("f1", "accuracy") or key == "disputes in document p":
            out[" ".join(name) + {"f1": "", "p": " precision"}.get(measure, f" {measure}")] = value
    return out


def annotated(kind: str, data: Path, read: Callable[[str], Numbers], *options: object, ask: Sequence[str] = ()) -> Numbers:
    """A reference set of single documents, through `rashomon annotate`."""
    to = SHARED / "bench/records_to.py"
    documents = _scored(to, "documents", data)
    found = subprocess.run([sys.executable, "-m", "rashomon", "annotate"], input=documents, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        made, pred = Path(folder) / "records.jsonl", Path(folder) / "pred.jsonl"
        made.write_text(found, encoding="utf-8")
        if kind == "figures":
            return read(_scored(SHARED / "bench/figures/score_figures.py", data, made))
        pred.write_text(_scored(to, kind, made), encoding="utf-8")
        return read(_scored(SHARED / f"bench/{kind}/score_{kind}.py", data, *ask, pred, *options))


def _scored(script: Path, *arguments: object) -> str:
    return subprocess.run([sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def _flat(value: object, name: str = "") -> Numbers:
    """Numbers of a scorer's answer by their path."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in _flat(inner, f"{name} {key}".strip()).items()}
    return {name: float(value)} if isinstance(value, (int, float)) and not isinstance(value, bool) else {}


def _rows(told: str) -> Numbers:
    """F1, or accuracy, of the lines of a table `name P R F1 …`."""
    out: Numbers = {}
    for line in told.splitlines():
        words = line.split()
        numbers = [w for w in words if w.replace(".", "", 1).isdigit()]
        if len(numbers) >= 3 and not line.startswith("gold") and float(numbers[2]) <= 100:
            out[" ".join(words[: words.index(numbers[0])])] = float(numbers[2]) / 100
    return out


def _times(told: str) -> Numbers:
    return {line.split()[0]: float(line.split("F1")[1].split()[0]) / 100 for line in told.splitlines() if " F1 " in line}


def _figures(told: str) -> Numbers:
    return {line.split(" P ")[0].strip(): float(line.split("F1")[1].split()[0]) for line in told.splitlines() if " F1 " in line}


SETS: dict[str, Callable[[], Numbers]] = {
    "dev": lambda: own((HERE.parent / "examples/corpus", HERE / "gold"), (HERE / "reports", HERE / "gold")),
    "heldout": lambda: own((HERE / "heldout/reports", HERE / "heldout/gold")),
    "blind": lambda: own((HERE / "blind/reports", HERE / "blind/gold")),
    "fresh": lambda: own((HERE / "fresh/reports", HERE / "fresh/gold")),
    "later": lambda: own((HERE / "later/reports", HERE / "later/gold")),
    "digests": lambda: layouts("digests", "d"),
    "digests-held": lambda: layouts("digests", "e"),
    "interviews": lambda: layouts("interviews", "i"),
    "interviews-held": lambda: layouts("interviews", "j"),
    "gold": gold,
    "attribution": lambda: annotated("attribution", SHARED / "bench/attribution/polnear-dev.jsonl.gz", _rows, "--breakdown"),
    "attribution-all": lambda: annotated("attribution", SHARED / "bench/attribution/polnear-dev-allann.jsonl.gz", _rows, "--breakdown"),
    "names-en": lambda: annotated("ner", SHARED / "bench/ner/en.dev.jsonl.gz", _rows, "--types", "person,organisation,place", ask=["--pred"]),
    "names-wikievents": lambda: annotated(
        "ner", SHARED / "bench/ner/en.wikievents.dev.jsonl.gz", _rows, "--types", "person,organisation,place", ask=["--pred"]
    ),
    "places": places.floored,
    "copies": copies.floored,
    "names-pairs": lambda: pairs.held(SHARED / "bench/names/dev.jsonl"),
    "names-ar": lambda: annotated("ner", SHARED / "bench/ner/ar.dev.jsonl.gz", _rows, "--types", "person,organisation,place", ask=["--pred"]),
    "time-timebank": lambda: annotated("time", SHARED / "bench/time/tbaq_timebank.dev.jsonl", _times),
    "time-wikiwars": lambda: annotated("time", SHARED / "bench/time/wikiwars.dev.jsonl", _times),
    "time-aquaint": lambda: annotated("time", SHARED / "bench/time/tbaq_aquaint.dev.jsonl", _times),
    "time-wikinews": lambda: annotated("time", SHARED / "bench/time/meantime_en.dev.jsonl", _times),
    "time-expressions": lambda: {
        f"{source} {code} {what}": share
        for source in ("recognizers", "duckling")
        for code in ("en", "ar")
        for what, share in expressions.measure(SHARED / f"bench/time/expr_{source}_{code}.dev.jsonl").items()
    },
    "figures": lambda: annotated("figures", SHARED / "bench/figures/newsquant.dev.jsonl", _figures),
    "reading": lambda: reading.held(SHARED / "bench/reading"),
}
OWN = ("dev", "heldout", "blind", "fresh", "later", "digests", "digests-held", "interviews", "interviews-held", "places", "copies")


def available() -> list[str]:
    """The sets whose data is here."""
    return [name for name in SETS if name in OWN or SHARED.is_dir()]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default=",".join(available()), help="which sets, by comma (default: all that are here)")
    parser.add_argument("--model", help="who reads (default: as the program is set)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if args.model:
        os.environ[MODEL] = args.model
    found = {}
    for name in args.sets.split(","):
        if name not in available():
            parser.error(f"no set {name!r} here: there are {', '.join(available())}")
        found[name] = SETS[name]()
        if not args.json:
            print("\n".join(f"{name:14} {metric:44} {value:.3f}" for metric, value in found[name].items()), flush=True)
    if args.json:
        print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
