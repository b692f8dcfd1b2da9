"""Documents, sources, search, and any line of the record with the words it stands on."""

from __future__ import annotations

import difflib
import re
from collections import Counter

from rashomon.browsing.answers import (
    Citation,
    Difference,
    DocumentPage,
    Found,
    Handing,
    Layer,
    Line,
    OutletRow,
    Paper,
    Papers,
    Repeated,
    SourcesPage,
)  # fmt: skip
from rashomon.browsing.desk import Desk, counts, days, spoken_of
from rashomon.errors import NotFound
from rashomon.lang.folding import keys
from rashomon.model import Document, Figure, Mention, Relation, Report, Span, Statement, Time, Turn
from rashomon.store import Where
from rashomon.views.passage import AROUND, show
from rashomon.views.search import search as search_
from rashomon.views.snapshot import Filter

WINDOW = 40_000  # characters of a text that one page shows
MOST_COPIES = 60
MOST_COMPARED = 60_000  # characters of each text that a comparison looks at
FACETED = 60
PIECES = re.compile(r"\s*\S+")
KINDS: dict[str, type[Mention] | type[Statement] | type[Figure] | type[Turn] | type[Time] | type[Report]] = {
    "m": Mention, "s": Statement, "f": Figure, "u": Turn, "t": Time, "r": Report,
}  # fmt: skip


# ------------------------------------------------------------------------------------------- one document
def document(b: Desk, identifier: str, at: str | None, start: int | None) -> DocumentPage:
    """The part of a file's text that holds the line `at`, the clipping asked for, or the character `start`. Raises NotFound."""
    asked = b.part.documents.get(identifier)
    if asked is None:
        raise NotFound(f"no document {identifier!r} in the record")
    root = b.part.root_of(asked.id)
    text = root.text or ""
    spans = _spans_of(b, root, at) if at else ()
    here = spans[0].start if spans else start if start is not None else asked.start if asked.parent else 0
    begin, end = _window(text, max(0, min(here, len(text))))
    file = b.part.state_of.get(root.id)
    within = (Where("start", "to", end),)
    own = (Where("root", "is", root.id), *within, Where("end", "from", begin))
    clippings = b.part.clippings_in[root.id]
    said = [s for s in b.store.page(Statement, where=(Where("root", "is", root.id),)) if s.content[0].start < end and s.content[-1].end > begin]
    layers = [
        *_layers_of_documents(b, root, clippings),
        *(
            Layer(part="name", start=m.start, end=m.end, line=m.id, target=m.entity, note=b.part.name(m.entity, m.type))
            for m in b.store.page(Mention, where=own)
        ),
        *(Layer(part="time", start=t.start, end=t.end, line=t.id, note=t.value or "no date known") for t in b.store.page(Time, where=own)),
        *(
            Layer(part="figure", start=f.start, end=f.end, line=f.id, note=f"{f.category}, {f.bound.replace('_', ' ')}")
            for f in b.store.page(Figure, where=own)
        ),
        *(Layer(part="turn", start=u.start, end=u.end, line=u.id, target=u.speaker, note=f"{u.role}: {u.label}") for u in b.store.page(Turn, where=own)),
        *(Layer(part=part, start=x.start, end=x.end, line=s.id) for s in said for part, spans_ in _parts(s) for x in spans_),
    ]
    copies = [c for c in b.names.copies if root.id in (c.document, c.of)]
    b.part.prepare(c.of if c.document == root.id else c.document for c in copies)
    b.part.hear(said)
    return DocumentPage(
        file=root, document=asked.id, state=file.state if file else "current", version=file.version if file else 1, length=len(text), start=begin, end=end,
        text=text[begin:end], layers=tuple(sorted((x for x in layers if x.start < end and x.end > begin), key=lambda x: (x.start, -x.end, x.part, x.line))),
        statements=tuple(b.part.spoken(s) for s in sorted(said, key=lambda s: (s.content[0].start, s.id))),
        clippings=tuple(b.paper(c) for c in clippings), copies=tuple(copies),
        copy_files=tuple(b.part.documents[i].file for c in copies if (i := c.of if c.document == root.id else c.document) in b.part.documents),
        at=at if spans else None, at_spans=spans,
    )  # fmt: skip


def _parts(s: Statement) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    return ("content", s.content), ("source", s.source), ("cue", s.cue)


def _layers_of_documents(b: Desk, root: Document, clippings: list[Document]) -> list[Layer]:
    out = [Layer(part="clutter", start=x.start, end=x.end, line=root.id, note="clutter of the page") for x in root.boilerplate]
    for d in (root, *clippings):
        if d.title:
            out.append(Layer(part="title", start=d.title.start, end=d.title.end, line=d.id))
        if d.parent is not None:
            out.append(Layer(part="clipping", start=d.start, end=d.end, line=d.id, note=f"{d.outlet or 'outlet not stated'}, {d.published or 'no date'}"))
    return out


def _spans_of(b: Desk, root: Document, identifier: str) -> tuple[Span, ...]:
    """Where a line of this file stands; an account of an event is named by the event's id."""
    kind = KINDS.get(identifier[:1])
    if kind is not None:
        for line in b.store.page(kind, where=(Where("id", "is", identifier), Where("root", "is", root.id))):
            return line.content if isinstance(line, Statement) else (Span(line.start, line.end),)
    if identifier.startswith("e-"):
        found = b.store.page(Report, where=(Where("event", "is", identifier), Where("root", "is", root.id)), order=("start",))
        return tuple(Span(r.start, r.end) for r in found[:1])
    if identifier.startswith("d-") and (d := b.part.documents.get(identifier)) is not None and d.parent == root.id:
        return (d.title,) if d.title else (Span(d.start, min(d.end, d.start + 80)),)
    return ()


def _window(text: str, at: int) -> tuple[int, int]:
    """The stretch of a text that is shown: all of it, or whole paragraphs around a place."""
    if len(text) <= WINDOW:
        return 0, len(text)
    start = max(0, at - WINDOW // 4)
    cut = text.find("\n", start, at) if start else -1
    start = cut + 1 if cut >= 0 else start
    end = min(len(text), start + WINDOW)
    cut = text.rfind("\n", at, end) if end < len(text) else -1
    return start, cut + 1 if cut > at else end


def line(b: Desk, identifier: str) -> Line:
    """A line in its passages, by its whole id. Raises NotFound."""
    if identifier.startswith("t-"):
        b.part.times = b.store.page(Time, where=(Where("id", "is", identifier),))
    elif identifier.startswith("r-"):
        b.part.reports = b.store.page(Report, where=(Where("id", "is", identifier),))
    elif identifier.startswith("x-"):
        b.part.relations = b.store.page(Relation, where=(Where("id", "is", identifier),))
    elif identifier.startswith(("s-", "f-")):
        b.part.relations = b.store.page(Relation, where=(Where("id", "any", (Where("a", "is", identifier), Where("b", "is", identifier))),), limit=40)
    shown = show(b.part, identifier)[:60]
    return Line(shown=tuple(shown), roots=tuple(b.part.root_of(x.cite.document).id for x in shown))


def citation(b: Desk, identifier: str) -> Citation:
    """What it takes to cite a line of the text. Raises NotFound for what is none (an entity, a pair)."""
    first = line(b, identifier).shown[0]
    root = b.part.root_of(first.cite.document)
    text, c = root.text or "", first.cite
    file = b.part.state_of.get(root.id)
    return Citation(
        cite=c, title=first.title, prefix=text[max(0, c.start - 40) : c.start], suffix=text[c.end : c.end + 40], sha256=root.sha256,
        text_sha256=file.text_sha256 if file else "", figure=b.part.figures.get(identifier) if identifier.startswith("f-") else None,
    )  # fmt: skip


def passage_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around some words that tells what they are about, whole words."""
    low, high = max(0, start - AROUND // 2), min(len(text), end + AROUND // 2)
    low = text.find(" ", low, start) + 1 or low if low else 0
    cut = text.rfind(" ", end, high) if high < len(text) else -1
    return low, cut if cut > end else high


# ------------------------------------------------------------------------------------------- sources
def papers(b: Desk, narrow: Filter, outlet: str | None, genre: str | None, words: str | None, offset: int, limit: int) -> Papers:
    where = [*spoken_of(narrow.language, outlet), *days("published", narrow)]
    if genre:
        where.append(Where("genre", "is", genre))
    if words:
        where.append(Where("file", "begins", words))
    if outlet is None and genre != "clipping":
        where.append(Where("parent", "is"))
    found = b.store.page(Document, where=where, order=("day", "file", "start"), limit=limit, offset=offset, without=("text",))
    languages = b.held.once(("languages", b.files), lambda: counts(b.store.tally(Document, ("language",), where=(Where("parent", "is"),))))
    return Papers(papers=_with_titles(b, found), total=b.store.count(Document, where=where), offset=offset, languages=languages)


def _with_titles(b: Desk, found: list[Document]) -> tuple[Paper, ...]:
    b.part.prepare(d.id for d in found)
    return b.papers(b.part.documents[d.id] for d in found)


def sources(b: Desk) -> SourcesPage:
    return b.held.once(("sources", b.files), lambda: _sources(b))


def _sources(b: Desk) -> SourcesPage:
    store = b.store
    said = store.said_by_outlet()
    ids = [*{i for c in b.names.copies for i in (c.document, c.of)}]
    outlet_of: dict[str, str | None] = {}
    for at in range(0, len(ids), 500):
        outlet_of |= {d.id: d.outlet for d in store.page(Document, where=(Where("id", "in", ids[at : at + 500]),), without=("text",))}
    copied = Counter(outlet_of[d] for d in b.names.origin if d in outlet_of)
    rows = [
        OutletRow(name=o, documents=n, clippings=c, copies=copied[o], statements=said.get(o, 0), first=low, last=high) for o, n, c, low, high in store.outlets()
    ]
    repeats = Counter((outlet_of[d], outlet_of[o]) for d, o in b.names.origin.items() if d in outlet_of and o in outlet_of and outlet_of[d] != outlet_of[o])
    quotes: Counter[tuple[str | None, str | None]] = Counter()
    clippings = store.page(Document, where=(Where("parent", "known"),), limit=20_000, without=("text",))
    parents = {d.id: d.outlet for d in store.page(Document, where=(Where("genre", "is", "digest"),), limit=20_000, without=("text",))}
    quotes.update((parents[d.parent or ""], d.outlet) for d in clippings if d.parent in parents and parents[d.parent] != d.outlet)
    shown = b.names.copies[:MOST_COPIES]
    b.part.prepare(i for c in shown for i in (c.document, c.of))
    have = [c for c in shown if c.document in b.part.documents and c.of in b.part.documents]
    return SourcesPage(
        outlets=tuple(sorted(rows, key=lambda o: (o.name is None, -o.documents, o.name or ""))),
        handings=tuple(Handing(by=x, of=y, copies=repeats[x, y], clippings=quotes[x, y]) for (x, y), _ in (repeats + quotes).most_common(40)),
        copies=tuple(
            Repeated(paper=b.paper(b.part.documents[c.document]), of=b.paper(b.part.documents[c.of]), kind=c.kind, share=c.share) for c in have
        ),
        copies_total=len(b.names.copies), removed=tuple(name for name, _ in store.roots_in("removed"))[:200], skipped=tuple(x.what for x in store.skipped())[:200],
    )  # fmt: skip


def difference(b: Desk, one: str, two: str) -> Difference:
    """Two texts side by side, word by word (Ratcliff and Obershelp, as in `difflib`). Raises NotFound."""
    left, right = b.part.documents.get(one), b.part.documents.get(two)
    if left is None or right is None:
        raise NotFound(f"no document {one if left is None else two!r} in the record")
    texts = [b.part.text(d.id)[d.start : d.end] for d in (left, right)]
    pieces = [PIECES.findall(t[:MOST_COMPARED]) for t in texts]
    matcher = difflib.SequenceMatcher(None, [p.strip() for p in pieces[0]], [p.strip() for p in pieces[1]], autojunk=True)
    rows = []
    for what, a, z, c, y in matcher.get_opcodes():
        rows.append(({"equal": "same", "replace": "changed", "delete": "left", "insert": "right"}[what], "".join(pieces[0][a:z]), "".join(pieces[1][c:y])))
    return Difference(left=b.paper(left), right=b.paper(right), rows=tuple(rows), whole=max(map(len, texts)) <= MOST_COMPARED)


# ------------------------------------------------------------------------------------------- search
def search(b: Desk, query: str, narrow: Filter, outlet: str | None, limit: int) -> Found:
    """Passages with the words in either script, and the name the words stand for, where they are one."""
    if not any(keys(query)):
        return Found(query=query, hits=(), more=False, spellings=(), who=None, languages=(), outlets=())
    hits = search_(b.part, query, narrow, max(limit, FACETED) + 1)
    languages = counts(Counter(h.cite.language for h in hits[:FACETED]).most_common())
    outlets = counts(Counter(h.cite.outlet for h in hits[:FACETED]).most_common(8))
    chosen = [h for h in hits if outlet is None or (h.cite.outlet or "") == outlet]
    spellings = b.part.spellings(query)
    known = b.names.by_keys.get(tuple(k for k, _ in keys(spellings[0]))) if spellings else None
    return Found(
        query=query, hits=tuple(chosen[:limit]), more=len(chosen) > limit, spellings=tuple(spellings), who=b.who(known), languages=languages, outlets=outlets
    )
