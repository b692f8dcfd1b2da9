"""Commands for where a record comes from: outlets, and who prints whose text."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli_options import Json, Language, Least, Since, Store, Until, show, tell
from rashomon.cli_options import record as opened


def sources(store: Store = None, since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False) -> None:
    """Outlets: what each carries of its own, what it repeats, whom it lets speak; files that were skipped."""
    from rashomon.terminal_sources import print_sources

    with opened(store, min_confidence=least) as record:
        tell(record, record.sources(since=since, until=until, language=language), as_json, print_sources)


def copies(
    store: Store = None,
    of: Annotated[str | None, typer.Option("--of", metavar="DOC", help="Only the group of this file, or of the document with this id.")] = None,
    since: Since = None, until: Until = None, language: Language = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Reports that share a text: duplicates, versions with what changed, excerpts; the longest run they share."""
    from rashomon.terminal_sources import print_copies

    with opened(store) as record:
        show(record.copies(of=of, since=since, until=until, language=language), as_json, print_copies)
