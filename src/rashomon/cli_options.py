"""What the commands of every group share: options, the record they ask, and how an answer is printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rashomon.api import Record

Store = Annotated[
    str | None, typer.Option("--store", "-s", metavar="FILE", help="The file that keeps the record [default: rashomon.sqlite, or RASHOMON_STORE].")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def record(store: str | None, **settings: Any) -> Record:
    from rashomon import config
    from rashomon.api import Record

    return Record(config.load(store=store, **settings))


def show(answer: Any, as_json: bool, render: Callable[[Any], None]) -> None:
    """Prints an answer as JSON or for people."""
    if as_json:
        from rashomon.codec import json_bytes

        sys.stdout.buffer.write(json_bytes(answer) + b"\n")
        sys.stdout.buffer.flush()
    else:
        render(answer)
