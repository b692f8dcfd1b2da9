"""A model plugged into the MODEL seam answers for what it reads; the rules keep the rest."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

import rashomon
from rashomon import models
from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Attributed, Found, Leaning, Named
from rashomon.pipeline.reading import Reader, state
from tests.conftest import Runner

TEXT = "MARSA RIMAL, May 7, 2031 - qutrubi opened the road, the harbour clerk let it be known. On Tuesday 41 people died.\n"


class StandIn:
    """Finds one name and one attribution that no rule would."""

    version = "stand-in 3"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        if language != "en":
            return None
        return [self._one(span, words) for span, words in passages]

    def _one(self, span: Span, words: str) -> Found:
        def at(match: re.Match[str] | None, group: int = 0) -> tuple[Span, ...]:
            return (Span(span.start + match.start(group), span.start + match.end(group)),) if match else ()

        names = tuple(Named(s, "person", 0.9) for s in at(re.search("qutrubi", words)))
        said = re.search("(qutrubi opened the road), (the harbour clerk) (let it be known)", words)
        return Found(names=names, attributions=(Attributed(at(said, 2), at(said, 3), at(said, 1), "assert", 0.8),) if said else ())


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "stand-in", f"{__name__}:made")


def made(what: str) -> StandIn:
    return StandIn()


def test_a_model_gives_names_and_statements(stand_in: None) -> None:
    found = Reader("stand-in").read(TEXT.encode(), "clerk.txt")
    assert ("qutrubi", "person", "model") in [(m.text, m.type, m.how) for m in found.mentions]
    (said,) = found.statements
    assert TEXT[slice(*said.content[0])] == "qutrubi opened the road"
    assert TEXT[slice(*said.source[0])] == "the harbour clerk"
    assert said.form == "indirect"
    assert said.chain[-1].name == "the harbour clerk"


def test_the_rules_keep_times_and_figures(stand_in: None) -> None:
    found, ruled = (Reader(name).read(TEXT.encode(), "clerk.txt") for name in ("stand-in", "none"))
    assert [(t.text, t.value) for t in found.times] == [(t.text, t.value) for t in ruled.times]
    assert [f.low for f in found.figures] == [41.0]


def test_another_language_is_left_to_the_rules(stand_in: None) -> None:
    arabic = "قال منير صبوح إن قواته انسحبت من تل غراب يوم الثلاثاء.\n".encode()
    assert Reader("stand-in").read(arabic, "a.txt").statements == Reader("none").read(arabic, "a.txt").statements != ()


def test_files_are_read_again_by_another_model(stand_in: None) -> None:
    assert state("stand-in") != state("none")
    assert "stand-in 3" in state("stand-in")


def test_an_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(SetupError, match="no model called 'gpt': known are compact, llm, none, spacy"):
        Reader("gpt")


class Unsure:
    """Reads the first passage and tells no scores; leaves the others to the rules, and says so."""

    version = "unsure 1"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        first, words = passages[0]
        at = words.index("qutrubi")
        name = Named(Span(first.start + at, first.start + at + 7), "person", None)
        return [Found(names=(name,), attributions=()), *(Found(notes=("unsure: passages left to the rules",)) for _ in passages[1:])]


class OutOfReach:
    version = "out of reach 1"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        raise SetupError("http://nowhere.invalid cannot be reached")


def unsure(what: str) -> Unsure:
    return Unsure()


def out_of_reach(what: str) -> OutOfReach:
    return OutOfReach()


TWO = "On Tuesday qutrubi opened the road to the harbour.\n\nMunir Sabbouh said that his forces had left the hill.\n\nNobody else was there.\n"


def test_passages_that_a_model_leaves_are_read_by_the_rules_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "unsure", f"{__name__}:unsure")
    found = Reader("unsure").read(TWO.encode(), "two.txt")
    assert [(m.text, m.how, m.confidence) for m in found.mentions if m.text == "qutrubi"] == [("qutrubi", "model", None)]
    assert [TWO[slice(*s.source[0])] for s in found.statements] == ["Munir Sabbouh"]
    assert found.root.notes == ("unsure: passages left to the rules: 2",)


def test_a_model_out_of_reach_ends_the_run_and_leaves_no_empty_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(models.MODELS, "out", f"{__name__}:out_of_reach")
    (tmp_path / "a.txt").write_text(TWO)
    with rashomon.open(tmp_path / "x.sqlite", model="out") as record, pytest.raises(SetupError, match="cannot be reached"):
        record.build(tmp_path / "a.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_what_was_read_is_kept_when_a_model_goes_out_of_reach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TWO)
    with rashomon.open(tmp_path / "x.sqlite") as record:
        record.build(tmp_path / "a.txt")
    monkeypatch.setitem(models.MODELS, "out", f"{__name__}:out_of_reach")
    (tmp_path / "b.txt").write_text(TEXT)
    with rashomon.open(tmp_path / "x.sqlite", model="out") as record, pytest.raises(SetupError):
        record.build(tmp_path / "b.txt")
    with rashomon.open(tmp_path / "x.sqlite") as record:
        assert [Path(f.name).name for f in record.files()] == ["a.txt"]
        assert len(record.statements()) == 1


def test_notes_are_told_by_the_command_line(monkeypatch: pytest.MonkeyPatch, run: Runner, tmp_path: Path) -> None:
    monkeypatch.setitem(models.MODELS, "unsure", f"{__name__}:unsure")
    (tmp_path / "two.txt").write_text(TWO)
    assert "two.txt: unsure: passages left to the rules: 2" in run("build", tmp_path / "two.txt", "--store", tmp_path / "x.sqlite", "--model", "unsure").err
    line = json.dumps({"id": "two", "text": TWO}).encode()
    assert "note: two: unsure: passages left to the rules: 2" in run("annotate", "--model", "unsure", stdin=line).err


class Leans:
    """Gives no name, and leans towards words."""

    version = "leans 1"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found]:
        return [
            Found(
                names=(), leanings=tuple(Leaning(Span(span.start + m.start(), span.start + m.end()), "place", 0.6) for m in re.finditer("Vasny|Spusk", words))
            )
            for span, words in passages
        ]


def leans(what: str) -> Leans:
    return Leans()


def test_a_type_guessed_from_capitals_gives_way_to_what_a_model_leans_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "leans", f"{__name__}:leans")
    text = b"They met near the old church. Everybody knew Vasny Spusk well. Nobody knew Harbour Korvat.\n"
    assert [(m.text, m.type) for m in Reader("none").read(text, "a.txt").mentions] == [("Vasny Spusk", "person"), ("Harbour Korvat", "person")]
    assert [(m.text, m.type) for m in Reader("leans").read(text, "a.txt").mentions] == [("Vasny Spusk", "place")]


class Swallows:
    """Takes the words of saying for a part of what is said, and a unit of fighters for a body like another."""

    version = "swallows 1"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found]:
        def at(span: Span, words: str, part: str) -> tuple[Span, ...]:
            return tuple(Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(part, words))

        return [
            Found(
                names=tuple(
                    Named(s, kind, score) for part, kind, score in NAMED_SO for s in at(span, words, part)
                ),
                attributions=tuple(
                    Attributed(at(span, words, "the clerk"), at(span, words, "said"), (s,), "assert", 0.9)
                    for s in at(span, words, "Boats were burnt.*before")
                ),
            )
            for span, words in passages
        ]  # fmt: skip


NAMED_SO: tuple[tuple[str, Literal["person", "organisation", "place"], float], ...] = (
    ("Reed Coast Brigade", "organisation", 0.9), ("Mr(?= Quill)", "person", 0.8), ("Quill", "person", 0.9), ("Lorne(?= fell)", "person", 0.5),
    ("Lorne(?! fell)", "place", 0.9),
)  # fmt: skip


def swallows(what: str) -> Swallows:
    return Swallows()


def test_words_of_saying_in_the_midst_of_a_content_are_cut_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "swallows", f"{__name__}:swallows")
    text = "Boats were burnt at dawn, the clerk said, as in the year before.\n"
    (said,) = Reader("swallows").read(text.encode(), "a.txt").statements
    assert [text[slice(*c)] for c in said.content] == ["Boats were burnt at dawn", "as in the year before"]


def test_what_the_rules_and_the_rest_of_a_document_know_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "swallows", f"{__name__}:swallows")
    text = "They met the Reed Coast Brigade and Mr Quill. Then they left for Lorne with Quill. Lorne fell. The Reed Coast Brigade left Lorne.\n"
    found = {(m.text, m.type) for m in Reader("swallows").read(text.encode(), "a.txt").mentions}
    assert found == {("Reed Coast Brigade", "group"), ("Quill", "person"), ("Lorne", "place")}


def test_a_name_begins_behind_a_known_place_that_runs_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.MODELS, "runs-on", f"{__name__}:runs_on")
    text = "وصلوا إلى مدينة مرسى رمال. وقال رئيس بلدية مرسى رمال حمدان الدرباسي ذلك.\n"
    found = [m.text for m in Reader("runs-on").read(text.encode(), "a.txt").mentions]
    assert "حمدان الدرباسي" in found
    assert not any(m.startswith("رمال") for m in found)


class RunsOn:
    """Takes the last word of a town for the first of a man."""

    version = "runs on 1"

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found]:
        man = re.compile("رمال حمدان الدرباسي")
        return [Found(names=tuple(Named(Span(s.start + m.start(), s.start + m.end()), "person", 0.9) for m in man.finditer(words))) for s, words in passages]


def runs_on(what: str) -> RunsOn:
    return RunsOn()
