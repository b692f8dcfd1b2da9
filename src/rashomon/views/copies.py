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
from rashomon.link.copies import SMALLEST
from rashomon.link.credits import Credits
from rashomon.model import Copy
from rashomon.views.snapshot import Cite, Filter, Snapshot

EVERYTHING = Filter()
PIECE = re.compile(r"\S+")
CONTEXT = 6  # words kept on either side of a change
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
    `changes`: what differs, for a version or a print that was edited.
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
    """A report with too few words to be called anybody's copy."""

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
    own: dict[str, list[Copy]] = defaultdict(list)
    for copy in found:
        own[copy.document].append(copy)
    credits = Credits({d.outlet for d in snapshot.documents.values() if d.outlet})
    groups = [_group(snapshot, members, own, credits) for members in _together(found) if members & inside]
    stubs = []
    for i in sorted(inside, key=lambda i: (snapshot.documents[i].file, snapshot.documents[i].start)):
        count = len(snapshot.echoes.placed(i).words)
        if count < SMALLEST and i not in snapshot.clippings_in:
            document = snapshot.documents[i]
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


def _group(snapshot: Snapshot, members: set[str], own: dict[str, list[Copy]], credits: Credits) -> Group:
    prints = []
    for i in members:
        document, placed = snapshot.documents[i], snapshot.echoes.placed(i)
        text = snapshot.text(i)[document.start : document.end]
        made = sorted(own.get(i, ()), key=lambda c: (-c.within, -c.share, c.of))
        prints.append(
            Print(
                document=i, file=document.file, outlet=document.outlet, published=document.published, language=document.language, words=len(placed.words),
                credits=credits(text), source=i not in snapshot.origin, copies=tuple(_likeness(snapshot, c) for c in made),
            )
        )  # fmt: skip
    prints.sort(key=lambda p: (edtf.sort_key(p.published), not p.source, p.file, p.document))
    return Group(prints=tuple(prints), independent=sum(p.source for p in prints))


def _likeness(snapshot: Snapshot, copy: Copy) -> Likeness:
    one, two, (at, of_at, length) = snapshot.echoes.shared(copy.document, copy.of)
    run = of_run = None
    if length:
        run = snapshot.cite(copy.document, copy.document, int(one.starts[at]), int(one.ends[at + length - 1]))
        of_run = snapshot.cite(copy.of, copy.of, int(two.starts[of_at]), int(two.ends[of_at + length - 1]))
    edited = copy.kind == "version" or (copy.kind == "duplicate" and copy.within < 1)
    other = snapshot.documents[copy.of]
    return Likeness(
        kind=copy.kind, of=copy.of, of_file=other.file, of_outlet=other.outlet, share=copy.share, within=copy.within, words=length, run=run, of_run=of_run,
        changes=changes(_own_text(snapshot, copy.of), _own_text(snapshot, copy.document)) if edited else (),
    )  # fmt: skip


def _own_text(snapshot: Snapshot, document: str) -> str:
    placed, text = snapshot.echoes.placed(document), snapshot.text(document)
    return text[int(placed.starts[0]) : int(placed.ends[-1])] if len(placed.words) else ""


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
