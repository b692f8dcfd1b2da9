"""The one place where steps are put in order: files → documents → extraction → store, then linking over the record."""

from __future__ import annotations

from rashomon.pipeline.linking import LINKING, link
from rashomon.pipeline.reading import READING, Reader

__all__ = ["LINKING", "READING", "Reader", "link"]
