"""Own-written gold: annotations by snippet, turned into spans over the text the program read.

A snippet is a string, or `{"text": …, "nth": n}` for its n-th occurrence (1-based, over the whole text). The format is
described in `bench/README.md`. A snippet that is not found is an error of the gold and stops the run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Span = tuple[int, int]
PREFIX = "(?<![\\w])(?:[وفبلك]|وب|ول|فل|فب)?"


class GoldError(Exception):
    """A snippet that does not stand in its report."""


@dataclass
class Gold:
    """One report's gold. Every item is a dict with `at` (list of spans) and the annotated fields."""

    file: str
    language: str
    published: str | None
    genre: str
    title: str | None = None
    outlet: str | None = None
    layers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    boilerplate: list[Span] = field(default_factory=list)
    arguable: list[Span] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)


def find(text: str, snippet: Any, file: str, start: int = 0) -> Span:
    """The span of a snippet. Raises GoldError."""
    words, nth = (snippet["text"], snippet.get("nth", 1)) if isinstance(snippet, dict) else (snippet, 1)
    at = start - 1
    for _ in range(nth if start == 0 else 1):
        at = text.find(words, at + 1)
        if at < 0:
            raise GoldError(f"{file}: {words!r} (occurrence {nth}) is not in the text")
    return at, at + len(words)


def load(path: Path, text: str) -> Gold:
    """The gold of one report over its text. Raises GoldError."""
    data = json.loads(path.read_text(encoding="utf-8"))
    file = data["file"]
    gold = Gold(file=file, language=data["language"], published=data.get("published"), genre=data["genre"])
    gold.boilerplate = _clutter(text, data.get("boilerplate", []), file)
    title = data.get("title")
    gold.title, gold.outlet = title["text"] if isinstance(title, dict) else title, data.get("outlet")
    gold.arguable = _clutter(text, data.get("boilerplate_arguable", []), file)
    gold.layers["names"] = _mentions(text, data, file)
    gold.layers["times"] = [{"at": [_place(text, t["text"], file)], **_rest(t)} for t in data.get("times", [])]
    gold.layers["figures"] = [{"at": [_place(text, f["text"], file)], **_rest(f)} for f in data.get("figures", [])]
    gold.layers["turns"] = [{"at": [_between(text, t, file)], **_rest(t)} for t in data.get("turns", [])]
    gold.layers["clippings"] = [
        {"at": [_between(text, c, file) if c.get("begins") else _place(text, c["title"], file)], "bodied": bool(c.get("begins")), **_rest(c)}
        for c in data.get("clippings", [])
    ]
    gold.layers["statements"] = [
        {
            "at": [_place(text, s["content"], file)], "source_at": [_place(text, s["source"], file)] if s.get("source") else [],
            **_rest(s),
        }
        for s in data.get("statements", [])
    ]  # fmt: skip
    gold.disputes = data.get("disputes", [])
    return gold


def _clutter(text: str, snippets: list[Any], file: str) -> list[Span]:
    """Spans of clutter. Of a web page some may be left out of its text, and then there is nothing to mark."""
    return [span for s in snippets if (span := _place(text, s, file))[0] < span[1]]


def _place(text: str, snippet: Any, file: str) -> Span:
    """The span of a snippet; of what the text of a web page has lost an empty one, which counts as missed."""
    try:
        return find(text, snippet, file)
    except GoldError:
        if not file.endswith(".html"):
            raise
        return len(text), len(text)


def _rest(item: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k != "text"}


def _between(text: str, item: dict[str, Any], file: str) -> Span:
    start, first_end = _place(text, item["begins"], file)
    if start == first_end:
        return start, first_end
    ends = item["ends"]
    if isinstance(ends, dict):
        return start, find(text, ends, file)[1]
    at = text.find(ends, max(start, first_end - len(ends)))
    if at < 0 and file.endswith(".html"):
        return len(text), len(text)
    if at < 0:
        raise GoldError(f"{file}: {ends!r} is not behind {item['begins']!r}")
    return start, at + len(ends)


def _mentions(text: str, data: dict[str, Any], file: str) -> list[dict[str, Any]]:
    """Every occurrence of every listed name, the longest first, on word boundaries (Arabic prefixes let through)."""
    names = [(name, key, entity) for key, entity in data.get("entities", {}).items() for name in entity["names"]]
    excepted = {find(text, s, file): key for key, e in data.get("entities", {}).items() for s in e.get("except", [])}
    taken: list[Span] = []
    out: list[dict[str, Any]] = []
    for name, key, entity in sorted(names, key=lambda n: -len(n[0])):
        arabic = bool(re.search("[\u0600-\u06ff]", name))
        pattern = (PREFIX if arabic else r"(?<!\w)") + f"(?P<name>{re.escape(name)})" + r"(?!\w)"
        for match in re.finditer(pattern, text):
            span = match.span("name")
            if any(s < span[1] and span[0] < e for s, e in taken) or excepted.get(span) == key:
                continue
            taken.append(span)
            out.append({"at": [span], "type": entity["type"], "entity": key})
    return out


def load_all(folder: Path, texts: dict[str, str], only: str | None = None) -> list[Gold]:
    """Gold of every report whose text was read; `only` is a prefix of file names."""
    out = []
    for path in sorted(folder.glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))["file"]
        if only and not file.startswith(only):
            continue
        if file in texts:
            out.append(load(path, texts[file]))
    return out
