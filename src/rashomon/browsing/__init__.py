"""Answers of one screen: what a page shows of a record of any size, asked of the store line by line (see decision 31).

A `Browser` sees one state of the store for as long as it is open. What is the same for every answer until the next linking is `Held`
from one to the next.
"""

from __future__ import annotations

from rashomon.browsing.browser import Browser
from rashomon.browsing.held import Held

__all__ = ["Browser", "Held"]
