"""What a network sees of a text: pieces in their places, and how each looks on the page."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.models import pieces
from rashomon.models.pieces import BLANK, GAPS, INITIAL, JOINED, LINE, LOWER, MIXED, SINGLE, SPACE, UPPER

DATA = Path(str(files("rashomon.models") / "data"))


@cache
def _loaded(code: str) -> Tokenizer:
    return Tokenizer.from_file(str(DATA / f"{code}.tokenizer.json"))


@pytest.fixture(params=["en", "ar"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return _loaded(request.param)


def test_how_words_look() -> None:
    tokenizer = _loaded("en")
    text = "The NDF said\nMcRae's\n\nA town"
    read = pieces.pieces(tokenizer, text)
    at = {int(a): divmod(int(look), GAPS) for (a, _), look in zip(read.places, read.looks, strict=True)}
    assert at[text.index("The")] == (INITIAL, BLANK)
    assert at[text.index("NDF")] == (UPPER, SPACE)
    assert at[text.index("said")] == (LOWER, SPACE)
    assert at[text.index("McRae")] == (MIXED, LINE)
    assert at[text.index("'")][1] == JOINED
    assert at[text.index("A town")] == (SINGLE, BLANK)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_has_pieces_in_order_inside_it(text: str) -> None:
    for code in ("en", "ar"):
        read = pieces.pieces(_loaded(code), text)
        assert len(read) == len(read.looks) == len(read.places) == len(read.starts_line)
        assert all(0 <= a < b <= len(text) for a, b in read.places.tolist())
        assert ((read.looks >= 0) & (read.looks < pieces.LOOKS)).all()


def test_a_written_prefix_is_a_piece_of_its_own() -> None:
    tokenizer = _loaded("ar")
    text = "وبالقاهرة"
    assert (2, len(text)) == (pieces.pieces(tokenizer, text).places[2][0], pieces.pieces(tokenizer, text).places[-1][1])


def test_long_text_is_cut_without_losing_a_word(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Nujayma وقال " * 200
    whole = pieces.pieces(tokenizer, text)
    monkeypatch.setattr(pieces, "CHUNK", 50)
    parts = pieces.pieces(tokenizer, text)
    assert (whole.ids == parts.ids).all()
    assert (whole.places == parts.places).all()
