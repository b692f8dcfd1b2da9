"""Names cut into parts: titles apart, articles off, abd and abu with what follows, one form for one word and two."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.acronyms import fit
from rashomon.link.letters import ARTICLE, CODE, codes, sound_key
from rashomon.link.parts import DAUGHTER, KUNYA, TITLED, Parser


@cache
def parser() -> Parser:
    return Parser(gazetteer())


def parts(name: str, kind: str = "person") -> list[str]:
    found = parser().parse(name, kind)
    return [parser().book.texts[n] for n in found.parts]


@pytest.mark.parametrize(("name", "cut"), [
    ("Muhsin bin Saleh al-Qutrubi", ["muhsin", "saleh", "qutrubi"]),
    ("Field Marshal Khalifa Haftar", ["khalifa", "haftar"]),
    ("الشيخ محسن القطربي", ["محسن", "القطربي"]),
    ("Libyan President Munir Sabbouh", ["munir", "sabbouh"]),
    ("Abdul Rahman Tarruf", ["abd rahman", "tarruf"]), ("Abd al-Rahman Tarruf", ["abd rahman", "tarruf"]), ("Abdelaziz", ["abd aziz"]),
    ("عبد العزيز", ["عبد عزيز"]), ("عبدالعزيز", ["عبد عزيز"]), ("عبد الله", ["عبد له"]), ("Abdallah", ["abd lah"]),
    ("Noureddine", ["nour din"]), ("Nour al-Din", ["nour din"]), ("نورالدين", ["نور دين"]), ("Nasrallah", ["nasr lah"]), ("نصر الله", ["نصر له"]),
    ("Abu Zahra", ["abu zahra"]), ("Abouzahra", ["abu zahra"]), ("أبو زهرة", ["ابو زهره"]),
    ("J. al-Salhumi", ["j", "salhumi"]), ("Tarruf, Ghassan", ["ghassan", "tarruf"]), ("Jawad ash Shahrabi", ["jawad", "shahrabi"]),
    ("علي محمد", ["علي", "محمد"]),  # على and علي fold alike
    ("al", ["al"]), ("", []),
])  # fmt: skip
def test_people(name: str, cut: list[str]) -> None:
    assert parts(name) == cut


@pytest.mark.parametrize(("name", "kind", "cut"), [
    ("The Ministry of Health", "organisation", ["ministry", "health"]), ("Tarruf & Sons, L.L.C.", "organisation", ["tarruf", "sons", "llc"]),
    ("L’Union de l’Ouest", "organisation", ["union", "ouest"]), ("daesh", "organisation", ["islamic", "state", "iraq", "levant"]),
    ("Wadi ash Shatt", "place", ["wadi", "shatt"]), ("قرية زهرين", "place", ["قريه", "زهرين"]),
])  # fmt: skip
def test_bodies_and_places(name: str, kind: str, cut: list[str]) -> None:
    assert parts(name, kind) == cut


def test_what_a_name_shows_as_a_whole() -> None:
    assert parser().parse("Gen. Haftar", "person").flags & TITLED
    assert parser().parse("Salma bint Munir", "person").flags & DAUGHTER
    number = parser().parse("Umm Salma", "person").parts[0]
    assert int(parser().book.table().flags[number]) & KUNYA


def test_letters_of_both_scripts_meet_in_their_sounds() -> None:
    assert sound_key(codes("qutrubi")) == sound_key(codes("قطربي")) == sound_key(codes("gotroubi"))
    assert codes("القطربي")[0] == codes("alqutrubi")[0] == ARTICLE
    assert codes("alia")[0] == CODE["a"]
    assert codes("Mohammed".lower()) == codes("mohamed")


@pytest.mark.parametrize(("acronym", "name", "starts", "found"), [
    ("tla", "Tamraya Liberation Army", 1.0, 1.0), ("unomt", "United Nations Observer Mission in Tamraya", 1.0, 1.0),
    ("tamla", "Tamraya Liberation Army", 0.6, 1.0), ("xyz", "Tamraya Liberation Army", 0.0, 0.0),
])  # fmt: skip
def test_acronyms(acronym: str, name: str, starts: float, found: float) -> None:
    assert fit(acronym, parser().parse(name, "organisation"))[:2] == pytest.approx((starts, found))
