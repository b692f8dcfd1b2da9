"""Linking put in order: entities, copies, events, relations, figures that differ, over the files of a whole record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.gazetteer import gazetteer
from rashomon.link import copies, entities, events, relations, tolls
from rashomon.link import said as said_
from rashomon.link.spelling import Speller
from rashomon.model import Document, Extraction, Judgement, Links, Span, Statement, Turn

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
    lists = said_.Words()
    spoken_for = _bodies(files, resolution.entity_of)
    said = [
        _said(s, texts[s.document], f, documents[s.document], resolution, spoken_for, origin.get(s.document, s.document), lists)
        for f in files
        for s in f.statements
    ]
    attacks = events.told([r for f in files for r in f.reports], grouping.event_of, "assault")
    for s in said:
        s.told = attacks.get(s.statement.document)
    answers = {
        answer.id: question.id
        for f in files
        for question, answer in zip(f.turns, f.turns[1:], strict=False)
        if question.role == "question" and answer.role == "answer"
    }
    related = relations.relate(said, grouping.events, answers, lists)
    counting = {figure: event for f in files for figure, event in events.counting(f, grouping).items()}
    counted = [c for f in files for c in _counted(f, documents, resolution, counting, origin)]
    related += tolls.differing(counted)
    return Links(
        entities=resolution.entities, entity_of=resolution.entity_of, events=grouping.events, event_of=grouping.event_of | counting,
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


def _bodies(files: Sequence[Extraction], entity_of: dict[str, str]) -> dict[str, set[str]]:
    """The groups and organisations a speaker is named with as a source: "the army's spokesman, Colonel X"."""
    out: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for statement in file.statements:
            speaker = entity_of.get(statement.speaker_mention or "")
            if speaker:
                out[speaker] |= _in_source(statement, file, entity_of) - {speaker}
    return out


def _in_source(statement: Statement, file: Extraction, entity_of: dict[str, str]) -> set[str]:
    carriers = {c.mention for c in statement.chain if c.role != "speaker"}
    return {
        entity_of[m.id] for m in file.mentions
        if m.id in entity_of and m.id not in carriers and m.type in ("group", "organisation") and any(s.start <= m.start and m.end <= s.end for s in statement.source)
    }  # fmt: skip


def _said(
    statement: Statement, text: str, file: Extraction, document: Document, resolution: entities.Resolution, bodies: dict[str, set[str]], origin: str,
    lists: said_.Words,
) -> said_.Said:  # fmt: skip
    linked = speak(statement, resolution.entity_of)
    names = [
        (Span(m.start, m.end), resolution.entity_of[m.id]) for m in file.mentions
        if m.id in resolution.entity_of and any(c.start <= m.start and m.end <= c.end for c in statement.content)
    ]  # fmt: skip
    voices = frozenset({linked.speaker, *bodies.get(linked.speaker, ())} if linked.speaker else _in_source(statement, file, resolution.entity_of))
    return said_.ready(linked, text, names, voices, origin, document.published, lists)


def _counted(
    file: Extraction, documents: dict[str, Document], resolution: entities.Resolution, event_of: dict[str, str], origin: dict[str, str]
) -> list[tolls.Counted]:
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
                figure=figure, event=event_of.get(figure.id), speaker=speaker, speaker_name=name, origin=origin.get(document.id, document.id),
                published=document.published,
            )
        )  # fmt: skip
    return out
