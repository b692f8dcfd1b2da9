"""Events: reports of one thing that happened, put together over documents and languages.

Two reports are of one event when their kind and day agree and they share a place or a party; where the day is unknown
they must share the place and stand in one document. A group never spans more days than its dates allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Account, Event, Report, digest

PARTIES_NEEDED = 1
WITHIN = 60  # how far ahead in a block of reports another account is looked for


@dataclass(frozen=True, slots=True)
class Grouping:
    """Events, and the event of every report."""

    events: tuple[Event, ...]
    event_of: dict[str, str]


def group(reports: Sequence[Report], entity_of: dict[str, str]) -> Grouping:
    """Events of a record. `entity_of` maps mentions to entities."""
    linked = [_Linked(r, entity_of) for r in sorted(reports, key=lambda r: (r.document, r.start, r.id))]
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    parent = list(range(len(linked)))
    spans: dict[int, list[_Linked]] = {i: [x] for i, x in enumerate(linked)}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(linked):
        for key in one.keys():
            blocks[key].append(i)
    for _, members in sorted(blocks.items()):
        for x, i in enumerate(members):
            for j in members[x + 1 : x + WITHIN]:
                a, b = root(i), root(j)
                if a != b and all(_same(p, q) for p in spans[a] for q in spans[b]):
                    low, high = min(a, b), max(a, b)
                    parent[high] = low
                    spans[low] += spans.pop(high)
    events: list[Event] = []
    event_of: dict[str, str] = {}
    for first in sorted(spans):
        made = _event(spans[first])
        events.append(made)
        for x in spans[first]:
            event_of[x.report.id] = made.id
    return Grouping(tuple(sorted(events, key=lambda e: (edtf.sort_key(e.when), e.id))), event_of)


class _Linked:
    """A report with entities in place of mentions."""

    __slots__ = ("actors", "parties", "place", "places", "report", "targets")

    def __init__(self, report: Report, entity_of: dict[str, str]) -> None:
        self.report = report
        unique = lambda ids: tuple(dict.fromkeys(entity_of[m] for m in ids if m in entity_of))  # noqa: E731
        self.actors, self.targets = unique(report.actors), unique(report.targets)
        self.places = unique(report.places)
        self.place = self.places[0] if self.places else None
        self.parties = frozenset(self.actors + self.targets)

    def keys(self) -> list[tuple[str, str]]:
        return [(self.report.type, k) for k in [*self.places, *sorted(self.parties)]]


def _same(a: _Linked, b: _Linked) -> bool:
    if a.report.type != b.report.type or (a.report.mode and b.report.mode and a.report.mode != b.report.mode and a.report.type != "assault"):
        return False
    place = bool(set(a.places) & set(b.places))
    if a.place and b.place and not place:
        return False
    parties = len(a.parties & b.parties)
    known = edtf.may_meet(a.report.when, b.report.when)
    if known is False:
        return False
    if known and (edtf.is_day(a.report.when) or edtf.is_day(b.report.when)):
        return place or parties >= PARTIES_NEEDED
    return place and known is None and a.report.document == b.report.document


def _event(members: Sequence[_Linked]) -> Event:
    reports = [m.report for m in members]
    counted = lambda pick: tuple(dict.fromkeys(e for m in members for e in pick(m)))  # noqa: E731
    dated = sorted({r.when for r in reports if r.when}, key=lambda w: (not edtf.is_day(w), edtf.sort_key(w)))
    told = Counter(p for m in members for p in m.places)
    place = max(sorted(told), key=lambda p: told[p]) if told else None
    modes = [r.mode for r in reports if r.mode]
    words = {r.how.split(";")[0] for r in reports}
    reason = "one report" if len(reports) == 1 else f"{len(reports)} reports of one kind ({', '.join(sorted(words))})" + (f" on {dated[0]}" if dated else "") + (", same place" if place else "")
    return Event(
        id=digest("event", *sorted(r.id for r in reports)[:1]), type=reports[0].type, mode=max(sorted(set(modes)), key=modes.count) if modes else None,
        actors=counted(lambda m: m.actors), targets=counted(lambda m: m.targets), place=place, when=dated[0] if dated else None,
        reports=tuple(Account(document=r.document, start=r.start, end=r.end, text=r.text, statement=r.statement) for r in reports), reason=reason,
    )  # fmt: skip
