"""`build`: brings a store up to date with a pile of files. Can be stopped at any moment and run again.

Each file is written in one transaction of its own, and files whose bytes were read before are not read again; the links
are made over everything and replaced in one transaction, and only when files or judgements changed. So a build that was
killed goes on where it was, and building twice changes nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rashomon.config import Settings
from rashomon.engine import open_engine
from rashomon.errors import BrokenSpan, InputError, SetupError
from rashomon.lang import supported
from rashomon.lang.folding import keys
from rashomon.link.atlas import open_towns, state_of
from rashomon.link.ledger import standing
from rashomon.model import Extraction, Listed, digest
from rashomon.pipeline.discover import Found, Pile, discover, read_bytes
from rashomon.pipeline.linking import LINKING, link
from rashomon.pipeline.reading import Reader, state
from rashomon.store import FileState, Skipped, Store, text_digest

SHARD = 8  # files a process reads before it answers
MANY = 24  # from here on files are read by several processes, unless the settings say otherwise
MOST_JOBS = 4
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
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
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def usable(self) -> int:
        return self.read + self.unchanged


@dataclass(slots=True, kw_only=True)
class _Tally:
    """A summary in the making."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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


def read_shard(reader: Reader, work: _Work) -> list[_Done]:
    """Reads the files of a shard. Runs in whatever process the engine chooses, each with one reader of its own."""
    return [_read(reader, file, known, work.limit) for file, known in zip(work.files, work.hashes, strict=True)]


def _read(reader: Reader, file: Found, known: str | None, limit: int) -> _Done:
    try:
        data = read_bytes(file.path, file.name, limit)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == known:
            return _Done(file, sha256)
        return _Done(file, sha256, reader.read(data, file.name))
    except InputError as error:
        return _Done(file, problem=str(error))
    except SetupError:
        raise  # a model that is missing or out of reach would fail at every file
    except BrokenSpan as error:
        return _Done(file, problem=f"{file.name}: a defect of Rashomon, nothing of this file was kept: {error}")
    except (RecursionError, MemoryError) as error:
        return _Done(file, problem=f"{file.name}: too deep or too large to read ({type(error).__name__}) (save its text by itself)")
    except Exception as error:  # one file must not cost the others
        return _Done(file, problem=f"{file.name}: a defect of Rashomon ({type(error).__name__}: {error}); please report it with the file")


def build(store: Store, paths: Sequence[str], settings: Settings, progress: Progress = lambda *_: None) -> Summary:
    """Reads what is new or changed under `paths` into the store and links the record. KeyboardInterrupt leaves a sound store."""
    tally = _Tally()
    reading = state(settings.model)
    versions = store.files()
    latest = {f.name: f for f in versions}
    current = {f.name: f for f in versions if f.state != "superseded"}
    own = str(settings.location)
    pile = discover(paths, current.values(), spare=[own + end for end in ("", "-wal", "-shm", "-journal")])
    tally.problems += pile.problems
    todo = [f for f in pile.found if not _untouched(f, current.get(f.name), store, tally, reading)]
    progress("read", 0, len(todo))
    for done, result in enumerate(_results(todo, current, settings, reading), 1):
        if result.problem:
            tally.problems.append(Skipped(path=result.file.path, what=result.problem))
        else:
            _keep(store, result, current.get(result.file.name), latest.get(result.file.name), tally, reading)
        progress("read", done, len(todo))
    _mark_removed(store, current, pile, tally)
    _list_skipped(store, pile, tally)
    linked = relink(store, progress, settings.dump)
    return Summary(**tally.counts, ignored=pile.ignored, linked=linked, problems=tuple(p.what for p in tally.problems), notes=tuple(tally.notes))


def _untouched(file: Found, known: FileState | None, store: Store, tally: _Tally, reading: str) -> bool:
    """Whether size and time say that a file is the one read before; one that was gone and is back is marked so."""
    if known is None or known.reading != reading or (known.size, known.mtime) != (file.size, file.mtime) or known.path != file.path:
        return False
    if known.state == "removed":
        store.mark(known.name, known.version, "current")
        tally.counts["returned"] += 1
    tally.counts["unchanged"] += 1
    return True


def _results(todo: Sequence[Found], current: dict[str, FileState], settings: Settings, reading: str) -> Iterator[_Done]:
    jobs = settings.jobs or (min(MOST_JOBS, os.cpu_count() or 1) if len(todo) >= MANY else 1)
    size = max(1, min(SHARD, len(todo) // jobs)) if jobs > 1 else 1
    shards = [
        _Work(tuple(part), settings.max_bytes, tuple(_same_reading(current.get(f.name), reading) for f in part))
        for at in range(0, len(todo), size)
        if (part := todo[at : at + size])
    ]
    engine = open_engine("processes" if jobs > 1 and len(shards) > 1 else "serial", jobs)
    for results in engine.map(read_shard, shards, partial(Reader, settings.model, settings.llm_key)):
        yield from results


def _same_reading(known: FileState | None, reading: str) -> str | None:
    return known.sha256 if known is not None and known.reading == reading else None


def _keep(store: Store, result: _Done, known: FileState | None, latest: FileState | None, tally: _Tally, reading: str) -> None:
    """Writes what one file gave: a first version, a new one, or only that the known one was seen again."""
    file = result.file
    if result.found is None and known is not None:
        store.mark(known.name, known.version, "current", path=file.path, mtime=file.mtime, size=file.size)
        tally.counts.update(unchanged=1, returned=int(known.state == "removed"))
        return
    assert result.found is not None
    root = result.found.root
    text = root.text or ""
    again = latest is not None and latest.sha256 == result.sha256
    version = latest.version + (0 if again else 1) if latest is not None else 1
    state = FileState(
        name=file.name, path=file.path, sha256=result.sha256, size=file.size, mtime=file.mtime, version=version, state="current", root=root.id, reading=reading,
        text_sha256=text_digest(text),
    )  # fmt: skip
    with store.atomic():
        if known is not None and not again:
            store.mark(known.name, known.version, "superseded")
            tally.counts["new_versions"] += 1
        store.put(state, result.found, _passages(result.found))
        store.set("linked", "")  # its names and events wait to be linked, also when the same bytes were read anew
    tally.counts.update(read=1, words=len(text.split()))
    tally.notes += [f"{file.name}: {note}" for note in root.notes]
    if root.language and not supported(root.language):
        tally.notes.append(f"{file.name}: language {root.language}: kept and searchable, but there are no rules to extract from it")


def _passages(found: Extraction) -> Iterator[tuple[str, int, int]]:
    """Search keys of every paragraph."""
    text = found.root.text or ""
    for span in found.passages:
        words = " ".join(key for key, _ in keys(text[span.start : span.end]))
        if words:
            yield words, span.start, span.end


def _under(path: str, roots: Sequence[str]) -> bool:
    return any(path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def _mark_removed(store: Store, current: dict[str, FileState], pile: Pile, tally: _Tally) -> None:
    """Files once read under a folder that was looked through whole, and are there no more: kept, and marked."""
    seen = {f.name for f in pile.found}
    for file in current.values():
        if file.state == "current" and file.name not in seen and _under(file.path, pile.roots) and not os.path.lexists(file.path):
            store.mark(file.name, file.version, "removed")
            tally.counts["removed"] += 1


def _list_skipped(store: Store, pile: Pile, tally: _Tally) -> None:
    """Keeps the list of files that could not be used: those of this run, and earlier ones this run did not look at."""
    looked = {f.path for f in pile.found}
    before = [s for s in store.skipped() if s.path not in looked and not _under(s.path, pile.roots) and os.path.lexists(s.path)]
    now = sorted({s.path: s for s in (*before, *tally.problems)}.values(), key=lambda s: s.path)
    if now != store.skipped():
        store.set_skipped(now)


def relink(store: Store, progress: Progress = lambda *_: None, dump: Path | None = None) -> bool:
    """Links the record when its files or judgements changed since the last time, or the places and lists that are known (`dump`:
    places that were loaded); whether it did."""
    roots = sorted(f.root for f in store.files() if f.state != "superseded")
    ledger = store.judgements()
    known = store.find(Listed)
    state = digest("state", LINKING, state_of(dump), *(k.id for k in known), *roots, *(j.id for j in ledger))
    if store.get("linked") == state:
        return False
    progress("link", 0, 1)
    files = list(store.extractions(roots))
    links = link(files, standing(ledger), towns=open_towns(dump), known=known)
    with store.atomic():
        store.set_links(links)
        store.set("linked", state)
    progress("link", 1, 1)
    return True
