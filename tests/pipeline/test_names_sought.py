"""Names that linking finds in Arabic reports: in every view, and gone with the English report that led to them."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from rashomon import codec
from rashomon.model import Mention
from tests.pile import lay, touch

ENGLISH = "Boats are counted\n\nNUJAYMA, May 6, 2031 (Halyard) — Zelmar Qistani counted the boats in Nujayma, and Zelmar Qistani was tired.\n"
ARABIC = "إحصاء القوارب\n\nنجيمة، 7 أيار/مايو 2031 (المرفأ اليوم) — وقال بائع السمك زلمار قسطاني إن القوارب لم تعد إلى الميناء.\n"
NAME, SPELT = "Zelmar Qistani", "زلمار قسطاني"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(lay(tmp_path / "pile", {"01.txt": ENGLISH, "02.txt": ARABIC}))
    return tmp_path / "s.sqlite"


def lines(store: Path) -> list[Mention]:
    with rashomon.open(store) as record:
        return [m for m in record.records() if isinstance(m, Mention) and m.text == SPELT]


def test_they_are_in_the_dossier_the_statements_and_the_exports(store: Path, tmp_path: Path) -> None:
    with rashomon.open(store) as record:
        told = record.dossier(NAME)
        assert {n.name: n.count for n in told.names} == {NAME: 2, SPELT: 1}
        assert SPELT in {c.text for c in told.first}
        assert [j.reason for j in told.joins] == ["zelmar = زلمار, qistani = قسطاني"]
        assert [s.cite.file for s in told.said] == ["pile/02.txt"]
        assert record.dossier(SPELT).id == told.id
        (mention,) = lines(store)
        (shown,) = record.show(mention.id)
        assert f"name (person): spelt like {NAME}, named in English reports" in shown.steps
        assert record.check().problems == ()
        assert SPELT in record.report()
        assert SPELT in next(p for p in record.tables(tmp_path / "csv") if p.name == "names.csv").read_text(encoding="utf-8")


def test_they_are_gone_when_the_english_report_names_nobody_any_more(store: Path, tmp_path: Path) -> None:
    (before,) = lines(store)
    touch(tmp_path / "pile/01.txt", ENGLISH.replace(NAME, "The harbour master"))
    with rashomon.open(store) as record:
        record.build(tmp_path / "pile")
        assert lines(store) == []
        assert [s.speaker.entity for s in record.statements() if s.cite.file == "pile/02.txt"] == [None]
        assert record.check().problems == ()
    touch(tmp_path / "pile/01.txt", ENGLISH)
    with rashomon.open(store) as record:
        record.build(tmp_path / "pile")
    assert lines(store) == [before]


def test_they_are_the_same_whichever_file_came_first(store: Path, tmp_path: Path) -> None:
    with rashomon.open(tmp_path / "other.sqlite") as record:
        for name in ("02.txt", "01.txt"):
            record.build(tmp_path / "pile" / name)
        late = [m for m in record.records() if isinstance(m, Mention) and m.text == SPELT]
    assert [(m.id, m.start, m.end, m.entity) for m in late] == [(m.id, m.start, m.end, m.entity) for m in lines(store)]


def test_a_judgement_parts_them_and_its_undoing_joins_them_again(store: Path) -> None:
    with rashomon.open(store) as record:
        before = b"".join(codec.lines(record.records()))
        made = record.judge("different", NAME, SPELT)
        assert record.dossier(NAME).id != record.dossier(SPELT).id
        record.undo(made.id)
        assert b"".join(codec.lines(record.records())) == before
