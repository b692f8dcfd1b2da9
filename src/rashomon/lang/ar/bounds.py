"""Bound words of Arabic figures, over folded words: before the number, apart from it, or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.ar.numbers import norm_at
from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token
from rashomon.model import Bound

# Words that stand directly before the number.
_BEFORE: dict[Bound, str] = {
    "at_least": "بحد أدنى، كحد أدنى، لا أقل من، ليس أقل من، ما لا يقل عن، مالا يقل عن، ما لايقل عن، مالايقل عن، لايقل عن",
    "at_most": "كحد أقصى، بحد أقصى، ما لا يزيد عن، ما لا يزيد على، ليس أكثر من، لا أكثر من، ما يصل إلى، حتى حدود، لايزيد عن، لايتجاوز",
    "more_than": "ما يزيد عن، ما يزيد على، ما يربو على، يربو على، تربو على، أكثر من، بأكثر من، لأكثر من، ازيد من، أزيد من، ما يفوق، ما ينيف على، ما يتجاوز",
    "less_than": "أقل من، بأقل من، لأقل من، دون، أدنى من",
    "about": "ما يقارب، ما يقرب من، ما يناهز، يناهز، تناهز، يقارب، تقارب، بنحو، لنحو، نحو، حوالي، حوالى، بحوالي، لحوالي، زهاء، تقريبا، في حدود، بحدود، بما يقارب",
    "nearly": "قرابة، بقرابة، لقرابة، ما يكاد يبلغ",
}  # fmt: skip
BEFORE: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    sorted(((tuple(fold(words).split()), bound) for bound, line in _BEFORE.items() for words in line.split("، ")), key=lambda entry: -len(entry[0]))
)
_LAST: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
for _words, _bound in BEFORE:
    _LAST.setdefault(_words[-1], []).append((_words, _bound))
    if len(_words) == 1:
        _LAST.setdefault("و" + _words[0], []).append((_words, _bound))
# Verbs that bound, with the prepositions they take (none: the number or its noun follows), and what they say when affirmed and when denied.
_VERBS: tuple[tuple[str, str, Bound | None, Bound], ...] = (
    ("يقل تقل قل قلت يقلون", "عن", "less_than", "at_least"),
    ("يزيد تزيد زاد زادت يزيدون", "عن علي", "more_than", "at_most"),
    ("يتجاوز تتجاوز تجاوز تجاوزت يتعدي تتعدي تعدي تعدت يتعد تتعد يتجاوزون يفوق تفوق فاق فاقت", "", "more_than", "at_most"),
    ("يصل تصل", "الي", None, "less_than"),
)  # fmt: skip
VERBS = {verb: (frozenset(prepositions.split()), yes, no) for verbs, prepositions, yes, no in _VERBS for verb in verbs.split()}
NOT = frozenset({"لا", "لم", "لن", "ولا", "ولم", "فلا"})
APART = 4  # words that may stand between such a verb and its number: "لا يتجاوز عدد القتلى تسعة"
_BEHIND: dict[str, Bound] = {
    "علي الاقل": "at_least", "علي اقل تقدير": "at_least", "كحد ادني": "at_least", "بحد ادني": "at_least", "او اكثر": "at_least", "فاكثر": "at_least", "وما فوق": "at_least",
    "علي الاكثر": "at_most", "علي ابعد تقدير": "at_most", "كحد اقصي": "at_most", "لا اكثر": "at_most", "او اقل": "at_most", "تقريبا": "about",
}  # fmt: skip
BEHIND = tuple((tuple(words.split()), bound) for words, bound in _BEHIND.items())


def before(tokens: Sequence[Token], i: int) -> tuple[int, Bound]:
    """(first token of the bound, bound) of the number at token i; (i, exact) where there is none."""
    if apart := _verb(tokens, i):
        return apart
    for words, bound in _LAST.get(norm_at(tokens, i - 1), ()):
        first = i - len(words)
        if first >= 0 and all(tokens[first + k].norm == w or (k == 0 and tokens[first].norm in ("و" + w, "ف" + w)) for k, w in enumerate(words)):
            return first, bound
    return i, "exact"


def _verb(tokens: Sequence[Token], i: int) -> tuple[int, Bound] | None:
    """A verb that bounds: directly before the number, or with what is counted between them; denied ones say the contrary."""
    for k in range(i - 1, max(-1, i - 3 - APART), -1):
        norm = tokens[k].norm
        if tokens[k].kind == "mark" or (k < i - 1 and norm in STOPPERS):
            return None
        rule = VERBS.get(norm) or VERBS.get(norm.removeprefix("و"))
        if rule is None:
            continue
        prepositions, affirmed, denied = rule
        if prepositions and norm_at(tokens, i - 1) not in prepositions:
            return None
        negated = norm_at(tokens, k - 1) in NOT
        bound = denied if negated else affirmed
        if bound is None:
            return None
        if not negated and not prepositions and k < i - 1 and not norm_at(tokens, k + 1).startswith("عدد"):
            return None  # "exceeded the bounds … 12"
        first = k - negated
        if norm_at(tokens, first - 1) in ("ما", "بما", "وما", "لما") and k == i - 1 - bool(prepositions):
            first -= 1
        return first, bound
    return None


STOPPERS = frozenset("ان انه انها التي الذي الذين حيث لكن ثم قال قالت بعد قبل منذ خلال".split())


def behind(tokens: Sequence[Token], j: int) -> tuple[int, Bound] | None:
    """(end token, bound) where a bound word begins at token j: "على الأقل", "لا أكثر"."""
    for words, bound in BEHIND:
        if norm_at(tokens, j) == words[0] and tuple(t.norm for t in tokens[j : j + len(words)]) == words:
            return j + len(words), bound
    return None
