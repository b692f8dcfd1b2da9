"""Other matchers beside ours: timed and scored where they are installed, named where they are not."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pytest

from bench import pairs, peers

PAIRS = [
    {
        "left": "Hamdan al-Darbasi",
        "right": "حمدان الدرباسي",
        "type": "person",
        "same": True,
        "stratum": "en-ar",
        "kind": "another spelling",
        "eids": ["a", "a"],
    },
    {"left": "Hamdan al-Darbasi", "right": "Faris al-Darbasi", "type": "person", "same": False, "stratum": "en-en", "kind": "same family", "eids": ["a", "b"]},
]


def test_what_is_not_installed_is_left_out_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.split(".")[0] in ("uroman", "rapidfuzz", "nomenklatura", "followthemoney"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    found, missing = peers.peers()
    assert found == []
    assert len(missing) == len(peers.FAMILIES)
    assert all("pip install 'rashomon[bench]'" in line for line in missing)


def test_a_peer_is_scored_and_timed_on_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    same = peers.Peer("first letters", lambda name, kind: name[0], lambda a, b: float(a == b))
    monkeypatch.setattr(peers, "peers", lambda: ([same], ["another: left out"]))
    assert peers.scores(same, PAIRS) == [0.0, 0.0]
    assert min(peers.speed(same, PAIRS * 500)) > 0
    table = list(pairs.better(PAIRS, np.array([0.9, 0.1])))
    assert table[1].split() == ["rashomon", "1.000", "1.000", "1.000"]
    assert table[2].startswith("first letters")
    assert table[-1] == "another: left out"
    assert any(line.startswith("first letters") for line in pairs.beside(PAIRS * 500, {"cold": 1.0, "prepared": 1.0}))
