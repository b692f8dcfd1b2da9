"""Shards in processes of this machine; no more than two shards a process are under way, so memory stays bounded."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from rashomon.errors import SetupError

A = TypeVar("A")
B = TypeVar("B")


def _quiet() -> None:
    """Ctrl-C is for the parent, which lets what is under way go and leaves a sound store."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Processes:
    def __init__(self, jobs: int = 2) -> None:
        self._jobs = max(1, jobs)

    def map(self, work: Callable[[A], B], shards: Sequence[A]) -> Iterator[B]:
        pool = ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet)
        under_way: deque[Future[B]] = deque()
        try:
            for shard in shards:
                under_way.append(pool.submit(work, shard))
                if len(under_way) >= 2 * self._jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            raise SetupError("a reading process died, perhaps for want of memory; what was read is kept (run again with --jobs 1)") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
