"""What a store remembers of files that hold several documents: that all in them was read, from which bytes, by which rules.

Kept beside the documents, since a container is no document itself. A container that is not in this list, or in it with other bytes or
rules, is opened again; its members that are known by their digests are not read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon import codec
from rashomon.store import Store

KEY = "containers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file that holds documents: `name`, `path`, `size`, `mtime` and `sha256` as of a file; `reading` the rules that took it apart."""

    name: str
    path: str
    size: int
    mtime: int
    sha256: str
    reading: str


def containers(store: Store) -> dict[str, Container]:
    """Every container that was read to its end, by name."""
    kept = store.get(KEY)
    return {c.name: c for c in codec.unpack(kept, list[Container])} if kept else {}


def set_containers(store: Store, found: Iterable[Container]) -> None:
    """Writes the whole list."""
    store.set(KEY, codec.pack(sorted(found, key=lambda c: c.name)))
