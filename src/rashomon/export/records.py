"""The whole record in its interchange format, one line after another, in an order that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rashomon.model import Extraction, Figure, Links, Mention, Record, Statement, Time, Turn
from rashomon.store import Store
from rashomon.views.snapshot import Snapshot

TOGETHER = 100  # files fetched at a time, so that memory stays bounded


def records(snapshot: Snapshot) -> Iterator[Record]:
    """Documents with what each holds, file by file; then entities, events, relations, copies."""
    names = {f.root: f.name for f in snapshot.files}
    roots = sorted(snapshot.roots, key=lambda r: (names[r], r))
    for at in range(0, len(roots), TOGETHER):
        part = roots[at : at + TOGETHER]
        lines: dict[str, list[Record]] = {root: [] for root in part}
        for line in _lines(snapshot.store, part):
            document = snapshot.documents[line.document]
            lines[document.parent or document.id].append(line)
        for root in part:
            yield snapshot.documents[root]
            yield from sorted(snapshot.clippings_in[root], key=lambda d: (d.start, d.id))
            yield from lines[root]
    yield from snapshot.entities.values()
    yield from snapshot.events.values()
    yield from snapshot.relations
    yield from snapshot.copies


def _lines(store: Store, roots: list[str]) -> Iterator[Turn | Mention | Time | Figure | Statement]:
    """The lines of some files, kind by kind, each in the order of its place in the text."""
    yield from store.find(Turn, roots=roots, order=("start",))
    yield from store.find(Mention, roots=roots, order=("start",))
    yield from store.find(Time, roots=roots, order=("start",))
    yield from store.find(Figure, roots=roots, order=("start",))
    yield from store.find(Statement, roots=roots, order=("start",))


def of_one(found: Extraction, links: Links) -> Iterator[Record]:
    """The same for a single file that is in no store (`annotate`)."""
    yield from found.documents
    spoken = {x.id: x for x in links.spoken}
    for turn in found.turns:
        yield spoken[turn.id]
    for mention in sorted((*found.mentions, *links.mentions), key=lambda m: m.start):
        yield replace(mention, entity=links.entity_of.get(mention.id), government=links.government.get(mention.id))
    yield from found.times
    for figure in found.figures:
        yield replace(figure, event=links.event_of.get(figure.id))
    for statement in found.statements:
        yield spoken[statement.id]
    yield from links.entities
    yield from links.events
    yield from links.relations
    yield from links.copies
