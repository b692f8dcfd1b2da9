"""Browsing: the part of the façade that answers page by page. `rashomon.api.Record` inherits it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rashomon.browsing.browser import Browser
from rashomon.browsing.held import Held
from rashomon.config import Settings
from rashomon.store import open_store


class Browsing:
    """What a record can do for somebody who looks at it a page at a time."""

    settings: Settings

    @contextmanager
    def browse(self, held: Held | None = None) -> Iterator[Browser]:
        """Opens the store for one state of it: everything asked inside is of that state, whatever is written meanwhile. `held` keeps what
        is the same for the next time; one can serve many threads. Raises StoreError."""
        store = open_store(self.settings.location, kind=self.settings.storage)
        try:
            with store.reading():
                yield Browser(store, held or Held())
        finally:
            store.close()
