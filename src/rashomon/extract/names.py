"""Names of one file: what the language finds, made consistent over the document.

Two passes: what is surely a name in running text is looked for again everywhere, title-case headlines and the beginnings
of sentences included. A type that the words did not tell is taken from the same name elsewhere, from the longer name it
ends, or from its neighbours. Labels of interview turns and the outlets of clippings are names too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.extract.interview import RawTurnLike
from rashomon.lang.base import GUESSED, MODEL, Language, NameSpan, Sentence
from rashomon.lang.folding import fold, without_clitics
from rashomon.lang.tokens import tokenize
from rashomon.model import Document, Mention, MentionType, Span, digest

Unit = tuple[Document, Sequence[Sentence], Sequence[RawTurnLike], Language]
# A one-word name counts as known for the second pass when it is longer than this; shorter ones are too often words.
SHORTEST = 2
LABEL, DATELINE = "label of a turn", "dateline"
DATED = 5  # how many sure mentions in running text a dateline is worth, as to what its name is
SWAYS = 1.5  # how many times as sure the rest of a document must be of another type
AROUND = 60  # characters beside a name that may say what it is


def names(text: str, units: Sequence[Unit]) -> list[Mention]:
    """Mentions of a file, each in the document (clipping) it stands in, in order."""
    first = {u[0].id: [u[3].names(s, None) for s in u[1]] for u in units}
    known = frozenset().union(*(_known(text, (n for names_ in first[u[0].id] for n in names_), u[3].sourcing.short_names) for u in units))
    found: list[tuple[Document, NameSpan]] = []
    for document, sentences, turns, language in units:
        for sentence in sentences:
            if document.header and document.header.covers(sentence.span) and not (document.title and document.title.covers(sentence.span)):
                continue  # the part of a header that holds outlet and date
            if document.dateline and document.dateline.covers(sentence.span):
                continue
            found += [(document, n) for n in language.names(sentence, known)]
        found += [(document, n) for n in _labels(text, turns, language, known)]
        found += [(document, n) for n in _authors(text, document)]
        found += [(document, n) for n in _dateline(text, document)]
        if document.outlet_span and (span := _outlet_name(text, document.outlet_span)):
            found.append((document, NameSpan(span=span, type="organisation", how="outlet of the report")))
    earlier = [n for parts in first.values() for names_ in parts for n in names_]
    types, swayed = _types(text, earlier + [n for _, n in found]), _swayed(text, [n for _, n in found])
    labels = {span: kind for _, _, turns, language in units for span, kind in _label_types(text, turns, types, language).items()}
    out: dict[Span, Mention] = {}
    last: list[Span] = []  # names come in order, so that only the last few taken can overlap the next
    for document, name in sorted(found, key=lambda pair: (pair[1].span.start, -pair[1].span.end, pair[1].how)):
        if any(name.span.overlaps(other) for other in last[-4:]):
            continue
        last.append(name.span)
        words = text[name.span.start : name.span.end]
        told = None if name.how == GUESSED else swayed.get((fold(words), name.type), name.type) if name.how == MODEL else name.type
        kind = next((k for s, k in labels.items() if s.covers(name.span)), None) if name.how == LABEL else told or types.get(fold(words))
        if kind is None:
            kind = "person" if name.title else "organisation"
        out[name.span] = Mention(
            id=digest("mention", document.id, *name.span), document=document.id, start=name.span.start, end=name.span.end, text=words,
            type=kind, title=name.title, how=name.how, confidence=name.confidence,
        )  # fmt: skip
    groups = {fold(text[n.span.start : n.span.end]) for n in earlier if n.type == "group"}
    return _armed(text, list(out.values()), groups, {u[0].id: u[3] for u in units})


def _swayed(text: str, found: Sequence[NameSpan]) -> dict[tuple[str, MentionType | None], MentionType]:
    """Of a name and the type a model gave it once, the type that the same name has elsewhere in the document far more surely."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for name in found:
        if name.type and name.how in (MODEL, DATELINE):
            votes[fold(text[name.span.start : name.span.end])][name.type] += DATED if name.how == DATELINE else name.confidence or 1.0  # type: ignore[assignment]
    out: dict[tuple[str, MentionType | None], MentionType] = {}
    for words, count in votes.items():
        most = max(sorted(count), key=count.__getitem__)
        out |= {(words, kind): most for kind, weight in count.items() if count[most] >= SWAYS * weight}
    return out


def _armed(text: str, mentions: Sequence[Mention], groups: set[str], languages: Mapping[str, Language]) -> list[Mention]:
    """The mentions, with bodies as groups that are worded so once, or that words around a mention call armed ("militants of the …")."""
    armed = set(groups)
    for m in mentions:
        if m.type == "organisation":
            lexicon = languages[m.document].lexicon
            before, behind = fold(text[max(m.start - AROUND, 0) : m.start]), fold(text[m.end : m.end + AROUND])
            if re.search(lexicon.armed_before, before) or re.match(lexicon.armed_behind, behind):
                armed.add(fold(m.text))
    if not armed:
        return list(mentions)
    short = {words.split()[-1] for words in armed - groups if " " in words}
    return [replace(m, type="group") if m.type == "organisation" and fold(m.text) in armed | short else m for m in mentions]


def _dateline(text: str, document: Document) -> list[NameSpan]:
    """The town, the country behind it and the agency in brackets of a dateline."""
    if document.dateline is None or document.dateline_place is None:
        return []
    out = [NameSpan(span=document.dateline_place, type="place", how=DATELINE)]
    line = text[slice(*document.dateline)]
    if country := re.match(r"[^,،(]+[,،]\s*(?P<name>[^\W\d_][^,،(\d–—-]{2,30}?)\s*(?=[,،])", line):
        out.append(
            NameSpan(span=Span(document.dateline.start + country.start("name"), document.dateline.start + country.end("name")), type="place", how=DATELINE)
        )
    if agency := re.search(r"\((?P<name>[^\W\d_][^()/]{1,40}?)(?:/[^()]*)?\)", line):
        out.append(
            NameSpan(span=Span(document.dateline.start + agency.start("name"), document.dateline.start + agency.end("name")), type="organisation", how=DATELINE)
        )
    return out


def _outlet_name(text: str, span: Span) -> Span | None:
    """An outlet's name without "newspaper" before it and a remark in brackets behind it."""
    words = text[span.start : span.end]
    lead = re.match(r"(?:صحيفة|جريدة|موقع|قناة|إذاعة|مجلة)\s+", words)
    tail = re.search(r"\s*[(\[][^()\[\]]*[)\]]\s*$", words)
    found = Span(span.start + (lead.end() if lead else 0), span.start + (tail.start() if tail else len(words)))
    return found if found.end > found.start else None


def _known(text: str, found: Iterable[NameSpan], short_names: frozenset[str]) -> frozenset[str]:
    """Folded names and single name words that the first pass is sure of."""
    out: set[str] = set()
    for name in found:
        if not name.sure:
            continue
        words = fold(text[name.span.start : name.span.end])
        parts = words.split()
        out.add(words)
        if len(parts) > 1 and len(parts[-1]) > SHORTEST and (name.type in ("person", None) or parts[-1] in short_names):
            out.add(parts[-1])
    return frozenset(out)


def _labels(text: str, turns: Sequence[RawTurnLike], language: Language, known: frozenset[str]) -> list[NameSpan]:
    """Labels of turns that are names or initials (not "Q", "سؤال"), without a title in front ("اللواء فلان")."""
    out = []
    for turn in turns:
        if turn.name is None or fold(turn.name) in language.sourcing.asking:
            continue
        start, end = turn.label_span
        words = Sentence(start=start, end=end, text=text[start:end], tokens=tuple(tokenize(text, start, end)))
        titled = next((n for n in language.names(words, known) if n.title and n.span.end == end), None)
        out.append(NameSpan(span=titled.span if titled else turn.label_span, title=titled.title if titled else None, how=LABEL))
    return out


def _label_types(text: str, turns: Sequence[RawTurnLike], types: dict[str, MentionType], language: Language) -> dict[Span, MentionType]:
    """A label has the type of the full label it shortens; without one, words of outlets tell."""
    out: dict[Span, MentionType] = {}
    for turn in turns:
        full = fold(turn.name or turn.label)
        outlet = any(w in language.sourcing.outlet_words or without_clitics(w) in language.sourcing.outlet_words for w in full.split())
        told = types.get(full)
        out[turn.label_span] = "organisation" if outlet or told == "organisation" else "person"  # initials may look like a place or an armed group
    return out


def _authors(text: str, document: Document) -> list[NameSpan]:
    """The names of a byline, where they stand above the story."""
    out = []
    for name in re.split(r"\s+and\s+|\s*[,،;&]\s*", document.author or ""):
        at = text.find(name, document.start, document.start + 1500) if len(name.split()) >= 2 else -1
        if at >= 0:
            out.append(NameSpan(span=Span(at, at + len(name)), type="person", how="byline"))
    return out


def _types(text: str, found: Sequence[NameSpan]) -> dict[str, MentionType]:
    """Type of every folded name: the most frequent where told, else of the longer name that it ends, else a person where a
    person's name ends it, else as its capitals make one guess."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    endings: dict[str, Counter[MentionType]] = defaultdict(Counter)
    guesses: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for name in found:
        words = fold(text[name.span.start : name.span.end])
        if name.type and name.how == GUESSED:
            guesses[words][name.type] += 1
        elif name.type:
            votes[words][name.type] += 1
        if name.type == "person" and " " in words:
            endings[without_clitics(words.split()[-1])][name.type] += 1
    out: dict[str, MentionType] = {words: max(sorted(c), key=lambda k: c[k]) for words, c in votes.items()}
    for name in found:
        words = fold(text[name.span.start : name.span.end])
        if words in out:
            continue
        if ending := endings.get(without_clitics(words)):
            out[words] = max(sorted(ending), key=lambda k: ending[k])
        elif out.get(without_clitics(words.split()[-1])) == "person":
            out[words] = "person"
        elif guess := guesses.get(words):
            out[words] = max(sorted(guess), key=lambda k: guess[k])
    return out
