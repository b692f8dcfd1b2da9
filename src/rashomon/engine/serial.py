"""One shard after another, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")


class Serial:
    def __init__(self, jobs: int = 1) -> None:
        del jobs

    def map(self, work: Callable[[S, A], B], shards: Iterable[A], prepare: Callable[[], S]) -> Iterator[B]:
        state: S | None = None
        for shard in shards:
            state = prepare() if state is None else state
            yield work(state, shard)
