"""What all views read from: the current files of a store, with names for people and places in the text for every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rashomon import edtf
from rashomon.errors import NotFound
from rashomon.lang.folding import fold, keys, occurrences
from rashomon.link.echoes import Echoes
from rashomon.model import Copy, Document, Entity, Event, Figure, Mention, Relation, Report, Span, Statement, Time, Turn
from rashomon.store import FileState, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where words stand: `text` is exactly `start`–`end` of the file's text; `outlet`, `published` of its document."""

    id: str
    file: str
    document: str
    start: int
    end: int
    text: str
    outlet: str | None
    published: str | None
    language: str | None
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A speaker or party: the entity (None when unnamed) and the name as it stands in this account."""

    entity: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A statement as people read it: who, through whom, when, the exact words, and what it copies.

    `confidence`: how sure a model is that speaker and words belong together (0–1); None where nobody tells. `government`: why the
    speaker, a place, stands for a government.
    """

    cite: Cite
    speaker: Who
    chain: tuple[Who, ...]
    stance: str
    form: str
    said: str | None
    echo_of: str | None
    proposition: str | None
    how: str
    confidence: float | None = None
    government: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What every view can be narrowed by: days (ISO, inclusive) and a language."""

    since: str | None = None
    until: str | None = None
    language: str | None = None

    def lets(self, value: str | None, language: str | None) -> bool:
        """Whether a dated line of a language passes. A line without date passes only when no days are asked for."""
        if not self.speaks(language):
            return False
        if not (self.since or self.until):
            return True
        low, high = edtf.columns(value)
        if low is None and high is None:
            return False
        return not (self.since and (high or "9999") < self.since) and not (self.until and (low or "") > self.until)

    def speaks(self, language: str | None) -> bool:
        """Whether a line of a language passes, whenever it is of."""
        return not self.language or (language or "").split("-")[0] == self.language


class Snapshot:
    """A store at one moment; loads what views ask for, once. With `every`, replaced versions of files are there too."""

    least = 0.0  # the confidence below which lines are left out (`views.sure`)

    def __init__(self, store: Store, every: bool = False) -> None:
        self.store = store
        self._every = every

    @cached_property
    def files(self) -> list[FileState]:
        """Files that count: current ones, and removed ones, which are kept."""
        return [f for f in self.store.files() if f.state != "superseded" or self._every]

    @cached_property
    def state_of(self) -> dict[str, FileState]:
        """The file behind each root document; of bytes that came back as a later version, that later one."""
        return {f.root: f for f in sorted(self.files, key=lambda f: (f.state != "superseded", f.version))}

    @cached_property
    def roots(self) -> list[str]:
        return list(dict.fromkeys(f.root for f in self.files))

    @cached_property
    def _removed(self) -> frozenset[str]:
        return frozenset(f.name for f in self.files if f.state == "removed")

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.store.find(Document, roots=self.roots)}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.store.find(Entity)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.store.find(Statement, roots=self.roots)}

    @cached_property
    def statements_in(self) -> dict[str, list[Statement]]:
        """Statements of each document."""
        out: dict[str, list[Statement]] = defaultdict(list)
        for s in self.statements.values():
            out[s.document].append(s)
        return out

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return {f.id: f for f in self.store.find(Figure, roots=self.roots)}

    @cached_property
    def clippings_in(self) -> dict[str, list[Document]]:
        """Clippings of each root document."""
        out: dict[str, list[Document]] = defaultdict(list)
        for d in self.documents.values():
            if d.parent is not None:
                out[d.parent].append(d)
        return out

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        return {m.id: m for m in self.store.find(Mention, roots=self.roots)}

    @cached_property
    def mentions_in(self) -> dict[str, list[Mention]]:
        """Mentions of each document, in order."""
        out: dict[str, list[Mention]] = defaultdict(list)
        for m in sorted(self.mentions.values(), key=lambda m: (m.document, m.start)):
            out[m.document].append(m)
        return out

    @cached_property
    def bearing(self) -> dict[tuple[str | None, str], list[Mention]]:
        """Mentions of each spelling of an entity (its id and the spelling), in order."""
        out: dict[tuple[str | None, str], list[Mention]] = defaultdict(list)
        for m in sorted(self.mentions.values(), key=lambda m: (m.document, m.start)):
            out[m.entity, m.text].append(m)
        return out

    @cached_property
    def left_out(self) -> tuple[int, int]:
        """How many statements and mentions are not here because a model is less sure of them than `least`."""
        return 0, 0

    @cached_property
    def times(self) -> list[Time]:
        return self.store.find(Time, roots=self.roots)

    @cached_property
    def reports(self) -> list[Report]:
        return self.store.find(Report, roots=self.roots)

    @cached_property
    def turns(self) -> dict[str, Turn]:
        return {t.id: t for t in self.store.find(Turn, roots=self.roots)}

    @cached_property
    def events(self) -> dict[str, Event]:
        return {e.id: e for e in self.store.find(Event)}

    @cached_property
    def relations(self) -> list[Relation]:
        return self.store.find(Relation)

    @cached_property
    def copies(self) -> list[Copy]:
        return self.store.find(Copy)

    @cached_property
    def echoes(self) -> Echoes:
        """What lines of copies go back to."""
        return Echoes(self.copies, self.documents, self.text, lambda d: self.clippings_in.get(d, ()))

    @property
    def origin(self) -> dict[str, str]:
        """Document → the document it goes back to as a whole, for copies only."""
        return self.echoes.origin

    def echo_of(self, document: str, start: int, end: int) -> str | None:
        """The file whose words a line has, None where they are its document's own."""
        found = self.echoes.of(document, start, end)
        return self.documents[found].file if found in self.documents else None

    # ----------------------------------------------------------------------------- words
    def root_of(self, document: str) -> Document:
        found = self.documents[document]
        return self.documents[found.parent] if found.parent else found

    def text(self, document: str) -> str:
        return self.root_of(document).text or ""

    def cite(self, identifier: str, document: str, start: int, end: int) -> Cite:
        found = self.documents[document]
        return Cite(
            id=identifier, file=found.file, document=document, start=start, end=end, text=self.text(document)[start:end], outlet=found.outlet,
            published=found.published, language=found.language, removed=found.file in self._removed,
        )  # fmt: skip

    def name(self, entity: str | None, otherwise: str = "unnamed") -> str:
        return self.entities[entity].name if entity in self.entities else otherwise

    def spoken(self, statement: Statement) -> Spoken:
        content = statement.content
        cite = self.cite(statement.id, statement.document, content[0].start, content[-1].end)
        chain = tuple(Who(entity=c.entity, name=c.name) for c in statement.chain)
        speaker = chain[-1] if chain else Who(entity=None, name="unnamed")
        if statement.speaker:
            speaker = Who(entity=statement.speaker, name=speaker.name)
        text = self.text(statement.document)
        asked = " ".join(text[s.start : s.end] for s in statement.proposition) or None
        bearer = self.mentions.get(statement.speaker_mention or "")
        return Spoken(
            cite=cite, speaker=speaker, chain=chain, stance=statement.stance, form=statement.form, said=statement.said,
            echo_of=self.echo_of(statement.document, cite.start, cite.end), proposition=asked, how=statement.how,
            confidence=statement.confidence, government=bearer.government if bearer else None,
        )  # fmt: skip

    def giving(self, figure: Figure) -> list[Statement]:
        """The statements that hold a figure in their content."""
        return [s for s in self.statements_in[figure.document] if any(c.start <= figure.start and figure.end <= c.end for c in s.content)]

    def sureness(self, entity: Entity, spelling: str | None = None) -> float | None:
        """How sure a model is of the surest mention of an entity, or of one spelling of it (0–1); None where one has no number."""
        names = [n.name for n in entity.names] if spelling is None else [spelling]
        found = [m.confidence for name in names for m in self.bearing.get((entity.id, name), ())]
        known = [c for c in found if c is not None]
        return max(known) if known and len(known) == len(found) else None

    def inside(self, document: str, spans: tuple[Span, ...]) -> list[Mention]:
        """Mentions inside any of the spans."""
        return [m for m in self.mentions_in[document] if any(s.start <= m.start and m.end <= s.end for s in spans)]

    # ----------------------------------------------------------------------------- names
    def entity(self, words: str) -> Entity:
        """The entity an id or a name stands for: any spelling, folded; the most mentioned of several. Raises NotFound."""
        if words in self.entities:
            return self.entities[words]
        wanted = fold(words).strip()
        exact = [e for e in self.entities.values() if any(fold(n.name) == wanted for n in e.names)]
        part = [e for e in self.entities.values() if any(wanted in fold(n.name).split() or (wanted in fold(n.name) and len(wanted) > 3) for n in e.names)]
        found = exact or part
        if not found:
            raise NotFound(f"no name like {words!r} in the record (try: rashomon search {words!r})")
        return max(sorted(found, key=lambda e: e.id), key=lambda e: sum(n.count for n in e.names))

    def also(self, words: str) -> list[Entity]:
        """Other entities that a name could mean, the most mentioned first."""
        chosen = self.entity(words)
        wanted = fold(words).strip()
        others = [e for e in self.entities.values() if e.id != chosen.id and any(wanted in fold(n.name).split() for n in e.names)]
        return sorted(others, key=lambda e: (-sum(n.count for n in e.names), e.name))[:5]

    def expect(self, documents: Iterable[str]) -> None:
        """These documents will be asked for next; a snapshot that has everything need not care."""

    def spellings(self, query: str) -> list[str]:
        """All spellings of the entity whose name a query is, or of the one person or place whose name holds its words."""
        wanted = [k for k, _ in keys(query)]
        for entity in sorted(self.entities.values(), key=lambda e: e.id):
            if any([k for k, _ in keys(n.name)] == wanted for n in entity.names):
                return [n.name for n in entity.names]
        able = (e for e in self.entities.values() if e.type in ("person", "place"))
        fitting = [e for e in able if any(occurrences(list(keys(n.name)), wanted) for n in e.names)]
        return [n.name for n in fitting[0].names] if len(fitting) == 1 else []
