"""The façade: `rashomon.open(path)` gives a `Record`; the command line and later the web app call only this.

    record = rashomon.open("pile.sqlite")
    record.build("reports/")
    for dispute in record.disputes(): …

Answers are frozen dataclasses (`rashomon.views`); each line holds a `Cite` with the exact words, file and offsets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from rashomon import codec, config, edtf
from rashomon.errors import InputError, NotFound, SetupError
from rashomon.model import Document, Judgement, Side, Span, digest
from rashomon.model import Record as Line
from rashomon.store import FileState, Store, open_store
from rashomon.views import disputes as disputes_
from rashomon.views import dossier as dossier_
from rashomon.views import figures as figures_
from rashomon.views import passage as passage_
from rashomon.views import search as search_
from rashomon.views import sources as sources_
from rashomon.views import statements as statements_
from rashomon.views import timeline as timeline_
from rashomon.views.snapshot import Filter, Snapshot, Spoken

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What `check` found: how many spans and files hold, and a line for every one that does not."""

    spans: int
    files: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


class Record:
    """A record kept in a store. Opens the store when it is first needed; use as a context manager, or `close`."""

    def __init__(self, settings: config.Settings) -> None:
        self.settings = settings
        self._store: Store | None = None
        self._snapshot: Snapshot | None = None

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store; a later call opens it again."""
        self._snapshot = None
        if self._store is not None:
            self._store.close()
            self._store = None

    @property
    def _view(self) -> Snapshot:
        if self._snapshot is None:
            self.close()
            self._store = open_store(self.settings.location, kind=self.settings.storage)
            self._snapshot = Snapshot(self._store)
        return self._snapshot

    def _writing(self, create: bool = False) -> Store:
        self.close()
        return open_store(self.settings.location, kind=self.settings.storage, create=create, write=True)

    # ----------------------------------------------------------------------------- writing
    def build(self, *paths: str | Path, progress: Progress = lambda *_: None) -> Any:
        """Reads files, folders and globs into the record; what was read before is not read again. Returns a `Summary`."""
        from rashomon.pipeline.building import build

        store = self._writing(create=True)
        try:
            return build(store, [str(p) for p in paths], self.settings, progress)
        finally:
            store.close()

    def judge(self, verdict: str, a: str, b: str, why: str | None = None) -> Judgement:
        """Keeps a decision that two names (or mention or entity ids) are the `same`, or `different`; links follow it."""
        if verdict not in ("same", "different"):
            raise SetupError(f"no verdict {verdict!r}: same or different")
        one, two = self._side(a), self._side(b)
        if set(one.mentions) & set(two.mentions) and verdict == "different":
            raise SetupError(f"{a!r} and {b!r} are one spelling in the record: name two spellings, or two mention ids (rashomon show NAME lists them)")
        return self._append(verdict, a=one, b=two, why=why)

    def undo(self, judgement: str, why: str | None = None) -> Judgement:
        """Takes back a judgement; the ledger keeps both."""
        known = {j.id for j in self.judgements()}
        if judgement not in known:
            raise NotFound(f"no judgement {judgement!r} (rashomon judge list shows them)")
        return self._append("undo", undoes=judgement, why=why)

    def _side(self, words: str) -> Side:
        """What a person named: a mention, an entity, or a spelling, anchored in the mentions that bear it now."""
        view = self._view
        if words in view.mentions:
            m = view.mentions[words]
            return Side(name=m.text, mentions=(m.id,), places=((view.documents[m.document].file, m.start, m.end),))
        entity = view.entity(words)
        wanted = words.casefold()
        own = [m for m in view.mentions.values() if m.entity == entity.id and (words == entity.id or m.text.casefold() == wanted)]
        own = sorted(own or [m for m in view.mentions.values() if m.entity == entity.id], key=lambda m: m.id)
        name = entity.name if words == entity.id else words
        return Side(name=name, mentions=tuple(m.id for m in own[:200]), places=tuple((view.documents[m.document].file, m.start, m.end) for m in own[:5]))

    def _append(self, verdict: Any, a: Side | None = None, b: Side | None = None, undoes: str | None = None, why: str | None = None) -> Judgement:
        from rashomon.pipeline.building import relink

        when = datetime.now(UTC).isoformat(timespec="microseconds")
        who = self.settings.judge
        made = Judgement(
            id=digest("judgement", verdict, codec.pack(a) if a else "", codec.pack(b) if b else "", undoes, who, when), verdict=verdict, a=a, b=b, undoes=undoes,
            who=who, when=when, why=why,
        )  # fmt: skip
        store = self._writing()
        try:
            store.judge(made)
            relink(store)
        finally:
            store.close()
        return made

    # ----------------------------------------------------------------------------- questions
    def timeline(
        self, *, since: str | None = None, until: str | None = None, language: str | None = None, about: str | None = None, undated: bool = False
    ) -> list[timeline_.Entry]:
        """What is reported to have happened, in order, with every account of it."""
        return timeline_.timeline(self._view, narrowed(since, until, language), about, undated)

    def dossier(self, name: str, *, since: str | None = None, until: str | None = None, language: str | None = None) -> dossier_.Dossier:
        """One actor under all spellings. Raises NotFound."""
        return dossier_.dossier(self._view, name, narrowed(since, until, language))

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        stance: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
    ) -> list[Spoken]:
        """Who said what."""
        return statements_.statements(self._view, narrowed(since, until, language), by, about, stance)

    def figures(self, *, category: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> list[figures_.Group]:
        """Figures that count the same thing, beside each other."""
        return figures_.figures(self._view, narrowed(since, until, language), category)

    def disputes(self, *, since: str | None = None, until: str | None = None, language: str | None = None) -> list[disputes_.Dispute]:
        """Accounts that deny, contradict or differ."""
        return disputes_.disputes(self._view, narrowed(since, until, language))

    def agreements(self, *, since: str | None = None, until: str | None = None, language: str | None = None) -> list[disputes_.Dispute]:
        """Accounts that repeat or corroborate each other."""
        return disputes_.disputes(self._view, narrowed(since, until, language), ("corroborates", "repeats"))

    def sources(self, *, language: str | None = None) -> sources_.Sources:
        """Outlets, what is their own and what is repeated."""
        return sources_.sources(self._view, language)

    def search(self, query: str, *, since: str | None = None, until: str | None = None, language: str | None = None, limit: int = 20) -> list[search_.Hit]:
        """Passages that hold the words, in either script."""
        return search_.search(self._view, query, narrowed(since, until, language), limit)

    def show(self, identifier: str) -> list[passage_.Shown]:
        """A line in its passage, and how it came to be; a name shows where each spelling was first seen."""
        try:
            return passage_.show(self._view, identifier)
        except NotFound:
            if identifier[1:2] == "-" and len(identifier) == 18:
                raise
            return passage_.show(self._view, self._view.entity(identifier).id)

    def files(self) -> list[FileState]:
        """Every version of every file."""
        return self._view.store.files()

    def judgements(self) -> list[Judgement]:
        """The ledger, oldest first."""
        return self._view.store.judgements()

    @property
    def snapshot(self) -> Snapshot:
        """What the exports read from."""
        return self._view

    def records(self) -> Iterator[Line]:
        """The record in its interchange format."""
        from rashomon.export.records import records

        return records(self._view)

    def tables(self, folder: str | Path, *, since: str | None = None, until: str | None = None, language: str | None = None) -> list[Path]:
        """Writes CSV tables into a folder."""
        from rashomon.export.tables import write

        return write(self._view, Path(folder), narrowed(since, until, language))

    def report(self, *, title: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> str:
        """The report: one self-contained HTML page."""
        from rashomon.export.html import page

        return page(self._view, narrowed(since, until, language), title)

    def check(self) -> Checked:
        """Verifies every span against the kept text and every file's digest against the disk."""
        return _check(self._view)


def _check(view: Snapshot) -> Checked:
    problems: list[str] = []
    notes: list[str] = []
    spans = 0
    for kind in (view.mentions.values(), view.figures.values(), view.times, view.reports):
        for line in kind:  # type: ignore[attr-defined]
            spans += 1
            if view.text(line.document)[line.start : line.end] != line.text:
                problems.append(f"{line.id}: {line.start}–{line.end} of {view.documents[line.document].file} is not {line.text!r}")
    for statement in view.statements.values():
        length = len(view.text(statement.document))
        for span in (*statement.source, *statement.cue, *statement.content):
            spans += 1
            if not 0 <= span.start < span.end <= length:
                problems.append(f"{statement.id}: {span.start}–{span.end} lies outside {view.documents[statement.document].file}")
    for root in (d for d in view.documents.values() if d.parent is None):
        if root.end != len(root.text or ""):
            problems.append(f"{root.file}: the kept text has another length than when it was read")
    for file in view.files:
        path = Path(file.path)
        if file.state == "removed" or not path.is_file():
            notes.append(f"{file.name}: no longer at {file.path}; its text is kept")
            continue
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != file.sha256:
            problems.append(f"{file.name}: changed on disk since it was read (run rashomon build to read the new version)")
    return Checked(spans=spans, files=len(view.files), problems=tuple(problems), notes=tuple(notes))


def narrowed(since: str | None, until: str | None, language: str | None) -> Filter:
    """A filter; days may be given as year, month or day. Raises SetupError for a date that is none."""
    low, high = since, until
    if since is not None:
        low = _edge(since, "--from")[0]
    if until is not None:
        high = _edge(until, "--to")[1]
    return Filter(since=low, until=high, language=language)


def _edge(value: str, option: str) -> tuple[str, str]:
    low, high = edtf.columns(value)
    if low is None or high is None:
        raise SetupError(f"{option} {value}: no date (give a year, a month or a day: 2031, 2031-05, 2031-05-06)")
    return low, high


def open(path: str | Path | None = None, **settings: Any) -> Record:
    """A record. `path` is the store's file; other settings as in `rashomon.config.TABLE`. In a script files are read by
    one process unless `jobs` is given."""
    settings.setdefault("jobs", 1)
    return Record(config.load(store=str(path) if path is not None else None, **settings))


def read(data: bytes, file: str) -> list[Document]:
    """The documents of one file without a store: text, outlet, date, clippings. Raises InputError."""
    from rashomon.pipeline import Reader

    return Reader().documents(data, file)


def documents(paths: Iterable[str]) -> Iterator[Document | InputError]:
    """The documents of files, one file after another; a file that cannot be read gives its error."""
    from rashomon.pipeline import Reader
    from rashomon.pipeline.discover import read_bytes

    reader, limit = Reader(), config.load().max_bytes
    for path in paths:
        try:
            yield from reader.documents(read_bytes(path, path, limit), path)
        except InputError as error:
            yield error


def annotate(lines: Iterable[bytes]) -> Iterator[Line | InputError]:
    """Records of documents given as JSON lines (see the record format), one after another; a bad line gives its error."""
    from rashomon.export.records import of_one
    from rashomon.lang.gazetteer import gazetteer
    from rashomon.link.spelling import Speller
    from rashomon.pipeline import Reader, link
    from rashomon.read import Source

    reader, speller = Reader(), Speller(gazetteer())
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            given = codec.read_given(raw, f"line {number}")
            if given.published is not None and not edtf.is_valid(given.published):
                raise InputError(f"line {number}", f"published {given.published!r} is no date", "use YYYY-MM-DD or EDTF")
            found = reader.annotate(
                Source(text=given.text, encoding="utf-8", language=given.language),
                given.id,
                hashlib.sha256(given.text.encode("utf-8", "surrogatepass")).hexdigest(),
                _given(given),
            )
        except InputError as error:
            yield error
            continue
        yield from of_one(found, link([found], (), speller))


def _given(given: codec.Given) -> Document:
    """What a line says of its document, in the form the reader takes."""
    at = given.text.find(given.title) if given.title else -1
    title = Span(at, at + len(given.title)) if given.title and at >= 0 else None
    return Document(
        id=given.id, file=given.id, start=0, end=len(given.text), language=given.language, title=title, outlet=given.outlet, published=given.published, sha256="",
    )  # fmt: skip
