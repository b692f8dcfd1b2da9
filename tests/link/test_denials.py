"""Denials with the accusation they answer: beside it, in another report, in the other language, in an interview."""

from __future__ import annotations

import random

import pytest

from tests.link.records import Linked, Told, linked

RAIN = "The rain stopped on Wednesday and the ferries went out again from every island of the north. " * 3
RAIN_AR = "توقف المطر يوم الأربعاء وعادت الزوارق إلى البحر من جزر الشمال كلها. " * 4

CLAIM: Told = (
    "claim.txt", "2031-05-07", "Zahrin Herald", "en",
    "Prime Minister Nawal al-Shahrabi said on Wednesday that the Tamraya Liberation Army shelled the fish market of Marsa Rimal on May 6.",
)  # fmt: skip
CLAIM_AR: Told = (
    "claim-ar.txt", "2031-05-07", "تانا", "ar", "قالت رئيسة الوزراء نوال الشهربي إن جيش تحرير تمرايا قصف سوق السمك في مرسى رمال في 6 أيار/مايو.",
)  # fmt: skip
DENIAL: Told = ("denial.txt", "2031-05-08", "Tolmek Courier", "en", RAIN + "The Tamraya Liberation Army denied shelling the fish market of Marsa Rimal.")
SPOKESMAN: Told = (
    "spokesman.txt", "2031-05-08", "Tolmek Courier", "en",
    RAIN + "A spokesman for the Tamraya Liberation Army, Colonel Munir Sabbouh, denied that the army had shelled the fish market of Marsa Rimal on May 6.",
)  # fmt: skip
DENIAL_AR: Told = ("denial-ar.txt", "2031-05-08", "صوت نجيمة", "ar", RAIN_AR + "نفى جيش تحرير تمرايا أن يكون قصف سوق السمك في مرسى رمال.")


def denials(found: Linked) -> list[tuple[str, str]]:
    """(words of the denial, words of the claim)."""
    return [(a, b) for _, a, b in found.relations("denies")]


ACROSS = [(CLAIM, DENIAL), (CLAIM, SPOKESMAN), (CLAIM, DENIAL_AR), (CLAIM_AR, DENIAL), (CLAIM_AR, DENIAL_AR)]


@pytest.mark.parametrize(("claim", "denial"), ACROSS, ids=lambda told: told[0])
def test_the_accused_denies_in_another_report(claim: Told, denial: Told) -> None:
    found = linked([claim, denial])
    assert len(denials(found)) == 1
    ((answer, accusation),) = denials(found)
    assert accusation in claim[4]
    assert answer in denial[4]
    (reason,) = [r.reason for r in found.links.relations if r.type == "denies"]
    assert "denies it" in reason


SILENCE = [
    ("the same side denies nobody of its own",
    [CLAIM, (*DENIAL[:4], RAIN + "Prime Minister Nawal al-Shahrabi denied that the Tamraya Liberation Army shelled the fish market of Marsa Rimal.")]),
    ("another deed", [CLAIM, (*DENIAL[:4], RAIN + "The Tamraya Liberation Army denied arresting fishermen in Marsa Rimal.")]),
    ("another place", [CLAIM, (*DENIAL[:4], RAIN + "The Coast Shield Brigade denied shelling the oasis of Wadi Sarha.")]),
    ("years apart", [CLAIM, (DENIAL[0], "2029-05-08", *DENIAL[2:])]),
    ("nobody accused", [DENIAL]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "pile"), SILENCE, ids=[why for why, _ in SILENCE])
def test_silence(why: str, pile: list[Told]) -> None:
    assert denials(linked(pile)) == []


def test_where_a_claim_stands_in_its_file_does_not_matter() -> None:
    assert denials(linked([CLAIM, (*SPOKESMAN[:4], SPOKESMAN[4].removeprefix(RAIN))]))


def test_an_arabic_denial_with_a_plain_object() -> None:
    told: Told = ("denial-ar.txt", "2031-05-08", "صوت نجيمة", "ar", RAIN_AR + "نفى جيش تحرير تمرايا قصف سوق السمك في مرسى رمال.")
    ((answer, _),) = denials(linked([CLAIM, told]))
    assert answer == "قصف سوق السمك في مرسى رمال"


BESIDE: Told = (
    "beside.txt", "2031-05-08", "Halyard", "en",
    "Nawal al-Shahrabi accused the Tamraya Liberation Army of shelling the fish market of Marsa Rimal. "
    "The army's spokesman, Colonel Munir Sabbouh, denied that the Tamraya Liberation Army had shelled the fish market.",
)  # fmt: skip


def test_a_denial_beside_its_claim() -> None:
    assert denials(linked([BESIDE])) == [("the Tamraya Liberation Army had shelled the fish market", "shelling the fish market of Marsa Rimal")]


INTERVIEW: Told = (
    "interview.txt", "2031-05-09", "Northgate Dispatch", "en",
    "Interview with General Muhsen Gutrubi\n\n"
    "Northgate Dispatch: Nawal al-Shahrabi says your army shelled the fish market of Marsa Rimal. Did it?\n\nMuhsen Gutrubi: No. Nobody shelled it.\n\n"
    "ND: Will you leave the ridge?\n\nMG: No.\n\nND: Who leads you?\n\nMG: I do.\n",
)  # fmt: skip


def test_no_in_an_interview_denies_what_the_question_reports() -> None:
    found = linked([INTERVIEW])
    assert denials(found) == [("No", "your army shelled the fish market of Marsa Rimal")]
    assert "answers" in found.reasons()[0]


def test_no_to_a_plain_question_denies_no_claim() -> None:
    plain = (
        *INTERVIEW[:4],
        INTERVIEW[4].replace(
            "Nawal al-Shahrabi says your army shelled the fish market of Marsa Rimal. Did it?", "Did your army shell the fish market of Marsa Rimal?"
        ),
    )
    assert denials(linked([plain])) == []


def test_an_echo_quarrels_with_nobody() -> None:
    """A copy of the accusation is not denied a second time."""
    body = (
        CLAIM[4]
        + " "
        + RAIN.replace("rain", "wind")
        + "She spoke for an hour before the ruins of the hall, in a voice that hardly carried over the noise of the pumps and the gulls."
    )
    denied = (*SPOKESMAN[:4], RAIN * 2 + SPOKESMAN[4])
    original: Told = (*CLAIM[:4], body)
    echoes: list[Told] = [(f"echo-{n}.txt", "2031-05-08", f"Coastline Post {n}", "en", body) for n in range(3)]
    assert len(denials(linked([original, denied]))) == 1
    for some in (echoes[:1], echoes):
        assert denials(linked([original, denied, *some])) == denials(linked([original, denied]))


PILE = [CLAIM, CLAIM_AR, DENIAL, SPOKESMAN, DENIAL_AR, BESIDE, INTERVIEW]


def test_nobody_denies_himself_and_every_relation_has_its_reason() -> None:
    found = linked(PILE)
    by_id = {s.id: s for s in found.links.spoken}
    assert found.relations("denies")
    for relation in found.links.relations:
        assert len(relation.reason.split()) >= 4
        if relation.type == "denies":
            a, b = by_id[relation.a], by_id[relation.b]
            assert a.speaker != b.speaker  # type: ignore[union-attr]
            assert a.stance == "deny"  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_changes_nothing(seed: int) -> None:
    shuffled = list(PILE)
    random.Random(seed).shuffle(shuffled)
    assert linked(shuffled).links == linked(PILE).links
