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
from dataclasses import dataclass, field, replace
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
from rashomon.pipeline.unpacking import SHARD, Piece, holder, is_much, pieces, rules, shards
from rashomon.read.members import INSIDE
from rashomon.store import FileState, Skipped, Store, text_digest
from rashomon.store.containers import Container, containers, set_container

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
    """A shard for a process: pieces to read, and how many bytes of a file are too many."""

    pieces: tuple[Piece, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of one piece: its extraction, or only its digest when its bytes are the ones read before, or a problem, or the end
    of a container; `same` where the bytes of the container are the ones read before."""

    file: Found
    sha256: str = ""
    found: Extraction | None = None
    problem: str = ""
    ended: Container | None = None
    same: bool = False


def read_shard(reader: Reader, work: _Work) -> list[_Done]:
    """Reads the pieces of a shard. Runs in whatever process the engine chooses, each with one reader of its own."""
    return [_read(reader, piece, work.limit) for piece in work.pieces]


def _read(reader: Reader, piece: Piece, limit: int) -> _Done:
    file = piece.file
    if piece.problem or piece.ended is not None or piece.same:
        return _Done(file, piece.known or "", problem=piece.problem, ended=piece.ended, same=piece.same)
    try:
        data = piece.member.data if piece.member is not None else read_bytes(file.path, file.name, limit)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == piece.known:
            return _Done(file, sha256)
        return _Done(file, sha256, reader.read(data, file.name, piece.member) if piece.member is not None else reader.read(data, file.name))
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
    reading = state(settings.model, settings.outlet_lines)
    versions = store.files()
    latest = {f.name: f for f in versions}
    current = {f.name: f for f in versions if f.state != "superseded"}
    held = containers(store)
    members = _members(current, held)
    own = str(settings.location)
    pile = discover(paths, [*current.values(), *held.values()], spare=[own + end for end in ("", "-wal", "-shm", "-journal")])
    tally.problems += pile.problems
    opened = rules(settings, reading)
    todo = [f for f in pile.found if not _untouched(f, current, held, members, store, tally, reading, opened)]
    seen = _Seen(names={f.name for f in pile.found}, untouched={f.name for f in pile.found} - {f.name for f in todo})
    progress("read", 0, len(todo))
    for number, done in enumerate(_results(todo, current, held, settings, reading), 1):
        seen.names.add(done.file.name)
        if done.ended is not None:
            _end(store, done, held, members, tally, seen)
        elif done.problem:
            tally.problems.append(Skipped(path=done.file.path, what=done.problem))
        else:
            _keep(store, done, current.get(done.file.name), latest.get(done.file.name), tally, reading)
        progress("read", number, max(len(todo), number))
    _mark_removed(store, current, held, members, pile, tally, seen)
    _list_skipped(store, held, pile, tally, seen)
    linked = relink(store, progress, settings.dump)
    return Summary(**tally.counts, ignored=pile.ignored, linked=linked, problems=tuple(p.what for p in tally.problems), notes=tuple(tally.notes))


def _members(current: dict[str, FileState], held: dict[str, Container]) -> dict[str, list[FileState]]:
    """What the store has of each container: the documents in it, and the container itself where it is one (a mail)."""
    out: dict[str, list[FileState]] = {name: [current[name]] if name in current else [] for name in held}
    for known in current.values():
        if box := holder(known.name, held):
            out[box.name].append(known)
    return out


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What a run has come across: names of files and members, files that are as they were, containers that were read to their end."""

    names: set[str]
    untouched: set[str]
    ended: set[str] = field(default_factory=set)


def _untouched(
    file: Found, current: dict[str, FileState], held: dict[str, Container], members: dict[str, list[FileState]], store: Store, tally: _Tally, reading: str, opened: str,
) -> bool:  # fmt: skip
    """Whether size and time say that a file is the one read before; what was gone and is back is marked so."""
    box = held.get(file.name)
    if box is not None:
        if (box.size, box.mtime, box.path, box.reading) != (file.size, file.mtime, file.path, opened):
            return False
        _return_all(store, box, members[box.name], tally)
        return True
    known = current.get(file.name)
    if known is None or known.reading != reading or (known.size, known.mtime) != (file.size, file.mtime) or known.path != file.path:
        return False
    _return(store, known, tally)
    return True


def _return(store: Store, known: FileState, tally: _Tally) -> None:
    if known.state == "removed":
        store.mark(known.name, known.version, "current")
        tally.counts["returned"] += 1
    tally.counts["unchanged"] += 1


def _return_all(store: Store, box: Container, members: Sequence[FileState], tally: _Tally) -> None:
    """All documents of a container that is as it was."""
    for known in members:
        if known.name not in box.gone:
            _return(store, known, tally)


def _end(store: Store, done: _Done, held: dict[str, Container], members: dict[str, list[FileState]], tally: _Tally, seen: _Seen) -> None:
    """Writes down that a container was read to its end."""
    assert done.ended is not None
    if done.same:
        _return_all(store, done.ended, members.get(done.ended.name, ()), tally)
        seen.untouched.add(done.ended.name)
    else:
        seen.ended.add(done.ended.name)
    held[done.ended.name] = done.ended
    with store.atomic():
        set_container(store, done.ended)


def _results(todo: Sequence[Found], current: dict[str, FileState], held: dict[str, Container], settings: Settings, reading: str) -> Iterator[_Done]:
    many = len(todo) >= MANY or (settings.jobs == 0 and is_much(todo, settings))
    jobs = settings.jobs or (min(MOST_JOBS, os.cpu_count() or 1) if many else 1)
    size = max(1, min(SHARD, len(todo) // jobs) if len(todo) >= MANY else SHARD // 2) if jobs > 1 else 1
    work = (_Work(part, settings.max_bytes) for part in shards(pieces(todo, current, held, settings, reading), size))
    engine = open_engine("processes" if jobs > 1 and (many or len(todo) > 1) else "serial", jobs)
    for results in engine.map(read_shard, work, partial(Reader, settings.model, settings.llm_key, settings.outlet_lines)):
        yield from results


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


def _mark_removed(
    store: Store, current: dict[str, FileState], held: dict[str, Container], members: dict[str, list[FileState]], pile: Pile, tally: _Tally, seen: _Seen,
) -> None:  # fmt: skip
    """What was once read under a folder that was looked through whole, or in a container that was read to its end, and is there no
    more: kept, and marked."""
    for file in current.values():
        if file.state != "current" or file.name in seen.names:
            continue
        box = holder(file.name, held)
        if box is not None and box.name in seen.untouched:
            continue
        emptied = box is not None and box.name in seen.ended
        path = box.path if box is not None else file.path
        if emptied or (_under(path, pile.roots) and not os.path.lexists(path)):
            store.mark(file.name, file.version, "removed")
            tally.counts["removed"] += 1
    for name in sorted(seen.ended):
        if lost := sorted(f.name for f in members.get(name, ()) if f.name not in seen.names):
            held[name] = replace(held[name], gone=tuple(lost))
            with store.atomic():
                set_container(store, held[name])


def _list_skipped(store: Store, held: dict[str, Container], pile: Pile, tally: _Tally, seen: _Seen) -> None:
    """Keeps the list of files that could not be used: those of this run, and earlier ones this run did not look at."""
    looked = {f.path for f in pile.found}
    as_they_were = [held[name].path for name in seen.untouched if name in held]

    def stands(s: Skipped) -> bool:
        if any(s.path == path or s.path.startswith(path + INSIDE) for path in as_they_were):
            return True
        inside = any(s.path.startswith(path + INSIDE) for path in looked)
        box = s.path.split(INSIDE)[0]
        return s.path not in looked and not inside and not _under(s.path, pile.roots) and os.path.lexists(s.path if os.path.lexists(s.path) else box)

    before = [s for s in store.skipped() if stands(s)]
    now = sorted({s.path: s for s in (*before, *tally.problems)}.values(), key=lambda s: s.path)
    if now != store.skipped():
        store.set_skipped(now)


def relink(store: Store, progress: Progress = lambda *_: None, dump: Path | None = None) -> bool:
    """Links the record when its files or judgements changed since the last time, or the places and lists that are known (`dump`:
    places that were loaded); whether it did."""
    roots = sorted(f.root for f in store.files() if f.state != "superseded")
    ledger = store.judgements()
    known = store.find(Listed)
    unsure = {j.id for j in ledger if j.verdict == "unsure"}  # no link hangs on these
    deciding = (j.id for j in ledger if j.id not in unsure and j.undoes not in unsure)
    state = digest("state", LINKING, state_of(dump), *(k.id for k in known), *roots, *deciding)
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
