"""Names that are known beforehand, in both scripts: an own list, countries (CLDR through Babel) and towns (GeoNames).

`lookup` answers for folded words. Countries and the own list are matched wherever they stand; the names of towns only
support a name that capitals, a preposition or a title already suggest, since many of them are everyday words. Loaded
once, when a language first needs it; the data is bundled with the packages, nothing is fetched.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from rashomon.lang.folding import fold
from rashomon.model import MentionType

# Countries and towns whose name is an everyday Arabic or English word, or a man's name: left to context.
COMMON = frozenset(
    map(
        fold,
        "Jordan Chad Georgia Guinea Jersey Man Turkey Mobile Reading Nice Same Sale Of Most Bar Male Orange Split Bath Best عمان الأردن تشاد مالي بر النيجر توغو جوبا المدينة السد حي الجديدة الحي القرية المنيا الباب".split(),
    )
)
# Forms of country names that reports use and CLDR lacks.
COUNTRY_FORMS = {
    "TR": "Turkey", "CZ": "Czech Republic", "MM": "Myanmar", "CD": "Congo", "CG": "Republic of the Congo", "PS": "Palestinian Territories", "VA": "Vatican", "CI": "Ivory Coast",
    "RU": "Russia", "KR": "South Korea", "KP": "North Korea", "SY": "Syria", "LA": "Laos", "MK": "Macedonia", "SZ": "Swaziland", "CV": "Cape Verde", "BA": "Bosnia", "TL": "East Timor",
}  # fmt: skip
ARABIC_FORMS = {
    "SA": "السعودية",
    "AE": "الإمارات",
    "LY": "ليبيا",
    "TN": "تونس",
    "DZ": "الجزائر",
    "MA": "المغرب",
    "EG": "مصر",
    "PS": "فلسطين",
    "BA": "البوسنة",
    "TD": "تشاد",
    "NE": "النيجر",
    "ML": "مالي",
    "TR": "تركيا",
    "CD": "الكونغو",
}
NOT_PLACES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: its type, the name to show, and every other form."""

    type: MentionType
    name: str
    forms: tuple[str, ...]


def first_word(words: str) -> str:
    """What stands before the first space or apostrophe: names are looked up with possessives written on to the word before."""
    return words.partition(" ")[0].partition("'")[0]


@lru_cache(maxsize=4)  # asked for at every sentence, with the names of one document
def leading(names: frozenset[str]) -> frozenset[str]:
    """The first words of names that go on behind it."""
    return frozenset(first for name in names if (first := first_word(name)) != name)


def _rows(file: str) -> Iterator[list[str]]:
    for line in files("rashomon.lang.data").joinpath(file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of a process: shipped data that never changes, loaded when first needed."""
    return Gazetteer()


@dataclass
class Gazetteer:
    """Lookups over folded names. `longest` tells how many words the longest entry has."""

    _index: dict[str, Entry] = field(default_factory=dict)
    longest: int = 1

    def __post_init__(self) -> None:
        for row in _rows("gazetteer.tsv"):
            forms = [f for cell in row[1:] for f in cell.split("|") if f]
            self._add(Entry(row[0], forms[0], tuple(forms)), forms)  # type: ignore[arg-type]
        self._countries()
        self.longest = max(len(words.split()) for words in self._index)

    def _add(self, entry: Entry, forms: Iterable[str]) -> None:
        for form in forms:
            self._index.setdefault(fold(form), entry)

    def _countries(self) -> None:
        from babel import Locale

        arabic, english = Locale("ar").territories, Locale("en").territories
        for code, name in english.items():
            if len(code) != 2 or not code.isalpha() or code in NOT_PLACES:
                continue
            shown = COUNTRY_FORMS.get(code, name)
            forms = [shown, name, arabic.get(code, ""), ARABIC_FORMS.get(code, "")]
            plain = [f for f in forms if f and "&" not in f and "(" not in f]
            if plain:
                self._add(Entry("place", plain[0], tuple(plain)), plain)

    def lookup(self, words: str) -> Entry | None:
        """The entry of folded words: own list or country."""
        return self._index.get(words)

    def entries(self) -> Iterator[Entry]:
        """Every entry once."""
        seen: set[int] = set()
        for entry in self._index.values():
            if id(entry) not in seen:
                seen.add(id(entry))
                yield entry

    @cached_property
    def leading(self) -> frozenset[str]:
        """The first words of entries that go on behind it."""
        return leading(frozenset(self._index))

    @cached_property
    def towns(self) -> dict[str, int]:
        """Folded name of a town of 15,000 people and more → its largest population, Latin main names and Arabic forms (GeoNames, by `training/towns.py`)."""
        lines = gzip.decompress(files("rashomon.lang.data").joinpath("towns.tsv.gz").read_bytes()).decode().splitlines()
        return {name: int(people) for name, _, people in (line.partition("\t") for line in lines if not line.startswith("#"))}

    @cached_property
    def given(self) -> dict[str, frozenset[int]]:
        """Folded given name of either script → the names (rows of the list) it can be a spelling of."""
        out: dict[str, set[int]] = {}
        for number, row in enumerate(_rows("given.tsv")):
            for form in (f for cell in row for f in cell.split("|") if f):
                out.setdefault(fold(form), set()).add(number)
        return {form: frozenset(rows) for form, rows in out.items()}

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Folded English demonym → country ("" where it names none)."""
        return {fold(row[0]): (row[1] if len(row) > 1 else "") for row in _rows("demonyms.txt")}
