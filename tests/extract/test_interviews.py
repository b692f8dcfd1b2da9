"""Statements of interviews: who answers, what a bare "no" denies, what stands inside questions."""

from __future__ import annotations

import pytest

from rashomon.model import Extraction, Statement
from tests.extract.reports import page, report, speaker, words

INTERVIEW = """“My guns were silent”: an interview with General Muhsen Gutrubi
By Marta Ellingwood
Northgate Dispatch, May 9, 2031

General Muhsen Gutrubi received the Northgate Dispatch in Nujayma on Thursday evening.

Northgate Dispatch: Did your army shell the fish market of Marsa Rimal?

Muhsen Gutrubi: No. We had no gun within reach of the port.

ND: The Health Ministry says 43 people died. Do you dispute it?

MG: They count their own fighters. We will publish our list.

ND: Would you meet Faris al-Darbasi?

MG: No. I do not meet boys.

ND: What do you ask of the observers?

MG: They must leave the ridge. They should have left long ago.
"""


def of(found: Extraction, content: str) -> Statement:
    return next(s for s in found.statements if words(found, s.content).rstrip(".") == content)


@pytest.fixture(scope="module")
def interview() -> Extraction:
    return page(INTERVIEW)


def test_genre_roles_and_speakers(interview: Extraction) -> None:
    assert interview.root.genre == "interview"
    assert [t.role for t in interview.turns] == ["question", "answer"] * 4
    assert {t.speaker_name for t in interview.turns if t.role == "answer"} == {"Muhsen Gutrubi"}
    assert {t.speaker_name for t in interview.turns if t.role == "question"} == {"Northgate Dispatch"}


def test_answers_are_statements_of_the_one_who_answers(interview: Extraction) -> None:
    answered = [s for s in interview.statements if s.turn and s.stance != "question" and speaker(s) == "Muhsen Gutrubi"]
    assert len(answered) >= 6
    assert all(s.form == "direct" and s.speaker_mention for s in answered)


def test_a_bare_no_takes_its_proposition_from_the_question(interview: Extraction) -> None:
    no = next(s for s in interview.statements if s.proposition)
    assert words(interview, no.proposition) == "Did your army shell the fish market of Marsa Rimal?"
    assert (no.stance, speaker(no)) == ("deny", "Muhsen Gutrubi")


def test_no_to_will_you_declines(interview: Extraction) -> None:
    found = [s for s in interview.statements if s.proposition and "meet Faris" in words(interview, s.proposition)]
    assert [s.stance for s in found] == ["decline"]


def test_stances_of_answers(interview: Extraction) -> None:
    assert of(interview, "They count their own fighters").stance == "assert"
    assert of(interview, "We will publish our list").stance == "promise"
    assert of(interview, "They must leave the ridge").stance == "demand"


def test_a_claim_reported_in_a_question_has_its_own_speaker(interview: Extraction) -> None:
    claim = of(interview, "43 people died")
    assert [(c.role, c.name) for c in claim.chain] == [("publisher", "Northgate Dispatch"), ("speaker", "Health Ministry")]
    question = next(s for s in interview.statements if s.stance == "question" and "43 people" in words(interview, s.content))
    assert speaker(question) == "Northgate Dispatch"


ARABIC = """حوار مع رئيس بلدية مرسى رمال حمدان الدرباسي

سؤال: هل أطلق لواء درع الساحل النار من المدرسة؟

جواب: كلا. لم نجد في المدرسة إلا الكراسي.

سؤال: كم عدد القتلى الذين دفنتموهم؟

جواب دفنا ثمانية وثلاثين.

ولا نعرف أسماء ثلاثة منهم.

سؤال: ماذا تطلبون من المراقبين؟

جواب: يجب أن يصعدوا إلى التل.
"""


def test_an_arabic_interview() -> None:
    found = page(ARABIC)
    assert [t.role for t in found.turns] == ["question", "answer"] * 3
    assert {t.speaker_name for t in found.turns if t.role == "answer"} == {"حمدان الدرباسي"}
    (no,) = [s for s in found.statements if s.proposition]
    assert (no.stance, words(found, no.proposition)) == ("deny", "هل أطلق لواء درع الساحل النار من المدرسة؟")
    assert words(found, found.turns[3].content).rstrip(".") == "دفنا ثمانية وثلاثين.\n\nولا نعرف أسماء ثلاثة منهم"
    assert of(found, "يجب أن يصعدوا إلى التل").stance == "demand"


def test_initials_without_a_longer_label_are_the_person_they_abbreviate() -> None:
    pairs = [("Who fired?", "The army did."), ("Who saw it?", "Everyone did."), ("Who fled?", "Nobody fled.")]
    text = "Talk with Bilal Shaqwa, who sells fish in Marsa Rimal.\n\n" + "".join(f"RZ: {q}\n\nBS: {a}\n\n" for q, a in pairs)
    found = report(text)
    assert {t.speaker_name for t in found.turns if t.role == "answer"} == {"Bilal Shaqwa"}


def test_who_asks_stays_unknown_where_nothing_tells() -> None:
    text = "Bilal Shaqwa, a fishmonger, remembers the day.\n\n" + "".join(
        f"Q: {q}\n\nA: {a}\n\n" for q, a in [("Who fired?", "The army."), ("Who saw it?", "I saw it.")] * 2
    )
    found = report(text, outlet=None)
    assert {t.speaker_name for t in found.turns if t.role == "question"} == {None}
    assert {t.speaker_name for t in found.turns if t.role == "answer"} == {"Bilal Shaqwa"}


def test_labels_with_a_small_article() -> None:
    pairs = [("Who fired?", "Nobody fired."), ("Who saw it?", "I saw nothing."), ("Who fled?", "They did.")]
    found = report("".join(f"Radio Zahrin: {q}\n\nHamdan al-Darbasi: {a}\n\n" for q, a in pairs))
    assert [t.label for t in found.turns] == ["Radio Zahrin", "Hamdan al-Darbasi"] * 3
