"""A name that many bear is joined by what stands beside it; a rare one by itself. Roles, places, months and other names are told."""

from __future__ import annotations

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.entities import Resolution, resolve
from rashomon.link.likeness import Matcher
from rashomon.model import Document, Judgement, Mention, MentionType, Side
from tests.link.records import linked

FILLERS = ["Sarkuf", "Bentur", "Gadrus", "Tamzok", "Halbun", "Dorgat", "Miskar", "Zentub", "Kolbad", "Ransuf"]


class Pile:
    """Reports as lists of names; many further persons make the record as large as it takes for a name to be common."""

    def __init__(self, others: int = 400) -> None:
        self.mentions: list[Mention] = []
        self.documents: list[Document] = []
        given = [form.capitalize() for form in sorted(gazetteer().given) if form.isascii() and len(form) > 4][::3]
        for n in range(others):
            self.report(f"{given[n % len(given)]} {FILLERS[n % 10]}{'aeiou'[n // 10 % 5]}{'bdgkl'[n // 50 % 5]}an")

    def report(self, *names: str, kind: MentionType = "person", month: str | None = None) -> str:
        file = f"{len(self.documents):04}"
        self.documents.append(Document(id=file, file=file, start=0, end=999, sha256="", published=month))
        for at, name in enumerate(names):
            self.mentions.append(Mention(id=f"{file}-{at}", document=file, start=at * 50, end=at * 50 + len(name), text=name, type=kind))
        return f"{file}-0"

    def resolved(self, judgements: tuple[Judgement, ...] = ()) -> Resolution:
        return resolve(self.mentions, self.documents, Matcher(gazetteer()), judgements)


def test_a_common_name_in_two_reports_is_two_persons_until_something_speaks_for_one() -> None:
    pile = Pile()
    a, b = pile.report("Mohammed Ali"), pile.report("Mohammed Ali")
    found = pile.resolved()
    assert found.entity_of[a] != found.entity_of[b]
    (one,) = [e for e in found.entities if e.id == found.entity_of[a]]
    assert [(x.entity, x.by) for x in one.apart if x.entity == found.entity_of[b]] == [(found.entity_of[b], "machine")]
    assert any("several bear" in x.reason for x in one.apart)


def test_names_beside_it_join_a_common_name() -> None:
    pile = Pile()
    a, b = pile.report("Mohammed Ali", "Fadwa Qarmush", "Nizar Tolbekin"), pile.report("Mohammed Ali", "Fadwa Qarmush", "Nizar Tolbekin")
    c = pile.report("Mohammed Ali", "Samar Wezdani")
    found = pile.resolved()
    assert found.entity_of[a] == found.entity_of[b] != found.entity_of[c]
    (one,) = [e for e in found.entities if e.id == found.entity_of[a]]
    assert any("in both reports" in j.reason and "Fadwa Qarmush" in j.reason for j in one.joins)


def test_a_rare_name_needs_nothing_beside_it() -> None:
    pile = Pile()
    a, b = pile.report("Nizar Tolbekin"), pile.report("Nizar Tolbekin")
    found = pile.resolved()
    assert found.entity_of[a] == found.entity_of[b]


def test_in_a_small_record_a_common_name_is_one_person() -> None:
    pile = Pile(others=6)
    a, b = pile.report("Mohammed Ali"), pile.report("Mohammed Ali")
    found = pile.resolved()
    assert found.entity_of[a] == found.entity_of[b]


def test_a_person_may_still_join_namesakes_and_part_them() -> None:
    pile = Pile()
    a, b = pile.report("Mohammed Ali"), pile.report("Mohammed Ali")
    sides = {"a": Side(name="Mohammed Ali", mentions=(a,)), "b": Side(name="Mohammed Ali", mentions=(b,))}
    same = Judgement(id="j-1", verdict="same", who="Amal", when="2031-05-20T10:00:00Z", **sides)
    found = pile.resolved((same,))
    assert found.entity_of[a] == found.entity_of[b]
    rare = Pile()
    c, d = rare.report("Nizar Tolbekin"), rare.report("Nizar Tolbekin")
    sides = {"a": Side(name="Nizar Tolbekin", mentions=(c,)), "b": Side(name="Nizar Tolbekin", mentions=(d,))}
    apart = Judgement(id="j-2", verdict="different", who="Amal", when="2031-05-20T10:00:00Z", why="father and grandson", **sides)
    found = rare.resolved((apart,))
    assert found.entity_of[c] != found.entity_of[d]
    (one,) = [e for e in found.entities if e.id == found.entity_of[c]]
    assert [(x.reason, x.by) for x in one.apart] == [("Amal judged them different on 2031-05-20: father and grandson", "person")]


def test_the_army_of_one_report_is_not_that_of_another() -> None:
    pile = Pile()
    a, b = pile.report("Army", kind="organisation"), pile.report("Army", kind="organisation")
    found = pile.resolved()
    assert found.entity_of[a] != found.entity_of[b]


def test_a_family_name_alone_that_two_bear_is_told_apart_from_both() -> None:
    both = linked([
        ("01.txt", "2031-05-10", "Radio Zahrin", "en", "Mayor Hamdan al-Darbasi came late. His son, the negotiator Faris al-Darbasi, came early."),
        ("02.txt", "2031-05-11", "Zahrin Herald", "en", "Mr. al-Darbasi said nothing."),
    ])  # fmt: skip
    alone = both.entity("al-Darbasi")
    assert {a.entity for a in alone.apart} == {both.entity("Hamdan al-Darbasi").id, both.entity("Faris al-Darbasi").id}
    assert all("2 persons of that name" in a.reason for a in alone.apart)


def test_one_word_of_a_kind_is_joined_to_the_person_it_names() -> None:
    """A family name that was taken for a place or body, in a report that names one person of that name and nothing else."""
    pile = Pile(others=3)
    a = pile.report("Nizar Tolbekin")
    pile.mentions.append(Mention(id="lone", document=pile.documents[-1].id, start=900, end=908, text="Tolbekin", type="place"))
    found = pile.resolved()
    assert found.entity_of["lone"] == found.entity_of[a]


def test_names_of_two_scripts_are_joined_though_they_were_taken_for_two_kinds() -> None:
    pile = Pile(others=3)
    a, b = pile.report("Nizar Tolbekin"), pile.report("نزار تولبكين", kind="place")
    found = pile.resolved()
    assert found.entity_of[a] == found.entity_of[b]
    (one,) = [e for e in found.entities if e.id == found.entity_of[a]]
    assert any("taken for a" in j.reason for j in one.joins)


def test_a_body_with_a_word_more_is_another() -> None:
    pile = Pile(others=3)
    a, b = pile.report("Tolbekin Herald", kind="organisation"), pile.report("Upper Tolbekin Herald", kind="organisation")
    found = pile.resolved()
    assert found.entity_of[a] != found.entity_of[b]


def test_two_ministers_of_one_name_stay_two() -> None:
    """A given name alone behind two offices: each goes to the full name that has its office, if the report gives one."""
    found = linked([
        ("01.txt", "2031-05-10", "Radio Zahrin", "en",
         "Interior Minister Salem Qarmush spoke on Sunday. Health Minister Salem Tolbekin spoke on Monday. Interior Minister Salem said the road was closed. Health Minister Salem denied it."),
    ])  # fmt: skip
    offices = {(e.name, m.id) for e in found.links.entities for m in found.files[0].mentions if found.links.entity_of[m.id] == e.id and m.text == "Salem"}
    assert {name for name, _ in offices} == {"Salem Qarmush", "Salem Tolbekin"}
    alone = linked([
        ("01.txt", "2031-05-10", "Radio Zahrin", "en", "Interior Minister Salem said the road was closed. Health Minister Salem denied it."),
        ("02.txt", "2031-05-11", "Radio Zahrin", "en", "Interior Minister Salem said it again."),
    ])  # fmt: skip
    names = [e for e in alone.links.entities if e.name == "Salem"]
    assert sorted(n.count for e in names for n in e.names) == [1, 2]
