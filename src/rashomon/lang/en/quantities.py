"""English quantities: a number with its bound, its range, and what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.en import bounds
from rashomon.lang.en.counted import Counted, counted
from rashomon.lang.en.labels import AGES_OF_LAW, is_label
from rashomon.lang.en.nouns import sort_of
from rashomon.lang.en.numbers import BEGINNINGS, Number, glued, norm_at, read_number
from rashomon.lang.en.units import DISTANCES, SCALES, SHORT_SCALES, SUM, UNITS, currency
from rashomon.lang.tokens import Token
from rashomon.model import Bound, Span

OPENERS = frozenset("( [ \" ' “ ‘ « ~ ≈ < > ≥ ≤ = + — – - — * | …".split())
CHANGES = frozenset(
    "rose rise rises risen rising fell fall falls fallen falling climbed climb climbs climbing jumped jump jumps dropped drop drops dropping plunged plummeted increased increase "
    "increases increasing decreased decrease decreases decreasing grew grow grows grown growing shrank shrunk went gone go up down lowered lower raised raise raises raising cut cuts "
    "swelled soared slid slipped tumbled declined decline revised changed moved slow slowed improved gained gain gains lost lose loses added adds advanced shed".split()
)
DIGIT = re.compile(r"\d")
NO_ONE_BEFORE = frozenset("no not any the this that each every some first which other number".split())


def quantities(sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
    """Quantities of a sentence, outside the `taken` spans, in order."""
    tokens = sentence.tokens
    begin = [i for i, t in enumerate(tokens) if t.kind == "number" or t.norm in BEGINNINGS or "-" in t.norm]
    sums = _sums(sentence) if DIGIT.search(sentence.text) else {}
    if not begin and not sums:
        return []
    out: list[Quantity] = []
    done = 0
    for i in sorted({*begin, *sums}):
        if i < done or (taken and any(t.overlaps(tokens[i].span) for t in taken)):
            continue
        number = sums.get(i) or (read_number(tokens, i) if _may_begin(tokens, i) else None)
        if number is None:
            continue
        quantity, done = _quantity(sentence, number, sums, taken, out)
        if quantity is not None:
            out.append(quantity)
    return out


def _quantity(sentence: Sentence, number: Number, sums: dict[int, Number], taken: Sequence[Span], before: list[Quantity]) -> tuple[Quantity | None, int]:
    """The quantity of a number, and the token behind it; None where the number counts nothing."""
    tokens, i = sentence.tokens, number.i
    close = bounds.behind(tokens, number.j)
    what = counted(tokens, close[0] if close else number.j, number)
    number, what, ranged = _range(tokens, number, what, sums)
    counts = what.unit is not None or (
        what.counts is not None and (what.end > number.j + 1 or (what.head or "").endswith("s") or sort_of(what.counts) is not None)
    )
    if is_label(sentence, number, counts, ranged):
        return None, max(i + 1, number.j)
    minus = _minus(tokens, i)
    first, bound = bounds.before(tokens, i - minus)
    if number.word and number.low == 1 and not _counts_one(tokens, number, what, bound):
        return None, number.j
    j = what.end
    if not counts and (
        norm_at(tokens, i - 1) in ("first", "last", "bottom", "top")
        or (number.word and norm_at(tokens, i - 1) in ("the", "these", "those", "into") and not number.share)
    ):
        return None, number.j  # "the two agreed"
    if behind := close or bounds.behind(tokens, j):
        bound, j = behind[1], max(j, behind[0])
    if ranged or (number.vague and bound in ("exact", "about")):
        bound = "range"
    if (
        not counts
        and number.unit is None
        and number.low in AGES_OF_LAW
        and norm_at(tokens, first) in ("under", "over", "below", "above")
        and number.low == number.high
        and norm_at(tokens, number.j) not in ("of", "others")
    ):
        return None, number.j  # "under eighteen": an age
    start = tokens[first].start
    if bound == "exact" and norm_at(tokens, i - 1) == "within" and what.unit in DISTANCES:
        bound, start = "at_most", tokens[i - 1].start
    if ranged and norm_at(tokens, i - 1) == "between":
        start = tokens[i - 1 - (norm_at(tokens, i - 2) == "somewhere")].start
    if taken and any(t.overlaps(Span(tokens[i].start, tokens[j - 1].end)) for t in taken):
        j, what = number.j, Counted(number.j)
        if any(t.overlaps(Span(start, tokens[j - 1].end)) for t in taken):
            return None, number.j
    low, high = _ends(number, bound)
    if minus:
        low, high = (None if high is None else -high), (None if low is None else -low)
        start = min(start, tokens[i - minus].start)
    end = tokens[j - 1].end
    return Quantity(
        span=Span(start, end), number=Span(tokens[i].start, max(tokens[number.j - 1].end, tokens[i].end)), low=low, high=high, bound=bound, counts=what.counts, head=what.head,
        unit=what.unit or number.unit, vague=number.vague, refers=what.left_out and number.unit is None and what.unit is None,
        part=bool(before) and _is_part(tokens, first),
    ), max(j, i + 1)  # fmt: skip


def _sums(sentence: Sentence) -> dict[int, Number]:
    """Sums with their currency before the digits, by the token they begin at."""
    out: dict[int, Number] = {}
    starts: list[int] = []
    for match in SUM.finditer(sentence.text):
        starts = starts or [t.start - sentence.start for t in sentence.tokens]
        i, j = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if i >= len(starts) or starts[i] != match.start() or j <= i or sentence.tokens[j - 1].end - sentence.start != match.end():
            continue
        scale = float(SHORT_SCALES[match["scale"].lower()]) if match["scale"] else 1.0
        while norm_at(sentence.tokens, j) in SCALES:
            scale, j = scale * SCALES[sentence.tokens[j].norm], j + 1
        value = float(match["digits"].replace(",", "")) * scale * (-1 if match["minus"] else 1)
        out[i] = Number(i, j, value, value, scale=scale, unit=currency(match["code"]))
    return out


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number can begin at token i: digits stand free, or against a unit, a bracket or a sign."""
    if tokens[i].kind != "number":
        return not glued(tokens, i) or tokens[i - 1].kind == "mark"
    if glued(tokens, i):
        before = tokens[i - 1]
        if before.kind != "mark":
            return False
        stuck = tokens[i - 2] if glued(tokens, i - 1) else None
        if before.norm == "-" and stuck is not None:
            return stuck.norm in ("sub", "minus")
        if before.norm == "-" and i > 1 and tokens[i - 2].shout and tokens[i - 2].kind == "word":
            return False  # a name that was cut: "COVID -19"
        if before.text not in OPENERS or (stuck is not None and stuck.kind != "mark" and before.text not in "([\"'“‘«"):
            return False
    if glued(tokens, i + 1):
        after = tokens[i + 1]
        if after.kind == "word":
            return after.norm in UNITS or after.norm in SHORT_SCALES
        if after.text == "×":
            return False  # 1.99×10
        if after.text in "/:." and glued(tokens, i + 2) and tokens[i + 2].kind == "number":
            return norm_at(tokens, i + 3) == "of" and after.text == "/"
        if after.norm == "-" and glued(tokens, i + 2) and tokens[i + 2].capital:
            return False  # UPDATE 2-Depot burns
        if after.norm == "-" and glued(tokens, i + 2) and tokens[i + 2].kind == "number" and norm_at(tokens, i + 3) == "-" and glued(tokens, i + 3):
            return False  # 12-05-2034
    return True


def _minus(tokens: Sequence[Token], i: int) -> int:
    """How many tokens of a minus stand before the number at i."""
    if norm_at(tokens, i - 1) == "minus":
        return 1
    return 2 if norm_at(tokens, i - 1) == "-" and norm_at(tokens, i - 2) == "minus" else 0


def _range(tokens: Sequence[Token], number: Number, what: Counted, sums: dict[int, Number]) -> tuple[Number, Counted, bool]:
    """`10 to 15`, `10-15`, `between 5% and 6%`, `$3 billion to $5 billion`; what rose or fell from one to the other is two figures."""
    j = what.end if what.unit is not None and what.counts is None else number.j
    joiner = norm_at(tokens, j)
    between = norm_at(tokens, number.i - 1) == "between" or (norm_at(tokens, number.i - 1) in ("about", "the") and norm_at(tokens, number.i - 2) == "between")
    if number.vague or number.share or j + 1 >= len(tokens) or not (joiner in ("to", "-", "or") or (joiner == "and" and between)):
        return number, what, False
    at = j + 1 + (norm_at(tokens, j + 1) in ("about", "up", "as"))
    other = sums.get(at) or (
        read_number(tokens, at) if at < len(tokens) and (tokens[at].kind == "number" or tokens[at].norm in BEGINNINGS or "-" in tokens[at].norm) else None
    )
    if other is None or other.vague or other.share:
        return number, what, False
    behind = counted(tokens, other.j, other)
    low = number.low * other.scale if number.scale == 1 and other.scale > 1 and number.low < 1000 and number.low <= other.high / other.scale else number.low
    if not low < other.high or (what.unit is not None and behind.unit is not None and what.unit != behind.unit):
        return number, what, False
    own = (what.unit or number.unit) is not None and (other.unit or behind.unit) is not None  # "rose by 18 cents to $23"
    changed = norm_at(tokens, number.i - 1) == "by" or norm_at(tokens, number.i - 1) in CHANGES
    if joiner == "to" and (_changes(tokens, number.i) or (changed and own) or (other.high >= 50 * low > 0 and not own)):
        return number, what, False
    unit = behind.unit or what.unit or other.unit or number.unit
    if number.unit is not None and other.unit is None and behind.unit is None:
        behind = Counted(other.j, unit=unit)
    return Number(number.i, other.j, low, other.high, unit=other.unit or number.unit, scale=other.scale), behind._replace(unit=unit), True


def _changes(tokens: Sequence[Token], i: int) -> bool:
    """Whether "from" and a word of rising or falling stand before the number."""
    return norm_at(tokens, i - 1) == "from" and any(norm_at(tokens, k) in CHANGES for k in range(max(0, i - 5), i - 1))


def _counts_one(tokens: Sequence[Token], number: Number, what: Counted, bound: Bound) -> bool:
    """Whether "one" counts: a person, a weapon, a vehicle, a sum, or with a bound; not "one of", "no one", "one day"."""
    if number.low != number.high or number.share or what.unit is not None or bound != "exact":
        return what.unit is not None or number.share or what.counts is not None
    if (
        norm_at(tokens, number.j) == "of"
        or norm_at(tokens, what.end) == "'s"
        or tokens[number.i].norm != "one"
        or norm_at(tokens, number.i - 1) in NO_ONE_BEFORE
        or what.counts is None
    ):
        return False
    return sort_of(what.counts) is not None


def _is_part(tokens: Sequence[Token], first: int) -> bool:
    """`including five children`, `among them three women`, `two of them`: a part of what was counted before."""
    before = norm_at(tokens, first - 1)
    return before in ("including", "includes", "included", "among") or (
        before in ("them", "these", "those", "whom", "which") and norm_at(tokens, first - 2) in ("among", "of")
    )


def _ends(number: Number, bound: Bound) -> tuple[float | None, float | None]:
    if bound == "range" or number.low != number.high:
        if bound in ("at_least", "more_than"):
            return number.low, None
        return (None, number.high) if bound in ("at_most", "less_than") else (number.low, number.high)
    if bound in ("at_least", "more_than"):
        return number.low, None
    if bound in ("at_most", "less_than", "nearly"):
        return None, number.high
    return number.low, number.high
