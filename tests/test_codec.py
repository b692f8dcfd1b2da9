"""Records and their lines: what is written is read back the same, and what is no record is refused by name."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import codec
from rashomon.codec import INTERNAL
from rashomon.errors import InputError
from rashomon.model import KINDS, Carrier, Copy, Document, Figure, Mention, Record, Span, Statement

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
spans = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda pair: Span(*sorted(pair)))


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Span:
        return spans
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of([values(a) for a in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if is_dataclass(hint):
        return of_kind(hint)
    return {bool: st.booleans(), str: texts, int: st.integers(0, 2**53), float: st.floats(allow_nan=False, allow_infinity=False), type(None): st.none()}[hint]


def of_kind(kind: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()})


def records() -> st.SearchStrategy[Any]:
    """Any record of any kind, built from the types of its fields."""
    return st.one_of([of_kind(kind) for kind in KINDS.values()])


def outward(record: Any) -> Any:
    """A record as the format knows it: without pointers of use inside the store only, and text for files only."""
    found = replace(record, **{f.name: None for f in fields(record) if f.name in INTERNAL})
    if isinstance(found, Document) and found.parent is not None:
        found = replace(found, text=None)
    if isinstance(found, Statement):
        found = replace(found, chain=tuple(replace(c, mention=None) for c in found.chain))
    return found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    record: Record = data.draw(records())
    line = codec.line(record)
    assert line.endswith(b"\n")
    assert b"\n" not in line[:-1]
    assert codec.read_line(line) == outward(record)
    assert codec.line(codec.read_line(line)) == line


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_lines_are_plain_json_without_inner_pointers(data: st.DataObject) -> None:
    found = json.loads(codec.line(data.draw(records())))
    assert found["kind"] in KINDS

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {n for v in value.values() for n in names(v)}
        return {n for v in value for n in names(v)} if isinstance(value, list) else set()

    assert not names(found) & INTERNAL


def test_fields_that_are_new_are_let_pass() -> None:
    mention = Mention(id="m-1", document="d-1", start=0, end=3, text="abc", type="person")
    line = json.loads(codec.line(mention)) | {"colour": "blue"}
    assert codec.read_line(json.dumps(line).encode()) == mention


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{", b"null", b"[]", b"17", b'"x"', b"{}", b'{"kind": "dragon"}', b'{"kind": ["mention"]}', b'{"kind": "mention"}', b"\xff\xfe", b"[" * 100_000,
        b'{"kind": "mention", "id": "m", "document": "d", "start": "0", "end": 3, "text": "abc", "type": "person"}',
        b'{"kind": "mention", "id": "m", "document": "d", "start": 0, "end": 3, "text": "abc", "type": "dragon"}',
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_by_name(line: bytes) -> None:
    with pytest.raises(InputError, match="line 7") as caught:
        codec.read_line(line, "line 7")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'{"id": 1, "text": "x"}',
        b'{"text": "x"}',
        b'{"id": "a"}',
        b'{"id": "a", "text": null}',
        b"nonsense",
        b'{"id":"a","text":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_document_is_refused_by_name(line: bytes) -> None:
    with pytest.raises(InputError, match="line 3") as caught:
        codec.read_given(line, "line 3")
    assert "“id” and “text”" in str(caught.value)


@given(
    st.lists(spans, max_size=5).map(tuple),
    st.lists(st.builds(Carrier, name=texts, role=st.sampled_from(["publisher", "outlet", "speaker"])), max_size=4).map(tuple),
)
def test_nested_fields_survive_a_column(content: tuple[Span, ...], chain: tuple[Carrier, ...]) -> None:
    assert codec.unpack(codec.pack(content), tuple[Span, ...]) == content
    assert codec.unpack(codec.pack(chain), tuple[Carrier, ...]) == chain


def test_a_copy_is_told_from_other_lines_and_keeps_its_sort() -> None:
    found = json.loads(codec.line(Copy(document="a", of="b", kind="excerpt", share=0.5)))
    assert (found["kind"], found["category"]) == ("copy", "excerpt")


def test_open_ends_of_figures_stay_open() -> None:
    figure = Figure(id="f", document="d", start=0, end=1, text="x", low=23, high=None, bound="at_least")
    assert json.loads(codec.line(figure))["high"] is None
    assert codec.read_line(codec.line(figure)) == figure
