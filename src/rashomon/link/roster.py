"""The different names of a record, cut into parts once: what they share, how well two of them fit, how many may bear each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.lang.folding import fold
from rashomon.link.blocking import Keyed
from rashomon.link.evidence import Columns
from rashomon.link.letters import codes, sound_key
from rashomon.link.likeness import Comparison, Found, Matcher
from rashomon.link.parts import ARTICLE, BODY, FAMILY_OF, INITIAL, IS_KIND, IS_WORD, PERSON, Parsed
from rashomon.model import MentionType

CHUNK = 1 << 14  # reasons given at a time
LISTED = 200  # persons that the shipped weights of parts count for, beside those of the record
FRONTS = 0.15
TELLING = 7.0  # nats: a part of three consonants that no list has
ORDER: Mapping[str, int] = {"Latn": 0, "Arab": 1}


class Roster:
    """Names numbered 0, 1, 2 … as they are given; a pair of them is compared once.

    `stands_for` gives the names behind the last one of the record, which are no names of it but further known names of such as are.
    """

    def __init__(self, names: Sequence[str], kinds: Sequence[MentionType], matcher: Matcher) -> None:
        self.stands_for: dict[int, int] = {}
        names, kinds = list(names), list(kinds)
        here = {fold(name) for name in names}
        for number in range(len(names)):
            for form in matcher.forms(names[number]):
                if " " in form and (key := fold(form)) not in here:
                    here.add(key)
                    self.stands_for[len(names)] = number
                    names.append(form)
                    kinds.append(kinds[number])
        self.names, self.kinds = names, kinds
        self._matcher = matcher
        self._columns: Columns = matcher.prepare(names, kinds)
        self._table = matcher.parser.book.table()
        self._found: dict[int, tuple[float, bool]] = {}

    def of(self, names: Sequence[str], kind: MentionType) -> Roster:
        """Other names, taken for one kind, with the same weights."""
        return Roster(names, [kind] * len(names), self._matcher)

    def parsed(self, number: int) -> Parsed:
        return self._columns.parsed[number]

    def parts(self, number: int) -> tuple[int, ...]:
        """The numbers of the parts of a name."""
        return self._columns.parsed[number].parts

    def bare(self, number: int) -> tuple[str, ...]:
        """The parts of a name as words, without Arabic articles."""
        texts = self._matcher.parser.book.texts
        return tuple(ARTICLE.sub("", texts[part]) for part in self.parts(number))

    def is_acronym(self, number: int) -> bool:
        """Whether a name is an acronym, and no word in capitals."""
        return self.parsed(number).acronym != "" and not self.is_word(number)

    def is_word(self, number: int) -> bool:
        """Whether a name has a word that bodies and places are named with, or a country."""
        return bool((self._table.senses[list(self.parts(number))] >= 0).any())

    def is_rare(self, number: int) -> bool:
        """Whether a name tells so much by its parts that the same sounds in the other script are hardly another's."""
        return float(self.rarity[list(self.parts(number))].sum()) >= TELLING

    def is_full(self, number: int) -> bool:
        """Whether a name has two parts or more."""
        return len(self._columns.parsed[number].parts) > 1

    def entry(self, number: int) -> int:
        """The number of the known name that a name is; -1 where it is none."""
        return int(self._columns.entry[number])

    @cached_property
    def rarity(self) -> NDArray[np.float32]:
        """How much each part of the book tells, in nats (`parts.PartBook`)."""
        return self._table.weight

    # ------------------------------------------------------------------------------------- comparing
    def weigh(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Compares pairs together, so that `fit` answers for them at once."""
        found = self._found
        new = sorted({key for a, b in pairs if a != b and (key := _key(a, b)) not in found})
        if new:
            both = np.array(new, np.int64)
            i, j = both >> 32, both & 0xFFFFFFFF
            weighed = self._matcher.compare_many(self._columns, self._columns, i, j)
            found |= zip(new, zip(weighed.score.tolist(), (weighed.contradicts | weighed.child).tolist(), strict=True), strict=True)

    def found(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> Found:
        """The answers for many pairs; not kept."""
        return self._matcher.compare_many(self._columns, self._columns, i, j)

    def fit(self, a: int, b: int) -> tuple[float, bool]:
        """How likely two names are one (0–1), and whether they contradict each other."""
        if a == b:
            return 1.0, False
        key = _key(a, b)
        if key not in self._found:
            self.weigh([(a, b)])
        return self._found[key]

    def contradict(self, a: int, b: int) -> bool:
        return self.fit(a, b)[1]

    def reasons(self, pairs: Sequence[tuple[int, int]]) -> list[Comparison]:
        """The comparisons of pairs with their reasons."""
        out: list[Comparison] = []
        for begin in range(0, len(pairs), CHUNK):
            out += self._matcher.explained([(self.names[a], self.names[b], self.kinds[a]) for a, b in pairs[begin : begin + CHUNK]])
        return out

    # ------------------------------------------------------------------------------------- blocking
    def keyed(self) -> list[Keyed]:
        """What names are blocked by: the sounds of their parts, listed given names, meanings of words, initials, known names."""
        return [self._keyed(p, number) for number, p in enumerate(self._columns.parsed)]

    def _keyed(self, parsed: Parsed, number: int) -> Keyed:
        family = str(parsed.family)
        whole = [f"{family}#{self.entry(number)}"] if self.entry(number) >= 0 else []
        if len(parsed.parts) > 1:
            whole += [family + sound_key(parsed.whole).decode("ascii")]
        if parsed.family != PERSON:
            whole += [f"@{form}" for form in {parsed.acronym, parsed.initials, self._short_initials(parsed)} if len(form) > 1]
        return Keyed(tuple(tuple(family + token if len(token) > 1 else token for token in self.tokens(p)) for p in parsed.parts), tuple(whole), parsed.folded)

    def _short_initials(self, parsed: Parsed) -> str:
        texts = self._matcher.parser.book.texts
        return "".join(texts[p][0] for p in parsed.parts)

    def tokens(self, part: int) -> tuple[str, ...]:
        """What a part shares with its other spellings and translations: its consonants, the rows of the lists it stands in."""
        book = self._matcher.parser.book
        if self._table.flags[part] & INITIAL:
            return (sound_key(codes(book.texts[part])).decode("ascii")[:1] or book.texts[part],)
        held = [f"{mark}{row}" for mark, rows in (("+", self._table.given[part]), ("=", self._table.senses[part])) for row in rows.tolist() if row >= 0]
        sound = book.keys[part].decode("ascii")
        return tuple(dict.fromkeys([sound if len(sound) > 1 else book.texts[part], *held]))

    # ------------------------------------------------------------------------------------- rarity
    @cached_property
    def _bearers(self) -> tuple[Counter[str], int]:
        """In how many different names of persons of two parts or more each token stands, and how many such names there are."""
        different = {
            tuple(sorted(self.tokens(p)[0] for p in parsed.parts)) for parsed in self._columns.parsed if parsed.family == PERSON and len(parsed.parts) > 1
        }
        return Counter(token for name in different for token in set(name)), len(different)

    def others(self, number: int) -> float:
        """How many other persons of this very name a record of this size would hold by chance.

        The share of persons with a part is that in the record, as if `LISTED` more persons had it as often as the shipped weights
        say; parts are taken for independent. Of a body that is called by its kind alone ("the Front") there are `FRONTS`; for other
        bodies, and for places, the answer is 0.
        """
        parsed = self._columns.parsed[number]
        if parsed.family == BODY and len(parsed.parts) == 1 and self._table.flags[parsed.parts[0]] & (IS_KIND | IS_WORD):
            return FRONTS
        if parsed.family != PERSON:
            return 0.0
        count, total = self._bearers
        out = float(total)
        for part in parsed.parts:
            listed = LISTED * float(np.exp(-self.rarity[part]))
            out *= (max(count[self.tokens(part)[0]] - 1, 0) + listed) / (total + LISTED)
        return out


def _key(a: int, b: int) -> int:
    return a << 32 | b if a < b else b << 32 | a


def family_of(kind: MentionType) -> str:
    """Persons, places, and bodies: a name of one family is never that of another."""
    return "body" if FAMILY_OF[kind] == FAMILY_OF["group"] else kind
