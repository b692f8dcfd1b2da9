"""English numbers and quantities: digits, words, vague magnitudes, bounds, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.tokens import Token
from rashomon.model import Bound, Span

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000}
# Vague magnitudes: from one unit up to ten of them ("dozens" 12 or more, under 120); low bound stated, high left open.
MAGNITUDES = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
BEGINNINGS = frozenset({*ONES, *TENS, *MAGNITUDES, "a"})  # of numbers in words, but for those with a hyphen
FRACTIONS = {"half": 50.0, "third": 100 / 3, "thirds": 200 / 3, "quarter": 25.0, "quarters": 75.0}

# Longest first. Each bound word stands directly before the number (an article or "the" may come between).
BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("no", "fewer", "than"), "at_least"), (("no", "less", "than"), "at_least"), (("not", "less", "than"), "at_least"), (("not", "fewer", "than"), "at_least"),
    (("at", "the", "very", "least"), "at_least"), (("at", "least"), "at_least"), (("a", "minimum", "of"), "at_least"),
    (("no", "more", "than"), "at_most"), (("not", "more", "than"), "at_most"), (("at", "most"), "at_most"),
    (("up", "to"), "at_most"), (("as", "many", "as"), "at_most"), (("as", "much", "as"), "at_most"), (("a", "maximum", "of"), "at_most"),
    (("well", "over"), "more_than"), (("more", "than"), "more_than"), (("upwards", "of"), "more_than"),
    (("in", "excess", "of"), "more_than"), (("greater", "than"), "more_than"), (("over",), "more_than"), (("above",), "more_than"),
    (("exceeding",), "more_than"), (("exceeded",), "more_than"), (("exceeds",), "more_than"), (("exceed",), "more_than"),
    (("topped",), "more_than"), (("surpassed",), "more_than"),
    (("less", "than"), "less_than"), (("fewer", "than"), "less_than"), (("under",), "less_than"), (("below",), "less_than"),
    (("close", "to"), "nearly"), (("nearly",), "nearly"), (("almost",), "nearly"), (("approaching",), "nearly"), (("just", "under"), "nearly"),
    (("in", "the", "region", "of"), "about"), (("an", "estimated"), "about"), (("estimated",), "about"), (("approximately",), "about"),
    (("roughly",), "about"), (("around",), "about"), (("about",), "about"), (("some",), "about"), (("circa",), "about"),
)  # fmt: skip
AFTER_BOUNDS: dict[tuple[str, ...], Bound] = {("or", "more"): "at_least", ("or", "so"): "about", ("or", "fewer"): "at_most"}

UNITS = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "mile": "mi", "miles": "mi",
    "metre": "m", "metres": "m", "meter": "m", "meters": "m", "mm": "mm", "cm": "cm", "feet": "ft", "nautical": "nmi",
    "tonne": "t", "tonnes": "t", "tons": "t", "ton": "t", "kg": "kg", "kilograms": "kg", "kilogrammes": "kg", "litres": "l", "liters": "l",
    "barrels": "bbl", "hectares": "ha", "acres": "acre", "percent": "%", "%": "%", "pct": "%", "dollars": "USD", "euros": "EUR", "pounds": "GBP",
    "dinars": "dinar", "dirhams": "dirham", "lira": "lira", "roubles": "RUB", "rubles": "RUB", "francs": "franc", "degrees": "degree", "franc": "franc", "dollar": "USD", "euro": "EUR", "pound": "GBP",
    **dict.fromkeys("crowns crown kroner kronor rupees pesos shekels riyals rials riyal yuan yen won baht naira rand shillings cents".split(), "money"),
}  # fmt: skip
DISTANCES = frozenset({"km", "mi", "m", "nmi"})
AGES_OF_LAW = frozenset({14.0, 15.0, 16.0, 18.0, 21.0, 65.0})
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
AGES = re.compile(r"-?(?:year|month|week|day)s?-?olds?", re.I)
# Words that end a counted noun phrase, and nouns after which a number is a label and not a count.
STOPS = frozenset(
    """
    the a an this that these those of in on at by for from to with without into over under after before during since until while as than and
    or but nor so if when where who whom whose which what is are was were be been being has have had do does did will would can could may
    might must shall should not no it its he she they them his her their we our us you your i my me there here also were said says told
    according per via near between among against about around because due despite amid along across through off out up down back again
    away ahead later earlier ago now then more most less still already only just even each every both all any some other such
    killed wounded injured died dead alive arrested detained missing kidnapped displaced
    """.split()
)
IRREGULAR_PLURALS = frozenset(
    "people men women children troops police personnel staff cattle sheep aircraft fish police militiamen gunmen policemen "
    "servicemen firemen crewmen fishermen civilians percent policewomen media data lives dead wounded injured missing".split()
)
LABELS = frozenset(
    "resolution article chapter section page paragraph number no no. day phase part level flight route highway road room gate group class "
    "category type model version size channel order decree law bill act figure table unit company battalion brigade division sector "
    "zone line block building mi psalm verse group-of aged age under-".split()
)
RANKS = re.compile(r"\d+(?:st|nd|rd|th)$")


class Number(NamedTuple):
    """Tokens i to j (exclusive) with a value; `high` differs for ranges; `vague` for "hundreds of"."""

    i: int
    j: int
    low: float
    high: float
    vague: bool = False
    word: bool = False


def value_of(text: str) -> float:
    return float(text.replace(",", "").replace("٬", "").replace("٫", "."))


def read_number(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token i: digits with a scale word, number words, or a vague magnitude."""
    token = tokens[i]
    if token.kind == "number":
        j, value = i + 1, value_of(token.text)
        while j < len(tokens) and tokens[j].norm in SCALES:
            value, j = value * SCALES[tokens[j].norm], j + 1
        if j < len(tokens) and tokens[j].norm in SHORT_SCALES and tokens[j].start == tokens[j - 1].end:
            value, j = value * SHORT_SCALES[tokens[j].norm], j + 1
        return Number(i, j, value, value)
    if token.norm in MAGNITUDES and i + 1 < len(tokens):
        j, value = i, 1.0
        while j < len(tokens) and tokens[j].norm in MAGNITUDES:
            value, j = value * MAGNITUDES[tokens[j].norm], j + 1
            if j + 1 < len(tokens) and tokens[j].norm == "of" and tokens[j + 1].norm in MAGNITUDES:
                j += 1
        return Number(i, j, value, value, vague=True) if tokens[min(j, len(tokens) - 1)].norm == "of" or j - i > 1 else None
    return _words(tokens, i)


def _words(tokens: Sequence[Token], i: int) -> Number | None:
    total, current, j, seen = 0.0, 0.0, i, False
    if tokens[i].norm in ("a", "an", "half", "several"):
        after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if not (tokens[i].norm == "a" and (after in SCALES or after == "dozen")):
            return None
        current, j = 1.0, i + 1
    while j < len(tokens):
        word = tokens[j].norm
        parts = word.split("-")
        if all(p in ONES or p in TENS for p in parts):
            current += sum(ONES.get(p, TENS.get(p, 0)) for p in parts)
        elif word in SCALES and (seen or current):
            scale = SCALES[word]
            if scale == 100:
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * scale, 0.0
        elif word == "dozen" and (seen or current):
            current = (current or 1) * 12
        elif (
            word == "and"
            and seen
            and j + 1 < len(tokens)
            and (tokens[j + 1].norm in ONES or tokens[j + 1].norm in TENS)
            and (current % 100 == 0 and (current or total))
        ):
            j += 1
            continue
        else:
            break
        seen, j = True, j + 1
    return Number(i, j, total + current, total + current, word=True) if seen and j > i else None


def _bound_before(tokens: Sequence[Token], i: int) -> tuple[int, Bound]:
    for skip in (0, 1):
        if skip and (i < 1 or tokens[i - 1].norm not in ("the", "a", "another")):
            break
        at = i - skip
        for words, bound in BOUNDS:
            first = at - len(words)
            if first >= 0 and all(tokens[first + k].norm == w for k, w in enumerate(words)):
                return first, bound
    return i, "exact"


def quantities(sentence: Sentence, taken: Sequence[Span]) -> list[Quantity]:
    tokens = sentence.tokens
    out: list[Quantity] = []
    i = 0
    while i < len(tokens):
        number = read_number(tokens, i) if _may_begin(tokens, i, taken) else None
        if number is None or _is_label(tokens, number) or any(t.overlaps(tokens[i].span) for t in taken):
            i += 1
            continue
        number = _range(tokens, number)
        money = i > 0 and tokens[i - 1].text in CURRENCIES and tokens[i - 1].end == tokens[i].start
        first, bound = _bound_before(tokens, i - 1 if money else i)
        j, counts, head, unit = _counted(tokens, number.j, number)
        if number.word and number.low == 1 and bound == "exact" and not unit:
            i = number.j
            continue
        if number.low != number.high:
            bound = "range"
        for words, after in AFTER_BOUNDS.items():
            if tuple(t.norm for t in tokens[number.j : number.j + len(words)]) == words:
                bound, j = after, max(j, number.j + len(words))
        low, high = _ends(number, bound)
        if not counts and not unit and not money and number.low in AGES_OF_LAW and bound in ("less_than", "more_than"):
            i = number.j
            continue  # "under eighteen": an age
        start = tokens[first].start
        if money:
            unit = CURRENCIES[tokens[i - 1].text]
        elif tokens[first - 1].norm == "within" and unit in DISTANCES and first == i and i:
            bound, start = "at_most", tokens[i - 1].start
            low, high = None, number.high
        if any(t.overlaps(Span(tokens[i].start, tokens[j - 1].end)) for t in taken):
            j, counts, head = number.j, None, None
        span = Span(start, tokens[j - 1].end)
        out.append(
            Quantity(
                span=span, number=Span(tokens[number.i].start, tokens[number.j - 1].end), low=low, high=high,
                bound="at_least" if number.vague and bound == "exact" else bound, counts=counts, head=head, unit=unit,
            )
        )  # fmt: skip
        i = max(j, i + 1)
    return out


def _may_begin(tokens: Sequence[Token], i: int, taken: Sequence[Span]) -> bool:
    token = tokens[i]
    if token.kind == "number":
        glued = i and tokens[i - 1].end == token.start and tokens[i - 1].text not in "($€£¥\"'“‘«-–—["
        tail = i + 1 < len(tokens) and tokens[i + 1].start == token.end and tokens[i + 1].kind == "word"
        suffix = tokens[i + 1].norm if tail else ""
        return not glued and (not tail or suffix in UNITS or suffix in SHORT_SCALES)
    return token.kind == "word" and (token.norm in BEGINNINGS or "-" in token.norm) and not any(t.overlaps(token.span) for t in taken)


def _is_label(tokens: Sequence[Token], number: Number) -> bool:
    before = tokens[number.i - 1] if number.i else None
    after = tokens[number.j] if number.j < len(tokens) else None
    if before is not None and before.norm.rstrip(".") in LABELS and not number.word:
        return True
    if before is not None and before.text == "." and number.i > 1 and tokens[number.i - 2].norm in ("no", "nos") and not number.word:
        return True
    if (
        before is not None
        and before.text in (",", "(")
        and after is not None
        and after.text in (",", ")")
        and 5 < number.low < 111
        and number.i > 1
        and tokens[number.i - 2].kind == "word"
    ):
        return True  # "Perhat, 41, …": an age
    if before is not None and before.norm in ("is", "was", "aged", "turned") and 5 < number.low < 111 and (after is None or after.text in ".,;"):
        return True
    if before is not None and before.norm == "at" and number.low <= 12 and after is not None and after.norm in ("on", "in", "to", "past", "o'clock"):
        return True
    if (
        before is not None
        and not number.word
        and not number.vague
        and before.capital
        and number.i > 1
        and (
            before.norm not in ("the", "more", "about", "some", "over", "at", "up", "nearly", "almost", "least", "than")
            and (after is None or after.text in ",.;:)")
            and number.low < 2000
            and before.kind == "word"
        )
    ):
        return True  # Boeing 737, Group 12: a name, not a count
    if after is not None and after.start <= tokens[number.j - 1].end + 1 and AGES.fullmatch(after.norm):
        return True
    if after is not None and after.text == "-" and number.j + 1 < len(tokens) and AGES.match(tokens[number.j + 1].norm):
        return True
    if after is not None and after.norm in ("years", "year") and number.j + 1 < len(tokens) and tokens[number.j + 1].norm in ("old", "-"):
        return True
    ordinal = after is not None and after.text == "." and number.i == 0
    clock = after is not None and (after.text == ":" or after.norm in ("am", "pm", "a.m.", "p.m.", "gmt", "o'clock")) and not number.word
    return ordinal or (clock and number.low < 25)


def _range(tokens: Sequence[Token], number: Number) -> Number:
    """`10 to 15`, `10-15`, `between 10 and 15`."""
    j = number.j
    before = tokens[number.i - 1].norm if number.i else ""
    if before in CURRENCIES and number.i > 1:
        before = tokens[number.i - 2].norm
    joins = ("to", "-", "–", "—", "or") + (("and",) if before == "between" else ())
    if j + 1 < len(tokens) and tokens[j].norm in joins:
        skip = 2 if tokens[j + 1].text in CURRENCIES and j + 2 < len(tokens) else 1
        other = read_number(tokens, j + skip)
        if other and other.high > number.low and not other.vague and (tokens[j].norm != "to" or other.high < 50 * number.low):
            low = number.low
            if other.high / max(low, 1) >= 1000 and low < 1000:  # "two to three million"
                low *= 10 ** (len(str(int(other.high))) - len(str(int(other.high)).rstrip("0")))
            return Number(number.i, other.j, low, other.high)
    return number


def _ends(number: Number, bound: Bound) -> tuple[float | None, float | None]:
    if number.low != number.high:
        return number.low, number.high
    if number.vague or bound in ("at_least", "more_than"):
        return number.low, None
    if bound in ("at_most", "less_than", "nearly"):
        return None, number.high
    return number.low, number.high


def _counted(tokens: Sequence[Token], j: int, number: Number) -> tuple[int, str | None, str | None, str | None]:
    """(end token, words counted, head noun, unit) of the noun phrase after a number."""
    k, unit = j, None
    if k < len(tokens) and tokens[k].norm in UNITS:
        unit, k = UNITS[tokens[k].norm], k + 1
        if k < len(tokens) and tokens[k].norm == "miles" and unit == "nmi":
            k += 1
        if k + 3 <= len(tokens) and tokens[k].text == "(" and tokens[k + 1].kind == "number":
            close = next((n for n in range(k + 2, min(k + 6, len(tokens))) if tokens[n].text == ")"), None)
            k = close + 1 if close else k
        return k, None, None, unit
    if k + 1 < len(tokens) and tokens[k].norm == "per" and tokens[k + 1].norm == "cent":
        return k + 2, None, None, "%"
    if k < len(tokens) and tokens[k].norm == "of":
        if number.vague or (k + 1 < len(tokens) and tokens[k + 1].norm in ("the", "his", "her", "their", "its", "our", "those", "them")):
            k += 1
            while k < len(tokens) and tokens[k].norm in ("the", "his", "her", "their", "its", "our", "those"):
                k += 1
        else:
            return j, None, None, None
    first, plural = k, None
    while k < len(tokens) and k - first < 5:
        token = tokens[k]
        if token.kind == "possessive":
            break
        if token.kind != "word" or (token.norm in STOPS and token.norm not in IRREGULAR_PLURALS):
            if token.kind == "mark" and token.text == "-" and k > first:
                k += 1
                continue
            break
        if token.norm in ("dead", "wounded", "injured", "missing") and k > first:
            break
        k += 1
        if token.norm in IRREGULAR_PLURALS or (token.norm.endswith("s") and not token.norm.endswith(("ss", "ous", "us", "is"))):
            plural = k
            following = tokens[k].norm if k < len(tokens) else ""
            if (
                not (
                    following.endswith("s")
                    and following not in STOPS
                    and tokens[k].kind == "word"
                    and token.norm.endswith("s")
                    and following not in ("has", "was", "is", "says", "does")
                )
                or not token.capital
            ):
                break
    end = plural or (first + 1 if k > first else first)
    if end == first:
        return j, None, None, None
    words = tokens[first:end]
    if words[-1].norm in STOPS and words[-1].norm not in IRREGULAR_PLURALS:
        return j, None, None, None
    return end, " ".join(t.text for t in words), words[-1].norm, None
