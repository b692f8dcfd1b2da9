"""The whole record in its interchange format, one line after another, in an order that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rashomon.model import Entity, Extraction, Figure, Links, Mention, Record, Statement, Time, Turn
from rashomon.views.snapshot import Snapshot


def records(snapshot: Snapshot) -> Iterator[Record]:
    """Documents with what each holds, file by file; then entities, events, relations, copies."""
    names = {f.root: f.name for f in snapshot.files}
    for root in sorted(snapshot.roots, key=lambda r: (names[r], r)):
        own = [d for d in snapshot.documents.values() if d.id == root or d.parent == root]
        yield from sorted(own, key=lambda d: (d.parent is not None, d.start, d.id))
        for kind in (Turn, Mention, Time, Figure, Statement):
            yield from snapshot.store.find(kind, roots=[root], order=("start",))  # type: ignore[type-var]
    for kind in (Entity,):
        yield from snapshot.store.find(kind)
    yield from snapshot.events.values()
    yield from snapshot.relations
    yield from snapshot.copies


def of_one(found: Extraction, links: Links) -> Iterator[Record]:
    """The same for a single file that is in no store (`annotate`)."""
    yield from found.documents
    spoken = {x.id: x for x in links.spoken}
    for turn in found.turns:
        yield spoken[turn.id]
    for mention in found.mentions:
        yield replace(mention, entity=links.entity_of.get(mention.id))
    yield from found.times
    for figure in found.figures:
        yield replace(figure, event=links.event_of.get(figure.id))
    for statement in found.statements:
        yield spoken[statement.id]
    yield from links.entities
    yield from links.events
    yield from links.relations
    yield from links.copies
