"""Arabic words of saying: verbs with all their forms, participles, and what opens the words that are told.

Each verb is written once: past, present, participle ("-" where a form is also an everyday word), then how its content
may be put besides أن, a colon or a quotation. Prepositions open a noun phrase (أشار إلى, حذر من, طالب ب), N stands for a
noun phrase without one (نفى قصف السوق), P for somebody addressed who may hang on the verb (أبلغه، طالبتهم), W for verbs
that are everyday words too: they tell only where their clause begins with them or أن stands right behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token
from rashomon.model import Stance

_VERBS: tuple[tuple[Stance, str], ...] = (
    (
        "assert",
        """
        قال يقول قائل | أضاف يضيف مضيف | أكد يؤكد مؤكد N على | أعلن يعلن معلن N عن | صرح يصرح مصرح | ذكر يذكر ذاكر W | أوضح يوضح موضح
        أشار يشير مشير إلى ل | شدد يشدد مشدد على | اعتبر يعتبر معتبر W | رأى يرى - W | حذر يحذر محذر من P | كشف يكشف كاشف عن
        أفاد يفيد مفيد ب | زعم يزعم زاعم | ادعى يدعي مدعي W | توقع يتوقع متوقع N | لفت يلفت لافت إلى | نوه ينوه منوه ب إلى | بين - مبين W
        أبان - - | تابع يتابع متابع W | استطرد يستطرد مستطرد | أردف يردف مردف | استدرك يستدرك مستدرك | ختم يختم - W | اختتم يختتم مختتم W
        رد يرد - W | أجاب يجيب مجيب | علق يعلق معلق W | أقر يقر مقر ب | اعترف يعترف معترف ب | أبلغ - مبلغ P | أخبر يخبر مخبر P
        وصف يصف واصف W P | أعرب يعرب معرب عن | عبر يعبر معبر عن W | كتب يكتب كاتب W | قدر يقدر مقدر W N | اعتقد يعتقد معتقد | ظن يظن - W
        رجح يرجح مرجح N | تحدث يتحدث متحدث W عن | روى يروي - W | اشتكى يشتكي مشتكي من | جزم يجزم جازم W | أعاد - - W | بادر يبادر - W P
        اتهم يتهم متهم P ب | انتقد ينتقد منتقد N | أدان يدين - N | ندد يندد مندد ب | رحب يرحب مرحب ب | استنكر يستنكر مستنكر N | شجب يشجب - N
        أبدى يبدي مبدي N | حمل - - W | نقل ينقل ناقل W | أذاع يذيع - W | نشر ينشر - W | بث يبث - W | أورد يورد - W | استغرب يستغرب مستغرب
        شكك يشكك مشكك | عزا يعزو عازي N | برر يبرر مبرر N | فسر يفسر مفسر W | أظهر - - W | أثبت يثبت - W | خلص يخلص - W | ألمح يلمح ملمح إلى
        أفصح يفصح مفصح عن | طمأن يطمئن مطمئن W P | لاحظ يلاحظ ملاحظ W | خشي يخشى - W | أصر يصر - على W | جادل يجادل مجادل W | احتج يحتج محتج W
        شرح يشرح شارح W | نبه ينبه منبه إلى P | استدل يستدل - W | تذكر يتذكر متذكر W | أقسم يقسم مقسم
        """,
    ),
    ("deny", "نفى ينفي نافي N | أنكر ينكر منكر N | كذب يكذب مكذب W N | استبعد يستبعد مستبعد N | دحض يدحض داحض N | فند يفند مفند N"),
    ("decline", "رفض يرفض رافض N | امتنع يمتنع ممتنع عن"),
    (
        "demand",
        """
        طالب يطالب مطالب P ب | دعا يدعو داعي P إلى ل | أمر يأمر - W ب P | ناشد يناشد مناشد P N | حث يحث حاث P على | طلب يطلب - W | اشترط يشترط مشترط N
        أوصى يوصي موصي ب | نصح ينصح ناصح W ب P | اقترح يقترح مقترح N
        """,
    ),
    ("threaten", "هدد يهدد مهدد ب P | توعد يتوعد متوعد ب P"),
    ("promise", "تعهد يتعهد متعهد ب | وعد يعد واعد W ب | التزم يلتزم ملتزم W | اتفق يتفق متفق W"),
    ("question", "تساءل يتساءل متسائل عن | سأل يسأل سائل W P"),
)
_MORE = "قلنا:قال نقول:قال أقول:قال يبادرنا:بادر علمت:علم"  # forms that no pattern gives
_BY_SAYING = ("بالقول", "بقوله", "بقولها", "بقولهم")
PRONOUNS = ("ه", "ها", "هم", "هما", "نا", "ني", "ك", "كم")
_THAT = ["ان", "الا", *(f"ان{p}" for p in (*PRONOUNS, "ي", "ا", "كما"))]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: the prepositions that open a noun phrase, whether one stands without, whether it is an everyday word too."""

    lemma: str
    stance: Stance
    frames: frozenset[str] = frozenset()
    phrase: bool = False
    person: bool = False
    weak: bool = False


def _past(verb: str) -> list[str]:
    if verb[-1] in "يا":  # نفي, دعا: the last letter goes
        return [verb, verb[:-1] + "ت", verb[:-1] + "وا", verb[:-1] + ("ين" if verb[-1] == "ي" else "ون")]
    return [verb, verb + "ت", verb + "وا", verb + "تا"]


def _present(verb: str) -> list[str]:
    rest = verb[1:]
    plural = (rest[:-1] if rest[-1] in "يو" else rest) + "ون"
    return ["ي" + rest, "ت" + rest, "ي" + plural, "ي" + rest + "ان"]


def _participles(word: str) -> list[str]:
    plural = word[:-1] if word[-1] == "ي" else word
    return [word + "ا", word + "ه", plural + "ين", word + "تين"]


def _tables() -> tuple[dict[str, Cue], dict[str, Cue]]:
    verbs: dict[str, Cue] = {}
    participles: dict[str, Cue] = {}
    lemmas: dict[str, Cue] = {"علم": Cue(lemma="علم", stance="assert", weak=True)}
    for stance, listed in _VERBS:
        for entry in re.split(r"[|\n]", listed):
            words = fold(entry).split()
            if not words:
                continue
            past, present, participle, *rest = words
            cue = Cue(past, stance, frozenset(w for w in rest if w not in "nwp"), "n" in rest, "p" in rest, "w" in rest)
            lemmas[past] = cue
            for form in [*_past(past), *([] if present == "-" else _present(present))]:
                verbs.setdefault(form, cue)
            for form in [] if participle == "-" else _participles(participle):
                participles.setdefault(form, cue)
    for pair in fold(_MORE).split():
        form, lemma = pair.split(":")
        verbs[form] = lemmas[lemma]
    for word in _BY_SAYING:
        participles[fold(word)] = lemmas["قال"]
    return verbs, participles


CUES, PARTICIPLES = _tables()
PASSIVES = frozenset(map(fold, ("قيل", "يقال", "يُعتقد", "يُزعم", "أُعلن", "ذُكر", "يُذكر", "أُفيد", "اتُهم")))
THAT = frozenset([*_THAT, *("ب" + word for word in _THAT)])
BARE_THAT = frozenset(("ان", "بان"))


def cue_of(token: Token) -> Cue | None:
    """The verb of saying that a word is, with و or ف before it and somebody addressed behind it."""
    norm = token.norm
    for word in (norm, norm[1:]) if norm[:1] in ("و", "ف", "ل") else (norm,):
        if len(norm) > len(word) and norm[0] == "ل" and word[:1] != "ي":
            continue
        if (cue := CUES.get(word)) is not None:
            return cue
        for pronoun in () if token.text.endswith("ة") else PRONOUNS:
            cue = CUES.get(word.removesuffix(pronoun)) if word.endswith(pronoun) else None
            if cue is not None and cue.person and len(word) - len(pronoun) > 2:
                return cue
    return None


def participle_of(token: Token) -> Cue | None:
    norm = token.norm
    return PARTICIPLES.get(norm) or (PARTICIPLES.get(norm[1:]) if norm[:1] in ("و", "ف") else None)
