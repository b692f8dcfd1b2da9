"""Speakers of an interview's turns: labels that name somebody, and who stands behind "Q" and "A"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, Protocol

from rashomon.lang.base import Language, Sentence
from rashomon.lang.folding import fold
from rashomon.model import Document, Mention, Span, Turn, digest
from rashomon.spans import Places


class RawTurnLike(Protocol):
    """A turn as `text.turns` finds it."""

    @property
    def span(self) -> Span: ...
    @property
    def label_span(self) -> Span: ...
    @property
    def label(self) -> str: ...
    @property
    def content(self) -> Span: ...
    @property
    def role(self) -> Literal["question", "answer"]: ...
    @property
    def voice(self) -> str: ...
    @property
    def name(self) -> str | None: ...


def speakers(
    text: str, document: Document, raw: Sequence[RawTurnLike], mentions: Sequence[Mention], sentences: Sequence[Sentence], language: Language
) -> list[Turn]:
    """Turns with the mention (and the name) of who speaks; None where the text does not say."""
    if not raw:
        return []
    by_voice: dict[str, tuple[str | None, str | None]] = {}
    paper = set(fold(document.outlet or "").split())
    named = Places(mentions)
    for turn in raw:
        if turn.name and turn.role == "question" and set(fold(turn.name).split()) <= paper:
            by_voice.setdefault(turn.voice, _outlet(document, mentions))  # the outlet asks under its name, or a part of it
        elif turn.name and fold(turn.name) in language.sourcing.asking:
            nameless = fold(turn.name).removeprefix("ال") in language.sourcing.outlet_words  # "the newspaper" is not who asks for it
            host = None if nameless else _interviewer(text, mentions, language, min(t.span.start for t in raw), document.author)
            by_voice.setdefault(turn.voice, (host.id, host.text) if host else _outlet(document, mentions))
        elif turn.name and turn.voice not in by_voice:
            labelled = [m for t in raw if t.voice == turn.voice for m in named.inside(t.label_span)]
            full = _initialled(turn.name, mentions) or max(labelled, key=lambda m: (len(m.text), -m.start), default=None)
            by_voice[turn.voice] = (full.id if full else None, full.text if full else turn.name)
    if any(t.name is None for t in raw):
        first = min(t.span.start for t in raw)
        answers = interviewee(text, document, mentions, sentences, language, first)
        by_voice.setdefault("answer", (answers.id, answers.text) if answers else (None, None))
        asks = _interviewer(text, [m for m in mentions if not answers or fold(m.text) != fold(answers.text)], language, first, document.author)
        by_voice.setdefault("question", (asks.id, asks.text) if asks else (None, document.outlet))
    out = []
    for turn in raw:
        mention, name = by_voice.get(turn.voice if turn.name else turn.role, (None, None))
        out.append(
            Turn(
                id=digest("turn", document.id, *turn.span), document=document.id, start=turn.span.start, end=turn.span.end,
                label=turn.label, role=turn.role, speaker_mention=mention, speaker_name=name, content=turn.content,
            )
        )  # fmt: skip
    return out


def _outlet(document: Document, mentions: Sequence[Mention]) -> tuple[str | None, str | None]:
    """Mention and name of the outlet, for labels such as "the newspaper"."""
    found = next((m for m in mentions if document.outlet and fold(m.text) == fold(document.outlet)), None)
    return (found.id, found.text) if found else (None, document.outlet)


def _initialled(label: str, mentions: Sequence[Mention]) -> Mention | None:
    """The person a label of initials stands for ("RH" for Ruqayya al-Hamzawi), where only one fits."""
    if not (label.isupper() and 2 <= len(label) <= 4):
        return None
    fitting = {m.text: m for m in reversed(mentions) if m.type == "person" and _initials(m.text) == label}
    return next(iter(fitting.values())) if len({t.split()[-1] for t in fitting}) == 1 else None


def _initials(name: str) -> str:
    parts = re.sub(r"\b(?:al|el|bin|ibn|de|da|van|von)[- ]", "", name, flags=re.I).split()
    return "".join(p[0].upper() for p in parts)


def interviewee(
    text: str, document: Document, mentions: Sequence[Mention], sentences: Sequence[Sentence], language: Language, first_turn: int
) -> Mention | None:
    """Who answers: the person behind "interview with", the one the introduction quotes, else the one it names most."""
    people = [m for m in mentions if m.type == "person" and (m.start < first_turn or (document.title and document.title.covers(Span(m.start, m.end))))]
    people = [m for m in people if fold(m.text) != fold(document.outlet or "")]
    if not people:
        return None
    scores: Counter[str] = Counter()
    quoted = [a.source[0] for s in sentences if s.start < first_turn for a in language.attributions(s) if a.source]
    for mention in people:
        at = mention.title.start if mention.title else mention.start
        before = fold(text[max(0, at - 40) : at])
        key = fold(mention.text)
        headed = document.title is not None and document.title.covers(Span(mention.start, mention.end))
        scores[key] += 0 if headed else 1  # what only the headline names is often no name
        asked = any(re.search(p, before) for p in language.lexicon.interviewee)
        scores[key] += 8 if asked else 0
        if not asked and (
            re.search(language.lexicon.interviewer[1], before) or re.search(language.lexicon.interviewer[0], fold(text[mention.end : mention.end + 30]))
        ):
            scores[key] -= 10
        if any(q.covers(Span(mention.start, mention.end)) for q in quoted):
            scores[key] += 5
        if mention.title:
            scores[key] += 2
        if headed and any(fold(m.text) == key and m.start != mention.start for m in people):
            scores[key] += 3
    best = max(sorted(scores), key=lambda k: scores[k])
    if scores[best] < 0:
        return None  # only those who ask are named
    same = [m for m in people if fold(m.text) == best]
    return max(same, key=lambda m: (m.title is not None, -m.start))


def _interviewer(text: str, mentions: Sequence[Mention], language: Language, first_turn: int, author: str | None) -> Mention | None:
    """Who asks: an outlet or person in the introduction that "conducted", "met", "spoke to"."""
    for mention in mentions:
        if mention.start >= first_turn or mention.type not in ("organisation", "person"):
            continue
        after, before = fold(text[mention.end : mention.end + 30]), fold(text[max(0, mention.start - 30) : mention.start])
        if re.search(language.lexicon.interviewer[0], after) or re.search(language.lexicon.interviewer[1], before):
            return mention
    names = re.split(r"\s+and\s+|\s*[,،;&]\s*", fold(author or ""))
    return next((m for m in mentions if m.start < first_turn and m.type == "person" and fold(m.text) in names), None)
