"""Events: reports of one thing that happened, put together over documents and languages.

Reports of one kind and day are of one event when they share a place, or a party where no place is told. A report that
names no day joins the one event of its own document that happened at its place. No event spans more than its dates allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Account, Event, Extraction, Report, digest

TOLL = ("deaths", "injuries", "missing")  # figures that count for the attack a report tells of, wherever they stand in it
DATED = 150  # characters around a figure in which another day speaks against that
WITHIN = 60  # how many events with one key a report is compared with, the latest first


@dataclass(frozen=True, slots=True)
class Grouping:
    """Events, and the event of every report."""

    events: tuple[Event, ...]
    event_of: dict[str, str]


def group(reports: Sequence[Report], entity_of: dict[str, str]) -> Grouping:
    """Events of a record. `entity_of` maps mentions to entities."""
    linked = [_Linked(r, entity_of) for r in sorted(reports, key=lambda r: (r.document, r.start, r.id))]
    groups: list[list[_Linked]] = []
    held: dict[tuple[str, str], list[int]] = defaultdict(list)

    def put(one: _Linked, at: int | None) -> None:
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(one)
        for key in one.shared():
            if at not in held[key]:
                held[key].append(at)

    for one in linked:
        if edtf.is_day(one.report.when):
            near = sorted({g for key in one.shared() for g in held[key][-WITHIN:]})
            put(one, next((g for g in near if _of_one_day(one, groups[g])), None))
    for one in linked:
        if not edtf.is_day(one.report.when):
            near = sorted({g for key in one.shared() for g in held[key][-WITHIN:]})
            fitting = [g for g in near if _beside(one, groups[g])]
            put(one, fitting[0] if len(fitting) == 1 else None)
    made = [(_event(members), members) for members in groups]
    event_of = {x.report.id: event.id for event, members in made for x in members}
    return Grouping(tuple(sorted((event for event, _ in made), key=lambda e: (edtf.sort_key(e.when), e.id))), event_of)


class _Linked:
    """A report with entities in place of mentions."""

    __slots__ = ("actors", "parties", "place", "places", "report", "targets")

    def __init__(self, report: Report, entity_of: dict[str, str]) -> None:
        self.report = report
        self.actors, self.targets, self.places = (
            tuple(dict.fromkeys(entity_of[m] for m in ids if m in entity_of)) for ids in (report.actors, report.targets, report.places)
        )
        self.place = self.places[0] if self.places else None
        self.parties = frozenset(self.actors + self.targets)

    def shared(self) -> list[tuple[str, str]]:
        return [(self.report.type, k) for k in [*self.places, *sorted(self.parties)]]


def _alike(a: _Linked, b: _Linked) -> bool:
    """Of one kind, and with dates that can be one."""
    modes = a.report.mode == b.report.mode or not (a.report.mode and b.report.mode) or a.report.type == "assault"
    return a.report.type == b.report.type and modes and edtf.may_meet(a.report.when, b.report.when) is not False


def _of_one_day(one: _Linked, members: Sequence[_Linked]) -> bool:
    """Whether a dated report is of an event of that day: at a place some account names, or where none does, of one party."""
    if not all(_alike(one, m) for m in members):
        return False
    places = {p for m in members for p in m.places}
    if one.places and places:
        return bool(places & set(one.places))
    return any(one.parties & m.parties for m in members)


def _beside(one: _Linked, members: Sequence[_Linked]) -> bool:
    """Whether a report without a day (a headline, a later sentence) is of an event its own document tells of, at its place."""
    own = [m for m in members if m.report.document == one.report.document]
    return any(set(one.places) & set(m.places) for m in own) and all(_alike(one, m) for m in members)


def _event(members: Sequence[_Linked]) -> Event:
    reports = [m.report for m in members]
    dated = sorted({r.when for r in reports if r.when}, key=lambda w: (not edtf.is_day(w), edtf.sort_key(w)))
    told = Counter(p for m in members for p in m.places)
    place = max(sorted(told), key=lambda p: told[p]) if told else None
    modes = [r.mode for r in reports if r.mode]
    words = {r.how.split(";")[0] for r in reports}
    reason = (
        "one report"
        if len(reports) == 1
        else f"{len(reports)} reports of one kind ({', '.join(sorted(words))})" + (f" on {dated[0]}" if dated else "") + (", same place" if place else "")
    )
    return Event(
        id=digest("event", *sorted(r.id for r in reports)[:1]), type=reports[0].type, mode=max(sorted(set(modes)), key=modes.count) if modes else None,
        actors=tuple(dict.fromkeys(e for m in members for e in m.actors)), targets=tuple(dict.fromkeys(e for m in members for e in m.targets)), place=place, when=dated[0] if dated else None,
        reports=tuple(Account(document=r.document, start=r.start, end=r.end, text=r.text, statement=r.statement) for r in reports), reason=reason,
    )  # fmt: skip


def told(reports: Sequence[Report], event_of: dict[str, str], kind: str) -> dict[str, str]:
    """The event of one kind that each document tells of most, by document; none where two are told of alike."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        if report.type == kind and report.id in event_of:
            counts[report.document][event_of[report.id]] += 1
    out = {}
    for document, events in counts.items():
        (first, most), *rest = events.most_common(2)
        if not rest or rest[0][1] < most:
            out[document] = first
    return out


def counting(file: Extraction, grouping: Grouping) -> dict[str, str]:
    """The event a figure counts for, by figure: of the account it stands in; for the dead, injured and missing else the
    attack its document tells of most, unless another day is named beside the figure."""
    when = {e.id: e.when for e in grouping.events}
    attacks = told(file.reports, grouping.event_of, "assault")
    out: dict[str, str] = {}
    for figure in file.figures:
        holding = [r for r in file.reports if r.document == figure.document and r.start <= figure.start and figure.end <= r.end and r.id in grouping.event_of]
        if holding:
            out[figure.id] = grouping.event_of[min(holding, key=lambda r: (r.end - r.start, r.id)).id]
        elif figure.category in TOLL and figure.document in attacks:
            event = attacks[figure.document]
            near = [t for t in file.times if t.document == figure.document and t.type == "date" and figure.start - DATED <= t.start <= figure.end + DATED]
            if not any(edtf.may_meet(t.value, when[event]) is False for t in near if t.value):
                out[figure.id] = event
    return out
