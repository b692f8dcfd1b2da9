"""Disputes of the demo corpus: each kind is there, narrowing keeps to it, an unknown kind is refused."""

from pathlib import Path

import pytest

import rashomon
from rashomon.errors import NotFound

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> rashomon.Record:
    record = rashomon.open(tmp_path_factory.mktemp("demo") / "demo.sqlite")
    record.build(CORPUS)
    return record


@pytest.mark.parametrize("kind", ["denies", "contradicts", "differs"])
def test_one_kind_of_dispute(corpus: rashomon.Record, kind: str) -> None:
    pairs = corpus.disputes(type=kind)
    assert pairs
    assert {p.type for p in pairs} == {kind}
    assert [p for p in corpus.disputes() if p.type == kind] == pairs


def test_agreements_have_kinds_of_their_own(corpus: rashomon.Record) -> None:
    assert {p.type for p in corpus.agreements(type="repeats")} == {"repeats"}
    with pytest.raises(NotFound, match="there are corroborates, repeats"):
        corpus.agreements(type="denies")


def test_an_army_denies_in_one_language_what_a_ministry_says_in_the_other(corpus: rashomon.Record) -> None:
    sides = {(p.a.cite.file.split("/")[-1][:2], p.b.cite.file.split("/")[-1][:2]) for p in corpus.disputes(type="denies")}
    assert ("06", "07") in sides


def test_an_unknown_kind_is_refused_with_the_known_ones(corpus: rashomon.Record) -> None:
    with pytest.raises(NotFound, match="no type 'quarrels' here: there are denies, contradicts, differs"):
        corpus.disputes(type="quarrels")
