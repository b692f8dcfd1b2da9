"""Disputes: pairs of accounts that deny, contradict or differ, side by side, with the reason they were put there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Figure
from rashomon.views.snapshot import Cite, Filter, Snapshot, Spoken, Who

DISPUTED = ("denies", "contradicts", "differs")
AGREEING = ("corroborates", "repeats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: a statement, or a figure with the statement that gives it (if any)."""

    cite: Cite
    speaker: Who
    chain: tuple[Who, ...]
    stance: str | None
    figure: Figure | None
    spoken: Spoken | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    id: str
    type: str
    a: Side
    b: Side
    event: str | None
    reason: str
    echoes: int = 0


def disputes(snapshot: Snapshot, narrow: Filter, types: tuple[str, ...] = DISPUTED) -> list[Dispute]:
    """Disputes of the record; one for every pair of origins: what copies repeat is counted in `echoes`."""
    groups: dict[tuple[object, ...], list[Dispute]] = defaultdict(list)
    for relation in snapshot.relations:
        if relation.type not in types:
            continue
        a, b = side(snapshot, relation.a), side(snapshot, relation.b)
        if a is None or b is None or not any(narrow.lets(s.cite.published, s.cite.language) for s in (a, b)):
            continue
        made = Dispute(id=relation.id, type=relation.type, a=a, b=b, event=relation.event, reason=relation.reason)
        groups[relation.type, *sorted((_origin(snapshot, a), _origin(snapshot, b)))].append(made)
    out = []
    for same in groups.values():
        first = min(same, key=lambda d: (_is_echo(snapshot, d.a), _is_echo(snapshot, d.b), d.id))
        out.append(Dispute(id=first.id, type=first.type, a=first.a, b=first.b, event=first.event, reason=first.reason, echoes=len(same) - 1))
    return sorted(out, key=lambda d: (types.index(d.type), edtf.sort_key(d.a.cite.published or d.b.cite.published), d.id))


def _origin(snapshot: Snapshot, one: Side) -> tuple[str, str]:
    """What a side goes back to: its origin's document and its words."""
    return snapshot.echoes.source(one.cite.document, one.cite.start, one.cite.end), " ".join(one.cite.text.split())[:80]


def _is_echo(snapshot: Snapshot, one: Side) -> bool:
    return _origin(snapshot, one)[0] != one.cite.document


def side(snapshot: Snapshot, identifier: str) -> Side | None:
    """One side of a relation; None where the line is no longer in the record."""
    statement = snapshot.statements.get(identifier)
    if statement is not None:
        spoken = snapshot.spoken(statement)
        return Side(cite=spoken.cite, speaker=spoken.speaker, chain=spoken.chain, stance=spoken.stance, figure=None, spoken=spoken)
    figure = snapshot.figures.get(identifier)
    if figure is None:
        return None
    cite = snapshot.cite(figure.id, figure.document, figure.start, figure.end)
    holding = snapshot.giving(figure)
    if holding:
        spoken = snapshot.spoken(min(holding, key=lambda s: sum(c.end - c.start for c in s.content)))
        return Side(cite=cite, speaker=spoken.speaker, chain=spoken.chain, stance=None, figure=figure, spoken=spoken)
    outlet = Who(entity=None, name=cite.outlet or cite.file)
    return Side(cite=cite, speaker=outlet, chain=(outlet,), stance=None, figure=figure, spoken=None)
