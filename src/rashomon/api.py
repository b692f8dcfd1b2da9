"""The façade: `rashomon.open(path)` gives a `Record`; the command line and later the web app call only this.

    record = rashomon.open("pile.sqlite")
    record.build("reports/")
    for dispute in record.disputes(): …

Answers are frozen dataclasses (`rashomon.views`); each line holds a `Cite` with the exact words, file and offsets.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from rashomon import codec, config, edtf
from rashomon.browsing.facade import Browsing
from rashomon.errors import InputError, NotFound, SetupError
from rashomon.judging import Judging
from rashomon.lang.folding import keys
from rashomon.model import Document, MentionType, Span, Stance
from rashomon.model import Record as Line
from rashomon.names import compare_names as compare_names
from rashomon.names import name_variants as name_variants
from rashomon.reads import documents as documents
from rashomon.reads import outlines as outlines
from rashomon.reads import read_bytes as read_bytes
from rashomon.store import FileState, Store, open_store
from rashomon.views import check as check_
from rashomon.views import copies as copies_
from rashomon.views import disputes as disputes_
from rashomon.views import dossier as dossier_
from rashomon.views import entities as entities_
from rashomon.views import figures as figures_
from rashomon.views import passage as passage_
from rashomon.views import search as search_
from rashomon.views import sources as sources_
from rashomon.views import statements as statements_
from rashomon.views import timeline as timeline_
from rashomon.views.hidden import hidden
from rashomon.views.snapshot import Filter, Snapshot, Spoken
from rashomon.views.sure import Sure

if TYPE_CHECKING:
    from rashomon.link.geonames import LoadedPlaces
    from rashomon.pipeline.building import Summary
    from rashomon.pipeline.lists import NameList

ID = re.compile(r"[a-z]-[0-9a-f]{4,16}")
Progress = Callable[[str, int, int], None]
A = TypeVar("A")


class Record(Browsing, Judging):
    """A record kept in a store. Opens the store when it is first needed; use as a context manager, or `close`.

    With the setting `min_confidence`, answers leave out lines of which a model is less sure, and `hidden` says how many.
    """

    def __init__(self, settings: config.Settings) -> None:
        self.settings = settings
        self._store: Store | None = None
        self._snapshot: Snapshot | None = None
        self._sure: Snapshot | None = None
        self._lacking: Callable[[], int] = lambda: 0

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store; a later call opens it again."""
        self._snapshot = self._sure = None
        self._lacking = lambda: 0
        if self._store is not None:
            self._store.close()
            self._store = None

    @property
    def _view(self) -> Snapshot:
        """The whole record, whatever a model is sure of."""
        if self._snapshot is None:
            self.close()
            self._store = open_store(self.settings.location, kind=self.settings.storage)
            self._snapshot = Snapshot(self._store)
        return self._snapshot

    def _answer(self, ask: Callable[[Snapshot], A]) -> A:
        """A question put to the record as far as it is sure enough; what it hides is counted when somebody asks."""
        shown = self.snapshot
        answer = ask(shown)
        self._lacking = (lambda: hidden(ask(self._view), answer)) if shown.least else lambda: 0
        return answer

    def _export(self, write: Callable[[Snapshot], A]) -> A:
        """The same for what is made of the record as a whole."""
        shown = self.snapshot
        self._lacking = lambda: sum(shown.left_out)
        return write(shown)

    def _writing(self, create: bool = False) -> Store:
        self.close()
        return open_store(self.settings.location, kind=self.settings.storage, create=create, write=True)

    # ----------------------------------------------------------------------------- writing
    def build(self, *paths: str | Path, progress: Progress = lambda *_: None) -> Summary:
        """Reads files, folders and globs into the record; what was read before is not read again. Returns a `Summary`."""
        from rashomon.pipeline.building import build
        from rashomon.pipeline.reading import state

        state(self.settings.model)  # an unknown model is refused before anything is written
        _ = self.settings.dump  # and so is a file of places that is not there
        fresh = not self.settings.location.exists()
        store = self._writing(create=True)
        keep = True
        try:
            summary = build(store, [str(p) for p in paths], self.settings, progress)
            keep = summary.usable > 0
        except SetupError:
            with contextlib.suppress(SetupError):
                keep = bool(store.files())
            raise
        finally:
            store.close()
            if fresh and not keep:  # no empty store is left behind
                for end in ("", "-wal", "-shm"):
                    Path(f"{self.settings.location}{end}").unlink(missing_ok=True)
        return summary

    def import_list(
        self, path: str | Path, *, name: str | None = None, type: MentionType | None = None, problem: Callable[[InputError], None] = lambda _: None
    ) -> NameList:
        """Takes a list of known names (CSV, or FollowTheMoney as JSON lines) into the record, in place of one of that name; links follow it.
        `type` is that of CSV lines which give none. A bad line goes to `problem`. Raises SetupError."""
        from rashomon.pipeline.lists import import_list

        with contextlib.closing(self._writing()) as store:
            return import_list(store, Path(path), name, type, self.settings.dump, problem)

    def forget_list(self, name: str) -> None:
        """Takes a list out of the record; links follow. Raises NotFound."""
        from rashomon.pipeline.lists import forget

        with contextlib.closing(self._writing()) as store:
            forget(store, name, self.settings.dump)

    def lists(self) -> list[NameList]:
        """The lists of known names that the record has."""
        from rashomon.pipeline.lists import lists

        return lists(self._view.store)

    # ----------------------------------------------------------------------------- questions
    def timeline(
        self, *, since: str | None = None, until: str | None = None, language: str | None = None, about: str | None = None, undated: bool = False
    ) -> list[timeline_.Entry]:
        """What is reported to have happened, in order, with every account of it."""
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: timeline_.timeline(s, narrow, about, undated))

    def dossier(self, name: str, *, since: str | None = None, until: str | None = None, language: str | None = None) -> dossier_.Dossier:
        """One actor under all spellings. Raises NotFound."""
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: dossier_.dossier(s, name, narrow))

    def entities(
        self, *, about: str | None = None, type: str | None = None, joined: bool = False, apart: bool = False, least: int = 1
    ) -> list[entities_.Listing]:
        """Every person, body and place: spellings, joins and what was left apart, each with its reason; `about` narrows to what a name can
        mean, `joined` and `apart` to those of which there is such a decision, `least` by mentions. Raises NotFound."""
        if type is not None:
            _types(type, get_args(MentionType))
        return self._answer(lambda s: entities_.entities(s, type, about, joined, apart, least))

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
        if stance is not None and stance not in get_args(Stance):
            raise SetupError(f"no stance {stance!r}: {', '.join(get_args(Stance))}")
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: statements_.statements(s, narrow, by, about, stance))

    def figures(self, *, category: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> list[figures_.Group]:
        """Figures that count the same thing, beside each other."""
        known = sorted({f.category for f in self._view.figures.values()})
        if category is not None and category not in known:
            raise NotFound(f"no figures of the sort {category!r} in the record (there are {', '.join(known) or 'none at all'})")
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: figures_.figures(s, narrow, category))

    def disputes(self, *, type: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> list[disputes_.Dispute]:
        """Accounts that deny, contradict or differ; `type` narrows to one of these. Raises NotFound for another type."""
        narrow, types = narrowed(since, until, language), _types(type, disputes_.DISPUTED)
        return self._answer(lambda s: disputes_.disputes(s, narrow, types))

    def agreements(
        self, *, type: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None
    ) -> list[disputes_.Dispute]:
        """Accounts that repeat or corroborate each other; `type` narrows to one of these. Raises NotFound for another type."""
        narrow, types = narrowed(since, until, language), _types(type, disputes_.AGREEING)
        return self._answer(lambda s: disputes_.disputes(s, narrow, types))

    def sources(self, *, since: str | None = None, until: str | None = None, language: str | None = None) -> sources_.Sources:
        """Outlets, what is their own and what is repeated."""
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: sources_.sources(s, narrow))

    def copies(self, *, of: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> copies_.Copied:
        """Reports that share a text, in groups; `of` a file or document: its own. Raises NotFound."""
        return copies_.copies(self._view, narrowed(since, until, language), of)

    def search(self, query: str, *, since: str | None = None, until: str | None = None, language: str | None = None, limit: int = 20) -> list[search_.Hit]:
        """Passages that hold the words, in either script. Raises SetupError for a query without any."""
        if not any(keys(query)):
            raise SetupError("nothing to search for: give a word or a name")
        narrow = narrowed(since, until, language)
        return self._answer(lambda s: search_.search(s, query, narrow, limit))

    def show(self, identifier: str) -> list[passage_.Shown]:
        """A line in its passage, and how it came to be; a name shows where each spelling was first seen. The beginning of an
        id is enough where it is the only one. Lines of replaced versions are shown too, and those a model is unsure of. Raises NotFound."""
        view = self._view
        if not ID.fullmatch(identifier):
            return passage_.show(view, view.entity(identifier).id)
        try:
            return passage_.show(view, passage_.whole(view, identifier) or identifier)
        except NotFound as error:
            every = Snapshot(view.store, every=True)  # a line of a version that has been replaced since
            found = passage_.whole(every, identifier)
            if found is None or found in {j.id for j in self.judgements()}:
                raise error
            return passage_.show(every, found)

    def files(self) -> list[FileState]:
        """Every version of every file."""
        return self._view.store.files()

    @property
    def snapshot(self) -> Snapshot:
        """What views and exports read from: the record as far as models are sure enough of it."""
        if self._sure is None:
            least = self.settings.min_confidence
            self._sure = Sure(self._view, least) if least else self._view
        return self._sure

    @property
    def hidden(self) -> int:
        """How many lines the last answer lacks because a model is less sure of them than `min_confidence`; after `tables` and
        `report`, how many statements and mentions of the record."""
        return self._lacking()

    def records(self) -> Iterator[Line]:
        """The whole record in its interchange format."""
        from rashomon.export.records import records

        return records(self._view)

    def tables(self, folder: str | Path, *, since: str | None = None, until: str | None = None, language: str | None = None) -> list[Path]:
        """Writes CSV tables into a folder."""
        from rashomon.export.tables import write

        narrow = narrowed(since, until, language)
        return self._export(lambda s: write(s, Path(folder), narrow))

    def report(self, *, title: str | None = None, since: str | None = None, until: str | None = None, language: str | None = None) -> str:
        """The report: one self-contained HTML page."""
        from rashomon.export.html import page

        narrow = narrowed(since, until, language)
        return self._export(lambda s: page(s, narrow, title))

    def check(self) -> check_.Checked:
        """Verifies every kept text against its digest, every span against its text, and every file against the disk."""
        return check_.check(self._view.store)


def narrowed(since: str | None, until: str | None, language: str | None) -> Filter:
    """A filter; days may be given as year, month or day. Raises SetupError for a date that is none."""
    low, high = since, until
    if since is not None:
        low = _edge(since, "--from")[0]
    if until is not None:
        high = _edge(until, "--to")[1]
    if low and high and low > high:
        raise SetupError(f"--from {since} is after --to {until}")
    if language is not None:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9-]+)?", language):
            raise SetupError(f"--language {language}: no language code (give en, ar, or another of ISO 639)")
        language = language.split("-")[0].lower()
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


def _types(wanted: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if wanted is not None and wanted not in known:
        raise NotFound(f"no type {wanted!r} here: there are {', '.join(known)}")
    return known if wanted is None else (wanted,)


def annotate(lines: Iterable[bytes], model: str | None = None) -> Iterator[Line | InputError]:
    """Records of documents given as JSON lines (see the record format), one after another; a bad line gives its error."""
    from rashomon.export.records import of_one
    from rashomon.lang.gazetteer import gazetteer
    from rashomon.link.atlas import open_towns
    from rashomon.link.likeness import Matcher
    from rashomon.link.spelling import Speller
    from rashomon.pipeline import Reader, link
    from rashomon.read import Source

    settings = config.load(model=model)
    reader, towns = Reader(settings.model, settings.llm_key), open_towns(settings.dump)
    speller, matcher = Speller(gazetteer()), Matcher(gazetteer())
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            given = codec.read_given(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw, f"line {number}")
            if not given.text.strip():
                raise InputError(f"line {number}", "the text is empty", "nothing to do")
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
        except SetupError:
            raise  # a model that is missing or out of reach would fail at every line
        except Exception as error:  # one line must not cost the others
            yield InputError(f"line {number}", f"a defect of Rashomon ({type(error).__name__}: {error})", "please report it with the line")
            continue
        yield from of_one(found, link([found], (), speller, towns, matcher=matcher))


def load_places(dump: str | Path, progress: Progress = lambda *_: None, problem: Callable[[InputError], None] = lambda _: None) -> LoadedPlaces:
    """Loads a GeoNames dump into the file that the setting `places` names; builds look places up there from then on. A bad line goes
    to `problem`. Raises SetupError."""
    from rashomon.link.geonames import load

    return load(Path(dump), Path(config.load().places), progress, problem)


def _given(given: codec.Given) -> Document:
    """What a line says of its document, in the form the reader takes."""
    at = given.text.find(given.title) if given.title else -1
    title = Span(at, at + len(given.title)) if given.title and at >= 0 else None
    return Document(
        id=given.id, file=given.id, start=0, end=len(given.text), language=given.language, title=title, outlet=given.outlet, published=given.published, sha256="",
    )  # fmt: skip
