"""The READER seam: bytes to documents. A reader claims data by its content and gives text and metadata.

`read` decodes one file, finds its title, outlet, author and date (with where each was found), marks clutter, and splits
digests into clippings. It looks at nothing outside the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from rashomon import edtf
from rashomon.errors import InputError
from rashomon.lang import LANGUAGES, language
from rashomon.lang.base import Language, Lexicon
from rashomon.lang.folding import fold
from rashomon.model import Basis, Document, Genre, Span
from rashomon.model import digest as identifier
from rashomon.read import digest as digests
from rashomon.read import headers as heading
from rashomon.read import html, metadata, outlets
from rashomon.read.clutter import clutter, furniture, is_menu
from rashomon.read.detect import LanguageDetector
from rashomon.read.text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a reader makes of bytes: text and what the format itself says of it."""

    text: str
    encoding: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    basis: Basis | None = None
    language: str | None = None
    how: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Paragraphs = Callable[[str, int, int | None], list[Span]]
# Tried in order; the first that claims the data reads it.
READERS: dict[str, str] = {
    "html": "rashomon.read:read_html",
    "text": "rashomon.read:read_text",
}


def read_html(data: bytes, file: str) -> Source | None:
    """An HTML page, or None where the bytes are none."""
    if not html.is_html(data):
        return None
    decoded = decode(data, file, html.declared_charset(data))
    page = html.read_page(decoded.text, file)
    return Source(
        text=page.text, encoding=decoded.encoding, title=page.title, outlet=page.outlet, author=page.author,
        published=page.published, basis=page.basis, how=page.how, dates=page.dates, bold=page.bold, notes=(*decoded.notes, *page.notes),
    )  # fmt: skip


def read_text(data: bytes, file: str) -> Source | None:
    """Plain text of any encoding."""
    decoded = decode(data, file)
    return Source(text=decoded.text, encoding=decoded.encoding, notes=decoded.notes)


def source(data: bytes, file: str) -> Source:
    """The first reader's answer. Raises InputError where no reader can use the bytes."""
    for target in READERS.values():
        module, attribute = target.split(":")
        found: Source | None = getattr(import_module(module), attribute)(data, file)
        if found is not None:
            return found
    raise AssertionError("the text reader claims everything or raises")


class FileReader:
    """Reads files into documents. Holds the language detector; otherwise without state."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._detector = LanguageDetector()
        self._languages: tuple[Language, ...] = tuple(language(code) for code in LANGUAGES)
        self._lexicons: tuple[Lexicon, ...] = tuple(lang.lexicon for lang in self._languages)

    def documents(self, found: Source, file: str, sha256: str, given: Document | None = None) -> list[Document]:
        """Documents of text already at hand; fields set in `given` come from the caller and win (basis `given`)."""
        text = found.text
        if not text.strip():
            raise InputError(file, "the file holds no words", "nothing to do")
        lines = self._paragraphs(text, 0, None)
        heads = heading.headers(text, lines, self._languages)
        furnished = set(furniture(text, lines, self._lexicons))
        edge = {*lines[:40], *lines[-20:]} & furnished
        own_lines = [line for line in lines if line not in edge and (not heads or line.end <= heads[0].header.start)]  # what stands above the first clipping
        known_title = found.title or (text[slice(*given.title)] if given and given.title else None)
        every = [line for line in lines if not heads or line.end <= heads[0].header.start] + (lines[-10:] if heads else [])
        words = metadata.from_words(text, own_lines or lines[:1], self._languages, known_title, every)
        author = found.author or words.author
        marked = clutter(text, lines, furnished, words.title, self._lexicons, [h.header for h in heads], author)
        clippings = digests.with_bodies(text, heads, len(text), marked) if heads else []
        code = (given.language if given else None) or found.language or self._detector.detect(text)
        published, basis = found.published or words.published, found.basis if found.published else words.basis
        if not published and (seen := self._visible(found.dates)):
            published, basis = seen, "stated"
        if given and given.published:
            published, basis = given.published, "given"
        outlet = (given.outlet if given else None) or found.outlet or words.outlet
        if author and ((outlet and outlets.same_outlet(author, outlet)) or outlets.is_outlet_like(author) or f"({author})" in text[:2000]):
            author = None  # an agency's name in a byline
        title = given.title if given and given.title else words.title
        head = next((d for line in lines[:12] if line not in furnished and (d := metadata.dateline(text, *line))), None) if not heads else None
        root = Document(
            id=given.id if given and given.id else identifier("document", file, sha256), file=file, start=0, end=len(text), language=code,
            genre="digest" if heads else self._genre(text, lines), title=title, outlet=outlet,
            outlet_span=words.outlet_span if outlet == words.outlet else None, author=author,
            published=published if published and edtf.is_valid(published) else None, published_basis=basis if published else None,
            dateline=head[0] if head else None, dateline_place=head[1] if head else None,
            boilerplate=tuple(marked), sha256=sha256, text=text, encoding=found.encoding,
            how="; ".join([*found.how, *words.how]), notes=found.notes,
        )  # fmt: skip
        return [root, *(self._clipping(root, text, c, marked) for c in clippings)]

    def _clipping(self, root: Document, text: str, clip: outlets.Clipping, marked: list[Span]) -> Document:
        span = clip.body or clip.header
        inside = tuple(m for m in marked if span.covers(m))
        head = metadata.dateline(text, *clip.body) if clip.body else None
        return Document(
            id=identifier("document", root.file, root.sha256, *span, "clipping"), file=root.file, parent=root.id, start=span.start, end=span.end,
            language=self._detector.detect(text[span.start : span.end], root.language), genre="clipping", title=clip.title, header=clip.header,
            dateline=head[0] if head else None, dateline_place=head[1] if head else None,
            outlet=outlets.outlet_name(clip.outlet), outlet_span=clip.outlet_span, author=clip.author, published=clip.published,
            published_basis="stated" if clip.published else None, boilerplate=inside, sha256=root.sha256, how=f"header “{clip.layout}”",
        )  # fmt: skip

    def _visible(self, dates: tuple[str, ...]) -> str | None:
        """The one full date that all visible date elements of a page agree on."""
        values = set()
        for words in dates:
            for lang in self._languages:
                for expr in lang.times(words, Span(0, len(words))):
                    if expr.op == "date" and expr.year and expr.month and expr.day:
                        values.add(f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}")
        return values.pop() if len(values) == 1 else None

    def _genre(self, text: str, lines: list[Span]) -> Genre:
        """Opinion where the page calls itself so on a line of its own; interviews are known later, by their turns."""
        head = [fold(text[line.start : line.end]) for line in lines[:10] if line.end - line.start <= 60 and not is_menu(text[line.start : line.end])]
        for lexicon in self._lexicons:
            if any(re.search(p, words) for p in lexicon.opinion for words in head):
                return "opinion"
        return "analysis" if any(re.search(r"\banalysis\b|\bexplainer\b|تحليل", words) for words in head) else "report"
