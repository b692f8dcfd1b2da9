"""Which judgements of the ledger stand: those nobody has taken back. The ledger itself only grows."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Judgement


def standing(ledger: Sequence[Judgement]) -> list[Judgement]:
    """The judgements in force, oldest first. An undo takes back one judgement (or another undo, which restores it)."""
    undone: set[str] = set()
    for judgement in reversed(ledger):
        if judgement.verdict == "undo" and judgement.id not in undone and judgement.undoes:
            undone.add(judgement.undoes)
    return [j for j in ledger if j.verdict != "undo" and j.id not in undone]
