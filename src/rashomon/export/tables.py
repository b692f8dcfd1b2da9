"""CSV tables for spreadsheets: statements, timeline, figures, disputes, names, joins, sources; a line each, with its citation.

`confidence` is how sure a model is (0–1) of the statement that a line rests on, or of the surest mention of a spelling; it is
empty where nobody tells it.

Beside an EDTF value stand the first and the last day it allows, so that a spreadsheet sorts and filters by days; an open end is empty.

Cells that a spreadsheet would take for a formula get an apostrophe in front (OWASP, "CSV injection"), since the words come
from pages nobody vouches for. Files begin with a BOM, so that Excel reads them as UTF-8.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rashomon import edtf
from rashomon.views.disputes import disputes
from rashomon.views.entities import entities
from rashomon.views.figures import WORDS, figures
from rashomon.views.snapshot import Cite, Filter, Snapshot, Spoken
from rashomon.views.sources import sources
from rashomon.views.statements import statements
from rashomon.views.timeline import timeline

Row = Sequence[object]
CITATION = ("outlet", "published", "file", "start", "end", "words", "id")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet executes; white space made one space."""
    words = "" if value is None else " ".join(str(value).split())
    return "'" + words if words.startswith(FORMULA) and not _is_number(words) else words


def _is_number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True


def _cite(cite: Cite) -> tuple[object, ...]:
    return (cite.outlet, cite.published, cite.file, cite.start, cite.end, cite.text, cite.id)


def _sureness(spoken: Spoken | None) -> float | None:
    return spoken.confidence if spoken else None


def _statements(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield (
        "speaker",
        "name in this report",
        "for a government",
        "stance",
        "form",
        "said",
        "said earliest",
        "said latest",
        "through",
        "copy of",
        "confidence",
        *CITATION,
    )
    for s in statements(snapshot, narrow):
        chain = " > ".join(w.name for w in s.chain)
        yield (
            snapshot.name(s.speaker.entity, s.speaker.name),
            s.speaker.name,
            s.government,
            s.stance,
            s.form,
            s.said,
            *edtf.columns(s.said),
            chain,
            s.echo_of,
            s.confidence,
            *_cite(s.cite),
        )


def _timeline(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield (
        "when",
        "when earliest",
        "when latest",
        "type",
        "mode",
        "place",
        "latitude",
        "longitude",
        "country",
        "actors",
        "targets",
        "accounts",
        "independent",
        "disputed",
        "speaker",
        "stance",
        "copy of",
        "confidence",
        *CITATION,
    )
    for e in timeline(snapshot, narrow):
        for a in e.accounts:
            who = "; ".join(w.name for w in e.actors), "; ".join(w.name for w in e.targets)
            speaker, stance = (a.spoken.speaker.name, a.spoken.stance) if a.spoken else ("", "")
            yield (
                e.when,
                *edtf.columns(e.when),
                e.type,
                e.mode,
                e.place,
                e.latitude,
                e.longitude,
                e.country,
                *who,
                len(e.accounts),
                e.independent,
                "yes" if e.disputed else "",
                speaker,
                stance,
                a.echo_of,
                _sureness(a.spoken),
                *_cite(a.cite),
            )


def _figures(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield (
        "sort",
        "event",
        "verdict",
        "bound",
        "low",
        "high",
        "counts",
        "unit",
        "period",
        "place",
        "speaker",
        "differs from",
        "copy of",
        "confidence",
        *CITATION,
    )
    for g in figures(snapshot, narrow):
        for v in g.values:
            f = v.figure
            apart, sure = " ".join(v.differs_from), _sureness(v.source.spoken)
            place = snapshot.name(v.place, "") if v.place else ""
            verdict = WORDS[g.verdict] if g.verdict else ""
            who = (v.source.speaker.name, apart, v.echo_of, sure)
            yield (g.category, g.about, verdict, f.bound, f.low, f.high, f.counts, f.unit, f.period, place, *who, *_cite(v.source.cite))


def _comparisons(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    heads = [f"{side} {name}" for side in "ab" for name in ("figure", "low", "high", "speaker", "outlet", "published", "id")]
    yield ("sort", "event", "verdict", "reason", *heads)
    for g in figures(snapshot, narrow):
        values = {v.figure.id: v for v in g.values}
        for pair in g.pairs:
            both = (values[pair.a], values[pair.b])
            cells = (
                x
                for v in both
                for x in (v.figure.text, v.figure.low, v.figure.high, v.source.speaker.name, v.source.cite.outlet, v.source.cite.published, v.figure.id)
            )
            yield (g.category, g.about, pair.verdict, pair.reason, *cells)


def _disputes(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    heads = [f"{side} {name}" for side in "ab" for name in ("speaker", "confidence", *CITATION)]
    yield ("type", "reason", "more of the same in copies", *heads, "id")
    for d in disputes(snapshot, narrow):
        both = (value for s in (d.a, d.b) for value in (s.speaker.name, _sureness(s.spoken), *_cite(s.cite)))
        yield (d.type, d.reason, d.echoes, *both, d.id)


def _names(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield ("name", "type", "spelling", "script", "count", "why joined", "latitude", "longitude", "country", "why there", "refs", "confidence", "id")
    for e in sorted(snapshot.entities.values(), key=lambda e: (e.type, e.name)):
        why = "; ".join(f"{j.a} = {j.b}: {j.reason}" for j in e.joins)
        for n in e.names:
            yield (
                e.name,
                e.type,
                n.name,
                n.script,
                n.count,
                why,
                e.latitude,
                e.longitude,
                e.country,
                e.how,
                " ".join(e.refs),
                snapshot.sureness(e, n.name),
                e.id,
            )


def _joins(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield ("decision", "type", "a", "b", "reason", "by", "entity of a", "entity of b")
    for e in entities(snapshot):
        for j in e.joins:
            yield ("joined", e.type, j.a, j.b, j.reason, j.by, e.id, e.id)
        for left in e.apart:
            if left.other.entity is not None and e.id < left.other.entity:  # each pair once
                yield ("left apart", e.type, left.why.a, left.why.b, left.why.reason, left.why.by, e.id, left.other.entity)


def _sources(snapshot: Snapshot, narrow: Filter) -> Iterator[Row]:
    yield ("outlet", "documents", "independent", "repeating its own", "echoed", "echoes of", "clippings", "statements", "first", "last", "files")
    for o in sources(snapshot, narrow).outlets:
        yield (
            o.name,
            o.documents,
            o.independent,
            o.repeated,
            o.echoed,
            "; ".join(f"{n} {c}" for n, c in o.echoes),
            o.clippings,
            o.statements,
            o.first,
            o.last,
            "; ".join(o.files),
        )


TABLES: dict[str, Callable[[Snapshot, Filter], Iterator[Row]]] = {
    "statements": _statements, "timeline": _timeline, "figures": _figures, "comparisons": _comparisons, "disputes": _disputes, "names": _names, "joins": _joins, "sources": _sources,
}  # fmt: skip


def write(snapshot: Snapshot, folder: Path, narrow: Filter) -> list[Path]:
    """Writes every table as `folder/NAME.csv`; the paths, in order. The folder is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, rows in TABLES.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle)
            for row in rows(snapshot, narrow):
                writer.writerow([cell(value) for value in row])
        out.append(path)
    return out
