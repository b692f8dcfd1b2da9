"""Word (DOCX) and OpenDocument (ODT) texts: paragraphs as lines with an empty line between, tables row by row, notes at the end.

Both are zips of XML, read here with the standard library and lxml (ECMA-376, part 1, chapter 17; OpenDocument 1.3, part 3).
What was deleted under tracked changes is left out, what was inserted is kept, and a note says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from rashomon.errors import InputError
from rashomon.model import Evidence
from rashomon.read.hardened import BROKEN, part, xml
from rashomon.read.source import Source
from rashomon.read.stamps import day

ZIP = b"PK\x03\x04"
ODT = b"application/vnd.oasis.opendocument.text"
SAVE = "save it as text, DOCX or HTML"
OTHERS = {"xl/workbook.xml": "an Excel workbook", "ppt/presentation.xml": "a PowerPoint presentation", "META-INF/container.xml": "an EPUB book"}
REMEDIES = {"xl/workbook.xml": "save the sheet as CSV"}
TRACKED = "the file has tracked changes: read as if all were accepted"
HEADINGS = ("title", "heading")


def read_office(data: bytes, file: str) -> Source | None:
    """A DOCX or ODT text, None for anything else. Raises InputError for another office file, or one that is broken or locked."""
    if not data.startswith(ZIP):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except BROKEN as error:
        raise InputError(file, f"a zip, Word or OpenDocument file that is broken ({type(error).__name__})", "get another copy of it") from None
    with archive:
        if "word/document.xml" in names:
            return _docx(archive, file)
        kind = part(archive, "mimetype", file, 200) if "mimetype" in names else b""
        if kind and kind.strip() in (ODT, ODT + b"-template"):
            return _odt(archive, file)
        for name, what in OTHERS.items():
            if name in names:
                raise InputError(file, f"{what}, not text", REMEDIES.get(name, SAVE))
        if "content.xml" in names:
            raise InputError(file, "an OpenDocument file that is no text", SAVE)
    return None


def is_office(names: set[str]) -> bool:
    """Whether a zip with these members is one document of an office program rather than a container of files."""
    return bool(names & {"word/document.xml", *OTHERS}) or {"mimetype", "content.xml"} <= names


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _properties(root: Any, named: dict[str, str], where: str) -> Iterator[Evidence]:
    """What the file's own properties say. When it was made or changed is no date of publication, and is kept as what it is."""
    for element in root.iter():
        field, words = named.get(_local(element)), " ".join((element.text or "").split())
        if field and words and (field not in ("created", "modified") or day(words)):
            yield Evidence(field=field, value=words, where=where)


def _source(paragraphs: list[str], bold: list[str], evidence: list[Evidence], notes: list[str], file: str) -> Source:
    text = "\n\n".join(p for p in paragraphs if p.strip())
    if not text.strip():
        raise InputError(file, "the file holds no words", "if it holds pictures of pages, have them recognised (OCR) first")
    return Source(text=text, encoding="utf-8", evidence=tuple(evidence), bold=tuple(bold), notes=tuple(notes))


# ------------------------------------------------------------------------------------------------ DOCX
def _docx(archive: zipfile.ZipFile, file: str) -> Source:
    body = xml(part(archive, "word/document.xml", file) or b"", file)
    evidence: list[Evidence] = []
    if core := part(archive, "docProps/core.xml", file):
        named = {"title": "document title", "creator": "document author", "created": "created", "modified": "modified"}
        evidence = list(_properties(xml(core, file), named, "properties of the file"))
    bold: list[str] = []
    paragraphs = list(_word_blocks(body, bold, evidence))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if data := part(archive, name, file):
            paragraphs += [words for words in _word_blocks(xml(data, file), [], []) if words.strip()]
    changed = any(_local(e) in ("ins", "del") for e in body.iter())
    return _source(paragraphs, bold, evidence, [TRACKED] if changed else [], file)


def _word_blocks(root: Any, bold: list[str], evidence: list[Evidence]) -> Iterator[str]:
    """The paragraphs of a part in order; a table gives a line for each row."""
    tables = 0
    for element in root.iter():
        name = _local(element)
        if name == "tbl" and not any(_local(above) == "tbl" for above in element.iterancestors()):
            tables += 1
            yield "\n".join(row for row in map(_word_row, (e for e in element.iter() if _local(e) == "tr")) if row.strip(" |"))
        elif name == "p" and not any(_local(above) in ("tbl", "Fallback", "p") for above in element.iterancestors()):
            words = _word_text(element)
            if words.strip():
                style = next((_attribute(e, "val").lower() for e in element.iter() if _local(e) == "pStyle"), "")
                if style == "title" and not any(e.field == "title" for e in evidence):
                    evidence.append(Evidence(field="title", value=" ".join(words.split()), where="paragraph of the style “Title”"))
                elif _word_bold(element) and not style.startswith(HEADINGS):
                    bold.append(" ".join(words.split()))
                yield words


def _word_row(row: Any) -> str:
    cells = [e for e in row if _local(e) == "tc"]
    return " | ".join(" ".join(" ".join(_word_text(p) for p in cell.iter() if _local(p) == "p").split()) for cell in cells)


def _word_text(paragraph: Any) -> str:
    out: list[str] = []
    skipped: set[Any] = set()
    for element in paragraph.iter():
        above = element.getparent()
        if above in skipped or _local(element) in ("Fallback", "delText", "instrText", "del"):
            skipped.add(element)
            continue
        name = _local(element)
        if name == "t":
            out.append(element.text or "")
        elif name in ("tab", "ptab") and _local(above) == "r":
            out.append("\t")
        elif name in ("br", "cr"):
            out.append("\n")
        elif name == "noBreakHyphen":
            out.append("-")
    return "".join(out).strip()


def _word_bold(paragraph: Any) -> bool:
    """Whether every run with words is set in bold."""
    runs = [r for r in paragraph.iter() if _local(r) == "r" and any(_local(t) == "t" and (t.text or "").strip() for t in r)]
    return bool(runs) and all(any(_local(p) in ("b", "bCs") and _attribute(p, "val") not in ("0", "false") for p in run.iter()) for run in runs)


# ------------------------------------------------------------------------------------------------- ODT
def _odt(archive: zipfile.ZipFile, file: str) -> Source:
    data = part(archive, "content.xml", file)
    if data is None:
        raise InputError(file, "an OpenDocument file without its text", "open it in its program and save it anew")
    root = xml(data, file)
    evidence: list[Evidence] = []
    if meta := part(archive, "meta.xml", file):
        named = {"title": "document title", "initial-creator": "document author", "creation-date": "created", "date": "modified"}
        evidence = list(_properties(xml(meta, file), named, "properties of the file"))
    strong = {_attribute(style, "name") for style in root.iter() if _local(style) == "style" and any(_attribute(p, "font-weight") == "bold" for p in style)}
    bold: list[str] = []
    notes: list[str] = []
    paragraphs = [*_odt_blocks(root, strong, bold, evidence, notes), *notes]
    changed = any(_local(e) == "tracked-changes" for e in root.iter())
    return _source(paragraphs, bold, evidence, [TRACKED] if changed else [], file)


HIDDEN = ("tracked-changes", "annotation", "note", "desc", "title")


def _odt_blocks(root: Any, strong: set[str], bold: list[str], evidence: list[Evidence], notes: list[str]) -> Iterator[str]:
    for element in root.iter():
        name = _local(element)
        above = [_local(a) for a in element.iterancestors()]
        if name == "note-body":
            notes.append(" ".join("".join(element.itertext()).split()))
        if "table" in above or any(h in above for h in HIDDEN):
            continue
        if name == "table":
            rows = (e for e in element.iter() if _local(e) == "table-row")
            yield "\n".join(row for row in map(_odt_row, rows) if row.strip(" |"))
        elif name in ("p", "h") and not ({"p", "h"} & set(above)):
            words = _odt_text(element).strip()
            if not words:
                continue
            if _attribute(element, "style-name").lower() == "title" and not any(e.field == "title" for e in evidence):
                evidence.append(Evidence(field="title", value=" ".join(words.split()), where="paragraph of the style “Title”"))
            elif name == "p" and _odt_bold(element, strong):
                bold.append(" ".join(words.split()))
            yield words


def _odt_row(row: Any) -> str:
    cells = [e for e in row if _local(e) == "table-cell"]
    return " | ".join(" ".join(" ".join(_odt_text(p) for p in cell.iter() if _local(p) in ("p", "h")).split()) for cell in cells)


def _odt_text(element: Any) -> str:
    """The words of a paragraph; runs of spaces, tabs and breaks are elements of their own."""
    out = [element.text or ""]
    for child in element:
        name = _local(child)
        if name == "s":
            count = _attribute(child, "c")
            out.append(" " * (min(int(count), 100) if count.isdigit() else 1))
        elif name == "tab":
            out.append("\t")
        elif name == "line-break":
            out.append("\n")
        elif name and name not in HIDDEN:
            out.append(_odt_text(child))
        out.append(child.tail or "")
    return "".join(out)


def _odt_bold(paragraph: Any, strong: set[str]) -> bool:
    if _attribute(paragraph, "style-name") in strong:
        return True
    spans = [c for c in paragraph if _local(c) == "span"]
    loose = (paragraph.text or "").strip() or any((c.tail or "").strip() for c in paragraph)
    return bool(spans) and not loose and all(_attribute(s, "style-name") in strong for s in spans)
