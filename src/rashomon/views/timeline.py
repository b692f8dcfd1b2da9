"""Timeline: what is reported to have happened, by day, every account of an event beneath it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Event
from rashomon.views.snapshot import Cite, Filter, Snapshot, Spoken, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of an event: the outlet's own words, or what it lets somebody say."""

    cite: Cite
    spoken: Spoken | None
    echo_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event with its accounts. `independent` counts the sources of its accounts: what echoes another, or is a later version, counts with it; `disputed` when any is denied or differs.

    `latitude`, `longitude` (degrees) and `country` are those of the place, where known.
    """

    id: str
    when: str | None
    type: str
    mode: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    actors: tuple[Who, ...]
    targets: tuple[Who, ...]
    accounts: tuple[Account, ...]
    independent: int
    disputed: bool
    reason: str


def timeline(snapshot: Snapshot, narrow: Filter, about: str | None = None, undated: bool = False) -> list[Entry]:
    """Events in order of their days; those without a date only when asked for. `about` is a name in any spelling."""
    wanted = snapshot.entity(about).id if about else None
    disputed = {r.event for r in snapshot.relations if r.event and r.type in ("denies", "contradicts", "differs")}
    out = []
    for event in snapshot.events.values():
        if event.when is None and not undated:
            continue
        if wanted and wanted not in (*event.actors, *event.targets, event.place):
            continue
        found = entry(snapshot, event, narrow, event.id in disputed)
        if any(narrow.lets(event.when, a.cite.language) for a in found.accounts):
            out.append(found)
    return sorted(out, key=lambda e: (edtf.sort_key(e.when), -len(e.accounts), e.id))


def entry(snapshot: Snapshot, event: Event, narrow: Filter, disputed: bool) -> Entry:
    """An event with the accounts in the language asked for."""
    accounts = []
    for report in event.reports:
        if report.document not in snapshot.documents or not narrow.speaks(snapshot.documents[report.document].language):
            continue
        statement = snapshot.statements.get(report.statement or "")
        accounts.append(
            Account(
                cite=snapshot.cite(report.statement or event.id, report.document, report.start, report.end), spoken=snapshot.spoken(statement) if statement else None,
                echo_of=snapshot.echo_of(report.document, report.start, report.end),
            )
        )  # fmt: skip
    accounts.sort(key=lambda a: (edtf.sort_key(a.cite.published), a.echo_of is not None, a.cite.file, a.cite.start))
    where = snapshot.entities.get(event.place or "")
    return Entry(
        id=event.id, when=event.when, type=event.type, mode=event.mode, place=snapshot.name(event.place) if event.place else None,
        latitude=where.latitude if where else None, longitude=where.longitude if where else None, country=where.country if where else None, actors=_who(snapshot, event.actors),
        targets=_who(snapshot, event.targets), accounts=tuple(accounts), independent=len({snapshot.echoes.source(a.cite.document, a.cite.start, a.cite.end) for a in accounts}),
        disputed=disputed or any(a.spoken and a.spoken.stance == "deny" for a in accounts), reason=event.reason,
    )  # fmt: skip


def _who(snapshot: Snapshot, ids: tuple[str, ...]) -> tuple[Who, ...]:
    return tuple(Who(entity=i, name=snapshot.name(i)) for i in ids)
