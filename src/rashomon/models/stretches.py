"""A passage made ready for models: in stretches, since they take only so many characters, and in whole characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

HALF = re.compile("[\ud800-\udfff]")
MARKS = (". ", "? ", "! ", "؟ ", "۔ ")


def stretches(words: str, most: int) -> Iterator[tuple[int, int]]:
    """Start and end of stretches of at most `most` characters, which together are all of `words`.

    Cut behind a sentence where one ends in the second half, else at a blank, else anywhere.
    """
    start = 0
    while len(words) - start > most:
        cut = max(words.rfind(mark, start + most // 2, start + most) for mark in MARKS) + 1
        if not cut:
            cut = max(words.rfind(blank, start + 1, start + most) for blank in " \n\u00a0")
        end = cut + 1 if cut > 0 else start + most
        yield start, end
        start = end
    yield start, len(words)


def whole(words: str) -> str:
    """As many characters, without halves of surrogate pairs (damaged files have them), which cannot be written as UTF-8."""
    return HALF.sub("\N{REPLACEMENT CHARACTER}", words)
