"""What a reader makes of bytes: text, and what the format itself says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from rashomon.model import Custody, Evidence, Span

Mark = Literal["quote", "cited", "heading", "bold", "italic", "credit"]


class Quoted(NamedTuple):
    """A block that the page sets apart as a quotation, in its words, and the address that it gives for it."""

    words: str
    cite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`evidence` in order of trust, nothing chosen yet; `guess` is a day that a last witness names where there is no other evidence;
    `dates` are short texts marked as dates, `bold` paragraphs set in bold, both for others to make something of; `pages` the stretch
    of each page where the format has pages; `marks` are lines that markup tells apart, in their words, and `whole` more of a page than `text`,
    for pages that turn out to quote others."""

    text: str
    encoding: str
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()
    guess: str | None = None
    dates: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    marks: tuple[tuple[Mark, str], ...] = ()
    whole: str | None = None
    pages: tuple[Span, ...] = ()
    custody: tuple[Custody, ...] = ()
    notes: tuple[str, ...] = ()
