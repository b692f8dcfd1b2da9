"""The setting that names the model: an unknown one is refused with the known ones, and leaves nothing behind."""

from pathlib import Path

import pytest

from rashomon import cli

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"


def test_an_unknown_model_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RASHOMON_MODEL", "oracle")
    assert cli.run(["build", str(CORPUS), "--store", str(tmp_path / "x.sqlite")]) == 2
    assert "no model called 'oracle': known are compact, llm, none, spacy" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_read_leaves_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", str(tmp_path / "nowhere"), "--store", str(tmp_path / "x.sqlite")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
