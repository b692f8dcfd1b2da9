"""Echoes: which lines of a report are another's words, so that sources count once.

A print as a whole goes back to another document, and what its paper put in does not. A long text that holds a short one echoes it in those words alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rashomon.link.copies import is_whole, origins, own
from rashomon.link.overlap import Mask, Placed, overlap, placed
from rashomon.model import Copy, Document

# The part of a line's words that must stand in the source: in a print little, since sentences are edited, in a text of its own half.
IN_A_PRINT, ELSEWHERE = 0.25, 0.5
HEADLINE = 30  # words that headline, byline and dateline have together
LEAST = 12  # words; of a shorter line, such as a figure, what stands around it is looked at too


def _headed(shared: Mask) -> int:
    """How many words of a print stand above the text that it shares: another headline and byline tell nothing of their own. None where they are more than those."""
    above = int(shared.argmax()) if shared.any() else 0
    return above if above <= HEADLINE else 0


class Echoes:
    """What the lines of documents go back to, by the copies found among them. `text_of` gives the text of a document's file, `clippings` what lies inside it.

    Texts are compared when first asked about.
    """

    def __init__(
        self, found: Sequence[Copy], documents: dict[str, Document], text_of: Callable[[str], str], clippings: Callable[[str], Iterable[Document]]
    ) -> None:
        found = [c for c in found if c.document in documents and c.of in documents]
        self.origin = origins(found)
        self.versions = {c.document for c in found if c.kind == "version"}
        self._documents, self._text_of, self._clippings = documents, text_of, clippings
        self._of: dict[str, list[Copy]] = defaultdict(list)
        for copy in found:
            self._of[copy.document].append(copy)
        self._compared: dict[str, tuple[Placed, list[tuple[Copy, Mask]]]] = {}

    def of(self, document: str, start: int, end: int) -> str | None:
        """The document whose words `start`–`end` are, the earliest that has most of them; None where they are the document's own."""
        if document not in self._of:
            return None
        where, compared = self._comparisons(document)
        line = where.inside(start, end)
        spare = max(0, LEAST - (line.stop - line.start))
        inside = slice(max(0, line.start - (spare + 1) // 2), line.stop + spare // 2)
        best: tuple[float, str, str] | None = None
        for copy, shared in compared:
            part = float(shared[inside].mean()) if inside.start < inside.stop else 0.0
            if part >= (IN_A_PRINT if is_whole(copy) else ELSEWHERE) or (is_whole(copy) and copy.kind != "version" and line.stop <= _headed(shared)):
                back = self.origin.get(copy.of, copy.of)
                key = (-round(part, 1), self._documents[back].published or "9999", back)
                best = key if best is None else min(best, key)
        return best[2] if best and best[2] != document else None

    def source(self, document: str, start: int, end: int) -> str:
        """The document that a line counts for: what it echoes, of a later version the first one, else its own."""
        return self.of(document, start, end) or (self.origin.get(document, document) if document in self.versions else document)

    def _comparisons(self, document: str) -> tuple[Placed, list[tuple[Copy, Mask]]]:
        if document not in self._compared:
            mine = self.placed(document)
            self._compared[document] = mine, [(c, overlap(mine.words, self.placed(c.of).words).first) for c in self._of[document]]
        return self._compared[document]

    def placed(self, document: str) -> Placed:
        """The own words of a document with their places in its file's text."""
        found = self._documents[document]
        return placed(self._text_of(document), own(found, self._clippings(document)))

    def shared(self, document: str, of: str) -> tuple[Placed, Placed, tuple[int, int, int]]:
        """The own words of two documents, and the longest run that both have: where it begins in each, and how many words it has."""
        one, two = self.placed(document), self.placed(of)
        return one, two, overlap(one.words, two.words).run
