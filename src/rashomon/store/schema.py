"""Tables of a store, made from the records themselves: one table a kind, one column a field.

Plain fields are plain columns, so that SQL and Datasette read them; nested fields (span lists, chains) are JSON. Every
EDTF field has two more columns, its earliest and latest day, for sorting and filtering. Written with SQLAlchemy Core, so
that other databases can follow.
"""

from __future__ import annotations

import os
import types
from dataclasses import fields
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote_to_bytes

from sqlalchemy import Column, ColumnElement, Float, Index, Integer, MetaData, Table, Text, func

from rashomon import codec, edtf
from rashomon.model import Copy, Document, Entity, Event, Figure, Listed, Mention, Relation, Report, Statement, Time, Turn

VERSION = 12
R = TypeVar("R")
TABLES: dict[type[Any], str] = {
    Document: "documents", Turn: "turns", Mention: "mentions", Time: "times", Figure: "figures", Statement: "statements", Report: "reports",
    Entity: "entities", Event: "events", Relation: "relations", Copy: "copies", Listed: "listed",
}  # fmt: skip
EXTRACTED = (Document, Turn, Mention, Time, Figure, Statement, Report)
LINKED = (Entity, Event, Relation, Copy)
EDTF_FIELDS = {Document: "published", Time: "value", Statement: "said", Report: "when", Event: "when"}
INDEXED = {
    Document: ("file", "parent", "outlet"), Mention: ("document", "entity"), Statement: ("document", "speaker", "stance"),
    Time: ("document",), Figure: ("document", "category", "event"), Turn: ("document",),
    Report: ("document", "event"), Relation: ("type", "a", "b", "event"), Copy: ("document", "of"), Event: ("type", "place"), Entity: ("type", "name"), Listed: ("list",),
}  # fmt: skip

metadata = MetaData()
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
files = Table(
    "files", metadata, Column("name", Text, primary_key=True), Column("version", Integer, primary_key=True), Column("path", Text, nullable=False),
    Column("sha256", Text, nullable=False), Column("size", Integer, nullable=False), Column("mtime", Integer, nullable=False),
    Column("state", Text, nullable=False), Column("root", Text, nullable=False), Column("reading", Text, nullable=False),
    Column("text_sha256", Text, nullable=False, server_default=""),
)  # fmt: skip
skipped = Table("skipped", metadata, Column("path", Text, primary_key=True), Column("what", Text, nullable=False))
passages = Table(
    "passages", metadata, Column("id", Integer, primary_key=True), Column("document", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False),
)  # fmt: skip
judgements = Table(
    "judgements", metadata, Column("number", Integer, primary_key=True), Column("id", Text, nullable=False, unique=True), Column("verdict", Text, nullable=False),
    Column("a", Text), Column("b", Text), Column("undoes", Text), Column("who", Text, nullable=False), Column("when", Text, nullable=False), Column("why", Text),
)  # fmt: skip
# What each entity has to do with: statements it said, those it denied with, those of others that name it, events it is a party or the place
# of, relations that dispute its words. Made anew with the links, so that the lines of an actor are found in order without going through all.
lines_of = Table(
    "lines_of", metadata, Column("entity", Text, nullable=False), Column("role", Text, nullable=False), Column("day", Text), Column("line", Text, nullable=False),
)  # fmt: skip
Index("ix_lines_of", lines_of.c.entity, lines_of.c.role, lines_of.c.day, lines_of.c.line)
Role = Literal["said", "denied", "named", "event", "dispute"]
DISPUTED = "('denies', 'contradicts', 'differs')"
LINES_OF = (
    "DELETE FROM lines_of",
    "INSERT INTO lines_of SELECT speaker, 'said', coalesce(said_earliest, said_latest), id FROM statements WHERE speaker IS NOT NULL",
    "INSERT INTO lines_of SELECT speaker, 'denied', coalesce(said_earliest, said_latest), id FROM statements WHERE speaker IS NOT NULL AND stance = 'deny'",
    """WITH spoken AS MATERIALIZED (
        SELECT id, document, speaker, coalesce(said_earliest, said_latest) AS day, json_extract(content, '$[0][0]') AS low, json_extract(content, '$[#-1][1]') AS high FROM statements
    ) INSERT INTO lines_of SELECT DISTINCT m.entity, 'named', s.day, s.id FROM spoken s CROSS JOIN mentions m ON m.document = s.document
    WHERE m.start >= s.low AND m."end" <= s.high AND m.entity IS NOT NULL AND s.speaker IS NOT m.entity""",
    """INSERT INTO lines_of SELECT DISTINCT party, 'event', day, id FROM (
        SELECT e.id, coalesce(e.when_earliest, e.when_latest) AS day, j.value AS party FROM events e, json_each(e.actors) j
        UNION ALL SELECT e.id, coalesce(e.when_earliest, e.when_latest), j.value FROM events e, json_each(e.targets) j
        UNION ALL SELECT id, coalesce(when_earliest, when_latest), place FROM events WHERE place IS NOT NULL)""",
    f"""INSERT INTO lines_of SELECT DISTINCT s.speaker, 'dispute', NULL, r.id FROM (
        SELECT id, a AS side FROM relations WHERE type IN {DISPUTED} UNION ALL SELECT id, b FROM relations WHERE type IN {DISPUTED}) r
        CROSS JOIN statements s ON s.id = r.side WHERE s.speaker IS NOT NULL""",
)
INDEX = "CREATE VIRTUAL TABLE IF NOT EXISTS passage_index USING fts5(keys, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
ONLY_GROWS = "SELECT RAISE(ABORT, 'the ledger of judgements only grows')"
# The ledger is append-only for whoever opens the file, not only for this program.
GUARDS = (
    f"CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN {ONLY_GROWS}; END",
    f"CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements BEGIN {ONLY_GROWS}; END",
    f"CREATE TRIGGER judgements_add BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 FROM judgements WHERE id = NEW.id OR number = NEW.number) BEGIN {ONLY_GROWS}; END",
)


def _is_plain(hint: Any) -> tuple[bool, type[Any]]:
    """Whether a field is one column of its own kind, and which."""
    if get_origin(hint) in (Union, types.UnionType):
        options = [h for h in get_args(hint) if h is not type(None)]
        return _is_plain(options[0]) if len(options) == 1 else (False, str)
    if get_origin(hint) is Literal:
        return True, str
    return (True, hint) if hint in (str, int, float) else (False, str)


def _columns(kind: type[Any]) -> list[Column[Any]]:
    hints = get_type_hints(kind)
    out: list[Column[Any]] = []
    for field in fields(kind):
        plain, base = _is_plain(hints[field.name])
        column = {int: Integer, float: Float}.get(base, Text) if plain else Text
        out.append(Column(field.name, column, primary_key=field.name == "id"))
    if kind is Copy:
        out[0].primary_key = out[1].primary_key = True
    if kind in EDTF_FIELDS:
        name = EDTF_FIELDS[kind]
        out += [Column(f"{name}_earliest", Text), Column(f"{name}_latest", Text)]
    if kind in EXTRACTED:
        out.append(Column("root", Text, nullable=False, index=True))
    if kind is Mention:
        out.append(Column("linked", Integer, nullable=False, server_default="0"))  # 1: linking found it, and replaces it
    return out


tables: dict[type[Any], Table] = {kind: Table(name, metadata, *_columns(kind)) for kind, name in TABLES.items()}
for _kind, _names in INDEXED.items():
    for _name in _names:
        Index(f"ix_{TABLES[_kind]}_{_name}", tables[_kind].c[_name])


def day(kind: type[Any]) -> ColumnElement[Any]:
    """The day by which records of a kind are put in order (`edtf.sort_key`): the earliest, or the latest where the beginning is open."""
    columns, name = tables[kind].c, EDTF_FIELDS[kind]
    return func.coalesce(columns[f"{name}_earliest"], columns[f"{name}_latest"])


for _kind in (Document, Statement, Event):
    Index(f"ix_{TABLES[_kind]}_day", day(_kind))

NESTED: dict[type[Any], frozenset[str]] = {kind: frozenset(f.name for f in fields(kind) if not _is_plain(get_type_hints(kind)[f.name])[0]) for kind in TABLES}
FIELDS: dict[type[Any], tuple[str, ...]] = {kind: tuple(f.name for f in fields(kind)) for kind in TABLES}


def row(record: Any, root: str | None = None) -> dict[str, Any]:
    """A record as the row of its table."""
    kind = type(record)
    nested = NESTED[kind]
    out: dict[str, Any] = {}
    for name in FIELDS[kind]:
        value = getattr(record, name)
        out[name] = codec.pack(value) if name in nested else value
    if kind in EDTF_FIELDS:
        name = EDTF_FIELDS[kind]
        out[f"{name}_earliest"], out[f"{name}_latest"] = edtf.columns(getattr(record, name))
    if root is not None:
        out["root"] = root
    return out


def record(kind: type[R], values: Any) -> R:
    """The record of a row (a mapping of columns). Raises ValueError where the row holds none."""
    nested = NESTED[kind]
    plain = {name: (codec.unpack(values[name], object) if name in nested else values[name]) for name in FIELDS[kind]}
    return codec.convert(plain, kind)


def path_out(path: str) -> str:
    """A path as text that a database takes: as it is, or as a `file:` address where its bytes are no UTF-8."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return "file:" + quote(os.fsencode(path))
    return path


def path_in(kept: str) -> str:
    """The path that `path_out` kept. Absolute paths never begin with `file:`."""
    return os.fsdecode(unquote_to_bytes(kept[5:])) if kept.startswith("file:") else kept
