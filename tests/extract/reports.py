"""Reads a few sentences as the report of an invented outlet, with its date given, for tests that look at what is extracted."""

from __future__ import annotations

from functools import cache

from rashomon.model import Document, Extraction, Span, Statement
from rashomon.pipeline import Reader
from rashomon.read import Source

THURSDAY = "2031-05-08"


@cache
def reader() -> Reader:
    return Reader()


def report(text: str, published: str | None = THURSDAY, language: str | None = "en", outlet: str | None = "Halyard", file: str = "report.txt") -> Extraction:
    """Everything in a text that was published on a day, by an outlet; both are taken as given."""
    given = Document(id="", file=file, start=0, end=len(text), sha256="", language=language, published=published, outlet=outlet)
    return reader().annotate(Source(text=text, encoding="utf-8"), file, "0" * 64, given)


def page(text: str, file: str = "page.txt") -> Extraction:
    """Everything in a file as it lies on the disk."""
    return reader().read(text.encode(), file)


def words(found: Extraction, spans: Span | tuple[Span, ...] | None) -> str:
    """The characters of a span, or of several joined by a bar."""
    text = found.root.text or ""
    if spans is None:
        return ""
    if isinstance(spans, Span):
        spans = (spans,)
    return " | ".join(text[slice(*s)] for s in spans)


def told(found: Extraction) -> list[tuple[str, str, str]]:
    """(innermost speaker, stance, content) of every statement, in order."""
    return [(speaker(s), s.stance, words(found, s.content)) for s in found.statements]


def speaker(statement: Statement) -> str:
    return statement.chain[-1].name
