"""People's decisions: kept with who, when and why, stronger than the machine, never lost, and always to be undone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import rashomon
from rashomon import codec
from rashomon.errors import NotFound, SetupError
from tests.conftest import CORPUS, Runner
from tests.pile import lay, touch

GENERAL, OTHER_SPELLING, COLONEL, CHIEF = "Muhsin al-Qutrubi", "Mohsen el-Qotrobi", "Munir Sabbouh", "Ghassan Tarruf"


@pytest.fixture
def record(corpus_copy: Path) -> rashomon.Record:
    return rashomon.open(corpus_copy, who="rania")


def entity(record: rashomon.Record, name: str) -> set[str | None]:
    """The entities of the mentions with exactly this spelling."""
    return {m.entity for m in record.snapshot.mentions.values() if m.text == name}


def export(record: rashomon.Record) -> bytes:
    return b"".join(codec.lines(record.records()))


def test_same_joins_what_the_machine_kept_apart(record: rashomon.Record) -> None:
    assert not entity(record, COLONEL) & entity(record, CHIEF)
    began = datetime.now(UTC)
    made = record.judge("same", COLONEL, CHIEF, "the desk checked")
    assert (made.verdict, made.who, made.why) == ("same", "rania", "the desk checked")
    assert began <= datetime.fromisoformat(made.when) <= datetime.now(UTC)
    assert record.judgements() == [made]
    assert len(entity(record, COLONEL) | entity(record, CHIEF)) == 1
    (join,) = [j for j in record.dossier(COLONEL).joins if j.by == "person"]
    assert "rania" in join.reason
    assert "the desk checked" in join.reason


def test_different_parts_what_the_machine_joined(record: rashomon.Record) -> None:
    assert entity(record, GENERAL) == entity(record, OTHER_SPELLING)
    record.judge("different", GENERAL, OTHER_SPELLING)
    assert not entity(record, GENERAL) & entity(record, OTHER_SPELLING)


@pytest.mark.parametrize(("verdict", "a", "b"), [("same", COLONEL, CHIEF), ("different", GENERAL, OTHER_SPELLING)])
def test_undo_brings_back_what_was_and_undo_of_undo_takes_it_again(record: rashomon.Record, verdict: str, a: str, b: str) -> None:
    before = export(record)
    made = record.judge(verdict, a, b)
    judged = export(record)
    assert judged != before
    first = record.undo(made.id, "a mistake")
    assert export(record) == before
    second = record.undo(first.id)
    assert export(record) == judged
    assert [j.id for j in record.judgements()] == [made.id, first.id, second.id]
    with pytest.raises(SetupError, match=f"undone already, by {second.id}"):
        record.undo(first.id)


def test_judgements_outlive_another_build_and_a_new_version(tmp_path: Path) -> None:
    pile = lay(tmp_path / "pile")
    more = " General Muhsin al-Qutrubi was not there. Ghassan Tarruf was."
    touch(pile / "05.txt", "Talks at the oasis\n\nTOLMEK, May 10, 2031 (The Tolmek Courier) —" + more + "\n")
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(pile)
        record.judge("same", COLONEL, CHIEF)
        record.build(pile)
        assert len(entity(record, COLONEL) | entity(record, CHIEF)) == 1
        touch(pile / "02-denial.txt", (pile / "02-denial.txt").read_text() + "\nColonel Munir Sabbouh would not say more.\n")
        touch(pile / "05.txt", (pile / "05.txt").read_text() + "\nHe left at noon, said Ghassan Tarruf.\n")
        touch(pile / "04-opinion.txt", (pile / "04-opinion.txt").read_text() + "\nNobody asked Munir Sabbouh.\n")
        record.build(pile)
        assert len(entity(record, COLONEL) | entity(record, CHIEF)) == 1


def test_a_parting_holds_for_the_new_version_of_one_file_of_several(tmp_path: Path) -> None:
    pile = tmp_path / "corpus"
    lay(pile, {f.name: f.read_text(encoding="utf-8") for f in CORPUS.iterdir() if f.suffix == ".txt"})
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(pile)
        record.judge("different", GENERAL, OTHER_SPELLING)
        assert not entity(record, GENERAL) & entity(record, OTHER_SPELLING)
        changed = pile / "06-courier-denial.txt"
        touch(changed, changed.read_text(encoding="utf-8") + "\nGen. Mohsen el-Qotrobi was in Nujayma.\n")
        record.build(pile)
        assert not entity(record, GENERAL) & entity(record, OTHER_SPELLING)


def test_a_decision_against_one_that_stands_is_refused_and_leaves_nothing(record: rashomon.Record) -> None:
    made = record.judge("same", COLONEL, CHIEF)
    before = export(record)
    with pytest.raises(SetupError, match=f"judge undo {made.id}"):
        record.judge("different", CHIEF, COLONEL)
    assert record.judgements() == [made]
    assert export(record) == before
    record.undo(made.id)
    record.judge("different", CHIEF, COLONEL)
    assert len(record.judgements()) == 3


def test_a_decision_that_contradicts_two_others_together_is_refused(record: rashomon.Record) -> None:
    third = "Jonas Breckmar"
    one = record.judge("same", COLONEL, CHIEF)
    two = record.judge("different", COLONEL, third)
    before = export(record)
    with pytest.raises(SetupError, match="nothing was changed") as caught:
        record.judge("same", CHIEF, third)
    assert one.id in str(caught.value)
    assert two.id in str(caught.value)
    assert export(record) == before
    assert len(record.judgements()) == 2


def test_names_in_any_spelling_script_or_by_id(record: rashomon.Record) -> None:
    mention = next(m for m in record.snapshot.mentions.values() if m.text == CHIEF)
    made = record.judge("same", "مُنير صبّوح", mention.id)
    assert made.b is not None
    assert (made.b.name, made.b.mentions) == (CHIEF, (mention.id,))
    assert entity(record, "منير صبوح") == entity(record, CHIEF) != {None}


def test_clear_errors(record: rashomon.Record) -> None:
    with pytest.raises(NotFound, match="no name like 'Nobody Atall'"):
        record.judge("same", COLONEL, "Nobody Atall")
    with pytest.raises(NotFound, match="no name like 'n-0000000000000000'"):
        record.judge("same", "n-0000000000000000", COLONEL)
    with pytest.raises(SetupError, match="one spelling"):
        record.judge("same", COLONEL, COLONEL)
    with pytest.raises(SetupError, match="no verdict 'alike'"):
        record.judge("alike", COLONEL, CHIEF)
    for wrong in ("j-0000000000000000", "m-1", "", "j"):
        with pytest.raises(NotFound, match="judge list"):
            record.undo(wrong)
    assert record.judgements() == []


def test_on_the_command_line(corpus_copy: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    at = ("--store", corpus_copy)
    made = run("judge", "same", COLONEL, CHIEF, "--why", "one man", "--who", "desk \x1b[31m", "--json", *at)
    assert made.status == 0
    identifier = made.json["id"]
    assert made.json["who"] == "desk \x1b[31m"
    listed = run("judge", "list", *at)
    assert "\x1b" not in listed.out
    assert "one man" in listed.out
    shown = run("show", identifier, *at)
    assert shown.status == 0
    assert "one man" in shown.out
    assert COLONEL in shown.out
    assert CHIEF in shown.out
    refused = run("judge", "different", COLONEL, CHIEF, *at)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    monkeypatch.setitem(os.environ, "RASHOMON_WHO", "night desk")
    undone = run("judge", "undo", identifier[:8], *at)
    assert undone.status == 0
    assert "night desk" in undone.out
    assert "undone" in run("judge", "list", *at).out
    assert [j["verdict"] for j in run("judge", "list", "--json", *at).json] == ["same", "undo"]
    assert run("judge", "undo", "j-12345678", *at).status == 2
    assert run("show", run("judge", "list", "--json", *at).json[1]["id"], *at).err.count("\n") == 1
