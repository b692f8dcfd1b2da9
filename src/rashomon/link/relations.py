"""Relations between statements: repeats, corroborates, denies, contradicts. A first, honest version that prefers silence.

Statements are compared by their terms: stems of their words, with names replaced by entities so that spellings agree. A
denial meets the claim it answers where it stands beside it, where it repeats its words, or where both speak of one event
and the claim names the one who denies. Statements that only sound alike, or whose speakers are the same, contradict nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rashomon import edtf
from rashomon.lang import LANGUAGES, language
from rashomon.lang.folding import ARABIC, fold, without_clitics
from rashomon.model import Event, Relation, RelationType, Span, Statement, digest

WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
ALIKE, SAME_WORDS, SHARED = 0.6, 0.75, 4
NEAR_TEXT = 900  # characters between a claim and the denial that answers it
NEAR_DAYS = 45
CROWDED = 80  # statements with one term; commoner terms tell nothing
MOST = 2000  # relations of one kind in a record, as a guard


class Words:
    """The word lists of every language at once: statements are compared across languages."""

    def __init__(self) -> None:
        lexicons = [language(code).lexicon for code in LANGUAGES]
        self.stop = frozenset(fold(w) for x in lexicons for w in x.stopwords)
        self.negations = frozenset(fold(w) for x in lexicons for w in x.negations)
        self.claims = frozenset(fold(w) for x in lexicons for w in x.claims)
        self.hedges = re.compile("|".join(h for lexicon in lexicons for h in lexicon.hedges), re.I)


@dataclass(slots=True)
class Said:
    """A statement made ready: its terms, its place, who speaks and how far back its document goes."""

    statement: Statement
    terms: frozenset[str]
    negated: bool
    speaker: str | None
    origin: str
    published: str | None
    words: str
    mentioned: frozenset[str]
    events: set[str] = field(default_factory=set)

    @property
    def start(self) -> int:
        return self.statement.content[0].start


def ready(statement: Statement, text: str, names: Sequence[tuple[Span, str]], origin: str, published: str | None, lists: Words) -> Said:
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
    negated = any(w in lists.negations for w in WORD.findall(fold(words))) or "n't" in fold(words)
    return Said(statement, frozenset(terms), negated, statement.speaker, origin, published, words, frozenset(mentioned))


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


def relate(said: Sequence[Said], events: Sequence[Event], turns: dict[str, str], lists: Words) -> list[Relation]:
    """Relations of a record, sorted by id. `turns` maps the turn of an answer to the turn of its question."""
    for event in events:
        ids = {r.statement for r in event.reports if r.statement}
        for s in said:
            if s.statement.id in ids:
                s.events.add(event.id)
    out: dict[tuple[str, str], Relation] = {}

    def add(kind: RelationType, a: Said, b: Said, reason: str, event: str | None = None) -> None:
        pair = (min(a.statement.id, b.statement.id), max(a.statement.id, b.statement.id))
        if pair not in out and a.statement.id != b.statement.id:
            out[pair] = Relation(
                id=digest("relation", kind, a.statement.id, b.statement.id), type=kind, a=a.statement.id, b=b.statement.id, event=event, reason=reason
            )

    for a, b, reason in _answered(said, turns, lists):
        add("denies", a, b, reason)
    for a, b, reason in _beside(said, lists):
        add("denies", a, b, reason)
    for a, b, of in _of_event(said):
        add("denies", a, b, f"{_who(a)} denies a part in what {_who(b)} says of the same event", of)
    for kind, a, b, reason in _alike(said):
        add(kind, a, b, reason)
    return sorted(out.values(), key=lambda r: r.id)[:MOST]


def _who(s: Said) -> str:
    return s.statement.chain[-1].name if s.statement.chain else "unnamed"


def _answered(said: Sequence[Said], turns: dict[str, str], lists: Words) -> Iterator[tuple[Said, Said, str]]:
    """A denial at the head of an answer, and the hedged or reported claim in its question."""
    by_turn: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        if s.statement.turn:
            by_turn[s.statement.turn].append(s)
    for answer, question in turns.items():
        first = min(by_turn.get(answer, ()), key=lambda s: s.start, default=None)
        if first is None or first.statement.stance != "deny":
            continue
        claims = []
        for claim in by_turn.get(question, ()):
            if claim.statement.stance == "question" or (claim.speaker is not None and claim.speaker == first.speaker):
                continue
            if claim.statement.stance == "assert" and (claim.statement.cue or lists.hedges.search(fold(claim.words))):
                claims.append(claim)
        if claims:
            claim = max(claims, key=lambda c: c.start)  # the last one said is the one that is answered
            yield first, claim, f"asked about “{_short(claim.words)}”, {_who(first)} answers “{_short(first.words)}”"


def _beside(said: Sequence[Said], lists: Words) -> Iterator[tuple[Said, Said, str]]:
    """A denial and the claim near it in the same report: the same words, or the claim speaks of the one who denies."""
    by_document: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        by_document[s.statement.document].append(s)
    for own in by_document.values():
        own.sort(key=lambda s: s.start)
        for d in own:
            if d.statement.stance != "deny" or d.statement.turn:
                continue
            best: tuple[float, Said, str] | None = None
            for a in own:
                gap = d.start - a.start
                if a is d or a.statement.stance != "assert" or a.negated or not -300 <= gap <= NEAR_TEXT or (a.speaker == d.speaker and a.speaker is not None):
                    continue
                if a.statement.source == d.statement.source or (_overlap(a, d) and not _holds(a, d)):
                    continue
                score, reason = _answers(d, a, lists)
                if score and (best is None or score > best[0]):
                    best = (score, a, reason)
            if best:
                yield d, best[1], best[2]


def _answers(d: Said, a: Said, lists: Words) -> tuple[float, str]:
    """How well a denial answers a claim in the same report, and why."""
    shared = d.terms & a.terms
    part = len(shared) / max(1, min(len(d.terms), len(a.terms)))
    source = d.statement.source[0] if d.statement.source else None
    inside = source is not None and any(c.covers(source) for c in a.statement.content)
    if inside:
        return 2.0, f"{_who(a)} speaks of {_who(d)}, who denies “{_short(d.words)}” in the same sentence"
    if part >= ALIKE and len(shared) >= 2:
        return 1 + part, f"{_who(d)} denies what {_who(a)} says: {_shown(shared)}"
    spoken_of = d.speaker is not None and d.speaker in a.mentioned
    bare = set(WORD.findall(fold(d.words))) & lists.claims
    if spoken_of and ((bare and len(d.terms) <= 4) or len(shared) >= 2):
        return 0.8 + part, f"{_who(a)} speaks of {_who(d)}, who denies it"
    return 0.0, ""


def _of_event(said: Sequence[Said]) -> Iterator[tuple[Said, Said, str]]:
    """A denial and a claim about one event, where the claim names the one who denies."""
    by_event: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        for event in s.events:
            by_event[event].append(s)
    for event, own in sorted(by_event.items()):
        denials = [s for s in own if s.statement.stance == "deny" and s.speaker]
        claims = [s for s in own if s.statement.stance == "assert" and s.statement.cue]
        for d in denials:
            for a in claims:
                if a.speaker != d.speaker and d.speaker in a.mentioned and a.origin != d.origin:
                    yield d, a, event


def _alike(said: Sequence[Said]) -> Iterator[tuple[RelationType, Said, Said, str]]:
    """Pairs that share most of their terms: the same claim again, the same from another, or its opposite."""
    usable = [s for s in said if s.statement.stance in ("assert", "deny") and len(s.terms) >= 3]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(usable):
        for term in s.terms:
            holders[term].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for members in holders.values():
        if len(members) <= CROWDED:
            for x, i in enumerate(members):
                for j in members[x + 1 :]:
                    shared[i, j] += 1
    first_of: dict[tuple[int, str], bool] = {}
    for (i, j), common in sorted(shared.items()):
        a, b = usable[i], usable[j]
        smaller = min(len(a.terms), len(b.terms))
        jaccard, part = common / (len(a.terms) + len(b.terms) - common), common / smaller
        if common < 3 or part < ALIKE or (a.statement.document == b.statement.document and a.statement.turn == b.statement.turn and _overlap(a, b)):
            continue
        if a.statement.document == b.statement.document and _overlap(a, b):
            continue
        opposite = (a.negated or a.statement.stance == "deny") != (b.negated or b.statement.stance == "deny")
        different = a.speaker != b.speaker or a.speaker is None
        named = any(t.startswith("@") for t in a.terms & b.terms)
        words = _shown(a.terms & b.terms)
        if opposite:
            if different and a.speaker and b.speaker and common >= SHARED and part >= 0.7 and named and _near(a, b):
                d, other = (a, b) if a.statement.stance == "deny" else (b, a)
                kind: RelationType = "denies" if d.statement.stance == "deny" and other.statement.stance == "assert" else "contradicts"
                yield kind, d, other, f"{_who(d)} and {_who(other)} say the opposite of {words}"
        elif a.statement.document != b.statement.document and jaccard >= SAME_WORDS and a.statement.stance == b.statement.stance:
            if (j, "repeats") in first_of:
                continue
            first_of[j, "repeats"] = True
            if not different:
                yield "repeats", b, a, f"{_who(a)} says the same in another report: {words}"
            elif a.origin == b.origin:
                yield "repeats", b, a, f"the same words in a copy: {words}"
            elif a.speaker and b.speaker and named:
                yield "corroborates", a, b, f"{_who(a)} and {_who(b)} both say {words}"


def _overlap(a: Said, b: Said) -> bool:
    return any(x.overlaps(y) for x in a.statement.content for y in b.statement.content)


def _holds(a: Said, d: Said) -> bool:
    """Whether a denial is told inside a longer claim ("… by the government, which later denied …"), not the same words."""
    first = min(s.start for s in (*d.statement.source, *d.statement.cue, *d.statement.content))
    whole, part = (sum(c.end - c.start for c in x.statement.content) for x in (a, d))
    return part < 0.6 * whole and first - a.start >= 20


def _near(a: Said, b: Said) -> bool:
    """Whether two statements can belong to one quarrel: no more than some weeks apart, where both dates are known."""
    if not a.published or not b.published or not edtf.is_valid(a.published) or not edtf.is_valid(b.published):
        return True
    one, two = edtf.bounds(a.published).latest, edtf.bounds(b.published).latest
    return one is None or two is None or abs((one - two).days) <= NEAR_DAYS


def _shown(terms: frozenset[str] | set[str]) -> str:
    """The words two statements share, for a reason; entities are left out, they stand in the statements."""
    words = sorted((t for t in terms if not t.startswith("@")), key=lambda t: (-len(t), t))[:4]
    return "“" + "”, “".join(words) + "”" if words else "the same names"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 70 else words[:67].rsplit(" ", 1)[0] + " …"
