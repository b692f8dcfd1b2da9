"""What stands beside the name of a place and tells which place of that name it is: "Tripoli, Lebanon", "Libya's Tripoli", "طرابلس الليبية"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.lang.folding import fold
from rashomon.link.atlas import Countries, key

WINDOW = 60  # characters to each side
MOST_WORDS = 4  # of the name of a country
WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
# Between the name and the country behind it: "Tripoli, Lebanon", "Tripoli (northern Lebanon)", "Tripoli in the north of Lebanon".
SIDES = (
    "north|south|east|west|northern|southern|eastern|western|northeastern|northwestern|southeastern|southwestern|central|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|"
    "وسط"
)
BEHIND = re.compile(rf"\s*(?:(?:[,(،]|[–—])\s*(?:in\s+|في\s+)?|in\s+|في\s+)(?:the\s+)?(?:(?:{SIDES})\s+(?:of\s+)?)*")
DIRECTLY = re.compile(rf"\s+(?:(?:{SIDES})\s+)?")  # Arabic: "طرابلس الليبية", "طرابلس شمال لبنان"
GOES_ON = re.compile(r"\s*(?:and|or)\b|\s+و|\s*[,،]\s*(?:and\s+)?[A-Z]")  # "Tripoli, Egypt and Tunisia": a list
# Between a country or its people and the name: "the Libyan port city of", "العاصمة الليبية".
LEADING = frozenset(
    "the of city town capital port village enclave coastal northern southern eastern western second largest biggest main historic ancient old border oil mountain desert"
    " مدينه المدينه مدن بلده البلده قريه العاصمه عاصمه ميناء مرفا الساحليه الثانيه الشماليه الجنوبيه الشرقيه الغربيه".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the words tell: a country (ISO code), or a state or province of it (`region`), as worded."""

    country: str
    region: str
    words: str


def beside(text: str, start: int, end: int, countries: Countries) -> Told | None:
    """The country that the words next to a name put it in; None where they put it in none."""
    after, before = _sentence(text[end : end + WINDOW]), text[max(0, start - WINDOW) : start]
    return _behind(after, countries) or _before(re.split(r"\n|[.!?؟]\s", before)[-1], countries)


def _sentence(after: str) -> str:
    return re.split(r"\n|[.!?؟]\s+(?=[A-Z\u0600-\u06ff])", after)[0]


def _behind(after: str, countries: Countries) -> Told | None:
    linked = BEHIND.match(after)
    if linked is not None:
        found = _country(after[linked.end() :], countries, adjective=False)
        if found and not found.region and linked[0].strip() in (",", "،") and GOES_ON.match(after[linked.end() + len(found.words) :]):
            return None
        return found
    direct = DIRECTLY.match(after)
    if direct is None:
        return None
    return _country(after[direct.end() :], countries, adjective=True, arabic=True, named=direct[0].strip() != "")


def _country(words: str, countries: Countries, adjective: bool, arabic: bool = False, named: bool = True) -> Told | None:
    """The country that `words` begin with. `named`: a country's own name counts, and not only what belongs to it."""
    found = list(WORD.finditer(words[: WINDOW + 20]))[:MOST_WORDS]
    if not found or found[0].start():
        return None
    for size in range(len(found), 0, -1):
        whole = words[: found[size - 1].end()].rstrip(".")
        if arabic and not "\u0621" <= whole[0] <= "\u06ff":
            return None
        folded = key(whole)
        place = countries.forms.get(folded)
        if place is not None and named:
            return Told(place.country, "", whole)
        if folded in countries.states and not arabic:
            return Told(*countries.states[folded], whole)
    if adjective and (code := countries.adjectives.get(fold(found[0][0]))):
        return Told(code, "", found[0][0])
    return None


def _before(before: str, countries: Countries) -> Told | None:
    """A country's own ("Libya's Tripoli", "Libya’s capital, Tripoli") or its people's ("the Lebanese city of Tripoli", "العاصمة الليبية طرابلس")."""
    at = len(before)
    while found := _last(before[:at]):
        word, gap = found, before[found.end() : at]
        if gap.strip() not in ("", ","):
            return None
        folded = fold(word[0])
        if folded.endswith("'s"):
            for size in range(1, MOST_WORDS):
                names = before[: word.end() - 2].split()[-size:]
                place = countries.forms.get(key(" ".join(names)))
                if place is not None:
                    return Told(place.country, "", word[0])
            return None
        if code := countries.adjectives.get(folded):
            return Told(code, "", word[0])
        if folded not in LEADING:
            return None
        at = word.start()
    return None


def _last(before: str) -> re.Match[str] | None:
    return next(reversed(list(WORD.finditer(before))), None)
