"""Words, numbers and marks of a text, with offsets. One tokenizer for both scripts: extraction works on these."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from rashomon.lang.folding import MARKS, fold
from rashomon.model import Span

LETTER = rf"[^\W\d_{MARKS}\u0640]"
INNER = rf"[{MARKS}\u0640]"
TOKEN = re.compile(
    rf"""
    (?P<number>[+-]?(?<![\d.,])\d{{1,3}}(?:[,٬]\d{{3}})+(?:[.٫]\d+)?(?!\d) | \d+(?:[.٫]\d+)?(?=\D|$))
  | (?P<word>(?:[A-Z]\.){{2,}}(?:[A-Z](?!\w))? | {LETTER}(?:{LETTER}|{INNER}|(?<![\u0600-\u06ff])\d)*(?:[-‑'’ʼ]{LETTER}(?:{LETTER}|{INNER}|(?<![\u0600-\u06ff])\d)*)*)
  | (?P<possessive>(?<=[^\W_])['’]s?(?!\w))
  | (?P<mark>\.{{2,}}|…+|[^\w\s])
    """,
    re.X,
)
POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s$", re.I)
Kind = Literal["number", "word", "possessive", "mark"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, `norm` folded."""

    start: int
    end: int
    text: str
    norm: str
    kind: Kind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shout(self) -> bool:
        """All in capitals, two letters or more."""
        return len(self.text) > 1 and self.text.isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, with offsets into `text`. Possessive 's is a token of its own."""
    out: list[Token] = []
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        kind, word, at = match.lastgroup, match[0], match.start()
        if kind == "word" and (possessive := POSSESSIVE.search(word)):
            cut = possessive.start()
            out.append(Token(at, at + cut, word[:cut], fold(word[:cut]), "word"))
            out.append(Token(at + cut, match.end(), word[cut:], "'s", "possessive"))
            continue
        out.append(Token(at, match.end(), word, fold(word), kind))  # type: ignore[arg-type]
    return out


def between(tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens that lie wholly inside `start`–`end`; `tokens` in order."""
    first = bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect_left(tokens, end, lo=first, key=lambda token: token.start)
    found = tokens[first:last]
    return found[:-1] if found and found[-1].end > end else found
