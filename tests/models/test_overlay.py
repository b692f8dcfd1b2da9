"""A model plugged into the MODEL seam answers for what it reads; the rules keep the rest."""

import re
from collections.abc import Sequence

import pytest

from rashomon import models
from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Attributed, Found, Named
from rashomon.pipeline.reading import Reader, state

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
