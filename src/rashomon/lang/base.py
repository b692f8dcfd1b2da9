"""What a language must give, and the plain values it gives it in.

A `Language` holds data (month names, reporting verbs, labels, clutter phrases) and four functions that read one sentence
or scope: time expressions, quantities, names, attributions. They find words; what the words mean in this document (which
Tuesday, whose "he", which Tripoli) is decided in `extract` and `link`, the same way for every language. A trained model
answers with the same values, so it can take the place of any of the four.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from rashomon.lang.tokens import Token
from rashomon.model import Bound, MentionType, Span, Stance

Unit = Literal["SEC", "MIN", "H", "D", "W", "M", "Y", "DEC", "C"]
Part = Literal["start", "mid", "end"]
MODEL = "model"  # how a name was found that a model gave
GUESSED = "two capitals"  # how a name was found whose type nothing but its capitals tells
VAGUE = "vague amount; its low and high are a convention"  # how a figure was read that gives no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch in quotation marks: `outer` with the marks, `inner` without. `closed` is False when no mark ends it."""

    outer: Span
    inner: Span
    depth: int = 0
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its tokens and the quotations that touch it; `headline` for titles, `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...] = ()
    headline: bool = False
    titlecase: bool = False
    paragraph: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpr:
    """A time expression before it is resolved.

    op: `date` (year, month, day as far as given), `weekday` (0 Monday), `shift` (amount × unit before or after the
    anchor, `first`, or the date last named when base is `context`), `unit` (this, last or next day, week, month …),
    `quarter` and `half` (`number` of the year; without one, `direction` quarters from the one last named), `week` (the
    one that holds `first`, or the `number`th of the year `first`), `decade` (its first year), `century` (its hundreds: 19 for 1900–1999), `season`, `hijri`
    (`month` of the Islamic calendar in the Islamic year `hijri` or the Gregorian `year`), `duration` (`low`: the lesser of
    two amounts), `set`, `range` (first to last), `open` (since first; direction -1: until first), `same` (the same day),
    `ref` (a vague past, present or future), `list` (`first` and `last`, each a time of its own),
    `nth` (the `number`th weekday, week or day of the period `first`, -1 the last), `easter` (`amount` days from Easter Sunday).

    `base`: `anchor` is the document's own date, `context` the date last named, `telling` the one a telling of the past
    has reached and else the document's own. `within` is the year that a month or day is said to lie in. Years are
    astronomical: 490 BC is -489; `bc` marks those. `side` tells which end of an interval an expression is: `from` goes with the
    next one's `to`; the other end of `since` and `until` is open; `by` is a term. `this` marks "this May", `edge` the very beginning or end of a period ("the end of"), `up_to` a period as far as it is over (-1: "so
    far this year", "earlier this month") or still to come (1: "later this year").
    """

    span: Span
    op: Literal[
        "date",
        "weekday",
        "shift",
        "unit",
        "quarter",
        "half",
        "week",
        "decade",
        "century",
        "season",
        "hijri",
        "duration",
        "set",
        "range",
        "open",
        "same",
        "ref",
        "list",
        "nth",
        "easter",
    ]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    hijri: int | None = None
    unit: Unit | None = None
    amount: float | None = None
    low: float | None = None
    direction: int = 0
    base: Literal["anchor", "context", "telling"] = "anchor"
    part: Part | None = None
    approx: bool = False
    clock: str | None = None
    ambiguous: bool = False
    bc: bool = False
    this: bool = False
    edge: bool = False
    up_to: Literal[-1, 0, 1] = 0
    side: Literal["from", "to", "since", "until", "by"] | None = None
    within: TimeExpr | None = None
    first: TimeExpr | None = None
    last: TimeExpr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity expression: `span` whole, `number` the digits or words, `head` the noun that is counted (or None).

    `vague` tells that low and high are those of a convention ("dozens"), `refers` that what is counted was named before
    ("eight others", "nine of them", a bare "43"), `part` that it is a part of the figure before it ("including five children").
    """

    span: Span
    number: Span
    low: float | None
    high: float | None
    bound: Bound
    counts: str | None = None
    head: str | None = None
    unit: str | None = None
    vague: bool = False
    refers: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A name in a sentence; `type` None where the words do not tell, `title` the words before it that name an office."""

    span: Span
    type: MentionType | None = None
    title: Span | None = None
    how: str = ""
    sure: bool = True
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what, as words: any of the spans may lie in several pieces; `via` is a cited outlet in between.

    Where the words name no source, `among` is the stretch whose first person or body speaks, such as a subject that goes on.
    `aside` marks what is told inside another's words: later words without a source are not this speaker's.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    stance: Stance = "assert"
    via: tuple[Span, ...] = ()
    quoted: Literal["all", "part", "none"] = "none"
    passive: bool = False
    how: str = ""
    confidence: float | None = None
    among: Span | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists that readers, interviews and links need; patterns are regular expressions over folded text.

    `deeds` are the words of events with their PLOVER type and mode; `tells` is false only of a text that holds none of them;
    `own` how a statement speaks of its speaker's own side; `no_denials` are turns with a negation that deny nothing ("no
    more than"); `stances` what a word of saying does, `goes_on` how one is worded that leaves its speaker out because he was
    just named ("adding"); `armed_before` and `armed_behind` match words that stand at the name of an armed group ("militants of
    the …", "…, a rebel alliance").
    """

    question_labels: tuple[str, ...] = ()
    answer_labels: tuple[str, ...] = ()
    interviewee: tuple[str, ...] = ()
    interviewer: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    first_person: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    clutter: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    biography: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    claims: frozenset[str] = field(default_factory=frozenset)
    stopwords: frozenset[str] = field(default_factory=frozenset)
    negations: frozenset[str] = field(default_factory=frozenset)
    own: tuple[str, ...] = ()
    no_denials: tuple[str, ...] = ()
    deeds: tuple[tuple[str, str | None, re.Pattern[str]], ...] = ()
    tells: Callable[[str], bool] = bool
    stances: Mapping[str, Stance] = field(default_factory=dict)
    goes_on: str = r"(?!)"
    armed_before: str = r"(?!)"
    armed_behind: str = r"(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Folded words by which the source of a statement is resolved to a speaker; `spokes` and `joiners` are patterns.

    `personal`, `plural` and `neutral` pronouns point back; so do `definite` titles and `bodies` ("the general", "the
    group"). `people` are plurals of persons, `possessed` what belongs to a named body and speaks for itself, `papers`
    what somebody says something in (`from_whom` leads to who). `spokes` name an office that speaks for a body, `joiners`
    are the prepositions inside a source. `asking` labels the interviewer without a name, `short_names` are last words
    that may stand for a whole body once it was named, `outlet_words` occur in the names of outlets.
    """

    personal: frozenset[str]
    plural: frozenset[str]
    neutral: frozenset[str]
    definite: tuple[str, ...]
    titles: frozenset[str]
    people: frozenset[str]
    possessed: frozenset[str]
    bodies: frozenset[str]
    speakers: frozenset[str]
    papers: frozenset[str]
    spokes: str
    joiners: str
    from_whom: frozenset[str]
    asking: frozenset[str]
    short_names: frozenset[str]
    outlet_words: frozenset[str]


class Language(Protocol):
    """One language. All functions are pure; spans point into the text the tokens came from."""

    @property
    def code(self) -> str: ...

    @property
    def lexicon(self) -> Lexicon: ...

    @property
    def sourcing(self) -> Sourcing: ...

    @property
    def abbreviations(self) -> frozenset[str]: ...

    def times(self, text: str, span: Span) -> list[TimeExpr]:
        """Time expressions in `text[span]`, in order, not overlapping."""
        ...

    def quantities(self, sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
        """Quantities in a sentence, outside the `taken` spans (times, identifiers)."""
        ...

    def figure_kind(self, quantity: Quantity, sentence: Sentence) -> str:
        """What sort of thing a quantity counts: `deaths`, `injuries`, … `other`."""
        ...

    def figure_topic(self, sentence: Sentence) -> str | None:
        """The sort of figure that a sentence asks for or speaks of without giving it ("How many people died?", "the number of dead")."""
        ...

    def names(self, sentence: Sentence, known: frozenset[str] | None) -> list[NameSpan]:
        """Names in a sentence; `known` holds folded words that are names elsewhere in the document, None before that is known."""
        ...

    def attributions(self, sentence: Sentence) -> list[Attribution]:
        """Attributions whose cue stands in the sentence."""
        ...

    def occurrences(self, sentence: Sentence) -> list[Occurrence]:
        """Verbs and nouns of events in the sentence."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A word that names an event: its PLOVER type, where it stands, and which side of it the actor is on.

    `others` are further words of the sentence that name an event of that type.
    """

    trigger: Span
    others: tuple[Span, ...] = ()
    span: Span
    type: str
    mode: str | None = None
    passive: bool = False
