"""Pieces of an Arabic sentence around a verb of saying: what opens the words told, where they end, whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.lang.ar.name_words import HEADS, KINSHIP, OPEN_HEADS, TITLES
from rashomon.lang.ar.names import forms
from rashomon.lang.ar.times import WEEKDAYS
from rashomon.lang.ar.verbs import BARE_THAT, CUES, THAT, Cue, cue_of, participle_of
from rashomon.lang.base import Quote
from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import gazetteer
from rashomon.lang.scan import Scan
from rashomon.lang.tokens import Token
from rashomon.model import Span


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(listed).split())


BY = _words("بحسب حسب وبحسب وحسب وفق ووفق حسبما طبقا وطبقا وفقا ووفقا نقلا استنادا واستنادا")
# Nouns behind "according to" that are no account of anybody: plans, conditions, kinds.
NO_ACCOUNT = _words(
    "خطة خطط خطه آلية آليات ضوابط معايير شروط نظام أنظمة قانون جدول برنامج متطلبات احتياجات حاجة طبيعة نوع حجم قدرة تعليمات رؤية مواصفات أحكام مادة إجراءات لوائح فئة "
    "ترتيب أولوية أولويات أهمية مبدأ أسس قواعد منهج منهجية ظروف إمكانات إمكانيات أفضل أحدث أعلى سعر أسعار صيغة نسبة توقيت تسلسل مقتضيات مراحل نموذج"
)
DEEDS = _words(
    "قصف استهداف إطلاق وجود مشاركة علاقة صحة إجراء تلقي امتلاك ضلوع تورط وقوف حدوث علم أي ما مسؤولية ارتكاب إرسال دعم استخدام قتل أنباء تقارير اتهامات مزاعم دخول انسحاب سيطرة سقوط "
    "وقوع لقاء عقد تنفيذ تعرض خطف اعتقال تسليم تسليح بيع شراء نقل قبول توقيع الاتهامات الأنباء التقارير المزاعم ذلك هذه هذا كل التعليق الإدلاء الكشف الرد "
    "وصول حصول حضور خروج ظهور صدور نشوب قطع زرع نشر صرف طرد حرق كسر ضرب نزع دفع سحب منح حل رد هدم بناء سجن حظر وضع حجب نقص ضم غلق عدد حصيلة عودة زيادة إقامة إدانة إدراج "
    "بدء عدم ضرورة أهمية حرص رغبة قدرة رفض حق وقف فتح منع ضبط مقتل إصابة وفاة نية عزم أن رفع خفض تقديم تمسك جاهزية"
)
# Verbal nouns by their pattern, folded, pronoun and ta marbuta off: إطلاق، انسحاب، استهداف، تنفيذ، تعاون، مشاركة.
MASDAR = re.compile(r"(?:ا\w{2,4}ا\w|ت\w{2}ي\w|ت\w{3}يه|ت\wا\w{2}|م\wا\w{2}ه|م\wا\w{2}ت)(?:ه|ها|هم|نا)?")
WHAT_SORT = _words("مسؤول مطلع رفيع كبير بارز مقرب أمني عسكري طبي طبية محلي محلية رسمي رسمية حكومي حكومية دبلوماسي دبلوماسية أمنية عسكرية")
# Where a subject is over: when, where to and how something is said.
ADVERBS = _words(
    "خلال عبر أمس اليوم مساء صباح يوم عقب بعد قبل أثناء منذ إلى عن لـ أيضا كذلك مجددا حينها فجر ليل ظهر بدوره بدورها بدورهم تعليقا ردا حول بشأن إثر لدى عند ضمن بمناسبة بهذه بهذا حيال إزاء "
    "بأشد بشدة بقوة بوضوح بصراحة بحزم بدورهما للصحفيين للصحافيين للصحافة للإعلاميين للتلفزيون للوكالة للصحيفة للقناة قائلا فيما بينما عندما حين حيث إذ ثم مخاطبا السبت"
) | frozenset(WEEKDAYS)
# Behind "في": where something is said, rather than where the speaker belongs.
SAID_IN = _words(
    "بيان بيانه بيانها مؤتمر تصريح تصريحه تصريحات تصريحاته حديث حديثه حديثها كلمة كلمته كلمتها مقابلة خطاب خطابه تغريدة رسالة لقاء اتصال وقت منشور تقرير تقريرها حوار تسجيل مقطع برنامج ختام أول "
    "وقت مداخلة معرض جلسة ندوة ذات هذا نفس الوقت السياق الإطار تدوينة حسابه حسابها مستهل نهاية أعقاب اجتماع إطار ضوء وثيقة مذكرة"
)
OUTLETS = ("لوكاله", "لصحيفه", "لقناه", "لموقع", "لاذاعه", "لجريده", "لراديو", "لمجله", "لتلفزيون")
BREAK = _words("الذي التي الذين لكن ولكن بينما حيث فيما كما ثم")
NOT_OPENED = _words("بعد قبل منذ دون بدون حتى مجرد رغم مع لولا إلا عدا غير سوى كما بما")  # "after that …": no words of anybody
NO_NOUN = _words(
    "في من على إلى عن مع بعد قبل خلال منذ عند لدى بين حتى عبر ضد دون أمام وراء تحت فوق حول نحو بشأن هنا هناك هو هي هم من جانبه لم لن لا ما قد سوف وفي ومن وعلى وإلى وعن ومع وبعد وقبل وخلال "
    "بحسب وفق وفقا حسب رغم مثل كل بل أو أم ثم إذ إذا لو حين عندما حيث بينما فيما كما بدوره بدورها كان كانت ليس لكنه لكنها لكنهم ولكنه ولكنها ولكنهم وهو وهي وهم فهو فهي "
    "لما مما عما بما ممن لمن الذي التي الذين إنه إنها إنهم أنه أنها أنهم وأنه وأنها وأنهم وإنه وإنها"
)
# Before a verb that only accompanies another: "who announced", "while he pointed".
ASIDE_CLAUSE = _words("الذي التي الذين اللذين اللتين وهو وهي وهم")
WITH_WAW = _words("وسائل وسيلة وفد وفود وحدة وحدات والد والدة والدته وسيط وسطاء وجهاء وثيقة وثائق ورقة ولي ولاة وكيل وكلاء ولاية وكالات وزارات وزراء وزيران")
NEGATED = _words("لم ولم لن ولن فلم فلن")
ASIDE = _words("جانبه جانبها جانبهم جهته جهتها جهتهم ناحيته ناحيتها بدوره بدورها بدورهم")

TURNS = _words("أما لكن ولكن غير إلا بينما فيما كما في")
NEAR = 6  # words between a verb or participle of saying and what opens its words

Kind = Literal["that", "quote", "colon", "frame", "phrase"]


@dataclass(frozen=True, slots=True)
class Opening:
    """How the words told begin, the token where they do, and the quotation they are in."""

    kind: Kind
    at: int
    first: int
    quote: Quote | None = None


def opening(s: Scan, k: int, cue: Cue) -> Opening | None:
    """What opens the words told behind the verb at k: أن, a quotation, a colon, the verb's own preposition, or a noun phrase."""
    tokens = s.tokens
    framed: Opening | None = None
    j = k
    while (j := j + 1) < min(k + 31, len(tokens)):
        token, norm = tokens[j], tokens[j].norm
        if s.quoted[j]:
            quote = next((q for q in s.quotes if q.outer.start <= token.start < q.outer.end), None)
            if quote is None or quote.outer.start < tokens[k].end or not _light(s, k + 1, j) or (framed is not None and tokens[j - 1].text not in ":："):
                return framed
            return Opening("quote", j, j, quote)
        if norm in THAT:
            if tokens[j - 1].norm in NOT_OPENED:
                continue
            if framed is not None and (token.text.startswith("إ") or tokens[j - 1].norm not in cue.frames) and framed.at <= k + 1:
                return framed
            return Opening("that", j, j + 1 if norm in BARE_THAT else j)
        if token.text in ":：":
            if j + 1 < len(tokens) and tokens[j + 1].norm in THAT:
                return Opening("that", j + 1, j + 2 if tokens[j + 1].norm in BARE_THAT else j + 1)
            if j + 1 < len(tokens) and s.quoted[j + 1]:
                continue
            return framed or (Opening("colon", j, j + 1) if j + 2 < len(tokens) and j - k <= 24 else None)
        if token.text[:1] in ".…؟!؛?;" and not (token.text == "." and len(tokens[j - 1].text) == 1):
            return framed
        if token.text in ",،":
            if j + 2 < len(tokens) and tokens[j + 1].norm in cue.frames and tokens[j + 2].norm in THAT:
                continue
            behind = _resumes(s, j, cue)
            if behind is not None:
                j = behind - 1
            elif framed is not None:
                return framed
            continue
        if j > k + 1 and (said := cue_of(token)) is not None and not said.weak and tokens[j - 1].norm not in ASIDE_CLAUSE:
            return framed
        if (
            (part := participle_of(token)) is not None
            and j > k + 1
            and (cue.stance != "assert" if part.lemma == "قال" else tokens[j - 1].kind == "mark" or framed is not None or cue.phrase)
        ):
            return framed
        if framed is None and cue.phrase and is_deed(token) and (closed(tokens, k, j) if j > k + 1 else joined(tokens[k]) or not clause_start(s, k)):
            return Opening("phrase", j, j)
        if framed is None:
            framed = _framed(s, k, j, cue)
            if framed is not None and (tokens[framed.at].norm in ("عن", "الي") or is_masdar(tokens[framed.first], int(framed.at == framed.first))):
                return framed
        elif (again := _framed(s, k, j, cue)) is not None and is_masdar(tokens[again.first], int(again.at == again.first)):
            return again
    return framed


def _resumes(s: Scan, comma: int, cue: Cue) -> int | None:
    """Where a verb's clause goes on behind words between two commas: "…، في كلمة متلفزة، إن"; the token behind the second."""
    tokens = s.tokens
    close = next((j for j in range(comma + 1, min(comma + 16, len(tokens) - 1)) if tokens[j].text in ",،.:؛" or s.quoted[j]), None)
    if close is None or tokens[close].text not in ",،":
        return None
    token, behind = tokens[close + 1], tokens[close + 2] if close + 2 < len(tokens) else None
    if token.norm in THAT or token.text in ":：":
        return close + 1
    if token.norm in cue.frames and behind is not None and (behind.norm in THAT or behind.kind == "word"):
        return close + 1
    if token.norm[:1] in cue.frames and is_masdar(token, 1):
        return close + 1
    return close + 1 if cue.phrase and is_deed(token) else None


def _framed(s: Scan, k: int, j: int, cue: Cue) -> Opening | None:
    """The verb's own preposition at j, as a word or on one, with a noun phrase behind it."""
    tokens, norm = s.tokens, s.tokens[j].norm
    if norm in cue.frames and j + 1 < len(tokens) and tokens[j + 1].kind != "mark" and tokens[j + 1].norm not in THAT:
        return Opening("frame", j, j + 1)
    letter = norm[:1]
    if letter in cue.frames and (attached(tokens[j]) or is_masdar(tokens[j], 1)) and norm not in THAT:
        rest = norm[1:]
        if letter == "ل" and j > k + 3 and not is_masdar(tokens[j], 1):
            return None
        if is_masdar(tokens[j], 1) or rest.startswith("ا") or letter == "ل" or gazetteer().lookup(norm) is None:
            return Opening("frame", j, j)
    return None


def _light(s: Scan, first: int, at: int) -> bool:
    """Whether a quotation belongs to the verb before it: a colon right before it, or few words between."""
    between = s.tokens[first:at]
    return len(between) <= 16 and (not between or between[-1].text in ":،," or len(between) <= 8)


def is_masdar(token: Token, cut: int = 0) -> bool:
    """A verbal noun, by its pattern or known, with or without a pronoun; no plural with أ (أطباء)."""
    norm = token.norm[cut:]
    if norm.startswith("ال") and not norm.startswith("الت"):
        cut, norm = cut + 2, norm[2:]
    if any(norm.removesuffix(e) in DEEDS or norm.removesuffix(e)[:-1] + "ه" in DEEDS for e in ("", "ه", "ها", "هم", "نا")):
        return True
    return MASDAR.fullmatch(norm) is not None and token.text[cut : cut + 1] != "أ" and norm not in HEADS


def is_deed(token: Token) -> bool:
    """A verbal noun without an article that is no name."""
    known = gazetteer()
    return token.kind == "word" and not token.norm.startswith("ال") and token.norm not in known.given and is_masdar(token) and known.lookup(token.norm) is None


def closed(tokens: Sequence[Token], k: int, j: int) -> bool:
    """Whether a subject behind the verb at k can be over before j: its last word has an article, is a name, or is an adverb.

    "Army", "front", "movement" go on with what they are of: "army of liberation of Tamraya".
    """
    last = tokens[j - 1]
    if last.norm in OPEN_HEADS:
        return False
    if last.kind == "mark" or last.norm.startswith(("ال", "لل")) or last.norm in ADVERBS or last.norm in WHAT_SORT or last.norm.endswith(("ون", "ات")):
        return True
    known = gazetteer()
    if last.norm in known.given or known.lookup(last.norm) is not None:
        return True
    if j - k > 3 and tokens[k + 1].norm in OPEN_HEADS:
        return True
    return j - k > 2 and (tokens[j - 2].norm in known.given or tokens[j - 2].norm in KINSHIP or tokens[j - 2].norm in TITLES)


def attached(token: Token) -> bool:
    return token.kind == "word" and any(cut == 1 and token.norm[0] in "بل" for _, cut in forms(token)) and len(token.norm) > 4


def subject_after(s: Scan, first: int, limit: int) -> tuple[tuple[Span, ...], int]:
    """(source, token behind it): the noun phrase behind a verb, up to what opens the words told, an adverb, or a mark."""
    tokens = s.tokens
    stop = first
    while stop < limit and stop - first < 16 and not _stops_subject(s, first, stop, limit):
        stop += 1
    span = s.trim(first, stop) if stop > first else None
    return ((span,) if span else ()), stop if stop > first or first >= len(tokens) else first


def _stops_subject(s: Scan, first: int, j: int, limit: int) -> bool:
    tokens, token, norm = s.tokens, s.tokens[j], s.tokens[j].norm
    if s.quoted[j] or (token.kind == "mark" and token.text not in "-()\"'«»“”."):
        return True
    if token.text == "." and len(tokens[j - 1].text) > 1:
        return True
    if token.text in "(-" and j > first:
        return True
    if norm in ("في", "وفي", "علي", "من", "مع") and j == first:
        return True
    if norm == "في" and j + 1 < limit and tokens[j + 1].norm in SAID_IN:
        return True
    if norm == "علي" and j + 1 < limit and tokens[j + 1].norm in _words("هامش حساب حسابه حسابها تويتر فيسبوك موقع موقعه موقعها صفحته صفحتها متن أن"):
        return True
    if norm == "من" and j + 1 < limit and tokens[j + 1].norm in ASIDE:
        return True
    if norm in ADVERBS or (j > first and participle_of(token) is not None) or (j == first and participle_of(token) is not None):
        return True
    if j > first and (cue := cue_of(token)) is not None and not cue.weak:
        return True
    return j > first and (
        norm == "ل" or norm.startswith(OUTLETS) or (norm[1:] in _words("رويترز فرانس بي سكاي الشرق الصحافيين الصحفيين الجزيرة") and norm[0] == "ل")
    )


def subject_before(s: Scan, k: int) -> tuple[Span, ...]:
    """The noun phrase before the verb, from the beginning of its clause."""
    tokens, first = s.tokens, k
    while (
        first > 0 and tokens[first - 1].text not in '.,،؛:؟!"«»' and not s.quoted[first - 1] and tokens[first - 1].norm not in BREAK | THAT and k - first < 12
    ):
        if (cue := cue_of(tokens[first - 1])) is not None and not cue.weak:
            break
        first -= 1
    while first < k and (tokens[first].norm in ("و", "لكن", "كما", "وقد", "قد", "فيما", "وكان", "كان", "كانت", "وكانت", "ان", "فان", "اذ")):
        first += 1
    if first >= k or tokens[first].norm in ADVERBS or tokens[first].norm in NO_NOUN or tokens[first].kind != "word":
        return ()
    stop = k
    while stop > first and tokens[stop - 1].norm in ("نفسه", "نفسها", "قد", "وقد", "كان", "كانت", "كانوا"):
        stop -= 1
    if stop - first > 9 or stop <= first or not _can_speak(tokens[first:stop]):
        return ()
    span = s.trim(first, stop)
    if span is None:
        return ()
    return (Span(span.start + _and(tokens[first]), span.end),)


def _and(token: Token) -> int:
    """How many letters of a subject's first word are "and": one, unless the word begins with it itself (وزارة، وليد)."""
    norm, known = token.norm, gazetteer()
    own = norm in HEADS or norm in TITLES or norm in known.given or norm in WITH_WAW or known.lookup(norm) is not None
    return int(norm.startswith("و") and token.text[0] == "و" and len(norm) > 3 and not own)


def _can_speak(words: Sequence[Token]) -> bool:
    """Whether words before a verb are a subject: definite, named or short, and no clause of their own."""
    head, known = words[0].norm, gazetteer()
    if any(t.kind == "number" for t in words):
        return False
    if head.startswith("ال") or head in TITLES or head in HEADS or head in known.given:
        return True
    if any(t.norm in NO_NOUN for t in words) and not head.endswith(("ون", "ات")):
        return False
    # A verb behind an indefinite noun is a relative clause: "a player they see".
    definite = any(t.norm.startswith(("ال", "وال")) or t.norm in known.given or known.lookup(t.norm) is not None for t in words)
    return definite or len(words) <= 3


def medium(s: Scan, first: int, limit: int) -> tuple[Span, ...]:
    """The outlet spoken to: "لوكالة X", "لصحيفة X"."""
    tokens = s.tokens
    for j in range(first, min(limit, first + 8)):
        if tokens[j].norm.startswith(OUTLETS):
            stop = j + 1
            while stop < limit and tokens[stop].kind == "word" and tokens[stop].norm not in ADVERBS and stop - j < 5:
                stop += 1
            span = s.trim(j + 1, stop) if stop > j + 1 else None
            return (span,) if span else ()
    return ()


def joined(token: Token) -> bool:
    """Whether a verb has "and" or "so" before it: a letter that is none of its own."""
    return token.norm[:1] in ("و", "ف") and token.norm not in CUES and cue_of(token) is not None


def clause_start(s: Scan, k: int) -> bool:
    """Whether the verb at k opens its clause (verb-first order)."""
    return (
        k == 0
        or s.tokens[k - 1].kind == "mark"
        or joined(s.tokens[k])
        or s.tokens[k - 1].norm in BREAK | ASIDE | {"قد", "وقد", "فقد", "كما", "ذلك", "اخري", "وكان", "كان", "وكانت", "كانت"}
    )


def _subject_first(s: Scan, j: int) -> bool:
    """Whether a clause with its subject before a verb of saying begins at j: "، وراية الساحل تقول إن", "، أما الوزير فقد نفى"."""
    tokens = s.tokens
    for i in range(j + 1, min(j + 12, len(tokens))):
        if tokens[i].kind == "mark" and tokens[i].text not in '«»"“”':
            return False
        if tokens[i].norm in THAT and tokens[i - 1].norm not in ("غير", "الا"):
            return False
        if (cue := cue_of(tokens[i])) is not None and not (cue.weak and tokens[i].norm not in ("تقول",)):
            found = opening(s, i, cue)
            return tokens[j].norm in TURNS or (found is not None and found.kind != "phrase" and found.at - i <= NEAR)
    return False


def according(s: Scan, k: int) -> bool:
    """Whether بحسب and the like name an account here, not a plan or a kind."""
    tokens = s.tokens
    if tokens[k].norm not in BY or k + 1 >= len(tokens):
        return False
    j = k + 1
    if tokens[j].norm in ("ل", "عن", "الي"):
        j += 1
    if j >= len(tokens) or tokens[j].kind == "number":
        return False
    return not any(form.removeprefix("ال") in NO_ACCOUNT for form, _ in forms(tokens[j]))


def clause(s: Scan, first: int, last: int | None = None, phrase: bool = False) -> list[Span]:
    """Content from token `first` to the sentence's end, or to what is told next; a phrase stops at a comma."""
    tokens = s.tokens
    stop = len(tokens) if last is None else last
    for j in range(first + 1, stop):
        if s.quoted[j]:
            continue
        if _tells_next(s, j, last is None):
            stop = j
            break
        if phrase and tokens[j].text in ",،؛":
            stop = j
            break
    while stop > first + 1 and (tokens[stop - 1].text in ",،" or tokens[stop - 1].norm in ("كما", "فيما", "بينما", "وقد", "و", "حيث", "ثم")):
        stop -= 1
    span = s.trim(first, stop)
    return [span] if span else []


def _tells_next(s: Scan, j: int, by: bool) -> bool:
    """Whether another telling begins at j: a participle, "according to", or a verb of saying after a comma or with "and"."""
    tokens, token, norm = s.tokens, s.tokens[j], s.tokens[j].norm
    if (part := participle_of(token)) is not None:
        mark = tokens[j - 1].kind == "mark" and not s.quoted[j - 1]
        found = opening(s, j, part)
        near = found is not None and (found.at - j <= 3)
        return near or (mark and (part.phrase or not part.weak))
    if by and according(s, j):
        return True
    if joined(token) and (cue := cue_of(token)) is not None:
        if tokens[j - 1].text in ",،":
            return True
        if cue.weak or norm[1] in "يت":
            return False
        found = opening(s, j, cue)
        return found is not None and found.kind in ("that", "quote", "colon")
    if tokens[j - 1].text in ",،" and (norm in TURNS or (norm[0] == "و" and token.kind == "word")) and _subject_first(s, j):
        return True
    return norm == "من" and j + 2 < len(tokens) and tokens[j + 1].norm in ASIDE and tokens[j - 1].kind == "mark" and cue_of(tokens[j + 2]) is not None
