"""A name cut into parts, and what each part is: a common given name, a kunya, an initial, a word that bodies are named with.

Titles are set apart, particles and articles left out, `abd` and `abu` written as one with what follows, `al-din` and `Allah` with
what precedes (Noureddine, Nur al-Din). The word list is `lang/data/name_parts.tsv`. Parts are kept once, in a book that grows, and
names hold numbers of parts, so that many names can be compared as tables of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import Gazetteer
from rashomon.link.letters import codes, is_arabic, sound_key
from rashomon.model import MentionType

MOST_PARTS, MOST_LETTERS, MOST_WHOLE = 8, 12, 24  # of a name, of a part, of a name written as one; the rest is not looked at
SENSES, ROWS = 4, 3  # meanings of a word, given names a part may spell: as many as are kept
PERSON, BODY, PLACE = 0, 1, 2
FAMILY_OF: dict[str, int] = {"person": PERSON, "organisation": BODY, "organization": BODY, "org": BODY, "group": BODY, "place": PLACE}
# How much the agreement of a part tells, in nats: about the logarithm of one over the share of people who bear it.
COMMON, GIVEN, RARE, PER_CONSONANT, MOST = 3.0, 5.0, 4.0, 1.0, 9.0
KIND, SIDE, WORD = 1.0, 3.0, 3.0
INITIAL, KUNYA, NUMBER, IS_SIDE, IS_KIND, IS_COMMON, IS_WORD, IS_PLACE = 1, 2, 4, 8, 16, 32, 64, 128
TITLED, DAUGHTER, ARABIC, TURNED, ACRONYM, SON = 1, 2, 4, 8, 16, 32

MOST_INITIALS = 3  # of a person, as interviews write them before an answer
FIRST_COUNTRY = 1000  # senses from here on are countries and regions
CLITICS = re.compile(r"^(?:و|ل|ب|ك)(?:ال)?(?=\w{3})|^لل(?=\w{3})")
ELISION = re.compile(r"\b[ld]'(?=\w)")
DOTTED = re.compile(r"\b(?:\w\.){2,}\w?(?!\w)")
WORDS = re.compile(r"[^\W_]+")
SUN = frozenset("as ash ad adh an ar at ath az es esh ech ed en er et ez us ush ud un ur ut uz".split())
KUNYA_WRITTEN_ON = re.compile(r"^(?:abou|aboo|abu|abo)(?=[bcdfghjklmnpqrstvwyz][a-z]{3})|^bou(?=[bcdfghjklmnpqrstvwyz][a-z]{4})|^ا?بو(?=\w{3})")
SERVANT = re.compile(r"^(?:abd|abed)(?:[aeou]l(?=[a-z]{3})|(?=r[a-z]{4})|[aeou](?=[bcdfghjklmnpqrstvwz][a-z]{3,}))|^عبد ?ال(?=\w{2,})")
TAIL = re.compile(r"^(\w{3,}?)(?:(?:al|el|ul|ed|ud|ad|id|od|a|e|u)d{1,2}(?:i|ee|y)ne?|الدين)$")
GOD = re.compile(r"^(\w{3,}?)(?:[auo]l{1,2}ah?|الله)$")
ALLAH = frozenset(("abd lah", "عبد له", "abd rahman", "عبد رحمن"))
GODS = {"الله": "له", "allah": "lah", "ullah": "lah", "ollah": "lah", "llah": "lah"}
ARTICLE = re.compile(r"^(?:ال(?=\w{3})|لل(?=\w{3}))")


@dataclass(frozen=True, slots=True)
class WordList:
    """Folded words by what they are; `senses` numbers the rows of kinds, sides and words of bodies."""

    roles: dict[str, str]
    common: frozenset[str]
    known: frozenset[str]
    senses: dict[str, tuple[tuple[int, int], ...]]
    shorts: dict[str, tuple[str, ...]]
    demonyms: frozenset[str]


def plain(word: str) -> str:
    folded = fold(word)
    return folded if folded.isalnum() else "".join(WORDS.findall(folded))


def word_list(gazetteer: Gazetteer) -> WordList:
    """The shipped lists, read once for each book."""
    roles: dict[str, str] = {}
    common: set[str] = set()
    known = {plain(form) for form in gazetteer.given}
    senses: dict[str, list[tuple[int, int]]] = {}
    shorts: dict[str, tuple[str, ...]] = {}
    for number, (kind, words, full) in enumerate(_rows()):
        if kind == "short":
            shorts |= dict.fromkeys(words, tuple(fold(full).split()))
        elif kind == "common":
            common |= words
        elif kind == "known":
            known |= words
        elif kind in ("kind", "side", "word"):
            flag = {"kind": IS_KIND, "side": IS_SIDE, "word": IS_WORD}[kind]
            for word in words:
                for form in {word, ARTICLE.sub("", word)}:
                    senses.setdefault(form, []).append((number, flag))
        else:
            roles |= dict.fromkeys(words, kind)
    demonyms = frozenset(gazetteer.demonyms)
    for number, forms in enumerate(_countries(gazetteer), FIRST_COUNTRY):
        for form in forms:
            senses.setdefault(form, []).append((number, IS_PLACE))
    return WordList(roles, frozenset(common), frozenset(known), {word: tuple(dict.fromkeys(rows)) for word, rows in senses.items()}, shorts, demonyms)


def _countries(gazetteer: Gazetteer) -> Iterator[set[str]]:
    """Each country or known region: its names of one word, the names of its people, and both as Arabic adjectives."""
    people: dict[str, set[str]] = {}
    for demonym, country in gazetteer.demonyms.items():
        people.setdefault(fold(country), set()).add(plain(demonym))
    for entry in gazetteer.entries():
        if entry.type == "place":
            forms = {form for name in entry.forms if " " not in (form := fold(name).replace("'", "").replace(".", "")) and form}
            for name in entry.forms:
                forms |= people.get(fold(name), set())
            for form in [f for f in forms if is_arabic(f)]:
                bare = ARTICLE.sub("", form)
                stem = re.sub(r"(?:يا|ا|ه)$", "", bare)
                forms |= {bare, stem + "ي", stem + "يه"}
            yield {form for form in forms if len(form) > 2}


def _rows() -> Iterator[tuple[str, set[str], str]]:
    folder = files("rashomon.lang.data")
    for line in folder.joinpath("name_parts.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *cells = line.split("\t")
            full = cells.pop() if kind == "short" else ""
            yield kind, {word for cell in cells for form in cell.split("|") if (word := plain(form))}, full
    for line in folder.joinpath("institutions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield "word", {plain(form) for cell in line.split("\t") for form in cell.split("|") if " " not in form}, ""


@dataclass(slots=True)
class Table:
    """The parts of a book as columns; row 0 is "no part"."""

    letters: NDArray[np.uint8]  # (n, MOST_LETTERS)
    length: NDArray[np.uint8]
    weight: NDArray[np.float32]
    flags: NDArray[np.uint8]
    senses: NDArray[np.int16]  # (n, SENSES), -1 where there is none
    given: NDArray[np.int16]  # (n, ROWS), -1 where there is none
    sounds: NDArray[np.int16]  # bits: which classes of consonants it has
    arabic: NDArray[np.bool_]


BITS = {ord(letter): 1 << bit for bit, letter in enumerate("ksjtdbflmnr")}


@dataclass(slots=True)
class PartBook:
    """Every part met so far. A part means one thing among people and another in the name of a body or place."""

    gazetteer: Gazetteer
    words: WordList = field(init=False)
    texts: list[str] = field(default_factory=lambda: [""])
    coded: list[bytes] = field(default_factory=lambda: [b""])
    keys: list[bytes] = field(default_factory=lambda: [b""])
    _numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    _rows: list[tuple[float, int, tuple[int, ...], tuple[int, ...], int, bool]] = field(default_factory=list)
    _common_keys: frozenset[bytes] = frozenset()
    _known_keys: frozenset[bytes] = frozenset()
    _table: Table | None = None

    def __post_init__(self) -> None:
        self.words = word_list(self.gazetteer)
        self._rows.append((0.0, 0, (), (), 0, False))
        self._common_keys = frozenset(k for w in self.words.common if len(k := sound_key(codes(w))) > 2)
        self._known_keys = frozenset(k for w in self.words.known if len(k := sound_key(codes(w))) > 2)

    def number(self, text: str, family: int, flags: int = 0) -> int:
        """The number of a part; a new one is written into the book."""
        known = self._numbers.get((text, family << 8 | flags))
        if known is not None:
            return known
        number = self._numbers[text, family << 8 | flags] = len(self.texts)
        coded = codes(text)[:MOST_LETTERS]
        key = sound_key(coded)
        senses: tuple[tuple[int, int], ...] = ()
        given: tuple[int, ...] = ()
        if len(text) == 1:
            flags |= NUMBER if text.isdigit() else INITIAL
        elif text.isdigit():
            flags |= NUMBER
        if family == PERSON:
            given = tuple(sorted(self.gazetteer.given.get(text, ())))[:ROWS]
        else:
            senses = self._senses(text)
            for _, flag in senses:
                flags |= flag
        weight = self._weight(text, key, family, flags)
        if weight == COMMON and family == PERSON:
            flags |= IS_COMMON
        bits = 0
        for letter in key:
            bits |= BITS.get(letter, 0)
        self.texts.append(text)
        self.coded.append(coded)
        self.keys.append(key)
        self._rows.append((weight, flags, tuple(n for n, _ in senses[:SENSES]), given, bits, is_arabic(text)))
        return number

    def _senses(self, text: str) -> tuple[tuple[int, int], ...]:
        known = self.words.senses
        found = known.get(text, ())
        if found or text.isascii():
            return found
        return known.get(ARTICLE.sub("", text)) or known.get(CLITICS.sub("", text), ())

    def _weight(self, text: str, key: bytes, family: int, flags: int) -> float:
        if flags & INITIAL:
            return 1.5
        if flags & NUMBER:
            return SIDE
        bare = text if text.isascii() else ARTICLE.sub("", text)
        if family == PERSON:
            if " " in text:  # Abd …, … al-Din: given names; a kunya is as rare as the name in it
                return COMMON + 1 if text in ALLAH else GIVEN if not flags & KUNYA else RARE + PER_CONSONANT * len(key)
            if text in self.words.common or bare in self.words.common or key in self._common_keys:
                return COMMON
            if text in self.words.known or bare in self.words.known or key in self._known_keys:
                return GIVEN
        elif flags & IS_SIDE:
            return SIDE
        elif flags & IS_KIND:
            return KIND
        elif flags & (IS_WORD | IS_PLACE):
            return WORD
        return min(MOST, RARE + PER_CONSONANT * len(key))

    def table(self) -> Table:
        """The book as columns, up to its last part."""
        have = 0 if self._table is None else len(self._table.length)
        new = self._rows[have:]
        if not new and self._table is not None:
            return self._table
        count = len(new)
        coded = self.coded[have:]
        letters = np.frombuffer(b"".join([c.ljust(MOST_LETTERS, b"\0") for c in coded]), np.uint8).reshape(count, MOST_LETTERS)
        senses, given = np.full((count, SENSES), -1, np.int16), np.full((count, ROWS), -1, np.int16)
        for row, (_, _, meanings, names, _, _) in enumerate(new):
            if meanings:
                senses[row, : len(meanings)] = meanings
            if names:
                given[row, : len(names)] = names
        fresh = Table(
            letters, np.array([len(c) for c in coded], np.uint8), np.array([r[0] for r in new], np.float32), np.array([r[1] for r in new], np.uint8),
            senses, given, np.array([r[4] for r in new], np.int16), np.array([r[5] for r in new], np.bool_),
        )  # fmt: skip
        old = self._table
        if old is None:
            self._table = fresh
        else:
            self._table = Table(*(np.concatenate([getattr(old, name), getattr(fresh, name)]) for name in Table.__slots__))
        return self._table


class Parsed(NamedTuple):
    """A name in parts. `parts` are numbers in the book; `flags` what the name as a whole shows; `titles` what was set apart."""

    text: str
    folded: str
    family: int
    parts: tuple[int, ...]
    flags: int
    acronym: str
    initials: str
    whole: bytes


class Parser:
    """Cuts names into parts; holds the book."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.book = PartBook(gazetteer)
        self._roles = self.book.words.roles
        self._shorts = self.book.words.shorts
        self._given = gazetteer.given
        self._demonyms = self.book.words.demonyms
        # Words of people's names that are one part wherever they stand, by its number; 0 for what is left out everywhere.
        self._plain = {word: 0 for word, role in self._roles.items() if role == "particle" and len(word) > 1}

    def parse(self, name: str, kind: MentionType | str) -> Parsed:
        """A name in parts. Raises KeyError for a kind of name that is none."""
        family = FAMILY_OF[kind]
        folded = fold(name)
        flags = 0 if folded.isascii() or not is_arabic(folded) else ARABIC
        text = (ELISION.sub("", folded) if family == BODY else folded).replace("'", "")
        if "." in text:
            text = DOTTED.sub(lambda m: m[0].replace(".", ""), text)
        if "," in text and family == PERSON and text.count(",") == 1:
            last, first = text.split(",")
            if first.strip():
                text = f"{first} {last}"
        words: list[str] = WORDS.findall(text)
        numbers: list[int] = []
        acronym = initials = ""
        if family == PERSON:
            plain, roles = self._plain, self._roles
            known = [plain.get(w) for w in words]
            if None not in known:
                numbers = [n for n in known if n]
            else:
                numbers, flags = self._person(words, flags)
                if all(w in plain or not (w in roles or w in SUN) for w in words):
                    plain.update(zip([w for w in words if plain.get(w) != 0], numbers, strict=True))
            if len(words) == 1 and len(words[0]) <= MOST_INITIALS:
                acronym = acronym_of(name)
                flags |= ACRONYM if acronym else 0
            else:
                initials = "".join([w[0] for w in words])
        else:
            numbers = self._other(words, family)
            if family == BODY:
                acronym = "" if len(words) == 1 and words[0] in self._shorts else acronym_of(name)
                if acronym:
                    flags |= ACRONYM
                else:
                    initials = "".join([w[0] for w in words])
        if not numbers:
            numbers = [self.book.number(w, family) for w in words]
        numbers = numbers[:MOST_PARTS]
        coded = self.book.coded
        whole = b"".join([coded[n] for n in numbers])[:MOST_WHOLE]
        return Parsed(name, folded, family, tuple(numbers), flags, acronym, initials, whole)

    def _other(self, words: list[str], family: int) -> list[int]:
        number, roles = self.book.number, self._roles
        out = []
        last = len(words) - 1
        for at, word in enumerate(words):
            if (roles.get(word) == "particle" and last) or (word in SUN and at < last and words[at + 1].startswith(word[1:])):
                continue
            if word == "ال":
                continue
            if family == BODY and word in self._shorts:
                out += [number(w, family) for w in self._shorts[word]]
            else:
                out.append(number(word, family))
        return out

    def _person(self, words: list[str], flags: int) -> tuple[list[int], int]:
        """Parts of a person's name, and the flags of the name."""
        roles, book = self._roles, self.book
        at, end = 0, len(words)
        while at < end - 1 and (roles.get(words[at]) == "title" or (words[at] in self._demonyms and roles.get(words[at + 1]) == "title")):
            at += 1
        if at:
            while at < end - 1 and roles.get(words[at]) == "particle":
                at += 1
            flags |= TITLED
        out: list[tuple[str, int]] = []
        pending, pending_flags = "", 0
        first = at
        while at < end:
            word = words[at]
            role = roles.get(word)
            if role is None:
                if word in SUN and at < end - 1 and words[at + 1].startswith(word[1:]):
                    at += 1
                    continue
            elif role == "particle":
                if not (len(word) == 1 and at == first) and (end > 1 or len(word) > 1):
                    at += 1
                    continue
            elif role == "son" and at < end - 1 and not (len(word) == 1 and at == first):
                flags |= SON
                at += 1
                continue
            elif role == "daughter" and at < end - 1:
                flags |= DAUGHTER | SON
                at += 1
                continue
            elif role == "kunya" and at < end - 1:
                pending, pending_flags = ("ام " if word == "ام" else "ابو ") if is_arabic(word) else ("um " if "m" in word else "abu "), KUNYA
                at += 1
                continue
            elif role == "servant" and at < end - 1:
                pending += "عبد " if is_arabic(word) else "abd "
                at += 1
                continue
            elif role == "tail" and out and not pending:
                before, held = out.pop()
                god = word.endswith(("lah", "له"))
                out.append((before + ((" له" if god else " دين") if is_arabic(word) else (" lah" if god else " din")), held))
                at += 1
                continue
            if not pending and len(word) > 5 and word not in self._given and (found := KUNYA_WRITTEN_ON.match(word)):
                pending, pending_flags, word = ("abu " if word[0] in "ab" else "ابو "), KUNYA, word[found.end() :]
            out.append((pending + GODS.get(word, ARTICLE.sub("", word)) if pending else _joined(word), pending_flags))
            pending, pending_flags = "", 0
            at += 1
        if pending:
            out.append((pending, 0))
        return [book.number(text, PERSON, held) for text, held in out], flags


def _joined(word: str) -> str:
    """One form for names that are written as one word or as two: Abdelaziz, Noureddine, Nasrallah."""
    if len(word) < 6:
        return word
    found = SERVANT.match(word)
    if found:
        return ("abd " if word[0] == "a" else "عبد ") + word[found.end() :]
    if word[-1] in "neن":
        found = TAIL.match(word)
        if found:
            return found[1] + (" din" if word[-1] in "ne" else " دين")
    elif word[-1] in "haه":
        found = GOD.match(word)
        if found:
            return found[1] + (" له" if word[-1] == "ه" else " lah")
    return word


def acronym_of(name: str) -> str:
    """The letters of a name that is an acronym, small; "" for any other. A short word in capitals among small ones is one too."""
    bare = name.strip(" ()").replace(".", "").replace("-", "").replace("'", "")
    if 2 <= len(bare) <= 10 and bare.isascii() and bare.isalnum() and sum(c.isupper() for c in bare) >= max(2, len(bare) - 2):
        return bare.lower()
    return ""
