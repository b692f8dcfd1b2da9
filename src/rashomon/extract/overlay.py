"""A model's answers laid over the rules of a language: extraction asks one `Language` and need not know who answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rashomon.lang.base import Attribution, Language, Lexicon, NameSpan, Occurrence, Quantity, Sentence, Sourcing, TimeExpr
from rashomon.model import Span
from rashomon.models import Found, Model

UNSURE = 0.5  # a name below this is not looked for elsewhere in the document


def overlay(model: Model, language: Language, sentences: Sequence[Sentence]) -> Language:
    """The language as the model reads these sentences; the language itself where the model leaves it to the rules."""
    found = model.read(language.code, [(s.span, s.text) for s in sentences])
    return language if found is None else _Overlaid(language, {s.span: f for s, f in zip(sentences, found, strict=True)})


class _Overlaid:
    """Names and attributions of the model for the sentences it read; everything else, and other sentences, by the rules."""

    def __init__(self, rules: Language, found: dict[Span, Found]) -> None:
        self._rules = rules
        self._found = found

    @property
    def code(self) -> str:
        return self._rules.code

    @property
    def lexicon(self) -> Lexicon:
        return self._rules.lexicon

    @property
    def sourcing(self) -> Sourcing:
        return self._rules.sourcing

    @property
    def abbreviations(self) -> frozenset[str]:
        return self._rules.abbreviations

    def times(self, text: str, span: Span) -> list[TimeExpr]:
        return self._rules.times(text, span)

    def quantities(self, sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
        return self._rules.quantities(sentence, taken)

    def figure_kind(self, quantity: Quantity, sentence: Sentence) -> str:
        return self._rules.figure_kind(quantity, sentence)

    def occurrences(self, sentence: Sentence) -> list[Occurrence]:
        return self._rules.occurrences(sentence)

    def names(self, sentence: Sentence, known: frozenset[str]) -> list[NameSpan]:
        """The model's names with the rules' titles, and what the rules know by the rest of the document."""
        found = self._found.get(sentence.span)
        by_rules = self._rules.names(sentence, known)
        if found is None:
            return by_rules
        titles = {n.span: n.title for n in by_rules}
        names = [NameSpan(span=n.span, type=n.type, title=titles.get(n.span), how="model", sure=n.score >= UNSURE) for n in found.names]
        spare = [n for n in by_rules if n.how == "named elsewhere in the document" and not any(n.span.overlaps(m.span) for m in names)]
        return sorted([*names, *spare], key=lambda n: n.span)

    def attributions(self, sentence: Sentence) -> list[Attribution]:
        found = self._found.get(sentence.span)
        if found is None:
            return self._rules.attributions(sentence)
        return [
            Attribution(source=a.source, cue=a.cue, content=a.content, stance=a.stance, quoted=_quoted(a.content, sentence), how=f"model, {a.score:.2f}")
            for a in found.attributions
        ]


def _quoted(content: Sequence[Span], sentence: Sentence) -> Literal["all", "part", "none"]:
    """How much of a content stands in quotation marks."""
    if all(any(q.outer.covers(c) for q in sentence.quotes) for c in content):
        return "all"
    return "part" if any(q.inner.overlaps(c) for q in sentence.quotes for c in content) else "none"
