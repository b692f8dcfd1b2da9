"""English words by which the source of a statement is resolved."""

from __future__ import annotations

from rashomon.lang.base import Sourcing
from rashomon.lang.en.name_words import GENERIC_SHORT, GROUP_HEADS, ORG_HEADS, PEOPLE_NOUNS, TITLE_WORDS

SOURCING = Sourcing(
    personal=frozenset("he she him her i".split()),
    plural=frozenset("they them we".split()),
    neutral=frozenset({"it"}),
    definite=("the", "this"),
    titles=TITLE_WORDS,
    people=PEOPLE_NOUNS,
    possessed=frozenset("forces fighters report troops source sources staff".split()),
    bodies=frozenset(
        "group organisation organization agency charity ministry army company party militia movement council parliament committee union newspaper paper channel broadcaster network body mission court force forces report statement".split()
    ),
    speakers=frozenset("un government rebels militia mayor".split()),
    papers=frozenset("figures data statistics report statement study numbers estimates survey tweet post letter email count records estimate message".split()),
    spokes=r"\b(?:spokes(?:man|woman|person)|representative|official|commander|officer|head|president|director|chief|secretary|member|minister|leader)\b",
    joiners=r"\b(?:of|in|at|from|for|with|by|on|against|near)\b",
    from_whom=frozenset("of from by".split()),
    asking=frozenset("interviewer reporter host anchor announcer correspondent moderator presenter newspaper magazine".split()),
    short_names=(GROUP_HEADS | ORG_HEADS) - GENERIC_SHORT,
    outlet_words=ORG_HEADS,
)
