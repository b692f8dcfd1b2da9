"""Pages that a browser saved whole: `Page.html` and beside it a folder `Page_files` of pictures, scripts and frames, which is no report."""

from __future__ import annotations

from collections.abc import Iterable

ENDS = ("_files", ".files", "-files", "_fichiers", "-Dateien", "_archivos", "_file", "_arquivos", "_bestanden", "_soubory", "_pliki", "_tiedostot", "_filer", "_dosyalar", "_ملفات", "_elemei")  # fmt: skip
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")


def page_of(folder: str) -> str | None:
    """The name (without ending) of the page that a folder of this name can belong to."""
    return next((folder[: -len(end)] for end in ENDS if folder.endswith(end) and len(folder) > len(end)), None)


def companions(folders: Iterable[str], files: Iterable[str]) -> set[str]:
    """Which of these folders belong to a page among these files, all of one folder."""
    stems = {name[: -len(end)] for name in files for end in PAGES if name.lower().endswith(end)}
    return {folder for folder in folders if page_of(folder) in stems}
