"""What every answer starts from: the store in one state, names, and a part of the record that grows with what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon.browsing.answers import Count, Happening, Paper
from rashomon.browsing.held import Held, links_of
from rashomon.model import Document, Event, Relation
from rashomon.store import Among, Store, Where
from rashomon.views.disputes import DISPUTED, Dispute, disputes
from rashomon.views.part import Names, Part
from rashomon.views.snapshot import Filter, Who
from rashomon.views.timeline import entry

EVERYTHING = Filter()
SHOWN = 3  # accounts of an event in a list
COMPARED = 30  # accounts of an event whose texts are compared, to count its sources


class Desk:
    """One state of a store, seen through what is held."""

    def __init__(self, store: Store, held: Held) -> None:
        self.store = store
        self.held = held
        self.names: Names = held.names(store)
        self.part = Part(store, self.names)
        self.links = links_of(store)

    @property
    def files(self) -> str:
        return self.held.state(self.store)

    def who(self, entity: str | None) -> Who | None:
        return Who(entity=entity, name=self.names.entities[entity].name) if entity in self.names.entities else None

    def happenings(self, events: Sequence[Event], most: int = SHOWN) -> tuple[Happening, ...]:
        """Events as a list shows them, with at most so many accounts each."""
        ids = [e.id for e in events]
        disputed = {r[0] for r in self.store.tally(Relation, ("event",), where=(Where("event", "in", ids), Where("type", "in", DISPUTED)))} if ids else set()
        first = {e.id: sorted(e.reports, key=lambda r: r.document in self.names.origin)[:most] for e in events}
        self.part.compare(r.document for e in events for r in (e.reports if len(e.reports) <= COMPARED else first[e.id]) if r.document in self.names.copied)
        self.part.compare(r.document for reports in first.values() for r in reports)
        self.part.statements.want(r.statement for reports in first.values() for r in reports if r.statement)
        self.part.hear(s for reports in first.values() for r in reports if r.statement and (s := self.part.statements.get(r.statement)))
        out = []
        for e in events:
            made = entry(self.part, replace(e, reports=tuple(first[e.id])), EVERYTHING, e.id in disputed)
            out.append(Happening(entry=replace(made, independent=self.independent(e)), accounts=len(e.reports)))
        return tuple(out)

    def independent(self, e: Event) -> int:
        """How many sources the accounts of an event have: line by line, and of many accounts by whole documents."""
        if len(e.reports) > COMPARED:
            return len({self.names.origin.get(r.document, r.document) for r in e.reports})
        return len({self.part.echoes.source(r.document, r.start, r.end) for r in e.reports if r.document in self.part.documents})

    def pairs(self, relations: Sequence[Relation], types: tuple[str, ...] = DISPUTED) -> tuple[Dispute, ...]:
        """Relations as pairs of accounts, side by side; what copies repeat is counted, among those that are given."""
        ids = [i for r in relations for i in (r.a, r.b)]
        self.part.statements.want(i for i in ids if i.startswith("s-"))
        self.part.figures.want(i for i in ids if i.startswith("f-"))
        self.part.hear([s for i in ids if i.startswith("s-") and (s := self.part.statements.get(i))])
        documents = [f.document for i in ids if i.startswith("f-") and (f := self.part.figures.get(i))]
        self.part.compare(documents)
        self.part.statements_in.want(documents)
        self.part.mentions.want(s.speaker_mention for d in documents for s in self.part.statements_in[d] if s.speaker_mention)
        self.part.relations = list(relations)
        return tuple(disputes(self.part, EVERYTHING, types))

    def papers(self, documents: Iterable[Document]) -> tuple[Paper, ...]:
        """Documents as a list shows them. Texts are fetched for their titles alone."""
        found = list(documents)
        self.part.prepare(d.id for d in found)
        roots = [d.id for d in found if d.parent is None]
        clippings = dict(self.store.tally(Document, ("parent",), where=(Where("parent", "in", roots),))) if roots else {}
        return tuple(self.paper(d, clippings.get(d.id, 0)) for d in found)

    def paper(self, d: Document, clippings: int = 0) -> Paper:
        title = " ".join(self.part.text(d.id)[slice(*d.title)].split()) if d.title else ""
        return Paper(
            id=d.id, root=d.parent or d.id, file=d.file, title=title, outlet=d.outlet, published=d.published, language=d.language, genre=d.genre, clippings=clippings,
            copy_of=self.names.origin.get(d.id),
        )  # fmt: skip


def counts(tally: Iterable[tuple[object, ...]]) -> tuple[Count, ...]:
    return tuple(Count(value=None if value is None else str(value), n=int(str(n))) for value, n in tally)


def by_value(tally: Iterable[tuple[object, ...]]) -> tuple[Count, ...]:
    """The same in the order of the values; what has none is left out."""
    return tuple(sorted((c for c in counts(tally) if c.value is not None), key=lambda c: c.value or ""))


def spoken_of(language: str | None, outlet: str | None) -> tuple[Where, ...]:
    """Conditions on documents."""
    out: list[Where] = []
    if language:
        out.append(Where("language", "any", (Where("language", "is", language), Where("language", "begins", f"{language}-"))))
    if outlet is not None:
        out.append(Where("outlet", "is", outlet or None))
    return tuple(out)


def days(column: str, narrow: Filter) -> tuple[Where, ...]:
    """Conditions that a dated line overlaps the days asked for; lines without date do not pass."""
    out: list[Where] = []
    if narrow.since:
        out.append(Where(f"{column}_latest", "from", narrow.since))
    if narrow.until:
        low = f"{column}_earliest"
        out.append(Where(low, "any", (Where(low, "to", narrow.until), Where(low, "is"))))
    if out:
        out.append(Where("day", "known"))
    return tuple(out)


def inside(kind: type[object], column: str, *where: Where) -> Among:
    return Among(kind, column, tuple(where))
