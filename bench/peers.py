"""Open matchers that names are compared with elsewhere, beside ours: the same pairs, in the same process, on one core.

    python -m bench.pairs --speed --peers            pairs a CPU-second of each, and how many times as fast ours is
    python -m bench.pairs --scores FILE --peers      average precision, recall at precision .95 and .99, of all pairs

They come with `pip install 'rashomon[bench]'`; one that is not installed is left out, with a line that says so. uroman (Hermjakob, May and
Knight 2018) writes names in Latin letters, rapidfuzz compares those, here by Jaro–Winkler over sorted words and by the share of words in common;
nomenklatura is what OpenSanctions matches names with. Each is run as it is delivered; nothing of them is fitted to these pairs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMATA = {"person": "Person", "org": "Organization"}  # of FollowTheMoney; places have none that nomenklatura compares
INSTALL = "pip install 'rashomon[bench]'"


@dataclass(frozen=True, slots=True)
class Peer:
    """`prepare` makes of a name and its kind what `compare` takes; `compare` gives a score, the higher the more likely one."""

    name: str
    prepare: Callable[[str, str], Any]
    compare: Callable[[Any, Any], float]


def _uroman() -> Iterator[Peer]:
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.fuzz import token_set_ratio
    from uroman import Uroman

    romanised = Uroman().romanize_string

    def words(name: str, kind: str) -> str:
        return " ".join(sorted(romanised(name).lower().split()))

    yield Peer("uroman + rapidfuzz Jaro-Winkler", words, JaroWinkler.similarity)
    yield Peer("uroman + rapidfuzz token set", words, token_set_ratio)


def _nomenklatura() -> Iterator[Peer]:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    def entity(name: str, kind: str) -> Any:
        made = model.make_entity(SCHEMATA.get(kind, "LegalEntity"))
        made.id = name
        made.add("name", name)
        return made

    for name in ("logic-v2", "name-based"):
        matcher = get_algorithm(name)
        if matcher is not None:
            settings = matcher.default_config()
            yield Peer(f"nomenklatura {name}", entity, lambda a, b, m=matcher, s=settings: m.compare(a, b, s).score)  # type: ignore[misc]


FAMILIES: dict[str, Callable[[], Iterator[Peer]]] = {"uroman + rapidfuzz": _uroman, "nomenklatura": _nomenklatura}


def peers() -> tuple[list[Peer], list[str]]:
    """Those that are installed, and a line for each that is not."""
    found: list[Peer] = []
    missing: list[str] = []
    for family, make in FAMILIES.items():
        try:
            found += make()
        except ImportError as error:
            missing.append(f"{family}: left out, {error.name or error} is not installed ({INSTALL})")
    return found, missing


def scores(peer: Peer, pairs: Sequence[dict[str, Any]]) -> list[float]:
    return [peer.compare(peer.prepare(p["left"], p["type"]), peer.prepare(p["right"], p["type"])) for p in pairs]


def speed(peer: Peer, pairs: Sequence[dict[str, Any]], rounds: int = 3) -> tuple[float, float]:
    """Pairs a CPU-second, cold (the first time that it meets the names; what it loads before is not counted) and prepared (the best of some rounds)."""
    for kind in {p["type"] for p in pairs}:
        peer.compare(peer.prepare("Erwin", kind), peer.prepare("Egon", kind))
    began = time.process_time()
    made = [(peer.prepare(p["left"], p["type"]), peer.prepare(p["right"], p["type"])) for p in pairs]
    for a, b in made:
        peer.compare(a, b)
    cold, best = time.process_time() - began, float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for a, b in made:
            peer.compare(a, b)
        best = min(best, time.process_time() - began)
    return len(pairs) / cold, len(pairs) / best
