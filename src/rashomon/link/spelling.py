"""Comparing a name with words of running text, one pair at a time: a score, whether they contradict, and why.

Words of a text are no names yet, and most only sound like one: fixed rules that leave nothing to chance are right here. Names that are
known to be names are compared by `link/likeness`.

A name is cut into parts without titles and particles. Parts agree by their letters, by their sounds across scripts, by
being initials or the translation of a word that institutions are named with. A part that one name leaves out makes the
match weaker; a part that each has and the other lacks makes them two. Known names (the gazetteer) decide first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from rashomon.lang.folding import ARABIC, fold, script_of
from rashomon.lang.gazetteer import Entry, Gazetteer
from rashomon.link.likeness import Comparison
from rashomon.link.sounds import Ear
from rashomon.model import MentionType

ARTICLES = re.compile(r"^(?:al|el|ad|ash|as|an|ar|at|az|ul|l)[-'’ ]+(?=\w)|^ال(?=\w{2,})")
PARTICLES = frozenset(
    "al el the of and for de del della di da dos du la le les y e von van der den bin ibn ben bint abu ould bani beni ال بن ابن ابو ابي بنت ولد من في و".split()
)
KINSHIP = frozenset("bin ibn ben bint abu ould بن ابن ابو ابي بنت ولد".split())
ABD = re.compile(r"\b(?:abd|abdel|abdul|abdal|abed|عبد)[ -]?(?:al|el|ul|ال)?[ -]?(?=\w{3,})")
SAME = 0.86
PART_AGREES = 0.8


@dataclass(frozen=True, slots=True)
class Parsed:
    text: str
    folded: str
    parts: tuple[str, ...]
    script: str
    entry: Entry | None


class Speller:
    """Compares names; holds the gazetteer and the table of translated words, both shipped and fixed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._parsed: dict[str, Parsed] = {}
        self._ear = Ear()

    @cached_property
    def _translations(self) -> dict[str, frozenset[str]]:
        """Folded word of an institution's name → the words it is translated with, both ways."""
        table: dict[str, set[str]] = {}
        for line in files("rashomon.lang.data").joinpath("institutions.tsv").read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            english, arabic = (cell.split("|") for cell in line.split("\t"))
            latin, other = {fold(w) for w in english}, {_bare(fold(w)) for w in arabic}
            for word in latin:
                table.setdefault(word, set()).update(other)
            for word in other:
                table.setdefault(word, set()).update(latin)
        for demonym, country in self._gazetteer.demonyms.items():
            entry = self._gazetteer.lookup(fold(country)) if country else None
            for form in entry.forms if entry else ():
                if ARABIC.search(form):
                    for word in self._nisba(_bare(fold(form))):
                        table.setdefault(demonym, set()).add(word)
                        table.setdefault(word, set()).update({demonym, fold(country)})
        return {word: frozenset(others) for word, others in table.items()}

    @staticmethod
    def _nisba(country: str) -> set[str]:
        """Adjectives of an Arabic country name, without article: ليبيا → ليبي, مصر → مصري."""
        stem = re.sub(r"(?:يا|ا|ه)$", "", country)
        return {country, stem + "ي", stem + "يه"}

    def parse(self, name: str) -> Parsed:
        """A name in parts: folded, without article and particles; `abd` joined to what follows."""
        if name not in self._parsed:
            folded = re.sub(r"\s+", " ", fold(name)).strip(" .,'\"-")
            joined = ABD.sub(lambda m: "عبد" if ARABIC.match(m[0]) else "abd", folded.replace("عبدال", "عبد ال"))
            words = [w for w in re.split(r"[\s/]+|(?<=\w)-(?=\w{3,})", joined) if w]
            parts = tuple(p for w in words if (p := _bare(w)) and p not in PARTICLES)
            self._parsed[name] = Parsed(name, folded, parts or tuple(words), script_of(name), self._gazetteer.lookup(folded))
        return self._parsed[name]

    def keys(self, name: str) -> set[str]:
        """Blocking keys: the coarse sounds of each part (and of its translations), plus initials."""
        parsed = self.parse(name)
        out = {self._ear.sounds(p).key for p in parsed.parts}
        for part in parsed.parts:
            out |= {"=" + w for w in (part, *self._translations.get(part, ()))}
        if len(parsed.parts) > 1:
            out.add("@" + "".join(p[0] for p in parsed.parts))
        elif _is_acronym(name):
            out.add("@" + parsed.folded.replace(".", ""))
        if parsed.entry is not None:
            out.add("#" + parsed.entry.name)
        return {k for k in out if len(k) > 1 or (len(parsed.parts) == 1 and k)}

    def compare(self, a: str, b: str, kind: MentionType) -> Comparison:
        """Compares two names of one kind."""
        one, two = self.parse(a), self.parse(b)
        if one.folded == two.folded:
            return Comparison(1.0, False, "the same letters")
        if one.entry is not None and two.entry is not None:
            if one.entry is two.entry:
                return Comparison(1.0, False, f"both are known names of {one.entry.name}")
            return Comparison(0.0, True, f"known names of {one.entry.name} and of {two.entry.name}")
        for entry, other in ((one.entry, two), (two.entry, one)):
            if entry is not None and len(other.parts) > 1:
                best = max((self._words(self.parse(f), other, kind) for f in entry.forms if len(self.parse(f).parts) > 1), key=lambda c: c.score, default=None)
                if best is not None and best.score >= SAME:
                    return Comparison(best.score, False, f"a spelling of {entry.name}: {best.why}")
        if kind in ("organisation", "group") and (found := self._initials(one, two)):
            return found
        return self._words(one, two, kind)

    def _initials(self, one: Parsed, two: Parsed) -> Comparison | None:
        for short, long in ((one, two), (two, one)):
            if _is_acronym(short.text) and len(long.parts) > 1:
                letters = short.folded.replace(".", "")
                capitals = "".join(w[0] for w in re.split(r"[\s-]+", long.text) if w[:1].isupper()).lower()
                if letters in ("".join(p[0] for p in long.parts), capitals):
                    return Comparison(0.9, False, f"{short.text} are the initials of {long.text}")
        return None

    def _words(self, one: Parsed, two: Parsed, kind: MentionType) -> Comparison:
        """Parts laid side by side, best first, in any order."""
        scores = sorted(((self.part(p, q, kind), -abs(i - j), i, j) for i, p in enumerate(one.parts) for j, q in enumerate(two.parts)), reverse=True)
        pairs: list[tuple[int, int, float]] = []
        for score, _, i, j in scores:
            if score >= PART_AGREES and all(i != x and j != y for x, y, _ in pairs):
                pairs.append((i, j, score))
        left = [p for i, p in enumerate(one.parts) if all(i != x for x, _, _ in pairs)]
        right = [q for j, q in enumerate(two.parts) if all(j != y for _, y, _ in pairs)]
        aligned = ", ".join(_pair(one.parts[i], two.parts[j]) for i, j, _ in sorted(pairs))
        if not pairs:
            return Comparison(0.0, bool(left and right), "no part agrees")
        mean = sum(s for _, _, s in pairs) / len(pairs)
        if left and right:
            return Comparison(0.3 * mean, True, f"{aligned}; but {' '.join(left)} against {' '.join(right)}")
        missing = len(left) + len(right)
        if missing == 0:
            ordered = [j for _, j, _ in sorted(pairs)]
            turned = ordered != sorted(ordered)
            if len(pairs) == 1 and kind == "person":
                return Comparison(min(mean, 0.85) if mean < 1 else 0.9, False, f"{aligned} (one name each)")
            return Comparison(mean - (0.02 if turned else 0), False, aligned + (" (order turned)" if turned else ""))
        if kind in ("organisation", "group", "place"):
            return Comparison(0.45 * mean, False, f"{aligned}; {' '.join(left or right)} only in one")
        weak = 0.8 if len(pairs) >= 2 else 0.55
        return Comparison(weak * mean, False, f"{aligned}; {' '.join(left or right)} left out")

    def part(self, a: str, b: str, kind: MentionType) -> float:
        """How well two parts agree, 0–1."""
        if a == b:
            return 1.0
        arabic = (bool(ARABIC.search(a)), bool(ARABIC.search(b)))
        if len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1:
            return 0.82 if a[0] == b[0] and kind == "person" else 0.0
        if arabic[0] != arabic[1] and kind != "person" and (b in self._translations.get(a, ()) or a in self._translations.get(b, ())):
            return 0.98
        if kind == "person" and (one := self._gazetteer.given.get(a)) and (two := self._gazetteer.given.get(b)):
            return 1.0 if one & two else 0.0  # Hassan and Hussein, Mohamed and Mahmoud: names of their own
        if kind in ("organisation", "group") and arabic[0] == arabic[1]:
            return 1.0 if a.rstrip("s") == b.rstrip("s") or _same_adjective(a, b) else 0.0
        score = self._ear.similarity(a, b)
        floor, share = (0.62, 0.38) if kind == "person" else (0.5, 0.5)
        if arabic[0] == arabic[1] and not arabic[0] and score > floor:
            score = min(score, floor + share * _letters(a, b))
        consonants = min(len(self._ear.sounds(a).consonants), len(self._ear.sounds(b).consonants))
        return score if consonants >= 2 or (score == 1.0 and min(len(a), len(b)) > 2) else score * 0.9


def _bare(word: str) -> str:
    """A folded word without its article; the possessive goes too."""
    word = re.sub(r"['’]s?$", "", word)
    return ARTICLES.sub("", word).strip("-'’.\"")


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return bare.isalpha() and bare.isascii() and bare.isupper() and 2 <= len(bare) <= 7


def _same_adjective(a: str, b: str) -> bool:
    """Libya / Libyan, Tamraya / Tamrayan: a country and its adjective in the name of a body."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 4 and long.startswith(short[:-1]) and long[len(short) - 1 :] in ("n", "an", "ian", "ese", "i", "ish") and short[:4] == long[:4]


def _letters(a: str, b: str) -> float:
    """Shared letters in order over the longer length (longest common subsequence)."""
    row = [0] * (len(b) + 1)
    for x in a:
        previous = row[:]
        for j, y in enumerate(b, 1):
            row[j] = previous[j - 1] + 1 if x == y else max(previous[j], row[j - 1])
    return row[-1] / max(len(a), len(b))


def _pair(a: str, b: str) -> str:
    return a if a == b else f"{a} = {b}"
