"""`--min-confidence`: every view hides lines, says how many, and refuses what is no confidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.pile import lay
from tests.stand_in import REPORTS

VIEWS = [["statements"], ["timeline"], ["figures"], ["disputes"], ["sources"], ["search", "Mohsen Darwazi"], ["dossier", "Darwazi"]]
ONE = "1 line hidden, of which a model is less sure than 0.5 (--min-confidence 0 shows it)"


@pytest.fixture
def kept(tmp_path: Path, stand_in: str, run: Runner) -> Path:
    """A store of what the stand-in read."""
    assert run("build", lay(tmp_path / "pile", REPORTS), "-s", tmp_path / "s.sqlite", "--model", stand_in).status == 0
    return tmp_path / "s.sqlite"


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_view_says_what_it_hides(view: list[str], kept: Path, run: Runner) -> None:
    every, some = run(*view, "-s", kept), run(*view, "-s", kept, "--min-confidence", "0.5")
    assert "hidden" not in every.out
    assert some.out.splitlines()[-1] == ONE.replace("1 line", "2 lines").replace("it)", "them)") if view == ["disputes"] else ONE
    assert (some.status, some.err) == (0, "")
    as_json = run(*view, "-s", kept, "--min-confidence", "0.5", "--json")
    assert as_json.json != run(*view, "-s", kept, "--json").json
    assert as_json.err.startswith(some.out.splitlines()[-1])
    assert run(*view, "-s", kept, "--min-confidence", "0") == every


def test_the_lines_say_how_sure_a_model_is(kept: Path, run: Runner) -> None:
    assert "; model, 0.25; The Ferry Bell" in run("statements", "-s", kept).out
    for view in (["timeline"], ["disputes"], ["figures"], ["dossier", "Quill"], ["show", "Tessa Quill"]):
        assert "model, 0." in run(*view, "-s", kept).out, view
    by_rules = run("statements", "--stance", "deny", "-s", kept)
    assert by_rules.out.count("\n") > 1
    assert "model" not in by_rules.out
    assert {s["confidence"] for s in run("statements", "--json", "-s", kept).json} == {0.875, 0.75, 0.25, None}


@pytest.mark.parametrize("wrong", ["1.5", "-0.1", "nan", "high"])
def test_a_wrong_value_is_one_line(wrong: str, kept: Path, run: Runner) -> None:
    asked = run("statements", "-s", kept, "--min-confidence", wrong)
    assert (asked.status, asked.out, asked.err.count("\n")) == (2, "", 1)
    assert "number" in asked.err
    assert "confidence" in asked.err


def test_the_setting_counts_and_the_option_overrules_it(kept: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MIN_CONFIDENCE", "0.5")
    assert ONE in run("statements", "-s", kept).out
    assert "hidden" not in run("statements", "-s", kept, "--min-confidence", "0").out
    assert run("export", "-s", kept).out.count('"confidence":0.25') == 1  # records are whole
    monkeypatch.setenv("RASHOMON_MIN_CONFIDENCE", "most")
    assert "environment: min_confidence must be a number" in run("statements", "-s", kept).err


def test_exports(kept: Path, run: Runner, tmp_path: Path) -> None:
    asked = run("export", "-s", kept, "--min-confidence", "0.5")
    assert asked.status == 2
    assert "--min-confidence are for csv and html" in asked.err
    for form, out in (("csv", tmp_path / "tables"), ("html", tmp_path / "report.html")):
        done = run("export", "-s", kept, "-f", form, "-o", out, "--min-confidence", "0.5")
        assert done.status == 0
        assert done.err == ONE.replace("1 line", "3 lines").replace("it)", "them)") + "\n"  # a statement and two names


def test_records_hold_the_confidence_of_each_line(kept: Path, run: Runner) -> None:
    for r in run("export", "-s", kept).records:
        assert ("confidence" in r) == (r["kind"] in ("mention", "statement"))
        if r["kind"] == "mention":
            assert (r["confidence"] is None) == (r["how"] != "model")
