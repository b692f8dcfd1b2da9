"""Figures: quantities with their bound and what is counted, outside times, labels and clutter.

What is counted is carried over where it is left out: "killed five people and wounded eight" are eight people, and a bare
"43" two sentences on counts what the figure before it counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.base import VAGUE, Language, Quantity, Sentence
from rashomon.model import Figure, Span, digest
from rashomon.spans import Places

CARRIED = 2  # sentences over which a bare number counts what the figure before it counted
NOT_CARRIED = ("other", "distance", "weapons", "vehicles", "share")


def figures(document: str, sentences: Sequence[Sentence], language: Language, times: Sequence[Span]) -> list[Figure]:
    """Figures of one document, in order; `times` are spans that are dates or durations and so no figures."""
    out: list[Figure] = []
    dates = Places(times)
    last: tuple[int, Figure] | None = None  # the figure before, with the number of its sentence
    for number, sentence in enumerate(sentences):
        here: Figure | None = None
        for quantity in language.quantities(sentence, list(dates.overlapping(sentence.span))):
            category, counts, how = language.figure_kind(quantity, sentence), quantity.counts, "number with its bound word and counted noun"
            if category == "other" and quantity.unit is None:
                before = here if quantity.part or here is not None else last[1] if last and number - last[0] <= CARRIED else None
                if before is not None and (quantity.refers or quantity.part) and before.category not in NOT_CARRIED:
                    category, how = before.category, f"{how}; counts what the figure before it counts"
            if quantity.refers and here is not None and counts in (None, "others") and here.unit is None:
                counts = here.counts or counts
            figure = _figure(document, sentence, quantity, category, counts, VAGUE if quantity.vague else how)
            out.append(figure)
            here, last = figure, (number, figure)
    return out


def _figure(document: str, sentence: Sentence, quantity: Quantity, category: str, counts: str | None, how: str) -> Figure:
    start, end = quantity.span
    return Figure(
        id=digest("figure", document, start, end), document=document, start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start],
        low=quantity.low, high=quantity.high, bound=quantity.bound, counts=counts, unit=quantity.unit, category=category, how=how,
    )  # fmt: skip
