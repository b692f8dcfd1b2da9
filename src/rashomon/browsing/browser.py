"""The questions that a browser answers; see the modules beside for how. Names of days, languages and lines are checked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar, get_args

from rashomon import edtf
from rashomon.browsing import answers as a
from rashomon.browsing import lines, papers, review
from rashomon.browsing.desk import Desk
from rashomon.errors import NotFound, SetupError
from rashomon.model import Side, Stance
from rashomon.views.disputes import DISPUTED
from rashomon.views.snapshot import Filter

T = TypeVar("T")
LINE = re.compile(r"[a-z]-[0-9a-f]{16}")
MOST = 200  # lines of a list that one answer gives
FARTHEST = 1_000_000  # lines that can be passed over


def narrowed(since: str | None, until: str | None, language: str | None) -> Filter:
    """A filter; days may be given as year, month or day. Raises SetupError for a date or a language that is none."""
    low, high = (_edge(value)[side] if value else None for side, value in enumerate((since, until)))
    if low and high and low > high:
        raise SetupError(f"from {since} is after to {until}")
    if language:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9-]{1,20})?", language):
            raise SetupError(f"{language[:40]!r} is no language code (give en, ar, or another of ISO 639)")
        language = language.split("-")[0].lower()
    return Filter(since=low, until=high, language=language or None)


def _edge(value: str) -> tuple[str, str]:
    low, high = edtf.columns(value)
    if low is None or high is None:
        raise SetupError(f"{value[:40]!r} is no date (give a year, a month or a day: 2031, 2031-05, 2031-05-06)")
    return low, high


def _bounded(offset: int, limit: int) -> tuple[int, int]:
    return max(0, min(offset, FARTHEST)), max(1, min(limit, MOST))


class Browser(Desk):
    """Answers about one state of a store. Every method may raise StoreError; names, lines and documents that are not there: NotFound."""

    def overview(self) -> a.Overview:
        return lines.overview(self)

    def build(self) -> a.Build:
        return lines.build_state(self)

    def timeline(
        self, *, since: str | None = None, until: str | None = None, language: str | None = None, about: str | None = None, place: str | None = None, type: str | None = None,
        outlet: str | None = None, disputed: bool = False, undated: bool = False, offset: int = 0, limit: int = 40,
    ) -> a.Timeline:  # fmt: skip
        """Events in order of their days, those that pass all conditions; `outlet` keeps those that a document of it tells of."""
        narrow = narrowed(since, until, language)
        return lines.timeline(self, narrow, about, place, type, outlet, disputed, undated, *_bounded(offset, limit))

    def event(self, identifier: str, *, offset: int = 0, limit: int = 60) -> a.EventPage:
        """All accounts of an event, beside each other."""
        return lines.event(self, identifier, *_bounded(offset, limit))

    def dossier(self, name: str, *, since: str | None = None, until: str | None = None, language: str | None = None, limit: int = 20) -> a.DossierPage:
        """One actor under all spellings: a name in any spelling, or an id."""
        return lines.dossier(self, name, narrowed(since, until, language), _bounded(0, limit)[1])

    def entities(
        self, *, words: str | None = None, type: str | None = None, joined: bool = False, apart: bool = False, offset: int = 0, limit: int = 60
    ) -> a.Entities:
        """Persons, bodies and places, the most named first; `words` narrows to those with a spelling that holds them."""
        return lines.entities(self, words, type, joined, apart, *_bounded(offset, limit))

    def places(self, *, limit: int = 150) -> a.Map:
        return lines.places(self, _bounded(0, limit)[1])

    def statements(
        self, *, by: str | None = None, about: str | None = None, stance: str | None = None, outlet: str | None = None, since: str | None = None,
        until: str | None = None, language: str | None = None, offset: int = 0, limit: int = 40,
    ) -> a.Statements:  # fmt: skip
        """Who said what, by the day it was said on. `about` stands alone: with it, no other condition is looked at."""
        if stance and stance not in get_args(Stance):
            raise SetupError(f"no stance {stance[:40]!r}: {', '.join(get_args(Stance))}")
        return lines.statements(self, narrowed(since, until, language), by, about, stance, outlet, *_bounded(offset, limit))

    def disputes(self, *, type: str | None = None, event: str | None = None, offset: int = 0, limit: int = 40) -> a.Disputes:
        if type and type not in DISPUTED:
            raise SetupError(f"no type {type[:40]!r} here: {', '.join(DISPUTED)}")
        return lines.disputes(self, type, event, *_bounded(offset, limit))

    def figures(self, *, category: str | None = None, event: str | None = None, offset: int = 0, limit: int = 12) -> a.Figures:
        """Figures of one sort about one event, beside each other; where most cannot hold together first."""
        return lines.figures(self, category, event, *_bounded(offset, limit))

    def document(self, identifier: str, *, at: str | None = None, start: int | None = None) -> a.DocumentPage:
        """The text of a file with all that was found in it; `at` is a line that has to be in view."""
        return papers.document(self, identifier, at if at and LINE.fullmatch(at) else None, start)

    def documents(
        self, *, outlet: str | None = None, genre: str | None = None, file: str | None = None, since: str | None = None, until: str | None = None,
        language: str | None = None, offset: int = 0, limit: int = 60,
    ) -> a.Papers:  # fmt: skip
        return papers.papers(self, narrowed(since, until, language), outlet, genre, file, *_bounded(offset, limit))

    def sources(self) -> a.SourcesPage:
        return papers.sources(self)

    def difference(self, one: str, two: str) -> a.Difference:
        return papers.difference(self, one, two)

    def search(
        self, query: str, *, since: str | None = None, until: str | None = None, language: str | None = None, outlet: str | None = None, limit: int = 20
    ) -> a.Found:
        return papers.search(self, query, narrowed(since, until, language), outlet, _bounded(0, limit)[1])

    def line(self, identifier: str) -> a.Line:
        """Any line by its id."""
        return self._of_line(identifier, lambda: papers.line(self, identifier))

    def citation(self, identifier: str) -> a.Citation:
        return self._of_line(identifier, lambda: papers.citation(self, identifier))

    def _of_line(self, identifier: str, ask: Callable[[], T]) -> T:
        if not LINE.fullmatch(identifier):
            raise NotFound(f"{identifier[:40]!r} is no id of a line")
        return ask()

    def queue(self, *, decided: str | None = None, type: str | None = None, offset: int = 0, limit: int = 10) -> a.Queue:
        """Joins and splits for people to look at; `decided` narrows to what the machine `joined` or left `apart`."""
        return review.queue(self, decided, type, *_bounded(offset, limit))

    def question(self, identifier: str) -> tuple[a.Question, Side, Side]:
        return review.sides(self, identifier)

    def history(self, *, offset: int = 0, limit: int = 100) -> a.History:
        return review.history(self, *_bounded(offset, limit))
