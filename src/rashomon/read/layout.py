"""The order of reading on pages of fixed layout: columns, paragraphs, words divided at the ends of lines, running heads.

A page is a set of pieces of text with their places. Where a gutter runs between two stacks of running text they are columns;
what reaches across them (a headline, a picture's caption) parts one set of columns from the next. Arabic columns go from right to left.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.lang.folding import ARABIC

GUTTER = 7.0  # points between two columns, at least
CROSSING = 0.3  # share of the pieces that may reach across a gutter
COLUMN_LINES, COLUMN_WIDTH, COLUMN_WORDS = 3, 50.0, 14  # of a column, at least: lines, points, characters a line
MOST_PIECES = 900  # of a page for which columns are looked for; more is a map or a table
EDGE = 0.14  # of the page at top and bottom, where running heads stand
PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|صفحة)?\W*(?:\d{1,4}|[\u0660-\u0669]{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|من)\s*\d{1,4})?\W*", re.I)
DIGITS = re.compile(r"[\d\u0660-\u0669]+")
ENDED = re.compile(r"[.!?؟…:][\"”’»)\]]*$")
DIVIDED = re.compile(r"(?<=[^\W\d_])-$")


class Piece(NamedTuple):
    """Words on one line, and their place in points from the lower left; `page` counts from 0, `reach` is the page's height."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    reach: float


class Line(NamedTuple):
    """A line of a column: its words, place, and the edges of the column it stands in."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    low: float
    high: float


def running_heads(pages: Sequence[Sequence[Piece]]) -> set[Piece]:
    """Pieces at the edges of pages that return from page to page but for their numbers, and bare page numbers."""
    seen: dict[str, set[int]] = defaultdict(set)
    edges: list[Piece] = []
    for pieces in pages:
        for piece in pieces:
            if piece.reach and (piece.bottom > (1 - EDGE) * piece.reach or piece.top < EDGE * piece.reach):
                edges.append(piece)
                seen[DIGITS.sub("#", piece.words)].add(piece.page)
    enough = max(3, round(0.25 * len(pages)))
    out = set()
    for piece in edges:
        often = len(seen[DIGITS.sub("#", piece.words)]) >= enough
        numbered = len(pages) > 1 and PAGE_NUMBER.fullmatch(piece.words) is not None and _is_outermost(piece, pages[piece.page])
        if often or numbered:
            out.add(piece)
    return out


def _is_outermost(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether nothing stands above, or nothing below a piece."""
    others = [p for p in pieces if p is not piece and abs(p.bottom - piece.bottom) > 2]
    return all(p.bottom < piece.bottom for p in others) or all(p.bottom > piece.bottom for p in others)


def arranged(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The paragraphs of a page in the order of reading, each as its lines."""
    return _paragraphs(_columns(list(pieces), 0))


def _columns(pieces: list[Piece], depth: int) -> list[Line]:
    gutter = _gutter(pieces) if depth < 4 and len(pieces) <= MOST_PIECES else None
    if gutter is None:
        return _lines(pieces)
    out: list[Line] = []
    section: list[Piece] = []
    across: list[Piece] = []

    def close() -> None:
        left, right = [p for p in section if p.right <= gutter], [p for p in section if p.left >= gutter]
        arabic = sum(bool(ARABIC.search(p.words)) for p in section) > len(section) / 2
        for part in (right, left) if arabic else (left, right):
            out.extend(_columns(part, depth + 1))
        section.clear()

    for piece in sorted(pieces, key=lambda p: -p.top):
        if piece.left < gutter < piece.right:
            if section:
                out.extend(_lines(across))
                across.clear()
                close()
            across.append(piece)
        else:
            if across:
                out.extend(_lines(across))
                across.clear()
            section.append(piece)
    out.extend(_lines(across))
    close()
    return out


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where a white stripe parts two stacks of running text; None where the pieces are one column, or a table."""
    if len(pieces) < 2 * COLUMN_LINES:
        return None
    best: tuple[int, float] | None = None
    place = 0.0
    for edge in sorted({round(p.right, 1) for p in pieces}):
        beyond = [p.left for p in pieces if p.left >= edge]
        if not beyond or min(beyond) - edge < GUTTER:
            continue
        middle = (edge + min(beyond)) / 2
        left, right = [p for p in pieces if p.right <= middle], [p for p in pieces if p.left >= middle]
        crossing = len(pieces) - len(left) - len(right)
        if crossing > CROSSING * len(pieces) or not (_is_column(left) and _is_column(right)):
            continue
        low, high = max(min(p.bottom for p in s) for s in (left, right)), min(max(p.top for p in s) for s in (left, right))
        shorter = min(max(p.top for p in s) - min(p.bottom for p in s) for s in (left, right))
        worth = (-crossing, min(beyond) - edge)
        if high - low > 0.5 * shorter and (best is None or worth > best):
            best, place = worth, middle
    return place if best else None


def _is_column(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < COLUMN_LINES:
        return False
    wide = max(p.right for p in pieces) - min(p.left for p in pieces)
    lengths = sorted(len(p.words) for p in pieces)
    return wide >= COLUMN_WIDTH and lengths[len(lengths) // 2] >= COLUMN_WORDS


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """Pieces on one height joined to lines, from top to bottom; each knows how far its column reaches."""
    if not pieces:
        return []
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-(p.top + p.bottom), p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][0].bottom <= middle <= rows[-1][0].top:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    low, high = min(p.left for p in pieces), max(p.right for p in pieces)
    out = []
    for row in rows:
        arabic = sum(bool(ARABIC.search(p.words)) for p in row) > len(row) / 2
        ordered = sorted(row, key=lambda p: -p.right if arabic else p.left)
        left, bottom, right, top = min(p.left for p in row), min(p.bottom for p in row), max(p.right for p in row), max(p.top for p in row)
        out.append(Line("  ".join(p.words for p in ordered), left, bottom, right, top, low, high))
    return out


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines put together where one goes on in the next."""
    gaps = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 60)
    pitch = gaps.most_common(1)[0][0] if gaps else 14
    out: list[list[Line]] = []
    for line in lines:
        if out and _goes_on(out[-1], line, pitch):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _goes_on(before: Sequence[Line], line: Line, pitch: float) -> bool:
    last = before[-1]
    step = last.bottom - line.bottom
    if (last.low, last.high) != (line.low, line.high):  # from the foot of one column to the head of the next
        return not ENDED.search(last.words) and (line.words[:1].islower() or bool(ARABIC.match(line.words))) and _size(last, line)
    if not 0 < step <= 1.35 * pitch or not _size(last, line) or "  " in last.words or "  " in line.words:
        return False
    arabic = bool(ARABIC.search(last.words))
    width = max(line.high - line.low, 1.0)
    short = (last.left - last.low if arabic else last.high - last.right) > 0.2 * width
    indented = (line.high - line.right if arabic else line.left - line.low) > 0.02 * width + 4 > (last.high - last.right if arabic else last.left - last.low)
    return not (short and (ENDED.search(last.words) or not line.words[:1].islower())) and not (indented and ENDED.search(last.words))


def _size(a: Line, b: Line) -> bool:
    """Whether two lines are set in about the same size; the height of a line depends on its letters too."""
    one, two = a.top - a.bottom, b.top - b.bottom
    return max(one, two) <= 1.6 * min(one, two) + 1


def joined(pages: Sequence[Sequence[Sequence[Line]]]) -> tuple[str, list[tuple[int, int]]]:
    """(the text, the stretch of each page in it): paragraphs with an empty line between; one that goes on over the page goes on."""
    whole = Counter(w.lower() for page in pages for p in page for line in p for w in re.findall(r"\w+-\w+", line.words))
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    last = ""
    for page in pages:
        start: int | None = None
        for n, paragraph in enumerate(page):
            words = ""
            for line in paragraph:
                words = _joined(words, line.words, whole)
            runs_on = n == 0 and last and not ENDED.search(last) and (words[:1].islower() or bool(ARABIC.match(words) and ARABIC.search(last[-2:])))
            if runs_on and DIVIDED.search(last) and parts:
                merged = _joined(last, words, whole)
                parts[-1] = parts[-1][:-1] if not merged.startswith(last) else parts[-1]
                at -= 0 if merged.startswith(last) else 1
                spans = [(s, min(e, at)) for s, e in spans]
                between = ""
            else:
                between = " " if runs_on else "\n\n" if parts else ""
            parts.append(between + words)
            start = at + len(between) if start is None else start
            at += len(between) + len(words)
            last = words
        spans.append((at, at) if start is None else (start, at))
    return "".join(parts), spans


def _joined(before: str, line: str, whole: Counter[str]) -> str:
    """Two lines as one: a word divided between them is put together, with its hyphen only where the document writes it so elsewhere."""
    if not before:
        return line
    if DIVIDED.search(before) and line[:1].islower():
        first, second = re.findall(r"\w+$", before[:-1]), re.match(r"\w+", line)
        compound = f"{first[0]}-{second[0]}".lower() if first and second else ""
        return before + line if compound in whole else before[:-1] + line
    return f"{before} {line}"
