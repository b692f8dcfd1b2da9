"""Rashomon: who said what, when, and through whom, from a pile of reports in English and Arabic.

    import rashomon
    record = rashomon.open("pile.sqlite")
    record.build("reports/")

See `rashomon.api.Record` for what can be asked. It never says what is true; it shows who says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rashomon._version import __version__

if TYPE_CHECKING:
    from rashomon.api import Record, annotate, open, read_bytes

__all__ = ["Record", "__version__", "annotate", "open", "read_bytes"]


def __getattr__(name: str) -> Any:
    """The façade is loaded when it is first used, so that `import rashomon` and `rashomon --help` stay quick."""
    if name in ("Record", "annotate", "open", "read_bytes"):
        from rashomon import api

        return getattr(api, name)
    raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
