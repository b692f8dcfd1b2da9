"""The ENGINE seam: where work on many files is done. An engine maps a function over shards, a bounded number at a time.

Results come in the order of the shards, so that every engine writes the same record. The ledger of what is done is the
store itself: a file is done when it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

from rashomon.errors import SetupError

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")

ENGINES: dict[str, str] = {
    "serial": "rashomon.engine.serial:Serial",
    "processes": "rashomon.engine.processes:Processes",
}


class Engine(Protocol):
    """Maps work over shards. `work` and `prepare` must be functions of a module, so that other processes can find them."""

    def map(self, work: Callable[[S, A], B], shards: Iterable[A], prepare: Callable[[], S]) -> Iterator[B]:
        """`work(state, shard)` of every shard, in the order of the shards. Every worker makes its own `state` once, by
        `prepare()`, and keeps it from shard to shard. Shards are taken as they are needed, a bounded number ahead. An exception of the work ends the run with that exception."""
        ...


def open_engine(kind: str, jobs: int = 1) -> Engine:
    """An engine by name. Raises SetupError."""
    if kind not in ENGINES:
        raise SetupError(f"no engine called {kind!r}: known are {', '.join(sorted(ENGINES))}")
    module, attribute = ENGINES[kind].split(":")
    made: Any = getattr(import_module(module), attribute)(jobs)
    return cast(Engine, made)
