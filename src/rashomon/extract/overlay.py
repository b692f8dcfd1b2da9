"""A model's answers laid over the rules of a language: extraction asks one `Language` and need not know who answers.

The seam between the two, sentence by sentence:

names         the model's places and types; the rules' titles, armed groups (no model is taught them), names with a title
              and names that hold split ones of the model; beside these, names of the rules that the document names
              elsewhere, or that the model leans to without giving them
attributions  the model's source, cue and content; the rules' stance, cited outlet and passive where they saw the same
              cue; what the rules find inside a content (somebody reported by the speaker: the sets mark only the
              outermost), and what they are surer of than a model that saw nothing: denials, quotations, "according to"
everything    else, and sentences the model did not read: the rules
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Literal, TypeVar

from rashomon.lang.base import GUESSED, MODEL, Attribution, Language, Lexicon, NameSpan, Occurrence, Quantity, Sentence, Sourcing, TimeExpr
from rashomon.lang.folding import fold
from rashomon.model import MentionType, Span, Stance
from rashomon.models import Attributed, Found, Leaning, Named
from rashomon.spans import Piece, Places

T = TypeVar("T")
ELSEWHERE = "named elsewhere in the document"
TELLING = 20  # characters of what somebody says inside another's words; less is a turn of phrase
BARE = frozenset({"capital", "acronym"})  # a capital and nothing else
WEAK = BARE | {ELSEWHERE, "known name"}  # what says little of where a name ends
# How far the words of a name of the rules must lean towards one: beside the model's names, with a title, around them.
LEANS, TITLED, WIDER = 0.35, 0.1, 0.5
GUESS = 0.3  # what the guess of a person from two capitals counts beside what the words lean to
EDGES = " ,;:-–—\u00a0"  # what is left at the edge of words that were cut out
# Where the rules add to the names that a document is searched for again. In English that cost time and .01 of the names.
ASKED_TWICE = frozenset({"ar"})
UNSURE = 0.5  # a name below this is not looked for elsewhere in the document


def overlay(language: Language, read: Sequence[tuple[Span, Found]], sentences: Sequence[Sentence]) -> Language:
    """The language as a model read its passages (the place of each, and what was found there), for these sentences."""
    passages = Places(Piece(span.start, span.end, found) for span, found in read)
    of = {s.span: piece.of for s in sentences for piece in passages.overlapping(s)}
    names: dict[Span, list[Named]] = {span: [] for span, found in of.items() if found.names is not None}
    said: dict[Span, list[Attributed]] = {span: [] for span, found in of.items() if found.attributions is not None}
    where = Places(sentences)
    for _, found in read:
        _at(names, where, [(n.span, n) for n in found.names or ()])
        _at(said, where, [((a.cue or a.content)[0], a) for a in found.attributions or ()])
    return _Overlaid(language, names, said, [w for _, found in read for w in found.leanings])


def _at(into: dict[Span, list[T]], where: Places[Sentence], found: Sequence[tuple[Span, T]]) -> None:
    """Each thing with the sentence in which it begins."""
    for span, thing in found:
        for sentence in where.overlapping(Span(span.start, span.start + 1)):
            into.setdefault(sentence.span, []).append(thing)
            break


class _Overlaid:
    """Names and attributions of the model for the sentences it read; everything else, and other sentences, by the rules."""

    def __init__(self, rules: Language, names: Mapping[Span, Sequence[Named]], said: Mapping[Span, Sequence[Attributed]], leanings: Sequence[Leaning]) -> None:
        self._rules = rules
        self._names = names
        self._said = said
        self._leans = Places(Piece(w.span.start, w.span.end, w) for w in leanings)
        self._leanings = bool(leanings)

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

    def figure_topic(self, sentence: Sentence) -> str | None:
        return self._rules.figure_topic(sentence)

    def occurrences(self, sentence: Sentence) -> list[Occurrence]:
        return self._rules.occurrences(sentence)

    def names(self, sentence: Sentence, known: frozenset[str] | None) -> list[NameSpan]:
        found = self._names.get(sentence.span)
        if found is not None and known is None and not (self._leanings and self.code in ASKED_TWICE):
            return [_name(n) for n in found if n.type != "group"]
        by_rules = self._rules.names(sentence, known)
        if found is None:
            return by_rules
        found = [_behind(n, by_rules, sentence) for n in found]
        ruled = Places(Piece(n.span.start, n.span.end, n) for n in by_rules)
        wider = [n for n in by_rules if self._wins(n, found)]
        inside = Places(n.span for n in wider)
        out: list[NameSpan] = [replace(n, type=n.type if n.type == "group" or n.title else _type(n, found)) for n in wider]
        for name in (bare for n in found if (bare := self._untitled(n, sentence)) is not None):
            near = [piece.of for piece in ruled.overlapping(name.span)]
            same = next((n for n in near if n.span == name.span), None)
            title = next((n.title for n in near if n.title is not None and n.span.start == name.span.start), None)
            armed = any(n.type == "group" for n in near)
            if (name.type == "group" and not armed) or any(inside.overlapping(name.span)):
                continue  # what the sets call a group is mostly a people, which is no name here
            kind = same.type if same is not None and _knows(same, name) else name.type
            out.append(replace(_name(name), type="group" if armed else kind, title=title))
        taken = Places(n.span for n in out)
        spare = [self._typed(n) for n in by_rules if not any(taken.overlapping(n.span)) and self._is_spare(n)]
        return sorted([*out, *spare], key=lambda n: n.span)

    def _untitled(self, name: Named, sentence: Sentence) -> Named | None:
        """A name of the model without the titles that it begins with; None where nothing else is left ("Col.")."""
        words = [t for t in sentence.tokens if name.span.start <= t.start and t.end <= name.span.end and t.kind == "word"]
        rest = list(dropwhile(lambda t: t.norm.rstrip(".") in self.sourcing.titles, words))
        if not rest:
            return None if words else name
        return name if rest[0] is words[0] or name.type != "person" else replace(name, span=Span(rest[0].start, name.span.end))

    def _wins(self, name: NameSpan, found: Sequence[Named]) -> bool:
        """Whether a name of the rules takes the place of names of the model: one with a title, or one that holds them whole."""
        if not any(n.span.overlaps(name.span) and n.span != name.span for n in found):
            return False
        if name.title is not None and any(n.span.start == name.span.start and n.span.end > name.span.end for n in found):
            return False  # the model sees more of the name behind the title
        return name.title is not None or (name.how not in WEAK and self._leaning(name.span) >= WIDER and _wider(name, found))

    def _is_spare(self, name: NameSpan) -> bool:
        """Whether a name that only the rules find is kept: known from the document, an armed group, or leant towards by the model too."""
        told = name.how not in BARE and not name.how.startswith("behind")
        titled = name.title is not None and self._leaning(name.span) >= TITLED
        return name.how == ELSEWHERE or name.type == "group" or titled or (told and self._leaning(name.span) >= LEANS)

    def _leaning(self, span: Span) -> float:
        """How far the words of a span lean towards being a name, by letters (0–1); 0 where the model tells nothing of the kind."""
        return sum(w.of.probability * (w.end - w.start) for w in self._leans.inside(span)) / (span.end - span.start)

    def _typed(self, name: NameSpan) -> NameSpan:
        """A name of the rules whose type is a guess from its capitals, with the type that its words lean to."""
        if name.how != GUESSED:
            return name
        votes: Counter[MentionType] = Counter()
        for w in self._leans.inside(name.span):
            votes[w.of.type] += w.of.probability * (w.end - w.start)  # type: ignore[assignment]
        votes["person"] += GUESS * (name.span.end - name.span.start)  # type: ignore[assignment]
        most = max(sorted(votes), key=votes.__getitem__, default=name.type)
        return replace(name, type=most)

    def attributions(self, sentence: Sentence) -> list[Attribution]:
        by_rules = self._rules.attributions(sentence)
        found = self._said.get(sentence.span)
        if found is None:
            return by_rules
        out: list[Attribution] = []
        found = [_uninterrupted(_without(a, by_rules, found), sentence) for a in found]
        for a in found:
            ruled = next((r for r in by_rules if any(x.overlaps(y) for x in r.cue for y in a.cue)), None)
            out.append(
                Attribution(
                    source=a.source, cue=a.cue, content=a.content, stance=a.stance or (ruled.stance if ruled else self._stance(sentence, a)),
                    via=ruled.via if ruled else (), passive=not a.source and not self._goes_on(sentence, a, ruled),
                    quoted=_quoted(a.content, sentence), how="model", confidence=a.score,
                )
            )  # fmt: skip
        spare = [r for r in by_rules if not any(_meets(r, a) for a in found) and _stands_alone(r, found)]
        return sorted([*out, *spare], key=lambda a: (a.cue or a.content)[0])

    def _goes_on(self, sentence: Sentence, found: Attributed, ruled: Attribution | None) -> bool:
        """Whether a source is left out because the speaker was just named; else nobody is named, and nobody is guessed."""
        return not ruled.passive if ruled is not None else re.match(self.lexicon.goes_on, " ".join(_cue(sentence, found))) is not None

    def _stance(self, sentence: Sentence, found: Attributed) -> Stance:
        """By the words of the cue: the first that does more than assert."""
        words = _cue(sentence, found)
        return next((stance for word in words if (stance := self.lexicon.stances.get(word, "assert")) != "assert"), "assert")


def _behind(found: Named, by_rules: Sequence[NameSpan], sentence: Sentence) -> Named:
    """A name of the model without the end of another, known one that runs into it ("… of Bir Salim | Hamdan Darbasi")."""
    for other in by_rules:
        if other.how in (ELSEWHERE, "known name", "worded as a place") and other.span.start < found.span.start < other.span.end < found.span.end:
            words = sentence.text[other.span.end - sentence.start : found.span.end - sentence.start]
            if words[:1].isspace() and words.strip():
                return replace(found, span=Span(found.span.end - len(words.lstrip()), found.span.end))
    return found


def _knows(ruled: NameSpan, found: Named) -> bool:
    """Whether the rules know better than a model what a name is: from the list of known names, or initials that are no person's."""
    return ruled.how == "known name" or (ruled.how == "acronym" and found.type == "person")


def _wider(ruled: NameSpan, found: Sequence[Named]) -> bool:
    """Whether a name of the rules is wider than every name of the model that it touches."""
    over = [n for n in found if n.span.overlaps(ruled.span)]
    return bool(over) and all(ruled.span.covers(n.span) and n.span != ruled.span for n in over)


def _type(ruled: NameSpan, found: Sequence[Named]) -> MentionType | None:
    """The type of the surest name inside one of the rules."""
    return max((n for n in found if n.span.overlaps(ruled.span)), key=lambda n: n.score or 0.0).type


def _name(found: Named) -> NameSpan:
    return NameSpan(span=found.span, type=found.type, how=MODEL, sure=found.score is None or found.score >= UNSURE, confidence=found.score)


def _cue(sentence: Sentence, found: Attributed) -> list[str]:
    """The folded words of a cue, as far as they stand in the sentence."""
    return fold(" ".join(sentence.text[max(c.start - sentence.start, 0) : max(c.end - sentence.start, 0)] for c in found.cue)).split()


def _meets(ruled: Attribution, found: Attributed) -> bool:
    """Whether an attribution of the rules tells what the model's tells: the same cue, or words of its content at its own level."""
    if any(x.overlaps(y) for x in ruled.cue for y in (*found.cue, *found.source)):
        return True
    nested = bool(ruled.cue) and any(y.covers(ruled.cue[0]) for y in found.content)
    return not nested and any(x.overlaps(y) for x in ruled.content for y in found.content)


def _without(found: Attributed, by_rules: Sequence[Attribution], beside: Sequence[Attributed]) -> Attributed:
    """What the model tells, less a part of its content that the rules give to a cue of its own that the model missed."""
    missed = [
        r for r in by_rules if r.stance == "deny" and r.cue and r.source and not any(x.overlaps(y) for x in r.cue for a in beside for y in (*a.cue, *a.content))
    ]
    rest = tuple(c for c in found.content if not any(c.covers(r.content[0]) or r.content[0].covers(c) for r in missed))
    return replace(found, content=rest) if rest and len(rest) < len(found.content) else found


def _uninterrupted(found: Attributed, sentence: Sentence) -> Attributed:
    """What the model tells, without the words of saying in the midst of a content ("A, X said, with B" is A and B)."""
    saying = sorted((*found.cue, *found.source))
    parts: list[Span] = []
    for c in found.content:
        inside = [s for s in saying if c.start < s.start and s.end < c.end]
        if not inside or not sentence.span.covers(c):
            parts.append(c)
            continue
        for start, end in ((c.start, inside[0].start), (inside[-1].end, c.end)):
            words = sentence.text[start - sentence.start : end - sentence.start]
            start, end = start + len(words) - len(words.lstrip(EDGES)), end - len(words) + len(words.rstrip(EDGES))
            if start < end:
                parts.append(Span(start, end))
    return replace(found, content=tuple(parts)) if parts else found


def _stands_alone(ruled: Attribution, found: Sequence[Attributed]) -> bool:
    """Whether an attribution that only the rules see is worth keeping.

    Where the English network saw none, one in seven of those of the rules was right (PolNeAR dev): they keep what they
    are surest of. Inside a content it must be somebody's telling; what is asked or ordered there is the outer speaker's matter.
    """
    if any(y.covers(ruled.content[0]) for a in found for y in a.content):
        return bool(ruled.source) and ruled.stance in ("assert", "deny", "promise", "threaten") and sum(c.end - c.start for c in ruled.content) >= TELLING
    return ruled.stance == "deny" or ruled.quoted != "none" or not ruled.cue or ruled.how == "according to"


def _quoted(content: Sequence[Span], sentence: Sentence) -> Literal["all", "part", "none"]:
    """How much of a content stands in quotation marks."""
    if all(any(q.outer.covers(c) for q in sentence.quotes) for c in content):
        return "all"
    return "part" if any(q.inner.overlaps(c) for q in sentence.quotes for c in content) else "none"
