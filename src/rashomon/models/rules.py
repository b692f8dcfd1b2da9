"""No model: every language is left to its rules."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Found


class Rules:
    """Leaves everything to the rules of the language."""

    version = "none"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        return None


def rules(what: str) -> Rules:
    """The rules alone; there is nothing to choose. Raises SetupError."""
    if what:
        raise SetupError(f"the model none takes nothing behind its name, not {what!r}")
    return Rules()
