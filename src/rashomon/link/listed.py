"""Names that stand in people's own lists: which entry a mention is, and what the entity then has from it.

A mention matches an entry of its type (persons; bodies, armed or not; places) by a name or alias of it, letter case, accents, vowel marks and hyphens apart. A person's
name of one word matches none, and a name that two entries of one list have matches neither. Other spellings get the identifier by being joined to one that matches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.link.atlas import key
from rashomon.link.roster import family_of
from rashomon.model import Entity, Listed, Mention

SCHEME = "list "  # before the name of a list


def known(mentions: Iterable[Mention], entries: Sequence[Listed]) -> dict[str, dict[str, str]]:
    """Mention → list → entry, where exactly one entry of the list has the name."""
    if not entries:
        return {}
    having: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entry in entries:
        for name in (entry.name, *entry.names):
            words = key(name)
            if words and (entry.type != "person" or " " in words):
                having[family_of(entry.type), words][SCHEME + entry.list].add(entry.id)
    out: dict[str, dict[str, str]] = {}
    for m in mentions:
        found = having.get((family_of(m.type), key(m.text)), {})
        sure = {scheme: next(iter(ids)) for scheme, ids in sorted(found.items()) if len(ids) == 1}
        if sure:
            out[m.id] = sure
    return out


def referred(
    entities: Sequence[Entity], mentions: Iterable[Mention], entity_of: Mapping[str, str], sure: Mapping[str, Mapping[str, str]], entries: Sequence[Listed]
) -> tuple[Entity, ...]:
    """Entities with the identifiers of the entries that their mentions are, with the reason; where people joined two entries of a list, with neither."""
    if not sure:
        return tuple(entities)
    by_id = {e.id: e for e in entries}
    of: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))  # entity → list → entry → the name that matched
    for m in sorted(mentions, key=lambda m: (m.document, m.start)):
        if m.id in sure and m.id in entity_of:
            for scheme, entry in sure[m.id].items():
                of[entity_of[m.id]][scheme].setdefault(entry, m.text)
    return tuple(_referred(e, of[e.id], by_id) if e.id in of else e for e in entities)


def _referred(entity: Entity, found: Mapping[str, Mapping[str, str]], by_id: Mapping[str, Listed]) -> Entity:
    for scheme, matched in sorted(found.items()):
        entry, name = by_id[next(iter(matched))], next(iter(matched.values()))
        if len(matched) != 1 or family_of(entry.type) != family_of(entity.type):
            continue
        reason = f"“{name}” is a name of {entry.name} in the list {scheme.removeprefix(SCHEME)}"
        new = [ref for ref in entry.refs if ref not in entity.refs]
        entity = replace(entity, refs=(*entity.refs, *new), reasons=(*entity.reasons, *(reason for _ in new)))
        if entity.type == "place" and entry.latitude is not None:
            entity = replace(entity, latitude=entry.latitude, longitude=entry.longitude, country=entry.country or entity.country, how=reason)
    return entity
