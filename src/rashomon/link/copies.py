"""Copies: documents that repeat another's text, found by winnowed shingles and judged by containment both ways.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003) keeps the smallest hash of every window, so that any shared run of
`SHINGLE + WINDOW - 1` words leaves a shared fingerprint. An inverted index over fingerprints gives candidates without
comparing all with all; fingerprints that many documents share (boilerplate of an outlet) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rashomon.lang.folding import fold
from rashomon.model import Copy

SHINGLE, WINDOW = 5, 4
SMALLEST = 40  # words; shorter texts say too little to be called copies
CROWDED = 200
DUPLICATE, EXCERPT = 0.75, 0.5
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What of a document is compared: its own words without clutter, and what orders it."""

    document: str
    words: tuple[str, ...]
    outlet: str | None
    published: str | None


def body(document: str, text: str, outlet: str | None, published: str | None) -> Body:
    return Body(document=document, words=tuple(WORD.findall(fold(text))), outlet=outlet, published=published)


def copies(bodies: Sequence[Body]) -> list[Copy]:
    """Copies among the bodies, each the later (or longer-named) one `of` the earlier; in order of ids."""
    long_enough = [b for b in bodies if len(b.words) >= SMALLEST]
    if len(long_enough) < 2:
        return []
    prints = {b.document: fingerprints(b.words) for b in long_enough}
    by_id = {b.document: b for b in bodies}
    holders: dict[int, list[str]] = defaultdict(list)
    for document in sorted(prints):
        for mark in prints[document]:
            holders[mark].append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if 1 < len(documents) <= CROWDED:
            for i, a in enumerate(documents):
                for b in documents[i + 1 :]:
                    shared[a, b] += 1
    out = []
    for (a, b), common in sorted(shared.items()):
        share = common / min(len(prints[a]), len(prints[b]))
        if share < 0.4:
            continue
        first, second = _ordered(by_id[a], by_id[b])
        both = common / max(len(prints[a]), len(prints[b]))
        same_outlet = fold(first.outlet or "1") == fold(second.outlet or "2")
        later = bool(first.published and second.published and first.published < second.published)
        if same_outlet and later:
            kind = "version"
        elif both >= DUPLICATE or (share >= DUPLICATE and both >= 0.5):
            kind = "duplicate"
        elif share >= EXCERPT:
            kind = "excerpt"
        else:
            continue
        out.append(Copy(document=second.document, of=first.document, kind=kind, share=round(share, 3)))  # type: ignore[arg-type]
    return out


def _ordered(a: Body, b: Body) -> tuple[Body, Body]:
    """The earlier of two first; with equal or unknown dates the longer one."""
    key = lambda x: (x.published or "9999", -len(x.words), x.document)  # noqa: E731
    one, two = sorted((a, b), key=key)
    return one, two


def fingerprints(words: Sequence[str]) -> set[int]:
    """Winnowed hashes of the shingles of a word list."""
    hashes = [
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE]).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        for i in range(len(words) - SHINGLE + 1)
    ]
    if len(hashes) <= WINDOW:
        return set(hashes)
    return {min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1)}


def origins(found: Sequence[Copy]) -> dict[str, str]:
    """Document → the one it goes back to, along what it shares most with; documents that copy nothing are left out.

    Sources count once by this.
    """
    of: dict[str, Copy] = {}
    for copy in sorted(found, key=lambda c: (-c.share, c.document, c.of)):
        of.setdefault(copy.document, copy)
    out = {}
    for document in sorted(of):
        at, seen = document, {document}
        while at in of and of[at].of not in seen:
            at = of[at].of
            seen.add(at)
        if at != document:
            out[document] = at
    return out
