"""Copies: duplicates, versions and excerpts are told apart; what only shares a subject is no copy."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.copies import SMALLEST, STUB, Body, body, copies, is_whole, origins
from rashomon.link.credits import Credits
from rashomon.link.overlap import overlap, placed, shingles, winnowed, words
from rashomon.model import Copy, Span
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
    return body(document, text, outlet, published, Credits(["Halyard", "Zahrin Herald"])(text))


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
    [
        (STORY, OTHER),
        (STORY, ARABIC),
        (STORY, MORE),
        ("Too short to tell.", "Too short to tell."),
        ("", ""),
        (STORY, ""),
        (STORY, STORY[: len(STORY) // 8] + OTHER * 3),
    ],
)
def test_no_copies(one: str, two: str) -> None:
    assert kinds(made("a", one, "Halyard", "2031-05-06"), made("b", two, "Zahrin Herald", "2031-05-07")) == []


def test_the_earlier_text_is_the_original_whatever_the_order() -> None:
    bodies = [made("x", STORY, "Herald", "2031-05-08"), made("y", STORY, "Halyard", "2031-05-06"), made("z", STORY[:-200], "Post", "2031-05-07")]
    wanted = copies(bodies)
    for seed in range(5):
        random.Random(seed).shuffle(bodies)
        assert copies(bodies) == wanted
    assert {(c.document, c.of) for c in wanted} == {("x", "y"), ("z", "y")}


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


def test_a_later_version_of_an_arabic_report() -> None:
    assert kinds(made("a", ARABIC, "المرفأ اليوم", "2031-05-06"), made("b", ARABIC + " وفي المساء ارتفع العدد إلى أربعين.", "المرفا اليوم", "2031-05-07")) == [
        ("b", "a", "version")
    ]


def test_a_version_needs_a_day_that_is_surely_later() -> None:
    assert kinds(made("a", STORY, "Halyard", "2031-05"), made("b", STORY + MORE, "Halyard", "2031-05-07")) == [("b", "a", "duplicate")]
    assert kinds(made("a", STORY, "Halyard", "2031-05-06"), made("b", STORY + MORE, "Halyard", "2031-05-06")) == [("a", "b", "duplicate")]


def test_one_address_makes_a_version_whatever_the_outlet_is_called() -> None:
    one, two, three = "https://www.Halyard.example/news/market?utm_source=x#top", "http://halyard.example/news/market/", "http://halyard.example/"
    first = body("a", STORY, "Halyard", "2031-05-06", url=one)
    assert kinds(first, body("b", STORY + MORE, "Halyard News", "2031-05-07", url=two)) == [("b", "a", "version")]
    numbered = [body(n, STORY + MORE[: int(n) * 40], None, f"2031-05-0{n}", url=f"http://halyard.example/?id={n}") for n in "12"]
    assert kinds(*numbered) == [("2", "1", "duplicate")]
    assert kinds(body("a", STORY, "Halyard", "2031-05-06", url=three), body("b", STORY + MORE, None, "2031-05-07", url=three)) == [("b", "a", "duplicate")]


def test_the_same_words_are_a_duplicate_whoever_prints_them() -> None:
    (found,) = copies([made("a", STORY, "Halyard", "2031-05-06"), made("b", STORY, "Halyard", "2031-05-07")])
    assert (found.kind, found.share, found.within, found.run) == ("duplicate", 1.0, 1.0, len(words(STORY)))


def test_a_passage_quoted_in_a_long_text_is_an_excerpt_and_that_text_no_echo() -> None:
    quoted = STORY.split(". ")[1]
    assert len(words(quoted)) < SMALLEST
    long = (OTHER + MORE) * 2 + ARABIC + ". ".join(STORY.split(". ")[:2]) + OTHER
    (found,) = copies([made("a", STORY + MORE[::-1] * 2, "Halyard", "2031-05-06"), made("b", long, "Ledger", "2031-05-11")])
    assert found.kind == "excerpt"
    assert found.share < 0.5
    assert found.run >= 40
    assert not is_whole(found)
    assert origins([found]) == {}


def test_a_stub_is_a_copy_only_word_for_word() -> None:
    """A clipping of thirty words goes back to the report it was cut from; one that is told in other words does not."""
    start = " ".join(STORY.split()[:30])
    edited = start.replace("Tuesday", "Monday").replace("full", "packed").replace("boats", "barges")
    story = made("a", STORY, "Halyard", "2031-05-06")
    assert kinds(story, made("b", start, "Ledger", "2031-05-11")) == [("b", "a", "excerpt")]
    assert kinds(story, made("b", edited, "Ledger", "2031-05-11")) == []
    assert kinds(made("a", start, "Halyard", "2031-05-06"), made("b", start, "Ledger", "2031-05-11")) == [("b", "a", "duplicate")]
    assert kinds(made("a", start, "Halyard", "2031-05-06"), made("b", start + " Nobody knows more.", "Ledger", "2031-05-11")) == []
    assert kinds(story, made("b", " ".join(STORY.split()[: STUB - 1]), "Ledger", "2031-05-11")) == []


def test_a_long_update_holds_a_short_original_in_pieces() -> None:
    pieces = STORY.split(". ")
    update = MORE + " " + f". {OTHER} {MORE} ".join(pieces)
    (found,) = copies([made("a", STORY, "Halyard", "2031-05-06"), made("b", update, "Coastline Post", "2031-05-08")])
    assert (found.kind, found.document) == ("excerpt", "b")
    assert found.share > 0.9
    assert found.within < 0.5


def test_another_order_of_paragraphs_is_a_duplicate() -> None:
    pieces = STORY.split(". ")
    assert kinds(made("a", STORY, "Halyard", "2031-05-06"), made("b", ". ".join([*pieces[2:], *pieces[:2]]), "Post", "2031-05-07")) == [("b", "a", "duplicate")]


def test_who_credits_the_other_is_the_copy() -> None:
    """Without dates, and even against them: an agency's own copy may carry the later one."""
    paper = f"ZAHRIN, May 6 (Halyard) - {STORY}"
    assert kinds(made("a", paper, "Zahrin Herald"), made("b", STORY[:-120], "Halyard")) == [("a", "b", "duplicate")]
    assert kinds(made("a", paper, "Zahrin Herald", "2031-05-06"), made("b", STORY, "Halyard", "2031-05-07")) == [("a", "b", "duplicate")]


def test_one_agency_behind_two_rewritten_texts() -> None:
    one, two = STORY, " ".join(STORY.split()[:55]) + " " + OTHER
    assert kinds(made("a", one, "Zahrin Herald", "2031-05-06"), made("b", two, "Post", "2031-05-07")) == [
        ("b", "a", "excerpt")
    ]  # a run of more than forty words
    parts = [" ".join(STORY.split()[n : n + 14]) for n in range(0, 56, 14)]
    mixed = f" {OTHER[:70]} ".join(parts) + f" {OTHER} {OTHER[::-1]}"
    assert kinds(made("a", one + MORE, "Zahrin Herald", "2031-05-06"), made("b", mixed, "Post", "2031-05-07")) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ZAHRIN, May 6 (Halyard) - Shells fell.", ("Halyard",)), ("Shells fell. (AP)", ("AP",)), ("Shells fell on the port.\n\n— Reuters", ("Reuters",)),
        ("سقطت قذائف على الميناء. (أ ف ب)", ("AFP",)), ("زهرين (رويترز) - سقطت قذائف", ("Reuters",)), ("Source: Zahrin Herald\nShells fell.", ("Zahrin Herald",)),
        ("Shells fell. (AP/Reuters)", ("AP", "Reuters")), ("Where they fell (map) - and where not.", ()), ("He read Reuters every day and Halyard too, he said.", ()), ("", ()),
    ],
)  # fmt: skip
def test_credits(text: str, wanted: tuple[str, ...]) -> None:
    assert Credits(["Halyard", "Zahrin Herald"])(text) == wanted


def filler(chance: random.Random, count: int) -> str:
    return " ".join(f"{chance.choice('bdgklmnrst')}{chance.choice('aeiou')}{chance.choice('bdgklmnrst')}{chance.randint(0, 900)}" for _ in range(count))


FOOT = " ".join(f"subscribe to the letter number {n} of the paper" for n in range(7))


def test_a_footer_that_many_unlike_reports_have_makes_no_copies() -> None:
    """Half of each text is the same; so is all of a story that is printed often, which stays a copy."""
    chance = random.Random(3)
    notes = [made(f"n{n:02}", filler(chance, 58) + " " + FOOT, "Post", f"2031-05-{n % 28 + 1:02}") for n in range(40)]
    long = [made(f"l{n:02}", filler(chance, 200) + " " + FOOT, "Post", f"2031-05-{n % 28 + 1:02}") for n in range(40)]
    assert copies([*notes, *long]) == []
    story = [made(f"s{n:02}", f"{STORY} {filler(chance, n)}", f"Paper {n}", f"2031-06-{n % 28 + 1:02}") for n in range(40)]
    assert {c.document for c in copies([*notes, *long, *story])} == {f"s{n:02}" for n in range(40)} - {"s28"}  # the longest of the first day


def test_what_is_printed_often_costs_no_more_for_each_print() -> None:
    chance = random.Random(5)
    few, many = ([made(f"s{n:03}", f"{STORY} {filler(chance, 15)}", f"Paper {n}", "2031-06-01") for n in range(count)] for count in (30, 120))
    assert len(copies(many)) <= 4.5 * len(copies(few)) <= 4.5 * 3 * 30
    assert set(origins(copies(many))) == {b.document for b in many} - {min(many, key=lambda b: (-len(b.words), b.document)).document}


def test_known_copies_among_generated_reports() -> None:
    from bench.copies import quality

    found = quality(600, seed=11)
    assert found["direct recall"] >= 0.98
    assert found["told precision"] >= 0.98
    assert found["recall swallow"] >= 0.98


def test_two_that_name_each_other_have_one_origin() -> None:
    pair = [
        Copy(document="a", of="b", kind="duplicate", share=0.9),
        Copy(document="b", of="a", kind="duplicate", share=0.9),
        Copy(document="c", of="b", kind="duplicate", share=1),
    ]
    assert origins(pair) == {"b": "a", "c": "a"}


SOME = st.lists(st.sampled_from("market port army ridge shells dead town road".split()), max_size=120)


@CHECKED
@given(SOME, st.integers(0, 40))
def test_a_shared_run_of_words_leaves_a_shared_print(some: list[str], lead: int) -> None:
    run = [f"w{n}" for n in range(12)]
    one, two = (winnowed(shingles(words(" ".join(w)))) for w in ([*some, *run], [*some[:lead], *run, *some[lead:]]))
    assert set(one.tolist()) & set(two.tolist())


@CHECKED
@given(SOME, SOME)
def test_shares_are_parts_and_the_run_stands_in_both(one: list[str], two: list[str]) -> None:
    a, b = words(" ".join(one)), words(" ".join(two))
    found, back = overlap(a, b), overlap(b, a)
    assert all(0 <= share <= 1 for share in found.shares)
    assert found.shares == back.shares[::-1]
    i, j, length = found.run
    assert np.array_equal(a[i : i + length], b[j : j + length])
    assert length == 0 or length >= 5
    alone = overlap(a, a)
    assert alone.shares == ((1.0, 1.0) if len(a) >= 5 else (0.0, 0.0))
    assert alone.run[2] == (len(a) if len(a) >= 5 else 0)


@CHECKED
@given(
    st.lists(st.tuples(SOME, st.sampled_from([None, "2031-05-06", "2031-05-07", "2031"]), st.sampled_from([None, "Halyard", "Post"])), max_size=6),
    st.randoms(use_true_random=False),
)
def test_any_texts_in_any_order(texts: list[tuple[list[str], str | None, str | None]], chance: random.Random) -> None:
    bodies = [made(f"d{n}", " ".join(w), outlet, day) for n, (w, day, outlet) in enumerate(texts)]
    found = copies(bodies)
    chance.shuffle(bodies)
    assert copies(bodies) == found
    long = {b.document for b in bodies if len(b.words) >= STUB}
    assert all(c.document != c.of and {c.document, c.of} <= long and 0 < c.share <= 1 and 0 < c.within <= 1 for c in found)
    assert not set(origins(found).values()) & set(origins(found))


@CHECKED
@given(st.text(max_size=200))
def test_words_have_the_places_they_stand_at(text: str) -> None:
    found = placed(text, [Span(0, len(text))])
    assert np.array_equal(found.words, words(text))
    assert all(words(text[a:b]).size >= 1 for a, b in zip(found.starts, found.ends, strict=True))
