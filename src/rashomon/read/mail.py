"""Mail: a message as a document, its attachments as members, mailboxes message by message; pages saved as MHTML.

A message's text is its subject, an empty line, and its plain part; where it has none, the words of its HTML part. The headers are kept
as evidence: `From` is its author, `Date` the date it was sent. Dates of mail are as true as the machine that sent it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from rashomon.errors import InputError
from rashomon.model import Custody, Evidence
from rashomon.read.fragment import text_of
from rashomon.read.html import declared_charset, read_page
from rashomon.read.members import Budget, Member
from rashomon.read.source import Quoted, Source
from rashomon.read.stamps import day, utc
from rashomon.read.text import decode

HEADER = re.compile(rb"(?P<name>[A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?(?P<value>[^\r\n]*)\r?\n(?:[ \t][^\r\n]*\r?\n)*")
SURE = frozenset((b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"x-mailer", b"dkim-signature"))
MBOX = re.compile(rb"From \S+.{0,60}\d{4}\s*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
LEAST_HEADERS = 3
DEEPEST = 20  # parts inside each other


def headers(head: bytes) -> dict[bytes, bytes]:
    """The headers that data begins with; none where it does not begin with any."""
    out: dict[bytes, bytes] = {}
    at = 0
    while match := HEADER.match(head, at):
        out.setdefault(match["name"].lower(), match["value"])
        at = match.end()
    return out


def is_mail(head: bytes) -> bool:
    """Whether data begins as a message does: with several headers, of which one is written by machines only."""
    found = headers(head[:16_000])
    known = {b"from", b"to", b"subject", b"date", b"content-type"} & set(found)
    return len(found) >= LEAST_HEADERS and bool(known) and (bool(SURE & set(found)) or (b"date" in found and b"@" in found.get(b"from", b"")))


def is_mbox(head: bytes) -> bool:
    return MBOX.match(head) is not None


def parsed(data: bytes) -> Message:
    """A message of any soundness; what its parser cannot make of it is left as it is."""
    return BytesParser(policy=policy.compat32).parsebytes(data)


def shown(value: object) -> str:
    """A header in readable letters, on one line."""
    try:
        words = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, UnicodeError, AttributeError):
        words = str(value)
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split())


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, UnicodeError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _words(part: Message, file: str) -> str:
    """A textual part in its own encoding."""
    data = _payload(part)
    if not data.strip():
        return ""
    charset = part.get_content_charset()
    try:
        if charset:
            return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        pass
    try:
        return decode(data, file, declared_charset(data)).text
    except InputError:
        return ""


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts of a message that hold something, in order; messages inside it are left closed."""
    if message.is_multipart() and message.get_content_type() != "message/rfc822" and depth < DEEPEST:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield message


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822" or bool(part.get_filename())


def read_mail(data: bytes, file: str) -> Source | None:
    """A message, or a page saved as MHTML; None for anything else. Raises InputError where it holds no words."""
    if not is_mail(data[:16_000]):
        return None
    message = parsed(data)
    leaves = list(_leaves(message))
    if message.get_content_type() == "multipart/related" and message.get("Snapshot-Content-Location", message.get("X-MAF-Information-Version")) is not None:
        return _saved_page(message, leaves, file)
    inline = [part for part in leaves if not _is_attached(part)]
    words = "\n\n".join(w.strip("\r\n") for part in inline if part.get_content_type() == "text/plain" and (w := _words(part, file)).strip())
    quoted: tuple[Quoted, ...] = ()
    bold: tuple[str, ...] = ()
    if not words:
        for part in inline:
            if part.get_content_type() == "text/html":
                words, quoted, bold = text_of(_words(part, file))
                break
    subject = shown(message.get("Subject", ""))
    words = words.replace("\r\n", "\n").replace("\x00", "\ufffd")
    if not words.strip() and not any(map(_is_attached, leaves)):
        raise InputError(file, "a mail without words", "nothing to do")
    text = f"{subject}\n\n{words}" if subject else words
    if not text.strip():
        raise InputError(file, "a mail without words; its attachments are read by themselves", "nothing to do")
    return Source(text=text, encoding="utf-8", evidence=tuple(_evidence(message, subject)), quoted=quoted, bold=bold)


def _evidence(message: Message, subject: str) -> Iterator[Evidence]:
    if subject:
        yield Evidence(field="title", value=subject, where="mail header Subject")
    name, address = parseaddr(shown(message.get("From", "")))
    if name or address:
        yield Evidence(field="author", value=(name or address)[:120], where="mail header From")
    if sent := shown(message.get("Date", "")):
        yield (
            Evidence(field="published", value=sent, where="mail header Date")
            if day(sent)
            else Evidence(field="date, unreadable", value=sent[:60], where="mail header Date")
        )
    for header, field in (("List-Id", "list"), ("Reply-To", "reply to"), ("Message-ID", "message id")):
        if value := shown(message.get(header, "")):
            yield Evidence(field=field, value=value[:200], where=f"mail header {header}")


def _saved_page(message: Message, leaves: list[Message], file: str) -> Source:
    """The page of an MHTML file: its first part in HTML. The headers say where and when it was saved."""
    page = next((part for part in leaves if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    markup = _words(page, file) if page is not None else ""
    if page is None or not markup.strip():
        raise InputError(file, "a saved page without its text", "open it in a browser and save it anew")
    url = shown(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    found = read_page(markup, file, page.get_content_charset() or "utf-8")
    when = utc(shown(message.get("Date", "")))
    evidence = (*found.evidence, *((Evidence(field="url", value=url, where="header of the saved page"),) if url.startswith("http") else ()))
    custody = Custody(tool="browser (MHTML)", where="headers of the file", url=url or None, time=when)
    return Source(
        text=found.text, encoding="utf-8", evidence=evidence, guess=found.guess, dates=found.dates, bold=found.bold, quoted=found.quoted,
        custody=(*found.custody, custody), notes=found.notes,
    )  # fmt: skip


def attachments(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """A message itself, then what is attached to it. The text of a message stays with the message."""
    data = stream.read(budget.limits.member + 1)
    if len(data) > budget.limits.member:
        yield InputError(file, f"a mail larger than {budget.limits.member / 1_000_000:g} MB", "raise --max-bytes to read it")
        return
    yield Member(address="", data=data, reader="mail")
    message = parsed(data)
    if message.get("Snapshot-Content-Location") is not None:
        return
    for number, part in enumerate((p for p in _leaves(message) if _is_attached(p)), 1):
        kind = part.get_content_type()
        if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in (
            "application/pgp-signature",
            "application/pkcs7-signature",
            "text/calendar",
            "text/vcard",
        ):
            continue
        name = shown(part.get_filename() or "") or f"{number}"
        inside = part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list) and inside and isinstance(inside[0], Message):
            yield Member(address=name if part.get_filename() else f"{number}.eml", data=_flat(inside[0]))
        elif content := _payload(part):
            yield Member(address=name, data=content)


def _flat(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, UnicodeError, LookupError, KeyError, AttributeError, TypeError):
        return str(message).encode("utf-8", "replace")


def mailbox(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """The messages of a mailbox, each under its `Message-ID`, or its number where it has none. They begin behind lines `From …`."""
    limit = budget.limits.member
    lines: list[bytes] = []
    number = size = 0
    blank, started = True, False

    def message() -> Member | InputError | None:
        data = b"".join(lines)
        if not data.strip():
            return None
        name = shown(headers(data[:16_000]).get(b"message-id", b"").decode("ascii", "replace")).strip("<> ") or str(number)
        if size > limit:
            return InputError(f"{file}!/{name}", f"a mail larger than {limit / 1_000_000:g} MB", "raise --max-bytes to read it")
        return Member(address=name, data=data)

    while line := stream.readline(limit):
        if blank and line.startswith(b"From ") and (not started or re.match(rb"From \S+.{0,60}\d{4}\s*$", line)):
            if found := message():
                yield found
            lines.clear()
            number, size, started = number + 1, 0, True
            continue
        blank = not line.strip()
        size += len(line)
        if size <= limit:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
    if found := message():
        yield found
