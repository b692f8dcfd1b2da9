"""What sort of thing an English figure counts."""

from __future__ import annotations

import re

from rashomon.lang.base import Quantity, Sentence

KINDS: tuple[tuple[str, str], ...] = (
    (r"deaths?|dead|bod(?:y|ies)|corpses?|fatalit\w+|casualt\w+|victims?|martyrs?", "deaths"), (r"injur\w+|wounded", "injuries"), (r"prisoners?|detainees?|captives?|hostages?", "detained"),
    (r"missing", "missing"), (r"displaced|refugees?|evacuees?|asylum", "displaced"), (r"migrants?", "migrants"),
    (r"fighters?|troops?|soldiers?|militants?|gunmen|rebels?|marines?|militiamen|guards?|jihadis?|insurgents?|recruits?|mercenaries|men|volunteers?", "fighters"),
    (r"rockets?|missiles?|mines?|weapons?|rifles?|shells?|bombs?|rounds?|guns?|drones?", "weapons"), (r"vehicles?|trucks?|tanks?|ships?|boats?|vessels?|aircraft|planes?|helicopters?|cars?|convoys?", "vehicles"),
)  # fmt: skip
VERBS = (
    (r"kill(?:ed|ing|s)?|dead|died|deaths?|shot dead|executed|lives|slain|massacred?|murdered|perished|lost|losing", "deaths"), (r"wounded|injured|hurt|wounding|injuring", "injuries"),
    (r"arrested|detained|jailed|captured|(?<=(?:were|been) )held|(?<=being )held|(?<=(?:was|are) )held", "detained"), (r"missing", "missing"), (r"displaced|fled|homeless|uprooted", "displaced"),
)  # fmt: skip
COUNT_OF = re.compile(r"\b(?:number|total|count|tally) of ((?:\w+ ){0,2}?\w+s|people)\b[^.;]*$", re.I)
MONEY = frozenset({"USD", "EUR", "GBP", "JPY", "dinar", "dirham", "lira", "RUB", "franc", "money"})
DISTANCE = frozenset({"km", "mi", "m", "ft", "nmi", "mm", "cm"})


def kind(quantity: Quantity, sentence: Sentence) -> str:
    """What sort of thing is counted: from its unit, its noun, then the verbs near it."""
    if quantity.unit in MONEY:
        return "money"
    if quantity.unit in DISTANCE:
        return "distance"
    if quantity.unit == "%":
        return "share"
    words = (quantity.counts or "").lower()
    if not words and (counted := COUNT_OF.search(sentence.text[: quantity.span.start - sentence.start])):
        words = counted[1].lower()
    for pattern, kind in KINDS[:2]:
        if re.search(rf"\b(?:{pattern})\b", words):
            return kind
    at = quantity.span.start - sentence.start
    before, after = sentence.text[max(0, at - 45) : at].lower(), sentence.text[quantity.span.end - sentence.start :][:40].lower()
    before = re.split(r"[.;:]|, (?:and|but|while) ", before)[-1]
    after = re.split(r"[.;:,]| and ", after)[0]
    if thing := next((kind for pattern, kind in KINDS if kind in ("weapons", "vehicles") and re.search(rf"\b(?:{pattern})\b", words)), None):
        return thing
    countable = not words or re.search(
        r"\b(?:people|men|women|children|civilians|persons?|boys?|girls?|protesters?|residents?|villagers?|workers?|jihadis|shoppers|traders|"
        + "|".join(p for p, _ in KINDS[2:6])
        + r")\b|s\b",
        words,
    )
    if countable:
        for pattern, kind in VERBS:
            if re.match(rf"\W*(?:(?:were|was|had been|have been|has been|are|is|more|others?|people|left|have|had|being)\s+){{0,3}}(?:{pattern})\b", after):
                return kind
        ends = [(m.end(), kind) for pattern, kind in VERBS for m in re.finditer(rf"\b(?:{pattern})\b", before)]
        near = [(end, kind) for end, kind in ends if len(before) - end <= 22]
        if near:
            return max(near)[1]
    return next((kind for pattern, kind in KINDS[2:] if re.search(rf"\b(?:{pattern})\b", words)), "other")
