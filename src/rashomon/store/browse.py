"""Reading a store page by page: what a screen shows, asked of the database, instead of the whole record in memory.

Written with SQLAlchemy Core over the tables of `store.schema`; a store that has a connection inherits it. Lines of versions that were
replaced are left out throughout. Everything asked inside `reading()` sees one state of the store, whatever is written meanwhile (a read
transaction; of SQLite's WAL, https://sqlite.org/isolation.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, false, func, or_, select, text

from rashomon.model import Document, Statement
from rashomon.store import Among, FileState, Where
from rashomon.store import schema as s

R = TypeVar("R")
CURRENT = text("root NOT IN (SELECT root FROM files WHERE state = 'superseded' AND root NOT IN (SELECT root FROM files WHERE state <> 'superseded'))")


class Pages:
    """The part of `rashomon.store.Store` that reads page by page."""

    _connection: Connection

    def _guarded(self, doing: str) -> AbstractContextManager[None]:
        raise NotImplementedError

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._guarded("read"):
            self._connection.exec_driver_sql("BEGIN")
            try:
                yield
            finally:
                self._connection.exec_driver_sql("ROLLBACK")

    def page(
        self, kind: type[R], *, where: Sequence[Where] = (), order: Sequence[str] = (), limit: int | None = None, offset: int = 0, without: Sequence[str] = ()
    ) -> list[R]:
        query = _narrowed(select(*(c for c in s.tables[kind].c if c.name not in without)), kind, where)
        of = _of(where)
        for name in order:
            column = _column(kind, name.lstrip("-"), of)
            query = query.order_by(column.desc().nulls_last() if name.startswith("-") else column.asc().nulls_last())
        with self._guarded("read"):
            rows = self._connection.execute(query.limit(limit).offset(offset)).mappings()
            missing = dict.fromkeys(without)
            return [s.record(kind, {**row, **missing} if missing else row) for row in rows]

    def count(self, kind: type[Any], *, where: Sequence[Where] = ()) -> int:
        of = _of(where)
        if of is not None and len(where) == 1:  # the index alone knows
            query = select(func.count()).select_from(s.lines_of).where(*_is_of(of))
        else:
            query = _narrowed(select(func.count()).select_from(s.tables[kind]), kind, where)
        with self._guarded("read"):
            return int(self._connection.execute(query).scalar() or 0)

    def tally(
        self, kind: type[Any], columns: Sequence[str], *, where: Sequence[Where] = (), limit: int | None = None, first: int | None = None
    ) -> list[tuple[Any, ...]]:
        groups = [_column(kind, name) if first is None else func.substr(_column(kind, name), 1, first) for name in columns]
        query = (
            _narrowed(select(*groups, func.count().label("n")).select_from(s.tables[kind]), kind, where)
            .group_by(*groups)
            .order_by(text("n DESC"), *groups)
            .limit(limit)
        )
        with self._guarded("read"):
            return [tuple(row) for row in self._connection.execute(query)]

    def outlets(self) -> list[tuple[str | None, int, int, str | None, str | None]]:
        d = s.tables[Document]
        query = _narrowed(
            select(d.c.outlet, func.count(), func.count(d.c.parent), func.min(d.c.published_earliest), func.max(d.c.published_latest)), Document, ()
        ).group_by(d.c.outlet)
        with self._guarded("read"):
            return [(r[0], r[1], r[2], r[3], r[4]) for r in self._connection.execute(query)]

    def said_by_outlet(self) -> dict[str | None, int]:
        d, st = s.tables[Document], s.tables[Statement]
        counts = _narrowed(select(st.c.document, func.count().label("n")), Statement, ()).group_by(st.c.document).subquery()
        query = select(d.c.outlet, func.sum(counts.c.n)).join(counts, counts.c.document == d.c.id).group_by(d.c.outlet)
        with self._guarded("read"):
            return {r[0]: int(r[1]) for r in self._connection.execute(query)}

    def file_of(self, root: str) -> FileState | None:
        """The newest version of a file that has this root document."""
        query = select(s.files).where(s.files.c.root == root).order_by(s.files.c.state == "superseded", s.files.c.version.desc())
        with self._guarded("read"):
            row = self._connection.execute(query).mappings().first()
            return None if row is None else FileState(**{**row, "path": s.path_in(row["path"])})

    def file_counts(self) -> dict[str, int]:
        """How many versions of files are in each state."""
        with self._guarded("read"):
            return {r[0]: r[1] for r in self._connection.execute(select(s.files.c.state, func.count()).group_by(s.files.c.state))}

    def roots_in(self, state: str) -> list[tuple[str, str]]:
        """(name, root) of the versions of files in a state."""
        with self._guarded("read"):
            return [(r[0], r[1]) for r in self._connection.execute(select(s.files.c.name, s.files.c.root).where(s.files.c.state == state))]


def _narrowed(query: Select[Any], kind: type[Any], where: Sequence[Where]) -> Select[Any]:
    table, of = s.tables[kind], _of(where)
    if of is not None:
        query = query.join_from(table, s.lines_of, s.lines_of.c.line == table.c.id).where(*_is_of(of))
    if "root" in table.c:
        query = query.where(CURRENT)
    for condition in where:
        if condition is not of:
            query = query.where(_condition(kind, condition, of))
    return query


def _of(where: Sequence[Where]) -> Where | None:
    return next((w for w in where if w.test == "of"), None)


def _is_of(where: Where) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    entity, role = where.value
    return s.lines_of.c.entity == entity, s.lines_of.c.role == role


def _column(kind: type[Any], name: str, of: Where | None = None) -> ColumnElement[Any]:
    if name == "day":
        return s.lines_of.c.day if of is not None else s.day(kind)
    return s.tables[kind].c[name]


def _condition(kind: type[Any], where: Where, of: Where | None = None) -> ColumnElement[bool]:
    column: ColumnElement[Any] = _column(kind, where.column, of)
    value = where.value
    match where.test:
        case "is":
            return column.is_(None) if value is None else column == value
        case "in":
            if isinstance(value, Among):
                return column.in_(_narrowed(select(_column(value.kind, value.column)), value.kind, value.where))
            return column.in_(list(value)) if value else false()
        case "from":
            after: ColumnElement[bool] = column >= value
            return after
        case "to":
            before: ColumnElement[bool] = column <= value
            return before
        case "begins":
            return column.startswith(value, autoescape=True)
        case "known":
            return column.isnot(None)
        case "any":
            return or_(*(_condition(kind, one, of) for one in value))
    raise ValueError(where.test)
