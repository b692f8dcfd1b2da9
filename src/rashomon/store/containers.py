"""What a store remembers of files that hold several documents: that all in them was read, from which bytes, by which rules.

Kept beside the documents, since a container is no document itself. A container that is not in this list, or in it with other bytes or
rules, is opened again; its members that are known by their digests are not read again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon import codec
from rashomon.store import Store
from rashomon.store.schema import path_in, path_out

KEY = "container "


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file that holds documents: `name`, `path`, `size`, `mtime` and `sha256` as of a file; `reading` the rules that took it apart;
    `gone` documents that earlier versions of it held."""

    name: str
    path: str
    size: int
    mtime: int
    sha256: str
    reading: str
    gone: tuple[str, ...] = ()


def containers(store: Store) -> dict[str, Container]:
    """Every container that was read to its end, by name."""
    found = (codec.unpack(kept, Container) for kept in store.facts(KEY).values())
    return {c.name: replace(c, path=path_in(c.path)) for c in found}


def set_container(store: Store, found: Container) -> None:
    """Writes down that a container was read to its end."""
    store.set(f"{KEY}{found.name}", codec.pack(replace(found, path=path_out(found.path))))
