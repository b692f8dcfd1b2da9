"""Attributions in an Arabic sentence: verb first (قال فلان إن), subject first (فلان يدعو), and بحسب / وفقا ل / نقلا عن.

A dropped subject ("وأضاف أن") gives no source: the speaker is carried over later. A passive is known by a written damma
or by its own form (قيل); then nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.lang.ar.names import forms
from rashomon.lang.ar.times import WEEKDAYS
from rashomon.lang.base import Attribution, Quote, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.scan import Scan
from rashomon.lang.tokens import Token
from rashomon.model import Span, Stance

# Stance, verb stems as singular masculine past; feminine, plural and present forms are built. "|" lists irregular forms.
_VERBS: tuple[tuple[Stance, str], ...] = (
    ("assert", "قال|قالت|قالوا|يقول|تقول|يقولون|قلنا|نقول أضاف|أضافت|أضافوا|يضيف|تضيف أكد|أكدت|أكدوا|يؤكد|تؤكد أعلن|أعلنت|أعلنوا|يعلن|تعلن صرح|صرحت|يصرح ذكر|ذكرت|ذكروا|يذكر|تذكر أوضح|أوضحت|أوضحوا|يوضح|توضح أشار|أشارت|أشاروا|يشير|تشير "
               "شدد|شددت|يشدد|تشدد اعتبر|اعتبرت|يعتبر|تعتبر رأى|رأت|يرى|ترى حذر|حذرت|يحذر|تحذر كشف|كشفت|يكشف|تكشف أفاد|أفادت|أفادوا|يفيد|تفيد زعم|زعمت|يزعم|تزعم|يزعمون ادعى|ادعت|يدعي|تدعي توقع|توقعت|يتوقع لفت|لفتت|يلفت نوه|نوهت بين|بينت تابع|تابعت "
               "استطرد ختم|ختمت رد|ردت|يرد|ترد أجاب|أجابت أقر|أقرت|يقر اعترف|اعترفت|يعترف أبلغ|أبلغت أخبر|أخبرت وصف|وصفت|يصف|تصف أعرب|أعربت كتب|كتبت قدر|قدرت|تقدر اعتقد|يعتقد|تعتقد|يعتقدون رجح|رجحت تحدث|تحدثت|يتحدث|تتحدث روى|روت|يروي اشتكى بادر|يبادر|يبادرنا جزم أعاد "
               "اتهم|اتهمت|اتهموا|يتهم|تتهم|يتهمون انتقد|انتقدت|ينتقد أدان|أدانت|يدين|تدين ندد|نددت رحب|رحبت|يرحب استنكر|استنكرت أبدى|أبدت وأبدى حمل|حملت نقل|نقلت|تنقل أذاع|أذاعت نشر|نشرت بث|بثت استغرب شكك|شككت"),
    ("deny", "نفى|نفت|نفوا|ينفي|تنفي أنكر|أنكرت|ينكر|تنكر كذب|كذبت استبعد|استبعدت|يستبعد دحض|دحضت فند|فندت"),
    ("decline", "رفض|رفضت|رفضوا|يرفض|ترفض امتنع|امتنعت"),
    ("demand", "طالب|طالبت|طالبوا|يطالب|تطالب دعا|دعت|دعوا|يدعو|تدعو أمر|أمرت ناشد|ناشدت|يناشد حث|حثت|يحث طلب|طلبت|يطلب|تطلب اشترط|اشترطت أوصى|أوصت"),
    ("threaten", "هدد|هددت|هددوا|يهدد|تهدد توعد|توعدت|يتوعد"),
    ("promise", "تعهد|تعهدت|تعهدوا|يتعهد|تتعهد وعد|وعدت|وعدوا|يعد التزم|التزمت اتفق|اتفقت|اتفقوا"),
    ("question", "تساءل|تساءلت|يتساءل سأل|سألت"),
)  # fmt: skip
_PARTICIPLES: tuple[tuple[Stance, str], ...] = (
    ("assert", "مضيفا مضيفة مؤكدا مؤكدة موضحا موضحة مشيرا مشيرة معتبرا معتبرة لافتا لافتة محذرا محذرة مشددا مشددة قائلا قائلة متهما متهمة مبينا مبينة كاشفا كاشفة منوها زاعما زاعمة معربا معربة معلنا معلنة ذاكرا مرجحا واصفا واصفة"),
    ("deny", "نافيا نافية منكرا منكرة مستبعدا مستبعدة"), ("demand", "داعيا داعية مطالبا مطالبة مناشدا مناشدة"), ("threaten", "مهددا مهددة متوعدا متوعدة"),
    ("promise", "متعهدا متعهدة واعدا"), ("decline", "رافضا رافضة"),
)  # fmt: skip
CUES: dict[str, Stance] = {fold(f): stance for stance, verbs in _VERBS for verb in verbs.split() for f in verb.split("|")}
PARTICIPLES: dict[str, Stance] = {fold(w): stance for stance, words in _PARTICIPLES for w in words.split()}
PASSIVES = frozenset(map(fold, ("قيل", "يقال", "يُعتقد", "يُزعم", "أُعلن", "ذُكر", "يُذكر", "أُفيد", "اتُهم")))
BY = {
    fold("بحسب"): 1,
    fold("حسب"): 1,
    fold("وبحسب"): 1,
    fold("وفق"): 1,
    fold("ووفق"): 1,
    fold("حسبما"): 1,
    fold("طبقا"): 0,
    fold("وفقا"): 0,
    fold("ووفقا"): 0,
    fold("نقلا"): 2,
    fold("استنادا"): 0,
}
THAT = frozenset(
    map(fold, "أن إن بأن أنه إنه أنها إنها أنهم إنهم بأنه بأنها بأنهم أننا إننا أنني إنني أني إني أنك أنكم أنكما إنكم إنك بأننا أنهما إنهما أنّ إلا".split())
)
BARE_THAT = frozenset(map(fold, ("أن", "إن", "بأن")))
# Verbs that are everyday words too: cues only when a complementizer, a colon or a quotation follows.
WEAK = frozenset(
    map(
        fold,
        "بين رد ردت ختم ترد يرد حمل حملت كتب كتبت ذكر يذكر تذكر نشر نشرت بث بثت نقل نقلت تنقل رأى رأت يرى ترى وعد يعد كذب كذبت أمر أمرت سأل وصف يصف تصف يقر قدر قدرت تقدر طلب طلبت يطلب تطلب أعاد اتفق اتفقت اتفقوا تابع تابعت كشف تحدث يتحدث تتحدث تحدثت روى لفت يدعي حذر هدد يعتبر تعتبر دعت جزم دعوا أبدى أبدت حث حثت وعدت سألت بادر".split(),
    )
)
DIRECT = frozenset(
    map(
        fold,
        "نفى نفت نفوا ينفي تنفي أنكر أنكرت رفض رفضت رفضوا يرفض ترفض استبعد استبعدت أدان أدانت اتهم اتهمت اتهموا يتهم تتهم يتهمون طالب طالبت طالبوا يطالب تطالب دعا دعت يدعو تدعو ناشد ناشدت حث حثت هدد هددت توعد توعدت تعهد تعهدت تعهدوا يتعهد تتعهد أعلن أعلنت أعلنوا انتقد انتقدت ندد نددت رحب رحبت استنكر استنكرت كشف كشفت وعدت وعدوا أمر أمرت حذر حذرت يدين تدين أكد أكدت يؤكد تؤكد شدد شددت أعرب أعربت نافيا نافية داعيا داعية مطالبا مطالبة متهما متهمة محذرا محذرة رافضا رافضة متعهدا متعهدة".split(),
    )
)
DEEDS = frozenset(
    map(
        fold,
        "قصف استهداف إطلاق وجود مشاركة علاقة صحة إجراء تلقي امتلاك ضلوع تورط وقوف حدوث علم أي ما مسؤولية ارتكاب إرسال دعم استخدام قتل أنباء تقارير اتهامات مزاعم دخول انسحاب سيطرة سقوط "
        "وقوع لقاء عقد تنفيذ تعرض خطف اعتقال تسليم تسليح بيع شراء نقل قبول توقيع الاتهامات الأنباء التقارير المزاعم ذلك هذه هذا كل التعليق الإدلاء الكشف الرد".split(),
    )
)
ADVERBS = frozenset(map(fold, "خلال عبر أمس اليوم مساء صباح يوم عقب بعد أثناء إلى عن لـ أيضا مجددا حينها فجر ليل".split())) | frozenset(WEEKDAYS)
# Behind "في": where something is said, rather than where the speaker belongs.
SAID_IN = frozenset(map(fold, "بيان مؤتمر تصريح تصريحات حديث كلمة مقابلة خطاب تغريدة رسالة لقاء اتصال وقت منشور تقرير حوار تسجيل مقطع برنامج ختام أول".split()))
MEDIA = re.compile(r"^(?:ل|لل|لوكاله|لصحيفه|لقناه|لموقع|لاذاعه|ل)")
BREAK = frozenset(map(fold, "الذي التي الذين لكن ولكن بينما حيث فيما كما ثم".split()))
LONG_QUOTE = 3


def attributions(sentence: Sentence) -> list[Attribution]:
    s = Scan(sentence, LONG_QUOTE)
    out: list[Attribution] = []
    for k, token in enumerate(s.tokens):
        if token.kind != "word" or s.quoted[k]:
            continue
        stem = (
            token.norm.removeprefix("و").removeprefix("ف")
            if token.norm[:1] in "وف" and token.norm[1:] in CUES.keys() | PARTICIPLES.keys() | PASSIVES
            else token.norm
        )
        if token.norm in BY:
            found = _according(s, k)
        elif _written_passive(token) or stem in PASSIVES:
            found = _passive(s, k, CUES.get(stem, "assert"))
        elif stem in PARTICIPLES:
            found = _participle(s, k, PARTICIPLES[stem], out)
        elif stem in CUES:
            found = _verb(s, k, stem, CUES[stem], out)
            if found is not None and found.how.endswith("with أن") and (parts := _coordinated(s, found)):
                out += parts
                found = None
        else:
            found = None
        if found is not None:
            out.append(found)
    if not out and sentence.headline:
        colon = _colon(s)
        out += [colon] if colon else []
    return out


def _written_passive(token: Token) -> bool:
    """A reporting verb whose first consonant carries a damma (وُعدنا, اتُهمتَ)."""
    if "\u064f" not in token.text[:5]:
        return False
    word = (
        token.norm.removeprefix("و")
        if token.norm.removeprefix("و")[:1] in "اعدقذز" and len(token.norm) > 4 and token.norm[0] == "و" and token.text[1:2] != "\u064f"
        else token.norm
    )
    stem = re.sub(r"(?:نا|ت|وا|تم|ته|ها|هم)$", "", word)
    return stem in CUES or word in CUES


def _verb(s: Scan, k: int, stem: str, stance: Stance, before: Sequence[Attribution]) -> Attribution | None:
    tokens = s.tokens
    cue = Span(tokens[k].start, tokens[k].end)
    that = _that(s, k + 1)
    quote_after = next((q for q in s.quotes if q.outer.start >= tokens[k].end and _light(s, k + 1, q)), None)
    quote_before = s.quote_before(tokens[k].start)
    source, after = _subject_after(s, k + 1, that, quote_after)
    via = _medium(s, after, that, quote_after)
    if quote_before is not None and that is None and quote_after is None:
        return s.attribution(source or _subject_before(s, k), (cue,), [quote_before.inner], stance, f"verb “{stem}” behind a quotation", via)
    if that is not None and (quote_after is None or that < s.index(quote_after.outer.start)):
        if not source:
            source = _subject_before(s, k)
        first = that + 1 if tokens[that].norm in BARE_THAT else that
        return s.attribution(source, (cue,), _clause(s, first), stance, f"verb “{stem}” with أن", via)
    if quote_after is not None:
        if not source:
            source = _subject_before(s, k)
        rest = any(t.start >= quote_after.outer.end and t.kind == "word" for t in tokens)
        content = [quote_after.inner] if not rest or not quote_after.closed or stem not in DIRECT else _clause(s, s.index(quote_after.outer.start))
        return s.attribution(source, (cue,), content, stance, f"verb “{stem}” before a quotation", via)
    if stem in WEAK and stem not in DIRECT:
        return None
    if stem in DIRECT:
        return _direct(s, k, stem, stance, cue, before)
    return None


def _coordinated(s: Scan, found: Attribution) -> list[Attribution]:
    """`قال إن … ، وأن …`: a second claim of the same telling, its own attribution."""
    content = found.content[-1]
    cut = next(
        (i for i, t in enumerate(s.tokens) if content.start < t.start < content.end and t.norm in ("وان", "وانه", "وانها", "وانهم") and not s.quoted[i]), None
    )
    if cut is None or s.index(content.start) >= cut - 3:
        return []
    first = s.trim(s.index(content.start), cut)
    rest = _clause(s, cut + 1 if s.tokens[cut].norm == "وان" else cut)
    if first is None or not rest or rest[0].start >= content.end:
        return []
    parts = ([first], [Span(rest[0].start, min(rest[0].end, content.end))])
    return [made for p in parts if (made := s.attribution(found.source, found.cue, p, found.stance, found.how, found.via, found.passive))]


def _direct(s: Scan, k: int, stem: str, stance: Stance, cue: Span, before: Sequence[Attribution] = ()) -> Attribution | None:
    """Verbs whose content is a noun phrase: نفى X مشاركته, دعا X إلى الحوار, اتهم X خصمه بالكذب."""
    tokens = s.tokens
    source = _subject_before(s, k) if k and not _clause_start(s, k) else ()
    first = k + 1
    lead = {"دعا": ("الي", "ل"), "دعت": ("الي", "ل"), "يدعو": ("الي", "ل"), "تدعو": ("الي", "ل")}.get(stem)
    prepositions = ("الي", "عن", "علي", "من", "ب", "ل")
    # "… ، وطالبت مجلس الأمن بـ": the subject of the telling before goes on, and what follows is the object.
    carried = (tokens[k].norm.startswith("و") and k > 0 and bool(before) and tokens[k - 1].text in ",،؛") or (
        k > 0 and tokens[k - 1].text == "،" and bool(before) and before[-1].cue[0].start >= s.sentence.start
    )
    if carried and stem not in ("نفي", "نفت", "نفوا"):
        source = before[-1].source
    if not source:
        source, first = _before_day(s, first)
    deed = next((j for j in range(first + 1, min(len(tokens), first + 7)) if _is_deed(tokens[j])), None) if stance in ("deny", "decline") else None
    if not source:
        stop = first
        while (
            stop < len(tokens)
            and stop - first < 9
            and tokens[stop].kind == "word"
            and tokens[stop].norm not in ("الي", "عن", "علي", "من", "في", "امس", "خلال")
            and not _attached(tokens[stop])
            and not (stance == "demand" and stop > first and len(tokens[stop].norm) > 3 and tokens[stop].norm.startswith("ب"))
            and not s.quoted[stop]
            and stop != deed
        ):
            if (
                deed is None
                and stop > first
                and not tokens[stop].norm.startswith("ال")
                and not _name_like(tokens, stop)
                and (tokens[stop].norm.endswith(("ه", "ها", "هم", "اي")) or stance in ("deny", "decline"))
            ):
                break
            stop += 1
        span = s.trim(first, stop)
        source = (span,) if span and stop > first else ()
        first = stop
    while first < len(tokens) and tokens[first].norm in ("امس", "اليوم", *WEEKDAYS):
        first += 1
    if first >= len(tokens) or tokens[first].text in ".,;:!":
        return None
    if tokens[first].norm in prepositions[:4]:
        first += 1
    if lead and not (tokens[first - 1].norm in lead or _attached(tokens[first])):
        return None
    content = _clause(s, first, phrase=True)
    return s.attribution(source, (cue,), content, stance, f"verb “{stem}” with an object") if content and source else None


def _is_deed(token: Token) -> bool:
    """A verbal noun of what people deny or refuse, with or without a pronoun: قصف، مشاركته."""
    return any(token.norm.removesuffix(ending) in DEEDS or token.norm.removesuffix(ending)[:-1] + "ه" in DEEDS for ending in ("", "ه", "ها", "هم", "نا"))


def _before_day(s: Scan, first: int) -> tuple[tuple[Span, ...], int]:
    """(subject, token behind the day) where a day between commas parts the subject from what follows: "نفى X، الأحد، إجراء …"."""
    commas = [j for j in range(first + 1, min(len(s.tokens), first + 16)) if s.tokens[j].text in ",،"][:2]
    if len(commas) < 2 or commas[1] - commas[0] > 5 or any(s.quoted[first : commas[0]]):
        return (), first
    if not any(t.norm in ("امس", "اليوم") or t.norm in WEEKDAYS for t in s.tokens[commas[0] : commas[1]]):
        return (), first
    span = s.trim(first, commas[0])
    return ((span,), commas[1] + 1) if span else ((), first)


def _participle(s: Scan, k: int, stance: Stance, before: Sequence[Attribution]) -> Attribution | None:
    """مضيفا أن, نافيا …: the subject of the telling before it goes on."""
    that = _that(s, k + 1)
    source = before[-1].source if before else _first_subject(s, k)
    quote = next((q for q in s.quotes if q.outer.start >= s.tokens[k].end and _light(s, k + 1, q)), None)
    if that is not None:
        content = _clause(s, that + 1 if s.tokens[that].norm in BARE_THAT else that)
    elif quote is not None:
        content = [quote.inner]
    elif s.tokens[k].norm.removeprefix("و") in DIRECT:
        first = k + 1
        if first < len(s.tokens) and s.tokens[first].norm in ("الي", "عن", "من", "علي"):
            first += 1
        content = _clause(s, first, phrase=True)
    else:
        return None
    return s.attribution(source, (s.tokens[k].span,), content, stance, "participle, same speaker")


def _passive(s: Scan, k: int, stance: Stance) -> Attribution | None:
    that = _that(s, k + 1)
    first = k + 1 if that is None else that + (1 if s.tokens[that].norm in BARE_THAT else 0)
    content = _clause(s, first, phrase=that is None)
    return s.attribution((), (s.tokens[k].span,), content, stance, "passive", passive=True) if content else None


def _according(s: Scan, k: int) -> Attribution | None:
    """بحسب X, وفقا لـX, نقلا عن X: beside the clause it vouches for."""
    tokens, first = s.tokens, k + 1
    if tokens[k].norm == "نقلا":
        if first < len(tokens) and tokens[first].norm == "عن":
            first += 1
        else:
            return None
    elif tokens[k].norm in ("وفقا", "ووفقا", "طبقا", "استنادا") and first < len(tokens) and tokens[first].norm in ("ل", "لما", "الي"):
        first += 1
    if first < len(tokens) and tokens[first].norm in ("ما",):
        first += 2
    at_start = k == 0 or (k == 1 and tokens[0].kind == "mark")
    stop = first
    while (
        stop < len(tokens)
        and tokens[stop].text not in ",،.؛:"
        and not s.quoted[stop]
        and stop - first < 14
        and not (stop > first and tokens[stop].norm in THAT | BREAK)
    ):
        if stop > first and at_start and tokens[stop].norm.removeprefix("ف") in CUES:
            break
        stop += 1
    span = s.trim(first, stop)
    if span is None:
        return None
    cut = 1 if tokens[first].norm.startswith("ل") and tokens[k].norm in ("وفقا", "ووفقا", "طبقا") and len(tokens[first].norm) > 3 else 0
    source = Span(span.start + cut, span.end)
    if at_start:
        content = _clause(s, stop + 1)
    else:
        quote = s.quote_before(tokens[k].start)
        content = [quote.inner] if quote else _clause(s, 0, last=k)
    return s.attribution((source,), (tokens[k].span,), content, "assert", f"“{tokens[k].text}”") if content else None


def _colon(s: Scan) -> Attribution | None:
    at = next((i for i, t in enumerate(s.tokens) if t.text in ":："), None)
    if at is None or not 1 <= at <= 4 or len(s.tokens) - at < 4:
        return None
    source, content = s.trim(0, at), _clause(s, at + 1)
    return s.attribution((source,), (), content, "assert", "headline with a colon") if source and content else None


# --------------------------------------------------------------------------------- pieces
def _that(s: Scan, first: int) -> int | None:
    """The complementizer that opens the content of a verb, within its clause."""
    for j in range(first, min(first + 22, len(s.tokens))):
        norm = s.tokens[j].norm
        if norm in THAT and not s.quoted[j]:
            return j
        if s.tokens[j].text in ".؟!؛:" or (norm.removeprefix("و") in CUES and j > first + 1) or s.quoted[j]:
            return None
    return None


def _subject_after(s: Scan, first: int, that: int | None, quote: Quote | None) -> tuple[tuple[Span, ...], int]:
    """(source, token behind it): the words between the verb and أن, the quotation, a preposition or an adverb."""
    tokens = s.tokens
    limit = that if that is not None else s.index(quote.outer.start) if quote else len(tokens)
    stop = first
    while stop < limit:
        token = tokens[stop]
        norm = token.norm
        if token.kind == "mark" and token.text not in "-()\"'":
            if token.text in ",،" and limit - stop > 1 and (that is not None or quote is not None) and stop > first:
                break
            break
        if norm == "في" and stop + 1 < limit and (tokens[stop + 1].norm in SAID_IN or stop == first):
            break
        if (
            norm in ADVERBS
            or (norm.removeprefix("و") in CUES and stop > first)
            or (MEDIA.match(norm) and stop > first and norm.startswith(("لوكاله", "لصحيفه", "لقناه", "لموقع", "لاذاعه")))
        ):
            break
        if (
            stop > first
            and norm.startswith("ل")
            and not norm.startswith("لل")
            and len(norm) > 4
            and stop + 1 < limit
            and not tokens[stop - 1].norm.endswith(("باسم",))
            and norm[1:] in ("رويترز", "فرانس", "بي", "سكاي")
        ):
            break
        if s.quoted[stop]:
            break
        stop += 1
    if stop - first > 14 or (that is None and quote is None and stop - first > 10):
        return (), first
    span = s.trim(first, stop) if stop > first else None
    return ((span,) if span else ()), stop


def _subject_before(s: Scan, k: int) -> tuple[Span, ...]:
    """The noun phrase before the verb, from the beginning of its clause."""
    tokens, first = s.tokens, k
    while first > 0 and tokens[first - 1].text not in '.,،؛:؟!"«»' and not s.quoted[first - 1] and tokens[first - 1].norm not in BREAK | THAT and k - first < 9:
        if tokens[first - 1].norm.removeprefix("و") in CUES:
            break
        first -= 1
    while first < k and (tokens[first].norm in ("و", "لكن", "كما", "وقد", "قد", "فيما", "وكان", "كان", "ان", "اذ")):
        first += 1
    if first >= k or tokens[first].norm in ADVERBS or tokens[first].norm in ("الذي", "التي"):
        return ()
    stop = k
    while stop > first and tokens[stop - 1].norm in ("نفسه", "نفسها", "قد", "وقد", "كان", "كانت"):
        stop -= 1
    if stop - first > 8 or stop <= first:
        return ()
    span = s.trim(first, stop)
    return (span,) if span else ()


def _first_subject(s: Scan, k: int) -> tuple[Span, ...]:
    first = 0
    stop = next((i for i in range(first, k) if s.tokens[i].text in ",،:"), k)
    if stop - first > 8 or stop == first:
        return ()
    span = s.trim(first, stop)
    return (span,) if span else ()


def _medium(s: Scan, first: int, that: int | None, quote: Quote | None) -> tuple[Span, ...]:
    """The outlet spoken to: "لوكالة X", "لصحيفة X"."""
    tokens = s.tokens
    limit = that if that is not None else s.index(quote.outer.start) if quote else len(tokens)
    for j in range(first, min(limit, first + 8)):
        if MEDIA.match(tokens[j].norm) and tokens[j].norm.startswith(("لوكاله", "لصحيفه", "لقناه", "لموقع", "لاذاعه")):
            stop = j + 1
            while stop < limit and tokens[stop].kind == "word" and tokens[stop].norm not in ADVERBS and stop - j < 5:
                stop += 1
            span = s.trim(j + 1, stop) if stop > j + 1 else None
            return (span,) if span else ()
    return ()


def _light(s: Scan, first: int, quote: Quote) -> bool:
    """Whether a quotation belongs to the verb before it: no other reporting verb in between, a colon or few words."""
    between = [t for t in s.tokens[first:] if t.start < quote.outer.start]
    if any(t.norm.removeprefix("و") in CUES or t.norm in THAT or t.text in ".؟!" for t in between):
        return False
    return len(between) <= 14 and (not between or between[-1].text in ":،," or len(between) <= 6)


def _attached(token: Token) -> bool:
    return any(cut == 1 and token.norm[0] in "بل" for _, cut in forms(token)) and len(token.norm) > 4


def _name_like(tokens: Sequence[Token], i: int) -> bool:
    return (i > 0 and tokens[i - 1].norm in ("بن", "ابن", "ابو", "عبد", "ال")) or tokens[i].norm in ("بن", "ابن", "ابو")


def _clause_start(s: Scan, k: int) -> bool:
    """Whether the verb at k opens its clause (verb-first order)."""
    return k == 0 or s.tokens[k - 1].kind == "mark" or s.tokens[k].norm.startswith("و") or s.tokens[k - 1].norm in BREAK | {"قد", "وقد", "فقد", "كما"}


def _clause(s: Scan, first: int, last: int | None = None, phrase: bool = False) -> list[Span]:
    """Content from token `first` to the sentence's end, a following participle or coordinated cue; a phrase stops at a comma."""
    tokens = s.tokens
    stop = len(tokens) if last is None else last
    for j in range(first + 1, stop):
        norm = tokens[j].norm
        if s.quoted[j]:
            continue
        if norm in PARTICIPLES or norm.removeprefix("و") in PARTICIPLES or (norm in BY and last is None):
            stop = j - 1 if tokens[j - 1].text in ",،" else j
            break
        if norm.startswith("و") and norm[1:] in CUES and tokens[j - 1].text in ",،":
            stop = j - 1
            break
        if phrase and tokens[j].text in ",،؛":
            stop = j
            break
    span = s.trim(first, stop)
    return [span] if span else []
