"""A part of the record: what one answer needs is fetched when it is asked for, all else stays in the store.

A `Part` is a `Snapshot` to the views, which then give the same lines as of the whole record; what they go through as a list
(`statements`, `figures`, `relations`) holds only what was put in. `Names` are kept from one answer to the next, until a linking makes
new ones: every entity with its spellings, and which document repeats which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from rashomon.errors import NotFound
from rashomon.lang.folding import fold, keys, occurrences
from rashomon.link.copies import origins
from rashomon.link.echoes import Echoes
from rashomon.link.overlap import Mask, Placed, overlap
from rashomon.model import Copy, Document, Entity, Event, Figure, Mention, Relation, Report, Statement, Time, Turn
from rashomon.store import FileState, Store, Where
from rashomon.views.snapshot import Snapshot

K = TypeVar("K")
V = TypeVar("V")
TOGETHER = 500  # ids looked up in one question
MOST_COMPARED = 5000  # documents whose words are held


class Fetched(dict[K, V]):
    """A mapping that looks up what it is asked for and does not hold yet; `want` looks up many at once. What is not there is asked once, and
    keys that do not begin with `prefix` never."""

    def __init__(self, look: Callable[[list[K]], Mapping[K, V]], prefix: str = "") -> None:
        super().__init__()
        self._look = look
        self._prefix = prefix
        self._absent: set[K] = set()

    def want(self, wanted: Iterable[K]) -> None:
        open_ = list(dict.fromkeys(k for k in wanted if str(k).startswith(self._prefix) and not dict.__contains__(self, k) and k not in self._absent))
        for at in range(0, len(open_), TOGETHER):
            part = open_[at : at + TOGETHER]
            found = self._look(part)
            self.update(found)
            self._absent.update(k for k in part if k not in found)

    def __missing__(self, key: K) -> V:
        self.want((key,))
        return dict.__getitem__(self, key) if dict.__contains__(self, key) else self._never(key)

    def _never(self, key: K) -> V:
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        if not dict.__contains__(self, key):
            self.want((key,))  # type: ignore[arg-type]
        return dict.__contains__(self, key)

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]
        return dict.__getitem__(self, key) if key in self else default


class Names:
    """Entities and copies of one linking, with an index of folded spellings. Fetched once; never changed."""

    def __init__(self, store: Store) -> None:
        self.entities: dict[str, Entity] = {e.id: e for e in store.page(Entity)}
        self.count = {e.id: sum(n.count for n in e.names) for e in self.entities.values()}
        self.ranked = sorted(self.entities.values(), key=lambda e: (-self.count[e.id], e.name, e.id))
        self.copies = store.page(Copy)
        self.placed: dict[str, Placed] = Bounded()  # words of documents with their places, as they were compared
        self.compared: dict[str, tuple[Placed, list[tuple[Copy, Mask]]]] = Bounded()

    @cached_property
    def folded(self) -> dict[str, tuple[str, ...]]:
        """Entity → its spellings, folded."""
        return {e.id: tuple(dict.fromkeys(fold(n.name) for n in e.names)) for e in self.ranked}

    @cached_property
    def exact(self) -> dict[str, list[str]]:
        """Folded spelling → entities, the most named first."""
        out: dict[str, list[str]] = defaultdict(list)
        for entity, spellings in self.folded.items():
            for spelling in spellings:
                out[spelling].append(entity)
        return out

    @cached_property
    def by_word(self) -> dict[str, list[str]]:
        """Word of a folded spelling → entities, the most named first."""
        out: dict[str, dict[str, None]] = defaultdict(dict)
        for entity, spellings in self.folded.items():
            for spelling in spellings:
                for word in spelling.split():
                    out[word][entity] = None
        return {word: list(entities) for word, entities in out.items()}

    @cached_property
    def by_keys(self) -> dict[tuple[str, ...], str]:
        """Search keys of a spelling → the entity with the least id that bears it."""
        out: dict[tuple[str, ...], str] = {}
        for entity in sorted(self.entities.values(), key=lambda e: e.id):
            for name in entity.names:
                out.setdefault(tuple(k for k, _ in keys(name.name)), entity.id)
        return out

    @cached_property
    def by_key(self) -> dict[str, list[str]]:
        """Search key → entities with a spelling that has it."""
        out: dict[str, dict[str, None]] = defaultdict(dict)
        for spelling, entity in ((n.name, e.id) for e in self.ranked for n in e.names):
            for key, _ in keys(spelling):
                out[key][entity] = None
        return {key: list(entities) for key, entities in out.items()}

    @cached_property
    def origin(self) -> dict[str, str]:
        """Document → the one it goes back to as a whole."""
        return origins(self.copies)

    @cached_property
    def copied(self) -> dict[str, list[Copy]]:
        """Document → what it has of others."""
        out: dict[str, list[Copy]] = defaultdict(list)
        for copy in self.copies:
            out[copy.document].append(copy)
        return out

    @cached_property
    def versions(self) -> set[str]:
        return {c.document for c in self.copies if c.kind == "version"}


class Bounded(dict[K, V]):
    """Forgets everything when it holds too much; what it held is found again."""

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= MOST_COMPARED:
            self.clear()
        super().__setitem__(key, value)


class PartEchoes(Echoes):
    """Echoes of the lines that are asked about; the documents are fetched then, and what was compared is held with the names."""

    def __init__(self, part: Part) -> None:
        self.origin, self.versions = part.names.origin, part.names.versions
        self._documents, self._text_of, self._clippings = part.documents, part.text, lambda d: part.clippings_in.get(d) or ()
        self._of = part.names.copied
        self._compared = part.names.compared
        self._placed = part.names.placed

    def placed(self, document: str) -> Placed:
        found = self._placed.get(document)
        if found is None:
            found = self._placed[document] = super().placed(document)
        return found

    def _comparisons(self, document: str) -> tuple[Placed, list[tuple[Copy, Mask]]]:
        found = self._compared.get(document)
        if found is None:
            mine = self.placed(document)
            found = self._compared[document] = (
                mine,
                [(c, overlap(mine.words, self.placed(c.of).words).first) for c in self._of[document] if c.of in self._documents],
            )
        return found


class Part(Snapshot):
    """See above. `relations`, `times` and `reports` are empty until somebody puts lines in."""

    def __init__(self, store: Store, names: Names) -> None:
        super().__init__(store)
        self.names = names
        self.documents: Fetched[str, Document] = Fetched(lambda ids: {d.id: d for d in self._of(Document, "id", ids)}, "d-")
        self.statements: Fetched[str, Statement] = Fetched(lambda ids: {s.id: s for s in self._of(Statement, "id", ids)}, "s-")
        self.mentions: Fetched[str, Mention] = Fetched(lambda ids: {m.id: m for m in self._of(Mention, "id", ids)}, "m-")
        self.figures: Fetched[str, Figure] = Fetched(lambda ids: {f.id: f for f in self._of(Figure, "id", ids)}, "f-")
        self.turns: Fetched[str, Turn] = Fetched(lambda ids: {t.id: t for t in self._of(Turn, "id", ids)}, "u-")
        self.events: Fetched[str, Event] = Fetched(lambda ids: {e.id: e for e in self._of(Event, "id", ids)}, "e-")
        self.statements_in: Fetched[str, list[Statement]] = Fetched(lambda ids: _by(self._of(Statement, "document", ids), ids))
        self.mentions_in: Fetched[str, list[Mention]] = Fetched(lambda ids: _by(self._of(Mention, "document", ids), ids))
        self.clippings_in: Fetched[str, list[Document]] = Fetched(self._clippings)
        self.state_of: Fetched[str, FileState] = Fetched(lambda roots: {r: f for r in roots if (f := store.file_of(r)) is not None})
        self.relations: list[Relation] = []
        self.times: list[Time] = []
        self.reports: list[Report] = []

    def _of(self, kind: type[V], column: str, ids: Collection[str]) -> list[V]:
        order = ("start", "end", "id") if kind in (Mention, Figure, Turn, Document) else ("id",)
        return self.store.page(kind, where=(Where(column, "in", ids),), order=order)

    def _clippings(self, roots: list[str]) -> dict[str, list[Document]]:
        out: dict[str, list[Document]] = {root: [] for root in roots}
        for d in self._of(Document, "parent", roots):
            out[d.parent or ""].append(d)
        return out

    def prepare(self, documents: Iterable[str]) -> None:
        """Fetches documents, and the files they are clippings of, together."""
        wanted = list(documents)
        self.documents.want(wanted)
        self.documents.want(d.parent for i in wanted if (d := self.documents.get(i)) is not None and d.parent is not None)
        self.documents.want(self.origin[i] for i in wanted if i in self.origin)

    def compare(self, documents: Iterable[str]) -> None:
        """The same, with all that is needed to tell which of their lines are echoes."""
        wanted = list(documents)
        self.prepare(wanted)
        copied = [i for i in wanted if i in self.names.copied and i not in self.names.compared]
        sources = [c.of for i in copied for c in self.names.copied[i]]
        self.documents.want((*sources, *(self.origin[i] for i in sources if i in self.origin)))
        self.documents.want(d.parent for i in sources if (d := self.documents.get(i)) is not None and d.parent is not None)
        self.clippings_in.want((*copied, *sources))

    def expect(self, documents: Iterable[str]) -> None:
        wanted = list(documents)
        self.prepare(wanted)
        self.clippings_in.want(wanted)

    def hear(self, statements: Iterable[Statement]) -> list[Statement]:
        """Puts statements in, with their documents and the names of their speakers."""
        found = list(statements)
        self.statements.update({s.id: s for s in found})
        self.compare(s.document for s in found)
        self.mentions.want(s.speaker_mention for s in found if s.speaker_mention)
        return found

    @property
    def entities(self) -> dict[str, Entity]:
        return self.names.entities

    @property
    def copies(self) -> list[Copy]:
        return self.names.copies

    @property
    def origin(self) -> dict[str, str]:
        return self.names.origin

    @cached_property
    def echoes(self) -> Echoes:
        return PartEchoes(self)

    @cached_property
    def _removed(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.store.roots_in("removed"))

    # ----------------------------------------------------------------------------- names
    def entity(self, words: str) -> Entity:
        if words in self.entities:
            return self.entities[words]
        wanted = fold(words).strip()
        found = self.names.exact.get(wanted) or self._holding(wanted)
        if not found:
            raise NotFound(f"no name like {words!r} in the record")
        return self.entities[found[0]]

    def _holding(self, wanted: str) -> list[str]:
        """Entities with a spelling that holds the words."""
        if not wanted:
            return []
        if len(wanted) <= 3:
            return self.names.by_word.get(wanted, [])
        return [entity for entity, spellings in self.names.folded.items() if any(wanted in spelling for spelling in spellings)]

    def also(self, words: str) -> list[Entity]:
        chosen = self.entity(words)
        return [self.entities[i] for i in self.names.by_word.get(fold(words).strip(), []) if i != chosen.id][:5]

    def spellings(self, query: str) -> list[str]:
        wanted = [k for k, _ in keys(query)]
        found = self.names.by_keys.get(tuple(wanted))
        if found is not None:
            return [n.name for n in self.entities[found].names]
        near = [self.entities[i] for i in self.names.by_key.get(wanted[0], ())] if wanted else []
        fitting = [e for e in near if e.type in ("person", "place") and any(occurrences(list(keys(n.name)), wanted) for n in e.names)]
        return [n.name for n in fitting[0].names] if len(fitting) == 1 else []


def _by(lines: Iterable[V], ids: Iterable[str]) -> dict[str, list[V]]:
    out: dict[str, list[V]] = {i: [] for i in ids}
    for line in lines:
        out[line.document].append(line)  # type: ignore[attr-defined]
    return out
