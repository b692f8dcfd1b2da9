"""Figures by what they count: every value of one sort for one event, with who gives it and which cannot all hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Figure
from rashomon.views.disputes import Side, side
from rashomon.views.snapshot import Filter, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure with its source; `differs_from` names figures it cannot hold beside."""

    figure: Figure
    source: Side
    echo_of: str | None
    differs_from: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures of one sort about one event (or about none that is known)."""

    category: str
    event: str | None
    when: str | None
    about: str
    values: tuple[Value, ...]
    disputed: bool


def figures(snapshot: Snapshot, narrow: Filter, category: str | None = None) -> list[Group]:
    """Groups with the disputed ones first; figures of no known event come one group a sort, last."""
    apart: dict[str, set[str]] = defaultdict(set)
    for relation in snapshot.relations:
        if relation.type == "differs":
            apart[relation.a].add(relation.b)
            apart[relation.b].add(relation.a)
    groups: dict[tuple[str, str | None], list[Value]] = defaultdict(list)
    for figure in snapshot.figures.values():
        document = snapshot.documents[figure.document]
        if (category and figure.category != category) or not narrow.lets(document.published, document.language):
            continue
        source = side(snapshot, figure.id)
        if source is None:
            continue
        origin = snapshot.origin.get(figure.document)
        echo = snapshot.documents[origin].file if origin in snapshot.documents else None
        groups[figure.category, figure.event].append(Value(figure=figure, source=source, echo_of=echo, differs_from=tuple(sorted(apart.get(figure.id, ())))))
    out = [_group(snapshot, kind, event, values) for (kind, event), values in groups.items()]
    return sorted(out, key=lambda g: (not g.disputed, g.event is None, g.category == "other", edtf.sort_key(g.when), g.category, g.about))


def _group(snapshot: Snapshot, kind: str, event: str | None, values: list[Value]) -> Group:
    found = snapshot.events.get(event or "")
    about = "no event known"
    if found is not None:
        place = snapshot.name(found.place) if found.place else ""
        about = " ".join(w for w in (found.mode or found.type, "at " + place if place else "", f"({found.when})" if found.when else "") if w)
    ordered = sorted(values, key=lambda v: (edtf.sort_key(v.source.cite.published), v.source.cite.file, v.figure.start))
    return Group(
        category=kind, event=event, when=found.when if found else None, about=about, values=tuple(ordered), disputed=any(v.differs_from for v in ordered)
    )
