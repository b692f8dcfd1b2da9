"""Names that English reports write out in full, looked for in the Arabic ones, where no capital shows a name.

A name is looked for where a first word sounds like it: that needs one look-up a word, and only the few names behind it are
compared, as entities compare names between scripts and with their threshold. Only names of two parts or more are looked
for, never inside or across a name that is known already, an address of the web, clutter, or a header. Whether what was
found belongs to the entity is for the joining of entities to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.lang import language
from rashomon.lang.attached import forms, offset
from rashomon.lang.folding import ARABIC, fold, script_of
from rashomon.lang.gazetteer import Gazetteer
from rashomon.lang.tokens import Token, tokenize
from rashomon.link.sounds import Ear
from rashomon.link.spelling import KINSHIP, PART_AGREES, PARTICLES, SAME, Speller
from rashomon.model import Document, Extraction, Mention, MentionType, Span, digest
from rashomon.spans import Places

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
# Consonants that a name must have, so that everyday words do not spell it; words of bodies are mostly known by translation.
LEAST: dict[MentionType, int] = {"person": 5, "organisation": 4, "group": 4, "place": 4}
ABD = "عبد"  # half a name: "servant of …"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A full name in Latin script. `confidence`: of the surest English mention, where only a model found them (0–1)."""

    name: str
    type: MentionType
    parts: tuple[str, ...]
    confidence: float | None


@dataclass(slots=True)
class _Words:
    """An Arabic document word by word: `free` tells which words no name or clutter holds, `people` which are in a person's name."""

    document: Document
    text: str
    tokens: list[Token]
    free: list[bool]
    people: list[bool]

    def beside(self, i: int, j: int) -> bool:
        """Whether nothing but white space, and no empty line, lies between a word and the one behind it."""
        gap = self.text[self.tokens[i].end : self.tokens[j].start]
        return gap.isspace() and gap.count("\n") < 2


def sought(files: Sequence[Extraction], speller: Speller, gazetteer: Gazetteer) -> list[Mention]:
    """New mentions in the Arabic documents of a record, in order of document and place."""
    wanted = _wanted(files, speller)
    if not wanted:
        return []
    search = _Search(wanted, speller, gazetteer)
    return [m for file in files for words in _arabic(file) for m in search.mentions(words)]


def _wanted(files: Sequence[Extraction], speller: Speller) -> list[Wanted]:
    """Full names that English reports give in Latin script, each once."""
    offices = language("en").sourcing.titles  # "Interior Minister", taken for a body now and then
    named: dict[str, list[Mention]] = defaultdict(list)
    for file in files:
        english = {d.id for d in file.documents if (d.language or "").startswith("en")}
        for m in file.mentions:
            if m.document not in english or script_of(m.text) != "Latn":
                continue
            if len(speller.parse(m.text).parts) > 1 and (m.type == "person" or fold(m.text).split()[-1] not in offices):
                named[fold(m.text)].append(m)
    out = []
    for _, mentions in sorted(named.items()):
        types = Counter(m.type for m in mentions)
        sure = [m.confidence for m in mentions]
        name = min(mentions, key=lambda m: (m.text.isupper(), m.text)).text
        least = None if None in sure else max(c for c in sure if c is not None)
        out.append(Wanted(name, max(sorted(types), key=lambda k: types[k]), speller.parse(name).parts, least))
    return out


def _arabic(file: Extraction) -> Iterator[_Words]:
    text = file.root.text or ""
    for document in file.documents:
        if not (document.language or "").startswith("ar"):
            continue
        people = Places(m for m in file.mentions if m.type == "person")
        addresses = (Span(*m.span()) for m in ADDRESS.finditer(text, document.start, document.end))
        taken: Places[Mention | Span] = Places([*file.mentions, *addresses, *_clutter(document, file.documents)])
        tokens = tokenize(text, document.start, document.end)
        free = [t.kind == "word" and not any(taken.overlapping(t)) for t in tokens]
        yield _Words(document, text, tokens, free, [not f and any(people.overlapping(t)) for t, f in zip(tokens, free, strict=True)])


def _clutter(document: Document, family: Iterable[Document]) -> Iterator[Span]:
    """What is not running text: clutter, clippings (documents of their own), dateline, and the header but for the title."""
    yield from document.boilerplate
    yield from (Span(d.start, d.end) for d in family if d.parent == document.id)
    if document.dateline:
        yield document.dateline
    if header := document.header:
        title = document.title if document.title and header.covers(document.title) else Span(header.end, header.end)
        yield from (s for s in (Span(header.start, title.start), Span(title.end, header.end)) if s.start < s.end)


@dataclass(slots=True)
class _Search:
    """Wanted names behind the keys of a first word: of a person the first part, of a body any, as its words change places."""

    wanted: Sequence[Wanted]
    speller: Speller
    gazetteer: Gazetteer
    _behind: dict[str, list[Wanted]] = field(default_factory=lambda: defaultdict(list))
    _keys: dict[Wanted, frozenset[str]] = field(default_factory=dict)
    _candidates: dict[str, tuple[Wanted, ...]] = field(default_factory=dict)
    _everyday: frozenset[str] = frozenset()
    _spelt: frozenset[int] = frozenset()  # given names (rows of the list) whose Arabic spellings are known
    _ear: Ear = field(default_factory=Ear)

    def __post_init__(self) -> None:
        self._everyday = frozenset(fold(w) for w in language("ar").lexicon.stopwords) - self.gazetteer.given.keys() - KINSHIP
        self._spelt = frozenset(row for form, rows in self.gazetteer.given.items() if ARABIC.match(form) for row in rows)
        for w in self.wanted:
            self._keys[w] = frozenset(k for p in w.parts for k in self.speller.keys(p))
            for key in sorted(self.speller.keys(w.parts[0]) if w.type == "person" else self._keys[w]):
                self._behind[key].append(w)

    def mentions(self, words: _Words) -> Iterator[Mention]:
        i = 0
        while i < len(words.tokens):
            found = max(self._at(words, i), key=lambda hit: hit[0], default=None) if words.free[i] else None
            if found is None:
                i += 1
                continue
            (_, _, end), span, wanted = found
            yield Mention(
                id=digest("mention", words.document.id, *span), document=words.document.id, start=span.start, end=span.end, text=words.text[slice(*span)],
                type=wanted.type, how=f"spelt like {wanted.name}, named in English reports", confidence=wanted.confidence,
            )  # fmt: skip
            i = end

    def _at(self, words: _Words, i: int) -> Iterator[tuple[tuple[float, int, int], Span, Wanted]]:
        """What is spelt from a word on: (rank, place, name), for each reading of particles before it and each number of words."""
        for form, cut in forms(words.tokens[i]):
            hits: dict[int, list[tuple[float, Wanted]]] = defaultdict(list)
            for wanted in self._first(words, i, form):
                end = self._end(words, i, form, wanted)
                if end and (score := self._score(words, i, end, form, wanted)) >= SAME:
                    hits[end].append((score, wanted))
            for end, fitting in hits.items():
                if any(self.speller.compare(a.name, b.name, a.type).contradicts for _, a in fitting for _, b in fitting if a is not b):
                    continue  # it may be either
                score, wanted = min(fitting, key=lambda f: (-f[0], f[1].name))
                if wanted.type != "person" or not (self._led(words, i, cut) or self._goes_on(words, end)):
                    yield (score, -cut, end), Span(offset(words.tokens[i], cut), words.tokens[end - 1].end), wanted

    def _led(self, words: _Words, i: int, cut: int) -> bool:
        """Whether the name of a person began before the word that was looked up."""
        return not cut and i > 0 and words.beside(i - 1, i) and self._names_a_person(words, i - 1, attached=True)

    def _goes_on(self, words: _Words, end: int) -> bool:
        """Whether the name of a person goes on behind what was compared."""
        return end < len(words.tokens) and words.beside(end - 1, end) and self._names_a_person(words, end, attached=False)

    def _names_a_person(self, words: _Words, i: int, attached: bool) -> bool:
        """Whether a word is in a person's name, is a given name or "son of"; `attached`: also behind a particle ("and Karim")."""
        known = (form in KINSHIP or form in self.gazetteer.given for form, cut in forms(words.tokens[i]) if attached or not cut)
        return words.people[i] or any(known)

    def _first(self, words: _Words, i: int, form: str) -> tuple[Wanted, ...]:
        if form == ABD and i + 1 < len(words.tokens) and words.free[i + 1]:
            form = f"{form} {words.tokens[i + 1].norm}"
        if form not in self._candidates:
            parts = self.speller.parse(form).parts
            keys = sorted(self.speller.keys(parts[0])) if form not in PARTICLES else []
            self._candidates[form] = tuple(dict.fromkeys(w for k in keys for w in self._behind.get(k, ())))
        return self._candidates[form]

    def _end(self, words: _Words, i: int, form: str, wanted: Wanted) -> int:
        """Behind the word that completes as many parts as the name has; 0 where the words break off before, or an everyday word is among them."""
        found, j = 0, i
        while j < len(words.tokens) and words.free[j] and (j == i or words.beside(j - 1, j)):
            word = form if j == i else words.tokens[j].norm
            everyday = word in self._everyday and not (wanted.type != "person" and word.startswith("ال"))  # a paper called "Today"
            if everyday or not forms(words.tokens[j]):
                return 0
            j += 1
            if word == ABD or word in KINSHIP:
                continue
            found += 1
            if wanted.type != "person" and found > 1 and self._keys[wanted].isdisjoint(self.speller.keys(word)):
                return 0
            if found == len(wanted.parts):
                return j
        return 0

    def _score(self, words: _Words, i: int, end: int, form: str, wanted: Wanted) -> float:
        """How well some words spell a name, 0–1: the usual comparison, where there is enough to compare."""
        spelt = " ".join([form, *(t.norm for t in words.tokens[i + 1 : end])])
        parts = self.speller.parse(spelt).parts
        if len(parts) != len(wanted.parts) or sum(map(self._weight, wanted.parts)) < LEAST[wanted.type]:
            return 0.0
        if wanted.type == "person" and not all(self._agree(a, b) for a, b in zip(wanted.parts, parts, strict=True)):
            return 0.0
        found = self.speller.compare(wanted.name, spelt, wanted.type)
        return 0.0 if found.contradicts else found.score

    def _agree(self, a: str, b: str) -> bool:
        """Whether two parts agree. Of a given name whose Arabic spellings are known only these do: أيضا sounds like Iyad."""
        rows = self.gazetteer.given.get(a, frozenset())
        return (b in self.gazetteer.given or rows.isdisjoint(self._spelt)) and self.speller.part(a, b, "person") >= PART_AGREES

    def _weight(self, part: str) -> int:
        """What a part tells by its consonants (w, y and h come and go); a given name of known spelling tells as much as three."""
        if not self.gazetteer.given.get(part, frozenset()).isdisjoint(self._spelt):
            return 3
        return sum(c not in ("w", "y", "h") for c in self._ear.sounds(part).consonants)
