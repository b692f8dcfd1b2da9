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
from rashomon.models import Attributed, Leaning, Named
from rashomon.models.pieces import NAME_LABELS, NAME_TYPES, ROLES, Bools, Floats, Ints

LEANING = 0.1
LEANT: tuple[MentionType, ...] = ("person", "organisation", "place")  # what sets call a group is mostly a people
APART = 5  # measures of how a fragment and a cue lie apart
LINK = 48  # width of the vectors that pair sources and contents with cues
ROLE_LOGITS = 3 * len(ROLES)
HEADS = ROLE_LOGITS + len(NAME_LABELS) + 1 + 4 * LINK
SURE_END = 2.2  # a probability of .9: the rules find the plain ends, and more of them right
SURELY = 0.98  # a probability of being outside every name
COSTS = (-0.7, -0.7, 1.0)  # of beginning a source, a cue, a content: more is found, contents in fewer pieces


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is learnt beside the network, and how features become a probability (logistic: constant, then weights).

    `between`: for sources and contents, what a pair loses with each measure of `apart`; `alone`: the score of no pair.
    `steps`: for each role, what going from a word's label (row) to the next word's adds; `name_steps`: the same for names, or
    nothing where each word is decided alone.

    `leans`: the types of names that a word may lean to and a name of the rules then lean on.
    """

    between: Sequence[Sequence[float]]
    alone: Sequence[float]
    steps: Sequence[Sequence[Sequence[float]]]
    names: Sequence[float]
    attributions: Sequence[float]
    leans: Sequence[str] = ()
    name_steps: Sequence[Sequence[float]] = ()

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
    for first, last in _rows(p, np.asarray(learnt.name_steps, np.float32)) if len(learnt.name_steps) else _runs(p):
        share = p[first:last, 1:].reshape(last - first, -1, 2).sum(-1)  # of each type
        kind = int(share.sum(0).argmax())
        name = NAME_LABELS[1 + 2 * kind][2:]
        if name not in get_args(MentionType):
            continue
        score = learnt.probability("names", (_logit(float(share[:, kind].mean())), _logit(float(share[:, kind].min()))))
        found.append(Named(_span(places, words, first, last, start), name, score))  # type: ignore[arg-type]
    return tuple(found)


def leanings(out: Floats, places: Ints, words: Ints, learnt: Learnt, start: int) -> tuple[Leaning, ...]:
    """Words that may be part of a name, from a probability of LEANING up."""
    leant = [n for n, label in enumerate(NAME_LABELS) if label[2:] in learnt.leans]
    p = softmax(out[words, ROLE_LOGITS : ROLE_LOGITS + len(NAME_LABELS)])
    sums = p[:, leant].sum(-1)
    at = np.flatnonzero(sums >= LEANING)
    kinds = p[at][:, [1 + 2 * NAME_TYPES.index(kind) for kind in LEANT]] + p[at][:, [2 + 2 * NAME_TYPES.index(kind) for kind in LEANT]]
    return tuple(
        Leaning(_span(places, words, n, n + 1, start), LEANT[kind], round(float(sums[n]), 3))
        for n, kind in zip(at.tolist(), kinds.argmax(-1).tolist(), strict=True)
    )


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


def _rows(p: Floats, steps: Floats) -> list[tuple[int, int]]:
    """Runs of words that are names by the likeliest row of labels, looked for where not every word is surely outside."""
    found: list[tuple[int, int]] = []
    doubtful = np.flatnonzero(p[:, 0] < SURELY)
    for stretch in np.split(doubtful, np.flatnonzero(np.diff(doubtful) > 1) + 1) if len(doubtful) else []:
        log_p = np.log(p[stretch] + 1e-9)
        best, back = log_p[0] + steps[0], []
        for row in log_p[1:]:
            ways = best[:, None] + steps
            back.append(ways.argmax(0))
            best = ways.max(0) + row
        state = int((best + steps[:, 0]).argmax())
        labels = [state]
        for step in reversed(back):
            state = int(step[state])
            labels.append(state)
        for n, label in zip(stretch.tolist(), reversed(labels), strict=True):
            if label % 2:
                found.append((n, n + 1))
            elif label:
                found[-1] = (found[-1][0], n + 1)
    return found


def _span(places: Ints, words: Ints, first: int, last: int, start: int) -> Span:
    """The characters of words `first` to `last` (one past)."""
    stop = words[last] if last < len(words) else len(places)
    return Span(start + int(places[words[first], 0]), start + int(places[stop - 1, 1]))


def attributions(out: Floats, places: Ints, words: Ints, learnt: Learnt, start: int) -> tuple[Attributed, ...]:
    """Attributions of a passage that begins at `start`, in the order of their cues."""
    p = softmax(out[words, :ROLE_LOGITS].reshape(len(words), len(ROLES), 3))
    sources, cues, contents = (fragments(p[:, role], words, len(places), learnt.steps[role], COSTS[role]) for role in range(len(ROLES)))
    if not cues or not contents:
        return ()
    link = out[:, ROLE_LOGITS + len(NAME_LABELS) + 1 :]
    source_key, source_query, content_query, content_key = (link[:, n * LINK : (n + 1) * LINK] for n in range(4))
    cue_at, content_at, source_at = (np.array([f.first for f in role], np.int64) for role in (cues, contents, sources))
    stops = np.cumsum(1 / (1 + np.exp(-out[:, ROLE_LOGITS + len(NAME_LABELS)]))).astype(np.float32)
    to_cue = _scores(content_query[content_at], content_key[cue_at], apart(content_at, cue_at, stops), learnt.between[1], learnt.alone[1])
    by_source = apart(source_at, cue_at, stops).transpose(1, 0, 2)
    to_source = _scores(source_query[cue_at], source_key[source_at], by_source, learnt.between[0], learnt.alone[0])
    chosen = to_cue.argmax(-1) - 1

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
            _logit(float(min(to_cue[n, number + 1] for n in own))),
            _logit(float(to_source[number, which + 1])),
            0.0 if source else 1.0,
        )
        found.append(Attributed(spans(source), spans([cue]), spans([contents[n] for n in own]), None, learnt.probability("attributions", features)))
    return tuple(found)


def fragments(p: Floats, words: Ints, pieces: int, steps: Sequence[Sequence[float]], cost: float) -> list[Fragment]:
    """Runs of words in a role, from the probabilities (words, 3) of outside, begins, inside.

    The likeliest row of labels in which nothing is inside that did not begin (Viterbi 1967), with what each of the `steps`
    adds, every beginning at a `cost` in logarithms.
    """
    if p[:, 0].min() > 0.9:
        return []
    found, labels = [], _likeliest(np.log(p + 1e-9), steps, cost)
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


def _likeliest(log_p: Floats, steps: Sequence[Sequence[float]], cost: float) -> list[int]:
    """The labels (0 outside, 1 begins, 2 inside) of a row of words."""
    (oo, ob, _), (bo, bb, bi), (io, ib, ii) = steps
    rows = log_p.tolist()
    out, begin, inside = rows[0][0], rows[0][1] - cost, -1e9
    back: list[tuple[int, int, int]] = []
    for o, b, i in rows[1:]:
        to_out, from_out = out + oo, 0
        to_begin, from_begin = out + ob, 0
        to_inside, from_inside = begin + bi, 1
        if begin + bo > to_out:
            to_out, from_out = begin + bo, 1
        if inside + io > to_out:
            to_out, from_out = inside + io, 2
        if begin + bb > to_begin:
            to_begin, from_begin = begin + bb, 1
        if inside + ib > to_begin:
            to_begin, from_begin = inside + ib, 2
        if inside + ii > to_inside:
            to_inside, from_inside = inside + ii, 2
        back.append((from_out, from_begin, from_inside))
        out, begin, inside = to_out + o, to_begin + b - cost, to_inside + i
    state = max(range(3), key=(out, begin, inside).__getitem__)
    labels = [state]
    for step in reversed(back):
        state = step[state]
        labels.append(state)
    return labels[::-1]


def first_pieces(ids: Ints, continuing: Bools) -> Ints:
    """The first piece of every word."""
    first = ~continuing[ids]
    if len(first):
        first[0] = True
    return np.flatnonzero(first)


def apart(at: Ints, cues: Ints, stops: Floats) -> Floats:
    """(fragments, cues, APART): how each fragment lies from each cue.

    The logarithm of the distance where the cue stands before, and where it stands behind; whether it stands behind; other
    cues between them, and ends of sentences, three at most. `cues` in order; `stops`: ends of sentences up to each piece.
    """
    far = np.log1p(np.abs(at[:, None] - cues[None, :]).astype(np.float32))
    behind = (cues[None, :] > at[:, None]).astype(np.float32)
    own = np.arange(len(cues))[None, :]
    others = np.where(behind > 0, own - np.searchsorted(cues, at, "right")[:, None], np.searchsorted(cues, at, "left")[:, None] - own - 1)
    ended = np.abs(stops[at][:, None] - stops[cues][None, :])
    return np.stack([far * (1 - behind), far * behind, behind, others.clip(0, 3), ended.clip(0, 3)], -1).astype(np.float32)


def _scores(a: Floats, b: Floats, apart: Floats, between: Sequence[float], alone: float) -> Floats:
    """Probabilities (len a, 1 + len b) of standing alone, or with each of b."""
    with np.errstate(invalid="ignore"):  # some builds of BLAS raise the flag on what they compute beside the result
        scores = a @ b.T / LINK**0.5 - apart @ np.asarray(between, np.float32)
    return softmax(np.concatenate([np.full((len(a), 1), alone, np.float32), scores], axis=1))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))
