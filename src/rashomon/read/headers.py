"""Headers of clippings: lines that name an outlet and a date above (or beside a headline of) a piece the page quotes.

The headers of one page are built alike, so each line is parsed by every layout that fits it and the layouts compete: the
one that explains most lines, with names that can be outlets, wins each line. A layout counts only where it comes back.
A headline that is not on the line is looked for above and below it, the same way for all headers of a layout.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon import edtf
from rashomon.lang.base import Language, TimeExpr
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span

NUMBER = r"(?P<number>(?:#?\d{1,3}[.)]|[*•▪●■#>»–—-]+|\(\d{1,3}\))[ \t\u00a0]+)?"
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
        "outlet (date): title": rf"{OUTLET}\s*[(\[]\s*{DATE}\s*[)\]]\s*[:：–—-]?\s*{TITLE}",
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
        "from the outlet of date": rf"(?:[Ff]rom|FROM|[Ii]n|IN|من|في|عن)\s+(?:the\s+)?{OUTLET}\s+(?:of|on|dated|for|بتاريخ|يوم|ليوم|في|{BETWEEN})\s*{DATE}{END}",
    }.items()
}
# What may stand in a header besides outlet, date and headline.
EXTRA = re.compile(
    r"\s*(?:[,،|;–—·•/]|\s-|(?<=\]))\s*(?:(?:on\s+)?(?:pages?|pp?\.|pg\.?|ص\.?|صفحة|الصفحة)\s*[A-Z]?\d+(?:\s*[-–]\s*\d+)?|(?:front|back) page|(?:web(?:site)?|online|print)(?: edition| only)?|"
    r"\w+ edition|الصفحة الأولى|\d+ words|\d+ min(?:ute)?s? read|https?://\S+|www\.\S+|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC))?)(?=\s*(?:$|[,،|;–—·•/)\]:]))",
    re.I,
)
AUTHOR = re.compile(r"\s*(?:[,،|;–—·•/]|\s-)\s*(?:by|بقلم|كتبه?)\s+(?P<author>[^\n,،|;()\[\]–—⟦⟧]{3,50})(?=\s*(?:$|[,،|;–—()\[\]]))", re.I)
BYLINE = re.compile(
    r"^(?:by|بقلم|كتب|كتبت|تقرير)\s*:?\s+(?P<author>[^\n,،|;()–—]{3,60}?)(?:\s*(?:,|،|\||\s-|–|—|\bfor\b|\bin\b|[(])\s*(?P<outlet>[^\n,|()]{2,60}?)\s*[)]?)?$",
    re.I,
)
KEYS = {
    "outlet": r"source|outlet|publication|newspaper|paper|publisher|from|via|المصدر|الصحيفة|الوسيلة|الجريدة|الموقع|نقلا عن",
    "date": r"date|published|publication date|posted|التاريخ|تاريخ النشر|نشر في|بتاريخ",
    "link": r"link|url|web|address|الرابط|رابط",
    "author": r"author|by|reporter|byline|الكاتب|بقلم",
    "title": r"title|headline|العنوان",
}
KEY_LINE = re.compile(rf"^\s*[*•>-]*\s*(?:{'|'.join(f'(?P<{k}>{v})' for k, v in KEYS.items())})\s*[:：]\s*(?P<value>\S.*?)\s*$", re.I)
COMMENT = re.compile(r"\b(?:at \d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d ?(?:am|pm)|says|said|wrote|replied|commented|commentaire|قال|علق)\b", re.I)
WEEKDAY = re.compile(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\b(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)\b", re.I)
PRESS = re.compile(
    r"\b(?:times|post|news|herald|tribune|gazette|journal|daily|weekly|today|press|agency|observer|guardian|mail|star|sun|mirror|voice|radio|tv|television|magazine|review|chronicle|telegraph|"
    r"courier|monitor|standard|express|independent|bulletin|report(?:er)?|wire|media|online|network|broadcasting|dispatch|record|examiner|ledger|inquirer|sentinel|argus|echo|notebook|"
    r"diario|tribuna|presse|zeitung)\b|(?<!\w)(?:صحيفة|جريدة|وكالة|قناة|موقع|مجلة|إذاعة)(?!\w)",
    re.I,
)
OUTLET_WORD = re.compile(r"(?<!\w)(?:صحيفة|جريدة|موقع|قناة|مجلة|وكالة(?!\s+(?:ال)?[أا]نباء))(?!\w)")
SMALL = frozenset("the of and de la le el al for in & du da des on y e di del".split())
PROSE = re.compile(
    r"^(?:(?:and|then|also|meanwhile|next|first|second|third|finally|lastly|but|now|later|here is|this is|this from|again)\b[, ]*)*(?:from|in|via|over at|according to)?\s*(?:today's\s+|yesterday's\s+|the\s+)*$",
    re.I,
)
NAMED_PRESS = re.compile(rf"(?:[A-Z\u00c0-\u00dd][\w'’&.-]*\s+(?:(?:{'|'.join(SMALL - {'&'})})\s+)?){{0,4}}[A-Z\u00c0-\u00dd][\w'’&.-]*")
NAMED_PRESS_AR = re.compile(
    r"(?<!\w)(?:صحيفة|جريدة|وكالة|موقع|قناة|إذاعة|مجلة)\s+[«\"“]?(?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2}?)(?=[»\"”،:]|\s+(?:في|يوم|أمس|اليوم|بتاريخ|أن|تقول|⟦D⟧)|\s*:)"
)
SAYS = re.compile(
    r"(?:reports?|reported|writes?|wrote|says?|said|has|had|carries|carried|runs|ran|adds?|publish\w*|quotes?|of|on|today|yesterday|:|,|\()", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """A clipping as found: `body` is None for a headline alone; `published` EDTF, None where the header has no date."""

    header: Span
    title: Span | None
    outlet: str
    outlet_span: Span
    published: str | None
    date_span: Span | None
    body: Span | None
    author: str | None = None
    layout: str


def headers(text: str, lines: Sequence[Span], languages: Sequence[Language]) -> list[Clipping]:
    """Headers of clippings among the lines, bodies not yet set; empty when the page is no digest."""
    today = _page_date(text, lines, languages)
    parses = [p for line in lines for p in _parses(text, line, languages, today)]
    parses += _stacked(text, lines, languages, today)
    kept = _compete(text, parses)
    kept = _with_titles(text, lines, kept)
    blocks = _blocks(text, lines, languages, [c.header for c in kept], today)
    kept += blocks
    intros = _intros(text, lines, languages, today, [c.header for c in kept])
    quoted = [c for c in intros if text[c.header.end :].lstrip()[:1] in '"“«>']
    if len(kept) >= 2 or len(quoted) >= 2:
        kept += quoted
        known = {fold(outlet_name(c.outlet)) for c in kept}
        kept += [c for c in intros if c not in quoted and (len(intros) >= 3 or fold(outlet_name(c.outlet)) in known)]
    if len(kept) >= 2:
        taken = [c.header for c in kept]
        kept += [p for p in parses if p.layout.startswith("title (") and not any(t.overlaps(p.header) for t in taken)]
    return sorted({c.header: c for c in kept}.values(), key=lambda c: c.header) if len(kept) >= 2 else []


# --------------------------------------------------------------------------------- dates
def _dates(text: str, line: Span, languages: Sequence[Language]) -> list[TimeExpr]:
    """Expressions of a line with a month: full dates before those without a year."""
    for language in languages:
        found = [e for e in language.times(text, line) if e.op == "date" and e.month and not (e.year is None and not e.day)]
        if found:
            return sorted(found, key=lambda e: (not (e.year and e.day), not e.year))
    return []


def _page_date(text: str, lines: Sequence[Span], languages: Sequence[Language]) -> str | None:
    """A day to complete dates without a year from: the latest full date among the page's short lines."""
    values = [v for line in lines if line.end - line.start <= 200 for e in _dates(text, line, languages)[:1] if e.year and e.day and (v := _value(e, None))]
    return max(values, default=None)


def _value(expr: TimeExpr, today: str | None) -> str | None:
    """EDTF of an expression; a missing year is the latest that does not go past the page's own date by a week."""
    year = expr.year
    if year is None:
        if today is None or expr.month is None or expr.day is None:
            return None
        year = int(today[:4])
        if (expr.month, expr.day) > (int(today[5:7]), int(today[8:10]) + 7):
            year -= 1
    value = f"{year:04d}-{expr.month:02d}" + (f"-{expr.day:02d}" if expr.day else "")
    return value if edtf.is_valid(value) else None


# --------------------------------------------------------------------------------- one line
class _Masked:
    """A line with its date as one sign and extras left out; `span` leads back to the text."""

    def __init__(self, text: str, line: Span, date: Span) -> None:
        pieces: list[tuple[str, int]] = [(text[i], i) for i in range(line.start, date.start)]
        pieces += [("⟦", date.start), ("D", date.start), ("⟧", date.end - 1)]
        pieces += [(text[i], i) for i in range(date.end, line.end)]
        self.author: str | None = None
        for pattern in (EXTRA, EXTRA, AUTHOR):
            words = "".join(p for p, _ in pieces)
            if match := pattern.search(words):
                if pattern is AUTHOR:
                    self.author = match["author"].strip()
                pieces = pieces[: match.start()] + pieces[match.end() :]
        self.text = "".join(p for p, _ in pieces)
        self._at = [i for _, i in pieces]

    def span(self, start: int, end: int) -> Span:
        return Span(self._at[start], self._at[end - 1] + 1)


def _parses(text: str, line: Span, languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Every way a line can be read as a header."""
    if line.end - line.start > 320 or not any(c.isdigit() for c in text[line.start : line.end]):
        return []
    out = []
    exprs = _dates(text, line, languages)
    # Behind a headline that holds a date itself, the last date of the line is the header's.
    for expr in sorted(exprs, key=lambda e: -e.span.start)[:2]:
        value = _value(expr, today)
        if value is None:
            continue
        masked = _Masked(text, line, expr.span)
        bare = WEEKDAY.sub("", masked.text) if WEEKDAY.search(masked.text) and not re.search(r"[a-z]{3}.*" * 4, masked.text) else masked.text
        for name, pattern in LAYOUTS.items():
            match = pattern.match(masked.text)
            if match is None or not is_outlet(match["outlet"]) or bare.strip() == "":
                continue
            title = match.groupdict().get("title")
            title_span = _clean(text, masked.span(*match.span("title"))) if title and re.search(r"[^\W\d_]{2}", title) else None
            if title is not None and (title_span is None or len(title.split()) < 2):
                continue
            outlet_span = _clean(text, masked.span(*match.span("outlet"))) or line
            out.append(
                Clipping(
                    header=Span(line.start, line.end), title=title_span, outlet=text[outlet_span.start : outlet_span.end], outlet_span=outlet_span,
                    published=value, date_span=expr.span, body=None, author=masked.author, layout=name,
                )
            )  # fmt: skip
        if out:
            break
    return out


def _clean(text: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    start, end = span
    while start < end and text[start] in " \t\u00a0*_#>":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0*_":
        end -= 1
    return Span(start, end) if start < end else None


def is_outlet(words: str) -> bool:
    """Whether words can name an outlet: few, a proper name or a bare handle (`gulfnews`), no clause."""
    words = words.strip(" *_«»")
    parts = words.split()
    if not parts or len(parts) > 7 or not re.search(r"[^\W\d_]{2}", words) or words[-1] in ".!?" or WEEKDAY.fullmatch(words):
        return False
    if ARABIC.search(words):
        return len(parts) <= 6
    if len(parts) == 1:
        return True
    return all(p[:1].isupper() or p[:1].isdigit() or p.lower() in SMALL or "." in p or re.match(r"[a-z]{1,3}[-'’][A-Z]", p) for p in parts)


def is_outlet_like(name: str) -> bool:
    """Whether a name is worded like that of an outlet ("The Harbour Post", "صحيفة المرفأ")."""
    return bool(PRESS.search(name))


# --------------------------------------------------------------------------------- layouts compete
def _compete(text: str, parses: Sequence[Clipping]) -> list[Clipping]:
    """One parse a line: of the layout with the most support among the page's lines; lone layouts drop out."""
    by_layout: dict[str, list[Clipping]] = defaultdict(list)
    for parse in parses:
        by_layout[parse.layout].append(parse)
    repeated = {name: Counter(fold(p.outlet) for p in own) for name, own in by_layout.items()}

    def worth(p: Clipping) -> float:
        words = len(p.outlet.split())
        title = len(text[p.title.start : p.title.end].split()) if p.title else 0
        score = 1 + (1.0 if is_outlet_like(p.outlet) else 0) + (0.5 if repeated[p.layout][fold(p.outlet)] > 1 else 0) - 0.1 * words
        score += (0.6 if title >= 4 else -0.4) if p.title else 0
        return score - (1.5 if p.title and is_outlet(text[p.title.start : p.title.end]) and is_outlet_like(text[p.title.start : p.title.end]) else 0)

    taken: set[int] = set()
    kept: list[Clipping] = []
    left = {name: own for name, own in by_layout.items() if not _is_comments(text, own)}
    while left:
        support = {name: sum(worth(p) for p in own) for name, own in left.items()}
        best = max(left, key=lambda name: (round(support[name], 3), name in LAYOUTS, -list(by_layout).index(name)))
        if len(left[best]) >= 2:
            kept += left[best]
            taken |= {p.date_span.start for p in left[best] if p.date_span}
        del left[best]
        left = {name: rest for name, own in left.items() if (rest := [p for p in own if not (p.date_span and p.date_span.start in taken)])}
    return kept


def _is_comments(text: str, own: Sequence[Clipping]) -> bool:
    """Whether the headers of a layout are the stamps of reader comments ("Ann, May 3, 2029 at 5:30 pm: …")."""
    lines = [text[c.header.start : c.header.end] for c in own]
    return sum(bool(COMMENT.search(line)) for line in lines) > len(lines) / 2


def _with_titles(text: str, lines: Sequence[Span], kept: Sequence[Clipping]) -> list[Clipping]:
    """Headlines for the layouts that have none on their line: on the line above, or the line below, as most allow."""
    at = {line.start: i for i, line in enumerate(lines)}
    out = []
    for layout in dict.fromkeys(c.layout for c in kept):
        own = [c for c in kept if c.layout == layout]
        if all(c.title for c in own):
            out += own
            continue
        above = {c.header: _title_above(text, lines, at.get(c.header.start, 0)) for c in own}
        below = {c.header: _title_below(text, lines, at.get(c.header.start, 0)) for c in own}
        up, down = sum(t is not None for t in above.values()), sum(t is not None for t in below.values())
        for c in own:
            title = above[c.header] if up >= down and up >= 0.6 * len(own) else below[c.header] if down >= 0.6 * len(own) else None
            if title is None or c.title:
                out.append(c)
            else:
                title = _unnumbered(text, title)
                out.append(replace(c, title=title, header=Span(min(c.header.start, title.start), max(c.header.end, title.end))))
    return out


def _unnumbered(text: str, line: Span) -> Span:
    number = re.match(NUMBER, text[line.start : line.end])
    return _clean(text, Span(line.start + (number.end() if number else 0), line.end)) or line


def _gap(text: str, lines: Sequence[Span], i: int) -> int:
    """Line breaks between line i and the one before it; 9 at the beginning."""
    return text[lines[i - 1].end : lines[i].start].count("\n") if i else 9


def _could_title(text: str, line: Span) -> bool:
    words = text[line.start : line.end].strip()
    return 8 <= len(words) <= 220 and not re.search(r"[.:;,،؛][\"”’»]?$", words.replace("...", "…")) and len(words.split()) >= 2


def _title_above(text: str, lines: Sequence[Span], i: int) -> Span | None:
    """The line right above, where it is a headline: not the end of the story before it."""
    if i == 0 or not _could_title(text, lines[i - 1]):
        return None
    return lines[i - 1] if _gap(text, lines, i) <= _gap(text, lines, i - 1) or _gap(text, lines, i) == 1 else None


def _title_below(text: str, lines: Sequence[Span], i: int) -> Span | None:
    """The line right below, where it is a headline and a story follows."""
    if i + 1 >= len(lines) or not _could_title(text, lines[i + 1]) or (lines[i + 1].end - lines[i + 1].start) > 160:
        return None
    return lines[i + 1] if i + 2 >= len(lines) or _gap(text, lines, i + 1) <= _gap(text, lines, i + 2) or _gap(text, lines, i + 1) == 1 else None


# --------------------------------------------------------------------------------- headers of several lines
def _stacked(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Headers spread over short lines: headline, byline, outlet and date, each on its own."""
    out: list[Clipping] = []
    for i, line in enumerate(lines):
        words = text[line.start : line.end]
        if len(words) > 60 or not any(c.isdigit() for c in words):
            continue
        expr = next(iter(_dates(text, line, languages)), None)
        if expr is None or WEEKDAY.sub("", text[line.start : expr.span.start] + text[expr.span.end : line.end]).strip(" ,،()[]|–—-.:*_"):
            continue
        value = _value(expr, today)
        first, outlet, author, roles = i, None, None, ["date"]
        for j in (i - 1, i - 2, i + 1):
            if not 0 <= j < len(lines) or lines[j].end - lines[j].start > 110:
                continue
            if j < i and _gap(text, lines, j + 1) > 2:
                break
            beside = text[lines[j].start : lines[j].end].strip(" *_")
            byline = BYLINE.match(beside)
            if byline and author is None:
                author, first = byline["author"].strip(), min(first, j)
                roles.append("byline")
                if byline["outlet"] and is_outlet(byline["outlet"]):
                    at = text.index(byline["outlet"], lines[j].start)
                    outlet = Span(at, at + len(byline["outlet"]))
            elif outlet is None and len(beside.split()) <= 6 and is_outlet(beside) and (is_outlet_like(beside) or author is not None):
                outlet, first = _clean(text, lines[j]), min(first, j)
                roles.append("outlet" if j < i else "outlet below")
            else:
                break
        if outlet is None or value is None:
            continue
        last = i + 1 if "outlet below" in roles else i
        title = _title_above(text, lines, first)
        roles += ["title"] if title else []
        if title is None and (title := _title_below(text, lines, last)) is not None:
            roles.append("title below")
        start, end = lines[first].start, lines[last].end
        out.append(
            Clipping(
                header=Span(min(start, title.start) if title else start, max(end, title.end) if title else end), title=_unnumbered(text, title) if title else None,
                outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=value, date_span=expr.span, body=None, author=author, layout=" / ".join(roles),
            )
        )  # fmt: skip
    return out


def _blocks(text: str, lines: Sequence[Span], languages: Sequence[Language], taken: Sequence[Span], today: str | None) -> list[Clipping]:
    """Headers spread over lines `Source: …`, `Date: …`, `Link: …`, with the headline in the line above or below."""
    out: list[Clipping] = []
    i = 0
    while i < len(lines):
        fields: dict[str, tuple[Span, str]] = {}
        first = i
        while i < len(lines) and (match := KEY_LINE.match(text[lines[i].start : lines[i].end])):
            key = next(k for k in KEYS if match[k])
            fields.setdefault(key, (Span(lines[i].start + match.start("value"), lines[i].start + match.end("value")), match["value"]))
            i += 1
        if "outlet" in fields and "date" not in fields and (inner := next(iter(_dates(text, fields["outlet"][0], languages)), None)):
            fields["date"] = (inner.span, "")
            cut = text[fields["outlet"][0].start : inner.span.start].rstrip(" ,;|–—-(،")
            fields["outlet"] = (Span(fields["outlet"][0].start, fields["outlet"][0].start + len(cut)), cut)
        if "outlet" in fields and "date" in fields and not any(t.overlaps(lines[first]) for t in taken):
            expr = next(iter(_dates(text, fields["date"][0], languages)), None)
            value = _value(expr, today) if expr else None
            if expr and value:
                title = fields["title"][0] if "title" in fields else None
                start = lines[first].start
                above = lines[first - 1] if first else None
                if title is None and above and 8 <= above.end - above.start <= 220 and text[above.end - 1] not in ".:":
                    title, start = _unnumbered(text, above), above.start
                outlet_span, outlet = fields["outlet"]
                out.append(
                    Clipping(
                        header=Span(start, lines[i - 1].end), title=title, outlet=outlet.strip(), outlet_span=outlet_span,
                        published=value, date_span=expr.span, body=None, author=fields["author"][1] if "author" in fields else None, layout="block",
                    )
                )  # fmt: skip
        if i == first:
            i += 1
    return out if len(out) >= 2 else []


# --------------------------------------------------------------------------------- introductions in prose
def _intros(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None, taken: Sequence[Span]) -> list[Clipping]:
    """Lines of the page's own prose that hand over to an outlet: "The Harbour Post reports today:"."""
    out = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        words = text[line.start : line.end]
        if following is None or not words.rstrip(' *_"').endswith((":", "：")) or len(words.split()) > 24 or any(t.overlaps(line) for t in taken):
            continue
        named = _press_in(words)
        if named is None:
            continue
        outlet = Span(line.start + named.start, line.start + named.end)
        exprs = _dates(text, line, languages)
        value = _value(exprs[0], today) if exprs else None
        out.append(
            Clipping(
                header=line, title=None, outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=value,
                date_span=exprs[0].span if value else None, body=None, layout="introduction",
            )
        )  # fmt: skip
    return out


def _press_in(words: str) -> Span | None:
    """The outlet an introduction hands over to: a name worded like an outlet's, as the subject or behind "from", "in"."""
    if match := NAMED_PRESS_AR.search(words):
        return Span(*match.span("name"))
    for match in NAMED_PRESS.finditer(words):
        name = match[0]
        lead = re.match(r"(?:(?:And|Then|Also|Meanwhile|From|In|But|Now|Next|First|Finally|Today's|This|The)\s+)+(?:the\s+)?", name)
        start = match.start() + (lead.end() if lead and is_outlet_like(name[lead.end() :]) else 0)
        inside = words[start : match.end()]
        if (
            is_outlet_like(inside)
            and PROSE.match(words[: match.start()])
            and (SAYS.match(words[match.end() :].lstrip()) or words[match.end() :].strip() in (":", "："))
        ):
            return Span(start, match.end())
    return None


def outlet_name(words: str) -> str:
    """An outlet as it is shown: without a leading "newspaper", "magazine", "site" in Arabic."""
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", words) or words
    return OUTLET_WORD.sub("", words).strip(' "“”«»') or words.strip()


def same_outlet(a: str | None, b: str | None) -> bool:
    """Whether two outlet names fold to the same letters ("gulfnews", "Gulf News")."""
    squeeze = lambda name: re.sub(r"[\W_]|^the", "", fold(name or ""))  # noqa: E731
    return bool(squeeze(a)) and squeeze(a) == squeeze(b)
