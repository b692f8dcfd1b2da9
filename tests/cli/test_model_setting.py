"""The setting and the option that name the model: an unknown one is refused with the known ones, and leaves nothing behind."""

import json
from pathlib import Path

import pytest

from rashomon import cli
from tests.conftest import Runner
from tests.pile import lay
from tests.stand_in import SHELLING

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"
GIVEN = json.dumps({"id": "a", "text": SHELLING, "language": "en"}).encode()


def test_an_unknown_model_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RASHOMON_MODEL", "oracle")
    assert cli.run(["build", str(CORPUS), "--store", str(tmp_path / "x.sqlite")]) == 2
    assert "no model called 'oracle': known are compact, llm, none, spacy" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_read_leaves_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", str(tmp_path / "nowhere"), "--store", str(tmp_path / "x.sqlite")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_option_names_the_model_of_a_build_and_overrules_the_setting(tmp_path: Path, stand_in: str, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    pile, store = lay(tmp_path / "pile", {"a.txt": SHELLING}), tmp_path / "s.sqlite"

    def build(*words: str) -> tuple[str, set[float | None]]:
        told = run("build", pile, "-s", store, *words).out
        return told, {s["confidence"] for s in run("statements", "--json", "-s", store).json}

    told, found = build("--model", stand_in)
    assert "1 read" in told
    assert found == {0.875, 0.75, 0.25, None}
    monkeypatch.setenv("RASHOMON_MODEL", stand_in)
    assert "1 unchanged" in build()[0]
    told, found = build("--model", "none")  # the rules alone: another reader, so the file is read again
    assert "1 read" in told
    assert found == {None}


def test_the_option_names_the_model_of_annotate(stand_in: str, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def confidence(*words: str) -> set[float | None]:
        return {r["confidence"] for r in run("annotate", *words, stdin=GIVEN).records if r["kind"] == "statement"}

    assert confidence("--model", stand_in) == {0.875, 0.75, 0.25, None}
    monkeypatch.setenv("RASHOMON_MODEL", stand_in)
    assert confidence() == {0.875, 0.75, 0.25, None}
    assert confidence("--model", "none") == {None}


@pytest.mark.parametrize("verb", [["build", str(CORPUS)], ["annotate"]])
def test_an_unknown_model_of_the_option_is_one_line(verb: list[str], tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = run(*verb, "--model", "oracle", stdin=GIVEN)
    assert (asked.status, asked.out, asked.err.count("\n")) == (2, "", 1)
    assert "no model called 'oracle': known are " in asked.err
    assert list(tmp_path.iterdir()) == []
