"""Zip, tar and gzip, member by member, within bounds. Nothing is written to disk, and no name in an archive is ever used as a path."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import InputError
from rashomon.model import Custody
from rashomon.read.hardened import BROKEN, part
from rashomon.read.members import INSIDE, Budget, Member, shown
from rashomon.read.office import is_office
from rashomon.read.saved import companions, page_of

BLOCK = 512
MOST_DIRECTORY = 64_000_000  # bytes of the table of contents of a zip: a few hundred thousand members
SMALL = 1_000_000  # bytes; below this a high ratio is no danger
UNPACK = "unpack it and read its folders"
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_gzip(head: bytes) -> bool:
    return head.startswith(b"\x1f\x8b\x08")


def is_zip(head: bytes) -> bool:
    """Also true of office files, which `zipped` gives back whole."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(head: bytes) -> bool:
    return len(head) >= BLOCK and _checksum(head[:BLOCK]) and (head[257:262] == b"ustar" or head[156:157] in (b"0", b"\x00", b"5"))


def _hidden(name: str) -> bool:
    return name.startswith(IGNORED) or posixpath.basename(name) in IGNORED or posixpath.basename(name).startswith("._")


def _too_dense(size: int, packed: int, budget: Budget) -> bool:
    return size > SMALL and size > budget.limits.ratio * max(packed, 1)


# ------------------------------------------------------------------------------------------------- zip
def zipped(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """The members of a zip in the order of its table of contents; an office file as it is; of a WACZ its WARC files."""
    if _directory_size(stream) > MOST_DIRECTORY:
        raise InputError(file, "a zip with more members than can be read", UNPACK)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise InputError(file, f"a zip that is broken ({type(error).__name__})", "get another copy of it") from None
    with archive:
        infos = [i for i in archive.infolist() if not i.filename.endswith("/")]
        names = {i.filename for i in infos}
        if is_office(names):
            stream.seek(0)
            data = stream.read(budget.limits.member + 1)
            if len(data) > budget.limits.member:
                raise InputError(file, f"larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
            yield Member(address="", data=data, reader="office")
            return
        told = _wacz(archive, names, file)
        beside = _companions([_name(i) for i in infos])
        for info in infos:
            name = _name(info)
            if told is not None and not name.startswith("archive/"):
                continue
            if _hidden(name) or any(name.startswith(folder) for folder in beside):
                continue
            found = _unpacked(archive, info, name, file, budget)
            if isinstance(found, Member) and told is not None and info.filename in told:
                found = Member(address=found.address, data=found.data, custody=(_stated(told[info.filename], found.data, file),))
            yield found


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: UTF-8 that a program forgot to mark comes out of `zipfile` as the old code page of DOS."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, file: str, budget: Budget) -> Member | InputError:
    address = f"{file}{INSIDE}{shown(name)}"
    limit = budget.limits.member
    if info.flag_bits & 1:
        return InputError(address, "locked with a password", "unpack it and read its folders")
    if info.file_size > budget.limits.member:
        return InputError(address, f"larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
    if _too_dense(info.file_size, info.compress_size, budget):
        return InputError(address, f"more than {budget.limits.ratio} times as large unpacked, as bombs are", "unpack it by hand if you trust it")
    budget.must_hold(info.file_size, file)
    try:
        with archive.open(info) as handle:
            data = handle.read(limit + 1)
    except (*BROKEN, zlib.error) as error:
        return InputError(address, f"a member that is broken ({type(error).__name__})", "get another copy of the archive")
    if len(data) > limit:
        return InputError(address, "larger than the archive says, as bombs are", "unpack it by hand if you trust it")
    return Member(address=name, data=data)


def _directory_size(stream: BinaryIO) -> int:
    """Bytes of a zip's table of contents, by the record at its end; 0 where there is none (`zipfile` will say so)."""
    stream.seek(0, io.SEEK_END)
    end = stream.tell()
    stream.seek(max(0, end - 66_000))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0
    size = int(struct.unpack("<I", tail[at + 12 : at + 16])[0])
    longer = tail.rfind(b"PK\x06\x06")  # zip64: its own record holds the size in eight bytes
    if size == 0xFFFFFFFF and longer >= 0 and len(tail) >= longer + 48:
        size = int(struct.unpack("<Q", tail[longer + 40 : longer + 48])[0])
    return size


def _companions(names: list[str]) -> list[str]:
    """The folders in an archive that belong to a saved page beside them."""
    folders: dict[str, set[str]] = {}
    files: dict[str, set[str]] = {}
    for name in names:
        steps = name.split("/")
        files.setdefault("/".join(steps[:-1]), set()).add(steps[-1])
        for depth in range(min(len(steps) - 1, 30)):
            if page_of(steps[depth]):
                folders.setdefault("/".join(steps[:depth]), set()).add(steps[depth])
    return [f"{above}/{folder}/".lstrip("/") for above, inside in folders.items() for folder in companions(inside, files.get(above, ()))]


def _wacz(archive: zipfile.ZipFile, names: set[str], file: str) -> dict[str, str] | None:
    """The digests that a WACZ (a zip of WARC files, webrecorder.net) keeps of its members; None for any other zip."""
    if "datapackage.json" not in names or not any(name.startswith("archive/") for name in names):
        return None
    try:
        told = json.loads(part(archive, "datapackage.json", file, 4_000_000) or b"{}")
        return {str(r["path"]): str(r["hash"]) for r in told.get("resources", []) if isinstance(r, dict) and "path" in r and "hash" in r}
    except (ValueError, AttributeError, InputError, RecursionError):
        return {}


def _stated(told: str, data: bytes, file: str) -> Custody:
    method, _, wanted = told.partition(":")
    holds = hashlib.new(method, data).hexdigest() == wanted.lower() if method in ("sha256", "md5", "sha512") else None
    return Custody(tool="WACZ", where=f"{file}{INSIDE}datapackage.json", digest=told, holds=holds)


# ------------------------------------------------------------------------------------------------ gzip
class _Bounded(io.RawIOBase):
    """A stream that stops with InputError where more comes out of it than may, by size and by ratio to what was read."""

    def __init__(self, inner: gzip.GzipFile, packed: BinaryIO, file: str, budget: Budget) -> None:
        self._inner, self._packed, self._file, self._budget, self._out = inner, packed, file, budget, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(min(len(buffer), 65_536))
        except (*BROKEN, zlib.error) as error:
            raise InputError(self._file, f"a gzip file that is broken ({type(error).__name__})", "get another copy of it") from None
        self._out += len(data)
        if self._out > self._budget.limits.total:
            raise InputError(self._file, f"more than {self._budget.limits.total / 1_000_000:g} MB unpacked; the rest of it was left out", UNPACK)
        if _too_dense(self._out, self._packed.tell(), self._budget):
            raise InputError(self._file, f"more than {self._budget.limits.ratio} times as large unpacked, as bombs are", "unpack it by hand if you trust it")
        buffer[: len(data)] = data
        return len(data)


def unzipped(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """What a gzip file holds: one member, or the members of the tar, WARC or mailbox in it."""
    from rashomon.read.mail import is_mbox, mailbox
    from rashomon.read.warc import is_warc, records

    def opened() -> BinaryIO:
        stream.seek(0)
        return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=stream), stream, file, budget), 65_536)

    inner = opened()
    head = inner.read(8192)
    if is_warc(head):
        stream.seek(0)
        yield from records(stream, file, budget)
        return
    for claims, members in ((is_tar, tarred), (is_mbox, mailbox)):
        if claims(head):
            yield from members(opened(), file, budget)
            return
    data = head + inner.read(budget.limits.member + 1)
    if len(data) > budget.limits.member:
        raise InputError(file, f"larger than {budget.limits.member / 1_000_000:g} MB unpacked", "raise --max-bytes to read it")
    name = posixpath.basename(file.rpartition(INSIDE)[2])
    yield Member(address=name[:-3] if name.lower().endswith(".gz") else f"{name} unpacked", data=data)


# ------------------------------------------------------------------------------------------------- tar
def _checksum(block: bytes) -> bool:
    """Whether a block of 512 bytes is the head of a member (POSIX.1-1988: the sum of its bytes, with blanks in the place of the sum)."""
    wanted = _octal(block[148:156])
    return wanted is not None and wanted in (sum(block) - sum(block[148:156]) + 8 * 32,)


def _octal(words: bytes) -> int | None:
    if words[:1] == b"\x80":  # GNU: the number itself, for what octal digits cannot say
        return int.from_bytes(words[1:], "big")
    digits = words.split(b"\x00")[0].strip()
    return int(digits, 8) if digits and all(c in b"01234567" for c in digits) else (0 if not digits else None)


def tarred(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """The ordinary files of a tar, one after another, without going back. Long names of GNU and POSIX are read up to 64 kB."""
    longer = ""
    while True:
        block = _exactly(stream, BLOCK)
        if len(block) < BLOCK or not block.strip(b"\x00"):
            return
        size = _octal(block[124:136])
        if not _checksum(block) or size is None:
            raise InputError(file, "a tar file that is broken; the rest of it was left out", "get another copy of it")
        kind = block[156:157]
        padded = -size % BLOCK
        if kind in (b"L", b"x"):
            told = _exactly(stream, min(size, 65_536))
            _skip(stream, size - len(told) + padded)
            longer = _text(told.rstrip(b"\x00")) if kind == b"L" else _pax_path(told) or longer
            continue
        prefix = block[345:500] if block[257:263] == b"ustar\x00" else b""
        name = longer or "/".join(_text(n.split(b"\x00")[0]) for n in (prefix, block[:100]) if n.split(b"\x00")[0])
        longer = ""
        if kind not in (b"0", b"\x00", b"7") or _hidden(name) or _in_companion(name):
            _skip(stream, size + padded)
            continue
        if size > budget.limits.member:
            yield InputError(f"{file}{INSIDE}{shown(name)}", f"larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
            _skip(stream, size + padded)
            continue
        data = _exactly(stream, size)
        _skip(stream, padded)
        if len(data) < size:
            yield InputError(f"{file}{INSIDE}{shown(name)}", "cut short by the end of the archive", "get another copy of it")
            return
        yield Member(address=name.removeprefix("./"), data=data)


def _in_companion(name: str) -> bool:
    """Whether a member lies in the folder of a saved page. A tar is read in one pass, so that the name alone must tell."""
    return any(step.endswith("_files") for step in name.split("/")[:-1])


def _text(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1256") if all(b < 0x80 or b >= 0xC0 for b in name) else name.decode("cp1252", "replace")


def _pax_path(told: bytes) -> str:
    at = told.find(b" path=")
    return _text(told[at + 6 :].split(b"\n", 1)[0]) if at >= 0 else ""


def _exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0 and (data := stream.read(min(size, 1_000_000))):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _skip(stream: BinaryIO, size: int) -> None:
    while size > 0 and (data := stream.read(min(size, 1_000_000))):
        size -= len(data)
