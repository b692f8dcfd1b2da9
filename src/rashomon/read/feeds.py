"""RSS and Atom files: each item a document, with the title, date, author and address that the feed gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.read.members import INSIDE, Budget, Member
from rashomon.read.rows import Fields, packed

ROOT = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,300}\?>\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*<(?:rss|feed|rdf:RDF)[\s>]",
    re.S,
)
FIELDS = {
    "text": ("encoded", "content", "description", "summary"), "title": ("title",), "published": ("pubDate", "published", "issued", "date"),
    "author": ("creator", "author"), "url": ("origLink", "link"), "id": ("guid", "id"),
}  # fmt: skip


def is_feed(head: bytes) -> bool:
    return ROOT.match(head) is not None


def items(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """The items of a feed under their ids or addresses, else their numbers. No entity is expanded. Raises InputError for what is no XML."""
    from lxml import etree

    data = stream.read(budget.limits.member + 1)
    if len(data) > budget.limits.member:
        raise InputError(file, f"a feed larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
    try:
        root = etree.fromstring(
            data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise InputError(file, "a feed whose XML is broken", "get another copy of it")
    outlet = next((words for e in root.iter() if _local(e) == "title" and _local(e.getparent()) in ("channel", "feed") and (words := _words(e))), "")
    number = 0
    for element in root.iter():
        if _local(element) not in ("item", "entry"):
            continue
        number += 1
        found: Fields = {}
        for field, names in FIELDS.items():
            for name in names:
                if value := next((v for child in element if _local(child) == name and (v := _value(child, field))), ""):
                    found[field] = (f"feed {name}", value)
                    break
        source = next((words for child in element if _local(child) == "source" and (words := _words(child))), "")
        if source or outlet:
            found["outlet"] = ("feed source", source) if source else ("title of the feed", outlet)
        address = found.pop("id", found.get("url", ("", str(number))))[1]
        if "text" not in found and "title" not in found:
            yield InputError(f"{file}{INSIDE}{number}", "an item without words", "nothing to do")
            continue
        found.setdefault("text", found.get("title", ("", "")))
        yield Member(address=address if len(address) <= 200 else str(number), data=packed(found), reader="row")


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _value(element: Any, field: str) -> str:
    """What an element of an item says. Atom gives links as attributes, authors as elements with a name, content as markup of its own."""
    if field == "url":
        return (element.get("href") or _words(element)) if element.get("rel", "alternate") == "alternate" else ""
    if field == "author":
        return next((_words(child) for child in element if _local(child) == "name"), _words(element))
    if field == "text" and element.get("type") == "xhtml" and len(element):
        from lxml import etree

        return re.sub(r"(</?)\w+:", r"\1", etree.tostring(element[0], encoding="unicode"))
    return "".join(element.itertext()).strip() if field == "text" else _words(element)
