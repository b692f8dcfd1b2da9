"""A GeoNames dump that the user loads: what is kept of it, how bad lines and bad files are told, and that builds use it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from rashomon.errors import InputError, SetupError
from rashomon.link import geonames
from rashomon.link.atlas import Loaded, Place, key, open_towns, state_of
from tests.conftest import Runner
from tests.pile import lay


def line(
    identifier: object, name: str, others: str = "", at: tuple[object, object] = (31.5, 14.25), sort: str = "P", code: str = "PPL", people: object = 900
) -> str:
    cells = [identifier, name, name, others, *at, sort, code, "LY", "", "77", "", "", "", people, "", "12", "Africa/Tripoli", "2031-01-01"]
    return "\t".join(map(str, cells))


VILLAGE = line(9000001, "Marsa Rimal", "Marsā Rimāl,مرسى رمال,MRZ")
LINES = [VILLAGE, line(9000002, "Nujayma", "نجيمة", people=4000), line(9000003, "Jabal Nujayma", sort="T"), line(9000004, "Libya", sort="A", code="PCLI")]


def dump(folder: Path, lines: list[str], name: str = "LY.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_towns_are_kept_with_names_in_both_scripts(tmp_path: Path) -> None:
    made = geonames.load(dump(tmp_path, LINES), tmp_path / "places.sqlite")
    assert (made.places, made.left_out, made.bad) == (2, 2, 0)
    towns = Loaded(tmp_path / "places.sqlite")
    village = Place("9000001", "Marsa Rimal", 31.5, 14.25, "LY", "77", 900, "P")
    assert towns.find(key("Marsa Rimal")) == towns.find(key("مرسى رمال")) == (village,)
    assert towns.find("mrz") == towns.find("nowhere") == ()
    assert towns.source == "GeoNames, LY.txt"
    towns.close()


def test_the_archive_it_comes_in_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "LY.zip", "w") as archive:
        archive.writestr("readme.txt", "x" * 10_000)
        archive.writestr("LY.txt", "\n".join(LINES))
    seen: list[tuple[str, int, int]] = []
    made = geonames.load(tmp_path / "LY.zip", tmp_path / "places.sqlite", lambda *step: seen.append(step))
    assert (made.file, made.places) == ("LY.zip/LY.txt", 2)
    assert seen[-1][1] == seen[-1][2] > 0


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [VILLAGE, "half a line", line("x", "Nowhere"), line(9, "Pole", at=(91, 0)), line(10, "Deep", at=("nan", 0)), LINES[1]]
    told: list[InputError] = []
    made = geonames.load(dump(tmp_path, lines), tmp_path / "places.sqlite", problem=told.append)
    assert (made.places, made.bad) == (2, 4)
    assert [e.where for e in told] == ["LY.txt:2", "LY.txt:3", "LY.txt:4", "LY.txt:5"]
    assert "1 columns instead of 19" in str(told[0])


@pytest.mark.parametrize("lines", [["name,latitude,longitude"] * 300, [], ["x"]])
def test_what_is_no_dump_is_refused_and_what_was_loaded_stays(tmp_path: Path, lines: list[str]) -> None:
    target = tmp_path / "places.sqlite"
    geonames.load(dump(tmp_path, LINES), target)
    before = target.read_bytes()
    with pytest.raises(SetupError, match=r"other\.txt"):
        geonames.load(dump(tmp_path, lines, "other.txt"), target)
    assert target.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["LY.txt", "other.txt", "places.sqlite"]


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "LY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LY.txt", "\n".join(LINES * 50))
    data = bytearray((tmp_path / "LY.zip").read_bytes())
    data[60:90] = bytes(30)
    (tmp_path / "LY.zip").write_bytes(data)
    with pytest.raises(SetupError, match=r"LY\.zip"):
        geonames.load(tmp_path / "LY.zip", tmp_path / "places.sqlite")


def test_a_load_that_is_stopped_changes_nothing(tmp_path: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        geonames.load(dump(tmp_path, LINES), tmp_path / "places.sqlite", stop)
    assert [p.name for p in tmp_path.iterdir()] == ["LY.txt"]


def test_a_file_that_is_none_of_places_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "places.sqlite").write_text("nothing of the kind, but long enough to be looked into" * 40, encoding="utf-8")
    with pytest.raises(SetupError, match="rashomon places load"):
        open_towns(tmp_path / "places.sqlite")


def test_what_is_known_changes_the_state_of_links(tmp_path: Path) -> None:
    geonames.load(dump(tmp_path, LINES), tmp_path / "places.sqlite")
    assert state_of(tmp_path / "places.sqlite") != state_of(None) == state_of(None)


def test_the_next_build_looks_places_up_in_what_was_loaded(tmp_path: Path, store: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pile = lay(tmp_path / "pile", {"a.txt": "Shells fell on the town of Marsa Rimal on Tuesday, the navy of Libya said. Libyan fighters left Nujayma.\n"})
    assert run("build", pile, "-s", store).status == 0
    assert run("dossier", "Marsa Rimal", "-s", store, "--json").json["country"] is None
    loaded = run("places", "load", dump(tmp_path, [*LINES, "bad"]))
    assert loaded.status == 1
    assert "LY.txt:5: no place" in loaded.err
    assert "2 places under" in loaded.out
    assert "linked anew" in run("build", pile, "-s", store).out
    told = run("dossier", "Marsa Rimal", "-s", store, "--json").json
    assert (told["country"], told["refs"], told["reasons"]) == ("LY", ["geonames:9000001"], ["Marsa Rimal in GeoNames, LY.txt"])
    assert "links unchanged" in run("build", pile, "-s", store).out


def test_a_file_of_places_that_is_named_and_absent_stops_the_build(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_PLACES", str(tmp_path / "absent.sqlite"))
    told = run("build", lay(tmp_path / "pile"), "-s", tmp_path / "s.sqlite")
    assert told.status == 2
    assert "rashomon places load" in told.err
    assert run("places", "load", tmp_path / "none.zip").status == 2
