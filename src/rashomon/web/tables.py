"""What people take away: a page's lines as CSV, and the citation of a line as a W3C Web Annotation."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from rashomon.browsing import answers as a
from rashomon.export.tables import CITATION, Row, cell
from rashomon.views.snapshot import Cite, Spoken


def as_csv(name: str, answer: Any) -> bytes:
    """The table of a page; with a BOM, so that Excel reads UTF-8, and without cells that a spreadsheet would execute."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in TABLES[name](answer):
        writer.writerow([cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "surrogatepass")


def _cite(c: Cite) -> Row:
    return (c.outlet, c.published, c.file, c.start, c.end, c.text, c.id)


def _spoken(s: Spoken) -> Row:
    return (s.speaker.name, s.stance, s.form, s.said, " > ".join(w.name for w in s.chain), s.echo_of, s.confidence, *_cite(s.cite))


def _statements(x: a.Statements) -> Iterator[Row]:
    yield ("speaker", "stance", "form", "said", "through", "copy of", "confidence", *CITATION)
    yield from map(_spoken, x.statements)


def _timeline(x: a.Timeline) -> Iterator[Row]:
    yield ("when", "type", "mode", "place", "actors", "targets", "accounts", "independent", "disputed", "id")
    for h in x.happenings:
        e = h.entry
        both = ("; ".join(w.name for w in side) for side in (e.actors, e.targets))
        yield (e.when, e.type, e.mode, e.place, *both, h.accounts, e.independent, "yes" if e.disputed else "", e.id)


def _event(x: a.EventPage) -> Iterator[Row]:
    yield ("when", "type", "place", "speaker", "stance", "said", "through", "copy of", *CITATION)
    for one in x.entry.accounts:
        s = one.spoken
        told = (s.speaker.name, s.stance, s.said, " > ".join(w.name for w in s.chain)) if s else ("", "", "", "")
        yield (x.entry.when, x.entry.type, x.entry.place, *told, one.echo_of, *_cite(one.cite))


def _disputes(x: a.Disputes) -> Iterator[Row]:
    yield ("type", "reason", "event", *(f"{side} {name}" for side in "ab" for name in ("speaker", *CITATION)), "id")
    for d in x.disputes:
        yield (d.type, d.reason, d.event, *(v for s in (d.a, d.b) for v in (s.speaker.name, *_cite(s.cite))), d.id)


def _figures(x: a.Figures) -> Iterator[Row]:
    yield ("sort", "about", "event", "bound", "low", "high", "counts", "speaker", "differs from", "copy of", *CITATION)
    for g in x.groups:
        for v in g.values:
            f = v.figure
            apart = " ".join(v.differs_from)
            yield (g.category, g.about, g.event, f.bound, f.low, f.high, f.counts, v.source.speaker.name, apart, v.echo_of, *_cite(v.source.cite))


def _entities(x: a.Entities) -> Iterator[Row]:
    yield ("name", "type", "mentions", "spellings", "joins", "apart", "id")
    for e in x.entities:
        yield (e.name, e.type, e.mentions, "; ".join(f"{n.name} × {n.count}" for n in e.names), e.joins, e.apart, e.id)


def _documents(x: a.Papers) -> Iterator[Row]:
    yield ("file", "title", "outlet", "published", "language", "genre", "clippings", "copy of", "id")
    for p in x.papers:
        yield (p.file, p.title, p.outlet, p.published, p.language, p.genre, p.clippings, p.copy_of, p.id)


def _sources(x: a.SourcesPage) -> Iterator[Row]:
    yield ("outlet", "documents", "clippings", "copies", "statements", "first", "last")
    for o in x.outlets:
        yield (o.name, o.documents, o.clippings, o.copies, o.statements, o.first, o.last)


def _places(x: a.Map) -> Iterator[Row]:
    yield ("name", "latitude", "longitude", "country", "mentions", "events", "id")
    for p in x.places:
        yield (p.name, p.latitude, p.longitude, p.country, p.mentions, p.events, p.id)


TABLES: dict[str, Callable[[Any], Iterator[Row]]] = {
    "statements": _statements, "timeline": _timeline, "event": _event, "disputes": _disputes, "figures": _figures, "entities": _entities, "documents": _documents,
    "sources": _sources, "places": _places,
}  # fmt: skip


def annotation(c: a.Citation) -> dict[str, Any]:
    """A citation as https://www.w3.org/TR/annotation-model/: the words with what stands around them, and their characters in the kept text."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:rashomon:{c.cite.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody", "format": "text/plain", "value": " · ".join(v for v in (c.title, c.cite.outlet or "outlet not stated", c.cite.published or "no date") if v),
        },
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"urn:sha256:{c.sha256}", "type": "Text", "rashomon:file": c.cite.file, "rashomon:document": c.cite.document, "rashomon:outlet": c.cite.outlet,
                "rashomon:published": c.cite.published, "rashomon:text_sha256": c.text_sha256, "language": c.cite.language,
            },
            "selector": [
                {"type": "TextQuoteSelector", "exact": c.cite.text, "prefix": c.prefix, "suffix": c.suffix},
                {"type": "TextPositionSelector", "start": c.cite.start, "end": c.cite.end},
            ],
        },
    }  # fmt: skip
