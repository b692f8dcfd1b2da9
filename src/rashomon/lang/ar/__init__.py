"""Arabic: everything `lang.base.Language` asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rashomon.lang.ar import events, numbers, speech, times
from rashomon.lang.ar.names import ArabicNames
from rashomon.lang.ar.sourcing import SOURCING
from rashomon.lang.ar.words import ABBREVIATIONS, LEXICON
from rashomon.lang.base import Attribution, Lexicon, NameSpan, Occurrence, Quantity, Sentence, Sourcing, TimeExpr
from rashomon.lang.gazetteer import gazetteer
from rashomon.model import Span


class Arabic:
    """The rules of Arabic."""

    code = "ar"
    lexicon: Lexicon = LEXICON
    sourcing: Sourcing = SOURCING
    abbreviations = ABBREVIATIONS

    @cached_property
    def _names(self) -> ArabicNames:
        return ArabicNames(gazetteer())

    def times(self, text: str, span: Span) -> list[TimeExpr]:
        return times.find(text, span)

    def quantities(self, sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
        return numbers.quantities(sentence, taken)

    def names(self, sentence: Sentence, known: frozenset[str]) -> list[NameSpan]:
        return self._names.find(sentence, known)

    def attributions(self, sentence: Sentence) -> list[Attribution]:
        return speech.attributions(sentence)

    def occurrences(self, sentence: Sentence) -> list[Occurrence]:
        return events.occurrences(sentence)

    def figure_kind(self, quantity: Quantity, sentence: Sentence) -> str:
        return numbers.kind(quantity, sentence)


ARABIC = Arabic()
