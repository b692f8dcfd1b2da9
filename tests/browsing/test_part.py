"""A part of the record answers as the whole does, and sees one state of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from rashomon.browsing import Held
from rashomon.errors import NotFound, SetupError, StoreError
from rashomon.model import Document, Event, Statement
from rashomon.store import Among, Where, open_store
from tests.pile import ARABIC, WIRE, lay


def test_names_are_understood_alike(corpus: rashomon.Record) -> None:
    with corpus.browse() as browser:
        for words in ("Gutrubi", "محسن القطربي", "القطربي", "Marsa Rimal", "marsa", "TLA", "وزارة الصحة", "Sabbouh"):
            assert browser.part.entity(words).id == corpus.snapshot.entity(words).id, words
            assert browser.part.spellings(words) == corpus.snapshot.spellings(words), words
        with pytest.raises(NotFound):
            browser.part.entity("zzzzzz")
        assert browser.names.origin == corpus.snapshot.origin


def test_one_state_is_seen_while_others_write(tmp_path: Path) -> None:
    pile = lay(tmp_path / "pile", {"a.txt": WIRE})
    held = Held()
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(pile)
        with record.browse(held) as browser:
            before = browser.overview()
            lay(pile, {"b.txt": ARABIC})
            with rashomon.open(tmp_path / "s.sqlite") as other:
                other.build(pile)
            assert browser.build().files == 1
            assert browser.documents().total == 1
            assert browser.overview() == before
        with record.browse(held) as browser:
            assert browser.build().files == 2
            assert browser.overview().build.files == 2
            assert {c.value for c in browser.overview().languages} == {"en", "ar"}
            assert browser.entities().total == len(browser.names.entities) > 0


def test_names_are_held_until_the_next_linking(corpus_copy: Path) -> None:
    held = Held()
    with rashomon.open(corpus_copy) as record:
        with record.browse(held) as one, record.browse(held) as two:
            assert one.names is two.names
        first = one.names
        record.judge("same", "Faris al-Darbasi", "الدرباسي")
        with record.browse(held) as three:
            assert three.names is not first


def test_replaced_versions_are_left_out(tmp_path: Path) -> None:
    pile = lay(tmp_path / "pile", {"a.txt": WIRE})
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(pile)
        old = {s.cite.id for s in record.statements()}
        lay(pile, {"a.txt": WIRE.replace("23 people", "24 people")})
        record.build(pile)
        with record.browse() as browser:
            shown = {s.cite.id for s in browser.statements().statements}
            assert shown == {s.cite.id for s in record.statements()}
            assert not shown & old
            assert browser.build().superseded == 1
            with pytest.raises(NotFound):
                browser.line(next(iter(old)))


def test_pages_of_a_store(corpus_store: Path) -> None:
    store = open_store(corpus_store)
    every = store.page(Event, order=("day", "id"))
    assert [e.id for e in every[3:9]] == [e.id for e in store.page(Event, order=("day", "id"), offset=3, limit=6)]
    assert store.count(Event) == len(every)
    assert sum(n for _, n in store.tally(Event, ("type",))) == len(every)
    known = [e for e in every if e.when is not None]
    assert every[: len(known)] == known  # those without a day come last
    arabic = Among(Document, "id", (Where("language", "is", "ar"),))
    documents = {d.id for d in store.page(Document, where=(Where("language", "is", "ar"),))}
    assert {s.document for s in store.page(Statement, where=(Where("document", "in", arabic),))} <= documents
    assert store.page(Statement, where=(Where("id", "in", ()),)) == []
    assert all(d.text is None for d in store.page(Document, without=("text",)))
    assert store.page(Document, where=(Where("file", "begins", "corpus/%"),)) == []  # a sign of SQL is a letter like others
    store.close()


def test_wrong_questions_are_told(corpus: rashomon.Record, tmp_path: Path) -> None:
    with corpus.browse() as browser:
        for ask in (
            lambda: browser.timeline(since="yesterday"), lambda: browser.timeline(since="2031", until="2030"), lambda: browser.statements(language="Arabic!"), lambda: browser.statements(stance="sings"),
        ):  # fmt: skip
            with pytest.raises(SetupError):
                ask()
    with pytest.raises(StoreError, match="no such store"), rashomon.open(tmp_path / "none.sqlite").browse():
        pass
