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
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Basis, Span

TOP, BOTTOM = 10, 6
TITLE_LONGEST = 220
DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z\u00c0-\u00dd][\w.'’-]*(?:[ /-][A-Z\u00c0-\u00dd][\w.'’-]*){0,4}(?:,\s?[A-Z][\w .]{2,30}?)?)(?:,?\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?))?,?"
    r"\s*[(\[](?P<outlet>[A-Z][\w .&’'-]{1,40}?)(?:/[\w .]+)?[)\]]\s*[-–—:]+"
)
DATELINE_AR = re.compile(
    r"^\s*(?P<place>[\u0621-\u064a][\u0621-\u064a ]{1,30}?)\s*(?:[،,/–—-]\s*)?(?P<date>\d{1,2}\s+[\u0621-\u064a]+(?:[ /][\u0621-\u064a]+)?(?:\s+\d{4})?)?\s*[-–—،,]*\s*"
    r"[(\[](?P<outlet>[\u0621-\u064a][\u0621-\u064a .]{1,30}?)[)\]]\s*[-–—:]+"
)
DATELINE_BARE = re.compile(
    r"^\s*(?P<place>[A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.'’ /-]{2,30})(?:,\s?[A-Z][\w .]{2,30}?)?(?:,\s+(?:[A-Z][a-z]{2,9}\.?(?:\s+\d{1,2})?|\d{1,2}\s+[A-Z][a-z]{2,9})(?:,?\s+\d{4})?)?\s*[–—]\s+(?=[\"“‘A-Z])"
)
BYLINE = re.compile(
    r"^(?:(?:story |words |text |posted |written |report )?by|(?:\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}) by)[: ]\s*(?P<name>(?-i:[A-Z][\w.'’-]+(?: (?:(?:de|da|di|el|al|van|von|bin|ibn|der|den|la|le|du|dos) )?[A-Z][\w.'’-]+){1,3}))\b(?P<rest>.*)$|^author\s*:\s*(?P<name2>[A-Z][^|,\n]{2,50}?)(?P<rest2>[|,].*)?$", re.I
)
BYLINE_AR = re.compile(r"^(?:بقلم|كتبت?|كتب|اعداد|إعداد|الكاتب|حاوره|حاورته|حاورها|تقرير|حوار|أجرى (?:الحوار|المقابلة|اللقاء)[^:：\n]{0,40})\s*[:：/-]?\s*(?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){1,3})\s*(?P<rest>[|–—،,(-].*)?$")
OWN_DATE = re.compile(
    r"^(?P<lead>(?:(?:first |originally |last )?(?:published|posted|updated|issued|date|dated|created|print edition|modified)(?: on| at)?|تاريخ النشر|نشر(?:ت)?(?: في| بتاريخ)?|التاريخ|بتاريخ|تحديث|آخر تحديث)\s*[:：]?\s*)?(?P<date>⟦D⟧)(?P<rest>.{0,60})$", re.I
)
AFTER_DATE = re.compile(r"^[\s,|–—·•@-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?[\s,|–—·•()-]*(?:\d+ min(?:ute)?s? read)?$", re.I)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|حقوق النشر)\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?[ ,]*(?:by )?(?P<name>[A-Z][\w '’&.-]{2,40}?|[\u0621-\u064a][\u0621-\u064a ]{2,30}?)(?=\s*(?:[.|,–—-]|(?:19|20)\d\d|all rights|جميع|$))", re.I)
ORGANISATION = re.compile(
    r"\b(?:times|post|news|herald|tribune|gazette|journal|daily|weekly|today|press|agency|observer|guardian|mail|star|sun|mirror|voice|radio|tv|television|magazine|review|chronicle|telegraph|"
    r"courier|monitor|standard|express|independent|bulletin|report(?:er)?|wire|media|online|network|broadcasting|dispatch|record|examiner|ledger|inquirer|sentinel|argus|echo)\b|صحيفة|جريدة|وكالة|قناة|موقع|مجلة|إذاعة", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    title: Span | None = None
    author: str | None = None
    outlet: str | None = None
    outlet_span: Span | None = None
    published: str | None = None
    basis: Basis | None = None
    how: tuple[str, ...] = ()


def from_words(text: str, lines: Sequence[Span], languages: Sequence[Language], known_title: str | None = None) -> Metadata:
    """What the visible words of a report say of itself; `known_title` (from markup) is looked for in the text."""
    title = _title(text, lines, languages, known_title)
    how: list[str] = []
    author, outlet, outlet_span, published = None, None, None, None
    edge = [*lines[:TOP], *lines[max(TOP, len(lines) - BOTTOM) :]]
    for line in edge:
        words = text[line.start : line.end]
        if len(words) > 2000 and not (DATELINE.match(words[:200]) or DATELINE_AR.match(words[:200])):
            continue
        if author is None and len(words) < 160 and (match := BYLINE.match(words) or BYLINE_AR.match(words)):
            groups = match.groupdict()
            author = (groups.get("name") or groups.get("name2") or "").strip(" ,.|") or None
            how.append(f"author: byline “{words[:60]}”")
        if outlet is None and (match := DATELINE.match(words[:200]) or DATELINE_AR.match(words[:200])):
            outlet = match["outlet"].strip()
            outlet_span = Span(line.start + match.start("outlet"), line.start + match.end("outlet"))
            how.append(f"outlet: dateline “{match[0].strip()}”")
            if match["date"] and published is None:
                published = _year_of(text, Span(line.start + match.start("date"), line.start + match.end("date")), languages)
        if published is None and len(words) < 200 and (found := _own_date(text, line, languages)):
            published = found
            how.append(f"published: “{words[:60]}”")
        if line in lines[:6] and len(words) < 130 and (head := _masthead(text, line, languages)):
            day, name = head
            if published is None:
                published = day
                how.append(f"published: head line “{words[:60]}”")
            if name is not None and outlet is None:
                outlet, outlet_span = text[name.start : name.end], name
                how.append(f"outlet: head line “{words[:60]}”")
    for line, following in zip(lines[:8], lines[1:9], strict=False):
        words = text[line.start : line.end]
        if outlet is not None or line == title or words[-1] in ".:?!؟" or not _own_date(text, following, languages):
            continue
        if byline := BYLINE_AR.match(words) or BYLINE.match(words):
            rest = (byline.groupdict().get("rest") or "").strip(" |–—،,(-)")
            if is_outlet_like(rest) and len(rest.split()) <= 6:
                at = text.index(rest, line.start)
                outlet, outlet_span = rest, Span(at, at + len(rest))
                how.append("outlet: byline")
        elif (is_outlet_like(words) and len(words.split()) <= 6) or (len(words.split()) <= 4 and all(w[:1].isupper() or ARABIC.match(w) for w in words.split())):
            outlet = re.split(r"\s+[|·•–—]\s+", words)[0]
            outlet_span = Span(line.start, line.start + len(outlet))
            how.append("outlet: line above the date")
    if outlet is None:
        for line in edge:
            if match := COPYRIGHT.search(text, line.start, line.end):
                outlet = match["name"].strip(" .")
                outlet_span = Span(*match.span("name"))
                how.append("outlet: copyright line")
                break
    return Metadata(
        title=title, author=author, outlet=outlet, outlet_span=outlet_span, published=published,
        basis="stated" if published else None, how=tuple(how),
    )  # fmt: skip


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
    marked = False
    for line in lines[:TOP]:
        words = text[line.start : line.end]
        if DATELINE.match(words) or DATELINE_AR.match(words) or len(words) > TITLE_LONGEST:
            break
        if BYLINE.match(words) or BYLINE_AR.match(words) or _own_date(text, line, languages) or _masthead(text, line, languages):
            if any(len(text[c.start : c.end].split()) > 3 for c in candidates):
                marked = True
                break
            names, candidates = names + candidates, []  # two or three words above a date are the outlet's name
            continue
        if len(words.split()) < 2 and not _is_sentence(words):
            continue
        if _is_sentence(words) or (ARABIC.search(words) and len(words) > 160):
            break
        if not _is_site(words):
            candidates.append(line)
        if not marked and len(candidates) >= 6:
            break
    candidates = candidates or names
    if not candidates:
        return None
    return max(candidates, key=lambda c: (c.end - c.start, -c.start)) if marked else candidates[0]


def _is_sentence(words: str) -> bool:
    ends = words.rstrip("\"”’')")[-1:]
    return ends in ".:;," and not words.endswith("...") or bool(re.match(r"Q[:.]|A[:.]", words))


def _is_site(words: str) -> bool:
    """Whether a line is a site's or section's name: parts between bars, few words in capitals."""
    few = len(words.split()) <= 4
    return " | " in words and len(words) < 60 or (few and words.isupper()) or (few and is_outlet_like(words))


def _own_date(text: str, line: Span, languages: Sequence[Language]) -> str | None:
    """The date of a line that is a date, alone or behind "published" or a byline."""
    for language in languages:
        for expr in language.times(text, line):
            if expr.op != "date" or not (expr.year and expr.month and expr.day):
                continue
            before, after = text[line.start : expr.span.start], text[expr.span.end : line.end]
            masked = before + "⟦D⟧" + after
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
            beside = re.fullmatch(r"\s*(?:by\b|posted by\b|author:|بقلم|كتب)?.{0,70}?[|,–—·•:(،-]\s*(?:(?:published|posted|updated|on)\s*:?\s*)*(?:\w{3,9},?\s*)?", before, re.I)
            if beside and AFTER_DATE.match(after.rstrip(")")) and (BYLINE.match(before) or BYLINE_AR.match(before) or "|" in before or "published" in before.lower()):
                return value
    return None


def _masthead(text: str, line: Span, languages: Sequence[Language]) -> tuple[str, Span | None] | None:
    """(date, outlet) of a line that holds nothing but names and a full date: "The Harbour Post - weekend - 14 April 2029"."""
    for language in languages:
        for expr in language.times(text, line):
            if expr.op != "date" or not (expr.year and expr.month and expr.day):
                continue
            value = f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}"
            after = text[expr.span.end : line.end]
            if not edtf.is_valid(value) or (after.strip(" |–—-/()·•.") and not AFTER_DATE.match(after.rstrip(")"))):
                continue
            before = text[line.start : expr.span.start]
            before = re.sub(r"(?:\w{3,9}day|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)\s*,?\s*$", "", before)
            parts = [p for p in re.split(r"\s+[-–—|/·•]+\s+|\s{2,}|\s*\|\s*|,\s+", before) if p.strip(" ,|-–—/")]
            if not parts or BYLINE.match(before) or BYLINE_AR.match(before):
                return None
            if any(len(p.split()) > 6 or re.search(r"[.!?:؟]$", p.strip()) for p in parts) or re.search(r"\b(?:on|in|since|until|from|by|of|منذ|حتى|في)\s*$", before, re.I):
                return None
            first = parts[0].strip(" ,|-–—/")
            if not ARABIC.search(first) and not all(w[:1].isupper() or w[:1].isdigit() or w.lower() in ("of", "the", "and", "on", "for") for w in first.split()):
                return None
            if re.match(r"(?:حاوره?ا?|حاورته?ا?|بقلم|كتبت?|أجرى|اعداد|إعداد)\b", first):
                return value, None
            start = text.find(first, line.start, line.end)
            number = re.search(r"\d", first)
            return value, None if number or start < 0 else Span(start, start + len(first))
    return None


def _year_of(text: str, span: Span, languages: Sequence[Language]) -> str | None:
    """The date of a dateline, where it has a year."""
    for language in languages:
        for expr in language.times(text, span):
            if expr.op == "date" and expr.year and expr.month and expr.day:
                value = f"{expr.year:04d}-{expr.month:02d}-{expr.day:02d}"
                return value if edtf.is_valid(value) else None
    return None


def is_outlet_like(name: str) -> bool:
    """Whether a label is worded like the name of an outlet ("The Harbour Post", "صحيفة المرفأ")."""
    return bool(ORGANISATION.search(name))
