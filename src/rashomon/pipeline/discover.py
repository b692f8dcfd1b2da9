"""Finding the files of a pile: folders, files and globs, in one stable order, each with the name it goes by.

A file goes by its folder's and its own name as they stand under the path that was given ("seeds/000.txt"), so that the
same pile has the same names wherever it lies. Two files of one name get longer names. Links that lead in circles are
followed once; what is no ordinary file is listed as skipped.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import InputError
from rashomon.read.saved import companions
from rashomon.store import FileState, Skipped
from rashomon.store.containers import Container

Known = FileState | Container
OWN = (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read: `name` is how the record calls it, `path` where it lies (absolute), `mtime` in nanoseconds."""

    name: str
    path: str
    size: int
    mtime: int


@dataclass(slots=True, kw_only=True)
class Pile:
    """All that was found under the given paths. `roots` are the folders looked through, whole ones only."""

    found: list[Found]
    problems: list[Skipped]
    roots: list[str]
    ignored: int = 0


def discover(paths: Sequence[str], known: Iterable[Known] = (), spare: Sequence[str] = ()) -> Pile:
    """The files under `paths`, by name; the order of `paths` makes no difference. `known` files keep their names; `spare` are
    paths never to be read."""
    pile = Pile(found=[], problems=[], roots=[])
    skip = {os.path.realpath(p) for p in spare}
    bases: dict[str, str] = {}
    for given in paths:
        for start in _expand(given, pile):
            for path, base in _walk(start, pile):
                if not path.endswith(OWN) and os.path.realpath(path) not in skip:
                    bases[path] = min(base, bases.get(path, base), key=len)
    files = list(known)
    names = {f.path: f.name for f in files}
    taken: dict[str, Known | str] = {f.name: f for f in files}
    for path in sorted(bases):
        _add(path, bases[path], names, taken, pile)
    pile.found.sort(key=lambda f: f.name)
    pile.problems = list({(p.path, p.what): p for p in pile.problems}.values())
    return pile


def shown(path: str) -> str:
    """A path as it can be written down: bytes that are no UTF-8 as `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _problem(path: str, what: str, remedy: str) -> Skipped:
    return Skipped(path=os.path.abspath(path), what=str(InputError(shown(path), what, remedy)))


def _expand(given: str, pile: Pile) -> Iterator[str]:
    """A path as it is, or what a pattern stands for."""
    if os.path.lexists(given):
        yield given
        return
    matches = sorted(glob.glob(os.path.expanduser(given), recursive=True))
    if not matches:
        pile.problems.append(_problem(given, "no such file or folder", "check the spelling"))
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
        pile.problems.append(_problem(str(error.filename), reason(error), "check its permissions"))

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
        beside = companions(folders, files)  # pictures and scripts of saved pages
        pile.ignored += len(beside)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in beside)
        for file in sorted(files):
            if file.startswith("."):
                pile.ignored += 1
                continue
            yield os.path.join(folder, file), os.path.dirname(top)
    if complete:
        pile.roots.append(top)


def _add(path: str, base: str, names: dict[str, str], taken: dict[str, Known | str], pile: Pile) -> None:
    try:
        info = os.stat(path)
    except OSError as error:
        pile.problems.append(_problem(path, reason(error), "check the link or its permissions"))
        return
    if not stat.S_ISREG(info.st_mode):
        pile.problems.append(_problem(path, "no ordinary file", "nothing to read there"))
        return
    name = names.get(path) or _name(path, base, info.st_size, taken)
    taken[name] = path
    pile.found.append(Found(name=name, path=path, size=info.st_size, mtime=info.st_mtime_ns))


def _name(path: str, base: str, size: int, taken: dict[str, Known | str]) -> str:
    """The name of a file: relative to the folder above the given one; longer where another file has it already."""
    name = Path(shown(os.path.relpath(path, base))).as_posix()
    above = Path(shown(base))
    while not _free(name, size, taken) and above.name:
        name = f"{above.name}/{name}"
        above = above.parent
    return name if _free(name, size, taken) else shown(path)


def _free(name: str, size: int, taken: dict[str, Known | str]) -> bool:
    """Whether nothing has a name, or only a file of the same size that is no longer where it was: a pile that was moved."""
    holder = taken.get(name)
    return holder is None or (not isinstance(holder, str) and holder.size == size and not os.path.lexists(holder.path))


def reason(error: OSError) -> str:
    """Why a file cannot be read, in a few words."""
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
        raise InputError(shown(name), reason(error), "check that it is there and readable") from error
    if len(data) > limit:
        raise InputError(shown(name), f"larger than {limit / 1_000_000:g} MB", "raise --max-bytes to read it")
    return data
