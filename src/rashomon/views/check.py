"""Check: every kept text against its digest, every span against its text, every file against the disk, all versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.model import Document, Figure, Mention, Report, Span, Statement, Time, Turn
from rashomon.store import FileState, Store, text_digest
from rashomon.store.containers import Container, containers


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What `check` found: how many spans and versions of files were looked at, and a line for every one that does not hold."""

    spans: int
    files: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def check(store: Store) -> Checked:
    """Verifies a whole store. `notes` are what is worth knowing and no fault: files that are no longer where they were."""
    files = store.files()
    documents = {d.id: d for d in store.find(Document)}
    problems = list(_texts(files, documents))
    spans = 0
    for identifier, document, span, words in _spans(store):
        spans += 1
        holder = documents.get(document)
        root = documents.get(holder.parent or holder.id) if holder else None
        if holder is None or root is None or root.text is None:
            problems.append(f"{identifier}: its document {document} is not in the store")
            continue
        found = root.text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(root.text):
            problems.append(f"{identifier}: {span.start}–{span.end} lies outside {root.file}")
        elif words is not None and found != words:
            problems.append(f"{identifier}: {span.start}–{span.end} of {root.file} is {found[:60]!r}, not {words[:60]!r}")
    notes: list[str] = []
    held = containers(store)
    for file in files:  # what lies in a container is as it was where the container is
        if file.state != "superseded" and not any(file.name.startswith(f"{name}!/") for name in held):
            _disk(file, problems, notes)
    for box in held.values():
        if box.name not in {f.name for f in files}:
            _disk(box, problems, notes)
    return Checked(spans=spans, files=len(files), problems=tuple(problems), notes=tuple(notes))


def _texts(files: list[FileState], documents: dict[str, Document]) -> Iterator[str]:
    for file in files:
        root = documents.get(file.root)
        if root is None or root.text is None:
            yield f"{file.name}: the text of version {file.version} is not in the store"
        elif text_digest(root.text) != file.text_sha256:
            yield f"{file.name}: the kept text of version {file.version} is not the one that was read"
        elif root.sha256 != file.sha256:
            yield f"{file.name}: version {file.version} is kept under two digests"


def _spans(store: Store) -> Iterator[tuple[str, str, Span, str | None]]:
    """Every span of the store: the line it belongs to, its document, and the words it must hold (None: any)."""
    worded: list[Mention | Figure | Time | Report] = [*store.find(Mention), *store.find(Figure), *store.find(Time), *store.find(Report)]
    for line in worded:
        yield line.id, line.document, Span(line.start, line.end), line.text
    for statement in store.find(Statement):
        for span in (*statement.source, *statement.cue, *statement.content, *statement.proposition):
            yield statement.id, statement.document, span, None
    for turn in store.find(Turn):
        yield turn.id, turn.document, Span(turn.start, turn.end), None


def _disk(file: FileState | Container, problems: list[str], notes: list[str]) -> None:
    path = Path(file.path)
    if (isinstance(file, FileState) and file.state == "removed") or not path.is_file():
        notes.append(f"{file.name}: no longer at its place; its text is kept")
        return
    try:
        with path.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        notes.append(f"{file.name}: cannot be compared with the disk, {(error.strerror or str(error)).lower()}")
        return
    if found != file.sha256:
        problems.append(f"{file.name}: changed on disk since it was read (run rashomon build to read the new version)")
