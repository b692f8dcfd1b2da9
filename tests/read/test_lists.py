"""People's own lists as files: CSV in any encoding, FollowTheMoney as JSON lines; bad lines are named, the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.errors import InputError, SetupError
from rashomon.model import Listed
from rashomon.read.lists import entries


def read(path: Path, kind: str | None = None) -> tuple[list[Listed], list[str]]:
    told: list[InputError] = []
    return list(entries(path, "desk", kind, told.append)), [str(e) for e in told]  # type: ignore[arg-type]


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "desk.csv").write_bytes(text.encode(encoding))
    return folder / "desk.csv"


HEAD = "id,name,type,aliases,refs,country,latitude,longitude\n"


def test_every_column_of_a_table_is_taken(tmp_path: Path) -> None:
    (one, two), bad = read(
        csv(tmp_path, HEAD + "7,Munir Sabbouh,person,منير صبوح; M. Sabbouh|Munir Sabuh,wikidata:Q1,ly,,\n8,Marsa Rimal,place,,,ZZ,31.5,14.25\n")
    )
    assert not bad
    assert (one.identifier, one.name, one.names) == ("7", "Munir Sabbouh", ("منير صبوح", "M. Sabbouh", "Munir Sabuh"))
    assert one.refs == ("desk:7", "wikidata:Q1")
    assert (two.type, two.country, two.latitude, two.longitude) == ("place", "ZZ", 31.5, 14.25)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Name;Type\nمنير صبوح;person\n", "cp1256"), ("\ufeffNAME\tTYPE\r\nمنير صبوح\tperson\r\n", "utf-8"), ("name,type\nمنير صبوح,person", "utf-16")],
)
def test_any_encoding_and_separator(tmp_path: Path, text: str, encoding: str) -> None:
    (one,), bad = read(csv(tmp_path, text, encoding))
    assert (one.name, one.identifier, bad) == ("منير صبوح", "2", [])


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        "1,Zahrin,place,,,,,",
        "2,,person,,,,,",
        "3,A,martian,,,,,",
        "4,B,place,,,,99,1",
        "5,C,place,,,,1,",
        "6,D,person,,,,x,1",
        "1,Again,place,,,,,",
        "",
        "9,E,person,,,,,,,",
    ]
    found, bad = read(csv(tmp_path, HEAD + "\n".join([*lines, "10,Last One,person,,,,,"]) + "\n"))
    assert [e.name for e in found] == ["Zahrin", "Last One"]
    assert [b.split(": ")[0] for b in bad] == [f"desk.csv:{n}" for n in (3, 4, 5, 6, 7, 8, 10)]
    assert "stands on line 2 already" in bad[5]


def test_a_type_for_all_lines_may_be_given(tmp_path: Path) -> None:
    path = csv(tmp_path, "name\nMunir Sabbouh\n")
    assert read(path, "person")[0][0].type == "person"
    assert "give --type" in read(path)[1][0]


@pytest.mark.parametrize("text", ["", "label,kind\nx,y\n", "\x00\x01\x02"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SetupError):
        read(csv(tmp_path, text))
    with pytest.raises(SetupError, match="absent"):
        read(tmp_path / "absent.csv")


def test_follow_the_money(tmp_path: Path) -> None:
    lines: list[object] = [
        {"id": "p1", "schema": "Person", "properties": {"name": ["Munir Sabbouh"], "alias": ["منير صبوح"], "wikidataId": ["Q1"], "country": ["ly"]}},
        {"id": "o1", "schema": "Company", "caption": "Halyard Lines", "properties": {}},
        {"id": "a1", "schema": "Address", "properties": {"city": "Marsa Rimal", "latitude": ["31.5"], "longitude": ["14.25"]}},
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Tana Star"]}},
        {"id": "x", "schema": "Person", "properties": {}},
        ["no entity"],
    ]
    path = tmp_path / "desk.ftm.json"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(json.dumps(x, ensure_ascii=False).encode() for x in lines) + b"\n{broken\n\xff\n")
    found, bad = read(path)
    assert [(e.identifier, e.type, e.name, e.country) for e in found] == [
        ("p1", "person", "Munir Sabbouh", "LY"), ("o1", "organisation", "Halyard Lines", None), ("a1", "place", "Marsa Rimal", None),
    ]  # fmt: skip
    assert found[0].refs == ("desk:p1", "wikidata:Q1")
    assert found[2].latitude == 31.5
    assert [b.split(": ")[0] for b in bad] == [f"desk.ftm.json:{n}" for n in (5, 6, 7, 8)]


def test_ids_change_with_what_an_entry_says(tmp_path: Path) -> None:
    one = read(csv(tmp_path, HEAD + "1,Zahrin,place,,,,,\n"))[0][0]
    assert read(csv(tmp_path, HEAD + "1,Zahrin,place,,,,,\n"))[0][0] == one
    assert read(csv(tmp_path, HEAD + "1,Zahrin,place,Port Zahrin,,,,\n"))[0][0].id != one.id
