"""`rashomon entities`: spellings, joins and what was left apart, each with a reason; narrowed, as JSON, as CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import NotFound
from tests.conftest import Runner


def test_every_decision_of_linking_is_listed(corpus: rashomon.Record) -> None:
    found = corpus.entities()
    assert [e.mentions for e in found] == sorted((e.mentions for e in found), reverse=True)
    assert all(sum(n.count for n in e.names) == e.mentions and e.files >= 1 for e in found)
    by_id = {e.id: e for e in found}
    for e in found:
        for left in e.apart:
            assert left.other.entity in by_id
            assert left.other.name == by_id[left.other.entity].name
            assert len(left.why.reason.split()) >= 3
    assert {e.id for e in corpus.entities(joined=True)} == {e.id for e in found if e.joins}
    assert {e.id for e in corpus.entities(apart=True)} == {e.id for e in found if e.apart}
    assert all(e.type == "place" for e in corpus.entities(type="place"))
    assert all(e.mentions >= 10 for e in corpus.entities(least=10))


def test_a_name_in_any_spelling_finds_its_entity(corpus: rashomon.Record) -> None:
    (one,) = corpus.entities(about="محسن القطربي")
    (same,) = corpus.entities(about="Muhsin al-Qutrubi")
    assert one == same
    assert {"محسن القطربي", "Mohsen el-Qotrobi"} <= {n.name for n in one.names}
    with pytest.raises(NotFound):
        corpus.entities(about="Nobody at all")
    with pytest.raises(NotFound, match="organisation"):
        corpus.entities(type="ship")


def test_the_command_prints_joins_and_splits(corpus_copy: Path, run: Runner) -> None:
    told = run("entities", "-s", corpus_copy, "--about", "Hamdan al-Darbasi")
    assert told.status == 0
    assert "≠" in told.out
    assert "person" in told.out
    assert "1 entity" in told.out
    few = run("entities", "-s", corpus_copy, "--limit", "2")
    assert " of " in few.out.splitlines()[-1]
    rows = json.loads(run("entities", "-s", corpus_copy, "--json", "--limit", "3").out)
    assert len(rows) == 3
    assert {"names", "joins", "apart", "mentions", "files"} <= rows[0].keys()
    assert run("entities", "-s", corpus_copy, "--type", "ship").status != 0


def test_people_see_their_own_decisions(corpus_copy: Path, run: Runner) -> None:
    assert run("judge", "different", "Muhsin al-Qutrubi", "محسن القطربي", "-s", corpus_copy, "--why", "two brothers").status == 0
    told = run("entities", "-s", corpus_copy, "--about", "Muhsin al-Qutrubi")
    assert "two brothers (judged)" in told.out
    assert run("dossier", "Muhsin al-Qutrubi", "-s", corpus_copy).out.count("two brothers") >= 1


def test_joins_are_a_table_too(corpus: rashomon.Record, tmp_path: Path) -> None:
    (path,) = [p for p in corpus.tables(tmp_path) if p.name == "joins.csv"]
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {r["decision"] for r in rows} == {"joined", "left apart"}
    assert all(r["reason"] and r["entity of a"] for r in rows)
    assert all((r["entity of a"] == r["entity of b"]) == (r["decision"] == "joined") for r in rows)
