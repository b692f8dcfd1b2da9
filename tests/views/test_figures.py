"""`rashomon figures`: what counts one thing stands together, each pair says what it is and why, copies count once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.views.figures import Group, Value
from tests.pile import lay

WIRE = """At least 23 people were killed, including five children, when shells struck the fish market of Marsa Rimal on Tuesday, the Health Ministry said. Another 60 people were wounded.

Fishermen carried the wounded to the harbour hospital in carts, and the road to the north was closed until the evening, witnesses said. The market had opened before dawn.
"""
REPORTS = {
    "1.txt": "Halyard\nMay 6, 2031\n\n" + WIRE,
    "2.txt": "Zahrin Herald\nMay 6, 2031\n\n" + WIRE,
    "3.txt": "Coastline Post\nMay 8, 2031\n\n41 people were killed when shells struck the fish market of Marsa Rimal on May 6, Health Minister Jawad al-Salhumi said on Thursday.\n",
    "4.txt": "Tolmek Courier\nMay 8, 2031\n\nColonel Munir Sabbouh said no more than nine people were killed when shells struck the market of Marsa Rimal on May 6.\n",
    "5.txt": "Northgate Dispatch\nMay 9, 2031\n\nSome 212 people were killed in Wadi Sarha between 2029 and 2030, the Red Crescent said.\n",
}


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[list[Group]]:
    with rashomon.open(tmp_path / "s.sqlite", model="none") as record:
        assert not record.build(lay(tmp_path / "pile", REPORTS)).problems
        yield record.figures()


def pair(group: Group, *words: str) -> tuple[str, str]:
    text = {v.figure.id: v.figure.text for v in group.values}
    (found,) = [p for p in group.pairs if {text[p.a], text[p.b]} == set(words)]
    return found.verdict, found.reason


def told(group: Group) -> dict[str, list[Value]]:
    out: dict[str, list[Value]] = {}
    for v in group.values:
        out.setdefault(v.figure.text, []).append(v)
    return out


def test_one_event_is_one_group_and_the_gravest_pair_names_it(groups: list[Group]) -> None:
    first = groups[0]
    assert (first.category, first.verdict, first.disputed) == ("deaths", "conflict", True)
    assert {"At least 23 people", "41 people", "no more than nine people"} <= set(told(first))


def test_each_pair_says_what_it_is_and_why(groups: list[Group]) -> None:
    first = groups[0]
    assert pair(first, "41 people", "At least 23 people")[0] == "same"
    verdict, reason = pair(first, "41 people", "no more than nine people")
    assert verdict == "conflict"
    assert "Jawad al-Salhumi" in reason
    assert "Munir Sabbouh" in reason
    assert pair(first, "At least 23 people", "no more than nine people")[0] == "conflict"
    assert pair(first, "five children", "41 people")[0] == "scope"


def test_copies_count_once(groups: list[Group]) -> None:
    first = groups[0]
    original, copy = told(first)["At least 23 people"]
    assert (original.echo_of is None) != (copy.echo_of is None)
    assert first.independent == len(first.values) - sum(v.echo_of is not None for v in first.values)
    paired = {i for p in first.pairs for i in (p.a, p.b)}
    assert len(paired & {original.figure.id, copy.figure.id}) == 1


def test_a_figure_of_another_event_is_in_no_pair(groups: list[Group]) -> None:
    (other,) = [g for g in groups if any("212" in v.figure.text for v in g.values)]
    assert other is not groups[0]
    assert (other.pairs, other.verdict) == ((), None)


def test_the_narrowed_answer_has_only_the_pairs_of_its_figures(tmp_path: Path) -> None:
    with rashomon.open(tmp_path / "s.sqlite", model="none") as record:
        record.build(lay(tmp_path / "pile", REPORTS))
        for group in record.figures(until="2031-05-07"):
            ids = {v.figure.id for v in group.values}
            assert all({p.a, p.b} <= ids for p in group.pairs)
