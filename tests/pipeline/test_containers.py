"""Files that hold several documents, in a store: read once, resumed where they were stopped, changed and removed member by member."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import rashomon
from rashomon.pipeline import building
from rashomon.read.members import Limits
from tests.conftest import Runner
from tests.pile import ARABIC, DENIAL, OPINION, WIRE, lay
from tests.samples import jsonl, mail, packed, page, pdf, running, tarred, warc


def put(path: Path, data: bytes, at: int = 1_900_000_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def names(store: Path, state: str = "current") -> list[str]:
    with rashomon.open(store) as record:
        return [f.name for f in record.files() if f.state == state]


def test_members_are_documents_under_their_addresses(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = lay(tmp_path / "pile", {"own.txt": OPINION})
    put(pile / "press.zip", packed({"a/wire.html": page(WIRE), "b.tar": tarred({"arabic.txt": ARABIC.encode()}), "photo.jpg": b"\xff\xd8\xff" + b"x" * 40}))
    put(pile / "letter.eml", mail("Denial", "Please see what is attached, and tell the desk.", {"denial.txt": DENIAL.encode()}))
    built = run("build", pile, "-s", store)
    assert built.status == 1
    assert built.err.splitlines() == ["skipped: pile/press.zip!/photo.jpg: a JPEG picture, not text (save it as text or HTML)"]
    assert names(store) == [
        "pile/letter.eml",
        "pile/letter.eml!/denial.txt",
        "pile/own.txt",
        "pile/press.zip!/a/wire.html",
        "pile/press.zip!/b.tar!/arabic.txt",
    ]
    assert run("check", "-s", store).status == 0
    cited = {a["cite"]["file"] for e in run("timeline", "-s", store, "--json").json for a in e["accounts"]}
    assert "pile/press.zip!/a/wire.html" in cited


def test_nothing_is_read_twice(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = tmp_path / "pile"
    data = packed({"wire.txt": WIRE.encode(), "broken.docx": b"PK\x03\x04" + bytes(99)})
    put(pile / "press.zip", data)
    put(pile / "rows.jsonl", jsonl([{"id": "r1", "text": DENIAL}, {"id": "r2", "text": ""}]))
    first = run("build", pile, "-s", store)
    skipped = run("sources", "-s", store, "--json").json["skipped"]
    assert len(skipped) == 2
    again = run("build", pile, "-s", store)
    assert "0 read" in again.out or "2 unchanged" in again.out
    assert (first.status, again.status, again.err) == (1, 0, "")
    assert run("sources", "-s", store, "--json").json["skipped"] == skipped  # still listed
    put(pile / "press.zip", data, at=1_950_000_000)  # touched, the bytes are the same
    assert "unchanged" in run("build", pile, "-s", store).out
    assert run("sources", "-s", store, "--json").json["skipped"] == skipped


def test_a_changed_container_reads_only_what_changed(tmp_path: Path, store: Path) -> None:
    pile = tmp_path / "pile"
    put(pile / "press.zip", packed({"a.txt": WIRE.encode(), "b.txt": DENIAL.encode(), "c.txt": ARABIC.encode()}))
    with rashomon.open(store) as record:
        assert record.build(pile).read == 3
        put(pile / "press.zip", packed({"a.txt": WIRE.encode(), "b.txt": OPINION.encode()}), at=1_950_000_000)
        summary = record.build(pile)
        assert (summary.read, summary.unchanged, summary.new_versions, summary.removed) == (1, 1, 1, 1)
        assert {f.name: f.state for f in record.files() if f.state != "superseded"} == {
            "pile/press.zip!/a.txt": "current", "pile/press.zip!/b.txt": "current", "pile/press.zip!/c.txt": "removed"}  # fmt: skip
        assert record.check().problems == ()
        (pile / "press.zip").unlink()
        assert record.build(pile).removed == 2
        put(pile / "press.zip", packed({"a.txt": WIRE.encode(), "b.txt": OPINION.encode()}), at=1_950_000_000)
        assert record.build(pile).returned == 2


def test_a_build_that_was_stopped_goes_on_inside_a_container(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = tmp_path / "pile"
    put(pile / "press.zip", packed({f"{n}.txt": WIRE.replace("23", str(30 + n)).encode() for n in range(6)}))
    read, count = building.Reader.read, 0

    def stops(self: building.Reader, *given: object) -> object:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        return read(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(building.Reader, "read", stops)
    with rashomon.open(store) as record:
        with pytest.raises(KeyboardInterrupt):
            record.build(pile)
        assert len(record.files()) == 3
    with rashomon.open(store) as record:
        summary = record.build(pile)
        assert (summary.read, summary.unchanged, count) == (3, 3, 7)


def test_several_processes_give_the_same_record(tmp_path: Path, run: Runner) -> None:
    pile = tmp_path / "pile"
    put(pile / "press.zip", packed({f"{n}.txt": WIRE.replace("23", str(30 + n)).encode() for n in range(9)}))
    put(pile / "web.warc", warc({f"https://herald.example/{n}": page(DENIAL.replace("nine", str(n))) for n in range(5)}))
    for jobs in (1, 2):
        assert run("build", pile, "-s", tmp_path / f"{jobs}.sqlite", "--jobs", jobs).status == 0
    assert run("export", "-s", tmp_path / "1.sqlite").out == run("export", "-s", tmp_path / "2.sqlite").out


def test_a_container_that_breaks_off_keeps_what_was_read(tmp_path: Path, run: Runner, store: Path) -> None:
    data = tarred({"a.txt": WIRE.encode(), "b.txt": DENIAL.encode()})
    put(tmp_path / "pile/a.tar", data)
    assert run("build", tmp_path / "pile", "-s", store).status == 0
    put(tmp_path / "pile/a.tar", data[:1024] + b"x" * 600, at=1_950_000_000)
    built = run("build", tmp_path / "pile", "-s", store)
    assert "a tar file that is broken" in built.err
    assert names(store) == ["pile/a.tar!/a.txt", "pile/a.tar!/b.txt"]  # not to be taken for removed
    assert run("build", tmp_path / "pile", "-s", store).err == built.err  # tried again


def test_an_altered_container_does_not_pass_the_check(tmp_path: Path, run: Runner, store: Path) -> None:
    path = put(tmp_path / "pile/press.zip", packed({"a.txt": WIRE.encode()}))
    run("build", tmp_path / "pile", "-s", store)
    path.write_bytes(path.read_bytes() + b"x")
    checked = run("check", "-s", store)
    assert checked.status == 1
    assert "pile/press.zip: changed on disk" in checked.out + checked.err


def test_settings_bound_and_map(tmp_path: Path, run: Runner, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = tmp_path / "pile"
    put(pile / "table.csv", f'Ort;Volltext\nZahrin;"{OPINION}"\n'.encode())
    assert run("build", pile, "-s", store, "--columns", "text=Volltext,outlet=Ort").status == 0
    assert names(store) == ["pile/table.csv!/1"]
    monkeypatch.setenv("RASHOMON_MAX_UNPACKED", "100")
    put(pile / "press.zip", packed({"a.txt": WIRE.encode()}))
    assert "0.0001 MB unpacked" in run("build", pile, "-s", tmp_path / "other.sqlite").err
    assert Limits().total == 4_000_000_000


def test_saved_pages_come_without_their_folders(tmp_path: Path, run: Runner, store: Path) -> None:
    pile = tmp_path / "pile"
    put(pile / "Shells.html", page(WIRE))
    put(pile / "Shells_files/frame.html", page(DENIAL))
    put(pile / "Notes_files/b.txt", ARABIC.encode())
    assert run("build", pile, "-s", store).status == 0
    assert names(store) == ["pile/Notes_files/b.txt", "pile/Shells.html"]


def test_own_names_of_outlets(tmp_path: Path, run: Runner, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = lay(tmp_path / "pile", {"wire.txt": WIRE})
    outlets = tmp_path / "outlets.txt"
    outlets.write_text("The Halyard Agency | Halyard | halyard.example\n", encoding="utf-8")
    monkeypatch.setenv("RASHOMON_OUTLETS", str(outlets))
    run("build", pile, "-s", store)
    (document,) = (r for r in run("export", "-s", store).records if r["kind"] == "document")
    assert document["outlet"] == "The Halyard Agency"
    assert any(e["value"] == "Halyard" and e["chosen"] for e in document["evidence"])
    outlets.write_text("Halyard Wire | Halyard\n", encoding="utf-8")
    assert "1 read" in run("build", pile, "-s", store).out  # another list reads anew
    monkeypatch.setenv("RASHOMON_OUTLETS", str(tmp_path / "none.txt"))
    refused = run("build", pile, "-s", store)
    assert refused.status == 2
    assert "the setting outlets names this file" in refused.err


def test_a_line_leads_to_its_page_and_to_who_took_it(tmp_path: Path, store: Path) -> None:
    pile = tmp_path / "pile"
    put(pile / "report.pdf", pdf([running(OPINION), running(DENIAL)]))
    put(pile / "web.warc", warc({"https://herald.example/a": page(WIRE)}))
    with rashomon.open(store) as record:
        record.build(pile)
        steps = {s.cite.file: record.show(s.cite.id)[0].steps for s in record.statements()}
        assert "page 2 of 2" in steps["pile/report.pdf"]
        (taken,) = [step for name, told in steps.items() if "warc" in name for step in told if step.startswith("taken by")]
        assert taken.startswith("taken by WARC: https://herald.example/a, 2031-05-08T10:00:01Z, sha1:")
        assert taken.endswith("the digest holds")


# ------------------------------------------------------------------------------------------------ read
def test_read_opens_containers_and_shows_evidence(tmp_path: Path, run: Runner) -> None:
    path = put(
        tmp_path / "press.zip",
        packed(
            {"a.html": page(WIRE, head="<meta name='author' content='Rania Halwasi'><meta property='article:published_time' content='2031-05-07T08:00:00Z'>")}
        ),
    )
    done = run("read", path)
    assert [(r["kind"], r["file"]) for r in done.records] == [("document", f"{path}!/a.html")]
    shown = run("read", "--show", path).out
    assert "published: 7 May 2031  (meta article:published_time)" in shown or "(meta article:published_time)" in shown
    assert "not 2031-05-06" in shown
    (outline,) = run("read", "--json", path).records
    assert (outline["author"], outline["clippings"], outline["turns"]) == ("Rania Halwasi", 0, 0)
    assert {"field": "author", "value": "Rania Halwasi", "where": "meta author", "chosen": True} in outline["evidence"]
