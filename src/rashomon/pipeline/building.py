"""`build`: brings a store up to date with a pile of files. Can be stopped at any moment and run again.

Each file is written in one transaction of its own, and files whose bytes were read before are not read again; the links
are made over everything and replaced in one transaction, and only when files or judgements changed. So a build that was
killed goes on where it was, and building twice changes nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.config import Settings
from rashomon.engine import open_engine
from rashomon.errors import BrokenSpan, InputError
from rashomon.lang.folding import keys
from rashomon.link.ledger import standing
from rashomon.model import Extraction, digest
from rashomon.pipeline.discover import Found, discover, read_bytes
from rashomon.pipeline.linking import LINKING, link
from rashomon.pipeline.reading import READING, Reader
from rashomon.store import FileState, Skipped, Store

SHARD = 8  # files a process reads before it answers
MANY = 24  # from here on files are read by several processes, unless the settings say otherwise
MOST_JOBS = 4
Progress = Callable[[str, int, int], None]


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a build did. `problems` hold one line for every file that was skipped, `notes` for what was odd but read."""

    read: int = 0
    unchanged: int = 0
    new_versions: int = 0
    removed: int = 0
    returned: int = 0
    ignored: int = 0
    words: int = 0
    linked: bool = False
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def usable(self) -> int:
        return self.read + self.unchanged


@dataclass(frozen=True, slots=True)
class _Work:
    """A shard for a process: files to read, and how many bytes of one are too many."""

    files: tuple[Found, ...]
    limit: int
    hashes: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of one file: its extraction, or only its digest when its bytes are the ones read before, or a problem."""

    file: Found
    sha256: str = ""
    found: Extraction | None = None
    problem: str = ""


_reader: list[Reader] = []


def read_shard(work: _Work) -> list[_Done]:
    """Reads the files of a shard. Runs in whatever process the engine chooses; the reader is kept between shards."""
    if not _reader:
        _reader.append(Reader())
    return [_read(file, known, work.limit) for file, known in zip(work.files, work.hashes, strict=True)]


def _read(file: Found, known: str | None, limit: int) -> _Done:
    try:
        data = read_bytes(file.path, file.name, limit)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == known:
            return _Done(file, sha256)
        return _Done(file, sha256, _reader[0].read(data, file.name))
    except InputError as error:
        return _Done(file, problem=str(error))
    except BrokenSpan as error:
        return _Done(file, problem=f"{file.name}: a defect of Rashomon, nothing of this file was kept: {error}")
    except (RecursionError, MemoryError) as error:
        return _Done(file, problem=f"{file.name}: too deep or too large to read ({type(error).__name__}) (save its text by itself)")
    except Exception as error:  # one file must not cost the others
        return _Done(file, problem=f"{file.name}: a defect of Rashomon ({type(error).__name__}: {error}); please report it with the file")


def build(store: Store, paths: Sequence[str], settings: Settings, progress: Progress = lambda *_: None) -> Summary:
    """Reads what is new or changed under `paths` into the store and links the record. KeyboardInterrupt leaves a sound store."""
    summary = Summary()
    versions = store.files()
    latest = {f.name: f for f in versions}
    current = {f.name: f for f in versions if f.state != "superseded"}
    pile = discover(paths, {f.path: f.name for f in current.values()}, spare=[str(settings.location)])
    summary.ignored = pile.ignored
    summary.problems += [str(p) for p in pile.problems]
    todo = [f for f in pile.found if not _untouched(f, current.get(f.name), store, summary)]
    progress("read", 0, len(todo))
    done = 0
    for result in _results(todo, current, settings):
        done += 1
        if result.problem:
            summary.problems.append(result.problem)
        else:
            _keep(store, result, current.get(result.file.name), latest.get(result.file.name), summary)
        progress("read", done, len(todo))
    _mark_removed(store, current, {f.path for f in pile.found} | {p.where for p in pile.problems}, pile.roots, summary)
    store.set_skipped([Skipped(path=p.split(": ", 1)[0], what=p) for p in summary.problems])
    summary.linked = relink(store, progress)
    return summary


def _untouched(file: Found, known: FileState | None, store: Store, summary: Summary) -> bool:
    """Whether size and time say that a file is the one read before; one that was gone and is back is marked so."""
    if known is None or known.reading != READING or (known.size, known.mtime) != (file.size, file.mtime) or known.path != file.path:
        return False
    if known.state == "removed":
        store.mark(known.name, known.version, "current")
        summary.returned += 1
    summary.unchanged += 1
    return True


def _results(todo: Sequence[Found], current: dict[str, FileState], settings: Settings) -> Iterator[_Done]:
    jobs = settings.jobs or (min(MOST_JOBS, os.cpu_count() or 1) if len(todo) >= MANY else 1)
    shards = [
        _Work(tuple(part), settings.max_bytes, tuple(_same_reading(current.get(f.name)) for f in part))
        for at in range(0, len(todo), SHARD if jobs > 1 else 1)
        if (part := todo[at : at + (SHARD if jobs > 1 else 1)])
    ]
    engine = open_engine("processes" if jobs > 1 else "serial", jobs)
    for results in engine.map(read_shard, shards):
        yield from results


def _same_reading(known: FileState | None) -> str | None:
    return known.sha256 if known is not None and known.reading == READING else None


def _keep(store: Store, result: _Done, known: FileState | None, latest: FileState | None, summary: Summary) -> None:
    """Writes what one file gave: a first version, a new one, or only that the known one was seen again."""
    file = result.file
    if result.found is None and known is not None:
        store.mark(known.name, known.version, "current", path=file.path, mtime=file.mtime, size=file.size)
        summary.unchanged += 1
        summary.returned += known.state == "removed"
        return
    assert result.found is not None
    root = result.found.root
    again = latest is not None and latest.sha256 == result.sha256
    version = latest.version + (0 if again else 1) if latest is not None else 1
    state = FileState(
        name=file.name, path=file.path, sha256=result.sha256, size=file.size, mtime=file.mtime, version=version, state="current", root=root.id, reading=READING,
    )  # fmt: skip
    with store.atomic():
        if known is not None and not again:
            store.mark(known.name, known.version, "superseded")
            summary.new_versions += 1
        store.put(state, result.found, _passages(result.found))
    summary.read += 1
    summary.words += len((root.text or "").split())
    summary.notes += [f"{file.name}: {note}" for note in root.notes]
    if root.language and not result.found.statements and not result.found.mentions and len((root.text or "").split()) > 60:
        summary.notes += (
            [f"{file.name}: language {root.language}: kept and searchable, but there are no rules to extract from it"]
            if root.language.split("-")[0] not in ("en", "ar")
            else []
        )


def _passages(found: Extraction) -> Iterator[tuple[str, int, int]]:
    """Search keys of every paragraph."""
    text = found.root.text or ""
    for span in found.passages:
        words = " ".join(key for key, _ in keys(text[span.start : span.end]))
        if words:
            yield words, span.start, span.end


def _mark_removed(store: Store, current: dict[str, FileState], seen: set[str], roots: Sequence[str], summary: Summary) -> None:
    """Files once read under a folder that was looked through whole, and are there no more: kept, and marked."""
    for file in current.values():
        gone = file.state == "current" and file.path not in seen and any(file.path.startswith(root + os.sep) for root in roots)
        if gone and not os.path.exists(file.path):
            store.mark(file.name, file.version, "removed")
            summary.removed += 1


def relink(store: Store, progress: Progress = lambda *_: None) -> bool:
    """Links the record when its files or judgements changed since the last time; whether it did."""
    roots = sorted(f.root for f in store.files() if f.state != "superseded")
    ledger = store.judgements()
    state = digest("state", LINKING, *roots, *(j.id for j in ledger))
    if store.get("linked") == state:
        return False
    progress("link", 0, 1)
    files = list(store.extractions(roots))
    links = link(files, standing(ledger))
    with store.atomic():
        store.set_links(links)
        store.set("linked", state)
    progress("link", 1, 1)
    return True
