"""Copies: how many known ones are found, and how fast among a hundred thousand reports, beside `datasketch` on the same reports.

    python -m bench.copies                      what is found, by kind of edit, among some 6,000 generated reports
    python -m bench.copies --scale 100000       time, memory and recall on so many
    python -m bench.copies --scale 100000 --peers    the same work by datasketch in the same run (pip install 'rashomon[bench]')

The reports are made by `bench.copied`, which knows of every word where it comes from. Wanted are the pairs of a family of which half or more of the shorter report
stands in the other. `direct`: a report and the one it was made of; `all pairs`: two prints of one story too, found where they are put in one group.
Precision: pairs told (with half or more of the shorter, or as a passage) that are so; a pair of another family, or one that shares less, is wrong. A passage is right
where a run of 40 words and more is shared indeed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import combinations

from bench.copied import COPYING, Report, Writer, contained, families
from rashomon.link.copies import EXCERPT, Body, body, copies
from rashomon.link.credits import Credits
from rashomon.link.overlap import shingles, words
from rashomon.model import Copy

SEED = 20310506
Numbers = dict[str, float]


def bodies(reports: Iterable[tuple[int, str, str, str]]) -> list[Body]:
    """What copies are looked for in, of (number, text, outlet, day)."""
    reports = list(reports)
    credits = Credits({outlet for _, _, outlet, _ in reports})
    return [body(f"{number:07}", text, outlet, published, credits(text)) for number, text, outlet, published in reports]


def given(report: Report) -> tuple[int, str, str, str]:
    return report.number, report.text(), report.outlet, report.published


class Groups:
    """Reports that pairs bring together."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._of: dict[int, int] = {}
        for a, b in pairs:
            one, two = sorted((self.root(a), self.root(b)))
            if one != two:
                self._of[two] = one

    def root(self, n: int) -> int:
        while n in self._of:
            n = self._of[n]
        return n


def quality(reports: int = 6000, seed: int = SEED, wrong: bool = False, peers: bool = False) -> Numbers:
    """Shares of known copies found and of told ones that are so."""
    made = [*families(Writer(seed), reports)]
    by_number = {r.number: r for family in made for r in family}
    found = copies(bodies(given(r) for r in by_number.values()))
    told = {_pair(c): c for c in found}
    groups = Groups(pair for pair, c in told.items() if c.share >= EXCERPT)
    hit: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for family in made:
        for a, b in combinations(family, 2):
            direct = b.source == a.number
            part = contained(a, b)
            pair = (a.number, b.number)
            names = [b.kind] * direct if part >= EXCERPT or b.kind == "quotes" else []
            names += ["direct"] * (direct and part >= EXCERPT) + ["all pairs"] * (part >= EXCERPT)
            for name in names:
                wanted[name] += 1
                good = pair in told or (name == "all pairs" and groups.root(a.number) == groups.root(b.number))
                hit[name] += good
                if wrong and not good:
                    print(f"missed: {name}, {part:.2f} of the shorter; {len(a.ids)} and {len(b.ids)} words, {a.language}")
    right: Counter[str] = Counter()
    for pair, copy in told.items():
        a, b = (by_number[n] for n in pair)
        name = "passages" if copy.share < EXCERPT else "told"
        shared = len(a.ids & b.ids)
        good = shared >= 38 if name == "passages" else shared / min(len(a.ids), len(b.ids)) >= EXCERPT
        wanted[f"{name} rightly"] += 1
        right[f"{name} rightly"] += good
        if wrong and not good:
            print(f"wrong: {copy.kind}, told {copy.share}, is {contained(a, b):.2f}; {a.kind} and {b.kind}, {len(a.ids)} and {len(b.ids)} words, {a.language}")
    out: Numbers = {"reports": len(by_number), "direct recall": hit["direct"] / wanted["direct"], "all pairs recall": hit["all pairs"] / wanted["all pairs"]}
    out |= {f"{name} precision": right[f"{name} rightly"] / max(1, wanted[f"{name} rightly"]) for name in ("told", "passages")}
    out |= {f"recall {kind}": hit[kind] / wanted[kind] for kind in (*COPYING, "quotes") if wanted[kind]}
    if peers and _peer_is_here():
        wanted_pairs = {(r.source, r.number): r for r in by_number.values() if r.source is not None and r.shared >= EXCERPT}
        for name, (_, pairs) in _datasketch([given(r) for r in by_number.values()], ensemble=True).items():
            good = sum(contained(by_number[a], by_number[b]) >= EXCERPT for a, b in pairs)
            out |= {f"{name} direct recall": len(wanted_pairs.keys() & pairs) / len(wanted_pairs), f"{name} precision": good / max(1, len(pairs))}
            swallowed = [pair for pair, r in wanted_pairs.items() if r.kind == "swallow"]
            out[f"{name} recall swallow"] = sum(pair in pairs for pair in swallowed) / len(swallowed)
    return out


def _pair(copy: Copy) -> tuple[int, int]:
    a, b = sorted((int(copy.document), int(copy.of)))
    return a, b


def floored() -> Numbers:
    """What floors hold, on a smaller set: the more the better."""
    found = quality(2000, SEED + 1)
    return {name: value for name, value in found.items() if name != "reports"}


def scale(reports: int, peers: bool) -> dict[str, Numbers]:
    """Seconds, memory and recall for so many reports; one story is printed by five hundred."""
    writer = Writer(SEED)
    texts, pairs = [], set()
    for family in families(writer, reports - 500):
        texts += [given(r) for r in family]
        pairs |= {(r.source, r.number) for r in family if r.source is not None and r.shared >= EXCERPT}
    story = writer.story(length=300)
    prints = [writer.edit(story, kind) for kind in ("headline", "cut", "inserted", "figures", "altered") for _ in range(100)]
    texts += [given(r) for r in (story, *prints)]
    many = {(story.number, r.number) for r in prints if r.shared >= EXCERPT}
    total = sum(len(t[1].split()) for t in texts)
    before, began, worked = _memory(), time.perf_counter(), time.process_time()
    ready = bodies(texts)
    read = time.perf_counter() - began
    found = copies(ready)
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    told = {_pair(c) for c in found}
    out = {
        "rashomon": {
            "reports": len(texts), "words": total, "seconds": spent, "CPU-seconds": worked, "seconds for words": read, "copies": len(found), "direct recall": len(pairs & told) / len(pairs),
            "one story, five hundred prints, recall": len(many & told) / len(many), "peak MiB": _memory(), "MiB before (the texts)": before,
        }
    }  # fmt: skip
    del ready
    if peers and _peer_is_here():
        worked = time.process_time()
        for name, (seconds, theirs) in _datasketch(texts).items():
            out[name] = {
                "seconds": seconds,
                "CPU-seconds": time.process_time() - worked,
                "copies": len(theirs),
                "direct recall": len(pairs & theirs) / len(pairs),
                "peak MiB (of all)": _memory(),
            }
    return out


def _peer_is_here() -> bool:
    if find_spec("datasketch") is None:
        print("datasketch is not installed, not measured (pip install 'rashomon[bench]')", file=sys.stderr)
        return False
    return True


def _datasketch(texts: Sequence[tuple[int, str, str, str]], ensemble: bool = False) -> dict[str, tuple[float, set[tuple[int, int]]]]:
    """(seconds, pairs) of MinHash with 128 permutations and banding at .5 over the same shingles; with `ensemble`, its index for containment too."""
    from datasketch import MinHash, MinHashLSH, MinHashLSHEnsemble

    out: dict[str, tuple[float, set[tuple[int, int]]]] = {}
    began = time.perf_counter()
    sketches, sizes = {}, {}
    for number, text, _, _ in texts:
        marks = (shingles(words(text)) & 0xFFFFFFFF).tolist()
        sketch = MinHash(num_perm=128, hashfunc=int)
        sketch.update_batch(marks)
        sketches[number], sizes[number] = sketch, len(set(marks))
    sketched = time.perf_counter() - began
    index = MinHashLSH(threshold=0.5, num_perm=128)
    pairs: set[tuple[int, int]] = set()
    for number, sketch in sketches.items():
        pairs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    out["datasketch MinHashLSH"] = time.perf_counter() - began, pairs
    del index
    if ensemble:
        began = time.perf_counter()
        wide = MinHashLSHEnsemble(threshold=0.5, num_perm=128, num_part=16)
        wide.index((n, sketches[n], sizes[n]) for n in sketches)
        held: set[tuple[int, int]] = set()
        for number, sketch in sketches.items():
            held |= {(min(number, other), max(number, other)) for other in wide.query(sketch, sizes[number]) if other != number}
        out["datasketch MinHashLSHEnsemble"] = sketched + time.perf_counter() - began, held
    return out


def _memory() -> float:
    """Peak of this process so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, metavar="N", help="time and memory on so many reports instead")
    parser.add_argument("--peers", action="store_true", help="datasketch on the same reports too")
    parser.add_argument("--wrong", action="store_true", help="list what is missed or told wrongly")
    parser.add_argument("--reports", type=int, default=6000, help="how many reports, without --scale")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    found = scale(args.scale, args.peers) if args.scale else {"copies": quality(args.reports, wrong=args.wrong, peers=args.peers)}
    if args.json:
        print(json.dumps(found, indent=1))
        return 0
    by_set: dict[str, Numbers] = defaultdict(dict) | found
    for name, numbers in by_set.items():
        for metric, value in numbers.items():
            print(f"{name:30} {metric:44} {value:,.0f}" if value > 1 else f"{name:30} {metric:44} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
