"""The LANGUAGE seam: `language("en")` gives an object that fulfils `base.Language`.

One literal table; a language is imported when it is first asked for. A document in a language that is not in the table
is kept and searchable, and nothing is extracted from it.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from rashomon.errors import SetupError
from rashomon.lang.base import Language

LANGUAGES: dict[str, str] = {
    "en": "rashomon.lang.en:ENGLISH",
    "ar": "rashomon.lang.ar:ARABIC",
}


def supported(code: str | None) -> bool:
    return bool(code) and str(code).split("-")[0] in LANGUAGES


def language(code: str) -> Language:
    """The language for a BCP 47 code. Raises SetupError where there is none."""
    base = code.split("-")[0]
    if base not in LANGUAGES:
        raise SetupError(f"no rules for language {code!r}: known are {', '.join(sorted(LANGUAGES))}")
    module, attribute = LANGUAGES[base].split(":")
    return cast(Language, getattr(import_module(module), attribute))
