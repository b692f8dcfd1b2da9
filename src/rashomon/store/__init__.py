"""The STORAGE seam: where a record is kept. `open_store` gives an object that fulfils `Store`.

A store keeps what each file gave (written file by file, each in one transaction), what linking made of all of it (written
as a whole, in one transaction), the ledger of people's judgements (append-only), and an index for search. Nothing is
committed outside `atomic()`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, cast

from rashomon.errors import SetupError
from rashomon.model import Extraction, Judgement, Links, Listed

R = TypeVar("R")
State = Literal["current", "superseded", "removed"]

STORES: dict[str, str] = {
    "sqlite": "rashomon.store.sqlite:SqliteStore",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """One version of one file: `name` as shown, `path` where it was last found, `root` the id of its document, `sha256` of
    its bytes, `text_sha256` of the text that was kept of it, `reading` the version of the rules that read it."""

    name: str
    path: str
    sha256: str
    size: int
    mtime: int
    version: int
    state: State
    root: str
    reading: str
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that could not be used (its absolute path), with the line that was shown for it."""

    path: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph found by search: characters of the root document's text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Among:
    """The values of one column of the records of a kind that pass: what a `Where` may look for."""

    kind: type[Any]
    column: str
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on a column (`day` is the one that dated records are put in order by). `test` is `is`, `in` (values, or an `Among`), `from` and `to` (inclusive), `begins`, `known` (is
    there at all), `any` (of several conditions) or `of` (an entity and a role: the lines it has to do with so, see `schema.lines_of`; one for a
    question). Of the last two the column makes no difference."""

    column: str
    test: Literal["is", "in", "from", "to", "begins", "known", "any", "of"]
    value: Any = None


class Store(Protocol):
    """What every store can do. Raises StoreError where the medium fails."""

    def close(self) -> None: ...

    def atomic(self) -> AbstractContextManager[None]:
        """Everything inside is written together or not at all."""
        ...

    def get(self, key: str) -> str | None:
        """A fact about the store itself (schema version, digest of the last linking)."""
        ...

    def set(self, key: str, value: str) -> None: ...

    def facts(self, prefix: str) -> dict[str, str]:
        """Every fact whose key begins so, by the rest of its key."""
        ...

    def files(self) -> list[FileState]:
        """Every version of every file, by name and version."""
        ...

    def put(self, file: FileState, found: Extraction, keys: Iterable[tuple[str, int, int]]) -> None:
        """Writes one version of a file; `keys` are the search keys of its passages with start and end."""
        ...

    def mark(self, name: str, version: int, state: State, path: str | None = None, mtime: int | None = None, size: int | None = None) -> None: ...

    def skipped(self) -> list[Skipped]: ...

    def set_skipped(self, skipped: Sequence[Skipped]) -> None: ...

    def extractions(self, roots: Sequence[str]) -> Iterator[Extraction]:
        """What the files with these root documents gave, in the order asked for."""
        ...

    def set_links(self, links: Links) -> None:
        """Replaces all links of the record."""
        ...

    def set_list(self, name: str, entries: Sequence[Listed]) -> None:
        """Replaces the entries of one list of known names; without entries the list is gone."""
        ...

    def find(self, kind: type[R], *, roots: Sequence[str] | None = None, order: Sequence[str] = (), **equal: Any) -> list[R]:
        """Records of a kind whose columns equal (or are in) the given values, of the given files, in a stable order."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Everything asked inside sees one state of the store."""
        ...

    def page(
        self, kind: type[R], *, where: Sequence[Where] = (), order: Sequence[str] = (), limit: int | None = None, offset: int = 0, without: Sequence[str] = ()
    ) -> list[R]:
        """Current records of a kind that pass all conditions; columns of `order` (`day` among them) behind a `-` go down, empty ones come last; columns of
        `without` are not fetched and are None."""
        ...

    def count(self, kind: type[Any], *, where: Sequence[Where] = ()) -> int: ...

    def tally(
        self, kind: type[Any], columns: Sequence[str], *, where: Sequence[Where] = (), limit: int | None = None, first: int | None = None
    ) -> list[tuple[Any, ...]]:
        """How many current records bear each set of values in `columns` (or of their `first` characters), the most frequent first; the number last."""
        ...

    def outlets(self) -> list[tuple[str | None, int, int, str | None, str | None]]:
        """Outlet, documents, clippings among them, earliest and latest day."""
        ...

    def said_by_outlet(self) -> dict[str | None, int]:
        """Statements in the documents of each outlet."""
        ...

    def file_of(self, root: str) -> FileState | None: ...

    def file_counts(self) -> dict[str, int]: ...

    def roots_in(self, state: str) -> list[tuple[str, str]]: ...

    def search(self, query: str, limit: int) -> list[Passage]:
        """Passages for a query of the index (folded words), the best first."""
        ...

    def judgements(self) -> list[Judgement]:
        """The whole ledger, oldest first."""
        ...

    def judge(self, judgement: Judgement) -> None: ...


def text_digest(text: str) -> str:
    """The digest a kept text is checked against (SHA-256 of its UTF-8)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def open_store(location: Path, *, kind: str = "sqlite", create: bool = False, write: bool = False) -> Store:
    """Opens (or creates) a store. Raises SetupError for an unknown kind, StoreError where it cannot be used."""
    if kind not in STORES:
        raise SetupError(f"no store called {kind!r}: known are {', '.join(sorted(STORES))}")
    module, attribute = STORES[kind].split(":")
    return cast(Store, getattr(import_module(module), attribute)(location, create=create, write=write))
