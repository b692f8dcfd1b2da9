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
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for those who read the ledger.")]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides [default: RASHOMON_WHO, or your login name].")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to this day, month or year.")]
Language = Annotated[str | None, typer.Option("--language", "-l", metavar="CODE", help="Only reports in this language (en, ar).")]
Least = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="N", help="Hide lines of which a model is less sure (0 to 1); lines without a number stay [default: 0]."),
]


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


def tell(record: Record, answer: Any, as_json: bool, render: Callable[[Any], None]) -> None:
    """The same for a question that may hide lines: how many, beneath the answer, or beside it where programs read it."""
    show(answer, as_json, render)
    tell_hidden(record, aside=as_json)


def tell_hidden(record: Record, aside: bool) -> None:
    if count := record.hidden:
        from rashomon.terminal import print_hidden

        print_hidden(count, record.settings.min_confidence, aside)
