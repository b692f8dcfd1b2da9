"""What people are asked: names that were joined, or left apart, by doubt and effect. And what they answered.

Doubt is how near the comparison of the two names (`link.likeness`, 0–1) comes to saying the opposite: 1 minus the score where they were
joined, the score where they were left apart. Effect is the number of mentions that would change their entity, those of the rarer side. The
queue goes by doubt × log2(1 + effect).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log2

from rashomon.browsing.answers import History, Kept, Question, Queue, Quoted
from rashomon.browsing.desk import Desk
from rashomon.errors import NotFound
from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.ledger import MOST_ANCHORS, speaks_of, standing, taken_back
from rashomon.link.likeness import Matcher
from rashomon.model import Entity, Mention, Side, digest
from rashomon.store import Where
from rashomon.views.snapshot import Who

PASSAGES = 2  # of each name
AROUND = 180  # characters to each side of it
LEAST_DOUBT = 0.02  # of a pair that is asked about


def queue(b: Desk, decided: str | None, type_: str | None, offset: int, limit: int) -> Queue:
    """The questions still open, those that somebody was unsure of last."""
    every = _all(b)
    unsure, answered = _judged(b, every)
    open_ = [q for q in every if q.id not in answered and decided in (None, "", q.decided) and type_ in (None, "", q.type)]
    open_.sort(key=lambda q: q.id in unsure)  # stable
    chosen = [
        (q, _mentions(b, q.entity_a.entity or "", q.a, PASSAGES), _mentions(b, q.entity_b.entity or "", q.b, PASSAGES)) for q in open_[offset : offset + limit]
    ]
    b.part.documents.want(m.document for _, one, two in chosen for m in (*one, *two))
    shown = tuple(with_passages(b, replace(q, judged="unsure" if q.id in unsure else None), one, two) for q, one, two in chosen)
    return Queue(questions=shown, total=len(open_), offset=offset, answered=len(answered))


def sides(b: Desk, question: str) -> tuple[Question, Side, Side]:
    """A question of the queue with its two sides as the ledger keeps them. Raises NotFound when the record was linked anew without it."""
    for q in _all(b):
        if q.id == question:
            return q, _side(b, q.entity_a.entity or "", q.a), _side(b, q.entity_b.entity or "", q.b)
    raise NotFound("this question is no longer there: the record was linked anew, or somebody answered it (go back to the queue)")


def _all(b: Desk) -> list[Question]:
    return b.held.once(("queue", b.links), lambda: sorted(_weighed(_questions(b)), key=lambda q: (-q.weight, q.id)))


def _questions(b: Desk) -> Iterator[Question]:
    names = b.names
    for e in names.ranked:
        counts: dict[str, int] = {}
        for n in e.names:
            counts[fold(n.name)] = counts.get(fold(n.name), 0) + n.count
        who = Who(entity=e.id, name=e.name)
        for j in e.joins:
            one, two = counts.get(fold(j.a), 0), counts.get(fold(j.b), 0)
            if j.by == "machine" and one and two and fold(j.a) != fold(j.b):
                yield _question("joined", e, j.a, j.b, j.reason, min(one, two), who, who)
        for x in e.apart:
            other = names.entities.get(x.entity)
            if x.by == "machine" and other is not None and e.id < other.id:  # each pair once
                yield _question("apart", e, x.a, x.b, x.reason, min(names.count[e.id], names.count[other.id]), who, Who(entity=other.id, name=other.name))


def _question(decided: str, e: Entity, a: str, b: str, reason: str, effect: int, one: Who, two: Who) -> Question:
    return Question(
        id=digest("question", decided, one.entity, two.entity, fold(a), fold(b)), decided=decided, type=e.type, a=a, b=b, reason=reason, score=0.0, effect=effect,
        weight=0.0, entity_a=one, entity_b=two, mention_a="", mention_b="",
    )  # fmt: skip


def _weighed(questions: Iterator[Question]) -> Iterator[Question]:
    found = list({q.id: q for q in questions}.values())
    if not found:
        return
    matcher = Matcher(gazetteer())
    kinds = [q.type for q in found]
    score = matcher.compare_many(matcher.prepare([q.a for q in found], kinds), matcher.prepare([q.b for q in found], kinds)).score
    for q, s in zip(found, score.tolist(), strict=True):
        doubt = 1 - s if q.decided == "joined" else s
        if doubt >= LEAST_DOUBT:
            yield replace(q, score=round(s, 3), weight=round(doubt * log2(1 + q.effect), 3))


def _mentions(b: Desk, entity: str, name: str, most: int) -> list[Mention]:
    """Mentions of an entity under a spelling, whatever its letter case and marks; under any where none is left so."""
    wanted = fold(name)
    spelt = [n.name for n in b.names.entities[entity].names if fold(n.name) == wanted]
    own = b.store.page(Mention, where=(Where("entity", "is", entity), Where("text", "in", spelt)), order=("id",), limit=most) if spelt else []
    return own or b.store.page(Mention, where=(Where("entity", "is", entity),), order=("id",), limit=most)


def _side(b: Desk, entity: str, name: str) -> Side:
    own = _mentions(b, entity, name, MOST_ANCHORS)
    b.part.prepare(m.document for m in own)
    return Side(name=name, mentions=tuple(m.id for m in own), places=tuple((b.part.documents[m.document].file, m.start, m.end) for m in own))


def with_passages(b: Desk, q: Question, one: list[Mention], two: list[Mention]) -> Question:
    """The question with the words it is about."""
    cites = [tuple(_quoted(b, m) for m in own) for own in (one, two)]
    return replace(q, passages_a=cites[0], passages_b=cites[1], mention_a=one[0].id if one else "", mention_b=two[0].id if two else "")


def _quoted(b: Desk, m: Mention) -> Quoted:
    text = b.part.text(m.document)
    low, high = max(0, m.start - AROUND), min(len(text), m.end + AROUND)
    before, after = text[low : m.start], text[m.end : high]
    if low and "\n" not in before:
        before = "… " + before.partition(" ")[2]
    if high < len(text) and "\n" not in after:
        after = after.rpartition(" ")[0] + " …"
    return Quoted(cite=b.part.cite(m.id, m.document, m.start, m.end), before=before.rpartition("\n")[2], after=after.partition("\n")[0])


def _judged(b: Desk, every: list[Question]) -> tuple[set[str], set[str]]:
    """Questions that a standing judgement speaks of: those somebody was unsure of, and those that are answered."""
    ledger = standing(b.store.judgements())
    if not ledger:
        return set(), set()
    held = {m for j in ledger for side in (j.a, j.b) if side for m in side.mentions}
    entities = {m.entity for m in b.store.page(Mention, where=(Where("id", "in", held),))} if len(held) <= 20_000 else None
    unsure: set[str] = set()
    answered: set[str] = set()
    for q in every:
        if entities is not None and (q.entity_a.entity not in entities or q.entity_b.entity not in entities):
            continue
        one, two = _side(b, q.entity_a.entity or "", q.a), _side(b, q.entity_b.entity or "", q.b)
        for j in ledger:
            if speaks_of(j, one, two):
                (unsure if j.verdict == "unsure" else answered).add(q.id)
    return unsure - answered, answered


def history(b: Desk, offset: int, limit: int) -> History:
    """The ledger, newest first."""
    ledger = b.store.judgements()
    undone = taken_back(ledger)
    kept = [Kept(judgement=j, stands=j.id not in undone, undone_by=undone.get(j.id)) for j in reversed(ledger)]
    return History(kept=tuple(kept[offset : offset + limit]), total=len(kept), offset=offset)
