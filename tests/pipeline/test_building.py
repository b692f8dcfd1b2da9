"""Building: what was read is not read again, versions and removals are kept, and no order or number of processes shows."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon import codec
from rashomon.pipeline import building, reading
from rashomon.pipeline.reading import Reader
from tests.conftest import CORPUS
from tests.pile import ARABIC, DENIAL, WIRE, lay, many, touch


def export(store: Path) -> bytes:
    with rashomon.open(store) as record:
        return b"".join(codec.lines(record.records()))


def build(store: Path, *paths: Path, **settings: Any) -> Any:
    with rashomon.open(store, **settings) as record:
        return record.build(*paths)


def states(store: Path) -> list[tuple[str, int, str]]:
    with rashomon.open(store) as record:
        return [(f.name, f.version, f.state) for f in record.files()]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, in order."""
    names: list[str] = []
    read = Reader.read

    def counted(self: Reader, data: bytes, file: str) -> Any:
        names.append(file)
        return read(self, data, file)

    monkeypatch.setattr(Reader, "read", counted)
    return names


def test_building_twice_changes_nothing(pile: Path, store: Path, readings: list[str]) -> None:
    first = build(store, pile)
    assert (first.read, first.unchanged, first.linked) == (4, 0, True)
    before, size = export(store), len(readings)
    again = build(store, pile)
    assert (again.read, again.unchanged, again.linked, again.problems) == (0, 4, False, ())
    assert len(readings) == size == 4
    assert export(store) == before


def test_adding_one_file_reads_one_file(pile: Path, store: Path, readings: list[str]) -> None:
    build(store, pile)
    readings.clear()
    touch(pile / "05-more.txt", WIRE.replace("23", "41").replace("May 6", "May 7"))
    summary = build(store, pile)
    assert readings == ["pile/05-more.txt"]
    assert (summary.read, summary.unchanged) == (1, 4)


def test_files_added_one_by_one_give_the_record_of_all_at_once(pile: Path, tmp_path: Path) -> None:
    build(tmp_path / "once.sqlite", pile)
    for file in sorted(pile.iterdir(), reverse=True):
        build(tmp_path / "slow.sqlite", file)
    assert export(tmp_path / "slow.sqlite") == export(tmp_path / "once.sqlite")


def test_a_file_whose_time_changed_but_not_its_bytes_is_not_read_again(pile: Path, store: Path, readings: list[str]) -> None:
    build(store, pile)
    readings.clear()
    touch(pile / "01-wire.txt", WIRE)
    assert build(store, pile).unchanged == 4
    assert readings == []


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(pile: Path, store: Path) -> None:
    build(store, pile)
    touch(pile / "01-wire.txt", WIRE.replace("at least 23", "at least 41"))
    summary = build(store, pile)
    assert (summary.read, summary.new_versions) == (1, 1)
    assert [s for s in states(store) if "01" in s[0]] == [("pile/01-wire.txt", 1, "superseded"), ("pile/01-wire.txt", 2, "current")]
    text = export(store).decode()
    assert "at least 41" in text
    assert "at least 23" not in text


def test_a_line_of_an_old_version_is_still_shown_and_marked(pile: Path, store: Path) -> None:
    build(store, pile)
    with rashomon.open(store) as record:
        old = next(s for s in record.statements() if "fish market" in s.cite.text and s.cite.file.endswith("01-wire.txt")).cite
    touch(pile / "01-wire.txt", "A correction\n\n" + WIRE)
    build(store, pile)
    with rashomon.open(store) as record:
        (shown,) = record.show(old.id)
        assert old.text in shown.cite.text
        assert any("has changed since" in step for step in shown.steps)
        assert old.id not in {s.cite.id for s in record.statements()}


def test_a_file_that_changes_back_is_a_third_version_with_the_first_ones_record(pile: Path, store: Path) -> None:
    build(store, pile)
    before = export(store)
    touch(pile / "01-wire.txt", WIRE.replace("23", "41"))
    build(store, pile)
    assert export(store) != before
    touch(pile / "01-wire.txt", WIRE)
    build(store, pile)
    assert export(store) == before
    assert [s[1:] for s in states(store) if "01" in s[0]] == [(1, "superseded"), (2, "superseded"), (3, "current")]


def test_a_removed_file_is_kept_and_marked_and_may_come_back(pile: Path, store: Path, tmp_path: Path) -> None:
    build(store, pile)
    before = export(store)
    os.rename(pile / "02-denial.txt", tmp_path / "away.txt")
    summary = build(store, pile)
    assert (summary.removed, summary.unchanged) == (1, 3)
    assert ("pile/02-denial.txt", 1, "removed") in states(store)
    assert export(store) == before
    with rashomon.open(store) as record:
        assert {s.cite.removed for s in record.statements() if s.cite.file == "pile/02-denial.txt"} == {True}
        assert record.sources().removed == ("pile/02-denial.txt",)
    os.rename(tmp_path / "away.txt", pile / "02-denial.txt")
    back = build(store, pile)
    assert (back.returned, back.read, back.unchanged) == (1, 0, 4)
    assert {s[2] for s in states(store)} == {"current"}
    assert export(store) == before


def test_a_removed_file_that_comes_back_changed_is_a_new_version(pile: Path, store: Path) -> None:
    build(store, pile)
    (pile / "02-denial.txt").unlink()
    build(store, pile)
    (pile / "02-denial.txt").write_text(DENIAL + "\nHe would not say more.\n", encoding="utf-8")
    build(store, pile)
    assert [s[1:] for s in states(store) if "02" in s[0]] == [(1, "superseded"), (2, "current")]


def test_building_elsewhere_marks_nothing_as_removed(pile: Path, store: Path, tmp_path: Path) -> None:
    build(store, pile)
    shutil.rmtree(pile)
    other = lay(tmp_path / "other", {"a.txt": ARABIC})
    assert build(store, other).removed == 0
    assert build(store, pile, other).problems[0].endswith("no such file or folder (check the spelling)")


def test_a_pile_that_was_moved_keeps_its_names(pile: Path, store: Path, tmp_path: Path) -> None:
    build(store, pile)
    before = export(store)
    (tmp_path / "deeper").mkdir()
    moved = pile.rename(tmp_path / "deeper" / "pile")
    summary = build(store, moved)
    assert (summary.unchanged, summary.read, summary.removed) == (4, 0, 0)
    assert export(store) == before


@pytest.mark.parametrize(
    "given", [["pile", "more"], ["more", "pile"], ["pile/01-wire.txt", "more", "pile"], ["more/01-wire.txt", "pile/", "more", "more"], ["*e", "pile"]]
)
def test_the_order_of_paths_does_not_show(given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "pile")
    lay(tmp_path / "more", {"01-wire.txt": DENIAL, "x.txt": ARABIC})
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "plain.sqlite", tmp_path / "more", tmp_path / "pile")
    with rashomon.open(tmp_path / "given.sqlite") as record:
        record.build(*given)
    assert export(tmp_path / "given.sqlite") == export(tmp_path / "plain.sqlite")


def test_files_of_one_name_get_longer_names(tmp_path: Path, store: Path) -> None:
    a, b = lay(tmp_path / "a" / "news", {"x.txt": WIRE}), lay(tmp_path / "b" / "news", {"x.txt": DENIAL})
    assert build(store, b, a).read == 2
    assert [s[0] for s in states(store)] == ["b/news/x.txt", "news/x.txt"]
    assert build(store, a, b).unchanged == 2


@pytest.mark.slow
def test_the_number_of_processes_does_not_show(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    (tmp_path / "corpus" / "empty.txt").touch()
    one, two = (build(tmp_path / f"{jobs}.sqlite", tmp_path / "corpus", jobs=jobs) for jobs in (1, 2))
    assert one == two
    assert export(tmp_path / "1.sqlite") == export(tmp_path / "2.sqlite")


def test_the_place_of_the_pile_does_not_show(pile: Path, tmp_path: Path) -> None:
    build(tmp_path / "here.sqlite", pile)
    shutil.copytree(pile, tmp_path / "there" / "pile")
    build(tmp_path / "there.sqlite", tmp_path / "there" / "pile")
    assert export(tmp_path / "here.sqlite") == export(tmp_path / "there.sqlite")


def test_new_rules_of_reading_read_and_link_everything_again(pile: Path, store: Path, monkeypatch: pytest.MonkeyPatch, readings: list[str]) -> None:
    build(store, pile)
    before = export(store)
    readings.clear()
    monkeypatch.setattr(reading, "READING", "next")
    summary = build(store, pile)
    assert len(readings) == summary.read == 4
    assert summary.new_versions == 0
    assert summary.linked
    assert export(store) == before


def test_new_rules_of_linking_link_again_without_reading(pile: Path, store: Path, monkeypatch: pytest.MonkeyPatch, readings: list[str]) -> None:
    build(store, pile)
    readings.clear()
    monkeypatch.setattr(building, "LINKING", "next")
    assert build(store, pile).linked
    assert readings == []


def test_what_was_skipped_is_listed_until_it_can_be_read(pile: Path, store: Path, tmp_path: Path) -> None:
    (pile / "empty.txt").touch()
    other = lay(tmp_path / "other", {"a.txt": ARABIC})
    build(store, pile)
    build(store, other)  # looks at other files only
    with rashomon.open(store) as record:
        assert [s.what for s in record.sources().skipped] == ["pile/empty.txt: the file is empty (nothing to do)"]
    touch(pile / "empty.txt", WIRE)
    assert build(store, pile / "empty.txt").problems == ()
    with rashomon.open(store) as record:
        assert record.sources().skipped == ()


@pytest.mark.parametrize("name", ["record.sqlite", "record.db", "plain"])
def test_the_store_in_its_own_pile_is_not_read(pile: Path, name: str) -> None:
    for _ in range(2):
        with rashomon.open(pile / name) as record:
            assert record.build(pile).problems == ()
            assert record.timeline()  # leaves the store's side files beside it
    assert len(states(pile / name)) == 4


def test_progress_counts_every_file_once(pile: Path, store: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    (pile / "empty.txt").touch()
    with rashomon.open(store) as record:
        record.build(pile, progress=lambda *step: steps.append(step))
    assert [s for s in steps if s[0] == "read"] == [("read", n, 5) for n in range(6)]
    assert [s for s in steps if s[0] == "link"] == [("link", 0, 1), ("link", 1, 1)]


def test_every_span_is_its_words(corpus_store: Path) -> None:
    """The promise the rest stands on, over the whole demo corpus, from the exported lines alone."""
    texts: dict[str, str] = {}
    checked = 0
    for line in export(corpus_store).splitlines():
        record: Any = codec.read_line(line)
        if isinstance(record, rashomon.model.Document):
            texts[record.id] = record.text if record.parent is None else texts[record.parent]
        elif hasattr(record, "text"):
            assert texts[record.document][record.start : record.end] == record.text
            checked += 1
        for account in getattr(record, "reports", ()):
            assert texts[account.document][account.start : account.end] == account.text
            checked += 1
        for span in (*getattr(record, "source", ()), *getattr(record, "cue", ()), *getattr(record, "content", ())):
            if isinstance(span, tuple):
                assert 0 <= span[0] < span[1] <= len(texts[record.document])
    assert checked > 500


def test_ids_do_not_repeat(corpus_store: Path) -> None:
    ids = [r.id for r in map(codec.read_line, export(corpus_store).splitlines()) if hasattr(r, "id")]
    assert len(ids) == len(set(ids)) > 600


def test_many_small_files_are_kept_apart(tmp_path: Path, store: Path) -> None:
    summary = build(store, many(tmp_path / "notes", 60), jobs=2)
    assert (summary.read, summary.problems) == (60, ())
    with rashomon.open(store) as record:
        assert len({f.root for f in record.files()}) == 60
