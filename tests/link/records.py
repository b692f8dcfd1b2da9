"""Links a handful of small reports, told as (file, day, outlet, language, words), the way a record of files is linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.lang.gazetteer import gazetteer
from rashomon.link.spelling import Speller
from rashomon.model import Entity, Extraction, Figure, Judgement, Links, Relation, Span, Statement
from rashomon.pipeline.linking import link
from tests.extract.reports import report

Told = tuple[str, str | None, str | None, str, str]


@cache
def speller() -> Speller:
    return Speller(gazetteer())


@dataclass(frozen=True, slots=True)
class Linked:
    """Reports with their links, and the words behind ids."""

    files: tuple[Extraction, ...]
    links: Links

    def entity(self, name: str) -> Entity:
        """The one entity with this spelling."""
        (found,) = [e for e in self.links.entities if any(n.name == name for n in e.names)]
        return found

    def spellings(self, name: str) -> set[str]:
        return {n.name for n in self.entity(name).names}

    def words(self, line: str) -> str:
        """The words of a statement's content, or of a figure, by its id."""
        for file in self.files:
            text = file.root.text or ""
            for s in file.statements:
                if s.id == line:
                    return _joined(text, s)
            for f in file.figures:
                if f.id == line:
                    return f.text
        raise KeyError(line)

    def relations(self, *kinds: str) -> list[tuple[str, str, str]]:
        """(type, words of a, words of b), of some kinds or all."""
        return sorted((r.type, self.words(r.a), self.words(r.b)) for r in self.links.relations if not kinds or r.type in kinds)

    def figure(self, text: str) -> Figure:
        (found,) = [f for file in self.files for f in file.figures if f.text == text]
        return found

    def reasons(self) -> list[str]:
        return [r.reason for r in self.links.relations]

    def events(self) -> list[tuple[str | None, set[str]]]:
        """(day, files that tell of it) of every event."""
        file_of = {d.id: d.file for f in self.files for d in f.documents}
        return [(e.when, {file_of[r.document] for r in e.reports}) for e in self.links.events]


def _joined(text: str, statement: Statement) -> str:
    return " … ".join(text[slice(*Span(*s))] for s in statement.content)


def extract(told: Told) -> Extraction:
    file, published, outlet, language, words = told
    return report(words, published, language, outlet, file)


def linked(told: Sequence[Told], judgements: Sequence[Judgement] = ()) -> Linked:
    files = tuple(extract(t) for t in told)
    return Linked(files, link(files, judgements, speller()))


def of_type(relations: Sequence[Relation], kind: str) -> list[Relation]:
    return [r for r in relations if r.type == kind]
