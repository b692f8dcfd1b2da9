"""Letters of names in both scripts as codes, and what it costs to write one for another.

A part of a name is cut into graphemes: single letters, and the groups that romanisations write for one sound (kh, gh, ou).
Every grapheme of either script has a code; costs stand in one table for Latin–Latin, Latin–Arabic and Arabic–Arabic alike.
The costs were learned by `training/names.py` from pairs of spellings (see the card in link/data): a cost is the negative
logarithm of how often one grapheme stands where the other does, in nats, so that 0 is "always", and 3 one time in twenty.
"""

from __future__ import annotations

import re

from rashomon.lang.folding import ARABIC

DIGRAPHS = ("tch", "sch", "kh", "gh", "sh", "th", "dh", "ch", "ph", "dj", "zh", "ts", "ou", "oo", "ee", "aa", "ei", "ai", "ay", "ey", "au", "aw", "ow")
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ARABIC_LETTERS = "اءبتثجحخدذرزسشصضطظعغفقكلمنهوي" + "پچژگڤ"
DIGITS = "0123456789"
ENDS = ("ah", "ه$", "ي$", "^ا")  # what is another sound at the end, or the beginning, of a word: ta marbuta, alef maqsura, a carrier of hamza
PAD, ARTICLE, OTHER, KUNYA, MOTHER, SERVANT, FAITH, GOD = range(8)
GRAPHEMES: tuple[str, ...] = ("", "AL", "?", "ABU", "UMM", "ABD", "DIN", "LAH", *DIGITS, *LATIN_LETTERS, *DIGRAPHS, *ARABIC_LETTERS, *ENDS)
CODE = {grapheme: code for code, grapheme in enumerate(GRAPHEMES)}
COUNT = len(GRAPHEMES)
# Letters of Persian, Urdu and Kurdish that folding leaves, as the Arabic letters nearest in use.
NEIGHBOURS = str.maketrans({"ۆ": "و", "ۇ": "و", "ێ": "ي", "ې": "ي", "ے": "ي", "ە": "ه", "ھ": "ه", "ہ": "ه", "ڕ": "ر", "ڑ": "ر", "ڵ": "ل", "ڈ": "د", "ٹ": "ت", "ں": "ن", "ڨ": "ق", "ڭ": "ك", "ڪ": "ك", "ٲ": "ا", "ٳ": "ا", "ى": "ي"})  # fmt: skip
# Latin letters that have no accent to fold away.
STROKES = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "a"})
DOUBLED = re.compile(r"([^\W\d_aeo])\1")
GROUPS = re.compile(r"ah(?<=.ah)$|eh(?<=.eh)$|" + "|".join(DIGRAPHS))
# The article written on to its word: always in Arabic; in Latin script before a consonant, and doubled before a sun letter (ezzahri, annahhas).
WRITTEN_ON = re.compile(r"^(?:[ae]l(?=[bcdfghjklmnpqrstvwyz][a-z]{3,})|[ae](?=(ss|zz|dd|rr|tt|nn|ch{2}|shsh)[a-z]{3,})|ال(?=\w{3,}))")
# Words that make one name with the next or the last, as one sign each.
WHOLE = {"abu": KUNYA, "ابو": KUNYA, "um": MOTHER, "ام": MOTHER, "abd": SERVANT, "عبد": SERVANT, "din": FAITH, "دين": FAITH, "lah": GOD, "له": GOD}
# The sounds that waver between spellings, put together: for finding what may be compared at all, and how rare a name is.
CLASSES = {
    "k": "kqgxcخقكگغ", "kh": "k", "gh": "k", "ch": "s", "sh": "s", "sch": "s", "tch": "s", "j": "j", "dj": "j", "zh": "j",
    "t": "tطت", "th": "t", "d": "dدضذظ", "dh": "d", "s": "szسزصث", "ts": "s", "b": "bpبپ", "f": "fvفڤ", "ph": "f", "l": "lل", "m": "mم", "n": "nن", "r": "rر",
}  # fmt: skip


# Groups stand as characters of the private area while a word is read; every character then becomes the one whose number is its code.
CHARACTERS = {grapheme: chr(0xE000 + code) for grapheme, code in CODE.items()}


class _Codes(dict[int, str]):
    """Code point → the character of its code, "" for marks, that of OTHER for letters of further scripts; filled as they are met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        code = point - 0xE000 if 0xE000 <= point < 0xE000 + COUNT else CODE.get(char, OTHER if char.isalnum() else None)
        found = self[point] = "" if code is None else chr(code)
        return found


CODES = _Codes()


def _classes() -> dict[str, str]:
    out: dict[str, str] = {}
    for name, members in CLASSES.items():
        if name in CODE and len(name) > 1:
            out[name] = members
        else:
            out |= dict.fromkeys(members, name)
    return out | {"DIN": "d", "LAH": "l", "ABD": "b", "ش": "s", "چ": "s", "ج": "j", "ژ": "j", "j": "j"}


CLASS_OF = _classes()
KEYED = bytes(ord(CLASS_OF.get(g, g if g in DIGITS else "-")[0]) if g else 45 for g in GRAPHEMES)
KEYED = KEYED + bytes(256 - len(KEYED))
UNKEYED = bytes(code for code, g in enumerate(GRAPHEMES) if g not in CLASS_OF and g not in DIGITS)


def is_arabic(text: str) -> bool:
    """Whether a folded text holds Arabic letters."""
    return not text.isascii() and ARABIC.search(text) is not None


def codes(part: str) -> bytes:
    """One byte for each grapheme of a folded part; doubled letters count once, marks that stand for hamza and ayn are left out."""
    head = tail = 0
    if " " in part:
        head, tail = WHOLE.get(part.partition(" ")[0], 0), WHOLE.get(part.rpartition(" ")[2], 0)
        part = part[part.index(" ") + 1 :] if head else part[: part.rindex(" ")]
        if head and tail and " " in part:
            part = part[: part.rindex(" ")]
        elif head:
            tail = 0
    if not part.isascii():
        part = part.translate(NEIGHBOURS).translate(STROKES)
    article = WRITTEN_ON.match(part)
    if article:
        part = part[article.end() :]
    if DOUBLED.search(part):
        part = DOUBLED.sub(r"\1", part)
    part = GROUPS.sub(_group, part)
    if part and not part.isascii():
        if not article and part[0] == "ا":
            part = CHARACTERS["^ا"] + part[1:]
        if len(part) > 1 and part[-1] in "هي":
            part = part[:-1] + CHARACTERS[part[-1] + "$"]
    coded = part.translate(CODES).encode("latin-1")
    return (bytes([head]) if head else b"") + (b"\1" if article else b"") + coded + (bytes([tail]) if tail else b"")


def _group(match: re.Match[str]) -> str:
    return CHARACTERS["ah" if match[0] == "eh" else match[0]]


def sound_key(coded: bytes) -> bytes:
    """The classes of the consonants of a coded part, without h, w, y and what is silent in one script or the other."""
    return coded.translate(KEYED, UNKEYED)
