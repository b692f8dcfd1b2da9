"""Markup that is no page (a mail, an item of a feed): all its words, blocks on lines of their own."""

from __future__ import annotations

from typing import Any

from rashomon.read.body import lined, plain
from rashomon.read.source import Quoted

BLOCKS = frozenset(
    "p div br tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote pre hr dt dd dl section article header footer aside figure figcaption center address form fieldset".split()
)
UNSEEN = frozenset("script style head title template noscript svg".split())
DEEPEST = 200


def text_of(markup: str) -> tuple[str, tuple[Quoted, ...], tuple[str, ...]]:
    """(the words, blocks of quotation, paragraphs set in bold) of a fragment of HTML; never raises."""
    from lxml import etree
    from lxml.html import document_fromstring

    from rashomon.read.html import bold, quoted

    try:
        root = document_fromstring(markup)
    except (etree.LxmlError, ValueError, AssertionError):
        return plain(markup), (), ()
    out: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if left:
            if tag in BLOCKS:
                out.append("\n")
            out.append(element.tail or "")
            continue
        if not tag or tag in UNSEEN or "display:none" in (element.get("style") or "").replace(" ", ""):
            out.append(element.tail or "")
            continue
        if tag in BLOCKS:
            out.append("\n")
        elif tag in ("td", "th") and element.getprevious() is not None:
            out.append(" ")
        out.append((element.text or "").replace("\n", " ") if tag != "pre" else element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return lined("".join(out).split("\n")).replace("\n", "\n\n"), tuple(quoted(root)), tuple(bold(root))
