"""English words of events with their PLOVER type and mode (Political Language Ontology for Verifiable Event Records).

Only words that nearly always name the event are listed: the record prefers silence to an invented event.
"""

from __future__ import annotations

import re

from rashomon.lang.base import Occurrence, Sentence
from rashomon.model import Span

_TRIGGERS: tuple[tuple[str, str | None, str], ...] = (
    ("agree", "ceasefire", r"ceasefires?|cease-fires?|truces?"),
    ("assault", "aerial", r"air ?strikes?|air raids?|bomb(?:ed|ing|ardment|ards?)|airstrikes?"),
    ("assault", "heavy-weapons", r"shell(?:ed|ing|s)?(?! (?:compan|oil|plc|corp|game|script))|rockets?|mortar(?:s| rounds?)?"),
    ("assault", "firearms", r"shot dead|opened fire|gunned down|open(?:s)? fire|shootings?"),
    ("assault", None, r"fir(?:ed|ing)(?= (?:on|at|into|upon)\b)"),
    ("assault", "explosives", r"explosions?|suicide bomb(?:ing|er)s?|car bombs?|blasts?"),
    ("assault", "abduct", r"abduct(?:ed|ion|s)?|kidnapp(?:ed|ing)|kidnaps?"),
    ("assault", "execute", r"executions?|executed|beheaded"),
    ("assault", None, r"attack(?:ed|s|ing)?|assaults?|storm(?:ed|s|ing)|raid(?:ed|s)?|clash(?:ed|es)?|ambush(?:ed|es)?|offensives?|massacre[ds]?|killed|overr[au]n|stabbed|seized|captured|fighting|battles?"),
    ("protest", None, r"protest(?:ed|s|ers)?|demonstrat(?:ed|ions?|ors)|rall(?:y|ied|ies)|marched|strikes?(?= by| over| against)"),
    ("protest", "riot", r"riot(?:ed|s|ing|ers)?"),
    ("coerce", "arrest", r"arrest(?:ed|s)?|detain(?:ed|s)|jailed|imprisoned|impounded|rounded up"),
    ("coerce", "restrict", r"curfews?|banned|blockaded?|besieged?|expelled|shut down|closed"),
    ("mobilize", None, r"deploy(?:ed|s|ment)|mobili[sz](?:ed|ation)|massed|troop movements?|sent (?:troops|forces|warships|reinforcements)"),
    ("sanction", None, r"sanction(?:ed|s)|embargo(?:es)?|froze(?:n)?|cut ties|severed"),
    ("agree", None, r"signed|agreement|struck a deal|deal|accord"),
    ("consult", "meet", r"met(?= with| in| at| on)|meeting|talks|summit|visit(?:ed|s)?|negotiat(?:ions?|ed)"),
    ("aid", None, r"rescued?|evacuat(?:ed|ion)|humanitarian aid|relief (?:supplies|convoy)|aid convoys?"),
    ("yield", None, r"withdr(?:ew|awn|awal)|surrender(?:ed)?|resign(?:ed|ation)|retreat(?:ed)?|stepped down|released"),
)  # fmt: skip
PATTERNS = [(kind, mode, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)) for kind, mode, words in _TRIGGERS]
_ANY = re.compile(rf"(?<![\w-])(?:{'|'.join(words for _, _, words in _TRIGGERS)})(?![\w-])")
_ODD = re.compile("[İıſ]")  # what a pattern takes for i and s, too, when it ignores case
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+)?$", re.I)


def tells(text: str) -> bool:
    """Whether a text can hold any of the words: one look in lower case is much cheaper than one for each kind that ignores case."""
    return _ANY.search(text.lower()) is not None or _ODD.search(text) is not None


def occurrences(sentence: Sentence) -> list[Occurrence]:
    """One occurrence a sentence: its first trigger; of two at one place the longer, then the more specific kind."""
    if not tells(sentence.text):
        return []
    found = [(m.start(), -m.end(), order, m) for order, (_, _, pattern) in enumerate(PATTERNS) for m in pattern.finditer(sentence.text)]
    if not found:
        return []
    _, _, first, match = min(found, key=lambda f: f[:3])
    kind, mode, _ = PATTERNS[first]
    spans = [Span(sentence.start + m.start(), sentence.start + m.end()) for _, _, order, m in sorted(found, key=lambda f: f[:3]) if PATTERNS[order][0] == kind]
    passive = PASSIVE.search(sentence.text[: match.start()]) is not None
    return [Occurrence(trigger=spans[0], others=tuple(s for s in spans if s.start >= spans[0].end), span=sentence.span, type=kind, mode=mode, passive=passive)]
