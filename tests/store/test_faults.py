"""What can be wrong with a store, and the one line each fault gives; the upgrade of older stores; what must not be changed."""

from __future__ import annotations

import contextlib
import io
import os
import re
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon import cli
from rashomon.errors import StoreError
from rashomon.pipeline.building import relink
from rashomon.store import migrations, open_store, schema, sqlite
from tests.conftest import Ran, Runner, command
from tests.pile import lay, many
from tests.stand_in import RULED, SHELLING

BROWSED = (("figures", "event"), ("relations", "event"), ("documents", "outlet"), ("documents", "day"), ("statements", "day"), ("events", "day"))
CONFIDENCE = [f"ALTER TABLE {table} DROP COLUMN confidence" for table in ("mentions", "statements")]

APART = re.compile(r'"apart":\[.*?\],(?="refs")|,"within":[\d.]+,"run":\d+')  # what linking tells, and only the next linking tells again
SCOPE = [f"ALTER TABLE figures DROP COLUMN {column}" for column in ("period", "place", "part_of")]
UNREAD = (  # what an older store has not read
    "UPDATE figures SET period = NULL, place = NULL, part_of = NULL",
    "UPDATE documents SET url = NULL, evidence = '[]', quotes = '[]', pages = '[]', custody = '[]'",
    "UPDATE times SET interval = NULL",
)

PLACES = [
    "ALTER TABLE mentions DROP COLUMN government",
    *(f"ALTER TABLE entities DROP COLUMN {column}" for column in ("latitude", "longitude", "country", "how", "reasons", "candidates")),
]


def sql(path: Path, *statements: str) -> list[object]:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def one_line(text: str, *parts: str) -> None:
    assert text.count("\n") == 1, text
    for part in parts:
        assert part in text


# ------------------------------------------------------------------------------------------- versions
def downgrade(path: Path, version: int) -> None:
    """The file as an earlier schema version had it."""
    undo = {
        1: ["ALTER TABLE files DROP COLUMN text_sha256", *(f"DROP TRIGGER {name}" for name in ("judgements_stay", "judgements_remain", "judgements_add"))],
        2: CONFIDENCE,
        3: ["ALTER TABLE mentions DROP COLUMN linked"],
        4: PLACES,
        5: ["DROP TABLE listed"],
        6: ["ALTER TABLE entities DROP COLUMN apart", "UPDATE meta SET value = 'by an earlier linking' WHERE key = 'linked'"],
        7: SCOPE,
        8: [f"ALTER TABLE documents DROP COLUMN {column}" for column in ("url", "evidence", "quotes", "pages", "custody")],
        9: ["ALTER TABLE times DROP COLUMN interval"],
        10: ["ALTER TABLE copies DROP COLUMN within", "ALTER TABLE copies DROP COLUMN run"],
        11: ["DROP TABLE lines_of", *(f"DROP INDEX ix_{table}_{column}" for table, column in BROWSED)],
    }
    sql(path, *(step for v, steps in undo.items() if v >= version for step in steps), f"UPDATE meta SET value = '{version}' WHERE key = 'schema'")


@pytest.mark.parametrize("version", sorted(migrations.STEPS))
def test_an_older_store_is_brought_up_to_date_by_the_next_build(corpus_copy: Path, run: Runner, version: int) -> None:
    sql(corpus_copy, *UNREAD)
    before = APART.sub("", run("export", "-s", corpus_copy).out)
    downgrade(corpus_copy, version)
    asked = run("timeline", "-s", corpus_copy)
    assert asked.status == 2
    one_line(asked.err, "older Rashomon", "rashomon build PATH")
    built = run("judge", "list", "-s", corpus_copy)
    assert built.status == 2
    open_store(corpus_copy, write=True).close()
    assert APART.sub("", run("export", "-s", corpus_copy).out) == before
    assert run("check", "-s", corpus_copy).status == 0
    assert sql(corpus_copy, "SELECT value FROM meta WHERE key = 'schema'") == [(str(schema.VERSION),)]
    with pytest.raises(sqlite3.Error, match="only grows"):
        sql(corpus_copy, "INSERT INTO judgements VALUES (1, 'j', 'same', NULL, NULL, NULL, 'a', 'b', NULL)", "DELETE FROM judgements")


def test_what_older_links_did_not_say_is_there_after_the_next_linking(corpus_copy: Path, run: Runner) -> None:
    sql(corpus_copy, *UNREAD)
    before = run("export", "-s", corpus_copy).out
    downgrade(corpus_copy, 6)
    with contextlib.closing(open_store(corpus_copy, write=True)) as store:
        assert relink(store)
    assert run("export", "-s", corpus_copy).out == before


def test_an_upgraded_store_keeps_confidence_as_a_new_one_does(tmp_path: Path, stand_in: str, run: Runner) -> None:
    pile = lay(tmp_path / "pile", {"shelling.txt": SHELLING})
    new, old = tmp_path / "new.sqlite", tmp_path / "old.sqlite"
    run("build", pile, "-s", new, "--model", stand_in)
    run("build", lay(tmp_path / "other", {"ruled.txt": RULED}), "-s", old, "--model", "none")
    downgrade(old, 2)
    assert run("build", pile, "-s", old, "--model", stand_in).status == 0
    kept = [
        sql(path, f"SELECT id, confidence FROM {table} WHERE confidence IS NOT NULL ORDER BY id") for path in (new, old) for table in ("mentions", "statements")
    ]
    assert kept[:2] == kept[2:]
    assert all(kept)
    columns = [sql(path, "SELECT name, type FROM pragma_table_info('statements') WHERE name = 'confidence'") for path in (new, old)]
    assert columns == [[("confidence", "FLOAT")]] * 2


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(corpus_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    good, bad = ("CREATE TABLE one (x)",), ("CREATE TABLE two (x)", "ALTER TABLE nowhere ADD COLUMN y")
    monkeypatch.setattr(sqlite, "STEPS", {**migrations.STEPS, schema.VERSION - 2: good, schema.VERSION - 1: bad})
    with pytest.raises(StoreError, match="nowhere"):
        open_store(corpus_copy, write=True)
    names = {row[0] for row in sql(corpus_copy, "SELECT name FROM sqlite_master")}  # type: ignore[index]
    assert "one" in names
    assert "two" not in names
    assert sql(corpus_copy, "SELECT value FROM meta WHERE key = 'schema'") == [(str(schema.VERSION - 1),)]


def test_every_older_version_has_a_step() -> None:
    assert sorted(migrations.STEPS) == list(range(1, schema.VERSION))


@pytest.mark.parametrize("verb", [["timeline"], ["build", "."], ["judge", "same", "a", "b"], ["export"], ["check"]])
def test_a_newer_store_is_refused(corpus_copy: Path, run: Runner, verb: list[str]) -> None:
    sql(corpus_copy, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    asked = run(*verb, "-s", corpus_copy)
    assert (asked.status, asked.out) == (2, "")
    one_line(asked.err, str(corpus_copy), "newer Rashomon (schema 99", "update Rashomon")


@pytest.mark.parametrize(
    "change", ["UPDATE meta SET value = 'x' WHERE key = 'schema'", "DELETE FROM meta", "UPDATE meta SET value = '-3' WHERE key = 'schema'", "DROP TABLE meta"]
)
def test_a_store_without_a_known_version_is_refused(corpus_copy: Path, run: Runner, change: str) -> None:
    sql(corpus_copy, change)
    for verb in (["timeline"], ["build", "."]):
        asked = run(*verb, "-s", corpus_copy)
        assert asked.status == 2
        one_line(asked.err, "no store of Rashomon", "--store")


# ------------------------------------------------------------------------------------------- damage
@pytest.mark.parametrize("verb", [["timeline"], ["build", "."], ["check"], ["search", "market"]])
@pytest.mark.parametrize("damage", ["no database", "garbled pages", "cut short"])
def test_a_damaged_store_is_one_line(corpus_copy: Path, run: Runner, verb: list[str], damage: str) -> None:
    data = bytearray(corpus_copy.read_bytes())
    if damage == "no database":
        data = bytearray(b"Dear diary, " * 1000)
    elif damage == "garbled pages":
        data[4096 : len(data)] = bytes(len(data) - 4096)
    else:
        data = data[: len(data) // 3]
    corpus_copy.write_bytes(data)
    asked = run(*verb, "-s", corpus_copy)
    assert asked.status == 2
    one_line(asked.err, str(corpus_copy), "damaged", "restore a copy")


def test_a_row_that_holds_no_record_is_one_line(corpus_copy: Path, run: Runner) -> None:
    sql(corpus_copy, "UPDATE statements SET content = '{\"never\": [1' WHERE id = (SELECT min(id) FROM statements)")
    for verb in (["statements"], ["check"]):
        asked = run(*verb, "-s", corpus_copy)
        assert asked.status == 2
        one_line(asked.err, "damaged")


def test_other_databases_empty_files_and_folders_are_refused(tmp_path: Path, run: Runner) -> None:
    sql(tmp_path / "other.sqlite", "CREATE TABLE birds (name)")
    (tmp_path / "empty.sqlite").touch()
    for name, words, verb in (
        ("other.sqlite", "no store of Rashomon", ["build", "."]), ("other.sqlite", "no store of Rashomon", ["timeline"]), ("empty.sqlite", "an empty store", ["timeline"]),
        (".", "is a folder", ["timeline"]), (".", "is a folder", ["build", "."]), ("none.sqlite", "no such store", ["timeline"]), ("none/none.sqlite", "cannot be opened", ["build", "."]),
    ):  # fmt: skip
        asked = run(*verb, "-s", tmp_path / name)
        assert asked.status == 2
        one_line(asked.err, words, "--store" if "cannot" not in words else "check the folder")
    assert sql(tmp_path / "other.sqlite", "SELECT name FROM sqlite_master") == [("birds",)]


# ------------------------------------------------------------------------------------------- others at work, and a full disk
def test_a_busy_store_is_one_line_and_readers_go_on(corpus_copy: Path, run: Runner, monkeypatch: pytest.MonkeyPatch, pile: Path) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 100)
    holder = sqlite3.connect(corpus_copy, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    for verb in (["build", pile], ["judge", "same", "Munir Sabbouh", "Ghassan Tarruf"]):
        asked = run(*verb, "-s", corpus_copy)
        assert asked.status == 2
        one_line(asked.err, "busy", "wait for it")
    assert run("timeline", "-s", corpus_copy).status == 0
    holder.execute("ROLLBACK")
    holder.close()
    assert run("build", pile, "-s", corpus_copy).status == 0


def test_a_full_disk_is_one_line_and_the_build_goes_on_later(tmp_path: Path, run: Runner) -> None:
    pile, store = many(tmp_path / "notes", 40), tmp_path / "store.sqlite"
    least = 400_000

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, least))

    done = subprocess.run(command("build", pile, "-s", store, "--jobs", 1), capture_output=True, text=True, preexec_fn=little_room, timeout=60)
    assert done.returncode == 2
    one_line(done.stderr, str(store), "disk is full", "free some space")
    assert run("build", pile, "-s", store, "--jobs", 1).status == 0
    assert run("check", "-s", store).status == 0
    with rashomon.open(store) as record:
        assert len(record.files()) == 40


def test_an_export_to_a_full_disk_leaves_no_half_a_file(corpus_store: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("before")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = subprocess.run(
        command("export", "-s", corpus_store, "-o", tmp_path / "out.jsonl"), capture_output=True, text=True, preexec_fn=little_room, timeout=60
    )
    assert done.returncode == 2
    one_line(done.stderr, "out.jsonl", "nothing was written")
    assert os.listdir(tmp_path) == ["out.jsonl"]
    assert (tmp_path / "out.jsonl").read_text() == "before"


def test_an_interrupt_inside_a_statement_stays_an_interrupt(corpus_copy: Path) -> None:
    store = open_store(corpus_copy, write=True)

    def interrupted() -> int:
        raise KeyboardInterrupt

    def write() -> None:
        with store.atomic():
            store.set("colour", "blue")
            # What SQLAlchemy does when Ctrl-C arrives while it waits for the database: it throws the connection away.
            store._connection.invalidate(KeyboardInterrupt())  # type: ignore[attr-defined]
            interrupted()

    with pytest.raises(KeyboardInterrupt):
        write()
    store.close()
    again = open_store(corpus_copy, write=True)
    assert again.get("colour") is None
    again.set("colour", "green")
    again.close()


# ------------------------------------------------------------------------------------------- permissions
@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest.fixture
def as_nobody(run: Runner, tmp_path: Path) -> Callable[..., Ran]:
    """The command line as a user without rights: in a fork of this process, which has loaded all it needs before."""
    run("build", lay(tmp_path / "warm"), "-s", tmp_path / "warm.sqlite")
    run("timeline", "-s", tmp_path / "warm.sqlite")

    def called(*words: object) -> Ran:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                status = 99
                try:
                    sys.stdout, sys.stderr = (io.TextIOWrapper(open(f.fileno(), "wb", closefd=False), encoding="utf-8") for f in (out, err))  # noqa: SIM115
                    if os.getuid() == 0:
                        os.setgroups([])
                        os.setgid(65534)
                        os.setuid(65534)
                    status = cli.run([str(w) for w in words])
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(status)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode())
            return Ran(status, *texts)

    return called


def test_a_store_on_a_read_only_medium_can_be_asked_and_not_changed(corpus_copy: Path, open_folder: Path, as_nobody: Callable[..., Ran]) -> None:
    store = Path(shutil.copy(corpus_copy, open_folder / "store.sqlite"))
    pile = lay(open_folder / "pile")
    store.chmod(0o444)
    open_folder.chmod(0o555)
    try:
        asked = as_nobody("timeline", "-s", store)
        assert asked.status == 0, asked.err
        assert "Marsa Rimal" in asked.out
        built = as_nobody("build", pile, "-s", store)
        assert built.status == 2
        one_line(built.err, str(store), "cannot be written", "--store")
        made = as_nobody("build", pile, "-s", open_folder / "new.sqlite")
        assert made.status == 2
        one_line(made.err, "new.sqlite", "check the folder and its permissions")
    finally:
        open_folder.chmod(0o755)


def test_a_read_only_store_in_an_open_folder(corpus_copy: Path, open_folder: Path, as_nobody: Callable[..., Ran]) -> None:
    store = Path(shutil.copy(corpus_copy, open_folder / "store.sqlite"))
    store.chmod(0o444)
    open_folder.chmod(0o777)
    assert as_nobody("timeline", "-s", store).status == 0
    built = as_nobody("build", lay(open_folder / "pile"), "-s", store)
    assert built.status == 2
    one_line(built.err, "cannot be written")


def test_files_and_folders_without_permission_are_skipped_and_listed(open_folder: Path, as_nobody: Callable[..., Ran]) -> None:
    pile = lay(open_folder / "pile")
    (pile / "secret").mkdir()
    (pile / "secret" / "x.txt").write_text("hidden")
    (pile / "01-wire.txt").chmod(0)
    (pile / "secret").chmod(0)
    open_folder.chmod(0o777)
    built = as_nobody("build", pile, "-s", open_folder / "store.sqlite")
    (pile / "secret").chmod(stat.S_IRWXU)
    assert built.status == 1
    lines = built.err.splitlines()
    assert len(lines) == 2
    assert any("01-wire.txt: no permission to read it" in line for line in lines)
    assert any("secret: no permission to read it" in line for line in lines)
    assert "3 read, 2 skipped" in built.out


# ------------------------------------------------------------------------------------------- what must not be changed
def test_nobody_changes_the_ledger_behind_its_back(corpus_copy: Path, run: Runner) -> None:
    assert run("judge", "different", "Munir Sabbouh", "Ghassan Tarruf", "-s", corpus_copy).status == 0
    for statement in ("UPDATE judgements SET who = 'x'", "DELETE FROM judgements", "INSERT OR REPLACE INTO judgements SELECT * FROM judgements"):
        with pytest.raises(sqlite3.Error, match="only grows"):
            sql(corpus_copy, statement)


TAMPERED = {
    "a letter of a kept text": "UPDATE documents SET text = 'Z' || substr(text, 2) WHERE parent IS NULL AND file LIKE '%01-wire%'",
    "the words of a mention": "UPDATE mentions SET text = text || 'x' WHERE id = (SELECT min(id) FROM mentions)",
    "the place of a figure": "UPDATE figures SET start = start + 1 WHERE id = (SELECT min(id) FROM figures)",
    "a statement beyond the end": "UPDATE statements SET content = '[[5, 99999999]]' WHERE id = (SELECT min(id) FROM statements)",
    "a line without its document": "UPDATE times SET document = 'd-none' WHERE id = (SELECT min(id) FROM times)",
    "a text that is gone": "DELETE FROM documents WHERE parent IS NULL AND file LIKE '%01-wire%'",
    "a digest": "UPDATE files SET text_sha256 = 'none' WHERE name LIKE '%01-wire%'",
}


@pytest.mark.parametrize("what", sorted(TAMPERED))
def test_check_finds(what: str, corpus_copy: Path, run: Runner) -> None:
    assert run("check", "-s", corpus_copy).status == 0
    sql(corpus_copy, TAMPERED[what])
    found = run("check", "-s", corpus_copy)
    assert found.status == 1
    assert "problems" in found.out
    assert len(found.err.splitlines()) >= 1
    assert len(run("check", "-s", corpus_copy, "--json").json["problems"]) >= 1


def test_check_finds_a_file_that_changed_on_disk(pile: Path, store: Path, run: Runner) -> None:
    run("build", pile, "-s", store)
    (pile / "01-wire.txt").write_text("something else")
    (pile / "02-denial.txt").unlink()
    found = run("check", "-s", store)
    assert found.status == 1
    assert "pile/01-wire.txt: changed on disk" in found.err
    assert "note: pile/02-denial.txt: no longer at its place" in found.err


def test_check_looks_at_old_versions_too(pile: Path, store: Path, run: Runner) -> None:
    run("build", pile, "-s", store)
    (pile / "01-wire.txt").write_text("A new text about Marsa Rimal.")
    run("build", pile, "-s", store)
    sql(store, "UPDATE documents SET text = 'Z' || substr(text, 2) WHERE text LIKE 'Shells hit%'")
    assert "kept text of version 1" in run("check", "-s", store).err
