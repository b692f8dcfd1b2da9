"""Places that are known: towns, countries and capitals, with coordinates, looked up by name in either script.

Two sources in one form. Towns of 5,000 people and more ship with the program, with names in many scripts (`link/data/towns.npz`). A
GeoNames dump that the user loaded (`link.geonames`) is a SQLite file, and takes the place of those towns. Countries, capitals and states of the
United States are shipped in either case (`countries.tsv`); names of countries in both scripts from CLDR. `training/towns.py` makes both tables from GeoNames
(https://www.geonames.org, CC BY 4.0). Latitude and longitude are degrees (WGS 84), countries ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import SetupError
from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import COUNTRY_FORMS, gazetteer

SMALLEST = 5_000  # people; smaller towns are known from a dump only
DEGREE = 100_000  # coordinates are kept as whole numbers of this part of one
SHORTEST = 4  # letters of another name; shorter ones are codes of airports and the like
MOST = 200  # places of one name that a dump gives, the most populous
FORM = "1"  # of the file that a dump is loaded into
EARTH = 6371.0  # mean radius, km
CAPITALS = {"KZ": "astana", "MN": "ulaanbaatar"}  # under the names by which the package lists them as towns
PROVINCES = {
    "Alberta": "01", "British Columbia": "02", "Manitoba": "03", "New Brunswick": "04", "Newfoundland": "05", "Nova Scotia": "07", "Ontario": "08",
    "Prince Edward Island": "09", "Quebec": "10", "Saskatchewan": "11",
}  # fmt: skip
ARTICLES = ("al ", "el ", "the ")


@dataclass(frozen=True, slots=True)
class Place:
    """A town, country or other place of GeoNames. `own`: found by its main or an Arabic name, not by some other one."""

    id: str
    name: str
    latitude: float | None
    longitude: float | None
    country: str
    region: str
    population: int
    kind: str  # "country", or the feature class of GeoNames: P town, A district, L area, T mountain, H water
    own: bool = True


def key(name: str) -> str:
    """What names are looked up by: folded, without hyphens, apostrophes and a leading article in Latin letters."""
    if name.isascii() and name.isalpha():
        return name.lower()
    words = " ".join(fold(name).replace("-", " ").replace("'", "").split())
    for article in ARTICLES:
        if words.startswith(article) and len(words) - len(article) >= SHORTEST:
            return words[len(article) :]
    return words


def is_name(name: str) -> bool:
    """Whether an alternative name can stand in a report: Arabic, or Latin with a capital and more than a code."""
    if not name.isascii() and ("\u0600" <= name[0] <= "\u06ff" or max(name) >= "\u0250"):
        return ARABIC.match(name) is not None
    return len(name) >= SHORTEST and name[0].isupper() and not name.isupper()


def kilometres(a: Place, b: Place) -> float | None:
    """Along the great circle (haversine); None where either has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    up, down = radians(a.latitude), radians(b.latitude)
    root = sin((up - down) / 2) ** 2 + cos(up) * cos(down) * sin(radians(a.longitude - b.longitude) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(root)))


class Towns(Protocol):
    """Where towns are looked up; `source` names it for people."""

    source: str

    def find(self, name: str) -> tuple[Place, ...]:
        """Places under a key, the most populous first."""
        ...


class Bundled:
    """The towns that ship with the program. Nothing is made of them until they are asked for: keys are looked up in the sorted bytes of all."""

    source = f"GeoNames, towns of {SMALLEST:,} people and more"

    def __init__(self) -> None:
        with files("rashomon.link").joinpath("data/towns.npz").open("rb") as handle, np.load(handle) as held:
            self._columns = {name: held[name] for name in ("first", "found", "id", "latitude", "longitude", "country", "region", "population")}
            self._keys, self._key_ends = _lines(held["keys"])
            self._names, self._name_ends = _lines(held["names"])

    def find(self, name: str) -> tuple[Place, ...]:
        words, ends = name.encode("utf-8", "surrogatepass"), self._key_ends
        at = bisect_left(range(len(ends) - 1), words, key=lambda n: self._keys[ends[n] : ends[n + 1] - 1])
        if at == len(ends) - 1 or self._keys[ends[at] : ends[at + 1] - 1] != words:
            return ()
        first = self._columns["first"]
        return _ordered(self._place(n) if n >= 0 else _other(self._place(~n)) for n in self._columns["found"][first[at] : first[at + 1]].tolist())

    def _place(self, n: int) -> Place:
        held, name = self._columns, self._names[self._name_ends[n] : self._name_ends[n + 1] - 1].decode()
        return Place(
            str(held["id"][n]), name, int(held["latitude"][n]) / DEGREE, int(held["longitude"][n]) / DEGREE, held["country"][n].decode(), held["region"][n].decode(),
            int(held["population"][n]), "P",
        )  # fmt: skip


def _lines(held: NDArray[np.uint8]) -> tuple[bytes, NDArray[np.intp]]:
    """The text of a column of lines, and where each begins, with the end of the last."""
    return held.tobytes(), np.concatenate([np.zeros(1, np.intp), np.flatnonzero(held == ord("\n")) + 1])


def _other(p: Place) -> Place:
    return Place(p.id, p.name, p.latitude, p.longitude, p.country, p.region, p.population, p.kind, False)


def _ordered(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda p: (-p.population, p.id)))


class Loaded:
    """A GeoNames dump that the user loaded. Raises SetupError where the file is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            facts = dict(self._connection.execute("SELECT key, value FROM facts"))
        except sqlite3.Error as error:
            raise SetupError(f"{path}: no places that Rashomon loaded, {error} (load them with: rashomon places load FILE)") from None
        if facts.get("form") != FORM:
            raise SetupError(f"{path}: loaded by another version of Rashomon (load the dump again with: rashomon places load FILE)")
        self.state, self.source = facts["sha256"], f"GeoNames, {facts['file']}"

    def close(self) -> None:
        self._connection.close()

    def find(self, name: str) -> tuple[Place, ...]:
        query = (
            "SELECT p.id, p.name, p.latitude, p.longitude, p.country, p.region, p.population, p.kind, max(n.own) FROM names n JOIN places p ON p.id = n.place "
            "WHERE n.key = ? GROUP BY p.id "
            f"ORDER BY p.population DESC, p.id LIMIT {MOST}"
        )
        try:
            with closing(self._connection.execute(query, (name,))) as rows:
                return _ordered(Place(str(r[0]), r[1], r[2], r[3], r[4], r[5], r[6], r[7], bool(r[8])) for r in rows)
        except sqlite3.Error as error:
            raise SetupError(f"{self._path}: {error} (load the dump again with: rashomon places load FILE)") from None


@dataclass(frozen=True, slots=True)
class Countries:
    """Countries under the words for them. `forms` and `adjectives` go from folded words to codes, `states` (of
    the United States, and provinces of Canada) to country and region, the admin1 code of GeoNames."""

    forms: dict[str, Place]
    adjectives: dict[str, str]
    capitals: dict[str, Place]
    names: dict[str, str]
    states: dict[str, tuple[str, str]]

    def is_capital(self, place: Place) -> bool:
        capital = self.capitals.get(place.country)
        return capital is not None and place.id == capital.id


@cache
def countries() -> Countries:
    """The countries of a process: shipped data that never changes, made when first needed."""
    from babel import Locale

    rows = _rows()
    known, english = gazetteer(), Locale("en").territories
    forms: dict[str, Place] = {}
    names: dict[str, str] = {}
    for code, number, own, people, _ in sorted(rows["country"]):
        names[code] = COUNTRY_FORMS.get(code, english.get(code, own))
        place = Place(number, names[code], None, None, code, "", int(people), "country")
        for name in (own, english.get(code, "")):
            entry = known.lookup(fold(name))
            for form in (name, *(entry.forms if entry and entry.type == "place" else ())):
                forms.setdefault(key(form), place)
    adjectives = {fold(word): forms[key(country)].country for word, country in known.demonyms.items() if key(country) in forms}
    for form, place in forms.items():
        if ARABIC.match(form) and " " not in form:
            for word in _adjectives(form):
                adjectives.setdefault(word, place.country)
    for word in ("اميركي", "امريكي"):
        adjectives |= dict.fromkeys((word, f"{word}ه", f"ال{word}", f"ال{word}ه"), "US")
    forms.setdefault("palestine", forms["فلسطين"])
    states = {key(name): ("US", code) for code, name in rows["state"]}
    states |= {key(name): ("CA", code) for name, code in PROVINCES.items()}
    capitals: dict[str, Place] = {}
    for code, _, _, _, capital in rows["country"]:
        towns = [p for p in bundled().find(CAPITALS.get(code, key(capital))) if p.country == code]
        if towns:
            capitals[code] = towns[0]
    return Countries(forms, adjectives, capitals, names, states)


def _rows() -> dict[str, list[list[str]]]:
    """The lines of `countries.tsv` by what they are: of a country code, GeoNames id, name, people and capital; of a state code and name."""
    out: dict[str, list[list[str]]] = {}
    for line in files("rashomon.link").joinpath("data/countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            what, *cells = line.split("\t")
            out.setdefault(what, []).append(cells)
    return out


def _adjectives(country: str) -> Iterator[str]:
    """The nisba of a folded Arabic name of a country, in both genders, with and without the article."""
    stem = country.removeprefix("ال")
    for end in ("يه", "يا", "ا", "ه", "ي"):
        if stem.endswith(end) and len(stem) - len(end) >= 3:
            stem = stem[: -len(end)]
            break
    for word in (f"{stem}ي", f"{stem}يه"):
        yield from (word, f"ال{word}")


def state_of(path: Path | None) -> str:
    """What `open_towns` would give, told without loading it: changes where places could come out differently. Raises SetupError."""
    if path is None:
        with files("rashomon.link").joinpath("data/towns.npz").open("rb") as handle, np.load(handle) as held:
            return str(held["source"])
    towns = Loaded(path)
    towns.close()
    return str(towns.state)


@cache
def bundled() -> Bundled:
    """The shipped towns, which never change, loaded once in a process."""
    return Bundled()


def open_towns(path: Path | None) -> Towns:
    """Towns of a loaded dump, or the shipped ones where there is none."""
    return bundled() if path is None else Loaded(path)
