"""How well an acronym fits a full name: UNSMIL, HAMAS, LNA.

The letters of the acronym are found in the name in order, each at the beginning of a word or, for less, behind one that was
found inside the same word (Harakat al-Muqawama al-Islamiya: HAMAS). Small words may be passed over.
"""

from __future__ import annotations

import re

from rashomon.lang.folding import fold
from rashomon.link.parts import Parsed

SMALL = frozenset("of the and for in to al el ul de la le du des et y e del di on a an".split())
WORDS = re.compile(r"[^\W_]+")
INSIDE = 0.55  # worth of a letter inside a word against one at its beginning
PASSED = 0.3  # price of a word that is passed over


def fit(acronym: str, full: Parsed) -> tuple[float, float, float]:
    """(letters at beginnings of words, letters found at all, full words begun), each as a share 0–1."""
    words = WORDS.findall(fold(full.text).replace("'", ""))
    full_words = [w for w in words if w not in SMALL]
    if not acronym or not full_words:
        return 0.0, 0.0, 0.0
    # state after each word: letters used → (worth, at beginnings, found, full words begun)
    states: dict[int, tuple[float, int, int, int]] = {0: (0.0, 0, 0, 0)}
    for word in words:
        after: dict[int, tuple[float, int, int, int]] = {}
        small = word in SMALL
        for used, (worth, begun, found, whole) in states.items():
            _keep(after, used, (worth - (0.0 if small else PASSED), begun, found, whole))
            if used < len(acronym) and word[0] == acronym[used]:
                _keep(after, used + 1, (worth + 1, begun + 1, found + 1, whole + (not small)))
                inside, taken = 1, used + 1
                extra = 0.0
                while taken < len(acronym) and (inside := word.find(acronym[taken], inside)) >= 0:
                    inside += 1
                    taken += 1
                    extra += INSIDE
                    _keep(after, taken, (worth + 1 + extra, begun + 1, found + 1 + taken - used - 1, whole + (not small)))
        states = after
    begun, found, whole = max(states.values())[1:]
    return begun / len(acronym), found / len(acronym), whole / len(full_words)


def _keep(states: dict[int, tuple[float, int, int, int]], used: int, state: tuple[float, int, int, int]) -> None:
    if used not in states or states[used] < state:
        states[used] = state
