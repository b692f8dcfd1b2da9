"""Paragraphs and sentences, with offsets, in both scripts.

Scraped text keeps one paragraph a line; hard-wrapped text is joined again. A sentence ends at a final mark, with the
quotation marks and brackets that close there, unless the mark belongs to an abbreviation, an initial or a number, or
the next word goes on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.lang.base import Language, Quote, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token, between, tokenize
from rashomon.model import Span
from rashomon.spans import Places
from rashomon.text.quotes import quotations

FINAL = re.compile(r"(?:[.!?؟۔…]+[\"”’»')\]]*|[!?؟][\"”’»')\]]*)(?=\s|$)|[!?؟]+(?=\S)|(?<=[^\W\d_a-zA-Z])\.(?=[\u0621-\u064a])")
LAST_WORD = re.compile(r"([^\s\"“”«»'‘’(\[]+)$")
NUMBERING = frozenset({"no", "nos", "vol", "p", "pp", "art", "fig"})  # abbreviations only before a number
STARTERS = frozenset("the a an in on at it he she they we i this that these those but and as for his her their its after before when while there".split())
LINE = re.compile(r"[^\n\r]+")
ENDS = frozenset('.!?؟…:;"”»')
FURNITURE = re.compile(r"^\s*(?:[*•·▪●–—-]\s|\d+[.)]\s|[|>])")

FIELD = re.compile(r"(?:[A-Z][a-z]{2,14}|[\u0621-\u064a]{3,12}):[ \t]\S")  # two of these below each other are a list: "Newspaper: …", "Date: …"


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Paragraphs of `text[start:end]` without surrounding white space: lines, with wrapped lines joined."""
    end = len(text) if end is None else end
    out: list[Span] = []
    lines = [(m.start(), m.end()) for m in LINE.finditer(text, start, end) if m[0].strip()]
    lengths = sorted(b - a for a, b in lines)
    wrapped = len(lines) > 5 and 55 <= lengths[len(lengths) * 3 // 4] <= 90 and lengths[-1] <= 100
    for a, b in lines:
        line = text[a:b]
        a, b = a + len(line) - len(line.lstrip()), a + len(line.rstrip())
        fields = out and FIELD.match(text, a, b) and FIELD.match(text, _line_start(text, out[-1].end), out[-1].end)
        if out and wrapped and not fields and not FURNITURE.match(text[a:b]):
            gap = text[out[-1].end : a]
            if gap.count("\n") == 1 and text[out[-1].end - 1] not in ENDS and (text[a].islower() or out[-1].end - _line_start(text, out[-1].end) > 50):
                out[-1] = Span(out[-1].start, b)
                continue
        out.append(Span(a, b))
    return out


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or what clutter leaves of it; `paragraph` counts from 0. `ends`: behind sentences that a model is sure of."""

    span: Span
    paragraph: int
    ends: tuple[int, ...] | None = None


def passages(text: str, parts: Iterable[Span], skip: Sequence[Span] = ()) -> list[Passage]:
    """Passages of the given parts of a text, outside the `skip` spans (clutter)."""
    found = (paragraph for part in parts for paragraph in paragraphs(text, part.start, part.end))
    return [Passage(piece, number) for number, paragraph in enumerate(found) for piece in _without(paragraph, skip)]


def sentences(text: str, found: Iterable[Passage], language: Language, titles: Sequence[Span] = ()) -> list[Sentence]:
    """Sentences of passages; `titles` are headlines by position. To the ends that a model is sure of come those of the rules.

    Together they find more than either (whole sentences of UD EWT dev, F1: rules .80, network .86, both .88).
    """
    return [s for passage in found for s in _split(text, passage, language, any(t.overlaps(passage.span) for t in titles))]


def _without(span: Span, skip: Sequence[Span]) -> list[Span]:
    """What is left of a span outside the skipped ones."""
    pieces, at = [], span.start
    for hole in sorted(h for h in skip if h.overlaps(span)):
        if hole.start > at:
            pieces.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        pieces.append(Span(at, span.end))
    return pieces


def _split(text: str, passage: Passage, language: Language, title: bool) -> list[Sentence]:
    span = passage.span
    quotes = [(q.outer, q) for q in quotations(text, span.start, span.end)]
    by_place, of = Places(outer for outer, _ in quotes), dict(quotes)
    tokens = tokenize(text, span.start, span.end)
    ends = {*boundaries(text, span, language.abbreviations, language.lexicon.telling), *(passage.ends or ())}
    cuts = sorted(end for end in ends if end < span.end)
    out: list[Sentence] = []
    at = span.start
    whole = not cuts and text[span.start : span.end].rstrip()[-1:] not in '.!?؟…"”»'
    for end in [*cuts, span.end]:
        a, b = at, end
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        at = end
        if a == b:
            continue
        inside = tuple(between(tokens, a, b))
        words = [t for t in inside if t.kind == "word"]
        if not inside:
            continue
        headline = title or (whole and len(words) <= 25)
        out.append(
            Sentence(
                start=a, end=b, text=text[a:b], tokens=inside, headline=headline, titlecase=headline and _title_case(words),
                quotes=tuple(of[outer] for outer in by_place.overlapping(Span(a, b))), paragraph=passage.paragraph,
            )
        )  # fmt: skip
    return out


def boundaries(text: str, span: Span, abbreviations: frozenset[str], telling: Sequence[str] = ()) -> list[int]:
    """Offsets just behind each sentence end inside the span; `telling` are patterns of verbs that follow a quotation."""
    tells = re.compile(rf"(?:[\w.'’-]+\s+){{1,5}}?(?:{'|'.join(telling)})") if telling else None
    ends: list[int] = []
    for match in FINAL.finditer(text, span.start, span.end):
        at = match.end()
        mark = match[0]
        after = text[at : at + 60].lstrip(" \t\u00a0\u200f\u200e")
        before = LAST_WORD.search(text[max(span.start, match.start() - 24) : match.start()])
        word = before[1] if before else ""
        if not after:
            ends.append(at)
            continue
        first = after.lstrip("\"“”‘'«([-–—•* ")[:1]
        if first.islower():
            continue
        if tells and mark[0] in "?!؟" and mark[-1] in '"”’»' and tells.match(fold(after)):
            continue  # “Why?” X asked.
        if mark.startswith(".") and len(mark.rstrip("\"”’»')]")) == 1:
            low = word.lower()
            if low in abbreviations and (at - match.start()) == 1 and (low not in NUMBERING or first.isdigit()):
                continue
            if re.fullmatch(r"[A-Za-z](?:\.[A-Za-z])*", word) and at - match.start() == 1:
                following = re.match(r"[\"“‘'(]*(\w+)", after)
                if len(word) == 1 or not following or following[1].lower() not in STARTERS:
                    continue
            if word.isdigit() and len(word) <= 2 and text[_line_start(text, match.start()) : match.start()].strip() == word:
                continue
        if mark == ".." and "\u0621" <= first <= "\u064a":
            continue  # two points are a pause in Arabic prose
        if (mark[0] in "…" or mark.startswith("..")) and not first.isupper() and not ("\u0621" <= first <= "\u064a"):
            continue
        ends.append(at)
    return ends


def _title_case(words: Sequence[Token]) -> bool:
    """Whether a headline capitalises its words, so that a capital says nothing about names."""
    content = [w for w in words[1:] if len(w.text) > 3]
    return len(content) >= 2 and sum(w.capital for w in content) >= 0.7 * len(content)


def joined_quotes(sentences_of: Sequence[Sentence]) -> list[Quote]:
    """All quotations of the sentences, each once, in order."""
    seen: dict[Span, Quote] = {}
    for sentence in sentences_of:
        for quote in sentence.quotes:
            seen.setdefault(quote.outer, quote)
    return sorted(seen.values(), key=lambda q: q.outer)
