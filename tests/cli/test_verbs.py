"""Every verb: JSON that is JSON, filters that filter, statuses that tell, and two streams kept apart."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon import codec
from tests.conftest import CORPUS, Runner, command
from tests.pile import ARABIC, WIRE, lay

VIEWS = [
    ["timeline"], ["timeline", "--undated"], ["timeline", "--about", "Marsa Rimal"], ["dossier", "Gutrubi"], ["dossier", "محسن القطربي"], ["statements"], ["statements", "--by", "Sabbouh"],
    ["statements", "--about", "Marsa Rimal"], ["statements", "--stance", "deny"], ["figures"], ["figures", "--sort", "deaths"], ["disputes"], ["disputes", "--agree"], ["sources"], ["copies"],
    ["search", "market"], ["search", "سوق"],
]  # fmt: skip
VERBS = [
    "build",
    "annotate",
    "read",
    "export",
    "timeline",
    "dossier",
    "statements",
    "figures",
    "disputes",
    "sources",
    "copies",
    "search",
    "show",
    "check",
    "version",
    "judge",
]


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_view_gives_json_and_words_for_people(view: list[str], corpus_store: Path, run: Runner) -> None:
    asked = run(*view, "--json", "-s", corpus_store)
    assert (asked.status, asked.err) == (0, "")
    assert asked.json
    plain = run(*view, "-s", corpus_store)
    assert (plain.status, plain.err) == (0, "")
    assert len(plain.out.splitlines()) > 1
    with pytest.raises(json.JSONDecodeError):
        json.loads(plain.out)


def cites(value: Any) -> list[dict[str, Any]]:
    """Every citation inside an answer."""
    if isinstance(value, dict):
        own = [value] if {"file", "start", "end", "text"} <= set(value) else []
        return own + [c for v in value.values() for c in cites(v)]
    return [c for v in value for c in cites(v)] if isinstance(value, list) else []


ONLY = [["timeline"], ["statements"], ["figures"], ["search", "market", "--limit", "500"], ["search", "سوق", "--limit", "500"]]


@pytest.mark.parametrize("view", ONLY, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_language_leaves_only_reports_in_it(view: list[str], language: str, corpus_store: Path, run: Runner) -> None:
    every = cites(run(*view, "--json", "-s", corpus_store).json)
    some = cites(
        run(*view, "--json", "-s", corpus_store, "--language", language).json if view[0] != "search" or some_hits(run, view, corpus_store, language) else []
    )
    assert {c["language"] for c in some} <= {language}
    assert len(some) < len(every) or view[0] == "search"
    assert {c["id"] for c in some} <= {c["id"] for c in every}


def some_hits(run: Runner, view: list[str], store: Path, language: str) -> bool:
    return run(*view, "-s", store, "-l", language).status == 0


@pytest.mark.parametrize(
    "view", [["statements"], ["figures"], ["sources"], ["timeline"], ["disputes"], ["search", "market", "--limit", "500"], ["dossier", "Sabbouh"]], ids=" ".join
)
def test_days_divide_the_answers(view: list[str], corpus_store: Path, run: Runner) -> None:
    every = run(*view, "--json", "-s", corpus_store).out
    early = run(*view, "--json", "-s", corpus_store, "--to", "2031-05-07").out
    late = run(*view, "--json", "-s", corpus_store, "--from", "2031-05-08").out
    assert len(early) < len(every)
    assert len(late) < len(every) or view == ["disputes"]  # a pair stands when either side is of those days
    assert early != late
    assert run(*view, "--json", "-s", corpus_store, "--from", "2031", "--to", "2031-05").status == 0
    assert len(run(*view, "--json", "-s", corpus_store, "--from", "2040").out) < len(every)


def test_days_of_statements_are_those_of_their_saying(corpus_store: Path, run: Runner) -> None:
    found = run("statements", "--json", "-s", corpus_store, "--from", "2031-05-08", "--to", "2031-05-09").json
    assert found
    for s in found:
        assert (s["said"] or s["cite"]["published"])[:10] >= "2031-05-08"[: len((s["said"] or s["cite"]["published"])[:10])]


def test_by_and_stance_narrow(corpus_store: Path, run: Runner) -> None:
    found = run("statements", "--json", "--stance", "deny", "-s", corpus_store).json
    assert {s["stance"] for s in found} == {"deny"}
    wrong = run("statements", "--stance", "shout", "-s", corpus_store)
    assert (wrong.status, wrong.out) == (2, "")
    assert "assert, deny" in wrong.err
    assert "there are" in run("figures", "--sort", "unicorns", "-s", corpus_store).err
    assert "no name like" in run("statements", "--by", "Nobody Atall", "-s", corpus_store).err
    assert run("dossier", "Nobody Atall", "-s", corpus_store).status == 2


def test_show_knows_every_kind_of_id(corpus_store: Path, run: Runner) -> None:
    records = run("export", "-s", corpus_store).records
    kinds = {}
    for r in records:
        kinds.setdefault(r["kind"], r.get("id"))
    assert set(kinds) == {"document", "turn", "mention", "entity", "time", "figure", "statement", "event", "relation", "copy"}
    texts = {r["id"]: r["text"] for r in records if r["kind"] == "document" and not r["parent"]}
    texts |= {r["id"]: texts[r["parent"]] for r in records if r["kind"] == "document" and r["parent"]}
    for kind, identifier in kinds.items():
        if kind == "copy":
            continue
        for words in (identifier, identifier[:-3]):
            shown = run("show", words, "--json", "-s", corpus_store)
            assert shown.status == 0, shown.err
            for s in shown.json:
                assert s["passage"] == texts[s["cite"]["document"]][s["before"] : s["after"]]
                assert s["marks"]
                assert all(s["before"] <= m["start"] < m["end"] <= s["after"] for m in s["marks"])
                assert any("SHA-256" in step for step in s["steps"])
        assert run("show", identifier, "-s", corpus_store).out
    for wrong in ("s-0000000000000000", "x-1", "", "Nobody Atall", "d-"):
        assert run("show", wrong, "-s", corpus_store).err.count("\n") == 1
    assert run("show", "القطربي", "-s", corpus_store).status == 0


def test_an_id_that_could_be_several_is_refused(corpus_store: Path, run: Runner) -> None:
    firsts: dict[str, int] = {}
    for r in run("export", "-s", corpus_store).records:
        if "id" in r:
            firsts[r["id"][:6]] = firsts.get(r["id"][:6], 0) + 1
    for beginning, count in list(firsts.items())[:200]:
        shown = run("show", beginning, "-s", corpus_store) if count > 1 else None
        if shown is not None:
            assert shown.status == 2
            assert "ids begin with" in shown.err
            return
    pytest.skip("no two ids begin alike")


def test_version(run: Runner) -> None:
    assert run("version").out.startswith("rashomon ")
    assert set(run("version", "--json").json) == {"rashomon", "records", "python"}


@pytest.mark.parametrize("words", [[], *([v] for v in VERBS), *(["judge", v] for v in ("same", "different", "undo", "list"))], ids=" ".join)
def test_help_of_every_verb(words: list[str], run: Runner) -> None:
    asked = run(*words, "--help")
    assert (asked.status, asked.err) == (0, "")
    assert asked.out.startswith("Usage: rashomon")
    if not words:
        assert all(f"  {verb} " in asked.out for verb in VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["timeline", "--fast"],
        ["build"],
        ["search"],
        ["show"],
        ["export", "--format", "pdf"],
        ["export", "--format", "csv"],
        ["build", "x", "--jobs", "-1"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_understood_is_one_line(words: list[str], run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path / "x")
    run("build", "x")
    asked = run(*words)
    assert (asked.status, asked.out) == (2, "")
    assert asked.err.startswith("rashomon: ")
    assert asked.err.count("\n") == 1


def test_export_writes_whole_files_and_never_over_the_store(corpus_copy: Path, run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("export", "-s", corpus_copy, "-o", out).status == 0
    assert out.read_text(encoding="utf-8") == run("export", "-s", corpus_copy).out
    for target, words in ((corpus_copy, "the store itself"), (tmp_path, "is a folder"), (tmp_path / "no" / "where", "no such file")):
        for form in ("records", "html"):
            asked = run("export", "-s", corpus_copy, "-f", form, "-o", target)
            assert (asked.status, asked.out) == (2, "")
            assert words in asked.err
    assert run("check", "-s", corpus_copy).status == 0
    assert not list(tmp_path.glob("*.part"))
    assert run("export", "-s", corpus_copy, "--language", "ar").status == 2


def test_annotate_reports_bad_lines_by_number_and_goes_on(run: Runner) -> None:
    lines = [
        b'\xef\xbb\xbf{"id": "a", "text": ' + json.dumps(WIRE).encode() + b', "published": "2031-05-06", "outlet": "Halyard", "language": "en", "extra": 1}', b"", b"nonsense",
        b'{"id": "b"}', b'{"id": "c", "text": "", "language": "en"}', b'{"id": "d", "text": "x", "published": "soon"}', b'{"id": "e", "text": "\xff"}', b"[" * 100_000,
        json.dumps({"id": "f", "text": ARABIC}).encode(), b'{"id": "g", "text": "Zahrin said no.", "published": "9999-12-31"}',
    ]  # fmt: skip
    done = run("annotate", stdin=b"\n".join(lines) + b"\n")
    assert done.status == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == [f"line {n}" for n in (3, 4, 5, 6, 7, 8)]
    for line in done.out.encode().splitlines():
        codec.read_line(line)
    files = {r["file"]: r for r in done.records if r["kind"] == "document"}
    assert set(files) == {"a", "f", "g"}
    assert (files["a"]["published"], files["a"]["published_basis"], files["a"]["outlet"]) == ("2031-05-06", "given", "Halyard")
    texts = {r["id"]: r["text"] for r in done.records if r["kind"] == "document"}
    for r in done.records:
        if r["kind"] in ("mention", "time", "figure"):
            assert texts[r["document"]][r["start"] : r["end"]] == r["text"]
    assert any(r["kind"] == "statement" for r in done.records)


def test_annotate_of_good_lines_and_of_none(run: Runner) -> None:
    assert run("annotate", stdin=json.dumps({"id": "a", "text": WIRE}).encode()).status == 0
    assert run("annotate", stdin=b"") == run("annotate", stdin=b"\n\n")


def test_read_writes_documents_only(run: Runner, tmp_path: Path) -> None:
    digest = CORPUS / "13-ledger-digest.html"
    (tmp_path / "empty.txt").touch()
    done = run("read", digest, tmp_path / "empty.txt", tmp_path / "none.txt", tmp_path)
    assert done.status == 1
    assert len(done.err.splitlines()) == 3
    assert {r["kind"] for r in done.records} == {"document"}
    assert sum(r["parent"] is not None for r in done.records) == 9
    assert run("read", tmp_path / "empty.txt").status == 2
    assert run("read", digest).status == 0


# ------------------------------------------------------------------------------------------- pipes and terminals
def test_a_reader_that_stops_early_is_no_error(corpus_store: Path) -> None:
    for verb in (["export"], ["timeline"], ["statements", "--json"]):
        process = subprocess.Popen(command(*verb, "-s", corpus_store), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_is_full_is_one_line(corpus_store: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command("version"), stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (2, "rashomon: output: no space left on device\n")


def test_a_terminal_without_arabic_letters_gets_their_numbers(corpus_store: Path) -> None:
    done = subprocess.run(command("search", "سوق", "-s", corpus_store), capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u0633" in done.stdout


def in_terminal(*words: object) -> str:
    """What a command prints on a terminal (both streams)."""
    master, slave = pty.openpty()
    process = subprocess.Popen(command(*words), stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"})
    os.close(slave)
    out = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([master], [], [], 0.1)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            out += data
    process.wait(10)
    os.close(master)
    return out.decode()


def test_arabic_is_isolated_in_a_terminal_and_plain_in_a_pipe(corpus_store: Path, run: Runner) -> None:
    for verb in (["search", "سوق"], ["dossier", "Gutrubi"], ["statements", "-l", "ar"], ["show", "القطربي"]):
        shown = in_terminal(*verb, "-s", corpus_store)
        assert shown.count("\u2068") == shown.count("\u2069") > 0
        assert not re.search("[\u2066\u2067\u202a-\u202e]", shown)
        assert "\u2068" not in run(*verb, "-s", corpus_store).out


def test_progress_shows_rate_and_time_left_on_a_terminal_only(tmp_path: Path, run: Runner) -> None:
    shown = in_terminal("build", CORPUS, "-s", tmp_path / "a.sqlite", "--jobs", 1)
    assert "reading files" in shown
    assert "linking names" in shown
    assert re.search(r"\d+/15", shown)
    assert re.search(r"\d+\.\d/s", shown)
    assert re.search(r"\d:\d\d:\d\d", shown)
    piped = run("build", CORPUS, "-s", tmp_path / "b.sqlite")
    assert piped.err == ""
    assert len(piped.out.splitlines()) == 1


HOSTILE = WIRE.replace("Marsa Rimal on", "\x1b[31mMarsa\x07 \u202eRimal\u202c\x9b2J on").replace("(Halyard)", "(Hal\x1byard)")


@pytest.mark.parametrize(
    "view", [["timeline"], ["statements"], ["figures"], ["sources"], ["search", "market"], ["disputes"], ["dossier", "al-Salhumi"]], ids=" ".join
)
def test_reports_cannot_command_the_terminal(view: list[str], tmp_path: Path, run: Runner, terminal_free: Callable[[str], None]) -> None:
    run("build", lay(tmp_path / "pile", {"x\x1b[2J.txt": HOSTILE, "y.txt": WIRE}), "-s", tmp_path / "s.sqlite")
    asked = run(*view, "-s", tmp_path / "s.sqlite")
    assert asked.status == 0
    terminal_free(asked.out + asked.err)
    for s in run("export", "-s", tmp_path / "s.sqlite").records:
        if s["kind"] == "statement":
            terminal_free(run("show", s["id"], "-s", tmp_path / "s.sqlite").out)


@pytest.fixture
def terminal_free() -> Callable[[str], None]:
    def free(text: str) -> None:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", text)

    return free
