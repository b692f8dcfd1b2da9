"""Arabic particles that are written onto the word behind them (و ف ب ل ك), told apart from the word."""

from __future__ import annotations

from functools import lru_cache

from rashomon.lang.tokens import Token

# By the first letter of a word: the particles that may be attached to it, and where the article is written together with one.
ATTACHED = {"و": ("و", "وب", "ول"), "ف": ("ف", "فب", "فل"), "ب": ("ب",), "ل": ("ل",), "ك": ("ك",)}
MERGED = {"ل": "لل", "و": "ولل", "ف": "فلل"}


def forms(token: Token) -> tuple[tuple[str, int], ...]:
    """(folded form, characters taken off the front) of a word: as it stands, then without attached particles."""
    if token.text.endswith("ى") and token.norm in ("علي", "وعلي"):
        return ()  # the preposition, not the name
    return _forms(token.norm)


@lru_cache(maxsize=10_000)  # each step asks for the forms of each word again
def _forms(word: str) -> tuple[tuple[str, int], ...]:
    out, first = [(word, 0)], word[:1]
    if first in ATTACHED:
        out += [(word[len(prefix) :], len(prefix)) for prefix in ATTACHED[first] if word.startswith(prefix) and len(word) - len(prefix) >= 3]
        merged = MERGED.get(first)
        if merged and word.startswith(merged) and len(word) - len(merged) >= 3:
            out.append(("ا" + word[len(merged) - 1 :], len(merged) - 1))
    return tuple(out)


def offset(token: Token, cut: int) -> int:
    """Where the word begins when `cut` folded letters are taken off the front (vowel marks and tatweel go along)."""
    at, left = token.start, cut
    for char in token.text:
        if left == 0 and not ("\u064b" <= char <= "\u065f" or char == "\u0640"):
            break
        if not ("\u064b" <= char <= "\u065f" or char in "\u0640\u0670"):
            left -= 1
        at += 1
    return at
