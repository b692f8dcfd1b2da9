"""What a least confidence leaves: lines of the rules, lines a model is sure of, and nothing that is told otherwise than before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import NotFound
from rashomon.model import Mention, Statement
from tests.pile import lay
from tests.stand_in import CUES, NAMES, REPORTS

GUESS = "Shells hit the customs house in Bracken Quay on Monday, killing 30 people"


@pytest.fixture
def read(tmp_path: Path, stand_in: str) -> Path:
    """A store of what the stand-in read."""
    path = tmp_path / "s.sqlite"
    with rashomon.open(path, model=stand_in) as record:
        assert not record.build(lay(tmp_path / "pile", REPORTS)).problems
    return path


@pytest.fixture
def whole(read: Path) -> Iterator[rashomon.Record]:
    with rashomon.open(read) as record:
        yield record


@pytest.fixture
def sure(read: Path) -> Iterator[rashomon.Record]:
    with rashomon.open(read, min_confidence=0.5) as record:
        yield record


def test_confidence_is_kept(whole: rashomon.Record) -> None:
    lines = list(whole.records())
    said = {s.how.split(";")[0]: s.confidence for s in lines if isinstance(s, Statement)}
    assert said["verb “deny”"] is None
    assert {s.confidence for s in lines if isinstance(s, Statement)} == {*CUES.values(), None}
    for m in lines:
        if isinstance(m, Mention):
            assert m.confidence == (NAMES[m.text][1] if m.how == "model" else None)


def test_statements(whole: rashomon.Record, sure: rashomon.Record) -> None:
    every, some = whole.statements(), sure.statements()
    assert whole.hidden == 0
    assert [s for s in every if s.confidence is None or s.confidence >= 0.5] == some
    assert [s.cite.text for s in every if s not in some] == [GUESS]
    assert sure.hidden == 1
    assert sure.statements(by="Idris Marlow") == whole.statements(by="Idris Marlow") != []
    assert sure.hidden == 0


def test_lines_of_the_rules_always_stay(read: Path) -> None:
    with rashomon.open(read, min_confidence=1.0) as record:
        assert {s.confidence for s in record.statements()} == {None}
        assert record.hidden == 3
        assert record.timeline()
    with rashomon.open(read, min_confidence=0.75) as record:
        assert 0.75 in {s.confidence for s in record.statements()}


def test_an_account_goes_with_its_statement(whole: rashomon.Record, sure: rashomon.Record) -> None:
    (before,), (after,) = whole.timeline(), sure.timeline()
    assert (len(before.accounts), len(after.accounts), sure.hidden) == (4, 3, 1)
    assert [a for a in before.accounts if a.cite.text != GUESS] == list(after.accounts)
    assert after.disputed


def test_parties_and_places_that_no_sure_name_is_left_of_go(read: Path) -> None:
    with rashomon.open(read, min_confidence=0.92) as record:
        (entry,) = record.timeline()
        assert entry.place == "Bracken Quay"
        assert entry.actors == ()  # the Harbour Guard is named nowhere as surely
    with rashomon.open(read, min_confidence=0.96) as record:
        assert [e.place for e in record.timeline(undated=True)] == ["BRACKEN QUAY"]  # as rules found it, in the dateline


def test_a_figure_is_not_passed_on_to_the_outlet(whole: rashomon.Record, sure: rashomon.Record) -> None:
    def given(record: rashomon.Record) -> dict[float | None, tuple[str, bool]]:
        return {v.figure.low: (v.source.speaker.name, bool(v.differs_from)) for g in record.figures() for v in g.values}

    assert given(whole) == {12: ("Idris Marlow", True), 30: ("Tessa Quill", True), 5: ("the tide clerk", False)}
    assert given(sure) == {12: ("Idris Marlow", False), 5: ("the tide clerk", False)}
    assert sure.hidden == 1


def test_pairs_go_with_either_side(whole: rashomon.Record, sure: rashomon.Record) -> None:
    every, some = whole.disputes(), sure.disputes()
    assert (len(every), len(some), sure.hidden) == (3, 1, 2)
    assert not any("Quill" in d.reason for d in some)


def test_outlets_count_what_is_left(whole: rashomon.Record, sure: rashomon.Record) -> None:
    assert sum(o.statements for o in whole.sources().outlets) - sum(o.statements for o in sure.sources().outlets) == 1
    assert sure.hidden == 1


def test_a_dossier_shows_the_spellings_that_are_left(whole: rashomon.Record, sure: rashomon.Record) -> None:
    every, some = whole.dossier("Darwazi"), sure.dossier("Darwazi")
    assert {n.name for n in every.names} == {"Mohsen Darwazi", "Muhsin al-Darwazi"}
    assert len(every.joins) == 1
    assert [(n.name, n.count) for n in some.names] == [("Mohsen Darwazi", 1)]
    assert (some.name, some.joins, sure.hidden) == ("Mohsen Darwazi", (), 1)
    assert some.id == every.id


def test_a_name_that_is_nowhere_sure_is_said_to_be_so(whole: rashomon.Record, sure: rashomon.Record) -> None:
    assert whole.dossier("Tessa Quill").said
    for ask in (lambda: sure.dossier("Tessa Quill"), lambda: sure.statements(by="Quill")):
        with pytest.raises(NotFound, match=r"nowhere as sure as 0\.5 .*--min-confidence"):
            ask()
    with pytest.raises(NotFound, match="no name like 'Nobody Atall'"):
        sure.dossier("Nobody Atall")


def test_search_looks_for_the_spellings_that_are_left(whole: rashomon.Record, sure: rashomon.Record) -> None:
    files = {h.cite.file for h in whole.search("Mohsen Darwazi")}
    assert files == {"pile/shelling.txt", "pile/note.txt"}
    assert {h.cite.file for h in sure.search("Mohsen Darwazi")} == {"pile/shelling.txt"}
    assert sure.hidden == 1
    assert [h.cite.file for h in sure.search("Muhsin al-Darwazi")] == ["pile/note.txt"]  # words are words


def test_show_and_check_and_records_know_every_line(whole: rashomon.Record, sure: rashomon.Record) -> None:
    guess = next(s for s in whole.statements() if s.cite.text == GUESS)
    (shown,) = sure.show(guess.cite.id)
    assert "model, 0.25 (how sure it is, from 0 to 1)" in shown.steps
    assert any("Quill" in line for line in shown.related)
    assert any("model, 0.30" in step for step in sure.show("Tessa Quill")[0].steps)
    assert not any("model" in step for s in sure.statements(stance="deny") for shown in sure.show(s.cite.id) for step in shown.steps)
    assert list(sure.records()) == list(whole.records())
    assert sure.check().spans == whole.check().spans
    assert sure.hidden == 0


def test_a_record_by_rules_is_the_same_at_any_confidence(corpus_store: Path) -> None:
    with rashomon.open(corpus_store, min_confidence=1.0) as sure, rashomon.open(corpus_store) as whole:
        for ask in ("timeline", "statements", "figures", "disputes", "agreements", "sources"):
            assert getattr(sure, ask)() == getattr(whole, ask)(), ask
            assert sure.hidden == 0
        assert sure.dossier("Munir Sabbouh") == whole.dossier("Munir Sabbouh")
        assert sure.report() == whole.report()
