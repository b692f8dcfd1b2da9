"""People's own lists of known names: taken into a store, listed, and forgotten again. Links follow at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import InputError, NotFound, SetupError
from rashomon.model import Entity, Listed, MentionType
from rashomon.pipeline.building import relink
from rashomon.read.lists import entries
from rashomon.store import Store

NAME = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """A list in a record: how many `entries`, of which `found` are the identifier of an entity; `bad` lines when it was imported."""

    name: str
    entries: int
    found: int
    bad: int = 0


def import_list(
    store: Store, path: Path, name: str | None, kind: MentionType | None, dump: Path | None, problem: Callable[[InputError], None] = lambda _: None
) -> NameList:
    """Takes a list into a store, in place of one of that name, and links the record with it. Raises SetupError."""
    called = name or path.stem.split(".")[0]
    if not NAME.fullmatch(called):
        raise SetupError(f"{called!r} cannot name a list: give letters, digits, dots and hyphens with --name")
    bad: list[InputError] = []

    def keep(error: InputError) -> None:
        bad.append(error)
        problem(error)

    found = list(entries(path, called, kind, keep))
    if not found:
        raise SetupError(f"{path}: no entry that can be used; nothing was changed")
    with store.atomic():
        store.set_list(called, found)
        relink(store, dump=dump)
    (made,) = [x for x in lists(store) if x.name == called]
    return NameList(name=called, entries=made.entries, found=made.found, bad=len(bad))


def lists(store: Store) -> list[NameList]:
    """The lists of a store, by name."""
    own = {f"{e.list}:{e.identifier}": e.list for e in store.find(Listed)}
    found = Counter(own[ref] for ref in {ref for e in store.find(Entity) for ref in e.refs if ref in own})
    return [NameList(name=name, entries=count, found=found[name]) for name, count in sorted(Counter(own.values()).items())]


def forget(store: Store, name: str, dump: Path | None) -> None:
    """Takes a list out of a store, with what linking had from it. Raises NotFound."""
    known = [x.name for x in lists(store)]
    if name not in known:
        raise NotFound(f"no list {name!r} in the record (there are {', '.join(known) or 'none'})")
    with store.atomic():
        store.set_list(name, ())
        relink(store, dump=dump)
