"""Where the quotations of a model stand in the text it was given: found there character by character, or refused.

Only white space may differ. A quotation begins and ends where words do; in Arabic it may begin behind the conjunctions
and prepositions that are written as one with the next word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import product
from typing import Any

from rashomon.model import Span

BEGIN = r"(?:(?<!\w)|(?<=(?<!\w)[وفبكل])|(?<=(?<!\w)[وف][بكل]))"
END = r"(?!\w)"
Fragments = tuple[Span, ...]
MOST = 200  # occurrences of a word that are compared; further ones stand too far away to matter


def occurrences(quotation: str, words: str) -> list[Span]:
    """Every place of a quotation in `words`, in order; none for an empty one."""
    parts = quotation.split()
    if not parts or any(part not in words for part in parts):
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    begin = BEGIN if parts[0][0].isalnum() else ""
    end = END if parts[-1][-1].isalnum() else ""
    return [Span(*m.span()) for m in re.finditer(begin + pattern + end, words)]


def names(quotations: Sequence[str], words: str) -> list[Span | None]:
    """The place of each name: its first occurrence that no name has taken, longer names before shorter ones; None: none is left."""
    out: list[Span | None] = [None] * len(quotations)
    taken: list[Span] = []
    for n in sorted(range(len(quotations)), key=lambda n: -len(quotations[n])):
        found = next((s for s in occurrences(quotations[n], words) if not any(s.overlaps(t) for t in taken)), None)
        if found is not None:
            out[n] = found
            taken.append(found)
    return out


def attribution(
    source: Sequence[str], cue: Sequence[str], content: Sequence[str], words: str, used: Collection[Span]
) -> tuple[Fragments, Fragments, Fragments] | None:
    """The places of source, cue and content, each in fragments; None where a fragment is not in `words`, or there is no content.

    Of a content that stands there repeatedly, the first place whose beginning is not among the `used` ones; of sources and
    cues, those that stand nearest to each other and to the content.
    """
    said = _placed(content, words, lambda s: (s in used, s.start))
    if not said:
        return None
    first_sources, first_cues = (occurrences(part[0], words)[:MOST] if part else [said[0]] for part in (source, cue))
    if not first_sources or not first_cues:
        return None
    near = min(product(first_sources, first_cues), key=lambda pair: _distance(pair[0], pair[1], said, bool(source), bool(cue)))
    told = _placed(cue, words, lambda s: (s != near[1], s.start))
    by = _placed(source, words, lambda s: (s != near[0], s.start))
    return None if told is None or by is None else (by, told, said)


def _distance(source: Span, cue: Span, content: Fragments, sourced: bool, cued: bool) -> tuple[int, int, int]:
    """How far source, cue and content are apart: first whether they overlap, then characters between them, then place."""
    crossing = (cued and any(cue.overlaps(c) for c in content)) + (sourced and any(source.overlaps(c) for c in content))
    crossing += sourced and cued and source.overlaps(cue)
    apart = min(_gap(cue, c) for c in content) + _gap(source, cue)
    return crossing, apart, min(source.start, cue.start)


def _gap(a: Span, b: Span) -> int:
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def _placed(fragments: Sequence[str], words: str, rank: Callable[[Span], Any]) -> Fragments | None:
    """Fragments of one thing: the first by rank, each further one behind it where it can be. None where one is missing."""
    out: list[Span] = []
    for fragment in fragments:
        free = [s for s in occurrences(fragment, words) if not any(s.overlaps(o) for o in out)]
        if not free:
            return None
        out.append(min(free, key=(lambda s: (s.start < out[-1].end, s.start)) if out else rank))
    return tuple(sorted(out))
