"""Records ⇄ JSON Lines (msgspec over the standard dataclasses of `rashomon.model`). The schema version of the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from rashomon.errors import InputError
from rashomon.model import KINDS, Document, Mention, Record, Statement

SCHEMA = 1
T = TypeVar("T")
# Pointers between the lines of one file, of use inside the store only.
INTERNAL = frozenset({"speaker_mention", "mention", "speaker_name"})
# All that decoding and converting raise: msgspec's own errors and bytes that are no UTF-8 are ValueErrors.
BAD = (ValueError, KeyError, AttributeError, TypeError, RecursionError)
_encoder = msgspec.json.Encoder(order="deterministic")


def plain(value: Any) -> Any:
    """A record as plain lists, dicts and scalars, without internal pointers; `id` first is the caller's business."""
    built = msgspec.to_builtins(value)
    return _strip(built)


def _strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _strip(item) for key, item in value.items() if key not in INTERNAL}
    if isinstance(value, list | tuple):
        return [_strip(item) for item in value]
    return value


def line(record: Record) -> bytes:
    """One record as a line of the format, newline included."""
    kind = type(record).__name__.lower()
    fields = plain(record)
    if isinstance(record, Document) and record.parent is not None:
        fields.pop("text", None)
    if kind == "copy":  # every line's own kind comes first; what sort of copy it is has the name that the sort of a figure has
        fields = {("category" if name == "kind" else name): value for name, value in fields.items()}
    return msgspec.json.encode({"kind": kind, **fields}) + b"\n"


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    for record in records:
        yield line(record)


def read_line(data: bytes, where: str = "record") -> Record:
    """The record a line holds. Raises InputError naming `where`; unknown fields are let pass, as the format asks."""
    try:
        fields = msgspec.json.decode(data)
        kind = fields.pop("kind")
        if kind == "copy":
            fields["kind"] = fields.pop("category")
        found: Record = msgspec.convert(fields, KINDS[kind])
    except BAD as error:
        raise InputError(where, f"no record of schema {SCHEMA}: {' '.join(str(error).split())}") from None
    return found


def pack(value: Any) -> str:
    """A nested field for a column of the store."""
    return _encoder.encode(value).decode("utf-8")


def unpack(data: str | bytes, kind: type[T]) -> T:
    return msgspec.json.decode(data, type=kind)


def convert(fields: dict[str, Any], kind: type[T]) -> T:
    """Checked conversion of plain fields into a record type."""
    return msgspec.convert(fields, kind)


class Given(msgspec.Struct, kw_only=True, frozen=True):
    """A line of the input of `annotate`."""

    id: str
    text: str
    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None


def read_given(data: bytes, where: str) -> Given:
    """A document handed over as JSON. Raises InputError naming the line."""
    try:
        return msgspec.json.decode(data, type=Given)
    except BAD as error:
        raise InputError(where, " ".join(str(error).split()), "needs an object with “id” and “text”") from None


class Asked(msgspec.Struct, kw_only=True, frozen=True):
    """A line of the input of `names compare`."""

    left: str
    right: str
    type: str = "person"


def read_asked(data: bytes, where: str) -> Asked:
    """Two names handed over as JSON. Raises InputError naming the line."""
    try:
        return msgspec.json.decode(data, type=Asked)
    except BAD as error:
        raise InputError(where, " ".join(str(error).split()), "needs an object with “left”, “right” and “type”") from None


def compact_line(value: Any) -> bytes:
    """Any plain value as one line of JSON."""
    return _encoder.encode(value) + b"\n"


def json_bytes(value: Any) -> bytes:
    """Any answer of the façade as JSON, indented for people."""
    return msgspec.json.format(msgspec.json.encode(_strip(msgspec.to_builtins(value))), indent=2)


__all__ = [
    "SCHEMA",
    "Asked",
    "Given",
    "Mention",
    "Statement",
    "compact_line",
    "convert",
    "json_bytes",
    "line",
    "lines",
    "pack",
    "plain",
    "read_asked",
    "read_given",
    "read_line",
    "unpack",
]
