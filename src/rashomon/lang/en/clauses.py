"""Phrases and clauses of an English sentence around a word of saying: subjects, adverbials, where content begins and ends.

No parser: boundaries are read from closed-class words, marks and other words of saying. Token ranges are half-open.
"""

from __future__ import annotations

from rashomon.lang.base import Quote
from rashomon.lang.en.grammar import DETERMINERS, FINITE, HOLDERS, LEADING, PHRASE_STOPS, PREPOSITIONS, TIME_WORDS
from rashomon.lang.en.times import WEEKDAYS
from rashomon.lang.en.verbs import ADVERBIAL, ALSO_NOUNS, AUXILIARIES, BREAKS, CUES, OBJECT_PRONOUNS
from rashomon.lang.scan import Scan
from rashomon.model import Span


def skip_time(s: Scan, j: int) -> int:
    """Over "on Tuesday", "in a statement", "late Sunday" between subject and verb."""
    tokens = s.tokens
    moved = True
    while moved and j >= 0:
        moved = False
        if tokens[j].norm in TIME_WORDS and (
            j and (tokens[j - 1].norm in ("on", "late", "early", "last", "this", "in", "a", "an") or tokens[j].norm in WEEKDAYS)
        ):
            j -= 1
            moved = True
            while j >= 0 and tokens[j].norm in ("on", "late", "early", "last", "this", "in", "a", "an", "earlier"):
                j -= 1
    return j


def noun_phrase(s: Scan, j: int) -> tuple[Span, tuple[int, int]] | None:
    """The noun phrase that ends at token j, going left to a clause boundary."""
    tokens = s.tokens
    if tokens[j].kind not in ("word", "possessive", "number") and tokens[j].text not in ")\"”’'":
        return None
    first = j
    while first > 0 and not s.quoted[first - 1]:
        left = tokens[first - 1]
        if left.kind == "mark" and left.text not in "-’'&/.()\"“”":
            break
        if left.text in '"“‘' and any(q.outer.start == left.start for q in s.quotes):
            break
        if left.text in "'’" and any(left.start in (q.outer.start, q.outer.end - 1) for q in s.quotes):
            break
        if left.norm in BREAKS and not (left.norm == "and" and first >= 2 and tokens[first].capital and tokens[first - 2].capital):
            break
        if left.norm in FINITE or (left.norm in CUES and left.norm not in ALSO_NOUNS and CUES[left.norm].form != "ing" and not left.capital):
            break
        if left.norm in OBJECT_PRONOUNS | {"he", "she", "they", "i", "we", "who"} and first - 1 != j:
            break
        # A determiner opens the phrase, unless a preposition or quantifier holds it ("most of the residents").
        if tokens[first].norm in DETERMINERS and left.kind == "word" and left.norm not in PREPOSITIONS | HOLDERS:
            break
        first -= 1
    while first < j and (tokens[first].norm in LEADING or (tokens[first].norm in PREPOSITIONS and not tokens[first].capital) or tokens[first].kind == "mark"):
        first += 1
    if tokens[first].norm in PREPOSITIONS and tokens[first].capital and first == 0:
        return None
    span = s.trim(first, j + 1)
    return (span, (first, j + 1)) if span and j + 1 - first <= 30 else None


def first_subject(s: Scan, k: int) -> tuple[Span, tuple[int, int]] | None:
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
    span = s.trim(first, i)
    return (span, (first, i)) if span else None


def inverted(s: Scan, k: int) -> tuple[Span, tuple[int, int]] | None:
    """`said X` behind a quotation or a comma: the noun phrase after the verb."""
    tokens = s.tokens
    if k == 0 or not (s.quoted[k - 1] or tokens[k - 1].text in ',"”’»'):
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
            break
        if (
            token.norm in ("that", "in", "on", "after", "as", "while", "at", "during", "late")
            and last > first
            and not (
                token.norm in ("in", "at")
                and last + 1 < len(tokens)
                and tokens[last + 1].capital
                and tokens[last - 1].kind == "word"
                and not tokens[last - 1].capital
            )
        ):
            break
        if token.norm in CUES and token.norm not in ALSO_NOUNS and last > first:
            break
        last += 1
    if last == first or tokens[first].norm in BREAKS | PREPOSITIONS or last - first > 16:
        return None
    if tokens[first].norm in ("it", "there") and last - first > 1:
        return None
    span = s.trim(first, last)
    return (span, (first, last)) if span else None


def that_clause(s: Scan, end: int, addressed: bool) -> int | None:
    """A `that` which opens the content: right behind the verb, or behind adverbials or an addressee."""
    tokens = s.tokens
    for j in range(end, min(end + 14, len(tokens))):
        if tokens[j].norm == "that" and not s.quoted[j]:
            between = tokens[end:j]
            if not addressed and between and between[0].norm not in ADVERBIAL and between[0].text != ",":
                return None  # "said the gap reflected bodies that …": a relative clause
            if (
                not between
                or between[0].norm in ADVERBIAL
                or between[0].norm in OBJECT_PRONOUNS
                or (all(t.text != "," for t in between) and not any(t.norm in FINITE for t in between))
                or between[0].text == ","
            ):
                return j
            return None
        if tokens[j].text in ";:.?!":
            return None
    return None


def after_adverbials(s: Scan, end: int) -> int:
    """Over "Saturday", "on Monday", "in a statement", "late Wednesday" behind the verb."""
    tokens, j = s.tokens, end
    moved = True
    while moved and j < len(tokens):
        moved = False
        norm = tokens[j].norm
        if norm in WEEKDAYS or norm in (
            "yesterday",
            "today",
            "again",
            "also",
            "later",
            "earlier",
            "recently",
            "publicly",
            "repeatedly",
            "separately",
            "afterwards",
        ):
            j, moved = j + 1, True
            if j < len(tokens) and tokens[j].norm in ("night", "morning", "evening", "afternoon"):
                j += 1
        elif norm in ("on", "late", "early", "in", "at", "during") and j + 1 < len(tokens):
            stop = j + 1
            while (
                stop < len(tokens)
                and stop - j <= 9
                and tokens[stop].text != ","
                and tokens[stop].norm
                not in TIME_WORDS
                | {"conference", "briefing", "facebook", "twitter", "television", "radio", "speech", "report", "message", "letter", "email", "post", "tweet"}
            ):
                if tokens[stop].norm in FINITE or (tokens[stop].kind == "mark" and tokens[stop].text not in "-'’."):
                    break
                stop += 1
            if stop < len(tokens) and tokens[stop].norm in TIME_WORDS | {
                "conference",
                "briefing",
                "facebook",
                "twitter",
                "television",
                "radio",
                "speech",
                "report",
                "message",
                "letter",
                "email",
                "post",
                "tweet",
            }:
                j, moved = stop + 1, True
                while j < len(tokens) and (tokens[j].kind == "number" or tokens[j].norm in ("night", "morning", "evening", "afternoon")):
                    j += 1
    return j


def object_end(s: Scan, end: int) -> int | None:
    """The token behind the addressee of "told X": a pronoun, a name, or a short noun phrase before a new clause."""
    tokens = s.tokens
    if end >= len(tokens):
        return None
    if tokens[end].norm in OBJECT_PRONOUNS:
        return after_adverbials(s, end + 1)
    j = end
    while j < len(tokens) and j - end <= 10:
        token = tokens[j]
        if token.text in ",.;:" or s.quoted[j]:
            return None
        if (
            j > end
            and token.norm in ("he", "she", "they", "it", "we", "i", "there", "the", "a", "an", "his", "her", "their", "its", "this", "these")
            and tokens[j - 1].norm not in PREPOSITIONS | {"and"}
        ):
            return j
        if token.norm in FINITE:
            return None
        j += 1
    return None


def addressee(s: Scan, start: int, end: int) -> tuple[Span, ...]:
    """The words addressed ("told France 24"), up to a mark, adverbial or clause: perhaps the outlet that heard it."""
    tokens, j = s.tokens, start
    while (
        j < end
        and tokens[j].kind in ("word", "number", "possessive")
        and tokens[j].norm not in PREPOSITIONS | WEEKDAYS.keys() | {"that", "who", "late", "early"}
        and j - start < 7
    ):
        j += 1
    span = s.trim(start, j) if j > start else None
    return (span,) if span else ()


def gap_is_light(s: Scan, end: int, quote: Quote) -> bool:
    """Whether only marks, an addressee or adverbials stand between the verb (or source) and a quotation."""
    between = [t for t in s.tokens[end:] if t.start < quote.outer.start]
    words = [t for t in between if t.kind in ("word", "number")]
    if not words:
        return True
    if any(t.norm in FINITE or t.norm in ("that", "and", "but", "which", "who") for t in words) or len(words) > 14:
        return False
    last = between[-1]
    return last.text in ",:—–-" or words[0].norm in OBJECT_PRONOUNS or last.norm in TIME_WORDS


def clause_end(s: Scan, first: int) -> int:
    """Where content that begins at token `first` stops: the sentence's end, or a coordinated or participial cue."""
    tokens = s.tokens
    for j in range(first + 1, len(tokens)):
        if s.quoted[j] or tokens[j].norm not in CUES:
            continue
        cue, before = CUES[tokens[j].norm], tokens[j - 1]
        if cue.form == "ing" and before.text == "," and cue.lemma not in ("push", "press", "bar", "ban", "offer", "hope", "expect", "fear"):
            return j - 1
        if (
            cue.form in ("ed", "s")
            and before.norm in ("and", "but")
            and j - 2 > first
            and (tokens[j].norm not in ALSO_NOUNS or cue.form == "ed")
            and follows_main(s, j)
        ):
            return j - 2 if tokens[j - 2].text == "," else j - 1
        if (
            before.norm in ("he", "she", "they", "it")
            and j >= 4
            and tokens[j - 2].norm in ("and", "but")
            and tokens[j - 3].text == ","
            and cue.form in ("ed", "s")
        ):
            return j - 3
        if before.norm in ("he", "she", "they", "it") and j >= 2 and tokens[j - 2].text == "," and (j + 1 >= len(tokens) or tokens[j + 1].text in ".,;!?"):
            return j - 2
    return len(tokens)


def phrase_end(s: Scan, first: int) -> int:
    """Where an object or infinitive stops: at a relative clause, apposition or new clause behind a comma."""
    tokens, last = s.tokens, clause_end(s, first)
    for j in range(first + 2, last - 1):
        if tokens[j].text == "," and not s.quoted[j] and tokens[j + 1].norm in PHRASE_STOPS:
            return j
    return last


def clause_like(s: Scan, first: int) -> bool:
    """Whether a verb follows in the stretch, so that it can be a clause and not just an object."""
    stretch = s.tokens[first : clause_end(s, first)]
    if not stretch:
        return False
    verbs = FINITE | {"'s", "isn't", "wasn't", "aren't", "don't", "didn't", "won't", "hasn't", "haven't", "can't", "couldn't", "been", "be"}
    return any(t.norm in verbs or (t.kind == "word" and not t.capital and (t.norm.endswith("ed") or t.norm in CUES)) for t in stretch) or len(stretch) >= 5


def follows_main(s: Scan, j: int) -> bool:
    after = s.tokens[j + 1].norm if j + 1 < len(s.tokens) else ""
    if CUES[s.tokens[j].norm].lemma == "call":
        return after in ("for", "on")
    return (after not in ("by", "of", "as", "for", "to", "in", "at", "with") and s.tokens[j + 1 if j + 1 < len(s.tokens) else j].text not in ".,;") or s.tokens[
        j
    ].norm in ("said", "added", "announced")


def clause(s: Scan, first: int, last: int) -> list[Span]:
    """The span of tokens first to last without marks and conjunctions around; empty when nothing is left."""
    tokens = s.tokens
    while first < last and (tokens[first].text in ",:;—–-." or (tokens[first].norm in ("that", "but", "and", "meanwhile", "however") and first == 0)):
        first += 1
    span = s.trim(first, last)
    return [span] if span is not None and any(t.kind == "word" for t in tokens[first:last]) else []
