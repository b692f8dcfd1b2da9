"""Copies: reports that share a text, group by group, with what they share, and what changed from one version to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rashomon import edtf
from rashomon.errors import NotFound
from rashomon.lang.folding import fold
from rashomon.link.copies import SMALLEST, own
from rashomon.link.credits import Credits
from rashomon.link.overlap import Placed, words
from rashomon.model import Copy
from rashomon.views.snapshot import Cite, Filter, Snapshot

EVERYTHING = Filter()
PIECE = re.compile(r"\S+")
CONTEXT = 6  # words kept on either side of a change
LONGEST_WORD = 40  # characters; a text with more of them than the shortest text of such words is no stub, and is not counted
LONG = 4000  # words from which on a comparison passes over the commonest ones, to stay quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of two versions, one after another: `same`, `gone` from the first, or `new` in the second. `left_out`: words of a long same stretch not shown in its middle."""

    kind: Literal["same", "gone", "new"]
    text: str
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What a report has from another: kind, the shared part of the shorter one (`share`) and of the report itself (`within`), 0–1.

    `run`: the longest run of words that both have, as it stands in the report (`words` of them) and in the other (`of_run`); None where no text is shared any more.
    `changes`: what differs, for a version, and for an edited print from what it has most of.
    """

    kind: str
    of: str
    of_file: str
    of_outlet: str | None
    share: float
    within: float
    words: int
    run: Cite | None
    of_run: Cite | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A report of a group. `source`: it goes back to none of the others; `credits`: agencies it names; `copies`: what it has from the others, the most first."""

    document: str
    file: str
    outlet: str | None
    published: str | None
    language: str | None
    words: int
    credits: tuple[str, ...]
    source: bool
    copies: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Reports that go back to each other's text, the earliest first. `independent`: how many have a text of their own."""

    prints: tuple[Print, ...]
    independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A report with too few words to tell whether it is a copy, which stands in no other word for word."""

    document: str
    file: str
    outlet: str | None
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    groups: tuple[Group, ...]
    stubs: tuple[Stub, ...]


def copies(snapshot: Snapshot, narrow: Filter = EVERYTHING, of: str | None = None) -> Copied:
    """Groups with a report that passes, the largest first; `of` a file or document: its group alone. Raises NotFound."""
    wanted = _wanted(snapshot, of) if of is not None else set(snapshot.documents)
    inside = {i for i in wanted if narrow.lets(snapshot.documents[i].published, snapshot.documents[i].language)}
    found = [c for c in snapshot.copies if c.document in snapshot.documents and c.of in snapshot.documents]
    made: dict[str, list[Copy]] = defaultdict(list)
    for copy in found:
        made[copy.document].append(copy)
    credits = Credits({d.outlet for d in snapshot.documents.values() if d.outlet})
    groups = [_group(snapshot, members, made, credits) for members in _together(found) if members & inside]
    grouped = {d for c in found for d in (c.document, c.of)}
    stubs = []
    for i in sorted(inside, key=lambda i: (snapshot.documents[i].file, snapshot.documents[i].start)):
        document = snapshot.documents[i]
        pieces = own(document, snapshot.clippings_in.get(i, ()))
        if i in snapshot.clippings_in or i in grouped or sum(p.end - p.start for p in pieces) > SMALLEST * LONGEST_WORD:
            continue
        count = len(words(" ".join(snapshot.text(i)[p.start : p.end] for p in pieces)))
        if count < SMALLEST:
            stubs.append(Stub(document=i, file=document.file, outlet=document.outlet, words=count))
    return Copied(groups=tuple(sorted(groups, key=lambda g: (-len(g.prints), g.prints[0].document))), stubs=tuple(stubs))


def _wanted(snapshot: Snapshot, words: str) -> set[str]:
    """The documents that an id, the beginning of one, or a file's name stands for, a file's clippings included."""
    found = {d.id for d in snapshot.documents.values() if d.id == words or d.file == words}
    found = found or {d.id for d in snapshot.documents.values() if d.file.endswith("/" + words) or (words.startswith("d-") and d.id.startswith(words))}
    if not found:
        raise NotFound(f"no document {words!r} in the record (name a file as `rashomon sources --json` does, or an id)")
    return found


def _together(found: list[Copy]) -> list[set[str]]:
    """Documents that copies bring together."""
    group_of: dict[str, set[str]] = {}
    for copy in found:
        one, two = (group_of.get(d, {d}) for d in (copy.document, copy.of))
        if one is not two:
            large, small = (one, two) if len(one) >= len(two) else (two, one)
            large |= small
            for d in (*small, copy.document, copy.of):
                group_of[d] = large
    return list({id(g): g for g in group_of.values()}.values())


def _group(snapshot: Snapshot, members: set[str], copied: dict[str, list[Copy]], credits: Credits) -> Group:
    prints = []
    for i in members:
        document, placed = snapshot.documents[i], snapshot.echoes.placed(i)
        text = snapshot.text(i)[document.start : document.end]
        made = sorted(copied.get(i, ()), key=lambda c: (-c.within, -c.share, c.of))
        prints.append(
            Print(
                document=i, file=document.file, outlet=document.outlet, published=document.published, language=document.language, words=len(placed.words),
                credits=credits(text), source=i not in snapshot.origin, copies=tuple(_likeness(snapshot, c, told=c.kind == "version" or n == 0) for n, c in enumerate(made)),
            )
        )  # fmt: skip
    prints.sort(key=lambda p: (edtf.sort_key(p.published), not p.source, p.file, p.document))
    return Group(prints=tuple(prints), independent=sum(p.source for p in prints))


def _likeness(snapshot: Snapshot, copy: Copy, told: bool) -> Likeness:
    """What a copy has from the other; where it is edited and `told`, with what changed."""
    one, two, (at, of_at, length) = snapshot.echoes.shared(copy.document, copy.of)
    run = of_run = None
    if length:
        run = snapshot.cite(copy.document, copy.document, int(one.starts[at]), int(one.ends[at + length - 1]))
        of_run = snapshot.cite(copy.of, copy.of, int(two.starts[of_at]), int(two.ends[of_at + length - 1]))
    edited = told and (copy.kind == "version" or (copy.kind == "duplicate" and copy.run < len(one.words)))
    other = snapshot.documents[copy.of]
    return Likeness(
        kind=copy.kind, of=copy.of, of_file=other.file, of_outlet=other.outlet, share=copy.share, within=copy.within, words=length, run=run, of_run=of_run,
        changes=changes(_text(snapshot, copy.of, two), _text(snapshot, copy.document, one)) if edited else (),
    )  # fmt: skip


def _text(snapshot: Snapshot, document: str, placed: Placed) -> str:
    """From the first own word of a document to the last."""
    return snapshot.text(document)[int(placed.starts[0]) : int(placed.ends[-1])] if len(placed.words) else ""


def changes(first: str, second: str) -> tuple[Change, ...]:
    """What differs between two versions, word by word; letter case, marks and punctuation make no difference. Empty where nothing does."""
    a, b = PIECE.findall(first), PIECE.findall(second)
    one, two = ([re.sub(r"\W+", "", fold(w)) for w in words] for words in (a, b))
    matcher = SequenceMatcher(None, one, two, autojunk=max(len(a), len(b)) > LONG)
    out: list[Change] = []
    steps = matcher.get_opcodes()
    for n, (tag, i, j, x, y) in enumerate(steps):
        if tag == "equal":
            out.append(_same(b[x:y], first=n == 0, last=n == len(steps) - 1))
            continue
        if j > i:
            out.append(Change(kind="gone", text=" ".join(a[i:j])))
        if y > x:
            out.append(Change(kind="new", text=" ".join(b[x:y])))
    return tuple(out) if any(c.kind != "same" for c in out) else ()


def _same(words: list[str], first: bool, last: bool) -> Change:
    """An unchanged stretch, with the middle of a long one left out."""
    head, tail = 0 if first else CONTEXT, 0 if last else CONTEXT
    if len(words) <= head + tail + 1:
        return Change(kind="same", text=" ".join(words))
    kept = [*words[:head], "…", *(words[-tail:] if tail else [])]
    return Change(kind="same", text=" ".join(kept), left_out=len(words) - head - tail)
