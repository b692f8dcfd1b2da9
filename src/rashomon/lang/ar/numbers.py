"""Arabic numbers and quantities over folded words: digits, number words, duals, vague magnitudes, bounds.

Number words stand in both genders and cases; hundreds are written joined (ثلاثمائة) or apart. A dual is a figure of two
where its form cannot be a plural: the feminine dual, and masculine nouns of a closed list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token
from rashomon.model import Bound, Span

_ONES = {
    1: "واحد واحدة أحد إحدى", 2: "اثنان اثنين اثنتان اثنتين اثنا اثنتا اثني اثنتي", 3: "ثلاث ثلاثة", 4: "أربع أربعة", 5: "خمس خمسة", 6: "ست ستة", 7: "سبع سبعة", 8: "ثمان ثمانية ثماني",
    9: "تسع تسعة", 10: "عشر عشرة",
}  # fmt: skip
_TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_HUNDREDS = {
    100: "مئة مائة",
    200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
    **{n * 100: f"{stem}مئة {stem}مائة" for n, stem in zip(range(3, 10), "ثلاث أربع خمس ست سبع ثمان تسع".split(), strict=True)},
}


def _table(source: dict[int, str]) -> dict[str, int]:
    return {fold(word): value for value, words in source.items() for word in words.split()}


ONES, TENS, HUNDREDS = _table(_ONES), _table(_TENS), _table(_HUNDREDS)
SCALES = {fold(w): v for v, ws in {1000: "ألف ألفا آلاف", 10**6: "مليون مليونا ملايين", 10**9: "مليار مليارا مليارات بليون"}.items() for w in ws.split()}
DUAL_SCALES = {
    fold(w): v
    for v, ws in {2000: "ألفان ألفين ألفا ألفي", 2 * 10**6: "مليونان مليونين مليونا مليوني", 2 * 10**9: "ملياران مليارين"}.items()
    for w in ws.split()
}
MAGNITUDES = {fold(w): v for w, v in {"عشرات": 10, "مئات": 100, "مئآت": 100, "آلاف": 1000, "ألوف": 1000, "ملايين": 10**6, "مليارات": 10**9}.items()}

# Longest first; folded words before the number.
_BOUNDS: tuple[tuple[str, Bound], ...] = (
    ("ما لا يقل عن", "at_least"), ("ما لايقل عن", "at_least"), ("لا يقل عن", "at_least"), ("لا تقل عن", "at_least"), ("لايقل عن", "at_least"), ("مالايقل عن", "at_least"),
    ("لا يقل عددهم عن", "at_least"), ("ما لا يزيد عن", "at_most"), ("لا يزيد عن", "at_most"), ("لا يزيد على", "at_most"), ("لا يتجاوز", "at_most"), ("لا تتجاوز", "at_most"),
    ("بحد أدنى", "at_least"), ("كحد أقصى", "at_most"), ("ما يصل إلى", "at_most"), ("يصل إلى", "at_most"), ("ما يزيد عن", "more_than"), ("ما يزيد على", "more_than"),
    ("يزيد عن", "more_than"), ("يزيد على", "more_than"), ("تزيد على", "more_than"), ("تزيد عن", "more_than"), ("ما يربو على", "more_than"), ("يربو على", "more_than"), ("أكثر من", "more_than"),
    ("بأكثر من", "more_than"), ("لأكثر من", "more_than"), ("وأكثر من", "more_than"), ("ازيد من", "more_than"), ("ما يفوق", "more_than"), ("يفوق", "more_than"), ("تجاوز", "more_than"),
    ("تجاوزت", "more_than"), ("يتجاوز", "more_than"), ("تتجاوز", "more_than"), ("أقل من", "less_than"), ("دون", "less_than"), ("ما يقارب", "about"), ("ما يقرب من", "about"),
    ("يقارب", "about"), ("بنحو", "about"), ("ونحو", "about"), ("لنحو", "about"), ("نحو", "about"), ("حوالي", "about"), ("حوالى", "about"), ("بحوالي", "about"), ("قرابة", "nearly"), ("زهاء", "about"), ("تقريبا", "about"),
)  # fmt: skip
BOUNDS = tuple((tuple(fold(words).split()), bound) for words, bound in _BOUNDS)
AFTER = {("علي", "الاقل"): "at_least", ("علي", "الاكثر"): "at_most", ("تقريبا",): "about", ("او", "اكثر"): "at_least"}
SIMILAR = re.compile(r"^(?:عدد|اعداد)$")

MASCULINE_DUALS = frozenset(
    fold(w)
    for w in "شخصين شخصان رجلين رجلان طفلين طفلان جنديين جنديان ضابطين ضابطان صاروخين صاروخان هجومين انفجارين عنصرين عنصران قتيلين قتيلان جريحين جريحان شرطيين شرطيان "
    "مدنيان شقيقين شقيقان مقاتلان مسلحان منزلين منزلان مبنيين مبنيان لغمين مليونين موظفان صحفيان مهاجران طالبان_ طرفين طرفان جانبين جانبان بلدين بلدان مركبين قاربين قاربان زورقين زورقان جسرين حيين فندقين".split()
)
NO_DUALS = frozenset(
    fold(w)
    for w in "بوتين لاتين روتين كوينتين فلسطين مارتين كريستين استين فالنتين أوغستين قسطنطين جستين بساتين سلاطين شياطين طين متين مستقيلين حين رصين".split()
)
STOPS = frozenset(
    fold(w)
    for w in """
    من في على إلى عن مع بين حتى منذ خلال بعد قبل عند عندما حين إذ إذا لو لم لن لا ما ليس كان كانت هو هي هم هذا هذه ذلك التي الذي الذين قد لقد أن إن أنه إنه أنها لكن ثم أو أم كما
    بينهم بينها منهم منها لدى ضد نحو حول دون أمام تحت فوق وقد فقد و
    """.split()
)
UNITS = {fold(k): v for k, v in {"كيلومتر": "km", "كيلومترا": "km", "كيلومترات": "km", "كلم": "km", "كم": "km", "متر": "m", "مترا": "m", "أمتار": "m", "ميل": "mi", "ميلا": "mi", "أميال": "mi", "دولار": "USD", "دولارا": "USD",
         "دولارات": "USD", "يورو": "EUR", "دينار": "dinar", "دينارا": "dinar", "طن": "t", "طنا": "t", "أطنان": "t", "برميل": "bbl", "هكتار": "ha", "ريال": "rial", "جنيه": "pound", "ليرة": "lira", "درهم": "dirham"}.items()}  # fmt: skip
LABELS = frozenset(
    fold(w)
    for w in "القرار قرار رقم المادة مادة الفصل الصفحة صفحة الفقرة القانون قانون المرسوم مرسوم الطريق اللواء الكتيبة الفرقة القناة قناة فرانس العدد الساعة الحلقة الدورة النسخة".split()
)
KINDS: tuple[tuple[str, str], ...] = (
    (r"قتيل|قتل|مصرع|ضحاي|وفا[هة]|جث|شهيد|شهداء|لقوا|اودت|ازهق|مات|توف", "deaths"), (r"جريح|جرح|اصيب|اصاب|مصاب", "injuries"),
    (r"معتقل|محتجز|اعتقل|موقوف|سجين|سجناء|اسير|اسري|احتجز", "detained"), (r"مفقود|فقد", "missing"), (r"نازح|لاج[يئ]|نزح|مشرد|تشريد|مهجر", "displaced"),
    (r"مهاجر", "migrants"), (r"مقاتل|جندي|جنود|مسلح|عنصر|عناصر|متطوع|رجل|رجال|مرتزق|ضابط|ضباط|قائد|قاده", "fighters"), (r"صاروخ|قذيف|لغم|الغام|سلاح|اسلح|بندقي|قنبل|رصاص", "weapons"),
    (r"مركب|سيار|دباب|طاير|سفين|زورق|زوارق|قارب|قوارب|الي[هة]|عرب", "vehicles"),
)  # fmt: skip

THINGS = KINDS[-2:]  # weapons and vehicles: what people are killed by is no people


class _Number(NamedTuple):
    j: int
    low: float
    high: float
    vague: bool = False
    word: bool = False


def bare(token: Token) -> str:
    """Folded word without a tatweel-written or attached conjunction or preposition before digits and number words."""
    return token.norm


def _strip(word: str) -> list[str]:
    """The word, and what is left of it without و ف ب ل ك before it, without the article."""
    forms = [word]
    for prefix in ("وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            forms.append(word[len(prefix) :])
    return forms


def _simple(word: str) -> tuple[float, str] | None:
    for form in _strip(word):
        for kind, table in (("one", ONES), ("ten", TENS), ("hundred", HUNDREDS), ("dual", DUAL_SCALES), ("scale", SCALES)):
            if form in table:
                return float(table[form]), kind
    return None


def read_number(tokens: Sequence[Token], i: int, one: bool = False) -> _Number | None:
    """The number that begins at token i; `one`: up to the first "and", as behind "between"."""
    token = tokens[i]
    if token.kind == "number":
        value, j = float(fold(token.text).replace(",", "")), i + 1
        while j < len(tokens) and tokens[j].norm in SCALES:
            value, j = value * SCALES[tokens[j].norm], j + 1
        return _Number(j, value, value)
    word = next((f for f in _strip(token.norm) if f in MAGNITUDES), None)
    if word:
        value, j = float(MAGNITUDES[word]), i + 1
        while j < len(tokens) and (more := next((f for f in _strip(tokens[j].norm) if f in MAGNITUDES or f in SCALES), None)):
            value, j = value * (MAGNITUDES.get(more) or SCALES[more]), j + 1
        return _Number(j, value, value, vague=True)
    total, current, j, words = 0.0, 0.0, i, 0
    while j < len(tokens) and tokens[j].kind == "word":
        found = _simple(tokens[j].norm)
        if (
            found is None
            or (one and words and tokens[j].norm.startswith("و"))
            or (words and not (tokens[j].norm.startswith("و") or found[1] == "scale" or (found[1] in ("one", "hundred") and words == 1 and current < 10)))
        ):
            break
        value, kind = found
        if kind == "scale":
            if not words and not tokens[j].norm.startswith(("الف", "مليون", "مليار")):
                break
            total, current = total + (current or 1) * value, 0.0
        elif kind == "hundred" and value == 100 and 2 < current < 10:
            current *= 100
        else:
            current += value
        words, j = words + 1, j + 1
    return _Number(j, total + current, total + current, word=True) if words else None


def quantities(sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
    tokens = list(sentence.tokens)
    out: list[Quantity] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if any(t.overlaps(token.span) for t in taken):
            i += 1
            continue
        if (similar := _similar(tokens, i, out)) is not None:
            out.append(similar[0])
            i = similar[1]
            continue
        between = i > 0 and tokens[i - 1].norm in ("بين", "وبين", "مابين")
        number = read_number(tokens, i, one=between) if token.kind in ("number", "word") else None
        if number is None:
            if (dual := _dual(token, tokens[i - 1] if i else None)) and not (out and out[-1].low == 2 and out[-1].span.end + 2 > token.start):
                out.append(dual)
            i += 1
            continue
        if _is_label(tokens, i, number) or any(t.overlaps(Span(token.start, tokens[number.j - 1].end)) for t in taken):
            i = max(i + 1, number.j)
            continue
        number = _range(tokens, i, number)
        first, bound = _bound(tokens, i)
        j, counts, head, unit = _counted(tokens, number.j)
        if number.word and not number.vague and number.low in (1, 2) and not counts and not unit:
            i = number.j
            continue
        if number.word and number.low == 1:
            i = number.j
            continue
        if number.low != number.high:
            bound = "range"
        for words, after in AFTER.items():
            if tuple(t.norm for t in tokens[j : j + len(words)]) == words:
                bound, j = after, j + len(words)  # type: ignore[assignment]
        low, high = number.low, number.high
        if bound in ("at_least", "more_than") or number.vague:
            low, high = number.low, None  # type: ignore[assignment]
        elif bound in ("at_most", "less_than", "nearly"):
            low, high = None, number.high  # type: ignore[assignment]
        start = _start(tokens[first])
        out.append(
            Quantity(
                span=Span(start, tokens[j - 1].end), number=Span(_start(token), tokens[number.j - 1].end), low=low, high=high,
                bound="at_least" if number.vague and bound == "exact" else bound, counts=counts, head=head, unit=unit,
            )
        )  # fmt: skip
        i = max(j, i + 1)
    return out


def _start(token: Token) -> int:
    """Start of a token without an attached preposition or conjunction (بـ75, ونحو)."""
    for prefix in ("وب", "و", "ب", "ل", "ف"):
        rest = token.norm[len(prefix) :]
        if (
            token.norm.startswith(prefix)
            and len(rest) >= 3
            and (any(rest == words[0] for words, _ in BOUNDS) or rest in ONES or rest in TENS or rest in HUNDREDS or rest in SCALES or rest in MAGNITUDES)
        ):
            return token.start + len(prefix)
    return token.start


def _bound(tokens: Sequence[Token], i: int) -> tuple[int, Bound]:
    for words, bound in BOUNDS:
        first = i - len(words)
        if first >= 0 and all(tokens[first + k].norm == w or (k == 0 and tokens[first].norm in ("و" + w, "ف" + w)) for k, w in enumerate(words)):
            return first, bound
    return i, "exact"


def _range(tokens: Sequence[Token], i: int, number: _Number) -> _Number:
    """`بين 10 و15`, `10 إلى 15`, `10-15`."""
    j = number.j
    before = tokens[i - 1].norm if i else ""
    between = before in ("بين", "وبين", "مابين") and j < len(tokens) and tokens[j].norm.startswith("و")
    if j < len(tokens) and (tokens[j].norm in ("الي", "-", "–", "او") or between):
        at = j if between and tokens[j].norm != "و" else j + 1
        other = read_number(tokens, at) if at < len(tokens) else None
        if other and other.high > number.low and not other.vague:
            return _Number(other.j, number.low, other.high)
    return number


def _is_label(tokens: Sequence[Token], i: int, number: _Number) -> bool:
    before, after = (tokens[i - 1] if i else None), (tokens[number.j] if number.j < len(tokens) else None)
    if number.word:
        return bool(before) and before is not None and before.norm in LABELS
    if before is not None and (before.norm in LABELS or before.norm.lstrip("ال") in LABELS):
        return True
    if before is not None and before.text == ":" and before.end == tokens[i].start and i > 1 and tokens[i - 2].kind == "number":
        return True
    if after is not None and after.text in "/:" and after.start == tokens[number.j - 1].end:
        return True
    return i == 0 and after is not None and after.text in ".-)" and number.low < 100


def _counted(tokens: Sequence[Token], j: int) -> tuple[int, str | None, str | None, str | None]:
    k = j
    if k < len(tokens) and tokens[k].norm in UNITS:
        return k + 1, None, None, UNITS[tokens[k].norm]
    if k < len(tokens) and (tokens[k].text in "%٪" or tokens[k].norm == "بالميه" or tokens[k].norm == "بالمايه"):
        k += 1
        return _of_share(tokens, k)
    if k + 1 < len(tokens) and tokens[k].norm == "في" and tokens[k + 1].norm in ("الميه", "المايه"):
        return _of_share(tokens, k + 2)
    if k + 1 < len(tokens) and tokens[k].norm == "من" and tokens[k + 1].kind == "word" and tokens[k + 1].norm not in STOPS:
        return k + 2, f"{tokens[k + 1].text}", tokens[k + 1].norm, None
    if k < len(tokens) and tokens[k].kind == "word" and tokens[k].norm not in STOPS and not tokens[k].norm.startswith("و"):
        end = k + 1
        if end < len(tokens) and tokens[end].kind == "word" and _agrees(tokens[k], tokens[end]):
            end += 1
        return end, " ".join(t.text for t in tokens[k:end]), tokens[k].norm, None
    return j, None, None, None


def _of_share(tokens: Sequence[Token], k: int) -> tuple[int, str | None, str | None, str | None]:
    if k + 1 < len(tokens) and tokens[k].norm == "من" and tokens[k + 1].kind == "word":
        return k + 2, tokens[k + 1].text, tokens[k + 1].norm, "%"
    return k, None, None, "%"


def _agrees(noun: Token, word: Token) -> bool:
    """Whether a word after a counted noun is its adjective: both end alike in the accusative."""
    return noun.norm.endswith("ا") and word.norm.endswith("ا") and word.norm not in STOPS and len(word.norm) > 3


def _dual(token: Token, before: Token | None) -> Quantity | None:
    if token.kind != "word" or token.norm in NO_DUALS:
        return None
    for form in (token.norm, token.norm[1:] if token.norm[:1] in "وبلف" and len(token.norm) > 5 else ""):
        if not form or form in NO_DUALS or (form.startswith("ال") and not (form[2:] in MASCULINE_DUALS or (form.endswith(("تين", "تان")) and len(form) > 7))):
            continue
        feminine = len(form) >= 6 and form.endswith(("تين", "تان")) and before is not None
        if feminine or form in MASCULINE_DUALS or form.removeprefix("ال") in MASCULINE_DUALS:
            start = token.end - len(token.text) + (len(token.norm) - len(form))
            span = Span(start, token.end)
            return Quantity(span=span, number=span, low=2, high=2, bound="exact", counts=token.text[start - token.start :], head=form)
    return None


def _similar(tokens: Sequence[Token], i: int, before: list[Quantity]) -> tuple[Quantity, int] | None:
    """`عدد مماثل من …`: about as many as the figure before."""
    if not before or i + 1 >= len(tokens) or not SIMILAR.match(tokens[i].norm.removeprefix("و")) or tokens[i + 1].norm not in ("مماثل", "مشابه", "مماثله"):
        return None
    j, counts, head, _ = _counted(tokens, i + 2)
    last = before[-1]
    value = last.low if last.low is not None else last.high
    start = tokens[i].start + (1 if tokens[i].norm.startswith("و") else 0)
    return Quantity(
        span=Span(start, tokens[j - 1].end), number=Span(start, tokens[i + 1].end), low=value, high=value, bound="about", counts=counts, head=head
    ), j


def kind(quantity: Quantity, sentence: Sentence) -> str:
    """What sort of thing is counted, from the noun, else from the verbs of the sentence."""
    if quantity.unit in ("USD", "EUR", "dinar", "rial", "pound", "lira", "dirham"):
        return "money"
    if quantity.unit in ("km", "m", "mi"):
        return "distance"
    if quantity.unit == "%":
        return "share"
    head = fold(quantity.counts or "")
    before = fold(sentence.text[max(0, quantity.span.start - sentence.start - 30) : quantity.span.start - sentence.start])
    for pattern, name in KINDS[:4]:
        if re.search(pattern, head):
            return name
    for pattern, name in THINGS:
        if re.search(pattern, head):
            return name
    told = [(m.end(), name) for pattern, name in KINDS[:5] for m in re.finditer(rf"(?<!\w)(?:و|ف)?(?:ال)?(?:{pattern})", before)]
    if told:
        return max(told)[1]
    return next((name for pattern, name in KINDS if re.search(pattern, head)), "other")
