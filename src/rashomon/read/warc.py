"""WARC archives of web pages (ISO 28500), by fastwarc (the extra `warc`): every page that was answered, with its address and the moment it was taken.

Members have the address under which the Wayback Machine would show them: the moment in fourteen digits, then the URL. What the
archive says of the digest of a payload is kept, and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.model import Custody, Evidence
from rashomon.read.members import INSIDE, Budget, Member, shown

READABLE = re.compile(
    r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf|rtf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|vnd\.oasis\.opendocument\.text)|message/rfc822|multipart/related",
    re.I,
)


def is_warc(head: bytes) -> bool:
    return head.startswith((b"WARC/1.0\r\n", b"WARC/1.1\r\n", b"WARC/0.", b"WARC/1.0\n", b"WARC/1.1\n"))


def records(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """The pages of a WARC, packed or not. Raises InputError where the extra is not installed or the rest cannot be read."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError(file, "a WARC archive, which needs one more package", "pip install 'rashomon[warc]'") from None
    kinds = WarcRecordType.response | WarcRecordType.resource
    number = 0
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=False):
            number += 1
            found = _member(record, file, budget)
            if found is not None:
                yield found
    except InputError:
        raise
    except Exception as error:  # the library raises what its streams raise, of many kinds
        raise InputError(file, f"a WARC archive that is broken behind record {number} ({type(error).__name__})", "get another copy of it") from None


def _member(record: Any, file: str, budget: Budget) -> Member | InputError | None:
    """The page of a record; None for what is no page."""
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    stamp = record.headers.get("WARC-Date", "")
    if not url.startswith(("http://", "https://", "file:")):
        return None
    address = f"{re.sub(r'[^0-9]', '', stamp)[:14] or '0'}/{url}"
    where = f"{file}{INSIDE}{shown(address)}"
    if record.content_length > budget.limits.member:
        return InputError(where, f"larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it") if _may_be_page(record) else None
    told = record.headers.get("WARC-Payload-Digest") or record.headers.get("WARC-Block-Digest")
    response = record.headers.get("WARC-Type") == "response"
    if response:
        try:
            record.parse_http(auto_decode="none")
        except Exception as error:  # as above
            return InputError(where, f"an answer that cannot be read ({type(error).__name__})", "nothing to do")
    kind = (record.http_content_type if response else record.headers.get("Content-Type", "").split(";")[0]) or ""
    if response and not str(getattr(record.http_headers, "status_code", 200) or 200).startswith("200"):
        return None
    if not READABLE.match(kind):
        return None
    raw = record.reader.read(budget.limits.member + 1)
    data = _decoded(raw, record, budget.limits.member) if response else raw
    if data is None or len(data) > budget.limits.member:
        return InputError(where, "a page that cannot be unpacked, or is larger unpacked than may be", "raise --max-bytes to read it")
    if not data.strip():
        return None
    custody = Custody(
        tool="WARC", where=record.headers.get("WARC-Record-ID", "").strip("<>") or file, url=url, time=_time(stamp), digest=told, holds=_holds(told, raw, data)
    )
    return Member(address=address, data=data, evidence=(Evidence(field="url", value=url, where="WARC-Target-URI"),), custody=(custody,))


def _may_be_page(record: Any) -> bool:
    return record.headers.get("WARC-Type") == "response" or READABLE.match(record.headers.get("Content-Type", "")) is not None


def _time(stamp: str) -> str | None:
    from rashomon.read.stamps import utc

    return utc(stamp)


def _decoded(raw: bytes, record: Any, limit: int) -> bytes | None:
    """A payload without chunks and compression; None where it cannot be undone within the limit."""
    import io

    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    stream: Any = io.BytesIO(raw)
    transfer = (record.http_headers.get("Transfer-Encoding", "") or "").lower()
    coding = (record.http_headers.get("Content-Encoding", "") or "").lower().strip()
    try:
        if "chunked" in transfer and re.match(rb"[0-9a-fA-F]{1,8}[ ;\r]", raw[:10]):
            stream = io.BytesIO(_all(ChunkedReader(stream), limit))
        if coding in ("gzip", "x-gzip", "deflate") and stream.getvalue()[:2] == b"\x1f\x8b":
            stream = io.BytesIO(_all(GzipReader(stream), limit))
        elif coding == "deflate":
            import zlib

            stream = io.BytesIO(zlib.decompressobj(-15 if stream.getvalue()[:1] != b"\x78" else 15).decompress(stream.getvalue(), limit + 1))
        elif coding == "br":
            stream = io.BytesIO(_all(BrotliReader(stream), limit))
    except Exception:  # a server that promised one coding and sent another
        return None if coding else raw
    return bytes(stream.getvalue())


def _all(reader: Any, limit: int) -> bytes:
    parts, size = [], 0
    while size <= limit and (data := reader.read(65_536)):
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def _holds(told: str | None, *candidates: bytes) -> bool | None:
    """Whether the digest that a WARC gives (SHA-1 in base 32, as a rule) is that of the payload, as sent or unpacked; None where it cannot be told."""
    import base64
    import hashlib

    method, _, wanted = (told or "").partition(":")
    if method.lower() not in ("sha1", "sha-1", "sha256", "sha-256", "md5"):
        return None
    for data in candidates:
        value = hashlib.new(method.lower().replace("-", ""), data)
        if wanted.strip().upper().rstrip("=") == base64.b32encode(value.digest()).decode().rstrip("=") or wanted.strip().lower() == value.hexdigest():
            return True
    return False
