"""The MODEL seam: who finds names and attributions in the sentences of a document.

A model gets the sentences of one document and says what it finds in each, in characters of the file's text, or says
that it leaves a language to the rules. `extract.overlay` lays its answers over the rules of the language. `rules` is no
model: the rules alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from rashomon.errors import SetupError
from rashomon.model import MentionType, Span, Stance

MODELS: dict[str, str] = {
    "rules": "rashomon.models.rules:RULES",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its place, its type (None: let the rules and the rest of the document decide) and how sure the model is (0–1)."""

    span: Span
    type: MentionType | None
    score: float


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who said what: spans in fragments, in order; `source` and `cue` may be empty. `score`: how sure the model is (0–1)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds in one sentence, in order."""

    names: tuple[Named, ...]
    attributions: tuple[Attributed, ...]


class Model(Protocol):
    """Reads the sentences of one document. The same sentences give the same answer, whatever was read before or beside them."""

    @property
    def version(self) -> str:
        """Changes whenever the answers may: files read with another version are read again."""
        ...

    def read(self, language: str, sentences: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        """What stands in each sentence (its place in the file's text and its words); None leaves it to the rules."""
        ...


def model(name: str) -> Model:
    """A model by name. Raises SetupError."""
    if name not in MODELS:
        raise SetupError(f"no model called {name!r}: known are {', '.join(sorted(MODELS))}")
    module, attribute = MODELS[name].split(":")
    return cast(Model, getattr(import_module(module), attribute))
