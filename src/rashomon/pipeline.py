"""The one place where steps are put in order: bytes → documents → extraction, then linking over the whole record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.errors import InputError
from rashomon.extract import Reading, extract_all
from rashomon.lang import LANGUAGES, language, supported
from rashomon.lang.base import Lexicon
from rashomon.lang.gazetteer import Gazetteer
from rashomon.link import copies, entities, events, relations, tolls
from rashomon.link.spelling import Speller
from rashomon.model import Copy, Document, Entity, Event, Extraction, Figure, Judgement, Relation, Report, Span, Statement
from rashomon.read import FileReader, Source
from rashomon.text.sentences import paragraphs, sentences
from rashomon.text.turns import RawTurn, turns

# Raised whenever reading or extraction changes what it gives, so that stores read their files again.
READING = "1"
LINKING = "1"


class Reader:
    """Reads one file after another: decoding, structure, extraction. Pure but for the language models it holds."""

    def __init__(self) -> None:
        self._files = FileReader(paragraphs)
        self._lexicons: tuple[Lexicon, ...] = tuple(language(code).lexicon for code in LANGUAGES)

    def documents(self, data: bytes, file: str) -> list[Document]:
        """The file's documents only (`rashomon read`). Raises InputError."""
        found = self._files.read(data, file)
        text = found[0].text or ""
        return self._with_turns(text, found)[0]

    def read(self, data: bytes, file: str) -> Extraction:
        """Everything one file gives. Raises InputError."""
        return self._extract(self._files.read(data, file))

    def annotate(self, source: Source, file: str, sha256: str, given: Document | None) -> Extraction:
        """The same for text that is already at hand."""
        return self._extract(self._files.documents(source, file, sha256, given))

    def _extract(self, found: list[Document]) -> Extraction:
        text = found[0].text
        if text is None:
            raise InputError(found[0].file, "no text")
        documents, raw = self._with_turns(text, found)
        readings = [self._reading(text, d, documents, raw.get(d.id, [])) for d in documents]
        return extract_all(text, readings, paragraphs(text))

    def _with_turns(self, text: str, found: list[Document]) -> tuple[list[Document], dict[str, list[RawTurn]]]:
        """The documents with genre `interview` (and the outlet that asks) where turns are found."""
        raw: dict[str, list[RawTurn]] = {}
        out: list[Document] = []
        for document in found:
            own = [] if document.genre == "digest" else turns(text, Span(document.start, document.end), self._lexicons, document.boilerplate)
            if own:
                raw[document.id] = own
                genre = document.genre if document.parent else "interview"
                document = replace(document, genre=genre)
            out.append(document)
        return out, raw

    def _reading(self, text: str, document: Document, all_documents: Sequence[Document], raw: Sequence[RawTurn]) -> Reading:
        lang = language(document.language) if document.language and supported(document.language) else None
        if lang is None:
            return Reading(document=document, sentences=(), turns=tuple(raw), language=None)
        parts = self._parts(document, all_documents, raw)
        titles = [s for s in (document.title,) if s]
        found = sentences(text, parts, lang, skip=document.boilerplate, titles=titles)
        return Reading(document=document, sentences=tuple(found), turns=tuple(raw), language=lang)

    def _parts(self, document: Document, all_documents: Sequence[Document], raw: Sequence[RawTurn]) -> list[Span]:
        """The stretches of text that are this document's own: a page without its clippings, a clipping with its header."""
        if document.parent is not None:
            head = document.header
            body = Span(document.start, document.end)
            if head is None:
                return [body]
            pieces = [document.title] if document.title else []
            rest = Span(document.title.end if document.title else head.start, head.end)
            pieces += [rest] if rest.end > rest.start and not (document.title and rest.overlaps(document.title)) else []
            if document.title and document.title.start > head.start:
                pieces.append(Span(head.start, document.title.start))
            cut = [document.dateline.end] if document.dateline else []
            return sorted([*pieces, *([] if body == head else _split(body, cut))])
        holes = sorted(s for d in all_documents if d.parent == document.id for s in (d.header, Span(d.start, d.end)) if s)
        cuts = sorted([*holes, *(s for turn in raw for s in (Span(turn.span.start, turn.content.start), Span(turn.content.end, turn.span.end)))])
        edges = sorted(({document.dateline.end} if document.dateline else set()) | {turn.content.start for turn in raw} | {turn.content.end for turn in raw})
        parts: list[Span] = []
        at = document.start
        for cut in cuts:
            if cut.start > at:
                parts.append(Span(at, cut.start))
            at = max(at, cut.end)
        if at < document.end:
            parts.append(Span(at, document.end))
        return [piece for part in parts for piece in _split(part, edges)]


def _split(part: Span, edges: Sequence[int]) -> list[Span]:
    """A stretch cut at the edges of turns, so that no sentence runs from one speaker to the next."""
    out, at = [], part.start
    for edge in edges:
        if at < edge < part.end:
            out.append(Span(at, edge))
            at = edge
    out.append(Span(at, part.end))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What linking a record gives; maps go from mention and report ids."""

    entities: tuple[Entity, ...]
    entity_of: dict[str, str]
    events: tuple[Event, ...]
    event_of: dict[str, str]
    relations: tuple[Relation, ...]
    copies: tuple[Copy, ...]


def link(files: Sequence[Extraction], judgements: Sequence[Judgement] = (), speller: Speller | None = None) -> Linked:
    """Links the extractions of a whole record; the same files in any order give the same answer."""
    files = sorted(files, key=lambda f: f.root.id)
    documents = {d.id: d for f in files for d in f.documents}
    texts = {d.id: f.root.text or "" for f in files for d in f.documents}
    resolution = entities.resolve([m for f in files for m in f.mentions], {d.id: d.file for d in documents.values()}, speller or Speller(Gazetteer()), judgements)
    copied = copies.copies([_body(d, files_text, f.documents) for f in files for files_text in (f.root.text or "",) for d in f.documents])
    origin = copies.origins(copied)
    grouping = events.group([r for f in files for r in f.reports], resolution.entity_of)
    said = [_said(s, texts[s.document], f, documents[s.document], resolution, origin) for f in files for s in f.statements]
    answers = {answer.id: question.id for f in files for question, answer in zip(f.turns, f.turns[1:], strict=False) if question.role == "question" and answer.role == "answer"}
    related = relations.relate(said, grouping.events, answers)
    counted = [c for f in files for c in _counted(f, documents, resolution, grouping, origin)]
    related += tolls.differing(counted)
    return Linked(
        entities=resolution.entities, entity_of=resolution.entity_of, events=grouping.events, event_of=grouping.event_of,
        relations=tuple(sorted({r.id: r for r in related}.values(), key=lambda r: r.id)), copies=tuple(copied),
    )  # fmt: skip


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
    statement: Statement, text: str, file: Extraction, document: Document, resolution: entities.Resolution, origin: dict[str, str]
) -> relations.Said:
    linked = speak(statement, resolution.entity_of)
    names = [
        (Span(m.start, m.end), resolution.entity_of[m.id]) for m in file.mentions
        if m.id in resolution.entity_of and any(c.start <= m.start and m.end <= c.end for c in statement.content)
    ]  # fmt: skip
    return relations.ready(linked, text, names, origin.get(document.id, document.id), document.published)


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
        statement = min((s for s in file.statements if any(c.start <= figure.start and figure.end <= c.end for c in s.content)), key=lambda s: sum(c.end - c.start for c in s.content), default=None)
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
