"""A language put together from rules: the functions of its modules under the names that `base.Language` asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rashomon.lang.base import Attribution, Lexicon, NameSpan, Occurrence, Quantity, Sentence, Sourcing, TimeExpr
from rashomon.lang.gazetteer import Gazetteer, gazetteer
from rashomon.model import Span


class NameFinder(Protocol):
    """Finds the names of a sentence; holds what it knows of names."""

    def find(self, sentence: Sentence, known: frozenset[str]) -> list[NameSpan]: ...


@dataclass(frozen=True)
class RuleLanguage:
    """Fulfils `base.Language`. The name finder is made when names are first asked for: it loads the gazetteer."""

    code: str
    lexicon: Lexicon
    sourcing: Sourcing
    abbreviations: frozenset[str]
    name_finder: Callable[[Gazetteer], NameFinder]
    find_times: Callable[[str, Span], list[TimeExpr]]
    find_quantities: Callable[[Sentence, Sequence[Span]], list[Quantity]]
    kind_of: Callable[[Quantity, Sentence], str]
    topic_of: Callable[[Sentence], str | None]
    find_attributions: Callable[[Sentence], list[Attribution]]
    find_occurrences: Callable[[Sentence], list[Occurrence]]

    @cached_property
    def _names(self) -> NameFinder:
        return self.name_finder(gazetteer())

    def times(self, text: str, span: Span) -> list[TimeExpr]:
        return self.find_times(text, span)

    def quantities(self, sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
        return self.find_quantities(sentence, taken)

    def figure_kind(self, quantity: Quantity, sentence: Sentence) -> str:
        return self.kind_of(quantity, sentence)

    def figure_topic(self, sentence: Sentence) -> str | None:
        return self.topic_of(sentence)

    def names(self, sentence: Sentence, known: frozenset[str] | None) -> list[NameSpan]:
        return self._names.find(sentence, known or frozenset())

    def attributions(self, sentence: Sentence) -> list[Attribution]:
        return self.find_attributions(sentence)

    def occurrences(self, sentence: Sentence) -> list[Occurrence]:
        return self.find_occurrences(sentence)
