"""Shards in processes of this machine. Every process has one shard at a time, and no more than two shards a process are
under way or waiting for their turn, so memory stays bounded.

Each process is served through a pipe of its own. When this process ends, however it ends, the pipes close and the others
end by themselves; when one of the others dies, its pipe closes and the run ends with a plain error.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from rashomon.errors import SetupError

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")
END = object()


class Processes:
    def __init__(self, jobs: int = 2) -> None:
        self._jobs = max(1, jobs)

    def map(self, work: Callable[[S, A], B], shards: Iterable[A], prepare: Callable[[], S]) -> Iterator[B]:
        lines: list[Connection] = []
        processes: list[BaseProcess] = []

        def another() -> Connection | None:
            """The pipe to one more process, while there may be more."""
            if len(processes) >= self._jobs:
                return None
            line, process = _start(work, prepare)
            lines.append(line)
            processes.append(process)
            return line

        try:
            yield from _served(iter(shards), another, 2 * self._jobs)
        finally:
            for line in lines:
                line.close()
            for process in processes:
                process.terminate()  # nothing is lost: answers that count were taken, and only this process writes
                process.join()


def _served(shards: Iterator[Any], another: Callable[[], Connection | None], most: int) -> Iterator[Any]:
    """Answers in the order of the shards. Raises SetupError when a process dies."""
    idle: list[Connection] = []
    at_work: dict[Connection, int] = {}
    ready: dict[int, Any] = {}
    waiting: list[Any] = []  # the next shard, where no process is free for it
    sent = given = 0
    more = True
    try:
        while more or waiting or given < sent:
            while sent - given < most:
                if not waiting:
                    shard = next(shards, END) if more else END
                    if shard is END:
                        more = False
                        break
                    waiting.append(shard)
                line = idle.pop() if idle else another()
                if line is None:
                    break
                line.send(waiting.pop())
                at_work[line] = sent
                sent += 1
            while given in ready:
                yield ready.pop(given)
                given += 1
            if given < sent and given not in ready:
                answered = wait(list(at_work))
                for line in [one for one in at_work if one in answered]:
                    well, answer = line.recv()
                    if not well:
                        raise answer
                    ready[at_work.pop(line)] = answer
                    idle.append(line)
    except (EOFError, ConnectionError) as error:
        raise SetupError("a reading process died, perhaps for want of memory; what was read is kept (run again with --jobs 1)") from error


def _start(work: Callable[..., Any], prepare: Callable[[], Any]) -> tuple[Connection, BaseProcess]:
    """A process and the pipe to it."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, work, prepare), daemon=True)
    with _deaf():
        process.start()
    there.close()
    return here, process


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C is for the parent alone: a process started here never hears it, not even while it wakes up."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it later would let Ctrl-C in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(line: Connection, work: Callable[..., Any], prepare: Callable[[], Any]) -> None:
    """What a process does until its pipe closes: takes a shard, gives (True, answer) or (False, exception)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, ConnectionError):
        try:
            state = prepare()
        except Exception as error:
            line.recv()
            line.send((False, error))
            return
        while True:
            shard = line.recv()
            try:
                answer: tuple[bool, Any] = (True, work(state, shard))
            except Exception as error:
                answer = (False, error)
            try:
                line.send(answer)
            except (TypeError, AttributeError, ValueError) as error:  # what cannot be pickled
                line.send((False, SetupError(f"an answer that cannot leave its process: {error}")))
