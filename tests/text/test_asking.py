"""Interviews by looks and order: prompts that do not ask, questions inside answers, signs, numbers, bars, brackets, markup."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given

from rashomon.model import Span
from rashomon.pipeline import Reader
from rashomon.text.turns import turns
from tests.text.arbitrary import CHECKED, texts
from tests.text.test_turns import HEAD, lexicons

PAIRS = [
    ("When did you first see the smoke?", "It was Tuesday, a little before seven. I was mending a net."),
    ("The company says that nobody was warned.", "We warned them twice. I have the letters here, and my brother has the copies."),
    ("Who gave the order to close the hall?", "Nobody gave an order. We closed it because the roof was gone."),
    ("Did the company pay for the boats?", "No. It paid for two, and we had lost nine of them."),
    ("What will you do this winter?", "I will fish, as my father did. What else is there to do? I am old."),
]
TEXT = [
    ">> ORLANDA TRIBUNE: {q}\n>> ADA QUILLON: {a}\n",
    "[Ovregard] {q}\n\n[Quillon] {a}\n\n",
    "[Ovregard] {q} [Quillon] {a} ",
    "{q}\n\n{a}\n\n",
    "{q}\n{a}\n",
    "{n}. {q}\n{a}\n\n",
    "{n}) {q}\n\n{a}\n\n",
    "*{q}*\n\n{a}\n\n",
    "**{q}**\n{a}\n\n",
    "### {q}\n\n{a}\n\n",
    "■ {q}\n□ {a}\n",
    "▶ {q}\n\n{a}\n\n",
    "— {q}\n\n{a}\n\n",
    "> {q}\n\n{a}\n\n",
    "NILS OVREGARD, ORLANDA TRIBUNE: {q}\nADA QUILLON, HARBOUR MASTER: {a}\n",
    "Ovregard (Orlanda Tribune): {q}\n\nQuillon: {a}\n\n",
    "Ovregard | {q}\nQuillon | {a}\n",
    "OVREGARD\n{q}\n\nQUILLON\n{a}\n\n",
    "Ovregard: {q}\n\nQuillon: {a}\n(LAUGHTER)\n\n",
]
MARKUP = [
    "<p><strong>{q}</strong></p><p>{a}</p>",
    "<p><em>{q}</em></p><p>{a}</p>",
    "<h3>{q}</h3><p>{a}</p>",
    "<h2>{q}</h2><p>{a}</p>",
    "<p><strong>{q}</strong><br>{a}</p>",
    "<p><i>{q}</i><br/>{a}</p>",
    "<p><b>Q:</b> {q}</p><p><b>A:</b> {a}</p>",
    "<p><b>Orlanda Tribune:</b> {q}<br><b>Quillon:</b> {a}</p>",
    "<dl><dt>{q}</dt><dd>{a}</dd></dl>",
    '<div class="q">{q}</div><div class="a">{a}</div>',
]
TOP = (
    '<!DOCTYPE html><html lang="en"><head><title>We closed it ourselves</title></head><body><nav><a href="/">Home</a></nav><article><h1>We closed it ourselves</h1>'
    "<p>Nils Ovregard of the Orlanda Tribune spoke to Ada Quillon, the harbour master, on Friday. The interview took place on the quay.</p>"
)
ARABIC = [
    ("متى رأيت الدخان أول مرة؟", "كان ذلك يوم الثلاثاء قبل السابعة، وكنت أصلح شبكتي."),
    ("تقول الشركة إنها حذرتكم.", "لم يحذرنا أحد. عندي رسائلنا إليها كلها."),
    ("من أمر بإغلاق السوق؟", "لم يأمر أحد. أغلقناه لأن سقفه طار."),
    ("هل دفعت لكم ثمن القوارب؟", "دفعت ثمن اثنين، ونحن فقدنا تسعة."),
    ("ماذا ستفعل في الشتاء؟", "سأصيد كما كان أبي يصيد. ليس عندي عمل آخر."),
]
ARABIC_TEXT = [
    "* {q}\n- {a}\n",
    "[المذيع] {q}\n\n[الكيال] {a}\n\n",
    "■ {q}\n{a}\n\n",
    "{q}\n\n{a}\n\n",
    "س{n}: {q}\nج{n}: {a}\n",
    "– الصحيفة: {q}\n– الكيال: {a}\n",
]
ARABIC_HEAD = "حوار مع صياد الجزيرة\n\nالتقينا الصياد نعمان الكيال على الرصيف، وكان لنا معه هذا الحوار.\n\n"


def spoken(data: str, file: str) -> list[tuple[str, str]]:
    found = Reader().read(data.encode(), file)
    return [(t.role, (found.root.text or "")[slice(*t.content)].strip(". ").removeprefix("- ")) for t in found.turns]


def filled(layout: str, pairs: list[tuple[str, str]]) -> str:
    return "".join(layout.format(q=q, a=a, n=n) for n, (q, a) in enumerate(pairs, 1))


def wanted(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [turn for q, a in pairs for turn in (("question", q.strip(". ")), ("answer", a.strip(". ")))]


@pytest.mark.parametrize("layout", TEXT)
def test_text(layout: str) -> None:
    assert spoken(HEAD + filled(layout, PAIRS), "talk.txt") == wanted(PAIRS)


@pytest.mark.parametrize("layout", MARKUP)
def test_markup(layout: str) -> None:
    assert spoken(TOP + filled(layout, PAIRS) + "</article><footer>About us</footer></body></html>", "talk.html") == wanted(PAIRS)


@pytest.mark.parametrize("layout", ARABIC_TEXT)
def test_arabic(layout: str) -> None:
    assert spoken(ARABIC_HEAD + filled(layout, ARABIC), "talk.txt") == wanted(ARABIC)


def test_several_paragraphs_answer() -> None:
    pairs = [(q, a + "\n\n" + "I told the harbour police as well, and I would tell them again.") for q, a in PAIRS]
    assert spoken(HEAD + filled("**{q}**\n\n{a}\n\n", pairs), "talk.txt") == wanted(pairs)


@pytest.mark.parametrize(
    "text",
    [
        "How to renew a licence\n\n" + "".join(f"{q}\n\n{a}\n\n" for q, a in [
            ("Who needs a licence?", "Every owner of a boat over six metres needs a licence."), ("What does it cost?", "A licence costs forty marks a year."),
            ("Where is it sold?", "The harbour office sells licences on Mondays."), ("When does it end?", "Each licence ends on the last day of June."),
            ("Can it be lent?", "A licence belongs to one boat and cannot be lent."),
        ]),
        "Why did the hall close?\n\nNobody in town can say. The roof was gone on Monday.\n\nThe company has not spoken. Its office is shut.\n\nWill it open again?\n\nThe mayor hopes so.",
    ],
)  # fmt: skip
def test_questions_about_a_thing_are_no_interview(text: str) -> None:
    assert spoken(text, "page.txt") == []


@CHECKED
@given(texts(60))
def test_any_text(text: str) -> None:
    for bold in ((), (Span(0, len(text)),)):
        found = turns(text, Span(0, len(text)), lexicons(), (), bold)
        assert all(0 <= t.span.start <= t.content.start < t.content.end <= t.span.end <= len(text) for t in found)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_time_grows_with_the_page() -> None:
    def seconds(times: int) -> float:
        text = HEAD + filled("{q}\n\n{a}\n\n", PAIRS) * times
        begun = time.process_time()
        turns(text, Span(0, len(text)), lexicons())
        return time.process_time() - begun

    seconds(5)
    assert seconds(400) < 20 * max(seconds(50), 0.02)
