"""Figures: quantities with their bound and what is counted, outside times, labels and clutter.

What is counted is carried over where it is left out: "killed five people and wounded eight" are eight people, and a bare
"43" counts what the figures of the sentences before it counted, or what was asked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.base import VAGUE, Language, Quantity, Sentence
from rashomon.model import Figure, Span, digest
from rashomon.spans import Places

CARRIED = 3  # sentences over which a bare number counts what was counted, or asked, before it
PEOPLE = frozenset("deaths injuries detained missing displaced migrants fighters".split())  # sorts that are carried over sentences
READ = "number with its bound word and counted noun"


def figures(document: str, sentences: Sequence[Sentence], language: Language, times: Sequence[Span]) -> list[Figure]:
    """Figures of one document, in order; `times` are spans that are dates or durations and so no figures."""
    out: list[Figure] = []
    dates = Places(times)
    last: dict[int, str] = {}  # the sort that the last figure of people counted, by sentence
    for number, sentence in enumerate(sentences):
        here: list[Figure] = []
        for quantity in language.quantities(sentence, list(dates.overlapping(sentence.span))):
            figure = _figure(document, sentence, quantity, language.figure_kind(quantity, sentence), here)
            if figure.category == "other" and figure.unit is None and quantity.refers and not (here and here[-1].category in PEOPLE) and quantity.low != 1:
                sort = _carried(sentences, number, last, language)
                figure = replace(figure, category=sort, how=f"{READ}; its sort from the sentences before") if sort else figure
            here.append(figure)
            if figure.category in PEOPLE:
                last[number] = figure.category
        out += here
    return out


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
    return Figure(
        id=digest("figure", document, start, end), document=document, start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start],
        low=quantity.low, high=quantity.high, bound=quantity.bound, counts=counts, unit=quantity.unit, category=category, how=how,
    )  # fmt: skip


def _carried(sentences: Sequence[Sentence], number: int, last: dict[int, str], language: Language) -> str | None:
    """The sort of people that the nearest sentence before counts, or asks for."""
    for earlier in range(number, max(-1, number - CARRIED - 1), -1):
        sort = (last.get(earlier) if earlier < number else None) or language.figure_topic(sentences[earlier])
        if sort is not None:
            return sort
    return None
