"""What a browser answers: frozen dataclasses, each the whole content of one page, and of its JSON twin.

`total` is how many there are in all, `offset` the number of the first that is shown. Days are EDTF, counts are whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Candidate, Copy, Document, Figure, Join, Judgement, Name, Span
from rashomon.views.disputes import Dispute
from rashomon.views.entities import Left
from rashomon.views.figures import Group
from rashomon.views.passage import Shown
from rashomon.views.search import Hit
from rashomon.views.snapshot import Cite, Spoken, Who
from rashomon.views.timeline import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many lines bear a value (a month, a language, a type …)."""

    value: str | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with some of its accounts (the independent ones first), and how many there are in all."""

    entry: Entry
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document as a list shows it."""

    id: str
    root: str
    file: str
    title: str
    outlet: str | None
    published: str | None
    language: str | None
    genre: str
    clippings: int
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Whether files wait to be linked (a build is writing, or was stopped), and how many versions of files there are by state. `mark` changes
    with files and links."""

    waiting: bool
    mark: str
    files: int
    removed: int
    superseded: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    build: Build
    outlets: int
    languages: tuple[Count, ...]
    statements: int
    events: int
    undated: int
    disputes: tuple[Count, ...]
    figures: int
    copies: int
    entities: tuple[Count, ...]
    months: tuple[Count, ...]
    most_disputed: tuple[Happening, ...]
    newest: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`months` counts all events that pass the other conditions, whatever their day; `types` those of the record."""

    happenings: tuple[Happening, ...]
    total: int
    offset: int
    months: tuple[Count, ...]
    types: tuple[Count, ...]
    about: Who | None
    place: Who | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """`disputes` are pairs of accounts of the event that deny, contradict or differ; `groups` its figures."""

    entry: Entry
    accounts: int
    offset: int
    groups: tuple[Group, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Somebody named in the same events: on the same side, or on the other one."""

    who: Who
    with_: int
    against: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    id: str
    type: str
    name: str
    names: tuple[Name, ...]
    first: tuple[Cite, ...]
    joins: tuple[Join, ...]
    apart: tuple[Left, ...]
    others: tuple[Who, ...]
    refs: tuple[str, ...]
    reasons: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    country: str | None
    how: str
    candidates: tuple[Candidate, ...]
    mentions: int
    said: tuple[Spoken, ...]
    said_total: int
    denied: tuple[Spoken, ...]
    denied_total: int
    said_of: tuple[Spoken, ...]
    said_of_total: int
    events: tuple[Happening, ...]
    events_total: int
    months: tuple[Count, ...]
    beside: tuple[Beside, ...]
    disputes: tuple[Dispute, ...]
    figures: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    statements: tuple[Spoken, ...]
    total: int
    offset: int
    by: Who | None
    about: Who | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    disputes: tuple[Dispute, ...]
    total: int
    offset: int
    types: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    groups: tuple[Group, ...]
    total: int
    offset: int
    sorts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A stretch of a text in one layer: `part` is name, time, figure, content, source, cue, title, clutter, turn or clipping; `line` the id
    of what it belongs to, `target` the entity of a name, `note` what is to be known of it."""

    part: str
    start: int
    end: int
    line: str
    target: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A file's text from `start` to `end` with everything found in it. `document` is the file or clipping that was asked for, `at` the line
    that was looked for, with its place."""

    file: Document
    document: str
    state: str
    version: int
    length: int
    start: int
    end: int
    text: str
    layers: tuple[Layer, ...]
    statements: tuple[Spoken, ...]
    clippings: tuple[Paper, ...]
    copies: tuple[Copy, ...]
    copy_files: tuple[str, ...]
    at: str | None
    at_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    name: str | None
    documents: int
    clippings: int
    copies: int
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """How often documents of one outlet repeat (`copies`) or quote as a clipping (`clippings`) those of another."""

    by: str | None
    of: str | None
    copies: int
    clippings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A document that repeats another."""

    paper: Paper
    of: Paper
    kind: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    outlets: tuple[OutletRow, ...]
    handings: tuple[Handing, ...]
    copies: tuple[Repeated, ...]
    copies_total: int
    removed: tuple[str, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    papers: tuple[Paper, ...]
    total: int
    offset: int
    languages: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two texts side by side. `rows` pair stretches of them: `kind` is same, changed, left or right."""

    left: Paper
    right: Paper
    rows: tuple[tuple[str, str, str], ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`spellings` are those that were looked for, `languages` and `outlets` count the passages that are shown."""

    query: str
    hits: tuple[Hit, ...]
    more: bool
    spellings: tuple[str, ...]
    who: Who | None
    languages: tuple[Count, ...]
    outlets: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    id: str
    type: str
    name: str
    mentions: int
    names: tuple[Name, ...]
    joins: int
    apart: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    entities: tuple[Named, ...]
    total: int
    offset: int
    types: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    mentions: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Places with coordinates (degrees, WGS 84), the most named first, and how many have none."""

    places: tuple[Place, ...]
    total: int
    elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words with what stands before and behind them."""

    cite: Cite
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two names, and what the machine made of them: `joined` or left `apart`. `score` is the comparison of the two (0–1), `effect` how many
    mentions hang on it, `weight` the order of the queue; `judged` what a person said of just these two."""

    id: str
    decided: str
    type: str
    a: str
    b: str
    reason: str
    score: float
    effect: int
    weight: float
    entity_a: Who
    entity_b: Who
    mention_a: str
    mention_b: str
    passages_a: tuple[Quoted, ...] = ()
    passages_b: tuple[Quoted, ...] = ()
    judged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    questions: tuple[Question, ...]
    total: int
    offset: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A judgement of the ledger, and whether it stands."""

    judgement: Judgement
    stands: bool
    undone_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    kept: tuple[Kept, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Any line of the record with its passages, and the document page it stands on."""

    shown: tuple[Shown, ...]
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What it takes to cite a line: the words around it, and the digests of the file and of its text."""

    cite: Cite
    title: str
    prefix: str
    suffix: str
    sha256: str
    text_sha256: str
    figure: Figure | None = None
