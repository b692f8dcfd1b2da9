"""Settings: options over environment over file over defaults, each checked, with the place of a mistake named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashomon import config
from rashomon.errors import SetupError


def test_what_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.load(tmp_path).store == "rashomon.sqlite"
    (tmp_path / config.FILE).write_text('store = "file.sqlite"\njobs = 3\nwho = "desk"\n')
    assert (config.load(tmp_path).store, config.load(tmp_path).jobs) == ("file.sqlite", 3)
    monkeypatch.setenv("RASHOMON_STORE", "environment.sqlite")
    assert (config.load(tmp_path).store, config.load(tmp_path).jobs) == ("environment.sqlite", 3)
    assert config.load(tmp_path, store="option.sqlite", jobs=None).store == "option.sqlite"
    assert config.load(tmp_path, jobs=None).jobs == 3
    assert config.load(tmp_path).judge == "desk"


@pytest.mark.parametrize(
    "text", ["jobs = -1", 'jobs = "many"', "jobs = true", "jobs = 1.5", "max_bytes = 0", "min_confidence = 1.1", "min_confidence = -1", "min_confidence = nan", "min_confidence = true", 'min_confidence = "half"', "colour = 1", "store = [1]", "store = 5", "store =", "jobs = 1\njobs = 2", '"store" = ""'],
)  # fmt: skip
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / config.FILE).write_text(text)
    with pytest.raises(SetupError, match=r"rashomon\.toml") as caught:
        config.load(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("JOBS", "x"), ("JOBS", "-2"), ("MAX_BYTES", "1e6"), ("MIN_CONFIDENCE", "2"), ("MIN_CONFIDENCE", "half"), ("STORE", "")]
)
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, tmp_path: Path) -> None:
    monkeypatch.setenv(f"RASHOMON_{name}", value)
    with pytest.raises(SetupError, match="environment") as caught:
        config.load(tmp_path)
    assert name.lower() in str(caught.value)


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    wrong: list[dict[str, Any]] = [{"jobs": -1}, {"colour": "blue"}, {"max_bytes": 0}, {"min_confidence": 1.5}, {"min_confidence": float("nan")}]
    for given in wrong:
        with pytest.raises(SetupError, match=f"options: .*{next(iter(given))}"):
            config.load(tmp_path, **given)


def test_a_number_may_be_whole_text_or_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.load(tmp_path).min_confidence == 0
    (tmp_path / config.FILE).write_text("min_confidence = 1\n")
    assert config.load(tmp_path).min_confidence == 1
    monkeypatch.setenv("RASHOMON_MIN_CONFIDENCE", "0.25")
    assert config.load(tmp_path).min_confidence == 0.25
    assert config.load(tmp_path, min_confidence=0.0).min_confidence == 0


def test_every_setting_is_in_the_table() -> None:
    assert {name for name, _, _ in config.TABLE} == {f.name for f in config.fields(config.Settings)}
    assert all(words for _, _, words in config.TABLE)


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    assert "s3cret" not in repr(config.load(tmp_path, llm_key="s3cret"))
    (tmp_path / config.FILE).write_text("llm_key = 271828")
    with pytest.raises(SetupError, match="llm_key must be text") as caught:
        config.load(tmp_path)
    assert "271828" not in str(caught.value)
