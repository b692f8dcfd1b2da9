"""Statements: who said what, through which chain, from the words that attribute it.

The language (or a model) finds source, cue and content; here the source becomes a speaker, by the name in it, by the
pronoun's last fitting speaker, or by carrying over; unmarked quotations go on with the speaker before them; the chain of
carriers is put together from the page, the clipped outlet, the outlet that was told, and the speaker, outermost first.
Turns of an interview are statements of their speaker, about one a sentence. Each statement keeps in `how` what led to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.extract import answers
from rashomon.extract.speakers import Speaker, Speakers
from rashomon.lang.base import Attribution, Language, Quote, Sentence
from rashomon.lang.folding import fold
from rashomon.model import Carrier, Document, Mention, Span, Statement, StatementForm, Time, Turn, digest
from rashomon.spans import Places

QUOTE_WORDS = 5  # a quotation without a cue is speech only from this length on


@dataclass(slots=True)
class _Draft:
    """A statement in the making."""

    found: Attribution
    speaker: Speaker
    sentence: Sentence
    turn: Turn | None = None
    outer: tuple[Speaker, ...] = ()
    proposition: tuple[Span, ...] = ()
    how: list[str] = field(default_factory=list)


def statements(
    text: str,
    document: Document,
    page: Document | None,
    sentences: Sequence[Sentence],
    turns: Sequence[Turn],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    language: Language,
) -> list[Statement]:
    """Statements of one document; `page` is the file it was clipped from, or None."""
    speakers = Speakers(text, mentions, language.sourcing)
    named, dated, asked = Places(mentions), Places(times), Places(turns)
    drafts: list[_Draft] = []
    for sentence in sentences:
        if asked.holding(Span(sentence.start, sentence.start + 1)):
            continue
        drafts += _sentence(text, sentence, speakers, language)
    drafts += _carried(text, sentences, asked, drafts, language)
    by_turn = answers.statements(text, turns, sentences, language)
    for found, turn, sentence, proposition in by_turn:
        speaker = Speaker(mention=turn.speaker_mention, name=turn.speaker_name, how="turn of the interview")
        draft = _Draft(found, speaker, sentence, turn, proposition=proposition)
        if found.cue or found.source:
            draft.outer = (speaker,)
            draft.speaker = speakers.of(found, within=turn)
        drafts.append(draft)
    drafts += _title_quotes(text, document, sentences, turns, drafts)
    publisher = _publisher(page or document)
    outlet = _outlet(document, mentions) if page is not None else None
    out: dict[str, Statement] = {}
    for draft in sorted(drafts, key=lambda d: (d.found.content[0].start, d.found.content[-1].end, d.found.cue, d.found.how)):
        made = _finish(text, document, draft, publisher, outlet, named, dated)
        if made.id not in out:
            out[made.id] = made
    return list(out.values())


def _sentence(text: str, sentence: Sentence, speakers: Speakers, language: Language) -> list[_Draft]:
    """Attributions of one sentence outside interviews, nested ones with the outer speaker before them."""
    drafts: list[_Draft] = []
    for found in language.attributions(sentence):
        if found.how == "headline with a colon" and not speakers.names_somebody(found.source):
            continue
        drafts.append(_Draft(found, speakers.of(found), sentence))
    for draft in sorted(drafts, key=lambda d: -_length(d)):
        cue = draft.found.cue
        around = [d for d in drafts if cue and d is not draft and any(c.covers(cue[0]) for c in d.found.content)]
        holder = min(around, key=_length, default=None)
        if holder is not None and _length(holder) >= _length(draft) and holder.speaker.key() != draft.speaker.key():
            draft.outer = (*holder.outer, holder.speaker)
    speakers.pass_by(sentence.span)
    return drafts


def _length(draft: _Draft) -> int:
    return sum(c.end - c.start for c in draft.found.content)


def _carried(text: str, sentences: Sequence[Sentence], turns: Places[Turn], drafts: Sequence[_Draft], language: Language) -> list[_Draft]:
    """Quotations without a cue of their own: the same speaker goes on, in the paragraph or in one that is all quotation."""
    out: list[_Draft] = []
    done = Places(c for d in drafts for c in d.found.content)
    last: _Draft | None = None
    seen: set[Span] = set()
    by_start = {d.sentence.start: d for d in drafts}
    for sentence in sentences:
        if turns.holding(Span(sentence.start, sentence.start + 1)):
            continue
        for quote in sentence.quotes:
            if quote.depth or quote.outer in seen or any(done.overlapping(quote.inner)) or not _is_speech(text, quote, sentence):
                continue
            seen.add(quote.outer)
            if last is None:
                continue
            near = sentence.paragraph - last.sentence.paragraph
            alone = quote.outer.start - sentence.start <= 2
            if not alone or near > 1 or (last.found.quoted == "none" and near > 0 and not _opens_speech(text, last, language)):
                continue
            found = Attribution(content=(quote.inner,), stance="assert", quoted="all", how="quotation that goes on with the speaker before")
            draft = _Draft(found, replace(last.speaker, how=f"carried over from the {'paragraph' if near else 'sentence'} before"), sentence)
            out.append(draft)
            last = draft
        made = by_start.get(sentence.start)
        if made is not None and made.speaker.key() is not None:
            last = made
    return out


def _title_quotes(text: str, document: Document, sentences: Sequence[Sentence], turns: Sequence[Turn], drafts: Sequence[_Draft]) -> list[_Draft]:
    """A quotation in the title of an interview is the words of the one who answers."""
    answer = next((t for t in turns if t.role == "answer"), None)
    if answer is None or document.title is None:
        return []
    taken = [c for d in drafts for c in d.found.content]
    speaker = Speaker(mention=answer.speaker_mention, name=answer.speaker_name, how="quotation in the title of the interview")
    out = []
    for sentence in sentences:
        for quote in sentence.quotes:
            if document.title.covers(quote.outer) and not any(quote.inner.overlaps(c) for c in taken) and len(text[slice(*quote.inner)].split()) >= QUOTE_WORDS:
                out.append(_Draft(Attribution(content=(quote.inner,), quoted="all", how="title"), speaker, sentence))
    return out


def _is_speech(text: str, quote: Quote, sentence: Sentence) -> bool:
    """Long enough to be speech, or a sentence that is a quotation as a whole."""
    words = text[quote.inner.start : quote.inner.end]
    whole = quote.outer.start <= sentence.start and sentence.end - quote.outer.end <= 1 and words[-1:] in ".!?…؟" and len(words.split()) > 1
    return (len(words.split()) >= QUOTE_WORDS or whole) and not sentence.titlecase


def _opens_speech(text: str, draft: _Draft, language: Language) -> bool:
    """Whether the sentence with the last attribution ends in a colon, so that the next paragraph is what it announces."""
    return draft.sentence.text.rstrip().endswith((":", "："))


def _finish(
    text: str, document: Document, draft: _Draft, publisher: Carrier | None, outlet: Carrier | None, mentions: Places[Mention], times: Places[Time]
) -> Statement:
    found, speaker = draft.found, draft.speaker
    content = found.content
    chain = [c for c in (publisher, outlet) if c is not None]
    for span in found.via:
        carrier = _cited(text, span, mentions)
        if carrier is not None:
            chain.append(carrier)
    for outer in draft.outer:
        if not outer.is_outlet_of(chain):
            chain.append(outer.carrier())
    if speaker.behind is not None:
        chain.append(Carrier(name=speaker.behind.text, role="speaker", mention=speaker.behind.id))
    if speaker.key() is not None or not found.source:
        chain.append(speaker.carrier())
    else:
        chain.append(Carrier(name=text[found.source[0].start : found.source[-1].end], role="speaker"))
    form: StatementForm = "direct" if draft.turn is not None and not found.cue else {"all": "direct", "part": "mixed", "none": "indirect"}[found.quoted]  # type: ignore[assignment]
    said, why = _said(document, draft, times)
    how = "; ".join(h for h in (found.how, speaker.how, *draft.how, why) if h)
    return Statement(
        id=digest("statement", document.id, *(n for c in content for n in c), *(n for c in found.cue for n in c)), document=document.id,
        source=found.source, cue=found.cue, content=content, speaker_mention=speaker.mention, chain=tuple(chain), form=form,
        stance=found.stance, said=said, turn=draft.turn.id if draft.turn else None, proposition=draft.proposition, how=how,
        confidence=found.confidence,
    )  # fmt: skip


def _publisher(document: Document) -> Carrier | None:
    return Carrier(name=document.outlet or document.file, role="publisher")


def _outlet(document: Document, mentions: Sequence[Mention]) -> Carrier | None:
    """The outlet a clipping was cut from, with its mention in the header."""
    if not document.outlet:
        return None
    span = document.outlet_span
    mention = next((m for m in mentions if span and Span(m.start, m.end).overlaps(span)), None)
    return Carrier(name=document.outlet, role="outlet", mention=mention.id if mention else None)


def _cited(text: str, span: Span, mentions: Places[Mention]) -> Carrier | None:
    """The outlet that was told ("told France 24"): an organisation's name that fills the words addressed."""
    inside = [m for m in mentions.inside(span) if m.type == "organisation"]
    words = fold(text[span.start : span.end]).split()
    if len(inside) == 1 and len(fold(inside[0].text).split()) >= len(words) - 2:
        return Carrier(name=inside[0].text, role="outlet", mention=inside[0].id)
    return None


def _said(document: Document, draft: _Draft, times: Places[Time]) -> tuple[str | None, str]:
    """When it was said, and why: a date beside the cue, else on or before the day the account was published."""
    cue = draft.found.cue
    if cue:
        beside = [
            t for t in times.overlapping(draft.sentence)
            if t.value and t.type in ("date", "time") and draft.sentence.start <= t.start and ".." not in (t.interval or "")
            and not any(c.start <= t.start < c.end for c in draft.found.content) and abs(t.start - cue[0].end) <= 60
        ]  # fmt: skip
        if beside:
            when = min(beside, key=lambda t: (abs(t.start - cue[0].end), t.start))
            return when.value, f"said: “{when.text}” beside it, {when.how}"
    if document.published and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", document.published):
        return f"[..{document.published}]", "said: by the day of the report"
    return None, ""
