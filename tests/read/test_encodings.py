"""Bytes to text in any encoding, unchanged; what is no text is refused with a line that names the file."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.read.text import decode
from tests.extract.reports import reader
from tests.text.arbitrary import CHECKED, texts

ENGLISH = "Muhsin al-Qutrubi said: “No – not one shell.” The café of Marsa Rimal stayed open, and Zoë’s boat went out.\r\nNobody asked why.\r\n"
ARABIC = "قال محسن القطربي إن الجيش لم يطلق قذيفة واحدة على سوق السمك، وأضاف أن المدافع صمتت طوال اليوم. ولم يسأله أحد لماذا.\r\nثم غادر القاعة.\r\n"

WRITTEN = [
    (ENGLISH, "utf-8", b"", "utf-8"), (ARABIC, "utf-8", b"", "utf-8"), (ARABIC + ENGLISH, "utf-8", b"", "utf-8"), (ENGLISH, "utf-8", codecs.BOM_UTF8, "utf-8"),
    (ARABIC, "utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"), (ENGLISH, "utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
    (ENGLISH, "utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
    (ENGLISH, "utf-16-le", b"", "utf-16-le"), (ENGLISH, "utf-16-be", b"", "utf-16-be"),
    (ARABIC, "cp1256", b"", "cp1256"), (ENGLISH, "cp1252", b"", "cp1252"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding", "mark", "found"), WRITTEN)
def test_the_text_as_written(text: str, encoding: str, mark: bytes, found: str) -> None:
    decoded = decode(mark + text.encode(encoding), "report.txt")
    assert decoded.text.removeprefix("\ufeff") == text
    assert decoded.encoding == found
    assert decoded.text.startswith("\ufeff") == bool(mark)


@pytest.mark.parametrize("text", [ARABIC, "The army had fired no shell at the market.\r\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "report.txt").text == text


def test_mixed_bytes_are_read_one_by_one_and_named() -> None:
    data = ("قال محسن القطربي: «لا». " * 3).encode() + b"He said \x93no\x94. " + "وغادر.".encode()
    decoded = decode(data, "report.txt")
    assert "He said “no”. " in decoded.text
    assert "محسن القطربي" in decoded.text
    assert any("2 bytes are no UTF-8" in note for note in decoded.notes)


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode(ARABIC.encode("iso8859_6", "ignore"), "page.html", "iso-8859-6").encoding == "iso8859-6"
    assert decode(ENGLISH.encode(), "page.html", "windows-1256").text == ENGLISH
    assert decode(ENGLISH.encode("cp1252"), "page.html", "no-such-encoding").text == ENGLISH


def test_a_file_cut_short_keeps_what_is_there_and_says_so() -> None:
    decoded = decode(ARABIC.strip(" \r\n.").encode()[:-1], "report.txt")
    assert decoded.text.startswith("قال محسن القطربي")
    assert decoded.text.endswith("\ufffd")
    assert any("cut short" in note for note in decoded.notes)


def test_what_could_deceive_is_kept_and_named() -> None:
    decoded = decode("Sabbouh \u202esaid\u202c so.\x00".encode(), "report.txt")
    assert decoded.text == "Sabbouh \u202esaid\u202c so.\x00"
    assert any("bidirectional" in note for note in decoded.notes)
    assert any("NUL" in note for note in decoded.notes)


NO_TEXT = [
    (b"", "empty"), (b" \r\n\t ", "no words"), (codecs.BOM_UTF8, "no words"), (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "PNG"),
    (bytes(range(32)) * 40, "binary"), (b"\x00\x01\x02\xff" * 200, "binary"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "why"), NO_TEXT)
def test_no_text(data: bytes, why: str) -> None:
    with pytest.raises(InputError) as raised:
        decode(data, "heap/report.txt")
    assert "heap/report.txt" in str(raised.value)
    assert why in str(raised.value)


@CHECKED
@given(texts())
def test_utf_8_is_never_changed(text: str) -> None:
    try:
        assert decode(text.encode(), "any.txt").text == text
    except InputError:
        assert (
            not text.strip("\ufeff\x00 \t\r\n\f\v\u00a0\u200b\u200e\u200f")
            or sum(c < " " or c == "\ufffd" for c in text) > 2
            or text.encode()[:2] in (b"PK", b"MZ")
        )


@CHECKED
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_bad_input(data: bytes) -> None:
    try:
        decoded = decode(data, "any.bin")
    except InputError:
        return
    assert decoded.text
    assert codecs.lookup(decoded.encoding)


def test_the_digest_is_of_the_bytes_and_offsets_count_the_mark() -> None:
    data = codecs.BOM_UTF8 + ENGLISH.encode()
    (document,) = reader().documents(data, "report.txt")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text == "\ufeff" + ENGLISH
    assert (document.start, document.end) == (0, len(ENGLISH) + 1)
