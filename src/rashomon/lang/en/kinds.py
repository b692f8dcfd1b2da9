"""What sort of thing an English figure counts: from its unit, its noun, what is said of it, then the words before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.lang.base import Quantity, Sentence
from rashomon.lang.en.nouns import SORT, sort_of
from rashomon.lang.en.numbers import ONES, TENS, norm_at
from rashomon.lang.en.units import DISTANCES, MONEY, UNITS
from rashomon.lang.tokens import Token

KINDS = tuple(sorted((word, sort) for word, sort in SORT.items()))
REACH = 14  # tokens on either side in which what is said of a figure is looked for

_SAID = {
    "deaths": "killed kill kills killing dead died die dies dying drowned drown drowns perished perish executed executing execute murdered massacred massacring slain slaughtered beheaded hanged lynched "
    "buried bury burying buries starved assassinated gunned fatalities deaths death",
    "injuries": "wounded wound wounds wounding injured injure injures injuring hurt hospitalised hospitalized maimed treated",
    "detained": "arrested arrest arrests arresting detained detain detaining jailed captured capturing imprisoned held abducted kidnapped abducting kidnapping seized interned rounded",
    "missing": "missing unaccounted disappeared vanished",
    "displaced": "displaced displacing displace fled flee fleeing homeless uprooted uprooting evacuated evacuating evacuate relocated sheltering",
}
SAID = {word: sort for sort, words in _SAID.items() for word in words.split()}
# Said behind the figure only: of "held", "treated" and the like the figure is the object where it stands before them in the passive.
ONLY_PASSIVE = frozenset("held treated seized captured rounded executed buried gunned hanged murdered".split())
INTRANSITIVE = frozenset("died die dies dying drowned drown drowns perished perish fled flee disappeared vanished starved".split())
BY_NAME = frozenset("dead homeless missing fatalities deaths death".split())  # no verbs: nothing before a figure
AUXILIARIES = frozenset(
    "were was been be being are is had has have having got getting feared believed reported confirmed presumed pronounced declared left found remain remained lay lie".split()
)
PASSIVE = frozenset("were was been be being are is get got getting".split())
NEAR = AUXILIARIES | frozenset(
    "who people others more them us of also then later reportedly still already whom have to all both others and or in total so far either".split()
)
ENDS = frozenset('. ; : ? ! "'.split())
TURNS = frozenset("when while because after as that although though but which where before until if since says said".split())
BLOCKS = frozenset(
    "in at on by with from when as after before who that which because while during near said says were was is are had has have to for against into through under since until than although though but "
    "not it they he she we i carrying between".split()
)
FORCES = frozenset("force garrison army contingent detachment column militia band battalion brigade unit strength".split())
HARM = frozenset("burns injuries wounds fractures bruises shrapnel injury concussion".split())
HOMES = frozenset(
    "home homes house houses town towns village villages district districts camp camps city cities area areas region quarter neighbourhood neighborhood country shelter shelters".split()
)
LEAVING = frozenset("left leave leaving forced force forcing abandoned abandon driven drive moved move".split())
LIVES_LOST = frozenset("claimed claiming claims claim cost costing lost losing took taking taken takes".split())
SETTLED = frozenset("families residents households villagers inhabitants".split())  # who "moved" or "left" without saying where from
OBJECTS = frozenset("a an the another some more about around nearly almost up over under several dozens hundreds thousands his her their".split())
MANY_MEN = 100  # from which on "men" are a force
HUGE = frozenset("millions billions million billion thousands".split())  # what is lost by them is money
LARGE = 10_000  # from which on something unknown that is lost is money
LOSING = frozenset("lost losing lose loses".split())
COUNT_OF = re.compile(r"\b(?:number|total|count|tally|figure|toll|estimates?) of (?:the |all |its |their )?((?:[\w-]+ ){0,2}?[\w-]+)\b[^.;]*$", re.I)
TOLL = re.compile(
    r"\b(?:(?P<deaths>death toll|tolls?|the dead|lives lost|claimed (?:the )?lives|dead (?:at|now|were|stood)|deaths|fatalities|body count)|(?P<injuries>the (?:wounded|injured)))\b[^.;]{0,200}$",
    re.I,
)
HOW_MANY = re.compile(r"\bhow many ((?:[\w-]+ ){0,6}[\w-]+)", re.I)
TOPICS = frozenset("deaths injuries detained missing displaced migrants fighters".split())
PAID = frozenset(
    "cost costs costing price prices priced paid pay pays paying owe owes owed fine fined fines ransom budget salary salaries wage wages royalties fee fees tax taxes debt debts loan loans worth "
    "compensation spent spend spending bribe bribes reward grant invested earn earns earned donated raised revenue profit losing rent".split()
)
NO_SUMS = frozenset("times tonnes years months days hours weeks minutes points items copies".split())


def kind(quantity: Quantity, sentence: Sentence) -> str:
    """The sort of a figure: `deaths`, `injuries`, `detained` … `other`."""
    if quantity.unit is not None:
        return _of_unit(quantity.unit)
    tokens = sentence.tokens
    first = bisect_left(tokens, quantity.span.start, key=lambda t: t.start)
    end = bisect_left(tokens, quantity.span.end, lo=first, key=lambda t: t.start)
    sort = sort_of(quantity.counts) if quantity.counts else None
    if sort in ("deaths", "injuries", "weapons", "vehicles"):
        return sort
    known = sort is not None or not quantity.counts or quantity.counts == "others"
    if quantity.head == "lives":
        return "deaths" if {norm_at(tokens, k) for k in range(first - 3, end + 4)} & LIVES_LOST else "other"
    told, crossed = _behind(tokens, end, quantity.head or "")
    earlier, far = _before(tokens, first, end, known)
    if told is None or crossed or (earlier is not None and not far):  # "killed 12 prisoners held in the fort": the verb before is nearer
        if earlier is None and known and sort in (None, "person"):
            earlier = _counted_before(sentence.text[: quantity.span.start - sentence.start])
        told = earlier or told
    if told == "mixed":
        return "other"
    if told is not None and (known or (told in ("deaths", "injuries") and (quantity.head or "").endswith("s"))):
        return told
    if sort not in (None, "person"):
        return str(sort)
    if quantity.head == "men" and max(quantity.low or 0, quantity.high or 0) >= MANY_MEN:
        return "fighters"
    return "money" if _is_sum(tokens, first, quantity) else "other"


def _of_unit(unit: str) -> str:
    return "money" if unit in MONEY else "distance" if unit in DISTANCES or unit == "ft" else "share" if unit == "%" else "other"


def _behind(tokens: Sequence[Token], end: int, head: str) -> tuple[str | None, bool]:
    """What is said of a figure behind it: "were killed", "dead", "slightly wounded", "in the market were killed"; `mixed` for
    "killed or captured". Then whether another part of a list stands between."""
    start = _past_aside(tokens, end)
    near, passive, crossed = True, False, False
    for k in range(start, min(start + REACH, len(tokens))):
        norm = tokens[k].norm
        if norm in ENDS or (norm in TURNS and k > end):
            break
        if norm in SAID and (norm == "missing" or not norm.endswith("ing")) and (near or (passive and norm not in BY_NAME) or norm in INTRANSITIVE):
            if norm == "treated" and norm_at(tokens, k + 1) not in ("for", "in", "at", "by", "with"):
                break
            if (norm in ONLY_PASSIVE and not passive) or (not passive and norm not in INTRANSITIVE | BY_NAME and _has_object(tokens, k + 1)):
                break  # "300 rebels killed the mayor"
            other = SAID.get(norm_at(tokens, k + 2)) if norm_at(tokens, k + 1) in ("or", "and/or") else None
            return ("mixed" if other not in (None, SAID[norm]) else SAID[norm]), crossed
        if near and (phrase := _phrase(tokens, k)):
            return phrase, crossed
        if norm in LEAVING and near and (head in SETTLED or any(norm_at(tokens, n) in HOMES for n in range(k + 1, k + 7))):
            return "displaced", crossed
        if norm == "lost" and norm_at(tokens, k + 1) == "their" and norm_at(tokens, k + 2) in ("lives", "life"):
            return "deaths", crossed
        if norm == "," and not (k + 1 < len(tokens) and (tokens[k + 1].kind == "number" or norm_at(tokens, k + 1) in ONES)):
            break
        if (
            passive
            and norm not in AUXILIARIES
            and not norm.endswith("ly")
            and norm not in ("also", "reportedly", "all", "either", "shot", "burned", "feared", "badly")
        ):
            break  # another predicate: "were taken to"
        crossed = crossed or norm in ("and", ",")
        passive = passive or norm in PASSIVE
        near = near and (norm in NEAR or norm.endswith("ly") or norm in ("shot", "hacked", "burned"))
    return None, False


def _phrase(tokens: Sequence[Token], k: int) -> str | None:
    """The sort that several words from token k tell: "taken to hospital", "in custody", "suffered burns"."""
    norm, behind = tokens[k].norm, [norm_at(tokens, n) for n in range(k + 1, k + 5)]
    if norm in ("taken", "rushed", "brought", "remain", "remained", "in", "to") and any(w.startswith("hospital") for w in behind[:3]):
        return "injuries"
    if norm == "in" and behind[0] in ("critical", "serious", "intensive"):
        return "injuries"
    if norm in ("suffered", "sustained", "suffering") and any(w in HARM for w in behind):
        return "injuries"
    if (norm == "in" and behind[0] == "custody") or (norm == "taken" and behind[0] in ("hostage", "prisoner", "captive", "into")):
        return "detained"
    return None


def _has_object(tokens: Sequence[Token], k: int) -> bool:
    """Whether an object begins at token k: an article, a number or a bound word."""
    norm = norm_at(tokens, k)
    if norm == "at":
        return norm_at(tokens, k + 1) == "least"
    return (
        norm in OBJECTS
        or norm in ONES
        or norm in TENS
        or (k < len(tokens) and (tokens[k].kind == "number" or (tokens[k].capital and tokens[k].kind == "word")))
    )


def _past_aside(tokens: Sequence[Token], end: int) -> int:
    """Behind an aside between commas or brackets: ", four of them children," """
    if norm_at(tokens, end) not in (",", "("):
        return end
    inner = norm_at(tokens, end + 1)
    for k in range(end + 2, min(end + 10, len(tokens) - 1)):
        if tokens[k].norm == "," and norm_at(tokens, k + 1) in PASSIVE:
            return k + 1  # ", believed to be fighters, are shot"
        if tokens[k].norm in ENDS or tokens[k].norm in PASSIVE - {"be", "being"}:
            break
    if (
        inner in ONES
        or inner in TENS
        or inner in ("including", "among", "most", "mostly", "many", "some", "all", "at", "mainly")
        or (end + 1 < len(tokens) and tokens[end + 1].kind == "number")
    ):
        for k in range(end + 2, min(end + 12, len(tokens))):
            if tokens[k].norm in (",", ")"):
                return k + 1
    return end


def _before(tokens: Sequence[Token], first: int, end: int, known: bool) -> tuple[str | None, bool]:
    """What is said of a figure before it: "killing 12", "the death of four", "wounded at least eight". Then whether another part
    of a list stands between."""
    crossed = blocked = False
    for k in range(first - 1, max(-1, first - 1 - REACH), -1):
        norm = tokens[k].norm
        if norm in ENDS:
            return None, crossed
        sort = SAID.get(norm)
        if norm == "dead" and norm_at(tokens, k - 1) in ("shot", "shooting", "shoot", "shoots") and not blocked:
            return "deaths", crossed
        if norm == "of" and norm_at(tokens, k - 1) in FORCES and known and not blocked and not crossed:
            return "fighters", crossed
        if norm in LOSING and known and not blocked and not crossed and tokens[end - 1].norm not in HUGE:
            return ("deaths" if norm_at(tokens, end) != "their" else None), crossed
        if (
            norm in ("loss", "death", "deaths", "killing", "murder", "massacre", "execution", "bodies", "remains", "graves", "body")
            and norm_at(tokens, k + 1) in ("of", "for")
            and _clear(tokens, k + 2, first)
        ):
            return "deaths", crossed
        if (
            norm in LEAVING
            and norm not in ("left", "leave", "leaving", "moved", "move")
            and not blocked
            and any(norm_at(tokens, n) in HOMES for n in range(end, end + 5))
        ):
            return "displaced", crossed
        if sort is not None and norm not in BY_NAME and norm not in INTRANSITIVE and not blocked:
            if norm_at(tokens, k - 1) in PASSIVE or norm == "held":
                return None, crossed
            if crossed and (norm_at(tokens, end).endswith("ed") or norm_at(tokens, end) in AUXILIARIES):
                return None, crossed  # "killed five, and 200 gathered": a clause of its own
            other = SAID.get(norm_at(tokens, k - 2)) if norm_at(tokens, k - 1) == "or" else None
            return ("mixed" if other not in (None, sort) else sort), crossed
        crossed = crossed or norm in ("and", ",")
        blocked = (
            blocked
            or (norm == "of" and norm_at(tokens, k - 1) not in ("total", "number", "maximum", "minimum", "average"))
            or norm in BLOCKS
            or (norm.endswith(("ing", "ed")) and norm not in SAID)
        )
    return None, crossed


def _clear(tokens: Sequence[Token], start: int, end: int) -> bool:
    return not any(tokens[k].norm in BLOCKS for k in range(start, end))


def _counted_before(before: str) -> str | None:
    """The sort that "the number of …" or "the death toll …" names, for a number that names none itself."""
    if counted := list(COUNT_OF.finditer(before)):
        sort = sort_of(counted[-1][1]) or next((SORT[w] for w in counted[-1][1].lower().split() if w in SORT), None)
        if sort not in (None, "person"):
            return sort
    if match := TOLL.search(before):
        return match.lastgroup
    return None


def topic(sentence: Sentence) -> str | None:
    """The sort that a sentence asks for or speaks of: "How many people died?", "the number of dead", "the toll"."""
    asked = HOW_MANY.search(sentence.text)
    if asked:
        words = asked[1].lower().split()
        return next((SAID[w] for w in words if w in SAID), None) or next((SORT[w] for w in words if SORT.get(w) in TOPICS), None)
    if counted := COUNT_OF.search(sentence.text.rstrip(' .;!?"”’')):
        return next((SORT[w] for w in counted[1].lower().split() if SORT.get(w) in TOPICS), None)
    found = TOLL.search(sentence.text.rstrip(' .;!?"”’'))
    return found.lastgroup if found else None


def _is_sum(tokens: Sequence[Token], first: int, quantity: Quantity) -> bool:
    """Whether a number with a noun that no list knows, or with none, is told as a price: "paid 90,000 of the coin"."""
    head = quantity.head or ""
    if head and (not head.endswith("s") or head in NO_SUMS or head in UNITS or sort_of(quantity.counts or "") is not None):
        return False
    reach = 6 if head else 4
    for k in range(first - 1, max(-1, first - 1 - reach), -1):
        if tokens[k].norm in ENDS or tokens[k].norm == ",":
            return False
        if tokens[k].norm in LOSING and head and max(quantity.low or 0, quantity.high or 0) >= LARGE:
            return True
        if tokens[k].norm in PAID:
            return (bool(head) and not (tokens[k].norm in ("paid", "pay", "pays", "paying") and norm_at(tokens, k + 1) == "for")) or norm_at(
                tokens, first - 1
            ) in ("for", "to", "at", "of", "from", "paid", "costs", "cost", "nearly", "worth")
    return False
