"""A sentence as the rules of attribution walk over it: its tokens, with what stands inside long quotations marked."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.base import Attribution, Quote, Sentence
from rashomon.lang.tokens import Token
from rashomon.model import Span, Stance

TRAILING, LEADING = "?؟)%…\"”’'»", "\"“‘'«($€£["
OPENERS, CLOSERS = "\"“‘'«", "\"”’'»"


class Scan:
    """Tokens, the quotations of at least `long_quote` words (shorter ones are words set in marks), `quoted` per token."""

    __slots__ = ("quoted", "quotes", "sentence", "tokens")

    def __init__(self, sentence: Sentence, long_quote: int) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = list(sentence.tokens)
        self.quotes: list[Quote] = [q for q in sentence.quotes if q.depth == 0 and self._is_long(q, long_quote)]
        self.quoted: list[bool] = [any(q.outer.start <= t.start < q.outer.end for q in self.quotes) for t in self.tokens]

    def _is_long(self, quote: Quote, long_quote: int) -> bool:
        if quote.outer.start < self.sentence.start or quote.outer.end > self.sentence.end:
            return True
        inside = [t for t in self.tokens if quote.inner.start <= t.start < quote.inner.end]
        words = sum(t.kind in ("word", "number") for t in inside)
        opens = quote.outer.start - self.sentence.start <= 1 and words > 1 and inside[-1].text in ",.!?؟،"  # “Nobody asked us,” …
        return words >= long_quote or opens

    def index(self, start: int) -> int:
        """The first token that begins at or behind a character."""
        return next((i for i, t in enumerate(self.tokens) if t.start >= start), len(self.tokens))

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """First token of a span, and the one behind its last."""
        inside = [i for i, t in enumerate(self.tokens) if span.start <= t.start < span.end]
        return (inside[0], inside[-1] + 1) if inside else None

    def words_between(self, start: int, end: int) -> bool:
        return any(start <= t.start < end and t.kind in ("word", "number") for t in self.tokens)

    def quote_before(self, at: int) -> Quote | None:
        """The long quotation that ends right before a character, with nothing but marks between."""
        return next((q for q in reversed(self.quotes) if q.outer.end <= at and not self.words_between(q.outer.end, at)), None)

    def trim(self, first: int, last: int) -> Span | None:
        """Tokens first to last as a span, without marks around (question marks stay) and unpaired quotation marks.

        A span that is one whole quotation is its inner part.
        """
        tokens = self.tokens
        while last > first and tokens[last - 1].kind == "mark" and tokens[last - 1].text not in TRAILING and not tokens[last - 1].text.startswith(".."):
            last -= 1
        while first < last and tokens[first].kind == "mark" and tokens[first].text not in LEADING:
            first += 1
        if first >= last:
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        words = self.sentence.text[start - self.sentence.start : end - self.sentence.start]
        if words[-1] in CLOSERS and not any(q.outer.end == end and q.outer.start >= start for q in self.sentence.quotes):
            last -= 1
        elif words[0] in OPENERS and not any(q.outer.start == start and q.outer.end <= end for q in self.sentence.quotes):
            first += 1
        while last > first and tokens[last - 1].text in (".", ","):
            last -= 1
        if first >= last:
            return None
        span = Span(tokens[first].start, tokens[last - 1].end)
        whole = next((q for q in self.sentence.quotes if q.outer == span), None)
        return whole.inner if whole is not None and last - first > 2 else span

    def attribution(
        self,
        source: tuple[Span, ...],
        cue: tuple[Span, ...],
        content: Sequence[Span],
        stance: Stance,
        how: str,
        via: tuple[Span, ...] = (),
        passive: bool = False,
    ) -> Attribution | None:
        """The attribution, with how much of its content is quoted; None where no content is left."""
        spans = [c for c in content if c.end > c.start]
        if not spans:
            return None
        inside = all(any(q.inner.start <= c.start and c.end <= q.inner.end for q in self.sentence.quotes) for c in spans)
        part = any(q.outer.overlaps(c) for q in self.sentence.quotes for c in spans)
        return Attribution(
            source=source, cue=cue, content=tuple(sorted(spans)), stance=stance, via=via, passive=passive, how=how,
            quoted="all" if inside else "part" if part else "none",
        )  # fmt: skip
