"""The default store: one SQLite file, WAL, FTS5 over folded words.

Readers are never blocked by the one writer. The index holds search keys, not text: `unicode61` neither strips Arabic vowel
marks nor folds hamza or digits, so words are folded before they come here, and queries the same way.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, delete, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql import bindparam

from rashomon import codec
from rashomon.errors import StoreError
from rashomon.model import Copy, Document, Entity, Event, Extraction, Figure, Judgement, Links, Listed, Mention, Relation, Report, Side, Statement, Turn
from rashomon.store import FileState, Passage, Skipped, State
from rashomon.store import schema as s
from rashomon.store.browse import Pages
from rashomon.store.migrations import STEPS

R = TypeVar("R")
BUSY_MS = 8000
CHUNK = 500  # bound variables of one IN list; SQLite allows 999 in old builds
DAMAGED = "damaged, or no store (restore a copy, or build into a new file with --store)"


class SqliteStore(Pages):
    """See `rashomon.store.Store`. `create` makes the file when it is absent; without `write` it is opened read-only."""

    def __init__(self, location: Path, *, create: bool = False, write: bool = False) -> None:
        self._path = location
        if not location.exists() and not create:
            raise StoreError(f"{location}: no such store (make one with: rashomon build PATH --store {location})")
        if location.is_dir():
            raise StoreError(f"{location}: is a folder, not a store (name a file with --store)")
        self._write = write
        self._depth = 0
        mode = "rwc" if create else "rw" if write else "ro"
        with self._guarded("open"):
            try:
                self._connect(f"mode={mode}")
            except DatabaseError as error:
                # Readers of a WAL file need to write beside it. Where they cannot, and nobody else can be writing, it is read as it lies.
                if write or not re.search("unable to open|readonly", str(error)) or not self._lies_still():
                    raise
                self._connect("mode=ro&immutable=1")
            try:
                self._prepare(create)
            except BaseException:
                self._connection.close()
                raise

    def _connect(self, options: str) -> None:
        uri = f"file:{quote(str(self._path.resolve()))}?{options}"
        self._engine = create_engine(
            "sqlite://", poolclass=NullPool, creator=lambda: sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)
        )
        event.listen(self._engine, "connect", _pragmas(self._write))
        self._connection: Connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            self._connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        except BaseException:
            self._connection.close()
            raise

    def _lies_still(self) -> bool:
        """Whether the file is whole by itself, in a place where this user can write nothing beside it."""
        wal = Path(f"{self._path}-wal")
        return not os.access(self._path.resolve().parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)

    def _prepare(self, create: bool) -> None:
        run = self._connection.exec_driver_sql
        known = run("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").scalar()
        if not known:
            if run("SELECT count(*) FROM sqlite_master").scalar():
                raise StoreError(f"{self._path}: a SQLite file, but no store of Rashomon (choose another with --store)")
            if not (create and self._write):
                raise StoreError(f"{self._path}: an empty store (fill it with: rashomon build PATH --store {self._path})")
            with self.atomic():
                if not run("SELECT count(*) FROM sqlite_master").scalar():  # nobody else made it meanwhile
                    s.metadata.create_all(self._connection)
                    for statement in (s.INDEX, *s.GUARDS):
                        run(statement)
                    self.set("schema", str(s.VERSION))
        version = self._version()
        if version > s.VERSION:
            raise StoreError(f"{self._path}: made by a newer Rashomon (schema {version}, this one knows {s.VERSION}): update Rashomon")
        if version < s.VERSION and not self._write:
            raise StoreError(f"{self._path}: made by an older Rashomon (schema {version}): bring it up to date with: rashomon build PATH --store {self._path}")
        while version < s.VERSION:
            with self.atomic():
                version = self._version()  # another process may have done it while this one waited
                if version < s.VERSION:
                    for step in STEPS[version]:
                        run(step) if isinstance(step, str) else step(self._connection)
                    self.set("schema", str(version + 1))
            version = self._version()

    def _version(self) -> int:
        """The schema version. Raises StoreError where the file has none that this program could know."""
        try:
            version = int(self.get("schema") or "")
        except (ValueError, StoreError):
            version = 0
        if version < s.VERSION and version not in STEPS:
            raise StoreError(f"{self._path}: a SQLite file, but no store of Rashomon, or a damaged one (choose another with --store)")
        return version

    # ----------------------------------------------------------------------------- transactions
    @contextmanager
    def _guarded(self, doing: str) -> Iterator[None]:
        """Errors of the medium, and rows that hold no record, as one line with a remedy."""
        try:
            yield
        except (ValueError, TypeError) as error:  # msgspec's errors are ValueErrors; a row of a wrong shape gives either
            raise StoreError(f"{self._path}: {DAMAGED}: {error}") from error
        except (DatabaseError, sqlite3.Error) as error:
            raise StoreError(f"{self._path}: {_explain(str(getattr(error, 'orig', error)), doing)}") from error
        except SQLAlchemyError as error:
            raise StoreError(f"{self._path}: cannot {doing}: {error}") from error

    @contextmanager
    def atomic(self) -> Iterator[None]:
        if not self._write:
            raise StoreError(f"{self._path}: opened for reading only")
        with self._guarded("write"):
            run = self._connection.exec_driver_sql
            if self._depth == 0:
                run("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._roll_back()
                raise
            self._depth -= 1
            if self._depth == 0:
                try:
                    run("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise

    def _roll_back(self) -> None:
        """Ends a transaction that failed. A connection that Ctrl-C interrupted has been thrown away, its transaction with it."""
        with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
            raw = self._connection.connection.driver_connection
            if raw is not None and raw.in_transaction:
                self._connection.exec_driver_sql("ROLLBACK")

    def close(self) -> None:
        try:
            if self._write:
                # A tidy end only: what is committed is safe in the WAL when this cannot be done.
                with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
                    self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()
            self._engine.dispose()

    # ----------------------------------------------------------------------------- facts and files
    def get(self, key: str) -> str | None:
        with self._guarded("read"):
            found = self._connection.execute(select(s.meta.c.value).where(s.meta.c.key == key)).scalar()
        return None if found is None else str(found)

    def set(self, key: str, value: str) -> None:
        with self.atomic():
            self._connection.execute(delete(s.meta).where(s.meta.c.key == key))
            self._connection.execute(insert(s.meta).values(key=key, value=value))

    def facts(self, prefix: str) -> dict[str, str]:
        with self._guarded("read"):
            rows = self._connection.execute(select(s.meta.c.key, s.meta.c.value).where(s.meta.c.key.startswith(prefix, autoescape=True)))
            return {key.removeprefix(prefix): value for key, value in rows}

    def files(self) -> list[FileState]:
        with self._guarded("read"):
            rows = self._connection.execute(select(s.files).order_by(s.files.c.name, s.files.c.version)).mappings()
            return [FileState(**{**row, "path": s.path_in(row["path"])}) for row in rows]

    def put(self, file: FileState, found: Extraction, keys: Iterable[tuple[str, int, int]]) -> None:
        root = found.root.id
        with self.atomic():
            self._forget(root)
            self._connection.execute(delete(s.files).where(s.files.c.name == file.name, s.files.c.version == file.version))
            self._connection.execute(insert(s.files).values(**{name: getattr(file, name) for name in FileState.__slots__} | {"path": s.path_out(file.path)}))
            for kind, records in _extracted(found):
                rows = [s.row(r, root) for r in records]
                if rows:
                    self._connection.execute(insert(s.tables[kind]), rows)
            for words, start, end in keys:
                number = self._connection.execute(insert(s.passages).values(document=root, start=start, end=end)).inserted_primary_key
                self._connection.execute(
                    text("INSERT INTO passage_index (rowid, keys) VALUES (:id, :keys)"), {"id": number[0] if number else None, "keys": words}
                )

    def _forget(self, root: str) -> None:
        """Removes what an earlier reading of the same version left."""
        self._connection.execute(text("DELETE FROM passage_index WHERE rowid IN (SELECT id FROM passages WHERE document = :root)"), {"root": root})
        self._connection.execute(delete(s.passages).where(s.passages.c.document == root))
        for kind in s.EXTRACTED:
            self._connection.execute(delete(s.tables[kind]).where(s.tables[kind].c.root == root))

    def mark(self, name: str, version: int, state: State, path: str | None = None, mtime: int | None = None, size: int | None = None) -> None:
        values: dict[str, Any] = {"state": state} | {
            k: v for k, v in (("path", None if path is None else s.path_out(path)), ("mtime", mtime), ("size", size)) if v is not None
        }
        with self.atomic():
            self._connection.execute(update(s.files).where(s.files.c.name == name, s.files.c.version == version).values(**values))

    def skipped(self) -> list[Skipped]:
        with self._guarded("read"):
            rows = self._connection.execute(select(s.skipped)).mappings()
            return sorted((Skipped(path=s.path_in(r["path"]), what=r["what"]) for r in rows), key=lambda x: x.path)

    def set_skipped(self, skipped: Sequence[Skipped]) -> None:
        with self.atomic():
            self._connection.execute(delete(s.skipped))
            if skipped:
                self._connection.execute(insert(s.skipped), [{"path": s.path_out(x.path), "what": x.what} for x in {x.path: x for x in skipped}.values()])

    # ----------------------------------------------------------------------------- reading and links
    def extractions(self, roots: Sequence[str]) -> Iterator[Extraction]:
        for at in range(0, len(roots), 50):
            part = roots[at : at + 50]
            found: dict[type[Any], dict[str, list[Any]]] = {}
            with self._guarded("read"):
                for kind in s.EXTRACTED:
                    table = s.tables[kind]
                    order = [table.c[c] for c in ("start", "end", "id") if c in table.c] or [table.c.id]
                    grouped: dict[str, list[Any]] = defaultdict(list)
                    own = table.c.root.in_(part) & (table.c.linked == 0) if kind is Mention else table.c.root.in_(part)
                    for row in self._connection.execute(select(table).where(own).order_by(*order)).mappings():
                        grouped[row["root"]].append(s.record(kind, row))
                    found[kind] = grouped
            for root in part:
                yield Extraction(
                    documents=tuple(sorted(found[s.EXTRACTED[0]][root], key=lambda d: (d.parent is not None, d.start, d.id))),
                    turns=tuple(found[s.EXTRACTED[1]][root]), mentions=tuple(found[s.EXTRACTED[2]][root]), times=tuple(found[s.EXTRACTED[3]][root]),
                    figures=tuple(found[s.EXTRACTED[4]][root]), statements=tuple(found[s.EXTRACTED[5]][root]), reports=tuple(found[s.EXTRACTED[6]][root]),
                )  # fmt: skip

    def set_links(self, links: Links) -> None:
        with self.atomic():
            self.set("links", str(int(self.get("links") or 0) + 1))  # tells readers that names and events are new
            for kind, records in ((Entity, links.entities), (Event, links.events), (Relation, links.relations), (Copy, links.copies)):
                self._connection.execute(delete(s.tables[kind]))
                if records:
                    self._connection.execute(insert(s.tables[kind]), [s.row(r) for r in records])
            self._replace_found(links.mentions)
            self._point(Mention, "entity", links.entity_of)
            self._point(Mention, "government", links.government)
            self._point(Report, "event", links.event_of)
            self._point(Figure, "event", links.event_of)
            self._point(Turn, "speaker", {t.id: t.speaker for t in links.spoken if isinstance(t, Turn) and t.speaker})
            table = s.tables[Statement]
            now = {r.id: (r.speaker, r.chain) for r in self._connection.execute(select(table.c.id, table.c.speaker, table.c.chain))}
            wanted = {x.id: (x.speaker, codec.pack(x.chain)) for x in links.spoken if isinstance(x, Statement)}
            changed = [{"_id": i, "_speaker": v[0], "_chain": v[1]} for i, v in wanted.items() if i in now and now[i] != v]
            if changed:
                self._connection.execute(
                    update(table).where(table.c.id == bindparam("_id")).values(speaker=bindparam("_speaker"), chain=bindparam("_chain")), changed
                )
            for step in s.LINES_OF:
                self._connection.exec_driver_sql(step)

    def _replace_found(self, mentions: Sequence[Mention]) -> None:
        """Puts the mentions that linking found in place of those it found before."""
        table, documents = s.tables[Mention], s.tables[Document]
        self._connection.execute(delete(table).where(table.c.linked == 1))
        if mentions:
            root = {r.id: r.root for r in self._connection.execute(select(documents.c.id, documents.c.root))}
            self._connection.execute(insert(table), [s.row(m, root[m.document]) | {"linked": 1} for m in mentions])

    def _point(self, kind: type[Any], column: str, target: Mapping[str, str]) -> None:
        """Sets a pointer column to what `target` says, rows that change only."""
        table = s.tables[kind]
        changed = [
            {"_id": r.id, "_to": target.get(r.id)}
            for r in self._connection.execute(select(table.c.id, table.c[column].label("now")))
            if r.now != target.get(r.id)
        ]
        if changed:
            self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values({column: bindparam("_to")}), changed)

    def set_list(self, name: str, entries: Sequence[Listed]) -> None:
        table = s.tables[Listed]
        with self.atomic():
            self._connection.execute(delete(table).where(table.c.list == name))
            if entries:
                self._connection.execute(insert(table), [s.row(entry) for entry in entries])

    def find(self, kind: type[R], *, roots: Sequence[str] | None = None, order: Sequence[str] = (), **equal: Any) -> list[R]:
        table = s.tables[kind]
        base = select(table)
        wide: list[tuple[Any, list[Any]]] = []
        for name, value in equal.items():
            column = table.c[name]
            if isinstance(value, list | tuple | set | frozenset):
                wide.append((column, sorted(value)))
            else:
                base = base.where(column.is_(None) if value is None else column == value)
        if roots is not None and "root" in table.c:
            wide.append((table.c.root, sorted(roots)))
        with self._guarded("read"):
            queries = [base]
            for column, values in wide:
                queries = [q.where(column.in_(values[i : i + CHUNK])) for q in queries for i in range(0, len(values), CHUNK)]
            rows = [row for q in queries for row in self._connection.execute(q).mappings()]
            names = [n for n in (*order, "document", "start", "end", "of", "id") if n in table.c]
            rows.sort(key=lambda r: tuple((r[n] is None, r[n] if r[n] is not None else "") for n in names))
            return [s.record(kind, row) for row in rows]

    def search(self, query: str, limit: int) -> list[Passage]:
        statement = text(
            "SELECT p.document, p.start, p.end FROM passage_index i JOIN passages p ON p.id = i.rowid WHERE passage_index MATCH :query ORDER BY rank, p.document, p.start LIMIT :limit"
        )
        with self._guarded("search"):
            return [Passage(document=r.document, start=r.start, end=r.end) for r in self._connection.execute(statement, {"query": query, "limit": limit})]

    # ----------------------------------------------------------------------------- the ledger
    def judgements(self) -> list[Judgement]:
        with self._guarded("read"):
            rows = self._connection.execute(select(s.judgements).order_by(s.judgements.c.number)).mappings()
            return [
                Judgement(
                    id=r["id"], verdict=r["verdict"], a=_side(r["a"]), b=_side(r["b"]), undoes=r["undoes"], who=r["who"], when=r["when"], why=r["why"],
                )
                for r in rows
            ]  # fmt: skip

    def judge(self, judgement: Judgement) -> None:
        with self.atomic():
            self._connection.execute(
                insert(s.judgements).values(
                    id=judgement.id, verdict=judgement.verdict, a=_packed(judgement.a), b=_packed(judgement.b), undoes=judgement.undoes,
                    who=judgement.who, when=judgement.when, why=judgement.why,
                )
            )  # fmt: skip


def _packed(side: Side | None) -> str | None:
    return None if side is None else codec.pack(side)


def _side(packed: str | None) -> Side | None:
    return None if packed is None else codec.unpack(packed, Side)


def _extracted(found: Extraction) -> list[tuple[type[Any], Sequence[Any]]]:
    kinds = s.EXTRACTED
    return list(zip(kinds, (found.documents, found.turns, found.mentions, found.times, found.figures, found.statements, found.reports), strict=True))


def _pragmas(write: bool) -> Callable[[Any, Any], None]:
    def connect(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")

    return connect


def _explain(message: str, doing: str) -> str:
    """What an error of SQLite means to a person, and what to do."""
    low = message.lower()
    if "locked" in low or "busy" in low:
        return "the store is busy: another build is writing to it (wait for it, then run the command again)"
    if "full" in low or "disk i/o" in low:
        return "the disk is full or failing; nothing half-written is kept (free some space, then run the command again)"
    if "readonly" in low or "read-only" in low or "permission" in low:
        return "the store cannot be written (check its permissions, or name another with --store)"
    if "not a database" in low or "malformed" in low or "corrupt" in low:
        return DAMAGED
    if "unable to open" in low:
        return "cannot be opened (check the folder and its permissions)"
    if "fts5" in low:
        return f"the search could not be understood: {message}"
    return f"cannot {doing}: {message}"
