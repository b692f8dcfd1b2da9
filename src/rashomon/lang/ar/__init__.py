"""Arabic: everything `lang.base.Language` asks for."""

from __future__ import annotations

from rashomon.lang.ar import events, kinds, quantities, speech, times
from rashomon.lang.ar.names import ArabicNames
from rashomon.lang.ar.sourcing import SOURCING
from rashomon.lang.ar.words import ABBREVIATIONS, LEXICON
from rashomon.lang.rules import RuleLanguage

ARABIC = RuleLanguage(
    "ar", LEXICON, SOURCING, ABBREVIATIONS, ArabicNames, times.find, quantities.quantities, kinds.kind, kinds.topic, speech.attributions, events.occurrences
)
