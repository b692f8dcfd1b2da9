"""What would be read of a file, for people who want to see it before they build: documents, what they say of themselves, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.errors import InputError
from rashomon.model import Basis, Custody, Document, Evidence
from rashomon.pipeline.reading import Reader
from rashomon.read.members import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One document in short. `words` without `clutter` (characters marked as such); `clippings` inside it, `turns` of an interview, `quotes` set
    apart, `pages` where it has any."""

    id: str
    file: str
    parent: str | None
    genre: str
    language: str | None
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    published_basis: Basis | None
    url: str | None
    words: int
    clutter: int
    clippings: int
    turns: int
    quotes: int
    pages: int
    begins: str
    evidence: tuple[Evidence, ...]
    custody: tuple[Custody, ...]
    notes: tuple[str, ...]


def outlines(reader: Reader, member: Member) -> Iterator[Outline | InputError]:
    """The documents of one file or member in short."""
    try:
        documents, turns = reader.outline(member.data, member.address, member)
    except InputError as error:
        yield error
        return
    except (RecursionError, MemoryError) as error:
        yield InputError(member.address, f"too deep or too large to read ({type(error).__name__})", "save its text by itself")
        return
    text = documents[0].text or ""
    for document in documents:
        yield _outline(document, text, documents, turns.get(document.id, 0))


def _outline(document: Document, text: str, documents: Sequence[Document], turns: int) -> Outline:
    body = _without(text, document)
    return Outline(
        id=document.id, file=document.file, parent=document.parent, genre=document.genre, language=document.language,
        title=text[slice(*document.title)] if document.title else None, outlet=document.outlet, author=document.author, published=document.published,
        published_basis=document.published_basis, url=document.url, words=len(body.split()), clutter=sum(s.end - s.start for s in document.boilerplate),
        clippings=sum(d.parent == document.id for d in documents), turns=turns, quotes=len(document.quotes), pages=len(document.pages),
        begins=" ".join(body.split())[:200], evidence=document.evidence, custody=document.custody, notes=document.notes,
    )  # fmt: skip


def _without(text: str, document: Document) -> str:
    """A document's text without its clutter and title."""
    parts, at = [], document.start
    for hole in sorted([*document.boilerplate, *([document.title] if document.title else [])]):
        parts.append(text[at : max(at, hole.start)])
        at = max(at, hole.end)
    return "".join([*parts, text[at : document.end]])
