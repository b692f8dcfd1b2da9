"""Statements made ready for comparison: their terms, who speaks and for whom, what is spoken of, what is denied.

Terms are stems of words, with names replaced by entities so that spellings and scripts agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rashomon.lang import LANGUAGES, language
from rashomon.lang.folding import ARABIC, fold, without_clitics
from rashomon.model import Extraction, Mention, Span, Statement
from rashomon.spans import Places

WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
REACH = 60  # characters between a negation and the word of the event it denies
Deed = tuple[str, str | None]


class Words:
    """The word lists of every language at once: statements are compared across languages."""

    def __init__(self) -> None:
        languages = [language(code) for code in LANGUAGES]
        lexicons = [x.lexicon for x in languages]
        self.joiners = re.compile("|".join(x.sourcing.joiners for x in languages))
        self.stop = frozenset(fold(w) for x in lexicons for w in x.stopwords)
        self.negations = frozenset(fold(w) for x in lexicons for w in x.negations)
        self.claims = frozenset(fold(w) for x in lexicons for w in x.claims)
        self.deeds = tuple((x.tells, x.deeds) for x in lexicons)
        self.no_denials = re.compile("|".join(o for x in lexicons for o in x.no_denials))
        self.own = re.compile("|".join(o for x in lexicons for o in x.own))
        self.hedges = re.compile("|".join(h for lexicon in lexicons for h in lexicon.hedges), re.I)


@dataclass(slots=True)
class Said:
    """A statement made ready.

    `voices`: the speaker and the bodies spoken for (entities). `mentioned`: entities in the content. `deeds`: kinds of
    events the content names; `undone` those of them it denies; `own`: it speaks of the speaker's own side. `told`: the
    attack its document tells of most. `origin`: the document whose words it has, its own or what that copies.
    """

    statement: Statement
    terms: frozenset[str]
    negated: bool
    voices: frozenset[str]
    origin: str
    published: str | None
    words: str
    mentioned: frozenset[str]
    deeds: frozenset[Deed]
    undone: frozenset[Deed]
    own: bool
    events: set[str] = field(default_factory=set)
    told: str | None = None

    @property
    def speaker(self) -> str | None:
        return self.statement.speaker

    @property
    def start(self) -> int:
        return self.statement.content[0].start

    def sides(self, other: Said) -> bool:
        """Whether both speak for one person or body."""
        return bool(self.voices & other.voices)


def ready(statement: Statement, text: str, names: Sequence[tuple[Span, str]], voices: frozenset[str], origin: str, published: str | None, lists: Words) -> Said:
    """`names` are the mentions inside the content with their entities."""
    words = " ".join(text[s.start : s.end] for s in statement.content)
    terms: set[str] = set()
    mentioned: set[str] = set()
    for span in statement.content:
        at = span.start
        for name, entity in names:
            if span.start <= name.start and name.end <= span.end:
                terms |= _stems(text[at : name.start], lists.stop)
                terms.add("@" + entity)
                mentioned.add(entity)
                at = max(at, name.end)
        terms |= _stems(text[at : span.end], lists.stop)
    folded = fold(words)
    bounded = [m.span() for m in lists.no_denials.finditer(folded)]
    denials = [
        m.start()
        for m in WORD.finditer(folded)
        if (m[0] in lists.negations or m[0].endswith("n't")) and not any(start <= m.start() < end for start, end in bounded)
    ]
    deeds = [(m.start(), (kind, mode)) for tells, known in lists.deeds if tells(folded) for kind, mode, pattern in known for m in pattern.finditer(folded)]
    undone = [deed for at, deed in deeds if statement.stance == "deny" or any(0 <= at - no <= REACH for no in denials)]
    return Said(
        statement=statement, terms=frozenset(terms), negated=bool(denials), voices=voices, origin=origin, published=published, words=words,
        mentioned=frozenset(mentioned), deeds=frozenset(d for _, d in deeds), undone=frozenset(undone), own=lists.own.search(folded) is not None,
    )  # fmt: skip


def _stems(text: str, stop: frozenset[str]) -> set[str]:
    out = set()
    for word in WORD.findall(fold(text)):
        if word in stop or len(word) < 3:
            continue
        out.add(_stem(word))
    return out


def _stem(word: str) -> str:
    """A light stem: clitics and endings in Arabic, plural and verb endings in English."""
    if ARABIC.match(word):
        word = without_clitics(word)
        for ending in ("هما", "ات", "ون", "ين", "ها", "هم", "ان", "وا", "ه", "ت", "ا", "ي"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word
    word = word.split("'")[0]
    for ending, floor in (("ings", 4), ("ing", 4), ("ies", 3), ("ied", 3), ("ed", 4), ("es", 4), ("ly", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= floor:
            return word[: -len(ending)]
    return word


def who(s: Said) -> str:
    return s.statement.chain[-1].name if s.statement.chain else "unnamed"


def overlap(a: Said, b: Said) -> bool:
    """Whether the contents of two statements share characters."""
    return a.statement.document == b.statement.document and any(x.overlaps(y) for x in a.statement.content for y in b.statement.content)


def shown(terms: frozenset[str] | set[str]) -> str:
    """The words two statements share, for a reason; entities are left out, they stand in the statements."""
    words = sorted((t for t in terms if not t.startswith("@")), key=lambda t: (-len(t), t))[:4]
    return "“" + "”, “".join(words) + "”" if words else "the same names"


def short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 70 else words[:67].rsplit(" ", 1)[0] + " …"


def everything(
    files: Sequence[Extraction], entity_of: dict[str, str], source: Callable[[str, int, int], str], lists: Words, sought: Iterable[Mention] = ()
) -> list[Said]:
    """Every statement of a record made ready. `entity_of` maps mentions to entities; `source` tells which document a line of
    another counts for (document, start, end).

    `sought` are mentions that only linking found: they are names like others, and speakers of what had none.
    """
    late: dict[str, list[Mention]] = defaultdict(list)
    for m in sought:
        late[m.document].append(m)
    found = [[m for d in f.documents for m in late.get(d.id, ())] for f in files]
    named = [Places(m for m in (*f.mentions, *more) if m.id in entity_of) for f, more in zip(files, found, strict=True)]
    bodies: dict[str, set[str]] = defaultdict(set)
    for file, names in zip(files, named, strict=True):
        for statement in file.statements:
            if speaker := entity_of.get(statement.speaker_mention or ""):
                bodies[speaker] |= _in_source(statement, names, entity_of) - {speaker}
    out = []
    for file, names, more in zip(files, named, found, strict=True):
        documents = {d.id: d for d in file.documents}
        new = Places(more)
        for statement in file.statements:
            linked = speak(statement, entity_of)
            if linked.speaker is None and (name := _source_name(statement, new, file.root.text or "", lists)):
                linked = _spoken_by(linked, entity_of[name.id])
            inside = [(Span(m.start, m.end), entity_of[m.id]) for c in statement.content for m in names.inside(c)]
            own = {linked.speaker, *bodies.get(linked.speaker, ())} if linked.speaker else _in_source(statement, names, entity_of)
            document = documents[statement.document]
            origin = source(document.id, statement.content[0].start, statement.content[-1].end)
            out.append(ready(linked, file.root.text or "", inside, frozenset(own), origin, document.published, lists))
    return out


def speak(statement: Statement, entity_of: dict[str, str]) -> Statement:
    """A statement with its speaker and carriers linked to entities."""
    chain = tuple(replace(c, entity=entity_of.get(c.mention or "")) for c in statement.chain)
    return replace(statement, speaker=entity_of.get(statement.speaker_mention or ""), chain=chain)


def _source_name(statement: Statement, names: Places[Mention], text: str, lists: Words) -> Mention | None:
    """Of the names that linking found, the one a source without a speaker turns on: no person behind a preposition ("close to …"), a body if it is the whole source."""
    for span in statement.source:
        for m in names.inside(span):
            before, after = fold(text[span.start : m.start]).strip(), text[m.end : span.end].strip()
            if not lists.joiners.search(before) if m.type == "person" else not after and len(before) < 3:
                return m
    return None


def _spoken_by(statement: Statement, entity: str) -> Statement:
    """The statement with a speaker who is known by entity only: words and pointers of its chain stay as they were read."""
    *outer, last = statement.chain
    return replace(statement, speaker=entity, chain=(*outer, replace(last, entity=entity)))


def _in_source(statement: Statement, names: Places[Mention], entity_of: dict[str, str]) -> set[str]:
    """The groups and organisations a source is named with: "the army's spokesman, Colonel X". Outlets only carry."""
    carriers = {c.mention for c in statement.chain if c.role != "speaker"}
    inside = [m for s in statement.source for m in names.inside(s) if m.id not in carriers]
    return {entity_of[m.id] for m in inside if m.type in ("group", "organisation")}
