"""What sort of thing an Arabic figure counts: from its unit, its noun, and what is said of it, over folded words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.lang.ar.numbers import norm_at
from rashomon.lang.ar.units import DISTANCES, MONEY
from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token

REACH = 12  # tokens before a figure in which what is said of it is looked for
_PREFIX = r"(?:[وفبلكس]|وال|بال|فال|لل|ال|ول|وب)?"
# Nouns by their sort; the first that fits.
KINDS: tuple[tuple[str, str], ...] = (
    (r"قتيل\w*|قتلي|ضحي\w*|ضحايا|جث[هث]?|جثت\w+|جثث|جثمان\w*|شهيد\w*|شهداء|وفا[هت]\w*|وفيات|رفات", "deaths"), (r"جريح\w*|جرحي|مصاب\w*|اصاب[هت]\w*|اصابات", "injuries"),
    (r"معتقل\w*|محتجز\w*|موقوف\w*|سجين\w*|سجناء|اسير\w*|اسري|رهين\w*|رهاين|مختطف\w*|مخطوف\w*", "detained"), (r"مفقود\w*", "missing"),
    (r"نازح\w*|لاج[يئ]\w*|مشرد\w*|مهجر\w*", "displaced"), (r"مهاجر\w*", "migrants"),
    (r"مقاتل\w*|جندي\w*|جنود|مسلح\w*|عنصر\w*|عناصر|متطوع\w*|مرتزق\w*|مهاجم\w*|متمرد\w*|ارهابي\w*|جهادي\w*|عسكري\w*|منفذ\w*|مجند\w*", "fighters"),
    (r"صاروخ\w*|صواريخ|قذيف\w*|قذايف|لغم\w*|الغام|سلاح\w*|اسلح\w*|بندقي\w*|بنادق|قنبل\w*|قنابل|رصاص\w*|طلق[هت]\w*|مسير[هت]\w*|مدفع\w*|مدافع|ذخير\w*", "weapons"),
    (r"مركب\w*|مراكب|سيار[هت]\w*|سيارات|دباب[هت]\w*|دبابات|طاير[هت]\w*|طايرات|سفين[هت]\w*|سفن|زورق\w*|زوارق|قارب\w*|قوارب|الي[هت]\w*|اليات|عرب[هت]\w*|عربات|شاحن[هت]\w*|شاحنات|مروحي\w*|ناقل[هت]\w*|ناقلات|حافل[هت]\w*|حافلات|باخر\w*|بواخر", "vehicles"),
)  # fmt: skip
_NOUNS = tuple((re.compile(rf"{_PREFIX}(?:{pattern})"), sort) for pattern, sort in KINDS)
PERSONS = re.compile(
    rf"{_PREFIX}(?:شخص\w*|اشخاص|مدني\w*|طفل\w*|اطفال|امرا\w*|نساء|سيد[هت]\w*|رجل\w*|رجال|عامل\w*|عمال|مواطن\w*|سكان|اهالي|اهل\w*|عايل\w*|اسر[هت]\w*|اسر|حارس\w*|حراس|راكب\w*|ركاب|موظف\w*|شرطي\w*|طالب\w*|طلاب|طلبه"
    r"|صح[فا]\w*|مسوول\w*|مريض\w*|مرضي|اخر(?:ين|ون|ان)|بحار\w*|صياد\w*|ضابط\w*|ضباط|قايد\w*|قاده|قيادي\w*|مزارع\w*|متظاهر\w*|محتج\w*|مسعف\w*|ممرض\w*|طبيب\w*|اطباء|معلم\w*|مدرس\w*|مصل\w*|ساكن|نسم[هت]|فرد\w*|افراد|انسان"
    r"|فلسطيني\w*|سوري\w*|عراقي\w*|ليبي\w*|يمني\w*|سوداني\w*|مصري\w*|اجنبي\w*|اجانب|حاج\w*|حجاج|شاب\w*|شبان|فتا[هت]\w*|رضيع\w*|رضع|بنت\w*|ولد\w*|اولاد|شقيق\w*|عضو\w*|اعضاء)"
)
# What is said of people, by its sort: verbs and their nouns, with what is written before and behind them.
_SAID: tuple[tuple[str, str], ...] = (
    (r"[تيان]?قتل(?:وا|ت|ن|نا|هم|ا)?|[تي]قتلون|مقتل|مصرع\w*|حتف\w*|استشه\w+|استشهاد|توفي(?:ت|ا|وا)?|ماتوا|مات|ماتت|قضوا|قضي|سقوط|سقط(?:وا|ت)?|غرق(?:وا|ت)?|غرق|اعدام|اعدم(?:وا|ت)?|ذبح(?:وا|ت)?|دفن(?:وا|ت|ا|نا)?|ضحيت\w+|اود[يت]\w*|ازهق\w*"
     r"|خسر(?:وا|ت|نا)?|حصد(?:ت)?|فقدنا|لقوا|لقي|تصفيه|مجزره|وفاه|رفات|وفيات", "deaths"),
    (r"اصيب(?:وا|ت|ا)?|[تي]صاب|اصابه|جرح(?:وا|ت|ا)?|جرح|بجروح", "injuries"),
    (r"اعتقل(?:وا|ت|نا|هم)?|اعتقال|احتجز(?:وا|ت)?|احتجاز|اوقف(?:وا|ت|نا|ا)?|توقيف|القبض|اسر(?:وا|ت|نا)?|اختطف(?:وا|ت)?|اختطاف|خطف(?:وا|ت)?|خطف|سجن(?:وا|ت)?|احتجازهم|نحتجز|تحتجز|يحتجز|امسك(?:نا|وا|ت)?", "detained"),
    (r"فقدان|فقد(?:وا)?|مفقودين", "missing"),
    (r"نزح(?:وا|ت)?|نزوح|شرد(?:ت|وا)?|تشريد|هجر(?:ت|وا)?|تهجير|نازحه|فر(?:وا|ت)?|فرار|لجا(?:وا|ت)?|لجوء|اجلاء|اجلي(?:ت)?", "displaced"),
)  # fmt: skip
_VERBS = tuple((re.compile(rf"{_PREFIX}(?:{pattern})"), sort) for pattern, sort in _SAID)
LOST = re.compile(r"[وف]?(?:فقدت|خسرت|خسر|فقد)")
NOT_SAID = frozenset({"قتلا", "السجن", "سجن", "لقوات", "القتل", "جرحي", "سقطري"})
ENDS = frozenset('. ; : ? ! "'.split())
BY = frozenset({"برصاص", "بنيران", "بواسطه", "بايدي", "ايدي", "يد", "الي", "والي"})
HOMES = re.compile(r"(?:منازل|ديار|بيوت|مناطق|قرا|مساكن)\w*")
LEAVING = re.compile(rf"{_PREFIX}(?:ترك\w*|غادر\w*|مغادر\w*|اضطر\w*|اخل\w+|عاد(?:وا|ت)?)")
NUMBER_OF = frozenset({"عدد", "عددهم", "حصيله", "اعداد", "الحصيله", "حصيلتهم", "بعدد"})
TOPICS = frozenset("deaths injuries detained missing displaced migrants fighters".split())
MANY_MEN = 100
COSTS = re.compile(rf"{_PREFIX}(?:سعر|اسعار|ثمن|كلف[هت]|تكلف[هت]|راتب|رواتب|غرام[هت]|فدي[هت]|دفع\w*|تعويض\w*|مبلغ|ميزاني[هت]|ديون|دين|ايجار|رسوم|ضريب[هت])")


def sort_of(word: str) -> str | None:
    """The sort of a folded noun: a sort of figures, `person`, or None for what no list knows."""
    for pattern, sort in _NOUNS:
        if pattern.fullmatch(word):
            return sort
    return "person" if PERSONS.fullmatch(word) else None


def said(word: str) -> str | None:
    """The sort of a folded verb or verbal noun that tells what happened to people."""
    if word in NOT_SAID or len(word) < 2:
        return None
    return next((sort for pattern, sort in _VERBS if pattern.fullmatch(word)), None)


def kind(quantity: Quantity, sentence: Sentence) -> str:
    """The sort of a figure: `deaths`, `injuries`, `detained` … `other`."""
    if quantity.unit is not None:
        return "money" if quantity.unit in MONEY else "distance" if quantity.unit in DISTANCES else "share" if quantity.unit == "%" else "other"
    tokens = sentence.tokens
    first = bisect_left(tokens, quantity.span.start, key=lambda t: t.end - 1)
    end = bisect_left(tokens, quantity.span.end, lo=first, key=lambda t: t.start)
    words = fold(quantity.counts or "").split()
    sorts = [s for w in words if (s := sort_of(w)) is not None]
    sort = sorts[0] if sorts else None
    if sort == "person" and len(sorts) > 1 and sorts[1] in ("displaced", "injuries", "deaths", "missing", "detained", "migrants"):
        sort = sorts[1]
    if sort in ("deaths", "weapons", "vehicles"):
        return sort
    known = sort is not None or not words or quantity.refers
    told = (
        _behind(tokens, end)
        or _before(tokens, first, known)
        or (_counted_before(tokens, bisect_left(tokens, quantity.number.start, key=lambda t: t.end - 1)) if sort in (None, "person") and known else None)
    )
    if told == "mixed":
        return "other"
    if sort == "injuries" and told != "deaths":
        return sort
    if told is not None and (known or told in ("deaths", "injuries", "detained")):
        return told
    if sort not in (None, "person"):
        return str(sort)
    if words and words[0] in ("رجل", "رجلا", "رجال") and max(quantity.low or 0, quantity.high or 0) >= MANY_MEN:
        return "fighters"
    if not words and any(COSTS.fullmatch(norm_at(tokens, k)) for k in range(max(0, first - 4), first)):
        return "money"
    return "other"


def topic(sentence: Sentence) -> str | None:
    """The sort that a sentence asks for or speaks of: "كم عدد مقاتليكم", "حصيلة القتلى"."""
    tokens = sentence.tokens
    for k, token in enumerate(tokens):
        word = token.norm.removeprefix("و")
        if word in NUMBER_OF or word == "كم":
            sort = next((s for n in range(k + 1, k + 5) if (s := sort_of(norm_at(tokens, n)) or said(norm_at(tokens, n))) in TOPICS), None)
            if sort is not None or "حصيل" in word:
                return sort or "deaths"
    return None


def _behind(tokens: Sequence[Token], end: int) -> str | None:
    """What is said of a figure right behind it: "قتلوا", "فارقوا الحياة", "بين قتيل وأسير"."""
    for k in range(end, min(end + 6, len(tokens))):
        norm = tokens[k].norm
        if norm in ENDS or tokens[k].kind == "mark":
            return None
        if norm == "بين" and (one := sort_of(norm_at(tokens, k + 1))) and norm_at(tokens, k + 2).startswith("و"):
            other = sort_of(norm_at(tokens, k + 2)[1:])
            if other is not None and k == end:
                return one if one == other else "mixed"
        if norm in ("المفقودين", "مفقودين") and norm_at(tokens, k - 1) in ("عداد", "بعداد"):
            return "missing"
        if norm.startswith("نقل") and norm_at(tokens, k + 1) == "الي" and norm_at(tokens, k + 2).startswith(("المست", "مست", "المشف", "مشف")):
            return "injuries"
        if norm in ("قيد", "رهن") and norm_at(tokens, k + 1) in ("الاحتجاز", "الاعتقال", "التوقيف"):
            return "detained"
        if norm.startswith("فارق") and norm_at(tokens, k + 1) == "الحياه":
            return "deaths"
        if LEAVING.fullmatch(norm) and any(HOMES.fullmatch(norm_at(tokens, n)) for n in range(k + 1, k + 5)):
            return "displaced"
        if (norm.endswith(("وا", "ا", "ت")) or norm in ("لقوا", "لقي")) and (sort := said(norm)) is not None and (k == end or norm.endswith("وا")):
            return sort
        if norm.startswith("و") and k > end:
            return None
    return None


def _before(tokens: Sequence[Token], first: int, known: bool) -> str | None:
    """What is said of a figure before it: the nearest verb of its clause; `mixed` where two are joined ("killed or captured")."""
    for k in range(first - 1, max(-1, first - 1 - (REACH if known else 3)), -1):
        norm = tokens[k].norm
        if norm in ENDS:
            return None
        if norm in BY and (k == first - 1 or not known):
            return None  # "fell by the bullets of eighty attackers"
        if known and LOST.fullmatch(norm) and norm != "فقدان":
            return "deaths" if norm.removeprefix("و") in ("فقدت", "خسرت", "خسر") else "missing"
        if norm.lstrip("وف").startswith("نقل") and any(norm_at(tokens, n).lstrip("ال").startswith(("مستشف", "مشف")) for n in range(first, first + 6)):
            return "injuries" if known else None
        if LEAVING.fullmatch(norm) and norm.startswith(("اضطر", "واضطر")):
            return "displaced"
        if (sort := said(norm)) is not None:
            other = (
                said(norm_at(tokens, k - 2))
                if norm_at(tokens, k - 1) == "او"
                else said(norm_at(tokens, k - 1))
                if norm.startswith("و") and k == first - 1
                else None
            )
            return "mixed" if other not in (None, sort) else sort
        if known and LEAVING.fullmatch(norm) and k >= first - 3 and norm.lstrip("وف").startswith(("عاد", "غادر", "ترك")):
            return "displaced" if _homes_behind(tokens, first) else None
    return None


def _homes_behind(tokens: Sequence[Token], first: int) -> bool:
    return any(HOMES.fullmatch(norm_at(tokens, n)) for n in range(first, first + 9))


def _counted_before(tokens: Sequence[Token], first: int) -> str | None:
    """The sort that "عدد القتلى" or "الضحايا" names, for a number that names none itself."""
    for k in range(first - 1, max(-1, first - 1 - REACH), -1):
        norm = tokens[k].norm
        if norm in ENDS and not (norm in (":", '"') and k >= first - 2):
            return None
        if norm in NUMBER_OF or norm.removeprefix("و") in NUMBER_OF:
            sort = next((s for n in range(k + 1, k + 4) if (s := sort_of(norm_at(tokens, n))) not in (None, "person")), None)
            return sort or ("deaths" if "حصيل" in norm else None)
        if k >= first - 4 and norm.startswith(("ال", "وال")) and (sort := sort_of(norm)) not in (None, "person", "weapons", "vehicles"):
            return sort
    return None
