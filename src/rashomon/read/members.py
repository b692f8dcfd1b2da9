"""What holds several documents, taken apart: archives, mailboxes, tables, feeds. The CONTAINER seam.

Every document inside a file has an address: `archive.zip!/folder/page.html`, deeper ones `a.zip!/b.tar!/c.txt`. A container gives its
members one after another and holds no more than one in memory. `walk` opens containers inside containers, down to a depth, and
keeps to the limits: how large one member and all together may be unpacked, how many there may be, how much larger than packed.
A member that cannot be had is an `InputError` under its address; the others go on.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.model import Custody, Evidence

INSIDE = "!/"
HEAD = 8192  # bytes that are looked at to tell what a file is
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST = 300  # characters of one step of an address
# Name → (whether data that begins so is one, what gives its members). Asked in this order.
CONTAINERS: dict[str, tuple[str, str]] = {
    "gzip": ("rashomon.read.archives:is_gzip", "rashomon.read.archives:unzipped"),
    "zip": ("rashomon.read.archives:is_zip", "rashomon.read.archives:zipped"),
    "tar": ("rashomon.read.archives:is_tar", "rashomon.read.archives:tarred"),
    "warc": ("rashomon.read.warc:is_warc", "rashomon.read.warc:records"),
    "mbox": ("rashomon.read.mail:is_mbox", "rashomon.read.mail:mailbox"),
    "mail": ("rashomon.read.mail:is_mail", "rashomon.read.mail:attachments"),
    "feed": ("rashomon.read.feeds:is_feed", "rashomon.read.feeds:items"),
    "rows": ("rashomon.read.rows:is_rows", "rashomon.read.rows:rows"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds against bombs: bytes of one member, bytes of all, how many, containers inside each other, unpacked to packed."""

    member: int = 16_000_000
    total: int = 4_000_000_000
    count: int = 200_000
    depth: int = 4
    ratio: int = 300
    columns: dict[str, str] = field(default_factory=dict)  # field of a document → column of a table, as the user names them


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document inside a container. `address` is its own step, empty for the container itself (a mail); `reader` names the reader where
    the container knows it; `evidence` and `custody` are what the container says of it."""

    address: str
    data: bytes
    reader: str | None = None
    evidence: tuple[Evidence, ...] = ()
    custody: tuple[Custody, ...] = ()


@dataclass(slots=True)
class Budget:
    """What is left of the limits of one file."""

    limits: Limits
    bytes: int = 0
    members: int = 0

    def spend(self, size: int, file: str) -> None:
        """Raises InputError where a member is one too many."""
        self.members += 1
        self.must_hold(size, file)
        self.bytes += size
        if self.members > self.limits.count:
            raise InputError(file, f"more than {self.limits.count} members; the rest of it was left out", "unpack it and read its folders")

    def must_hold(self, size: int, file: str) -> None:
        """Raises InputError where so many bytes more are too many."""
        if self.bytes + size > self.limits.total:
            raise InputError(file, f"more than {self.limits.total / 1_000_000:g} MB unpacked; the rest of it was left out", "unpack it and read its folders")


def container(head: bytes, limits: Limits) -> str | None:
    """What kind of container data that begins so is; None for a single document."""
    for name, (claims, _) in CONTAINERS.items():
        if _load(claims)(head, limits.columns) if name == "rows" else _load(claims)(head):
            return name
    return None


def _load(target: str) -> Any:
    module, attribute = target.split(":")
    return getattr(import_module(module), attribute)


def walk(stream: BinaryIO, file: str, limits: Limits) -> Iterator[Member | InputError]:
    """Every document of a file, with whole addresses, containers inside it opened. A file that is one document is its only member,
    under its own name. `stream` must be seekable. Raises InputError where the file itself cannot be read to its end."""
    budget = Budget(limits)
    yield from _walk(stream, file, budget, 0)


def _walk(stream: BinaryIO, file: str, budget: Budget, depth: int) -> Iterator[Member | InputError]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = container(head, budget.limits)
    if kind is None:
        data = stream.read(budget.limits.member + 1)
        if len(data) > budget.limits.member:
            yield InputError(file, f"larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
        else:
            yield Member(address=file, data=data)
        return
    if depth >= budget.limits.depth:
        yield InputError(file, f"more than {budget.limits.depth} containers inside each other", "unpack it and read its folders")
        return
    seen: Counter[str] = Counter()
    members = _load(CONTAINERS[kind][1])(stream, file, budget)
    try:
        for member in members:
            if isinstance(member, InputError):
                yield member
                continue
            if not member.address:
                yield replace(member, address=file)
                continue
            step = shown(member.address)
            seen[step] += 1
            if seen[step] > 1:  # two members of one name
                step = f"{step};{seen[step]}"
            address = f"{file}{INSIDE}{step}"
            budget.spend(len(member.data), file)
            if member.reader is not None or container(member.data[:HEAD], budget.limits) is None:
                yield replace(member, address=address)
                continue
            for inner in _walk(io.BytesIO(member.data), address, budget, depth + 1):
                yield (
                    inner
                    if isinstance(inner, InputError)
                    else replace(inner, evidence=(*member.evidence, *inner.evidence), custody=(*member.custody, *inner.custody))
                )
    except InputError as error:
        if depth == 0:
            raise
        yield error
    except (RecursionError, MemoryError) as error:
        raise InputError(file, f"too deep or too large to read ({type(error).__name__})", "unpack it and read its folders") from None


def shown(step: str) -> str:
    """A step of an address: slashes one way, control characters and marks of direction as `\\xNN`, nothing before the first name."""
    words = step.replace("\\", "/").lstrip("/")
    words = CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", words.encode("utf-8", "backslashreplace").decode("utf-8"))
    words = words.replace(INSIDE, "!|")
    return (words if len(words) <= LONGEST else words[: LONGEST - 60] + "…" + words[-59:]) or "unnamed"
