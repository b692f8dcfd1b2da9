"""Writes the measured figures into the pages that state them.

    python -m bench.report            prints the tables
    python -m bench.report --write    puts them between the `measured:` and `numbers` marks of docs/limits.md and README.md

The column `unseen` is the set whose errors nobody looked at (`bench/later`), `unseen, rules` the same without a model. First scores of earlier sets are kept in
unseen.json. Accuracy comes from `bench.run`, speed from `bench.speed` (`--speed` measures it anew; it takes about two minutes).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence

from bench.run import HERE, MODEL, SETS, Numbers

COLUMNS: dict[str, tuple[str, str | None]] = {  # column -> set, model (None: the default)
    "unseen": ("later", None), "unseen, rules": ("later", "none"), "fresh": ("fresh", None), "blind": ("blind", None), "heldout": ("heldout", None),
    "dev": ("dev", None),
}  # fmt: skip
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "reading": (
        ("clippings: body", "clippings body all"), ("clippings: body, with outlet", "clippings found and outlet all"),
        ("clippings: body, with date", "clippings found and date all"), ("turns: words and role", "turns content and role all"),
        ("turns: with speaker", "turns found and speaker all"), ("clutter, by characters", "boilerplate characters all"),
        ("title of the page", "page title all"), ("outlet of the page", "page outlet all"), ("date of the page", "published date all"), ("genre", "genre right all"),
    ),
    "names": (
        ("English, exact", "names exact en"), ("English, exact and type", "names exact and type en"), ("Arabic, exact", "names exact ar"),
        ("Arabic, exact and type", "names exact and type ar"),
    ),
    "entities": (("pairs of mentions joined", "entities pairs all"), ("between scripts", "entities cross-script pairs all")),
    "statements": (
        ("English: content", "statements content en"), ("English: content and speaker", "statements found and speaker en"),
        ("Arabic: content", "statements content ar"), ("Arabic: content and speaker", "statements found and speaker ar"),
        ("stance, where found", "statements stance all"), ("form, where found", "statements form all"),
    ),
    "times": (
        ("English: found", "times overlap en"), ("English: found, with value", "times found and value en"), ("Arabic: found", "times overlap ar"),
        ("Arabic: found, with value", "times found and value ar"),
    ),
    "figures": (
        ("English: found", "figures overlap en"), ("Arabic: found", "figures overlap ar"), ("found, with bounds", "figures found and bounds all"),
        ("found, with what is counted", "figures found and kind all"),
    ),
    "disputes": (("precision: shown pairs that are pairs", "disputes precision"), ("recall: pairs that are shown", "disputes recall")),
}  # fmt: skip
README = (
    ("clippings with outlet and date", "clippings found and date all"), ("interview turns with speaker", "turns found and speaker all"),
    ("names, English", "names exact en"), ("names, Arabic", "names exact ar"), ("statements with speaker, English", "statements found and speaker en"),
    ("statements with speaker, Arabic", "statements found and speaker ar"), ("times with value", "times found and value all"),
    ("figures with bounds", "figures found and bounds all"), ("disputes shown that are disputes", "disputes precision"),
    ("disputes that are shown", "disputes recall"),
)  # fmt: skip


def table(rows: Sequence[tuple[str, str]], found: dict[str, Numbers]) -> str:
    """A Markdown table: one row a figure, one column a set."""
    columns = [c for c in COLUMNS if c in found]
    lines = ["| F1 unless said | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for name, key in rows:
        lines.append(f"| {name} | " + " | ".join(f"{found[c][key]:.2f}" if key in found[c] else "–" for c in columns) + " |")
    return "\n".join(lines)


def measured(name: str, model: str | None) -> Numbers:
    """The figures of a set, read by a model or by the default."""
    os.environ.pop(MODEL, None)
    if model is not None:
        os.environ[MODEL] = model
    return SETS[name]()


def speeds() -> str:
    """A Markdown table of `bench.speed`, run by itself: a child is charged with the memory of the process that starts it."""
    found = json.loads(subprocess.run([sys.executable, "-m", "bench.speed", "--json"], capture_output=True, text=True, check=True).stdout)
    lines = ["| | words per second of processor time | peak memory, MiB |", "| --- | --- | --- |"]
    for name, row in found.items():
        per_second = f"{row['words per CPU-second']:,.0f}" if "words per CPU-second" in row else f"({row['CPU-seconds']:.2f} s in all)"
        lines.append(f"| {name} | {per_second} | {row['peak MiB']:.0f} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--speed", action="store_true", help="measure speed too")
    args = parser.parse_args(argv)
    found = {column: measured(name, model) for column, (name, model) in COLUMNS.items()}
    parts = {name: table(rows, found) for name, rows in TABLES.items()} | ({"speed": speeds()} if args.speed else {})
    if not args.write:
        print("\n\n".join(f"{name}\n{part}" for name, part in parts.items()))
        return 0
    limits, readme = HERE.parent / "docs/limits.md", HERE.parent / "README.md"
    text = limits.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = re.sub(rf"(<!-- measured: {name}\b[^>]*-->\n).*?(?=<!-- /measured -->)", lambda m, part=part: f"{m[1]}{part}\n", text, count=1, flags=re.S)
    limits.write_text(text, encoding="utf-8")
    text = readme.read_text(encoding="utf-8")
    numbers = table(README, found)
    readme.write_text(re.sub(r"(<!-- numbers -->\n).*?(?=<!-- /numbers -->)", lambda m: f"{m[1]}{numbers}\n", text, count=1, flags=re.S), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
