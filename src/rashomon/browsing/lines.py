"""Events, actors, statements, disputes and figures, a page at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rashomon.browsing.answers import (
    Beside,
    Build,
    Disputes,
    DossierPage,
    Entities,
    EventPage,
    Figures,
    Map,
    Named,
    Overview,
    Place,
    Statements,
    Timeline,
)  # fmt: skip
from rashomon.browsing.desk import EVERYTHING, Desk, by_value, counts, days, inside, spoken_of
from rashomon.browsing.held import files_of
from rashomon.errors import NotFound
from rashomon.lang.folding import fold
from rashomon.model import Copy, Document, Entity, Event, Figure, Relation, Report, Statement
from rashomon.store import Where
from rashomon.views.disputes import DISPUTED
from rashomon.views.entities import left_apart
from rashomon.views.figures import Group
from rashomon.views.figures import figures as groups_of
from rashomon.views.snapshot import Filter, Who
from rashomon.views.timeline import entry

MOST_EVENTS = 400  # of one actor that are looked through for company
MOST_FIGURES = 200  # of one event on a page
MONTH = 7  # characters of a day that tell year and month


def build_state(b: Desk) -> Build:
    states = b.store.file_counts()
    return Build(
        waiting=not b.store.get("linked"), mark=files_of(b.store), files=states.get("current", 0), removed=states.get("removed", 0), superseded=states.get("superseded", 0),
        skipped=len(b.store.skipped()),
    )  # fmt: skip


def overview(b: Desk) -> Overview:
    return b.held.once(("overview", b.files), lambda: _overview(b))


def _overview(b: Desk) -> Overview:
    store = b.store
    top = [e for e, _ in store.tally(Relation, ("event",), where=(Where("type", "in", DISPUTED), Where("event", "known")), limit=5)]
    disputed = sorted(store.page(Event, where=(Where("id", "in", top),)), key=lambda e: top.index(e.id)) if top else []
    newest = store.page(Document, where=(Where("parent", "is"),), order=("-day", "file"), limit=8, without=("text",))
    return Overview(
        build=build_state(b), outlets=sum(o[0] is not None for o in store.outlets()), languages=counts(store.tally(Document, ("language",), where=(Where("parent", "is"),))),
        statements=store.count(Statement), events=store.count(Event), undated=store.count(Event, where=(Where("day", "is"),)),
        disputes=counts(store.tally(Relation, ("type",), where=(Where("type", "in", DISPUTED),))), figures=store.count(Figure), copies=store.count(Copy),
        entities=counts(Counter(e.type for e in b.names.ranked).most_common()), months=by_value(store.tally(Event, ("day",), first=MONTH)),
        most_disputed=b.happenings(disputed, 1), newest=b.papers(newest),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- events
def timeline(
    b: Desk, narrow: Filter, about: str | None, place: str | None, type_: str | None, outlet: str | None, disputed: bool, undated: bool, offset: int, limit: int
) -> Timeline:
    actor = b.part.entity(about) if about else None
    where_ = b.part.entity(place) if place else None
    where: list[Where] = []
    if actor:
        where.append(Where("id", "of", (actor.id, "event")))
    if where_:
        where.append(Where("place", "is", where_.id))
    if type_:
        where.append(Where("type", "is", type_))
    if disputed:
        where.append(Where("id", "in", inside(Relation, "event", Where("type", "in", DISPUTED))))
    if documents := spoken_of(narrow.language, outlet):
        where.append(Where("id", "in", inside(Report, "event", Where("document", "in", inside(Document, "id", *documents)))))
    if not undated:
        where.append(Where("day", "known"))
    conditions = (*where, *days("when", narrow))
    plain = not any((actor, where_, type_, disputed, documents))
    months = b.held.once(("months", b.links), lambda: by_value(b.store.tally(Event, ("day",), first=MONTH))) if plain else by_value(
        b.store.tally(Event, ("day",), where=where, first=MONTH)
    )  # fmt: skip
    types = b.held.once(("types", b.links), lambda: counts(b.store.tally(Event, ("type",))))
    found = b.store.page(Event, where=conditions, order=("day", "id"), limit=limit, offset=offset)
    return Timeline(
        happenings=b.happenings(found), total=b.store.count(Event, where=conditions), offset=offset, months=months, types=types,
        about=b.who(actor.id) if actor else None, place=b.who(where_.id) if where_ else None,
    )  # fmt: skip


def event(b: Desk, identifier: str, offset: int, limit: int) -> EventPage:
    found = b.part.events.get(identifier)
    if found is None:
        raise NotFound(f"no event {identifier!r} in the record")
    ordered = sorted(found.reports, key=lambda r: (r.document in b.names.origin, r.document, r.start))
    shown = tuple(ordered[offset : offset + limit])
    b.part.compare(r.document for r in shown)
    b.part.hear([s for r in shown if r.statement and (s := b.part.statements.get(r.statement))])
    relations = b.store.page(Relation, where=(Where("event", "is", identifier), Where("type", "in", DISPUTED)), order=("type", "id"), limit=60)
    made = entry(b.part, replace(found, reports=shown), EVERYTHING, bool(relations))
    figures = b.store.page(Figure, where=(Where("event", "is", identifier),), order=("category", "start"), limit=MOST_FIGURES)
    return EventPage(
        entry=replace(made, independent=b.independent(found)), accounts=len(found.reports), offset=offset, groups=tuple(_groups(b, figures)), disputes=b.pairs(relations),
    )  # fmt: skip


def _groups(b: Desk, figures: list[Figure]) -> list[Group]:
    """Figures beside each other, with what each cannot hold beside."""
    ids = [f.id for f in figures]
    b.part.figures.clear()
    b.part.figures.update({f.id: f for f in figures})
    documents = {f.document for f in figures}
    b.part.compare(documents)
    b.part.statements_in.want(documents)
    b.part.mentions.want(s.speaker_mention for d in documents for s in b.part.statements_in[d] if s.speaker_mention)
    b.part.events.want(f.event for f in figures if f.event)
    b.part.mentions.want(f.place for f in figures if f.place)
    b.part.relations = b.store.page(Relation, where=(Where("type", "is", "differs"), Where("a", "in", ids))) if ids else []
    return groups_of(b.part, EVERYTHING)


# ------------------------------------------------------------------------------------------- actors
def dossier(b: Desk, words: str, narrow: Filter, limit: int) -> DossierPage:
    """Raises NotFound."""
    e = b.part.entity(words)
    store = b.store
    documents = spoken_of(narrow.language, None)
    own = (Where("id", "of", (e.id, "said")), *days("said", narrow), *((Where("document", "in", inside(Document, "id", *documents)),) if documents else ()))
    denied = (Where("id", "of", (e.id, "denied")), *own[1:])
    named = Where("id", "of", (e.id, "named"))
    party = (
        Where("id", "of", (e.id, "event")),
        *days("when", narrow),
        *((Where("id", "in", inside(Report, "event", Where("document", "in", inside(Document, "id", *documents)))),) if documents else ()),
    )
    order = ("day", "document", "id")
    said = b.part.hear(store.page(Statement, where=own, order=order, limit=limit))
    denials = b.part.hear(store.page(Statement, where=denied, order=order, limit=limit))
    of = b.part.hear(store.page(Statement, where=(named,), order=("day", "id"), limit=limit))
    events = store.page(Event, where=party, order=("day", "id"), limit=MOST_EVENTS)
    relations = store.page(Relation, where=(Where("id", "of", (e.id, "dispute")),), order=("type", "id"), limit=20)
    firsts = [m for n in e.names[:40] if (m := b.part.mentions.get(n.first))]
    b.part.prepare(m.document for m in firsts)
    said_total = store.count(Statement, where=own)
    figures = store.page(Figure, where=(Where("event", "in", [x.id for x in events[:50]]),), order=("event", "category", "start"), limit=80) if events else []
    return DossierPage(
        id=e.id, type=e.type, name=e.name, names=e.names, first=tuple(b.part.cite(m.id, m.document, m.start, m.end) for m in firsts), joins=e.joins,
        apart=left_apart(b.part, e), others=tuple(Who(entity=o.id, name=o.name) for o in b.part.also(words)), refs=e.refs, reasons=e.reasons,
        latitude=e.latitude, longitude=e.longitude, country=e.country, how=e.how, candidates=e.candidates, mentions=b.names.count[e.id],
        said=tuple(b.part.spoken(s) for s in said), said_total=said_total, denied=tuple(b.part.spoken(s) for s in denials), denied_total=store.count(Statement, where=denied),
        said_of=tuple(b.part.spoken(s) for s in of), said_of_total=store.count(Statement, where=(named,)),
        events=b.happenings(events[:limit], 1), events_total=len(events) if len(events) < MOST_EVENTS else store.count(Event, where=party),
        months=by_value(store.tally(Statement, ("day",), where=own, first=MONTH)), beside=_beside(b, e, events), disputes=b.pairs(relations),
        figures=tuple(g for g in _groups(b, figures) if len(g.values) > 1),
    )  # fmt: skip


def _beside(b: Desk, e: Entity, events: list[Event]) -> tuple[Beside, ...]:
    """Who is named in the same events as reports tell them: among those who act (or are acted on) with somebody, or on the other side."""
    with_: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for x in events:
        for mine, theirs in ((x.actors, x.targets), (x.targets, x.actors)):
            if e.id in mine:
                with_.update(i for i in mine if i != e.id)
                against.update(i for i in theirs if i != e.id)
    both = with_ + against
    return tuple(Beside(who=w, with_=with_[i], against=against[i]) for i, _ in both.most_common(12) if (w := b.who(i)))


def entities(b: Desk, words: str | None, type_: str | None, joined: bool, apart: bool, offset: int, limit: int) -> Entities:
    found = b.names.ranked
    if words and (wanted := fold(words).strip()):
        found = [e for e in found if any(wanted in spelling for spelling in b.names.folded[e.id])]
    types = counts(Counter(e.type for e in found).most_common())
    found = [e for e in found if type_ in (None, "", e.type) and (e.joins or not joined) and (e.apart or not apart)]
    shown = found[offset : offset + limit]
    return Entities(
        entities=tuple(
            Named(id=e.id, type=e.type, name=e.name, mentions=b.names.count[e.id], names=e.names, joins=len(e.joins), apart=len(left_apart(b.part, e))) for e in shown
        ),
        total=len(found), offset=offset, types=types,
    )  # fmt: skip


def places(b: Desk, limit: int) -> Map:
    known = [e for e in b.names.ranked if e.type == "place"]
    located = [e for e in known if e.latitude is not None and e.longitude is not None]
    events = b.held.once(("places", b.links), lambda: dict(b.store.tally(Event, ("place",), where=(Where("place", "known"),))))
    return Map(
        places=tuple(
            Place(id=e.id, name=e.name, latitude=e.latitude or 0.0, longitude=e.longitude or 0.0, country=e.country, mentions=b.names.count[e.id], events=events.get(e.id, 0))
            for e in located[:limit]
        ),
        total=len(located), elsewhere=len(known) - len(located),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- statements, disputes, figures
def statements(b: Desk, narrow: Filter, by: str | None, about: str | None, stance: str | None, outlet: str | None, offset: int, limit: int) -> Statements:
    speaker = b.part.entity(by) if by else None
    subject = b.part.entity(about) if about else None
    if subject is not None:
        named = (Where("id", "of", (subject.id, "named")),)
        found = b.part.hear(b.store.page(Statement, where=named, order=("day", "id"), limit=limit, offset=offset))
        total = b.store.count(Statement, where=named)
    else:
        where: list[Where] = [*days("said", narrow)]
        if speaker:
            where.append(Where("id", "of", (speaker.id, "said")))
        if stance:
            where.append(Where("stance", "is", stance))
        if documents := spoken_of(narrow.language, outlet):
            where.append(Where("document", "in", inside(Document, "id", *documents)))
        found = b.part.hear(b.store.page(Statement, where=where, order=("day", "document", "id"), limit=limit, offset=offset))
        total = b.store.count(Statement, where=where)
    return Statements(
        statements=tuple(b.part.spoken(s) for s in found), total=total, offset=offset, by=b.who(speaker.id) if speaker else None,
        about=b.who(subject.id) if subject else None,
    )  # fmt: skip


def disputes(b: Desk, type_: str | None, event_: str | None, offset: int, limit: int) -> Disputes:
    where = [Where("type", "in", (type_,) if type_ else DISPUTED)]
    if event_:
        where.append(Where("event", "is", event_))
    relations = b.store.page(Relation, where=where, order=("type", "event", "id"), limit=limit, offset=offset)
    types = b.held.once(("dispute types", b.links), lambda: counts(b.store.tally(Relation, ("type",), where=(Where("type", "in", DISPUTED),))))
    return Disputes(disputes=b.pairs(relations), total=b.store.count(Relation, where=where), offset=offset, types=types)


def figures(b: Desk, category: str | None, event_: str | None, offset: int, limit: int) -> Figures:
    pairs = b.held.once(("figure groups", b.files), lambda: _pairs(b))
    chosen = [(c, e) for c, e in pairs if category in (None, "", c) and event_ in (None, "", e)]
    shown = chosen[offset : offset + limit]
    found: list[Figure] = []
    for c, e in shown:
        found += b.store.page(Figure, where=(Where("category", "is", c), Where("event", "is", e)), order=("start",), limit=MOST_FIGURES)
    sorts = counts(Counter(c for c, _ in pairs).most_common())
    groups = {(g.category, g.event): g for g in _groups(b, found)}
    return Figures(groups=tuple(groups[key] for key in shown if key in groups), total=len(chosen), offset=offset, sorts=sorts)


def _pairs(b: Desk) -> list[tuple[str, str]]:
    """(sort, event) of every group with two figures or more: where most cannot hold beside each other first."""
    differing = dict(b.store.tally(Relation, ("event",), where=(Where("type", "is", "differs"), Where("event", "known"))))
    tallied = b.store.tally(Figure, ("category", "event"), where=(Where("event", "known"),))
    groups = [(c, e, n) for c, e, n in tallied if n > 1]
    return [(c, e) for c, e, n in sorted(groups, key=lambda g: (-differing.get(g[1], 0), g[0] == "other", -g[2], g[0], g[1]))]
