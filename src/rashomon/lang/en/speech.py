"""Attributions in an English sentence, by reporting verbs and `according to`.

For every cue: the source is the subject (before the verb, behind it when inverted, carried over to participles such as
"adding that"), the content is the quotation beside it, else the clause or phrase that the verb's frame leads to. What
the words refer to ("he", "the group") is left to `extract.statements`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lang.base import Attribution, Quote, Sentence
from rashomon.lang.en.names import PEOPLE_NOUNS
from rashomon.lang.en.times import MONTHS, WEEKDAYS
from rashomon.lang.en.verbs import ADVERBIAL, ALSO_NOUNS, AUXILIARIES, BREAKS, CUES, OBJECT_PRONOUNS, Cue
from rashomon.lang.tokens import Token
from rashomon.model import Span, Stance

DETERMINERS = frozenset("the a an this that these those his her its their our my your no any some each every such".split())
LEADING = frozenset("but and however meanwhile moreover also nevertheless nonetheless still yet so then instead separately later earlier for or because while as although though even".split())
PREPOSITIONS = frozenset("of in on at by for from to with without within into over under after before during since until against between among through about across near inside outside".split())
FINITE = frozenset("is was are were has had have will would can could may might should must did does do".split())
TIME_WORDS = frozenset(WEEKDAYS) | frozenset(MONTHS) | frozenset("yesterday today tomorrow night morning evening afternoon week month year statement interview".split())
CLOSERS = ".?!…,;:\"”’»')]"
PHRASE_STOPS = frozenset("which who whose where when while after before but because although though as a an the one in according saying adding he she it they hours days weeks months two three and".split())
LONG_QUOTE = 4  # words; shorter quotations are words set in marks, not speech of their own


@dataclass(slots=True)
class _Sentence:
    """Tokens of a sentence with what is inside long quotations marked, and attributions found so far."""

    sentence: Sentence
    tokens: list[Token]
    quotes: list[Quote]
    quoted: list[bool]

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = list(sentence.tokens)
        self.quotes = [q for q in sentence.quotes if q.depth == 0 and _words(sentence, q) >= LONG_QUOTE]
        self.quoted = [any(q.outer.start <= t.start < q.outer.end for q in self.quotes) for t in self.tokens]


def _words(sentence: Sentence, quote: Quote) -> int:
    inside = sum(quote.inner.start <= t.start < quote.inner.end and t.kind in ("word", "number") for t in sentence.tokens)
    return inside + (LONG_QUOTE if quote.inner.start < sentence.start or quote.inner.end > sentence.end else 0)


def attributions(sentence: Sentence) -> list[Attribution]:
    """Attributions whose cue stands in the sentence, in order of their cues."""
    s = _Sentence(sentence)
    out: list[Attribution] = []
    for k, token in enumerate(s.tokens):
        if token.kind != "word" or s.quoted[k]:
            continue
        found = None
        if token.norm == "according" and k + 1 < len(s.tokens) and s.tokens[k + 1].norm == "to":
            found = _according(s, k)
        elif token.norm in CUES and _is_verb(s, k, CUES[token.norm]):
            found = _verb(s, k, CUES[token.norm], out)
        if found is not None:
            out.append(found)
    if sentence.headline and not out and (colon := _colon(s)):
        out.append(colon)
    return out


def _is_verb(s: _Sentence, k: int, cue: Cue) -> bool:
    """Whether the form is a verb here, and the finite or participial verb of a telling."""
    before = s.tokens[k - 1] if k else None
    after = s.tokens[k + 1] if k + 1 < len(s.tokens) else None
    word = s.tokens[k].norm
    if s.tokens[k].capital and k and not s.sentence.titlecase and before is not None and before.text not in "\"“”’'»,":
        return False  # "The United States": a name
    if before is None:
        return cue.form in ("ing", "ed") and after is not None and (after.norm == "that" or (word == "asked" and cue.form == "ed"))
    if before.norm in DETERMINERS or before.kind == "possessive" or before.norm in ("to", "of", "for", "in", "with", "by", "from", "at", "about") and cue.form in ("base", "s", "en", "ed"):
        return before.norm in ("this", "that", "those", "some", "these") and cue.form in ("s", "ed", "base") and word not in ALSO_NOUNS and after is not None
    if word in ALSO_NOUNS and cue.form in ("base", "s"):
        subject = before.norm in ("who", "they", "he", "she", "it", "we", "officials", "witnesses", "critics", "residents", "sources") or before.norm in PEOPLE_NOUNS
        name = before.capital and cue.form == "s" and after is not None and after.text not in ".,;:)" and not (s.sentence.titlecase and after.norm not in ("to", "for", "that"))
        if not (subject or name):
            return False
    if cue.form == "ed" and after is not None and after.norm == "by":
        return False
    if cue.lemma == "rule":
        return after is not None and after.norm == "out"
    if cue.lemma == "ask" and after is not None and after.norm == "not":
        return False
    if cue.lemma in ("speak", "think", "consider", "hope", "expect", "fear", "doubt", "believe") and cue.form in ("ing", "en"):
        return False
    if cue.form == "ing" and before.kind == "word" and before.norm in ("is", "are", "was", "were", "been", "be"):
        return cue.lemma not in ("push", "press")
    if cue.form == "ing" and before.kind == "word" and before.norm not in ("and", "but", "while", "when", "after", "before", "by", "without", "statement", "statements", "officials", "report", "reports", "statement", "as") and before.text not in ",;":
        return before.kind == "word" and (after is not None and (after.norm == "that" or after.text in ":,")) or before.norm in PEOPLE_NOUNS
    if before.norm == "without":
        return False
    return True


def _according(s: _Sentence, k: int) -> Attribution | None:
    tokens = s.tokens
    first = k + 2
    last = first
    at_start = k == 0 or all(t.norm in LEADING or t.kind == "mark" for t in tokens[:k])
    while last < len(tokens) and tokens[last].text not in (";", "—", "–") and not s.quoted[last]:
        if tokens[last].text == "," and at_start and last + 1 < len(tokens) and tokens[last + 1].norm in ("who", "which", "whose"):
            last = next((c for c in range(last + 1, len(tokens)) if tokens[c].text == ","), last)
            break
        if tokens[last].text == "," and (at_start or last + 1 >= len(tokens) or tokens[last + 1].norm not in ("who", "which", "a", "an", "the")):
            break
        if tokens[last].text in ".?!" and last == len(tokens) - 1:
            break
        if tokens[last].norm in ("and", "but", "while", "as") and last > first and last + 2 < len(tokens) and tokens[last + 1].norm in FINITE | {"the", "it", "he", "she", "they"}:
            break
        last += 1
    source = _trim(s, first, last)
    if source is None:
        return None
    cue = Span(tokens[k].start, tokens[k + 1].end)
    if at_start:
        content = _clause(s, last + 1, len(tokens))
    else:
        quote = next((q for q in s.quotes if q.outer.end <= tokens[k].start and not _words_between(s, q.outer.end, tokens[k].start)), None)
        if quote:
            content = [quote.inner]
        else:
            begin = 0
            content = _clause(s, begin, k)
    return _build(s, (source,), (cue,), content, "assert", "according to")


def _verb(s: _Sentence, k: int, cue: Cue, before: Sequence[Attribution]) -> Attribution | None:
    passive = _passive(s, k, cue)
    if passive is not None:
        return passive
    tokens = s.tokens
    if cue.form == "en" and tokens[k].norm not in ("said", "told") and not any(t.norm in ("has", "have", "had") for t in tokens[max(0, k - 4) : k]):
        return None
    source, at_source = _subject(s, k, cue, before)
    start = min(k, at_source[0]) if at_source else k
    quote_before = _quote_before(s, start)
    inverted = None
    if at_source is None or (quote_before and cue.form != "ing" and source is None):
        inverted = _inverted(s, k)
        if inverted:
            source, at_source = inverted
    end = max(k + 1, at_source[1]) if inverted and at_source else k + 1
    left = _content_left(s, start, end, cue) if source is not None and "c" in cue.frames and not quote_before else []
    content, cue_end, via = (left, tokens[k].end, ()) if left else _content(s, k, end, cue, quote_before)
    if not content:
        return None
    if source is None and cue.form in ("ed", "en", "s", "base") and not quote_before:
        return None
    return _build(s, (source,) if source else (), (Span(tokens[k].start, cue_end),), content, cue.stance, f"verb “{cue.lemma}”", via)


# --------------------------------------------------------------------------------- sources
def _subject(s: _Sentence, k: int, cue: Cue, before: Sequence[Attribution]) -> tuple[Span | None, tuple[int, int] | None]:
    """The subject of the verb at k: its span, and its token range; (None, None) where none stands before it."""
    tokens = s.tokens
    j = k - 1
    while j >= 0 and not s.quoted[j] and tokens[j].kind == "word" and (tokens[j].norm in AUXILIARIES or tokens[j].norm.endswith("ly") and not tokens[j].capital):
        j -= 1
    j = _skip_time(s, j)
    if j >= 0 and tokens[j].norm == "and" and before and before[-1].source:
        return before[-1].source[0], _range_of(s, before[-1].source[0])  # "X said … and called for …"
    if cue.form == "ing" and (j < 0 or tokens[j].text in ",;—–-" or tokens[j].norm in ("and", "while", "but", "by", "after", "before", "when", "in")):
        if before and before[-1].source:
            return before[-1].source[0], None
        first = _first_subject(s, k)
        return (first[0], None) if first else (None, None)
    if j < 0 or s.quoted[j]:
        return None, None
    if tokens[j].text == ",":
        opened = next((c for c in range(j - 1, -1, -1) if tokens[c].text == "," or s.quoted[c]), None)
        if opened is None or s.quoted[opened]:
            first = _first_subject(s, j)
            return first if first and j - first[1][1] < 25 and first[1][1] < j else (None, None)
        if opened == 0 or s.quoted[opened - 1]:
            return None, None
        inner = tokens[opened + 1 : j]
        if inner and inner[0].capital and inner[0].kind == "word" and not tokens[opened - 1].capital and len(inner) <= 8:
            named = _trim(s, opened + 1, j)  # "the army's spokesman, Col. X, said": the name is the source
            before_it = _noun_phrase(s, opened - 1)
            if named:
                return named, (before_it[1][0] if before_it else opened + 1, j)
        if inner and (inner[0].norm in PREPOSITIONS or inner[0].norm in DETERMINERS or inner[0].norm in ("who", "which", "whose", "whom", "where") or inner[0].kind == "number" or not inner[0].capital or inner[0].capital):
            found = _noun_phrase(s, opened - 1)
            return found if found else (None, None)
        return None, None
    if tokens[j].norm in ("who", "which") or (tokens[j].norm == "that" and cue.form in ("s", "ed")):
        j -= 1
        if j >= 0 and tokens[j].text == ",":
            j -= 1
        found = _noun_phrase(s, j) if j >= 0 else None
        return found if found else (None, None)
    if tokens[j].norm in ("as", "what"):
        return None, None
    found = _noun_phrase(s, j)
    return found if found else (None, None)


def _skip_time(s: _Sentence, j: int) -> int:
    """Over "on Tuesday", "in a statement", "late Sunday" between subject and verb."""
    tokens = s.tokens
    moved = True
    while moved and j >= 0:
        moved = False
        if tokens[j].norm in TIME_WORDS and (j and (tokens[j - 1].norm in ("on", "late", "early", "last", "this", "in", "a", "an") or tokens[j].norm in WEEKDAYS)):
            j -= 1
            moved = True
            while j >= 0 and tokens[j].norm in ("on", "late", "early", "last", "this", "in", "a", "an", "earlier"):
                j -= 1
    return j


def _noun_phrase(s: _Sentence, j: int) -> tuple[Span, tuple[int, int]] | None:
    """The noun phrase that ends at token j, going left to a clause boundary."""
    tokens = s.tokens
    if tokens[j].kind not in ("word", "possessive", "number") and tokens[j].text not in ")\"”’'":
        return None
    first = j
    while first > 0 and not s.quoted[first - 1]:
        left = tokens[first - 1]
        if left.kind == "mark" and left.text not in "-’'&/.()\"“”" :
            break
        if left.text in "\"“" and any(q.outer.start == left.start for q in s.quotes):
            break
        if left.norm in BREAKS and not (left.norm == "and" and first >= 2 and tokens[first].capital and tokens[first - 2].capital):
            break
        if left.norm in FINITE or (left.norm in CUES and left.norm not in ALSO_NOUNS and CUES[left.norm].form != "ing" and not left.capital):
            break
        if left.norm in OBJECT_PRONOUNS | {"he", "she", "they", "i", "we", "who"} and first - 1 != j:
            break
        first -= 1
    while first < j and (tokens[first].norm in LEADING or tokens[first].norm in PREPOSITIONS and not tokens[first].capital or tokens[first].kind == "mark"):
        first += 1
    if tokens[first].norm in PREPOSITIONS and tokens[first].capital and first == 0:
        return None
    span = _trim(s, first, j + 1)
    return (span, (first, j + 1)) if span and j + 1 - first <= 30 else None


def _first_subject(s: _Sentence, k: int) -> tuple[Span, tuple[int, int]] | None:
    """The subject of the main clause before token k: the first noun phrase of the sentence (after an opening phrase)."""
    tokens = s.tokens
    i = 0
    while i < k and (tokens[i].kind == "mark" or tokens[i].norm in LEADING or s.quoted[i]):
        i += 1
    if i < k and tokens[i].norm in PREPOSITIONS:
        comma = next((c for c in range(i, k) if tokens[c].text == ","), None)
        if comma is None:
            return None
        i = comma + 1
    first = i
    while i < k and not (tokens[i].text in ",;:(" or tokens[i].norm in FINITE or (i > first and tokens[i].norm in BREAKS)) and not s.quoted[i]:
        if i > first and tokens[i].kind == "word" and not tokens[i].capital and (tokens[i].norm.endswith("ed") or tokens[i].norm in CUES):
            break
        i += 1
    while i > first and tokens[i - 1].kind == "word" and tokens[i - 1].norm in AUXILIARIES:
        i -= 1
    if i == first or i - first > 14:
        return None
    span = _trim(s, first, i)
    return (span, (first, i)) if span else None


def _inverted(s: _Sentence, k: int) -> tuple[Span, tuple[int, int]] | None:
    """`said X` behind a quotation or a comma: the noun phrase after the verb."""
    tokens = s.tokens
    if k == 0 or not (s.quoted[k - 1] or tokens[k - 1].text in ",\"”’»"):
        return None
    first = last = k + 1
    while last < len(tokens) and not s.quoted[last]:
        token = tokens[last]
        if token.text in ".?!;:" and not (token.text == "." and last + 1 < len(tokens)):
            break
        if token.text == ",":
            apposition = last + 1 < len(tokens) and tokens[last + 1].norm in ("a", "an", "the", "who", "whose") and last - first < 8
            if not apposition:
                break
            close = next((c for c in range(last + 1, len(tokens)) if tokens[c].text in ",.;"), len(tokens))
            last = last if close >= len(tokens) - 1 else last
            break
        if token.norm in ("that", "in", "on", "after", "as", "while", "at", "during", "late") and last > first and not (token.norm in ("in", "at") and last + 1 < len(tokens) and tokens[last + 1].capital and tokens[last - 1].kind == "word" and not tokens[last - 1].capital):
            break
        if token.norm in CUES and token.norm not in ALSO_NOUNS and last > first:
            break
        last += 1
    if last == first or tokens[first].norm in BREAKS | PREPOSITIONS or last - first > 16:
        return None
    if tokens[first].norm in ("it", "there") and last - first > 1:
        return None
    span = _trim(s, first, last)
    return (span, (first, last)) if span else None


# --------------------------------------------------------------------------------- content
def _quote_before(s: _Sentence, start: int) -> Quote | None:
    """The long quotation that ends right before token `start`."""
    if start <= 0:
        at = s.tokens[0].start
        return next((q for q in reversed(s.quotes) if q.outer.end <= at and q.outer.start < s.sentence.start), None)
    at = s.tokens[start].start
    return next((q for q in reversed(s.quotes) if q.outer.end <= at and not _words_between(s, q.outer.end, at)), None)


def _words_between(s: _Sentence, start: int, end: int) -> bool:
    return any(start <= t.start < end and t.kind in ("word", "number") for t in s.tokens)


def _content(s: _Sentence, k: int, end: int, cue: Cue, quote_before: Quote | None) -> tuple[list[Span], int, tuple[Span, ...]]:
    """(content, end of the cue, cited outlet) for the verb at k; `end` is the first token behind verb and inverted source."""
    tokens, cue_end = s.tokens, s.tokens[k].end
    addressed: tuple[Span, ...] = ()
    quote_after = next((q for q in s.quotes if q.outer.start >= tokens[min(end, len(tokens)) - 1].end), None)
    if quote_before is not None:
        content = [quote_before.inner]
        via = _addressee(s, end, len(tokens)) if "o" in cue.frames else ()
        if quote_after and quote_after.outer.start < s.sentence.end and _gap_is_light(s, end, quote_after) and not quote_before.inner.end == quote_after.inner.start:
            content.append(quote_after.inner)
        return content, cue_end, via
    if quote_after and "c" in cue.frames | {"o"} and _gap_is_light(s, end, quote_after):
        addressed = _addressee(s, end, len(tokens)) if "o" in cue.frames else ()
        rest = _words_between(s, quote_after.outer.end, s.sentence.end)
        if rest and quote_after.closed and quote_after.outer.end < s.sentence.end:
            tail = _clause(s, _index(s, quote_after.outer.start), len(tokens))
            return tail or [quote_after.inner], cue_end, addressed
        return [quote_after.inner], cue_end, addressed
    first = end
    if "f" in cue.frames or cue.lemma in ("call", "rule", "commit", "press"):
        return _behind(s, k, end, cue)
    that = _that(s, end)
    if that is not None and ("c" in cue.frames or cue.lemma in ("order", "agree", "deny")):
        if "o" in cue.frames:
            addressed = _addressee(s, end, that)
        return _clause(s, that + 1, _clause_end(s, that + 1)), cue_end, addressed
    if "o" in cue.frames and "c" in cue.frames:
        skip = _object_end(s, end)
        if skip is None:
            return [], cue_end, ()
        addressed = _addressee(s, end, skip)
        return _clause(s, skip, _clause_end(s, skip)), cue_end, addressed
    first = _after_adverbials(s, end)
    if first >= len(tokens):
        return [], cue_end, ()
    token = tokens[first]
    if "t" in cue.frames and not cue.frames & {"o", "c", "n"}:
        if token.norm != "to" and not (token.norm in ("against", "on") and cue.lemma == "decline"):
            return [], cue_end, ()
        return _clause(s, first, _phrase_end(s, first)), cue_end, ()
    if token.text in ".,;:!?)" and not (token.text in ",:" and "c" in cue.frames):
        return [], cue_end, ()
    if cue.frames == {"c"} and not _clause_like(s, first) and not (token.norm in ("whether", "how", "what", "why", "if", "to")):
        return [], cue_end, ()
    end_of = _clause_end if "c" in cue.frames and token.norm != "to" else _phrase_end
    return _clause(s, first, end_of(s, first)), cue_end, ()


def _phrase_end(s: _Sentence, first: int) -> int:
    """Where an object or infinitive stops: at a relative clause, apposition or new clause behind a comma."""
    tokens, last = s.tokens, _clause_end(s, first)
    for j in range(first + 2, last - 1):
        if tokens[j].text == "," and not s.quoted[j] and tokens[j + 1].norm in PHRASE_STOPS:
            return j
    return last


def _clause_like(s: _Sentence, first: int) -> bool:
    """Whether a verb follows in the stretch, so that it can be a clause and not just an object."""
    stretch = s.tokens[first : _clause_end(s, first)]
    if not stretch:
        return False
    verbs = FINITE | {"'s", "isn't", "wasn't", "aren't", "don't", "didn't", "won't", "hasn't", "haven't", "can't", "couldn't", "been", "be"}
    return any(t.norm in verbs or (t.kind == "word" and not t.capital and (t.norm.endswith("ed") or t.norm in CUES)) for t in stretch) or len(stretch) >= 5


def _that(s: _Sentence, end: int) -> int | None:
    """A `that` which opens the content: right behind the verb, or behind adverbials or an addressee."""
    tokens = s.tokens
    for j in range(end, min(end + 14, len(tokens))):
        if tokens[j].norm == "that" and not s.quoted[j]:
            between = tokens[end:j]
            if not between or between[0].norm in ADVERBIAL or between[0].norm in OBJECT_PRONOUNS or all(t.text != "," for t in between) and not any(t.norm in FINITE for t in between) or between[0].text == ",":
                return j
            return None
        if tokens[j].text in ";:.?!":
            return None
    return None


def _after_adverbials(s: _Sentence, end: int) -> int:
    """Over "Saturday", "on Monday", "in a statement", "late Wednesday" behind the verb."""
    tokens, j = s.tokens, end
    moved = True
    while moved and j < len(tokens):
        moved = False
        norm = tokens[j].norm
        if norm in WEEKDAYS or norm in ("yesterday", "today", "again", "also", "later", "earlier", "recently", "publicly", "repeatedly", "separately", "afterwards"):
            j, moved = j + 1, True
            if j < len(tokens) and tokens[j].norm in ("night", "morning", "evening", "afternoon"):
                j += 1
        elif norm in ("on", "late", "early", "in", "at", "during") and j + 1 < len(tokens):
            stop = j + 1
            while stop < len(tokens) and stop - j <= 9 and tokens[stop].text != "," and tokens[stop].norm not in TIME_WORDS | {"conference", "briefing", "facebook", "twitter", "television", "radio", "speech", "report", "message", "letter", "email", "post", "tweet"}:
                if tokens[stop].norm in FINITE or tokens[stop].kind == "mark" and tokens[stop].text not in "-'’.":
                    break
                stop += 1
            if stop < len(tokens) and tokens[stop].norm in TIME_WORDS | {"conference", "briefing", "facebook", "twitter", "television", "radio", "speech", "report", "message", "letter", "email", "post", "tweet"}:
                j, moved = stop + 1, True
                while j < len(tokens) and (tokens[j].kind == "number" or tokens[j].norm in ("night", "morning", "evening", "afternoon")):
                    j += 1
    return j


def _object_end(s: _Sentence, end: int) -> int | None:
    """The token behind the addressee of "told X": a pronoun, a name, or a short noun phrase before a new clause."""
    tokens = s.tokens
    if end >= len(tokens):
        return None
    if tokens[end].norm in OBJECT_PRONOUNS:
        return _after_adverbials(s, end + 1)
    j = end
    while j < len(tokens) and j - end <= 10:
        token = tokens[j]
        if token.text in ",.;:" or s.quoted[j]:
            return None
        if j > end and token.norm in ("he", "she", "they", "it", "we", "i", "there", "the", "a", "an", "his", "her", "their", "its", "this", "these") and tokens[j - 1].norm not in PREPOSITIONS | {"and"}:
            return j
        if token.norm in FINITE:
            return None
        j += 1
    return None


def _addressee(s: _Sentence, start: int, end: int) -> tuple[Span, ...]:
    """The words addressed ("told France 24"), up to a mark, adverbial or clause: perhaps the outlet that heard it."""
    tokens, j = s.tokens, start
    while j < end and tokens[j].kind in ("word", "number", "possessive") and tokens[j].norm not in PREPOSITIONS | WEEKDAYS.keys() | {"that", "who", "late", "early"} and j - start < 7:
        j += 1
    span = _trim(s, start, j) if j > start else None
    return (span,) if span else ()


def _gap_is_light(s: _Sentence, end: int, quote: Quote) -> bool:
    """Whether only marks, an addressee or adverbials stand between the verb (or source) and a quotation."""
    between = [t for t in s.tokens[end:] if t.start < quote.outer.start]
    words = [t for t in between if t.kind in ("word", "number")]
    if not words:
        return True
    if any(t.norm in FINITE or t.norm in ("that", "and", "but", "which", "who") for t in words) or len(words) > 14:
        return False
    last = between[-1]
    return last.text in ",:—–-" or words[0].norm in OBJECT_PRONOUNS or last.norm in TIME_WORDS


def _behind(s: _Sentence, k: int, end: int, cue: Cue) -> tuple[list[Span], int, tuple[Span, ...]]:
    """Content behind the cue's preposition: accused X *of*, called *for*, called *on* X to, distanced itself *from*."""
    tokens = s.tokens
    if cue.lemma == "distance" and end < len(tokens):
        return _clause(s, end, _clause_end(s, end)), tokens[k].end, ()
    wanted = cue.behind or {"call": ("for", "on", "upon"), "rule": ("out",), "commit": ("to",), "press": ("for",)}.get(cue.lemma, ())
    reach = 12 if cue.lemma in ("accuse", "blame", "suspect") else 4 if cue.lemma == "commit" else 2
    for j in range(end, min(end + reach, len(tokens))):
        if tokens[j].norm in wanted:
            direct = j == end
            content_first = j if cue.lemma == "commit" else _after_adverbials(s, j + 1) if cue.lemma == "rule" else j + 1
            return _clause(s, content_first, _clause_end(s, content_first)), tokens[j].end if direct and cue.lemma != "commit" else tokens[k].end, ()
        if tokens[j].text in ".;" or s.quoted[j] or tokens[j].norm in FINITE:
            break
    if cue.lemma == "press" and end < len(tokens):
        return _clause(s, end, _clause_end(s, end)), tokens[k].end, ()
    if cue.lemma == "call" and end < len(tokens) and any(end <= _index(s, q.outer.start) <= end + 12 for q in s.sentence.quotes if q.depth == 0):
        return _clause(s, end, _clause_end(s, end)), tokens[k].end, ()
    return [], tokens[k].end, ()


def _content_left(s: _Sentence, start: int, end: int, cue: Cue) -> list[Span]:
    """`CONTENT, X said.`: the clause before the comma, when nothing but adverbials or an addressee follows the verb."""
    tokens = s.tokens
    if start < 4 or tokens[start - 1].text not in (",", "—", "–", "-") or s.quoted[start - 1] or cue.form == "ing":
        return []
    if not any(t.norm in FINITE or t.norm.endswith(("ed", "s")) for t in tokens[: start - 1]) or tokens[0].norm in PREPOSITIONS | {"asked", "when", "while", "after", "if", "as"} and not any(t.text == "," for t in tokens[: start - 1]):
        return []
    after = _after_adverbials(s, end)
    if "o" in cue.frames and after < len(tokens) and tokens[after].norm not in ("that", "to"):
        stop = next((j for j in range(after, min(len(tokens), after + 7)) if tokens[j].text in ".,;:!?" or tokens[j].norm in ("that", "to", "he", "she", "it", "they")), None)
        after = stop if stop is not None and tokens[stop].kind == "mark" else after
    quoted_next = after < len(tokens) - 1 and s.quoted[after + 1]
    if quoted_next:
        return []
    if after < len(tokens) and tokens[after].text not in ".,;:!?—–" and tokens[after].norm not in ("in", "on", "at", "after", "as", "citing", "quoting", "without", "of", "while", "adding", "to"):
        return []
    return _clause(s, 0, start - 1)


def _clause_end(s: _Sentence, first: int) -> int:
    """Where content that begins at token `first` stops: the sentence's end, or a coordinated or participial cue."""
    tokens = s.tokens
    for j in range(first + 1, len(tokens)):
        if s.quoted[j] or tokens[j].norm not in CUES:
            continue
        cue, before = CUES[tokens[j].norm], tokens[j - 1]
        if cue.form == "ing" and before.text == "," and cue.lemma not in ("push", "press", "bar", "ban", "offer", "hope", "expect", "fear"):
            return j - 1
        if cue.form in ("ed", "s") and before.norm in ("and", "but") and j - 2 > first and (tokens[j].norm not in ALSO_NOUNS or cue.form == "ed") and _follows_main(s, j):
            return j - 2 if tokens[j - 2].text == "," else j - 1
        if before.norm in ("he", "she", "they", "it") and j >= 4 and tokens[j - 2].norm in ("and", "but") and tokens[j - 3].text == "," and cue.form in ("ed", "s"):
            return j - 3
        if before.norm in ("he", "she", "they", "it") and j >= 2 and tokens[j - 2].text == "," and (j + 1 >= len(tokens) or tokens[j + 1].text in ".,;!?"):
            return j - 2
    return len(tokens)


def _follows_main(s: _Sentence, j: int) -> bool:
    after = s.tokens[j + 1].norm if j + 1 < len(s.tokens) else ""
    if CUES[s.tokens[j].norm].lemma == "call":
        return after in ("for", "on")
    return after not in ("by", "of", "as", "for", "to", "in", "at", "with") and s.tokens[j + 1 if j + 1 < len(s.tokens) else j].text not in ".,;" or s.tokens[j].norm in ("said", "added", "announced")


def _clause(s: _Sentence, first: int, last: int) -> list[Span]:
    """The span of tokens first to last without marks and conjunctions around; empty when nothing is left."""
    tokens = s.tokens
    while first < last and (tokens[first].text in ",:;—–-." or tokens[first].norm in ("that", "but", "and", "meanwhile", "however") and first == 0):
        first += 1
    span = _trim(s, first, last)
    return [span] if span is not None and any(t.kind == "word" for t in tokens[first:last]) else []


def _trim(s: _Sentence, first: int, last: int) -> Span | None:
    """Tokens first to last as a span, without trailing marks (question marks stay) and unpaired quotation marks."""
    tokens = s.tokens
    while last > first and tokens[last - 1].kind == "mark" and tokens[last - 1].text not in "?؟)%…\"”’'»" and not tokens[last - 1].text.startswith(".."):
        last -= 1
    while first < last and tokens[first].kind == "mark" and tokens[first].text not in "\"“‘'«($€£[":
        first += 1
    if first >= last:
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    words = s.sentence.text[start - s.sentence.start : end - s.sentence.start]
    if words[-1] in "\"”’'»" and not any(q.outer.end == end and q.outer.start >= start for q in s.sentence.quotes):
        last -= 1
    elif words[0] in "\"“‘'«" and not any(q.outer.start == start and q.outer.end <= end for q in s.sentence.quotes):
        first += 1
    while last > first and tokens[last - 1].text in (".", ","):
        last -= 1
    if first >= last:
        return None
    whole = next((q for q in s.sentence.quotes if q.outer == Span(tokens[first].start, tokens[last - 1].end)), None)
    if whole is not None and last - first > 2:
        return whole.inner
    return Span(tokens[first].start, tokens[last - 1].end)


def _index(s: _Sentence, start: int) -> int:
    return next((i for i, t in enumerate(s.tokens) if t.start >= start), len(s.tokens))


def _range_of(s: _Sentence, span: Span) -> tuple[int, int] | None:
    inside = [i for i, t in enumerate(s.tokens) if span.start <= t.start < span.end]
    return (inside[0], inside[-1] + 1) if inside else None


# --------------------------------------------------------------------------------- passives and headlines
def _passive(s: _Sentence, k: int, cue: Cue) -> Attribution | None:
    """`is accused of`, `is believed to`, `has been branded`: somebody says it who is not named, or stands behind `by`."""
    tokens = s.tokens
    if cue.form not in ("ed", "en") or tokens[k].norm == "told":
        return None
    helper = any(t.norm in ("is", "are", "was", "were", "been", "being", "be") for t in tokens[max(0, k - 3) : k]) and not any(t.text == "," for t in tokens[max(0, k - 3) : k])
    reduced = k and tokens[k - 1].text == "," and k + 1 < len(tokens) and tokens[k + 1].norm == "to" and cue.lemma in ("believe", "say", "think", "allege", "report")
    if not helper and not reduced:
        return None
    by = next((j for j in range(k + 1, min(len(tokens), k + 14)) if tokens[j].norm == "by" and not s.quoted[j]), None)
    source: Span | None = None
    first = k + 1
    if by is not None:
        stop = by + 1
        while stop < len(tokens) and tokens[stop].text not in ",.;:" and tokens[stop].norm not in BREAKS - {"and"} and tokens[stop].norm not in ("of", "to") and stop - by < 9:
            stop += 1
        source = _trim(s, by + 1, stop)
        if by == k + 1:
            first = stop
    if first < len(tokens) and tokens[first].norm in ("to", "of", "for", "that", "as") and cue.lemma in ("believe", "say", "think", "allege", "report", "accuse", "suspect", "expect", "blame", "claim", "estimate", "order", "know"):
        begin = first + (1 if tokens[first].norm in ("of", "for", "that", "as") else 0)
        content = _clause(s, begin, _clause_end(s, begin))
        if content:
            return _build(s, (source,) if source else (), (tokens[k].span,), content, cue.stance, f"passive “{cue.lemma}”", passive=True)
    if source is not None and cue.lemma in ("brand", "dub", "label", "describe", "call", "dispute", "reject", "deny", "condemn") and by is not None:
        content = _clause(s, k + 1, by) if by > k + 1 else _clause(s, 0, max(0, k - 1))
        return _build(s, (source,), (tokens[k].span,), content, cue.stance, f"passive “{cue.lemma}”", passive=True) if content else None
    return None


def _colon(s: _Sentence) -> Attribution | None:
    """Headlines `Witnesses: …` and `…: minister`; the caller checks that the short side names somebody."""
    tokens = s.tokens
    at = next((i for i, t in enumerate(tokens) if t.text == ":"), None)
    if at is None or at == 0 or at >= len(tokens) - 1:
        return None
    left, right = at, len(tokens) - at - 1
    if left <= 4 and right >= 3:
        source, content = _trim(s, 0, at), _clause(s, at + 1, len(tokens))
    elif right <= 4 and left >= 3:
        source, content = _trim(s, at + 1, len(tokens)), _clause(s, 0, at)
    else:
        return None
    return _build(s, (source,), (), content, "assert", "headline with a colon") if source and content else None


def _can_speak(s: _Sentence, span: Span) -> bool:
    """Whether the words of a source hold more than auxiliaries and conjunctions."""
    words = [t.norm for t in s.tokens if span.start <= t.start < span.end and t.kind in ("word", "number")]
    return any(w not in AUXILIARIES and w not in BREAKS and w not in FINITE and w not in PREPOSITIONS and w not in DETERMINERS - {"this", "these", "those", "some"} for w in words)


def _build(
    s: _Sentence, source: tuple[Span, ...], cue: tuple[Span, ...], content: list[Span], stance: Stance, how: str, via: tuple[Span, ...] = (), passive: bool = False
) -> Attribution | None:
    spans = [c for c in content if c.end > c.start]
    if not spans or any(not _can_speak(s, span) for span in source):
        return None
    marked = [q.outer for q in s.sentence.quotes]
    inside = all(any(q.inner.start <= c.start and c.end <= q.inner.end for q in s.sentence.quotes) for c in spans)
    part = any(m.overlaps(c) for m in marked for c in spans)
    return Attribution(
        source=source, cue=cue, content=tuple(sorted(spans)), stance=stance, via=via, passive=passive, how=how,
        quoted="all" if inside else "part" if part else "none",
    )  # fmt: skip
