"""The spellings of a name: in both scripts, accepted by the comparison, a bounded number, the same every time."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.likeness import Matcher
from rashomon.link.variants import ACCEPTED, MOST, Variant, variants
from rashomon.model import MentionType


@cache
def spelt(name: str, kind: MentionType = "person") -> list[Variant]:
    return variants(name, kind, Matcher(gazetteer()), gazetteer())


@pytest.mark.parametrize(("name", "kind", "wanted"), [
    ("Khalifa Haftar", "person", ["Khalifa Hafter", "Khalifa Heftar", "خليفة حفتر"]), ("خليفة حفتر", "person", ["Khalifa Haftar"]),
    ("Muhsin al-Qutrubi", "person", ["Mohsen al-Qutrubi", "Muhsin el-Qutrubi", "محسن القتروبي"]), ("Abdul Rahman Tarruf", "person", ["Abdelrahman Tarruf", "Abd al-Rahman Tarruf"]),
    ("نور الدين", "person", ["Nour al-Din", "Noureddine"]), ("LNA", "organisation", ["Libyan National Army", "الجيش الوطني الليبي"]),
    ("Zahrin Brigade", "organisation", ["كتيبه زهرين"]), ("Wadi Sarha", "place", ["وادي سرها"]),
])  # fmt: skip
def test_usual_spellings_are_among_them(name: str, kind: MentionType, wanted: list[str]) -> None:
    assert set(wanted) <= {v.name for v in spelt(name, kind)}


@pytest.mark.parametrize("name", ["Khalifa Haftar", "خليفة حفتر", "Saleh Muhsin bin Ali Abu Bakr al-Qutrubi", "X", "عبد", "abu", "John Smith", "Мухсин"])
def test_they_are_few_accepted_and_not_the_name_itself(name: str) -> None:
    found = spelt(name)
    for script in ("Latn", "Arab"):
        assert len([v for v in found if v.script == script]) <= MOST
    assert all(v.score >= ACCEPTED and v.name != name and v.name.strip() for v in found)
    assert len({v.name for v in found}) == len(found)
    assert found == variants(name, "person", Matcher(gazetteer()), gazetteer())
