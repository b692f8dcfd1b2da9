"""Blocking finds the pairs worth comparing, each once, and grows with the names, not with their square."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.blocking import MOST, Keyed, candidates

PART = st.lists(st.sampled_from(["bk", "mhmd", "k", "+12", "drbs"]), min_size=1, max_size=2, unique=True).map(tuple)
NAME = st.builds(
    Keyed, st.lists(PART, min_size=1, max_size=3).map(tuple), st.lists(st.sampled_from(["@ab", "#3"]), max_size=1).map(tuple), st.sampled_from("abc")
)


def pairs(names: list[Keyed]) -> list[tuple[int, int]]:
    i, j = candidates(names)
    return list(zip(i.tolist(), j.tolist(), strict=True))


@given(st.lists(NAME, max_size=12))
@settings(max_examples=200)
def test_a_few_names_are_all_compared_that_share_a_token(names: list[Keyed]) -> None:
    found = pairs(names)
    wanted = []
    for (i, a), (j, b) in combinations(enumerate(names), 2):
        tokens = [{t for part in n.parts for t in part if len(t) > 1} | {"/" + w for w in n.whole} for n in (a, b)]
        if tokens[0] & tokens[1]:
            wanted.append((i, j))
    assert found == wanted


def test_no_names_have_no_pairs() -> None:
    assert pairs([]) == pairs([Keyed((("bk",),), (), "a")]) == []


def test_a_large_block_is_cut_by_the_other_parts() -> None:
    """A thousand Mohammeds with a hundred family names: each is compared with those of the family, not with all."""
    names = [Keyed((("mhmd",), (f"{'bdkrst'[n % 100 % 6]}{n % 100}",)), (), f"{n:04}") for n in range(1000)]
    found = pairs(names)
    same = {(i, j) for i, j in combinations(range(1000), 2) if i % 100 == j % 100}
    assert same <= set(found)
    assert len(found) < 1000 * MOST


def test_bearers_of_one_common_name_are_compared_with_their_neighbours() -> None:
    names = [Keyed((("mhmd",), ("hmd",)), (), f"{n:04}") for n in range(MOST * 10)]
    found = pairs(names)
    assert len(found) < len(names) * 10
    assert {(n, n + 1) for n in range(len(names) - 1)} <= set(found)


def test_candidates_grow_with_the_names() -> None:
    def count(size: int) -> int:
        return len(pairs([Keyed(((f"a{n % 50}",), (f"b{n % (size // 5)}",)), (), str(n)) for n in range(size)]))

    assert count(8000) < 5 * count(2000)
