"""Interviews of many layouts: each turn found, with role and label; answers end where they end."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given

from rashomon.lang import LANGUAGES, language
from rashomon.lang.base import Lexicon
from rashomon.model import Span
from rashomon.text.turns import RawTurn, turns
from tests.text.arbitrary import CHECKED, texts

PAIRS = [
    ("When did you first see the smoke?", "It was Tuesday, a little before seven. I was mending a net."),
    ("Who gave the order to close the hall?", "Nobody gave an order. We closed it because the roof was gone."),
    ("Did the company pay for the boats?", "No. It paid for two, and we had lost nine of them."),
    ("What will you do this winter?", "I will fish, as my father did. What else is there to do? I am old."),
]
HEAD = "“We closed it ourselves”\n\nNils Ovregard of the Orlanda Tribune spoke to Ada Quillon, the harbour master, on Friday.\n\n"

LAYOUTS = [
    ("Q: {q}\n\nA: {a}\n\n", "Q", "A"),
    ("Q: {q}\nA: {a}\n", "Q", "A"),
    ("Q. {q}\nA. {a}\n\n", "Q", "A"),
    ("Question: {q}\nAnswer: {a}\n\n", "Question", "Answer"),
    ("**Q:** {q}\n\n**A:** {a}\n\n", "Q", "A"),
    ("* Q: {q}\n* A: {a}\n", "Q", "A"),
    ("Orlanda Tribune: {q}\n\nAda Quillon: {a}\n\n", "Orlanda Tribune", "Ada Quillon"),
    ("ORLANDA TRIBUNE: {q}\nADA QUILLON: {a}\n", "ORLANDA TRIBUNE", "ADA QUILLON"),
    ("OT: {q}\n\nAQ: {a}\n\n", "OT", "AQ"),
    ("Q: {q} A: {a} ", "Q", "A"),
    ("OT: {q} AQ: {a} ", "OT", "AQ"),
    ("Ovregard: {q}\n\nQuillon: “{a}”\n\n", "Ovregard", "Quillon"),
    ("– {q}\n– {a}\n", "–", "–"),
]


@cache
def lexicons() -> tuple[Lexicon, ...]:
    return tuple(language(code).lexicon for code in LANGUAGES)


def read(text: str) -> list[RawTurn]:
    return turns(text, Span(0, len(text)), lexicons())


def spoken(text: str) -> list[tuple[str, str]]:
    return [(t.role, text[slice(*t.content)]) for t in read(text)]


WANTED = [turn for q, a in PAIRS for turn in (("question", q), ("answer", a))]


def bare(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whether a quotation's last full stop counts is no matter here."""
    return [(role, words.rstrip(".")) for role, words in found]


@pytest.mark.parametrize(("layout", "asks", "answers"), LAYOUTS)
def test_layouts(layout: str, asks: str, answers: str) -> None:
    text = HEAD + "".join(layout.format(q=q, a=a) for q, a in PAIRS)
    assert bare(spoken(text)) == bare(WANTED)
    labels = {t.role: text[slice(*t.label_span)] for t in read(text)}
    assert labels == {"question": asks, "answer": answers}


def test_labels_that_shrink_to_initials_keep_their_voice() -> None:
    first, *rest = PAIRS
    text = HEAD + f"Orlanda Tribune: {first[0]}\n\nAda Quillon: {first[1]}\n\n" + "".join(f"OT: {q}\n\nAQ: {a}\n\n" for q, a in rest)
    found = read(text)
    assert bare(spoken(text)) == bare(WANTED)
    assert {t.name for t in found} == {"Orlanda Tribune", "Ada Quillon"}
    assert [t.label for t in found] == ["Orlanda Tribune", "Ada Quillon"] + ["OT", "AQ"] * 3


def test_a_label_with_a_slip_of_the_pen_keeps_its_voice() -> None:
    labels = ["Ada Quillon", "Ada Quilon", "Ada Quillon", "Ada Quillon"]
    text = HEAD + "".join(f"Orlanda Tribune: {q}\n\n{label}: {a}\n\n" for label, (q, a) in zip(labels, PAIRS, strict=True))
    assert bare(spoken(text)) == bare(WANTED)
    assert [t.label for t in read(text) if t.role == "answer"] == labels


def test_questions_without_labels_in_an_interview() -> None:
    text = HEAD + "".join(f"{q}\n\n{a}\n\n" for q, a in PAIRS)
    assert bare(spoken(text)) == bare(WANTED)


ARABIC_PAIRS = [
    ("متى رأيتم الدخان أول مرة؟", "رأيناه صباح الثلاثاء، قبل السابعة بقليل."),
    ("من أمر بإغلاق السوق؟", "لم يأمر أحد بذلك. أغلقناه لأن السقف سقط."),
    ("هل دفعت الشركة ثمن القوارب؟", "كلا. دفعت ثمن قاربين، وكنا خسرنا تسعة."),
    ("ماذا ستفعلون هذا الشتاء؟", "سأصطاد كما كان أبي يصطاد."),
]
ARABIC_WANTED = [turn for q, a in ARABIC_PAIRS for turn in (("question", q), ("answer", a))]
ARABIC_LAYOUTS = [
    "سؤال: {q}\nجواب: {a}\n",
    "* سؤال: {q}\n* جواب: {a}\n\n",
    "س: {q}\nج: {a}\n",
    "السؤال: {q}\n\nالجواب: {a}\n\n",
    "المنارة: {q}\nالدرباسي: {a}\n",
    "س: {q}\n\nج: {a}\n\n",
]


@pytest.mark.parametrize("layout", ARABIC_LAYOUTS)
def test_arabic_layouts(layout: str) -> None:
    text = "حوار مع رئيس البلدية حمدان الدرباسي\n\n" + "".join(layout.format(q=q, a=a) for q, a in ARABIC_PAIRS)
    assert bare(spoken(text)) == bare(ARABIC_WANTED)


def test_an_arabic_label_may_lack_its_star_or_its_colon() -> None:
    (q1, a1), (q2, a2), (q3, a3), (q4, a4) = ARABIC_PAIRS
    text = f"حوار مع رئيس البلدية\n\n* سؤال: {q1}\n* جواب: {a1}\nسؤال: {q2}\n* جواب {a2}\n* سؤال {q3}\nجواب: {a3}\n* سؤال: {q4}\n* جواب: {a4}\n"
    assert bare(spoken(text)) == bare(ARABIC_WANTED)


@pytest.mark.parametrize("layout", ["Q: {q}\n\nA: {a}\n\n", "OT: {q}\n\nAQ: {a}\n\n", "سؤال: {q}\n\nجواب: {a}\n\n"])
def test_an_answer_runs_over_a_blank_line(layout: str) -> None:
    more = "And I say this too, since you ask."
    pairs = [(q, f"{a}\n\n{more}" if n == 1 else a) for n, (q, a) in enumerate(PAIRS)]
    text = HEAD + "".join(layout.format(q=q, a=a) for q, a in pairs)
    found = spoken(text)
    assert bare(found)[3] == ("answer", f"{PAIRS[1][1]}\n\n{more}".rstrip("."))
    assert len(found) == 8


def test_a_closing_note_is_no_part_of_the_last_answer() -> None:
    text = HEAD + "".join(f"Q: {q}\n\nA: {a}\n\n" for q, a in PAIRS) + "Ada Quillon has been harbour master of Orlanda since 2021.\n"
    assert bare(spoken(text))[-1] == bare(WANTED)[-1]


NO_INTERVIEWS = [
    "Ferry crews went back to work. Is that the end? Nobody knows. The union says: wait.\n\nThe company says: no.\n",
    "Note: the hall is shut.\nNote: the road is open.\nWarning: ice.\nNote: bring a coat.\nWarning: wind.\n",
    "Date: 3 March 2034\nPlace: Orlanda\nSource: Radio Velden\nDate: 4 March 2034\nPlace: Velden\nSource: Orlanda Tribune\n",
    "How do I renew a licence?\n\nBring the old one to the desk.\n\nWhat does it cost?\n\nSix marks.\n\nWhere is the desk?\n\nIn the hall.\n\nWhen is "
    "it open?\n\nOn Mondays.\n",
    "",
    "Q: Who asked?",
]


@pytest.mark.parametrize("text", NO_INTERVIEWS)
def test_other_pages_are_no_interviews(text: str) -> None:
    assert read(text) == []


@CHECKED
@given(texts())
def test_turns_lie_inside_in_order_with_label_before_content(text: str) -> None:
    part = Span(min(3, len(text)), len(text))
    at = part.start
    for turn in turns(text, part, lexicons()):
        assert at <= turn.span.start <= turn.label_span.start <= turn.label_span.end <= turn.content.start < turn.content.end == turn.span.end <= part.end
        assert text[slice(*turn.label_span)].strip() == turn.label or not turn.label
        at = turn.span.end
