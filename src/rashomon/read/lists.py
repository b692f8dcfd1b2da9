"""People's own lists of known persons, bodies and places: CSV, and JSON lines of FollowTheMoney (https://followthemoney.tech).

A CSV file has a line of column names: `name`, and where known `id`, `type`, `aliases`, `refs` (both with `;` or `|` between), `country`, `latitude`,
`longitude`. Commas, semicolons or tabs between, in any encoding. Of FollowTheMoney, the schemata below are taken, and others passed over.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from rashomon.errors import InputError, SetupError
from rashomon.model import Listed, MentionType, digest
from rashomon.read.text import decode

COLUMNS = ("name", "id", "type", "aliases", "refs", "country", "latitude", "longitude")
SPLIT = re.compile(r"\s*[;|]\s*")
SCHEMATA: dict[str, MentionType] = {
    "Person": "person", "LegalEntity": "organisation", "Organization": "organisation", "Company": "organisation", "PublicBody": "organisation",
    "Address": "place",
}  # fmt: skip
NAMES, ALIASES = ("name", "full", "city"), ("alias", "previousName", "abbreviation")
REFS = {"wikidataId": "wikidata", "opencorporatesUrl": "opencorporates", "leiCode": "lei", "isin": "isin", "registrationNumber": "registration"}
LONGEST = 500  # characters of a name
Problem = Callable[[InputError], None]


def entries(path: Path, name: str, kind: MentionType | None, problem: Problem) -> Iterator[Listed]:
    """The entries of a list called `name`; `kind` is the type of CSV lines that give none. A bad line goes to `problem`, with its number.

    Raises SetupError where the file cannot be read or is no list.
    """
    try:
        with path.open("rb") as handle:
            beginning = handle.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise SetupError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    seen: dict[str, int] = {}
    for number, made in (_ftm if beginning.startswith(b"{") else _csv)(path, name, kind):
        if isinstance(made, InputError):
            problem(made)
        elif made is not None and seen.setdefault(made.identifier, number) != number:
            problem(
                InputError(
                    f"{path.name}:{number}", f"the identifier {made.identifier!r} stands on line {seen[made.identifier]} already", "give each entry its own"
                )
            )
        elif made is not None:
            yield made


Numbered = Iterator[tuple[int, Listed | InputError | None]]


def _csv(path: Path, name: str, kind: MentionType | None) -> Numbered:
    try:
        text = decode(path.read_bytes(), path.name).text.removeprefix("\ufeff")
    except InputError as error:
        raise SetupError(f"{path}: {error.what}") from None
    head = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count))
    try:
        columns = [cell.strip().lower() for cell in next(rows, [])]
        if "name" not in columns:
            raise SetupError(f"{path}: no list: its first line has no column “name” (columns are {', '.join(COLUMNS)}; or give JSON lines of FollowTheMoney)")
        for cells in rows:
            number = rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            try:
                if len(cells) > len(columns):
                    raise ValueError(f"{len(cells)} cells under {len(columns)} columns")
                yield number, _of_row({c: " ".join(v.split()) for c, v in zip(columns, cells, strict=False)}, path.name, name, kind, number)
            except ValueError as error:
                yield number, InputError(f"{path.name}:{number}", str(error))
    except csv.Error as error:
        yield rows.line_num, InputError(f"{path.name}:{rows.line_num}", str(error), "the lines after it are not read")


def _of_row(row: dict[str, str], file: str, name: str, kind: MentionType | None, number: int) -> Listed:
    sort = row.get("type") or kind
    if not sort:
        raise ValueError("no type (fill the column “type”, or give --type)")
    if sort not in get_args(MentionType):
        raise ValueError(f"type {sort!r} is none of {', '.join(get_args(MentionType))}")
    return _made(
        name, row.get("id") or str(number), sort, [row.get("name", "")], _split(row.get("aliases")), _split(row.get("refs")), row.get("country") or None,
        row.get("latitude"), row.get("longitude"),
    )  # fmt: skip


def _split(cell: str | None) -> list[str]:
    return [part for part in SPLIT.split(cell or "") if part]


def _ftm(path: Path, name: str, kind: MentionType | None) -> Numbered:
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, 1):
            if not raw.strip():
                continue
            try:
                yield number, _of_entity(json.loads(raw.removeprefix(b"\xef\xbb\xbf")), name)
            except (ValueError, RecursionError) as error:
                yield number, InputError(f"{path.name}:{number}", f"no entity of FollowTheMoney: {' '.join(str(error).split())}")


def _of_entity(found: Any, name: str) -> Listed | None:
    """The entry of an entity; None for a schema that names nobody."""
    if not isinstance(found, dict) or not isinstance(found.get("schema"), str) or not isinstance(found.get("id"), str | int):
        raise ValueError("needs “id”, “schema” and “properties”")
    kind = SCHEMATA.get(found["schema"])
    if kind is None:
        return None
    properties = found.get("properties")
    if not isinstance(properties, dict):
        raise ValueError("needs “properties”")

    def values(*names: str) -> list[str]:
        given = (v if isinstance(v, list) else [v] for v in (properties.get(n, []) for n in names))
        return [" ".join(str(x).split()) for several in given for x in several if isinstance(x, str | int | float)]

    names = values(*NAMES) or [str(found.get("caption") or "")]
    countries = values("country", "nationality", "jurisdiction")
    refs = [f"{scheme}:{value}" for prop, scheme in REFS.items() for value in values(prop)]
    north, east = (next(iter(values(side)), None) for side in ("latitude", "longitude"))
    return _made(name, str(found["id"]), kind, names, values(*ALIASES), refs, countries[0].upper() if countries else None, north, east)


def _made(
    name: str, identifier: str, kind: str, names: list[str], aliases: list[str], refs: list[str], country: str | None, north: str | None, east: str | None
) -> Listed:
    """An entry, checked. Raises ValueError."""
    every = tuple(dict.fromkeys(n for n in (*names, *aliases) if any(c.isalpha() for c in n)))
    if not every or not any(c.isalpha() for c in names[0]):
        raise ValueError("no name")
    if any(len(n) > LONGEST for n in every):
        raise ValueError(f"a name of more than {LONGEST} characters")
    latitude, longitude = (float(x) if x else None for x in (north, east))
    if (latitude is None) != (longitude is None) or (
        latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180)
    ):
        raise ValueError(f"no place on earth at {north}, {east}")
    own = (f"{name}:{identifier}", *refs)
    fields = (name, identifier, kind, every, own, country, latitude, longitude)
    return Listed(
        id=digest("listed", *fields), list=name, identifier=identifier, type=kind, name=every[0], names=every[1:], refs=tuple(dict.fromkeys(own)),  # type: ignore[arg-type]
        country=country, latitude=latitude, longitude=longitude,
    )  # fmt: skip
