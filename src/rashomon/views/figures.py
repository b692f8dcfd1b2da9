"""Figures by what they count: every value of one thing for one event or period, with who gives it, and what each pair of
values is to each other: the same, an update, of another scope, or a conflict, with the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon import edtf
from rashomon.link.tolls import COUNTED, Counted, Verdict, compare, pairs, subject
from rashomon.model import Figure
from rashomon.views.disputes import Side, side
from rashomon.views.snapshot import Filter, Snapshot

VERDICTS: tuple[Verdict, ...] = ("conflict", "update", "scope", "same")  # the first that a pair of a group is, the group is
WORDS: dict[Verdict, str] = {"conflict": "cannot all hold", "update": "updated", "scope": "of different scope", "same": "can all hold"}
MOST_PAIRS = 40  # pairs told of one group, conflicts first
NO_EVENT = "no event known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure with its source; `differs_from` names figures it cannot hold beside, `place` the entity it is told of."""

    figure: Figure
    source: Side
    echo_of: str | None
    differs_from: tuple[str, ...]
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two figures of a group (ids), what they are to each other, and why."""

    a: str
    b: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures of one sort about one event, or about one thing and place (or about none that is known: then without pairs).

    `independent` counts the values without those that copies of one text repeat. `verdict` is the gravest of the pairs.
    """

    category: str
    event: str | None
    when: str | None
    about: str
    values: tuple[Value, ...]
    disputed: bool
    independent: int
    verdict: Verdict | None = None
    pairs: tuple[Pair, ...] = ()


def figures(snapshot: Snapshot, narrow: Filter, category: str | None = None) -> list[Group]:
    """Groups with the disputed ones first; figures that nothing ties to another come one group a sort, last."""
    apart: dict[str, set[str]] = defaultdict(set)
    for relation in snapshot.relations:
        if relation.type == "differs":
            apart[relation.a].add(relation.b)
            apart[relation.b].add(relation.a)
    groups: dict[tuple[str, str | None, str, str], list[Value]] = defaultdict(list)
    for figure in snapshot.figures.values():
        document = snapshot.documents[figure.document]
        if (category and figure.category != category) or not narrow.lets(document.published, document.language):
            continue
        source = side(snapshot, figure.id)
        if source is None:
            continue
        mention = snapshot.mentions.get(figure.place or "")
        value = Value(
            figure=figure, source=source, echo_of=None, differs_from=tuple(sorted(apart.get(figure.id, ()))), place=mention.entity if mention else None
        )
        thing = "" if figure.event else subject(figure) if figure.category in COUNTED and value.place else ""
        groups[figure.category, figure.event, thing and str(value.place), thing].append(value)
    given: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for figure in snapshot.figures.values():
        given[figure.document].add(_given(figure))
    out = [_group(snapshot, key, [_echo(snapshot, v, given) for v in values]) for key, values in _gathered(groups).items()]
    return sorted(out, key=lambda g: (not g.disputed, g.event is None, g.about == NO_EVENT, g.category == "other", edtf.sort_key(g.when), g.category, g.about))


def _given(figure: Figure) -> tuple[object, ...]:
    return figure.category, figure.low, figure.high, subject(figure)


def _echo(snapshot: Snapshot, value: Value, given: dict[str, set[tuple[object, ...]]]) -> Value:
    """The value as an echo where the text that its document copies gives the same figure; a version that changed it is none."""
    origin = snapshot.origin.get(value.figure.document)
    if origin is None or origin not in snapshot.documents or _given(value.figure) not in given[origin]:
        return value
    return replace(value, echo_of=snapshot.documents[origin].file)


def _gathered(groups: dict[tuple[str, str | None, str, str], list[Value]]) -> dict[tuple[str, str | None, str, str], list[Value]]:
    """The groups; of those without event, values that stand alone go to the one group of their sort."""
    out: dict[tuple[str, str | None, str, str], list[Value]] = defaultdict(list)
    for key, values in groups.items():
        alone = key[1] is None and len({v.source.cite.file for v in values}) < 2
        out[(key[0], None, "", "") if alone else key] += values
    return out


def _group(snapshot: Snapshot, key: tuple[str, str | None, str, str], values: list[Value]) -> Group:
    category, event, place, thing = key
    found = snapshot.events.get(event or "")
    about = NO_EVENT
    if found is not None:
        where = snapshot.name(found.place) if found.place else ""
        about = " ".join(w for w in (found.mode or found.type, "at " + where if where else "", f"({found.when})" if found.when else "") if w)
    elif thing:
        about = f"{thing} at {snapshot.name(place)}"
    ordered = sorted(values, key=lambda v: (edtf.sort_key(v.source.cite.published), v.source.cite.file, v.figure.start))
    compared = _pairs(snapshot, ordered) if about != NO_EVENT and category in COUNTED else ()
    verdicts: set[Verdict] = {p.verdict for p in compared}
    if any(v.differs_from for v in ordered):
        verdicts.add("conflict")
    return Group(
        category=category, event=event, when=found.when if found else None, about=about, values=tuple(ordered), disputed="conflict" in verdicts,
        independent=sum(v.echo_of is None for v in ordered), verdict=next((v for v in VERDICTS if v in verdicts), None), pairs=compared,
    )  # fmt: skip


def _pairs(snapshot: Snapshot, values: Sequence[Value]) -> tuple[Pair, ...]:
    """Every pair of a group but those of one source or of copies, the gravest first."""
    compared = [(a, b, compare(a, b)) for a, b in pairs([_counted(snapshot, v) for v in values], versions=True)]
    out = [
        Pair(a=a.figure.id, b=b.figure.id, verdict=found.verdict, reason=found.reason)
        for a, b, found in compared
        if found.verdict == "update" or a.origin != b.origin or a.figure.document == b.figure.document
    ]
    return tuple(sorted(out, key=lambda p: VERDICTS.index(p.verdict))[:MOST_PAIRS])


def _counted(snapshot: Snapshot, value: Value) -> Counted:
    figure, who = value.figure, value.source.speaker
    return Counted(
        figure=figure, event=figure.event, speaker=(who.entity or who.name) if value.source.spoken else None, speaker_name=who.name, origin=snapshot.origin.get(figure.document, figure.document),
        published=snapshot.documents[figure.document].published, place=value.place,
    )  # fmt: skip
