"""Broken files of every format: documents or one line, nothing else. `python -m bench.fuzz` does the same for as long as one likes."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import SECONDS, case, mutated, tried
from rashomon.pipeline import Reader
from tests.samples import FILES, packed, rtf

QUICK = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# Files that once broke a reader, as what made them: format and number of `bench.fuzz`, or bytes.
FOUND: dict[str, bytes] = {
    "a date that is none in a row with columns of its own": b'title,text,date\nShells,"Shells struck the market of Marsa Rimal.",soon\n',
    "the same in a feed": FILES["rss"].replace(b"Tue, 06 May 2031 10:00:00 GMT", b"Tuesday"),
    "a day 0 beside a page's month": b"<!doctype html><html><body><article><p>Zahrin, June 6, 2031</p><p>Seats 6/0, 0/6 and 31/6 were empty.</p></article></body></html>",
    "half a pair of surrogates": rtf("x").replace(b"x", rb"\u-10179?x"),
    "a row of half a surrogate": b'{"text": "Shells \\ud800 struck the market.", "title": "\\udc00"}\n',
    "groups without end": rb"{\rtf1" + b"{" * 5000,
    "brackets without end": b"[" * 5000,
    "objects without end": b'{"text":' * 5000,
    "many hyphens where a dateline may stand": ("Snapshot-Content-Lop" * 40 + "\n\nShells struck the market.\n").encode(),
    "a member without a name": packed({"a": b"Shells struck the market."})
    .replace(b"\x01\x00\x00\x00a", b"\x00\x00\x00\x00")
    .replace(b"\x01\x00" + bytes(16), bytes(18)),
    "an empty zip": packed({}),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("none")


def within(reader: Reader, data: bytes, name: str) -> None:
    began = time.process_time()
    tried(reader, data, name)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", FILES)
def test_sound_files_give_documents(name: str, reader: Reader) -> None:
    assert tried(reader, FILES[name], name) > 0


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(number=st.integers(0, 10**6))
def test_broken_files_give_documents_or_one_line(name: str, number: int, reader: Reader) -> None:
    within(reader, case(name, number), name)


@QUICK
@given(
    data=st.binary(max_size=2000),
    head=st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"{\\rtf1 ", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"From a 2031\nA: b\n", b"<html><body>", b"text,title\n"]
    ),
)
def test_any_bytes_give_documents_or_one_line(data: bytes, head: bytes, reader: Reader) -> None:
    within(reader, head + data, "x")


@pytest.mark.parametrize("name", FOUND)
def test_files_that_once_broke_a_reader(name: str, reader: Reader) -> None:
    within(reader, FOUND[name], "x")


def test_cases_are_always_the_same() -> None:
    assert case("pdf", 7) == case("pdf", 7)
    assert mutated(FILES["zip"], random.Random(1)) != FILES["zip"]
