"""Dossier: everything the record holds of one actor, every spelling, and why the spellings were joined."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.model import Candidate, Join, Name
from rashomon.views.disputes import Dispute, disputes
from rashomon.views.entities import Left, left_apart
from rashomon.views.snapshot import Cite, Filter, Snapshot, Spoken, Who
from rashomon.views.statements import statements
from rashomon.views.timeline import Entry, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """`others` are further entities the name could mean; `company` who is named in the same accounts most often; `government`
    where a place stands for a government, with the reason. Places as in `rashomon.model.Entity`."""

    id: str
    type: str
    name: str
    names: tuple[Name, ...]
    first: tuple[Cite, ...]
    joins: tuple[Join, ...]
    apart: tuple[Left, ...]
    others: tuple[Who, ...]
    titles: tuple[tuple[str, int], ...]
    said: tuple[Spoken, ...]
    said_of: tuple[Spoken, ...]
    events: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    company: tuple[tuple[Who, int], ...]
    refs: tuple[str, ...]
    reasons: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    country: str | None
    how: str
    candidates: tuple[Candidate, ...]
    government: tuple[tuple[Cite, str], ...]
    documents: tuple[str, ...]


def dossier(snapshot: Snapshot, words: str, narrow: Filter) -> Dossier:
    """The dossier of an id or a name in any spelling. Raises NotFound."""
    entity = snapshot.entity(words)
    own = [m for m in snapshot.mentions.values() if m.entity == entity.id]
    said = statements(snapshot, narrow, by=entity.id)
    of = [s for s in statements(snapshot, narrow, about=entity.id) if s.speaker.entity != entity.id]
    titles = Counter(" ".join(snapshot.text(m.document)[slice(*m.title)].split()) for m in own if m.title)
    beside: Counter[str] = Counter()
    for event in snapshot.events.values():
        parties = {*event.actors, *event.targets}
        if entity.id in parties:
            beside.update(parties - {entity.id})
    first = []
    for name in entity.names:
        m = snapshot.mentions.get(name.first)
        if m is not None:
            first.append(snapshot.cite(m.id, m.document, m.start, m.end))
    mine = {s.cite.id for s in said} | {s.cite.id for s in of}
    return Dossier(
        id=entity.id, type=entity.type, name=entity.name, names=entity.names, first=tuple(first), joins=entity.joins, apart=left_apart(snapshot, entity),
        others=tuple(Who(entity=e.id, name=e.name) for e in snapshot.also(words)), titles=tuple(titles.most_common(8)), said=tuple(said), said_of=tuple(of),
        events=tuple(timeline(snapshot, narrow, about=entity.id, undated=True)), disputes=tuple(d for d in disputes(snapshot, narrow) if mine & {d.a.cite.id, d.b.cite.id}),
        company=tuple((Who(entity=i, name=snapshot.name(i)), n) for i, n in beside.most_common(10)),
        refs=entity.refs, reasons=entity.reasons, latitude=entity.latitude, longitude=entity.longitude, country=entity.country, how=entity.how, candidates=entity.candidates,
        government=tuple((snapshot.cite(m.id, m.document, m.start, m.end), m.government) for m in sorted(own, key=lambda m: (m.document, m.start)) if m.government), documents=tuple(sorted({snapshot.documents[m.document].file for m in own})),
    )  # fmt: skip
