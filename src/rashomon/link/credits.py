"""Agency credits: whom a report says it has its text from ("ZAHRIN, May 6 (Halyard) —", "(AP)", "— Reuters", "أ ف ب").

A name counts as a credit where it stands in the place of one, and is a known agency or an outlet of the pile. Letters that an agency is known by
must be capitals: "(map)" is no Moroccan agency.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rashomon.lang.folding import fold

# What the large agencies sign with, in both scripts; the first of each line is the name shown.
AGENCIES = (
    ("AP", "Associated Press", "The Associated Press", "أ ب", "أسوشيتد برس", "اسوشييتد برس", "أسوشييتد برس"),
    ("AFP", "Agence France-Presse", "أ ف ب", "فرانس برس", "وكالة فرانس برس"),
    ("Reuters", "رويترز", "وكالة رويترز"), ("dpa", "د ب أ", "الألمانية"), ("UPI", "يو بي آي"), ("Xinhua", "شينخوا"), ("TASS", "تاس"), ("Interfax", "انترفاكس"),
    ("RIA Novosti", "نوفوستي"), ("Anadolu", "Anadolu Agency", "AA", "الأناضول", "وكالة الأناضول"), ("ANSA", "آكي"), ("EFE", "إفي"), ("Kyodo", "كيودو"), ("PTI",), ("IRNA", "إرنا"),
    ("Fars", "فارس"), ("Tasnim", "تسنيم"), ("SANA", "سانا"), ("MENA", "أ ش أ", "وكالة أنباء الشرق الأوسط"), ("SPA", "واس"), ("WAM", "وام"), ("QNA", "قنا"), ("KUNA", "كونا"),
    ("BNA", "بنا"), ("WAFA", "وفا"), ("Petra", "بترا"), ("NNA", "الوكالة الوطنية للإعلام"), ("LANA", "وال"), ("TAP", "وات"), ("APS", "واج"), ("MAP", "و م ع"),
)  # fmt: skip
HEAD, TAIL = 300, 160  # characters at either end of a text in which credits are looked for
LETTER = r"[^\W\d_]"
NAME = rf"(?P<name>{LETTER}[^()\[\]\n]{{0,38}})"
PLACES = (
    re.compile(rf"[(\[]{NAME}[)\]]\s*[-–—:]"),  # behind the place and day of a dateline
    re.compile(rf"^\s*(?:by|via|source|المصدر|عن)\s*:?\s+{NAME}\s*$", re.I | re.M),
    re.compile(rf"^\s*{NAME}\s+[-–—]\s", re.M),  # "رويترز - " before the first words
)
ENDS = (
    re.compile(rf"[(\[]{NAME}[)\]]\W*$"),
    re.compile(rf"(?:[-–—]{{1,2}}|^|[.!?؟”\"»]\s)\s*{NAME}\W*$", re.M),
    re.compile(rf"^\s*(?:source|via|المصدر|عن)\s*:?\s+{NAME}\W*$", re.I | re.M),
)
SEVERAL = re.compile(r"\s*(?:/|,|،|;|\+|&|\band\b|\sو(?=ال|رويترز))\s*")


class Credits:
    """Finds credits in texts of a pile with these outlets."""

    def __init__(self, outlets: Collection[str]) -> None:
        self._names = {keyed(o): (o, False) for o in sorted(outlets)}
        self._names |= {keyed(n): (names[0], n.isupper()) for names in AGENCIES for n in names}

    def __call__(self, text: str) -> tuple[str, ...]:
        """The agencies and outlets that a text credits, in order of names; empty where it credits none."""
        found = ((*self._names.get(keyed(name), ("", False)), name) for name in self._worded(text))
        return tuple(sorted({shown for shown, capitals, name in found if shown and (name.isupper() or not capitals)}))

    @staticmethod
    def _worded(text: str) -> Iterator[str]:
        text = text.strip()
        for part, patterns in ((text[:HEAD], PLACES), (text[-TAIL:], ENDS)):
            for pattern in patterns:
                for match in pattern.finditer(part):
                    yield from SEVERAL.split(match["name"])


def keyed(outlet: str) -> str:
    """An outlet's or agency's name as it is compared: folded, letters and digits alone."""
    return re.sub(r"[\W_]+", "", fold(outlet))
