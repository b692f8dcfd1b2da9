"""English times that count from another: weekdays, "last May", "two days ago", "the next day", "this week", "recently"."""

from __future__ import annotations

import re

from rashomon.lang.base import TimeExpr
from rashomon.lang.en.time_words import (
    ABOUT,
    DAY,
    DAYNAME,
    DAYNAME_SIGN,
    DAYTIMES,
    HALF,
    HALF_AFTER,
    MONTH,
    MONTH_SIGN,
    NEAR_SIGN,
    NUMBER,
    ORDINAL,
    PART,
    PLAIN,
    TH,
    TIMEOFDAY,
    TIMEOFDAY_SIGN,
    UNIT,
    UNIT_SIGN,
    UNITS,
    WEEKDAYS,
    Found,
    amount,
    direction,
    edge,
    part,
    rule,
    unit,
    words,
)  # fmt: skip
from rashomon.model import Span

_LEADING_IN = re.compile(r"(?:^|[\s(])(?:in|since|until|till|by|of|during|from|to|for|and|this|last|next|through|between|throughout|around|before|after)\s+$")
# Behind "two days before": what begins an event that no date names, so that the words give a length of time only.
_AN_EVENT = re.compile(r"\s+(?:his|her|their|its|the|an?|it|he|she|they|that|this|these|those|[a-z]+ing|[A-Z]\w+)\b", re.I)


@rule(
    rf"(?:(?:the\s+)?(?P<tod1>noon|midday|midnight|(?:early\s+|late\s+|mid[\s-])?(?:morning|afternoon|evening|night))(?:\s+on|,)?\s+)?(?:on\s+)?"
    rf"(?:(?:the\s+|this\s+)?(?P<dir>last|next|this|previous|following|past|coming|that)\s+)?{PART}(?P<weekday>{DAYNAME})(?:\s+(?P<tod>{TIMEOFDAY}))?(?P<plural>s)?",
    DAYNAME_SIGN | {f"{day}s" for day in DAYNAME_SIGN},
)
def _weekday(found: Found) -> TimeExpr | None:
    name = (found["weekday"] or "").rstrip(".")
    written = found.spelt("weekday")
    if (not written[0].isupper() and name not in PLAIN) or (found["plural"] and not found["tod"]):
        return None
    if len(name) == 3 and name in ("sun", "sat", "wed", "mon") and not written.endswith(".") and not re.match(r",?\s+\d", found.behind):
        return None
    word, tod = found["dir"] or "", found["tod"] or (found["tod1"] or "").split("-")[-1].split(" ")[-1]
    lead = 0 if found["tod1"] or not found.match[0].startswith("on ") else 3
    if found["plural"]:
        return TimeExpr(span=found.without(lead), op="set", weekday=WEEKDAYS[name], clock=DAYTIMES.get(tod))
    base = "context" if word in ("previous", "following", "that") else "anchor"
    return TimeExpr(
        span=found.without(lead), op="weekday", weekday=WEEKDAYS[name], direction=direction(word), base=base,  # type: ignore[arg-type]
        part=part(found["part"]), clock=DAYTIMES.get(tod),
    )  # fmt: skip


@rule(
    rf"(?:on\s+)?(?P<weekday>{DAYNAME})(?:\s+(?P<tod>{TIMEOFDAY}))?,?\s+(?:of\s+|from\s+)?(?P<dir>last|this|next)\s+week(?!\s*end)", DAYNAME_SIGN, words("week")
)
@rule(rf"(?P<dir>last|this|next)\s+week(?:'s)?\s+(?:on\s+)?(?P<weekday>{DAYNAME})(?:\s+(?P<tod>{TIMEOFDAY}))?", DAYNAME_SIGN, words("week"))
def _weekday_of_week(found: Found) -> TimeExpr | None:
    """ "Tuesday of last week", "next week Monday"."""
    name, lead = (found["weekday"] or "").rstrip("."), 3 if found.match[0].startswith("on ") else 0
    if not found.spelt("weekday")[0].isupper() and name not in PLAIN:
        return None
    week = TimeExpr(span=found.span, op="unit", unit="W", direction=direction(found["dir"]))
    return TimeExpr(span=found.without(lead), op="nth", number=1, weekday=WEEKDAYS[name], first=week, clock=DAYTIMES.get(found["tod"] or ""))


@rule(
    rf"(?P<weekday>{DAYNAME}),?\s+(?:(?:the\s+)?(?P<day>{DAY})(?:st|nd|rd|th)|the\s+(?P<ord>{ORDINAL}))(?!\s+(?!(?:at|in|and|or|from|when|to|by|with|for)\b)[a-z])",
    DAYNAME_SIGN,
)
def _numbered_day(found: Found) -> TimeExpr | None:
    """ "Tuesday the 14th": a weekday and a day of a month that is not named."""
    name = (found["weekday"] or "").rstrip(".")
    if not found.spelt("weekday")[0].isupper() and name not in PLAIN:
        return None
    return TimeExpr(span=found.span, op="date", weekday=WEEKDAYS[name], day=found.number("day") or found.number("ord"))


@rule(rf"(?P<dir>last|this|next|past|previous|following|coming|of\s+that)\s+{PART}(?P<month>{MONTH})", MONTH_SIGN)
def _month_relative(found: Found) -> TimeExpr | None:
    if found.spelt("month")[0].islower() and found["month"] not in PLAIN:
        return None
    word = found["dir"] or ""
    if word == "of that":
        return None
    return TimeExpr(span=found.span, op="date", month=found.month(), direction=direction(word), this=word == "this", part=part(found["part"]))


@rule(rf"{PART}(?:(?:in|since|until|by|of|during|from|before|after)\s+)?(?P<month>{MONTH})", MONTH_SIGN)
def _month_alone(found: Found) -> TimeExpr | None:
    """A month by itself: capitalised, and for "May" and "March" only where a preposition or a part stands before."""
    written = found.spelt("month")
    name = written.rstrip(".")
    if (not written[0].isupper() and name not in PLAIN) or (
        written[0].isupper()
        and len(name) <= 4
        and name not in ("May", "June", "July", "Sept")
        and not written.endswith(".")
        and not (
            name != "Mar"
            and re.search(r"\b(?:in|since|until|till|during|through|from|to)\s+$", found.before)
            and not re.match(r"\s+[A-Z]", found.original[found.span.end :])
        )
    ):
        return None
    if found.written == written and name in ("May", "March", "August") and not _LEADING_IN.search(found.before):
        return None
    start = found.span.end - len(found.written[found.written.rindex(name) :]) if not found["part"] else found.span.start
    return TimeExpr(span=Span(start, found.span.end), op="date", month=found.month(), part=part(found["part"]), edge=edge(found["part"]))


@rule(
    rf"{ABOUT}(?P<num>{NUMBER}){HALF}[\s-]+(?:(?:full|whole|long|short|more)\s+)?(?P<unit>{UNIT}){HALF_AFTER}(?:\s+or\s+(?:so|more|two))?\s+"
    r"(?P<dir>ago|earlier|later|before|after|previously|afterwards?|hence|beforehand|prior)(?P<that>\s+that)?",
    UNIT_SIGN,
    words("ago earlier later before after previously afterwards afterward hence beforehand prior"),
)
@rule(r"(?:(?P<num>many|several|some)\s+)?(?P<unit>days|weeks|months|years|decades)\s+(?P<dir>ago)", UNIT_SIGN, words("ago"))
@rule(r"(?P<num>an?)\s+(?P<unit>week|month|year|day)\s+or\s+so\s+(?P<dir>ago|earlier|later)", UNIT_SIGN, words("ago earlier later"))
def _shift(found: Found) -> TimeExpr | None:
    """A length of time before or after another time. Before an event that no date names, only the length is a time."""
    word = found["dir"] or ""
    name, factor = unit((found["unit"] or "").strip())
    count = amount(found["num"]) if found["num"] else None
    value = None if count is None else count * factor + found.more()
    rough = found["bound"] not in (None, "", "only", "just", "barely") or value is None or " or " in found.match[0]
    if word in ("before", "after", "prior") and not found["that"] and _AN_EVENT.match(found.behind):
        lead = (found["bound"] or "").startswith(("just", "only", "barely"))
        if found["num"] in ("a", "an") and name == "D":
            return None
        end = found.span.end - len(word)
        while end > found.span.start and found.original[end - 1].isspace():
            end -= 1
        start = found.span.start + (len(found["bound"] or "") + 1 if lead else 0)
        return TimeExpr(span=Span(start, end), op="duration", unit=name, amount=value, approx=rough)
    sign = -1 if word in ("ago", "earlier", "before", "previously", "beforehand", "prior") else 1
    base = "anchor" if word in ("ago", "hence") else "context"
    return TimeExpr(span=found.span, op="shift", unit=name, amount=value, direction=sign, approx=rough, base=base)  # type: ignore[arg-type]


_COMING = re.compile(r"(?:\bwill\b|'ll\b|\bwould\b|\bdue\b|\bexpected\b|\bplans?\b|\bto be\b)[^.;]*$")


@rule(
    rf"(?P<lead>in\s+)?{ABOUT}(?P<num>{NUMBER}){HALF}[\s-]+(?:more\s+)?(?P<unit>{UNIT}){HALF_AFTER}(?P<from>'?\s*(?:from\s+(?:now|today)|time\b))?", UNIT_SIGN
)
def _ahead(found: Found) -> TimeExpr | None:
    """ "two weeks from now"; "in two weeks" where the sentence has just spoken of what will be."""
    text = found.match.string
    coming = found["lead"] and _COMING.search(text[max(0, found.match.start() - 60) : found.match.start()])
    if not (found["from"] or coming) or re.match(r"\s+(?:of|ago|or)\b", found.behind):
        return None
    name, factor = unit(found["unit"] or "")
    count = amount(found["num"] or "")
    value = None if count is None else count * factor + found.more()
    return TimeExpr(span=found.span, op="shift", unit=name, amount=value, direction=1, approx=found["bound"] is not None)


@rule(r"(?:the|a)\s+(?P<unit>day|night|week|month|year)\s+(?P<dir>before|after)\s+(?P<yesterday>yesterday|tomorrow)", UNIT_SIGN, NEAR_SIGN)
def _day_but_one(found: Found) -> TimeExpr | None:
    return TimeExpr(span=found.span, op="shift", unit="D", amount=2, direction=-1 if found["yesterday"] == "yesterday" else 1)


@rule(
    r"(?:(?P<part>early|earlier|late|later)\s+(?:on\s+)?)?the\s+(?:very\s+)?(?P<dir>same|previous|following|next|preceding)\s+(?P<unit>day|night|week|month|year|decade|century|morning|evening|afternoon|weekend)",
    UNIT_SIGN | TIMEOFDAY_SIGN,
    words("same previous following next preceding"),
)
@rule(
    r"(?:the|a)\s+(?P<unit>day|week|month|year|night)\s+(?P<dir>before|after|earlier|later|prior|following)",
    UNIT_SIGN,
    words("before after earlier later prior following"),
)
@rule(
    r"(?:(?P<part>early|earlier|late|later)\s+(?:on\s+)?)?(?P<dir>that)\s+(?:same\s+|very\s+)?(?P<unit>day|night|week|month|year|decade|morning|evening|afternoon|weekend)",
    UNIT_SIGN | TIMEOFDAY_SIGN,
    words("that"),
)
def _context(found: Found) -> TimeExpr | None:
    word, unit_word = found["dir"] or "", found["unit"] or "day"
    if found.match[0].startswith(("a ", "the day ")) and word in ("before", "after", "prior") and _AN_EVENT.match(found.behind):
        return None
    if unit_word in ("decade", "year") and word == "that" and re.match(r"\s+(?:when|of|in which)\b", found.behind):
        return None
    name = UNITS.get(unit_word, "D")
    clock = "WE" if unit_word == "weekend" else DAYTIMES.get(unit_word)
    if word in ("same", "that"):
        return TimeExpr(span=found.span, op="same", unit=name, base="context", clock=clock, part=part(found["part"]))
    sign = -1 if word in ("previous", "before", "earlier", "prior", "preceding") else 1
    return TimeExpr(span=found.span, op="shift", unit=name, amount=1, direction=sign, base="context", clock=clock, part=part(found["part"]))


@rule(
    rf"(?:(?P<tod1>noon|midnight|mid[\s-](?:morning|afternoon|day)|(?:early|late)\s+(?:morning|afternoon|evening))\s+)?(?:(?P<part>early|late|earlier|later)\s+)?"
    rf"(?P<day>yesterday|today|tomorrow|tonight|last night)(?:\s+(?P<tod>{TIMEOFDAY}))?",
    NEAR_SIGN | {"night"},
)
def _near_day(found: Found) -> TimeExpr | None:
    day = found["day"] or ""
    sign = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(day, 0)
    tod = found["tod"] or re.split(r"[\s-]", found["tod1"] or "")[-1]
    clock = "NI" if "night" in day else DAYTIMES.get(tod)
    return TimeExpr(span=found.span, op="unit", unit="D", direction=sign, clock=clock, part=part(found["part"]))


@rule(
    rf"(?:(?P<later>so\s+far\s+|earlier\s+|later\s+)|{PART})(?P<dir>this|last|next|(?:the\s+)?(?:coming|upcoming|current))\s+(?P<unit>week|month|year|weekend|decade|century|quarter)(?:'s)?",
    UNIT_SIGN,
    words("this last next coming upcoming current"),
)
@rule(r"(?:so\s+far\s+|earlier\s+|later\s+)?(?P<dir>this)\s+(?P<unit>morning|afternoon|evening)", TIMEOFDAY_SIGN, words("this"))
def _unit_relative(found: Found) -> TimeExpr | None:
    word, unit_word = (found["dir"] or "").split()[-1], found["unit"] or ""
    if unit_word in DAYTIMES:
        return TimeExpr(span=found.span, op="unit", unit="D", direction=0, clock=DAYTIMES[unit_word])
    span = found.span
    if found.written.endswith(("'s", "’s")):
        span = Span(span.start, span.end - 2)
    clock = "WE" if unit_word == "weekend" else "Q" if unit_word == "quarter" else None
    later = (found["later"] or "").strip() or (found["part"] or "").split(" ")[0]
    return TimeExpr(
        span=span, op="unit", unit=UNITS[unit_word], direction=direction(word), clock=clock, part=part(found["part"]), edge=edge(found["part"]),
        up_to=-1 if later in ("so far", "earlier") else 1 if later == "later" else 0,
    )  # fmt: skip


@rule(r"(?:the\s+)?year[\s-]end|year's\s+end|(?:the\s+)?month[\s-]end", words("year month"), words("end"))
@rule(
    rf"{PART.removesuffix('?')}(?P<unit>day|week|month|year|decade|century|quarter|weekend)",
    UNIT_SIGN,
    words("beginning start middle end close turn part late later early earlier days weeks months mid very"),
)
@rule(r"the\s+(?P<unit>weekend)", UNIT_SIGN)
@rule(r"(?:the\s+)?(?P<whole>(?:rest|remainder)\s+of\s+)(?:the\s+)?(?P<unit>day|week|month|year)", UNIT_SIGN, words("rest remainder"))
@rule(
    r"the\s+(?P<whole>full|whole|entire|current|fiscal|current\s+fiscal|financial)\s+(?:fiscal\s+)?(?P<unit>year)",
    UNIT_SIGN,
    words("full whole entire current fiscal financial"),
)
def _unit_told(found: Found) -> TimeExpr | None:
    """ "the end of the month", "later in the day": a period that the telling has named, or the report's own."""
    word = found["unit"] or ("month" if "month" in found.match[0] else "year")
    named = found["part"] or ""
    if found["unit"] and word != "weekend" and not found["whole"] and not named.endswith("the "):
        return None
    if re.match(r"\s+(?:of|when|that|end(?:ed|ing))\b", found.behind) and word != "weekend":
        return None
    if found["whole"]:
        return TimeExpr(span=found.span, op="unit", unit=UNITS[word], base="telling", up_to=1 if "of" in (found["whole"] or "") else 0)
    clock = "WE" if word == "weekend" else "Q" if word == "quarter" else None
    return TimeExpr(
        span=found.span,
        op="unit",
        unit=UNITS[word],
        base="telling",
        clock=clock,
        part=part(named) if named else None if word == "weekend" else "end",
        edge=edge(named) if named else word != "weekend",
    )


@rule(rf"(?:the\s+)?(?P<day>{DAY}|{ORDINAL}){TH}\s+(?:day\s+)?of\s+(?P<dir>this|last|next|the|that|the\s+same)\s+month", words("month"))
@rule(rf"the\s+(?P<day>{DAY}|{ORDINAL}){TH}\s+(?P<dir>this|last|next)\s+month", words("month"))
def _day_of_month(found: Found) -> TimeExpr | None:
    word = (found["dir"] or "").split()[-1]
    if word in ("the", "that", "same"):
        return TimeExpr(span=found.span, op="same", unit="M", base="context", day=found.number("day"))
    return TimeExpr(span=found.span, op="unit", unit="M", direction=direction(word), day=found.number("day"))


@rule(
    rf"(?P<lead>in\s+)?(?:(?:the|these)\s+)?(?P<dir>past|last|next|coming|upcoming|preceding|previous|following)\s+(?:(?P<num>{NUMBER})\s+)?(?P<unit>{UNIT})",
    UNIT_SIGN,
    words("past last next coming upcoming preceding previous following"),
)
@rule(
    rf"(?P<lead>in\s+)?(?:(?:the|these)\s+)?(?P<num>{NUMBER})\s+(?P<dir>past|last|next|coming|upcoming|preceding|previous|following)\s+(?P<unit>{UNIT})",
    UNIT_SIGN,
    words("past last next coming upcoming preceding previous following"),
)
def _window(found: Found) -> TimeExpr | None:
    """ "the past week", "the last three days": from then until now."""
    word, name = found["dir"] or "", (found["unit"] or "")
    told = "the " in found.match[0][: found.match[0].index(word)] or "these " in found.match[0][: found.match[0].index(word)]
    kind, factor = unit(name)
    if not found["num"] and (not told or name.endswith("s") or word not in ("past", "last", "coming", "next")):
        return None
    if name.startswith(("night", "weekend")):
        return None
    if (not found["num"] and word == "next") or (found.match.start("num") < found.match.start("dir") and found["num"] and not name.endswith("s")):
        return None
    span = found.without(len(found["lead"] or ""))
    count = amount(found["num"]) if found["num"] else 1.0
    sign = direction(word)
    if count is None:
        return TimeExpr(span=span, op="duration", unit=kind, approx=True)
    base = "context" if word in ("preceding", "previous", "following") else "anchor"
    if base == "context":
        return TimeExpr(span=span, op="duration", unit=kind, amount=count * factor)
    return TimeExpr(span=span, op="open", first=TimeExpr(span=span, op="shift", unit=kind, amount=count * factor, direction=sign), direction=sign)


_BACK = "recently|lately|more recently|in the past|recent (?:days|weeks|months|years|decades|times)|past years"
_AHEAD = "in the (?:near|distant) future|coming (?:days|weeks|months|quarters|years|decades)|a later (?:date|time)"
_HERE = "currently|at present|at the moment|at this time|these days|nowadays|right now"


@rule(
    rf"(?P<back>{_BACK})|(?P<ahead>{_AHEAD})|(?P<here>{_HERE})",
    words("recently lately past recent future coming later currently present moment time these nowadays right"),
)
def _reference(found: Found) -> TimeExpr | None:
    """A vague word for past, present or future; its value stays unknown."""
    lead = re.match(r"(?:in|at)\s+(?=the\s+(?:past|time|near|fore|dist|fut))", found.match[0])
    return TimeExpr(span=found.without(len(lead[0]) if lead else 0), op="ref", direction=-1 if found["back"] else 1 if found["ahead"] else 0)
