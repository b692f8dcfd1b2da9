"""Arabic numbers over folded words: digits with scale words, number words, parts of a whole, vague magnitudes.

Number words stand in both genders and cases; hundreds are written joined (ثلاثمائة) or apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token

_ONES = {
    1: "واحد واحدة أحد إحدى", 2: "اثنان اثنين اثنتان اثنتين اثنا اثنتا اثني اثنتي", 3: "ثلاث ثلاثة", 4: "أربع أربعة", 5: "خمس خمسة", 6: "ست ستة", 7: "سبع سبعة", 8: "ثمان ثمانية ثماني",
    9: "تسع تسعة", 10: "عشر عشرة",
}  # fmt: skip
_TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_HUNDREDS = {
    100: "مئة مائة",
    200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
    **{n * 100: f"{stem}مئة {stem}مائة" for n, stem in zip(range(3, 10), "ثلاث أربع خمس ست سبع ثمان تسع".split(), strict=True)},
}


def _table(source: dict[int, str]) -> dict[str, int]:
    return {fold(word): value for value, words in source.items() for word in words.split()}


ONES, TENS, HUNDREDS = _table(_ONES), _table(_TENS), _table(_HUNDREDS)
SCALES = {fold(w): v for v, ws in {1000: "ألف ألفا آلاف", 10**6: "مليون مليونا ملايين", 10**9: "مليار مليارا مليارات بليون"}.items() for w in ws.split()}
DUAL_SCALES = {
    fold(w): v
    for v, ws in {2000: "ألفان ألفين ألفا ألفي", 2 * 10**6: "مليونان مليونين مليونا مليوني", 2 * 10**9: "ملياران مليارين"}.items()
    for w in ws.split()
}
MAGNITUDES = {fold(w): v for w, v in {"عشرات": 10, "مئات": 100, "مئآت": 100, "آلاف": 1000, "ألوف": 1000, "ملايين": 10**6, "مليارات": 10**9}.items()}
TEN_OF_THEM = 10
FEW = frozenset({"بضع", "بضعه", "عده"})
PARTS = {fold(w): v for w, v in {"نصف": 50, "ثلث": 100 / 3, "ثلثا": 200 / 3, "ثلثي": 200 / 3, "ثلثين": 200 / 3, "ثلثان": 200 / 3, "ربع": 25}.items()}
PARTS_OF = {"ارباع": 4, "اخماس": 5, "اعشار": 10}
NO_WHOLES = frozenset(fold(w) for w in "الساعة القرن العام السنة الليل النهار الطريق الأول الثاني الثالث الرابع الأخير النهائي الكرة".split())
# Words that a prefix makes out of a number word by chance: "I am not".
NO_NUMBERS = frozenset({"لست", "لستم", "لسنا", "الاثنين", "والاثنين"})


PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل")  # conjunctions, prepositions and article before a number word


class Number(NamedTuple):
    """A value that ends before token j; `share` tells that it is a part of a whole in per cent."""

    j: int
    low: float
    high: float
    vague: bool = False
    word: bool = False
    share: bool = False


def norm_at(tokens: Sequence[Token], i: int) -> str:
    """The folded token at i; "" outside the sentence."""
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Whether token i stands against the one before it, without a space."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def forms(word: str) -> list[str]:
    """The word, and what is left of it without و ف ب ل ك before it, without the article."""
    forms = [word]
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            forms.append(word[len(prefix) :])
    return forms


def _simple(word: str) -> tuple[float, str] | None:
    if word in NO_NUMBERS:
        return None
    for form in forms(word):
        for kind, table in (("one", ONES), ("ten", TENS), ("hundred", HUNDREDS), ("dual", DUAL_SCALES), ("scale", SCALES)):
            if form in table:
                return float(table[form]), kind
    return None


def read_number(tokens: Sequence[Token], i: int, one: bool = False) -> Number | None:
    """The number that begins at token i; `one`: up to the first "and", as behind "between"."""
    token = tokens[i]
    if token.kind == "number":
        return _digits(tokens, i)
    if (special := vague(tokens, i) or _part(tokens, i)) is not None:
        return special
    total, current, j, words = 0.0, 0.0, i, 0
    while j < len(tokens) and tokens[j].kind == "word":
        found = _simple(tokens[j].norm)
        if (
            found is None
            or (one and words and tokens[j].norm.startswith("و"))
            or (words and not (tokens[j].norm.startswith("و") or found[1] == "scale" or (found[1] in ("one", "hundred") and words == 1 and current < 10)))
        ):
            break
        value, kind = found
        if kind == "scale":
            if not words and not tokens[j].norm.startswith(("الف", "مليون", "مليار")):
                break
            total, current = total + (current or 1) * value, 0.0
            if norm_at(tokens, j + 1) == "ونصف":  # "three million and a half"
                total, j = total + value / 2, j + 1
                j += norm_at(tokens, j + 1) in ("المليون", "المليار", "الالف")
        elif kind == "hundred" and value == 100 and 2 < current < 10:
            current *= 100
        else:
            current += value
        words, j = words + 1, j + 1
    return Number(j, total + current, total + current, word=True) if words else None


def _digits(tokens: Sequence[Token], i: int) -> Number:
    value, j = float(fold(tokens[i].text).replace(",", "").lstrip("+-")), i + 1
    if (
        norm_at(tokens, j) == ","
        and glued(tokens, j)
        and glued(tokens, j + 1)
        and len(norm_at(tokens, j + 1)) <= 2
        and norm_at(tokens, j + 2) in SCALES
        and tokens[j + 1].kind == "number"
    ):
        value, j = float(f"{tokens[i].norm}.{tokens[j + 1].norm}"), j + 2  # 3,5 million
    while (word := norm_at(tokens, j)) in SCALES:
        value, j = value * SCALES[word], j + 1
        if norm_at(tokens, j) == "ونصف":
            value, j = value + SCALES[word] / 2, j + 1
            j += norm_at(tokens, j) in ("المليون", "المليار", "الالف")
    return Number(j, value, value)


def vague(tokens: Sequence[Token], i: int) -> Number | None:
    """A vague magnitude: "عشرات", "مئات الآلاف", "بضع مئات"; from one of the unit to ten of them (decision 27)."""
    at = i + 1 if tokens[i].norm in FEW else i
    word = next((f for f in forms(norm_at(tokens, at)) if f in MAGNITUDES), None)
    if not word:
        return None
    value, j = float(MAGNITUDES[word]), at + 1
    while j < len(tokens) and (more := next((f for f in forms(tokens[j].norm) if f in MAGNITUDES or f in SCALES), None)):
        value, j = value * (MAGNITUDES.get(more) or SCALES[more]), j + 1
    return Number(j, value, value * TEN_OF_THEM, vague=True)


def _part(tokens: Sequence[Token], i: int) -> Number | None:
    """A part of a whole, in per cent: "نصف السكان", "ثلثهم", "بزيادة الثلث", "ثلاثة أرباع"; not of an hour or a year, no semi-final."""
    norm, behind = tokens[i].norm, norm_at(tokens, i + 1)
    if behind in PARTS_OF and (above := _simple(norm)) and above[0] < PARTS_OF[behind]:
        return _share(i + 2, 100 * above[0] / PARTS_OF[behind])
    if norm in ("ونصف", "وربع", "وثلث"):
        return None  # "a year and a half"
    for form in forms(norm):
        if form in PARTS:
            if behind in SCALES and PARTS[form] == 50:
                return Number(i + 2, SCALES[behind] / 2, SCALES[behind] / 2, word=True)
            whole = behind.startswith(("ال", "هذ", "هول", "سكان", "عدد", "اهالي")) or behind.endswith(("ها", "هم"))
            if norm.removeprefix("و").startswith(("ال", "بال")):  # "the half", "the first quarter"
                whole = behind in ("", ".", ",", "عما", "مما", "علي", "من", "عن", "في", "خلال")
            return _share(i + 1, PARTS[form]) if whole and behind not in NO_WHOLES else None
        for suffix in ("هم", "هن", "ها", "نا"):
            if form.removesuffix(suffix) in PARTS and form.endswith(suffix):
                return _share(i + 1, PARTS[form.removesuffix(suffix)])
    return None


def _share(j: int, part: float) -> Number:
    return Number(j, round(part, 2), round(part, 2), word=True, share=True)
