"""The reason of an answer in words: which parts agree, what is left out, what stands against what."""

from __future__ import annotations

from rashomon.link.alignment import OTHER_NAME, Aligned, Floats
from rashomon.link.evidence import at
from rashomon.link.parts import Parsed

LIKE_ONE_WORD = 0.2  # cost as one word up to which it is said that the names agree as a whole
EVEN = 0.5


def reason(a: Parsed, b: Parsed, x: Floats, aligned: Aligned, row: int, swapped: bool, texts: list[str], score: float) -> str:
    """Why two names got their score. Parts are given folded, those of the left name first."""
    if not x[at("parts of the short")]:
        return "nothing to compare"
    if x[at("the same letters")]:
        return "the same letters"
    if x[at("known as one or as two")]:
        return f"{a.text} and {b.text} are known names of {'one' if x[at('known as one or as two')] > 0 else 'two'}"
    if x[at("an acronym")] == 1 and (said := _acronym(a, b, x)):
        return said
    left, right = [texts[n] for n in a.parts], [texts[n] for n in b.parts]
    partner = (aligned.of if swapped else aligned.partner)[row].tolist()[: len(left)]
    cost = aligned.cost[row].T if swapped else aligned.cost[row]
    agree, said_of = [], []
    for i, j in enumerate(partner):
        if j >= 0:
            agree.append(_pair(left[i], right[j], float(cost[i, j])))
    rest = [left[i] for i, j in enumerate(partner) if j < 0]
    taken = {j for j in partner if j >= 0}
    rest_too = [right[j] for j in range(len(right)) if j not in taken]
    if agree:
        said_of.append(", ".join(agree) + (" (order turned)" if x[at("order turned")] else ""))
    elif rest and rest_too and x[at("cost as one word")] <= LIKE_ONE_WORD and score >= EVEN:
        return f"written as one word they agree: {' '.join(left)} = {' '.join(right)}"
    if rest and rest_too:
        against = f"{' '.join(rest)} against {' '.join(rest_too)}"
        said_of.append(f"but {against}" if agree else f"no part agrees: {against}")
    elif rest or rest_too:
        if x[at("father and son")] and x[at("person")] and score < EVEN:
            said_of.append(f"but {(rest or rest_too)[0]} stands before the whole other name, as a child's name before the father's")
        else:
            said_of.append(f"{' '.join(rest or rest_too)} left out")
    if x[at("kunya against none")]:
        said_of.append("one with “father of” or “mother of”, the other without")
    return "; ".join(said_of)


def _pair(one: str, two: str, cost: float) -> str:
    if one == two:
        return one
    if len(one) == 1 or len(two) == 1:
        return f"{one}. = {two}" if len(one) == 1 else f"{one} = {two}."
    return f"{one} = {two}" if cost < OTHER_NAME / 3 else f"{one} ≈ {two}"


def _acronym(a: Parsed, b: Parsed, x: Floats) -> str:
    short, long = (a, b) if a.acronym else (b, a)
    if x[at("acronym letters at beginnings")] == 1:
        return f"{short.text} are the initials of {long.text}"
    if x[at("acronym letters found")] == 1:
        return f"the letters of {short.text} are found in {long.text}, in order"
    return ""
