"""The reference says what the code says: every command, option, setting, field, value, column and method, and no more."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import typer

import rashomon
from rashomon import codec, config
from rashomon.api import Record
from rashomon.cli import app
from rashomon.engine import ENGINES
from rashomon.export.tables import TABLES
from rashomon.model import KINDS
from rashomon.store import STORES, schema
from tests.docs.pages import ROOT

REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")


def section(heading: str) -> str:
    """What stands under a heading, down to the next of its rank or above."""
    rank = heading.split(" ", 1)[0]
    found = re.search(rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{len(rank)}}} |\Z)", REFERENCE, re.M | re.S)
    assert found, f"docs/reference.md has no heading {heading!r}"
    return found[1]


def cells(part: str, column: int = 0) -> list[str]:
    """One column of the tables of a section, without their heads."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in part.splitlines() if line.startswith("|")]
    return [
        row[column].strip()
        for row in rows
        if not set(row[0]) <= set(" -") and row[0].strip() not in ("option", "field", "file", "name", "method", "table", "status")
    ]


def words(part: str, column: int = 0) -> set[str]:
    return {word for cell in cells(part, column) for word in CODE.findall(cell)}


def commands(group: Any, before: str = "rashomon") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if getattr(command, "commands", None):
            if command.invoke_without_command:
                yield f"{before} {name}", command
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))
DOCUMENTED = re.findall(r"^### `(rashomon [^`]+)`$", REFERENCE, re.M)


def test_every_command_is_documented_and_no_other() -> None:
    assert sorted(re.match(r"rashomon(?: [a-z]+)+", heading)[0] for heading in DOCUMENTED) == sorted(COMMANDS)  # type: ignore[index]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    heading = next(h for h in DOCUMENTED if re.fullmatch(rf"{name}(?: [A-Z.]+)*", h))
    given = {o for p in COMMANDS[name].params if p.param_type_name == "option" for o in (*p.opts, *p.secondary_opts)} - {"--help"}
    told = {word.split()[0] for word in words(section(f"### `{heading}`")) if word.startswith("-")}
    assert told == given
    arguments = [(p.metavar or p.name.upper()).strip("[]{}") for p in COMMANDS[name].params if p.param_type_name == "argument"]
    assert heading.removeprefix(name).split() == arguments


def test_every_setting_is_documented_with_its_default() -> None:
    part = section("## Settings")
    told = {
        name.strip("`"): (variable.strip("`"), default.strip("`")) for name, variable, default in zip(cells(part), cells(part, 1), cells(part, 2), strict=True)
    }
    assert told == {name: (config.PREFIX + name.upper(), str(default) or "none") for name, default, _ in config.TABLE}


def literals(hint: Any) -> set[str]:
    """Every value of the literals in a type."""
    if get_origin(hint) is Literal:
        return {str(v) for v in get_args(hint)}
    return set().union(*(literals(h) for h in get_args(hint))) if get_args(hint) and (get_origin(hint) is Union or "|" in str(hint)) else set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_line_is_documented_with_its_values(kind: str) -> None:
    part = section(f"### {kind}")
    own = {f.name for f in fields(KINDS[kind])} - codec.INTERNAL | {"kind"}
    own |= {"category"} if kind == "copy" else set()  # its sort, which the class calls by the name of the line's kind
    assert words(part) == own
    for name, hint in get_type_hints(KINDS[kind]).items():
        for value in literals(hint):
            assert f"`{value}`" in part, f"{kind}.{name}: {value}"


def test_events_and_sorts_of_figures_are_documented() -> None:
    from rashomon.lang.ar.events import PATTERNS as ARABIC
    from rashomon.lang.ar.kinds import KINDS as ARABIC_KINDS
    from rashomon.lang.en.events import PATTERNS as ENGLISH
    from rashomon.lang.en.kinds import KINDS as ENGLISH_KINDS

    told = set(CODE.findall(section("### event")))
    assert {word for type_, mode, _ in (*ENGLISH, *ARABIC) for word in (type_, mode) if word} <= told
    assert {name for _, name in (*ENGLISH_KINDS, *ARABIC_KINDS)} <= set(CODE.findall(section("### figure")))


def test_every_table_and_column_of_the_store_is_documented() -> None:
    part = section("## The store")
    told = {table.strip("`"): CODE.findall(re.sub(r"\([^)]*\)", "", columns)) for table, columns in zip(cells(part), cells(part, 1), strict=True)}
    assert told.pop("passage_index") == ["keys"]
    assert {name: sorted(columns) for name, columns in told.items()} == {
        name: sorted(c.name for c in table.columns) for name, table in schema.metadata.tables.items()
    }


def test_every_csv_table_is_documented() -> None:
    assert words(section("## CSV tables")) == {f"{name}.csv" for name in TABLES}


def test_every_name_of_the_package_and_every_method_is_documented() -> None:
    names, methods = words(section("## Python").split("A `Record`")[0]), cells(section("## Python").split("A `Record`")[1])
    assert {name.split(".", 1)[1].split("(")[0] for name in names} == set(rashomon.__all__)
    told = {}
    for cell in methods:
        call = cell.strip("`")
        name, _, given = call.partition("(")
        told[name] = [word.split("=")[0].lstrip("*") for word in given.rstrip(")").split(", ") if word]
    public = {name: member for part in Record.__mro__[:-1] for name, member in vars(part).items() if not name.startswith("_")}
    assert set(told) == set(public)
    for name, member in public.items():
        if inspect.isfunction(member):
            assert sorted(told[name]) == sorted(p for p in inspect.signature(member).parameters if p != "self"), name


def test_there_is_one_store_and_no_engine_setting() -> None:
    assert set(STORES) == {"sqlite"}, "a second store: say so under Settings and in CONTRIBUTING"
    assert set(ENGINES) == {"serial", "processes"}
