"""Groups of names that stand for one entity: what is joined with what and why, and what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rashomon.lang.folding import fold
from rashomon.model import Judgement, Mention, MentionType, Side

NOTHING: Mapping[str, str] = {}


@dataclass(slots=True, eq=False)
class Node:
    """One spelling inside one file, of one known place or entry at most: the smallest thing that is joined. `spelling` numbers its words,
    `titles` are the folded titles before it."""

    number: int
    file: str
    family: str
    words: str
    name: str
    type: MentionType
    spelling: int = 0
    known: Mapping[str, str] = field(default_factory=dict)  # scheme ("geonames", "listed") → identifier there
    mentions: list[Mention] = field(default_factory=list)
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that were joined, or kept apart. `reason` is None where the comparison of their spellings is to say it."""

    a: Node
    b: Node
    reason: str | None
    by: Literal["machine", "person"] = "machine"


class Groups:
    """Disjoint groups of nodes with the joins that made them. Nodes are numbered 0, 1, 2 … in a fixed order."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._parent = list(range(len(nodes)))
        self._members: dict[int, list[Node]] = {}  # of groups of two and more
        self._known: dict[int, Mapping[str, str]] = {n.number: n.known for n in nodes if n.known}
        self._parted: dict[int, set[int]] = defaultdict(set)
        self.joins: list[Link] = []
        self.apart: list[Link] = []

    def find(self, node: Node) -> int:
        """The number of the group of a node: the least of its nodes'."""
        parent, at = self._parent, node.number
        root = at
        while parent[root] != root:
            root = parent[root]
        while parent[at] != root:
            parent[at], at = root, parent[at]
        return root

    def members(self, node: Node) -> list[Node]:
        return self._members.get(self.find(node)) or [node]

    def all(self) -> list[list[Node]]:
        """Every group, in the order of their least nodes."""
        return [self._members.get(n.number) or [n] for n in self._nodes if self._parent[n.number] == n.number]

    def keep_apart(self, a: Node, b: Node, reason: str) -> None:
        """From now on no join brings the groups of two nodes together."""
        one, two = self.find(a), self.find(b)
        if one != two:
            self._parted[one].add(two)
            self._parted[two].add(one)
            self.apart.append(Link(a, b, reason, "person"))

    def tell_apart(self, a: Node, b: Node, reason: str | None) -> None:
        """Notes that the machine left two nodes apart, and why; a person may still join them."""
        self.apart.append(Link(a, b, reason))

    def are_apart(self, a: Node, b: Node) -> bool:
        return bool(self._parted) and self.find(b) in self._parted.get(self.find(a), ())

    def is_kept_apart(self, node: Node) -> bool:
        return bool(self._parted) and bool(self._parted.get(self.find(node)))

    def may_not_join(self, a: Node, b: Node) -> bool:
        """Whether a person keeps two groups apart, or they are known to be two."""
        one, two = self._known.get(self.find(a)), self._known.get(self.find(b))
        if one and two and any(two.get(scheme, identifier) != identifier for scheme, identifier in one.items()):
            return True
        return self.are_apart(a, b)

    def join(self, a: Node, b: Node, reason: str | None, by: Literal["machine", "person"] = "machine") -> None:
        """Makes two groups one. Where both nodes have the same words nothing is to be explained."""
        one, two = sorted((self.find(a), self.find(b)))
        if one == two:
            return
        self._parent[two] = one
        short, long = self._members.pop(one, None) or [self._nodes[one]], self._members.pop(two, None) or [self._nodes[two]]
        if len(short) > len(long):
            short, long = long, short
        long += short
        self._members[one] = long
        if a.words != b.words or reason is not None:
            self.joins.append(Link(a, b, reason, by))
        if two in self._known:
            self._known[one] = {**self._known.pop(two), **self._known.get(one, {})}
        for other in self._parted.pop(two, ()) if self._parted else ():
            self._parted[other].discard(two)
            self._parted[other].add(one)
            self._parted[one].add(other)


class Judge:
    """What people decided, put on groups: matched by the mentions they named, else by the spelling."""

    def __init__(self, nodes: Iterable[Node], judgements: Sequence[Judgement]) -> None:
        self._judgements = judgements
        self._of_mention: dict[str, Node] = {}
        self._of_words: dict[str, list[Node]] = defaultdict(list)
        if judgements:
            for node in nodes:
                self._of_words[node.words].append(node)
                self._of_mention |= dict.fromkeys((m.id for m in node.mentions), node)

    def _meant(self, side: Side) -> list[Node]:
        held = {n.number: n for m in side.mentions if (n := self._of_mention.get(m)) is not None}
        return [held[number] for number in sorted(held)] or self._of_words.get(plain(side.name), [])

    def different(self, groups: Groups) -> None:
        """Keeps apart for good what people hold for two."""
        for j in self._judgements:
            if j.verdict == "different" and j.a is not None and j.b is not None:
                for a in self._meant(j.a):
                    for b in self._meant(j.b):
                        if a is not b:
                            groups.keep_apart(a, b, _said(j, "different"))

    def same(self, groups: Groups) -> None:
        """Joins what people hold for one, over whatever the machine has put together."""
        for j in self._judgements:
            if j.verdict != "same" or j.a is None or j.b is None:
                continue
            one, two = self._meant(j.a), self._meant(j.b)
            if one and two and one[0] is not two[0] and not groups.are_apart(one[0], two[0]):
                groups.join(one[0], two[0], _said(j, "the same"), "person")
            for same in (one, two):
                for node in same[1:]:
                    if not groups.are_apart(same[0], node):
                        groups.join(same[0], node, None)


def _said(judgement: Judgement, verdict: str) -> str:
    return f"{judgement.who} judged them {verdict} on {judgement.when[:10]}" + (f": {judgement.why}" if judgement.why else "")


def plain(name: str) -> str:
    """The words by which mentions of one file are one node: folded, without quotation marks and a leading article."""
    words = fold(name).strip(" .'\"")
    return words[4:] if words.startswith("the ") and len(words) > 7 else words
