"""Bound words of English figures: what stands before a number or behind it and says how far it holds."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.en.numbers import norm_at
from rashomon.lang.tokens import Token
from rashomon.model import Bound

# Longest first. Each bound word stands directly before the number (an article or "only" may come between).
_BEFORE: dict[Bound, str] = {
    "at_least": "no fewer than, no less than, not less than, not fewer than, at the very least, at least, a minimum of",
    "at_most": "no more than, not more than, at the very most, at most, up to, as many as, as much as, a maximum of",
    "more_than": "more than, over than, higher than, upwards of, upward of, in excess of, greater than, over, above, exceeding, exceeded, exceeds, exceed, topped, tops, surpassed, surpassing, north of",
    "less_than": "less than, fewer than, lower than, under, below",
    "nearly": "close to, nearly, almost, approaching, just under, just short of, just shy of, very nearly",
    "about": "in the region of, in the order of, an estimated, estimated, approximately, approx, roughly, around, about, some, circa, perhaps, maybe",
}
BEFORE: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    sorted(((tuple(words.split()), bound) for bound, line in _BEFORE.items() for words in line.split(", ")), key=lambda entry: -len(entry[0]))
)
_LAST: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
for _words, _bound in BEFORE:
    _LAST.setdefault(_words[-1], []).append((_words, _bound))
_BEHIND: dict[str, Bound] = {
    "or more": "at_least", "and more": "at_least", "or above": "at_least", "and above": "at_least", "at least": "at_least", "at the very least": "at_least", "at a minimum": "at_least",
    "or so": "about", "or thereabouts": "about", "give or take": "about", "or fewer": "at_most", "or less": "at_most", "at most": "at_most", "at the most": "at_most",
}  # fmt: skip
BEHIND: tuple[tuple[tuple[str, ...], Bound], ...] = tuple((tuple(words.split()), bound) for words, bound in _BEHIND.items())
SIGNS: dict[str, Bound] = {"~": "about", "≈": "about", ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most"}
BETWEEN = frozenset("the a an another only just exactly".split())


def before(tokens: Sequence[Token], i: int) -> tuple[int, Bound]:
    """(first token of the bound word, bound) of the number at token i; (i, exact) where none stands there."""
    for at in (i, i - 1):
        if at < i and norm_at(tokens, at) not in BETWEEN:
            break
        for words, bound in _LAST.get(norm_at(tokens, at - 1), ()):
            first = at - len(words)
            if first >= 0 and all(tokens[first + k].norm == w for k, w in enumerate(words)):
                return first, bound
    if i > 0 and tokens[i - 1].text in SIGNS and tokens[i - 1].end == tokens[i].start:
        return i - 1, SIGNS[tokens[i - 1].text]
    if norm_at(tokens, i - 1) == "-" and norm_at(tokens, i - 2) == "sub" and tokens[i - 1].end == tokens[i].start:
        return i - 2, "less_than"
    return i, "exact"


def behind(tokens: Sequence[Token], j: int) -> tuple[int, Bound] | None:
    """(end token, bound) where a bound word begins at token j: "or more", "at least", "500+"."""
    norm = norm_at(tokens, j)
    if norm == "+" and tokens[j - 1].end == tokens[j].start:
        return j + 1, "at_least"
    if norm in ("or", "and", "at", "give"):
        for words, bound in BEHIND:
            if words[0] == norm and tuple(t.norm for t in tokens[j : j + len(words)]) == words:
                after = norm_at(tokens, j + len(words))
                if words[0] != "at" or not (after.isdigit() or after in ("one", "two", "three")):  # "12 at least 3": the next one's
                    return j + len(words), bound
    return None
