"""Commands for what is known beforehand: places of a GeoNames dump, and people's own lists."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from rashomon.cli_options import Json, Store, record, show

places_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Load the places of a GeoNames dump, smaller ones than those that come with the program."
)


@places_app.command("load")
def places_load(
    dump: Annotated[str, typer.Argument(metavar="FILE", help="cities500.zip, LY.zip, allCountries.zip, or the .txt inside.")],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary, only problems.")] = False,
    as_json: Json = False,
) -> None:
    """Load a GeoNames dump; builds look places up in it from then on. What was loaded before is replaced."""
    from rashomon.api import load_places
    from rashomon.terminal import Problems, Progress, print_loaded, warn

    progress, problems = Progress(quiet or as_json), Problems()
    try:
        loaded = load_places(dump, progress, problems)
    except KeyboardInterrupt:
        warn("rashomon: stopped; nothing was changed, run the same command to load the places from the beginning")
        raise typer.Exit(130) from None
    finally:
        progress.close()
    problems.close()
    if as_json or not quiet:
        show(loaded, as_json, print_loaded)
    if loaded.bad:
        raise typer.Exit(1)


entities_app = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="Persons, bodies and places of the record: what was joined or left apart, and why; your own lists of them.",
)


@entities_app.callback()
def entities_all(
    asked: typer.Context,
    store: Store = None,
    about: Annotated[str | None, typer.Option("--about", metavar="NAME", help="Only those that this name, in any spelling, can mean.")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only persons, organisations, groups or places.")] = None,
    joined: Annotated[bool, typer.Option("--joined", help="Only those of which spellings were joined.")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="Only those left apart from others they could be taken for.")] = False,
    least: Annotated[int, typer.Option("--least", metavar="N", min=1, help="Only those named so often.")] = 1,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Print so many; 0 for all.")] = 50,
    as_json: Json = False,
) -> None:
    """Every entity with its spellings, the joins that made it and what it was left apart from, each with the reason."""
    if asked.invoked_subcommand is not None:
        return
    from rashomon.terminal import print_entities

    with record(store) as opened:
        found = opened.entities(about=about, type=kind, joined=joined, apart=apart, least=least)
        show(found if not limit else found[:limit], as_json, lambda some: print_entities(some, len(found)))


@entities_app.command("import")
def entities_import(
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV with a column “name”, or FollowTheMoney as JSON lines.")],
    store: Store = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="What to call the list [default: the name of the file].")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Type of CSV lines that give none: person, organisation, group or place.")] = None,
    as_json: Json = False,
) -> None:
    """Take a list into the record: entities of these names get its identifiers, and two of its entries are never joined."""
    from rashomon.errors import SetupError
    from rashomon.model import MentionType
    from rashomon.terminal import Problems, print_lists

    if kind is not None and kind not in get_args(MentionType):
        raise SetupError(f"no type {kind!r}: {', '.join(get_args(MentionType))}")
    problems = Problems()
    with record(store) as opened:
        made = opened.import_list(file, name=name, type=kind, problem=problems)  # type: ignore[arg-type]
    problems.close()
    show(made, as_json, lambda m: print_lists([m]))
    if made.bad:
        raise typer.Exit(1)


@entities_app.command("lists")
def entities_lists(store: Store = None, as_json: Json = False) -> None:
    """The lists that the record has, and how many of their entries it names."""
    from rashomon.terminal import print_lists

    with record(store) as opened:
        show(opened.lists(), as_json, print_lists)


@entities_app.command("forget")
def entities_forget(name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a list.")], store: Store = None) -> None:
    """Take a list out of the record again, with all identifiers that came from it."""
    with record(store) as opened:
        opened.forget_list(name)
    print(f"{name}: forgotten")
