"""The command that starts the workbench."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli_options import Store, Who, record


def serve(
    location: Annotated[str | None, typer.Argument(metavar="STORE", show_default=False, help="The file that keeps the record; the same as --store.")] = None,
    store: Store = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on; other machines can reach it only with a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="Port to listen on; 0 for any that is free.")] = 8765,
    token: Annotated[str | None, typer.Option(metavar="TEXT", help="What readers have to know; better kept in RASHOMON_TOKEN.")] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="Another name under which the server is opened, such as desk.example.org:443.")
    ] = None,
    who: Who = None,
) -> None:
    """The workbench: the record as pages in your browser, on this machine, with review and undo."""
    from rashomon.web.serving import serve as serve_

    with record(location or store, token=token, who=who) as found:
        given = found.settings

        def ready(address: str) -> None:
            print(f"{given.store}: open {address} (Ctrl-C stops)", flush=True)

        serve_(given, host=host, port=port, token=given.token or None, names=tuple(name or ()), ready=ready)
