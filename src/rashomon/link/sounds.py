"""Consonants of a name in one alphabet for both scripts, so that spellings can be laid side by side.

Each letter (or digraph) stands for a set of sounds it is used for: Latin `g` for the sounds of ق, ج and غ, Arabic ذ for d,
dh, z. Two letters agree when their sets meet. Short vowels are not written in Arabic and waver in Latin, so they are kept
apart and only break ties. The correspondences are those of the usual romanisations (ALA-LC, press French, press Italian).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.lang.folding import ARABIC, fold

LATIN = {
    "tch": "C", "sch": "S", "kh": "x", "gh": "G", "sh": "S", "ch": "SCx", "th": "Tt", "dh": "Dd", "ph": "f", "dj": "j", "ck": "k", "zh": "zj", "ou": "", "oo": "", "ee": "", "aa": "",
    "b": "b", "c": "ks", "d": "d", "f": "f", "g": "kjG", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "pb", "q": "k", "r": "r", "s": "s", "t": "t", "v": "fvw", "w": "w",
    "x": "ks", "z": "zD",
}  # fmt: skip
ARABIC_SOUNDS = {
    "ب": "bpv", "پ": "p", "ت": "t", "ث": "Tts", "ج": "jG", "چ": "C", "ح": "h", "خ": "xh", "د": "d", "ذ": "Ddz", "ر": "r", "ز": "z", "ژ": "zj", "س": "s", "ش": "SC", "ص": "s", "ض": "dD", "ط": "t", "ظ": "Dzd",
    "غ": "Gk", "ف": "fv", "ڤ": "v", "ق": "kG", "ك": "k", "گ": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
# Letters that are long vowels as often as consonants: they may match a glide, a vowel or nothing.
GLIDES = {"w": "w", "و": "w", "y": "y", "ي": "y"}
SILENT = "اأإآىةعءؤئ'’`ʿʾ-"
NEAR = {frozenset(pair) for pair in ("xh", "xk", "sz", "td", "bp", "SC", "Sj", "Cj", "DT", "Tt", "kC", "fv", "bv", "nm", "sT", "dt", "zs", "Gr", "Gx")}
TOKEN = re.compile("tch|sch|kh|gh|sh|ch|th|dh|ph|dj|ck|zh|ou|oo|ee|aa|.", re.S)


@dataclass(frozen=True, slots=True)
class Sounds:
    """`consonants` as sets of sounds; `vowels` as the vowel classes between them (a, i, u), for ties."""

    consonants: tuple[str, ...]
    vowels: str

    @property
    def key(self) -> str:
        """A coarse form for blocking: one letter a consonant, sounds that waver put together."""
        return "".join(COARSE.get(c[0], c[0]) for c in self.consonants if c not in ("w", "y", "h"))


COARSE = {"G": "k", "j": "k", "x": "k", "C": "S", "T": "t", "D": "d", "z": "s", "p": "b", "v": "f", "t": "t", "d": "t"}
COARSE |= {"D": "t", "z": "s"}
VOWELS = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u", "y": "i", "ا": "a", "و": "u", "ي": "i", "ى": "a"}


class Ear:
    """Hears words and compares them; remembers the words it has heard."""

    def __init__(self) -> None:
        self._heard: dict[str, Sounds] = {}

    def sounds(self, word: str) -> Sounds:
        """Sounds of one part of a name. Doubled letters count once; a final h after a vowel is silent."""
        if word not in self._heard:
            folded = fold(word).strip("-'’ .")
            self._heard[word] = _arabic(folded) if ARABIC.search(folded) else _latin(folded)
        return self._heard[word]

    def similarity(self, a: str, b: str) -> float:
        """0–1: how well the sounds of two parts agree. 1 is the same consonants in the same order."""
        cross = bool(ARABIC.search(a)) != bool(ARABIC.search(b))
        if cross:
            a, b = _apart(a, b), _apart(b, a)
        return _similarity(self.sounds(a), self.sounds(b), cross)


def _latin(word: str) -> Sounds:
    consonants: list[str] = []
    vowels: list[str] = []
    word = re.sub(r"(?<=[aeiou])h$", "", word)
    pieces = TOKEN.findall(word)
    for at, piece in enumerate(pieces):
        if piece in ("ou", "oo"):
            vowels.append("u")
        elif piece == "ee":
            vowels.append("i")
        elif piece == "aa":
            vowels.append("a")
        elif piece == "w":
            consonants.append("w")
        elif piece == "y":
            following = pieces[at + 1] if at + 1 < len(pieces) else ""
            if (at == 0 or following[:1] in "aeou") and following:
                consonants.append("y")
            else:
                vowels.append("i")
        elif LATIN.get(piece):
            if not (consonants and consonants[-1] == LATIN[piece] and at and pieces[at - 1] == piece):
                consonants.append(LATIN[piece])
        elif piece in VOWELS:
            vowels.append(VOWELS[piece])
    return Sounds(tuple(consonants), "".join(vowels))


def _arabic(word: str) -> Sounds:
    consonants: list[str] = []
    vowels: list[str] = []
    for at, char in enumerate(word):
        if char in GLIDES:
            consonants.append(GLIDES[char])
        elif char == "ه" and at == len(word) - 1 and len(word) > 2:
            continue  # ta marbuta, folded
        elif char in ARABIC_SOUNDS:
            consonants.append(ARABIC_SOUNDS[char])
        elif char in VOWELS:
            vowels.append(VOWELS[char])
    return Sounds(tuple(consonants), "".join(vowels))


def _similarity(one: Sounds, two: Sounds, cross: bool) -> float:
    cost = _distance(one.consonants, two.consonants, cross)
    length = max(sum(c not in "wy" for c in one.consonants), sum(c not in "wy" for c in two.consonants))
    if length == 0:
        return 1.0 if one.vowels == two.vowels and one.vowels else 0.0
    score = 1 - cost / max(length, 2)
    if not cross and length <= 2 and one.vowels != two.vowels:
        score -= 0.25 * min(2, _distance(tuple(one.vowels), tuple(two.vowels), False))
    return max(0.0, score)


def _apart(word: str, other: str) -> str:
    """A Latin word with "sh", "th" … cut in two where the Arabic word writes two letters for them (Vasholm, فاسهولم)."""
    for digraph, letters in (("sh", "سه"), ("th", "ته"), ("dh", "ده"), ("gh", "جه"), ("kh", "كه"), ("ph", "به")):
        if letters in other:
            word = re.sub(digraph, f"{digraph[0]}-h", word, flags=re.I)
    return word


def _distance(a: tuple[str, ...], b: tuple[str, ...], cross: bool) -> float:
    """Edit distance over sounds: no cost where sets meet, half where sounds are near; glides are cheap to leave out."""
    drops = [_drop(sound, cross) for sound in b]
    row = [0.0]
    for drop in drops:
        row.append(row[-1] + drop)
    for one in a:
        own = _drop(one, cross)
        previous, row = row, [row[0] + own]
        for j, (two, drop) in enumerate(zip(b, drops, strict=True), 1):
            row.append(min(previous[j] + own, row[-1] + drop, previous[j - 1] + _swap(one, two)))
    return row[-1]


def _drop(sound: str, cross: bool) -> float:
    if sound in ("w", "y"):
        return 0.0 if cross else 0.25
    return 0.5 if sound == "h" else 1.0


@cache  # of the few dozen sets of sounds that letters stand for
def _swap(a: str, b: str) -> float:
    if set(a) & set(b):
        return 0.0
    return 0.5 if any(frozenset((x, y)) in NEAR for x in a for y in b) else 1.0
