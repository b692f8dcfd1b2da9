"""Events: reports of one thing that happened, put together over documents and languages.

Reports of one kind and day are of one event when they share a place, or a party where no place is told. A report that
names no day joins the one event of its own document that happened at its place. No event spans more than its dates allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon import edtf
from rashomon.model import Account, Event, Extraction, Report, Span, digest
from rashomon.spans import Places

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
    groups: list[_Group] = []
    held: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)

    def near(one: _Linked) -> list[int]:
        return sorted({g for key in one.shared() for g in list(held[key])[-WITHIN:]})

    def put(one: _Linked, at: int | None) -> None:
        if at is None:
            at = len(groups)
            groups.append(_Group())
        groups[at].add(one)
        for key in one.shared():
            held[key].setdefault(at)

    for one in linked:
        if edtf.is_day(one.report.when):
            put(one, next((g for g in near(one) if groups[g].is_of_day(one)), None))
    for one in linked:
        if not edtf.is_day(one.report.when):
            fitting = [g for g in near(one) if groups[g].is_beside(one)]
            put(one, fitting[0] if len(fitting) == 1 else None)
    made = [(_event(g.members), g.members) for g in groups]
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

    @property
    def sort(self) -> tuple[str, str | None, str | None]:
        return self.report.type, self.report.mode, self.report.when

    def shared(self) -> list[tuple[str, str]]:
        return [(self.report.type, k) for k in [*self.places, *sorted(self.parties)]]


class _Group:
    """Reports taken for one event, with what they tell kept apart so that one more is compared quickly."""

    __slots__ = ("_by_document", "_parties", "_places", "_sorts", "members")

    def __init__(self) -> None:
        self.members: list[_Linked] = []
        self._sorts: set[tuple[str, str | None, str | None]] = set()
        self._places: set[str] = set()
        self._parties: set[str] = set()
        self._by_document: dict[str, set[str]] = defaultdict(set)

    def add(self, one: _Linked) -> None:
        self.members.append(one)
        self._sorts.add(one.sort)
        self._places.update(one.places)
        self._parties.update(one.parties)
        self._by_document[one.report.document].update(one.places)

    def is_of_day(self, one: _Linked) -> bool:
        """Whether a dated report is of an event of that day: at a place some account names, or where none does, of one party."""
        if not self._is_alike(one):
            return False
        if one.places and self._places:
            return bool(self._places & set(one.places))
        return bool(one.parties & self._parties)

    def is_beside(self, one: _Linked) -> bool:
        """Whether a report without a day (a headline, a later sentence) is of an event its own document tells of, at its place."""
        return bool(self._by_document.get(one.report.document, set()) & set(one.places)) and self._is_alike(one)

    def _is_alike(self, one: _Linked) -> bool:
        """Of one kind with all, and with dates that can be one."""
        kind, mode, when = one.sort
        return all(kind == k and (mode == m or not (mode and m) or kind == "assault") and edtf.may_meet(when, w) is not False for k, m, w in self._sorts)


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
    if dated:
        reason += "".join(f"; {h}" for h in sorted({r.how.partition("; ")[2] for r in reports if r.when == dated[0]} - {""})[:1])
    return Event(
        id=digest("event", *sorted(r.id for r in reports)[:1]), type=reports[0].type, mode=max(sorted(set(modes)), key=modes.count) if modes else None,
        actors=tuple(dict.fromkeys(e for m in members for e in m.actors)), targets=tuple(dict.fromkeys(e for m in members for e in m.targets)), place=place, when=dated[0] if dated else None,
        reports=tuple(Account(document=r.document, start=r.start, end=r.end, text=r.text, statement=r.statement) for r in reports), reason=reason,
    )  # fmt: skip


def told(reports: Iterable[Report], grouping: Grouping, kind: str) -> dict[str, str]:
    """The event of one kind that each document tells of most, dated ones first; none where two are told of alike."""
    dated = {e.id for e in grouping.events if e.when}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        if report.type == kind and (event := grouping.event_of.get(report.id)):
            counts[report.document][event] += 1
    out = {}
    for document, events in counts.items():
        ranked = sorted(((e in dated, n, e) for e, n in events.items()), reverse=True)
        if len(ranked) == 1 or ranked[0][:2] > ranked[1][:2]:
            out[document] = ranked[0][2]
    return out


def counting(files: Sequence[Extraction], grouping: Grouping, attacks: dict[str, str]) -> dict[str, str]:
    """The event a figure counts for, by figure: of the account it stands in; for the dead, injured and missing else the
    attack its document tells of most (`attacks`, from `told`), unless another day is named beside the figure."""
    when = {e.id: e.when for e in grouping.events}
    out: dict[str, str] = {}
    for file in files:
        accounts, dated = Places(r for r in file.reports if r.id in grouping.event_of), Places(t for t in file.times if t.type == "date")
        for figure in file.figures:
            holding = [r for r in accounts.holding(figure) if r.document == figure.document]
            own = grouping.event_of[min(holding, key=lambda r: (r.end - r.start, r.id)).id] if holding else None
            attack = attacks.get(figure.document) if figure.category in TOLL else None
            if attack is not None and (own is None or not when[own]):  # a later sentence counts for the attack the report tells of
                near = [t for t in dated.overlapping(Span(figure.start - DATED, figure.end + DATED)) if t.document == figure.document]
                if not any(edtf.may_meet(t.value, when[attack]) is False for t in near if t.value):
                    own = attack
            if own is not None:
                out[figure.id] = own
    return out
