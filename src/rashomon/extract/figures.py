"""Figures: quantities with their bound and what is counted, outside times, labels and clutter.

What is counted is carried over where it is left out: "killed five people and wounded eight" are eight people, and a bare
"43" counts what the figures of the sentences before it counted, or what was asked there.

The scope of a figure is the period and the place that stand nearest to it in its own clause: in what one source says, and
outside the words that say who says so and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from rashomon.lang.base import VAGUE, Language, Quantity, Sentence
from rashomon.model import Figure, Mention, Span, Statement, Time, digest
from rashomon.spans import Piece, Places

CARRIED = 3  # sentences over which a bare number counts what was counted, or asked, before it
PEOPLE = frozenset("deaths injuries detained missing displaced migrants fighters".split())  # sorts that are carried over sentences
L = TypeVar("L", Time, Mention)
MOST_PEOPLE = 10**7  # of a bare number that is taken for one of people
READ = "number with its bound word and counted noun"


def figures(
    document: str, sentences: Sequence[Sentence], language: Language, times: Sequence[Time], mentions: Sequence[Mention] = (), said: Sequence[Statement] = ()
) -> list[Figure]:
    """Figures of one document, in order. `times` are dates and durations, and so no figures; they, places and statements give scope."""
    out: list[Figure] = []
    scope = Scope(times, mentions, said)
    dates = Places(Span(t.start, t.end) for t in times)
    last: dict[int, str] = {}  # the sort that the last figure of people counted, by sentence
    for number, sentence in enumerate(sentences):
        here: list[Figure] = []
        for quantity in language.quantities(sentence, list(dates.overlapping(sentence.span))):
            figure = _figure(document, sentence, quantity, language.figure_kind(quantity, sentence), here)
            if (
                figure.category == "other"
                and figure.unit is None
                and quantity.refers
                and _may_count_people(quantity)
                and not (here and here[-1].category in PEOPLE)
            ):
                sort = _carried(sentences, number, last, language)
                figure = replace(figure, category=sort, how=f"{READ}; its sort from the sentences before") if sort else figure
            here.append(figure)
            if figure.category in PEOPLE:
                last[number] = figure.category
        out += (scope.of(figure, sentence) for figure in here)
    return out


class Scope:
    """The times and places of a document, and which words are whose: what limits a figure is looked up here."""

    def __init__(self, times: Sequence[Time], mentions: Sequence[Mention], said: Sequence[Statement]) -> None:
        self._times = Places(t for t in times if t.value and t.type in ("date", "duration"))
        self._places = Places(m for m in mentions if m.type == "place")
        self._content = Places(Piece(c.start, c.end, s.id) for s in said for c in s.content)
        self._telling = Places(span for s in said for part in (s.source, s.cue) for span in part)

    def of(self, figure: Figure, sentence: Sentence) -> Figure:
        """The figure with the period and the place of its clause."""
        holding = self._content.holding(figure)
        clause = min(holding, key=lambda c: (c.end - c.start, c.start)) if holding else None
        start, end = (max(sentence.start, clause.start), min(sentence.end, clause.end)) if clause else sentence.span
        region = Span(min(start, figure.start), max(end, figure.end))
        times, places = self._nearest(self._times.inside(region), figure), self._nearest(self._places.inside(region), figure)
        return replace(figure, period=times.value if times else None, place=places.id if places else None)

    def _nearest(self, found: Sequence[L], figure: Figure) -> L | None:
        """The nearest of the found, outside the figure and the words that tell who says it."""
        able = [x for x in found if (x.end <= figure.start or x.start >= figure.end) and not any(True for _ in self._telling.overlapping(x))]
        return min(able, key=lambda x: (max(figure.start - x.end, x.start - figure.end), x.start), default=None)


def _figure(document: str, sentence: Sentence, quantity: Quantity, category: str, here: Sequence[Figure]) -> Figure:
    """The figure of a quantity, with what the figure before it in its sentence counts where its own words leave that out."""
    before = here[-1] if here else None
    counts, how = quantity.counts, VAGUE if quantity.vague else READ
    if before is not None and quantity.unit is None and before.unit is None and (quantity.refers or quantity.part):
        if category == "other" and before.category in PEOPLE:
            category, how = before.category, f"{how}; its sort from the figure before"
        if quantity.refers and (counts is None or counts == before.counts):
            counts = before.counts
    elif before is not None and category == "other" and quantity.refers and quantity.unit is None and before.category == "money":
        category = "money"
    start, end = quantity.span
    whole = (before.part_of or before.id) if before is not None and quantity.part else None
    return Figure(
        id=digest("figure", document, start, end), document=document, start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start],
        low=quantity.low, high=quantity.high, bound=quantity.bound, counts=counts, unit=quantity.unit, category=category, part_of=whole, how=how,
    )  # fmt: skip


def _may_count_people(quantity: Quantity) -> bool:
    """Whether a bare number can be one of people: whole, more than one, and no vast amount."""
    number = quantity.low if quantity.low is not None else quantity.high or 0.0
    return 1 < number < MOST_PEOPLE and float(number).is_integer() and not quantity.vague


def _carried(sentences: Sequence[Sentence], number: int, last: dict[int, str], language: Language) -> str | None:
    """The sort of people that the nearest sentence before counts, or asks for."""
    for earlier in range(number, max(-1, number - CARRIED - 1), -1):
        sort = (last.get(earlier) if earlier < number else None) or language.figure_topic(sentences[earlier])
        if sort is not None:
            return sort
    return None
