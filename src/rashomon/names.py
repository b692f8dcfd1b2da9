"""Questions about names that need no record: how likely two are one, and how a name may be spelt."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from rashomon import codec
from rashomon.errors import InputError, SetupError
from rashomon.model import MentionType

if TYPE_CHECKING:
    from rashomon.link.likeness import Comparison
    from rashomon.link.variants import Variant


def compare_names(groups: Iterable[Sequence[bytes]]) -> Iterator[Comparison | InputError]:
    """Compares names given as JSON lines (see the record format), one answer a line and in the same order; a bad line gives its error.

    The lines of a group are compared together, which is quicker by far than one by one; empty lines get no answer.
    """
    from rashomon.lang.gazetteer import gazetteer
    from rashomon.link.likeness import Matcher
    from rashomon.link.parts import FAMILY_OF

    matcher, number = Matcher(gazetteer()), 0
    for group in groups:
        read: list[codec.Asked | InputError] = []
        for raw in group:
            number += 1
            if raw.strip():
                where = f"line {number}"
                try:
                    asked = codec.read_asked(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw, where)
                    if asked.type not in FAMILY_OF:
                        raise InputError(where, f"no type {asked.type!r}", "give person, organisation, group or place")
                    read.append(asked)
                except InputError as error:
                    read.append(error)
        answers = iter(matcher.explained([(a.left, a.right, a.type) for a in read if isinstance(a, codec.Asked)]))
        yield from (a if isinstance(a, InputError) else next(answers) for a in read)


def name_variants(name: str, type: str = "person") -> list[Variant]:
    """The spellings that the comparison accepts for a name, in both scripts, likeliest first. Raises SetupError for a name without letters
    and for a type that is none."""
    from rashomon.lang.gazetteer import gazetteer
    from rashomon.link.likeness import Matcher
    from rashomon.link.variants import variants

    if type not in get_args(MentionType):
        raise SetupError(f"no type {type!r}: {', '.join(get_args(MentionType))}")
    if not any(char.isalpha() for char in name):
        raise SetupError(f"{name!r} has no letters: give a name")
    return variants(name, type, Matcher(gazetteer()), gazetteer())  # type: ignore[arg-type]
