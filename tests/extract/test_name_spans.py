"""Names: the span of the name alone, its title apart, its type; in both scripts."""

from __future__ import annotations

import pytest

from tests.extract.reports import THURSDAY, report, words


def names(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    found = report(text, THURSDAY, language)
    return [(m.type, words(found, m.title), m.text) for m in found.mentions]


ENGLISH = [
    ("General Muhsin al-Qutrubi met Colonel Munir Sabbouh.", [("person", "General", "Muhsin al-Qutrubi"), ("person", "Colonel", "Munir Sabbouh")]),
    ("The prime minister, Nawal al-Shahrabi, came home.", [("person", "prime minister", "Nawal al-Shahrabi")]),
    ("Health Minister Jawad al-Salhumi came home.", [("person", "Health Minister", "Jawad al-Salhumi")]),
    ("Muhsin al-Qutrubi's men left.", [("person", "", "Muhsin al-Qutrubi")]),
    ("Dr. Huda al-Mansafi, a surgeon, counted them.", [("person", "Dr", "Huda al-Mansafi")]),
    ("Mr. Breckmar and Mrs. Korvat met.", [("person", "Mr", "Breckmar"), ("person", "Mrs", "Korvat")]),
    ("Muhsen Gutrubi said he left. Gutrubi was tired.", [("person", "", "Muhsen Gutrubi"), ("person", "", "Gutrubi")]),
    ("The Tamraya Red Crescent came home.", [("organisation", "", "Tamraya Red Crescent")]),
    ("The Coast Shield Brigade came home.", [("group", "", "Coast Shield Brigade")]),
    ("They met in Marsa Rimal.", [("place", "", "Marsa Rimal")]),
    ("The United Nations met in Zahrin.", [("organisation", "", "United Nations"), ("place", "", "Zahrin")]),
    ("President Jonas Breckmar of Harvania spoke.", [("person", "President", "Jonas Breckmar"), ("place", "", "Harvania")]),
    ("Tarn Meadow, the mining company, left. Orla Meadow, the widow of a miner, left.", [("organisation", "", "Tarn Meadow"), ("person", "", "Orla Meadow")]),
    ("The general spoke on Tuesday in May.", []),
    ("Libyan and Egyptian fishermen met.", []),
    ("nobody was there.", []),
]
ARABIC = [
    ("التقى اللواء محسن القطربي العقيد منير صبوح.", [("person", "اللواء", "محسن القطربي"), ("person", "العقيد", "منير صبوح")]),
    ("قالت رئيسة الوزراء نوال الشهربي إن الحكومة باقية.", [("person", "رئيسة الوزراء", "نوال الشهربي")]),
    ("قال وزير الصحة جواد السلحومي ذلك.", [("person", "وزير الصحة", "جواد السلحومي")]),
    ("عاد جيش تحرير تمرايا.", [("organisation", "", "جيش تحرير تمرايا")]),
    ("أعلن الهلال الأحمر التمراوي ذلك.", [("organisation", "", "الهلال الأحمر التمراوي")]),
    ("عاد لواء درع الساحل.", [("group", "", "لواء درع الساحل")]),
    ("وصلوا إلى مدينة مرسى رمال.", [("place", "", "مرسى رمال")]),
    ("والقطربي غاضب. قال محسن القطربي ذلك.", [("person", "", "القطربي"), ("person", "", "محسن القطربي")]),
    ("وأصدرت الأمم المتحدة ومجلس الأمن بيانا.", [("organisation", "", "الأمم المتحدة"), ("organisation", "", "مجلس الأمن")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ENGLISH)
def test_english(text: str, found: list[tuple[str, str, str]]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(("text", "found"), ARABIC)
def test_arabic(text: str, found: list[tuple[str, str, str]]) -> None:
    assert names(text, "ar") == found


def test_a_name_known_from_the_text_is_found_in_a_title_case_headline() -> None:
    text = "Gutrubi Says He Never Fired At Port\n\nGeneral Muhsen Gutrubi said on Thursday that he had never fired at the port of Marsa Rimal."
    assert ("person", "", "Gutrubi") in names(text)


def test_a_body_and_its_initials_in_brackets_are_two_names() -> None:
    assert [m for _, _, m in names("The Tamraya Liberation Army (TLA) came home. The TLA left again.")] == ["Tamraya Liberation Army", "TLA", "TLA"]


def test_attached_prepositions_stay_outside_a_name() -> None:
    text = "قال العقيد منير صبوح ذلك. ثم تحدث الصحفيون لمنير صبوح وبمنير صبوح."
    assert [m for _, _, m in names(text, "ar")] == ["منير صبوح"] * 3


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("The Ministry of Reeds met Sarn Compact, a rebel alliance, on Monday. The Tarn Reed Council, a rebel alliance, left.", "en", "Tarn Reed Council"),
        ("Militants of the Tarn Reed Council fired. The Tarn Reed Council said nothing.", "en", "Tarn Reed Council"),
        ("The armed group Tarn Reed Council left on Monday.", "en", "Tarn Reed Council"),
        ("انسحب متمردو مجلس القصب من البلدة. وقال مجلس القصب إنه عائد.", "ar", "مجلس القصب"),
    ],
)
def test_a_body_called_armed_is_a_group_wherever_it_is_named(text: str, language: str, body: str) -> None:
    assert {kind for kind, _, name in names(text, language) if name == body} == {"group"}


@pytest.mark.parametrize(
    "text",
    [
        "The Tarn Reed Council, a charity, left. The rebels met the Tarn Reed Council.",
        "The anti-rebel group Tarn Reed Council left on Monday.",
    ],
)
def test_a_body_near_armed_men_is_none_of_them(text: str) -> None:
    assert ("organisation", "", "Tarn Reed Council") in names(text)


def test_an_office_without_its_holder_is_no_name() -> None:
    assert names("They asked the Prime Minister and the Foreign Secretary.") == []


def test_two_capitals_are_what_the_name_that_ends_them_is() -> None:
    text = "Harbour Qutrubi spoke of fish.\n\nThen General Qutrubi left for Zahrin."
    assert {kind for kind, _, name in names(text) if "Qutrubi" in name} == {"person"}


def test_initials_that_ask_are_a_person() -> None:
    found = names("Interview\n\nIS: Where were you?\n\nMunir Sabbouh: At home.\n\nIS: And then?\n\nMunir Sabbouh: In bed.\n\nIS: Thank you.\n")
    assert {kind for kind, _, name in found if name == "IS"} <= {"person"}
