"""CSV tables: every row of every view, readable by any reader of CSV, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.export.tables import FORMULA, TABLES, cell
from tests.conftest import Runner
from tests.pile import WIRE, lay


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_rows_are_those_of_the_views(corpus: rashomon.Record, tmp_path: Path) -> None:
    paths = corpus.tables(tmp_path / "new" / "tables")
    assert [p.stem for p in paths] == list(TABLES)
    assert all(p.read_bytes().startswith(b"\xef\xbb\xbf") for p in paths)
    tables = {p.stem: rows(p) for p in paths}
    assert len(tables["statements"]) == len(corpus.statements())
    assert len(tables["timeline"]) == sum(len(e.accounts) for e in corpus.timeline())
    assert len(tables["figures"]) == sum(len(g.values) for g in corpus.figures())
    assert len(tables["disputes"]) == len(corpus.disputes())
    texts = {f.name: corpus.snapshot.text(f.root) for f in corpus.files()}
    for row in tables["statements"]:
        words = " ".join(texts[row["file"]][int(row["start"]) : int(row["end"])].split())
        assert row["words"].removeprefix("'") == words.removeprefix("'")
    assert all(None not in row and None not in row.values() for table in tables.values() for row in table)


def test_filters(corpus: rashomon.Record, tmp_path: Path) -> None:
    every = {p.stem: len(rows(p)) for p in corpus.tables(tmp_path / "a")}
    some = {p.stem: len(rows(p)) for p in corpus.tables(tmp_path / "b", language="ar", until="2031-05-08")}
    assert all(some[name] < every[name] for name in ("statements", "timeline", "figures", "sources"))


@given(st.one_of(st.text(), st.tuples(st.sampled_from(FORMULA), st.text()).map("".join), st.text(alphabet=" \t\r\n=+-@'1a")))
def test_no_cell_is_a_formula(value: str) -> None:
    made = cell(value)
    assert "\n" not in made
    assert "\r" not in made
    try:
        float(made)
    except ValueError:
        assert not made.startswith(FORMULA)


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (None, ""),
        (-5, "-5"),
        ("-5.5", "-5.5"),
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("-- dash", "'-- dash"),
        ("a=b", "a=b"),
        ("a\n b", "a b"),
        ("＝1", "'＝1"),
    ],
)
def test_cells(value: object, made: str) -> None:
    assert cell(value) == made


def test_formulas_in_reports_and_names_of_files(tmp_path: Path, run: Runner) -> None:
    text = WIRE.replace('"They fired', '"=HYPERLINK(1) they fired')
    run("build", lay(tmp_path / "=cmd", {"x.txt": text}), "-s", tmp_path / "s.sqlite")
    assert run("export", "-f", "csv", "-o", tmp_path / "out", "-s", tmp_path / "s.sqlite").status == 0
    cells = [c for p in (tmp_path / "out").iterdir() for row in rows(p) for c in row.values()]
    assert any("HYPERLINK" in c for c in cells)
    assert not any(c.startswith(("=", "@")) for c in cells)
