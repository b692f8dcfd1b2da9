"""Files read without a store: their documents whole, or in short. Part of the façade (`rashomon.api`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rashomon import config
from rashomon.errors import InputError

if TYPE_CHECKING:
    from rashomon.model import Document
    from rashomon.pipeline import Reader
    from rashomon.pipeline.outline import Outline
    from rashomon.read.members import Member


def read_bytes(data: bytes, file: str) -> list[Document]:
    """The documents of one file without a store: text, outlet, date, clippings; of an archive, a mailbox or a table those of all its
    members. Raises InputError."""
    from rashomon.pipeline.unpacking import limits
    from rashomon.read.members import walk

    settings = config.load()
    reader = _reader(settings)
    out: list[Document] = []
    for member in walk(io.BytesIO(data), file, limits(settings)):
        if isinstance(member, InputError):
            raise member
        out += reader.documents(member.data, member.address, member)
    return out


def _reader(settings: config.Settings) -> Reader:
    from rashomon.pipeline import Reader

    return Reader(settings.model, settings.llm_key, settings.outlet_lines)


def documents(paths: Iterable[str], **settings: Any) -> Iterator[Document | InputError]:
    """The documents of files, one file after another; what cannot be read gives its error. Settings as in `rashomon.config.TABLE`."""
    for reader, member in _members(paths, settings):
        if isinstance(member, InputError):
            yield member
            continue
        try:
            yield from reader.documents(member.data, member.address, member)
        except InputError as error:
            yield error
        except (RecursionError, MemoryError) as error:
            yield InputError(member.address, f"too deep or too large to read ({type(error).__name__})", "save its text by itself")


def outlines(paths: Iterable[str], **settings: Any) -> Iterator[Outline | InputError]:
    """The same in short: what each document says of itself and where, what is left out, what it holds."""
    from rashomon.pipeline.outline import outlines as outlined

    for reader, member in _members(paths, settings):
        if isinstance(member, InputError):
            yield member
        else:
            yield from outlined(reader, member)


def _members(paths: Iterable[str], given: dict[str, Any]) -> Iterator[tuple[Reader, Member | InputError]]:
    from rashomon.pipeline.unpacking import documents_in

    settings = config.load(**given)
    reader = _reader(settings)
    for path in paths:
        for member in documents_in(path, settings):
            yield reader, member
