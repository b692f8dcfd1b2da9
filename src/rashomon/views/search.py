"""Search over folded words: accents, vowel marks, hamza, digits and light clitics make no difference; hits point at the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.lang.folding import keys, occurrences
from rashomon.model import Span
from rashomon.store import Passage
from rashomon.views.snapshot import Cite, Filter, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with the words that were found in it (offsets into the file's text)."""

    cite: Cite
    words: tuple[Span, ...]


def search(snapshot: Snapshot, query: str, narrow: Filter, limit: int = 20, names: bool = True) -> list[Hit]:
    """Passages that hold all words of the query. Words in quotation marks must follow each other; a name is looked for
    under all its spellings when `names` is set and the whole query is one."""
    phrases = _phrases(query)
    if not phrases:
        return []
    wanted = [" ".join(f'"{k}"' for k in phrase) if len(phrase) == 1 else '"' + " ".join(phrase) + '"' for phrase in phrases]
    variants = [phrases]
    matched = [" AND ".join(wanted)]
    if names:
        for spelling in snapshot.spellings(query):
            words = [k for k, _ in keys(spelling)]
            if words and [words] not in variants:
                variants.append([words])
                matched.append('"' + " ".join(words) + '"')
    out: list[Hit] = []
    for passage in _passages(snapshot, " OR ".join(f"({m})" for m in matched), limit * 4):
        if passage.document not in snapshot.documents:
            continue
        document = _holder(snapshot, passage.document, passage.start)
        found = snapshot.documents[document]
        if not narrow.lets(found.published, found.language):
            continue
        cite = snapshot.cite(document, document, passage.start, passage.end)
        spans = _found(cite, variants)
        if spans:
            out.append(Hit(cite=cite, words=spans))
        if len(out) >= limit:
            break
    return out


def _passages(snapshot: Snapshot, query: str, first: int) -> Iterator[Passage]:
    """Passages, the best first, fetched as far as they are asked for."""
    given, most = 0, first
    while True:
        found = snapshot.store.search(query, most)
        snapshot.expect(p.document for p in found[given:])
        yield from found[given:]
        if len(found) < most:
            return
        given, most = len(found), most * 8


def _phrases(query: str) -> list[list[str]]:
    parts = query.replace("“", '"').replace("”", '"').replace("«", '"').replace("»", '"').split('"')
    out: list[list[str]] = []
    for number, part in enumerate(parts):
        words = [k for k, _ in keys(part)]
        out += ([words] if words else []) if number % 2 else [[w] for w in words]
    return list(map(list, dict.fromkeys(map(tuple, out))))


def _holder(snapshot: Snapshot, root: str, at: int) -> str:
    """The clipping a place lies in, else the file's own document."""
    inside = [d for d in snapshot.clippings_in[root] if d.start <= at < d.end]
    return min(inside, key=lambda d: d.end - d.start).id if inside else root


def _found(cite: Cite, variants: list[list[list[str]]]) -> tuple[Span, ...]:
    """Where the words of any variant stand in a passage."""
    words = list(keys(cite.text))
    spans: set[Span] = set()
    for phrases in variants:
        hits = [occurrences(words, phrase) for phrase in phrases]
        if all(hits):
            spans.update(s for hit in hits for s in hit)
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):  # a name inside a longer spelling of it is marked once
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(Span(s.start + cite.start, s.end + cite.start) for s in out)
