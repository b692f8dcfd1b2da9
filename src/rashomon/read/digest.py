"""Digests: pages that quote other outlets. Each clipping gets its own headline, outlet, date and body.

A clipping announces itself by a header that holds a date beside an outlet: `Headline (outlet, date)`, `Outlet, date:
headline`, `Headline — Outlet — date`, or lines `Source: … / Date: …`. Headers of one page are built alike, so a layout
counts where it comes back; what lies between two headers is the body, without the wrapper quotation marks the page puts
around it and without the clutter that follows. A header with nothing behind it is a headline-only clipping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon import edtf
from rashomon.lang.base import Language, TimeExpr
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span

NUMBER = r"(?P<number>(?:#?\d{1,3}[.)]|[*•▪●■#>–—-]+|\(\d{1,3}\))[ \t\u00a0]+)?"
DASH = r"[–—―|/·•-]"
OUTLET = r"(?P<outlet>[^\n,;:()\[\]|–—⟦⟧\"“”«»?!]{2,60}?)"
TITLE = r"(?P<title>\S.{3,220}?)"
DATE = r"⟦D⟧"
LAYOUTS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"^{NUMBER}{pattern}\s*$")
    for name, pattern in {
        "title (outlet, date)": rf"{TITLE}\s*[(\[]\s*{OUTLET}\s*(?:[,;|–—،]|\s-|:)\s*{DATE}\s*[)\]]\s*[:：.]?",
        "title (date, outlet)": rf"{TITLE}\s*[(\[]\s*{DATE}\s*(?:[,;|–—،]|\s-|:)\s*{OUTLET}\s*[)\]]\s*[:：.]?",
        "outlet (date): title": rf"{OUTLET}\s*[(\[]\s*{DATE}\s*[)\]]\s*(?:[:：–—-]\s*{TITLE}?|)",
        "outlet, date: title": rf"{OUTLET}\s*(?:,|،|\s{DASH})\s*{DATE}\s*(?:[:：]|\s{DASH})\s*{TITLE}",
        "date, outlet: title": rf"{DATE}\s*(?:,|،|[:：]|\s{DASH})\s*{OUTLET}\s*(?:[:：]|\s{DASH})\s*{TITLE}",
        "title - outlet - date": rf"{TITLE}\s+{DASH}\s+{OUTLET}\s*(?:,|،|\s{DASH})\s*{DATE}\s*[:：.]?",
        "title - date - outlet": rf"{TITLE}\s+{DASH}\s+{DATE}\s*(?:,|،|\s{DASH})\s*{OUTLET}\s*[:：.]?",
        "outlet: title (date)": rf"{OUTLET}\s*(?:[:：]|\s{DASH})\s+{TITLE}\s*[(\[]\s*{DATE}\s*[)\]]\s*[:：.]?",
        "outlet, date": rf"{OUTLET}\s*(?:,|،|\s{DASH})\s*{DATE}\s*[:：.]?",
        "date, outlet": rf"{DATE}\s*(?:,|،|\s{DASH})\s*{OUTLET}\s*[:：.]?",
    }.items()
}
KEYS = {
    "outlet": r"source|outlet|publication|newspaper|paper|publisher|from|via|المصدر|الصحيفة|الوسيلة|الجريدة|الموقع|نقلا عن",
    "date": r"date|published|publication date|posted|التاريخ|تاريخ النشر|نشر في|بتاريخ",
    "link": r"link|url|web|address|الرابط|رابط",
    "author": r"author|by|reporter|byline|الكاتب|بقلم",
    "title": r"title|headline|العنوان",
}
KEY_LINE = re.compile(
    rf"^\s*[*•>-]*\s*(?:{'|'.join(f'(?P<{k}>{v})' for k, v in KEYS.items())})\s*[:：]\s*(?P<value>\S.*?)\s*$", re.I
)
COMMENT = re.compile(r"\b(?:at \d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d ?(?:am|pm)|says|said|wrote|replied|commented|commentaire|قال|علق)\b", re.I)
OUTLET_WORD = re.compile(r"\b(?:صحيفة|جريدة|وكالة|موقع|قناة|إذاعة|مجلة)\b")
OPEN, CLOSE = "\"“«„", "\"”»“"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """A clipping as found: `body` is None for a headline alone; `published` EDTF."""

    header: Span
    title: Span | None
    outlet: str
    outlet_span: Span
    published: str
    date_span: Span
    body: Span | None
    author: str | None = None
    layout: str


def headers(text: str, lines: Sequence[Span], languages: Sequence[Language]) -> list[Clipping]:
    """Headers of clippings among the lines, bodies not yet set; empty when the page is no digest."""
    found = [c for line in lines if (c := _line_header(text, line, languages))]
    counts = Counter(c.layout for c in found)
    kept = [c for c in found if counts[c.layout] >= 2 and not _is_comment_layout(text, found, c.layout)]
    kept += _blocks(text, lines, languages, [c.header for c in kept])
    if len(kept) >= 2:
        kept += [c for c in found if counts[c.layout] == 1 and c.layout.startswith("title (")]
    return sorted(kept, key=lambda c: c.header) if len(kept) >= 2 else []


def with_bodies(text: str, found: Sequence[Clipping], end: int, clutter: Sequence[Span]) -> list[Clipping]:
    """The clippings with their bodies: from each header to the next, without wrapper marks and trailing clutter."""
    out = []
    starts = [c.header.start for c in found[1:]] + [end]
    wrapped = sum(text[c.header.end : stop].lstrip(" \t\r\n\u00a0:")[:1] in OPEN for c, stop in zip(found, starts, strict=True) if text[c.header.end : stop].strip())
    bodied = sum(bool(text[c.header.end : stop].strip()) for c, stop in zip(found, starts, strict=True))
    usual = bodied > 0 and wrapped >= 0.6 * bodied
    for clipping, stop in zip(found, starts, strict=True):
        out.append(replace(clipping, body=_body(text, clipping.header.end, stop, clutter, usual)))
    return out


def _body(text: str, start: int, end: int, clutter: Sequence[Span], usual: bool) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ":："):
        start += 1
    end = _before_clutter(text, start, end, clutter)
    end = _before_section(text, start, end)
    if start >= end:
        return None
    if usual:
        if text[start] not in OPEN:
            return None  # the page's own words between two clippings
        close = _wrapper_end(text, start, end)
        if close:
            return Span(start + 1, close)
    return Span(start, end)


def _before_clutter(text: str, start: int, end: int, clutter: Sequence[Span]) -> int:
    """The end of a stretch without white space, list numbers and clutter that trail it."""
    while end > start:
        while end > start and text[end - 1].isspace():
            end -= 1
        tail = next((c for c in clutter if c.start < end <= c.end and c.end > start), None)
        if tail:
            end = max(start, tail.start)
            continue
        return end
    return end


def _before_section(text: str, start: int, end: int) -> int:
    """Without a section's title on the last line ("Economy", "ثانيا: الشأن الاقتصادي")."""
    line = text.rfind("\n", start, end) + 1
    last = text[max(line, start) : end].strip()
    if len(last) <= 60 and len(last.split()) <= 6 and last[-1:] not in ".!?؟…\"”»)" and (line > start or len(last) <= 40) and text[:line].rstrip(" \t")[-2:] in ("\n\n", "\n\r", ""):
        end = max(line, start)
        while end > start and text[end - 1].isspace():
            end -= 1
    return end


def _wrapper_end(text: str, start: int, end: int) -> int | None:
    """Where the mark stands that closes the wrapper opened at `start`.

    Marks are counted, once as they stand and once without those that open a paragraph again (a quotation of several
    paragraphs repeats them); the wrapper ends with the first paragraph that closes it. Where marks do not pair, it is
    the last closing mark at a paragraph's end.
    """
    ends = [start + 1 + m.start() for m in re.finditer(rf"[{CLOSE}](?=[ \t\u00a0.]*(?:[\r\n]|$))", text[start + 1 : end])]
    for at in ends:
        following = text[at + 1 : end].lstrip(" \t\u00a0.\r\n")
        if following[:1] in OPEN and following:
            continue
        plain, repeated = _depth(text, start, at + 1, False), _depth(text, start, at + 1, True)
        if plain == 0 or (repeated == 0 and plain > 0):
            return at
    return ends[-1] if ends else None


def _depth(text: str, start: int, end: int, repeated: bool) -> int:
    """Double quotation marks left open in a stretch; `repeated`: those that begin a later paragraph do not count."""
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char not in "\"“”«»„":
            continue
        before = text[at - 1] if at > start else "\n"
        opens = char in "“«„" or (char == '"' and (before.isspace() or before in "([—–-") and not text[at + 1 : at + 2].isspace())
        if opens:
            if not (repeated and at > start and before in "\r\n" ):
                depth += 1
        else:
            depth -= 1
    return depth


def _full_date(text: str, line: Span, languages: Sequence[Language]) -> TimeExpr | None:
    """The one full date (year and month at the least) of a line; None where there is none or more than one."""
    for language in languages:
        exprs = [e for e in language.times(text, line) if e.op == "date" and e.year and e.month]
        with_day = [e for e in exprs if e.day]
        if len(with_day) == 1 or (not with_day and len(exprs) == 1):
            return (with_day or exprs)[0]
        if len(with_day) > 1:
            return with_day[-1]
    return None


def _value(expr: TimeExpr) -> str | None:
    value = f"{expr.year:04d}-{expr.month:02d}" + (f"-{expr.day:02d}" if expr.day else "")
    return value if edtf.is_valid(value) else None


def _line_header(text: str, line: Span, languages: Sequence[Language]) -> Clipping | None:
    if line.end - line.start > 320 or not any(c.isdigit() for c in text[line.start : line.end]):
        return None
    expr = _full_date(text, line, languages)
    value = _value(expr) if expr else None
    if expr is None or value is None:
        return None
    pad = expr.span.end - expr.span.start - len("⟦D⟧")
    masked = text[line.start : expr.span.start] + "⟦D⟧" + text[expr.span.end : line.end]

    def original(start: int, end: int) -> Span:
        at = expr.span.start - line.start
        return Span(line.start + (start if start <= at else start + pad), line.start + (end if end <= at else end + pad))

    for name, pattern in LAYOUTS.items():
        match = pattern.match(masked)
        if not match or not _is_outlet(match["outlet"]):
            continue
        title = match.groupdict().get("title")
        title_span = original(*match.span("title")) if title and re.search(r"[^\W\d_]{2}", title) else None
        if title_span and name.startswith("outlet") and title_span.end - title_span.start < 12 and not ARABIC.search(title or ""):
            continue
        return Clipping(
            header=Span(line.start, line.end), title=_clean(text, title_span), outlet=match["outlet"].strip(),
            outlet_span=_clean(text, original(*match.span("outlet"))) or line, published=value, date_span=expr.span, body=None, layout=name,
        )  # fmt: skip
    return None


def _clean(text: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    start, end = span
    while start < end and text[start] in " \t\u00a0*_#>":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0*_":
        end -= 1
    return Span(start, end) if start < end else None


def _is_outlet(words: str) -> bool:
    """Whether words can name an outlet: few, a proper name or a bare handle (`gulfnews`), no clause."""
    words = words.strip(" *_")
    parts = words.split()
    if not parts or len(parts) > 7 or not re.search(r"[^\W\d_]{2}", words) or words[-1] in ".!?":
        return False
    if ARABIC.search(words):
        return len(parts) <= 6
    if len(parts) == 1:
        return True
    small = {"the", "of", "and", "de", "la", "le", "el", "al", "for", "in", "&", "du", "da", "des", "on"}
    return all(p[:1].isupper() or p[:1].isdigit() or p.lower() in small or "." in p for p in parts)


def _is_comment_layout(text: str, found: Sequence[Clipping], layout: str) -> bool:
    """Whether the headers of a layout are the stamps of reader comments ("Ann, May 3, 2029 at 5:30 pm: …")."""
    lines = [text[c.header.start : c.header.end] for c in found if c.layout == layout]
    return sum(bool(COMMENT.search(line)) for line in lines) > len(lines) / 2


def _blocks(text: str, lines: Sequence[Span], languages: Sequence[Language], taken: Sequence[Span]) -> list[Clipping]:
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
        if "outlet" in fields and not ("date" in fields) and (inner := _full_date(text, fields["outlet"][0], languages)):
            fields["date"] = (inner.span, "")
            cut = text[fields["outlet"][0].start : inner.span.start].rstrip(" ,;|–—-(،")
            fields["outlet"] = (Span(fields["outlet"][0].start, fields["outlet"][0].start + len(cut)), cut)
        if "outlet" in fields and "date" in fields and not any(t.overlaps(lines[first]) for t in taken):
            expr = _full_date(text, fields["date"][0], languages)
            value = _value(expr) if expr else None
            if expr and value:
                title = fields["title"][0] if "title" in fields else None
                start = lines[first].start
                above = lines[first - 1] if first else None
                if title is None and above and 8 <= above.end - above.start <= 220 and text[above.end - 1] not in ".:":
                    title, start = _clean(text, above), above.start
                    if title and (number := re.match(NUMBER, text[title.start : title.end])):
                        title = Span(title.start + number.end(), title.end)
                outlet_span, outlet = fields["outlet"]
                author = fields["author"][1] if "author" in fields else None
                out.append(
                    Clipping(
                        header=Span(start, lines[i - 1].end), title=title, outlet=outlet.strip(), outlet_span=outlet_span,
                        published=value, date_span=expr.span, body=None, author=author, layout="block",
                    )
                )  # fmt: skip
        if i == first:
            i += 1
    return out if len(out) >= 2 else []


def outlet_name(words: str) -> str:
    """An outlet as it is shown: without a leading "newspaper", "agency" in Arabic."""
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", words) or words
    return OUTLET_WORD.sub("", words).strip(" \"“”«»") or words.strip()


def same_outlet(a: str | None, b: str | None) -> bool:
    """Whether two outlet names fold to the same letters ("gulfnews", "Gulf News")."""
    squeeze = lambda name: re.sub(r"[\W_]|^the", "", fold(name or ""))  # noqa: E731
    return bool(squeeze(a)) and squeeze(a) == squeeze(b)
