"""Own lists in a record: entities get identifiers, two entries are never joined, and a list can be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from tests.conftest import Runner
from tests.pile import lay

TABLE = "id,name,type,aliases,refs\n7,Munir Sabbouh,person,منير صبوح,wikidata:Q1\n8,Jawad al-Salhumi,person,,\n9,Marsa Rimal,place,,\n"
PLACED = "id,name,type,country,latitude,longitude\n9,Marsa Rimal,place,LY,31.5,14.25\n"


@pytest.fixture
def built(pile: Path, store: Path, run: Runner) -> Path:
    assert run("build", pile, "-s", store).status == 0
    return store


def table(folder: Path, text: str = TABLE, name: str = "desk.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_entities_get_identifiers_with_a_reason_and_lose_them_again(built: Path, tmp_path: Path, run: Runner) -> None:
    before = run("export", "-s", built).out
    told = run("entities", "import", table(tmp_path), "-s", built)
    assert (told.status, told.out) == (0, "desk: 3 entries, 3 of them named in the record\n")
    found = run("dossier", "Sabbouh", "-s", built, "--json").json
    assert found["refs"] == ["desk:7", "wikidata:Q1"]
    assert found["reasons"][0] in {f"“{name}” is a name of Munir Sabbouh in the list desk" for name in ("Munir Sabbouh", "منير صبوح")}
    assert "elsewhere: desk:7" in run("dossier", "Sabbouh", "-s", built).out
    assert run("entities", "lists", "-s", built, "--json").json == [{"name": "desk", "entries": 3, "found": 3, "bad": 0}]
    assert run("entities", "forget", "desk", "-s", built).status == 0
    assert run("export", "-s", built).out == before
    assert run("entities", "forget", "desk", "-s", built).status == 2


def test_a_list_survives_the_next_build_and_is_replaced_by_one_of_its_name(built: Path, tmp_path: Path, run: Runner) -> None:
    run("entities", "import", table(tmp_path), "-s", built)
    run("build", lay(tmp_path / "more", {"05-more.txt": "Munir Sabbouh spoke in Zahrin on May 9, 2031, the Zahrin Herald said.\n"}), "-s", built)
    assert run("dossier", "Sabbouh", "-s", built, "--json").json["refs"] == ["desk:7", "wikidata:Q1"]
    run("entities", "import", table(tmp_path, PLACED), "-s", built)
    assert run("dossier", "Sabbouh", "-s", built, "--json").json["refs"] == []
    place = run("dossier", "Marsa Rimal", "-s", built, "--json").json
    assert (place["country"], place["latitude"], place["longitude"], place["refs"]) == ("LY", 31.5, 14.25, ["desk:9"])
    assert "in the list desk" in place["how"]


def test_two_entries_of_a_list_are_never_joined_by_the_machine(tmp_path: Path, store: Path, run: Runner) -> None:
    texts = {
        "a.txt": "General Mohsen al-Qutrubi spoke in Zahrin on May 9, 2031, officials said. Mohsen al-Qutrubi left at noon.\n",
        "b.txt": "General Muhsin al-Qutrubi was in Nujayma on May 9, 2031, officials said. Muhsin al-Qutrubi did not speak.\n",
    }
    run("build", lay(tmp_path / "two", texts), "-s", store)
    with rashomon.open(store) as record:
        assert record.dossier("Mohsen al-Qutrubi").id == record.dossier("Muhsin al-Qutrubi").id
    run("entities", "import", table(tmp_path, "id,name,type\n1,Mohsen al-Qutrubi,person\n2,Muhsin al-Qutrubi,person\n"), "-s", store)
    with rashomon.open(store) as record:
        one, two = record.dossier("Mohsen al-Qutrubi"), record.dossier("Muhsin al-Qutrubi")
        assert one.id != two.id
        assert (one.refs, two.refs) == (("desk:1",), ("desk:2",))
        record.judge("same", "Mohsen al-Qutrubi", "Muhsin al-Qutrubi")  # a person may; the identifiers are in doubt then
        joined = record.dossier("Mohsen al-Qutrubi")
        assert (joined.refs, {n.name for n in joined.names}) == ((), {"Mohsen al-Qutrubi", "Muhsin al-Qutrubi"})


def test_names_of_one_entry_are_joined(tmp_path: Path, store: Path, run: Runner) -> None:
    texts = {
        "a.txt": "The Harbour League of Zahrin said on May 9, 2031 that nobody had fired. The Harbour League of Zahrin is in Zahrin.\n",
        "b.txt": "General Idris Fallahi spoke on May 9, 2031. Colonel Abu Tarek Sahli, a spokesman, said nothing.\n",
    }
    run("build", lay(tmp_path / "two", texts), "-s", store)
    run("entities", "import", table(tmp_path, "id,name,type,aliases\n1,Idris Fallahi,person,Abu Tarek Sahli\n"), "-s", store)
    with rashomon.open(store) as record:
        found = record.dossier("Idris Fallahi")
    assert {n.name for n in found.names} == {"Idris Fallahi", "Abu Tarek Sahli"}
    assert "two names of one entry of a list" in found.joins[0].reason


def test_bad_lines_are_named_and_the_status_says_so(built: Path, tmp_path: Path, run: Runner) -> None:
    told = run("entities", "import", table(tmp_path, TABLE + "10,,person,,\n"), "-s", built)
    assert told.status == 1
    assert "desk.csv:5: no name" in told.err
    assert "1 bad lines" in told.out
    assert run("entities", "import", table(tmp_path, "x\n1\n", "none.csv"), "-s", built).status == 2
    assert [x["name"] for x in run("entities", "lists", "-s", built, "--json").json] == ["desk"]
    assert run("entities", "import", tmp_path / "none.csv", "-s", built, "--type", "martian").status == 2
