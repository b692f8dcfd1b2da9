"""How well an acronym fits a full name: UNSMIL, HAMAS, LNA.

The letters of the acronym are found in the name in order, each at the beginning of a word or, for less, behind one that was
found inside the same word (Harakat al-Muqawama al-Islamiya: HAMAS). Small words may be passed over.
"""

from __future__ import annotations

import re

from rashomon.link.parts import Parsed

SMALL = frozenset("of the and for in to al el ul de la le du des et y e del di on a an".split())
WORDS = re.compile(r"[^\W_]+")
INSIDE = 0.55  # worth of a letter inside a word against one at its beginning
PASSED = 0.3  # price of a word that is passed over


def fit(acronym: str, full: Parsed) -> tuple[float, float, float]:
    """(letters at beginnings of words, letters found at all, full words begun), each as a share 0–1."""
    words = WORDS.findall(full.folded.replace("'", ""))
    longer = sum(w not in SMALL for w in words)
    if not acronym or not longer:
        return 0.0, 0.0, 0.0
    # state after each word: letters used → (worth, at beginnings, found, full words begun)
    states: dict[int, tuple[float, int, int, int]] = {0: (0.0, 0, 0, 0)}
    size = len(acronym)
    for word in words:
        small = word in SMALL
        after = dict(states) if small else {used: (worth - PASSED, begun, found, whole) for used, (worth, begun, found, whole) in states.items()}
        first = word[0]
        if first in acronym:
            for used, (worth, begun, found, whole) in states.items():
                if used < size and first == acronym[used]:
                    worth, begun, found, whole = worth + 1, begun + 1, found + 1, whole + (not small)
                    _keep(after, used + 1, (worth, begun, found, whole))
                    inside, extra = 1, 0.0
                    for more, letter in enumerate(acronym[used + 1 :], 1):
                        inside = word.find(letter, inside) + 1
                        if not inside:
                            break
                        extra += INSIDE
                        _keep(after, used + 1 + more, (worth + extra, begun, found + more, whole))
        states = after
    begun, found, whole = max(states.values())[1:]
    return begun / size, found / size, whole / longer


def _keep(states: dict[int, tuple[float, int, int, int]], used: int, state: tuple[float, int, int, int]) -> None:
    if used not in states or states[used] < state:
        states[used] = state
