"""Statements: source, cue, content, form and stance; who speaks behind a pronoun; the chain of carriers."""

from __future__ import annotations

import pytest

from tests.extract.reports import THURSDAY, page, report, told, words

SABBOUH, SHAHRABI, QUTRUBI = "Munir Sabbouh", "Nawal al-Shahrabi", "Muhsin al-Qutrubi"
ENGLISH = [
    # text, source, cue, content, form, stance
    ("Colonel Munir Sabbouh said the army had fired no shell.", "Colonel Munir Sabbouh", "said", "the army had fired no shell", "indirect", "assert"),
    ("“We fired no shell at the port,” Munir Sabbouh said.", SABBOUH, "said", "We fired no shell at the port,", "direct", "assert"),
    ("“We fired no shell at the port,” said Munir Sabbouh.", SABBOUH, "said", "We fired no shell at the port,", "direct", "assert"),
    ("Munir Sabbouh said: “We fired no shell at the port.”", SABBOUH, "said", "We fired no shell at the port.", "direct", "assert"),
    ("Munir Sabbouh said that they had fired “no shell and no rocket at all” then.", SABBOUH, "said", "they had fired “no shell and no rocket at all” then",
    "mixed", "assert"),
    ("According to Bilal Shaqwa, the shells came from the ridge.", "Bilal Shaqwa", "According to", "the shells came from the ridge", "indirect", "assert"),
    ("The shells came from the ridge, according to Bilal Shaqwa.", "Bilal Shaqwa", "according to", "The shells came from the ridge", "indirect", "assert"),
    ("Bilal Shaqwa told reporters he had seen the guns.", "Bilal Shaqwa", "told", "he had seen the guns", "indirect", "assert"),
    ("Residents said the shells came from the ridge.", "Residents", "said", "the shells came from the ridge", "indirect", "assert"),
    ("Nawal al-Shahrabi accused the army of shelling the market.", SHAHRABI, "accused", "shelling the market", "indirect", "assert"),
    ("Munir Sabbouh denied that the army had shelled the market.", SABBOUH, "denied", "the army had shelled the market", "indirect", "deny"),
    ("Munir Sabbouh rejected the claim.", SABBOUH, "rejected", "the claim", "indirect", "deny"),
    ("Nawal al-Shahrabi demanded that the army leave the ridge.", SHAHRABI, "demanded", "the army leave the ridge", "indirect", "demand"),
    ("Nawal al-Shahrabi called for an inquiry into the shelling.", SHAHRABI, "called for", "an inquiry into the shelling", "indirect", "demand"),
    ("Nawal al-Shahrabi urged the army to leave the ridge.", SHAHRABI, "urged", "the army to leave the ridge", "indirect", "demand"),
    ("Muhsin al-Qutrubi threatened to shell the port again.", QUTRUBI, "threatened", "to shell the port again", "indirect", "threaten"),
    ("Nawal al-Shahrabi promised to rebuild the market.", SHAHRABI, "promised", "to rebuild the market", "indirect", "promise"),
    ("Muhsin al-Qutrubi vowed to punish those who fired.", QUTRUBI, "vowed", "to punish those who fired", "indirect", "promise"),
    ("Muhsin al-Qutrubi refused to meet the envoy.", QUTRUBI, "refused", "to meet the envoy", "indirect", "decline"),
    ("Ilda Korvat declined to comment on the convoys.", "Ilda Korvat", "declined", "to comment on the convoys", "indirect", "decline"),
    ("It was claimed on the radio that the guns had fired at dawn.", "", "claimed", "the guns had fired at dawn", "indirect", "assert"),
    ("Munir Sabbouh wondered who had fired.", SABBOUH, "wondered", "who had fired", "indirect", "question"),
]  # fmt: skip
ARABIC = [
    ("قال العقيد منير صبوح إن الجيش لم يطلق قذيفة واحدة.", "العقيد منير صبوح", "قال", "الجيش لم يطلق قذيفة واحدة", "indirect", "assert"),
    ("قال العقيد منير صبوح: «لم نطلق قذيفة واحدة على الميناء».", "العقيد منير صبوح", "قال", "لم نطلق قذيفة واحدة على الميناء", "direct", "assert"),
    ("«لم نطلق قذيفة واحدة على الميناء»، قال العقيد منير صبوح.", "العقيد منير صبوح", "قال", "لم نطلق قذيفة واحدة على الميناء", "direct", "assert"),
    ("وأضاف العقيد منير صبوح أن المدافع صمتت طوال اليوم.", "العقيد منير صبوح", "وأضاف", "المدافع صمتت طوال اليوم", "indirect", "assert"),
    ("وفقا لبلال شقوة، جاءت القذائف من التل.", "بلال شقوة", "وفقا", "جاءت القذائف من التل", "indirect", "assert"),
    ("جاءت القذائف من التل، بحسب بلال شقوة.", "بلال شقوة", "بحسب", "جاءت القذائف من التل", "indirect", "assert"),
    ("نفى الجيش قصف السوق.", "الجيش", "نفى", "قصف السوق", "indirect", "deny"),
    ("دعا حمدان الدرباسي إلى وقف إطلاق النار.", "حمدان الدرباسي", "دعا", "وقف إطلاق النار", "indirect", "demand"),
    ("هدد اللواء محسن القطربي بأن يقصف الميناء مجددا.", "اللواء محسن القطربي", "هدد", "يقصف الميناء مجددا", "indirect", "threaten"),
    ("تعهدت نوال الشهربي بإعادة بناء السوق.", "نوال الشهربي", "تعهدت", "بإعادة بناء السوق", "indirect", "promise"),
    ("رفض محسن القطربي لقاء المبعوثة.", "محسن القطربي", "رفض", "لقاء المبعوثة", "indirect", "decline"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "form", "stance"), ENGLISH)
def test_english(text: str, source: str, cue: str, content: str, form: str, stance: str) -> None:
    assert _parts(text, "en") == [(source, cue, content, form, stance)]


@pytest.mark.parametrize(("text", "source", "cue", "content", "form", "stance"), ARABIC)
def test_arabic(text: str, source: str, cue: str, content: str, form: str, stance: str) -> None:
    assert _parts(text, "ar") == [(source, cue, content, form, stance)]


def _parts(text: str, language: str) -> list[tuple[str, str, str, str, str]]:
    found = report(text, THURSDAY, language)
    return [(words(found, s.source), words(found, s.cue), words(found, s.content), s.form, s.stance) for s in found.statements]


FRAMES = [
    ("اتهمت رئيسة الوزراء نوال الشهربي جيش تحرير تمرايا بقصف سوق السمك.", "ar", "رئيسة الوزراء نوال الشهربي", "assert"),
    ("اتهم حمدان الدرباسي الجيش بأنه قصف السوق.", "ar", "حمدان الدرباسي", "assert"),
    ("طالبت نوال الشهربي بفتح تحقيق في القصف.", "ar", "نوال الشهربي", "demand"),
    ("“Why did they fire on us?” Bilal Shaqwa asked.", "en", "Bilal Shaqwa", "question"),
    ("Jonas Breckmar asked whether Harvania had sent the trucks.", "en", "Jonas Breckmar", "question"),
]


@pytest.mark.parametrize(("text", "language", "source", "stance"), FRAMES)
def test_frames(text: str, language: str, source: str, stance: str) -> None:
    assert [(s, st) for s, _, _, _, st in _parts(text, language)] == [(source, stance)]


NOBODY = ["The shelling went on all day.", "Did the army fire? Nobody knows.", "He has a say in it.", "وقع القصف طوال اليوم."]
NAMED = pytest.param(
    "He wore a jacket called a “parka”.", marks=pytest.mark.xfail(strict=True, reason="“called”, named, is taken for a demand of what stands before it")
)


@pytest.mark.parametrize("text", [*NOBODY, NAMED])
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert report(text).statements == ()


SPEAKERS = [
    ("Munir Sabbouh arrived late. He said the army had fired no shell.", "en", [SABBOUH]),
    ("Nawal al-Shahrabi visited the market. “They will answer for it,” she said.", "en", [SHAHRABI]),
    ("General Muhsin al-Qutrubi came to Nujayma. The general said the guns were silent.", "en", [QUTRUBI]),
    ("The Coast Shield Brigade left on Friday. It said the port was safe.", "en", ["Coast Shield Brigade"]),
    ("The army's spokesman, Colonel Munir Sabbouh, said the guns were silent.", "en", [SABBOUH]),
    ("Munir Sabbouh said the army had fired no shell, adding that the guns were silent.", "en", [SABBOUH, SABBOUH]),
    ("The general said the guns were silent.", "en", ["The general"]),  # nobody to point back to: as worded
    ("قال العقيد منير صبوح إن الجيش باق في التل. وأضاف أن المدافع صمتت طوال اليوم.", "ar", ["منير صبوح", "منير صبوح"]),
    ("قال العقيد منير صبوح إن الجيش باق في التل، مضيفا أن المدافع صمتت.", "ar", ["منير صبوح", "منير صبوح"]),
    ("قالت نوال الشهربي إن الجيش قصف السوق. وقالت إن الحكومة سترد.", "ar", ["نوال الشهربي", "نوال الشهربي"]),
]


@pytest.mark.parametrize(("text", "language", "speakers"), SPEAKERS)
def test_who_speaks(text: str, language: str, speakers: list[str]) -> None:
    assert [name for name, _, _ in told(report(text, THURSDAY, language))] == speakers


def test_a_quotation_goes_on_with_its_speaker() -> None:
    first, second = "We fired no shell at the port,", "Our guns were silent the whole day."
    for gap in (" ", "\n\n"):
        found = report(f"“{first}” Munir Sabbouh said.{gap}“{second}”")
        assert told(found) == [(SABBOUH, "assert", first), (SABBOUH, "assert", second)]


def chain(text: str, **given: str | None) -> list[list[tuple[str, str]]]:
    return [[(c.role, c.name) for c in s.chain] for s in report(text, **given).statements]  # type: ignore[arg-type]


def test_chain_of_a_report_with_a_cited_outlet() -> None:
    assert chain("Munir Sabbouh told Radio Zahrin that the army had fired no shell.") == [
        [("publisher", "Halyard"), ("outlet", "Radio Zahrin"), ("speaker", SABBOUH)]
    ]


def test_chain_of_a_report_in_a_report() -> None:
    outer, inner = chain("Munir Sabbouh said Nawal al-Shahrabi had accused the army of shelling the market.")
    assert outer == [("publisher", "Halyard"), ("speaker", SABBOUH)]
    assert inner == [("publisher", "Halyard"), ("speaker", SABBOUH), ("speaker", SHAHRABI)]


def test_chain_without_an_outlet_begins_at_the_file() -> None:
    assert chain("Munir Sabbouh said the army had fired no shell.", outlet=None)[0][0] == ("publisher", "report.txt")


DIGEST = """The Saltmarsh Ledger
Posted by Corin Tasker on May 11, 2031

Here is what the papers said this week about the port of Marsa Rimal, in the order in which I read them.

Army spokesman denies shelling (Tolmek Courier, May 8, 2031)
Colonel Munir Sabbouh told Radio Zahrin that the army had fired no shell at the fish market on Tuesday morning. He spoke in Nujayma.

Prime minister visits the port (Zahrin Herald, May 7, 2031)
Prime Minister Nawal al-Shahrabi said the guns on the ridge had fired without a pause. She stayed for two hours.
"""


def test_chain_of_a_clipping_from_the_page_to_the_speaker() -> None:
    found = page(DIGEST)
    chains = {words(found, s.content): [(c.role, c.name) for c in s.chain] for s in found.statements}
    publisher = found.root.outlet or found.root.file
    assert chains["the army had fired no shell at the fish market on Tuesday morning"] == [
        ("publisher", publisher), ("outlet", "Tolmek Courier"), ("outlet", "Radio Zahrin"), ("speaker", SABBOUH),
    ]  # fmt: skip
    assert chains["the guns on the ridge had fired without a pause"] == [("publisher", publisher), ("outlet", "Zahrin Herald"), ("speaker", SHAHRABI)]


def test_times_of_a_clipping_count_from_its_own_date() -> None:
    assert [t.value for t in page(DIGEST).times if t.text.startswith("Tuesday")] == ["2031-05-06"]


def test_said_is_bounded_by_the_day_of_the_report_and_named_where_it_stands_beside_the_cue() -> None:
    assert [s.said for s in report("Munir Sabbouh said the army had fired no shell.").statements] == [f"[..{THURSDAY}]"]
    assert [s.said for s in report("Munir Sabbouh said on Tuesday that the army had fired no shell.").statements] == ["2031-05-06"]
    assert [s.said for s in report("Munir Sabbouh said the army had fired no shell.", None).statements] == [None]
