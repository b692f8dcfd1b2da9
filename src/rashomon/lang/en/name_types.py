"""What a run of capitals names: a person, an organisation, a group, a place."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.base import GUESSED
from rashomon.lang.en.name_words import (
    ACRONYM,
    BODY_NOUNS,
    GROUP_HEADS,
    OF_PLACE,
    ORG_HEADS,
    PLACE_BEFORE,
    PLACE_END,
    PLACE_FIRST,
    PLACE_FIRST_ALONE,
    PLACE_HEADS,
    SPEECH_AFTER,
)
from rashomon.lang.gazetteer import Gazetteer
from rashomon.lang.tokens import Token
from rashomon.model import MentionType, Span


def type_of(tokens: Sequence[Token], i: int, j: int, title: Span | None, gazetteer: Gazetteer) -> tuple[MentionType | None, str]:
    """The type of tokens[i:j] as a name, or None, and why: by its own words, its title, then the words around it."""
    words = [t.norm for t in tokens[i:j]]
    words_as_written = phrase(tokens[i:j])
    entry = gazetteer.lookup(words_as_written)
    if entry is not None:
        return entry.type, "known name"
    if words[-1] in GROUP_HEADS or words[0] in ("operation", "ansar", "jabhat", "liwa", "katiba", "majlis", "jaish"):
        return "group", "worded as a group"
    if title is not None and not set(words) & ORG_HEADS:
        return "person", "title before the name"
    if (words[-1] in PLACE_HEADS and len(words) > 1) or words[0] in PLACE_FIRST_ALONE:
        return "place", "worded as a place"
    if words[-1] in ORG_HEADS or (any(w in ORG_HEADS for w in words) and len(words) > 1):
        return "organisation", "worded as an institution"
    if ACRONYM.match(tokens[i].text) and len(words) == 1:
        return "organisation", "acronym"
    if words[0] in gazetteer.given and len(words) > 1:
        return "person", "given name"
    before = tokens[i - 1].norm if i else ""
    after = tokens[j].norm if j < len(tokens) else ""
    single = len(words) == 1
    if words_as_written in gazetteer.towns and (before in PLACE_BEFORE or not single or gazetteer.towns[words_as_written] > 100_000):
        return "place", "town"
    if words[0] in PLACE_FIRST and not single:
        return "place", "worded as a place"
    owns = after == "'s" and j + 1 < len(tokens) and tokens[j + 1].norm in OF_PLACE
    if single and (owns or PLACE_END.search(words[0])) and words[0] not in gazetteer.given:
        return "place", "owns what places own" if owns else "ends like the name of a place"
    if after in SPEECH_AFTER and len(words) <= 4 and before != "the":
        return ("person", "speaks") if not single else (None, "capital")
    if before in PLACE_BEFORE and (single or before in ("in", "near", "at", "outside", "inside")):
        return "place", f"behind “{before}”"
    if before == "of" and i > 1 and tokens[i - 2].norm in PLACE_HEADS:
        return "place", "behind the kind of place"
    if before == "the" and not single:
        return ("group" if words[-1].endswith("s") else "organisation"), "article before the name"
    if words[0] in gazetteer.given:
        return "person", "given name"
    if after == "," and j + 1 < len(tokens) and tokens[j + 1].norm in ("a", "an", "the"):
        for token in tokens[j + 2 : j + 6]:
            if token.norm in BODY_NOUNS:
                return "organisation", "called a body behind the name"
            if token.kind != "word" or token.norm in ("of", "that", "which", "who", "for", "in"):
                break
    if len(words) in (2, 3) and not any(w in ("of", "for", "and") for w in words):
        return "person", GUESSED
    return None, "capital"


def phrase(tokens: Sequence[Token]) -> str:
    """Folded words of a run, as they are looked up: points of acronyms kept, possessives and hyphens as written."""
    return " ".join(t.norm for t in tokens).replace(" '", "'")
