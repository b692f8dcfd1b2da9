"""English times of day: "3:15 p.m.", "15h30", "half past eight", "tomorrow at 8", "from 3 to 5pm"."""

from __future__ import annotations

import re

from rashomon.lang.base import TimeExpr
from rashomon.lang.en.numbers import ONES, TENS
from rashomon.lang.en.time_words import DAYNAME, Found, amount, rule, words
from rashomon.lang.time_rules import DIGIT
from rashomon.model import Span

_HOURS = {w: n for w, n in ONES.items() if 1 <= n <= 12}
_MINUTES = {w: n for w, n in {**ONES, **TENS}.items() if 5 <= n < 60}
_HOUR, _MINUTE = "|".join(sorted(_HOURS, key=len, reverse=True)), "|".join(sorted(_MINUTES, key=len, reverse=True))
_AP = r"[ap]\.\s?m\b\.?|[ap]m\b"
_HALF_OF_DAY = r"in\s+the\s+(?:early\s+)?(?:morning|afternoon|evening)|at\s+night"
_ZONE = r"(?:\s*\(?(?:gmt|utc|est|edt|cet|local\s+time)\b\)?)?"
_POINTS = {"noon": 12, "midday": 12, "midnight": 24}
_SIGN = frozenset(_HOURS) | DIGIT


def at(hour: int, minute: int, half: str | None, seconds: str | None = None, zone: str = "") -> str | None:
    """A time of day as TIMEX3 writes it, its hour counted as `half` ("pm", "in the morning") says; None where there is none such."""
    told = re.sub(r"[.\s]|o'?clock", "", half or "")
    late = told in ("pm", "intheafternoon", "intheevening", "intheearlyevening", "intheearlyafternoon") or (told == "atnight" and hour >= 6)
    if told and hour <= 12:
        hour = hour % 12 + 12 * late
    return f"T{hour:02d}:{minute:02d}{f':{seconds}' if seconds else ''}{zone}" if hour < 24 and minute < 60 else None


def _of(span: Span, clock: str | None) -> TimeExpr | None:
    return TimeExpr(span=span, op="unit", unit="D", base="telling", clock=clock) if clock else None


@rule(rf"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:\s*(?P<ap>{_AP})|\s+(?P<half>{_HALF_OF_DAY}))?{_ZONE}", DIGIT)
@rule(rf"(?P<h>1[0-2]|[1-9])\s*(?:(?P<ap>{_AP})|o'clock(?:\s+(?P<half>{_HALF_OF_DAY}))?|(?P<half2>{_HALF_OF_DAY})){_ZONE}", DIGIT)
@rule(rf"(?P<h>[01]?\d|2[0-3])h(?P<m>[0-5]\d){_ZONE}", DIGIT)
@rule(
    rf"(?P<word>{_HOUR})(?:[\s-]+(?P<minute>{_MINUTE}))?\s+(?:(?P<ap>{_AP})|o'clock(?:\s+(?P<half>{_HALF_OF_DAY}))?|(?P<half2>in\s+the\s+(?:morning|afternoon|evening)))",
    frozenset(_HOURS),
)
def _clock(found: Found) -> TimeExpr | None:
    half = found["ap"] or found["half"] or found["half2"]
    if not half and "." in found.match[0]:
        return None
    if found["half2"] and re.search(r"\b(?:[a-z]+ty|hundred|and|killed|wounded|injured|least|than|other|first|last|of|were|all)[\s-]$", found.before):
        return None  # a count of something
    hour = _HOURS[found["word"] or "one"] if found["word"] else int(found["h"] or 0)
    minute = _MINUTES[found["minute"] or "five"] if found["minute"] else int(found["m"] or 0)
    zone = "Z" if re.search(r"\b(?:gmt|utc)\W*$", found.match[0]) else ""
    return _of(found.span, at(hour, minute, half, found["s"], zone))


@rule(
    rf"(?:(?:an?\s+)?(?P<part>quarter|half)|(?P<count>{_MINUTE}|[1-5]?\d)(?P<told>\s+min(?:ute)?s?)?)\s+(?P<side>past|to|after|before)\s+"
    rf"(?:(?P<h>1[0-2]|[1-9])|(?P<word>{_HOUR})|(?P<point>noon|midnight|midday))(?:\s*(?P<ap>{_AP})|\s+o'clock|\s+(?P<half>{_HALF_OF_DAY}))?(?![:.]\d|\s*%)",
    words("past to after before"),
    _SIGN | frozenset(_POINTS),
)
def _before_or_past(found: Found) -> TimeExpr | None:
    """ "half past eight", "a quarter to nine", "20 minutes past noon"; "ten to three" may be a score, and "3 to 5 p.m." is a range."""
    half, side = found["ap"] or found["half"], found["side"] or ""
    after = side in ("past", "after")
    if found["part"] == "half" and side != "past":
        return None
    if not (found["part"] == "quarter" or side == "past" or found["told"]):
        return None
    minutes = {"quarter": 15, "half": 30}.get(found["part"] or "") or int(amount(found["count"] or "") or 0)
    if not 0 < minutes < 60:
        return None
    hour = _POINTS[found["point"] or ""] if found["point"] else _HOURS[found["word"] or ""] if found["word"] else int(found["h"] or 0)
    moment = at(hour % 24, 0, half)
    if moment is None:
        return None
    total = (int(moment[1:3]) * 60 + (minutes if after else -minutes)) % 1440
    return _of(found.span, f"T{total // 60:02d}:{total % 60:02d}")


@rule(r"(?:12\s+)?(?P<point>noon|midday|midnight)", frozenset(_POINTS))
def _point(found: Found) -> TimeExpr | None:
    # "by noon" is a term, and not the time of anything
    if not re.search(r"\b(?:at|until|till|since|around|about|from|to)\s+$", found.before) or re.match(r"(?:'s|-|\s+(?:prayers?|sun)\b)", found.behind):
        return None
    return _of(found.span, f"T{_POINTS[found['point'] or '']:02d}:00")


_DAYWORD = rf"(?:tomorrow|today|tonight|yesterday|{DAYNAME}|morning|afternoon|evening|night)"


@rule(
    rf"(?P<lead>at\s+(?:about\s+|around\s+)?)(?P<h>1[0-2]|[1-9])(?=\s*(?:$|[.,;?!)](?!\d)|(?:and|or|until|on|for|{_DAYWORD}|this|last|in\s+the)\b))",
    DIGIT,
    words("at"),
)
def _bare(found: Found) -> TimeExpr | None:
    """ "tomorrow at 8", "at 8 on Monday": an hour by itself, beside a day."""
    front = re.search(rf"\b{_DAYWORD}\s*,?\s+$", found.before)
    behind = re.match(
        rf"\s+(?:on\s+{DAYNAME}|(?:this\s+|in\s+the\s+)(?:morning|afternoon|evening)|tonight|tomorrow|today|yesterday|last\s+night)\b", found.behind
    )
    return _of(found.span_of("h"), f"T{int(found['h'] or 0):02d}:00") if front or behind else None


_END = rf"(?:(?P<{{0}}>[01]?\d|2[0-3])(?::(?P<{{1}}>[0-5]\d))?(?:\s*(?P<{{2}}>{_AP}|o'?clock))?|(?P<{{3}}>noon|midday|midnight))"


@rule(
    rf"(?P<lead>from\s+|between\s+)?(?P<first>{_END.format('h', 'm', 'ap', 'point')})\s*(?P<joint>-|–|to|until|till|through|and)\s*(?P<last>{_END.format('h2', 'm2', 'ap2', 'point2')})(?![:.,]?\d|%|-)",
    DIGIT | frozenset(_POINTS),
)
def _from_to(found: Found) -> TimeExpr | None:
    """ "3 to 5pm", "from 9 a.m. until noon", "between 9:30 and 11": two times of day, with a sign that they are such."""
    lead, joint = (found["lead"] or "").strip(), found["joint"]
    told = found["ap"] or found["ap2"] or (found["m"] and found["m2"]) or (lead and (found["m"] or found["m2"]))
    if not told or (joint == "and") != (lead == "between") or (lead == "between" and joint not in ("and", "-")):
        return None
    ends: list[str] = []
    for hour, minute, half, point in (("h", "m", "ap", "point"), ("h2", "m2", "ap2", "point2")):
        if found[point]:
            ends.append(f"T{_POINTS[found[point] or '']:02d}:00")
        elif (moment := at(int(found[hour] or 0), int(found[minute] or 0), found[half])) is None:
            return None
        else:
            ends.append(moment)
    if found["ap2"] and found["h"] and not found["ap"] and int(found["h"] or 0) <= 12:  # "3 to 5pm", but "11 to 1pm"
        late = at(int(found["h"] or 0), int(found["m"] or 0), found["ap2"]) or ""
        ends[0] = late if late < ends[1] else at(int(found["h"] or 0), int(found["m"] or 0), "am" if "p" in (found["ap2"] or "") else "pm") or ""
    first, last = (_of(found.span_of(name), clock) for name, clock in (("first", ends[0]), ("last", ends[1])))
    return TimeExpr(span=found.span, op="range", first=first, last=last)
