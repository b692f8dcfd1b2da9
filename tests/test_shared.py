"""The five reference reports, where they lie beside the checkout (or in RASHOMON_SHARED): built through the command
line, scored by their own scorer, held to the targets of the first release."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RASHOMON_SHARED") or ROOT.parent / "shared")
NEEDED = [SHARED / "seeds", SHARED / "gold", SHARED / "bench" / "score_gold.py"]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not all(p.exists() for p in NEEDED), reason="needs the reference reports, their gold and its scorer beside the checkout, or RASHOMON_SHARED"
    ),
]


def rashomon(*words: str, cwd: Path) -> str:
    command = [sys.executable, "-c", "import sys; from rashomon.cli import main; sys.exit(main())", *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, f"rashomon {' '.join(words)}: {done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    store = folder / "record.db"
    rashomon("build", str(SHARED / "seeds"), "--store", str(store), cwd=folder)
    out = folder / "records.jsonl"
    out.write_text(rashomon("export", "--format", "records", "--store", str(store), cwd=folder), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def scores(records: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        str(SHARED / "bench" / "score_gold.py"),
        "--gold",
        str(SHARED / "gold"),
        "--texts",
        str(SHARED / "seeds"),
        "--json",
        str(records),
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]  # 2: a span that is not in the text of its file
    found: dict[str, Any] = json.loads(done.stdout)
    return found


TARGETS = [
    ("clippings", "body", "f1", 0.90), ("clippings", "outlet", "accuracy", 0.90), ("clippings", "date", "accuracy", 0.90),
    ("turns", "content and role", "f1", 0.95), ("turns", "speaker", "accuracy", 0.95),
    ("boilerplate", "characters", "f1", 0.80),
    ("names", "exact", "f1", 0.70), ("entities", "cross-script pairs", "f1", 0.70),
    ("times", "overlap", "f1", 0.80), ("times", "overlap and value", "f1", 0.65),
    ("figures", "overlap", "f1", 0.70),
    ("statements", "content and speaker", "f1", 0.50),
    ("disputes", "in document", "p", 0.60),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "measure", "kind", "target"), TARGETS)
def test_targets(scores: dict[str, Any], layer: str, measure: str, kind: str, target: float) -> None:
    found = scores["scores"][layer][measure]
    assert found[kind] is not None, found
    assert found[kind] >= target, found


def test_no_span_is_broken(scores: dict[str, Any]) -> None:
    validation = scores["validation"]
    assert validation["spans"] > 1000
    assert validation["broken spans"] == validation["unchecked spans"] == 0
    assert validation["bad lines"] == validation["documents missing"] == []


def test_every_span_holds_its_text(records: Path) -> None:
    lines = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    files = {line["id"]: line["text"] for line in lines if line["kind"] == "document" and not line.get("parent")}
    parents = {line["id"]: line.get("parent") or line["id"] for line in lines if line["kind"] == "document"}
    assert len(files) == 5
    checked = 0
    for line in lines:
        if line["kind"] in ("mention", "time", "figure"):
            assert files[parents[line["document"]]][line["start"] : line["end"]] == line["text"]
            checked += 1
    assert checked > 500


def test_building_again_changes_nothing(records: Path, tmp_path: Path) -> None:
    store = tmp_path / "again.db"
    for _ in range(2):
        rashomon("build", str(SHARED / "seeds"), "--store", str(store), cwd=tmp_path)
    assert rashomon("export", "--format", "records", "--store", str(store), cwd=tmp_path) == records.read_text(encoding="utf-8")
