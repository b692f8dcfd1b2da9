"""Figures: quantities with their bound and what is counted, outside times, labels and clutter."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.base import Language, Sentence
from rashomon.model import Figure, Span, digest
from rashomon.spans import Places


def figures(document: str, sentences: Sequence[Sentence], language: Language, times: Sequence[Span]) -> list[Figure]:
    """Figures of one document, in order; `times` are spans that are dates or durations and so no figures."""
    out: list[Figure] = []
    dates = Places(times)
    for sentence in sentences:
        taken = list(dates.overlapping(sentence.span))
        for quantity in language.quantities(sentence, taken):
            words = sentence.text[quantity.span.start - sentence.start : quantity.span.end - sentence.start]
            out.append(
                Figure(
                    id=digest("figure", document, *quantity.span), document=document, start=quantity.span.start, end=quantity.span.end, text=words,
                    low=quantity.low, high=quantity.high, bound=quantity.bound, counts=quantity.counts, unit=quantity.unit,
                    category=language.figure_kind(quantity, sentence), how="number with its bound word and counted noun",
                )
            )  # fmt: skip
    return out
