"""Statements of interview turns: a question is one statement, an answer about one a sentence, claims in questions extra.

A bare "No" denies what was asked, so it carries the question as its `proposition`. Within questions, declarative
sentences before the question itself are claims of the one who asks; what is reported there has a speaker of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.lang.base import Attribution, Language, Sentence
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span, Stance, Turn

Found = tuple[Attribution, Turn, Sentence, tuple[Span, ...]]
SHORT = 3
DEMAND = re.compile(
    r"\b(?:must|should|ought to|need(?:s)? to|have to|has to|we (?:want|expect|demand|ask|call|urge|request)|i (?:want|demand|ask|urge|call)|let (?:us|them|the))\b|(?<!\w)(?:و|ف)?(?:يجب|ينبغي|علي(?:هم|نا|ه) ان|نطالب|اطالب|نتوقع|ندعو|ادعو|نريد|اريد ان|اود ان اوصي|اوصي|دعوا|لابد ان|لا بد ان|نامل)(?!\w)"
)
PROMISE = re.compile(r"\b(?:we|i) (?:will|shall|are going to|am going to|'ll)\b|\b(?:we|i)'ll\b|(?<!\w)(?:و)?(?:سوف|سن\w{2,}|سا\w{3,})(?!\w)")
THREATEN = re.compile(r"\b(?:will|shall) (?:be )?(?:crush|destroy|punish|pay|targeted?|kill|hit back|retaliat|regret)\w*")
DENY = re.compile(
    r"^(?:there (?:is|are|was|were) no\b|this is (?:not true|false|a lie|untrue|nonsense)|that is (?:not true|false|a lie|untrue|nonsense)|that's (?:not true|false|a lie|nonsense)|we (?:have|had|did|do) (?:not|never|no)\b|i (?:have|had|did|do) (?:not|never|no)\b|we (?:haven't|didn't|don't|never)\b|"
    r"i (?:haven't|didn't|don't|never)\b|not (?:at all|true|yet|one|a single)\b|never\b|nobody\b|no one\b|none\b|nothing\b|neither\b)|^(?:و|ف)?(?:لا (?:يوجد|توجد|اعرف|اعتقد|علم|صحه|اساس|عمليات|احد|نعرف|علاقه)|لم (?:ن|ا)\w+|ليس(?:ت)? (?:لدي|لدينا|هناك|صحيحا|هذا)|هذا (?:غير صحيح|كذب|ليس)|غير صحيح|شخصيا ليس|انا لا|نحن لا|لن (?:ن|ا)\w+)"
)
WILL_YOU = re.compile(
    r"\b(?:will|would|are|do|could|can) you\b.*\b(?:seek|run|accept|consider|join|resign|step|talk|negotiate|meet|sign|agree|stand|be willing|be ready|plan|intend|ready)\b|هل (?:ست|تنو|تقبل|تعتزم)"
)
COORDINATE = re.compile(r"[,،؛;]\s+(?:but|and|so|yet|لكن|ولكن|لقد)\s", re.I)


def statements(text: str, turns: Sequence[Turn], sentences: Sequence[Sentence], language: Language) -> Iterator[Found]:
    """(attribution, turn, sentence, proposition) of every statement made in a turn."""
    question: Turn | None = None
    for turn in turns:
        inside = [s for s in sentences if turn.content.start <= s.start and s.end <= turn.content.end]
        if not inside:
            continue
        if turn.role == "question":
            question = turn
            yield Attribution(content=(_clean(text, turn.content),), stance="question", quoted="all", how="question of the interview"), turn, inside[0], ()
            yield from _claims(text, turn, inside, language)
        else:
            yield from _answer(text, turn, question, inside, language)
            question = None


def _answer(text: str, turn: Turn, question: Turn | None, inside: Sequence[Sentence], language: Language) -> Iterator[Found]:
    asked = fold(text[question.content.start : question.content.end]) if question else ""
    units = _units(inside)
    for number, unit in enumerate(units):
        span = _clean(text, Span(unit[0].start, unit[-1].end))
        if span is None:
            continue
        words = fold(text[span.start : span.end])
        says_no = number == 0 and bool(asked) and _says_no(words, language)
        proposition = (question.content,) if says_no and question else ()
        stance: Stance = ("decline" if WILL_YOU.search(asked) else "deny") if says_no else _stance(words)
        how = "answer of the interview" + ("; “no” to the question before" if says_no else "")
        yield Attribution(content=(span,), stance=stance, quoted="all", how=how), turn, unit[0], proposition
        for sentence in unit:
            for found in language.attributions(sentence):
                if (found.source or found.passive) and not _is_own(text, found):
                    yield found, turn, sentence, ()


def _claims(text: str, turn: Turn, inside: Sequence[Sentence], language: Language) -> Iterator[Found]:
    """What the one who asks asserts or reports inside the question."""
    for sentence in inside:
        reported = [a for a in language.attributions(sentence) if (a.source or a.passive) and not _is_own(text, a)]
        for found in reported:
            yield found, turn, sentence, ()
        words = sentence.text.rstrip()
        if words[-1:] in "?؟":
            # A claim may stand before the question in the same sentence: "X lost 1000 men, why …?"
            cut = max(
                (
                    m.start()
                    for m in re.finditer(
                        r"[,،]\s*(?=(?:why|how|what|do|does|did|is|are|will|would|have|has|isn't|aren't|right|لماذا|كيف|ماذا|هل|ما|اليس|أليس|فهل|فكيف|متى|وتقول)\b)",
                        words,
                    )
                ),
                default=None,
            )
            if cut is not None and len(words[:cut].split()) >= 4 and not _asks(fold(words)) and not reported:
                yield (
                    Attribution(content=(Span(sentence.start, sentence.start + cut),), stance="assert", quoted="all", how="claim inside a question"),
                    turn,
                    sentence,
                    (),
                )
        elif len(words.split()) >= 4 and len(inside) > 1 and not reported and (span := _clean(text, sentence.span)):
            yield Attribution(content=(span,), stance="assert", quoted="all", how="claim inside a question"), turn, sentence, ()


def _asks(words: str) -> bool:
    """Whether a sentence is a question from its first word on."""
    return (
        re.match(
            r"(?:and |but |so )?(?:who|what|when|where|why|how|which|do|does|did|is|are|was|were|will|would|can|could|have|has|should|هل|ماذا|لماذا|كيف|متي|اين|من|ما|كم)\b",
            words,
        )
        is not None
    )


def _says_no(words: str, language: Language) -> bool:
    bare = words.strip("\"'.,!- ")
    no = "|".join(sorted(map(re.escape, language.lexicon.no), key=len, reverse=True))
    return (
        re.match(rf"(?:{no})(?![\w'])", re.sub(r"[,.]", "", bare)) is not None
        or re.search(rf"^(?:until now|so far|for now|up to now|حتي الان)\W+(?:{no})\b", bare) is not None
    )


def _stance(words: str) -> Stance:
    opening = words[:110]
    if DENY.search(words.strip("\"' ")):
        return "deny"
    if THREATEN.search(opening):
        return "threaten"
    if DEMAND.search(opening):
        return "demand"
    if PROMISE.search(opening):
        return "promise"
    return "assert"


def _is_own(text: str, found: Attribution) -> bool:
    """ "I say", "we believe": the speaker's own telling, no other voice."""
    words = fold(" ".join(text[s.start : s.end] for s in found.source)).split()
    return not found.passive and (not words or words[0] in ("i", "we", "you", "i'm", "we've", "let") or len(words) > 12 or words[-1] in ("that", "which"))


def _units(inside: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences, with fragments of a few words joined to the sentence before them."""
    units: list[list[Sentence]] = []
    for sentence in inside:
        words = [t for t in sentence.tokens if t.kind == "word"]
        short = len(words) <= (1 if ARABIC.search(sentence.text) else SHORT)
        if (
            units
            and short
            and sentence.paragraph == units[-1][-1].paragraph
            and not (len(units) == 1 and len(units[0]) == 1 and len([t for t in units[0][0].tokens if t.kind == "word"]) <= SHORT)
        ):
            units[-1].append(sentence)
        else:
            units.append([sentence])
    return units


def _clean(text: str, span: Span) -> Span:
    """Without outer quotation marks and the final full stop."""
    start, end = span
    while start < end and text[start] in '"“«‘ \u00a0-–':
        start += 1
    while end > start and text[end - 1] in '.,،؛;"”»’ \u00a0':
        if text[end - 1] in '"”»’' and text.count(text[end - 1], start, end) % 2 == 0 and text[end - 1] == '"':
            break
        end -= 1
    return Span(start, end) if start < end else span
