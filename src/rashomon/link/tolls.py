"""Figures compared: the same, an update, of another scope, or such that cannot both hold (`differs`).

Two figures are compared when they are of one sort and speak of one event, or of one thing at one place in one period.
Bounds are intervals and are honoured: "at least 23" and 41 agree, "no more than nine" and "at least 23" do not. A later,
higher count of the dead is an update and no quarrel; a later, smaller count is one. A part of a whole, another period,
another place or another unit is another scope, and figures of two scopes never quarrel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon import edtf
from rashomon.lang.base import VAGUE
from rashomon.lang.folding import fold
from rashomon.model import Extraction, Figure, Relation, digest
from rashomon.spans import Piece, Places

Verdict = Literal["same", "update", "scope", "conflict"]
COUNTED = ("deaths", "injuries", "detained", "missing", "displaced", "migrants", "fighters")
GROWING = ("deaths", "injuries", "displaced", "migrants", "missing")
# Words for the same people in both languages; the first names the group. What no line has is compared by its own word.
_SUBJECTS = (
    "people person persons dead killed deaths death others bodies body casualties victims victim fatalities lives wounded injured شخص شخصا أشخاص قتيل قتيلا قتلى ضحية ضحايا جثة جثث آخرين آخرون الأشخاص القتلى جريحا جريح جرحى مصاب مصابا",
    "children child minors minor boys girls babies infants طفل طفلا أطفال أطفالا طفلين طفلان الأطفال", "women woman امرأة امرأتان امرأتين نساء سيدات", "men man رجل رجلا رجال رجلين رجلان",
    "civilians civilian مدني مدنيا مدنيين مدنيون المدنيين", "soldiers soldier troops جندي جنديا جنود جنديين جنديان", "police policemen policeman شرطي شرطيا شرطيين",
    "fighters fighter militants militant gunmen rebels rebel مقاتل مقاتلا مقاتلين مسلح مسلحا مسلحين مسلحون المسلحين", "families family households household عائلة عائلات أسرة أسر", "guards guard حارس حارسا حراس",
    "workers worker عامل عاملا عمال", "journalists journalist reporters reporter صحفي صحفيا صحفيين صحافيين صحافيا", "medics medic doctors doctor nurses مسعف مسعفين طبيب أطباء",
    "prisoners prisoner detainees detainee معتقل معتقلا معتقلين سجين سجينا سجناء أسير أسيرا أسرى", "refugees refugee لاجئ لاجئا لاجئين", "displaced نازح نازحا نازحين",
)  # fmt: skip
SUBJECT = {fold(word): line.split()[0] for line in _SUBJECTS for word in line.split()}
WHOLE = "people"
BODIES = frozenset(map(fold, "body bodies corpse corpses جثة جثث جثتين جثتان جثمان جثامين".split()))
MOST = 40  # relations of one event and sort
MOST_COMPARED = 120  # figures of one group that are set against each other, the earliest first
LONG = 31  # days beyond which a period is no longer that of one event


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure with what it is compared by; `place` is an entity."""

    figure: Figure
    event: str | None
    speaker: str | None
    speaker_name: str
    origin: str
    published: str | None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two figures are to each other, and one plain sentence that says why."""

    verdict: Verdict
    reason: str


def counted(
    file: Extraction,
    speaker_of: Mapping[str, str | None],
    event_of: Mapping[str, str],
    source: Callable[[str, int, int], str],
    entity_of: Mapping[str, str] | None = None,
) -> list[Counted]:
    """The figures of a file with who gives them. `speaker_of` maps statements, `event_of` figures, `entity_of` mentions; `source` tells
    which document a line of another counts for (document, start, end)."""
    documents = {d.id: d for d in file.documents}
    held = Places(Piece(c.start, c.end, s) for s in file.statements for c in s.content)
    out = []
    for figure in file.figures:
        document = documents[figure.document]
        holding = [h.of for h in held.holding(figure)]
        statement = min(holding, key=lambda s: (sum(c.end - c.start for c in s.content), s.id), default=None)
        name = statement.chain[-1].name if statement and statement.chain else (document.outlet or document.file)
        out.append(
            Counted(
                figure=figure, event=event_of.get(figure.id), speaker=speaker_of.get(statement.id) if statement else None, speaker_name=name,
                origin=source(document.id, figure.start, figure.end), published=document.published, place=(entity_of or {}).get(figure.place or ""),
            )
        )  # fmt: skip
    return out


def compare(a: Counted, b: Counted) -> Comparison:
    """What two figures of one sort are to each other. Never a conflict where scopes differ or bounds overlap."""
    if scope := another_scope(a, b):
        return Comparison("scope", scope)
    if not apart(a.figure, b.figure):
        same = (a.figure.low, a.figure.high) == (b.figure.low, b.figure.high)
        return Comparison(
            "same", f"both give {a.figure.text}" if same and a.figure.text == b.figure.text else f"both can hold: {a.figure.text} and {b.figure.text}"
        )
    earlier, later = (b, a) if a.published and b.published and a.published > b.published else (a, b)
    newer = bool(earlier.published and later.published and earlier.published < later.published)
    higher = _range(later.figure)[0] > _range(earlier.figure)[1]
    if newer and higher and later.figure.category in GROWING and earlier.figure.bound not in ("at_most", "less_than"):
        return Comparison("update", f"{_told(earlier)} ({earlier.published}), then {_told(later)} ({later.published}): later and higher")
    if a.event is None or a.event != b.event:
        if not (a.place and a.place == b.place and a.figure.period and edtf.may_meet(a.figure.period, b.figure.period)):
            return Comparison("scope", "no event is known, nor one place and period, that both would be of")
        return Comparison("conflict", f"{_told(a)}; {_told(b)}. Both cannot hold of the same place and period.")
    return Comparison("conflict", f"{_told(a)}; {_told(b)}. Both cannot hold of the same event.")


def another_scope(a: Counted, b: Counted) -> str | None:
    """In which way two figures count different things, in words; None where nothing says so."""
    one, two = a.figure, b.figure
    if one.unit != two.unit:
        return f"in different units: {one.text}, {two.text}"
    if one.part_of == two.id or two.part_of == one.id or _is_part(one) != _is_part(two):
        part, whole = (a, b) if _is_part(one) else (b, a)
        return f"{part.figure.text} is a part of a whole, {whole.figure.text} is not"
    if (left := subject(one)) != (right := subject(two)):
        return f"one counts {left}, the other {right}"
    if one.category != two.category:
        return f"one counts {one.category}, the other {two.category}"
    if apart_in_time := _periods(one, two):
        return apart_in_time
    if a.place and b.place and a.place != b.place and (a.event is None or b.event is None):
        return "one is of one place, the other of another"
    return None


def _periods(one: Figure, two: Figure) -> str | None:
    """How the periods of two figures differ, in words."""
    a, b = one.period, two.period
    if a and b and edtf.is_valid(a) and edtf.is_valid(b) and edtf.may_meet(a, b) is False:
        return f"of different times: {_spelt(a)}, {_spelt(b)}"
    if a != b and (_is_long(a) != _is_long(b) or (_is_long(a) and _length(a) != _length(b))):
        return f"over different periods: {_spelt(a)}, {_spelt(b)}"
    return None


def _spelt(period: str | None) -> str:
    return edtf.in_words(period) if period and edtf.is_valid(period) else period or "no period"


def _is_long(period: str | None) -> bool:
    """Whether a period is longer than an event lasts: a duration of months, an open interval, a year."""
    days = _length(period)
    return days is not None and days > LONG


def _length(period: str | None) -> int | None:
    """Days of a period; the largest number where it is open, None where none is known."""
    if not period:
        return None
    if period.startswith("P"):
        number = "".join(c for c in period if c.isdigit() or c == ".")
        days = {"D": 1, "W": 7, "M": 30, "Y": 365}.get(period[-1]) if "T" not in period else 0
        return int(float(number) * days) if number and days is not None else None
    if not edtf.is_valid(period):
        return None
    ends = edtf.bounds(period)
    return (ends.latest - ends.earliest).days if ends.earliest and ends.latest else 10**6


def differing(counted: Sequence[Counted]) -> list[Relation]:
    """`differs` relations between figures, in order of ids."""
    groups: dict[tuple[str | None, str | None, str], list[Counted]] = defaultdict(list)
    for c in counted:
        if c.figure.category in COUNTED and (c.event or (c.place and c.figure.period)):
            groups[c.event, None if c.event else c.place, c.figure.category].append(c)
    out: dict[str, Relation] = {}
    for (event, _, _), own in sorted(groups.items(), key=lambda entry: tuple(k or "" for k in entry[0])):
        made = 0
        for a, b in pairs(own):
            if made >= MOST:
                break
            found = compare(a, b)
            if found.verdict == "conflict":
                relation = _relation(a, b, event, found.reason)
                made += relation.id not in out
                out[relation.id] = relation
    for a, b, reason in _shrinking(counted):
        relation = _relation(a, b, None, reason)
        out[relation.id] = relation
    return sorted(out.values(), key=lambda r: r.id)


def _relation(a: Counted, b: Counted, event: str | None, reason: str) -> Relation:
    one, two = sorted((a.figure.id, b.figure.id))
    return Relation(id=digest("relation", "differs", one, two), type="differs", a=one, b=two, event=event, reason=reason)


def subject(figure: Figure) -> str:
    """What is counted, in one word that is the same in both languages; `people` where it is not said."""
    if figure.unit:
        return figure.unit
    words = fold(figure.counts or "").split()
    known = [SUBJECT[w] for w in words if w in SUBJECT]
    if known:
        return next((w for w in reversed(known) if w != WHOLE), WHOLE)
    head = words[-1] if words and words[0].isascii() else words[0] if words else ""
    if not head:
        return WHOLE
    return head.removesuffix("s") if head.isascii() else head.removesuffix("ا")


def _is_part(figure: Figure) -> bool:
    return figure.part_of is not None or " of the " in figure.text or " of them" in figure.text or " من ال" in figure.text or figure.text.endswith("منهم")


def pairs(own: Sequence[Counted], versions: bool = False) -> list[tuple[Counted, Counted]]:
    """Pairs from different origins or speakers, one for each pair of values and origins; with `versions` also what two
    versions of one text give, which is never a quarrel and may be an update."""
    seen: set[tuple[object, ...]] = set()
    out = []
    best: dict[tuple[object, ...], Counted] = {}
    # Of one origin the original's; a bound before the bare number that a headline makes of it; who gives it before who does not.
    for c in sorted(own, key=lambda c: (c.figure.document != c.origin, c.figure.bound == "exact", c.speaker is None, c.figure.document, c.figure.start)):
        best.setdefault((c.origin, _number(c.figure), subject(c.figure), _is_part(c.figure)), c)
    ordered = sorted(best.values(), key=lambda c: (edtf.sort_key(c.published), c.figure.document, c.figure.start))[:MOST_COMPARED]
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            key = (a.figure.low, a.figure.high, a.origin, b.figure.low, b.figure.high, b.origin, subject(a.figure), subject(b.figure))
            apart_in_text = a.figure.document != b.figure.document
            if key in seen or (a.origin == b.origin and (not versions if apart_in_text else a.speaker == b.speaker)):
                continue
            seen.add(key)
            out.append((a, b))
    return out


def _number(figure: Figure) -> tuple[float | None, ...]:
    """The number of a figure whatever its bound; both of a range."""
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return figure.low, figure.high
    return (figure.low if figure.low is not None else figure.high,)


def apart(a: Figure, b: Figure) -> bool:
    """Whether two figures cannot both hold, bounds and doubt considered."""
    one, two = _range(a), _range(b)
    return one[1] < two[0] or two[1] < one[0]


def _range(figure: Figure) -> tuple[float, float]:
    """What a figure allows: open ends are open; "about" and "nearly" have a tenth of play, nothing exceeds a vague amount,
    and bodies are fewer than the dead."""
    low = figure.low if figure.low is not None else (figure.high or 0) * 0.85 if figure.bound == "nearly" else float("-inf")
    high = figure.high if figure.high is not None and not figure.how.startswith(VAGUE) else float("inf")
    if figure.bound == "about":
        low, high = low * 0.9, high * 1.1
    if figure.category == "deaths" and BODIES & set(fold(figure.counts or "").split()):
        high = float("inf")  # who counts bodies has not found all the dead
    if figure.bound == "more_than":
        low += 1e-9
    if figure.bound == "less_than":
        high -= 1e-9
    return low, high


def _told(c: Counted) -> str:
    return f"{c.speaker_name}: {c.figure.text}"


def _shrinking(counted: Sequence[Counted]) -> list[tuple[Counted, Counted, str]]:
    """The same source, counting the same thing of the same year, names a smaller number later."""
    groups: dict[tuple[str, str, str], list[Counted]] = defaultdict(list)
    for c in counted:
        low = c.figure.low
        if (
            c.speaker
            and c.published
            and low is not None
            and low >= 1000
            and c.figure.category in GROWING
            and c.figure.bound in ("more_than", "at_least", "exact")
        ):
            groups[c.speaker, c.figure.category, c.published[:4]].append(c)
    out = []
    for own in groups.values():
        ordered = sorted(own, key=lambda c: (c.published or "", c.figure.start))
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 :]:
                one, two = a.figure.low or 0, b.figure.low or 0
                if (a.published or "") < (b.published or "") and one * 0.5 < two < one and another_scope(a, b) is None:
                    out.append((a, b, f"{a.speaker_name} counts {a.figure.text} first and {b.figure.text} later: a running count does not fall."))
    return out
