"""Who denies whom: a denial and the claim it answers.

A denial meets its claim where it heads the answer to it, where it stands beside it in one report, where the claim
accuses whoever denies it of the same deed, or where both speak of one deed in the same words or of the same names. A
deed is the kind of event a word names (`lang`), so that accounts in two languages meet. Silence is preferred: one
denial answers at most one claim of a document, and those who speak for the same body deny nobody of their own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rashomon import edtf
from rashomon.lang.folding import fold
from rashomon.link.said import WORD, Said, Words, overlap, short, shown, who
from rashomon.model import RelationType

Quarrel = tuple[RelationType, Said, Said, str, str | None]
ALIKE = 0.6  # part of the rarer terms that two statements share, to speak of one thing in one report
COVERED = 0.45  # part of a denial's terms, weighted by rarity, that the claim it answers has too
NEAR_TEXT = 900  # characters between a claim and the denial that answers it
NEAR_DAYS = 45  # days between the reports of one quarrel
MOST_CLAIMS = 200  # claims of one name that a denial is compared with: those of the nearest reports


def quarrels(said: Sequence[Said], turns: dict[str, str], lists: Words) -> Iterator[Quarrel]:
    """Denials with their claims, the surest kind first. `turns` maps the turn of an answer to the turn of its question."""
    yield from _answered(said, turns, lists)
    yield from _beside(said, lists)
    yield from _apart(said)


def _answered(said: Sequence[Said], turns: dict[str, str], lists: Words) -> Iterator[Quarrel]:
    """A denial at the head of an answer, and the hedged or reported claim in its question."""
    by_turn: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        if s.statement.turn:
            by_turn[s.statement.turn].append(s)
    for answer, question in turns.items():
        first = min(by_turn.get(answer, ()), key=lambda s: s.start, default=None)
        if first is None or first.statement.stance != "deny":
            continue
        claims = []
        for claim in by_turn.get(question, ()):
            if claim.statement.stance == "question" or claim.sides(first):
                continue
            if claim.statement.stance == "assert" and (claim.statement.cue or lists.hedges.search(fold(claim.words))):
                claims.append(claim)
        if claims:
            claim = max(claims, key=lambda c: c.start)  # the last one said is the one that is answered
            yield "denies", first, claim, f"asked about “{short(claim.words)}”, {who(first)} answers “{short(first.words)}”", None


def _beside(said: Sequence[Said], lists: Words) -> Iterator[Quarrel]:
    """A denial and the claim near it in the same report: the same words, or the claim speaks of the one who denies."""
    by_document: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        by_document[s.statement.document].append(s)
    for own in by_document.values():
        own.sort(key=lambda s: s.start)
        for d in own:
            if d.statement.stance != "deny" or d.statement.turn:
                continue
            best: tuple[float, Said, str] | None = None
            for a in own:
                gap = d.start - a.start
                if a is d or a.statement.stance != "assert" or a.negated or not -300 <= gap <= NEAR_TEXT or a.sides(d):
                    continue
                if a.statement.source == d.statement.source or (overlap(a, d) and not _holds(a, d)):
                    continue
                score, reason = _answers(d, a, lists)
                if score and (best is None or score > best[0]):
                    best = (score, a, reason)
            if best:
                yield "denies", d, best[1], best[2], None


def _answers(d: Said, a: Said, lists: Words) -> tuple[float, str]:
    """How well a denial answers a claim in the same report, and why."""
    shared = d.terms & a.terms
    part = len(shared) / max(1, min(len(d.terms), len(a.terms)))
    source = d.statement.source[0] if d.statement.source else None
    inside = source is not None and any(c.covers(source) for c in a.statement.content)
    if inside:
        return 2.0, f"{who(a)} speaks of {who(d)}, who denies “{short(d.words)}” in the same sentence"
    if part >= ALIKE and len(shared) >= 2:
        return 1 + part, f"{who(d)} denies what {who(a)} says: {shown(shared)}"
    bare = set(WORD.findall(fold(d.words))) & lists.claims
    if d.voices & a.mentioned and ((bare and len(d.terms) <= 4) or len(shared) >= 2):
        return 0.8 + part, f"{who(a)} speaks of {who(d)}, who denies it"
    return 0.0, ""


def _apart(said: Sequence[Said]) -> Iterator[Quarrel]:
    """A denial, or a claim worded in the negative, and claims of the same deed, in the same report or another."""
    weights = _weights(said)
    originals = {(s.origin, s.terms) for s in said if s.origin == s.statement.document}
    said = [s for s in said if s.origin == s.statement.document or (s.origin, s.terms) not in originals]  # an echo quarrels with nobody
    claims = [s for s in said if s.statement.stance == "assert" and not s.negated and s.deeds and (s.statement.cue or s.statement.turn) and s.voices]
    by_name: dict[str, list[Said]] = defaultdict(list)
    for a in sorted(claims, key=lambda a: (_told_on(a), a.statement.id)):
        for name in a.mentioned | a.voices:
            by_name[name].append(a)
    for d in said:
        if not (d.voices and d.undone and (d.statement.stance == "deny" or (d.statement.stance == "assert" and d.negated))):
            continue
        found: dict[str, tuple[float, Said, str]] = {}
        for a in _of(d, by_name):
            score, reason = _opposed(d, a, weights)
            if score and score > found.get(a.statement.document, (0.0,))[0]:
                found[a.statement.document] = (score, a, reason)
        for _, a, reason in found.values():
            common = d.events & a.events
            yield "denies" if d.statement.stance == "deny" else "contradicts", d, a, reason, min(common, default=None)


def _of(d: Said, by_name: dict[str, list[Said]]) -> Iterable[Said]:
    near: dict[str, Said] = {}
    for name in sorted(d.mentioned | d.voices):
        claims = by_name.get(name, [])
        first = max(0, min(bisect_left(claims, _told_on(d), key=_told_on) - MOST_CLAIMS // 2, len(claims) - MOST_CLAIMS))
        near |= {a.statement.id: a for a in claims[first : first + MOST_CLAIMS]}
    return [a for a in near.values() if not a.sides(d) and not overlap(a, d) and are_near(a, d)]


def _told_on(s: Said) -> tuple[str, str]:
    return edtf.sort_key(s.published)


def _opposed(d: Said, a: Said, weights: dict[str, float]) -> tuple[float, str]:
    """How well a denial answers a claim of another report, and why."""
    if not _same_deed(d.undone, a.deeds):
        return 0.0, ""
    shared = d.terms & a.terms
    covered = sum(weights[t] for t in shared) / (sum(weights[t] for t in d.terms) or 1.0)
    accused = d.voices & a.mentioned
    names = (d.mentioned & a.mentioned) - d.voices
    same_event = bool(d.events & a.events) or (d.told is not None and d.told == a.told and "assault" in {k for k, _ in d.undone})
    if accused and (same_event or names or covered >= COVERED):
        whom = f"{who(d)}, who denies it" if d.speaker in accused else f"those {who(d)} speaks for; {who(d)} denies it"
        return 1.0 + covered + same_event, f"{who(a)} says it of {whom}" + (f" ({shown(shared)})" if shared else "")
    if d.own or (accused and not names):
        return 0.0, ""  # only who is accused answers
    if covered >= COVERED and (names or len(shared) >= 3):
        return covered + 0.5 * len(names), f"{who(d)} says the opposite of what {who(a)} says: {shown(shared)}"
    if len(names) + bool(a.voices & d.mentioned) >= 2 and (same_event or covered >= COVERED / 2):
        return covered + 0.3 * len(names), f"{who(d)} and {who(a)} say the opposite of the same names" + (f": {shown(shared)}" if shared else "")
    return 0.0, ""


def _same_deed(one: frozenset[tuple[str, str | None]], other: frozenset[tuple[str, str | None]]) -> bool:
    return any(kind == k and (mode == m or mode is None or m is None) for kind, mode in one for k, m in other)


def _weights(said: Sequence[Said]) -> dict[str, float]:
    """The rarity of every term (inverse document frequency, Spärck Jones 1972)."""
    seen = Counter(t for s in said for t in s.terms)
    return {t: math.log(1 + len(said) / n) for t, n in seen.items()}


def _holds(a: Said, d: Said) -> bool:
    """Whether a denial is told inside a longer claim ("… by the government, which later denied …"), not the same words."""
    first = min(s.start for s in (*d.statement.source, *d.statement.cue, *d.statement.content))
    whole, part = (sum(c.end - c.start for c in x.statement.content) for x in (a, d))
    return part < 0.6 * whole and first - a.start >= 20


def are_near(a: Said, b: Said) -> bool:
    """Whether two statements can belong to one quarrel: no more than some weeks apart, where both dates are known."""
    if not a.published or not b.published or not edtf.is_valid(a.published) or not edtf.is_valid(b.published):
        return True
    one, two = edtf.bounds(a.published).latest, edtf.bounds(b.published).latest
    return one is None or two is None or abs((one - two).days) <= NEAR_DAYS
