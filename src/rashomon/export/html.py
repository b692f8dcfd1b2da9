"""The report: one self-contained page with timeline, names, disputes, figures and sources. No network, opens from disk.

Every line unfolds the passage it came from (plain `<details>`, so it works without JavaScript). Text of reports is escaped,
isolated for direction, and its direction overrides are shown instead of obeyed. Figures are drawn as points and ranges.
Lines that a model found say how sure it is, and can be hidden by that; without JavaScript all are shown.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from math import log10
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon import edtf
from rashomon._version import __version__
from rashomon.lang.base import VAGUE
from rashomon.lang.folding import ARABIC, ARABIC_RUN
from rashomon.model import Entity, Figure, Name
from rashomon.views.disputes import Side, disputes
from rashomon.views.figures import VERDICTS, WORDS, Group, Pair, Value, figures
from rashomon.views.passage import AROUND, Mark, show
from rashomon.views.snapshot import Cite, Filter, Snapshot, Spoken
from rashomon.views.sources import sources
from rashomon.views.timeline import timeline

MOST_EVENTS, MOST_NAMES, MOST_DISPUTES, MOST_GROUPS = 600, 400, 300, 120
# Characters that would be obeyed, or dropped, instead of shown: direction overrides and isolates, and control characters.
CONTROLS = {chr(c): f"U+{c:04X}" for c in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if chr(c) not in "\t\n\r"}
TOLD = {"conflict": 20, "update": 12, "scope": 6, "same": 4}  # pairs of figures written out in a group
WIDTH = 1000  # units of a drawn scale
BOUNDS = {
    "exact": "exactly", "about": "about", "at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than", "nearly": "nearly", "range": "",
}  # fmt: skip
LOW = 0.5  # what a model is less sure of is marked
LEASTS = (0.3, 0.5, 0.7, 0.9)  # what a reader can choose to see from on


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure on its group's scale: positions 0–1000; `left`, `right` tell whether that end is open, `soft` whether its
    ends are those of a convention ("dozens"), `words` what is drawn."""

    value: Value
    low: float
    high: float
    left: bool
    right: bool
    soft: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A group on one scale: a row a figure, and the figures that copies repeat, which are not drawn again;
    `told` are the pairs written out, of each verdict no more than `TOLD`."""

    group: Group
    rows: tuple[Drawn, ...]
    echoes: tuple[Value, ...]
    told: tuple[Pair, ...]
    ticks: tuple[tuple[float, str], ...]


def page(snapshot: Snapshot, narrow: Filter, title: str | None = None) -> str:
    """The report of a record as one HTML page."""
    events = timeline(snapshot, narrow, undated=False)
    disputed = disputes(snapshot, narrow)
    groups = [
        g for g in figures(snapshot, narrow) if (g.event is not None and len({(v.figure.low, v.figure.high) for v in g.values}) > 1) or g.verdict is not None
    ]
    people = _people(snapshot, narrow)
    seen = sources(snapshot, narrow)
    roots = [d for d in snapshot.documents.values() if d.parent is None]
    context = {
        "least": snapshot.least, "left_out": snapshot.left_out, "low": LOW, "leasts": LEASTS, "by_model": _by_model(snapshot),
        "title": title or "What the reports say", "version": __version__, "narrow": narrow,
        "counts": {
            "files": len(roots), "outlets": sum(o.name != "outlet not stated" for o in seen.outlets), "languages": Counter(d.language or "unknown" for d in roots).most_common(),
            "statements": len(snapshot.statements), "events": len(events), "disputes": len(disputed), "copies": len(snapshot.copies),
        },
        "events": events[:MOST_EVENTS], "events_all": len(events), "disputes": disputed[:MOST_DISPUTES], "disputes_all": len(disputed),
        "charts": [chart(g) for g in groups[:MOST_GROUPS]], "people": people[:MOST_NAMES], "people_all": len(people), "sources": seen,
        "files": sorted(roots, key=lambda d: d.file), "removed": set(seen.removed),
    }  # fmt: skip
    return _environment().get_template("report.html.j2").render(**context, **_helpers(snapshot))


def _environment() -> Environment:
    folder = files("rashomon.export.templates")
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _helpers(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "words": words, "sentence": sentence, "first": lambda name: _first(snapshot, name), "direction": direction, "passage": lambda cite: _around(snapshot, cite), "unfold": lambda one: _unfold(snapshot, one), "name": snapshot.name,
        "shorten": shorten, "asset": _asset, "number": number, "when": edtf.in_words,
        "sureness": snapshot.sureness, "least_of": least_of, "verdicts": VERDICTS, "verdict": WORDS,
    }  # fmt: skip


def _asset(name: str) -> Markup:
    """The text of a shipped style sheet or script."""
    return Markup(files("rashomon.export.templates").joinpath(name).read_text(encoding="utf-8"))


def _people(snapshot: Snapshot, narrow: Filter) -> list[Entity]:
    """Persons and bodies named twice or more, or in several spellings, the most named first; of the reports asked for."""
    inside = {d.id for d in snapshot.documents.values() if narrow.lets(d.published, d.language)}
    named = {m.entity for m in snapshot.mentions.values() if m.document in inside}
    able = [e for e in snapshot.entities.values() if e.id in named and e.type != "place" and (sum(n.count for n in e.names) > 1 or len(e.names) > 1)]
    return sorted(able, key=lambda e: (-sum(n.count for n in e.names), e.name))


def _by_model(snapshot: Snapshot) -> bool:
    """Whether any line of the record has a confidence."""
    return any(s.confidence is not None for s in snapshot.statements.values()) or any(m.confidence is not None for m in snapshot.mentions.values())


def least_of(*sides: Side) -> float | None:
    """How sure a model is of the statement it is least sure of; None where no number is given."""
    return min((s.spoken.confidence for s in sides if s.spoken and s.spoken.confidence is not None), default=None)


# ------------------------------------------------------------------------------------------- text
def words(text: str) -> Markup:
    """Escaped text in which direction overrides are shown by their names, not obeyed."""
    out = Markup("")
    plain = ""
    for char in text:
        if char in CONTROLS:
            out += escape(plain) + Markup('<span class="ctl">{}</span>').format(CONTROLS[char])
            plain = ""
        else:
            plain += char
    return out + escape(plain)


def sentence(text: str) -> Markup:
    """A sentence of ours that names things in either script: left to right, each Arabic stretch isolated."""
    out, at = Markup(""), 0
    for run in ARABIC_RUN.finditer(text):
        out += words(text[at : run.start()]) + Markup("<bdi>{}</bdi>").format(words(run[0]))
        at = run.end()
    return Markup('<bdi dir="ltr">{}</bdi>').format(out + words(text[at:]))


def direction(text: str | None) -> str:
    return "rtl" if text and len(ARABIC.findall(text)) > len(text) / 4 else "ltr"


def shorten(text: str, most: int = 220) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _first(snapshot: Snapshot, name: Name) -> Cite | None:
    """Where a spelling was first seen."""
    mention = snapshot.mentions.get(name.first)
    return snapshot.cite(mention.id, mention.document, mention.start, mention.end) if mention else None


def _around(snapshot: Snapshot, cite: Cite) -> Markup:
    """The passage around a citation, its words marked."""
    return _marked(snapshot.text(cite.document), [Mark(part="content", start=cite.start, end=cite.end)])


def _unfold(snapshot: Snapshot, one: Spoken | Side) -> Markup:
    """The passage of a statement with source, cue and words marked apart."""
    spoken = one if isinstance(one, Spoken) else one.spoken
    if spoken is None:
        return _around(snapshot, one.cite)
    shown = show(snapshot, spoken.cite.id)[0]
    marks = list(shown.marks)
    if isinstance(one, Side) and one.figure is not None:
        marks.append(Mark(part="figure", start=one.cite.start, end=one.cite.end))
    return _marked(snapshot.text(one.cite.document), marks)


def _marked(text: str, marks: list[Mark]) -> Markup:
    """The passage that holds all marks, each wrapped; inner marks inside outer ones."""
    start, end = min(m.start for m in marks), max(m.end for m in marks)
    before = max(text.rfind("\n", max(0, start - AROUND), start) + 1, start - AROUND, 0)
    after = text.find("\n", end, end + AROUND)
    after = after if after >= 0 else min(len(text), end + AROUND)
    edges = sorted({before, after, *(m.start for m in marks), *(m.end for m in marks)})
    out = Markup("… " if before and text[before - 1] != "\n" else "")
    for a, b in itertools.pairwise(edges):
        parts = sorted({m.part for m in marks if m.start <= a and b <= m.end})
        piece = words(text[a:b])
        out += Markup('<mark class="{}">{}</mark>').format(" ".join(parts), piece) if parts else piece
    return out + Markup(" …" if after < len(text) and text[after : after + 1] != "\n" else "")


# ------------------------------------------------------------------------------------------- charts
def chart(group: Group) -> Chart:
    """A group of figures on one scale: linear, or logarithmic where the largest is fifty times the smallest."""
    ends = [x for v in group.values for x in (v.figure.low, v.figure.high) if x is not None and x > 0]
    top = max(ends, default=1.0)
    least = min(ends, default=1.0)
    logarithmic = top / max(least, 1e-9) > 50
    low, high = (log10(least) - 0.1, log10(top) + 0.1) if logarithmic else (0.0, top * 1.12)

    def at(x: float) -> float:
        value = log10(max(x, 1e-9)) if logarithmic else x
        return round(max(0.0, min(1.0, (value - low) / (high - low or 1))) * WIDTH, 1)

    rows = tuple(_drawn(v, at) for v in group.values if v.echo_of is None)
    told = tuple(p for v in VERDICTS for p in [q for q in group.pairs if q.verdict == v][: TOLD[v]])
    steps = sorted({round(10**p) for p in range(int(low), int(high) + 1)} if logarithmic else round_steps(top))
    return Chart(
        group=group,
        rows=rows,
        echoes=tuple(v for v in group.values if v.echo_of is not None),
        told=told,
        ticks=tuple((at(s), number(s)) for s in steps if 0 <= at(s) <= WIDTH),
    )


def _drawn(value: Value, at: Any) -> Drawn:
    figure: Figure = value.figure
    known = [x for x in (figure.low, figure.high) if x is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return Drawn(
        value=value,
        low=at(low) if figure.low is not None else 0.0,
        high=at(high) if figure.high is not None else float(WIDTH),
        left=figure.low is None,
        right=figure.high is None,
        soft=figure.how.startswith(VAGUE),
        words=f"{BOUNDS[figure.bound]} {number(low)}" if low == high else f"{number(low)} to {number(high)}",
    )


def round_steps(top: float) -> set[float]:
    """Three or four round numbers up to the largest."""
    if top <= 0:
        return {0.0}
    size = 10 ** int(log10(top))
    step = next(s for s in (size / 5, size / 2, size, 2 * size, 5 * size) if top / s <= 5)
    return {step * i for i in range(int(top / step) + 1)}
