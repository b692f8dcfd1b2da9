"""Bytes to text: any encoding, nothing changed. Offsets count into exactly what decoding gives, a BOM included."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from rashomon.errors import InputError
from rashomon.lang.folding import ARABIC

BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"), (b"OggS", "an audio file"),
)  # fmt: skip
LEGACY = ["cp1256", "iso8859_6", "cp1251", "cp1253", "cp1255", "cp1254", "koi8_r", "mac_cyrillic", "gb18030", "euc_jp", "shift_jis", "euc_kr", "big5"]
JUNK = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
OVERRIDES = re.compile("[\u202d\u202e]")
REMEDY_KIND = "save it as text or HTML"


class Decoded(NamedTuple):
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, file: str, declared: str | None = None) -> Decoded:
    """The text of a file and how it was encoded. Raises InputError where the bytes are empty or no text."""
    if not data:
        raise InputError(file, "the file is empty", "nothing to do")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise InputError(file, f"{what}, not text", REMEDY_KIND)
    decoded = _decode(data, declared)
    junk = len(JUNK.findall(decoded.text[:20000]))
    if junk > 0.05 * min(len(decoded.text), 20000) + 2:
        raise InputError(file, "binary data, not text", REMEDY_KIND)
    if not decoded.text.strip(" \t\r\n\f\v\ufeff\x00\u00a0\u200b\u200e\u200f"):
        raise InputError(file, "the file holds no words", "nothing to do")
    notes = list(decoded.notes)
    if "\x00" in decoded.text:
        notes.append(f"{decoded.text.count(chr(0))} NUL characters in the text, kept")
    if ("\u202d" in decoded.text or "\u202e" in decoded.text) and (found := OVERRIDES.findall(decoded.text)):
        notes.append(f"{len(found)} characters that reverse the shown order of text (bidirectional overrides), kept")
    return Decoded(decoded.text, decoded.encoding, tuple(notes))


def _decode(data: bytes, declared: str | None) -> Decoded:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _with(data, encoding)
    if b"\x00" in data[:4096] and (wide := _utf16(data)):
        return _with(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return Decoded(data.decode("utf-8", "replace"), "utf-8", ("the file ends in the middle of a character: it may be cut short",))
    if declared:
        try:
            return Decoded(data.decode(declared), codecs.lookup(declared).name)
        except (LookupError, UnicodeDecodeError):
            pass
    if mixed := _mixed(data):
        return mixed
    return _legacy(data)


def _with(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, (f"some bytes are no {encoding.upper()}: shown as U+FFFD",))


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM: every second byte is the same few high bytes (0 for Latin, 6 for Arabic)."""
    if len(data) < 8:
        return None
    sample = data[: 4096 & ~1]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(b in (0x00, 0x06, 0x20) for b in high) >= 0.9 * len(high) and 0x00 in high:
            return encoding
    return None


def _mixed(data: bytes) -> Decoded | None:
    """Mostly UTF-8 with stray bytes of a Windows code page: each stray byte is read by itself."""
    stray, good, at, parts = 0, 0, 0, []
    page = "cp1256" if data.count(b"\xd8") + data.count(b"\xd9") > len(data) / 20 else "cp1252"
    while at < len(data):
        try:
            rest = data[at:].decode("utf-8")
            good += sum(c > "\x7f" for c in rest)
            parts.append(rest)
            break
        except UnicodeDecodeError as error:
            whole = data[at : at + error.start].decode("utf-8")
            good += sum(c > "\x7f" for c in whole)
            parts += [whole, data[at + error.start : at + error.start + 1].decode(page, "replace")]
            stray, at = stray + 1, at + error.start + 1
            if stray > 64 and stray > good:
                return None
    if good < 3 or stray > good / 2:
        return None
    return Decoded("".join(parts), "utf-8", (f"{stray} bytes are no UTF-8, read as {page}",))


def _legacy(data: bytes) -> Decoded:
    """One of the single-byte code pages. Long runs of high bytes are a script of its own, short ones accents in Latin."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data[:200_000])]
    if runs and sum(runs) / len(runs) < 2.2:
        return (
            _with(data, "cp1252")
            if _strict(data, "cp1252")
            else Decoded(data.decode("cp1252", "replace"), "cp1252", ("some bytes are unknown: shown as U+FFFD",))
        )
    if (arabic := _strict(data, "cp1256")) and _arabic_share(arabic) > 0.6:
        return Decoded(arabic, "cp1256")
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=LEGACY, explain=False).best()
    if best is not None:
        return Decoded(str(best), best.encoding)
    return Decoded(data.decode("cp1252", "replace"), "cp1252", ("the encoding is unknown: some characters may be wrong",))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _arabic_share(text: str) -> float:
    """Share of the letters outside ASCII that are Arabic and stand beside another Arabic letter."""
    high = [i for i, c in enumerate(text[:50_000]) if c > "\x7f" and c.isalpha()]
    together = sum(1 for i in high if ARABIC.match(text[i]) and ((i and ARABIC.match(text[i - 1])) or (i + 1 < len(text) and ARABIC.match(text[i + 1]))))
    return together / len(high) if high else 0.0
