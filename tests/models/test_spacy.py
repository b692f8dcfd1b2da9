"""spaCy pipelines behind the MODEL seam: with real ones made here where spaCy is installed, and with a stand-in everywhere."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Found, model
from rashomon.pipeline.reading import Reader, state

needs_spacy = pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is not installed (pip install 'rashomon[spacy]')")
TEXT = "Qutrubi left the Tamraya Council. Nobody in Marsa Rimal saw him go."
LABELS = {"Qutrubi": "PERSON", "the Tamraya Council": "ORG", "Marsa Rimal": "GPE", "Tamrayan": "NORP", "Tuesday": "DATE"}


def passages(*words: str) -> list[tuple[Span, str]]:
    """Passages one behind the other, a blank line between them."""
    out, at = [], 10
    for text in words:
        out.append((Span(at, at + len(text)), text))
        at += len(text) + 2
    return out


def names(found: Found, given: tuple[Span, str]) -> list[tuple[str, str | None, float | None]]:
    assert found.names is not None
    return [(given[1][n.span.start - given[0].start : n.span.end - given[0].start], n.type, n.score) for n in found.names]


# ------------------------------------------------------------------------------------------------ a stand-in for spaCy
@dataclass
class Word:
    idx: int
    text: str

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    def __len__(self) -> int:
        return len(self.text)


@dataclass
class Entity:
    start_char: int
    end_char: int
    label_: str


@dataclass
class Doc:
    """Sentences end at points; entities are the words of LABELS, with the blank behind them when `sloppy`."""

    text: str
    sloppy: bool = False

    @property
    def sents(self) -> Iterator[list[Word]]:
        sentence: list[Word] = []
        for m in re.finditer(r"\w+|\s+|[^\w\s]", self.text):
            sentence.append(Word(m.start(), m[0]))
            if m[0] == ".":
                yield sentence
                sentence = []
        if sentence:
            yield sentence

    @property
    def ents(self) -> list[Entity]:
        found = re.finditer(rf"({'|'.join(LABELS)})(\s?)", self.text)
        return [Entity(m.start(), m.end(2 if self.sloppy else 1), LABELS[m[1]]) for m in found]


@dataclass
class Pipeline:
    components: dict[str, list[str]]
    max_length: int = 1_000_000
    asked: list[str] = field(default_factory=list)

    @property
    def pipe_names(self) -> list[str]:
        return list(self.components)

    def get_pipe_meta(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(assigns=self.components[name])

    def __call__(self, text: str) -> Doc:
        assert len(text) <= self.max_length
        self.asked.append(text)
        return Doc(text, sloppy="sloppy" in self.components)


BOTH = {"senter": ["token.is_sent_start"], "ner": ["doc.ents", "token.ent_iob", "token.ent_type"]}
Made = Callable[..., str]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A folder with a pipeline of a spaCy that is not there: its name for `model`."""

    def call(pipeline: Pipeline | Exception, lang: str = "en", version: str = "1.0", library: str = "3.9.9") -> str:
        def load(what: Any) -> Pipeline:
            if isinstance(pipeline, Exception):
                raise pipeline
            return pipeline

        real = metadata.version
        monkeypatch.setattr(metadata, "version", lambda name: library if name == "spacy" else real(name))
        monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load))
        folder = tmp_path / "pipeline"
        folder.mkdir(exist_ok=True)
        (folder / "meta.json").write_text(json.dumps({"lang": lang, "name": "stand_in", "version": version}))
        return f"spacy:{folder}"

    return call


def test_names_and_sentence_ends_have_their_places(made: Made) -> None:
    given = passages(TEXT, "Tamrayan police\nsaw Qutrubi on Tuesday")
    found = model(made(Pipeline(BOTH))).read("en", given)
    assert found is not None
    assert names(found[0], given[0]) == [("Qutrubi", "person", None), ("Tamraya Council", "organisation", None), ("Marsa Rimal", "place", None)]
    assert names(found[1], given[1]) == [("Tamrayan", "group", None), ("Qutrubi", "person", None)]
    assert found[0].ends == (10 + TEXT.index(".") + 1, 10 + len(TEXT))
    assert found[1].ends == (given[1][0].end,)
    assert found[0].attributions is None


def test_only_what_a_pipeline_has_is_given(made: Made) -> None:
    found = model(made(Pipeline({"parser": []}))).read("en", passages(TEXT))
    assert found is not None
    assert found[0].ends is not None
    assert found[0].names is None
    found = model(made(Pipeline({"own": ["doc.ents"]}))).read("en", passages(TEXT))
    assert found is not None
    assert found[0].ends is None
    assert found[0].names


def test_blanks_around_a_name_are_no_part_of_it(made: Made) -> None:
    given = passages(TEXT)
    found = model(made(Pipeline({**BOTH, "sloppy": []}))).read("en", given)
    assert found is not None
    assert [name for name, _, _ in names(found[0], given[0])] == ["Qutrubi", "Tamraya Council", "Marsa Rimal"]


def test_a_pipeline_reads_its_own_language_and_is_not_loaded_for_others(made: Made) -> None:
    name = made(OSError("never loaded"))
    assert model(name).read("ar", passages("قال")) is None
    assert model(made(Pipeline(BOTH), lang="xx")).read("ar", passages("قال منير.")) is not None


def test_a_long_passage_is_cut_at_blanks(made: Made) -> None:
    pipeline = Pipeline(BOTH, max_length=100)
    given = passages(TEXT + " " + "harbour " * 40 + TEXT)
    found = model(made(pipeline)).read("en", given)
    assert found is not None
    assert [name for name, _, _ in names(found[0], given[0])] == ["Qutrubi", "Tamraya Council", "Marsa Rimal"] * 2
    assert "".join(pipeline.asked) == given[0][1]
    assert all(part.endswith(" ") for part in pipeline.asked[:-1])


def test_what_was_read_before_makes_no_difference(made: Made) -> None:
    one, two = passages(TEXT, "Qutrubi came back.")
    together = model(made(Pipeline(BOTH))).read("en", [one, two])
    reader = model(made(Pipeline(BOTH)))
    apart = [reader.read("en", [two]), reader.read("en", [one])]
    assert together == [apart[1][0], apart[0][0]]  # type: ignore[index]


def test_damaged_characters_do_no_harm(made: Made) -> None:
    pipeline = Pipeline(BOTH)
    given = passages("Qutrubi \ud83d left.")
    found = model(made(pipeline)).read("en", given)
    assert found is not None
    assert found[0].ends == (given[0][0].end,)
    assert "\ud83d" not in pipeline.asked[0]


def test_a_pipeline_without_names_and_ends_is_refused(made: Made) -> None:
    with pytest.raises(SetupError, match=r"finds neither names nor sentence ends \(it has tagger\)"):
        model(made(Pipeline({"tagger": ["token.tag"]}))).read("en", passages(TEXT))


def test_a_pipeline_that_cannot_be_loaded_says_why_in_one_line(made: Made) -> None:
    with pytest.raises(SetupError, match=r"cannot be loaded: \[E002\] no factory for 'transformer'") as caught:
        model(made(ValueError("[E002] no factory\n for 'transformer'"))).read("en", passages(TEXT))
    assert "\n" not in str(caught.value)


def test_the_version_changes_with_pipeline_library_and_files(made: Made, tmp_path: Path) -> None:
    seen = {state(made(Pipeline(BOTH))), state(made(Pipeline(BOTH), version="1.1")), state(made(Pipeline(BOTH), version="1.1", library="4.0.0"))}
    (tmp_path / "pipeline" / "patterns.jsonl").write_text("{}")
    name = f"spacy:{tmp_path / 'pipeline'}"
    seen |= {state(name), state(name)}
    assert len(seen) == 4
    assert all("spacy " in version and "stand_in" in version for version in seen)


def test_what_is_missing_is_named_with_the_remedy(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = made(Pipeline(BOTH))
    with pytest.raises(SetupError, match="python -m spacy download xq_news_sm"):
        model("spacy:xq_news_sm")
    with pytest.raises(SetupError, match="say which spaCy pipeline"):
        model("spacy")
    with pytest.raises(SetupError, match="'json' is no spaCy pipeline"):
        model("spacy:json")
    (tmp_path / "pipeline" / "meta.json").write_text("[]")
    with pytest.raises(SetupError, match="is no spaCy pipeline"):
        model(name)

    def missing(package: str) -> str:
        raise metadata.PackageNotFoundError(package)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(SetupError, match=r"pip install 'rashomon\[spacy\]'"):
        model("spacy:en_core_web_sm")


def test_names_are_laid_over_the_rules(made: Made) -> None:
    text = TEXT + "\n\nMunir Sabbouh said that the road was open.\n"
    found = Reader(made(Pipeline(BOTH))).read(text.encode(), "a.txt")
    assert ("Tamraya Council", "organisation", "model", None) in [(m.text, m.type, m.how, m.confidence) for m in found.mentions]
    assert len(found.statements) == 1


# ------------------------------------------------------------------------------------------------ spaCy itself
@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., str]:
    """A pipeline with some components, saved in a folder: its name for `model`."""

    def call(*components: str, lang: str = "en") -> str:
        import spacy

        nlp = spacy.blank(lang)
        for name in components:
            nlp.add_pipe(name)
        if "entity_ruler" in components:
            nlp.get_pipe("entity_ruler").add_patterns([{"label": label, "pattern": words} for words, label in LABELS.items()])  # type: ignore[attr-defined]
        nlp.to_disk(tmp_path / "saved")
        return f"spacy:{tmp_path / 'saved'}"

    return call


@needs_spacy
def test_a_real_pipeline_gives_names_and_ends(saved: Callable[..., str]) -> None:
    given = passages(TEXT, "Tamrayan police\nsaw Qutrubi on Tuesday \n")
    found = model(saved("sentencizer", "entity_ruler")).read("en", given)
    assert found is not None
    assert names(found[0], given[0]) == [("Qutrubi", "person", None), ("Tamraya Council", "organisation", None), ("Marsa Rimal", "place", None)]
    assert names(found[1], given[1]) == [("Tamrayan", "group", None), ("Qutrubi", "person", None)]
    assert found[0].ends == (10 + TEXT.index(".") + 1, 10 + len(TEXT))
    assert found[1].ends == (given[1][0].end - 2,)


@needs_spacy
def test_a_real_pipeline_for_many_languages_reads_arabic(saved: Callable[..., str]) -> None:
    words = "عاد القطربي. ثم غادر."
    found = model(saved("sentencizer", lang="xx")).read("ar", passages(words))
    assert found is not None
    assert found[0].names is None
    assert found[0].ends == (10 + words.index(".") + 1, 10 + len(words))


@needs_spacy
def test_a_real_pipeline_that_gives_nothing_is_refused(saved: Callable[..., str]) -> None:
    with pytest.raises(SetupError, match=r"it has no components"):
        model(saved()).read("en", passages(TEXT))


@needs_spacy
def test_a_report_is_read_by_a_real_pipeline(saved: Callable[..., str]) -> None:
    name = saved("sentencizer", "entity_ruler")
    found = Reader(name).read((TEXT + "\n").encode(), "a.txt")
    assert [(m.text, m.how) for m in found.mentions if m.how == "model"] == [("Qutrubi", "model"), ("Tamraya Council", "model"), ("Marsa Rimal", "model")]
    assert re.search(r"spacy \d\S* en_pipeline-0\.0\.0 [0-9a-f]{12}$", state(name))
