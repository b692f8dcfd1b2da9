"""What many tests share: the demo corpus as a store, and the command line called in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon import cli, models
from tests.pile import lay

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "examples" / "corpus"
MODEL = "RASHOMON_MODEL"
# What tests expect of stores and views hangs on no weights. Set here, since modules of tests copy the environment.
os.environ[MODEL] = "none"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Runner = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests do not reach them."""
    for name in list(os.environ):
        if name.startswith("RASHOMON_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv(MODEL, "none")


@pytest.fixture
def default_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading as it is done where nobody sets anything."""
    monkeypatch.delenv(MODEL)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The command line in this process: `run("build", folder, stdin=b"…")`."""

    def called(*words: object, stdin: bytes = b"") -> Ran:
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            status = cli.run([str(w) for w in words])
            out.flush()
            err.flush()
        return Ran(status, *(s.buffer.getvalue().decode("utf-8") for s in (out, err)))  # type: ignore[attr-defined]

    return called


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a model that stands in for a trained one (`tests.stand_in`)."""
    monkeypatch.setitem(models.MODELS, "stand-in", "tests.stand_in:stand_in")
    return "stand-in"


def command(*words: object) -> list[str]:
    """The command line as a program, for a process of its own."""
    return [sys.executable, "-m", "rashomon.cli", *map(str, words)]


@pytest.fixture
def spawn() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a process of its own, with the order of hashes fixed."""

    def called(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
        more.setdefault("env", {**os.environ, "PYTHONHASHSEED": "0"})
        return subprocess.run(command(*words), capture_output=True, text=True, encoding="utf-8", timeout=120, **more)

    return called


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demo corpus. Not to be written to; see `corpus_copy`."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.sqlite"
    with rashomon.open(path) as record:
        assert not record.build(CORPUS).problems
    return path


@pytest.fixture
def corpus(corpus_store: Path) -> Iterator[rashomon.Record]:
    with rashomon.open(corpus_store) as record:
        yield record


@pytest.fixture
def corpus_copy(corpus_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(corpus_store, tmp_path / "copy.sqlite"))


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with four short reports."""
    return lay(tmp_path / "pile")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a test may keep its store."""
    return tmp_path / "store.sqlite"
