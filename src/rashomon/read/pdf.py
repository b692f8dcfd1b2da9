"""PDF: text with page numbers, by pypdfium2 (the extra `pdf`); what goes where on a page is worked out in `rashomon.read.layout`.

A page that holds pictures and no text was scanned: it is named, and a file of nothing else is refused, since its words would
have to be guessed from pictures.
"""

from __future__ import annotations

import re
from typing import Any

from rashomon.errors import InputError
from rashomon.model import Evidence, Span
from rashomon.read.layout import Piece, arranged, joined, running_heads
from rashomon.read.source import Source
from rashomon.read.stamps import day

MAGIC = b"%PDF-"
MOST_PAGES = 3000
MOST_CHARACTERS = 6_000_000
SCANNED = 20  # characters of a page; with fewer it is a picture
HYPHENS = "\x02\xad\ufffe"
WIDE = 1.6  # heights of a letter; a wider gap within a line parts two columns
LARGE = 1.25  # of the usual size of letters; larger ones at the top of the first page are the title
UPPER = 0.45  # of the first page: where a title stands
LONGEST_TITLE = 220


def read_pdf(data: bytes, file: str) -> Source | None:
    """A PDF, None for anything else. Raises InputError where it is locked, broken, scanned, or the extra is not installed."""
    if MAGIC not in data[:1024]:
        return None
    try:
        import pypdfium2
        import pypdfium2.raw as raw
    except ImportError:
        raise InputError(file, "a PDF file, which needs one more package", "pip install 'rashomon[pdf]'") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what, remedy = (
            ("a PDF that is locked with a password", "save it without") if locked else ("a PDF that is broken", "open it in a viewer and print it to a new PDF")
        )
        raise InputError(file, what, remedy) from None
    try:
        return _read(document, raw, file)
    except pypdfium2.PdfiumError as error:
        raise InputError(file, f"a PDF that is broken ({' '.join(str(error).split())[:100]})", "open it in a viewer and print it to a new PDF") from None
    finally:
        document.close()


def _read(document: Any, raw: Any, file: str) -> Source:
    notes: list[str] = []
    pages: list[list[Piece]] = []
    empty: list[int] = []
    size = 0
    count = len(document)
    for number in range(min(count, MOST_PAGES)):
        try:
            page = document[number]
            pieces, height = _pieces(page, raw), page.get_height()
            page.close()
        except Exception as error:  # one broken page must not cost the others; the library raises many kinds
            notes.append(f"page {number + 1} cannot be read ({type(error).__name__})")
            pieces, height = [], 0.0
        size += sum(len(p.words) for p in pieces)
        if sum(len(p.words) for p in pieces) < SCANNED:
            empty.append(number + 1)
        pages.append([p._replace(page=number, reach=height) for p in pieces])
        if size > MOST_CHARACTERS:
            notes.append(f"only the first {number + 1} of {count} pages were read")
            break
    if count > MOST_PAGES:
        notes.append(f"only the first {MOST_PAGES} of {count} pages were read")
    if not any(pages):
        raise InputError(file, "a scanned PDF: pictures of pages, without text", "have it recognised (OCR) first, then read the result")
    heads = running_heads(pages)
    text, spans = joined([arranged([p for p in pieces if p not in heads]) for pieces in pages])
    if not text.strip():
        raise InputError(file, "no text in this PDF beside the heads of its pages", "have it recognised (OCR) first")
    if heads:
        notes.append(f"{len(heads)} running heads and page numbers left out")
    if empty and len(empty) < len(pages):
        notes.append(f"no text on page {', '.join(map(str, empty[:20]))}{' …' if len(empty) > 20 else ''}: scanned, or empty")
    return Source(text=text, encoding="utf-8", evidence=tuple(_evidence(document, pages, heads)), pages=tuple(Span(*s) for s in spans), notes=tuple(notes))


def _pieces(page: Any, raw: Any) -> list[Piece]:
    """The stretches of text of a page, each on one line and in one column, as the file orders them; places in points from the lower left."""
    import ctypes

    textpage = page.get_textpage()
    handle = textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    out: list[Piece] = []
    words: list[str] = []
    box: list[float] = []

    def close() -> None:
        shown = "".join(words)
        if shown.strip() and box:
            out.append(Piece(shown.strip(), box[0], box[1], box[2], box[3], 0, 0.0))
        words.clear()
        box.clear()

    for i in range(min(raw.FPDFText_CountChars(handle), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(handle, i)
        char = chr(code) if code < 0x110000 else "\ufffd"
        if char in "\r\n":
            close()
            continue
        if char in HYPHENS:
            char = "-"
        elif char < " ":
            char = " "
        if char == " " or not raw.FPDFText_GetCharBox(handle, i, left, right, bottom, top):
            words.append(char)
            continue
        x0, x1, y0, y1 = left.value, right.value, bottom.value, top.value
        if box:
            tall = max(box[3] - box[1], y1 - y0, 4.0)
            if min(abs(x0 - box[2]), abs(box[0] - x1)) > WIDE * tall and not (box[0] <= x0 <= box[2]):
                close()
        box[:] = [min(box[0], x0), min(box[1], y0), max(box[2], x1), max(box[3], y1)] if box else [x0, y0, x1, y1]
        words.append(char)
    close()
    textpage.close()
    return [p._replace(words=_sound(p.words)) for p in out]


def _sound(words: str) -> str:
    """Pairs of surrogates put together, halves replaced, runs of spaces made one."""
    if any("\ud800" <= c <= "\udfff" for c in words):
        words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[ \u00a0]+", " ", words)


def _evidence(document: Any, pages: list[list[Piece]], heads: set[Piece]) -> list[Evidence]:
    """What the file's properties and its first page say. When a PDF was made is no date of publication, and is kept as what it is."""
    out: list[Evidence] = []
    first = [p for p in (pages[0] if pages else []) if p not in heads]
    sizes = sorted(p.top - p.bottom for p in first for _ in range(min(len(p.words), 200)))
    if sizes:
        usual = sizes[len(sizes) // 2]
        large = [p for p in first if p.bottom > (1 - UPPER) * p.reach and p.top - p.bottom > LARGE * usual]
        if large:
            largest = max(p.top - p.bottom for p in large)
            title = " ".join(p.words for p in arranged_lines([p for p in large if p.top - p.bottom > 0.85 * largest]))
            if 8 <= len(title) <= LONGEST_TITLE:
                out.append(Evidence(field="title", value=title, where="largest letters at the top of the first page"))
    try:
        told = document.get_metadata_dict(skip_empty=True)
    except Exception:  # properties are no reason to lose the text
        told = {}
    for name, field in (("Title", "document title"), ("Author", "document author"), ("CreationDate", "created"), ("ModDate", "modified")):
        value = " ".join(_sound(str(told.get(name, ""))).split())
        value = (day(value.removeprefix("D:")[:8]) or "") if name.endswith("Date") else value[:200]
        if value:
            out.append(Evidence(field=field, value=value, where="properties of the file"))
    return out


def arranged_lines(pieces: list[Piece]) -> list[Piece]:
    """Pieces from top to bottom."""
    return sorted(pieces, key=lambda p: (-round(p.top), p.left))
