"""Loads a GeoNames dump (https://download.geonames.org/export/dump, CC BY 4.0) into a file that builds look places up in.

The dump is read line by line and written to a SQLite file in batches, so memory does not grow with it. The file is written beside its place
and put there when it is whole: a load that was stopped changes nothing. Kept are towns (feature class P), districts (A, without countries,
which the package has) and areas (L); mountains, waters, roads and single buildings share the names of towns too often.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rashomon.errors import InputError, SetupError
from rashomon.lang.folding import ARABIC
from rashomon.link.atlas import FORM, is_name, key

COLUMNS = 19
CLASSES = frozenset("PAL")
BATCH = 10_000  # lines written together
LONGEST_LINE = 1 << 20  # bytes
FIRST = 100  # lines, of which one at least must be a place
Progress = Callable[[str, int, int], None]
Problem = Callable[[InputError], None]
TABLES = (
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, latitude REAL, longitude REAL, country TEXT, region TEXT, population INTEGER, kind TEXT)",
    "CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL)",
)
Row = tuple[int, str, float, float, str, str, int, str]
NameRow = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlaces:
    """What a load did: `places` kept with `names`, `left_out` of other classes, `bad` lines that hold no place."""

    file: str
    places: int
    names: int
    left_out: int
    bad: int


def load(dump: Path, target: Path, progress: Progress = lambda *_: None, problem: Problem = lambda _: None) -> LoadedPlaces:
    """Loads a dump (`.txt`, or the `.zip` it comes in) into `target`, in place of what was loaded before.

    A line that holds no place goes to `problem`, and the rest goes on. Raises SetupError where the file cannot be read, is no dump, or the target cannot be written.
    """
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with _opened(dump) as (name, lines, total), closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
                connection.execute(f"PRAGMA {pragma}")
            for statement in TABLES:
                connection.execute(statement)
            made = _fill(connection, name, lines, total, progress, problem)
            connection.execute("CREATE INDEX names_key ON names (key)")
        os.replace(draft, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise SetupError(f"{dump}: no archive that can be read: {error} (download it again)") from None
    except sqlite3.Error as error:
        raise SetupError(f"{target}: cannot be written: {error} (free some space, or name another file: RASHOMON_PLACES)") from None
    except OSError as error:
        raise SetupError(f"{error.filename or dump}: {(error.strerror or str(error)).lower()}") from None
    finally:
        draft.unlink(missing_ok=True)
    return made


@contextmanager
def _opened(dump: Path) -> Iterator[tuple[str, IO[bytes], int]]:
    """The lines of a dump: its name, the open file, and how many bytes it has."""
    if not dump.is_file():
        raise SetupError(f"{dump}: no such file (download cities500.zip, a country or allCountries.zip from https://download.geonames.org/export/dump)")
    if not zipfile.is_zipfile(dump):
        with dump.open("rb") as handle:
            yield dump.name, handle, dump.stat().st_size
        return
    with zipfile.ZipFile(dump) as archive:
        inside = [m for m in archive.infolist() if m.filename.lower().endswith(".txt") and "readme" not in m.filename.lower()]
        if not inside:
            raise SetupError(f"{dump}: holds no list of places (a GeoNames archive has one such as cities500.txt)")
        member = max(inside, key=lambda m: m.file_size)
        with archive.open(member) as handle:
            yield f"{dump.name}/{member.filename}", handle, member.file_size


def _fill(connection: sqlite3.Connection, name: str, lines: IO[bytes], total: int, progress: Progress, problem: Problem) -> LoadedPlaces:
    places: list[Row] = []
    names: list[NameRow] = []
    number = read = kept = named = bad = 0
    digest = hashlib.sha256()
    progress("places", 0, total)
    while raw := lines.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        digest.update(raw)
        try:
            found = _place(raw)
        except ValueError as error:
            bad += 1
            if number >= FIRST and bad == number:
                raise SetupError(f"{name}:1: no list of places of GeoNames: {error} (it has {COLUMNS} columns with tabs between them)") from None
            problem(InputError(f"{name}:{number}", f"no place: {error}"))
            continue
        if found is not None:
            places.append(found[0])
            names += found[1]
            kept += 1
            named += len(found[1])
        if number % BATCH == 0:
            _write(connection, places, names)
            progress("places", read, total)
    if not kept:
        raise SetupError(f"{name}: holds no place (a GeoNames dump has {COLUMNS} columns with tabs between them, as cities500.txt has)")
    _write(connection, places, names)
    facts = {"form": FORM, "file": name, "sha256": digest.hexdigest(), "places": str(kept)}
    connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
    progress("places", total, total)
    return LoadedPlaces(file=name, places=kept, names=named, left_out=number - kept - bad, bad=bad)


def _write(connection: sqlite3.Connection, places: list[Row], names: list[NameRow]) -> None:
    connection.execute("BEGIN")
    connection.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    connection.execute("COMMIT")
    places.clear()
    names.clear()


def _place(raw: bytes) -> tuple[Row, list[NameRow]] | None:
    """The place of a line with the keys of its names; None for one of another class. Raises ValueError."""
    cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {COLUMNS}")
    number, name, _, others, north, east, kind, code, country, _, region = cells[:11]
    latitude, longitude, population = float(north), float(east), int(cells[14] or 0)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no place on earth at {north}, {east}")
    identifier = int(number)
    if kind not in CLASSES or code.startswith("PCL") or not country:
        return None
    found = {key(name): True}
    for other in filter(is_name, others.split(",") if others else ()):
        words = key(other)
        found[words] = found.get(words, False) or bool(ARABIC.match(other))
    row = (identifier, name, latitude, longitude, country, region, population, kind)
    return row, [(words, identifier, int(own)) for words, own in found.items() if words]
