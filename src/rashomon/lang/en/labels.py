"""English numbers that count nothing: they name, order, date or score something, or tell an age."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.lang.base import Sentence
from rashomon.lang.en import bounds
from rashomon.lang.en.counted import STOPS
from rashomon.lang.en.numbers import Number, glued, norm_at
from rashomon.lang.en.units import UNITS
from rashomon.lang.tokens import Token

AGES_OF_LAW = frozenset({14.0, 15.0, 16.0, 18.0, 21.0, 65.0})
AGES = re.compile(r"-?(?:year|month|week|day)s?-?olds?", re.I)
# A number behind these words names something. Behind the second list a counted noun speaks against that: "in each camp 200 families".
LABELS = frozenset(
    "resolution article chapter section page paragraph number no no. nos phase part flight highway road gate category type model version channel order decree "
    "law bill act figure table psalm verse group-of aged age under-".split()
)
SOFT_LABELS = frozenset(
    "level route room group class size unit company battalion brigade division sector zone line block building mi day ep episode bunker carriage kilometre kilometer km "
    "item point question case file docket series season round week year grade game match race heat bay pier berth camp ward district exhibit appendix annex "
    "paragraph schedule platform terminal runway cell floor apartment apt box lot plot area site station top bottom ch fig vol issue edition apollo".split()
)
STREETS = frozenset("street st road rd avenue ave lane ln drive dr boulevard blvd way square place court island terrace crescent alley quay".split())
WEB = frozenset("comments comment replies retweets".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
LONGEST = 9  # digits of a count written without separators
SPANS_OF_TIME = frozenset("years months weeks days hours minutes seconds".split())
YEARS = range(1800, 2200)
OF_YEARS = frozenset("in by since until till before after during from early late mid".split())
PLURAL_VERBS = frozenset("were are have died others more dead wounded injured killed missing of percent per had people fled drowned".split())
SCORED = frozenset(
    "beat beats beaten won win wins winning lost lose defeat defeated lead leads led trail trailed tied tie draw drew score scored victory match game down up goal goals at".split()
)
CALLED = frozenset("call calls called text dial phone tel telephone fax sms whatsapp hotline".split())
PERSONS_OF_AGE = frozenset("boy girl man woman child son daughter youth teenager baby".split())
HOURS = frozenset("on in to past o'clock that this last every tomorrow yesterday sharp tonight".split())


def is_label(sentence: Sentence, number: Number, counts: bool, ranged: bool = False) -> bool:
    """Whether a number counts nothing; `counts` tells that a unit or a plural noun stands behind it, `ranged` that it is a range."""
    tokens = sentence.tokens
    if number.unit is not None or number.vague:
        return False
    if ranged and number.i:
        return _is_address(tokens, number) or _is_named(tokens, number)
    before, after = norm_at(tokens, number.i - 1), norm_at(tokens, number.j)
    if _is_age(tokens, number, before, after):
        return True
    if number.word:
        return (before == "at" and number.low <= 12 and after in HOURS) or (after == "o'clock") or (before in SOFT_LABELS and not counts and not number.share)
    if _is_named(tokens, number) or (before == "." and norm_at(tokens, number.i - 2) in ("no", "nos", "ep", "art", "para", "fig", "vol", "p")):
        return True
    if (before in SOFT_LABELS and not counts) or after == "zip":
        return True
    digits = tokens[number.i].text
    if digits.isdigit() and ((digits.startswith("0") and len(digits) > 1) or len(digits) >= LONGEST):
        return True  # 0147, 2018123456789: part of a longer number, or an identifier
    if (after == "to" and norm_at(tokens, number.j + 1) in ("1", "one")) or (before == "to" and digits == "1" and number.scale == 1):
        return True  # odds: "80 to 1"
    if after in SPANS_OF_TIME:
        return True  # a length of time that was not read as one
    return (
        _is_clock(tokens, number, before, after)
        or _is_score(tokens, number)
        or _is_numbering(sentence, number, before, after)
        or _is_address(tokens, number)
        or _is_called(tokens, number, before, after)
        or _is_model(tokens, number)
        or (
            not counts
            and bounds.before(tokens, number.i)[1] == "exact"
            and (_is_part_of_name(sentence, number, after) or _is_before_name(sentence, number) or _is_year(tokens, number, before))
        )
    )


def _is_named(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a word stands before the number that it names something with: "article 5", "Resolutions 1970 and 1973"."""
    first = number.i
    while first > 1 and norm_at(tokens, first - 1) in ("and", ",", "or") and tokens[first - 2].kind == "number":
        first -= 2
    before = norm_at(tokens, first - 1).rstrip(".")
    if first < number.i:
        return before.endswith("s") and before[:-1] in LABELS
    return (before in LABELS or (before.endswith("s") and before[:-1] in LABELS and before != "numbers")) and not (
        before == "number" and _is_verb(tokens, first - 1)
    )


def _is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Whether "number" at i is the verb: "the dead now number 31", "said to number 300"."""
    return norm_at(tokens, i - 1) in ("now", "to", "they", "who", "dead", "could", "would", "may", "might") or (
        norm_at(tokens, i - 1).endswith("s") and norm_at(tokens, i - 1) != "s"
    )


def _is_age(tokens: Sequence[Token], number: Number, before: str, after: str) -> bool:
    if AGES.fullmatch(after) and tokens[number.j].start <= tokens[number.j - 1].end + 1:
        return True
    if after == "-" and AGES.match(norm_at(tokens, number.j + 1)):
        return True
    if after in ("years", "year", "months", "month") and norm_at(tokens, number.j + 1) in ("old", "-", "of"):
        return norm_at(tokens, number.j + 1) != "of" or norm_at(tokens, number.j + 2) == "age"
    if not 5 < number.low < 111:
        return False
    ends = after in ("", ",", ".", ";", ")")
    if before in (",", "(") and after in (",", ")", "") and number.i > 1 and tokens[number.i - 2].kind == "word":
        return any(c.isupper() for c in tokens[number.i - 2].text) or after == ")"  # "Perhat, 41, …"
    if before in ("is", "was", "aged", "turned", "now") and ends and tokens[number.i].kind == "number":
        return norm_at(tokens, number.i - 2) not in ("number", "toll", "figure", "count", "total", "answer", "it", "that")
    if before == "now" and after == "and" and not number.share:
        return True
    if (
        before == "of"
        and (norm_at(tokens, number.i - 2) in PERSONS_OF_AGE or norm_at(tokens, number.i - 2) == "age")
        and (number.word or ends or after in ("who", "and"))
    ):
        return True
    return before == "at" and norm_at(tokens, number.i - 2) in ("dies", "died", "die", "dead", "us", "married", "retired") and ends


def _is_clock(tokens: Sequence[Token], number: Number, before: str, after: str) -> bool:
    if after == ":" and glued(tokens, number.j) and glued(tokens, number.j + 1):
        return True
    if before == ":" and glued(tokens, number.i) and glued(tokens, number.i - 1) and number.i > 1 and tokens[number.i - 2].kind == "number":
        return True
    if before == "at" and CLOCK.fullmatch(tokens[number.i].text) and after in ("", ".", ",", "on", "in", "and", "when", "that"):
        return True
    return number.low < 25 and after in ("am", "pm", "a.m.", "p.m.", "gmt", "o'clock")


def _is_score(tokens: Sequence[Token], number: Number) -> bool:
    """`2-0`: two numbers joined by a dash of which the second is no larger, or that somebody won by."""
    for at, other in ((number.j, number.j + 1), (number.i - 1, number.i - 2)):
        if not (0 <= other < len(tokens)) or tokens[other].kind != "number" or norm_at(tokens, at) != "-":
            continue
        if not (glued(tokens, max(at, other)) and glued(tokens, min(at, other) + 1)):
            continue
        first, second = (
            (number.low, float(tokens[other].norm.replace(",", "").lstrip("+-") or 0))
            if other > at
            else (float(tokens[other].norm.replace(",", "").lstrip("+-") or 0), number.low)
        )
        words = {norm_at(tokens, k) for k in range(max(0, number.i - 6), number.i)}
        if second <= first or (second < 200 and words & (SCORED - {"at", "up", "down"})):
            return True
    return False


def _is_numbering(sentence: Sentence, number: Number, before: str, after: str) -> bool:
    """Numbers of a list, of notes and of comments."""
    tokens = sentence.tokens
    if after in WEB or (before == "(" and norm_at(tokens, number.i - 2) in WEB):
        return True
    first = number.i == 0 or (number.i == 1 and before in ("(", "[", "#"))
    if first and number.low < 200 and float(number.low).is_integer():
        if after in (".", ")", "]", "/") and (after != "." or number.j < len(tokens) - 1 or len(tokens) < 3):
            return True
        following = tokens[number.j] if number.j < len(tokens) else None
        if (
            following is not None
            and following.capital
            and not following.shout
            and following.kind == "word"
            and not sentence.titlecase
            and not following.norm.endswith("s")
        ):
            return number.low < 30
    return before in ("#", "№") or (before == "[" and after == "]")


def _is_address(tokens: Sequence[Token], number: Number) -> bool:
    """`49 Wadi Ranch Road`: capitals behind it, and among them a word for a street."""
    for k in range(number.j, min(number.j + 5, len(tokens))):
        if (
            tokens[k].norm in STREETS
            and (k > number.j or (k + 1 < len(tokens) and tokens[k].capital and tokens[k + 1].capital))
            and not (glued(tokens, k) and k > number.j)
        ):
            return True
        if tokens[k].kind == "word" and not tokens[k].capital and not glued(tokens, k):
            return False
    return False


def _is_called(tokens: Sequence[Token], number: Number, before: str, after: str) -> bool:
    """Telephone numbers: several bare numbers in a row, or one that is to be called."""
    if number.low >= 1000 and "," not in tokens[number.i].text and any(norm_at(tokens, k) in CALLED for k in range(max(0, number.i - 5), number.i)):
        return True
    beside = [k for k in (number.j, number.i - 1) if 0 <= k < len(tokens) and tokens[k].kind == "number"]
    return bool(beside) and number.scale == 1


def _is_model(tokens: Sequence[Token], number: Number) -> bool:
    """`iPhone 11 Pro`: a name with a capital inside goes before it."""
    before = tokens[number.i - 1] if number.i else None
    return before is not None and before.kind == "word" and not before.capital and any(c.isupper() for c in before.text) and "-" not in before.text


def _is_year(tokens: Sequence[Token], number: Number, before: str) -> bool:
    """A year that was not read as a time."""
    return number.low in YEARS and before in OF_YEARS and tokens[number.i].text.isdigit() and number.scale == 1


def _is_before_name(sentence: Sentence, number: Number) -> bool:
    """`787 Dreamliner`: a capital behind it that is no people, no day and no unit."""
    if number.j >= len(sentence.tokens) or sentence.titlecase or number.scale != 1 or "," in sentence.tokens[number.i].text:
        return False
    word = sentence.tokens[number.j]
    return (
        word.kind == "word"
        and word.capital
        and not (word.shout and len(word.text) > 2)
        and word.norm not in DAYS
        and not word.norm.endswith("s")
        and word.norm not in UNITS
    )


def _is_part_of_name(sentence: Sentence, number: Number, after: str) -> bool:
    """`Boeing 737`, `S&P 500`: a bare number behind a name."""
    tokens, i = sentence.tokens, number.i
    if not i or number.scale != 1 or number.low >= 10_000 or "," in tokens[i].text or "." in tokens[i].text or tokens[i - 1].kind != "word":
        return False
    before = tokens[i - 1]
    if not before.capital and not any(c.isupper() for c in before.text[1:]):
        return False
    if after in PLURAL_VERBS or after in UNITS:
        return False
    inner = before.shout or any(c.isupper() for c in before.text[1:])
    if sentence.titlecase or sentence.headline:
        return inner and len(before.text) < 6 and i != 1
    return (i > 1 or inner) and before.norm not in STOPS
