"""What stays the same from one answer to the next: names until the next linking, counts until files or names change.

Safe for many threads: what is made is never changed, and is put in place as a whole.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from rashomon.store import Store
from rashomon.views.part import Names

T = TypeVar("T")
MOST = 64  # answers kept
PATIENCE = 10.0  # seconds


class Held:
    """Kept by whoever asks many times; made without anything in it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._names: tuple[str, Names] | None = None
        self._answers: dict[Hashable, Any] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._state: tuple[str, str, float] | None = None

    def names(self, store: Store) -> Names:
        """The names of the linking that a store holds now."""
        state = links_of(store)
        held = self._names
        if held is not None and held[0] == state:
            return held[1]
        with self._lock:  # one thread fetches them, the others wait for it
            held = self._names
            if held is None or held[0] != state:
                held = self._names = (state, Names(store))
            return held[1]

    def state(self, store: Store) -> str:
        """A mark of files and links under which counts are held. While a build adds file after file it changes every `PATIENCE` seconds at most, so
        that counts are not made anew for each; they may be that old then."""
        held, links, now = self._state, links_of(store), time.monotonic()
        if held is not None and held[0] == links and now - held[2] < PATIENCE and not store.get("linked"):
            return held[1]
        mark = files_of(store)
        self._state = (links, mark, now)
        return mark

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """An answer by its key, made when it is not there; the key holds the state that the answer is of."""
        found = self._answers.get(key)
        if found is not None:
            return cast(T, found)
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:  # one thread makes it, the others that ask the same wait for it
            found = self._answers.get(key)
            if found is None:
                found = make()
                with self._lock:
                    while len(self._answers) >= MOST:
                        self._answers.pop(next(iter(self._answers)))
                    self._answers[key] = found
                    self._making.pop(key, None)
        return cast(T, found)


def links_of(store: Store) -> str:
    """A mark that changes with every linking."""
    return store.get("links") or store.get("linked") or ""


def files_of(store: Store) -> str:
    """A mark that changes with every linking and with every file that is read, replaced or marked."""
    counts = store.file_counts()
    return " ".join([links_of(store), *(f"{state}={n}" for state, n in sorted(counts.items()))])
