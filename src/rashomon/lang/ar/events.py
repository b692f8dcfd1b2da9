"""Arabic words of events with their PLOVER type and mode, over folded words."""

from __future__ import annotations

import re

from rashomon.lang.base import Occurrence, Sentence
from rashomon.lang.folding import fold, fold_with_map
from rashomon.model import Span

_TRIGGERS: tuple[tuple[str, str | None, str], ...] = (
    ("agree", "ceasefire", r"هدنه|وقف (?:ل)?اطلاق النار|لوقف اطلاق النار"),
    ("assault", "aerial", r"غارات?|غاره جويه|قصف جوي|ضربات? جويه"),
    ("assault", "heavy-weapons", r"قصف(?:ت|وا)?|القصف|قذايف|قذيفه|صواريخ|هاون"),
    ("assault", "explosives", r"انفجار|تفجير|مفخخه|انتحاري"),
    ("assault", "firearms", r"اطلاق (?:ال)?نار|اطلق(?:ت|وا)? النار"),
    ("assault", "abduct", r"خطف(?:ت|وا)?|اختطاف|اختطف(?:ت|وا)?"),
    ("assault", "execute", r"اعدام(?:ات)?|اعدم(?:ت|وا)?"),
    ("assault", None, r"هجوم|هاجم(?:ت|وا|نا)?|اشتباكات|اشتبك(?:ت|وا)?|اقتحم(?:ت|وا)?|اقتحام|معارك|قتل(?:ت|وا|نا)?|مقتل|مجزره|سيطر(?:ت|وا)? علي|استهدف(?:ت|وا)?|استهداف"),
    ("protest", None, r"احتجاج(?:ات)?|تظاهر(?:ات|ه|وا)?|مظاهر(?:ات|ه)|اعتصام|مسيره"),
    ("coerce", "arrest", r"اعتقال(?:ات)?|اعتقل(?:ت|وا)?|احتجز(?:ت|وا)?|اوقف(?:ت|وا)"),
    ("coerce", "restrict", r"حصار|حظر (?:ال)?تجول|اغلاق|اغلق(?:ت|وا)?"),
    ("mobilize", None, r"نشر(?:ت)? قوات|حشد(?:ت)?|تعزيزات|انتشار"),
    ("sanction", None, r"عقوبات|حظر (?:ال)?سلاح|تجميد"),
    ("agree", None, r"اتفاق(?:يه)?|اتفق(?:ت|وا)?|وقع(?:ت|وا|ا)? (?:ال)?اتفاق"),
    ("consult", "meet", r"لقاء|التقي|التقت|اجتماع|محادثات|مفاوضات|قمه|زار(?:ت|وا)?|زياره"),
    ("aid", None, r"انقاذ|اجلاء|مساعدات انسانيه|اغاثه"),
    ("yield", None, r"انسحاب|انسحب(?:ت|وا)?|استقال(?:ه|ت)?|استسلم(?:ت|وا)?|افرج(?:ت|وا)?"),
)  # fmt: skip
_ATTACHED = "(?:و|ف|ب|ل|ال|وال|بال|لل)?"
PATTERNS = [(kind, mode, re.compile(rf"(?<!\w){_ATTACHED}(?:{words})(?!\w)")) for kind, mode, words in _TRIGGERS]
_ANY = re.compile(rf"(?<!\w){_ATTACHED}(?:{'|'.join(words for _, _, words in _TRIGGERS)})(?!\w)")


def tells(folded: str) -> bool:
    """Whether a folded text holds any of the words: one look is much cheaper than one for each kind."""
    return _ANY.search(folded) is not None


def occurrences(sentence: Sentence) -> list[Occurrence]:
    """One occurrence a sentence: its first trigger; of two at one place the longer, then the more specific kind."""
    if not tells(fold(sentence.text)):
        return []
    folded = fold_with_map(sentence.text)
    found = [(m.start(), -m.end(), order, m) for order, (_, _, pattern) in enumerate(PATTERNS) for m in pattern.finditer(folded.text)]
    _, _, first, match = min(found, key=lambda f: f[:3])
    kind, mode, _ = PATTERNS[first]
    placed = [folded.span(*m.span()) for _, _, order, m in sorted(found, key=lambda f: f[:3]) if PATTERNS[order][0] == kind]
    spans = [Span(sentence.start + start, sentence.start + end) for start, end in placed]
    others = tuple(s for s in spans if s.start >= spans[0].end)
    return [Occurrence(trigger=spans[0], others=others, span=sentence.span, type=kind, mode=mode, passive=match[0].startswith("قتل"))]
