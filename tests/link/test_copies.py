"""Copies: duplicates, versions and excerpts are told apart; what only shares a subject is no copy."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.copies import Body, body, copies, fingerprints, origins
from rashomon.model import Copy
from tests.text.arbitrary import CHECKED

STORY = (
    "Shells struck the fish market of Marsa Rimal a little after seven on Tuesday morning, when the stalls were full and the first boats of the night "
    "were being unloaded. "
    "At least 23 people were killed, the Health Ministry in Zahrin said, and some 60 others were taken to the two hospitals of the port with wounds "
    "to the head and legs. "
    "A fishmonger, Bilal Shaqwa, said the shells had come from the ridge of Tell Ghurab, where the army keeps its guns. Nobody at the army's seat "
    "answered the telephone. "
    "The prime minister, Nawal al-Shahrabi, flew to the port in the afternoon and walked through what was left of the market hall without saying a "
    "word to reporters."
)
MORE = (
    " By Wednesday the number of dead had risen to at least 41, the ministry said, after six of the wounded died in the night and divers brought up "
    "more bodies from the basin. "
    "An officer of the army, who would not give his name, said the shells had been fired from inside the town by the Coast Shield Brigade. The brigade "
    "called this a lie."
)
OTHER = (
    "The road between Zahrin and the oasis of Wahat al-Safa was opened again on Monday after the sand had been cleared from its lowest stretch, the "
    "roads office said. "
    "Drivers had waited for three days at the well, where a trader sold water at twice the usual price until the police took his cart away. The "
    "office promised a wall."
)
ARABIC = (
    "سقطت قذائف على سوق السمك في مرسى رمال بعد السابعة بقليل من صباح الثلاثاء حين كانت البسطات ممتلئة والقوارب الأولى تفرغ حمولتها، وقالت وزارة الصحة "
    "في زهرين إن ثلاثة وعشرين شخصا على الأقل "
    "قتلوا ونقل نحو ستين آخرين إلى مستشفيي الميناء، وقال بائع سمك اسمه بلال شقوة إن القذائف جاءت من تل غراب حيث ينصب الجيش مدافعه، ولم يجب أحد في مقر "
    "الجيش على الهاتف طوال النهار."
)


def made(document: str, text: str, outlet: str | None = None, published: str | None = None) -> Body:
    return body(document, text, outlet, published)


def kinds(*bodies: Body) -> list[tuple[str, str, str]]:
    return [(c.document, c.of, c.kind) for c in copies(bodies)]


def test_another_paper_prints_the_story() -> None:
    assert kinds(made("a", STORY, "Halyard", "2031-05-06"), made("b", "Market shelled. " + STORY, "Zahrin Herald", "2031-05-07")) == [("b", "a", "duplicate")]


def test_letters_and_marks_make_no_other_story() -> None:
    assert kinds(made("a", STORY, None, "2031-05-06"), made("b", STORY.upper().replace(",", " –"), None, "2031-05-07")) == [("b", "a", "duplicate")]
    assert kinds(made("a", ARABIC, None, "2031-05-06"), made("b", ARABIC.replace("أ", "ا").replace("ة", "ه").replace("ى", "ي"), None, "2031-05-07")) == [
        ("b", "a", "duplicate")
    ]


def test_the_same_outlet_writes_a_later_version() -> None:
    assert kinds(made("a", STORY, "Halyard", "2031-05-06"), made("b", STORY + MORE, "Halyard", "2031-05-07")) == [("b", "a", "version")]


def test_a_long_text_quotes_a_short_one() -> None:
    found = copies([made("a", STORY, "Halyard", "2031-05-06"), made("b", OTHER + " " + STORY + " " + OTHER * 2 + MORE + ARABIC * 3, "Ledger", "2031-05-11")])
    assert [(c.document, c.of, c.kind) for c in found] == [("b", "a", "excerpt")]
    assert found[0].share > 0.9


@pytest.mark.parametrize(
    ("one", "two"),
    [(STORY, OTHER), (STORY, ARABIC), (STORY, MORE), ("Too short to tell.", "Too short to tell."), (STORY, STORY[: len(STORY) // 8] + OTHER * 3)],
)
def test_no_copies(one: str, two: str) -> None:
    assert kinds(made("a", one, "Halyard", "2031-05-06"), made("b", two, "Zahrin Herald", "2031-05-07")) == []


def test_the_earlier_text_is_the_original_whatever_the_order() -> None:
    bodies = [made("x", STORY, "Herald", "2031-05-08"), made("y", STORY, "Halyard", "2031-05-06"), made("z", STORY[:-200], "Post", "2031-05-07")]
    wanted = copies(bodies)
    for seed in range(5):
        random.Random(seed).shuffle(bodies)
        assert copies(bodies) == wanted
    assert {(c.document, c.of) for c in wanted} == {("x", "y"), ("z", "y"), ("x", "z")}


def test_of_three_copies_the_earliest_is_the_origin() -> None:
    assert origins(
        copies([made("x", STORY, "Herald", "2031-05-08"), made("y", STORY, "Halyard", "2031-05-06"), made("z", STORY[:-200], "Post", "2031-05-07")])
    ) == {"x": "y", "z": "y"}


def test_copies_of_copies_go_back_to_one_origin() -> None:
    chain = [
        Copy(document="b", of="a", kind="duplicate", share=0.9),
        Copy(document="c", of="b", kind="version", share=0.8),
        Copy(document="d", of="c", kind="excerpt", share=0.6),
    ]
    assert origins(chain) == {"b": "a", "c": "a", "d": "a"}
    assert origins([]) == {}


@CHECKED
@given(st.lists(st.sampled_from("market port army ridge shells dead town road".split()), max_size=120), st.integers(0, 40))
def test_a_shared_run_of_words_leaves_a_shared_fingerprint(words: list[str], lead: int) -> None:
    run = [f"w{n}" for n in range(12)]
    assert fingerprints([*words, *run]) & fingerprints([*words[:lead], *run, *words[lead:]])
