"""Clutter of scraped pages: marked where it stands, never cut, and nothing of the story with it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from rashomon.errors import InputError
from rashomon.model import Document
from tests.extract.reports import page, reader
from tests.text.arbitrary import CHECKED, texts

TITLE = "Army denies shelling market in port"
STORY = (
    "NUJAYMA – The army said on Thursday that it had fired no shell at the fish market of Marsa Rimal, and that its guns had been silent the whole "
    "day and the day before it.",
    "Colonel Munir Sabbouh told reporters in the old customs house that the shells had come from the town. He showed a map, and took no questions "
    "about it or about anything else.",
    "The Health Ministry in Zahrin has counted 41 dead. Residents said on Wednesday that they had heard the guns on the ridge from seven in the morning.",
)


def read(*lines: str) -> Document:
    return reader().documents("\n\n".join(lines).encode(), "report.txt")[0]


def marked(document: Document) -> list[str]:
    return [(document.text or "")[slice(*s)] for s in document.boilerplate]


STRAY = [
    "Share this article", "Subscribe to our newsletter", "Sign up for our newsletter", "Read more", "Follow us on Twitter", "Advertisement",
    "Leave a comment", "Print this page",
    "Click here to subscribe", "All rights reserved.",
]  # fmt: skip


@pytest.mark.parametrize("line", STRAY)
def test_prompts_between_and_behind_the_story(line: str) -> None:
    assert marked(read(TITLE, *STORY, line)) == [line]
    assert marked(read(TITLE, STORY[0], line, *STORY[1:])) == [line]


STRAY_ARABIC = ["شارك هذا المقال", "اشترك في النشرة البريدية", "اقرأ أيضا", "جميع الحقوق محفوظة"]
STORY_ARABIC = (
    "قال العقيد منير صبوح في مؤتمر صحفي عقده في نجيمة يوم الخميس إن الجيش لم يطلق أي قذيفة على سوق السمك في مرسى رمال، وإن مدافعه صمتت طوال ذلك اليوم.",
    "وأحصت وزارة الصحة في زهرين واحدا وأربعين قتيلا، وقال سكان من البلدة إنهم سمعوا دوي المدافع على التل منذ السابعة صباحا ولم تتوقف حتى الظهر.",
)


@pytest.mark.parametrize("line", STRAY_ARABIC)
def test_arabic_prompts(line: str) -> None:
    assert marked(read("الجيش ينفي قصف السوق في الميناء", *STORY_ARABIC, line)) == [line]


def test_a_title_said_twice_is_marked_once() -> None:
    document = read(TITLE, TITLE, *STORY)
    assert marked(document) == [TITLE]
    assert document.title is not None
    assert (document.text or "")[slice(*document.title)] == TITLE
    assert not any(document.title.overlaps(s) for s in document.boilerplate)


def test_a_stamp_glued_to_the_lede() -> None:
    document = read(TITLE, "Version 0 of 1." + STORY[0], *STORY[1:])
    assert marked(document) == ["Version 0 of 1."]
    found = page(document.text or "")
    assert not any("Version" in m.text for m in found.mentions)
    assert all(f.text != "1" for f in found.figures)


def test_a_list_of_related_posts() -> None:
    links = ("Ferry Crews Call Off Their Strike", "Governor Says No Bridge Was Promised", "Two Held Over Harbour Fire")
    document = read(TITLE, *STORY, "Related articles", *links)
    assert marked(document) == ["Related articles", *links]


def test_a_biography_of_the_author() -> None:
    bio = "Marta Ellingwood is a reporter for the Zahrin Herald who has written about the coast since 2025."
    document = read(TITLE, "By Marta Ellingwood", *STORY, bio)
    assert bio in marked(document)


def test_a_biography_of_somebody_in_the_story_is_story() -> None:
    line = "Munir Sabbouh is a colonel from Nujayma who has spoken for the army since the first year of the war."
    assert line not in marked(read(TITLE, *STORY, line))


def test_links_glued_to_the_end_of_a_paragraph() -> None:
    tail = "You can read more about the market here."
    assert tail in marked(read(TITLE, STORY[0], STORY[1] + " " + tail, STORY[2]))


def test_a_menu() -> None:
    menu = "Home | World | Business | Sport"
    assert marked(read(menu, TITLE, *STORY)) == [menu]


PROSE = [
    "Share prices in Tolmek fell on Thursday after the minister spoke, and traders said that they expected worse before the week was out.",
    "The comments were printed in the paper on Friday and nobody in the ministry wanted to say a word about where they had come from.",
]
HELD = [
    "He asked people to follow us into the hall, and some did.",
    "Every man in the port must sign up by Sunday, Colonel Munir Sabbouh said.",
    "“Click here,” said Bilal Shaqwa, “and see my market burn.”",
]


@pytest.mark.parametrize("line", HELD)
def test_short_paragraphs_with_the_words_of_prompts_are_story(line: str) -> None:
    assert marked(read(TITLE, STORY[0], line, *STORY[1:])) == []


@pytest.mark.parametrize("line", PROSE)
def test_prose_with_the_words_of_prompts_is_story(line: str) -> None:
    assert marked(read(TITLE, STORY[0], line, *STORY[1:])) == []


def test_a_clean_story_has_no_clutter() -> None:
    assert marked(read(TITLE, *STORY)) == []


def test_nothing_is_cut_and_nothing_is_read_out_of_clutter() -> None:
    line = "Follow us on Twitter"
    text = "\n\n".join((TITLE, STORY[0], line, *STORY[1:]))
    found = page(text)
    assert found.root.text == text
    at = text.index(line)
    assert not any(at <= m.start < at + len(line) for m in found.mentions)


@CHECKED
@given(texts(60))
def test_marks_lie_inside_in_order_and_apart(text: str) -> None:
    try:
        document = reader().documents((text + "\nx").encode(), "any.txt")[0]
    except InputError:
        return
    assert all(0 <= s.start < s.end <= document.end for s in document.boilerplate)
    assert all(a.end <= b.start for a, b in pairwise(document.boilerplate))
