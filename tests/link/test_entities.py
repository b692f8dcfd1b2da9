"""Entities: one person under many spellings, two people under one name; why they are joined; what people decided wins."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from rashomon.link.ledger import standing
from rashomon.model import Judgement, Side
from tests.link.records import Linked, Told, linked

HALYARD: Told = (
    "01.txt",
    "2031-05-06",
    "Halyard",
    "en",
    "General Muhsin al-Qutrubi left Nujayma. Al-Qutrubi leads the Tamraya Liberation Army (TLA). The TLA denied it.",
)
COURIER: Told = (
    "02.txt",
    "2031-05-08",
    "Tolmek Courier",
    "en",
    "General Mohsen el-Qotrobi spoke in Nujayma on Thursday. The Liberation Army of Tamraya is his.",
)
MARFA: Told = ("03.txt", "2031-05-07", "المرفأ اليوم", "ar", "وصل اللواء محسن القطربي إلى نجيمة. ويقود القطربي جيش تحرير تمرايا.")
NORTHGATE: Told = ("04.txt", "2031-05-09", "Northgate Dispatch", "en", "General Muhsen Gutrubi received us in Nujayma. Gutrubi was tired.")
FAMILY: Told = (
    "05.txt", "2031-05-10", "Radio Zahrin", "en",
    "Mayor Hamdan al-Darbasi came late. His son, the negotiator Faris al-Darbasi, came early. Colonel Munir Sabbouh did not come.",
)  # fmt: skip
PILE = [HALYARD, COURIER, MARFA, NORTHGATE, FAMILY]


@pytest.fixture(scope="module")
def pile() -> Linked:
    return linked(PILE)


def test_one_general_under_all_his_spellings(pile: Linked) -> None:
    assert pile.spellings("Muhsin al-Qutrubi") >= {
        "Muhsin al-Qutrubi",
        "Al-Qutrubi",
        "Mohsen el-Qotrobi",
        "محسن القطربي",
        "القطربي",
        "Muhsen Gutrubi",
        "Gutrubi",
    }


def test_a_father_and_his_son_stay_two(pile: Linked) -> None:
    assert pile.entity("Hamdan al-Darbasi").id != pile.entity("Faris al-Darbasi").id
    assert pile.entity("Munir Sabbouh").id not in {pile.entity("Muhsin al-Qutrubi").id, pile.entity("Faris al-Darbasi").id}


def test_a_body_its_initials_and_its_name_in_the_other_script(pile: Linked) -> None:
    assert pile.spellings("TLA") == {"TLA", "Tamraya Liberation Army", "Liberation Army of Tamraya", "جيش تحرير تمرايا"}


def test_every_spelling_is_counted_with_its_script(pile: Linked) -> None:
    names = {n.name: (n.script, n.count) for n in pile.entity("Muhsin al-Qutrubi").names}
    assert names["محسن القطربي"] == ("Arab", 1)
    assert names["Gutrubi"] == ("Latn", 1)
    assert pile.entity("Muhsin al-Qutrubi").name in ("Muhsin al-Qutrubi", "Mohsen el-Qotrobi", "Muhsen Gutrubi")


def test_every_join_of_two_spellings_has_a_reason_a_person_can_read(pile: Linked) -> None:
    joins = [j for e in pile.links.entities for j in e.joins]
    assert joins
    for join in joins:
        assert join.by == "machine"
        assert len(join.reason.split()) >= 3
        assert {join.a, join.b} <= {n.name for e in pile.links.entities for n in e.names}
    assert any(j.reason == "“TLA” in brackets behind Tamraya Liberation Army" for j in joins)
    assert any(j.reason in ("محسن = muhsen, القطربي = gutrubi", "muhsin = محسن, qutrubi = القطربي") for j in joins)
    assert any(j.reason == "“Gutrubi” alone, in a report that names Muhsen Gutrubi" for j in joins)


def test_entities_hold_together_by_their_joins(pile: Linked) -> None:
    """Every spelling of an entity is reached from any other over joins, or is the same word."""
    for entity in pile.links.entities:
        folded = {n.name.lower().removeprefix("the ") for n in entity.names}
        linked_names = {x.lower().removeprefix("the ") for j in entity.joins for x in (j.a, j.b)}
        assert len(folded) == 1 or folded <= linked_names


def test_mentions_go_to_entities_that_have_their_spelling(pile: Linked) -> None:
    names = {e.id: {n.name for n in e.names} for e in pile.links.entities}
    for file in pile.files:
        for mention in file.mentions:
            assert mention.text in names[pile.links.entity_of[mention.id]]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_files_changes_nothing(pile: Linked, seed: int) -> None:
    shuffled = list(PILE)
    random.Random(seed).shuffle(shuffled)
    assert linked(shuffled).links == pile.links


def test_the_order_of_two_files_changes_nothing() -> None:
    answers = [linked(list(order)).links for order in permutations([HALYARD, MARFA, NORTHGATE])]
    assert all(a == answers[0] for a in answers)


def test_a_family_name_alone_joins_nobody_where_two_have_it() -> None:
    alone: Told = ("06.txt", "2031-05-11", "Zahrin Herald", "en", "Mayor al-Darbasi said nothing. Mr. Darbasi left.")
    both = linked([FAMILY, alone])
    assert "Hamdan al-Darbasi" not in both.spellings("Darbasi")
    assert "Faris al-Darbasi" not in both.spellings("Darbasi")


def test_a_family_name_alone_joins_the_only_one_who_has_it() -> None:
    alone: Told = ("06.txt", "2031-05-11", "Zahrin Herald", "en", "Colonel Sabbouh said nothing.")
    both = linked([FAMILY, alone])
    assert both.spellings("Sabbouh") == {"Sabbouh", "Munir Sabbouh"}
    (join,) = [j for j in both.entity("Sabbouh").joins if "alone" in j.reason]
    assert "the only person of that name" in join.reason


def test_a_longer_name_does_not_join_two_that_contradict() -> None:
    """ "Hamdan Saleh al-Darbasi" may be Hamdan or Saleh al-Darbasi, never both."""
    pile: list[Told] = [
        (f"{n}.txt", "2031-05-10", "Radio Zahrin", "en", f"Mayor {name} came late to the hall.")
        for n, name in enumerate(("Hamdan al-Darbasi", "Saleh al-Darbasi", "Hamdan Saleh al-Darbasi"))
    ]
    found = linked(pile)
    assert found.entity("Hamdan al-Darbasi").id != found.entity("Saleh al-Darbasi").id


# ---------------------------------------------------------------- people decide
def judged(verdict: str, a: str, b: str, **more: str) -> Judgement:
    sides = {"a": Side(name=a), "b": Side(name=b)}
    return Judgement(id=f"j-{verdict}-{a}-{b}", verdict=verdict, who="Amal", when="2031-05-20T10:00:00Z", **sides, **more)  # type: ignore[arg-type]


def test_different_keeps_apart_what_the_machine_would_join() -> None:
    found = linked([HALYARD, NORTHGATE], [judged("different", "Muhsin al-Qutrubi", "Muhsen Gutrubi")])
    assert found.entity("Muhsin al-Qutrubi").id != found.entity("Muhsen Gutrubi").id


def test_same_joins_what_the_machine_keeps_apart_and_says_who_did() -> None:
    found = linked([FAMILY], [judged("same", "Hamdan al-Darbasi", "Faris al-Darbasi", why="one man, two names")])
    assert found.entity("Hamdan al-Darbasi").id == found.entity("Faris al-Darbasi").id
    (join,) = [j for j in found.entity("Hamdan al-Darbasi").joins if j.by == "person"]
    assert join.reason == "Amal judged them the same on 2031-05-20: one man, two names"


def test_a_judgement_about_one_spelling_does_not_touch_others(pile: Linked) -> None:
    found = linked(PILE, [judged("different", "Muhsin al-Qutrubi", "Muhsen Gutrubi")])
    assert found.spellings("TLA") == pile.spellings("TLA")
    assert found.entity("Hamdan al-Darbasi").id != found.entity("Faris al-Darbasi").id


def test_different_holds_also_over_a_third_spelling() -> None:
    """Kept apart, they stay apart though both could be joined with a third."""
    found = linked([HALYARD, MARFA, NORTHGATE], [judged("different", "Muhsin al-Qutrubi", "Muhsen Gutrubi")])
    assert found.entity("Muhsin al-Qutrubi").id != found.entity("Muhsen Gutrubi").id


def test_undo_takes_a_judgement_back_and_can_be_undone() -> None:
    first = judged("same", "A", "B")
    undo = Judgement(id="j-2", verdict="undo", undoes=first.id, who="Amal", when="2031-05-21T10:00:00Z")
    again = Judgement(id="j-3", verdict="undo", undoes="j-2", who="Amal", when="2031-05-22T10:00:00Z")
    assert standing([first]) == [first]
    assert standing([first, undo]) == []
    assert standing([first, undo, again]) == [first]


def test_a_son_who_bears_his_fathers_name_behind_his_own_is_not_the_father() -> None:
    both = linked([
        ("01.txt", "2031-05-06", "Halyard", "en", "General Khalid Muhsin al-Qutrubi spoke in Nujayma on Thursday."),
        ("02.txt", "2031-05-07", "Halyard", "en", "General Muhsin al-Qutrubi left Nujayma on Friday."),
    ])  # fmt: skip
    assert both.entity("Khalid Muhsin al-Qutrubi").id != both.entity("Muhsin al-Qutrubi").id
