"""Folding: one form for the many ways a word is written, with a map back to the characters it came from.

Folded are letter case, Latin accents, Arabic vowel marks, tatweel, the carriers of hamza, final ya and alef maqsura,
ta marbuta, the digits of all scripts, curly quotation marks, joiners and direction marks. What is folded is searched and
compared; what is shown is always the original. Search keys also lose light Arabic clitics (conjunction, preposition,
article), as in the light stemmers of Larkey et al. (SIGIR 2002), and only where three letters remain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.model import Span

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
# A stretch of Arabic inside a line of another script, to be isolated where the line is shown.
ARABIC_RUN = re.compile("[\u0621-\u06ff\u0750-\u077f](?:[\u0610-\u06ff\u0750-\u077f\\s\\d]*[\u0610-\u06ff\u0750-\u077f])?")
MARKS = "\u064b-\u065f\u0670\u06d6-\u06ed\u0610-\u061a"
IGNORED = re.compile(f"[{MARKS}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ۀ": "ه",
        **dict.fromkeys("“”„«»‟″", '"'), **dict.fromkeys("‘’‚‛`´ʼʻ", "'"), **dict.fromkeys("‐‑‒–—―−", "-"),
        "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",",
    }
)  # fmt: skip
WORD = re.compile(r"\w+", re.U)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; character i of it came from `offsets[i]` of the original; the last offset is the original length."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original characters behind folded `start`–`end` (marks that trail the last letter included)."""
        first, last = self.offsets[start], self.offsets[end]
        return Span(first, last if last > first or end == start else next(o for o in self.offsets[end:] if o > first))


class _Folds(dict[int, str]):
    """Code point → what it is folded to, "" where it is ignored; worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = "" if IGNORED.match(char) else _fold_char(char.translate(ONE_TO_ONE))
        return folded


def script_of(name: str) -> str:
    """The script of a name by ISO 15924: "Arab" where it has an Arabic letter, else "Latn"."""
    return "Arab" if ARABIC.search(name) else "Latn"


def fold(text: str) -> str:
    """The folded text alone."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(FOLDS)


def fold_with_map(text: str) -> Folded:
    """The folded text with the offset of each character's origin."""
    if text.isascii():
        return Folded(fold(text), range(len(text) + 1))
    pieces = [FOLDS[ord(char)] for char in text]
    return Folded("".join(pieces), [*(index for index, piece in enumerate(pieces) for _ in piece), len(text)])


def _fold_char(char: str) -> str:
    if char < "\x80":
        return "'" if char == "`" else char.lower()
    if "\u0621" <= char <= "\u064a":
        return char
    if char.isdigit():
        return str(unicodedata.digit(char))
    plain = "".join(c for c in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(c))
    return "".join(c for c in plain.translate(ONE_TO_ONE) if not IGNORED.match(c)).lower()


FOLDS = _Folds()


def without_clitics(word: str) -> str:
    """A folded Arabic word without conjunction, preposition and article; other words unchanged."""
    if not ARABIC.match(word):
        return word
    for prefix in ("وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def keys(text: str) -> Iterator[tuple[str, Span]]:
    """Search keys of a text, in order, each with the characters it stands for."""
    folded = fold_with_map(text)
    for match in WORD.finditer(folded.text):
        yield without_clitics(match[0]), folded.span(*match.span())


def occurrences(words: Sequence[tuple[str, Span]], phrase: Sequence[str]) -> list[Span]:
    """Where search keys stand one behind the other among those of a text."""
    size, wanted = len(phrase), list(phrase)
    return [Span(words[i][1].start, words[i + size - 1][1].end) for i in range(len(words) - size + 1) if [w for w, _ in words[i : i + size]] == wanted]
