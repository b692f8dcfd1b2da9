"""Commands for what is known beforehand: places of a GeoNames dump, and people's own lists."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli_options import Json, show

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
