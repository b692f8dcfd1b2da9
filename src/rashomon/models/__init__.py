"""The MODEL seam: who finds sentence ends, names and attributions in the passages of a document.

A model gets the passages (paragraphs) of one document and says what it finds in each, in characters of the file's text;
what it leaves out (`None`: sentence ends, names, attributions, or the whole language) is done by the rules.
`extract.overlay` lays its answers over the rules of the language. `none` is no model: the rules alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from rashomon.errors import SetupError
from rashomon.model import MentionType, Span, Stance

MODELS: dict[str, str] = {
    "compact": "rashomon.models.compact:compact",
    "spacy": "rashomon.models.spacy:spacy",
    "llm": "rashomon.models.llm:llm",
    "none": "rashomon.models.rules:rules",
}
KEYED = frozenset({"llm"})  # models that answer from elsewhere, and may ask for a key


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its place, its type (None: let the rules and the rest of the document decide) and how sure the model is (0–1;
    None where it does not tell)."""

    span: Span
    type: MentionType | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who said what: spans in fragments, in order; `source` and `cue` may be empty. `stance` None: read it from the words.

    `score`: how sure the model is that source and content belong together (0–1; None where it does not tell).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Leaning:
    """A word that may be part of a name: of which type if so, and how likely (0–1)."""

    span: Span
    type: MentionType
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds in one passage, in order. `ends`: just behind sentences, where it is sure (the rules add
    theirs). None: left to the rules.

    `leanings`: words that may be part of a name; one that the rules find may lean on them.
    `notes`: what a person should know of how the passage was read; the file's document lists each with its number.
    """

    ends: tuple[int, ...] | None = None
    names: tuple[Named, ...] | None = None
    attributions: tuple[Attributed, ...] | None = None
    leanings: tuple[Leaning, ...] = ()
    notes: tuple[str, ...] = ()


class Model(Protocol):
    """Reads the passages of one document. The same passages give the same answer, whatever was read before or beside them."""

    @property
    def version(self) -> str:
        """Changes whenever the answers may: files read with another version are read again."""
        ...

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        """What stands in each passage (its place in the file's text and its words); None leaves the language to the rules."""
        ...


def model(name: str, key: str = "") -> Model:
    """A model by its name, with what it is to load behind a colon (`spacy:en_core_web_sm`). Raises SetupError.

    `key`: for a model that is not on this machine and asks for one.
    """
    base, _, what = name.partition(":")
    if base not in MODELS:
        raise SetupError(f"no model called {base!r}: known are {', '.join(sorted(MODELS))}")
    module, attribute = MODELS[base].split(":")
    made = getattr(import_module(module), attribute)
    return cast(Model, made(what, key) if base in KEYED else made(what))
