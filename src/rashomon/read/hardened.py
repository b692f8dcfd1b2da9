"""Parts of files that strangers made: XML without entities and outside references, members of a zip without bombs."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import Any

from rashomon.errors import InputError

MOST_XML = 32_000_000  # bytes of one part of an office file
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError, IndexError)


def xml(data: bytes, file: str) -> Any:
    """The root of an XML document. No entity is expanded, nothing outside is read. Raises InputError for what is no sound XML,
    and for a document type, which office files never have."""
    from lxml import etree

    if DOCTYPE.search(data[:4096]):
        raise InputError(file, "declares XML entities, which no office program writes", "open it in its program and save it anew")
    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError) as error:
        raise InputError(file, f"its XML is broken ({' '.join(str(error).split())[:120]})", "open it in its program and save it anew") from None


def part(archive: zipfile.ZipFile, name: str, file: str, limit: int = MOST_XML) -> bytes | None:
    """A member of a zip, None where there is none. Raises InputError where it is broken, locked or larger than `limit` bytes."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise InputError(file, "it is locked with a password", "save it without the password")
    try:
        with archive.open(info) as handle:
            data = handle.read(limit + 1)
    except BROKEN as error:
        raise InputError(file, f"{name} in it is broken ({type(error).__name__})", "open it in its program and save it anew") from None
    if len(data) > limit:
        raise InputError(file, f"{name} in it is larger than {limit / 1_000_000:g} MB unpacked", "save it in parts")
    return data
