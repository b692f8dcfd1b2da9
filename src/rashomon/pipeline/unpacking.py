"""Files to the pieces of work that a build consists of: each document in a container is a piece, and so is the end of the container.

Containers are opened here, in one process, one member at a time; members whose bytes are known are not handed on. What reads the
pieces may run anywhere.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.config import Settings
from rashomon.errors import InputError
from rashomon.pipeline.discover import Found, reason, shown
from rashomon.read.members import HEAD, INSIDE, Limits, Member, container, walk
from rashomon.store import FileState
from rashomon.store.containers import Container

SHARD = 8  # pieces that a process reads before it answers
SHARD_BYTES = 8_000_000  # of members in one shard, about
EXTRAS = {"pdf": "pypdfium2", "warc": "fastwarc"}  # extra → the package that it installs


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing to do: a file to read from the disk (`member` None), a member at hand, a problem, or the end of a container (`ended`).
    `known` is the digest under which it was read before by the same rules; `same` that its bytes were found to be those."""

    file: Found
    known: str | None = None
    member: Member | None = None
    same: bool = False
    problem: str = ""
    ended: Container | None = None


def limits(settings: Settings) -> Limits:
    """The bounds within which containers are opened."""
    columns = dict(part.split("=", 1) for part in settings.columns.split(",") if "=" in part)
    named = {field.strip(): column.strip() for field, column in columns.items()}
    return Limits(member=settings.max_bytes, total=settings.max_unpacked, columns=named)


def rules(settings: Settings, reading: str) -> str:
    """By which rules a container is taken apart: those of reading, the bounds, the columns, the extras that are there."""
    there = [extra for extra, package in EXTRAS.items() if importlib.util.find_spec(package) is not None]
    return f"{reading}/{settings.max_bytes}/{settings.max_unpacked}/{settings.columns}/{','.join(there)}"


def pieces(todo: Sequence[Found], current: Mapping[str, FileState], done: Mapping[str, Container], settings: Settings, reading: str) -> Iterator[Piece]:
    """The work on files, in their order. A container whose bytes are known gives its end alone."""
    bounds, opened = limits(settings), rules(settings, reading)
    for file in todo:
        try:
            kind, sha256 = _looked_at(file, bounds)
        except OSError as error:
            yield Piece(file=file, problem=str(InputError(shown(file.name), reason(error), "check that it is there and readable")))
            continue
        if kind is None:
            yield Piece(file=file, known=_known(current, file.name, reading))
            continue
        before = done.get(file.name)
        end = Container(name=file.name, path=file.path, size=file.size, mtime=file.mtime, sha256=sha256, reading=opened)
        if before is not None and (before.sha256, before.reading) == (sha256, opened):
            yield Piece(file=file, ended=replace(end, gone=before.gone), same=True)
            continue
        yield from _inside(file, current, bounds, reading, end)


def _known(current: Mapping[str, FileState], name: str, reading: str) -> str | None:
    """The digest of a file that was read by the rules of now."""
    state = current.get(name)
    return state.sha256 if state is not None and state.reading == reading else None


def _looked_at(file: Found, bounds: Limits) -> tuple[str | None, str]:
    """(kind of container or None, digest of a container). Raises OSError."""
    with open(file.path, "rb") as handle:
        kind = container(handle.read(HEAD), bounds)
        if kind is None:
            return None, ""
        handle.seek(0)
        return kind, hashlib.file_digest(handle, "sha256").hexdigest()


def _inside(file: Found, current: Mapping[str, FileState], bounds: Limits, reading: str, end: Container) -> Iterator[Piece]:
    """The members of a container, then its end; without the end where it could not be read to it, or was a document alone (a mail)."""
    alone = True
    try:
        with open(file.path, "rb") as stream:
            for found in walk(stream, file.name, bounds):
                alone = alone and isinstance(found, Member) and found.address == file.name
                if isinstance(found, InputError):
                    yield Piece(file=_member(file, found.where, 0), problem=str(found))
                    continue
                known = _known(current, found.address, reading)
                here = _member(file, found.address, len(found.data))
                same = known is not None and hashlib.sha256(found.data).hexdigest() == known
                yield Piece(file=here, known=known, same=same, member=None if same else found)
    except InputError as error:
        yield Piece(file=file, problem=str(error))
        return
    except OSError as error:
        yield Piece(file=file, problem=str(InputError(shown(file.name), reason(error), "check that it is there and readable")))
        return
    if not alone:
        yield Piece(file=file, ended=end)


def _member(file: Found, address: str, size: int) -> Found:
    """A member as a file: its path is that of the container with the steps inside it behind."""
    inside = address[len(file.name) :] if address.startswith(file.name) else ""
    return Found(name=address, path=file.path + inside, size=size if inside else file.size, mtime=file.mtime)


def holder(name: str, done: Mapping[str, Container]) -> Container | None:
    """The container that a document of this name lies in."""
    at = name.find(INSIDE)
    while at >= 0:
        if found := done.get(name[:at]):
            return found
        at = name.find(INSIDE, at + 1)
    return None


def shards(work: Iterator[Piece], most: int) -> Iterator[tuple[Piece, ...]]:
    """Pieces in groups of at most `most`, fewer where members are large."""
    group: list[Piece] = []
    size = 0
    for piece in work:
        group.append(piece)
        size += len(piece.member.data) if piece.member else 0
        if len(group) >= most or size >= SHARD_BYTES:
            yield tuple(group)
            group, size = [], 0
    if group:
        yield tuple(group)


def is_much(todo: Sequence[Found], settings: Settings) -> bool:
    """Whether a container among few files may hold many documents."""
    for file in todo:
        try:
            if file.size > 100_000 and _head_kind(file, settings):
                return True
        except OSError:
            continue
    return False


def _head_kind(file: Found, settings: Settings) -> str | None:
    with open(file.path, "rb") as handle:
        return container(handle.read(HEAD), limits(settings))


def documents_in(path: str, settings: Settings) -> Iterator[Member | InputError]:
    """Every document of one file outside a store, under whole addresses; errors name the place they concern."""
    name = shown(path)
    try:
        with open(path, "rb") as stream:
            yield from walk(stream, name, limits(settings))
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(name, reason(error), "check that it is there and readable")
