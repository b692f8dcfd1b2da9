"""Attributions in an English sentence, by reporting verbs and `according to`.

For every cue: the source is the subject (before the verb, behind it when inverted, carried over to participles such as
"adding that"), the content is the quotation beside it, else the clause or phrase that the verb's frame leads to. What
the words refer to ("he", "the group") is left to `extract.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.lang.base import Attribution, Quote, Sentence
from rashomon.lang.en.clauses import (
    addressee,
    after_adverbials,
    clause,
    clause_end,
    clause_like,
    first_subject,
    gap_is_light,
    inverted,
    noun_phrase,
    object_end,
    phrase_end,
    skip_time,
    that_clause,
)
from rashomon.lang.en.grammar import DETERMINERS, FINITE, LEADING, PREPOSITIONS
from rashomon.lang.en.name_words import PEOPLE_NOUNS
from rashomon.lang.en.verbs import ALSO_NOUNS, AUXILIARIES, BREAKS, CUES, Cue
from rashomon.lang.scan import Scan
from rashomon.model import Span, Stance

LONG_QUOTE = 4  # words; shorter quotations are words set in marks, not speech of their own

ASKS = re.compile(r"(?:whether|if|why|how|when|where|what|who|which)\b", re.I)


def attributions(sentence: Sentence) -> list[Attribution]:
    """Attributions whose cue stands in the sentence, in order of their cues."""
    s = Scan(sentence, LONG_QUOTE)
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


def _is_verb(s: Scan, k: int, cue: Cue) -> bool:
    """Whether the form is a verb here, and the finite or participial verb of a telling."""
    before = s.tokens[k - 1] if k else None
    after = s.tokens[k + 1] if k + 1 < len(s.tokens) else None
    word = s.tokens[k].norm
    if s.tokens[k].capital and k and not s.sentence.titlecase and before is not None and before.text not in "\"“”’'»,":
        return False  # "The United States": a name
    if before is None:
        return cue.form in ("ing", "ed") and after is not None and (after.norm == "that" or (word == "asked" and cue.form == "ed"))
    if (
        before.norm in DETERMINERS
        or before.kind == "possessive"
        or (before.norm in ("to", "of", "for", "in", "with", "by", "from", "at", "about") and cue.form in ("base", "s", "en", "ed"))
    ):
        return before.norm in ("this", "that", "those", "some", "these") and cue.form in ("s", "ed", "base") and word not in ALSO_NOUNS and after is not None
    if word in ALSO_NOUNS and cue.form in ("base", "s"):
        subject = (
            before.norm in ("who", "they", "he", "she", "it", "we", "officials", "witnesses", "critics", "residents", "sources") or before.norm in PEOPLE_NOUNS
        )
        name = (
            before.capital
            and cue.form == "s"
            and after is not None
            and after.text not in ".,;:)"
            and not (s.sentence.titlecase and after.norm not in ("to", "for", "that"))
        )
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
    if (
        cue.form == "ing"
        and before.kind == "word"
        and before.norm
        not in (
            "and",
            "but",
            "while",
            "when",
            "after",
            "before",
            "by",
            "without",
            "statement",
            "statements",
            "officials",
            "report",
            "reports",
            "statement",
            "as",
        )
        and before.text not in ",;"
    ):
        return (before.kind == "word" and (after is not None and (after.norm == "that" or after.text in ":,"))) or before.norm in PEOPLE_NOUNS
    return before.norm != "without"


def _according(s: Scan, k: int) -> Attribution | None:
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
        if (
            tokens[last].norm in ("and", "but", "while", "as")
            and last > first
            and last + 2 < len(tokens)
            and tokens[last + 1].norm in FINITE | {"the", "it", "he", "she", "they"}
        ):
            break
        last += 1
    source = s.trim(first, last)
    if source is None:
        return None
    cue = Span(tokens[k].start, tokens[k + 1].end)
    if at_start:
        content = clause(s, last + 1, len(tokens))
    else:
        quote = next((q for q in s.quotes if q.outer.end <= tokens[k].start and not s.words_between(q.outer.end, tokens[k].start)), None)
        if quote:
            content = [quote.inner]
        else:
            begin = 0
            content = clause(s, begin, k)
    return _build(s, (source,), (cue,), content, "assert", "according to")


def _verb(s: Scan, k: int, cue: Cue, before: Sequence[Attribution]) -> Attribution | None:
    passive = _passive(s, k, cue)
    if passive is not None:
        return passive
    tokens = s.tokens
    if cue.form == "en" and tokens[k].norm not in ("said", "told") and not any(t.norm in ("has", "have", "had") for t in tokens[max(0, k - 4) : k]):
        return None
    source, at_source = _subject(s, k, cue, before)
    start = min(k, at_source[0]) if at_source else k
    quote_before = _quote_before(s, start)
    turned = None
    if at_source is None or (quote_before and cue.form != "ing" and source is None):
        turned = inverted(s, k)
        if turned:
            source, at_source = turned
    end = max(k + 1, at_source[1]) if turned and at_source else k + 1
    left = _content_left(s, start, end, cue) if source is not None and "c" in cue.frames and not quote_before else []
    content, cue_end, via = (left, tokens[k].end, ()) if left else _content(s, k, end, cue, quote_before)
    if not content:
        return None
    if source is None and cue.form in ("ed", "en", "s", "base") and not quote_before:
        return None
    stance = _stance(s, k, cue, content)
    if stance is None:
        return None
    return _build(s, (source,) if source else (), (Span(tokens[k].start, cue_end),), content, stance, f"verb “{cue.lemma}”", via)


def _stance(s: Scan, k: int, cue: Cue, content: Sequence[Span]) -> Stance | None:
    """The verb's stance, but for what is asked as a question, and for "called X a liar": a claim where it is quoted, else no telling."""
    words = s.sentence.text[content[0].start - s.sentence.start : content[-1].end - s.sentence.start] if content[0].start >= s.sentence.start else ""
    if cue.lemma == "ask" and (words.rstrip("\"'”’ ").endswith("?") or ASKS.match(words)):
        return "question"
    following = s.tokens[k + 1].norm if k + 1 < len(s.tokens) else ""
    if cue.lemma == "call" and cue.form in ("s", "ed", "en") and following not in ("for", "on", "upon") and not (s.quotes and content[0] == s.quotes[0].inner):
        part = any(q.inner.overlaps(c) for q in s.sentence.quotes for c in content)
        return "assert" if part else None
    return cue.stance


def _subject(s: Scan, k: int, cue: Cue, before: Sequence[Attribution]) -> tuple[Span | None, tuple[int, int] | None]:
    """The subject of the verb at k: its span, and its token range; (None, None) where none stands before it."""
    tokens = s.tokens
    j = k - 1
    while (
        j >= 0 and not s.quoted[j] and tokens[j].kind == "word" and (tokens[j].norm in AUXILIARIES or (tokens[j].norm.endswith("ly") and not tokens[j].capital))
    ):
        j -= 1
    j = skip_time(s, j)
    if j >= 0 and tokens[j].norm == "and" and before and before[-1].source:
        return before[-1].source[0], s.range_of(before[-1].source[0])  # "X said … and called for …"
    if cue.form == "ing" and (j < 0 or tokens[j].text in ",;—–-" or tokens[j].norm in ("and", "while", "but", "by", "after", "before", "when", "in")):
        if before and before[-1].source:
            return before[-1].source[0], None
        first = first_subject(s, k)
        return (first[0], None) if first else (None, None)
    if j < 0 or s.quoted[j]:
        return None, None
    if tokens[j].text == ",":
        opened = next((c for c in range(j - 1, -1, -1) if tokens[c].text == "," or s.quoted[c]), None)
        if opened is None or s.quoted[opened]:
            first = first_subject(s, j)
            return first if first and j - first[1][1] < 25 and first[1][1] < j else (None, None)
        if opened == 0 or s.quoted[opened - 1]:
            return None, None
        inner = tokens[opened + 1 : j]
        if inner and inner[0].capital and inner[0].kind == "word" and not tokens[opened - 1].capital and len(inner) <= 8:
            named = s.trim(opened + 1, j)  # "the army's spokesman, Col. X, said": the name is the source
            before_it = noun_phrase(s, opened - 1)
            if named:
                return named, (before_it[1][0] if before_it else opened + 1, j)
        if inner and (
            inner[0].norm in PREPOSITIONS
            or inner[0].norm in DETERMINERS
            or inner[0].norm in ("who", "which", "whose", "whom", "where")
            or inner[0].kind == "number"
            or not inner[0].capital
            or inner[0].capital
        ):
            found = noun_phrase(s, opened - 1)
            return found if found else (None, None)
        return None, None
    if tokens[j].norm in ("who", "which") or (tokens[j].norm == "that" and cue.form in ("s", "ed")):
        j -= 1
        if j >= 0 and tokens[j].text == ",":
            j -= 1
        found = noun_phrase(s, j) if j >= 0 else None
        return found if found else (None, None)
    if tokens[j].norm in ("as", "what"):
        return None, None
    found = noun_phrase(s, j)
    return found if found else (None, None)


def _content(s: Scan, k: int, end: int, cue: Cue, quote_before: Quote | None) -> tuple[list[Span], int, tuple[Span, ...]]:
    """(content, end of the cue, cited outlet) for the verb at k; `end` is the first token behind verb and inverted source."""
    tokens, cue_end = s.tokens, s.tokens[k].end
    addressed: tuple[Span, ...] = ()
    quote_after = next((q for q in s.quotes if q.outer.start >= tokens[min(end, len(tokens)) - 1].end), None)
    if quote_before is not None:
        content = [quote_before.inner]
        via = addressee(s, end, len(tokens)) if "o" in cue.frames else ()
        if quote_after and quote_after.outer.start < s.sentence.end and gap_is_light(s, end, quote_after) and quote_before.inner.end != quote_after.inner.start:
            content.append(quote_after.inner)
        return content, cue_end, via
    if quote_after and "c" in cue.frames | {"o"} and gap_is_light(s, end, quote_after):
        addressed = addressee(s, end, len(tokens)) if "o" in cue.frames else ()
        rest = s.words_between(quote_after.outer.end, s.sentence.end)
        if rest and quote_after.closed and quote_after.outer.end < s.sentence.end:
            tail = clause(s, s.index(quote_after.outer.start), len(tokens))
            return tail or [quote_after.inner], cue_end, addressed
        return [quote_after.inner], cue_end, addressed
    first = end
    if "f" in cue.frames or cue.lemma in ("call", "rule", "commit", "press"):
        return _behind(s, k, end, cue)
    that = that_clause(s, end, "o" in cue.frames)
    if that is not None and ("c" in cue.frames or cue.lemma in ("order", "agree", "deny")):
        if "o" in cue.frames:
            addressed = addressee(s, end, that)
        return clause(s, that + 1, clause_end(s, that + 1)), cue_end, addressed
    if "o" in cue.frames and "c" in cue.frames:
        skip = object_end(s, end)
        if skip is None:
            return [], cue_end, ()
        addressed = addressee(s, end, skip)
        return clause(s, skip, clause_end(s, skip)), cue_end, addressed
    first = after_adverbials(s, end)
    if first >= len(tokens):
        return [], cue_end, ()
    token = tokens[first]
    if "t" in cue.frames and not cue.frames & {"o", "c", "n"}:
        if token.norm != "to" and not (token.norm in ("against", "on") and cue.lemma == "decline"):
            return [], cue_end, ()
        return clause(s, first, phrase_end(s, first)), cue_end, ()
    if token.text in ".,;:!?)" and not (token.text in ",:" and "c" in cue.frames):
        return [], cue_end, ()
    if cue.frames == {"c"} and not clause_like(s, first) and token.norm not in ("whether", "how", "what", "why", "if", "to"):
        return [], cue_end, ()
    end_of = clause_end if "c" in cue.frames and token.norm != "to" else phrase_end
    return clause(s, first, end_of(s, first)), cue_end, ()


def _behind(s: Scan, k: int, end: int, cue: Cue) -> tuple[list[Span], int, tuple[Span, ...]]:
    """Content behind the cue's preposition: accused X *of*, called *for*, called *on* X to, distanced itself *from*."""
    tokens = s.tokens
    if cue.lemma == "distance" and end < len(tokens):
        return clause(s, end, clause_end(s, end)), tokens[k].end, ()
    wanted = cue.behind or {"call": ("for", "on", "upon"), "rule": ("out",), "commit": ("to",), "press": ("for",)}.get(cue.lemma, ())
    reach = 12 if cue.lemma in ("accuse", "blame", "suspect") else 4 if cue.lemma == "commit" else 2
    for j in range(end, min(end + reach, len(tokens))):
        if tokens[j].norm in wanted:
            direct = j == end
            content_first = j if cue.lemma == "commit" else after_adverbials(s, j + 1) if cue.lemma == "rule" else j + 1
            return clause(s, content_first, clause_end(s, content_first)), tokens[j].end if direct and cue.lemma != "commit" else tokens[k].end, ()
        if tokens[j].text in ".;" or s.quoted[j] or tokens[j].norm in FINITE:
            break
    if cue.lemma == "press" and end < len(tokens):
        return clause(s, end, clause_end(s, end)), tokens[k].end, ()
    if cue.lemma == "call" and end < len(tokens) and any(end <= s.index(q.outer.start) <= end + 12 for q in s.sentence.quotes if q.depth == 0):
        return clause(s, end, clause_end(s, end)), tokens[k].end, ()
    return [], tokens[k].end, ()


def _content_left(s: Scan, start: int, end: int, cue: Cue) -> list[Span]:
    """`CONTENT, X said.`: the clause before the comma, when nothing but adverbials or an addressee follows the verb."""
    tokens = s.tokens
    if start < 4 or tokens[start - 1].text not in (",", "—", "–", "-") or s.quoted[start - 1] or cue.form == "ing":
        return []
    if not any(t.norm in FINITE or t.norm.endswith(("ed", "s")) for t in tokens[: start - 1]) or (
        tokens[0].norm in PREPOSITIONS | {"asked", "when", "while", "after", "if", "as"} and not any(t.text == "," for t in tokens[: start - 1])
    ):
        return []
    after = after_adverbials(s, end)
    if "o" in cue.frames and after < len(tokens) and tokens[after].norm not in ("that", "to"):
        stop = next(
            (j for j in range(after, min(len(tokens), after + 7)) if tokens[j].text in ".,;:!?" or tokens[j].norm in ("that", "to", "he", "she", "it", "they")),
            None,
        )
        after = stop if stop is not None and tokens[stop].kind == "mark" else after
    quoted_next = after < len(tokens) - 1 and s.quoted[after + 1]
    if quoted_next:
        return []
    if (
        after < len(tokens)
        and tokens[after].text not in ".,;:!?—–"
        and tokens[after].norm not in ("in", "on", "at", "after", "as", "citing", "quoting", "without", "of", "while", "adding", "to")
    ):
        return []
    return clause(s, 0, start - 1)


def _quote_before(s: Scan, start: int) -> Quote | None:
    """The long quotation that ends right before token `start`."""
    if start <= 0:
        at = s.tokens[0].start
        return next((q for q in reversed(s.quotes) if q.outer.end <= at and q.outer.start < s.sentence.start), None)
    at = s.tokens[start].start
    return next((q for q in reversed(s.quotes) if q.outer.end <= at and not s.words_between(q.outer.end, at)), None)


def _passive(s: Scan, k: int, cue: Cue) -> Attribution | None:
    """`is accused of`, `is believed to`, `has been branded`: somebody says it who is not named, or stands behind `by`."""
    tokens = s.tokens
    if cue.form not in ("ed", "en") or tokens[k].norm == "told":
        return None
    helper = any(t.norm in ("is", "are", "was", "were", "been", "being", "be") for t in tokens[max(0, k - 3) : k]) and not any(
        t.text == "," for t in tokens[max(0, k - 3) : k]
    )
    reduced = (
        k and tokens[k - 1].text == "," and k + 1 < len(tokens) and tokens[k + 1].norm == "to" and cue.lemma in ("believe", "say", "think", "allege", "report")
    )
    if not helper and not reduced:
        return None
    by = next((j for j in range(k + 1, min(len(tokens), k + 14)) if tokens[j].norm == "by" and not s.quoted[j]), None)
    source: Span | None = None
    first = k + 1
    if by is not None:
        stop = by + 1
        while (
            stop < len(tokens)
            and tokens[stop].text not in ",.;:"
            and tokens[stop].norm not in BREAKS - {"and"}
            and tokens[stop].norm not in ("of", "to")
            and stop - by < 9
        ):
            stop += 1
        source = s.trim(by + 1, stop)
        if by == k + 1:
            first = stop
    if _is_said(s, k):  # "it was claimed on the radio that …": "it" is nobody
        first = next((j for j in range(first, min(len(tokens), k + 9)) if tokens[j].norm == "that"), first)
    if (
        first < len(tokens)
        and tokens[first].norm in ("to", "of", "for", "that", "as")
        and cue.lemma in ("believe", "say", "think", "allege", "report", "accuse", "suspect", "expect", "blame", "claim", "estimate", "order", "know")
    ):
        begin = first + (1 if tokens[first].norm in ("of", "for", "that", "as") else 0)
        content = clause(s, begin, clause_end(s, begin))
        if content:
            return _build(s, (source,) if source else (), (tokens[k].span,), content, cue.stance, f"passive “{cue.lemma}”", passive=True)
    if source is not None and cue.lemma in ("brand", "dub", "label", "describe", "call", "dispute", "reject", "deny", "condemn") and by is not None:
        content = clause(s, k + 1, by) if by > k + 1 else clause(s, 0, max(0, k - 1))
        return _build(s, (source,), (tokens[k].span,), content, cue.stance, f"passive “{cue.lemma}”", passive=True) if content else None
    return None


def _is_said(s: Scan, k: int) -> bool:
    """Whether "it" and a form of "be" stand before the cue, which then has no subject."""
    words = [t.norm for t in s.tokens[max(0, k - 5) : k]]
    return "it" in words and all(w in ("is", "was", "has", "had", "been", "being", "also", "widely", "later", "first") for w in words[words.index("it") + 1 :])


def _colon(s: Scan) -> Attribution | None:
    """Headlines `Witnesses: …` and `…: minister`; the caller checks that the short side names somebody."""
    tokens = s.tokens
    at = next((i for i, t in enumerate(tokens) if t.text == ":"), None)
    if at is None or at == 0 or at >= len(tokens) - 1:
        return None
    left, right = at, len(tokens) - at - 1
    if left <= 4 and right >= 3:
        source, content = s.trim(0, at), clause(s, at + 1, len(tokens))
    elif right <= 4 and left >= 3:
        source, content = s.trim(at + 1, len(tokens)), clause(s, 0, at)
    else:
        return None
    return _build(s, (source,), (), content, "assert", "headline with a colon") if source and content else None


def _can_speak(s: Scan, span: Span) -> bool:
    """Whether the words of a source hold more than auxiliaries and conjunctions."""
    words = [t.norm for t in s.tokens if span.start <= t.start < span.end and t.kind in ("word", "number")]
    return any(
        w not in AUXILIARIES and w not in BREAKS and w not in FINITE and w not in PREPOSITIONS and w not in DETERMINERS - {"this", "these", "those", "some"}
        for w in words
    )


def _build(
    s: Scan, source: tuple[Span, ...], cue: tuple[Span, ...], content: list[Span], stance: Stance, how: str, via: tuple[Span, ...] = (), passive: bool = False
) -> Attribution | None:
    if any(not _can_speak(s, span) for span in source):
        return None
    return s.attribution(source, cue, content, stance, how, via, passive)
