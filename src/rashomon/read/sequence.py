"""Clippings by the order of lines: where a page credits its pieces above them, below them, or by sections, on any layout.

Every line can be a headline, a credit, story, or the page's own words. An arrangement says which of them may follow which
(headline, credit, story; headline, story, credit; an outlet with several headlines under it …). For each arrangement the
best reading of all lines is found by dynamic programming (Viterbi), and the arrangements compete with each other, and with
the layouts of `read.headers`, by how much of the page's evidence they explain: a credit that is left inside a story speaks
against a reading as much as one that is used speaks for it. Time and memory are linear in the number of lines.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rashomon.lang.base import Language
from rashomon.model import Span
from rashomon.read.credits import Credit, credit, stamped, tail
from rashomon.read.digest import STOP
from rashomon.read.outlets import Clipping, could_title, gap, is_outlet_like, key, unnumbered
from rashomon.spans import Places

OWN, TITLE, CREDIT, STORY, FOOT = "own", "title", "credit", "story", "foot"
Moves = dict[str, tuple[str, ...]]
# Which kind of line may follow which. A foot is a second credit, below a piece that has one above.
ARRANGEMENTS: dict[str, Moves] = {
    "title, credit, story": {
        OWN: (OWN, TITLE), TITLE: (CREDIT,), CREDIT: (CREDIT, STORY, TITLE, OWN), STORY: (STORY, TITLE, OWN, FOOT), FOOT: (FOOT, TITLE, OWN),
    },
    "credit, title, story": {
        OWN: (OWN, CREDIT), CREDIT: (CREDIT, TITLE), TITLE: (STORY, CREDIT), STORY: (STORY, CREDIT, OWN, FOOT), FOOT: (FOOT, CREDIT, OWN),
    },
    "credit, story": {OWN: (OWN, CREDIT), CREDIT: (CREDIT, STORY), STORY: (STORY, CREDIT, OWN, FOOT), FOOT: (FOOT, CREDIT, OWN)},
    "title, story, credit": {OWN: (OWN, TITLE), TITLE: (STORY,), STORY: (STORY, CREDIT), CREDIT: (CREDIT, TITLE, OWN)},
    "story, credit": {OWN: (OWN, STORY), STORY: (STORY, CREDIT), CREDIT: (CREDIT, STORY, OWN)},
    "outlet, then title and story by turns": {OWN: (OWN, CREDIT), CREDIT: (CREDIT, TITLE), TITLE: (STORY,), STORY: (STORY, TITLE, CREDIT, OWN)},
}  # fmt: skip
BELOW = ("title, story, credit", "story, credit")
SECTIONS = "outlet, then title and story by turns"
NEVER = -60.0
LONG = 100  # characters; a shorter line that does not end as a sentence is hardly story
TITLE_LONGEST = 170
SHORTEST = 60  # characters of a body that counts
SHARED, LONE = 0.8, -0.8  # for credits of the shape that others of the page have, against those of their own
EMPTY = 2.0  # what a credit with no story costs where credits stand above
MARGIN = 1.0  # by how much another reading must be better than that of the layouts
TOLD = 0.3  # the same where the page calls itself a press review in its first lines
TOP = 6
REVIEW = re.compile(
    r"\b(?:press|media|newspapers?) (?:summary|review|digest|round-?up|monitor(?:ing)?|highlights|cuttings|clippings)|\b(?:cuttings|clippings)\b|what the papers|"
    r"(?:أقوال|عناوين|جولة في|قراءة في|مقتطفات من) (?:ال)?(?:صحف|صحافة)|(?:التقرير|النشرة|نشرة|الرصد|رصد) \w* ?(?:ال)?صحف",
    re.I,
)
ENOUGH = 1.2  # mean evidence of the credits of a page that is taken for a digest


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or the part of one before or behind the point where a credit begins in it."""

    span: Span
    credit: Credit | None
    title: float
    story: float
    own: float
    break_before: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the markup of a page says of its lines: those it quotes, those it quotes from an address it gives, and those it
    sets apart (headings, bold, cite)."""

    quoted: Collection[Span] = ()
    cited: Collection[Span] = ()
    styled: Collection[Span] = ()


def found(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None, layout: Layout, kept: Sequence[Clipping]) -> list[Clipping]:
    """The clippings of the best arrangement where it explains the page better than those `kept`; else these."""
    units = _units(text, lines, languages, today, layout)
    if sum(u.credit is not None and u.credit.outlet is not None for u in units) < 2:
        return list(kept)
    told = any(REVIEW.search(text, line.start, line.end) for line in lines[:TOP] if line.end - line.start <= TITLE_LONGEST)
    best: tuple[float, list[Clipping]] = (0.0, [])
    above = 0.0
    for name, moves in ARRANGEMENTS.items():
        total, states = _viterbi(units, moves, _begins(name))
        made = _clippings(text, units, states, name)
        if _credible(units, made, told):
            best = max(best, (total, made), key=lambda b: b[0])
            above = above if name in BELOW else max(above, total)
    gain = _explained(units, best[1]) - _explained(units, kept)
    turned = best[0] > above + MARGIN and not any(c.until or _on_one_line(text, c) for c in kept)  # the same credits, but of what stands above them
    return best[1] if best[1] and gain > (-MARGIN if turned else MARGIN) else list(kept)


def _on_one_line(text: str, c: Clipping) -> bool:
    """Whether a headline, no finished sentence, stands on the line of its outlet: such a line heads what is below."""
    return (
        c.title is not None
        and text[c.title.end - 1] not in ".!?؟…"
        and "\n" not in text[min(c.title.start, c.outlet_span.start) : max(c.title.end, c.outlet_span.end)]
    )


# --------------------------------------------------------------------------------- what each line can be
def _units(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None, layout: Layout) -> list[_Unit]:
    """The lines with what each can be, credits weighed by whether others of the page are shaped alike."""
    raw: list[tuple[Span, Credit | None, int]] = []
    for i, line in enumerate(lines):
        end = tail(text, line, languages, today)
        own = credit(text, line, languages, today, line in layout.styled) if end is None else None
        if end is not None:
            raw += [(Span(line.start, end.span.start), None, gap(text, lines, i)), (end.span, end, 0)]
        else:
            raw.append((line, own, gap(text, lines, i)))
    raw = _paired(text, raw)
    dated = [c.date is not None or c.shape.endswith("a date") for _, c, _ in raw if c is not None and c.outlet is not None and c.worth >= 1]
    usual = sum(dated) > 1 and sum(dated) >= 0.6 * len(dated)
    shapes = Counter(c.shape for _, c, _ in raw if c is not None and c.outlet is not None)
    names = Counter(key(text[slice(*c.outlet)]) for _, c, _ in raw if c is not None and c.outlet is not None)
    quoting = len(layout.quoted) >= 2
    out = []
    for span, own, breaks in raw:
        if own is not None and own.outlet is not None:
            again = 0.4 if names[key(text[slice(*own.outlet)])] > 1 else 0.0
            plain = own.date is None and own.worth < 0 and not text[slice(*own.outlet)].isupper()
            worth = (
                own.worth
                + again
                + (SHARED if shapes[own.shape] > 1 and not plain else LONE)
                - (1.5 if usual and own.date is None and own.part is None and not own.shape.endswith("a date") else 0.0)
            )
            own = replace(own, worth=worth - (2.0 if span == lines[0] else 0.0))
            own = own if own.worth > -0.5 else None
        words = text[span.start : span.end].strip()
        styled, quoted = span in layout.styled, span in layout.quoted
        out.append(
            _Unit(span, own, NEVER if _is_day_at(own) else _title(text, span, words, styled), _story(words, quoted, quoting), -0.8 if quoted else 0.0, breaks)
        )
    return out


def _paired(text: str, raw: Sequence[tuple[Span, Credit | None, int]]) -> list[tuple[Span, Credit | None, int]]:
    """An outlet's name right above or below a line that is a date: the two are one credit, which is worth what both are."""
    out = list(raw)
    for i, (span, own, breaks) in enumerate(raw):
        if own is not None and own.outlet is not None and own.date is None and own.part is None:
            below = i + 1 < len(raw) and raw[i + 1][2] == 1 and _is_day_at(raw[i + 1][1])
            above = i > 0 and breaks == 1 and _is_day_at(raw[i - 1][1])
            if below or above:
                out[i] = (span, replace(own, worth=own.worth + (1.8 if below else 1.2), shape=f"{own.shape} {'above' if below else 'below'} a date"), breaks)
    return out


def _is_day_at(one: Credit | None) -> bool:
    return one is not None and _is_day(one)


def _title(text: str, span: Span, words: str, styled: bool) -> float:
    if not could_title(text, span) or len(words) > TITLE_LONGEST or stamped(words):
        return NEVER
    return 0.5 + (0.5 if styled else 0.0) - (0.8 if len(words) > LONG else 0.0)


def _story(words: str, quoted: bool, quoting: bool) -> float:
    if not any(c.isalpha() for c in words) or stamped(words) or STOP.match(words):
        return -2.5
    finished = words.rstrip('"”»’)]')[-1:] in ".!?؟…:"
    return (0.3 if finished or len(words) >= LONG else -1.0) + (0.4 if quoted else -0.9 if quoting else 0.0)


def _emission(unit: _Unit, state: str, below: bool) -> float:
    worth = unit.credit.worth if unit.credit is not None else None
    if state == CREDIT:
        return worth if worth is not None and unit.credit is not None and (below or not unit.credit.shape.startswith("tail")) else NEVER
    if state == FOOT:
        return 0.8 * worth if worth is not None else NEVER
    lost = max(0.0, worth or 0.0)
    if state == OWN:
        return unit.own - 0.3 * lost
    return (unit.title if state == TITLE else unit.story) - lost


def _move(before: str, after: str, last: _Unit, unit: _Unit, begins: tuple[str, ...], below: bool) -> float:
    """What a step costs: from a story to the page's own words; from a credit to nothing; over a break inside a piece, or over
    none between two; from one outlet to another in one credit."""
    cost = 0.0
    if before == STORY and after == OWN:
        cost -= 0.6
    if before == CREDIT and after == CREDIT and last.credit is not None and unit.credit is not None and last.credit.outlet and unit.credit.outlet:
        cost -= 2.0
    if before == CREDIT and after == OWN and not below:
        cost -= EMPTY
    if before == OWN and after in (STORY, CREDIT):
        cost -= 0.2
    if OWN not in (before, after):
        between = after in begins and before not in begins
        cost += (0.25 if between else -0.25) * (min(unit.break_before, 3) - 1)
    return cost


def _begins(name: str) -> tuple[str, ...]:
    """The kinds of lines that begin a piece."""
    return (TITLE,) if name.startswith("title") else (STORY,) if name == "story, credit" else (CREDIT,)


def _viterbi(units: Sequence[_Unit], moves: Moves, begins: tuple[str, ...]) -> tuple[float, list[str]]:
    """The best kind for every line and what it is worth; a page begins with its own words or a piece."""
    states, below = list(moves), STORY in begins or (CREDIT in moves[STORY] and TITLE in begins)
    score = {s: (_emission(units[0], s, below) if s in (OWN, *moves[OWN]) else NEVER) for s in states}
    back: list[dict[str, str]] = []
    for last, unit in itertools.pairwise(units):
        step: dict[str, str] = {}
        now: dict[str, float] = {}
        for after in states:
            worth, before = max(
                ((score[b] + _move(b, after, last, unit, begins, below), b) for b in states if after in moves[b]), default=(NEVER, OWN), key=lambda p: p[0]
            )
            now[after], step[after] = worth + _emission(unit, after, below), before
        score = now
        back.append(step)
    ends = {s: score[s] - (EMPTY if s == CREDIT and not below else 0.0) for s in states if s != TITLE}
    at = max(ends, key=lambda s: ends[s])
    total, path = ends[at], [at]
    for step in reversed(back):
        at = step[at]
        path.append(at)
    return total, path[::-1]


# --------------------------------------------------------------------------------- from kinds of lines to clippings
@dataclass(slots=True)
class _Piece:
    title: Span | None
    credits: list[Credit]
    story: list[int]
    again: bool = False  # under the credit of the piece before


def _pieces(units: Sequence[_Unit], states: Sequence[str], name: str) -> list[_Piece]:
    """Runs of lines that belong to one piece, in order."""
    out: list[_Piece] = []
    here: _Piece | None = None
    last = OWN
    begins = STORY if name == "story, credit" else TITLE if name in BELOW or name.startswith("title") else CREDIT
    for i, state in enumerate(states):
        if state == OWN:
            here = None
        else:
            section = name == SECTIONS and state == TITLE and last == STORY
            if here is None or (state == begins and last != begins) or section:
                here = _Piece(None, list(here.credits) if section and here is not None else [], [], section)
                out.append(here)
            if state == TITLE:
                here.title = units[i].span
            elif state in (CREDIT, FOOT) and units[i].credit is not None:
                here.credits.append(units[i].credit)  # type: ignore[arg-type]
            elif state == STORY:
                here.story.append(i)
        last = state
    return out


def _cut_last(units: Sequence[_Unit], pieces: Sequence[_Piece]) -> None:
    """The last story ends at a blank line where no other story has one: what follows is the page's farewell."""
    told = [p for p in pieces if p.story]
    broken = [[i for i in p.story[1:] if units[i].break_before > 1] for p in told]
    if len(told) >= 3 and not any(broken[:-1]) and broken[-1]:
        told[-1].story = [i for i in told[-1].story if i < broken[-1][0]]


def _clippings(text: str, units: Sequence[_Unit], states: Sequence[str], name: str) -> list[Clipping]:
    """The clippings of a reading. A date on a line above an outlet holds for the outlets below it, where days follow each other."""
    pieces = _pieces(units, states, name)
    _cut_last(units, pieces)
    usual = sorted(len(p.story) for p in pieces[1:])
    if name == "story, credit" and pieces and usual:
        pieces[0].story = pieces[0].story[-max(1, usual[len(usual) // 2]) :]  # the page's own opening words are no story
    days = {a.span for p in pieces for a, b in itertools.pairwise(p.credits) if _is_day(a) and b.outlet is not None and b.date is None}
    running = None
    out: list[Clipping] = []
    for piece in pieces:
        named = max((c for c in piece.credits if c.outlet is not None), key=lambda c: c.worth, default=None)
        if named is None or named.outlet is None:
            continue
        day = next((c.date for c in piece.credits if c.span in days), None)
        running = day or running if len(days) > 1 else None
        at = piece.credits.index(named)
        # One day above the first of several outlets is the page's own.
        dated = [c for c in piece.credits if c.date is not None and not (len(days) == 1 and len(pieces) > 1 and c.span in days)]
        near = sorted(dated, key=lambda c: (abs(piece.credits.index(c) - at), c.span.start < named.span.start))
        date = near[0].date if near else running
        told = next((c.value for c in piece.credits if c.part == "title"), None)
        title = told or (unnumbered(text, piece.title) if piece.title else None)
        body = Span(units[piece.story[0]].span.start, units[piece.story[-1]].span.end) if piece.story else None
        around = [*([piece.title] if piece.title else []), *(c.span for c in piece.credits if body is None or c.span.end <= body.start)]
        below = name in BELOW
        head = [s for s in around if body is None or s.end <= body.start]
        head = [piece.title] if piece.again and piece.title else head
        header = Span(min(s.start for s in head), max(s.end for s in head)) if head else named.span
        if below and piece.title is None:
            header = named.span
        out.append(
            Clipping(
                header=header, title=title, outlet=text[named.outlet.start : named.outlet.end], outlet_span=named.outlet,
                published=date.value if date else None, date_span=date.span if date else None, body=body,
                layout=f"order of lines: {name}", sure=bool(date and date.sure),
            )
        )  # fmt: skip
    return out


def _is_day(one: Credit) -> bool:
    return one.outlet is None and one.date is not None and one.part is None


def _credible(units: Sequence[_Unit], made: Sequence[Clipping], told: bool) -> bool:
    """Whether a reading finds enough: two pieces with bodies, dated or worded like outlets, well credited on the whole; less
    where the page calls itself a press review (`told`)."""
    bodied = [c for c in made if c.body is not None and c.body.end - c.body.start >= SHORTEST]
    if len({c.outlet_span for c in bodied}) < 2 or len(bodied) < 0.6 * len(made):
        return False
    worth = {u.credit.outlet: u.credit.worth for u in units if u.credit is not None and u.credit.outlet is not None}
    own = [worth.get(c.outlet_span, 0.0) for c in {c.outlet_span: c for c in made}.values()]
    if len(own) < 2 or sum(own) / len(own) < (TOLD if told else ENOUGH):
        return False
    dated = sum(c.sure for c in made)
    if told and len(own) > 2 and any(is_outlet_like(c.outlet) for c in made) and all(is_outlet_like(c.outlet) or c.outlet.isupper() for c in made):
        return True
    if len(own) == 2 and not all(is_outlet_like(c.outlet) for c in made):
        return False
    names = {key(c.outlet) for c in made if is_outlet_like(c.outlet) and " " in c.outlet}
    return dated >= 2 or (len(own) >= 3 and len(names) > 1 and all(key(c.outlet) in names for c in made))


def _explained(units: Sequence[_Unit], made: Sequence[Clipping]) -> float:
    """The evidence of the credits that a reading uses, less half of what it leaves lying."""
    used, credits = Places([c.outlet_span for c in made]), Places([u.credit.outlet for u in units if u.credit is not None and u.credit.outlet is not None])
    total = 0.0
    for unit in units:
        if unit.credit is not None and unit.credit.outlet is not None:
            taken = any(True for _ in used.overlapping(unit.credit.outlet))
            total += max(0.3, unit.credit.worth) if taken else -0.5 * max(0.0, unit.credit.worth)
    return total + sum(1.5 for c in made if not any(True for _ in credits.overlapping(c.outlet_span)))
