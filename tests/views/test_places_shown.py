"""Where places are, and for whom they stand, in dossier, show, tables and report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import rashomon
from tests.conftest import Runner
from tests.pile import lay

REPORTS = {
    "clash.txt": "Clashes in Tripoli\n\nTRIPOLI, May 6, 2031 (Halyard) — Shells hit Tripoli on Tuesday, killing nine people, the Libyan health ministry said.\n\n"
    "Ankara denied that it had sent guns to Misrata.\n\nMoscow said that shells had hit Misrata on Tuesday, killing four people.\n"
}


@pytest.fixture
def built(tmp_path: Path, store: Path, run: Runner) -> Path:
    assert run("build", lay(tmp_path / "pile", REPORTS), "-s", store).status == 0
    return store


def test_a_dossier_says_where_and_why(built: Path, run: Runner) -> None:
    told = run("dossier", "Tripoli", "-s", built, "--json").json
    assert (told["country"], told["refs"]) == ("LY", ["geonames:2210247"])
    assert told["candidates"]
    out = run("dossier", "Tripoli", "-s", built).out
    assert "place: 32.8874, 13.1873, LY (the report also names Libya" in out
    assert "other places of the name: Tripoli (LB, geonames:266826)" in out
    assert "elsewhere: geonames:2210247 (Tripoli in GeoNames" in out


def test_a_capital_that_speaks_says_so(built: Path, run: Runner) -> None:
    why = "capital of Turkey; acts as people do (“denied”)"
    assert f"for a government ({why})" in run("statements", "--by", "Ankara", "-s", built).out
    assert f"stands for a government: {why}" in run("show", "Ankara", "-s", built).out
    (cite, told) = run("dossier", "Ankara", "-s", built, "--json").json["government"][0]
    assert (cite["text"], told) == ("Ankara", why)


def test_tables_and_report_have_the_place(built: Path, tmp_path: Path) -> None:
    with rashomon.open(built) as record:
        record.tables(tmp_path / "out")
        page = record.report()
    rows = {name: list(csv.DictReader((tmp_path / "out" / f"{name}.csv").open(encoding="utf-8-sig"))) for name in ("names", "timeline", "statements")}
    (tripoli, *_) = [r for r in rows["names"] if r["name"] == "Tripoli"]
    assert (tripoli["country"], tripoli["latitude"], tripoli["refs"]) == ("LY", "32.88743", "geonames:2210247")
    assert {r["country"] for r in rows["timeline"] if r["place"] == "Tripoli"} == {"LY"}
    assert [r["for a government"] for r in rows["statements"] if r["speaker"] == "Ankara"] == ["capital of Turkey; acts as people do (“denied”)"]
    assert "LY 32.89, 13.19" in page
    assert "for a government" in page
