"""Statements that repeat or corroborate one another across reports; copies repeat, they do not corroborate."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Extraction, Links
from rashomon.pipeline.linking import link
from tests.link.records import Told, extract, linked, speller
from tests.text.arbitrary import CHECKED

WORDS = "the shells that struck the fish market of Marsa Rimal came from the ridge of Tell Ghurab"
WITNESS: Told = ("01.txt", "2031-05-06", "Halyard", "en", f"Bilal Shaqwa said {WORDS}. He was there.")
AGAIN: Told = ("02.txt", "2031-05-07", "Zahrin Herald", "en", f"The town buried its dead on Wednesday. Bilal Shaqwa said {WORDS}.")
MINISTER: Told = ("03.txt", "2031-05-08", "Radio Zahrin", "en", f"The town was quiet on Thursday morning. Prime Minister Nawal al-Shahrabi said {WORDS}.")
OTHER: Told = (
    "04.txt",
    "2031-05-08",
    "Radio Zahrin",
    "en",
    "The town was quiet on Thursday. Jawad al-Salhumi said the road to the oasis of Wadi Sarha would be opened again.",
)


def test_the_same_person_says_the_same_elsewhere() -> None:
    found = linked([WITNESS, AGAIN])
    assert found.relations() == [("repeats", WORDS, WORDS)]
    assert "Bilal Shaqwa says the same in another report" in found.reasons()[0]


def test_another_person_says_the_same() -> None:
    found = linked([WITNESS, MINISTER])
    assert found.relations() == [("corroborates", WORDS, WORDS)]
    assert "Bilal Shaqwa" in found.reasons()[0]
    assert "Nawal al-Shahrabi" in found.reasons()[0]


def test_statements_of_other_things_are_not_related() -> None:
    assert linked([WITNESS, OTHER]).relations() == []
    assert linked([OTHER]).relations() == []


def test_copies_do_not_corroborate() -> None:
    more = (
        " The stalls were full and the first boats of the night were being unloaded when the roof fell in, and people ran into the water. "
        "Two hospitals took the wounded in until the evening, a nurse stood at the door and wrote down names, and the pumps of the harbour ran all night."
    )
    copy: Told = ("05.txt", "2031-05-07", "Coastline Post", "en", WITNESS[4] + more)
    found = linked([(*WITNESS[:4], WITNESS[4] + more), copy])
    assert [c.kind for c in found.links.copies] == ["duplicate"]
    assert {kind for kind, _, _ in found.relations()} <= {"repeats"}


def test_unnamed_sources_repeat_only_in_copies() -> None:
    more = " The stalls were full and the first boats of the night were being unloaded when the roof fell in, and people ran for the water."
    more += " A clerk of the harbour counted the boats again on Friday."
    said = "Residents of the town" + WITNESS[4].removeprefix("Bilal Shaqwa").removesuffix(" He was there.") + more
    copy: Told = ("05.txt", "2031-05-07", "Coastline Post", "en", said)
    found = linked([(*WITNESS[:4], said), copy])
    assert [kind for kind, _, _ in found.relations()] == ["repeats"]
    assert "copy" in found.reasons()[0]
    apart = (*copy[:4], " ".join(f"On day {n} the ferry went out {n * 7} times." for n in range(20)) + " " + said.removesuffix(more))
    assert linked([(*WITNESS[:4], said), apart]).relations() == []


PILE: list[Told] = [
    WITNESS, AGAIN, MINISTER, OTHER,
    ("06.txt", None, None, "en", "Colonel Munir Sabbouh denied that the shells came from the ridge of Tell Ghurab. No more than nine people died, he said."),
    ("07.txt", "2031-05-07", "المرفأ اليوم", "ar", "قال بلال شقوة إن القذائف جاءت من تل غراب. وقالت وزارة الصحة إن 41 شخصا قتلوا في مرسى رمال في 6 أيار/مايو."),
    ("08.txt", "2031-05-08", "Halyard", "en",
    "At least 23 people were killed when shells struck Marsa Rimal on May 6, the Health Ministry said. Shaqwa saw it."),
    ("09.txt", "2031-05-08", "Halyard", "en", "Thirty people were killed when shells struck Marsa Rimal on May 6, Colonel Sabbouh said."),
]  # fmt: skip


def files() -> list[Extraction]:
    return [extract(t) for t in PILE]


def linked_files(some: list[Extraction]) -> Links:
    return link(some, (), speller())


@settings(CHECKED, max_examples=25)
@given(st.sets(st.integers(0, len(PILE) - 1), min_size=1), st.randoms(use_true_random=False))
def test_no_order_of_any_files_changes_the_links(chosen: set[int], shuffler: random.Random) -> None:
    read = files()
    some = [read[i] for i in sorted(chosen)]
    wanted = linked_files(some)
    shuffler.shuffle(some)
    assert linked_files(some) == wanted


@settings(CHECKED, max_examples=15)
@given(st.sets(st.integers(0, len(PILE) - 1), min_size=1))
def test_links_speak_only_of_what_was_read(chosen: set[int]) -> None:
    read = files()
    some = [read[i] for i in sorted(chosen)]
    found = linked_files(some)
    mentions = {m.id for f in some for m in f.mentions} | {m.id for m in found.mentions}
    lines = {x.id for f in some for x in (*f.statements, *f.figures)}
    entities = {e.id for e in found.entities}
    assert set(found.entity_of) == mentions
    assert set(found.entity_of.values()) == entities
    assert {x for r in found.relations for x in (r.a, r.b)} <= lines
    assert {s.speaker for s in found.spoken} <= entities | {None}
    assert all(r.a != r.b and r.reason for r in found.relations)
    assert set(found.event_of.values()) <= {e.id for e in found.events}
