"""From bytes to what one file gives: documents, turns, sentences, extraction. Looks at nothing but the one file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rashomon.errors import InputError
from rashomon.extract import Reading, extract_all
from rashomon.extract.overlay import overlay
from rashomon.lang import LANGUAGES, language, supported
from rashomon.lang.base import Lexicon
from rashomon.model import Document, Extraction, Span, digest
from rashomon.models import model
from rashomon.read import FileReader, Source, source
from rashomon.read.known import OutletNames
from rashomon.read.members import Member
from rashomon.text.sentences import paragraphs, passages, sentences
from rashomon.text.turns import RawTurn, turns

# Raised whenever reading or extraction changes what it gives, so that stores read their files again.
READING = "4"


def state(name: str, outlets: Sequence[str] = ()) -> str:
    """What a store remembers of how a file was read: by which rules, which model, and which own list of outlets."""
    own = f"/{digest('outlets', *outlets)}" if outlets else ""
    return f"{READING}/{model(name).version}{own}"


class Reader:
    """Reads one file after another: decoding, structure, extraction. Pure but for the model it holds."""

    def __init__(self, name: str = "none", key: str = "", outlets: Sequence[str] = ()) -> None:
        self._model = model(name, key)
        self._files = FileReader(paragraphs, OutletNames(outlets))
        self._lexicons: tuple[Lexicon, ...] = tuple(language(code).lexicon for code in LANGUAGES)

    def documents(self, data: bytes, file: str, member: Member | None = None) -> list[Document]:
        """The file's documents only (`rashomon read`). Raises InputError."""
        found, read = self._read(data, file, member)
        return self._with_turns(found[0].text or "", found, read.bold)[0]

    def outline(self, data: bytes, file: str, member: Member | None = None) -> tuple[list[Document], dict[str, int]]:
        """The same with the number of turns in each document that has any. Raises InputError."""
        found, read = self._read(data, file, member)
        documents, raw = self._with_turns(found[0].text or "", found, read.bold)
        return documents, {document: len(turns) for document, turns in raw.items()}

    def read(self, data: bytes, file: str, member: Member | None = None) -> Extraction:
        """Everything one file gives. `member` is where it comes from, if it lies in a container. Raises InputError."""
        found, read = self._read(data, file, member)
        return self._extract(found, read.bold)

    def _read(self, data: bytes, file: str, member: Member | None) -> tuple[list[Document], Source]:
        read = source(data, file, member.reader if member else None)
        if member is not None and (member.evidence or member.custody):
            read = replace(read, evidence=(*read.evidence, *member.evidence), custody=(*member.custody, *read.custody))
        return self._files.documents(read, file, hashlib.sha256(data).hexdigest()), read

    def annotate(self, read: Source, file: str, sha256: str, given: Document | None) -> Extraction:
        """The same for text that is already at hand."""
        return self._extract(self._files.documents(read, file, sha256, given), read.bold)

    def _extract(self, found: list[Document], bold: Sequence[str]) -> Extraction:
        text = found[0].text
        if text is None:
            raise InputError(found[0].file, "no text")
        documents, raw = self._with_turns(text, found, bold)
        notes: Counter[str] = Counter()
        readings = [self._reading(text, d, documents, raw.get(d.id, []), notes) for d in documents]
        if notes:
            root = readings[0].document
            told = (*root.notes, *(f"{note}: {n}" for note, n in sorted(notes.items())))
            readings[0] = replace(readings[0], document=replace(root, notes=told))
        return extract_all(text, readings, paragraphs(text))

    def _with_turns(self, text: str, found: list[Document], bold: Sequence[str]) -> tuple[list[Document], dict[str, list[RawTurn]]]:
        """The documents with genre `interview` where turns are found; `bold` are lines the page sets in bold."""
        strong = set(bold)
        stressed = [line for line in paragraphs(text) if " ".join(text[line.start : line.end].split()).removeprefix("- ") in strong] if strong else []
        raw: dict[str, list[RawTurn]] = {}
        out: list[Document] = []
        for document in found:
            own = [] if document.genre == "digest" else turns(text, Span(document.start, document.end), self._lexicons, document.boilerplate, stressed)
            if own:
                raw[document.id] = own
                genre = document.genre if document.parent else "interview"
                document = replace(document, genre=genre)
            out.append(document)
        return out, raw

    def _reading(self, text: str, document: Document, all_documents: Sequence[Document], raw: Sequence[RawTurn], notes: Counter[str]) -> Reading:
        lang = language(document.language) if document.language and supported(document.language) else None
        if lang is None:
            return Reading(document=document, sentences=(), turns=tuple(raw), language=None)
        parts = self._parts(document, all_documents, raw)
        found = passages(text, parts, document.boilerplate)
        read = self._model.read(lang.code, [(p.span, text[p.span.start : p.span.end]) for p in found])
        if read is not None:
            found = [replace(p, ends=r.ends) for p, r in zip(found, read, strict=True)]
            notes.update(note for r in read for note in r.notes)
        split = sentences(text, found, lang, titles=[document.title] if document.title else [])
        if read is not None:
            lang = overlay(lang, [(p.span, r) for p, r in zip(found, read, strict=True)], split)
        return Reading(document=document, sentences=tuple(split), turns=tuple(raw), language=lang)

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
        for hole in cuts:
            if hole.start > at:
                parts.append(Span(at, hole.start))
            at = max(at, hole.end)
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
