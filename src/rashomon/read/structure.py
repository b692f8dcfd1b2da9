"""What the markup of a page says of its lines, beyond their words: quoted blocks, headings, credits, and posts of a thread.

Lines are given by their words with single spaces, so that they can be found again in the text that is taken out of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import Any

from rashomon.read.source import Mark

BLOCKS = frozenset(
    "address article aside blockquote body caption cite-block dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul".split()
)
APART = frozenset("article section blockquote figure h1 h2 h3 h4 dl table".split())
FURNITURE = re.compile(r"\b(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|share|sharing|social|related|cookie\w*|newsletter|pagination|skip-link)\b", re.I)
SILENT = frozenset("script style noscript template svg head nav select button".split())
CREDITED = re.compile(r"\b(?:via|source|credit|attribution|cite|byline|meta|outlet|publisher|publication)\b", re.I)
HEADINGS = "//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or self::dt]"
QUOTERS = "//*[self::cite or self::figcaption[..//blockquote]]"
NAMED = frozenset(("p", "div", "span", "small", "footer"))
TYPED = "//p[.//em or .//i or (br and (.//strong or .//b))]"
LONGEST = 300  # characters of a credit
DEEPEST = 200  # elements inside each other; deeper ones are read as one line
NEIGHBOURS = "//*[count(*[self::div or self::article or self::section or self::li or self::tr or self::table or self::dd]) >= 3]"
POST = 60  # characters of a post, at least
POSTS = 3
YEAR = re.compile(r"(?:19|20)\d\d")  # in a credit, and in what stands above a post
LOST = 2  # lines that markup tells apart, lost on the way to the text
LINKED = 0.4  # share of a post's characters that are links; lists of teasers have more
TAKEN = 0.6  # of the posts are in the text already: nothing to mend


def lines_of(element: Any, depth: int = 0) -> Iterator[str]:
    """The lines of an element as a browser breaks them: at blocks and line breaks."""
    piece: list[str] = []
    for part in _pieces(element, depth):
        if part in ("\n", "\n\n"):
            words = " ".join("".join(piece).split())
            piece = []
            if words:
                yield words
        else:
            piece.append(part)
    if words := " ".join("".join(piece).split()):
        yield words


def _pieces(element: Any, depth: int, own: bool = False) -> Iterator[str]:
    """Text with a line break wherever a line ends, and two around what stands apart; `own`: without the page's furniture."""
    if not isinstance(element.tag, str) or element.tag in SILENT or (own and depth and _furniture(element)):
        return
    if depth > DEEPEST:
        yield "".join(element.itertext())
        return
    block = element.tag in BLOCKS
    if block or element.tag == "br":
        yield "\n\n" if element.tag in APART else "\n"
    if element.text:
        yield element.text.replace("\n", " ")
    for child in element:
        yield from _pieces(child, depth + 1, own)
        if child.tail:
            yield child.tail.replace("\n", " ")
    if block:
        yield "\n\n" if element.tag in APART else "\n"


def _furniture(element: Any) -> bool:
    if element.tag == "aside" or (element.tag in ("footer", "header", "form") and not any(a.tag in APART for a in element.iterancestors())):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return FURNITURE.search(names) is not None


def marks(tree: Any) -> Iterator[tuple[Mark, str]]:
    """(mark, words) of the lines of a page that its markup tells apart, in no special order."""
    if tree is None:
        return
    for quote in tree.iter("blockquote"):
        if not any(a.tag == "blockquote" for a in quote.iterancestors()):
            named = {line for part in quote.iter("footer", "cite") for line in lines_of(part)}
            for line in lines_of(quote):
                yield ("credit" if line in named else "quote"), line
                if quote.get("cite") and line not in named:
                    yield "cited", line
    for element in tree.xpath(HEADINGS):
        yield from (("heading", line) for line in lines_of(element))
    classed = [name.getparent() for name in tree.xpath("//@class | //@itemprop") if CREDITED.search(name)]
    for element in (*tree.xpath(QUOTERS), *(e for e in classed if e.tag in NAMED)):
        if len("".join(element.itertext())) <= LONGEST:
            yield from (("credit", line) for line in lines_of(element))
    for element in tree.xpath(TYPED):
        parts = [(part.tag, " ".join("".join(part.itertext()).split())) for part in element.iter("strong", "b", "em", "i")]
        if element.find("br") is not None:
            own = frozenset(lines_of(element))
            yield from (("bold" if tag in ("strong", "b") else "italic", words) for tag, words in parts if words in own)  # a line of its own in a paragraph
        shown = " ".join("".join(element.itertext()).split())
        if shown and "".join(shown.split()) == "".join("".join(words.split()) for tag, words in parts if tag in ("em", "i")):
            yield "italic", shown


def asking(bold: tuple[str, ...], told: tuple[tuple[Mark, str], ...]) -> tuple[str, ...]:
    """Lines set apart in type, which in interviews ask: those in bold, else those in italics, else headings that are questions."""
    if len(bold) >= 3:
        return bold
    lines = (*bold, *(words for mark, words in told if mark == "bold"))
    if len(lines) >= 3:
        return lines
    italic = tuple(words for mark, words in told if mark == "italic")
    if len(italic) >= 3:
        return italic
    headed = tuple(words for mark, words in told if mark == "heading")
    return headed if sum(words.rstrip('"”»')[-1:] in "?؟" for words in headed) >= 3 else bold


def whole(tree: Any, text: str, told: Sequence[tuple[Mark, str]]) -> str | None:
    """All of a page's own lines, where `text` has lost what its markup tells apart; None on any other page.

    What is taken for the article often lacks credits, captions and the later posts of a thread. Navigation, side columns and
    the foot of the page are left out; so are pages whose lost lines are few.
    """
    if tree is None:
        return None
    known = {_bare(line) for line in text.split("\n")}
    lost = {words for mark, words in told if (mark == "quote" or (mark in ("credit", "heading") and YEAR.search(words))) and _bare(words) not in known}
    if len(lost) < LOST and not _posts_lost(tree, known):
        return None
    body = next((only[0] for name in ("main", "article", "body") if len(only := tree.findall(f".//{name}")) == 1), tree)
    lines: list[str] = []
    for words in "".join(_pieces(body, 0, own=True)).split("\n"):
        words = " ".join(words.split())
        if words or (lines and lines[-1]):
            lines.append(words)
    return "\n".join(lines).strip() or None


def _posts_lost(tree: Any, known: Set[str]) -> bool:
    """Whether a page is made of neighbours of one element and class with words of their own, most of which were not taken."""
    for parent in tree.xpath(NEIGHBOURS):
        alike: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for child in parent:
            if isinstance(child.tag, str) and child.tag in ("div", "article", "section", "li", "tr", "table", "dd"):
                alike[child.tag, " ".join((child.get("class") or "").split()[:1])].append(child)
        for own in alike.values():
            if len(own) < POSTS:
                continue
            shown = [(e, words) for e in own if len(words := "".join(e.itertext()).strip()) >= POST]
            dated = sum(YEAR.search(words) is not None for _, words in shown)
            if len(shown) < POSTS or dated < max(POSTS, TAKEN * len(shown)):
                continue
            posts = [e for e, _ in shown if not _linked(e)]
            told = [_bare(max(lines_of(e), key=len, default="")) in known for e in posts]
            if len(posts) >= POSTS and any(told) and sum(told) < TAKEN * len(told):
                return True
    return False


def _bare(words: str) -> str:
    return re.sub(r"\W+", "", words)


def _linked(element: Any) -> bool:
    links = sum(len("".join(a.itertext())) for a in element.iter("a"))
    return links > LINKED * len("".join(element.itertext()))
