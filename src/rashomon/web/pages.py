"""Every page in one table: its address, what it asks of the record, and by which words it can be narrowed.

The routes of pages, their twins in JSON, their tables and the OpenAPI document are all made from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rashomon.browsing import answers as a
from rashomon.errors import SetupError

LONGEST = 300  # characters of a parameter
DAY = "a year, a month or a day (2031, 2031-05, 2031-05-06)"


@dataclass(frozen=True, slots=True)
class Param:
    """A word of the query: what it is called there and by `Browser`, its sort, and what it means."""

    name: str
    sort: Literal["text", "flag", "number"]
    help: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`ask` names a method of `Browser`; parts of the path in braces are its first arguments, `params` its keywords."""

    path: str
    name: str
    title: str
    help: str
    answer: type[Any]
    params: tuple[Param, ...] = ()
    ask: str = ""
    table: bool = False

    @property
    def method(self) -> str:
        return self.ask or self.name

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))


SINCE = Param("from", "text", f"from this day on: {DAY}", "since")
UNTIL = Param("to", "text", f"up to this day: {DAY}", "until")
LANGUAGE = Param("language", "text", "only reports in this language (en, ar)")
OUTLET = Param("outlet", "text", "only documents of this outlet")
OFFSET = Param("offset", "number", "how many lines to pass over")
LIMIT = Param("limit", "number", "how many lines at most (200)")
NARROW = (SINCE, UNTIL, LANGUAGE)
PAGED = (OFFSET, LIMIT)

PAGES: tuple[Page, ...] = (
    Page("/", "overview", "Overview", "What is in the pile.", a.Overview),
    Page(
        "/timeline", "timeline", "Timeline", "What is reported to have happened, in order, with accounts of it.", a.Timeline,
        (
            *NARROW, Param("about", "text", "only events with this person, body or place, by name or id"), Param("place", "text", "only events at this place, by name or id"),
            Param("type", "text", "only events of this type"), OUTLET, Param("disputed", "flag", "only events with figures or statements against each other"),
            Param("undated", "flag", "events without a day too"), *PAGED,
        ),
        table=True,
    ),
    Page("/events/{identifier}", "event", "Event", "Every account of one event, beside each other.", a.EventPage, PAGED, table=True),
    Page(
        "/statements", "statements", "Statements", "Who said what, by the day it was said on.", a.Statements,
        (Param("by", "text", "said by, name or id"), Param("about", "text", "naming this person, body or place; stands alone"), Param("stance", "text", "assert, deny, demand, threaten, promise, decline or question"), OUTLET, *NARROW, *PAGED),
        table=True,
    ),
    Page(
        "/disputes", "disputes", "Disputes", "Accounts that deny, contradict or differ, side by side.", a.Disputes,
        (Param("type", "text", "denies, contradicts or differs"), Param("event", "text", "only pairs about this event, by id"), *PAGED), table=True,
    ),
    Page(
        "/figures", "figures", "Figures", "Figures of one sort about one event, beside each other.", a.Figures,
        (Param("sort", "text", "only figures of this sort", "category"), Param("event", "text", "only figures of this event, by id"), *PAGED), table=True,
    ),
    Page(
        "/entities", "entities", "Names", "Persons, bodies and places with their spellings, the most named first.", a.Entities,
        (
            Param("q", "text", "a spelling, or a part of one, in either script", "words"), Param("type", "text", "person, organisation, group or place"),
            Param("joined", "flag", "only those of which spellings were joined"), Param("apart", "flag", "only those left apart from others"), *PAGED,
        ),
        table=True,
    ),
    Page(
        "/entities/{name}", "dossier", "Dossier", "One person, body or place under all spellings, by name or id.", a.DossierPage, (*NARROW, LIMIT),
    ),
    Page(
        "/documents", "documents", "Documents", "The files, and clippings where an outlet is asked for.", a.Papers,
        (OUTLET, Param("genre", "text", "report, interview, analysis, opinion, digest or clipping"), Param("file", "text", "file names that begin so"), *NARROW, *PAGED),
        table=True,
    ),
    Page(
        "/documents/{identifier}", "document", "Document", "The text of a file with everything found in it, a stretch at a time.", a.DocumentPage,
        (Param("at", "text", "the id of a line that has to be in view"), Param("start", "number", "a character that has to be in view")),
    ),
    Page("/sources", "sources", "Sources", "Outlets, who repeats whom, copies and versions.", a.SourcesPage, table=True),
    Page(
        "/compare", "difference", "Two texts", "Two documents side by side, word by word.", a.Difference,
        (Param("one", "text", "id of a document"), Param("two", "text", "id of the other")),
    ),
    Page("/map", "places", "Map", "Places with their events.", a.Map, (LIMIT,), table=True),
    Page(
        "/search", "search", "Search", "Passages with the words, in either script; a name is found in all its spellings.", a.Found,
        (Param("q", "text", 'words, or a "phrase"', "query"), *NARROW, OUTLET, LIMIT),
    ),
    Page("/lines/{identifier}", "line", "Line", "Any line by its id, in its passage.", a.Line),
    Page(
        "/review", "queue", "Review", "Names that were joined or left apart, by doubt and effect.", a.Queue,
        (Param("decided", "text", "joined or apart"), Param("type", "text", "person, organisation, group or place"), *PAGED),
    ),
    Page("/history", "history", "History", "What people decided, newest first.", a.History, PAGED),
    Page("/build", "build", "Build", "Whether files wait to be linked.", a.Build),
)  # fmt: skip
REQUIRED = {"difference": ("one", "two"), "search": ("query",)}


def asked(page: Page, given: Mapping[str, str]) -> dict[str, Any]:
    """The keywords for `Browser`; what was not given is left out. Raises SetupError for a number that is none, or words that are too many."""
    out: dict[str, Any] = {}
    for param in page.params:
        value = given.get(param.name, "").strip()
        if len(value) > LONGEST:
            raise SetupError(f"{param.name} is longer than {LONGEST} characters")
        if not value:
            continue
        if param.sort == "number":
            if not re.fullmatch(r"[0-9]{1,9}", value):
                raise SetupError(f"{param.name} must be a whole number, not {value[:40]!r}")
            out[param.to or param.name] = int(value)
        elif param.sort == "flag":
            out[param.to or param.name] = value.lower() in ("1", "true", "yes", "on")
        else:
            out[param.to or param.name] = value
    for name in REQUIRED.get(page.name, ()):
        out.setdefault(name, "")
    return out
