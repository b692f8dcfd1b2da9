"""English: everything `lang.base.Language` asks for."""

from __future__ import annotations

from rashomon.lang.en import events, kinds, quantities, speech, times
from rashomon.lang.en.names import EnglishNames
from rashomon.lang.en.sourcing import SOURCING
from rashomon.lang.en.words import ABBREVIATIONS, LEXICON
from rashomon.lang.rules import RuleLanguage

ENGLISH = RuleLanguage(
    "en", LEXICON, SOURCING, ABBREVIATIONS, EnglishNames, times.find, quantities.quantities, kinds.kind, kinds.topic, speech.attributions, events.occurrences
)
