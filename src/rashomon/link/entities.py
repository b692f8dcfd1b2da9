"""Entities: which names stand for one person, body or place, first inside a file, then over the whole record.

Inside a file a short form goes to the full name it shortens, when only one fits; a form in brackets behind a name, and
initials, go to that name. Over the record spellings are compared in blocks that share a sound, a word or initials, never
all with all. Two groups are joined only when no pair of full names between them contradicts; a family name alone joins
nobody across files unless the record has only one person of that name. What people decided comes first and stays.
Names that are known to be two (towns of one name, entries of a list that people gave) are never joined by the machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.lang.folding import fold
from rashomon.link.spelling import LIKELY, SAME, Speller, script_of
from rashomon.model import Entity, Join, Judgement, Mention, MentionType, Name, digest

FAMILY: dict[MentionType, str] = {"person": "person", "organisation": "body", "group": "body", "place": "place"}
CROWDED = 300  # names under one blocking key; keys shared by more are too common to tell anything
ORDER: dict[str, int] = {"Latn": 0, "Arab": 1}
PLACES = "geonames"
Key = tuple[str, str, str, str]  # file, family of types, folded name, place or entry it is known to be ("" where unknown)
Known = Mapping[str, Mapping[str, str]]  # mention → scheme ("geonames", "listed") → identifier there


@dataclass(slots=True)
class _Node:
    """One spelling inside one file: the smallest thing that is joined."""

    key: Key
    name: str
    type: MentionType
    known: Mapping[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.key[1]


@dataclass(frozen=True, slots=True)
class Resolution:
    """`entity_of` maps mention ids to entity ids."""

    entities: tuple[Entity, ...]
    entity_of: dict[str, str]


class _Groups:
    """Disjoint groups of nodes with the joins that made them, and pairs that must stay apart."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}
        self.members: dict[Key, list[_Node]] = {}
        self.joins: dict[Key, list[Join]] = {}
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        self.known: dict[Key, Mapping[str, str]] = {}

    def add(self, node: _Node) -> None:
        self._parent[node.key] = node.key
        self.known[node.key] = node.known
        self.members[node.key] = [node]
        self.joins[node.key] = []

    def find(self, key: Key) -> Key:
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def keep_apart(self, a: _Node, b: _Node) -> None:
        one, two = self.find(a.key), self.find(b.key)
        if one != two:
            self._apart[one].add(two)
            self._apart[two].add(one)

    def are_apart(self, a: _Node, b: _Node) -> bool:
        return self.find(b.key) in self._apart[self.find(a.key)]

    def may_not_join(self, a: _Node, b: _Node) -> bool:
        """Whether a person keeps two groups apart, or they are known to be two."""
        one, two = self.known[self.find(a.key)], self.known[self.find(b.key)]
        return self.are_apart(a, b) or any(two.get(scheme, identifier) != identifier for scheme, identifier in one.items())

    def is_kept_apart(self, root: Key) -> bool:
        return bool(self._apart.get(root))

    def join(self, a: _Node, b: _Node, join: Join | None) -> None:
        one, two = sorted((self.find(a.key), self.find(b.key)))
        if one == two:
            return
        self._parent[two] = one
        self.members[one] += self.members.pop(two)
        self.joins[one] += self.joins.pop(two) + ([join] if join else [])
        self.known[one] = {**self.known.pop(two), **self.known[one]}
        for other in self._apart.pop(two, set()):
            self._apart[other].discard(two)
            self._apart[other].add(one)
            self._apart[one].add(other)


def resolve(
    mentions: Sequence[Mention],
    file_of: dict[str, str],
    speller: Speller,
    judgements: Sequence[Judgement] = (),
    tentative: frozenset[str] = frozenset(),
    known: Known | None = None,
) -> Resolution:
    """Entities of a record. `file_of` maps document ids to files; `judgements` are the ledger's standing ones; `known` tells of
    mentions which place or entry of a list they are.

    `tentative` are mentions that are names only if they join one: those that did not are left out, unless a person keeps them apart.
    """
    nodes = _nodes(mentions, file_of, known or {})
    groups = _Groups()
    for node in nodes:
        groups.add(node)
    by_file: dict[str, list[_Node]] = defaultdict(list)
    for node in nodes:
        by_file[node.key[0]].append(node)
    _judge(nodes, groups, judgements, "different")
    for file_nodes in by_file.values():
        _inside(file_nodes, groups, speller)
    _same_known(nodes, groups)
    _same_words(nodes, groups, speller)
    _across(nodes, groups, speller)
    _lone_families(nodes, groups, speller)
    _judge(nodes, groups, judgements, "same")  # last, so that a person's word joins what the machine has put together
    return _result(groups, tentative)


def _nodes(mentions: Sequence[Mention], file_of: dict[str, str], known: Known) -> list[_Node]:
    """One node per file, family of types, folded name and what it is known to be; a name's type is the one it has most in the record."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for m in mentions:
        votes[_plain(m.text)][m.type] += 1
    out: dict[Key, _Node] = {}
    for m in sorted(mentions, key=lambda m: (file_of[m.document], m.start)):
        words = _plain(m.text)
        kind = max(sorted(votes[words]), key=lambda k: votes[words][k])
        sure = _of_family(known.get(m.id, {}), kind)
        key = (file_of[m.document], FAMILY[kind], words, " ".join(sure.values()))
        node = out.setdefault(key, _Node(key, m.text, kind, sure))
        node.mentions.append(m)
    return [out[key] for key in sorted(out)]


def _of_family(known: Mapping[str, str], kind: MentionType) -> Mapping[str, str]:
    """What a mention is known to be, without the town that a person or body is only called like."""
    return known if kind == "place" else {scheme: identifier for scheme, identifier in known.items() if scheme != PLACES}


def _plain(name: str) -> str:
    words = fold(name).strip(" .'\"")
    return words[4:] if words.startswith("the ") and len(words) > 7 else words


# ------------------------------------------------------------------------------------------- judgements
def _judge(nodes: Sequence[_Node], groups: _Groups, judgements: Sequence[Judgement], verdict: str) -> None:
    """People's decisions: matched by the mentions they named, else by the spelling."""
    for j in judgements:
        if j.verdict != verdict or j.a is None or j.b is None:
            continue
        one, two = _meant(nodes, j.a.name, set(j.a.mentions)), _meant(nodes, j.b.name, set(j.b.mentions))
        for a in one if verdict == "different" else one[:1]:
            for b in two if verdict == "different" else two[:1]:
                if a is b:
                    continue
                if verdict == "different":
                    groups.keep_apart(a, b)
                elif not groups.are_apart(a, b):
                    groups.join(
                        a, b, Join(a=a.name, b=b.name, reason=f"{j.who} judged them the same on {j.when[:10]}" + (f": {j.why}" if j.why else ""), by="person")
                    )
        if verdict == "same":
            for same in (one, two):
                for node in same[1:]:
                    if not groups.are_apart(same[0], node):
                        groups.join(same[0], node, None)


def _meant(nodes: Sequence[_Node], name: str, mentions: set[str]) -> list[_Node]:
    """The nodes a judgement speaks of: those with its mentions, else every node of that spelling."""
    held = [n for n in nodes if any(m.id in mentions for m in n.mentions)]
    return held or [n for n in nodes if n.key[2] == _plain(name)]


# ------------------------------------------------------------------------------------------- inside one file
def _inside(nodes: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """Short forms to full names, brackets and initials, within one file. Only names that share a key are compared."""
    people = [n for n in nodes if n.family == "person"]
    full = [n for n in people if len(speller.parse(n.name).parts) > 1]
    near = _keyed(full, speller)
    for node in people:
        parts = speller.parse(node.name).parts
        if len(parts) == 1:
            _short_person(node, parts[0], near(node), groups, speller)
    bodies = [n for n in nodes if n.family == "body"]
    near = _keyed([n for n in bodies if len(speller.parse(n.name).parts) > 1], speller)
    for node in bodies:
        parsed = speller.parse(node.name)
        longer = near(node)
        for other in longer:
            if other is node or groups.find(node.key) == groups.find(other.key) or groups.may_not_join(node, other):
                continue
            if speller.could_be_initials(node.name, other.name):
                found = speller.compare(node.name, other.name, other.type)
                if "initials" in found.why and found.score >= SAME:
                    groups.join(node, other, Join(a=node.name, b=other.name, reason=found.why))
                    break
            if len(parsed.parts) == 1 and not parsed.entry and _is_short_form(node, other, longer, speller):
                groups.join(
                    node, other, Join(a=node.name, b=other.name, reason=f"“{node.name}” is the last word of {other.name}, the only such name in this report")
                )
                break
        if len(parsed.parts) > 1 and not parsed.entry:
            _shortened(node, longer, groups, speller)
    _initials(nodes, groups)


def _keyed(nodes: Sequence[_Node], speller: Speller) -> Callable[[_Node], list[_Node]]:
    """Asks for the nodes, in their order, that share a key with another: its words, their sounds, or its initials."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        for key in {k for name in (node.name, *speller.parse(node.name).parts) for k in speller.keys(name)}:
            by_key[key].append(number)

    def near(node: _Node) -> list[_Node]:
        return [nodes[n] for n in sorted({n for key in speller.keys(node.name) for n in by_key.get(key, ())})]

    return near


def _short_person(node: _Node, part: str, full: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """A family (or given) name alone: to the only full name that has it, else to the last one named before it."""
    fitting = [f for f in full if any(speller.part(part, p, "person") >= (0.99 if part in f.key[2].split() else 0.93) for p in speller.parse(f.name).parts)]
    fitting = [f for f in fitting if not groups.may_not_join(node, f)]
    if not fitting:
        return
    exact = [f for f in fitting if part in speller.parse(f.name).parts]
    pool = exact or fitting
    people = {groups.find(f.key) for f in pool}
    distinct = [f for f in pool if any(speller.compare(f.name, g.name, "person").contradicts for g in pool if g is not f)]
    if len(people) == 1 or not distinct:
        best = max(pool, key=lambda f: (len(f.mentions), f.name))
        groups.join(node, best, Join(a=node.name, b=best.name, reason=f"“{node.name}” alone, in a report that names {best.name}"))


def _is_short_form(node: _Node, other: _Node, longer: Sequence[_Node], speller: Speller) -> bool:
    last = speller.parse(node.name).parts[0]
    same = [o for o in longer if speller.parse(o.name).parts[-1] == last or (speller.parse(o.name).parts[0] == last and script_of(o.name) == "Arab")]
    return len(same) == 1 and same[0] is other


def _shortened(node: _Node, longer: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """ "The Liberation Army" to the only body of the report whose name begins or ends with these words."""
    parts = tuple(speller.parse(node.name).parts)
    size = len(parts)
    fitting = []
    for other in longer:
        whole = tuple(speller.parse(other.name).parts)
        if size < len(whole) and parts in (whole[:size], whole[-size:]) and other.type == node.type and not groups.may_not_join(node, other):
            fitting.append(other)
    if fitting and len({groups.find(f.key) for f in fitting}) == 1:
        best = max(fitting, key=lambda f: (len(f.mentions), f.name))
        groups.join(node, best, Join(a=node.name, b=best.name, reason=f"“{node.name}” for {best.name}, the only such name in this report"))


def _initials(nodes: Sequence[_Node], groups: _Groups) -> None:
    """Initials used as labels ("MG") to the only full name they abbreviate."""
    by_initials: dict[str, list[_Node]] = defaultdict(list)
    for node in nodes:
        if len(node.name.split()) > 1:
            for form in _initial_forms(node.name):
                by_initials[form].append(node)
    for node in nodes:
        bare = node.name.replace(".", "")
        if not (bare.isascii() and bare.isupper() and 2 <= len(bare) <= 4) or len(groups.members[groups.find(node.key)]) > 1:
            continue
        fitting = [f for f in by_initials.get(bare.lower(), ()) if f is not node]
        if len(fitting) == 1 and not groups.may_not_join(node, fitting[0]):
            groups.join(node, fitting[0], Join(a=node.name, b=fitting[0].name, reason=f"{node.name} are the initials of {fitting[0].name}"))


def _initial_forms(name: str) -> set[str]:
    words = [w for w in fold(name).replace("-", " ").split() if w]
    content = [w for w in words if w not in ("the", "of", "and", "for", "al", "el")]
    return {"".join(w[0] for w in words), "".join(w[0] for w in content)}


# ------------------------------------------------------------------------------------------- over the record
def _same_known(nodes: Sequence[_Node], groups: _Groups) -> None:
    """Names of one known place, or of one entry of a list, whatever their spelling."""
    first: dict[tuple[str, str, str], _Node] = {}
    for node in nodes:
        for scheme, identifier in node.known.items():
            other = first.setdefault((node.family, scheme, identifier), node)
            if other is not node and groups.find(other.key) != groups.find(node.key) and not groups.may_not_join(other, node):
                why = f"two names of one place ({scheme} {identifier})" if scheme == PLACES else f"two names of one entry of a list ({identifier})"
                groups.join(other, node, Join(a=other.name, b=node.name, reason=why) if other.key[2] != node.key[2] else None)


def _several(nodes: Sequence[_Node]) -> frozenset[tuple[str, str]]:
    """Names (with their family) that the record knows to be of more than one."""
    first: dict[tuple[str, str, str], str] = {}
    return frozenset(
        (n.family, n.key[2])
        for n in nodes
        for scheme, identifier in n.known.items()
        if first.setdefault((n.family, n.key[2], scheme), identifier) != identifier
    )


def _same_words(nodes: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """The same full name (or name of a place or body) in several files. Where a name is known to be two, those that are not known to
    be either stay alone."""
    by_name: dict[tuple[str, str], list[_Node]] = defaultdict(list)
    several = _several(nodes)
    for node in nodes:
        by_name[node.key[1], node.key[2]].append(node)
    for (family, _), same in by_name.items():
        if family == "person" and len(speller.parse(same[0].name).parts) == 1 and speller.parse(same[0].name).entry is None:
            continue
        alike = [n for n in same if not n.known] if (family, same[0].key[2]) in several else same
        for node in alike[1:]:
            if not groups.may_not_join(alike[0], node) and not _contradict(groups, alike[0], node, speller):
                groups.join(alike[0], node, None)


def _across(nodes: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """Spellings that share a blocking key, the best pairs first."""
    candidates: list[tuple[float, str, str, _Node, _Node, str]] = []
    several = _several(nodes)
    for a, b in _pairs(nodes, groups, speller):
        if any((a.family, n.key[2]) in several for n in (a, b)):
            continue  # spellings of several are joined only by what each is known to be
        found = speller.compare(a.name, b.name, a.type)
        if found.contradicts or found.score < LIKELY:
            continue
        one, two = speller.parse(a.name), speller.parse(b.name)
        lone = a.family == "person" and min(len(one.parts), len(two.parts)) == 1 and not (one.entry and two.entry)
        if lone or found.score < (SAME if a.family != "place" else 0.9):
            weak = a.family == "person" and found.score >= 0.76 and min(len(one.parts), len(two.parts)) >= 2
            if not weak:
                continue
        candidates.append((-found.score, a.name, b.name, a, b, found.why))
    likely = speller.likely([(a.name, b.name, a.type) for _, _, _, a, b, _ in candidates])
    held = [c for c, fits in zip(candidates, likely, strict=True) if fits]
    for _, _, _, a, b, why in sorted(held, key=lambda c: (c[0], c[1], c[2], c[3].key, c[4].key)):
        if groups.find(a.key) == groups.find(b.key) or groups.may_not_join(a, b) or _contradict(groups, a, b, speller):
            continue
        groups.join(a, b, Join(a=a.name, b=b.name, reason=why))


def _pairs(nodes: Sequence[_Node], groups: _Groups, speller: Speller) -> Iterator[tuple[_Node, _Node]]:
    """Pairs of different spellings of one family that share a key; each pair of spellings once."""
    first: dict[tuple[str, str], _Node] = {}
    for node in nodes:
        first.setdefault((node.family, node.key[2]), node)
    blocks: dict[tuple[str, str], list[_Node]] = defaultdict(list)
    for node in first.values():
        for key in speller.keys(node.name):
            blocks[node.family, key].append(node)
    seen: set[tuple[str, ...]] = set()
    for block in blocks.values():
        if len(block) > CROWDED:
            continue
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                pair = (a.family, *sorted((a.key[2], b.key[2])))
                if pair not in seen:
                    seen.add(pair)
                    yield a, b


def _contradict(groups: _Groups, a: _Node, b: _Node, speller: Speller) -> bool:
    """Whether any full name of one group speaks against any of the other."""

    def names(node: _Node) -> list[str]:
        return sorted({m.name for m in groups.members[groups.find(node.key)] if len(speller.parse(m.name).parts) > 1})

    return any(speller.compare(x, y, a.type).contradicts for x in names(a) for y in names(b))


def _lone_families(nodes: Sequence[_Node], groups: _Groups, speller: Speller) -> None:
    """A family name alone in its file: to the one person of that name in the record, if there is only one."""
    full: dict[str, list[_Node]] = defaultdict(list)
    people = [n for n in nodes if n.family == "person"]
    for node in people:
        parts = speller.parse(node.name).parts
        if len(parts) > 1:
            for key in speller.keys(parts[-1]):
                full[key].append(node)
    for node in people:
        parsed = speller.parse(node.name)
        alone = all(len(speller.parse(m.name).parts) == 1 for m in groups.members[groups.find(node.key)])
        if len(parsed.parts) != 1 or not alone:
            continue
        fitting = [
            f
            for key in sorted(speller.keys(node.name))
            for f in full.get(key, ())
            if speller.part(parsed.parts[0], speller.parse(f.name).parts[-1], "person") >= 0.9
        ]
        people_of = {groups.find(f.key): f for f in fitting if not groups.may_not_join(node, f)}
        if len(people_of) == 1:
            other = next(iter(people_of.values()))
            groups.join(node, other, Join(a=node.name, b=other.name, reason=f"“{node.name}” alone; {other.name} is the only person of that name in the record"))
    _lone_same(people, groups, speller)


def _lone_same(people: Iterable[_Node], groups: _Groups, speller: Speller) -> None:
    """The same lone name in several files, where the record gives it no full name."""
    lone: dict[str, list[_Node]] = defaultdict(list)
    for node in people:
        if all(len(speller.parse(m.name).parts) == 1 for m in groups.members[groups.find(node.key)]):
            lone[node.key[2]].append(node)
    for same in lone.values():
        for node in same[1:]:
            if not groups.may_not_join(same[0], node):
                groups.join(same[0], node, Join(a=same[0].name, b=node.name, reason="the same name alone in several reports; no full name in the record"))


# ------------------------------------------------------------------------------------------- result
def _result(groups: _Groups, tentative: frozenset[str]) -> Resolution:
    entities: list[Entity] = []
    entity_of: dict[str, str] = {}
    used: Counter[str] = Counter()
    for root in sorted(groups.members):
        members = groups.members[root]
        mentions = sorted((m for n in members for m in n.mentions), key=lambda m: (m.document, m.start))
        if all(m.id in tentative for m in mentions) and not groups.is_kept_apart(root):
            continue
        types = Counter(m.type for m in mentions)
        kind = max(sorted(types), key=lambda k: types[k])
        spellings: dict[str, list[Mention]] = defaultdict(list)
        for node in members:
            for m in node.mentions:
                spellings[m.text].append(m)
        names = tuple(
            Name(name=s, script=script_of(s), count=len(ms), first=ms[0].id)
            for s, ms in sorted(spellings.items(), key=lambda item: (-len(item[1]), ORDER[script_of(item[0])], item[0]))
        )
        shown = _shown(names, kind)
        seed = min((fold(n.name) for n in names), key=lambda n: (-len(n.split()), n))
        used[f"{kind}{seed}"] += 1
        identifier = digest("entity", FAMILY[kind], seed, used[f"{kind}{seed}"] if used[f"{kind}{seed}"] > 1 else "")
        entities.append(Entity(id=identifier, type=kind, name=shown, names=names, joins=tuple(dict.fromkeys(groups.joins[root]))))
        for m in mentions:
            entity_of[m.id] = identifier
    return Resolution(tuple(sorted(entities, key=lambda e: e.id)), entity_of)


def _shown(names: Sequence[Name], kind: MentionType) -> str:
    """The name to show: of persons the most frequent with two parts or more, in Latin script where there is one."""

    def rank(n: Name) -> tuple[int, int, int, int, str]:
        parts = len(n.name.split())
        whole = parts > 1 if kind == "person" else not (n.name.isupper() and len(n.name) <= 6)
        return (0 if whole else 1, ORDER[n.script], -n.count, -len(n.name), n.name)

    best = min(names, key=rank)
    return best.name.title() if best.name.isupper() and len(best.name) > 6 else best.name
