"""`show`: one line of the record in its passage, and the chain of how the line came to be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.errors import NotFound
from rashomon.model import Document, Entity, Event, Figure, Judgement, Mention, Relation, Report, Span, Statement, Time, Turn
from rashomon.views.entities import left_apart
from rashomon.views.snapshot import Cite, Snapshot

AROUND = 400
CONFIDENCE = "model, {:.2f} (how sure it is, from 0 to 1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch to highlight: `part` says what it is (content, source, cue, name, figure …)."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`before`–`after` is the passage (offsets into the file's text), `marks` lie inside it; `steps` tell how the line came to be."""

    id: str
    kind: str
    title: str
    cite: Cite
    before: int
    after: int
    passage: str
    marks: tuple[Mark, ...]
    steps: tuple[str, ...]
    related: tuple[str, ...]


def show(snapshot: Snapshot, identifier: str) -> list[Shown]:
    """The passages behind an id: one for a line of the text, several for an entity, event or relation. Raises NotFound."""
    statement = snapshot.statements.get(identifier)
    if statement is not None:
        return [_statement(snapshot, statement)]
    line: Mention | Figure | Turn | Time | Report | None = (
        snapshot.mentions.get(identifier) or snapshot.figures.get(identifier) or snapshot.turns.get(identifier)
    )
    if line is not None:
        return [_line(snapshot, line, type(line).__name__.lower())]
    if identifier in snapshot.documents:
        return [_document(snapshot, snapshot.documents[identifier])]
    if identifier in snapshot.entities:
        return _entity(snapshot, snapshot.entities[identifier])
    if identifier in snapshot.events:
        return _event(snapshot, snapshot.events[identifier])
    lines: list[Time | Report] = [*snapshot.times, *snapshot.reports]
    for line in lines:
        if line.id == identifier:
            return [_line(snapshot, line, type(line).__name__.lower())]
    for relation in snapshot.relations:
        if relation.id == identifier:
            return _relation(snapshot, relation)
    for judgement in snapshot.store.judgements():
        if judgement.id == identifier:
            return _judgement(snapshot, judgement)
    raise NotFound(f"nothing with the id {identifier!r} in the record")


def _steps(snapshot: Snapshot, document: Document, start: int, end: int) -> list[str]:
    """From the bytes to the document, with the pages of a PDF on which a stretch stands, and what other tools put down of the bytes."""
    root = snapshot.root_of(document.id)
    state = snapshot.state_of[root.id]
    out = [f"file {root.file}, SHA-256 {root.sha256[:16]}…, read as {root.encoding}, language {root.language}"]
    if state.state == "superseded":
        out.append(f"version {state.version} of the file, which has changed since; kept as it was")
    if state.state == "removed":
        out.append("the file is no longer on the disk; its text is kept")
    on = [n for n, page in enumerate(root.pages, 1) if page.overlaps(Span(start, max(end, start + 1)))]
    if on:
        out.append(f"page {on[0]}" + (f"–{on[-1]}" if len(on) > 1 else "") + f" of {len(root.pages)}")
    for c in root.custody:
        told = ", ".join(t for t in (c.url, c.time, c.digest) if t)
        held = {True: "; the digest holds", False: "; the digest does not hold", None: ""}[c.holds]
        out.append(f"taken by {c.tool}: {told or 'nothing said of where and when'}{held}")
    if root.how:
        out.append(f"page: {root.how}")
    if document.parent:
        out.append(f"clipping of {document.outlet or 'unknown outlet'}, {document.published or 'no date'}: {document.how}")
    else:
        out.append(f"published {document.published or 'unknown'}" + (f" ({document.published_basis})" if document.published_basis else ""))
    return out


def _make(snapshot: Snapshot, identifier: str, kind: str, title: str, document: str, marks: list[Mark], steps: list[str], related: list[str]) -> Shown:
    text = snapshot.text(document)
    start, end = min(m.start for m in marks), max(m.end for m in marks)
    before, after = _edges(text, start, end)
    return Shown(
        id=identifier, kind=kind, title=title, cite=snapshot.cite(identifier, document, start, end), before=before, after=after, passage=text[before:after],
        marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end))), steps=(*_steps(snapshot, snapshot.documents[document], start, end), *steps), related=tuple(related),
    )  # fmt: skip


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around a stretch, no more than AROUND characters to each side."""
    before = text.rfind("\n", max(0, start - AROUND), start)
    after = text.find("\n", end, end + AROUND)
    before = before + 1 if before >= 0 else max(0, start - AROUND)
    return before, after if after >= 0 else min(len(text), end + AROUND)


def _statement(snapshot: Snapshot, s: Statement) -> Shown:
    marks = [
        Mark(part=part, start=x.start, end=x.end)
        for part, spans in (("source", s.source), ("cue", s.cue), ("content", s.content), ("question", s.proposition))
        for x in spans
    ]
    near = [m for m in marks if m.part != "question"]
    spoken = snapshot.spoken(s)
    chain = " → ".join(w.name for w in spoken.chain)
    steps = [f"statement: {s.how}", f"chain: {chain}", f"stance {s.stance}, {s.form}" + (f", said {s.said}" if s.said else "")]
    if s.confidence is not None:
        steps.append(CONFIDENCE.format(s.confidence))
    if s.proposition:
        steps.append(f"answers the question: “{spoken.proposition}”")
    related = [f"{r.type}: {r.reason} ({r.id})" for r in snapshot.relations if s.id in (r.a, r.b)]
    return _make(snapshot, s.id, "statement", f"{spoken.speaker.name}: {s.stance}", s.document, near, steps, related)


def _line(snapshot: Snapshot, line: Mention | Figure | Turn | Time | Report, kind: str) -> Shown:
    marks = [Mark(part=kind, start=line.start, end=line.end)]
    steps: list[str] = []
    related: list[str] = []
    title = ""
    if isinstance(line, Mention):
        steps.append(f"name ({line.type}): {line.how}")
        if line.confidence is not None:
            steps.append(CONFIDENCE.format(line.confidence))
        entity = snapshot.entities.get(line.entity or "")
        if entity:
            title = entity.name
            related += [f"{j.a} = {j.b}: {j.reason}" for j in entity.joins]
            related += [f"{left.why.a} is not {left.other.name}: {left.why.reason}" for left in left_apart(snapshot, entity)]
            steps += located(entity)
            steps += [f"{ref}: {why}" for ref, why in zip(entity.refs, entity.reasons, strict=False)]
        if line.government:
            steps.append(f"stands for a government: {line.government}")
        if line.title:
            marks.append(Mark(part="title", start=line.title.start, end=line.title.end))
    elif isinstance(line, Time):
        title = line.value or "unresolved"
        steps.append(f"{line.type} {line.value or 'unresolved'}: {line.how}" + (f" (from {line.anchor})" if line.anchor else ""))
    elif isinstance(line, Figure):
        title = f"{line.category}: {line.bound} {line.low if line.low is not None else ''}–{line.high if line.high is not None else ''}"
        steps.append(f"figure: {line.how}; {line.bound}, low {line.low}, high {line.high}, counts {line.counts or 'not said'}")
        related += [f"{r.type}: {r.reason} ({r.id})" for r in snapshot.relations if line.id in (r.a, r.b)]
    elif isinstance(line, Turn):
        title = f"{line.role} by {snapshot.name(line.speaker, line.speaker_name or 'unknown')}"
        steps.append(f"turn: label “{line.label}”")
    else:
        title = line.type
        steps.append(f"report of an event: {line.how}")
    return _make(snapshot, line.id, kind, title, line.document, marks, steps, related)


def located(entity: Entity) -> list[str]:
    """Where a place is, why it is taken to be there, and where else it could be; nothing of what is no known place."""
    if not entity.how:
        return []
    where = coordinates(entity) or "place not known"
    others = ", ".join(f"{c.name} ({c.country}, {c.ref})" for c in entity.candidates)
    return [f"{where}: {entity.how}", *([f"{'other places of the name' if entity.country else 'could be'}: {others}"] if others else [])]


def coordinates(entity: Entity) -> str:
    """Country and coordinates in degrees ("LY, 32.8874, 13.1873"); "" where neither is known."""
    at = f"{entity.latitude:.4f}, {entity.longitude:.4f}" if entity.latitude is not None and entity.longitude is not None else ""
    return ", ".join(part for part in (entity.country or "", at) if part)


def _document(snapshot: Snapshot, document: Document) -> Shown:
    end = min(document.end, document.start + 600)
    title = snapshot.text(document.id)[slice(*document.title)] if document.title else document.file
    related = [
        f"{c.kind} of {snapshot.documents[c.of].file} ({c.share:.0%})" for c in snapshot.copies if c.document == document.id and c.of in snapshot.documents
    ]
    return _make(
        snapshot, document.id, "document", title, document.id, [Mark(part="document", start=document.start, end=max(end, document.start + 1))], [], related
    )


def _entity(snapshot: Snapshot, entity: Entity) -> list[Shown]:
    """The first place of every spelling."""
    out = []
    for name in entity.names:
        mention = snapshot.mentions.get(name.first)
        if mention is not None:
            out.append(_line(snapshot, mention, "mention"))
    return out


def _event(snapshot: Snapshot, event: Event) -> list[Shown]:
    out = []
    for r in event.reports:
        if r.document in snapshot.documents:
            place = snapshot.name(event.place) if event.place else "unknown place"
            steps = [f"event {event.type}, {event.when or 'no date'}, {place}: {event.reason}"]
            out.append(_make(snapshot, event.id, "event", event.type, r.document, [Mark(part="report", start=r.start, end=r.end)], steps, []))
    return out


def _relation(snapshot: Snapshot, relation: Relation) -> list[Shown]:
    out = []
    for side in (relation.a, relation.b):
        for shown in show(snapshot, side):
            out.append(
                Shown(
                    id=relation.id, kind="relation", title=f"{relation.type}: {relation.reason}", cite=shown.cite, before=shown.before, after=shown.after,
                    passage=shown.passage, marks=shown.marks, steps=(*shown.steps, f"relation {relation.type}: {relation.reason}"), related=(),
                )
            )  # fmt: skip
    return out


def _judgement(snapshot: Snapshot, judgement: Judgement) -> list[Shown]:
    """Where the two names stand that a person decided on. Raises NotFound for an `undo`, which has no words of its own."""
    out = []
    why = f"{judgement.verdict}, judged by {judgement.who} on {judgement.when[:10]}" + (f": {judgement.why}" if judgement.why else "")
    for side in (s for s in (judgement.a, judgement.b) if s is not None):
        mention = next((snapshot.mentions[m] for m in side.mentions if m in snapshot.mentions), None)
        if mention is not None:
            shown = _line(snapshot, mention, "mention")
            out.append(replace(shown, id=judgement.id, kind="judgement", title=f"{side.name}: {why}", steps=(*shown.steps, why), related=()))
    if not out:
        what = f"takes back {judgement.undoes}" if judgement.undoes else "speaks of words that no current file holds"
        raise NotFound(f"{judgement.id} {what} ({why}); rashomon judge list shows the ledger")
    return out


def whole(snapshot: Snapshot, beginning: str) -> str | None:
    """The id that begins so; None where there is none. Raises NotFound where there are several."""
    ids = {
        *snapshot.statements, *snapshot.mentions, *snapshot.figures, *snapshot.turns, *snapshot.documents, *snapshot.entities, *snapshot.events,
        *(t.id for t in snapshot.times), *(r.id for r in snapshot.reports), *(r.id for r in snapshot.relations), *(j.id for j in snapshot.store.judgements()),
    }  # fmt: skip
    found = sorted(i for i in ids if i.startswith(beginning))
    if len(found) > 1:
        raise NotFound(f"{len(found)} ids begin with {beginning!r}: {', '.join(found[:3])}{' …' if len(found) > 3 else ''} (give more of it)")
    return found[0] if found else None
