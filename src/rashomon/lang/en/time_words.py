"""The vocabulary of English time expressions, the pieces of pattern that their rules are made of, and what a match gives."""

from __future__ import annotations

import re
from collections.abc import Callable

from rashomon.lang.base import Part, TimeExpr, Unit
from rashomon.lang.en.numbers import ONES, TENS
from rashomon.lang.folding import Folded
from rashomon.lang.time_rules import Rule
from rashomon.model import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
UNITS: dict[str, Unit] = {
    "second": "SEC", "minute": "MIN", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "DEC",
    "century": "C", "centurie": "C", "night": "D", "weekend": "W", "quarter": "M",
}  # fmt: skip
FACTORS = {"fortnight": 2.0, "quarter": 3.0}
# Names of days and months that are no other word, and so need no capital.
PLAIN = frozenset(name for name in (*WEEKDAYS, *MONTHS) if len(name) > 5 and name not in ("august",)) | {"april", "june", "july"}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DAYTIMES = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV", "noon": "T12:00", "midday": "T12:00",
    "midnight": "T24:00",
}  # fmt: skip
# The months of the Islamic calendar, as they are usually written in Latin letters.
HIJRI = {
    name: number
    for number, names in enumerate(
        ("muharram", "safar", "rabi al-awwal|rabi' al-awwal|rabi i", "rabi al-thani|rabi' al-thani|rabi ii", "jumada al-awwal|jumada al-ula|jumada i",
         "jumada al-thani|jumada al-akhira|jumada ii", "rajab", "sha'ban|shaban|shaaban", "ramadan|ramazan|ramadhan", "shawwal",
         "dhu al-qa'da|dhu al-qadah|dhul qadah|dhul-qa'dah", "dhu al-hijja|dhu al-hijjah|dhul hijjah|dhul-hijjah"), 1)
    for name in names.split("|")
}  # fmt: skip


def _either(names: dict[str, int]) -> str:
    """Any of the names; an abbreviation (five letters or fewer, prefix of a longer name) may end in a point."""
    short = [n for n in names if any(other != n and other.startswith(n) for other in names)]
    return rf"(?:(?:{'|'.join(sorted(set(names) - set(short), key=len, reverse=True))})\b|(?:{'|'.join(sorted(short, key=len, reverse=True))})\b\.?)"


def _longest_first(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
NTH = {
    w: n
    for n, w in enumerate([*_UNITS, *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()], 1)
}
NTH |= {f"twenty-{w}": 20 + n for n, w in enumerate(_UNITS, 1)} | {f"twenty {w}": 20 + n for n, w in enumerate(_UNITS, 1)}
NTH |= {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
_TEENS = [w for w, n in ONES.items() if 10 <= n <= 19]
_DIGITS = [w for w, n in ONES.items() if 1 <= n <= 9]

MONTH, DAYNAME = _either(MONTHS), _either(WEEKDAYS)
YEAR = r"(?:1[4-9]|20)\d\d"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
TH = r"(?:st|nd|rd|th)?"
ORDINAL = rf"(?:{_longest_first(NTH)})"
_BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(_DIGITS)}))?|{_longest_first([*_TEENS, *_DIGITS])})"
NUMBER = (
    rf"(?:\d+(?:,\d\d\d)*(?:\.\d+)?(?:[\s-]\d/\d)?|(?:(?:an?|{_BELOW_100})\s+)?(?:hundred|thousand)(?:\s+(?:and\s+)?{_BELOW_100})?"
    rf"|half an?|{_BELOW_100}|an?|several|a few|few|a couple of|couple of|a couple|a dozen|many)"
)
WORDED_YEAR = rf"(?:(?:nineteen|eighteen|seventeen)[\s-](?:hundred|oh[\s-](?:{'|'.join(_DIGITS)})|{_BELOW_100})|two thousand(?:\s+and)?\s+{_BELOW_100}|twenty[\s-](?:{_longest_first([*_TEENS])}|(?:twenty|thirty)(?:-(?:{'|'.join(_DIGITS)}))?))"
UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|nights?|weekends?|quarters?)"
ABOUT = (
    r"(?:(?P<bound>about|around|approximately|roughly|some|nearly|almost|more than|over|at least|less than|under|up to|just over|just under"
    r"|only|just|barely|well over|no more than|as long as|as many as|fewer than|close to|a mere|a further|another|an estimated)\s+(?:the\s+)?)?"
)
HALF, HALF_AFTER = (rf"(?:(?:\s+and\s+|-and-)(?P<{name}>a half|half|a quarter|a-half))?" for name in ("half", "half2"))
PART = (
    r"(?:(?:the\s+)?(?P<part>(?:very\s+)?(?:early|late|mid|earlier|later)[\s-]+(?:in\s+)?(?:the\s+)?"
    r"|(?:very\s+)?(?:beginning|start|middle|end|close|turn|(?:latter|early|middle|later)\s+part|(?:early|first|final|last)\s+(?:days|weeks|months))\s+of\s+(?:the\s+)?))?"
)
TIMEOFDAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
PERIOD = r"(?:(?P<within>(?:\s+of)?\s+(?:this|last|next|that|the same|the following|the previous|the next)\s+year))?"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
BC = r"(?P<bc>bce?|b\.\s?c\.(?:\s?e\.)?|b\.\s?c)"
EARLIER = frozenset("last past previous preceding earlier prior".split())
LATER = frozenset("next coming following upcoming subsequent".split())

# A rule's signs are words or digits. Where a pattern lets two words be written together, they are one sign.
SIGN = re.compile(r"[a-z]+|\d")


def signs(folded: str) -> set[str]:
    """What a folded text holds of the signs of rules: its words, as runs of letters, and its digits."""
    return set(SIGN.findall(folded))


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTH_SIGN, DAYNAME_SIGN, SEASON_SIGN = frozenset(MONTHS), frozenset(WEEKDAYS), frozenset(SEASONS)
UNIT_SIGN = frozenset(UNITS) | {f"{unit}s" for unit in UNITS}
TIMEOFDAY_SIGN = words("morning afternoon evening night noon midday midnight dawn dusk")
DECADES = {w: 1900 + 10 * n for n, w in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)}
DECADE_SIGN = frozenset(DECADES)
NEAR_SIGN = words("yesterday today tomorrow tonight")
HIJRI_SIGN = frozenset(re.split(r"[\s'-]", name)[0] for name in HIJRI) | {"dhul"}


def part(word: str | None) -> Part | None:
    """Which part of a period a word means: "early", "the end of", "mid"."""
    if not word:
        return None
    if "mid" in word:
        return "mid"
    return "start" if any(w in word for w in ("earl", "begin", "start", "first", "turn")) else "end"


def edge(word: str | None) -> bool:
    """Whether a word means the very beginning or end of a period ("the end of"), and not a stretch of it ("late")."""
    return bool(word) and any(w in str(word) for w in ("beginning", "start", "end of", "close"))


def amount(words: str) -> float | None:
    """The number that a count in a time expression stands for; None for "several", "a few"."""
    words = words.strip()
    fixed = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "couple of": 2.0, "a couple": 2.0, "a dozen": 12.0, "half a": 0.5, "half": 0.5, "half an": 0.5}
    if words in fixed:
        return fixed[words]
    if words[:1].isdigit():
        whole, _, fraction = words.replace("-", " ").replace(",", "").partition(" ")
        over, _, under = fraction.partition("/")
        return float(whole) + (int(over) / int(under) if under and int(under) else 0.0)
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", words):
        if word in ("a", "an", "and"):
            continue
        if word in ("hundred", "thousand"):
            current = (current or 1.0) * (100 if word == "hundred" else 1000)
            if word == "thousand":
                total, current = total + current, 0.0
        elif word in ONES or word in TENS:
            current += ONES.get(word, TENS.get(word, 0))
        else:
            return None
    return total + current


def worded_year(words: str) -> int | None:
    """ "nineteen ninety-six", "two thousand and five", "twenty twelve": the year."""
    parts = [w for w in re.split(r"[\s-]+", words) if w not in ("and", "oh")]
    if parts[:2] == ["two", "thousand"]:
        rest = amount(" ".join(parts[2:])) if parts[2:] else 0.0
        return 2000 + int(rest or 0)
    century = amount(parts[0])
    rest = 0.0 if parts[1:] == ["hundred"] else amount(" ".join(parts[1:])) if parts[1:] else None
    return None if century is None or rest is None or rest >= 100 else int(century) * 100 + int(rest)


def unit(word: str) -> tuple[Unit, float]:
    """The unit a word names, and how many of them it is (a fortnight is two weeks)."""
    word = word.rstrip("s") if word != "centuries" else "century"
    return UNITS.get(word, "D"), FACTORS.get(word, 1.0)


def direction(word: str | None) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return -1 if word in EARLIER else 1 if word in LATER else 0


class Found:
    """A match with its folded groups and the span in the original text."""

    def __init__(self, match: re.Match[str], folded: Folded, shift: int, text: str) -> None:
        self.match, self.original, self._folded, self._shift = match, text, folded, shift
        start, end = folded.span(*match.span())
        self.span = Span(start + shift, end + shift)
        while self.span.end > self.span.start and text[self.span.end - 1] in " .," and match[0][-1:] not in ".,":
            self.span = Span(self.span.start, self.span.end - 1)

    def __getitem__(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def more(self) -> float:
        """What "and a half", "and a quarter" adds to a count."""
        told = self["half"] or self["half2"] or ""
        return 0.25 if "quarter" in told else 0.5 if told else 0.0

    @property
    def before(self) -> str:
        """The folded words in front, up to 24 characters."""
        return self.match.string[max(0, self.match.start() - 24) : self.match.start()]

    @property
    def behind(self) -> str:
        return self.match.string[self.match.end() : self.match.end() + 24]

    @property
    def written(self) -> str:
        return self.original[self.span.start : self.span.end]

    def without(self, lead: int) -> Span:
        """The span without its first characters (a preposition that is no part of it)."""
        return Span(self.span.start + lead, self.span.end)

    def spelt(self, name: str) -> str:
        """A group as the text writes it."""
        start, end = self._folded.span(*self.match.span(name))
        return self.original[start + self._shift : end + self._shift]

    def span_of(self, first: str, last: str | None = None) -> Span:
        """The characters of a group, or from one group to another."""
        begin, end = self.match.start(first), self.match.end(last or first)
        begin, end = self._folded.span(begin, end)
        return Span(begin + self._shift, end + self._shift)

    def number(self, name: str) -> int | None:
        value = self[name]
        return NTH.get(value) or int(value) if value else None

    def year(self, name: str = "year") -> int | None:
        """The year as an astronomical number (490 BC is -489); None where none is given or it is 1 BC, which has no number here."""
        value = self.number(name)
        return 1 - value or None if value and self["bc"] else value

    def month(self, name: str = "month") -> int | None:
        value = self[name]
        return MONTHS.get(value.rstrip(".")) if value else None

    def within(self) -> TimeExpr | None:
        """The year a month or day is said to lie in: "of that year", "last year"."""
        words = self["within"]
        if not words:
            return None
        word = words.split()[-2]
        if word in ("that", "same"):
            return TimeExpr(span=self.span, op="same", unit="Y", base="context")
        base = "telling" if words.split()[-3:-2] == ["the"] else "anchor"
        return TimeExpr(span=self.span, op="unit", unit="Y", direction=direction(word), base=base)  # type: ignore[arg-type]


Reader = Callable[[Found], TimeExpr | None]
RULES: list[Rule[Found]] = []


def rule(pattern: str, *needs: frozenset[str]) -> Callable[[Reader], Reader]:
    """A pattern, and the sets of signs of which every match shows one each."""

    def add(reader: Reader) -> Reader:
        RULES.append(Rule(re.compile(r"(?<![\w.,-])(?<!\w')(?<!⁄)(?<!\d/)(?:" + pattern + r")(?!\w)"), reader, needs))
        return reader

    return add
