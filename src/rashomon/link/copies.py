"""Copies: documents that repeat another's text, found by winnowed prints and judged by what of each stands in the other.

An inverted index over prints gives candidates: for each print a document is set beside the first that holds it and the one before it, never beside all, so that
candidates grow with the number of prints whatever is copied how often. Prints of many documents that are otherwise unlike (a footer, a notice) are left out, and
so are their words. Each candidate is then compared word by word (`overlap`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from rashomon import edtf
from rashomon.link.credits import keyed
from rashomon.link.overlap import Overlap, Prints, Words, among, covered, overlap, shingles, winnowed
from rashomon.link.overlap import words as words_of
from rashomon.model import Copy, Document, Span

SMALLEST = 50  # words; a shorter text, a stub, is a copy only where it stands in another as a whole
STUB, WHOLE = 15, 0.9  # words below which nothing is said of it; how much of it must stand there, and in one run of so many words
CROWDED = 20  # documents; a print of more may be boilerplate
RARE = 4  # a print held so many times oftener than half of a document's prints is foreign to it
DUPLICATE, EXCERPT = 0.75, 0.5  # shared part of a text
CREDITED = 0.35  # the same for texts that name one agency and share as many words as a passage has
PASSAGE = 40  # words in one run that make an excerpt of whatever length of text
FEWEST, PART = 2, 0.1  # prints, and part of the shorter text's prints, that a candidate shares, up to MOST_ASKED prints
MOST_ASKED = 6
MOST = 40  # candidates of one document
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_\w+|ref|source)=")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """What of a document is compared: its own words without clutter, and what orders it; the keys of its outlet and address ("" where unknown) and of the agencies it credits."""

    document: str
    words: Words
    outlet: str
    published: str | None
    credits: frozenset[str]
    address: str


def body(document: str, text: str, outlet: str | None, published: str | None, credits: tuple[str, ...] = (), url: str | None = None) -> Body:
    """A text made ready. `credits`: what `Credits` finds in it; of an outlet's own name it says nothing."""
    key = keyed(outlet or "")
    return Body(document=document, words=words_of(text), outlet=key, published=published, credits=frozenset(map(keyed, credits)) - {key}, address=_address(url))


def _address(url: str | None) -> str:
    """An address as it is compared: without scheme, "www.", the last slash, "#" and what follows, and what only tells who sent the reader; of a whole site nothing."""
    try:
        parts = urlsplit((url or "").strip().lower())
    except ValueError:
        return ""
    path, query = parts.path.rstrip("/"), "&".join(p for p in parts.query.split("&") if p and not TRACKING.match(p))
    return f"{parts.netloc.removeprefix('www.')}{path}?{query}" if parts.netloc and (path or query) else ""


def own(document: Document, family: Iterable[Document]) -> list[Span]:
    """The pieces of a file's text that are a document's own: without clutter, and a page without its clippings (those of `family`)."""
    out, at = [], document.start
    for hole in sorted([*document.boilerplate, *(Span(d.start, d.end) for d in family if d.parent == document.id)]):
        if hole.start > at:
            out.append(Span(at, min(hole.start, document.end)))
        at = max(at, hole.end)
    return [*out, Span(at, document.end)] if at < document.end else out


def copies(bodies: Iterable[Body]) -> list[Copy]:
    """Copies among the bodies, each the later (or shorter) one `of` the earlier, in order of ids; the same whatever the order of the bodies.

    Stubs are copies only word for word: of another stub, or within a longer text.

    A document is not set beside all others of its kind, but beside the first of each print, the one before it, and what that goes back to.
    """
    ordered = sorted((b for b in bodies if len(b.words) >= STUB), key=_age)
    out, singles = _same_words(ordered)
    marks = [winnowed(shingles(b.words)) for b in singles]
    postings = _Postings(marks)
    singles = [replace(b, words=_without(b.words, postings.boilerplate)) if n in postings.littered else b for n, b in enumerate(singles)]
    candidates = postings.candidates()
    chief: dict[int, int] = {}  # later → the one it shares most with
    for later, earlier in candidates:
        made: list[tuple[float, int]] = []
        asked = set(earlier)
        for n in (*earlier, *sorted({chief[e] for e in earlier if e in chief} - asked)):
            if copy := _judged(singles[n], singles[later]):
                out.append(copy)
                made.append((-copy.share, n))
        if made:
            chief[later] = min(made)[1]
    return sorted(out, key=lambda c: (c.document, c.of))


def _age(body: Body) -> tuple[str, int, str]:
    """The earlier of two first; with equal or unknown dates the longer one."""
    return body.published or "9999", -len(body.words), body.document


def _same_words(ordered: Sequence[Body]) -> tuple[list[Copy], list[Body]]:
    """Copies without a word of difference, each of the first; and the bodies without them."""
    first: dict[bytes, Body] = {}
    out = []
    for one in ordered:
        other = first.setdefault(one.words.tobytes(), one)
        if other is not one:
            older, newer = _directed(other, one)
            out.append(Copy(document=newer.document, of=older.document, kind="duplicate", share=1.0, within=1.0, run=len(one.words)))
    return out, list(first.values())


class _Postings:
    """Which documents hold which prints; documents are numbers, the earlier ones smaller."""

    def __init__(self, marks: Sequence[Prints]) -> None:
        self._counts = np.array([len(m) for m in marks], np.int64)
        prints = np.concatenate(marks) if marks else np.empty(0, np.uint64)
        holders = np.repeat(np.arange(len(marks), dtype=np.uint32), self._counts)
        order = np.argsort(prints, kind="stable")  # holders of one print stay in order
        prints, self._holders = prints[order], holders[order]
        self._starts = np.flatnonzero(np.concatenate(([True], prints[1:] != prints[:-1]))) if len(prints) else np.empty(0, np.intp)
        self._sizes = np.diff(np.concatenate((self._starts, [len(prints)])))
        crowded = self._foreign(order)
        self.boilerplate: Prints = prints[self._starts[crowded]]
        self.littered = set(self._holders[np.repeat(crowded, self._sizes)].tolist()) if crowded.any() else set()
        self._kept = ~crowded & (self._sizes > 1)

    def _foreign(self, order: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Of each print whether it is boilerplate: held by many documents, most of which hold nothing else so common.

        A wire story of five hundred prints is common in all its parts; a footer is common in documents that are not.
        """
        crowded = self._sizes > CROWDED
        if not crowded.any():
            return crowded
        common = np.empty(len(order), np.int32)
        common[order] = np.repeat(self._sizes, self._sizes)
        ends = np.cumsum(self._counts)
        typical = np.array([np.partition(common[e - n : e], n // 2)[n // 2] if n else 0 for e, n in zip(ends, self._counts, strict=True)])
        foreign = typical[self._holders] * RARE < np.repeat(self._sizes, self._sizes)
        mostly = np.add.reduceat(foreign, self._starts, dtype=np.int64) * 2 > self._sizes
        return crowded & mostly

    def candidates(self) -> list[tuple[int, list[int]]]:
        """(later, earlier ones) to be compared, in order; the earlier ones by how many prints led to them."""
        sizes, starts = self._sizes[self._kept], self._starts[self._kept]
        rest = sizes - 1
        firsts = np.repeat(starts, rest)
        offset = np.arange(rest.sum()) - np.repeat(np.cumsum(rest) - rest, rest)
        places = firsts + offset + 1
        later = self._holders[places].astype(np.uint64)
        star = later << np.uint64(32) | self._holders[firsts]
        chained = offset > 0
        chain = later[chained] << np.uint64(32) | self._holders[places[chained] - 1]
        pairs, counts = np.unique(np.concatenate((star, chain)), return_counts=True)
        one, two = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
        least = np.clip(PART * np.minimum(self._counts[one], self._counts[two]), FEWEST, MOST_ASKED)
        enough = counts >= least
        one, two, counts = one[enough], two[enough], counts[enough]
        out: list[tuple[int, list[int]]] = []
        for n in np.lexsort((two, -counts, one)).tolist():
            if not out or out[-1][0] != one[n]:
                out.append((int(one[n]), []))
            if len(out[-1][1]) < MOST:
                out[-1][1].append(int(two[n]))
        return out


def _without(words: Words, boilerplate: Prints) -> Words:
    """The words of a text that stand in no shingle of boilerplate."""
    return words[~covered(among(shingles(words), boilerplate), len(words))]


def _judged(first: Body, second: Body) -> Copy | None:
    """What the later of two is to the earlier, None where it is no copy of it. Where one credits the other's outlet, it is the copy, whatever the dates say."""
    if min(len(first.words), len(second.words)) < STUB:
        return None
    found = overlap(first.words, second.words)
    kind = _kind(first, second, found)
    if kind is None:
        return None
    older, newer = _directed(first, second)
    of_older, of_newer = found.shares if older is first else found.shares[::-1]
    share = of_older if len(older.words) < len(newer.words) else of_newer
    return Copy(document=newer.document, of=older.document, kind=kind, share=round(share, 3), within=round(of_newer, 3), run=found.run[2])  # type: ignore[arg-type]


def _kind(first: Body, second: Body, found: Overlap) -> str | None:
    one, two = found.shares
    share, both = max(one, two), min(one, two)
    if min(len(found.first), len(found.second)) < SMALLEST:
        return "excerpt" if share >= WHOLE and found.run[2] >= STUB and max(len(found.first), len(found.second)) >= SMALLEST else None
    enough = share >= EXCERPT or (share >= CREDITED and _one_agency(first, second) and min(found.first.sum(), found.second.sum()) >= PASSAGE)
    one_place = (first.outlet and first.outlet == second.outlet) or (first.address and first.address == second.address)
    if enough and one_place and _surely_before(first.published, second.published):
        return "version"
    if both >= DUPLICATE or (share >= DUPLICATE and both >= EXCERPT):
        return "duplicate"
    return "excerpt" if enough or found.run[2] >= PASSAGE else None


def _one_agency(first: Body, second: Body) -> bool:
    """Whether two texts name one agency as their source, or one of them is that agency's."""
    return bool(first.credits & second.credits) or first.outlet in second.credits or second.outlet in first.credits


def _surely_before(one: str | None, two: str | None) -> bool:
    """Whether one date ends before the other begins."""
    last, first = edtf.columns(one)[1], edtf.columns(two)[0]
    return last is not None and first is not None and last < first


def _directed(first: Body, second: Body) -> tuple[Body, Body]:
    """(the source, the copy): the earlier first, unless it alone credits the outlet of the other."""
    backward = second.outlet in first.credits and first.outlet not in second.credits
    return (second, first) if backward else (first, second)


def is_whole(copy: Copy) -> bool:
    """Whether the document as a whole goes back to the other: a print or a later version of it, or a piece of it."""
    return copy.kind != "excerpt" or copy.within >= EXCERPT


def origins(found: Sequence[Copy]) -> dict[str, str]:
    """Document → the one it goes back to as a whole, along what it shares most with; documents with a text of their own are left out.

    Sources count once by this.
    """
    of: dict[str, str] = {}
    for copy in sorted(found, key=lambda c: (-c.within, -c.share, c.document, c.of)):
        if is_whole(copy):
            of.setdefault(copy.document, copy.of)
    out = {}
    for document in sorted(of):
        way = [document]
        while way[-1] in of and of[way[-1]] not in way:
            way.append(of[way[-1]])
        back = of.get(way[-1])
        end = min(way[way.index(back) :]) if back is not None else way[-1]  # two that name each other as source: either will do
        if end != document:
            out[document] = end
    return out
