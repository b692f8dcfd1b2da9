"""The records of Rashomon (see docs/reference.md#the-record): frozen dataclasses, standard library only.

Spans are half-open pairs of Unicode code points into the text of the *file* (the root document), also for what lies
inside a clipping. Dates are EDTF strings (`rashomon.edtf`). Identifiers are digests: the same input and settings give
the same ids everywhere. Field names follow the record format; fields that format does not name carry provenance
(`how`), or pointers from a document's own lines to its own mentions, which linking turns into entities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

Genre = Literal["report", "interview", "analysis", "opinion", "digest", "clipping", "other"]
Basis = Literal["given", "metadata", "stated", "inferred"]
MentionType = Literal["person", "organisation", "group", "place"]
MentionForm = Literal["name", "nominal", "pronoun"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "range"]
StatementForm = Literal["direct", "indirect", "mixed"]
Stance = Literal["assert", "deny", "demand", "threaten", "promise", "decline", "question"]
RelationType = Literal["repeats", "corroborates", "contradicts", "denies", "differs"]
Verdict = Literal["same", "different", "unsure", "undo"]


class Span(NamedTuple):
    """Half-open: `text[span.start:span.end]`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def digest(kind: str, *parts: Any) -> str:
    """An identifier such as `m-9f0c…`: the first letters of the kind, then 64 bits of BLAKE2b over the parts."""
    words = "\x1f".join("" if part is None else str(part) for part in (kind, *parts))
    return f"{PREFIXES.get(kind, kind)}-{blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


PREFIXES = {
    "document": "d", "turn": "u", "mention": "m", "entity": "n", "time": "t", "figure": "f", "statement": "s",
    "report": "r", "event": "e", "relation": "x", "copy": "c", "judgement": "j", "passage": "p", "listed": "k", "question": "q",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that a report, or what it came in, says of itself: `field` (`title`, `outlet`, `author`, `published`, `modified`, `url`, `via`),
    the value, where it stood, and whether it was chosen. What speaks against the choice is kept beside it."""

    field: str
    value: str
    where: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage that the page sets apart as a quotation; `cite` is the address that it gives for it."""

    start: int
    end: int
    cite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What another tool put down when it took a file: `url` where from, `time` when (UTC), `digest` of its bytes with the method before a colon;
    `holds` whether the bytes read have that digest (None: it is of other bytes, or of a kind that cannot be worked out here)."""

    tool: str
    where: str
    url: str | None = None
    time: str | None = None
    digest: str | None = None
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, or a clipping inside one (`parent` set; `start`, `end` bound its body in the file's text)."""

    id: str
    file: str
    parent: str | None = None
    start: int
    end: int
    language: str | None = None
    genre: Genre = "other"
    title: Span | None = None
    header: Span | None = None
    dateline: Span | None = None
    dateline_place: Span | None = None
    outlet: str | None = None
    outlet_span: Span | None = None
    author: str | None = None
    published: str | None = None
    published_basis: Basis | None = None
    boilerplate: tuple[Span, ...] = ()
    sha256: str
    text: str | None = None
    encoding: str | None = None
    how: str = ""
    notes: tuple[str, ...] = ()
    url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    pages: tuple[Span, ...] = ()
    custody: tuple[Custody, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of an interview: `start`–`end` covers label and content."""

    id: str
    document: str
    start: int
    end: int
    label: str
    role: Literal["question", "answer"]
    speaker: str | None = None
    speaker_mention: str | None = None
    speaker_name: str | None = None
    content: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text, titles apart; `entity` is set by linking. `confidence`: how sure a model is of place and type (0–1).

    `government`: what tells that a place stands for a government here ("Washington said"); set by linking, null elsewhere.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    type: MentionType
    form: MentionForm = "name"
    entity: str | None = None
    title: Span | None = None
    how: str = ""
    confidence: float | None = None
    government: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling of an entity, how often it occurs, and where it was first seen (a mention id)."""

    name: str
    script: str
    count: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two spellings stand for one entity, in a sentence a person can check."""

    a: str
    b: str
    reason: str
    by: Literal["machine", "person"] = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Why a name `a` of this entity and a name `b` of another were left two, though they are alike or a person spoke of them."""

    entity: str
    a: str
    b: str
    reason: str
    by: Literal["machine", "person"] = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known place that a name could stand for: degrees (WGS 84), ISO 3166-1 alpha-2, number of people."""

    ref: str
    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """`refs` are identifiers elsewhere (`geonames:2210247`), `reasons` say in the same order why each. A place that is known has
    `latitude` and `longitude` (degrees, WGS 84; null of a country) and `country` (ISO 3166-1 alpha-2); `how` says what decided, or why
    nothing did, and `candidates` are the other places of its name. `apart` are entities it could be taken for."""

    id: str
    type: MentionType
    name: str
    names: tuple[Name, ...]
    joins: tuple[Join, ...] = ()
    apart: tuple[Apart, ...] = ()
    refs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    how: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression. `value` is EDTF (durations: ISO 8601) or null; `timex` TIMEX3; `interval` the EDTF interval it is an end of."""

    id: str
    document: str
    start: int
    end: int
    text: str
    type: Literal["date", "time", "duration", "set"]
    value: str | None = None
    timex: str | None = None
    anchor: str | None = None
    how: str = ""
    interval: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity as worded: `low`, `high` are null where open; `counts` is what is counted, `category` its sort,
    `event` the event it counts for, where linking finds one.

    Its scope, where its own clause gives one: `period` (EDTF, or an ISO 8601 duration), `place` (a mention) and `part_of`
    (the figure it is a part of: "41 people, including five children").

    The record format calls that last one `kind` too, which every line already uses for its own kind.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    bound: Bound
    counts: str | None = None
    unit: str | None = None
    category: str = "other"
    event: str | None = None
    period: str | None = None
    place: str | None = None
    part_of: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One link of the chain that carries a statement; `mention` points at its name in the text, where it stands there."""

    name: str
    entity: str | None = None
    role: Literal["publisher", "outlet", "speaker"]
    mention: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what. `confidence`: how sure a model is that source and content belong together (0–1); None for rules."""

    id: str
    document: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    speaker: str | None = None
    speaker_mention: str | None = None
    chain: tuple[Carrier, ...] = ()
    form: StatementForm = "indirect"
    stance: Stance = "assert"
    said: str | None = None
    turn: str | None = None
    proposition: tuple[Span, ...] = ()
    how: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One account of an event, in one document; actors, targets and places (the likeliest first) point at mentions."""

    id: str
    document: str
    start: int
    end: int
    text: str
    statement: str | None = None
    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: str | None = None
    event: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A report as it stands inside an event record."""

    document: str
    start: int
    end: int
    text: str
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    when: str | None = None
    reports: tuple[Account, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed pair of statements, or of figures, with one plain sentence that says why."""

    id: str
    type: RelationType
    a: str
    b: str
    event: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`document` repeats `of`; `share` is the shared part of the shorter text, `within` that of `document`, both 0–1.

    `run`: words of the longest run that both have.
    """

    document: str
    of: str
    kind: Literal["duplicate", "version", "excerpt"]
    share: float
    within: float = 1.0
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a judgement speaks of, in words that outlive a re-reading: a spelling and places where it stands."""

    name: str
    mentions: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision; `unsure`: looked at, and left to the machine. The ledger is append-only: `undo` names what it takes back in `undoes`."""

    id: str
    verdict: Verdict
    a: Side | None = None
    b: Side | None = None
    undoes: str | None = None
    who: str
    when: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list that people gave: a known person, body or place under `name` and other `names`, with identifiers (`refs`).

    `id` is a digest of all of it, `identifier` its own within the list; degrees and country as in `Entity`.
    """

    id: str
    list: str
    identifier: str
    type: MentionType
    name: str
    names: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


Record = Document | Turn | Mention | Entity | Time | Figure | Statement | Event | Relation | Copy
KINDS: dict[str, type[Any]] = {
    "document": Document, "turn": Turn, "mention": Mention, "entity": Entity, "time": Time, "figure": Figure,
    "statement": Statement, "event": Event, "relation": Relation, "copy": Copy,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """All that linking the files of a record gave; the store replaces it as a whole.

    `entity_of` goes from mentions, `event_of` from reports and figures; `spoken` holds the statements and turns whose speaker or
    chain linking filled in, `mentions` the names that it found itself, knowing them from other files. `government` says of
    mentions of places why they stand for a government.
    """

    entities: tuple[Entity, ...] = ()
    entity_of: dict[str, str]
    events: tuple[Event, ...] = ()
    event_of: dict[str, str]
    relations: tuple[Relation, ...] = ()
    copies: tuple[Copy, ...] = ()
    spoken: tuple[Statement | Turn, ...] = ()
    mentions: tuple[Mention, ...] = ()
    government: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one file gave, before anything is linked to other files. The unit the store writes atomically."""

    documents: tuple[Document, ...]
    turns: tuple[Turn, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    reports: tuple[Report, ...] = ()
    passages: tuple[Span, ...] = ()

    @property
    def root(self) -> Document:
        return self.documents[0]
