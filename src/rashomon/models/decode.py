"""From the network's numbers to sentence ends, names and attributions of one passage.

Everything is decided on whole words (the first piece speaks for its word). The cue is the anchor of an attribution:
every content goes to the cue it fits best, every cue takes the source it fits best, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from rashomon.model import MentionType, Span
from rashomon.models import Attributed, Named
from rashomon.models.pieces import NAME_LABELS, ROLES, Bools, Floats, Ints

LEANING = 0.1
LINK = 48  # width of the vectors that pair sources and contents with cues
ROLE_LOGITS = 3 * len(ROLES)
HEADS = ROLE_LOGITS + len(NAME_LABELS) + 1 + 4 * LINK
SURE_END = 2.2  # a probability of .9: the rules find the plain ends, and more of them right
COSTS = (0.0, 0.0, 1.0)  # of beginning a source, a cue, a content


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is learnt beside the network: for pairing, and how features become a probability (logistic: constant, then weights).

    `leans`: the types of names that a word may lean to and a name of the rules then lean on.
    """

    no_source: float
    nearness: Sequence[float]
    names: Sequence[float]
    attributions: Sequence[float]
    leans: Sequence[str] = ()

    def probability(self, kind: Literal["names", "attributions"], features: Sequence[float]) -> float:
        constant, *weights = self.names if kind == "names" else self.attributions
        z = constant + sum(w * f for w, f in zip(weights, features, strict=True))
        return round(float(1 / (1 + np.exp(-z))), 4)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of words in one role: pieces `first` to `last` (one past), and the mean probability of its words."""

    first: int
    last: int
    mean: float


def softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), np.float32)


def ends(out: Floats, places: Ints) -> tuple[int, ...]:
    """Just behind each sentence, in characters of the passage, where the network is sure."""
    at = np.flatnonzero(out[:, ROLE_LOGITS + len(NAME_LABELS)] > SURE_END)
    return tuple(int(n) for n in places[at, 1])


def names(out: Floats, places: Ints, words: Ints, learnt: Learnt, start: int) -> tuple[Named, ...]:
    """Names of a passage that begins at `start`. `words`: the first piece of every word."""
    p = softmax(out[words, ROLE_LOGITS : ROLE_LOGITS + len(NAME_LABELS)])
    found: list[Named] = []
    for first, last in _runs(p):
        share = p[first:last, 1:].reshape(last - first, -1, 2).sum(-1)  # of each type
        kind = int(share.sum(0).argmax())
        name = NAME_LABELS[1 + 2 * kind][2:]
        if name not in get_args(MentionType):
            continue
        score = learnt.probability("names", (_logit(float(share[:, kind].mean())), _logit(float(share[:, kind].min()))))
        found.append(Named(_span(places, words, first, last, start), name, score))  # type: ignore[arg-type]
    return tuple(found)


def leanings(out: Floats, places: Ints, words: Ints, learnt: Learnt, start: int) -> tuple[tuple[Span, float], ...]:
    """Words that may be part of a name, with their probability, from LEANING up."""
    leant = [n for n, label in enumerate(NAME_LABELS) if label[2:] in learnt.leans]
    p = softmax(out[words, ROLE_LOGITS : ROLE_LOGITS + len(NAME_LABELS)])[:, leant].sum(-1)
    return tuple((_span(places, words, n, n + 1, start), round(float(p[n]), 3)) for n in np.flatnonzero(p >= LEANING).tolist())


def _runs(p: Floats) -> list[tuple[int, int]]:
    """Runs of words that are names, from (words, labels): a name begins where its beginning is likelier than its going on."""
    inside = p[:, 0] < 0.5
    begins = p[:, 1::2].sum(-1) > p[:, 2::2].sum(-1)
    found, n, count = [], 0, len(p)
    while n < count:
        first, n = n, n + 1
        if not inside[first]:
            continue
        while n < count and inside[n] and not begins[n]:
            n += 1
        found.append((first, n))
    return found


def _span(places: Ints, words: Ints, first: int, last: int, start: int) -> Span:
    """The characters of words `first` to `last` (one past)."""
    stop = words[last] if last < len(words) else len(places)
    return Span(start + int(places[words[first], 0]), start + int(places[stop - 1, 1]))


def attributions(out: Floats, places: Ints, words: Ints, learnt: Learnt, start: int) -> tuple[Attributed, ...]:
    """Attributions of a passage that begins at `start`, in the order of their cues."""
    p = softmax(out[words, :ROLE_LOGITS].reshape(len(words), len(ROLES), 3))
    sources, cues, contents = (fragments(p[:, role], words, len(places), COSTS[role]) for role in range(len(ROLES)))
    if not cues or not contents:
        return ()
    link = out[:, ROLE_LOGITS + len(NAME_LABELS) + 1 :]
    source_key, source_query, content_query, content_key = (link[:, n * LINK : (n + 1) * LINK] for n in range(4))
    cue_at, content_at, source_at = (np.array([f.first for f in role], np.int64) for role in (cues, contents, sources))
    to_cue = softmax(_scores(content_query[content_at], content_key[cue_at], content_at, cue_at, learnt.nearness[1]))
    by_source = _scores(source_query[cue_at], source_key[source_at], cue_at, source_at, learnt.nearness[0]) if sources else np.zeros((len(cues), 0), np.float32)
    to_source = softmax(np.concatenate([np.full((len(cues), 1), learnt.no_source, np.float32), by_source], axis=1))
    chosen = to_cue.argmax(-1)

    def spans(parts: Sequence[Fragment]) -> tuple[Span, ...]:
        return tuple(Span(start + int(places[f.first, 0]), start + int(places[f.last - 1, 1])) for f in parts)

    found = []
    for number, cue in enumerate(cues):
        own = [n for n in range(len(contents)) if chosen[n] == number]
        if not own:
            continue
        which = int(to_source[number].argmax()) - 1
        source = [sources[which]] if which >= 0 else []
        features = (
            _logit(min(contents[n].mean for n in own)),
            _logit(cue.mean),
            _logit(source[0].mean) if source else 0.0,
            _logit(float(min(to_cue[n, number] for n in own))),
            _logit(float(to_source[number, which + 1])),
            0.0 if source else 1.0,
        )
        found.append(Attributed(spans(source), spans([cue]), spans([contents[n] for n in own]), None, learnt.probability("attributions", features)))
    return tuple(found)


def fragments(p: Floats, words: Ints, pieces: int, cost: float) -> list[Fragment]:
    """Runs of words in a role, from the probabilities (words, 3) of outside, begins, inside.

    The likeliest row of labels in which nothing is inside that did not begin, every beginning at a `cost` in logarithms
    (Viterbi 1967).
    """
    if p[:, 0].min() > 0.5:
        return []
    found, labels = [], _likeliest(np.log(p + 1e-9), cost)
    n, count = 0, len(labels)
    while n < count:
        first, n = n, n + 1
        if labels[first] == 0:
            continue
        while n < count and labels[n] == 2:
            n += 1
        sure = 1 - p[first:n, 0]
        found.append(Fragment(int(words[first]), int(words[n]) if n < count else pieces, float(sure.mean())))
    return found


def _likeliest(log_p: Floats, cost: float) -> list[int]:
    rows = log_p.tolist()
    out, begin, inside = rows[0][0], rows[0][1] - cost, -1e9
    back: list[tuple[int, int, int]] = [(0, 0, 0)]
    for o, b, i in rows[1:]:
        state = 0 if out >= begin else 1
        best = out if state == 0 else begin
        if inside > best:
            state, best = 2, inside
        held = 1 if begin >= inside else 2
        back.append((state, state, held))
        out, begin, inside = best + o, best + b - cost, (begin if held == 1 else inside) + i
    state = max(range(3), key=(out, begin, inside).__getitem__)
    labels = []
    for step in reversed(back):
        labels.append(state)
        state = step[state]
    return labels[::-1]


def first_pieces(ids: Ints, continuing: Bools) -> Ints:
    """The first piece of every word."""
    first = ~continuing[ids]
    if len(first):
        first[0] = True
    return np.flatnonzero(first)


def _scores(a: Floats, b: Floats, at_a: Ints, at_b: Ints, near: float) -> Floats:
    far = np.log1p(np.abs(at_a[:, None] - at_b[None, :]).astype(np.float32))
    return np.asarray(a @ b.T / LINK**0.5 - near * far, np.float32)


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))
