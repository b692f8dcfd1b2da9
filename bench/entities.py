"""Resolving a whole record: time, memory and rightness on generated names in two scripts, from 10,000 mentions to a million.

    python -m bench.entities [--sizes 10000,30000,100000,300000,1000000] [--plot FILE.svg] [--json]

Ten mentions for each entity on average. Given names are the project's own list, family names and towns are made from
consonants, with the spellings that outlets use for each; every outlet keeps to one spelling of a name. Entities stand in stories of forty that share files, some named
far more often than others; a report names seven or so in full, then mostly by the family name alone, and every third is Arabic. One person in a hundred has
the very name of somebody in another story, one in fifty that of a brother or a child there. Every size runs in a process of its own; seconds are those of the clock and of
the processor, memory is the largest resident set, all of them without the making of the names. `growth` is the exponent of time over mentions between a size and the one before.
Rightness is B-cubed (Bagga and Baldwin 1998) over all mentions.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log, log10
from pathlib import Path

from rashomon.lang.folding import ARABIC
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.entities import resolve
from rashomon.link.likeness import Matcher
from rashomon.model import Document, Mention, MentionType

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MENTIONS_OF_ONE, STORY, REPORT, OUTLETS = 10, 40, 20, 12
# Consonants of made names: the Arabic letter and its romanisations.
CONSONANTS = (
    "ب b", "ت t", "ج j g dj", "ح h", "خ kh", "د d", "ر r", "ز z", "س s ss", "ش sh ch", "ص s", "ض d dh", "ط t", "ع - '", "غ gh", "ف f", "ق q k g", "ك k", "ل l", "م m", "ن n", "ه h", "و w ou", "ي y",
)  # fmt: skip
SHAPES = ("CaCiC", "CuCayC", "CaCCan", "CaCuCi", "CaCCuC", "CiCaCi", "CaCaCna", "CaCCawi", "CuCCari", "CaCCaCi")
VOWELS = {"a": ("a", "a", "e"), "i": ("i", "i", "e", "ee"), "u": ("u", "o", "ou")}
LONG = {"i": "ي", "u": "و", "a": "ا"}
HEADS = (("Brigade", "لواء"), ("Council", "مجلس"), ("Movement", "حركة"), ("Party", "حزب"), ("Company", "شركة"), ("Front", "جبهة"), ("Committee", "لجنة"))


@dataclass(frozen=True, slots=True)
class Word:
    """A made or listed name: how it is written in Latin script, the usual way first, and in Arabic."""

    latin: tuple[str, ...]
    arabic: str


@dataclass(frozen=True, slots=True)
class Someone:
    type: MentionType
    parts: tuple[Word, ...]
    article: bool = False

    def full(self, arabic: bool, outlet: int) -> str:
        if self.type == "organisation":
            head, place = self.parts
            return f"{head.arabic} {place.arabic}" if arabic else f"{_way(place, outlet)} {head.latin[0]}"
        words = [w.arabic if arabic else _way(w, outlet) for w in self.parts]
        return " ".join([*words[:-1], ("ال" if arabic else ("al-", "el-", "Al ", "")[outlet % 4]) + words[-1]] if self.article else words)

    def short(self, arabic: bool, outlet: int) -> str:
        if self.type != "person":
            return self.full(arabic, outlet)
        last = self.parts[-1]
        return (("ال" if self.article else "") + last.arabic) if arabic else _way(last, outlet)


def _way(word: Word, outlet: int) -> str:
    """The spelling an outlet keeps to: half of them the usual one."""
    return word.latin[0 if outlet % 2 else (outlet * 7 + len(word.arabic)) % len(word.latin)]


def _made(chance: random.Random) -> Word:
    shape = chance.choice(SHAPES)
    drawn = [chance.choice(CONSONANTS).split() for letter in shape if letter == "C"]
    forms: list[str] = []
    for way in range(4):
        rest, out = iter(drawn), ""
        for letter in shape:
            if letter == "C":
                letters = next(rest)[1:]
                out += "" if (sound := letters[0 if way == 0 else chance.randrange(len(letters))]) == "-" else sound
            else:
                out += letter if way == 0 or letter not in VOWELS else chance.choice(VOWELS[letter])
        forms.append(out.strip("'").capitalize())
    rest, arabic = iter(drawn), ""
    for at, letter in enumerate(shape):
        if letter == "C":
            arabic += next(rest)[0]
        elif letter in "iu" or (letter == "a" and at in (1, len(shape) - 1) and shape[-1] != "C"):
            arabic += LONG[letter]
        elif letter in "ywn":
            arabic += {"y": "ي", "w": "و", "n": "ن"}[letter]
    return Word(tuple(dict.fromkeys(forms)), arabic)


def _given() -> list[Word]:
    """The listed given names with an Arabic form, in the order of the list: the first are the commonest."""
    rows: dict[int, list[str]] = defaultdict(list)
    for form, numbers in gazetteer().given.items():
        for number in numbers:
            rows[number].append(form)
    out = []
    for number in sorted(rows):
        latin, arabic = [f.capitalize() for f in rows[number] if not ARABIC.search(f)], [f for f in rows[number] if ARABIC.search(f)]
        if latin and arabic:
            out.append(Word(tuple(latin[:4]), arabic[0]))
    return out


def people(count: int, chance: random.Random) -> list[Someone]:
    """Entities, `STORY` of them in a story."""
    given = _given()
    common = list(accumulate(1 / (rank + 3) for rank in range(len(given))))
    families = [_made(chance) for _ in range(max(count // 5, 40))]
    many = list(accumulate(1 / (rank + 20) ** 0.7 for rank in range(len(families))))
    out: list[Someone] = []
    for number in range(count):
        kind = chance.random()
        if kind < 0.1:
            head, arabic = HEADS[chance.randrange(len(HEADS))]
            out.append(Someone("organisation", (Word((head,), arabic), _made(chance))))
        elif kind < 0.2:
            out.append(Someone("place", (_made(chance),)))
        else:
            fore = chance.choices(given, cum_weights=common, k=2 if chance.random() < 0.3 else 1)
            (family,) = chance.choices(families, cum_weights=many)
            other = out[chance.randrange(max(number - STORY, 1))] if number > 2 * STORY and kind > 0.97 else None
            if other is None or other.type != "person":
                out.append(Someone("person", (*fore, family), chance.random() < 0.5))
            elif kind > 0.99:
                out.append(other)
            else:
                out.append(Someone("person", (fore[0], *(other.parts[-2:] if kind > 0.98 else other.parts[-1:])), other.article))
    return out


def record(count: int, seed: int = 7) -> tuple[list[Mention], list[Document], list[int]]:
    """About `count` mentions, their documents, and the entity of each mention."""
    chance = random.Random(seed)
    known = people(max(count // MENTIONS_OF_ONE, 2 * STORY), chance)
    often = list(accumulate(1 / (rank + 2) for rank in range(STORY)))
    mentions: list[Mention] = []
    documents: list[Document] = []
    truth: list[int] = []
    while len(mentions) < count:
        number = len(documents)
        story, arabic, outlet = chance.randrange(len(known) // STORY), number % 3 == 2, chance.randrange(OUTLETS)
        file = f"{number:06}"
        month = f"{2011 + story % 9}-{1 + (story + chance.randrange(3)) % 12:02}"
        documents.append(Document(id=file, file=file, start=0, end=2000, sha256="", published=month))
        cast = sorted(set(chance.choices(range(STORY), cum_weights=often, k=9)))
        named: set[int] = set()
        for at in range(REPORT):
            who = story * STORY + cast[at if at < len(cast) else chance.randrange(len(cast))]
            text = known[who].full(arabic, outlet) if who not in named or chance.random() < 0.3 else known[who].short(arabic, outlet)
            named.add(who)
            mentions.append(Mention(id=f"{file}-{at}", document=file, start=at * 100, end=at * 100 + len(text), text=text, type=known[who].type))
            truth.append(who)
    return mentions, documents, truth


def b_cubed(truth: Sequence[int], found: Sequence[str]) -> tuple[float, float]:
    """(precision, recall) over all mentions."""
    both, gold, pred = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    return sum(n * n / pred[p] for (_, p), n in both.items()) / len(truth), sum(n * n / gold[g] for (g, _), n in both.items()) / len(truth)


def measured(count: int) -> dict[str, float]:
    """One size, in this process."""
    matcher = Matcher(gazetteer())
    mentions, documents, truth = record(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, cpu = time.perf_counter(), time.process_time()
    found = resolve(mentions, documents, matcher)
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    precision, recall = b_cubed(truth, [found.entity_of[m.id] for m in mentions])
    return {
        "mentions": len(mentions), "entities": len(set(truth)), "found": len(found.entities), "seconds": round(clock, 2), "cpu seconds": round(cpu, 2),
        "MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "MiB before": round(before / 1024), "precision": round(precision, 4), "recall": round(recall, 4),
    }  # fmt: skip


def plot(rows: Sequence[dict[str, float]]) -> str:
    """Seconds over mentions, both logarithmic, with the line of n^1.2 through the first point."""
    width, height, left, bottom = 560, 360, 60, 40
    xs, ys = [log10(r["mentions"]) for r in rows], [log10(max(r["cpu seconds"], 0.01)) for r in rows]
    end = ys[0] + 1.2 * (xs[-1] - xs[0])
    low, high = min(ys) - 0.2, max([*ys, end]) + 0.2

    def at(x: float, y: float) -> str:
        return f"{left + (x - xs[0]) / max(xs[-1] - xs[0], 1e-9) * (width - left - 45):.1f},{height - bottom - (y - low) / (high - low) * (height - bottom - 20):.1f}"

    def label(point: str, text: str, anchor: str = "middle", dy: int = 0) -> str:
        x, y = point.split(",")
        return f'<text x="{x}" y="{float(y) + dy:.1f}" text-anchor="{anchor}">{text}</text>'

    points = [at(x, y) for x, y in zip(xs, ys, strict=True)]
    marks = "".join(f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3.5"/>' for p in points)
    labels = "".join(label(p, f"{r['cpu seconds']:g} s", dy=-9) for p, r in zip(points, rows, strict=True))
    ticks = "".join(label(at(x, low), f"{r['mentions']:,.0f}", dy=18) for x, r in zip(xs, rows, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="12">'
        f"<title>Processor seconds of resolving a record, by its mentions</title><rect width='100%' height='100%' fill='#fff'/>"
        f'<polyline points="{at(xs[0], ys[0])} {at(xs[-1], end)}" fill="none" stroke="#999" stroke-dasharray="5 4"/>{label(at(xs[-1], end), "n^1.2", "end", -6)}'
        f'<polyline points="{" ".join(points)}" fill="none" stroke="#14508c" stroke-width="2"/><g fill="#14508c">{marks}</g>{labels}{ticks}'
        f"{label(at((xs[0] + xs[-1]) / 2, low), 'mentions', dy=34)}</svg>\n"
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many mentions, by comma")
    parser.add_argument("--plot", metavar="FILE", help="draw seconds over mentions into an SVG file")
    parser.add_argument("--json", action="store_true", help="print one line of JSON a size")
    parser.add_argument("--here", action="store_true", help="measure in this process (what the others are started with)")
    args = parser.parse_args(argv)
    sizes = [int(size) for size in args.sizes.split(",")]
    if args.here:
        print(json.dumps(measured(sizes[0])))
        return 0
    rows: list[dict[str, float]] = []
    for size in sizes:
        told = subprocess.run([sys.executable, "-m", "bench.entities", "--here", "--sizes", str(size)], capture_output=True, text=True, check=True)
        row: dict[str, float] = json.loads(told.stdout)
        if rows:
            row["growth"] = round(log(row["cpu seconds"] / rows[-1]["cpu seconds"]) / log(row["mentions"] / rows[-1]["mentions"]), 2)
        rows.append(row)
        print(json.dumps(row) if args.json else "  ".join(f"{key} {value:,g}" for key, value in row.items()), flush=True)
    if args.plot:
        Path(args.plot).write_text(plot(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
