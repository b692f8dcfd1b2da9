"""A capital or a country that stands for its government: "Washington said", "accused Tehran of", "اتهمت طهران".

Marked is what speaks, or is spoken to or dealt with, as only people are, by the words right beside it; a place behind "in" or "from" is a
place. It counts only where the name is that of a country, of a known capital, or of a town that the reports themselves call a capital.
Rules of our own, by the usual verbs; what stands farther away ("Washington, which had kept silent, said") is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rashomon.lang.folding import ARABIC, fold
from rashomon.link.atlas import Countries, Place, countries, key
from rashomon.link.places import Decision
from rashomon.model import Extraction, Mention

WINDOW = 48
SPEAKS = re.compile(
    r"(?:\s*,\s*which\b)?\s+(?:has\s+|have\s+|had\s+|also\s+|again\s+|later\s+|repeatedly\s+|long\s+)*"
    r"(?:says|said|denie[sd]|accuse[sd]|blame[sd]|condemn(?:s|ed)|warn(?:s|ed)|insist(?:s|ed)|claim(?:s|ed)|announce[sd]|demand(?:s|ed)|urge[sd]|threaten(?:s|ed)|refuse[sd]|"
    r"reject(?:s|ed)|agree[sd]|deplore[sd]|recogni[sz]e[sd]|support(?:s|ed)|back(?:s|ed)\s+(?!by)|want(?:s|ed)|plan(?:s|ned)\s+to|hope[sd]\s+to|pledge[sd]|promise[sd]|vow(?:s|ed)|"
    r"call(?:s|ed)\s+(?:on|for|in)|ask(?:s|ed)\s+for|expel(?:s|led)|summon(?:s|ed)|recall(?:s|ed)\s+its|impose[sd]|sever(?:s|ed)|admit(?:s|ted)|acknowledge[sd]|confirm(?:s|ed)|sees|fear(?:s|ed))\b"
)
DEALT_WITH = re.compile(
    r"(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|warn(?:s|ed|ing)?|condemn(?:s|ed|ing)?|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing)|"
    r"call(?:s|ed|ing)? on|ask(?:s|ed|ing)?|told|pressur(?:e|es|ed|ing)(?: on)?|threaten(?:s|ed|ing)?|(?:talks|negotiations|relations|ties|deal|agreement|dispute|row|tensions) with|"
    r"(?:ties|loyal|allied|close) to|(?:backed|supported|funded|armed|sanctioned|imposed) by|(?:support|backing|pressure|sanctions|approval|permission|denial|denials) (?:of|from|on|by)|"
    r"(?:relations|ties|talks|tensions?|dispute|agreement|deal|war of words) between(?: [\w' -]{2,24} and)?|according to|on behalf of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PLACED = re.compile(r"(?:^|\s)(?:in|at|from|near|of|outside|around|inside|across|to|towards?|around|between)\s+(?:the\s+)?$", re.IGNORECASE)
VERB = "(?:قال|اعلن|نف|اتهم|اكد|رفض|حذر|طالب|دع|ادان|دان|ابلغ|وافق|هدد|دعم|ايد|انتقد|نددت|شجب|اعترف|تعهد|وعد|اعرب|زعم|رحب)"
ARABIC_VERB = rf"(?:^|\s)[وف]?(?:(?:{VERB}\w{{0,2}}ت)|(?:ت(?:قول|علن|نفي|تهم|ؤكد|وكد|رفض|حذر|طالب|دعو|دين|ريد|هدد|دعم|ويد|نتقد|سعي|زعم|رحب)))"
ARABIC_SPEAKS = re.compile(ARABIC_VERB + r"\s+$")
ARABIC_SPEAKS_BEHIND = re.compile(r"\s+ت(?:قول|علن|نفي|تهم|وكد|رفض|حذر|طالب|دعو|دين|ريد|هدد|دعم|ويد|نتقد|سعي|زعم|رحب)\b")
ARABIC_DEALT_WITH = re.compile(
    r"(?:^|\s)[وف]?(?:ي|ت|ا)?(?:اتهم|تهم|حذر|طالب|انتقد|ادان|دان|دعا|حمل|هدد|ابلغ)(?:ت|وا|ه|ها)?\s+(?:[\u0621-\u064a]{3,}\s+)?$|(?:محادثات|مفاوضات|علاقات|العلاقات|علاقاتها|علاقاته|اتفاق|خلاف|توتر)\s+مع\s+$|"
    r"(?:محادثات|مفاوضات|العلاقات|علاقات|اتفاق|خلاف|التوتر|المفاوضات|المحادثات)\s+بين\s+(?:[\u0621-\u064a]+\s+و)?$|(?:من قبل|بدعم من|بضغط من|وفد|موقف)\s+$|\bموال(?:يه|ون|ين)?\s+ل$"
)
PART_OF_NAME = re.compile(r"\s+(?:[A-Z0-9])|-\w|['’]s\s")  # "told France 24", "accused Libya's army"
CALLED_CAPITAL = re.compile(r"(?:\bcapital(?: city)?(?:\s*,\s*| of )|العاصمه\s+)$")
CAPITAL_BEHIND = re.compile(r"\s*[,(]\s*(?:the|its|their)(?: \w+)? capital\b|\s*,?\s*(?:وهي )?العاصمه\b")


def standing_for(files: Sequence[Extraction], found: Iterable[Mention], decisions: Mapping[str, Decision], entity_of: Mapping[str, str]) -> dict[str, str]:
    """Mentions of places that stand for a government, with the reason. What is known of one spelling of an entity holds for all."""
    known = countries()
    text_of = {d.id: f.root.text or "" for f in files for d in f.documents}
    mentions = [m for m in (*(m for f in files for m in f.mentions), *found) if m.type in ("place", "organisation") and m.form == "name"]
    alone = {s.speaker_mention: sum(x.end - x.start for x in s.source) for f in files for s in f.statements if s.speaker_mention and s.source}
    called = frozenset(entity_of.get(m.id, m.id) for m in mentions if _is_called_capital(text_of[m.document], m))
    as_place: dict[str, Decision] = {}  # a capital that acts is often taken for a body: it is what the name is elsewhere in the record
    for m in mentions:
        if m.id in decisions:
            as_place.setdefault(entity_of.get(m.id, m.id), decisions[m.id])
            as_place.setdefault(key(m.text), decisions[m.id])
    called |= {key(m.text) for m in mentions if entity_of.get(m.id) in called}
    out: dict[str, str] = {}
    for m in mentions:
        own = (entity_of.get(m.id, m.id), key(m.text))
        decision = decisions.get(m.id) or next((as_place[k] for k in own if k in as_place), None)
        what = _seat(decision, any(k in called for k in own), known)
        if what and (words := _acts(text_of[m.document], m, alone.get(m.id, WINDOW) <= len(m.text) + len("the "))):
            out[m.id] = f"{what}; {words}"
    return out


def _seat(decision: Decision | None, called: bool, known: Countries) -> str:
    """What a name is that can stand for a government; "" where it can not."""
    if decision is not None and decision.place is not None:
        place = decision.place
        if place.kind == "country":
            return f"the country {place.name}"
        if known.is_capital(place):
            return f"capital of {known.names[place.country]}"
    elif decision is not None:
        capitals = [p for p in decision.candidates if known.is_capital(p)]
        if capitals:
            return f"a place of this name is the capital of {_names(capitals, known)}"
    return "called a capital in the reports" if called else ""


def _names(places: Sequence[Place], known: Countries) -> str:
    return " or ".join(known.names[p.country] for p in places)


def _sides(text: str, mention: Mention) -> tuple[str, str]:
    """Folded words before and after a mention, of its own line."""
    before = text[max(0, mention.start - WINDOW) : mention.start].rsplit("\n", 1)[-1]
    after = text[mention.end : mention.end + WINDOW].split("\n", 1)[0]
    return fold(before), fold(after)


def _is_called_capital(text: str, mention: Mention) -> bool:
    before, after = _sides(text, mention)
    return bool(CALLED_CAPITAL.search(before) or CAPITAL_BEHIND.match(after))


def _acts(text: str, mention: Mention, speaks: bool) -> str:
    """The words by which a place acts as people do, or is dealt with as they are; "" where it is but a place."""
    before, after = _sides(text, mention)
    if ARABIC.match(mention.text):
        if found := ARABIC_SPEAKS.search(before) or ARABIC_SPEAKS_BEHIND.match(after):
            return f"acts as people do (“{found[0].strip()}”)"
        if found := ARABIC_DEALT_WITH.search(before):
            return f"dealt with as people are (“{found[0].strip()}”)"
        return "what is said is put into its mouth" if speaks else ""
    if PART_OF_NAME.match(text[mention.end : mention.end + WINDOW]):
        return ""
    if found := DEALT_WITH.search(before):
        return f"dealt with as people are (“{found[0].strip()}”)"
    if PLACED.search(before):
        return ""
    if found := SPEAKS.match(after):
        return f"acts as people do (“{found[0].strip(' ,')}”)"
    return "what is said is put into its mouth" if speaks else ""
