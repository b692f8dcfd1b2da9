"""Who is in the record: every entity with its spellings, what was joined and why, and what was left apart and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.model import Apart, Entity, Join, Name
from rashomon.views.snapshot import Snapshot, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Another entity that this one was left apart from; `why` as in `rashomon.model.Apart`."""

    other: Who
    why: Apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An entity with how often it is named, in how many files, and all that linking decided about its names."""

    id: str
    type: str
    name: str
    mentions: int
    files: int
    names: tuple[Name, ...]
    joins: tuple[Join, ...]
    apart: tuple[Left, ...]


def entities(snapshot: Snapshot, type: str | None = None, about: str | None = None, joined: bool = False, apart: bool = False, least: int = 1) -> list[Listing]:
    """Entities, the most named first. `about` keeps those that a name in any spelling can mean, `joined` and `apart` those of which linking
    joined two spellings, or left something apart; `least` is a number of mentions. Raises NotFound for a name that the record does not hold."""
    files: dict[str, set[str]] = defaultdict(set)
    for m in snapshot.mentions.values():
        if m.entity is not None:
            files[m.entity].add(snapshot.documents[m.document].file)
    chosen = snapshot.entities if about is None else {e.id: e for e in (snapshot.entity(about), *snapshot.also(about))}
    out = []
    for e in chosen.values():
        count = sum(n.count for n in e.names)
        left = left_apart(snapshot, e)
        if count >= least and type in (None, e.type) and (e.joins or not joined) and (left or not apart):
            out.append(Listing(id=e.id, type=e.type, name=e.name, mentions=count, files=len(files[e.id]), names=e.names, joins=e.joins, apart=left))
    return sorted(out, key=lambda found: (-found.mentions, found.name, found.id))


def left_apart(snapshot: Snapshot, entity: Entity) -> tuple[Left, ...]:
    """The entities of a snapshot that one was left apart from."""
    others = snapshot.entities
    return tuple(Left(other=Who(entity=a.entity, name=others[a.entity].name), why=a) for a in entity.apart if a.entity in others)
