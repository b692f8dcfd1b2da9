"""Namesakes: bearers of a name so common that a record of this size may hold two. What stands beside them decides.

Two files that share a rare other name, a title or the month hold the same person rather than two; how much rather is taken as
independent (naive Bayes): a name beside one person stands beside that person in a file of five again, beside a stranger as often as in any file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import log

from rashomon.link.groups import Groups, Node
from rashomon.link.roster import Roster
from rashomon.model import Document

AGAIN = 0.2  # share of a person's files in which what stands beside the person in one of them stands again
ODDS = 10.0  # for one person against two, from which names are joined
COMMON = 0.1  # expected other bearers from which a name is common: odds of 10 to 1 by the name alone
SHARED = 60  # files with one name beside; those shared by more are compared with the first of them only
MINISTERS = frozenset("minister وزير وزيره".split())  # of these a government has several at a time
MOST_FILES = 20  # of a group, that are looked at
MOST_SAID = 3  # names given in a reason
Beside = tuple[str, Hashable]


def clash(a: str, b: str) -> bool:
    """Whether two folded titles are those of two ministers: each has words of its own beside the word both share."""
    one, two = set(a.split()), set(b.split())
    return bool(one & two & MINISTERS) and bool(one - two) and bool(two - one)


class Company:
    """What stands in the files of a record beside each name."""

    def __init__(self, nodes: Iterable[Node], groups: Groups, roster: Roster, documents: Sequence[Document], common: Sequence[bool]) -> None:
        self._names: dict[int, str] = {}
        beside: dict[str, set[Beside]] = defaultdict(set)
        for node in nodes:
            if not common[node.spelling] and (node.family != "person" or roster.is_full(node.spelling)):
                root = groups.find(node)
                self._names.setdefault(root, node.name)
                beside[node.file].add(("name", root))
        for document in documents:
            if document.published:
                beside[document.file].add(("month", document.published[:7]))
        self._beside = beside
        self._count: Counter[Beside] = Counter(b for found in beside.values() for b in found)
        self._files = max(len({d.file for d in documents}), 1)

    def of(self, node: Node) -> set[Beside]:
        """What stands beside a name: other names of its file, the month, its titles."""
        return self._beside[node.file] | {("title", t) for t in node.titles}

    def worth(self, beside: Beside, bearers: int) -> float:
        """How much sharing it tells, in nats; nothing where it stands in every fifth file or more. `bearers`: files of the name that have it."""
        count = max(self._count.get(beside, 0), bearers, 2)
        return max(0.0, log(AGAIN * self._files / count)) if beside[0] != "title" else max(0.0, log(1 + AGAIN * self._files / (4 * count)))

    def shared(self, one: Sequence[Node], two: Sequence[Node]) -> tuple[float, str]:
        """What the files of two groups share beside them, in nats, and in words. The more files a group has, the less it tells."""
        sides = [{file: node for node in group for file in [node.file]} for group in (one, two)]
        if sides[0].keys() & sides[1].keys() or min(map(len, sides)) > MOST_FILES:
            return 0.0, ""  # two spellings in one report are two, if anything
        found = [set().union(*(self.of(n) for n in list(side.values())[:MOST_FILES])) for side in sides]
        fewer = min(len(side) for side in sides)
        told = {b: worth - log(fewer) for b in found[0] & found[1] if (worth := self.worth(b, 2)) > log(fewer)}
        return sum(told.values()), self.words(told)

    def words(self, shared: Iterable[Beside]) -> str:
        """What is shared, for people."""
        said = [f"“{self._names[b[1]]}”" if b[0] == "name" and isinstance(b[1], int) else f"{b[0]} “{b[1]}”" for b in sorted(shared, key=str)]
        return ", ".join(said[:MOST_SAID]) + (f" and {len(said) - MOST_SAID} more" if len(said) > MOST_SAID else "")


def alike(bearers: Sequence[Node], others: float, company: Company) -> list[tuple[float, Node, Node, str]]:
    """Pairs of nodes of one common name (in any spelling) that are one person by what stands beside them, with the odds (nats) and the reason.

    `others`: how many other bearers are to be expected by chance.
    """
    of_each = [company.of(node) for node in bearers]
    holders: dict[Beside, list[int]] = defaultdict(list)
    for at, found in enumerate(of_each):
        for beside in found:
            holders[beside].append(at)
    told: dict[tuple[int, int], list[tuple[float, Beside]]] = defaultdict(list)
    for beside, held in sorted(holders.items(), key=lambda item: str(item[0])):
        worth = company.worth(beside, len(held)) if len(held) > 1 else 0.0
        if worth > 0:
            pairs = ((a, b) for n, a in enumerate(held) for b in held[n + 1 :]) if len(held) <= SHARED else ((held[0], b) for b in held[1:])
            for pair in pairs:
                told[pair].append((worth, beside))
    needed = log(ODDS * max(others, COMMON))
    out = []
    for (a, b), shared in told.items():
        worth = sum(w for w, _ in shared)
        if worth >= needed:
            out.append((worth - needed, bearers[a], bearers[b], f"one name, and in both reports {company.words(b for _, b in shared)}"))
    return out
