"""Headers of clippings over several lines (bylines, dates, `Source:` lines), and introductions in the page's own prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rashomon.lang.base import Language
from rashomon.model import Span
from rashomon.read.dates import HeaderDate, header_dates
from rashomon.read.outlets import WEEKDAY, Clipping, clean, could_title, gap, is_outlet, is_outlet_like, key, unnumbered

BYLINE = re.compile(
    r"^(?:(?:by|بقلم|كتب|كتبت|تقرير)\s*:?\s+(?P<author>[^\n,،|;()–—]{3,60}?)|(?:from|من) (?:our|a|مراسلنا|مراسلتنا)\b[^\n,،|()–—]{0,40})"
    r"(?:\s*(?:,|،|\||\s-|–|—|\bfor\b|\bin\b|[(])\s*(?P<outlet>[^\n,|()]{2,60}?)\s*[)]?)?(?:\s*\([^()]*\))?$",
    re.I,
)
KEYS = {
    "outlet": r"source|outlet|publication|newspaper|paper|publisher|from|via|المصدر|الصحيفة|الوسيلة|الجريدة|الموقع|نقلا عن",
    "date": r"date|published|publication date|posted|التاريخ|تاريخ النشر|نشر في|بتاريخ",
    "link": r"link|url|web|address|الرابط|رابط",
    "author": r"author|by|reporter|byline|الكاتب|بقلم",
    "title": r"title|headline|العنوان",
}
KEY_LINE = re.compile(rf"^\s*[*•>(\[-]*\s*(?:{'|'.join(f'(?P<{k}>{v})' for k, v in KEYS.items())})\s*(?:[:：]|\s[-–—]\s)\s*(?P<value>\S.*?)\s*[)\]]?\s*$", re.I)
STORY = 160  # characters; a line this long, or a finished sentence, is story
SMALL = r"(?:of|the|and|de|la|le|el|al|du|da|del)"
NAMED = re.compile(rf"(?:[A-Z\u00c0-\u00dd][\w'’&.-]*\s+(?:{SMALL}\s+)?){{0,4}}[A-Z\u00c0-\u00dd][\w'’&-]*")
NAMED_AR = re.compile(
    r"(?<!\w)(?P<kind>صحيفة|جريدة|وكالة|موقع|قناة|إذاعة|مجلة)\s+[«\"“]?(?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2}?)(?=[»\"”،:(]|\s+(?:في|يوم|أمس|اليوم|بتاريخ|أن|تقول|مساء|صباح|فقد|قد|وقد|نشرت|نشر|كتبت|كتب|ذكرت|قالت|أوردت|نقلت|تحت|بعنوان)(?!\w)|\s{2}|\s*[:(])|"
    r"^(?:و)?(?:من|في|عن|نقلا عن)\s+(?P<bare>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2}?)(?=\s*[،:(]|\s+(?:بتاريخ|يوم|ليوم))"
)
LEAD = re.compile(r"(?:(?:And|Then|Also|Meanwhile|From|In|But|Now|Next|First|Last|Finally|Today's|This|The|Here|So|That|Wil|On|It|At|Another)\s+)+(?:the\s+)?")
BEFORE_NAME = re.compile(
    r"^(?:(?:and|then|also|meanwhile|next|first|second|third|finally|last|lastly|but|now|later|here is|this is|this from|again)\b[, ]*)*(?:from|in|via|over at|according to)?\s*(?:today's\s+|yesterday's\s+|the\s+)*$",
    re.I,
)
SAYS = re.compile(
    r"(?:reports?|reported|writes?|wrote|says?|said|has|had|carries|carried|runs|ran|adds?|publish\w*|prints?|printed|gives?|gave|quotes?|of|on|today|yesterday|:|,|\()",
    re.I,
)
HEADLINE = re.compile(r"(?:headline|title|headed|titled|عنوان|بعنوان)\W{0,3}[\"“«‘](?P<title>[^\"”»]{6,160})[\"”»]", re.I)
QUOTED = '"“«>'


def stacked(text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None) -> list[Clipping]:
    """Headers spread over short lines: headline, byline, outlet and date, each on its own, in any of the usual orders."""
    out: list[Clipping] = []
    dates = {i: d for i, line in enumerate(lines) if line.end - line.start <= 60 and (d := _only_date(text, line, languages, today))}
    for i in range(len(lines)):
        made = _around_date(text, lines, i, dates[i]) if i in dates else _byline_alone(text, lines, i, dates)
        if made is not None:
            out.append(made)
    return out


def _only_date(text: str, line: Span, languages: Sequence[Language], today: str | None) -> HeaderDate | None:
    """The date of a line that holds nothing else."""
    found = next(iter(header_dates(text, line, languages, today)), None)
    if found is None:
        return None
    rest = WEEKDAY.sub("", text[line.start : found.span.start] + text[found.span.end : line.end])
    return None if rest.strip(" ,،()[]|–—-.:*_") else found


def _around_date(text: str, lines: Sequence[Span], i: int, date: HeaderDate) -> Clipping | None:
    """A header around a line that is a date: outlet and byline above it, or the outlet below."""
    first, outlet, author, roles = i, None, None, ["date"]
    for j in (i - 1, i - 2, i + 1):
        if not 0 <= j < len(lines) or lines[j].end - lines[j].start > 110:
            continue
        if j < i and gap(text, lines, j + 1) > 2:
            break
        beside = text[lines[j].start : lines[j].end].strip(" *_")
        byline = BYLINE.match(beside)
        if byline and "byline" not in roles:
            author, first = (byline["author"] or "").strip() or None, min(first, j)
            roles.append("byline")
            outlet = _outlet_at(text, lines[j], byline["outlet"]) or outlet
        elif outlet is None and len(beside.split()) <= 6 and is_outlet(beside) and (is_outlet_like(beside) or author is not None):
            outlet, first = clean(text, lines[j]), min(first, j)
            roles.append("outlet" if j < i else "outlet below")
        else:
            break
    if outlet is None:
        return None
    return _made(text, lines, first, i + 1 if "outlet below" in roles else i, outlet, date, author, roles)


def _byline_alone(text: str, lines: Sequence[Span], i: int, dates: dict[int, HeaderDate]) -> Clipping | None:
    """A byline with an outlet under a headline, without a date."""
    line = lines[i]
    if line.end - line.start > 110 or i + 1 in dates or i == 0:
        return None
    byline = BYLINE.match(text[line.start : line.end].strip(" *_"))
    outlet = _outlet_at(text, line, byline["outlet"]) if byline else None
    if byline is None or outlet is None or not could_title(text, lines[i - 1]):
        return None
    return _made(text, lines, i, i, outlet, None, (byline["author"] or "").strip() or None, ["byline"])


def _outlet_at(text: str, line: Span, name: str | None) -> Span | None:
    if not name or not is_outlet(name):
        return None
    at = text.index(name, line.start)
    return Span(at, at + len(name))


def _made(text: str, lines: Sequence[Span], first: int, last: int, outlet: Span, date: HeaderDate | None, author: str | None, roles: list[str]) -> Clipping:
    title = lines[first - 1] if first and could_title(text, lines[first - 1]) and gap(text, lines, first) <= 2 else None
    roles = [r for r in roles if r in ("byline", "outlet below")] + (["title above"] if title else [])
    if title is None and last + 1 < len(lines) and could_title(text, lines[last + 1]) and lines[last + 1].end - lines[last + 1].start <= STORY:
        title = lines[last + 1]
        roles.append("title below")
    start, end = lines[first].start, lines[last].end
    return Clipping(
        header=Span(min(start, title.start) if title else start, max(end, title.end) if title else end), title=unnumbered(text, title) if title else None,
        outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=date.value if date else None, date_span=date.span if date else None,
        body=None, author=author, layout=" / ".join(["lines", *roles]), sure=bool(date and date.sure),
    )  # fmt: skip


# --------------------------------------------------------------------------------- Source: …
def keyed(text: str, lines: Sequence[Span], languages: Sequence[Language], taken: Sequence[Span], today: str | None) -> list[Clipping]:
    """Lines `Source: …`, `Date: …`, `Link: …` above a story, or below it where the stories come first."""
    found: list[tuple[int, int, dict[str, Span]]] = []
    i = 0
    while i < len(lines):
        fields: dict[str, Span] = {}
        first = i
        while i < len(lines) and (match := KEY_LINE.match(text[lines[i].start : lines[i].end])):
            name = next(k for k in KEYS if match[k])
            fields.setdefault(name, Span(lines[i].start + match.start("value"), lines[i].start + match.end("value")))
            i += 1
        if "outlet" in fields and not any(t.overlaps(lines[first]) for t in taken):
            found.append((first, i, fields))
        i = max(i, first + 1)
    if len(found) < 2:
        return []
    below = sum(first > 0 and not could_title(text, lines[first - 1]) and "title" not in fields for first, _, fields in found) >= 0.6 * len(found)
    out = []
    floor = 0
    for first, last, fields in found:
        made = _keyed(text, lines, languages, today, first, last, fields, floor if below else None)
        floor = last
        if made is not None:
            out.append(made)
    return out if len(out) >= 2 else []


def _keyed(
    text: str, lines: Sequence[Span], languages: Sequence[Language], today: str | None, first: int, last: int, fields: dict[str, Span], floor: int | None
) -> Clipping | None:
    """One `Source:` block; `floor` is the first line its story may begin on, where the story stands above it."""
    value = fields["outlet"]
    dates = header_dates(text, fields.get("date", value), languages, today)
    stop = min([d.span.start for d in dates if value.covers(d.span)], default=value.end)
    name = re.split(r"\s*[,،|/(\[]|\s+[-–—]\s+", text[value.start : stop].strip())[0].strip(" ,،|/–—-:")
    if not name or not is_outlet(name):
        return None
    at = text.index(name, value.start)
    title, start, until = fields.get("title"), lines[first].start, None
    header = Span(start, lines[last - 1].end)
    if floor is not None:
        spaced = any(gap(text, lines, j) > 1 for j in range(floor + 1, first))
        begin = next(
            (j for j in range(first - 1, floor - 1, -1) if could_title(text, lines[j]) and gap(text, lines, j) >= (2 if j > floor and spaced else 1)), None
        )
        if begin is None:
            return None
        title, until = unnumbered(text, lines[begin]), lines[first].start
        header = lines[begin]
    elif title is None and first and 8 <= lines[first - 1].end - lines[first - 1].start <= 220 and text[lines[first - 1].end - 1] not in ".:":
        title = unnumbered(text, lines[first - 1])
        header = Span(lines[first - 1].start, header.end)
    author = fields.get("author")
    return Clipping(
        header=header, title=title, outlet=name, outlet_span=Span(at, at + len(name)), published=dates[0].value if dates else None,
        date_span=dates[0].span if dates else None, body=None, author=text[author.start : author.end] if author else None, layout="source below" if until else "source lines",
        until=until,
    )  # fmt: skip


# --------------------------------------------------------------------------------- introductions in prose
def introductions(
    text: str,
    lines: Sequence[Span],
    languages: Sequence[Language],
    today: str | None,
    kept: Sequence[Clipping],
    quoted: Collection[Span] = (),
    cited: Collection[Span] = (),
) -> list[Clipping]:
    """Lines of the page's own prose that hand over to an outlet: "The Harbour Post reports today:".

    Those before a quoted block count where there are two, or where the page is a digest anyway; the others only for
    outlets the page has named, or where there are three.
    """
    ends = quote_ends(lines, quoted)
    sure: list[Clipping] = []
    weak: list[Clipping] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        words = text[line.start : line.end]
        if following is None or not words.rstrip(' *_"').endswith((":", "：")) or len(words.split()) > 34 or any(c.header.overlaps(line) for c in kept):
            continue
        opened = following in quoted or text[following.start] in QUOTED
        dates = header_dates(text, line, languages, today)
        named = _press_in(_without(words, line, dates), following in cited or text[following.start] == ">", following in quoted and bool(dates))
        if named is None:
            continue
        outlet = Span(line.start + named.start, line.start + named.end)
        date = next(iter(dates), None)
        title = HEADLINE.search(text, line.start, line.end)
        title_line = following if _is_headline(text, following) else None
        made = Clipping(
            header=Span(line.start, title_line.end) if title_line else line, title=Span(*title.span("title")) if title else clean(text, title_line),
            outlet=text[outlet.start : outlet.end], outlet_span=outlet, published=date.value if date else None, date_span=date.span if date else None,
            body=None, layout="introduction", sure=bool(date and date.sure), until=ends.get(following),
        )  # fmt: skip
        (sure if opened or title_line else weak).append(made)
    if len(sure) + len(kept) < 2:
        return []
    known = {key(c.outlet) for c in (*kept, *sure)}
    return sure + [w for w in weak if len(weak) >= 3 or key(w.outlet) in known]


def _without(words: str, line: Span, dates: Sequence[HeaderDate]) -> str:
    """A line with spaces for its dates, so that no month is part of a name."""
    for date in dates:
        start, end = date.span.start - line.start, date.span.end - line.start
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def quote_ends(lines: Sequence[Span], quoted: Collection[Span]) -> dict[Span, int]:
    """For every line that a page quotes, where the block ends that it stands in."""
    ends: dict[Span, int] = {}
    for line, following in zip(reversed(lines), [None, *reversed(lines)], strict=False):
        if line in quoted:
            ends[line] = ends.get(following, line.end) if following else line.end
    return ends


def _is_headline(text: str, line: Span) -> bool:
    """A short line in quotation marks as a whole, with the story on the next line."""
    words = text[line.start : line.end]
    return (
        words[0] in '"“«'
        and words[-1] in '"”»'
        and len(words) <= 120
        and words[-2] not in ".!"
        and text[line.end : line.end + 2].count("\n") == 1
        and text[line.end + 1 : line.end + 2] not in ("\n", "")
    )


def _press_in(words: str, block: bool, dated: bool = False) -> Span | None:
    """The outlet an introduction hands over to: worded like one, as the subject or behind "from"; before a marked block
    (`block`) any proper name, those worded like an outlet first; before one with a date (`dated`) only those."""
    if match := NAMED_AR.search(words):
        return (
            Span(*match.span("kind" if match["kind"] == "إذاعة" else "name" if match["name"] else "bare"))
            if match["kind"] != "إذاعة"
            else Span(match.start("kind"), match.end("name"))
        )
    names = []
    for match in NAMED.finditer(words):
        lead = LEAD.match(match[0])
        start = match.start() + (lead.end() if lead and lead.end() < len(match[0]) else 0)
        inside = words[start : match.end()]
        if (lead and match[0][lead.end() :] == "") or WEEKDAY.fullmatch(inside):
            continue
        names.append((Span(start, match.end()), is_outlet_like(inside), BEFORE_NAME.match(words[: match.start()]) is not None, match.end()))
    for span, press, leads, end in names:
        if press and (block or dated or (leads and (SAYS.match(words[end:].lstrip()) or words[end:].strip() in (":", "：")))):
            return span
    return names[0][0] if block and names and is_outlet(words[names[0][0].start : names[0][0].end]) else None
