"""The spellings of a name that the comparison accepts, in both scripts, likeliest first.

Each part is spelt anew: known given names by the list, others letter by letter with the learned costs (a best-first search that
keeps the cheapest beginnings), articles and `abd`, `abu`, `al-din` in their usual forms. What comes of it is compared with
the name as any other pair would be, and only what is accepted is given. Nothing of this is looked up anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import Gazetteer
from rashomon.link.alignment import LetterCosts
from rashomon.link.letters import COUNT, ENDS, GRAPHEMES, codes, is_arabic
from rashomon.link.likeness import Matcher
from rashomon.model import MentionType

ACCEPTED = 0.5  # likelihood from which a spelling is given
MOST = 20  # spellings of one script
BEAM, PER_PART, TRIED = 40, 12, 400  # beginnings kept, spellings of a part, names compared
NEAR, FAR = 2.0, 3.5  # nats that leaving out a letter may cost, and writing another
SCALE = 16
SHORT = {"a": 0.5, "i": 1.1, "e": 1.0, "u": 1.3, "": 0.9}  # nats for the vowel that Arabic leaves out between two consonants
UNWRITTEN = 0.4  # nats for a vowel that Arabic does not write; towns, from which costs are learned, have more long ones than people
VOWELS = frozenset("aeiou")
ARTICLES = re.compile(r"(?:^|[\s(])(?:al|el|ul|as|ash|ad|adh|an|ar|at|ath|az|es|ed|en|er|et|ez)[\s'-]+$")
LATIN_ARTICLES = (("al-", 0.0), ("Al ", 0.5), ("el-", 0.6), ("", 0.9), ("El ", 1.2), ("Al", 1.3))
JOINED: dict[str, tuple[tuple[str, float], ...]] = {
    "abd": (("Abdul {}", 0.2), ("Abdel {}", 0.3), ("Abd al-{}", 0.3), ("Abdul{1}", 0.4), ("Abdel{1}", 0.5)),
    "عبد": (("عبد ال{}", 0.1), ("عبدال{}", 0.3)),
    "abu": (("Abu {}", 0.1), ("Abou {}", 0.6), ("Abu al-{}", 0.9)),
    "ابو": (("أبو {}", 0.1), ("ابو {}", 0.4), ("أبو ال{}", 0.9)),
    "um": (("Umm {}", 0.1), ("Um {}", 0.4)),
    "ام": (("أم {}", 0.1), ("ام {}", 0.5)),
    "din": (("{} al-Din", 0.2), ("{}eddine", 0.5), ("{}uddin", 0.6), ("{} el-Din", 0.6)),
    "دين": (("{} الدين", 0.1),),
    "lah": (("{}allah", 0.2), ("{} Allah", 0.6), ("{}ullah", 0.8)),
    "له": (("{} الله", 0.1), ("{}الله", 0.4)),
}
ACROSS = {"abd": "عبد", "abu": "ابو", "um": "ام", "din": "دين", "lah": "له"}
ACROSS |= {arabic: latin for latin, arabic in ACROSS.items()}


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling, its `script` (`Latn`, `Arab`), and the `score` of its comparison with the name (0–1)."""

    name: str
    script: str
    score: float


def variants(name: str, kind: MentionType, matcher: Matcher, gazetteer: Gazetteer, most: int = MOST) -> list[Variant]:
    """Up to `most` spellings of each script that the comparison accepts for a name, the likeliest first, Latin before Arabic."""
    out: list[Variant] = []
    for script in ("Latn", "Arab"):
        made = [n for n in dict.fromkeys(_spellings(name, kind, script, matcher, gazetteer)) if n.strip()][:TRIED]
        if not made:
            continue
        mine = matcher.prepare([name], kind)
        theirs = matcher.prepare(made, kind)
        found = matcher.compare_many(mine, theirs, np.zeros(len(made), np.intp), np.arange(len(made)))
        ranked = [(n, float(score)) for n, score in zip(made, found.score, strict=True) if score >= ACCEPTED and n != name]
        out += [Variant(n, script, round(score, 4)) for n, score in ranked[:most]]
    return out


def _spellings(name: str, kind: MentionType, script: str, matcher: Matcher, gazetteer: Gazetteer) -> Iterator[str]:
    """Spellings of a whole name in one script, the cheapest first."""
    entry = gazetteer.lookup(fold(name))
    if entry is not None:
        yield from (f for f in entry.forms if is_arabic(f) == (script == "Arab"))
    parsed = matcher.parser.parse(name, kind)
    texts = [matcher.parser.book.texts[n] for n in parsed.parts]
    spelt = [_part(text, parsed.folded, kind, script, matcher, gazetteer) for text in texts]
    if all(spelt):
        rows = sorted((sum(cost for _, cost in row), [word for word, _ in row]) for row in product(*(part[: _few(len(spelt))] for part in spelt)))
        turn = kind in ("organisation", "group") and len(texts) > 1 and any(is_arabic(t) != (script == "Arab") for t in texts)
        for _, words in rows[:TRIED]:
            yield " ".join(reversed(words) if turn else words)  # "the National Army", الجيش الوطني


def _few(parts: int) -> int:
    """How many spellings of each part are combined, so that all of them together stay few."""
    return max(2, int((4 * TRIED) ** (1 / max(1, parts)))) if parts > 2 else 2 * PER_PART


def _part(text: str, whole: str, kind: MentionType, script: str, matcher: Matcher, gazetteer: Gazetteer) -> list[tuple[str, float]]:
    """Spellings of one part with their costs in nats, the cheapest first."""
    words = text.split(" ")
    if len(words) > 1:  # joined by the parser: abd …, … al-din
        at = 0 if words[0] in ACROSS and words[0] not in ("din", "دين", "lah", "له") else len(words) - 1
        sign = words[at] if is_arabic(words[at]) == (script == "Arab") else ACROSS[words[at]]
        rest = " ".join(words[:at] + words[at + 1 :])
        if {sign, rest} in ({"abd", "lah"}, {"عبد", "له"}):
            return [("Abdullah", 0.0), ("Abdallah", 0.2), ("Abdulla", 0.9)] if script == "Latn" else [("عبد الله", 0.0), ("عبدالله", 0.2)]
        inner = _part(rest, "", kind, script, matcher, gazetteer)
        made = [(form.replace("{1}", "{}").format(word.lower() if "{1}" in form else word), cost + more) for word, cost in inner for form, more in JOINED[sign]]
        return _best(made)
    article = text.startswith("ال") and len(text) > 4 if is_arabic(text) else bool(ARTICLES.search(whole[: max(0, whole.find(text))]))
    bare = text[2:] if article and is_arabic(text) else text
    if kind != "person" and (translated := list(_translated(text, bare, script, matcher))):
        return translated
    listed = list(_listed(bare, kind, script, gazetteer))
    spelt = _best([*listed, *_letters(bare, script, matcher.costs, 0.3 if listed else 0.0)])
    if article and script == "Arab":
        return [("ال" + word.removeprefix("ال"), cost) for word, cost in spelt] + [(word, cost + 1.2) for word, cost in spelt[:3]]
    if article:
        return _best([(prefix + word, cost + more) for word, cost in spelt for prefix, more in LATIN_ARTICLES])
    return spelt


def _listed(text: str, kind: MentionType, script: str, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """The forms of a known given name, as the list writes them."""
    if kind == "person":
        for row in sorted(gazetteer.given.get(text, ())):
            every = [f for f, rows in gazetteer.given.items() if row in rows and " " not in f]
            feminine = any(f.endswith(("a", "ah")) for f in every)
            forms = [f for f in every if is_arabic(f) == (script == "Arab")]
            yield from ((f[:-1] + "ة" if feminine and f.endswith("ه") else _shown(f, script), 0.05 * n) for n, f in enumerate(forms))


def _translated(text: str, bare: str, script: str, matcher: Matcher) -> Iterator[tuple[str, float]]:
    """A word that bodies and places are named with: itself in its script, its translations in the other."""
    senses = matcher.parser.book.words.senses
    meant = {sense for sense, _ in senses.get(text) or senses.get(bare, ())}
    if meant and is_arabic(text) == (script == "Arab"):
        yield _shown(text, script), 0.0
    elif meant:
        forms = [f for f, rows in senses.items() if rows[0][0] in meant and is_arabic(f) == (script == "Arab")]
        yield from ((_shown(f, script), 0.1 * n) for n, f in enumerate(sorted(forms)[:PER_PART]))


def _letters(text: str, script: str, costs: LetterCosts, more: float) -> Iterator[tuple[str, float]]:
    """Spellings letter by letter."""
    arabic = script == "Arab"
    if is_arabic(text) == arabic:
        yield _shown(text, script), more
    coded = codes(text)
    cross = is_arabic(text) != arabic
    beam: list[tuple[float, str]] = [(0.0, "")]
    for at, code in enumerate(coded):
        beam = sorted(_longer(beam, code, at, coded, arabic, cross, costs))[:BEAM]
    for cost, word in beam:
        if len(word) > 1:
            yield _shown(word, script), cost + more


def _longer(beam: Iterable[tuple[float, str]], code: int, at: int, coded: bytes, arabic: bool, cross: bool, costs: LetterCosts) -> Iterator[tuple[float, str]]:
    choices = _choices(code, at, len(coded), arabic, cross, costs)
    seen: dict[str, float] = {}
    for cost, word in beam:
        for letters, more in choices:
            between = SHORT if cross and not arabic and word and word[-1] not in VOWELS and letters[:1] not in VOWELS and letters else {"": 0.0}
            for vowel, price in between.items():
                grown = word + vowel + letters
                total = cost + more + price
                if total < seen.get(grown, 99.0):
                    seen[grown] = total
    yield from ((cost, word) for word, cost in seen.items())


def _choices(code: int, at: int, size: int, arabic: bool, cross: bool, costs: LetterCosts) -> list[tuple[str, float]]:
    """What may stand for a letter: others of the script that are near enough, or nothing."""
    out: list[tuple[str, float]] = []
    for other in range(8, COUNT):
        grapheme = GRAPHEMES[other]
        price = (costs.pairs[code, other] + (max(0, costs.rarity[other] - costs.rarity[code]) if other != code else 0)) / SCALE
        if price > FAR or (ARABIC.search(grapheme) is not None) != arabic or (grapheme.isdigit() and other != code):
            continue
        if (grapheme in ENDS[:3] and at < size - 1) or (grapheme == "^ا" and at):
            continue
        out.append((SHOWN.get(grapheme, grapheme), price))
    gap = (costs.cross if cross else costs.same)[code] / SCALE
    if cross and arabic and GRAPHEMES[code] in VOWELS:
        gap = min(gap, UNWRITTEN)
    if gap <= NEAR and 0 < at < size - 1:
        out.append(("", gap))
    return out or [(SHOWN.get(GRAPHEMES[code], GRAPHEMES[code]), 0.0)]


SHOWN = {"ه$": "ة", "ي$": "ي", "^ا": "ا", "AL": "al", "?": ""}


def _shown(word: str, script: str) -> str:
    return word if script == "Arab" else "-".join(piece[:1].upper() + piece[1:] for piece in word.split("-"))


def _best(made: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """The cheapest of each spelling, in order of cost."""
    least: dict[str, float] = {}
    for word, cost in made:
        least[word] = min(cost, least.get(word, 99.0))
    return sorted(least.items(), key=lambda item: (item[1], item[0]))[: 2 * PER_PART]
