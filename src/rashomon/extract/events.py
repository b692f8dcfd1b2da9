"""Reports of events: one account in one sentence, with its PLOVER type, who, against whom, where and when.

Actors stand before the verb, targets behind it (the other way round in the passive). What is only asked, threatened or
promised is no report; what somebody says happened, or denies, keeps the statement it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.lang.base import Language, Sentence
from rashomon.model import Document, Mention, Report, Span, Statement, Time, digest
from rashomon.spans import Piece, Places

NEAR = 110  # characters between a trigger and the names that take part
FAR = 130  # characters between a trigger and its date
ANOTHER_CLAUSE = re.compile(
    r"\b(?:which|who|whose|that|when|while|after|before|since|until|because|although|following)\b|;|(?<!\w)(?:و|ف)?(?:التي|الذي|الذين|اللذين|حيث|بعد|قبل|منذ|حتى|بينما|عندما|وكان|وكانت|قد)(?!\w)",
    re.I,
)
OWN_CLAUSE = re.compile(r"(?:\s+[\u0621-\u064a]{4,})?\s+(?:that|which|who|الذي|التي)\b")
NO_POINT = re.compile(r"\b(?:since|until|before|after|till)\s+(?:the\s+)?$|(?<!\w)(?:منذ|حتى|قبل|بعد)\s+$", re.I)


def reports(
    text: str,
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    statements: Sequence[Statement],
    language: Language,
) -> list[Report]:
    out: list[Report] = []
    held, named, dated = Places(Piece(c.start, c.end, s) for s in statements for c in s.content), Places(mentions), Places(times)
    for sentence in sentences:
        for found in language.occurrences(sentence):
            said = _statement(found.trigger, held)
            if said is not None and said.stance in ("question", "demand", "threaten", "promise", "decline"):
                continue
            span = _span(sentence, found.trigger, said)
            teller = [*said.source, *said.cue] if said else []
            inside = [m for m in named.inside(span) if not any(t.covers(Span(m.start, m.end)) for t in teller)]
            actors, targets = _sides(inside, found.trigger, found.passive)
            places = _places(inside, found.trigger)
            when = _when(text, dated, span, (found.trigger, *found.others))
            if not (actors or targets or places):
                continue
            out.append(
                Report(
                    id=digest("report", document.id, *span, found.type), document=document.id, start=span.start, end=span.end, text=text[span.start : span.end],
                    statement=said.id if said else None, type=found.type, mode=found.mode, actors=tuple(m.id for m in actors),
                    targets=tuple(m.id for m in targets), places=tuple(p.id for p in places), when=(when.interval or when.value) if when else None,
                    how=f"“{text[found.trigger.start : found.trigger.end]}”" + (f"; {when.text}: {when.how}" if when else ""),
                )
            )  # fmt: skip
    return out


def _statement(trigger: Span, held: Places[Piece[Statement]]) -> Statement | None:
    """The narrowest statement whose content holds the trigger."""
    return min((h.of for h in held.holding(trigger)), key=lambda s: (sum(c.end - c.start for c in s.content), s.content, s.id), default=None)


def _span(sentence: Sentence, trigger: Span, said: Statement | None) -> Span:
    if said is None:
        return sentence.span
    held = next(c for c in said.content if c.covers(trigger))
    return held if held.end - held.start >= 15 and sentence.span.covers(held) else sentence.span


def _sides(mentions: Sequence[Mention], trigger: Span, passive: bool) -> tuple[list[Mention], list[Mention]]:
    able = [m for m in mentions if m.type in ("person", "organisation", "group")]
    before = [m for m in able if m.end <= trigger.start and trigger.start - m.end <= NEAR][-2:]
    after = [m for m in able if m.start >= trigger.end and m.start - trigger.end <= NEAR][:2]
    return (after, before) if passive else (before, after)


def _places(mentions: Sequence[Mention], trigger: Span) -> list[Mention]:
    """Places by nearness, behind the trigger before in front of it."""
    places = [m for m in mentions if m.type == "place"]
    return sorted(places, key=lambda m: (abs(m.start - trigger.end) + (60 if m.start < trigger.start else 0), m.start))[:4]


def _when(text: str, times: Places[Time], span: Span, triggers: Sequence[Span]) -> Time | None:
    """The date that belongs to a word of the event: near it, and in the same clause (its own relative clause counts:
    "the raid that killed nine on Tuesday"). A date behind "since" dates something else; better no date than a wrong one."""
    out = []
    for t in times.overlapping(span):
        if t.type not in ("date", "time") or not t.value or t.start < span.start or NO_POINT.search(text[max(0, t.start - 12) : t.start]):
            continue
        for trigger in triggers:
            behind = t.start >= trigger.end
            first, last = (trigger.end, t.start) if behind else (t.end, trigger.start)
            own = OWN_CLAUSE.match(text, first, last) if behind else None
            if last - first <= FAR and not ANOTHER_CLAUSE.search(text[own.end() if own else first : last]):
                out.append((last - first, t.start, t))
    return min(out, key=lambda x: (x[0], x[1]))[2] if out else None
