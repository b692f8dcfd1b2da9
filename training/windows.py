"""From a text to what the network reads: word pieces with the look of each on the page, in windows, with labels.

The pieces come from an uncased vocabulary, so each carries a *look* (`rashomon.models.pieces.look`): how its word is
cased and what stands before it (nothing, a space, a line break, a blank line). Labels say nothing about a head that the
text's source does not annotate.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from rashomon.models import pieces

ROLES = pieces.ROLES
NAME_LABELS = pieces.NAME_LABELS
UNKNOWN = -100


@dataclass(slots=True)
class Labelled:
    """One text as pieces (n) with its labels; a head that is not annotated is None."""

    ids: np.ndarray  # (n,) int64
    looks: np.ndarray  # (n,) int64
    paragraphs: np.ndarray  # (n,) bool: first piece of a line
    words: np.ndarray  # (n,) bool: first piece of a word
    roles: np.ndarray | None = None  # (n, 3) 0 outside, 1 begins, 2 inside, UNKNOWN left out
    names: np.ndarray | None = None  # (n, 11) bool: which labels are possible here
    ends: np.ndarray | None = None  # (n,) 1 where a sentence ends, UNKNOWN left out
    links: list[tuple[int, int, int]] = field(default_factory=list)  # (role, first piece of a fragment, first piece of its cue)
    weight: float = 1.0  # of the names


def encode(tokenizer: Tokenizer, text: str) -> tuple[Labelled, np.ndarray]:
    """The pieces of a text without labels, and their places (n, 2) in it."""
    read = pieces.pieces(tokenizer, text)
    words = np.array([not tokenizer.id_to_token(int(n)).startswith("##") for n in read.ids], bool)
    return Labelled(read.ids.astype(np.int64), read.looks.astype(np.int64), read.starts_line, words), read.places


def covering(places: np.ndarray, start: int, end: int) -> tuple[int, int]:
    """The pieces (first, one past the last) that lie in a span of characters."""
    first = int(np.searchsorted(places[:, 1], start, side="right"))
    last = int(np.searchsorted(places[:, 0], end, side="left"))
    return first, last


def label_attributions(item: Labelled, places: np.ndarray, doc: Mapping) -> None:
    n = len(places)
    roles = np.zeros((n, 3), np.int64)
    for attribution in doc["attributions"]:
        cue = [covering(places, s, e) for s, e in attribution.get("cue") or []]
        anchor = cue[0][0] if cue and cue[0][0] < cue[0][1] else None
        for column, role in enumerate(ROLES):
            spans = [covering(places, s, e) for s, e in attribution.get(role) or []]
            for first, last in spans:
                if first >= last:
                    continue
                roles[first + 1 : last, column] = 2
                roles[first, column] = 1
                if anchor is not None and role != "cue":
                    item.links.append((column, first, anchor))
            if role == "source" and not spans and anchor is not None:
                item.links.append((column, -1, anchor))
    for start, end in doc.get("discard") or []:
        first, last = covering(places, start, end)
        roles[first:last] = UNKNOWN
    item.roles = roles


def label_names(item: Labelled, places: np.ndarray, doc: Mapping, weight: float) -> None:
    n = len(places)
    types = set(doc["types"])
    outside = np.array([label == "O" or label[2:] not in types for label in NAME_LABELS])
    names = np.tile(outside, (n, 1))
    for entity in doc["entities"]:
        if "B-" + entity["type"] not in NAME_LABELS:
            continue
        first, last = covering(places, entity["start"], entity["end"])
        if first >= last:
            continue
        names[first:last] = False
        names[first, NAME_LABELS.index("B-" + entity["type"])] = True
        names[first + 1 : last, NAME_LABELS.index("I-" + entity["type"])] = True
    for start, end in doc.get("ignore") or []:
        first, last = covering(places, start, end)
        names[first:last] = True
    if doc.get("silver"):
        # A silver set misses names: what it leaves out although it is written with a capital is unknown.
        capital = np.isin(item.looks // pieces.GAPS, pieces.CAPITALS) & names[:, 0]
        names[capital] = True
    item.names, item.weight = names, weight


def label_ends(item: Labelled, places: np.ndarray, doc: Mapping) -> None:
    ends = np.zeros(len(places), np.int64)
    for start, end in doc["sentences"]:
        first, last = covering(places, start, end)
        if first < last:
            ends[last - 1] = 1
    for start, end in doc.get("uncertain") or []:
        first, last = covering(places, start, end)
        ends[first:last] = UNKNOWN
    item.ends = ends


def cut(item: Labelled, size: int, rng: random.Random) -> Iterator[Labelled]:
    """Windows of up to `size` pieces, whole lines where they fit, as `rashomon.models.windows` cuts them."""
    for start, end in pieces.windows(item.paragraphs, size if rng.random() < 0.7 else rng.randint(size // 3, size), overlap=0):
        inside = slice(start, end)
        yield Labelled(
            ids=item.ids[inside],
            looks=item.looks[inside],
            paragraphs=item.paragraphs[inside],
            words=item.words[inside],
            roles=None if item.roles is None else item.roles[inside],
            names=None if item.names is None else item.names[inside],
            ends=None if item.ends is None else item.ends[inside],
            links=[
                (role, fragment - start if fragment >= 0 else -1, cue - start)
                for role, fragment, cue in item.links
                if start <= cue < end and (fragment < 0 or start <= fragment < end)
            ],
            weight=item.weight,
        )


def batches(items: Sequence[Labelled], size: int, budget: int, rng: random.Random) -> list[list[Labelled]]:
    """Windows in random batches of about `budget` pieces, windows of like length together."""
    windows = [window for item in items for window in cut(item, size, rng) if len(window.ids)]
    rng.shuffle(windows)
    out: list[list[Labelled]] = []
    for chunk in range(0, len(windows), 256):
        part = sorted(windows[chunk : chunk + 256], key=lambda w: len(w.ids))
        group: list[Labelled] = []
        for window in part:
            if group and (len(group) + 1) * (len(window.ids) + 2) > budget:
                out.append(group)
                group = []
            group.append(window)
        if group:
            out.append(group)
    rng.shuffle(out)
    return out
