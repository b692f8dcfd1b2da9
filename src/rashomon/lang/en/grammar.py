"""Closed classes of English words that rules about clauses need: determiners, prepositions, auxiliaries, time words."""

from __future__ import annotations

from rashomon.lang.en.times import MONTHS, WEEKDAYS

DETERMINERS = frozenset("the a an this that these those his her its their our my your no any some each every such".split())
LEADING = frozenset(
    "but and however meanwhile moreover also nevertheless nonetheless still yet so then instead separately later earlier for or because while as although though even".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for from to with without within into over under after before during since until against between among through about across near inside outside".split()
)
FINITE = frozenset("is was are were has had have will would can could may might should must did does do".split())
TIME_WORDS = (
    frozenset(WEEKDAYS) | frozenset(MONTHS) | frozenset("yesterday today tomorrow night morning evening afternoon week month year statement interview".split())
)
PHRASE_STOPS = frozenset(
    "which who whose where when while after before but because although though as a an the one in according saying adding he she it they hours days weeks months two three and".split()
)
HOLDERS = frozenset("all both half many such quite even just and with".split())
