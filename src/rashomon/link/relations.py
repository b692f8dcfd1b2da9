"""Relations between statements: repeats, corroborates, denies, contradicts. A first, honest version that prefers silence.

Statements are compared by their terms (`said`); denials are paired with their claims by `denials`. Statements that only
sound alike, or whose speakers are the same, contradict nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rashomon.link.denials import are_near, quarrels
from rashomon.link.said import Said, Words, overlap, shown, who
from rashomon.model import Event, Relation, RelationType, digest

ALIKE, SAME_WORDS, SHARED = 0.6, 0.75, 4
CROWDED = 80  # statements with one term; commoner terms tell nothing


def relate(said: Sequence[Said], events: Sequence[Event], turns: dict[str, str], lists: Words) -> list[Relation]:
    """Relations of a record, sorted by id. `turns` maps the turn of an answer to the turn of its question."""
    by_id = {s.statement.id: s for s in said}
    for event in events:
        for report in event.reports:
            if report.statement in by_id:
                by_id[report.statement].events.add(event.id)
    out: dict[tuple[str, str], Relation] = {}

    def add(kind: RelationType, a: Said, b: Said, reason: str, event: str | None = None) -> None:
        pair = (min(a.statement.id, b.statement.id), max(a.statement.id, b.statement.id))
        if pair not in out and a.statement.id != b.statement.id:
            out[pair] = Relation(
                id=digest("relation", kind, a.statement.id, b.statement.id), type=kind, a=a.statement.id, b=b.statement.id, event=event, reason=reason
            )

    for kind, a, b, reason, event_id in quarrels(said, turns, lists):
        add(kind, a, b, reason, event_id)
    for kind, a, b, reason in _alike(said):
        add(kind, a, b, reason)
    return sorted(out.values(), key=lambda r: r.id)


def _alike(said: Sequence[Said]) -> Iterator[tuple[RelationType, Said, Said, str]]:
    """Pairs that share most of their terms: the same claim again, the same from another, or its opposite."""
    usable = [s for s in said if s.statement.stance in ("assert", "deny") and len(s.terms) >= 3]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(usable):
        for term in s.terms:
            holders[term].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for members in holders.values():
        if len(members) <= CROWDED:
            for x, i in enumerate(members):
                for j in members[x + 1 :]:
                    shared[i, j] += 1
    told_again: set[int] = set()
    for (i, j), common in sorted(shared.items()):
        a, b = usable[i], usable[j]
        smaller = min(len(a.terms), len(b.terms))
        jaccard, part = common / (len(a.terms) + len(b.terms) - common), common / smaller
        if common < 3 or part < ALIKE or overlap(a, b):
            continue
        opposite = (a.negated or a.statement.stance == "deny") != (b.negated or b.statement.stance == "deny")
        different = a.speaker != b.speaker or a.speaker is None
        named = any(t.startswith("@") for t in a.terms & b.terms)
        words = shown(a.terms & b.terms)
        if opposite:
            if different and a.speaker and b.speaker and common >= SHARED and part >= 0.7 and named and are_near(a, b):
                d, other = (a, b) if a.statement.stance == "deny" else (b, a)
                kind: RelationType = "denies" if d.statement.stance == "deny" and other.statement.stance == "assert" else "contradicts"
                yield kind, d, other, f"{who(d)} and {who(other)} say the opposite of {words}"
        elif a.statement.document != b.statement.document and jaccard >= SAME_WORDS and a.statement.stance == b.statement.stance:
            if j in told_again:
                continue
            told_again.add(j)
            if not different:
                yield "repeats", b, a, f"{who(a)} says the same in another report: {words}"
            elif a.origin == b.origin:
                yield "repeats", b, a, f"the same words in a copy: {words}"
            elif a.speaker and b.speaker and named:
                yield "corroborates", a, b, f"{who(a)} and {who(b)} both say {words}"
