"""Figures that count the same thing and cannot all hold: `differs`.

Figures are compared when they are of one sort and speak of one event. Bounds are honoured: "at least 23" and 41 agree,
"no more than nine" and "at least 23" do not. A later, higher count of the dead is an update and no quarrel; a later,
smaller count by the same source is one. Parts of a whole (children among the dead) are compared with each other only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon import edtf
from rashomon.lang.folding import fold
from rashomon.model import Extraction, Figure, Relation, digest
from rashomon.spans import Piece, Places

COUNTED = ("deaths", "injuries", "detained", "missing", "displaced", "migrants", "fighters")
GROWING = ("deaths", "injuries", "displaced", "migrants", "missing")
WHOLE = frozenset("people persons person dead killed deaths death others bodies body casualties victims fatalities lives".split()) | frozenset(
    map(fold, "شخص شخصا أشخاص قتيل قتيلا قتلى ضحية ضحايا جثة جثث آخرين آخرون الأشخاص القتلى جريحا جريح جرحى مصاب مصابا".split())
)
MOST = 40  # relations of one event and sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure with what it is compared by."""

    figure: Figure
    event: str | None
    speaker: str | None
    speaker_name: str
    origin: str
    published: str | None


def counted(file: Extraction, speaker_of: Mapping[str, str | None], event_of: dict[str, str], origin: dict[str, str]) -> list[Counted]:
    """The figures of a file with who gives them. `speaker_of` maps statements, `event_of` figures, `origin` copies to what they copy."""
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
                origin=origin.get(document.id, document.id), published=document.published,
            )
        )  # fmt: skip
    return out


def differing(counted: Sequence[Counted]) -> list[Relation]:
    """`differs` relations between figures, in order of ids."""
    groups: dict[tuple[str, str, str], list[Counted]] = defaultdict(list)
    for c in counted:
        if c.event and c.figure.category in COUNTED:
            groups[c.event, c.figure.category, _noun(c.figure)].append(c)
    out: dict[str, Relation] = {}
    for (event, _, _), own in sorted(groups.items()):
        made = 0
        for a, b in _pairs(own):
            if made >= MOST:
                break
            reason = _conflict(a, b)
            if reason:
                relation = _relation(a, b, event, reason)
                made += relation.id not in out
                out[relation.id] = relation
    for a, b, reason in _shrinking(counted):
        relation = _relation(a, b, None, reason)
        out[relation.id] = relation
    return sorted(out.values(), key=lambda r: r.id)


def _relation(a: Counted, b: Counted, event: str | None, reason: str) -> Relation:
    one, two = sorted((a.figure.id, b.figure.id))
    return Relation(id=digest("relation", "differs", one, two), type="differs", a=one, b=two, event=event, reason=reason)


def _noun(figure: Figure) -> str:
    """What is counted, coarsely: the whole of people, or a named part of them."""
    if " of the " in figure.text or " من ال" in figure.text:
        return "of"  # a part of a whole is compared with parts only
    words = fold(figure.counts or "").split()
    head = words[-1] if words else ""
    if not head or head in WHOLE or any(w in WHOLE for w in words):
        return ""
    return head.rstrip("s") if head.isascii() else head.rstrip("ا")


def _pairs(own: Sequence[Counted]) -> list[tuple[Counted, Counted]]:
    """Pairs from different origins or speakers, one for each pair of values and origins."""
    seen: set[tuple[object, ...]] = set()
    out = []
    best: dict[tuple[object, ...], Counted] = {}
    for c in sorted(own, key=lambda c: (c.figure.document != c.origin, c.speaker is None, c.figure.document, c.figure.start)):
        best.setdefault((c.origin, c.figure.low, c.figure.high), c)  # of one origin the original's, and who gives it before a headline
    ordered = sorted(best.values(), key=lambda c: (edtf.sort_key(c.published), c.figure.document, c.figure.start))
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            key = (a.figure.low, a.figure.high, a.origin, b.figure.low, b.figure.high, b.origin)
            if key in seen or (a.origin == b.origin and (a.speaker == b.speaker or a.figure.document != b.figure.document)):
                continue
            seen.add(key)
            out.append((a, b))
    return out


def apart(a: Figure, b: Figure) -> bool:
    """Whether two figures cannot both hold, bounds and doubt considered."""
    one, two = _range(a), _range(b)
    return one[1] < two[0] or two[1] < one[0]


def _range(figure: Figure) -> tuple[float, float]:
    """What a figure allows: open ends are open; "about" and "nearly" have a tenth of play."""
    low = figure.low if figure.low is not None else (figure.high or 0) * 0.85 if figure.bound == "nearly" else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    if figure.bound == "about":
        low, high = low * 0.9, high * 1.1
    if figure.bound == "more_than":
        low += 1e-9
    if figure.bound == "less_than":
        high -= 1e-9
    return low, high


def _conflict(a: Counted, b: Counted) -> str | None:
    """Why two figures cannot both hold; None where they can, or where one only updates the other."""
    if not apart(a.figure, b.figure):
        return None
    earlier, later = a, b
    if a.published and b.published and a.published > b.published:
        earlier, later = b, a
    newer = bool(earlier.published and later.published and earlier.published < later.published)
    higher = _range(later.figure)[0] > _range(earlier.figure)[1]
    exact = earlier.figure.bound in ("exact", "about", "at_least", "more_than")
    if newer and higher and exact and later.figure.category in GROWING and earlier.figure.bound not in ("at_most", "less_than"):
        return None
    return f"{earlier.speaker_name}: {earlier.figure.text}; {later.speaker_name}: {later.figure.text}. Both cannot hold of the same event."


def _shrinking(counted: Sequence[Counted]) -> list[tuple[Counted, Counted, str]]:
    """The same source, counting the same thing of the same year, names a smaller number later."""
    groups: dict[tuple[str, str, str, str], list[Counted]] = defaultdict(list)
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
            groups[c.speaker, c.figure.category, c.published[:4], ""].append(c)
    out = []
    for own in groups.values():
        ordered = sorted(own, key=lambda c: (c.published or "", c.figure.start))
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 :]:
                one, two = a.figure.low or 0, b.figure.low or 0
                if (a.published or "") < (b.published or "") and one * 0.5 < two < one and _noun(a.figure) == _noun(b.figure):
                    out.append((a, b, f"{a.speaker_name} counts {a.figure.text} first and {b.figure.text} later: a running count does not fall."))
    return out
