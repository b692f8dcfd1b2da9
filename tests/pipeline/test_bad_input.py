"""Every bad input gives one line that names the file and what to do, is listed, and costs nothing else."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.pipeline import building
from tests.conftest import Runner
from tests.pile import ARABIC, WIRE, lay, many

GOOD = "good.txt"
DEEP = "<html><body>" + "<table><tr><td>" * 1000 + WIRE + "</td></tr></table>" * 1000 + "</body></html>"
SKIPPED: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\t\n \xef\xbb\xbf", "no words"),
    "junk.bin": (random.Random(1).randbytes(5000), "not text"),
    "nuls.txt": (b"\x00" * 4000, "not text"),
    "page.pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF that is broken"),
    "book.docx": (b"PK\x03\x04" + bytes(100), "a zip that is broken"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), "Office"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG"),
}
READ: dict[str, tuple[bytes, str, str]] = {  # bytes, words that must be in the text, a note that must be given
    "cut.txt": (ARABIC.encode()[:-1] + b"\xd9", "مرسى رمال", "cut short"),
    "nul.txt": (WIRE.replace("Tuesday", "Tues\x00day").encode(), "Tues\x00day", "NUL"),
    "bidi.txt": (WIRE.replace("23 people", "23 \u202epeople\u202c").encode(), "\u202epeople", "bidirectional"),
    "bom16le.txt": (WIRE.encode("utf-16"), "al-Salhumi", ""),
    "bom16be.txt": (b"\xfe\xff" + ARABIC.encode("utf-16-be"), "السلحومي", ""),
    "plain16le.txt": (WIRE.replace("—", "-").encode("utf-16-le"), "al-Salhumi", ""),
    "plain16be.txt": (ARABIC.encode("utf-16-be"), "السلحومي", ""),
    "cp1256.txt": (ARABIC.encode("cp1256"), "السلحومي", ""),
    "cp1252.txt": (WIRE.replace('"', "”").encode("cp1252"), "— Shells", ""),
    "mixed.txt": ((ARABIC + "قالت هدى: ").encode() + b"\x93caf\xe9\x94", "café", "no UTF-8"),
    "deep.html": (DEEP.encode(), "", ""),
}


def by_hand(folder: Path, files: dict[str, bytes]) -> Path:
    lay(folder, {GOOD: WIRE})
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("name", sorted(SKIPPED))
def test_what_cannot_be_read_is_one_line(name: str, tmp_path: Path, run: Runner, store: Path) -> None:
    data, what = SKIPPED[name]
    built = run("build", by_hand(tmp_path / "pile", {name: data}), "-s", store)
    assert built.status == 1
    (line,) = built.err.splitlines()
    assert line.startswith(f"skipped: pile/{name}: ")
    assert what in line
    assert line.endswith(")")
    assert "1 read, 1 skipped" in built.out
    assert [s["what"] for s in run("sources", "-s", store, "--json").json["skipped"]] == [line.removeprefix("skipped: ")]
    assert len(run("timeline", "-s", store, "--json").json) > 0


def test_nothing_but_bad_input_is_status_2(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, (data, _) in SKIPPED.items():
        (pile / name).write_bytes(data)
    built = run("build", pile, "-s", store)
    assert built.status == 2
    assert len(built.err.splitlines()) == len(SKIPPED)


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_odd_is_read_and_noted(name: str, tmp_path: Path, run: Runner, store: Path) -> None:
    data, words, note = READ[name]
    built = run("build", by_hand(tmp_path / "pile", {name: data}), "-s", store)
    if name == "deep.html" and built.status == 1:
        assert built.err.startswith("skipped: pile/deep.html: ")  # reading it is better, saying so is enough
        return
    assert built.status == 0, built.err
    assert note in built.err
    texts = [r["text"] for r in run("export", "-s", store).records if r["kind"] == "document" and r["file"].endswith(name)]
    assert words in texts[0]
    assert run("check", "-s", store).status == 0


def test_a_file_that_is_too_large_is_not_loaded(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = lay(tmp_path / "pile", {GOOD: WIRE})
    with (pile / "large.txt").open("wb") as handle:
        handle.truncate(100_000_000)
    built = run("build", pile, "-s", store)
    assert built.status == 1
    assert built.err == "skipped: pile/large.txt: larger than 16 MB (raise --max-bytes to read it)\n"
    assert run("build", pile, "-s", store, "--max-bytes", len(WIRE.encode()) - 1).status == 1


def test_a_file_that_vanishes_and_one_that_breaks_a_reader_cost_nothing_else(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = lay(tmp_path / "pile", {"a.txt": WIRE, "b.txt": WIRE + "b", "c.txt": ARABIC, "d.txt": WIRE + "d", "e.txt": WIRE + "e"})
    read = building.Reader.read

    def unlucky(self: building.Reader, data: bytes, file: str) -> Any:
        if file.endswith("a.txt"):
            (pile / "b.txt").unlink()
        if file.endswith("c.txt"):
            raise RecursionError
        if file.endswith("d.txt"):
            raise KeyError("surprise")
        return read(self, data, file)

    monkeypatch.setattr(building.Reader, "read", unlucky)
    with rashomon.open(store) as record:
        summary = record.build(pile)
        assert summary.read == 2
        assert [p.split(": ")[0] for p in summary.problems] == ["pile/b.txt", "pile/c.txt", "pile/d.txt"]
        assert "vanished" in summary.problems[0]
        assert "too deep" in summary.problems[1]
        assert "report it" in summary.problems[2]
        assert [f.name for f in record.files()] == ["pile/a.txt", "pile/e.txt"]
        assert record.check().problems == ()


def test_links_that_lead_in_circles_or_nowhere_and_things_that_are_no_files(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = lay(tmp_path / "pile", {GOOD: WIRE})
    (pile / "self").symlink_to(pile, target_is_directory=True)
    (pile / "sub").mkdir()
    (pile / "sub" / "up").symlink_to("..", target_is_directory=True)
    (pile / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (pile / "loop").symlink_to("loop")
    os.mkfifo(pile / "pipe")
    (pile / ".hidden").write_text("x")
    built = run("build", pile, "-s", store)
    assert built.status == 1
    assert "1 read, 3 skipped, 1 hidden files left out" in built.out
    lines = sorted(line.removeprefix(f"skipped: {pile}/") for line in built.err.splitlines())
    assert [line.split(":")[0] for line in lines] == ["dangling.txt", "loop", "pipe"]
    assert "link to nothing" in lines[0]


NAMES = [
    "with space.txt",
    "line\nbreak.txt",
    "esc\x1b[31m.txt",
    "تقرير.txt",
    "rtl\u202egpj.txt",
    "[1] of {2}*?.txt",
    "a: b.txt",
    "'; DROP TABLE files; --.txt",
    "-rf.txt",
]


def test_file_names_of_every_sort(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = lay(tmp_path / "pile", {name: f"{WIRE}\nCopy {n}." for n, name in enumerate(NAMES)})
    odd = os.fsdecode(os.fsencode(str(pile)) + b"/bytes\xff\xfe.txt")
    Path(odd).write_text(WIRE)
    bad = os.fsdecode(os.fsencode(str(pile)) + b"/empty\n\x1b[2J\xff.txt")
    Path(bad).touch()
    built = run("build", pile, "-s", store)
    assert built.status == 1
    (line,) = built.err.splitlines()
    assert "\x1b" not in line
    assert "\\xff.txt: the file is empty" in line
    names = {r["file"] for r in run("export", "-s", store).records if r["kind"] == "document"}
    assert names == {f"pile/{n}" for n in NAMES} | {"pile/bytes\\xff\\xfe.txt"}
    again = run("build", pile, "-s", store)
    assert f"{len(NAMES) + 1} unchanged" in again.out
    Path(odd).unlink()
    assert "1 gone" in run("build", pile, "-s", store).out
    shown = run("sources", "-s", store).out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert run("check", "-s", store).status == 0
    assert run("export", "-s", store, "--format", "html").status == 0
    assert run("read", pile / NAMES[0], odd + "x").status == 1


def test_patterns(tmp_path: Path, run: Runner, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "a", {"1.txt": WIRE, "2.md": WIRE + "2", "[x].txt": ARABIC})
    lay(tmp_path / "a" / "b", {"3.txt": WIRE + "3"})
    monkeypatch.chdir(tmp_path)
    assert "2 read" in run("build", "a/*.txt", "-s", store).out
    assert "1 read, 2 unchanged" in run("build", "a/**/*.txt", "-s", store).out
    assert "1 unchanged" in run("build", "a/[x].txt", "-s", store).out
    nothing = run("build", "a/*.pdf", "-s", store)
    assert nothing.status == 2
    assert nothing.err == "skipped: a/*.pdf: no such file or folder (check the spelling)\n"


@pytest.mark.slow
def test_two_thousand_small_files(tmp_path: Path, store: Path) -> None:
    with rashomon.open(store, jobs=2) as record:
        summary = record.build(many(tmp_path / "notes", 2000))
        assert (summary.read, summary.problems) == (2000, ())
        assert len(list(record.records())) >= 4000
        assert record.build(tmp_path / "notes").unchanged == 2000
