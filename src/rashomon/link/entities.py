"""Entities: which names stand for one person, body or place, first inside a file, then over the whole record.

Inside a file a short form goes to the full name it shortens, when only one fits (`link/shortened`). Over the record spellings are
compared in blocks that share a sound, a word or initials, never all with all (`link/blocking`), and two groups are joined only when no
pair of full names between them contradicts (`link/across`); names that many bear need more in common than the name (`link/namesakes`).
What people decided comes first and stays. Names that are known to be two (towns of one name, entries of a list that people gave) are
never joined by the machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rashomon.lang.folding import fold, script_of
from rashomon.link.across import Across
from rashomon.link.groups import Groups, Judge, Link, Node, plain
from rashomon.link.likeness import Matcher
from rashomon.link.namesakes import clash
from rashomon.link.roster import ORDER, Roster, family_of
from rashomon.link.shortened import Shortened
from rashomon.model import Apart, Document, Entity, Join, Judgement, Mention, MentionType, Name, digest

PLACES = "geonames"
MOST_APART = 20  # others that an entity is said to be apart from
Known = Mapping[str, Mapping[str, str]]  # mention → scheme ("geonames", "listed") → identifier there


@dataclass(frozen=True, slots=True)
class Resolution:
    """`entity_of` maps mention ids to entity ids."""

    entities: tuple[Entity, ...]
    entity_of: dict[str, str]


def resolve(
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    matcher: Matcher,
    judgements: Sequence[Judgement] = (),
    tentative: frozenset[str] = frozenset(),
    known: Known | None = None,
) -> Resolution:
    """Entities of a record. `judgements` are the ledger's standing ones; `known` tells of mentions which place or entry of a list they
    are.

    `tentative` are mentions that are names only if they join one: those that did not are left out, unless a person keeps them apart.
    """
    texts = {d.file: d.text for d in documents if d.text is not None}
    nodes = _nodes(mentions, {d.id: d.file for d in documents}, texts, known or {})
    roster = _roster(nodes, matcher)
    groups, judge = Groups(nodes), Judge(nodes, judgements)
    judge.different(groups)
    by_file: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_file[node.file].append(node)
    Shortened(groups, roster, texts).join(list(by_file.values()))
    _same_known(nodes, groups)
    Across(nodes, groups, roster, documents).join()
    judge.same(groups)  # last, so that a person's word joins what the machine has put together
    return _result(groups, roster, tentative)


def _nodes(mentions: Sequence[Mention], file_of: Mapping[str, str], texts: Mapping[str, str], known: Known) -> list[Node]:
    """One node per file, family of types, folded name and what it is known to be; a name's type is the one it has most in the record.
    One word that a file has behind two offices ("Interior Minister Salem", "Health Minister Salem") is a node for each."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    words_of: dict[str, str] = {}
    for m in mentions:
        words = words_of.get(m.text)
        if words is None:
            words = words_of[m.text] = plain(m.text)
        votes[words][m.type] += 1
    kinds = {words: max(sorted(counts), key=lambda kind: counts[kind]) for words, counts in votes.items()}
    titles = {m.id: fold(texts[file][m.title.start : m.title.end]) for m in mentions if m.title is not None and (file := file_of[m.document]) in texts}
    offices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for m in mentions:
        if m.id in titles and " " not in (words := words_of[m.text]):
            offices[file_of[m.document], words].add(titles[m.id])
    several = {key for key, held in offices.items() if any(clash(a, b) for a, b in combinations(held, 2))}
    nodes: dict[tuple[str, str, str, str, str], Node] = {}
    for m in sorted(mentions, key=lambda m: (file_of[m.document], m.start)):
        words, file, title = words_of[m.text], file_of[m.document], titles.get(m.id, "")
        kind = kinds[words]
        sure = _of_family(known.get(m.id, {}), kind)
        key = (file, family_of(kind), words, " ".join(sure.values()), title if several and (file, words) in several else "")
        node = nodes.get(key)
        if node is None:
            node = nodes[key] = Node(0, key[0], key[1], words, m.text, kind, known=sure)
        node.mentions.append(m)
        if title:
            node.titles |= {title}
    out = [nodes[key] for key in sorted(nodes)]
    for number, node in enumerate(out):
        node.number = number
    return out


def _of_family(known: Mapping[str, str], kind: MentionType) -> Mapping[str, str]:
    """What a mention is known to be, without the town that a person or body is only called like."""
    return known if kind == "place" or not known else {scheme: identifier for scheme, identifier in known.items() if scheme != PLACES}


def _roster(nodes: Sequence[Node], matcher: Matcher) -> Roster:
    """The different names of nodes, each as it is first written; nodes are told its number."""
    numbers: dict[tuple[str, str], int] = {}
    first: list[Node] = []
    for node in nodes:
        number = numbers.setdefault((node.family, node.words), len(first))
        if number == len(first):
            first.append(node)
        node.spelling = number
    return Roster([n.name for n in first], [n.type for n in first], matcher)


def _same_known(nodes: Sequence[Node], groups: Groups) -> None:
    """Names of one known place, or of one entry of a list, whatever their spelling."""
    first: dict[tuple[str, str, str], Node] = {}
    for node in nodes:
        for scheme, identifier in node.known.items():
            other = first.setdefault((node.family, scheme, identifier), node)
            if other is not node and groups.find(other) != groups.find(node) and not groups.may_not_join(other, node):
                why = f"two names of one place ({scheme} {identifier})" if scheme == PLACES else f"two names of one entry of a list ({identifier})"
                groups.join(other, node, why if other.words != node.words else None)


# ------------------------------------------------------------------------------------------- result
def _result(groups: Groups, roster: Roster, tentative: frozenset[str]) -> Resolution:
    entities: list[Entity] = []
    entity_of: dict[str, str] = {}
    used: Counter[str] = Counter()
    joins: dict[int, list[Join]] = defaultdict(list)
    for link, join in zip(groups.joins, _told(groups.joins, roster), strict=True):
        joins[groups.find(link.a)].append(join)
    for members in groups.all():
        mentions = sorted((m for n in members for m in n.mentions), key=lambda m: (m.document, m.start))
        if tentative and all(m.id in tentative for m in mentions) and not groups.is_kept_apart(members[0]):
            continue
        types = Counter(m.type for m in mentions)
        kind = max(sorted(types), key=lambda k: types[k])
        spellings: dict[str, list[Mention]] = defaultdict(list)
        for m in mentions:
            spellings[m.text].append(m)
        names = tuple(
            Name(name=s, script=script_of(s), count=len(ms), first=ms[0].id)
            for s, ms in sorted(spellings.items(), key=lambda item: (-len(item[1]), ORDER[script_of(item[0])], item[0]))
        )
        shown = _shown(names, kind)
        seed = min((fold(n.name) for n in names), key=lambda n: (-len(n.split()), n))
        used[f"{kind}{seed}"] += 1
        identifier = digest("entity", family_of(kind), seed, used[f"{kind}{seed}"] if used[f"{kind}{seed}"] > 1 else "")
        told = tuple(dict.fromkeys(joins.get(groups.find(members[0]), ())))
        entities.append(Entity(id=identifier, type=kind, name=shown, names=names, joins=told))
        for m in mentions:
            entity_of[m.id] = identifier
    apart = _apart(groups, roster, entity_of)
    return Resolution(tuple(sorted((replace(e, apart=tuple(apart.get(e.id, ()))) for e in entities), key=lambda e: e.id)), entity_of)


def _apart(groups: Groups, roster: Roster, entity_of: Mapping[str, str]) -> dict[str, list[Apart]]:
    """Entity → others that it was left apart from, what people said first, each once."""
    out: dict[str, dict[str, Apart]] = defaultdict(dict)
    both = zip(groups.apart, _told(groups.apart, roster), strict=True)
    for link, told in sorted(both, key=lambda pair: (pair[1].by != "person", pair[1].a, pair[1].b, pair[0].a.number, pair[0].b.number)):
        one, two = entity_of.get(link.a.mentions[0].id), entity_of.get(link.b.mentions[0].id)
        if one is None or two is None or one == two:
            continue
        for entity, other, a, b in ((one, two, told.a, told.b), (two, one, told.b, told.a)):
            if len(out[entity]) < MOST_APART:
                out[entity].setdefault(other, Apart(entity=other, a=a, b=b, reason=told.reason, by=told.by))
    return {entity: list(others.values()) for entity, others in out.items()}


def _told(links: Sequence[Link], roster: Roster) -> list[Join]:
    """Joins with their reasons; where none was given, what the comparison of the two names says."""
    open_ = sorted({(link.a.spelling, link.b.spelling) for link in links if link.reason is None})
    said = {pair: found.why for pair, found in zip(open_, roster.reasons(open_), strict=True)}
    return [
        Join(a=link.a.name, b=link.b.name, reason=said[link.a.spelling, link.b.spelling] if link.reason is None else link.reason, by=link.by) for link in links
    ]


def _shown(names: Sequence[Name], kind: MentionType) -> str:
    """The name to show: of persons the most frequent with two parts or more, in Latin script where there is one."""

    def rank(n: Name) -> tuple[int, int, int, int, str]:
        parts = len(n.name.split())
        whole = parts > 1 if kind == "person" else not (n.name.isupper() and len(n.name) <= 6)
        return (0 if whole else 1, ORDER[n.script], -n.count, -len(n.name), n.name)

    best = min(names, key=rank)
    return best.name.title() if best.name.isupper() and len(best.name) > 6 else best.name
