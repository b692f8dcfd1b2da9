"""Which judgements of the ledger stand: those nobody has taken back. The ledger itself only grows."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Judgement, Side

MOST_ANCHORS = 200  # mentions by which a judgement remembers a name


def standing(ledger: Sequence[Judgement]) -> list[Judgement]:
    """The judgements in force, oldest first. An undo takes back one judgement (or another undo, which restores it)."""
    undone: set[str] = set()
    for judgement in reversed(ledger):
        if judgement.verdict == "undo" and judgement.id not in undone and judgement.undoes:
            undone.add(judgement.undoes)
    return [j for j in ledger if j.verdict != "undo" and j.id not in undone]


def taken_back(ledger: Sequence[Judgement]) -> dict[str, str]:
    """Judgement → the undo that takes it back, those that stand."""
    out: dict[str, str] = {}
    for j in reversed(ledger):
        if j.verdict == "undo" and j.undoes and j.id not in out:
            out[j.undoes] = j.id
    return out


def against(one: str, other: str) -> bool:
    """Whether two verdicts on the same names cannot both stand."""
    return {one, other} == {"same", "different"}


def speaks_of(judgement: Judgement, one: Side, two: Side) -> bool:
    """Whether a judgement is of the same two sides."""
    if judgement.a is None or judgement.b is None:
        return False
    a, b, x, y = set(judgement.a.mentions), set(judgement.b.mentions), set(one.mentions), set(two.mentions)
    return bool((a & x and b & y) or (a & y and b & x))
