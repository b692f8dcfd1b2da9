"""The whole reader on any text: every line holds the characters it points at, nothing is raised but InputError, twice the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from rashomon import edtf
from rashomon.errors import InputError
from rashomon.extract import check
from rashomon.model import Extraction
from tests.extract.reports import reader, report
from tests.text.arbitrary import CHECKED, texts


def sound(found: Extraction) -> None:
    """What every extraction keeps, besides its spans."""
    text = found.root.text or ""
    check(text, found)
    ids = [line.id for lines in (found.documents, found.turns, found.mentions, found.times, found.figures, found.statements, found.reports) for line in lines]
    assert len(ids) == len(set(ids))
    documents = {d.id: d for d in found.documents}
    for mention in found.mentions:
        home = documents[mention.document]
        assert home.parent is None or (min(home.start, home.header.start if home.header else home.start) <= mention.start and mention.end <= home.end)
    ordered = sorted(found.mentions, key=lambda m: m.start)
    assert all(a.end <= b.start for a, b in itertools.pairwise(ordered))
    known = {m.id for m in found.mentions}
    assert all(s.speaker_mention is None or s.speaker_mention in known for s in found.statements)
    assert all(c.mention is None or c.mention in known for s in found.statements for c in s.chain)
    assert all(s.chain and s.chain[0].role == "publisher" and all(c.name for c in s.chain) for s in found.statements)
    assert all(t.value is None or edtf.is_valid(t.value) for t in found.times if t.type in ("date", "time"))
    assert all(f.low is not None or f.high is not None for f in found.figures)
    assert all(d.published is None or edtf.is_valid(d.published) for d in found.documents)
    assert all((d.published is None) == (d.published_basis is None) for d in found.documents)


@settings(CHECKED, max_examples=120)
@given(texts(60))
@example("On Tuesday ½ of them\u0301 said ‟no” to 10㏂ ⒈ﷺ")
def test_any_text(text: str) -> None:
    assume(text.strip())
    data = text.encode()
    try:
        found = reader().read(data, "any.txt")
    except InputError:
        return
    sound(found)
    assert found == reader().read(data, "any.txt")


@settings(CHECKED, max_examples=80)
@given(texts(60), st.sampled_from(["en", "ar"]), st.sampled_from([None, "2031-05-08", "2031-05", "2031", "1900-01-01"]))
def test_any_text_with_a_language_and_a_date(text: str, language: str, published: str | None) -> None:
    assume(text.strip())
    sound(report(text, published, language))


@settings(CHECKED, max_examples=80)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    assume(data.strip(bytes(range(33))))
    try:
        found = reader().read(data, "any.bin")
    except InputError:
        return
    sound(found)


@settings(CHECKED, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "<table>", "<td>", "</table>", "<!--", "-->", "<script>", "&amp;", "&#1602;", "<time datetime='2031-05-06'>", "<h1>"]
        )
        | texts(4),
        max_size=30,
    )
)
def test_any_page(parts: list[str]) -> None:
    try:
        sound(reader().read(("<!DOCTYPE html><html><body>" + "".join(parts)).encode(), "any.html"))
    except InputError:
        return


@pytest.mark.parametrize(
    "text",
    ["Q:\nA:\n" * 5, "“" * 300, "(" * 300, "said " * 300, "قال " * 300, "a\u0301" * 300, "\u202e\u2066" * 50 + "word", "1,000," * 200, "- \n" * 100 + "x"],
)
def test_texts_of_one_thing_again_and_again(text: str) -> None:
    sound(reader().read(text.encode(), "again.txt"))


@pytest.mark.parametrize("text", ["\u2003\u2003", "\u2028 \x1c", "\u3000\n\u3000"])
def test_white_space_alone_is_bad_input(text: str) -> None:
    with pytest.raises(InputError):
        reader().read(text.encode(), "blank.txt")


def test_an_empty_text_is_bad_input() -> None:
    with pytest.raises(InputError):
        report("")


FAR = ["The harbour was built 3000 years ago.", "It began 40 centuries ago.", "بني الميناء قبل 3000 سنة.", "It ended 9999999 days ago."]


@pytest.mark.parametrize("text", FAR)
def test_times_before_all_calendars_have_no_value(text: str) -> None:
    found = report(text, language="ar" if "قبل" in text else "en")
    assert [t.value for t in found.times] == [None]
