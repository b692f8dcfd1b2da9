"""Search: one word however it is written, in both scripts, and any query is only words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.errors import SetupError
from tests.conftest import Runner
from tests.pile import lay

TEXTS = {
    "vowels.txt": "قَالَ المُحَافِظُ إنَّ السُّوقَ مفتوح.\n",
    "tatweel.txt": "الســـوق الكبير في المدينة القديمة.\n",
    "hamza.txt": "وصل أحمد إلى مستشفى الإسعاف مع آلاء.\n",
    "digits.txt": "بلغ العدد ٢٣ جريحا. The count was ２３ in all.\n",
    "clitic.txt": "ذهبوا بالقارب وللميناء والمدرسة.\n",
    "accents.txt": "The Café of Ñuble was naïve; “don’t” said the owner, O’Hara-Lind.\n",
    "plain.txt": "Nothing here but AND, OR, NOT and NEAR, and a column:thing.\n",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> rashomon.Record:
    folder = tmp_path_factory.mktemp("search")
    made = rashomon.open(folder / "s.sqlite")
    made.build(lay(folder / "t", TEXTS))
    return made


def found(record: rashomon.Record, query: str) -> dict[str, list[str]]:
    """File → the words that were hit, as they stand in the file."""
    out = {}
    try:
        hits = record.search(query)
    except SetupError:  # no words in it
        return {}
    for hit in hits:
        text = TEXTS[hit.cite.file.split("/")[1]]
        assert text[hit.cite.start : hit.cite.end] == hit.cite.text
        assert hit.words
        out[hit.cite.file.split("/")[1]] = [text[a:b] for a, b in hit.words]
    return out


@pytest.mark.parametrize(
    ("query", "file", "words"),
    [
        ("السوق", "vowels.txt", ["السُّوقَ"]), ("سوق", "vowels.txt", ["السُّوقَ"]), ("سُوق", "tatweel.txt", ["الســـوق"]), ("ســوق", "tatweel.txt", ["الســـوق"]), ("المحافظ", "vowels.txt", ["المُحَافِظُ"]),
        ("احمد", "hamza.txt", ["أحمد"]), ("أحمد", "hamza.txt", ["أحمد"]), ("الاء", "hamza.txt", ["آلاء"]), ("مستشفي", "hamza.txt", ["مستشفى"]), ("الاسعاف", "hamza.txt", ["الإسعاف"]),
        ("قارب", "clitic.txt", ["بالقارب"]), ("الميناء", "clitic.txt", ["وللميناء"]), ("مدرسه", "clitic.txt", ["والمدرسة"]),
        ("cafe", "accents.txt", ["Café"]), ("CAFÉ", "accents.txt", ["Café"]), ("nuble", "accents.txt", ["Ñuble"]), ("naive", "accents.txt", ["naïve"]),
        ("23", "digits.txt", ["٢٣"]), ("٢٣", "digits.txt", ["٢٣"]), ('"O\'Hara-Lind"', "accents.txt", ["O’Hara-Lind"]), ("near", "plain.txt", ["NEAR"]), ("column", "plain.txt", ["column"]),
    ],
)  # fmt: skip
def test_one_word_however_it_is_written(record: rashomon.Record, query: str, file: str, words: list[str]) -> None:
    hits = found(record, query)
    assert file in hits
    assert hits[file][: len(words)] == words


def test_all_words_must_be_there_and_phrases_in_order(record: rashomon.Record) -> None:
    assert set(found(record, "cafe owner")) == {"accents.txt"}
    assert found(record, "cafe market") == {}
    assert set(found(record, '"the cafe of"')) == {"accents.txt"}
    assert found(record, '"of cafe"') == {}
    assert set(found(record, "“the cafe of” «owner»")) == {"accents.txt"}


HOSTILE = ['"', '""', "'", "*", "cafe*", "cafe AND", "NOT", "OR OR", "(", "((cafe)", "a:b", "keys:cafe", "^cafe", "cafe NEAR/2 owner", "-cafe", "+", "{", "\\", "\x00", "cafe\x00owner", "%", "_", "ـ", "َُِ", "؟!،", "\u200f", "'; DROP TABLE documents; --"]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_queries_hold_no_commands(record: rashomon.Record, query: str) -> None:
    before = len(record.files())
    hits = found(record, query)
    assert set(hits) <= set(TEXTS)
    if "cafe" not in query:
        assert "accents.txt" not in hits
    assert len(record.files()) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_query_breaks_it(record: rashomon.Record, query: str) -> None:
    found(record, query)


def test_a_very_long_query(record: rashomon.Record) -> None:
    assert found(record, " ".join(f"word{n}" for n in range(3000))) == {}
    assert set(found(record, "cafe " * 5000)) == {"accents.txt"}


def test_nothing_to_search_for_is_said(run: Runner, corpus_store: Path) -> None:
    for query in ("", "؟!", '"', "ـ ً", "* ( )"):
        asked = run("search", query, "-s", corpus_store)
        assert (asked.status, asked.out) == (2, "")
        assert "give a word" in asked.err
    assert run("search", "zzzz", "-s", corpus_store).status == 1


def test_a_name_is_found_in_all_its_spellings_and_marked_once(corpus: rashomon.Record) -> None:
    for name in ("Muhsin al-Qutrubi", "محسن القطربي", "Gutrubi"):
        hits = corpus.search(name, limit=200)
        assert {"en", "ar"} <= {h.cite.language for h in hits}
        for hit in hits:
            assert all(a.end <= b.start for a, b in zip(hit.words, hit.words[1:], strict=False))


def test_a_language_is_not_starved_by_better_hits_in_another(tmp_path: Path) -> None:
    reports = {f"{n:03}.txt": f"Halyard {n}: Halyard, Halyard, Halyard.\nThe market was open on the day that Halyard came, it said.\n" for n in range(120)}
    reports["ar.txt"] = "ذكرت وكالة Halyard أن السوق كان مفتوحا يوم الثلاثاء الماضي وأن التجار عادوا إلى المدينة بعد الظهر في هدوء تام كما قال شهود.\n"
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(lay(tmp_path / "t", reports))
        assert [h.cite.file for h in record.search("Halyard", language="ar", limit=3)] == ["t/ar.txt"]
        assert len(record.search("Halyard", limit=7)) == 7
        assert len({(h.cite.file, h.cite.start) for h in record.search("Halyard", limit=500)}) == len(record.search("Halyard", limit=500)) > 120


def test_searching_with_days(corpus: rashomon.Record) -> None:
    hits = corpus.search("market", since="2031-05-08", until="2031-05-10", limit=100)
    assert hits
    assert all(h.cite.published and "2031-05-08" <= h.cite.published <= "2031-05-10" for h in hits)
    assert len(hits) < len(corpus.search("market", limit=100))
