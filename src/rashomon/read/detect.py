"""The language of a text: by script and function words for the languages Rashomon extracts from, else by `py3langid`.

The quick test answers for nearly every report and needs no model; the model (bundled with `py3langid`, 97 languages)
is loaded when function words leave doubt, as with French, Persian or a few words only.
"""

from __future__ import annotations

import re
from typing import Any

from rashomon.lang import language
from rashomon.lang.folding import ARABIC, fold

WORDS = re.compile(r"[^\W\d_]+")
PERSIAN = re.compile("[پچژگکیٹڈڑےں]")
SAMPLE, SHORT, FEW = 6000, 120, 4
HALF_SURE = 0.5  # of English, in a text of a few words
# Shares of function words below which a text may be of another language; running English has .40, Arabic .20 and more.
ENGLISH_SHARE, ARABIC_SHARE = 0.22, 0.08


class LanguageDetector:
    """Tells languages; holds the model once it was needed."""

    def __init__(self) -> None:
        self._model: Any = None
        self._english, self._arabic = (frozenset(map(fold, language(code).lexicon.stopwords)) for code in ("en", "ar"))

    def detect(self, text: str, fallback: str | None = None) -> str | None:
        """BCP 47 code of the language, `fallback` where there are too few words to tell."""
        sample = text[:SAMPLE]
        words = WORDS.findall(fold(sample))
        if not words:
            return fallback
        arabic = [w for w in words if ARABIC.match(w)]
        if len(arabic) > len(words) / 2:
            if not PERSIAN.search(sample) and (len(arabic) < 8 or _share(arabic, self._arabic) >= ARABIC_SHARE):
                return "ar"
            return self._ask(sample, fallback) or "ar"
        if len(words) >= 8 and _share(words, self._english) >= ENGLISH_SHARE:
            return "en"
        return fallback if len(words) < FEW else self._ask(sample, fallback, _share(words, self._english))

    def _ask(self, sample: str, fallback: str | None, english: float = 0) -> str | None:
        """What the model says; a few words in doubt keep the language of what surrounds them, and are English where the
        model thinks so first and either is half sure of it or a function word agrees (`english`, their share)."""
        if len(sample) < SHORT and fallback:
            return fallback
        if self._model is None:
            from py3langid.langid import MODEL_FILE, LanguageIdentifier

            self._model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        code, probability = self._model.classify(sample)
        if len(sample) < SHORT and probability < 0.9:
            return "en" if code == "en" and (probability >= HALF_SURE or english > 0) else None
        return str(code)


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(w in known for w in words) / len(words)
