"""What every reader and every language promises, whichever it is."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError, SetupError
from rashomon.lang import LANGUAGES, language, supported
from rashomon.lang.base import Language, Lexicon, Sentence, Sourcing
from rashomon.model import Span
from rashomon.read import READERS, Source, source
from rashomon.read.members import CONTAINERS, Limits, Member, container, walk
from rashomon.text.sentences import passages, sentences
from tests.pile import ARABIC, DENIAL, OPINION, WIRE
from tests.samples import FILES

HTML = f"<!doctype html><html><head><title>Shells</title></head><body><article><p>{WIRE}</p><p>{DENIAL}</p></article></body></html>"
SAMPLES = {
    "text": [WIRE.encode(), ARABIC.encode("cp1256"), DENIAL.encode("utf-16")],
    "html": [HTML.encode(), HTML.encode("utf-16")],
    "pdf": [FILES["pdf"]],
    "office": [FILES["docx"], FILES["odt"]],
    "rtf": [FILES["rtf"]],
    "mail": [FILES["mail"], FILES["mhtml"]],
}


@pytest.fixture(params=sorted(READERS))
def reader(request: pytest.FixtureRequest) -> tuple[str, Callable[[bytes, str], Source | None]]:
    module, attribute = READERS[request.param].split(":")
    return request.param, getattr(import_module(module), attribute)


def test_a_reader_gives_text_with_its_encoding(reader: tuple[str, Callable[[bytes, str], Source | None]]) -> None:
    name, read = reader
    for data in SAMPLES[name]:
        found = read(data, "x")
        assert isinstance(found, Source)
        assert found.text.strip()
        assert "".encode(found.encoding) is not None
        assert all(e.value and e.where and not e.chosen for e in found.evidence)
        assert all(0 <= page.start <= page.end <= len(found.text) for page in found.pages)
        assert read(data, "x") == found


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_source_or_one_line(data: bytes) -> None:
    try:
        found: Source | InputError = source(data, "some.file")
    except InputError as error:
        found = error
    if isinstance(found, InputError):
        assert (found.where, str(found).count("\n")) == ("some.file", 0)
        assert found.remedy
    else:
        found.text.encode("utf-8")  # no half characters


def test_there_is_a_sample_for_every_reader() -> None:
    assert set(SAMPLES) == set(READERS)


@pytest.mark.parametrize("name", FILES)
def test_a_reader_leaves_alone_what_is_not_its_own(name: str) -> None:
    """One reader a file: what the first one claims is what the format is."""
    if container(FILES[name][:8192], Limits()) is None:
        assert source(FILES[name], "no.name").text.strip()


# ------------------------------------------------------------------------------------------ containers
KINDS = {
    "mail": "mail",
    "mbox": "mbox",
    "csv": "rows",
    "jsonl": "rows",
    "ftm": "rows",
    "rss": "feed",
    "warc": "warc",
    "zip": "zip",
    "tar": "tar",
    "gzip": "gzip",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_container_is_told_by_its_content_and_gives_the_same_twice(name: str) -> None:
    assert container(FILES[name][:8192], Limits()) == KINDS[name]
    first, second = (list(walk(io.BytesIO(FILES[name]), "some.file", Limits())) for _ in range(2))
    assert first == second
    assert first
    for member in first:
        assert isinstance(member, Member)
        assert member.address == "some.file" or member.address.startswith("some.file!/")
        assert source(member.data, member.address, member.reader).text.strip()
    assert len({m.address for m in first if isinstance(m, Member)}) == len(first)


def test_every_kind_of_container_has_a_sample() -> None:
    assert set(KINDS.values()) == set(CONTAINERS)


@pytest.mark.parametrize("name", sorted(set(FILES) - set(KINDS) - {"docx", "odt", "mhtml"}))
def test_a_single_document_is_its_own_only_member(name: str) -> None:
    assert [m.address for m in walk(io.BytesIO(FILES[name]), "some.file", Limits()) if isinstance(m, Member)] == ["some.file"]


# ------------------------------------------------------------------------------------------- languages
TEXTS = {"en": WIRE + DENIAL + OPINION, "ar": ARABIC}


@pytest.fixture(params=sorted(LANGUAGES))
def spoken(request: pytest.FixtureRequest) -> tuple[str, Language]:
    return request.param, language(request.param)


def read_all(lang: Language, text: str) -> list[tuple[Sentence, dict[str, list[Any]]]]:
    out = []
    for sentence in sentences(text, passages(text, [Span(0, len(text))]), lang):
        times = lang.times(text, sentence.span)
        quantities = lang.quantities(sentence, [t.span for t in times])
        out.append(
            (
                sentence,
                {
                    "times": times,
                    "quantities": quantities,
                    "names": lang.names(sentence, frozenset()),
                    "attributions": lang.attributions(sentence),
                    "occurrences": lang.occurrences(sentence),
                },
            )
        )
    return out


def test_a_language_is_whole(spoken: tuple[str, Language]) -> None:
    code, lang = spoken
    assert lang.code == code
    assert supported(code)
    assert supported(f"{code}-XX")
    assert isinstance(lang.lexicon, Lexicon)
    assert isinstance(lang.sourcing, Sourcing)
    for field in ("question_labels", "answer_labels", "yes", "no", "stopwords", "negations", "claims", "deeds", "own"):
        assert getattr(lang.lexicon, field), field


def test_a_language_finds_each_sort_of_thing(spoken: tuple[str, Language]) -> None:
    code, lang = spoken
    found = [f for _, f in read_all(lang, TEXTS[code])]
    for sort in ("times", "quantities", "names", "attributions", "occurrences"):
        assert any(f[sort] for f in found), sort


def test_what_a_language_finds_lies_inside_its_sentence(spoken: tuple[str, Language]) -> None:
    _, lang = spoken
    for text in TEXTS.values():
        for sentence, found in read_all(lang, text):
            spans = [x.span for sort in ("times", "quantities", "names") for x in found[sort]]
            for attribution in found["attributions"]:
                spans += [*attribution.source, *attribution.cue]
                assert attribution.content
            for span in spans:
                assert sentence.start <= span.start < span.end <= sentence.end
            for sort in ("times", "quantities", "names"):
                ordered = [x.span for x in found[sort]]
                assert all(a.end <= b.start for a, b in itertools.pairwise(ordered)), sort


def test_a_language_says_the_same_twice(spoken: tuple[str, Language]) -> None:
    code, lang = spoken
    assert read_all(lang, TEXTS[code]) == read_all(lang, TEXTS[code])


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    assert not supported("tlh")
    assert not supported(None)
    with pytest.raises(SetupError, match="ar, en"):
        language("tlh")
