"""Which place a name stands for: by the words beside it, by what else the report names, by size only where that is clear."""

from __future__ import annotations

import pytest

from rashomon.lang.folding import fold
from rashomon.link.atlas import Place, bundled, countries, key, kilometres
from rashomon.link.beside import beside
from rashomon.model import Entity
from tests.link.records import Linked, Told, linked

LIBYA, LEBANON = "geonames:2210247", "geonames:266826"


def one(words: str, language: str = "en") -> Linked:
    return linked([("01.txt", "2031-05-06", "Halyard", language, words)])


def place(words: str, name: str, language: str = "en") -> Entity:
    return one(words, language).entity(name)


@pytest.mark.parametrize(
    ("words", "language", "ref"),
    [
        ("Doctors in Tripoli, Lebanon, said that two men had died.", "en", LEBANON),
        ("Libya's Tripoli was quiet. A ship left Beirut.", "en", LIBYA),
        ("Police closed the northern Lebanese city of Tripoli.", "en", LEBANON),
        ("A truck burned in Tripoli (northern Lebanon) on Tuesday.", "en", LEBANON),
        ("شهدت طرابلس اللبنانية هدوءا حذرا، وزار وفد من ليبيا المدينة.", "ar", LEBANON),
        ("اندلع حريق في طرابلس شمال لبنان يوم الاثنين.", "ar", LEBANON),
        ("وصل المبعوث إلى العاصمة الليبية طرابلس قادما من بيروت.", "ar", LIBYA),
    ],
)
def test_words_beside_a_name_come_first(words: str, language: str, ref: str) -> None:
    found = place(words, "طرابلس" if language == "ar" else "Tripoli", language)
    assert found.refs == (ref,)
    assert "beside it" in found.how
    assert {LIBYA, LEBANON} - {ref} <= {c.ref for c in found.candidates}


def test_other_places_and_peoples_of_the_report_decide() -> None:
    found = place("Shooting was heard in Tripoli. The Libyan army closed the road to Misrata, and Benghazi was calm.", "Tripoli")
    assert (found.refs, found.country) == ((LIBYA,), "LY")
    assert found.latitude == pytest.approx(32.89, abs=0.01)
    assert found.longitude == pytest.approx(13.19, abs=0.01)
    assert found.how.startswith("the report also names Libya")


def test_what_nothing_decides_stays_undecided_with_its_candidates() -> None:
    found = place("A bus overturned in Tripoli on Sunday, and eleven people were hurt.", "Tripoli")
    assert (found.refs, found.country, found.latitude) == ((), None, None)
    assert {LIBYA, LEBANON} <= {c.ref for c in found.candidates}
    assert "does not tell" in found.how


def test_a_state_without_such_a_town_leaves_the_famous_one_out() -> None:
    found = place("The paper in Cairo, Illinois, closed last year.", "Cairo")
    assert found.country is None
    assert "Illinois" in found.how


def test_size_decides_where_one_place_is_far_larger() -> None:
    assert place("Ministers met in London on Thursday.", "London").refs == ("geonames:2643743",)
    assert place("The trial began in Washington on Monday.", "Washington").country == "US"


@pytest.mark.parametrize("name", ["Marsa Rimal", "Nujayma", "Africa", "Virginia"])
def test_invented_towns_and_wide_areas_are_nowhere(name: str) -> None:
    found = [e for e in one(f"Ships sailed from {name} in May. The United States and Tunisia sent help to {name}.").links.entities if e.name == name]
    assert all((e.latitude, e.country, e.refs) == (None, None, ()) for e in found)


def test_a_country_has_a_code_and_no_point() -> None:
    found = place("Two ministers of Libya arrived. Libya has no navy.", "Libya")
    assert (found.country, found.latitude, found.longitude, found.refs) == ("LY", None, None, ("geonames:2215636",))


TWO: list[Told] = [
    ("01.txt", "2031-05-06", "Halyard", "en", "Shells fell on Tripoli. The Libyan coast guard and fighters from Misrata were there."),
    ("02.txt", "2031-05-07", "Tana Times", "en", "The Lebanese army went into Tripoli. The road to Beirut was closed."),
    ("03.txt", "2031-05-08", "Marfa", "ar", "انتشر الجيش اللبناني في طرابلس، وقطعت الطريق إلى بيروت."),
]


def test_two_towns_of_one_name_are_two_entities_in_both_scripts() -> None:
    found = {e.refs: {n.name for n in e.names} for e in linked(TWO).links.entities if e.name == "Tripoli"}
    assert found == {(LIBYA,): {"Tripoli"}, (LEBANON,): {"Tripoli", "طرابلس"}}


def test_where_two_towns_are_known_a_third_report_that_does_not_tell_stays_alone() -> None:
    told = [*TWO, ("04.txt", "2031-05-09", "Zahrin Herald", "en", "A bus overturned in Tripoli on Sunday.")]
    found = [e for e in linked(told).links.entities if e.name == "Tripoli"]
    assert sorted(e.refs for e in found) == [(), (LIBYA,), (LEBANON,)]


def test_one_report_may_name_both() -> None:
    words = "The banker flew from Tripoli, Libya, to Tripoli, Lebanon, in a day."
    found = [e for e in one(words).links.entities if e.name == "Tripoli"]
    assert sorted(e.refs for e in found) == [(LIBYA,), (LEBANON,)]


def test_spellings_of_one_place_are_joined_with_a_reason() -> None:
    told: list[Told] = [
        ("01.txt", None, None, "en", "Fighters from Misrata took the airport, Libya's government said."),
        ("02.txt", None, None, "ar", "وصل مقاتلون من مصراتة إلى بنغازي، ورحبت الحكومة الليبية بذلك."),
    ]
    assert linked(told).spellings("Misrata") >= {"Misrata", "مصراتة"}


def test_keys_know_articles_and_accents() -> None:
    assert key("Al-Bayda’") == key("El Bayda") == key("Bayda") == "bayda"
    assert key("Al Ain") == "al ain"  # what is left would be no name


def test_distances_are_along_the_ground() -> None:
    def at(latitude: float | None, longitude: float | None) -> Place:
        return Place("1", "x", latitude, longitude, "LY", "", 1, "P")

    assert kilometres(at(32.887, 13.187), at(34.433, 35.844)) == pytest.approx(2110, abs=30)
    assert kilometres(at(None, None), at(0, 0)) is None


def test_countries_are_known_by_their_names_adjectives_and_capitals() -> None:
    known = countries()
    assert {known.forms[key(n)].country for n in ("Libya", "ليبيا")} == {"LY"}
    assert {known.adjectives[fold(w)] for w in ("Lebanese", "اللبنانية", "لبناني")} == {"LB"}
    assert known.is_capital(next(p for p in bundled().find("tripoli") if p.country == "LY"))
    assert not known.is_capital(next(p for p in bundled().find("tripoli") if p.country == "LB"))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("in Tripoli, Egypt and Tunisia agreed", None),  # a list
        ("in Tripoli. Lebanon agreed", None),
        ("Lebanese officials in Tripoli agreed", None),  # visitors
        ("the Lebanese in Tripoli agreed", None),
        ("in Tripoli in the north of Lebanon", "LB"),
        ("Lebanon's second city, Tripoli, agreed", "LB"),
    ],
)
def test_only_what_puts_the_name_somewhere_counts_as_beside(text: str, country: str | None) -> None:
    at = text.index("Tripoli")
    told = beside(text, at, at + len("Tripoli"), countries())
    assert (told.country if told else None) == country


def test_an_army_inside_a_town_does_not_put_the_town_into_its_country() -> None:
    text = "انتشر الجيش اللبناني في طرابلس أمس"
    at = text.index("طرابلس")
    assert beside(text, at, at + len("طرابلس"), countries()) is None
