"""What the words of an undated report let one conclude of the day it was published: no date, but a day it is not before.

A day, month or year that is written in full and told as past had come when the report was published. Nothing more is
concluded: weekdays and "four days later" fix a day only beside a date with its year. The publication date itself stays
unknown; the bound, and the words it rests on, are kept with the evidence of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon import edtf
from rashomon.extract.times import looks
from rashomon.lang.base import Sentence
from rashomon.model import Time

WRITTEN = re.compile(r"\d{4}(?:-\d\d){0,2}")


def not_before(sentences: Sequence[Sentence], times: Sequence[Time]) -> str | None:
    """The latest date that the report tells as past, as a sentence with its basis; None where it tells of none."""
    told = [
        (edtf.sort_key(t.value), t)
        for t in times
        if t.value and t.type in ("date", "time") and t.anchor is None and t.how == "as written" and WRITTEN.fullmatch(t.value)
        and any(s.start <= t.start < s.end and looks(s, t.start) < 0 for s in sentences)
    ]  # fmt: skip
    if not told:
        return None
    latest = max(told, key=lambda pair: (pair[0], -pair[1].start))[1]
    return f"published on or after {latest.value}: “{latest.text}” is told as past"
