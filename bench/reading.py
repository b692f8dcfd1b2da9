"""Reading web pages: text, dates and speed, beside the tools that others use, in one run.

    python -m bench.reading [--errors] [--rounds 3] [--json]

The pages are the development pages under ../shared (or $RASHOMON_SHARED): text of article-extraction-benchmark, dates of
mediacloud_2020, both measured as the scorer beside them does (F1 of runs of four words, averaged over pages; dates right, wrong,
abstained). `rashomon` is what `rashomon read` gives: its text without the title, which that gold has not; `without clutter` leaves out what
is marked as such too. Pages per CPU-second are of text and metadata together, documents and all, by turns with bare trafilatura (fast mode, text alone).
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.model import Document
from rashomon.pipeline import Reader

Page = dict[str, Any]


def pages(folder: Path) -> Iterator[tuple[Page, bytes]]:
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        yield page, gzip.decompress((folder / page["page"]).read_bytes())


def body(document: Document, clutter: bool = True) -> str:
    """The text of a document without its title, and without what is marked as clutter unless that is wanted."""
    text = document.text or ""
    parts, at = [], 0
    for hole in sorted([*(() if clutter else document.boilerplate), *((document.title,) if document.title else ())]):
        parts.append(text[at : max(at, hole.start)])
        at = max(at, hole.end)
    return "\n".join([*parts, text[at:]])


def read(reader: Reader, data: bytes, file: str) -> Document | None:
    try:
        return reader.documents(data, file)[0]
    except InputError:
        return None


def scored(folder: Path, found: Sequence[Page]) -> dict[str, float]:
    """What the scorer beside the pages says of answers."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "pred.jsonl"
        made.write_text("".join(json.dumps(p) + "\n" for p in found), encoding="utf-8")
        told = subprocess.run(
            [sys.executable, str(folder / "score_reading.py"), str(folder / "gold.jsonl"), str(made)], capture_output=True, text=True, check=True
        ).stdout
    words = told.replace("\n", " ").split()
    names = {"P": "text precision", "R": "text recall", "F1": "text F1", "right": "dates right", "wrong": "dates wrong", "abstained": "dates abstained"}
    return {names[word]: float(words[i + 1]) for i, word in enumerate(words[:-1]) if word in names and words[i + 1].replace(".", "", 1).isdigit()}


def answers(folder: Path) -> dict[str, list[Page]]:
    """Name → the answers for all pages: ours, ours without clutter, and those of trafilatura and htmldate."""
    from htmldate import find_date
    from trafilatura import extract

    reader = Reader("none")
    out: dict[str, list[Page]] = {"rashomon": [], "rashomon, without clutter": [], "trafilatura, fast, and htmldate": [], "trafilatura and htmldate": []}
    for page, data in pages(folder):
        document = read(reader, data, page["id"])
        published = document.published if document else None
        try:
            dated = find_date(data.decode("utf-8", "replace"), original_date=True)
        except (ValueError, TypeError, AttributeError):
            dated = None
        texts = {
            "rashomon": (body(document) if document else "", published),
            "rashomon, without clutter": (body(document, clutter=False) if document else "", published),
            "trafilatura, fast, and htmldate": (extract(data, fast=True, include_comments=False) or "", dated),
            "trafilatura and htmldate": (extract(data, include_comments=False) or "", dated),
        }
        for name, (text, day) in texts.items():
            out[name].append({"id": page["id"], "text": text, "published": day})
    return out


def held(folder: Path) -> dict[str, float]:
    """The figures that floors hold: of our answers alone."""
    reader = Reader("none")
    found = []
    for page, data in pages(folder):
        document = read(reader, data, page["id"])
        found.append({"id": page["id"], "text": body(document) if document else "", "published": document.published if document else None})
    told = scored(folder, found)
    return {"text F1": told["text F1"], "text recall": told["text recall"], "dates right": told["dates right"], "dates not wrong": 1 - told["dates wrong"]}


def speed(folder: Path, rounds: int) -> dict[str, float]:
    """Pages per CPU-second of bare trafilatura and of reading, by turns page by page, and their ratio. The first round is not counted."""
    from trafilatura import extract

    reader, every = Reader("none"), [data for _, data in pages(folder)]
    ways: dict[str, Callable[[bytes], object]] = {"trafilatura, fast": lambda data: extract(data, fast=True), "rashomon": lambda data: read(reader, data, "x")}
    spent = dict.fromkeys(ways, 0.0)
    for number in range(rounds + 1):
        for data in every:
            for name, way in ways.items():
                began = time.process_time()
                way(data)
                spent[name] += (time.process_time() - began) if number else 0.0
    out = {f"{name}, pages per CPU-second": rounds * len(every) / seconds for name, seconds in spent.items()}
    return out | {"rashomon, of trafilatura": spent["trafilatura, fast"] / spent["rashomon"]}


def main(argv: Sequence[str] | None = None) -> int:
    from bench.run import SHARED

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--errors", action="store_true", help="dates that are wrong, with the evidence")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    folder = SHARED / "bench/reading"
    if args.errors:
        reader = Reader("none")
        for page, data in pages(folder):
            document = read(reader, data, page["id"]) if page["published"] else None
            if document is not None and document.published != page["published"]:
                print(
                    page["id"],
                    "is",
                    page["published"],
                    "read",
                    document.published,
                    *(f"[{e.where}: {e.value}]" for e in document.evidence if e.field == "published"),
                )
        return 0
    out = {name: scored(folder, found) for name, found in answers(folder).items()} | {"speed": speed(folder, args.rounds)}
    if args.json:
        print(json.dumps(out, indent=1))
        return 0
    for name, row in out.items():
        print(f"{name:33} " + "  ".join(f"{what} {value:.3f}" if value < 2 else f"{what} {value:.1f}" for what, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
