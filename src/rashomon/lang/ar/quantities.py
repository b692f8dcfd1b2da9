"""Arabic quantities over folded words: a number with its bound, its range, and what it counts; duals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.ar import bounds
from rashomon.lang.ar.duals import TWO, dual
from rashomon.lang.ar.kinds import sort_of
from rashomon.lang.ar.numbers import DUAL_SCALES, FEW, HUNDREDS, MAGNITUDES, ONES, PREFIXES, SCALES, TENS, Number, glued, norm_at, read_number
from rashomon.lang.ar.units import SIGNS, UNITS
from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token
from rashomon.model import Bound, Span

STOPS = frozenset(
    fold(w)
    for w in """
    من في على إلى عن مع بين حتى منذ خلال بعد قبل عند عندما حين إذ إذا لو لم لن لا ما ليس كان كانت هو هي هم هذا هذه ذلك التي الذي الذين قد لقد أن إن أنه إنه أنها لكن ثم أو أم كما
    بينهم بينها منهم منها لدى ضد نحو حول دون أمام تحت فوق وقد فقد و إثر جراء وراء ضمن عبر فقط أيضا حاليا يوميا سنويا شهريا أسبوعيا قتلوا أصيبوا جرحوا اعتقلوا نزحوا سقطوا أمس اليوم غدا
    """.split()
)
LABELS = frozenset(
    fold(w)
    for w in "القرار قرار القرارات قرارات رقم المادة مادة الفصل الصفحة صفحة الفقرة القانون قانون المرسوم مرسوم الطريق اللواء الكتيبة الفرقة القناة قناة فرانس العدد الساعة الحلقة الدورة النسخة ص الموجة الطبعة البند الملحق "
    "الغرفة الخط النقطة الكيلومتر".split()
)
WEB = frozenset(fold(w) for w in "المشاهدات مشاهدات التعليقات تعليقات القراء القراءات المشاركات هاتف الهاتف تلفون فاكس جوال".split())
DEFINITE = ("ال", "وال", "بال", "لل", "فال")
HIJRI = frozenset({"ه", "هـ", "هجري", "هجريه", "محرم", "صفر", "ربيع", "جمادي", "رجب", "شعبان", "رمضان", "شوال", "ذو", "ذي", "م", "ميلادي"})
ORDINALS = frozenset(
    fold(w)
    for w in "الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة".split()
)
KINSHIP = frozenset({"ابو", "بو", "ام", "ابن", "بن", "ابي", "ال"})
SPANS_OF_TIME = frozenset(fold(w) for w in "القرن الأيام الأشهر الشهور السنوات الأعوام الساعات الدقائق الأسابيع الليالي".split())
CHANGES = frozenset(fold(w) for w in "ارتفع ارتفعت ارتفاع انخفض انخفضت انخفاض تراجع تراجعت زاد زادت قفز قفزت هبط هبطت تحول عدل رفع رفعت خفض خفضت".split())
POINTED = re.compile(r"\d{1,3}\.\d{3}")
SIMILAR = re.compile(r"^(?:عدد|اعداد)$")
AMONG = frozenset({"بينهم", "بينهن", "بينها", "منهم", "منهن", "منها", "ضمنهم"})
OTHERS = frozenset(fold(w) for w in "آخرين آخرون أخرى آخر آخران الآخرين".split())


# Nouns that begin with the letter of "and".
NOUNS_IN_WAW = tuple(
    fold(w)
    for w in "وجبة وجبات وحدة وحدات وزير وزراء وزارة وزارات وكالة وكالات وثيقة وثائق ورقة ورقات وسيلة وسائل ولد ولاية ولايات وفد وفود وظيفة وظائف وفاة وفيات واقعة وصفة وديعة وسيط وسطاء وردة ورشة".split()
)
LENGTHS_OF_TIME = frozenset(fold(w) for w in "عاما عام سنة سنوات أعوام شهرا أشهر شهور يوما أيام ساعة ساعات دقيقة دقائق أسبوعا أسابيع ثانية ثوان".split())


class Counted(NamedTuple):
    """Where the noun phrase ends, its words, head noun and unit; `left_out` where the noun was named before."""

    end: int
    counts: str | None = None
    head: str | None = None
    unit: str | None = None
    left_out: bool = False


def quantities(sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
    """Quantities of a sentence, outside the `taken` spans, in order."""
    tokens = sentence.tokens
    out: list[Quantity] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind not in ("number", "word") or (taken and any(t.overlaps(token.span) for t in taken)):
            i += 1
            continue
        if (similar := _similar(tokens, i, out)) is not None:
            out.append(similar[0])
            i = similar[1]
            continue
        between = norm_at(tokens, i - 1) in ("بين", "وبين", "مابين")
        number = read_number(tokens, i, one=between) if token.kind == "number" or token.norm in BEGINNINGS else None
        if number is None:
            found = _dual(tokens, i, out, taken)
            out += found[:1] if found else []
            i = found[1] if found else i + 1
            continue
        if _is_label(tokens, i, number) or any(t.overlaps(Span(token.start, tokens[number.j - 1].end)) for t in taken):
            i = max(i + 1, number.j)
            continue
        quantity, j = _quantity(tokens, i, number, out, taken)
        if quantity is not None:
            out.append(quantity)
        i = max(j, i + 1)
    return out


_PARTS = ("نصف", "ثلث", "ثلثا", "ثلثي", "ثلثين", "ثلثان", "ربع")
_NUMBER_WORDS = frozenset(
    {*ONES, *TENS, *HUNDREDS, *DUAL_SCALES, *MAGNITUDES, *SCALES, *_PARTS, *(part + suffix for part in _PARTS for suffix in ("هم", "هن", "ها", "نا"))}
)
# Every word that can begin a number, with what may be written before it.
BEGINNINGS = frozenset(prefix + word for prefix in ("", *PREFIXES) for word in _NUMBER_WORDS) | FEW


def _quantity(tokens: Sequence[Token], i: int, number: Number, before: list[Quantity], taken: Sequence[Span]) -> tuple[Quantity | None, int]:
    """The quantity of the number at token i, and the token behind it; None where it counts nothing."""
    number, ranged = _range(tokens, i, number)
    unit = SIGNS.get(tokens[i - 1].text) if i and glued(tokens, i) else None
    if ranged and norm_at(tokens, number.j) in LENGTHS_OF_TIME:
        return None, number.j
    first, bound = bounds.before(tokens, i - 1 if unit else i)
    what = Counted(number.j, unit=unit) if unit else _counted(tokens, number)
    if POINTED.fullmatch(tokens[i].norm) and number.j == i + 1 and what.counts is not None and sort_of(what.head or "") is not None:
        number = Number(number.j, number.low * 1000, number.high * 1000)  # 211.275 families: no family has a decimal part
    if (
        number.word
        and what.counts is None
        and what.unit is None
        and tokens[i].norm.startswith("ال")
        and norm_at(tokens, i - 1).startswith(DEFINITE)
        and first == i
    ):
        what, first = Counted(number.j, tokens[i - 1].text, tokens[i - 1].norm), i - 1  # "الطوابق الثلاثة"
    if number.word and not number.vague and not number.share and not ranged and number.low == 1:
        return None, number.j
    j = what.end
    if behind := bounds.behind(tokens, j) or bounds.behind(tokens, number.j):
        bound, j = behind[1], max(j, behind[0])
    if ranged or (number.vague and bound in ("exact", "about", "nearly")):
        bound = "range"
    low, high = _ends(number, bound)
    start = min(_start(tokens[first]), _start(tokens[i]))
    if ranged and norm_at(tokens, i - 1) in ("بين", "مابين"):
        start = tokens[i - 1 - (norm_at(tokens, i - 2) == "ما")].start
    if taken and any(t.overlaps(Span(tokens[i].start, tokens[j - 1].end)) for t in taken):
        j, what = number.j, Counted(number.j, unit=unit)
    if taken and any(t.overlaps(Span(start, tokens[j - 1].end)) for t in taken):
        start = _start(tokens[i])
    at = _start(tokens[i])
    return Quantity(
        span=Span(start, tokens[j - 1].end), number=Span(at, tokens[number.j - 1].end), low=low, high=high, bound=bound, counts=what.counts, head=what.head,
        unit="%" if number.share else what.unit, vague=number.vague, refers=what.left_out, part=bool(before) and _is_part(tokens, first, before),
    ), j  # fmt: skip


def _ends(number: Number, bound: Bound) -> tuple[float | None, float | None]:
    if bound in ("at_least", "more_than"):
        return number.low, None
    if bound in ("at_most", "less_than") or (bound == "nearly" and number.low == number.high):
        return None, number.high
    return number.low, number.high


def _is_part(tokens: Sequence[Token], first: int, before: list[Quantity]) -> bool:
    """`بينهم ثلاثة أطفال`, `بينهم امرأتان وثلاثة أطفال`: a part of what was counted before."""
    if any(norm_at(tokens, k).removeprefix("و") in AMONG for k in (first - 1, first - 2)):
        return True
    return before[-1].part and tokens[first].norm.startswith("و") and tokens[first - 1].end <= before[-1].span.end + 1


def _start(token: Token) -> int:
    """Start of a token without an attached preposition or conjunction (بـ75, ونحو)."""
    for prefix in ("وب", "و", "ب", "ل", "ف"):
        rest = token.norm[len(prefix) :]
        if token.norm.startswith(prefix) and len(rest) >= 3 and (rest in _FIRST or rest in _NUMBER_WORDS):
            return token.start + len(prefix)
    return token.start


_FIRST = frozenset(words[0] for words, _ in bounds.BEFORE)


def _range(tokens: Sequence[Token], i: int, number: Number) -> tuple[Number, bool]:
    """`بين 10 و15`, `10 إلى 15`, `10-15`; what rose or fell from one to the other is two figures."""
    j = number.j
    before = norm_at(tokens, i - 1)
    between = before in ("بين", "وبين", "مابين") and norm_at(tokens, j).startswith("و")
    if number.share or number.vague or not (norm_at(tokens, j) in ("الي", "-", "او") or between):
        return number, False
    if norm_at(tokens, j) == "الي" and (any(norm_at(tokens, k).lstrip("وف") in CHANGES for k in range(max(0, i - 6), i))):
        return number, False
    at = j if between and norm_at(tokens, j) != "و" else j + 1
    other = read_number(tokens, at) if at < len(tokens) else None
    if other is None or other.vague or other.share:
        return number, False
    low = number.low
    if low < 1000 <= other.high and low <= other.high / 1000 and all(t.norm not in SCALES for t in tokens[i:j]):  # "three to four thousand"
        scale = max((v for w, v in SCALES.items() if w in {t.norm for t in tokens[at : other.j]}), default=1)
        low = low * scale if low * scale < other.high else low
    return (Number(other.j, low, other.high), True) if low < other.high else (number, False)


def _is_label(tokens: Sequence[Token], i: int, number: Number) -> bool:
    before, after = norm_at(tokens, i - 1), norm_at(tokens, number.j)
    if (after == ")" and norm_at(tokens, number.j + 1) in LENGTHS_OF_TIME) or after in LENGTHS_OF_TIME:
        return True  # a length of time that was not read as one
    if number.word or number.vague:
        prefixed = tokens[i].norm[:1] in "ولب" and tokens[i].norm not in _NUMBER_WORDS
        return (before in KINSHIP and not prefixed) or before in ORDINALS or before in SPANS_OF_TIME or (before in LABELS and before != "العدد")
    first = i
    while first > 1 and norm_at(tokens, first - 1) == "و" and tokens[first - 2].kind == "number":  # "القرارات 1970 و1973"
        first -= 2
    if before in LABELS or (first < i and norm_at(tokens, first - 1) in LABELS):
        return True
    if before.removeprefix("ال") in LABELS or any(norm_at(tokens, k) in WEB for k in (i - 1, i - 2)) or after in WEB or after in HIJRI:
        return True
    text = tokens[i].norm
    if text.startswith("0") and len(text) > 1 and text[1].isdigit():
        return True
    if glued(tokens, i) and before in ("/", ":", "#", "_", "-") and i > 1 and glued(tokens, i - 1) and not (before == "-" and tokens[i - 2].kind == "number"):
        return True
    if (
        glued(tokens, number.j)
        and after
        and after in "/:"
        and glued(tokens, number.j + 1)
        and number.j + 1 < len(tokens)
        and tokens[number.j + 1].kind == "number"
    ):
        return True
    if after == "-" and number.j + 1 < len(tokens) and tokens[number.j + 1].kind == "number" and glued(tokens, number.j) and glued(tokens, number.j + 1):
        other = tokens[number.j + 1].norm.replace(",", "")
        return float(other) <= number.low and "," not in tokens[i].text  # a score, a date
    if before == "-" and glued(tokens, i) and i > 1 and tokens[i - 2].kind == "number":
        return True
    if (i == 0 or (i == 1 and before in ("(", "[", "-"))) and after in (".", "-", ")", "]") and number.low < 200:
        return True
    beside = [k for k in (number.j, i - 1) if 0 <= k < len(tokens) and tokens[k].kind == "number"]
    return bool(beside)


def _counted(tokens: Sequence[Token], number: Number) -> Counted:
    j = k = number.j
    if number.share:
        return _of_share(tokens, k)
    word = norm_at(tokens, k)
    if word == ")" and norm_at(tokens, j - 2) == "(":  # "(130) طلقة"
        k += 1
        word = norm_at(tokens, k)
    if number.vague and word.startswith("ال") and word[2:] in UNITS:  # "ملايين الدولارات"
        return Counted(k + 1, unit=UNITS[word[2:]])
    if word in UNITS:
        end = k + 1 + (norm_at(tokens, k + 1) in ("مربع", "مربعا", "مكعب", "مكعبا", "امريكي", "امريكيا"))
        power = {"مربع": "2", "مربعا": "2", "مكعب": "3", "مكعبا": "3"}.get(norm_at(tokens, k + 1), "")
        return Counted(end, unit=UNITS[word] + power)
    if word in ("%", "بالميه", "بالمايه"):
        return _of_share(tokens, k + 1)
    if word == "في" and norm_at(tokens, k + 1) in ("الميه", "المايه"):
        return _of_share(tokens, k + 2)
    if word in AMONG:
        return Counted(k + 1, left_out=True)
    if word in OTHERS:
        return Counted(k + 1, tokens[k].text, word, left_out=True)
    if word == "من" and k + 1 < len(tokens) and tokens[k + 1].kind == "word" and norm_at(tokens, k + 1) not in STOPS:
        end = k + 2
        if sort_of(tokens[k + 1].norm) is not None and not tokens[k + 1].norm.startswith("ال") and norm_at(tokens, end).startswith("ال"):
            end += 1  # "من رجال الجمارك"
        return Counted(end, " ".join(t.text for t in tokens[k + 1 : end]), tokens[k + 1].norm)
    if k < len(tokens) and tokens[k].kind == "word" and word not in STOPS and (not word.startswith("و") or word.startswith(NOUNS_IN_WAW)):
        end = k + 1
        if end < len(tokens) and tokens[end].kind == "word" and _agrees(tokens[k], tokens[end]):
            end += 1
        return Counted(end, " ".join(t.text for t in tokens[k:end]), word)
    return Counted(j, left_out=True)


def _of_share(tokens: Sequence[Token], k: int) -> Counted:
    if norm_at(tokens, k) == "من" and k + 1 < len(tokens) and tokens[k + 1].kind == "word" and norm_at(tokens, k + 1) not in STOPS:
        return Counted(k + 2, tokens[k + 1].text, tokens[k + 1].norm, "%")
    if norm_at(tokens, k).startswith("ال") and k and tokens[k].kind == "word" and norm_at(tokens, k - 1) in ("نصف", "ثلث", "ثلثا", "ثلثي", "ربع", "ارباع"):
        return Counted(k + 1, tokens[k].text, tokens[k].norm, "%")
    return Counted(k, unit="%")


def _agrees(noun: Token, word: Token) -> bool:
    """Whether a word after a counted noun is its adjective: both end alike in the accusative."""
    return noun.norm.endswith("ا") and word.norm.endswith("ا") and not word.norm.endswith("وا") and word.norm not in STOPS and len(word.norm) > 3


def _dual(tokens: Sequence[Token], i: int, before: list[Quantity], taken: Sequence[Span]) -> tuple[Quantity, int] | None:
    """A dual noun with its adjective or اثنان behind it; no adjective of a dual that was just counted."""
    token = tokens[i]
    if token.kind != "word" or not token.norm.endswith(("ين", "ان", "اء")):
        return None
    two = norm_at(tokens, i + 1) in TWO
    cut = dual(token, tokens[i - 1] if i else None)
    two = two and norm_at(tokens, i + 1)[-2:] == token.norm[-2:]  # of one case
    if two and cut is None and len(token.norm) > 4:
        cut = 0
    if cut is None or norm_at(tokens, i - 1) in KINSHIP:
        return None
    last = before[-1] if before else None
    if last is not None and last.low == 2 and (last.span.end + 2 > token.start or (token.norm.startswith("م") and token.norm.endswith(("تين", "تان")))):
        return None
    if any(t.end + 2 > token.start >= t.start for t in taken) and norm_at(tokens, i - 1).endswith(("ين", "ان")):
        return None  # "two whole hours"
    j = i + 1 + two
    if (
        not two
        and j < len(tokens)
        and tokens[j].kind == "word"
        and tokens[j].norm.endswith(token.norm[-2:])
        and len(tokens[j].norm) > 4
        and norm_at(tokens, j) not in STOPS
    ):
        j += dual(tokens[j], None) is None  # its adjective: "ممرين آمنين"
    start = token.start + cut
    if any(t.overlaps(Span(start, tokens[j - 1].end)) for t in taken):
        j = i + 1
    words = token.text[cut:]
    return Quantity(
        span=Span(start, tokens[j - 1].end), number=Span(start, token.end), low=2, high=2, bound="exact", counts=words, head=token.norm[cut:],
        part=last is not None and _is_part(tokens, i, before),
    ), j  # fmt: skip


def _similar(tokens: Sequence[Token], i: int, before: list[Quantity]) -> tuple[Quantity, int] | None:
    """`عدد مماثل من …`: about as many as the figure before."""
    if not before or not SIMILAR.match(tokens[i].norm.removeprefix("و")) or norm_at(tokens, i + 1) not in ("مماثل", "مشابه", "مماثله"):
        return None
    what = _counted(tokens, Number(i + 2, 0, 0))
    last = before[-1]
    value = last.low if last.low is not None else last.high
    start = tokens[i].start + (1 if tokens[i].norm.startswith("و") else 0)
    return Quantity(
        span=Span(start, tokens[what.end - 1].end),
        number=Span(start, tokens[i + 1].end),
        low=value,
        high=value,
        bound="about",
        counts=what.counts,
        head=what.head,
    ), what.end
