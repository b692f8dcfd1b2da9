"""Arabic particles that are written onto the word behind them (و ف ب ل ك), told apart from the word."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.lang.tokens import Token


def forms(token: Token) -> Iterator[tuple[str, int]]:
    """(folded form, characters taken off the front) of a word: as it stands, then without attached particles."""
    word = token.norm
    if token.text.endswith("ى") and word in ("علي", "وعلي"):
        return  # the preposition, not the name
    yield word, 0
    for prefix in ("و", "ف", "ب", "ل", "وب", "ول", "فب", "فل", "ك"):
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            yield rest, len(prefix)
    for prefix, cut in (("لل", 1), ("ولل", 2), ("فلل", 2)):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            yield "ا" + word[cut:], cut


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
