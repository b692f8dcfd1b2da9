"""Names inside one file: a short form goes to the full name it shortens, an acronym to what it stands for, initials to their bearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from rashomon.lang.folding import fold
from rashomon.link.groups import Groups, Node
from rashomon.link.namesakes import clash
from rashomon.link.parts import ACRONYM
from rashomon.link.roster import Roster

SPELT = 0.6  # a part alone, spelt otherwise than in the full name of the same file
FITTING = 0.5  # an acronym and a body of the same file
BRACKETS = (" (", "\u00a0(", " [", " (“", ' ("', " («")  # between a full name and its short form


class Shortened:
    """Joins names of one file. Comparisons are made for all files together, then asked for file by file."""

    def __init__(self, groups: Groups, roster: Roster, texts: Mapping[str, str]) -> None:
        self._groups, self._roster, self._texts = groups, roster, texts

    def join(self, files: Sequence[Sequence[Node]]) -> None:
        """Joins short forms to full names in every file."""
        self._roster.weigh(pair for nodes in files for pair in self._asked(nodes))
        for nodes in files:
            self._people([n for n in nodes if n.family == "person"])
            bodies = [n for n in nodes if n.family == "body"]
            if len(bodies) > 1:
                self._bracketed(bodies)
                self._bodies(bodies)
            self._taken_otherwise(nodes)
            self._initials(nodes)

    def _asked(self, nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
        """The comparisons that the rules of one file may want."""
        for family in ("person", "body"):
            near = self._keyed([n for n in nodes if n.family == family and self._roster.is_full(n.spelling)])
            for node in nodes:
                if node.family == family and (not self._roster.is_full(node.spelling) or self._roster.parsed(node.spelling).flags & ACRONYM):
                    found = near(node)
                    yield from ((node.spelling, other.spelling) for other in found)
                    if family == "person":
                        yield from ((a.spelling, b.spelling) for a, b in combinations(found[:8], 2))

    def _keyed(self, nodes: Sequence[Node]) -> Callable[[Node], list[Node]]:
        """Asks for the nodes, in their order, that share a token of a part, or initials, with another."""
        by_token: dict[str, list[int]] = defaultdict(list)
        for at, node in enumerate(nodes):
            for token in self._tokens(node):
                by_token[token].append(at)

        def near(node: Node) -> list[Node]:
            return [nodes[at] for at in sorted({at for token in self._tokens(node) for at in by_token.get(token, ())}) if nodes[at] is not node]

        return near

    def _tokens(self, node: Node) -> set[str]:
        parsed = self._roster.parsed(node.spelling)
        return {token for part in parsed.parts for token in self._roster.tokens(part)} | {f"@{form[0]}" for form in (parsed.acronym, parsed.initials) if form}

    # ------------------------------------------------------------------------------------- persons
    def _people(self, people: Sequence[Node]) -> None:
        """A family (or given) name alone: to the only full name that has it."""
        full = [n for n in people if self._roster.is_full(n.spelling)]
        if not full or len(full) == len(people):
            return
        near = self._keyed(full)
        for node in people:
            if not self._roster.is_full(node.spelling):
                self._alone(node, [f for f in near(node) if not self._groups.may_not_join(node, f)])

    def _alone(self, node: Node, near: Sequence[Node]) -> None:
        (part, *_) = self._roster.parts(node.spelling) or (0,)
        exact = [f for f in near if part in self._roster.parts(f.spelling)]
        pool = exact or [f for f in near if self._roster.fit(node.spelling, f.spelling)[0] >= SPELT]
        if node.titles and (titled := [f for f in pool if f.titles & node.titles]):
            pool = titled
        pool = [f for f in pool if not any(clash(a, b) for a in node.titles for b in f.titles)]
        if not pool:
            return
        if len({self._groups.find(f) for f in pool}) > 1 and any(self._roster.contradict(a.spelling, b.spelling) for a, b in combinations(pool, 2)):
            return
        best = max(pool, key=lambda f: (len(f.mentions), f.name))
        self._groups.join(node, best, f"“{node.name}” alone, in a report that names {best.name}" if exact else None)

    def _taken_otherwise(self, nodes: Sequence[Node]) -> None:
        """A word taken for a place or body that is a part of the name of one person of the file, and of nothing else there."""
        lone = [n for n in nodes if n.family != "person" and self._is_free(n)]
        if not lone:
            return
        having: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            if self._roster.is_full(node.spelling):
                for word in self._roster.bare(node.spelling):
                    having[word].append(node)
        for node in lone:
            found = having.get(self._roster.bare(node.spelling)[0], [])
            if found and all(f.family == "person" for f in found) and len({self._groups.find(f) for f in found}) == 1:
                best = max(found, key=lambda f: (len(f.mentions), f.name))
                if not self._groups.may_not_join(node, best):
                    self._groups.join(node, best, f"“{node.name}” alone, in a report that names {best.name}")

    def _is_free(self, node: Node) -> bool:
        """Whether a name is one word that is not known to be anything, and stands alone so far."""
        lone = len(self._roster.parts(node.spelling)) == 1 and not node.known and self._roster.entry(node.spelling) < 0
        return lone and not self._roster.is_word(node.spelling) and len(self._groups.members(node)) == 1

    # ------------------------------------------------------------------------------------- bodies
    def _bracketed(self, bodies: Sequence[Node]) -> None:
        """A short form in brackets directly behind a name: "the Harbour Guard of Zahrin (HGZ)", "جيش الساحل (CA)"."""
        by_end = {(m.document, m.end): (node, m) for node in bodies for m in node.mentions}
        for node in bodies:
            if not self._roster.parsed(node.spelling).flags & ACRONYM:
                continue
            for m in node.mentions:
                found = next((by_end[m.document, m.start - size] for size in (2, 3) if (m.document, m.start - size) in by_end), None)
                if found is None or found[0] is node or self._texts.get(node.file, "")[found[1].end : m.start] not in BRACKETS:
                    continue
                other, parsed = found[0], self._roster.parsed(found[0].spelling)
                short = self._roster.parsed(node.spelling).acronym
                fits = not parsed.acronym and (parsed.folded.isascii() is False or short[:1] in parsed.initials)
                if fits and self._roster.is_full(other.spelling) and not self._groups.may_not_join(node, other):
                    self._groups.join(node, other, f"“{node.name}” in brackets behind {other.name}")
                    break

    def _bodies(self, bodies: Sequence[Node]) -> None:
        near = self._keyed([n for n in bodies if self._roster.is_full(n.spelling)])
        for node in bodies:
            parsed, longer = self._roster.parsed(node.spelling), near(node)
            for other in longer:
                if self._groups.find(node) == self._groups.find(other) or self._groups.may_not_join(node, other):
                    continue
                if (
                    self._roster.is_acronym(node.spelling)
                    and not self._roster.parsed(other.spelling).acronym
                    and not set(parsed.parts) & set(self._roster.parts(other.spelling))
                ):
                    score, against = self._roster.fit(node.spelling, other.spelling)
                    if score >= FITTING and not against:
                        self._groups.join(node, other, None)
                        break
                if len(parsed.parts) == 1 and self._roster.entry(node.spelling) < 0 and self._is_last_word(node, other, longer):
                    self._groups.join(node, other, f"“{node.name}” is the last word of {other.name}, the only such name in this report")
                    break
            if len(parsed.parts) > 1 and self._roster.entry(node.spelling) < 0:
                self._cut(node, longer)

    def _is_last_word(self, node: Node, other: Node, longer: Sequence[Node]) -> bool:
        """Whether no other name of the report has the word at its end; in Arabic, at its beginning."""
        (word,) = self._roster.bare(node.spelling)
        arabic = not word.isascii()
        same = [o for o in longer if (words := self._roster.bare(o.spelling))[-1] == word or (arabic and words[0] == word)]
        return len(same) == 1 and same[0] is other

    def _cut(self, node: Node, longer: Sequence[Node]) -> None:
        """ "The Liberation Army" to the only body of the report whose name begins or ends with these words."""
        words = self._roster.bare(node.spelling)
        size = len(words)
        fitting = []
        for other in longer:
            whole = self._roster.bare(other.spelling)
            if size < len(whole) and words in (whole[:size], whole[-size:]) and other.type == node.type and not self._groups.may_not_join(node, other):
                fitting.append(other)
        if fitting and len({self._groups.find(f) for f in fitting}) == 1:
            best = max(fitting, key=lambda f: (len(f.mentions), f.name))
            self._groups.join(node, best, f"“{node.name}” for {best.name}, the only such name in this report")

    # ------------------------------------------------------------------------------------- initials
    def _initials(self, nodes: Sequence[Node]) -> None:
        """Initials used as labels ("MG") to the only full name they abbreviate."""
        labels = [n for n in nodes if _is_label(n.name) and len(self._groups.members(n)) == 1]
        if not labels:
            return
        by_initials: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            if len(node.name.split()) > 1:
                for form in initials_of(node.name):
                    by_initials[form].append(node)
        for node in labels:
            fitting = [f for f in by_initials.get(node.name.replace(".", "").lower(), ()) if f is not node]
            if len(fitting) == 1 and not self._groups.may_not_join(node, fitting[0]):
                self._groups.join(node, fitting[0], f"{node.name} are the initials of {fitting[0].name}")


def _is_label(name: str) -> bool:
    bare = name.replace(".", "")
    return bare.isascii() and bare.isupper() and 2 <= len(bare) <= 4


def initials_of(name: str) -> set[str]:
    """The initials of a name, with and without its small words, in small letters."""
    words = [w for w in fold(name).replace("-", " ").split() if w]
    content = [w for w in words if w not in ("the", "of", "and", "for", "al", "el")]
    return {"".join(w[0] for w in words), "".join(w[0] for w in content)}
