"""Names over a whole record: the same words, other spellings, the other script; the surest joins first, none that a pair of full names contradicts.

A name that a record of this size may hold twice by chance is joined only where what stands beside it agrees (`link/namesakes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from math import log

import numpy as np

from rashomon.lang.folding import script_of
from rashomon.link.blocking import candidates
from rashomon.link.groups import Groups, Node
from rashomon.link.likeness import among
from rashomon.link.namesakes import COMMON, ODDS, Company, alike, clash
from rashomon.link.roster import Roster
from rashomon.model import Document

NEEDED = 0.7  # how likely two spellings of a record must be one (0–1) to be joined across files
SURE = 0.95  # the same for names that were taken for different kinds
LEAST = 0.1  # from which names are joined where what stands beside them agrees
LONE = 0.6  # of a family name alone and a full name, where half of such pairs are one
FEW = 20  # persons among whom the one that a family name alone means is looked for
ROUNDS = 40  # of joins that are checked together; what is left then is checked one by one
MOST_TOLD = 4  # bearers of a family name that are named as such
MOST_CHECKED = 4000  # pairs of full names of two groups
UNSURE = "{} may spell {}; too little else speaks for it"
Edge = tuple[float, Node, Node, str | None]


class Across:
    """Joins the groups that files made."""

    def __init__(self, nodes: Sequence[Node], groups: Groups, roster: Roster, documents: Sequence[Document]) -> None:
        self._nodes, self._groups, self._roster, self._documents = nodes, groups, roster, documents
        self._of: list[list[Node]] = [[] for _ in roster.names]
        for node in nodes:
            self._of[node.spelling].append(node)
        for number, name in roster.stands_for.items():
            self._of[number] = self._of[name]
        several = self._several()
        self._single = [nodes[0].spelling not in several for nodes in self._of]
        self._named = [self._of[n][0].family != "person" or roster.is_full(n) or roster.entry(n) >= 0 for n in range(len(self._of))]
        self._others = [roster.others(n) if self._named[n] and roster.entry(n) < 0 else 0.0 for n in range(len(self._of))]
        self._common = [others >= COMMON for others in self._others]

    def join(self) -> None:
        """All steps, in their order."""
        edges = list(self._same_words())
        spelt, shared, doubtful = self._spelt()
        self._best_first([*edges, *spelt])
        self._best_first(self._other_kinds())
        if shared or doubtful or any(self._common):
            company = Company(self._nodes, self._groups, self._roster, self._documents, self._common)
            self._namesakes(shared, company)
            self._best_first(self._in_company(doubtful, company))
        self._lone_families()
        self._lone_same()

    def _several(self) -> frozenset[int]:
        """Names that the record knows to be of more than one."""
        first: dict[tuple[int, str], str] = {}
        return frozenset(
            n.spelling for n in self._nodes for scheme, identifier in n.known.items() if first.setdefault((n.spelling, scheme), identifier) != identifier
        )

    # ------------------------------------------------------------------------------------- spellings
    def _same_words(self) -> Iterator[Edge]:
        """The same full name (or name of a place or body) in several files. Where a name is known to be two, those that are not known to
        be either stay alone. Groups that hold other full names too are left to be checked."""
        for number, nodes in enumerate(self._of):
            if len(nodes) < 2 or number in self._roster.stands_for or not self._named[number] or self._common[number]:
                continue
            like = nodes if self._single[number] else [n for n in nodes if not n.known]
            for node in like[1:]:
                if self._is_plain(like[0], number) and self._is_plain(node, number):
                    if not self._groups.may_not_join(like[0], node):
                        self._groups.join(like[0], node, None)
                else:
                    yield 2.0, like[0], node, None

    def _is_plain(self, node: Node, number: int) -> bool:
        """Whether a group has no other full name than this."""
        return all(n.spelling == number or not self._roster.is_full(n.spelling) for n in self._groups.members(node))

    def _spelt(self) -> tuple[list[Edge], list[tuple[int, int]], list[tuple[int, int, float]]]:
        """Spellings that share a blocking key: those that are likely one; of these apart the pairs with a common name; those that may be
        one (with how likely)."""
        chosen = [n for n in range(len(self._of)) if self._named[n] and self._single[n]]
        keyed = self._roster.keyed()
        i, j = candidates([keyed[n] for n in chosen])
        if not len(i):
            return [], [], []
        table = np.array(chosen, np.int64)
        i, j = table[i], table[j]
        family = np.array(["person body place".split().index(self._of[n][0].family) for n in range(len(self._of))], np.int8)
        same = family[i] == family[j]
        i, j = i[same], j[same]
        found = self._roster.found(i, j)
        score = found.score.copy()
        for kind in range(3):
            rows = family[i] == kind
            score[rows] = among(found.score[rows])
        acronym = np.array([self._roster.is_acronym(n) for n in range(len(self._of))])
        # A body or place with a word more is another one: a part may be left out in names of persons only.
        against = found.contradicts | found.child
        for a, b in zip(*((side[((score >= LEAST) & against) | found.child]).tolist() for side in (i, j)), strict=True):
            if self._known_as(a, b) is None:
                self._groups.tell_apart(self._of[a][0], self._of[b][0], None)
        open_ = (score >= LEAST) & ~found.contradicts & ~found.child & (found.whole | (family[i] == 0) | acronym[i] | acronym[j])
        edges: list[Edge] = []
        shared: list[tuple[int, int]] = []
        doubtful: list[tuple[int, int, float]] = []
        for a, b, s in zip(i[open_].tolist(), j[open_].tolist(), score[open_].tolist(), strict=True):
            if {a, b} <= self._roster.stands_for.keys():
                continue
            if s < NEEDED:
                doubtful.append((a, b, s))
            elif self._common[a] or self._common[b]:
                shared.append((a, b))
            else:
                edges.append((s, self._of[a][0], self._of[b][0], self._known_as(a, b)))
        return edges, shared, doubtful

    def _other_kinds(self) -> list[Edge]:
        """Names of both scripts, of which one was taken for a person, the other for a place or body: joined where all parts of a rare name
        agree, and neither has a spelling in the other script yet. Compared as what the Latin name was taken for, since capitals show more."""
        free: dict[str, dict[str, list[int]]] = {"Latn": defaultdict(list), "Arab": defaultdict(list)}
        for number, nodes in enumerate(self._of):
            known = not self._single[number] or number in self._roster.stands_for or self._roster.entry(number) >= 0
            if not known and self._roster.is_rare(number) and len({script_of(n.name) for n in self._groups.members(nodes[0])}) == 1:
                free[script_of(nodes[0].name)][nodes[0].family].append(number)
        edges: list[Edge] = []
        for family, latin in free["Latn"].items():
            arabic = [n for other, numbers in free["Arab"].items() if other != family for n in numbers]
            if not arabic:
                continue
            both = [*latin, *arabic]
            roster = self._roster.of([self._roster.names[n] for n in both], self._of[latin[0]][0].type)
            i, j = candidates(roster.keyed())
            crossing = (i < len(latin)) & (j >= len(latin))
            i, j = i[crossing], j[crossing]
            if not len(i):
                continue
            found = roster.found(i, j)
            sure = (among(found.score) >= SURE) & found.whole & ~found.contradicts
            for a, b, s in zip(i[sure].tolist(), j[sure].tolist(), found.score[sure].tolist(), strict=True):
                one, two = self._of[both[a]][0], self._of[both[b]][0]
                edges.append((s, one, two, f"{roster.reasons([(a, b)])[0].why}; taken for a {one.type} in one script, for a {two.type} in the other"))
        return edges

    def _known_as(self, a: int, b: int) -> str | None:
        """The reason of a join with a known name that the record does not have."""
        for one, known in ((a, b), (b, a)):
            if known in self._roster.stands_for:
                names = self._roster.names
                return f"{names[one]} spells {names[known]}, a known name of {names[self._roster.stands_for[known]]}"
        return None

    def _best_first(self, edges: Sequence[Edge]) -> None:
        """Joins groups, the likeliest pairs first. A pair is looked at when no better one of its groups is open, and many such together."""
        rest = sorted(edges, key=lambda e: (-e[0], e[1].name, e[2].name, e[1].number, e[2].number))
        for turn in range(ROUNDS):
            busy: set[int] = set()
            now: list[Edge] = []
            later: list[Edge] = []
            for edge in rest:
                one, two = self._groups.find(edge[1]), self._groups.find(edge[2])
                if one == two:
                    continue
                if turn < ROUNDS - 1 and (one in busy or two in busy):
                    later.append(edge)
                else:
                    now.append(edge)
                busy |= {one, two}
            if not now:
                break
            self._roster.weigh(pair for edge in now for pair in self._full_names(edge[1], edge[2]))
            for edge in now:
                self._checked(edge)
            rest = later

    def _full_names(self, a: Node, b: Node) -> list[tuple[int, int]]:
        """The pairs of full names between two groups, less those that one of the groups has together."""
        one, two = ({n.spelling for n in self._groups.members(x) if self._roster.is_full(n.spelling)} for x in (a, b))
        return list(product(sorted(one - two), sorted(two - one)))[:MOST_CHECKED]

    def _checked(self, edge: Edge) -> None:
        _, a, b, reason = edge
        if self._groups.find(a) == self._groups.find(b) or self._groups.may_not_join(a, b):
            return
        against = next(((x, y) for x, y in self._full_names(a, b) if self._roster.contradict(x, y)), None)
        if against is None:
            self._groups.join(a, b, reason)
        else:
            self._groups.tell_apart(self._of[against[0]][0], self._of[against[1]][0], None)

    # ------------------------------------------------------------------------------------- namesakes
    def _namesakes(self, shared: Sequence[tuple[int, int]], company: Company) -> None:
        """Bearers of common names, joined where what stands beside them agrees."""
        common = [n for n, is_common in enumerate(self._common) if is_common and n not in self._roster.stands_for]
        near: dict[int, list[int]] = defaultdict(list)
        for a, b in shared:
            near[a].append(b)
            near[b].append(a)
        seen: set[int] = set()
        edges: list[Edge] = []
        clusters: list[list[Node]] = []
        for number in common:
            if number in seen:
                continue
            cluster, open_ = {number}, [number]
            while open_:
                fresh = [b for b in near[open_.pop()] if b not in cluster]
                cluster.update(fresh)
                open_ += fresh
            seen |= cluster
            bearers = [node for n in sorted(cluster) for node in self._of[n]]
            if len(bearers) > 1:
                clusters.append(bearers)
                edges += alike(bearers, max(self._others[n] for n in cluster), company)
        self._best_first(edges)
        for bearers in clusters:
            first = {self._groups.find(node): node for node in reversed(bearers)}
            one, *rest = [first[root] for root in sorted(first)]
            for other in rest:
                if one.words == other.words:
                    self._groups.tell_apart(one, other, "one name that several bear; nothing that stands beside them in these reports says that they are one")

    def _in_company(self, doubtful: Sequence[tuple[int, int, float]], company: Company) -> list[Edge]:
        """Spellings that may be one, of groups whose reports share other names."""
        edges: list[Edge] = []
        for a, b, score in doubtful:
            one, two = self._of[a][0], self._of[b][0]
            if self._groups.find(one) == self._groups.find(two) or self._common[a] or self._common[b] or self._known_as(a, b):
                continue
            worth, words = company.shared(self._groups.members(one), self._groups.members(two))
            if worth + log(score / (1 - score)) < log(ODDS):
                self._groups.tell_apart(one, two, UNSURE.format(self._roster.names[a], self._roster.names[b]))
            else:
                edges.append((score, one, two, f"{self._roster.names[a]} may spell {self._roster.names[b]}, and reports of both have {words}"))
        return edges

    # ------------------------------------------------------------------------------------- names alone
    def _alone(self) -> dict[int, list[Node]]:
        """Persons whose groups have no name of two parts, by spelling."""
        out: dict[int, list[Node]] = defaultdict(list)
        for number, nodes in enumerate(self._of):
            if nodes[0].family == "person" and not self._roster.is_full(number) and number not in self._roster.stands_for:
                alone = [n for n in nodes if not any(self._roster.is_full(m.spelling) for m in self._groups.members(n))]
                if alone:
                    out[number] = alone
        return out

    def _lone_families(self) -> None:
        """A family name alone in its file: to the one person of that name in the record, if there is only one."""
        last: dict[str, dict[int, Node]] = defaultdict(dict)  # token of the last part → groups
        alone = self._alone()
        wanted = {token for number in alone for part in self._roster.parts(number)[:1] for token in self._roster.tokens(part)}
        for node in self._nodes:
            if node.family == "person" and self._roster.is_full(node.spelling):
                for token in self._roster.tokens(self._roster.parts(node.spelling)[-1]):
                    if token in wanted and len(last[token]) <= FEW:
                        last[token].setdefault(self._groups.find(node), node)
        self._borne = {number for number in alone if any(last[token] for token in self._roster.tokens(self._roster.parts(number)[0]))}
        fitting: dict[int, list[Node]] = {}
        for number in alone:
            found: dict[int, Node] = {}
            for token in self._roster.tokens(self._roster.parts(number)[0]):
                found |= last[token]
            if 0 < len(found) <= FEW:
                fitting[number] = [found[root] for root in sorted(found)]
        self._roster.weigh((number, f.spelling) for number, found in fitting.items() for f in found)
        for number, bearers in fitting.items():
            fits = [
                f for f in bearers if self._roster.parts(f.spelling)[-1] == self._roster.parts(number)[0] or self._roster.fit(number, f.spelling)[0] >= LONE
            ]
            for node in alone[number]:
                people = {self._groups.find(f): f for f in fits if not self._groups.may_not_join(node, f)}
                if len(people) == 1:
                    (other,) = people.values()
                    self._groups.join(node, other, f"“{node.name}” alone; {other.name} is the only person of that name in the record")
                for other in list(people.values())[:MOST_TOLD] if len(people) > 1 else ():
                    self._groups.tell_apart(node, other, f"“{node.name}” alone, and the record has {len(people)} persons of that name")

    def _lone_same(self) -> None:
        """The same lone name in several files, where the record gives it no full name."""
        for number, nodes in self._alone().items():
            if number in self._borne:
                continue
            bearers: list[Node] = []  # one of each that an office sets apart
            for node in nodes:
                clashing = [b for b in bearers if any(clash(x, y) for x in b.titles for y in node.titles)]
                other = next((b for b in bearers if b not in clashing), None)
                if other is None:
                    bearers.append(node)
                    for b in clashing[:MOST_TOLD]:
                        self._groups.tell_apart(b, node, f"one name, two offices: {min(b.titles)}, {min(node.titles)}")
                elif not self._groups.may_not_join(other, node):
                    self._groups.join(other, node, "the same name alone in several reports; no full name in the record")
