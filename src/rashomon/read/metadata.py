"""Title, author, outlet and date of a report from its visible words, each with where it was found; or nothing.

A date counts as the report's own only where it stands as one: on a line of its own, beside a byline, behind "published".
A date inside a sentence is what the report tells of, never when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon import edtf
from rashomon.lang.base import Language
from rashomon.lang.folding import ARABIC, MARKS, fold
from rashomon.model import Evidence, Span
from rashomon.read import masthead
from rashomon.read.outlets import SMALL, WEEKDAY, is_outlet_like

TOP, BOTTOM = 10, 6
TITLE_LONGEST = 220
DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z\u00c0-\u00dd][\w.'’-]*(?:[ /][A-Z\u00c0-\u00dd][\w.'’-]*){0,4}(?:,\s?[A-Z][\w .]{2,30}?)?)(?:,?\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?))?,?"
    r"\s*[(\[](?P<outlet>[A-Z][\w .&’'-]{1,40}?)(?:/[\w .]+)?[)\]]\s*[-–—:]+"
)
DATELINE_AR = re.compile(
    r"^\s*(?P<place>[\u0621-\u064a][\u0621-\u064a ]{1,30}?)\s*(?:[،,/–—-]\s*)?(?P<date>\d{1,2}\s+[\u0621-\u064a]+(?:[ /][\u0621-\u064a]+)?(?:\s+\d{4})?)?\s*[-–—،,]*\s*"
    r"[(\[](?P<outlet>[\u0621-\u064a][\u0621-\u064a .]{1,30}?)[)\]]\s*[-–—:]+"
)
DATELINE_BARE = re.compile(
    r"^\s*(?P<place>[A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.'’ /-]{2,30})(?:,\s?[A-Z][\w .]{2,30}?)?(?:,\s+(?:[A-Z][a-z]{2,9}\.?(?:\s+\d{1,2})?|\d{1,2}\s+[A-Z][a-z]{2,9})(?:,?\s+\d{4})?)?\s*(?:[–—]|(?<=\s)-(?=\s.{50}))\s+(?=[\"“‘A-Z])"
)
BYLINE = re.compile(
    r"^(?:(?:story |words |text |posted |written |report |interview |interviewed |compiled )?by|(?:\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}) by)[: ]\s*(?P<name>(?-i:[A-Z][\w.'’-]+(?: (?:(?:de|da|di|el|al|van|von|bin|ibn|der|den|la|le|du|dos) )?[A-Z][\w.'’-]+){1,3}(?: and [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})?))\b(?P<rest>.*)$|^author\s*:\s*(?P<name2>[A-Z][^|,\n]{2,50}?)(?P<rest2>[|,].*)?$",
    re.I,
)
BYLINE_AR = re.compile(
    r"^(?:بقلم|كتبت?|كتب|تحرير|إشراف|اعداد|إعداد|الكاتب|حاوره|حاورته|حاورها|تقرير|حوار|أجر(?:ى|ت) (?:الحوار|المقابلة|اللقاء)[^:：\n]{0,40}|كتبته?ا?|أعدّ?ه?ا?)\s*[:：/-]?\s*(?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){1,3})\s*(?P<rest>[|–—،,(-].*)?$"
)
OWN_DATE = re.compile(
    r"^(?P<lead>(?:(?:first |originally |last )?(?:published|posted|updated|issued|date|dated|created|print edition|modified|recorded|on air|aired|broadcast|filed|released|issued)(?: on| at)?(?: \w{3,9},?)?|كتب(?:ت|ه|ها|تها)?(?: بتاريخ| في)?|أذيع(?:ت)?(?: في)?|بث(?:ت)?(?: في)?|تاريخ النشر|نشر(?:ت)?(?: في| بتاريخ)?|التاريخ|بتاريخ|تحديث|آخر تحديث)\s*[:：]?\s*)?(?P<date>⟦D⟧)(?P<rest>.{0,110})$",
    re.I,
)
VOWELS = re.compile(f"[{MARKS}\u0640]")
COLUMN = re.compile(r"(?:زاوية|عمود|باب)\s+[«\"“]")  # the name of a regular column
AFTER_DATE = re.compile(r"^[\s,|–—·•@-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?[\s,|–—·•()-]*(?:\d+ min(?:ute)?s? read)?$", re.I)
CREDIT = re.compile(
    r"\b(?:(?:interview(?:ed)?|reporting|reported|compiled|gathered|collected|conducted|translated|transcribed) by|talks? (?:to|with)|(?:interview|conversation|profile) (?:with|of) [^,.]{3,60}, by) (?P<name>[A-Z][\w.'’-]+(?: (?:(?:de|da|al|el|van|von|bin|la|le|du) )?[A-Z][\w.'’-]+){1,3})|"
    r"(?:إعداد|اعداد|مراسلنا|مراسلتنا)\s*:?\s+(?P<arabic>[\u0621-\u064a]+ [\u0621-\u064a]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the words say: the title's place, and for author, outlet and date the value with where it stood."""

    title: Span | None = None
    outlet: str | None = None
    outlet_span: Span | None = None
    author: str | None = None
    evidence: tuple[Evidence, ...] = ()


def from_words(
    text: str,
    lines: Sequence[Span],
    languages: Sequence[Language],
    known_title: str | None = None,
    every: Sequence[Span] = (),
    elsewhere: Sequence[tuple[Span, str, float]] = (),
) -> Metadata:
    """What the visible words of a report say of itself.

    `lines` are the report's own, without menus and prompts; `every` line of the page may speak for the outlet's name.
    `known_title` (from markup) is looked for in the text.
    """
    title = _title(text, lines, languages, known_title)
    how: list[Evidence] = []
    author, published = None, None
    told: list[tuple[Span, str, float]] = list(elsewhere)
    dated: list[Span] = []
    edge = [*lines[:TOP], *lines[max(TOP, len(lines) - BOTTOM) :]]
    for line in edge:
        words = text[line.start : line.end]
        if len(words) > 2000 and not (DATELINE.match(words[:200]) or DATELINE_AR.match(words[:200])):
            continue
        if len(words) < 200 and (match := BYLINE.match(words) or BYLINE_AR.match(words)):
            groups = match.groupdict()
            dated.append(line)
            if author is None:
                author = _author(groups.get("name") or groups.get("name2") or "")
                how += _told("author", author, f"byline “{words[:60]}”")
            rest = (groups.get("rest") or "").strip(" |–—،,(-)")
            if rest and is_outlet_like(rest) and len(rest.split()) <= 6:
                at = text.index(rest, line.start)
                told.append((Span(at, at + len(rest)), "byline", 0.8))
        if match := DATELINE.match(words[:200]) or DATELINE_AR.match(words[:200]):
            told.append((Span(line.start + match.start("outlet"), line.start + match.end("outlet")), "dateline", 1.1))
            if match["date"] and published is None:
                published = _year_of(text, Span(line.start + match.start("date"), line.start + match.end("date")), languages)
                how += _told("published", published, f"dateline “{match[0].strip()[:60]}”")
        own = _own_date(text, line, languages) if len(words) < 200 else None
        if own is None and line in lines[:6] and len(words) < 130:
            own = _head_date(text, line, languages)
        if own is not None:
            dated.append(line)
            if published is None:
                published = own
                how += _told("published", published, f"“{words[:60]}”")
    if published is None and (month := next((found for line in lines[:6] if (found := _head_month(text, line, languages))), None)):
        published, where = month
        how += _told("published", published, f"“{where}”")
    if author is None and (credit := next((m for line in edge if (m := CREDIT.search(text, line.start, line.end))), None)):
        author = _author(credit["name"] or credit["arabic"])
        how += _told("author", author, f"“{credit[0][:60]}”")
    outlet = masthead.find(text, every or lines, title, dated, author, told, [language.lexicon for language in languages])
    if outlet is not None:
        how += _told("outlet", outlet.name, outlet.why)
    return Metadata(title=title, author=author, outlet=outlet.name if outlet else None, outlet_span=outlet.span if outlet else None, evidence=tuple(how))


def _told(field: str, value: str | None, where: str) -> list[Evidence]:
    return [Evidence(field=field, value=value, where=where)] if value else []


def _author(words: str) -> str | None:
    """A byline's name as it is kept: no trailing marks."""
    return words.strip(" ,.|،") or None


def dateline(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """(the dateline, the place in it) at the beginning of a story: "ZAHRIN, May 6 (Agency) —"."""
    opening = text[start : min(end, start + 160)]
    for pattern in (DATELINE, DATELINE_AR, DATELINE_BARE):
        if match := pattern.match(opening):
            place = match["place"].split(",")[0].rstrip()
            at = start + match.start("place")
            return Span(start + len(match[0]) - len(match[0].lstrip()), start + len(match[0].rstrip())), Span(at, at + len(place))
    return None


def _title(text: str, lines: Sequence[Span], languages: Sequence[Language], known: str | None) -> Span | None:
    """The headline: the known one where it stands near the top, else the line that looks most like one above the story.

    Above a byline or date that is the longest line (site names and taglines are shorter); without these, the first.
    """
    if known:
        wanted = fold(known).strip()
        for line in lines[:6]:
            if fold(text[line.start : line.end]).strip() == wanted:
                return line
    if len(lines) < 2:
        return None
    candidates: list[Span] = []
    names: list[Span] = []
    above = None
    for line in lines[:TOP]:
        words = text[line.start : line.end]
        if len(words) > TITLE_LONGEST or DATELINE.match(words) or DATELINE_AR.match(words):
            break
        if BYLINE.match(words) or BYLINE_AR.match(words) or _own_date(text, line, languages) or _head_date(text, line, languages):
            if any(len(text[c.start : c.end].split()) > 3 and not text[c.start].islower() for c in candidates):
                break
            names, candidates = names + candidates, []  # two or three words above a date are the outlet's name
            continue
        if len(words.split()) < 2 and not _is_sentence(words):
            continue
        if _is_sentence(words) or (ARABIC.search(words) and len(words) > 160):
            break
        if above is not None and text[above.end : line.start].strip() and len(candidates) == 1:
            names, candidates = names + candidates, []  # a menu stands between: that was the site's line
        above = line
        if not _is_site(words) and not COLUMN.match(words):
            candidates.append(line)
        if len(candidates) >= 6:
            break
    # The first line is the headline, the next its standfirst; a few words or a lower-case tagline above it are the site's.
    told = [c for c in candidates if len(text[c.start : c.end].split()) > 3 and not text[c.start].islower()]
    told = [c for c in told if not _is_tagline(text, lines, c, told)] or told
    return next(iter([*told, *candidates, *names]), None)


def _is_tagline(text: str, lines: Sequence[Span], line: Span, told: Sequence[Span]) -> bool:
    """A line right under a site's short name, where a line set apart by blank lines below it can be the headline."""
    at = lines.index(line)
    if at == 0 or at > 2 or text[lines[at - 1].end : line.start].count("\n") > 1 or len(text[lines[at - 1].start : lines[at - 1].end].split()) > 4:
        return False
    return any(c.start > line.end and text[: c.start].rstrip(" \t")[-2:] == "\n\n" for c in told)


def _is_sentence(words: str) -> bool:
    ends = words.rstrip("\"”’')")[-1:]
    return (ends in ".:;," and not words.endswith("...")) or bool(re.match(r"Q[:.]|A[:.]", words))


def _is_site(words: str) -> bool:
    """Whether a line is a site's or section's name: parts between bars, few words in capitals."""
    few = len(words.split()) <= 4
    parts = masthead.BAR.split(words)
    if len(parts) >= 2 and all(len(p.split()) <= 3 for p in parts) and (len(parts) >= 3 or any(is_outlet_like(p) or "edition" in p.lower() for p in parts)):
        return True
    return (" | " in words and len(words) < 60) or (few and words.isupper()) or (few and is_outlet_like(words))


def _own_date(text: str, line: Span, languages: Sequence[Language]) -> str | None:
    """The date of a line that is a date, alone or behind "published" or a byline."""
    for language in languages:
        for expr in language.times(text, line):
            if expr.op != "date" or not (expr.year and expr.month and expr.day):
                continue
            before, after = text[line.start : expr.span.start], text[expr.span.end : line.end]
            masked = VOWELS.sub("", before) + "⟦D⟧" + after
            whole = OWN_DATE.match(masked.strip())
            value = f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}"
            if not edtf.is_valid(value):
                continue
            if whole and (whole["lead"] or AFTER_DATE.match(whole["rest"])):
                return value
            if BYLINE.match(before + after) and re.search(r"\b(?:posted|published|written|by)\b", before, re.I) and not after.strip(" .").count(". ") > 1:
                return value
            if BYLINE.match(text[line.start : line.end]) and expr.span.start == line.start:
                return value
            if BYLINE_AR.match(re.sub(r"\s+(?:في|بتاريخ|يوم)?\s*$", "", before.rstrip(" ،,-–—|"))) and AFTER_DATE.match(after.rstrip(" .)")):
                return value
            beside = re.fullmatch(
                r"\s*(?:by\b|posted by\b|author:|بقلم|كتب)?.{0,70}?[|,–—·•:(،-]\s*(?:(?:published|posted|updated|on)\s*:?\s*)*(?:\w{3,9},?\s*)?", before, re.I
            )
            if (
                beside
                and AFTER_DATE.match(after.rstrip(")"))
                and (BYLINE.match(before) or BYLINE_AR.match(before) or "|" in before or "published" in before.lower())
            ):
                return value
    return None


def _head_date(text: str, line: Span, languages: Sequence[Language]) -> str | None:
    """The date of a line that holds nothing but names and one full date: "The Harbour Post - weekend - 14 April 2029"."""
    for language in languages:
        exprs = [e for e in language.times(text, line) if e.op == "date" and e.year and e.month and e.day]
        if len(exprs) != 1:
            continue
        expr = exprs[0]
        value = f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}"
        before, after = text[line.start : expr.span.start], text[expr.span.end : line.end]
        before = WEEKDAY.sub("", before)
        if not edtf.is_valid(value) or re.search(r"\b(?:on|in|since|until|from|by|of|منذ|حتى|في)\s*$", before, re.I):
            continue
        pieces = [p.strip() for p in re.split(r"\s+[-–—|/·•]+\s+|\s{2,}|\s*\|\s*|[,،()\[\]]", before + "|" + after) if p.strip(" |–—-/()·•.")]
        if any(len(p.split()) > 6 or (re.search(r"[.!?:؟;]$", p) and not BYLINE.match(p)) for p in pieces):
            continue
        first = re.split(r"\s*[,،|]\s*|\s+[-–—/]+\s+", before.strip(" ,،|-–—/"))[0]
        if (
            ARABIC.search(first)
            or not first
            or re.search(r"\S\s{3,}$", text[line.start : expr.span.start])  # in a column of its own
            or text[expr.span.start : expr.span.end].lower().startswith("this ")  # "this tenth day of March, 2028"
            or BYLINE.match(first)
            or all(w[:1].isupper() or w[:1].isdigit() or not w[:1].isalpha() or w.lower() in SMALL for w in first.split()[:3])
        ):
            return value
    return None


def _head_month(text: str, line: Span, languages: Sequence[Language]) -> tuple[str, str] | None:
    """(month, the line) of a masthead between bars that names no day: "Eastern Review | No. 44 | June 2029"."""
    if line.end - line.start > 130 or not masthead.BAR.search(text[line.start : line.end]):
        return None
    for language in languages:
        exprs = [e for e in language.times(text, line) if e.op == "date" and e.year and e.month]
        if len(exprs) == 1 and exprs[0].day is None and not exprs[0].part:
            alone = [p.strip() for p in masthead.BAR.split(text[line.start : line.end])]
            if text[exprs[0].span.start : exprs[0].span.end].strip() in alone:
                return f"{exprs[0].year:04d}-{exprs[0].month:02d}", text[line.start : line.end][:60]
    return None


def _year_of(text: str, span: Span, languages: Sequence[Language]) -> str | None:
    """The date of a dateline, where it has a year."""
    for language in languages:
        for expr in language.times(text, span):
            if expr.op == "date" and expr.year and expr.month and expr.day:
                value = f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}"
                return value if edtf.is_valid(value) else None
    return None
