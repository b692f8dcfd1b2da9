"""Linking put in order: names sought, places, entities, copies, events, relations, figures that differ, over the files of a whole record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.gazetteer import gazetteer
from rashomon.link import copies, entities, events, government, listed, places, relations, sought, tolls
from rashomon.link import said as said_
from rashomon.link.atlas import Towns, bundled
from rashomon.link.credits import Credits
from rashomon.link.echoes import Echoes
from rashomon.link.likeness import Matcher
from rashomon.link.spelling import Speller
from rashomon.model import Document, Extraction, Judgement, Links, Listed, Turn

# Raised whenever linking changes what it gives, so that stores link again.
LINKING = "7"


def link(
    files: Sequence[Extraction],
    judgements: Sequence[Judgement] = (),
    speller: Speller | None = None,
    towns: Towns | None = None,
    known: Sequence[Listed] = (),
    matcher: Matcher | None = None,
) -> Links:
    """Links the extractions of a whole record; the same files in any order give the same answer. `towns`: where places are looked up; `known`: entries of people's lists."""
    files = sorted(files, key=lambda f: f.root.id)
    documents = {d.id: d for f in files for d in f.documents}
    names = gazetteer()
    speller = speller or Speller(names)
    seen = sought.sought(files, speller, names)
    towns = towns or bundled()
    decisions = places.located(files, seen, towns)
    mentions = [*(m for f in files for m in f.mentions), *seen]
    sure = listed.known(mentions, known)
    marks = {m: dict(of) for m, of in sure.items()}
    for m, decision in decisions.items():
        if decision.place is not None:
            marks.setdefault(m, {})[entities.PLACES] = decision.place.id
    resolution = entities.resolve(mentions, list(documents.values()), matcher or Matcher(names), judgements, frozenset(m.id for m in seen), marks)
    seen = [m for m in seen if m.id in resolution.entity_of]
    placed = places.placed(resolution.entities, resolution.entity_of, decisions, towns)
    placed = listed.referred(placed, mentions, resolution.entity_of, sure, known)
    credits = Credits({d.outlet for d in documents.values() if d.outlet})
    copied = copies.copies(_body(d, f, credits) for f in files for d in f.documents)
    file_of = {d.id: f for f in files for d in f.documents}
    echoes = Echoes(copied, documents, lambda d: file_of[d].root.text or "", lambda d: file_of[d].documents)
    grouping = events.group([r for f in files for r in f.reports], resolution.entity_of)
    lists = said_.Words()
    said = said_.everything(files, resolution.entity_of, echoes.source, lists, seen)
    attacks = events.told((r for f in files for r in f.reports), grouping, "assault")
    for s in said:
        s.told = attacks.get(s.statement.document)
    answers = {
        answer.id: question.id
        for f in files
        for question, answer in zip(f.turns, f.turns[1:], strict=False)
        if question.role == "question" and answer.role == "answer"
    }
    related = relations.relate(said, grouping.events, answers, lists)
    counting = events.counting(files, grouping, attacks)
    speaker_of = {s.statement.id: s.speaker for s in said}
    related += tolls.differing([c for f in files for c in tolls.counted(f, speaker_of, counting, echoes.source, resolution.entity_of)])
    return Links(
        entities=placed, entity_of=resolution.entity_of, events=grouping.events, event_of=grouping.event_of | counting,
        relations=tuple(sorted({r.id: r for r in related}.values(), key=lambda r: r.id)), copies=tuple(copied),
        government=government.standing_for(files, seen, decisions, resolution.entity_of), mentions=tuple(seen), spoken=(*(s.statement for s in said), *(_turned(t, resolution.entity_of) for f in files for t in f.turns)),
    )  # fmt: skip


def _turned(turn: Turn, entity_of: dict[str, str]) -> Turn:
    return replace(turn, speaker=entity_of.get(turn.speaker_mention or ""))


def _body(document: Document, file: Extraction, credits: Credits) -> copies.Body:
    """The document's own words: without clutter, and a page without its clippings."""
    text = " ".join((file.root.text or "")[p.start : p.end] for p in copies.own(document, file.documents))
    return copies.body(document.id, text, document.outlet, document.published, credits(text), document.url)
