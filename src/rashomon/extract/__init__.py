"""Extraction: pure functions of one file. Nothing here looks at another file, a store or the clock.

`Reading` is one document (a file without its clippings, or one clipping) made ready: its sentences, its turns, its
language. `extract_all` runs names over the whole file, then times, figures, statements and events document by document,
and checks every span against the text before anything leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon import edtf
from rashomon.errors import BrokenSpan
from rashomon.extract import events, figures, interview, names, published, statements, times
from rashomon.lang.base import Language, Sentence
from rashomon.model import Document, Extraction, Figure, Mention, Report, Span, Statement, Time, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document made ready for extraction. `language` is None where there are no rules for it."""

    document: Document
    sentences: tuple[Sentence, ...]
    turns: tuple[interview.RawTurnLike, ...] = ()
    language: Language | None


def extract_all(text: str, readings: Sequence[Reading], passages: Sequence[Span]) -> Extraction:
    """Everything one file gives. `readings[0]` is the root document. Raises BrokenSpan on a defect of our own."""
    usable = [r for r in readings if r.language is not None]
    mentions: list[Mention] = names.names(text, [(r.document, r.sentences, r.turns, r.language) for r in usable if r.language])
    turns: list[Turn] = []
    found_times, found_figures, found_statements, reports = [], [], [], []
    root = readings[0].document
    documents = [r.document for r in readings]
    for reading in usable:
        assert reading.language is not None
        document, sentences = reading.document, reading.sentences
        own = [m for m in mentions if m.document == document.id]
        own_times = times.times(text, document.id, sentences, reading.language, document.published, [Span(m.start, m.end) for m in own])
        own_turns = interview.speakers(text, document, reading.turns, own, sentences, reading.language)
        said = statements.statements(text, document, root if root.id != document.id else None, sentences, own_turns, own, own_times, reading.language)
        if spoken := _spoken(said, sentences, document.published, own_times):
            own_times = times.times(text, document.id, sentences, reading.language, document.published, [Span(m.start, m.end) for m in own], spoken)
        if document is root and document.published is None and (bound := published.not_before(sentences, own_times)):
            documents[0] = replace(document, how="; ".join(filter(None, (document.how, bound))))
        own_figures = figures.figures(document.id, sentences, reading.language, own_times, own, said)
        turns += own_turns
        found_times += own_times
        found_figures += own_figures
        found_statements += said
        reports += events.reports(text, document, sentences, own, own_times, said, reading.language)
    result = Extraction(
        documents=tuple(documents), turns=tuple(turns), mentions=tuple(mentions), times=tuple(found_times),
        figures=tuple(found_figures), statements=tuple(found_statements), reports=tuple(reports), passages=tuple(passages),
    )  # fmt: skip
    check(text, result)
    return result


def _spoken(said: Sequence[Statement], sentences: Sequence[Sentence], published: str | None, found: Sequence[Time]) -> list[tuple[Span, str]]:
    """Quotations that hold a time and were spoken on a day of their own, with that day: their "yesterday" counts from it."""
    days = [(c, s.said) for s in said if s.form != "indirect" and s.said and s.said != published and edtf.is_day(s.said) for c in s.content]
    if not days:
        return []
    inner = {q.inner for sentence in sentences for q in sentence.quotes if not q.depth}
    spans = [(q, day) for content, day in days for q in inner if q.overlaps(content)]
    return [(q, day) for q, day in spans if any(q.covers(Span(t.start, t.end)) for t in found)]


def check(text: str, found: Extraction) -> None:
    """Raises BrokenSpan where a line does not hold the characters it points at."""
    exact: tuple[Mention | Time | Figure | Report, ...] = (*found.mentions, *found.times, *found.figures, *found.reports)
    for line in exact:
        if not 0 <= line.start < line.end <= len(text) or text[line.start : line.end] != line.text:
            raise BrokenSpan(f"{type(line).__name__.lower()} {line.id}: {line.start}–{line.end} is not {line.text!r}")
    for span in _spans(found):
        if not 0 <= span.start < span.end <= len(text):
            raise BrokenSpan(f"{span.start}–{span.end} lies outside the text")


def _spans(found: Extraction) -> Iterator[Span]:
    for document in found.documents:
        yield from document.boilerplate
        yield from filter(None, (document.title, document.header, document.outlet_span))
    for turn in found.turns:
        yield turn.content
    for statement in found.statements:
        yield from _fragments(statement)


def _fragments(statement: Statement) -> Iterator[Span]:
    for group in (statement.source, statement.cue, statement.content):
        before = -1
        for span in group:
            if span.start < before:
                raise BrokenSpan(f"statement {statement.id}: fragments out of order")
            before = span.end
            yield span
