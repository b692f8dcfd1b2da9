"""Pages as HTML. Every word of a report is escaped, isolated for its direction, and its direction overrides are shown instead of obeyed."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from rashomon import edtf
from rashomon._version import __version__
from rashomon.browsing.answers import DocumentPage, Layer, Quoted
from rashomon.export.html import CONTROLS, LOW, direction, number, sentence, shorten, words
from rashomon.views.figures import WORDS
from rashomon.views.search import Hit
from rashomon.views.snapshot import Cite, Spoken
from rashomon.web import charts

ASSETS: Mapping[str, str] = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
NAV = (
    ("/", "Overview"), ("/timeline", "Timeline"), ("/statements", "Statements"), ("/disputes", "Disputes"), ("/figures", "Figures"), ("/entities", "Names"),
    ("/sources", "Sources"), ("/documents", "Documents"), ("/map", "Map"), ("/review", "Review"), ("/history", "History"),
)  # fmt: skip
LAYERS = (("names", "Names"), ("times", "Times"), ("figures", "Figures"), ("statements", "Statements"), ("clutter", "Clutter"))
CLASS = {
    "name": "h-names",
    "time": "h-times",
    "figure": "h-figures",
    "content": "h-content",
    "source": "h-source",
    "cue": "h-cue",
    "title": "h-title",
    "clutter": "h-clutter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a text: `html` with its highlights, what begins in it (a clipping, a turn), and the statements made in it."""

    html: Markup
    direction: str
    clipping: str
    begins: str
    turn: str
    role: str
    clutter: bool
    statements: tuple[Spoken, ...]


class Renderer:
    """Templates and assets, loaded once."""

    def __init__(self) -> None:
        folder = files("rashomon.web.templates")
        static = files("rashomon.web.static")
        self.assets = {name: static.joinpath(name).read_bytes() for name in ASSETS}
        self._jinja = Environment(
            loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            auto_reload=False,
        )  # fmt: skip
        self._jinja.globals.update(
            words=words, sentence=sentence, direction=direction, shorten=shorten, number=number, when=edtf.in_words, charts=charts, low=LOW, version=__version__, nav=NAV,
            layers=LAYERS, at=line_address, paragraphs=paragraphs, passage=passage, verdicts=WORDS, plain=plain, found=found, cards=cards, scale=scale, quote=lambda v: quote(v, safe=""),
        )  # fmt: skip

    def page(self, name: str, **context: Any) -> str:
        return self._jinja.get_template(f"{name}.html.j2").render(**context)


def line_address(cite: Cite, root: str | None = None) -> str:
    """Where the words of a line stand, highlighted."""
    return f"/documents/{quote(root or cite.document, safe='')}?at={quote(cite.id, safe='')}#{quote(cite.id, safe='')}"


def with_query(path: str, query: Mapping[str, str], **changed: object) -> str:
    """An address with some words of its query changed; those that are None go."""
    found = {**query, **{k: str(v) for k, v in changed.items() if v is not None}}
    left = {k: v for k, v in found.items() if v and not (k in changed and changed[k] is None)}
    return path + ("?" + urlencode(left) if left else "")


def scale(whens: list[str | None]) -> tuple[str, str]:
    """The first and the last day of what is shown; nothing where no day is known."""
    edges = [e for w in whens for e in [edtf.columns(w)] if e[0] and e[1]]
    return (min(e[0] or "" for e in edges), max(e[1] or "" for e in edges)) if edges else ("", "")


def passage(quoted: Quoted) -> Markup:
    """Some words, marked, with what stands before and behind them."""
    return Markup("{}<mark>{}</mark>{}").format(words(quoted.before), words(quoted.cite.text), words(quoted.after))


def found(hit: Hit, most: int = 700) -> Markup:
    """A passage with the words that were looked for marked; of a long one the part around the first."""
    c = hit.cite
    low = max(c.start, hit.words[0].start - most // 3) if len(c.text) > most else c.start
    high = min(c.end, low + most)
    out, at = Markup("… " if low > c.start else ""), low
    for span in hit.words:
        if span.end <= high:
            out += words(c.text[at - c.start : span.start - c.start]) + Markup("<mark>{}</mark>").format(
                words(c.text[span.start - c.start : span.end - c.start])
            )
            at = span.end
    return out + words(c.text[at - c.start : high - c.start]) + (" …" if high < c.end else "")


def cards(statements: Sequence[Spoken]) -> list[list[Spoken]]:
    """Statements of one paragraph, those of one speaker, day and stance that follow each other together."""
    out: list[list[Spoken]] = []
    for s in statements:
        if out and (s.chain, s.stance, s.said) == (out[-1][0].chain, out[-1][0].stance, out[-1][0].said):
            out[-1].append(s)
        else:
            out.append([s])
    return out


# ------------------------------------------------------------------------------------------- the text of a document
def paragraphs(page: DocumentPage) -> list[Paragraph]:
    """The text that a document page shows, by lines of the text."""
    outer = [x for x in page.layers if x.part in ("clipping", "turn", "clutter")]
    inner = [x for x in page.layers if x.part in CLASS]
    said: dict[int, list[Spoken]] = defaultdict(list)
    out: list[Paragraph] = []
    bounds = _lines(page)
    starts = [b[0] for b in bounds]
    for s in page.statements:
        said[_line_at(starts, max(s.cite.start, page.start))].append(s)
    by_line: dict[int, list[Layer]] = defaultdict(list)
    for x in inner:
        for n in range(_line_at(starts, max(x.start, page.start)), _line_at(starts, min(x.end, page.end) - 1) + 1):
            by_line[n].append(x)
    opened: set[str] = set()
    for n, (start, end) in enumerate(bounds):
        holding = [x for x in outer if x.start < end and x.end > start]
        clipping = next((x for x in holding if x.part == "clipping"), None)
        turn = next((x for x in holding if x.part == "turn"), None)
        begins = clipping.note if clipping and clipping.line not in opened else ""
        told = turn.note if turn and turn.line not in opened else ""
        opened.update(x.line for x in (clipping, turn) if x)
        clutter = any(x.part == "clutter" and x.start <= start and end <= x.end for x in holding)
        ids = [x.line for x in (clipping,) if x and begins]
        text = page.text[start - page.start : end - page.start]
        out.append(
            Paragraph(
                html=_anchors(ids) + _highlighted(page, by_line[n], start, end, opened), direction=direction(text), clipping=clipping.line if clipping else "", begins=begins,
                turn=told, role=turn.note.split(":")[0] if turn else "", clutter=clutter, statements=tuple(said[n]),
            )
        )  # fmt: skip
    return out


def _lines(page: DocumentPage) -> list[tuple[int, int]]:
    """Lines of the text with something in them (characters of the file's text)."""
    out, at = [], page.start
    for piece in page.text.split("\n"):
        if piece.strip():
            out.append((at, at + len(piece)))
        at += len(piece) + 1
    return out or [(page.start, page.end)]


def _line_at(starts: list[int], place: int) -> int:
    return max(0, bisect.bisect_right(starts, place) - 1)


def _anchors(ids: list[str]) -> Markup:
    return Markup("").join(Markup('<span class="anchor" id="{}"></span>').format(i) for i in dict.fromkeys(ids))


def _highlighted(page: DocumentPage, layers: list[Layer], start: int, end: int, anchored: set[str]) -> Markup:
    """One line of the text, cut wherever a highlight begins or ends; a line of the record is an anchor where it begins."""
    spans = [*((x.start, x.end) for x in layers), *page.at_spans]
    edges = sorted({start, end, *(max(start, min(end, e)) for s in spans for e in s)})
    over: list[list[Layer]] = [[] for _ in edges]
    for x in layers:
        for n in range(bisect.bisect_left(edges, max(start, x.start)), bisect.bisect_left(edges, min(end, x.end))):
            over[n].append(x)
    out = Markup("")
    for n, (a, b) in enumerate(itertools.pairwise(edges)):
        here = over[n]
        looked_for = any(x.start <= a and b <= x.end for x in page.at_spans)
        new = [x.line for x in here if x.line not in anchored and x.part != "clutter"]
        if looked_for and page.at and page.at not in anchored:
            new.append(page.at)
        anchored.update(new)
        classes = [*sorted({CLASS[x.part] for x in here if x.part != "clutter"}), *(["at"] if looked_for else [])]
        piece = words(page.text[a - page.start : b - page.start])
        out += _anchors(new)
        if not classes:
            out += piece
            continue
        notes = "; ".join(dict.fromkeys(x.note for x in here if x.note))
        title = Markup(' title="{}"').format(plain(notes)) if notes else ""
        piece = Markup('<mark class="{}"{}>{}</mark>').format(" ".join(classes), title, piece)
        name = next((x.target for x in here if x.part == "name" and x.target), None)
        out += Markup('<a class="to" href="/entities/{}">{}</a>').format(name, piece) if name else piece
    return out


def plain(text: str) -> str:
    """Words of a report for an attribute, where nothing can be marked: characters that would be obeyed are replaced."""
    return "".join("\ufffd" if c in CONTROLS else c for c in text)
