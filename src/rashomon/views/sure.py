"""The record without lines of which a model is less sure than asked for, and without what rests on them alone.

Lines that rules found have no confidence, nor have those of a model that tells none: they stay. Nothing is told otherwise than in the whole record: a figure that only an
unsure statement gives goes with that statement, instead of passing to the outlet, and so does its account of an event.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from rashomon.errors import NotFound
from rashomon.link.echoes import Echoes
from rashomon.model import Copy, Document, Entity, Event, Figure, Mention, Relation, Report, Statement, Time, Turn
from rashomon.store import FileState
from rashomon.views.snapshot import Snapshot


class Sure(Snapshot):
    """What is left of a snapshot without lines below `least` (0–1). What it does not leave out is loaded once, by the whole."""

    def __init__(self, whole: Snapshot, least: float) -> None:
        super().__init__(whole.store)
        self.whole = whole
        self.least = least

    def _passes(self, confidence: float | None) -> bool:
        return confidence is None or confidence >= self.least

    # ----------------------------------------------------------------------------- what may go
    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {i: s for i, s in self.whole.statements.items() if self._passes(s.confidence)}

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        return {i: m for i, m in self.whole.mentions.items() if self._passes(m.confidence)}

    @cached_property
    def left_out(self) -> tuple[int, int]:
        return len(self.whole.statements) - len(self.statements), len(self.whole.mentions) - len(self.mentions)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Figures of the outlet's own words, or that a statement which stays gives."""
        poorer = {s.document for i, s in self.whole.statements.items() if i not in self.statements}
        return {
            i: f if f.event is None or f.event in self.events else replace(f, event=None)
            for i, f in self.whole.figures.items()
            if f.document not in poorer or not (giving := self.whole.giving(f)) or any(s.id in self.statements for s in giving)
        }

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities with the spellings that still stand somewhere, counted anew."""
        poorer = {m.entity for i, m in self.whole.mentions.items() if i not in self.mentions}
        found = {i: self._poorer(e) if i in poorer else e for i, e in self.whole.entities.items()}
        return {i: e for i, e in found.items() if e.names}

    def _poorer(self, entity: Entity) -> Entity:
        kept = [(n, self.bearing[entity.id, n.name]) for n in entity.names if (entity.id, n.name) in self.bearing]
        names = tuple(sorted((replace(n, count=len(ms), first=ms[0].id) for n, ms in kept), key=lambda n: -n.count))
        left = {n.name for n in names}
        name = entity.name if entity.name in left or not names else names[0].name
        return replace(
            entity,
            name=name,
            names=names,
            joins=tuple(j for j in entity.joins if j.a in left and j.b in left),
            apart=tuple(a for a in entity.apart if a.a in left),
        )

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events with an account that stays; parties and places that are no longer named are left out."""
        gone = self.whole.statements.keys() - self.statements.keys()
        out = {}
        for i, e in self.whole.events.items():
            reports = tuple(r for r in e.reports if r.statement not in gone)
            if reports:
                actors, targets = (tuple(n for n in ids if n in self.entities) for ids in (e.actors, e.targets))
                out[i] = replace(e, reports=reports, actors=actors, targets=targets, place=e.place if e.place in self.entities else None)
        return out

    @cached_property
    def relations(self) -> list[Relation]:
        gone = (self.whole.statements.keys() - self.statements.keys()) | (self.whole.figures.keys() - self.figures.keys())
        return [r for r in self.whole.relations if r.a not in gone and r.b not in gone]

    def entity(self, words: str) -> Entity:
        try:
            return super().entity(words)
        except NotFound:
            name = self.whole.entity(words).name
            raise NotFound(f"{words!r}: of the name {name} a model is nowhere as sure as {self.least:g} (ask with a lower --min-confidence)") from None

    # ----------------------------------------------------------------------------- what stays
    @cached_property
    def files(self) -> list[FileState]:
        return self.whole.files

    @cached_property
    def documents(self) -> dict[str, Document]:
        return self.whole.documents

    @cached_property
    def times(self) -> list[Time]:
        return self.whole.times

    @cached_property
    def reports(self) -> list[Report]:
        return self.whole.reports

    @cached_property
    def turns(self) -> dict[str, Turn]:
        return self.whole.turns

    @cached_property
    def copies(self) -> list[Copy]:
        return self.whole.copies

    @cached_property
    def echoes(self) -> Echoes:
        return self.whole.echoes
