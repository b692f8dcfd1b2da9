"""Page clutter, marked and never cut: prompts, share and subscription lines, link lists, doubled titles, author bios.

A line is clutter by its words (patterns of the language), by its place (a title said twice, links after the last
paragraph), or by its company (a run of headlines without bodies). Marked spans stay in the text; extraction skips them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rashomon.lang.base import Lexicon
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span

LONGEST = 240
STAMP = re.compile(r"\s*(?:version \d+ of \d+\.)(?=\s|[A-Z\u0621-\u064a])", re.I)
TAIL = re.compile(r"(?:you can read more\b.{0,200}?\bhere\.?|read more\b.{0,120}?\bhere\.?|click here\b.{0,80})\s*\|?\s*$|\s\|\s*$", re.I)
SENTENCE_END = re.compile(r"[.!؟:;…][\"”’»')\]]*$")
BODY = 160
SHORT_LINE, CAPTION = 150, 300
DEEP = 12  # characters before the words of a prompt that make a line more than one
PARTS = re.compile(r"\s{2,}|\s+(?:[|»›>·•/◄►→.]|::)\s+|\s*[|»›]\s*")


def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


class _Wording:
    """How clutter is worded, in every language at once."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.whole = _pattern(tuple(p for lexicon in lexicons for p in lexicon.clutter))
        self.prompts = _pattern(tuple(lexicon.prompts[0] for lexicon in lexicons if lexicon.prompts))
        self.captions = _pattern(tuple(p for lexicon in lexicons for p in lexicon.prompts[1:]))
        self.telling = tuple(told for lexicon in lexicons for told in lexicon.telling)


def furniture(text: str, lines: Sequence[Span], lexicons: Sequence[Lexicon]) -> list[Span]:
    """Lines that are clutter by their words alone: menus, prompts, captions. What is left may hold a title."""
    wording = _Wording(lexicons)
    return [line for line in lines if _is_furniture(text[line.start : line.end], wording)]


def _is_furniture(line: str, wording: _Wording) -> bool:
    words = fold(line).strip()
    if not re.search(r"\w", words):
        return False  # a rule drawn across the page
    bare = words.lstrip("*•-–—>» ").rstrip("*: ") or "-"
    if len(words) <= LONGEST and wording.whole.fullmatch(bare):
        return True
    if len(words) <= SHORT_LINE and (prompt := wording.prompts.search(bare)):
        return not _is_told(bare, prompt.start(), wording)
    return (len(words) <= CAPTION and wording.captions.search(bare) is not None) or is_menu(line)


def _is_told(words: str, at: int, wording: _Wording) -> bool:
    """Whether the words of a prompt stand deep in a sentence that somebody tells ("Every man must sign up, X said")."""
    return (at > DEEP or words[0] in "\"'") and any(re.search(told, words) for told in wording.telling)


def clutter(
    text: str,
    lines: Sequence[Span],
    furnished: AbstractSet[Span],
    title: Span | None,
    lexicons: Sequence[Lexicon],
    headers: Sequence[Span] = (),
    author: str | None = None,
) -> list[Span]:
    """Clutter among the lines (paragraphs) of a text. `furnished` are those that are `furniture`, `headers` those known to
    head clippings: never clutter."""
    folded = [fold(text[line.start : line.end]).strip() for line in lines]
    held = [any(h.overlaps(line) for h in headers) for line in lines]
    found: dict[int, Span] = {}
    for i, line in enumerate(lines):
        if line in furnished and not held[i] and not (title is not None and line.overlaps(title)):
            found[i] = line
    _doubled_title(folded, lines, title, found)
    _contents(folded, lines, found)
    _headline_runs(text, folded, lines, held, lexicons, found)
    _ending(text, folded, lines, held, lexicons, found, author)
    spans = list(found.values())
    for i, line in enumerate(lines):
        if i not in found:
            spans += _glued(text, line)
    return sorted(spans)


def is_menu(line: str) -> bool:
    """Navigation: three short items or more beside each other, without a sentence and without a date."""
    if "«" in line:
        return False  # words in marks, not a path
    if re.fullmatch(r"\W*(?:\[[^\[\]\n]{2,24}\]\W*){2,}", line):
        return True  # [home] [about] [archive]
    bars = [p for p in line.split("|") if p.strip()]
    if len(bars) >= 3 and len(line) <= 120 and all(len(p.split()) <= 3 for p in bars) and not re.search(r"(?<!: )\b(?:19|20)\d\d\b", line):
        return True
    if len(line) > 200:
        return False
    parts = [p for p in PARTS.split(line.strip()) if p.strip()]
    if len(parts) < (2 if re.search(r"[»›]| > ", line) else 3):
        return False
    return all(len(p.split()) <= 5 and len(p) <= 40 and not re.search(r"[.!?؟:،,]$|\d{4}", p) for p in parts)


def _contents(folded: Sequence[str], lines: Sequence[Span], found: dict[int, Span]) -> None:
    """A list of contents: bulleted lines, two or more, that come back further down as headlines."""
    bare = [re.sub(r"^(?:[*•·▪●–—-]|\d{1,2}[.)])\s+", "", f) for f in folded]
    listed = [i for i, f in enumerate(folded) if bare[i] != f and len(bare[i]) >= 12 and bare[i] in folded[i + 1 :]]
    if len(listed) >= 2:
        for i in listed:
            found[i] = lines[i]


def _doubled_title(folded: Sequence[str], lines: Sequence[Span], title: Span | None, found: dict[int, Span]) -> None:
    """A title repeated on a line of its own near the top."""
    if title is None:
        return
    words = next((f for f, line in zip(folded, lines, strict=True) if line.overlaps(title)), None)
    if not words or len(words) < 12:
        return
    for i in range(min(8, len(lines))):
        if folded[i] == words and not lines[i].overlaps(title):
            found[i] = lines[i]


def _headline_like(text: str, line: Span, folded: str) -> bool:
    """A short line without a sentence's end, in title case where the script has case."""
    words = text[line.start : line.end].split()
    if not 3 <= len(words) <= 20 or SENTENCE_END.search(text[line.start : line.end]):
        return False
    if ARABIC.search(folded):
        return len(words) <= 16
    long_words = [w.strip("\"“”'‘’(") for w in words if len(w) > 3]
    return len(long_words) >= 2 and sum(w[:1].isupper() or w[:1].isdigit() for w in long_words) >= 0.7 * len(long_words)


def _link_like(text: str, line: Span, folded: str) -> bool:
    """A line behind "Related": short, and no finished sentence."""
    words = text[line.start : line.end]
    return len(words) <= 130 and not re.search(r"[.;:…][\"”’»')\]]*$", words) and len(words.split()) >= 2


def _headline_runs(text: str, folded: Sequence[str], lines: Sequence[Span], held: Sequence[bool], lexicons: Sequence[Lexicon], found: dict[int, Span]) -> None:
    """Lists of links: headlines after a "related" line, or three and more in a row behind some body text."""
    related = _pattern(tuple(p for lexicon in lexicons for p in lexicon.related))
    body, i = False, 0
    while i < len(lines):
        run = i
        lead = i - 1 in found and len(folded[i - 1]) <= 60 and bool(related.search(folded[i - 1]))
        alike = _link_like if lead else _headline_like
        while run < len(lines) and not held[run] and run not in found and alike(text, lines[run], folded[run]):
            run += 1
        arabic = run > i and bool(ARABIC.search(folded[i]))
        if run > i and (lead or (body and run - i >= 3 and not arabic)) and not _introduces(text, lines, run, held):
            for k in range(i, run):
                found[k] = lines[k]
        elif run > i and lead and run - i >= 2:
            for k in range(i, run - 1):
                found[k] = lines[k]
        body = body or len(folded[i]) >= BODY
        i = max(run, i + 1)


def _introduces(text: str, lines: Sequence[Span], run: int, held: Sequence[bool]) -> bool:
    """Whether the last line of a run heads the paragraph after it (a subheading) rather than listing a link."""
    return run < len(lines) and not held[run] and len(text[lines[run].start : lines[run].end]) >= BODY and lines[run].start - lines[run - 1].end <= 2


def _ending(
    text: str, folded: Sequence[str], lines: Sequence[Span], held: Sequence[bool], lexicons: Sequence[Lexicon], found: dict[int, Span], author: str | None
) -> None:
    """From the bottom up: links, author lines and biographies that stand behind the last paragraph of the story."""
    biography = _pattern(tuple(p for lexicon in lexicons for p in lexicon.biography))
    byline = _pattern(tuple(rf"{p}\b.{{0,80}}" for lexicon in lexicons for p in lexicon.byline))
    story = next((i for i, f in enumerate(folded) if len(f) >= BODY and not biography.search(f)), None)
    if story is None:
        return
    i = len(lines) - 1
    while i > story:
        words = folded[i]
        if i in found:
            i -= 1
            continue
        if held[i]:
            return
        own = bool(author) and fold(author or "") in words
        told_before = _named_before(text, lines, i)
        short_line = len(words) <= 90 and _headline_like(text, lines[i], words)
        is_byline = len(words) <= 110 and byline.fullmatch(words) is not None
        is_bio = biography.search(words) is not None and len(words) <= 600 and (own or not told_before) and i > story
        if not (is_byline or is_bio or (own and len(words) < 400) or (short_line and (i + 1 in found or i == len(lines) - 1))):
            return
        found[i] = lines[i]
        i -= 1


def _named_before(text: str, lines: Sequence[Span], i: int) -> bool:
    """Whether the name a paragraph begins with was already told in the story (then it is no author's biography)."""
    line = text[lines[i].start : lines[i].end]
    match = re.match(r"[\W_]*((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+|[\u0621-\u064a]+ [\u0621-\u064a]+)", line)
    if not match:
        return True
    name = match[1].rstrip(".")
    return any(name in text[story.start : story.end] for story in lines[:i] if story.end - story.start >= BODY)


def _glued(text: str, line: Span) -> list[Span]:
    """Stamps glued to the beginning of a paragraph, link sentences and bars glued to its end."""
    out = []
    if stamp := STAMP.match(text, line.start, line.end):
        lead = len(stamp[0]) - len(stamp[0].lstrip())
        out.append(Span(stamp.start() + lead, stamp.end()))
    end = line.end
    while tail := TAIL.search(text, max(line.start, end - 300), end):
        start = tail.start() + len(tail[0]) - len(tail[0].lstrip())
        stop = tail.start() + len(tail[0].rstrip())
        if start <= line.start or stop <= start or text[start - 1] in '"“‘«':
            break
        out.append(Span(start, stop))
        end = start
        while end > line.start and text[end - 1].isspace():
            end -= 1
    return sorted(out)
