"""One shard after another, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")


class Serial:
    def __init__(self, jobs: int = 1) -> None:
        del jobs

    def map(self, work: Callable[[S, A], B], shards: Sequence[A], prepare: Callable[[], S]) -> Iterator[B]:
        if shards:
            state = prepare()
            for shard in shards:
                yield work(state, shard)
