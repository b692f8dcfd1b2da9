"""Turns without a colon: signs that take turns, names on lines of their own, quotation marks, bold type, stamps."""

import pytest

from rashomon.model import Span
from rashomon.pipeline.reading import Reader
from rashomon.text.turns import turns

ASKED = ("Who closed the pier?", "Radio Velden says it was the mayor.", "Will it open again?", "And the boats?")
SAID = ("Nobody closed it.", "Radio Velden was not there. I was.", "On Sunday, if the wind allows.", "They wait, as we all do.")
LEAD = "The pier of Orlanda\n12 March 2034\n\nWe spoke to Tamsin Orme, the harbour master.\n\n"


def pairs(text: str, bold: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    strong = [Span(text.index(b), text.index(b) + len(b)) for b in bold]
    return [(t.role, text[t.content.start : t.content.end]) for t in turns(text, Span(0, len(text)), Reader()._lexicons, (), strong)]


WANTED = [turn for q, a in zip(ASKED, SAID, strict=True) for turn in (("question", q), ("answer", a))]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("* {}", "** {}"), ("- {}", "-- {}"), ("● Velden Post\n{}", "○ Tamsin Orme\n{}"), ("[03:1{n}] HOST: {}", "[04:0{n}] ORME: {}"), ("{}\n", "“{}”\n")],
)
def test_turns_by_signs(question: str, answer: str) -> None:
    lines = [form.format(words, n=n) for n, pair in enumerate(zip(ASKED, SAID, strict=True)) for form, words in zip((question, answer), pair, strict=True)]
    assert pairs(LEAD + "\n".join(lines) + "\n") == WANTED


def test_turns_by_bold_type() -> None:
    text = LEAD + "\n".join(words for pair in zip(ASKED, SAID, strict=True) for words in pair) + "\n"
    assert pairs(text, ASKED) == WANTED


def test_bold_questions_of_a_page() -> None:
    body = "".join(f"<p><strong>{q}</strong></p><p>{a} {a}</p>" for q, a in zip(ASKED, SAID, strict=True))
    page = f"<html><head><title>The pier</title></head><body><article><h1>The pier of Orlanda</h1><p>We spoke to Tamsin Orme about it.</p>{body}</article></body></html>"
    found = Reader().read(page.encode(), "pier.html")
    assert [t.role for t in found.turns] == ["question", "answer"] * 4


@pytest.mark.parametrize("text", ["* bread\n** rye\n* milk\n** goat\n* salt\n** sea\n", "“A quotation alone.”\n\nA paragraph.\n\n“Another.”\n\nA last one.\n"])
def test_lists_and_quotations_are_no_interviews(text: str) -> None:
    assert pairs(text) == []
