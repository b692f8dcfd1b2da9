"""Headers of clippings: lines that name an outlet and a date above (or beside a headline of) a piece the page quotes.

The headers of one page are built alike, so each line is parsed by every layout that fits it and the layouts compete: the
one that explains most lines, with names that can be outlets, wins each line. A layout counts only where it comes back.
Headers over several lines (bylines, `Source:` lines) and introductions in prose are found in `read.blocks`; once a page
is known for a digest, lines that name its outlets again may lack their date.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from rashomon.lang.base import Language
from rashomon.lang.folding import fold
from rashomon.model import Span
from rashomon.read import blocks, fields, sequence
from rashomon.read.dates import HeaderDate, header_dates, page_date
from rashomon.read.outlets import NUMBER, Clipping, clean, could_title, gap, is_outlet, is_outlet_like, key, unnumbered

DASH = r"[–—―|/·•-]"
BETWEEN = rf"(?:,|،|;|\s{DASH}|\s*[|–—])"
OUTLET = r"(?P<outlet>[^\n,;:()\[\]|–—⟦⟧\"“”?!]{2,60}?)"
TITLE = r"(?P<title>\S.{3,220}?)"
DATE = r"(?:⟦D⟧)"
END = r"\s*[:：.]?"
LAYOUTS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"^{NUMBER}{pattern}\s*$")
    for name, pattern in {
        "title (outlet, date)": rf"{TITLE}\s*[(\[]\s*{OUTLET}\s*(?:{BETWEEN}|:|\s)\s*{DATE}\s*[)\]]{END}",
        "title (date, outlet)": rf"{TITLE}\s*[(\[]\s*{DATE}\s*(?:{BETWEEN}|:)\s*{OUTLET}\s*[)\]]{END}",
        "outlet (date): title": rf"{OUTLET}\s*[(\[]\s*{DATE}[^()\[\]]{{0,40}}[)\]]\s*[:：–—-]?\s*{TITLE}",
        "outlet, date: title": rf"{OUTLET}\s*{BETWEEN}\s*{DATE}\s*(?:[:：]|\s{DASH}|\s*[|–—])\s*{TITLE}",
        "date, outlet: title": rf"{DATE}\s*(?:{BETWEEN}|[:：])\s*{OUTLET}\s*(?:[:：]|\s{DASH}|\s*[|–—])\s*{TITLE}",
        "date: title (outlet)": rf"{DATE}\s*(?:{BETWEEN}|[:：])\s*{TITLE}\s*[(\[]\s*{OUTLET}\s*[)\]]{END}",
        "title - outlet - date": rf"{TITLE}\s*(?:\s{DASH}|[|–—])\s*{OUTLET}\s*{BETWEEN}\s*{DATE}{END}",
        "title - date - outlet": rf"{TITLE}\s*(?:\s{DASH}|[|–—])\s*{DATE}\s*{BETWEEN}\s*{OUTLET}{END}",
        "title, outlet (date)": rf"{TITLE}\s*(?:,|،|\s{DASH}|[|–—])\s*{OUTLET}\s*[(\[]\s*{DATE}\s*[)\]]{END}",
        "outlet: title (date)": rf"{OUTLET}\s*(?:[:：]|\s{DASH})\s+{TITLE}\s*[(\[]\s*{DATE}\s*[)\]]{END}",
        "outlet: title, date": rf"{OUTLET}\s*(?:[:：]|\s{DASH}|[|–—])\s*{TITLE}\s*{BETWEEN}\s*{DATE}{END}",
        "outlet (date)": rf"{OUTLET}\s*[(\[]\s*{DATE}\s*[)\]]{END}",
        "outlet, date": rf"{OUTLET}\s*{BETWEEN}\s*{DATE}{END}",
        "date, outlet": rf"{DATE}\s*(?:{BETWEEN}|[:：])\s*{OUTLET}{END}",
        "from outlet, date": rf"(?:[Ff]rom|FROM|[Ii]n|IN|من|في|عن)\s+(?:the\s+)?{OUTLET}(?:\s*\([^()]*\))?(?:\s*(?:of|on|dated|for|بتاريخ|يوم|ليوم|في|نشرة|عدد|مساء|صباح|وليس|,|،|–|-)(?=\s|⟦))*\s*{DATE}{END}",
    }.items()
}
# A headline with a known outlet and no date; and a header like the others with no date in its brackets.
UNDATED = [
    re.compile(rf"^{NUMBER}{pattern}\s*$")
    for pattern in (rf"{TITLE}\s*[(\[]\s*{OUTLET}\s*[)\]]", rf"{TITLE}\s+[-–—|]\s+{OUTLET}(?:\s*{BETWEEN}\s*{DATE})?", rf"{OUTLET}\s*[:：]\s+{TITLE}")
]
BRACKETED = re.compile(rf"^{NUMBER}{OUTLET}\s*[(\[][^()\[\]]{{2,60}}[)\]]\s*[:：–—-]?\s*{TITLE}\s*$")
# What may stand in a header besides outlet, date and headline.
EXTRA = re.compile(
    r"\s*(?:[,،|;–—·•/]|\s-|(?<=\]))\s*(?:(?:on\s+)?(?:pages?|pp?\.|pg\.?|ص\.?|صفحة|الصفحة)\s*[A-Z]?\d+(?:\s*[-–]\s*\d+)?|(?:front|back) page|(?:web(?:site)?|online|print)(?: edition| only)?|"
    r"\w+ edition|(?:issue|no\.?|vol\.?|العدد|عدد)\s*(?:رقم\s*)?\d+|الصفحة الأولى|\d+ words|\d+ min(?:ute)?s? read|https?://\S+|www\.\S+|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC))?)(?=\s*(?:$|[,،|;–—·•/)\]:]))",
    re.I,
)
AUTHOR = re.compile(r"\s*(?:[,،|;–—·•/]|\s-)\s*(?:by|بقلم|كتبه?)\s+(?P<author>[^\n,،|;()\[\]–—⟦⟧]{3,50})(?=\s*(?:$|[,،|;–—()\[\]]))", re.I)
COMMENT = re.compile(r"\b(?:at \d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d ?(?:am|pm)|says|said|wrote|replied|commented|commentaire|قال|علق)\b", re.I)
ALONE = "title (outlet, date)"  # the one layout that counts in a digest even where it does not come back
LONGEST = 320
LISTED = re.compile(r"(?<=[)\]])\s*[;؛,،]\s*(?=[\"“«])")  # between the items of a list in one line
LEAD = re.compile(r"\s*[^\"“«:\n]{2,40}:\s*(?=[\"“«])")  # "Elsewhere: "


def headers(
    text: str, lines: Sequence[Span], languages: Sequence[Language], layout: sequence.Layout | None = None, published: str | None = None
) -> list[Clipping]:
    """Headers of clippings among the lines, bodies not yet set; empty when the page is no digest."""
    today = max(filter(None, (page_date(text, lines, languages), published)), default=None)
    parses = [p for line in lines for part in _listed(text, line) for p in _parses(text, part, languages, today)]
    parses += blocks.stacked(text, lines, languages, today)
    parses += fields.marked(text, lines, languages, today) + fields.numbered(text, lines, languages, today)
    kept = _with_titles(text, lines, _compete(text, parses))
    kept += blocks.keyed(text, lines, languages, [c.header for c in kept], today)
    layout = layout or sequence.Layout()
    kept += blocks.introductions(text, lines, languages, today, kept, layout.quoted, layout.cited)
    if len(kept) >= 2:
        kept += [p for p in parses if p.layout == ALONE and not _taken(p, kept)]
        kept += _known(text, lines, languages, today, kept)
    kept = sequence.found(text, lines, languages, today, layout, kept if len(kept) >= 2 else [])
    kept = _within_quotes(lines, kept, layout.quoted)
    return _in_full(_without_masthead(text, lines, sorted({c.header: c for c in kept}.values(), key=lambda c: c.header)))


def _within_quotes(lines: Sequence[Span], kept: Sequence[Clipping], quoted: Collection[Span]) -> list[Clipping]:
    """The clippings, those ending with the block the page quotes whose header stands right above one."""
    ends = blocks.quote_ends(lines, quoted)
    after = {a.end: b for a, b in itertools.pairwise(lines) if b in ends}
    return [replace(c, until=ends[after[c.header.end]]) if c.body is None and c.until is None and c.header.end in after else c for c in kept]


def _without_masthead(text: str, lines: Sequence[Span], kept: list[Clipping]) -> list[Clipping]:
    """Without a first header that is the page's own: its first line, with nothing between it and the next header."""
    top = len(kept) > 2 and kept[0].body is None and kept[0].header.overlaps(lines[0])
    return kept[1:] if top and not text[kept[0].header.end : kept[1].header.start].strip(" \t\r\n#*_") else kept


def _in_full(kept: Sequence[Clipping]) -> list[Clipping]:
    """An outlet named by its last word alone ("the Gazette again") under the one full name of the page that ends so."""
    full: dict[str, set[str]] = defaultdict(set)
    for c in kept:
        words = c.outlet.split()
        if len(words) > 1:
            full[fold(words[-1])].add(c.outlet)
    return [replace(c, outlet=next(iter(names))) if len(c.outlet.split()) == 1 and len(names := full.get(fold(c.outlet), set())) == 1 else c for c in kept]


def _listed(text: str, line: Span) -> list[Span]:
    """A line, or the items of a list that runs on in it: ““One” (Outlet, 8 Mar); “Two” (Other, 9 Mar)”."""
    cuts = [m.span() for m in LISTED.finditer(text, line.start, line.end)]
    if not cuts:
        return [line]
    lead = LEAD.match(text, line.start, line.end)
    edges = [lead.end() if lead else line.start, *(e for _, e in cuts)]
    return [Span(a, b) for a, b in zip(edges, [*(s for s, _ in cuts), line.end], strict=True) if b > a]


def _taken(one: Clipping, kept: Sequence[Clipping]) -> bool:
    return any(c.header.overlaps(one.header) for c in kept)


# --------------------------------------------------------------------------------- one line
class _Masked:
    """A line with its date as one sign and extras left out; `span` leads back to the text."""

    def __init__(self, text: str, line: Span, date: Span | None) -> None:
        cut = date or Span(line.end, line.end)
        pieces: list[tuple[str, int]] = [(text[i], i) for i in range(line.start, cut.start)]
        pieces += [("⟦", cut.start), ("D", cut.start), ("⟧", cut.end - 1)] if date else []
        pieces += [(text[i], i) for i in range(cut.end, line.end)]
        self.author: str | None = None
        for pattern in (EXTRA, EXTRA, EXTRA, AUTHOR):
            if match := pattern.search("".join(p for p, _ in pieces)):
                if pattern is AUTHOR:
                    self.author = match["author"].strip()
                pieces = pieces[: match.start()] + pieces[match.end() :]
        self.text = "".join(p for p, _ in pieces)
        self._at = [i for _, i in pieces]

    def clipping(self, text: str, line: Span, match: re.Match[str], date: HeaderDate | None, layout: str) -> Clipping | None:
        """A header of what a pattern matched; None where the parts are too little."""
        title = match.groupdict().get("title")
        title_span = clean(text, self._span(*match.span("title"))) if title and re.search(r"[^\W\d_]{2}", title) else None
        if title is not None and (title_span is None or len(title.split()) < 2):
            return None
        outlet = clean(text, self._span(*match.span("outlet"))) or line
        return Clipping(
            header=line, title=title_span, outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=date.value if date else None,
            date_span=date.span if date else None, body=None, author=self.author, layout=layout, sure=bool(date and date.sure),
        )  # fmt: skip

    def _span(self, start: int, end: int) -> Span:
        return Span(self._at[start], self._at[end - 1] + 1)


def _parses(text: str, line: Span, languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Every way a line can be read as a header."""
    if line.end - line.start > LONGEST:
        return []
    out: list[Clipping] = []
    # Behind a headline that holds a date itself, the last date of the line is the header's.
    for date in sorted(header_dates(text, line, languages, today), key=lambda d: (not d.sure, -d.span.start))[:2]:
        masked = _Masked(text, line, date.span)
        for name, pattern in LAYOUTS.items():
            match = pattern.match(masked.text)
            if match and is_outlet(match["outlet"]) and (made := masked.clipping(text, line, match, date, name)):
                out.append(made)
        if out:
            break
    return out


# --------------------------------------------------------------------------------- layouts compete
def _compete(text: str, parses: Sequence[Clipping]) -> list[Clipping]:
    """One parse a line: of the layout with the most support among the page's lines; lone layouts drop out."""
    by_layout: dict[str, list[Clipping]] = defaultdict(list)
    for parse in parses:
        by_layout[parse.layout].append(parse)
    repeated = {name: Counter(fold(p.outlet) for p in own) for name, own in by_layout.items()}

    def worth(p: Clipping) -> float:
        title = text[p.title.start : p.title.end] if p.title else ""
        score = 1 + (1.0 if is_outlet_like(p.outlet) else 0) + (0.5 if repeated[p.layout][fold(p.outlet)] > 1 else 0) - 0.1 * len(p.outlet.split())
        score += (0.6 if len(title.split()) >= 4 else -0.4) if title else 0
        score -= 1.5 if title and is_outlet(title) and is_outlet_like(title) else 0
        return score - (0 if p.sure else 0.8)

    taken: set[int] = set()
    kept: list[Clipping] = []
    left = {name: own for name, own in by_layout.items() if not _is_comments(text, own)}
    while left:
        support = {name: sum(worth(p) for p in own) for name, own in left.items()}
        best = max(left, key=lambda name: (round(support[name], 3), name in LAYOUTS, -list(by_layout).index(name)))
        own = left.pop(best)
        if len(own) >= 2 and (any(p.sure for p in own) or " / " in best or (len(own) >= 3 and all(is_outlet_like(p.outlet) for p in own))):
            kept += own
            taken |= {p.outlet_span.start for p in own}
        left = {name: rest for name, every in left.items() if (rest := [p for p in every if not _meets(p, kept, taken)])}
    return kept


def _meets(p: Clipping, kept: Sequence[Clipping], taken: set[int]) -> bool:
    return p.outlet_span.start in taken or any(p.header.overlaps(c.header) for c in kept)


def _is_comments(text: str, own: Sequence[Clipping]) -> bool:
    """Whether the headers of a layout are the stamps of reader comments ("Ann, May 3, 2029 at 5:30 pm: …")."""
    lines = [text[c.header.start : c.header.end] for c in own]
    return sum(bool(COMMENT.search(line)) for line in lines) > len(lines) / 2


def _with_titles(text: str, lines: Sequence[Span], kept: Sequence[Clipping]) -> list[Clipping]:
    """Headlines for the layouts that have none on their line: on the line above, or the line below, as most allow."""
    at = {line.start: i for i, line in enumerate(lines)}
    out: list[Clipping] = []
    for layout in dict.fromkeys(c.layout for c in kept):
        own = [c for c in kept if c.layout == layout]
        if " / " in layout or all(c.title for c in own):
            out += own
            continue
        above = {c.header: title_above(text, lines, at.get(c.header.start, 0)) for c in own}
        below = {c.header: title_below(text, lines, at.get(c.header.start, 0)) for c in own}
        up, down = sum(t is not None for t in above.values()), sum(t is not None for t in below.values())
        for c in own:
            title = (
                above[c.header]
                if up >= down and up >= 0.6 * len(own)
                else below[c.header]
                if down >= 0.6 * len(own) or _marked(text, below[c.header])
                else None
            )
            if title is None or c.title:
                out.append(c)
            else:
                title = unnumbered(text, title)
                out.append(replace(c, title=title, header=Span(min(c.header.start, title.start), max(c.header.end, title.end))))
    return out


def _marked(text: str, line: Span | None) -> bool:
    """Whether a line stands in quotation marks as a whole, as headlines do."""
    return line is not None and text[line.start] in '«“"' and text[line.end - 1] in '»”"'


def title_above(text: str, lines: Sequence[Span], i: int) -> Span | None:
    """The line right above, where it is a headline: not the end of the story before it."""
    if i == 0 or not could_title(text, lines[i - 1]):
        return None
    return lines[i - 1] if gap(text, lines, i) <= gap(text, lines, i - 1) or gap(text, lines, i) == 1 else None


def title_below(text: str, lines: Sequence[Span], i: int) -> Span | None:
    """The line right below, where it is a headline and a story follows."""
    if i + 1 >= len(lines) or not could_title(text, lines[i + 1]) or (lines[i + 1].end - lines[i + 1].start) > 160:
        return None
    return lines[i + 1] if i + 2 >= len(lines) or gap(text, lines, i + 1) <= gap(text, lines, i + 2) or gap(text, lines, i + 1) == 1 else None


# --------------------------------------------------------------------------------- outlets named again
def _known(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None, kept: Sequence[Clipping]) -> list[Clipping]:
    """Lines of a digest that are headers by an outlet it has named, or by their looks, and have no date that counts."""
    known = {key(c.outlet) for c in kept}
    looks = {_looks(text, c) for c in kept if c.layout == "outlet (date): title"} - {(False, False)}
    out: list[Clipping] = []
    for line in lines:
        if line.end - line.start > 200 or any(c.header.overlaps(line) for c in kept):
            continue
        dates = header_dates(text, line, languages, today)
        masked = _Masked(text, line, dates[0].span if dates else None)
        match = next((m for p in UNDATED if (m := p.match(masked.text)) and m["number"] and key(_last_words(m["outlet"], known)) in known), None)
        if match is None and (bracketed := BRACKETED.match(_Masked(text, line, None).text)):
            masked = _Masked(text, line, None)
            made = masked.clipping(text, line, bracketed, None, "outlet (date): title")
            if made is not None and _looks(text, made) in looks and is_outlet(made.outlet):
                out.append(made)
        elif match is not None and (made := masked.clipping(text, line, match, dates[0] if dates else None, "title, outlet")):
            outlet = _last_words(made.outlet, known)
            out.append(replace(made, outlet=outlet, outlet_span=Span(made.outlet_span.end - len(outlet), made.outlet_span.end)))
    return out


def _last_words(outlet: str, known: set[str]) -> str:
    """The outlet at the end of a few words ("editorial of the Courier")."""
    words = outlet.strip(" *_").split()
    return next((" ".join(words[i:]) for i in range(min(3, len(words))) if key(" ".join(words[i:])) in known), outlet)


def _looks(text: str, c: Clipping) -> tuple[bool, bool]:
    """Bold marks before the outlet, and whether it is in capitals."""
    return text[max(0, c.outlet_span.start - 2) : c.outlet_span.start] == "**", c.outlet.isupper()
