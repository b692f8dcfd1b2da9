"""Attributions in an Arabic sentence: verb first (قال فلان إن), subject first (فلان يدعو), and بحسب / وفقا ل / نقلا عن.

A dropped subject ("وأضاف أن") is the teller before in the sentence; where there is none, no source is given and the speaker
is carried over later. A passive is known by a written damma or by its own form (قيل، يذكر أن); then nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lang.ar.clauses import (
    ASIDE_CLAUSE,
    BREAK,
    BY,
    NEAR,
    NEGATED,
    Opening,
    according,
    attached,
    clause,
    clause_start,
    is_deed,
    is_masdar,
    joined,
    medium,
    opening,
    subject_after,
    subject_before,
)
from rashomon.lang.ar.name_words import HEADS, TITLES
from rashomon.lang.ar.names import ArabicNames
from rashomon.lang.ar.times import WEEKDAYS
from rashomon.lang.ar.verbs import BARE_THAT, CUES, PASSIVES, THAT, Cue, cue_of, participle_of
from rashomon.lang.base import Attribution, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import gazetteer
from rashomon.lang.scan import Scan
from rashomon.lang.tokens import Token
from rashomon.model import Span, Stance

LONG_QUOTE = 3
HIS_WORDS = frozenset(map(fold, "قوله قولها قولهم قولهما تأكيده تأكيدها تأكيدهم نفيه نفيها نفيهم تعبيره تعبيرها وصفه وصفها".split()))
WRITTEN_IN = frozenset(map(fold, "جاء ورد جاءت وردت".split()))
# People without a name who speak in headlines, before whose they are: "صيادو مرسى رمال: …".
PEOPLE = frozenset(
    map(fold, "مصادر مصدر شهود سكان أهالي خبراء محللون مراقبون صيادو نازحو أطباء عمال مزارعو طلاب ناشطون نشطاء مسؤولون دبلوماسيون دراسة تقرير بيان".split())
)
# What is addressed behind a subject, and seldom belongs to it.
OBJECTS = frozenset(
    map(fold, "جميع كل كافة الأطراف الجانبين الطرفين المجتمع مجلس الدول السلطات الجيش الحكومة المعارضة المواطنين السكان إياه إياها إياهم".split())
)
FALSE = re.compile(r"(?<!\w)(?:لا اساس|غير صحيح|ليس صحيحا|ليست صحيحه|عاري?ه? (?:من|عن) الصحه|محض (?:كذب|افتراء|اختلاق)|لا صحه)(?!\w)")
# Masculine subjects that no feminine verb has: behind one they are its object.
MASCULINE = frozenset(map(fold, "مجلس المجلس الجيش المجتمع الرئيس الوزير النظام الشعب البرلمان الاتحاد الحزب العالم الجميع الجانب جيش".split()))


def attributions(sentence: Sentence) -> list[Attribution]:
    s = Scan(sentence, LONG_QUOTE)
    out: list[Attribution] = []
    used: set[int] = set()
    for k, token in enumerate(s.tokens):
        if token.kind != "word" or s.quoted[k] or k in used:
            continue
        found: Attribution | None = None
        cue, part = cue_of(token), participle_of(token)
        if token.norm in BY:
            found = _according(s, k, out, used)
        elif _written_passive(token) or _unnamed(s, k):
            found = _passive(s, k, cue.stance if cue else "assert")
        elif part is not None:
            found = _participle(s, k, part, out)
        elif cue is not None:
            found = _verb(s, k, cue, out, used)
            if found is not None and found.how.endswith("with أن") and (parts := _coordinated(s, found)):
                out += parts
                found = None
        elif token.norm.removeprefix("و") in WRITTEN_IN:
            found = _written_in(s, k)
        if found is not None:
            out.append(found)
    if not out and sentence.headline:
        colon = _colon(s)
        out += [colon] if colon else []
    return [replace(b, aside=True) if b.cue and _inside(b, out[:n]) else b for n, b in enumerate(out)]


def _inside(found: Attribution, before: Sequence[Attribution]) -> bool:
    """Whether a telling stands in the words of one before it."""
    return any(c.covers(found.cue[0]) for a in before if a.cue for c in a.content)


def _written_passive(token: Token) -> bool:
    """A reporting verb whose first consonant carries a damma (وُعدنا, اتُهمتَ)."""
    if "\u064f" not in token.text[:5]:
        return False
    word = (
        token.norm.removeprefix("و")
        if token.norm.removeprefix("و")[:1] in "اعدقذز" and len(token.norm) > 4 and token.norm[0] == "و" and token.text[1:2] != "\u064f"
        else token.norm
    )
    if token.text[1:2] == "\u064f" and word[0] == "ي" and word not in PASSIVES:
        return False  # يُعلن، يُصرح: written out in the active too
    stem = re.sub(r"(?:نا|ت|وا|تم|ته|ها|هم)$", "", word)
    return stem in CUES or word in CUES


def _unnamed(s: Scan, k: int) -> bool:
    """قيل, and verbs with أن right behind and nobody before: يذكر أن، يعتقد أن."""
    norm = s.tokens[k].norm
    stem = norm[1:] if norm[:1] in ("و", "ف") and norm[1:] in PASSIVES else norm
    if stem not in PASSIVES:
        return False
    if stem in ("قيل", "يقال"):
        return True
    return stem[0] == "ي" and k + 1 < len(s.tokens) and s.tokens[k + 1].norm in THAT and (stem == "يذكر" or norm != stem or not subject_before(s, k))


def _verb(s: Scan, k: int, cue: Cue, before: Sequence[Attribution], used: set[int]) -> Attribution | None:
    tokens = s.tokens
    if k and tokens[k - 1].norm in NEGATED and cue.stance not in ("deny", "decline", "question"):
        return None
    found, starts = opening(s, k, cue), clause_start(s, k)
    if found is not None and found.kind in ("frame", "phrase") and k and tokens[k - 1].norm in ASIDE_CLAUSE:
        return None
    if found is not None and k and tokens[k - 1].norm in ASIDE_CLAUSE and any(t.text in ",،" for t in tokens[k : found.at]):
        return None
    if cue.weak and not starts and found is not None and not _clear(s, k, cue, found):
        found = None
    if (cue.lemma == "عبر" and found is not None and found.kind != "frame") or (cue.lemma == "نفي" and tokens[k].text.endswith("نفي") and not starts):
        return None
    if cue.lemma == "علم" and (found is None or found.kind != "that" or found.at == k + 1):
        return None
    limit = found.at if found is not None else min(len(tokens), k + 12)
    source, after = subject_after(s, k + 1, limit)
    via = medium(s, after, limit)
    quote = s.quote_before(tokens[k].start)
    if quote is not None and not any(c.overlaps(quote.inner) for b in before for c in b.content) and (found is None or found.kind in ("frame", "phrase")):
        if cue.weak and not (source or subject_before(s, k)):
            return None
        return s.attribution(source or subject_before(s, k), (tokens[k].span,), [quote.inner], cue.stance, f"verb “{cue.lemma}” behind a quotation", via)
    source, objects = _apart(s, k, cue, found, source)
    source, via = _source(s, k, cue, found, source, via, before)
    if found is not None and found.kind == "frame" and cue.person:
        subject = source[0].start if source else -1
        begins = objects if subject == tokens[k + 1].start else k + 1
        if begins is not None and not (begins == k + 1 and tokens[k + 1].kind == "mark") and begins < found.first:
            found = Opening("frame", found.at, begins)
    if found is None or (found.kind == "phrase" and not source and not before and starts and k == 0):
        found = found or _object(s, k, cue, source, starts)
        if found is None:
            return _as_told(s, k, cue, source)
        if not source and found.at > k + 1:
            source = subject_after(s, k + 1, found.at)[0]
        elif source and source[0].start >= tokens[found.at].start:
            source = _source(s, k, cue, found, (), (), before)[0]
    used.update(j for j in range(k + 1, found.at) if participle_of(tokens[j]) is not None)
    among = Span(s.sentence.start, tokens[k].start) if not source and k and not before else None
    content = _content(s, found, cue)
    made = s.attribution(source, (tokens[k].span,), content, _stance(s, cue, content), f"verb “{cue.lemma}” {_HOW[found.kind]}", via)
    if made is not None and found.kind == "that" and "أ" in tokens[found.at].text:
        made = _worked_in(s, made)
    return replace(made, among=among) if made is not None and among is not None else made


def _clear(s: Scan, k: int, cue: Cue, found: Opening) -> bool:
    """Whether an everyday word is a verb of saying within its clause: أن right behind, its own preposition, "نقلت عن"."""
    if found.kind == "that":
        return found.at == k + 1 or (cue.lemma == "نقل" and s.tokens[k + 1].norm == "عن")
    return found.kind == "frame" and cue.lemma != "عبر" and is_masdar(s.tokens[found.first], int(found.at == found.first)) and found.at - k <= NEAR


_HOW = {"that": "with أن", "quote": "before a quotation", "colon": "before a colon", "frame": "with an object", "phrase": "with an object"}


def _worked_in(s: Scan, made: Attribution) -> Attribution:
    """A whole quotation behind أن is worked into the sentence, its first noun inflected; إن leaves it as it was said."""
    whole = next((q.outer for q in s.sentence.quotes if made.quoted == "all" and made.content == (q.inner,)), None)
    return replace(made, content=(whole,), quoted="part") if whole is not None else made


def _stance(s: Scan, cue: Cue, content: Sequence[Span]) -> Stance:
    """What the verb does; saying that something is false or without ground is denying it."""
    if cue.stance != "assert" or not content:
        return cue.stance
    words = fold(s.sentence.text[content[0].start - s.sentence.start : content[-1].end - s.sentence.start])
    return "deny" if FALSE.search(words) else "assert"


def _content(s: Scan, found: Opening, cue: Cue) -> list[Span]:
    if found.kind == "quote" and found.quote is not None:
        rest = any(t.start >= found.quote.outer.end and t.kind == "word" for t in s.tokens)
        if not rest or not found.quote.closed or not (cue.phrase or cue.frames):
            return [found.quote.inner]
    return clause(s, found.first, phrase=found.kind in ("frame", "phrase"))


def _apart(s: Scan, k: int, cue: Cue, found: Opening | None, source: tuple[Span, ...]) -> tuple[tuple[Span, ...], int | None]:
    """Subject and object behind a verb that somebody is addressed by: "طالبت نوال الشهربي | مجلس الأمن بـ"; the token the object begins at."""
    tokens = s.tokens
    if not (cue.person and source and source[0].start == tokens[k + 1].start):
        return source, None
    stop = s.index(source[0].end)
    first = next((n for n in ArabicNames(gazetteer()).find(s.sentence, frozenset()) if (n.title or n.span).start == source[0].start), None)
    cut = s.index(first.span.end) if first is not None else stop
    cut = min(cut, next((j for j in range(k + 2, stop) if tokens[j].norm in OBJECTS), stop))
    if cut >= stop or not _may_be_object(tokens[cut]):
        return source, None
    span = s.trim(k + 1, cut)
    return ((span,) if span else source), cut


def _may_be_object(token: Token) -> bool:
    """Whether a word behind a whole name begins something else: an article, a body, a name of its own."""
    known = gazetteer()
    return token.kind == "word" and (
        (token.norm.startswith("ال") and token.norm != "الي") or token.norm in OBJECTS or token.norm in HEADS or known.lookup(token.norm) is not None
    )


def _source(
    s: Scan, k: int, cue: Cue, found: Opening | None, source: tuple[Span, ...], via: tuple[Span, ...], before: Sequence[Attribution]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Whose words they are, and the outlet that passes them on."""
    tokens = s.tokens
    if cue.lemma == "نقل" and found is not None:
        by = next((j for j in range(k + 1, found.at) if tokens[j].norm == "عن"), None)
        if by is not None:
            stop = next((j for j in range(by + 1, found.at) if tokens[j].norm in HIS_WORDS), found.at)
            span = s.trim(by + 1, stop)
            return ((span,) if span else ()), source or subject_before(s, k)
    if (topic := _topic(s, k)) and not (source and not _takes_object(cue)):
        return topic, via
    teller, carries = _teller(before), joined(tokens[k])
    objects = _takes_object(cue)
    if objects and not clause_start(s, k) and (subject := subject_before(s, k)):
        return subject, via
    # "… ، وطالبت مجلس الأمن بـ": the subject of the telling before goes on, and what follows is the object.
    if source and objects and teller is not None and not _agrees(tokens[k], tokens[s.index(source[0].start)]):
        return teller.source, via
    if source and cue.person and teller is not None and k and (tokens[k - 1].text in ",،؛") and carries and found is not None and found.kind != "that":
        return teller.source, via
    if not source and not carries:
        source = subject_before(s, k)
    if not source and teller is not None:
        source = teller.source
    return source, via


def _takes_object(cue: Cue) -> bool:
    return cue.person or cue.phrase or bool(cue.frames)


def _topic(s: Scan, k: int) -> tuple[Span, ...]:
    """`أما X فقال`: the subject set before the verb."""
    tokens = s.tokens
    lead = k - 1 if k and tokens[k - 1].norm == "فقد" else k
    if tokens[lead].norm[:1] != "ف" or (lead == k and not joined(tokens[k])):
        return ()
    first = next((j for j in range(lead - 1, max(-1, lead - 14), -1) if tokens[j].norm in ("اما", "واما")), None)
    span = s.trim(first + 1, lead) if first is not None and not any(t.text in ".:؛" for t in tokens[first:lead]) else None
    return (span,) if span else ()


def _teller(before: Sequence[Attribution]) -> Attribution | None:
    """The last telling of the sentence that stands in no other's words."""
    return next((b for n, b in reversed(list(enumerate(before))) if b.how[:1] != "“" and b.cue and not _inside(b, before[:n])), None)


def _agrees(verb: Token, subject: Token) -> bool:
    """Whether a word can be the subject of a verb before it: not of the other gender."""
    feminine = verb.norm.removeprefix("و")[:1] == "ت" or verb.norm.endswith("ت")
    if feminine:
        return subject.norm not in MASCULINE
    return not (subject.text.endswith("ة") and subject.norm not in gazetteer().given)


def _object(s: Scan, k: int, cue: Cue, source: tuple[Span, ...], starts: bool) -> Opening | None:
    """The noun phrase that a verb's words are where nothing opens it: نفى X مشاركته, أدانت X العنف, X ينفي القصف."""
    tokens = s.tokens
    if (
        not (cue.phrase or (cue.person and not cue.weak))
        or k + 1 >= len(tokens)
        or (k and tokens[k - 1].text in ",،" and not joined(tokens[k]) and tokens[k].norm[0] not in "يت")
    ):
        return None
    if source and source[0].start < tokens[k].start:  # the subject stands before
        told = cue.stance in ("deny", "decline") or tokens[k].norm[0] in "يت"  # "the government accuses …", as headlines put it
        return Opening("phrase", k + 1, k + 1) if told and tokens[k + 1].kind == "word" else None
    if not cue.phrase:
        return None
    first = k + 1
    if cue.stance == "decline" and joined(tokens[k]) and is_masdar(tokens[first], 2 if tokens[first].norm.startswith("ال") else 0):
        return Opening("phrase", first, first)
    if is_deed(tokens[first]):
        return Opening("phrase", first, first) if not starts or joined(tokens[k]) else None
    known = gazetteer()
    for stop in range(min(len(tokens), first + known.longest), first, -1):
        if known.lookup(" ".join(t.norm for t in tokens[first:stop])) is not None:
            behind = tokens[stop] if stop < len(tokens) else None
            return Opening("phrase", stop, stop) if behind is not None and behind.norm.startswith("ال") and not behind.norm.endswith(("ي", "يه")) else None
    if cue.stance not in ("deny", "decline"):
        return None
    stop = first
    while stop < len(tokens) and stop - first < 9 and tokens[stop].kind == "word" and tokens[stop].norm not in ("الي", "عن", "علي", "من", "في", "امس", "خلال"):
        if s.quoted[stop] or attached(tokens[stop]):
            break
        plain = stop > first and not tokens[stop].norm.startswith("ال") and tokens[stop].norm not in known.given
        if plain and (tokens[stop - 1].norm not in ("بن", "ابن", "ابو", "عبد") or tokens[stop].norm.endswith(("ه", "ها", "هم"))):
            break
        stop += 1
    while stop < len(tokens) and tokens[stop].norm in ("امس", "اليوم", *WEEKDAYS):
        stop += 1
    if stop >= len(tokens) or tokens[stop].kind != "word" or stop == first:
        return None
    return Opening("phrase", stop, stop + 1 if tokens[stop].norm in ("الي", "عن", "علي", "من") else stop)


def _as_told(s: Scan, k: int, cue: Cue, source: tuple[Span, ...]) -> Attribution | None:
    """`…، كما قال X`: the clause before it is what X said."""
    tokens = s.tokens
    if k < 3 or tokens[k - 1].norm != "كما" or not source or source[0].start < tokens[k].start or cue.stance != "assert":
        return None
    behind = s.index(source[0].end)
    if tokens[k - 2].text not in ",،" and behind < len(tokens) and tokens[behind].kind == "word":
        return None
    quote = s.quote_before(tokens[k - 1].start)
    content = [quote.inner] if quote else clause(s, 0, last=k - 1)
    return s.attribution(source, (tokens[k].span,), content, cue.stance, f"verb “{cue.lemma}” behind كما") if content else None


def _coordinated(s: Scan, found: Attribution) -> list[Attribution]:
    """`قال إن … ، وأن …`: a second claim of the same telling, its own attribution."""
    content = found.content[-1]
    cut = next(
        (i for i, t in enumerate(s.tokens) if content.start < t.start < content.end and t.norm in ("وان", "وانه", "وانها", "وانهم") and not s.quoted[i]), None
    )
    if cut is None or s.index(content.start) >= cut - 3:
        return []
    first = s.trim(s.index(content.start), cut)
    rest = clause(s, cut + 1 if s.tokens[cut].norm == "وان" else cut)
    if first is None or not rest or rest[0].start >= content.end:
        return []
    parts = ([first], [Span(rest[0].start, min(rest[0].end, content.end))])
    made = [s.attribution(found.source, found.cue, p, found.stance, found.how, found.via, found.passive) for p in parts]
    return [replace(m, among=found.among) for m in made if m is not None]


def _participle(s: Scan, k: int, cue: Cue, before: Sequence[Attribution]) -> Attribution | None:
    """مضيفا أن, نافيا …: the subject of the telling before goes on, or the subject of the sentence."""
    tokens = s.tokens
    found = opening(s, k, cue)
    placed = k + 1 < len(tokens) and tokens[k + 1].norm in ("في", "خلال", "عبر", "علي", "امام")
    if found is not None and found.at - k > (2 if cue.weak else 3 * NEAR if placed else NEAR):
        found = None if found.kind not in ("frame", "phrase") or cue.weak or found.at - k > 2 * NEAR else found
    apart = k == 0 or tokens[k - 1].kind == "mark" or tokens[k].norm[:1] == "و"
    if found is None and cue.phrase and apart and not placed and k + 1 < len(tokens) and tokens[k + 1].kind == "word":
        found = Opening("phrase", k + 1, k + 1)
    if found is None or (found.kind in ("frame", "phrase") and (cue.weak or not (apart or tokens[k].text.endswith(("ا", "اً", "ًا"))))):
        return None
    if cue.weak and found.kind == "colon":
        return None
    teller = _teller(before)
    source = teller.source if teller is not None else ()
    content = [found.quote.inner] if found.quote is not None else clause(s, found.first, phrase=found.kind in ("frame", "phrase"))
    made = s.attribution(source, (tokens[k].span,), content, _stance(s, cue, content), "participle, same speaker")
    if made is not None and found.kind == "that" and "أ" in tokens[found.at].text:
        made = _worked_in(s, made)
    among = teller.among if teller is not None else Span(s.sentence.start, tokens[k].start) if k else None
    return replace(made, among=among) if made is not None and not source and among is not None else made


def _passive(s: Scan, k: int, stance: Stance) -> Attribution | None:
    that = next((j for j in range(k + 1, min(k + 22, len(s.tokens))) if s.tokens[j].norm in THAT and not s.quoted[j]), None)
    if that is not None and any(t.text in ".؟!؛:" for t in s.tokens[k + 1 : that]):
        that = None
    first = k + 1 if that is None else that + (1 if s.tokens[that].norm in BARE_THAT else 0)
    if that is None and (cue := cue_of(s.tokens[k])) is not None and cue.weak:
        return None
    content = clause(s, first, phrase=that is None)
    return s.attribution((), (s.tokens[k].span,), content, stance, "passive", passive=True) if content else None


def _written_in(s: Scan, k: int) -> Attribution | None:
    """`جاء في بيان X أن …`: the paper is the source."""
    tokens = s.tokens
    if k + 2 >= len(tokens) or tokens[k + 1].norm != "في":
        return None
    that = next((j for j in range(k + 3, min(k + 18, len(tokens))) if tokens[j].norm in THAT or tokens[j].kind == "mark"), None)
    if that is not None and tokens[that].text in ":：" and that + 1 < len(tokens):
        that += 1
    elif that is None or tokens[that].kind == "mark":
        return None
    source, _ = subject_after(s, k + 2, that)
    content = clause(s, that + 1 if tokens[that].norm in BARE_THAT else that)
    return s.attribution(source, (tokens[k].span,), content, "assert", "written in a paper") if source and content else None


def _according(s: Scan, k: int, before: Sequence[Attribution], used: set[int]) -> Attribution | None:
    """بحسب X, وفقا لـX, نقلا عن X: beside the clause it vouches for."""
    tokens, first = s.tokens, k + 1
    if not according(s, k):
        return None
    lead = tokens[k].norm.removeprefix("و")
    if lead == "نقلا":
        if tokens[first].norm != "عن":
            return None
        first += 1
    elif lead in ("فقا", "وفقا", "طبقا", "استنادا") and tokens[first].norm in ("ل", "لما", "الي"):
        first += 1
    if first < len(tokens) and (tokens[first].norm in ("ما", "لما") or tokens[k].norm == "حسبما" or tokens[first - 1].norm == "لما"):
        verb = first + (tokens[first].norm in ("ما", "لما"))
        used.add(verb)
        first = verb + 1
    at_start = k == 0 or (k == 1 and tokens[0].kind == "mark")
    stop = first
    while (
        stop < len(tokens)
        and tokens[stop].text not in ",،.؛:"
        and not s.quoted[stop]
        and stop - first < 14
        and not (stop > first and (tokens[stop].norm in THAT | BREAK or tokens[stop].norm.removeprefix("ف") in THAT))
    ):
        if stop > first and at_start and (cue_of(tokens[stop]) is not None and tokens[stop].norm != "بين"):
            break
        stop += 1
    span = s.trim(first, stop)
    if span is None or tokens[first].norm in HIS_WORDS:
        return None
    cut = 1 if tokens[first].norm.startswith("ل") and lead in ("فقا", "وفقا", "طبقا") and len(tokens[first].norm) > 3 else 0
    source = Span(span.start + cut, span.end)
    if at_start:
        content = clause(s, stop + (stop < len(tokens) and tokens[stop].kind == "mark"))
    else:
        quote, told = s.quote_before(tokens[k].start), _teller(before)
        if quote is not None:
            content = [quote.inner]
        elif told is not None and told.cue and not s.words_between(told.content[-1].end, tokens[k].start):
            content = list(told.content)
        else:
            content = clause(s, 0, last=k)
    return s.attribution((source,), (tokens[k].span,), content, "assert", f"“{tokens[k].text}”") if content else None


def _colon(s: Scan) -> Attribution | None:
    at = next((i for i, t in enumerate(s.tokens) if t.text in ":："), None)
    if at is None or not 1 <= at <= 4 or len(s.tokens) - at < 4:
        return None
    source, content = s.trim(0, at), clause(s, at + 1)
    head = s.tokens[0].norm
    how = "headline of who and a colon" if head in TITLES or head in PEOPLE else "headline with a colon"
    return s.attribution((source,), (), content, "assert", how) if source and content else None
