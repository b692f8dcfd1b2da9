"""Text already read, to documents: title, outlet, author and date with where each was found, clutter, clippings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from rashomon.errors import InputError
from rashomon.lang import LANGUAGES, language
from rashomon.lang.base import Language, Lexicon, TimeExpr
from rashomon.lang.folding import fold
from rashomon.model import Document, Evidence, Genre, Quote, Span
from rashomon.model import digest as identifier
from rashomon.read import digest as digests
from rashomon.read import headers as heading
from rashomon.read import metadata, outlets
from rashomon.read.clutter import clutter, furniture, is_menu
from rashomon.read.credits import stamped
from rashomon.read.detect import LanguageDetector
from rashomon.read.evidence import Chosen, choose
from rashomon.read.known import OutletNames
from rashomon.read.sequence import Layout
from rashomon.read.source import Mark, Quoted, Source
from rashomon.read.stamps import day_of_address

WORD = re.compile(r"\S+")
BULLETS = frozenset("-–•|")
QUOTING = 0.4  # share of a page that is quoted, where all of it is read for the sake of what it quotes
WHOLE = 100_000  # characters of a page that is read a second time
FEWEST = 2  # such lines, lost on the way to the text
CREDIT = 170  # characters of a line that credits a clipping
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(?:1[6-9]|2[01])\d\d-\d\d-\d\d(?!\d)")  # of an age with newspapers
Paragraphs = Callable[[str, int, int | None], list[Span]]


class Timed:
    """A language that remembers the times it read in the lines of one text: several steps ask for them."""

    def __init__(self, language: Language, text: str) -> None:
        self._language, self._text = language, text
        self._read: dict[tuple[int, int], list[TimeExpr]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._language, name)

    def times(self, text: str, span: Span) -> list[TimeExpr]:
        if text is not self._text:
            return self._language.times(text, span)
        key = (span.start, span.end)
        if key not in self._read:
            self._read[key] = self._language.times(text, span)
        return self._read[key]


class FileReader:
    """Reads files into documents. Holds the language detector and the list of outlets; otherwise without state."""

    def __init__(self, paragraphs: Paragraphs, names: OutletNames | None = None) -> None:
        self._paragraphs = paragraphs
        self._names = names or OutletNames()
        self._detector = LanguageDetector()
        self._languages: tuple[Language, ...] = tuple(language(code) for code in LANGUAGES)
        self._lexicons: tuple[Lexicon, ...] = tuple(lang.lexicon for lang in self._languages)

    def documents(self, found: Source, file: str, sha256: str, given: Document | None = None) -> list[Document]:
        """Documents of text already at hand; fields set in `given` come from the caller and win (basis `given`)."""
        text = found.text
        if not text.strip():
            raise InputError(file, "the file holds no words", "nothing to do")
        lines = self._paragraphs(text, 0, None)
        languages = tuple(cast(Language, Timed(lang, text)) for lang in self._languages)
        heads = heading.headers(text, lines, languages, _layout(found, lines), _day(found))
        if (fuller := self._fuller(found, heads)) is not None:
            return self.documents(fuller, file, sha256, given)
        first = min([len(text), *(h.header.start for h in heads[:1]), *(h.body.start for h in heads if h.body)])
        furnished = set(furniture(text, lines, self._lexicons))
        edge = {*lines[:40], *lines[-20:]} & furnished
        own_lines = [line for line in lines if line not in edge and line.end <= first]  # what stands above the first clipping
        known_title = next((e.value for e in found.evidence if e.field == "title"), None) or (text[slice(*given.title)] if given and given.title else None)
        every = [line for line in lines if line.end <= first] + (lines[-10:] if heads else [])
        words = metadata.from_words(text, own_lines or lines[:1], languages, known_title, every)
        chosen = self._chosen(found, words.evidence, text)
        marked = clutter(text, lines, furnished, words.title, self._lexicons, [h.header for h in heads], chosen.author or words.author)
        clippings = digests.with_bodies(text, heads, len(text), marked) if heads else []
        code = (given.language if given else None) or found.language or self._detector.detect(text)
        published, basis = (given.published, "given") if given and given.published else (chosen.published, chosen.basis)
        outlet = (given.outlet if given else None) or chosen.outlet
        title = given.title if given and given.title else words.title
        head = next((d for line in lines[:12] if line not in furnished and (d := metadata.dateline(text, *line))), None) if not heads else None
        root = Document(
            id=given.id if given and given.id else identifier("document", file, sha256), file=file, start=0, end=len(text), language=code,
            genre="digest" if heads else self._genre(text, lines), title=title, outlet=self._names.shown(outlet),
            outlet_span=words.outlet_span if outlet == words.outlet else None, author=chosen.author,
            published=published, published_basis=basis,
            dateline=head[0] if head else None, dateline_place=head[1] if head else None,
            boilerplate=tuple(marked), sha256=sha256, text=text, encoding=found.encoding, how="; ".join(chosen.how), notes=found.notes,
            url=chosen.url, evidence=chosen.evidence, quotes=tuple(_placed(text, found.quoted)), pages=found.pages, custody=found.custody,
        )  # fmt: skip
        return [root, *(self._clipping(root, text, c, marked) for c in clippings)]

    def _chosen(self, found: Source, stated: Sequence[Evidence], text: str) -> Chosen:
        """What is chosen of all evidence. The elements marked as dates are read, and the site's name looked up, only where nothing else speaks."""
        stated = list(stated)
        days = dict.fromkeys(d for e in found.evidence if e.field == "url" and (d := day_of_address(e.value)))
        declared = [*found.evidence, *(Evidence(field="published", value=d, where="the page's address") for d in days)]
        dated = any(e.field == "published" for e in (*declared, *stated))
        if not dated and (seen := self._visible(found.dates)):
            stated.append(Evidence(field="published", value=seen, where="elements marked as a date"))
        if not any(e.field == "outlet" for e in (*found.evidence, *stated)):
            for e in found.evidence:
                if e.field == "url" and (name := self._names.of_address(e.value)):
                    stated.append(Evidence(field="outlet", value=name, where=f"{e.where}, in the list of outlets"))
        named = [e.value for e in (*found.evidence, *stated) if e.field == "outlet"]

        def unfit(e: Evidence) -> bool:
            """An agency's or the outlet's own name in a byline."""
            return e.field == "author" and (
                any(outlets.same_outlet(e.value, name) for name in named) or outlets.is_outlet_like(e.value) or f"({e.value})" in text[:2000]
            )

        return choose(declared, stated, found.guess if not days else None, unfit)

    def _fuller(self, found: Source, heads: list[outlets.Clipping]) -> Source | None:
        """The source with all of its page's text, where that gives more clippings with bodies and dates, and these are most of it."""
        if found.whole is None or len(found.whole) > WHOLE or len(_dated(found.whole) - _dated(found.text)) < FEWEST:
            return None
        other = replace(found, text=found.whole, whole=None)
        bodied = digests.with_bodies(found.text, heads, len(found.text), ()) if heads else []
        taken, more = ([c for c in one if c.body is not None] for one in (bodied, self._bodied(other)))
        told = sum(c.body.end - c.body.start for c in more if c.body)
        gained = len(more) >= len(taken) and len(more) > sum(c.published is not None for c in taken)
        sure = all(c.sure and c.published for c in more) and told >= QUOTING * len(other.text)
        return other if gained and sure and len(more) >= 2 else None

    def _bodied(self, found: Source) -> list[outlets.Clipping]:
        lines = self._paragraphs(found.text, 0, None)
        heads = heading.headers(found.text, lines, self._languages, _layout(found, lines), _day(found))
        return digests.with_bodies(found.text, heads, len(found.text), ()) if heads else []

    def _clipping(self, root: Document, text: str, clip: outlets.Clipping, marked: list[Span]) -> Document:
        span = clip.body or clip.header
        inside = tuple(m for m in marked if span.covers(m))
        head = metadata.dateline(text, *clip.body) if clip.body else None
        return Document(
            id=identifier("document", root.file, root.sha256, *span, "clipping"), file=root.file, parent=root.id, start=span.start, end=span.end,
            language=self._detector.detect(text[span.start : span.end], root.language), genre="clipping", title=clip.title, header=clip.header,
            dateline=head[0] if head else None, dateline_place=head[1] if head else None,
            outlet=self._names.shown(outlets.outlet_name(clip.outlet)), outlet_span=clip.outlet_span, author=clip.author, published=clip.published,
            published_basis="stated" if clip.published else None, boilerplate=inside, sha256=root.sha256, how=f"header “{clip.layout}”",
            evidence=tuple(Evidence(field=f, value=v, where=f"header “{clip.layout}”", chosen=True)
                           for f, v in (("outlet", clip.outlet), ("author", clip.author), ("published", clip.published)) if v),
            quotes=tuple(q for q in root.quotes if span.start <= q.start and q.end <= span.end),
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


def _dated(text: str) -> set[str]:
    """Lines that could credit a clipping: short, with a year, no stamps of comments, no finished sentences."""
    short = (line.strip() for line in text.split("\n") if len(line) <= CREDIT)
    return {line for line in short if YEAR.search(line) and not stamped(line) and line[-1] not in ".!?؟"}


def _day(found: Source) -> str | None:
    """The first day that the format itself gives for the page."""
    return next((m[0] for e in found.evidence if e.field == "published" and (m := DAY.match(e.value))), None)


def _layout(found: Source, lines: list[Span]) -> Layout:
    """What the markup of a page says of the lines of its text."""
    told: dict[str, set[Mark]] = {}
    for mark, words in found.marks:
        told.setdefault(words, set()).add(mark)
    bold = set(found.bold)
    quoted, cited, styled = set(), set(), set()
    for line in lines if told or bold else ():
        words = " ".join(found.text[line.start : line.end].split()).removeprefix("- ")  # trafilatura's sign of an item
        if "quote" in told.get(words, ()):
            quoted.add(line)
        if "cited" in told.get(words, ()):
            cited.add(line)
        if told.get(words, set()) - {"quote", "cited"} or words in bold:
            styled.add(line)
    return Layout(quoted=quoted, cited=cited, styled=styled)


def _placed(text: str, quoted: Sequence[Quoted]) -> Iterator[Quote]:
    """Where the blocks of quotation stand in the text, whatever white space and bullets lie between their words; those that do not stand
    there word for word are left out."""
    if not quoted:
        return
    tokens = [m.span() for m in WORD.finditer(text) if m[0] not in BULLETS]
    shown = [text[a:b] for a, b in tokens]
    at = 0
    for block in quoted:
        words = [w for w in block.words.split() if w not in BULLETS]
        found = (
            next((i for i in range(at, len(shown) - len(words) + 1) if shown[i] == words[0] and shown[i : i + len(words)] == words), None) if words else None
        )
        if found is not None:
            at = found + len(words)
            yield Quote(start=tokens[found][0], end=tokens[at - 1][1], cite=block.cite)
