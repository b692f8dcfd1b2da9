"""Linking put in order: entities, copies, events, relations, figures that differ, over the files of a whole record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.gazetteer import gazetteer
from rashomon.link import copies, entities, events, relations, tolls
from rashomon.link.spelling import Speller
from rashomon.model import Document, Extraction, Figure, Judgement, Links, Report, Span, Statement, Turn

# Raised whenever linking changes what it gives, so that stores link again.
LINKING = "1"


def link(files: Sequence[Extraction], judgements: Sequence[Judgement] = (), speller: Speller | None = None) -> Links:
    """Links the extractions of a whole record; the same files in any order give the same answer."""
    files = sorted(files, key=lambda f: f.root.id)
    documents = {d.id: d for f in files for d in f.documents}
    texts = {d.id: f.root.text or "" for f in files for d in f.documents}
    resolution = entities.resolve(
        [m for f in files for m in f.mentions], {d.id: d.file for d in documents.values()}, speller or Speller(gazetteer()), judgements
    )
    copied = copies.copies([_body(d, files_text, f.documents) for f in files for files_text in (f.root.text or "",) for d in f.documents])
    origin = copies.origins(copied)
    grouping = events.group([r for f in files for r in f.reports], resolution.entity_of)
    lists = relations.Words()
    said = [_said(s, texts[s.document], f, documents[s.document], resolution, origin, lists) for f in files for s in f.statements]
    answers = {
        answer.id: question.id
        for f in files
        for question, answer in zip(f.turns, f.turns[1:], strict=False)
        if question.role == "question" and answer.role == "answer"
    }
    related = relations.relate(said, grouping.events, answers, lists)
    counted = [c for f in files for c in _counted(f, documents, resolution, grouping, origin)]
    related += tolls.differing(counted)
    return Links(
        entities=resolution.entities, entity_of=resolution.entity_of, events=grouping.events, event_of=grouping.event_of,
        relations=tuple(sorted({r.id: r for r in related}.values(), key=lambda r: r.id)), copies=tuple(copied),
        spoken=(*(s.statement for s in said), *(_turned(t, resolution.entity_of) for f in files for t in f.turns)),
    )  # fmt: skip


def _turned(turn: Turn, entity_of: dict[str, str]) -> Turn:
    return replace(turn, speaker=entity_of.get(turn.speaker_mention or ""))


def speak(statement: Statement, entity_of: dict[str, str]) -> Statement:
    """A statement with its speaker and carriers linked to entities."""
    chain = tuple(replace(c, entity=entity_of.get(c.mention or "")) for c in statement.chain)
    return replace(statement, speaker=entity_of.get(statement.speaker_mention or ""), chain=chain)


def _body(document: Document, text: str, family: Sequence[Document]) -> copies.Body:
    """The document's own words: without clutter, and a page without its clippings."""
    holes = sorted([*document.boilerplate, *(Span(d.start, d.end) for d in family if d.parent == document.id)])
    pieces, at = [], document.start
    for hole in holes:
        if hole.start > at:
            pieces.append(text[at : hole.start])
        at = max(at, hole.end)
    pieces.append(text[at : document.end])
    return copies.body(document.id, " ".join(pieces), document.outlet, document.published)


def _said(
    statement: Statement, text: str, file: Extraction, document: Document, resolution: entities.Resolution, origin: dict[str, str], lists: relations.Words
) -> relations.Said:
    linked = speak(statement, resolution.entity_of)
    names = [
        (Span(m.start, m.end), resolution.entity_of[m.id]) for m in file.mentions
        if m.id in resolution.entity_of and any(c.start <= m.start and m.end <= c.end for c in statement.content)
    ]  # fmt: skip
    return relations.ready(linked, text, names, origin.get(document.id, document.id), document.published, lists)


def _counted(
    file: Extraction, documents: dict[str, Document], resolution: entities.Resolution, grouping: events.Grouping, origin: dict[str, str]
) -> list[tolls.Counted]:
    by_document: dict[str, list[Report]] = defaultdict(list)
    for report in file.reports:
        if report.type == "assault":
            by_document[report.document].append(report)
    out = []
    for figure in file.figures:
        document = documents[figure.document]
        statement = min(
            (s for s in file.statements if any(c.start <= figure.start and figure.end <= c.end for c in s.content)),
            key=lambda s: sum(c.end - c.start for c in s.content),
            default=None,
        )
        speaker = resolution.entity_of.get(statement.speaker_mention or "") if statement else None
        name = statement.chain[-1].name if statement and statement.chain else (document.outlet or document.file)
        out.append(
            tolls.Counted(
                figure=figure, event=_event_of(figure, by_document[figure.document], grouping.event_of), speaker=speaker, speaker_name=name,
                origin=origin.get(document.id, document.id), published=document.published,
            )
        )  # fmt: skip
    return out


def _event_of(figure: Figure, reports: Sequence[Report], event_of: dict[str, str]) -> str | None:
    """The event a figure counts for: of the sentence it stands in, else the one its report tells of most."""
    holding = [r for r in reports if r.start <= figure.start and figure.end <= r.end]
    if holding:
        return event_of.get(holding[0].id)
    if figure.category not in ("deaths", "injuries", "missing"):
        return None
    told = Counter(event_of[r.id] for r in reports if r.id in event_of)
    return max(sorted(told), key=lambda e: told[e]) if told else None
