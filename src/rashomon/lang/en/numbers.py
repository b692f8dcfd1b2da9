"""English numbers: digits with scale words, number words, fractions, and vague magnitudes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.en.nouns import PERSONS
from rashomon.lang.en.units import SCALES, SHORT_SCALES, UNITS
from rashomon.lang.tokens import Token

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
# Vague magnitudes: from one of the unit to ten of them (decision 27): dozens are 12 to 120, hundreds 100 to 1,000.
MAGNITUDES = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
TEN_OF_THEM = 10
VAGUE_BEFORE = frozenset({"several", "few", "many"})  # "several hundred" is as vague as "hundreds"
VAGUE_UNITS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
PARTS = {f"{word}s" if n > 2 else "halves": n for word, n in DENOMINATORS.items()} | DENOMINATORS
BEGINNINGS = frozenset({*ONES, *TENS, *MAGNITUDES, "a", "an", "half", "several", "few", "many"})  # of numbers in words, but for those with a hyphen
OF_WHAT = frozenset("the his her their its our your my those these this that them us it all".split())
TIME_NOUNS = frozenset("second minute hour day week month year century decade".split())
SHARE_BEFORE = frozenset("whom which only about nearly over barely roughly by to at than almost around under".split())
NO_HALF_BEFORE = frozenset("first second other latter that this in one and an each either".split())
NO_HALF_BEHIND = frozenset("an hour hours day year way brother sister hearted time century back moon".split())


class Number(NamedTuple):
    """Tokens i to j (exclusive) with a value; `high` differs for ranges and vague amounts; `scale` is the scale word's value,
    `share` tells that the value is a part of a whole in per cent."""

    i: int
    j: int
    low: float
    high: float
    vague: bool = False
    word: bool = False
    scale: float = 1
    share: bool = False
    unit: str | None = None


def value_of(text: str) -> float:
    """The value of digits as the tokenizer cuts them; a sign that was cut with them is none."""
    return float(text.replace(",", "").replace("٬", "").replace("٫", ".").lstrip("+-"))


def norm_at(tokens: Sequence[Token], i: int) -> str:
    """The folded token at i; "" outside the sentence."""
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Whether token i stands against the one before it, without a space."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def read_number(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token i: digits with a scale word, a fraction, number words, or a vague magnitude."""
    token = tokens[i]
    if token.kind == "number":
        return _parts_of_ten(tokens, _digits(tokens, i))
    if token.norm in MAGNITUDES:
        return _magnitude(tokens, i)
    if token.norm in VAGUE_BEFORE or (token.norm == "a" and norm_at(tokens, i + 1) == "few"):
        j = i + 1 + (token.norm == "a")
        unit = VAGUE_UNITS.get(norm_at(tokens, j))
        if unit is None:
            return None
        more = VAGUE_UNITS.get(norm_at(tokens, j + 1), 1) if norm_at(tokens, j + 1) in ("thousand", "million", "billion") else 1
        return Number(i, j + 1 + (more > 1), unit * more, unit * more * TEN_OF_THEM, vague=True)
    return fraction(tokens, i) or _words(tokens, i)


def _digits(tokens: Sequence[Token], i: int) -> Number:
    j, value, scale = i + 1, value_of(tokens[i].text), 1
    if (
        j + 1 < len(tokens)
        and tokens[j].text in "/⁄"
        and glued(tokens, j)
        and glued(tokens, j + 1)
        and tokens[j + 1].kind == "number"
        and norm_at(tokens, j + 2) == "of"
    ) and (part := _share(tokens, i, j + 2, value, value_of(tokens[j + 1].text))):
        return part
    if norm_at(tokens, j) == "and" and norm_at(tokens, j + 1) == "a" and norm_at(tokens, j + 2) == "half":
        value, j = value + 0.5, j + 3
    while (word := norm_at(tokens, j)) in SCALES:
        scale, j = scale * SCALES[word], j + 1
    if word.partition("-")[0] in SCALES and UNITS.get(word.partition("-")[2]) is not None:  # 1.8 billion-mile
        scale, unit = scale * SCALES[word.partition("-")[0]], UNITS[word.partition("-")[2]]
        return Number(i, j + 1, value * scale, value * scale, scale=scale, unit=unit)
    if scale == 1 and word == "dozen":
        scale, j = 12, j + 1
    if scale == 1 and word in SHORT_SCALES and glued(tokens, j) and (word not in UNITS or tokens[j].text == "M"):  # 4.3M; 37m are metres
        scale, j = SHORT_SCALES[word], j + 1
    return Number(i, j, value * scale, value * scale, scale=scale)


def _magnitude(tokens: Sequence[Token], i: int) -> Number | None:
    j, value = i, 1.0
    while (word := norm_at(tokens, j)) in MAGNITUDES:
        value, j = value * MAGNITUDES[word], j + 1
        if norm_at(tokens, j) == "of" and norm_at(tokens, j + 1) in MAGNITUDES:
            j += 1
    if j - i == 1 and tokens[i].norm in ("scores", "tens") and norm_at(tokens, j) != "of":
        return None  # "he scores", "the tens"
    return Number(i, j, value, value * TEN_OF_THEM, vague=True)


def fraction(tokens: Sequence[Token], i: int) -> Number | None:
    """A part of a whole in words, in per cent: "half of", "a third of", "two-thirds", "one in three", "nine out of ten"."""
    word, behind = tokens[i].norm, norm_at(tokens, i + 1)
    if word == "half":
        if behind == "a" and norm_at(tokens, i + 2) in VAGUE_UNITS:
            unit = VAGUE_UNITS[norm_at(tokens, i + 2)]
            return Number(i, i + 3, unit / 2, unit / 2, word=True, scale=unit)
        if behind == "a" and norm_at(tokens, i + 2) in UNITS:
            return Number(i, i + 2, 0.5, 0.5, word=True)  # "half a mile"
        before = norm_at(tokens, i - 1)
        if before in NO_HALF_BEFORE or behind in NO_HALF_BEHIND or behind == "-" or before == "-" or behind == "a":
            return None
        return _share(tokens, i, i + 1, 1, 2)
    if word in ("a", "an") and behind in DENOMINATORS and behind != "half":
        bounded = norm_at(tokens, i + 2) == "of" or norm_at(tokens, i - 1) in SHARE_BEFORE
        return _share(tokens, i, i + 2, 1, DENOMINATORS[behind]) if bounded else None
    above, _, below = word.partition("-")
    if above in ONES and below in PARTS:
        return _share(tokens, i, i + 1, ONES[above], PARTS[below])
    if word in ONES and behind in PARTS and (behind not in DENOMINATORS or (word == "one" and norm_at(tokens, i + 2) == "of")):
        return _share(tokens, i, i + 2, ONES[word], PARTS[behind])
    number = _words(tokens, i) if word in ONES else None
    return number and _parts_of_ten(tokens, number, number)


def _share(tokens: Sequence[Token], i: int, j: int, above: float, below: float) -> Number | None:
    """A part of a whole in per cent, or of one thing as that much of it ("a quarter of a mile"); None for lengths of time."""
    if not 0 < above < below:
        return None
    if norm_at(tokens, j) == "of" and norm_at(tokens, j + 1) in ("a", "an", "one"):
        return None if norm_at(tokens, j + 2) in TIME_NOUNS else Number(i, j + 2, above / below, above / below, word=True)
    part = round(100 * above / below, 2)
    return Number(i, j, part, part, word=True, share=True)


def _parts_of_ten(tokens: Sequence[Token], number: Number, whole: Number | None = None) -> Number | None:
    """`nine out of ten`, `one in three` as a share; else the number as it was (None when `whole` was the number itself)."""
    kept = None if whole else number
    j = number.j
    skip = 2 if norm_at(tokens, j) == "out" and norm_at(tokens, j + 1) == "of" else 1 if norm_at(tokens, j) == "in" else 0
    if norm_at(tokens, j + skip) == "every":
        skip += 1
    if not skip or number.vague or number.share or j + skip >= len(tokens):
        return kept
    at = tokens[j + skip]
    other = _digits(tokens, j + skip) if at.kind == "number" else _words(tokens, j + skip) if at.norm in ONES or at.norm in TENS else None
    if other is None or not number.low < other.low or at.kind != tokens[number.i].kind:
        return kept
    behind = norm_at(tokens, other.j)
    shared = (number.low == 1 and other.low in (2, 3, 4, 5, 6, 8, 10, 20, 50, 100, 1000)) or other.low in (10, 100)
    shared = shared or (
        number.word and other.low in (3, 4, 5) and (not behind.endswith("s") or behind in PERSONS)
    )  # "two in three voters", not "two in three attacks"
    if skip == 1 and not shared:
        return kept
    return _share(tokens, number.i, other.j, number.low, other.low)


def _words(tokens: Sequence[Token], i: int) -> Number | None:
    total, current, j, seen, scale = 0.0, 0.0, i, False, 1.0
    if tokens[i].norm in ("a", "an", "half", "several", "few", "many"):
        after = norm_at(tokens, i + 1)
        if not (tokens[i].norm == "a" and (after in SCALES or after == "dozen")):
            return None
        current, j = 1.0, i + 1
    while j < len(tokens):
        word = tokens[j].norm
        if word in ONES or word in TENS or ("-" in word and all(p in ONES or p in TENS for p in word.split("-"))):
            current += sum(ONES.get(p, TENS.get(p, 0)) for p in word.split("-"))
        elif word in SCALES and (seen or current):
            scale = SCALES[word]
            if scale == 100:
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * scale, 0.0
        elif word == "dozen" and (seen or current):
            current = (current or 1) * 12
        elif (
            word == "and"
            and seen
            and current % 100 == 0
            and (current or total)
            and (norm_at(tokens, j + 1) in ONES or norm_at(tokens, j + 1).partition("-")[0] in TENS)
        ):
            j += 1
            continue
        elif word == "and" and seen and norm_at(tokens, j + 1) == "a" and norm_at(tokens, j + 2) == "half":
            if current:
                current += 0.5
            else:
                total += scale / 2
            j += 3
            continue
        else:
            break
        seen, j = True, j + 1
    value = total + current
    return Number(i, j, value, value, word=True, scale=scale if total else 1) if seen and j > i else None
