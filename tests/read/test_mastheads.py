"""What plain text says of itself: outlet, author, date and its basis, language; and null wherever it does not say."""

from __future__ import annotations

import pytest

from rashomon.model import Document
from tests.extract.reports import page, reader, report

STORY = (
    "The army said that it had fired no shell at the fish market of Marsa Rimal, and that its guns had been silent the whole day and the day before "
    "it. Nobody believed it there.\n\n"
    "Colonel Munir Sabbouh told reporters in the old customs house that the shells had come from the town. He showed a map of the streets and took no "
    "questions about it or anything.\n"
)
TITLE = "Army denies shelling market in port"


def read(text: str) -> Document:
    return reader().documents(text.encode(), "report.txt")[0]


def facts(text: str) -> tuple[str | None, str | None, str | None]:
    found = read(text)
    return found.outlet, found.author, found.published


HEADS = [
    (f"The Tolmek Courier\n\n{TITLE}\n\nBy Marta Ellingwood\nMay 8, 2031\n\n", ("The Tolmek Courier", "Marta Ellingwood", "2031-05-08")),
    (f"{TITLE}\n\nThe Tolmek Courier | 8 May 2031\n\n", ("The Tolmek Courier", None, "2031-05-08")),
    (f"{TITLE}\n\nPublished on 8 May 2031\n\n", (None, None, "2031-05-08")),
    (f"{TITLE}\n\nBy Marta Ellingwood\n\n", (None, "Marta Ellingwood", None)),
    (f"{TITLE}\n\nTOLMEK, May 8, 2031 (Halyard) — ", ("Halyard", None, "2031-05-08")),
    (f"{TITLE}\n\nTOLMEK (Halyard) — ", ("Halyard", None, None)),
]


@pytest.mark.parametrize(("head", "found"), HEADS)
def test_heads(head: str, found: tuple[str | None, str | None, str | None]) -> None:
    assert facts(head + STORY) == found


def test_a_date_of_the_head_is_stated_and_shown_in_how() -> None:
    found = read(f"{TITLE}\n\nPublished on 8 May 2031\n\n{STORY}")
    assert found.published_basis == "stated"
    assert "Published on 8 May 2031" in found.how
    assert found.title is not None
    assert (found.text or "")[slice(*found.title)] == TITLE


SILENT = [
    STORY,
    f"{TITLE}\n\n{STORY}",
    f"{TITLE}\n\nOn May 6, 2031, shells struck the market. " + STORY,  # a date in a sentence is told, not the report's own
    f"{TITLE}\n\n{STORY}\nThe hall was built on May 6, 2021, and burned ten years later to the day.\n",
    f"{TITLE}\n\nTuesday\n\n{STORY}",  # a weekday alone is no date
]


@pytest.mark.parametrize("text", SILENT)
def test_unknown_stays_unknown(text: str) -> None:
    found = read(text)
    assert (found.outlet, found.author, found.published, found.published_basis) == (None, None, None, None)


ARABIC = (
    "قال العقيد منير صبوح في مؤتمر صحفي عقده في نجيمة يوم الخميس إن الجيش لم يطلق أي قذيفة على سوق السمك في مرسى رمال، وإن مدافعه صمتت طوال ذلك اليوم.\n\n"
    "وأحصت وزارة الصحة في زهرين واحدا وأربعين قتيلا، وقال سكان من البلدة إنهم سمعوا دوي المدافع على التل منذ السابعة صباحا ولم تتوقف حتى الظهر.\n"
)


def test_an_arabic_head() -> None:
    found = read(f"الجيش ينفي قصف السوق في الميناء\n\nصحيفة المرفأ اليوم | 8 أيار/مايو 2031\n\n{ARABIC}")
    assert (found.outlet, found.published, found.published_basis, found.language) == ("المرفأ اليوم", "2031-05-08", "stated", "ar")


@pytest.mark.parametrize(("text", "language"), [
    (STORY, "en"), (ARABIC, "ar"), ("Die Armee sagte am Donnerstag, sie habe keine einzige Granate auf den Fischmarkt im Hafen geschossen, und "
        "niemand glaubte es ihr dort.", "de"),
    ("L'armée a déclaré jeudi qu'elle n'avait tiré aucun obus sur le marché aux poissons du port, et personne ne l'a crue dans la ville.", "fr"),
])  # fmt: skip
def test_language(text: str, language: str) -> None:
    assert read(text).language == language


def test_a_language_without_rules_is_kept_and_nothing_is_taken_from_it() -> None:
    text = (
        "Die Armee sagte am Donnerstag, sie habe keine einzige Granate auf den Fischmarkt im Hafen geschossen, und niemand glaubte es "
        "ihr dort. Oberst Sabbouh sagte am 8. Mai 2031: „Nein.“"
    )
    found = page(text)
    assert found.root.text == text
    assert (found.mentions, found.statements, found.times, found.figures) == ((), (), (), ())
    assert found.passages


MIXED = (
    "A week of cuttings\nPosted by Corin Tasker on May 11, 2031\n\nHere is what I kept from the papers this week, in the order in which the boat "
    "brought them to me.\n\n"
    f"{TITLE} (Tolmek Courier, May 8, 2031)\n{STORY.splitlines()[0]}\n\n"
    f"الجيش ينفي قصف السوق (المرفأ اليوم، 8 أيار/مايو 2031)\n{ARABIC.splitlines()[0]}\n\n"
    f"Prime minister visits the port (Zahrin Herald, May 7, 2031)\n{STORY.splitlines()[2]}\n"
)


def test_every_clipping_has_its_own_language() -> None:
    _, *clippings = reader().documents(MIXED.encode(), "digest.txt")
    assert [(c.outlet, c.language) for c in clippings] == [("Tolmek Courier", "en"), ("المرفأ اليوم", "ar"), ("Zahrin Herald", "en")]
    said = page(MIXED, "digest.txt").statements
    assert {c.id for c in clippings} <= {s.document for s in said}


def test_what_the_caller_gives_wins() -> None:
    found = report(f"The Tolmek Courier\n\n{TITLE}\n\nMay 8, 2031\n\n{STORY}", "2031-06-01", "en", "Halyard").root
    assert (found.outlet, found.published, found.published_basis) == ("Halyard", "2031-06-01", "given")


@pytest.mark.parametrize(("head", "genre"), [("OPINION", "opinion"), ("Analysis", "analysis"), ("News", "report")])
def test_genre_where_the_page_names_it(head: str, genre: str) -> None:
    assert read(f"{head}\n\n{TITLE}\n\n{STORY}").genre == genre
