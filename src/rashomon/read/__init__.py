"""The READER seam: bytes to documents. A reader claims data by its content and gives text and metadata.

`source` reads the bytes of one document; `FileReader` finds in its text and in what the format says of it title, outlet, author
and date (with where each was found), marks clutter, and splits digests into clippings. `rashomon.read.members` takes apart what
holds several documents. Nothing here looks at anything outside the bytes.
"""

from __future__ import annotations

from importlib import import_module

from rashomon.read.documents import FileReader
from rashomon.read.source import Source
from rashomon.read.text import decode

# Tried in order; the first that claims the data reads it.
READERS: dict[str, str] = {
    "pdf": "rashomon.read.pdf:read_pdf",
    "office": "rashomon.read.office:read_office",
    "rtf": "rashomon.read.rtf:read_rtf",
    "mail": "rashomon.read.mail:read_mail",
    "html": "rashomon.read.html:read_html",
    "text": "rashomon.read:read_text",
}
# Readers of what only a container gives, by the name that it gives them.
WITHIN: dict[str, str] = {"row": "rashomon.read.rows:read_row"}


def read_text(data: bytes, file: str) -> Source | None:
    """Plain text of any encoding."""
    decoded = decode(data, file)
    return Source(text=decoded.text, encoding=decoded.encoding, notes=decoded.notes)


def source(data: bytes, file: str, reader: str | None = None) -> Source:
    """The first reader's answer, or that of the reader that the container named. Raises InputError where no reader can use the bytes."""
    targets = [(READERS | WITHIN)[reader]] if reader else []
    for target in (*targets, *READERS.values()):
        module, attribute = target.split(":")
        found: Source | None = getattr(import_module(module), attribute)(data, file)
        if found is not None:
            return found
    raise AssertionError("the text reader claims everything or raises")


__all__ = ["READERS", "FileReader", "Source", "read_text", "source"]
