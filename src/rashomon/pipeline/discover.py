"""Finding the files of a pile: folders, files and globs, in one stable order, each with the name it goes by.

A file goes by its folder's and its own name as they stand under the path that was given ("seeds/000.txt"), so that the
same pile has the same names wherever it lies. Two files of one name get longer names. Links that lead in circles are
followed once; what is no ordinary file is listed as skipped.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import InputError

OWN = (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read. `name` is how it is shown, `path` absolute, `stem` the longer form for names that clash."""

    name: str
    path: str
    size: int
    mtime: int


@dataclass(slots=True, kw_only=True)
class Pile:
    """All that was found under the given paths. `roots` are the folders looked through, whole ones only."""

    found: list[Found]
    problems: list[InputError]
    roots: list[str]
    ignored: int = 0


def discover(paths: Sequence[str], known: dict[str, str], spare: Sequence[str] = ()) -> Pile:
    """The files under `paths`. `known` maps absolute paths to names given before; `spare` are paths never to be read."""
    pile = Pile(found=[], problems=[], roots=[])
    taken: dict[str, str] = {name: path for path, name in known.items()}
    seen: set[str] = set()
    skip = {os.path.realpath(p) for p in spare}
    for given in paths:
        for start in _expand(given, pile):
            for path, base in _walk(start, pile):
                real = os.path.realpath(path)
                if path in seen or real in skip or path.endswith(OWN):
                    continue
                seen.add(path)
                _add(path, base, known, taken, pile)
    pile.found.sort(key=lambda f: f.name)
    return pile


def _expand(given: str, pile: Pile) -> Iterator[str]:
    """A path as it is, or what a pattern stands for."""
    if os.path.lexists(given):
        yield given
        return
    matches = sorted(glob.glob(os.path.expanduser(given), recursive=True))
    if not matches:
        pile.problems.append(InputError(given, "no such file or folder", "check the spelling"))
    yield from matches


def _walk(start: str, pile: Pile) -> Iterator[tuple[str, str]]:
    """(absolute path, the part of it that names are made from) of every file at or under a path."""
    top = os.path.abspath(start)
    if not os.path.isdir(top):
        yield top, os.path.dirname(os.path.dirname(top))
        return
    complete = True
    visited: set[tuple[int, int]] = set()

    def failed(error: OSError) -> None:
        nonlocal complete
        complete = False
        pile.problems.append(InputError(str(error.filename), _reason(error), "check its permissions"))

    for folder, folders, files in os.walk(top, followlinks=True, onerror=failed):
        try:
            info = os.stat(folder)
        except OSError as error:
            failed(error)
            folders.clear()
            continue
        if (info.st_dev, info.st_ino) in visited:
            folders.clear()
            continue
        visited.add((info.st_dev, info.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if file.startswith("."):
                pile.ignored += 1
                continue
            yield os.path.join(folder, file), os.path.dirname(top)
    if complete:
        pile.roots.append(top)


def _add(path: str, base: str, known: dict[str, str], taken: dict[str, str], pile: Pile) -> None:
    try:
        info = os.stat(path)
    except OSError as error:
        pile.problems.append(InputError(path, _reason(error), "check the link or its permissions"))
        return
    if not stat.S_ISREG(info.st_mode):
        pile.problems.append(InputError(path, "no ordinary file", "nothing to read there"))
        return
    name = known.get(path) or _name(path, base, taken)
    taken[name] = path
    pile.found.append(Found(name=name, path=path, size=info.st_size, mtime=info.st_mtime_ns))


def _name(path: str, base: str, taken: dict[str, str]) -> str:
    """The name of a file: relative to the folder above the given one; longer where another file has it already."""
    relative = Path(os.path.relpath(path, base))
    name = relative.as_posix()
    above = Path(base)
    while name in taken and taken[name] != path and above.name:
        name = f"{above.name}/{name}"
        above = above.parent
    return name if name not in taken or taken[name] == path else path


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "vanished, or a link to nothing"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error)).lower()


def read_bytes(path: str, name: str, limit: int) -> bytes:
    """The bytes of a file. Raises InputError where it cannot be read or is larger than `limit`."""
    try:
        with open(path, "rb") as handle:
            data = handle.read(limit + 1)
    except OSError as error:
        raise InputError(name, _reason(error), "check that it is there and readable") from error
    if len(data) > limit:
        raise InputError(name, f"larger than {limit / 1_000_000:g} MB", "raise --max-bytes to read it")
    return data
