"""A clipping's header as found, and how the name of an outlet is told from other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span

NUMBER = r"(?P<number>(?:#?\d{1,3}[.)]|[*•▪●■#>»–—-]+|\(\d{1,3}\))[ \t\u00a0]+)?"
WEEKDAY = re.compile(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\b(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)\b", re.I)
PRESS = re.compile(
    r"\b(?:times|post|news|herald|tribune|gazette|journal|daily|weekly|today|press|agency|observer|guardian|mail|star|sun|mirror|voice|radio|tv|television|magazine|review|chronicle|telegraph|"
    r"courier|monitor|standard|express|independent|bulletin|report(?:er)?|wire|media|online|network|broadcasting|dispatch|record|examiner|ledger|inquirer|sentinel|argus|echo|notebook|"
    r"diario|tribuna|presse|zeitung)\b|(?<!\w)(?:صحيفة|جريدة|وكالة|قناة|موقع|مجلة|إذاعة)(?!\w)",
    re.I,
)
KIND = re.compile(r"(?<!\w)(?:صحيفة|جريدة|موقع|قناة|مجلة|وكالة(?!\s+(?:ال)?[أا]نباء|(?:\s+\S+){1,3}\s+للأنباء))(?!\w)")
LED = re.compile(
    r"^(?:نقلا (?:عن|من)|منقولا? (?:عن|من)|عن|المصدر|via|source|reported by|published (?:in|by)|reprinted from)\s*[:：]?\s+", re.I
)  # hands over to an outlet
LABELS = re.compile(
    r"(?:source|outlet|publication|date|published|posted|updated|link|url|title|headline|author|by|from|المصدر|الصحيفة|التاريخ|الرابط|العنوان|الكاتب|من|في)\s*:?",
    re.I,
)
AROUND = " \t\u00a0*_•●▪■◆►▶◄"
SMALL = frozenset("the of and de la le el al for in & du da des on y e di del".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """A clipping as found: `body` is None for a headline alone; `published` EDTF, None where the header has no date.

    `sure` when its date says more than a weekday; `until` is where its body must end, where something tells.
    """

    header: Span
    title: Span | None
    outlet: str
    outlet_span: Span
    published: str | None
    date_span: Span | None
    body: Span | None
    author: str | None = None
    layout: str
    sure: bool = True
    until: int | None = None


def is_outlet(words: str) -> bool:
    """Whether words can name an outlet: few, a proper name or a bare handle (`gulfnews`), no clause."""
    words = words.strip(" *_«»")
    parts = words.split()
    if (
        not parts
        or "@" in words
        or len(parts) > 7
        or not re.search(r"[^\W\d_]{2}", words)
        or words[-1] in ".!?"
        or WEEKDAY.fullmatch(words)
        or LABELS.fullmatch(words)
    ):
        return False
    if ARABIC.search(words):
        return len(parts) <= 6
    if len(parts) == 1:
        return True
    return all(p[:1].isupper() or p[:1].isdigit() or p.lower() in SMALL or "." in p or re.match(r"[a-z]{1,3}[-'’][A-Z]", p) for p in parts)


def is_outlet_like(name: str) -> bool:
    """Whether a name is worded like that of an outlet ("The Harbour Post", "صحيفة المرفأ")."""
    return bool(PRESS.search(name))


def outlet_name(words: str) -> str:
    """An outlet as it is shown: without a leading "newspaper", "magazine", "site" in Arabic, and without a remark behind."""
    words = LED.sub("", words.strip(" *_"))
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", words) or words
    return KIND.sub("", words).strip(' *_"“”«»') or words.strip()


def key(name: str | None) -> str:
    """What two spellings of an outlet have in common ("gulfnews", "Gulf News", "صحيفة المرفأ")."""
    bare = re.sub(r"^(?:the|صحيفه|مجله|موقع|قناه|جريده|وكاله)\s+", "", fold(name or "").strip(" *_«»"))
    return re.sub(r"[\W_]", "", bare)


def same_outlet(a: str | None, b: str | None) -> bool:
    return bool(key(a)) and key(a) == key(b)


def clean(text: str, span: Span | None) -> Span | None:
    """A stretch without white space, bold marks and bullets around it; None where nothing is left."""
    if span is None:
        return None
    start, end = span
    while start < end and text[start] in AROUND + "#>":
        start += 1
    while end > start and text[end - 1] in AROUND:
        end -= 1
    return Span(start, end) if start < end else None


def unnumbered(text: str, line: Span) -> Span:
    """A line without its number or bullet."""
    number = re.match(NUMBER, text[line.start : line.end])
    return clean(text, Span(line.start + (number.end() if number else 0), line.end)) or line


def gap(text: str, lines: Sequence[Span], i: int) -> int:
    """Line breaks between line i and the one before it; 9 at the beginning."""
    return text[lines[i - 1].end : lines[i].start].count("\n") if i else 9


def could_title(text: str, line: Span) -> bool:
    """Whether a line can be a headline: short, and no finished sentence."""
    words = text[line.start : line.end].strip()
    return 8 <= len(words) <= 220 and not re.search(r"[.:;,،؛][\"”’»]?$", words.replace("...", "…")) and len(words.split()) >= 2
