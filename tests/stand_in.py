"""A model that stands in for a trained one: it finds names of a list and one form of sentence, and is as sure as it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model import MentionType, Span
from rashomon.models import Attributed, Found, Named

NAMES: dict[str, tuple[MentionType, float]] = {
    "Idris Marlow": ("person", 0.9), "Tessa Quill": ("person", 0.3), "Harbour Guard": ("organisation", 0.75), "Bracken Quay": ("place", 0.95),
    "Mohsen Darwazi": ("person", 0.8), "Muhsin al-Darwazi": ("person", 0.2),
}  # fmt: skip
CUES = {"said": 0.875, "let it be known": 0.75, "guessed": 0.25}
SAYING = re.compile(rf"(?P<content>[A-Z][^,.\n]*(?:, killing \d+ people)?), (?P<source>{'|'.join(NAMES)}|[a-z][a-z ]*clerk) (?P<cue>{'|'.join(CUES)})(?=\.)")

SHELLING = """Customs house shelled

BRACKEN QUAY, March 6, 2040 (The Ferry Bell) - Shells hit the customs house in Bracken Quay on Monday, killing 12 people, Idris Marlow said.

Shells hit the customs house in Bracken Quay on Monday, killing 30 people, Tessa Quill guessed.

The Harbour Guard denied that it had shelled the customs house in Bracken Quay on Monday. Five boats sailed, the tide clerk let it be known. Mohsen Darwazi keeps the light.
"""
RULED = """Army denies it

BRACKEN QUAY, March 8, 2040 (Lantern Weekly) - According to Colonel Oda Fenwick, the Harbour Guard had shelled the customs house in Bracken Quay on Monday.
"""
NOTE = """Note of the day

BRACKEN QUAY, March 9, 2040 (Lantern Weekly) - Nobody saw Muhsin al-Darwazi at the light.
"""
REPORTS = {"shelling.txt": SHELLING, "ruled.txt": RULED, "note.txt": NOTE}


class StandIn:
    """Reads English; answers from the lists above."""

    version = "stand-in 3"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        return [self._one(span.start, words) for span, words in passages] if language == "en" else None

    def _one(self, at: int, words: str) -> Found:
        def span(match: re.Match[str], group: str) -> tuple[Span, ...]:
            return (Span(at + match.start(group), at + match.end(group)),)

        names = [Named(Span(at + m.start(), at + m.end()), *NAMES[m[0]]) for m in re.finditer("|".join(NAMES), words)]
        said = [Attributed(span(m, "source"), span(m, "cue"), span(m, "content"), "assert", CUES[m["cue"]]) for m in SAYING.finditer(words)]
        return Found(names=tuple(names), attributions=tuple(said))


def stand_in(what: str) -> StandIn:
    """What the table of models is to name."""
    return StandIn()
