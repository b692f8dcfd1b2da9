"""What is looked at first, to spare the work behind it, never turns away a text that the work would find something in."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rashomon.lang.ar import events as arabic_events
from rashomon.lang.ar import times as arabic_times
from rashomon.lang.en import events as english_events
from rashomon.lang.en import times as english_times
from rashomon.lang.en.name_types import phrase
from rashomon.lang.en.numbers import BEGINNINGS, read_number
from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import first_word, leading
from rashomon.lang.time_rules import Rule, fitting
from rashomon.lang.tokens import tokenize
from tests.text.arbitrary import CHECKED, texts

FEW = settings(CHECKED, max_examples=20)  # of each rule
MODULES = {"en": english_times, "ar": arabic_times}
TIMES = pytest.mark.parametrize("times", MODULES.values(), ids=MODULES)
EVENTS = pytest.mark.parametrize("events", [english_events, arabic_events], ids=["en", "ar"])
GLUE = ["", "", " ", " ", " ", " ", "-", "و", "ال", "من", "of", "the", "'s", "early", "last", "this", "two", "12", "2031", ".", "ı", "ſ"]


def mixed(words: list[str]) -> st.SearchStrategy[str]:
    """The words of rules, written together and apart."""
    return st.lists(st.tuples(st.sampled_from(words), st.lists(st.sampled_from(GLUE), max_size=3).map("".join)), max_size=6).map(
        lambda pairs: "".join(a + b for a, b in pairs)
    )


@pytest.mark.parametrize(
    ("times", "rule"), [pytest.param(times, rule, id=f"{code}-{rule.reader.__name__}") for code, times in MODULES.items() for rule in times.RULES]
)
@FEW
@given(st.data())
def test_every_match_of_a_time_rule_shows_its_signs(times: ModuleType, rule: Rule[object], data: st.DataObject) -> None:
    folded = fold(data.draw(st.from_regex(rule.pattern)))
    assume(rule.pattern.search(folded))
    assert rule in fitting(times.RULES, times.signs(folded))


@TIMES
@CHECKED
@given(st.data())
def test_no_time_rule_that_matches_is_passed_over(times: ModuleType, data: st.DataObject) -> None:
    words = sorted({sign for rule in times.RULES for need in rule.needs for sign in need})
    folded = fold(data.draw(st.one_of(mixed(words), texts())))
    fit = fitting(times.RULES, times.signs(folded))
    assert all(rule in fit for rule in times.RULES if rule.pattern.search(folded))
    assert not fit or times is arabic_times or not times.signs(folded).isdisjoint(times._LEADING)


@EVENTS
@CHECKED
@given(st.data())
def test_a_text_that_tells_of_an_event_is_seen_to(events: ModuleType, data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(events.PATTERNS))[2]
    text = data.draw(st.from_regex(pattern))
    assume(events is english_events or fold(text) == text)
    assert events.tells(text)


@CHECKED
@given(st.one_of(texts(), mixed(sorted(BEGINNINGS | {"-", "hundred", "dozen", "and", "half", "several", "of"}))))
def test_a_number_in_words_begins_as_one(text: str) -> None:
    tokens = tokenize(text)
    begun = [t for i, t in enumerate(tokens) if t.kind == "word" and read_number(tokens, i) is not None]
    assert all(t.norm in BEGINNINGS or "-" in t.norm for t in begun)


@CHECKED
@given(texts())
def test_a_name_of_several_words_is_known_by_its_first(text: str) -> None:
    tokens = tokenize(text)[:6]
    for i in range(len(tokens)):
        for j in range(i + 2, len(tokens) + 1):
            assert first_word(tokens[i].norm) in leading(frozenset({phrase(tokens[i:j])}))
