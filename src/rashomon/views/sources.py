"""Sources: which outlets the pile comes from, what each carries of its own, and what it repeats."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rashomon.lang.folding import fold
from rashomon.model import Copy
from rashomon.store import Skipped
from rashomon.views.snapshot import Filter, Snapshot

EVERYTHING = Filter()
UNKNOWN = "outlet not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet: its documents, who it lets speak, which files carry it.

    `independent` documents go back to no other, `repeated` to another of the same outlet (a later version, a clipping), `echoed` to another's; `echoes`: whose, and how often.
    """

    name: str
    documents: int
    independent: int
    repeated: int
    echoed: int
    echoes: tuple[tuple[str, int], ...]
    clippings: int
    statements: int
    speakers: tuple[tuple[str, int], ...]
    files: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A document that repeats another."""

    file: str
    outlet: str | None
    of_file: str
    of_outlet: str | None
    kind: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    outlets: tuple[Outlet, ...]
    copies: tuple[Repeat, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def sources(snapshot: Snapshot, narrow: Filter = EVERYTHING) -> Sources:
    """Outlets by number of documents; documents whose outlet is unknown are put together, last. Copies are listed when the
    copy passes the filter."""
    groups: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    inside: set[str] = set()
    for document in snapshot.documents.values():
        if not narrow.lets(document.published, document.language):
            continue
        inside.add(document.id)
        key = _keyed(document.outlet)
        groups[key].append(document.id)
        shown[key][document.outlet or UNKNOWN] += 1
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in snapshot.statements.values():
        said[statement.document][snapshot.name(statement.speaker, statement.chain[-1].name if statement.chain else "unnamed")] += 1
    outlets = []
    for key, ids in groups.items():
        own = [snapshot.documents[i] for i in ids]
        speakers: Counter[str] = Counter()
        for i in ids:
            speakers.update(said[i])
        dates = sorted(d.published for d in own if d.published)
        of = [snapshot.documents[snapshot.origin[i]] for i in ids if snapshot.origin.get(i) in snapshot.documents]
        others = Counter(d.outlet or UNKNOWN for d in of if not key or _keyed(d.outlet) != key)
        outlets.append(
            Outlet(
                name=shown[key].most_common(1)[0][0], documents=len(own), independent=len(own) - len(of), repeated=len(of) - others.total(), echoed=others.total(),
                echoes=tuple(others.most_common()),
                clippings=sum(d.parent is not None for d in own), statements=sum(speakers.values()), speakers=tuple(speakers.most_common(6)),
                files=tuple(sorted({d.file for d in own})), first=dates[0] if dates else None, last=dates[-1] if dates else None,
            )
        )  # fmt: skip
    return Sources(
        outlets=tuple(sorted(outlets, key=lambda o: (o.name == UNKNOWN, -o.documents, o.name))), copies=tuple(_repeat(snapshot, c) for c in snapshot.copies if c.document in inside and c.of in snapshot.documents),
        removed=tuple(f.name for f in snapshot.files if f.state == "removed" and f.root in inside), skipped=tuple(snapshot.store.skipped()),
    )  # fmt: skip


def _keyed(outlet: str | None) -> str:
    """An outlet's name as it is compared."""
    return "".join(fold(outlet or "").split())


def _repeat(snapshot: Snapshot, copy: Copy) -> Repeat:
    one, other = snapshot.documents[copy.document], snapshot.documents[copy.of]
    return Repeat(file=one.file, outlet=one.outlet, of_file=other.file, of_outlet=other.outlet, kind=copy.kind, share=copy.share)
