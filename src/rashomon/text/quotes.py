"""Quotation marks paired, as newspapers and scrapers leave them: straight, curly, «», ‹›, mixed, nested, unclosed."""

from __future__ import annotations

from rashomon.lang.base import Quote
from rashomon.model import Span

OPENERS = {"“": "”", "„": "”", "«": "»", "‘": "’", "‹": "›"}
CLOSERS = frozenset("”»’›")
DOUBLE = frozenset('"“”„«»')
BEFORE_OPEN = frozenset(" \t\n\u00a0\u202f([{—–-:،,/\u200f\u200e\ufeff\u202b")


def quotations(text: str, start: int, end: int) -> list[Quote]:
    """Quotations in one paragraph `text[start:end]`, outermost first at each place.

    A mark that is never closed gives a quotation to the end of the paragraph, `closed` False. Single marks count only
    where they cannot be apostrophes.
    """
    found: list[Quote] = []
    stack: list[tuple[int, str]] = []
    for at in range(start, end):
        char = text[at]
        if char not in DOUBLE and char not in "‘’'‹›":
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        kind = _kind(char, before, after, stack)
        if kind == "open":
            stack.append((at, char))
        elif kind == "close":
            depth = _match(char, stack)
            if depth is not None:
                opened, _ = stack[depth]
                del stack[depth:]
                if at > opened + 1:
                    found.append(Quote(outer=Span(opened, at + 1), inner=Span(opened + 1, at), depth=depth))
    for depth, (opened, char) in enumerate(stack):
        inner_end = end
        while inner_end > opened + 1 and text[inner_end - 1].isspace():
            inner_end -= 1
        if char in DOUBLE and inner_end - opened > 12 and depth == 0:
            found.append(Quote(outer=Span(opened, inner_end), inner=Span(opened + 1, inner_end), depth=depth, closed=False))
            found = [q if q.outer.start <= opened else _deeper(q) for q in found]
    return sorted(found, key=lambda q: (q.outer.start, -q.outer.end))


def _deeper(quote: Quote) -> Quote:
    return Quote(outer=quote.outer, inner=quote.inner, depth=quote.depth + 1, closed=quote.closed) if quote.depth == 0 and quote.closed else quote


def _kind(char: str, before: str, after: str, stack: list[tuple[int, str]]) -> str:
    """`open`, `close` or `` for a mark, from its shape, its neighbours and what is open."""
    opens_here = before in BEFORE_OPEN or before in DOUBLE or before in "‘'"
    if char in "“„«":
        # A second opening mark inside the same kind of quotation begins a nested one, except where one was left unclosed.
        return "open"
    if char in "”»":
        return "close" if any(c in DOUBLE for _, c in stack) else ("open" if char == "”" and opens_here and not after.isspace() else "")
    if char == '"':
        is_open = any(c in DOUBLE for _, c in stack)
        if opens_here and not after.isspace() and not (is_open and before in DOUBLE and not after.isalnum()):
            straight = any(c == '"' for _, c in stack)
            return "close" if straight and before not in BEFORE_OPEN else "open"
        return "close" if is_open else ("open" if not after.isspace() and opens_here else "")
    if char in "‘‹":
        return "open" if not after.isspace() and not before.isalnum() else ""
    if char in "’'›":
        open_single = any(c in "‘'‹" for _, c in stack)
        if open_single and not after.isalnum() and not before.isspace():
            return "close"
        if char == "'" and opens_here and after.isalnum() and not after.isdigit() and not open_single:
            return "open"
    return ""


def _match(char: str, stack: list[tuple[int, str]]) -> int | None:
    """The place in the stack that a closing mark closes: the innermost of its own family, straight and curly mixing."""
    family = DOUBLE if char in DOUBLE else frozenset("‘'‹")
    for depth in range(len(stack) - 1, -1, -1):
        opener = stack[depth][1]
        if opener in family and (char not in "»" or opener == "«") and (char != "”" or opener != "«"):
            return depth
    return None
