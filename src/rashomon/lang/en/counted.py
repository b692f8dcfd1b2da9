"""What an English figure counts: its unit, or the noun phrase behind the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lang.en.numbers import Number, glued, norm_at
from rashomon.lang.en.units import GLUED_ONLY, LENGTHS, POWERS, UNITS
from rashomon.lang.tokens import Token

# Words that end a counted noun phrase.
STOPS = frozenset(
    """
    the a an this that these those of in on at by for from to with without into over under after before during since until while as than and
    or but nor so if when where who whom whose which what is are was were be been being has have had do does did will would can could may
    might must shall should not no it its he she they them his her their we our us you your i my me there here also were said says told
    according per via near between among against about around because due despite amid along across through off out up down back again
    away ahead later earlier ago now then more most less still already only just even each every both all any some other such
    killed wounded injured hurt died die dies dead alive arrested detained missing kidnapped displaced drowned abducted captured fled
    suffered sustained remained held fell left came went stood took lost joined crossed gathered marched attended survived returned arrived drown perished
    """.split()
)
IRREGULAR_PLURALS = frozenset(
    "people men women children troops police personnel staff cattle sheep aircraft fish police militiamen gunmen policemen "
    "servicemen firemen crewmen fishermen civilians percent policewomen media data lives dead wounded injured missing spacecraft infantry cavalry".split()
)
DETERMINERS = frozenset("the his her their its our your my those these this".split())
LEFT_OUT = frozenset("them us others more other of another".split())
SINGULAR_S = ("ss", "ous", "us", "is")
NO_PLURALS = frozenset("has was is says does as its this his yes".split())
STATES = frozenset("dead wounded injured missing displaced detained arrested kidnapped abducted captured".split())


class Counted(NamedTuple):
    """Where the noun phrase ends, its words, its head noun and the unit, where there are such; `left_out` where the noun
    was named before ("nine of them", "eight others")."""

    end: int
    counts: str | None = None
    head: str | None = None
    unit: str | None = None
    left_out: bool = False


def counted(tokens: Sequence[Token], j: int, number: Number) -> Counted:
    """The unit or noun phrase that begins at token j, behind `number`; ends at j where there is neither."""
    if number.unit is not None:
        return Counted(j, unit=number.unit)
    if number.share:
        return _share(tokens, j)
    if measure := _unit(tokens, j):
        return measure
    k = j
    if k < len(tokens) and tokens[k].text in '"”’»' and glued(tokens, k):
        k += 1
    if norm_at(tokens, k) == "-" and glued(tokens, k) and glued(tokens, k + 1) and tokens[k + 1].kind == "word":  # 12-member, 40-strong
        k += 1
        return Counted(k + 1, tokens[k].text, tokens[k].norm)
    if norm_at(tokens, k) == "of":
        if norm_at(tokens, k + 1) in ("them", "us", "whom", "those", "these"):
            return Counted(k + 2, left_out=True)
        if not (number.vague or norm_at(tokens, k + 1) in DETERMINERS):
            return Counted(j, left_out=not number.word)
        k += 1
        while norm_at(tokens, k) in DETERMINERS:
            k += 1
        if k < len(tokens) and tokens[k].kind == "number" and (end := _noun_phrase(tokens, k + 1)):  # "14 of the 53 wounded": 53 is a figure of its own
            return Counted(j, " ".join(t.text for t in tokens[k + 1 : end]), tokens[end - 1].norm)
    elif norm_at(tokens, k) in ("others", "more", "other") and not _noun_phrase(tokens, k + 1):
        return Counted(k + 1 if norm_at(tokens, k) == "others" else j, "others" if norm_at(tokens, k) == "others" else None, left_out=True)
    elif norm_at(tokens, k) in ("more", "other", "additional"):
        k += 1
    end = _noun_phrase(tokens, k)
    if end is None:
        return Counted(j, left_out=True)
    words = tokens[k:end]
    return Counted(end, " ".join(t.text for t in words), words[-1].norm)


def _share(tokens: Sequence[Token], j: int) -> Counted:
    """`two-thirds of the growers`: the whole that a part is of goes with it."""
    if norm_at(tokens, j) == "of":
        if norm_at(tokens, j + 1) in ("them", "us", "whom", "those", "these", "it"):
            return Counted(j + 2, unit="%", left_out=True)
        k = j + 1
        while norm_at(tokens, k) in DETERMINERS or norm_at(tokens, k) == "all":
            k += 1
        if end := _noun_phrase(tokens, k):
            return Counted(end, " ".join(t.text for t in tokens[k:end]), tokens[end - 1].norm, "%")
    elif (norm_at(tokens, j) in DETERMINERS or norm_at(tokens, j).endswith("s")) and (end := _noun_phrase(tokens, j + (norm_at(tokens, j) in DETERMINERS))):
        start = j + (norm_at(tokens, j) in DETERMINERS)
        return Counted(end, " ".join(t.text for t in tokens[start:end]), tokens[end - 1].norm, "%")
    return Counted(j, unit="%")


def _unit(tokens: Sequence[Token], j: int) -> Counted | None:
    word = norm_at(tokens, j)
    k = j
    if word == "-" and glued(tokens, j) and glued(tokens, j + 1):
        word, k = norm_at(tokens, j + 1), j + 1
    if word in POWERS and (unit := UNITS.get(norm_at(tokens, k + 1))) in LENGTHS:
        return Counted(k + 2, unit=f"{unit}{POWERS[word]}")
    if word == "per" and norm_at(tokens, k + 1) == "cent":
        return _share(tokens, k + 2)
    if word in ("basis", "percentage") and norm_at(tokens, k + 1) in ("points", "point"):
        return Counted(k + 2, unit="%" if word == "percentage" else "bp")
    unit = UNITS.get(word)
    if unit is None or (word in GLUED_ONLY and not glued(tokens, k) and not (word == "pc" and tokens[k].text == "pc")):
        return None
    k += 1
    if unit == "nmi" and norm_at(tokens, k) == "miles":
        k += 1
    if unit == "%":
        return _share(tokens, k)
    if k + 1 < len(tokens) and norm_at(tokens, k) in ("per", "/") and unit in LENGTHS and norm_at(tokens, k + 1) in ("hour", "h", "hr"):
        return Counted(k + 2, unit=f"{unit}/h")
    return Counted(k, unit=unit)


def _noun_phrase(tokens: Sequence[Token], first: int) -> int | None:
    """The token behind the noun phrase that begins at `first`: up to its first plural noun, else one word; None where there is none."""
    k, plural = first, None
    while k < len(tokens) and k - first < 5:
        token = tokens[k]
        if token.norm in STATES and k == first and _is_plural(norm_at(tokens, k + 1)) and norm_at(tokens, k + 1) not in STOPS:
            k += 1  # "17 dead soldiers", "displaced families"
            continue
        if token.kind != "word" or (token.norm in STOPS and token.norm not in IRREGULAR_PLURALS):
            if token.kind == "mark" and token.text == "-" and k > first:
                k += 1
                continue
            break
        if token.norm in STATES and k > first:
            break
        k += 1
        if _is_plural(token.norm):
            plural = k
            following = norm_at(tokens, k)
            joined = (
                token.capital
                and token.norm.endswith("s")
                and following.endswith("s")
                and following not in STOPS
                and following not in NO_PLURALS
                and tokens[k].kind == "word"
            )
            if not joined:  # "United States marines" goes on
                break
    end = plural or (first + 1 if k > first else first)
    if plural is None and norm_at(tokens, first).endswith("ed") and norm_at(tokens, first) not in IRREGULAR_PLURALS:
        return None  # "the 211 recorded"
    if end == first or (tokens[end - 1].norm in STOPS and tokens[end - 1].norm not in IRREGULAR_PLURALS):
        return None
    return end


def _is_plural(norm: str) -> bool:
    return norm in IRREGULAR_PLURALS or (norm.endswith("s") and not norm.endswith(SINGULAR_S))
