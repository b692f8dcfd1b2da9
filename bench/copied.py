"""Generated reports with known copies among them, for `bench.copies`: every word knows which word of which story it is.

The words are made of syllables, in Latin and Arabic letters, as frequent as words are (Zipf); between them stand stock phrases, figures and the words that any two
texts share. A family is a story with edits of it, and edits of these: what two of its reports share is counted by the words themselves, not by any measure of ours.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, chain, count

Word = tuple[str, int]  # a word, and the number it has wherever it is copied to
Paragraph = list[Word]

OUTLETS = (
    "Halyard",
    "Zahrin Herald",
    "Coastline Post",
    "Tolmek Courier",
    "Northgate Dispatch",
    "Marfa Report",
    "Lantern",
    "Tana Gazette",
    "Quay Observer",
    "Ridge Mail",
)
AGENCIES = ("Halyard", "AP", "Reuters", "AFP")
STOCK = {
    "en": (
        "told reporters at a news conference", "the ministry said in a statement", "on condition of anonymity because he was", "could not be reached for comment on",
        "for the first time since the", "at least as many were wounded", "according to officials and residents of", "who was not authorised to speak to",
        "has been under fire since the", "there was no immediate claim of", "in the early hours of the morning", "one of the worst in years",
    ),
    "ar": (
        "قال في مؤتمر صحفي عقده في", "وأضاف البيان الذي نشرته الوزارة أن", "ولم يصدر على الفور أي تعليق من", "طلب عدم نشر اسمه لأنه لا", "وذكر شهود عيان أن دوي انفجارات",
        "للمرة الأولى منذ اندلاع القتال في", "في الساعات الأولى من صباح اليوم", "وأعلنت وزارة الصحة أن عدد القتلى", "على الأقل وأصيب آخرون بجروح في",
    ),
}  # fmt: skip
COMMON = {
    "en": "the of and to in a that on was for with as at by from had were an which said".split(),
    "ar": "في من على إلى أن عن مع التي الذي بعد كان قد ما هذا بين".split(),
}
SPELT = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty".split()
FOOTER = {
    "en": "Sign up for the letter that brings you the week of the coast every Sunday morning and tell your neighbours about it. "
    "All photographs may be printed with the name of the paper and of the person who took them. Write to the desk with what we got wrong and we will put it right.",
    "ar": "اشترك في رسالة الأسبوع التي تصلك صباح كل أحد بأخبار الساحل كلها وأخبر جيرانك عنها. يجوز نشر الصور مع ذكر اسم الصحيفة واسم من التقطها. اكتب إلينا بما أخطأنا فيه لنصححه في العدد القادم.",
}


@dataclass(slots=True)
class Report:
    """A generated report. `source`: the number of the one it was made of, `kind` how; `shared`: the part of the shorter of the two that stands in both."""

    number: int
    outlet: str
    published: str
    language: str
    paragraphs: list[Paragraph]
    headline: str
    credit: str = ""
    footer: bool = False
    source: int | None = None
    kind: str = "story"
    shared: float = 0.0
    _ids: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def ids(self) -> frozenset[int]:
        if not self._ids:
            self._ids = frozenset(n for p in self.paragraphs for _, n in p)
        return self._ids

    def text(self) -> str:
        body = [_printed(p) for p in self.paragraphs]
        body[0] = f"({self.credit}) - {body[0]}" if self.credit else body[0]
        return "\n\n".join([self.headline, *body, *([FOOTER[self.language]] if self.footer else [])])


def contained(a: Report, b: Report) -> float:
    """The part of the shorter of two reports that stands in both, 0–1, by the numbers of words."""
    return len(a.ids & b.ids) / min(len(a.ids), len(b.ids))


def _printed(paragraph: Paragraph) -> str:
    out, rest = [], [word for word, _ in paragraph]
    while rest:
        sentence, rest = rest[:17], rest[17:]
        out.append(" ".join(sentence).capitalize() + ".")
    return " ".join(out)


class Writer:
    """Writes stories and edits of them; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._number, self._word = count(), count()
        made = random.Random(7)
        self._lexicon = {"en": _lexicon(made, "bdfgklmnprstvz", "aeiou"), "ar": _lexicon(made, "بتجحدرسشصطعفقكلمنه", "اوي")}
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(self._lexicon["en"]))))

    def words(self, language: str, length: int) -> list[str]:
        """Running words: half of them frequent ones, with stock phrases and figures."""
        c = self.chance
        out = c.choices(self._lexicon[language], cum_weights=self._weights, k=length)
        for n in range(0, length, 3):
            out[n] = c.choice(COMMON[language]) if c.random() < 0.8 else str(c.randint(2, 900))
        for _ in range(length // 60):
            at = c.randrange(length)
            phrase = c.choice(STOCK[language]).split()
            out[at : at + len(phrase)] = phrase
        return out[:length]

    def paragraph(self, language: str, length: int) -> Paragraph:
        return [(w, next(self._word)) for w in self.words(language, length)]

    def paragraphs(self, language: str, length: int) -> list[Paragraph]:
        out = []
        while length > 0:
            size = min(length, self.chance.randint(25, 60))
            size = length if length - size < 15 else size
            out.append(self.paragraph(language, size))
            length -= size
        return out

    def story(self, length: int | None = None, language: str | None = None, day: int | None = None) -> Report:
        c = self.chance
        language = language or ("ar" if c.random() < 0.3 else "en")
        length = length or int(60 * 10 ** c.random())
        when = date(2031, 1, 1) + timedelta(days=c.randrange(600) if day is None else day)
        return Report(
            number=next(self._number), outlet=c.choice(OUTLETS), published=when.isoformat(), language=language, paragraphs=self.paragraphs(language, length),
            headline=self._headline(language), credit=c.choice(AGENCIES) if c.random() < 0.3 else "", footer=c.random() < 0.4,
        )  # fmt: skip

    def _headline(self, language: str) -> str:
        return " ".join(self.words(language, self.chance.randint(5, 9))).capitalize()

    def edit(self, of: Report, kind: str) -> Report:
        """Another report made of one by an edit of `EDITS`, printed one to four days later."""
        c = self.chance
        paragraphs = EDITS[kind](self, of)
        when = date.fromisoformat(of.published) + timedelta(days=c.randint(1, 4))
        outlet = of.outlet if kind in ("update", "swallow") and c.random() < 0.6 else c.choice([o for o in OUTLETS if o != of.outlet])
        made = Report(
            number=next(self._number), outlet=outlet, published=when.isoformat(), language=of.language, paragraphs=paragraphs, headline=self._headline(of.language),
            credit=of.credit if c.random() < 0.7 else "", footer=c.random() < 0.4, source=of.number, kind=kind,
        )  # fmt: skip
        made.shared = contained(of, made)
        return made

    def altered(self, paragraph: Paragraph, language: str, every: int) -> Paragraph:
        """A paragraph with one word in so many put differently."""
        first, other = self.chance.randrange(every), self.words(language, len(paragraph))
        return [(other[n], next(self._word)) if n % every == first else w for n, w in enumerate(paragraph)]

    def figured(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph with its figures spelt out, as a translation or a style book has them."""
        return [(self.chance.choice(SPELT), next(self._word)) if w[0].isdigit() else w for w in paragraph]


def _lexicon(made: random.Random, consonants: str, vowels: str) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < 20_000:
        found["".join(made.choice(consonants) + made.choice(vowels) for _ in range(made.choice((2, 2, 3, 3, 4)))) + made.choice((*consonants, ""))] = None
    return list(found)


def _cut(w: Writer, of: Report) -> list[Paragraph]:
    words = list(chain.from_iterable(of.paragraphs))
    keep = max(55, int(len(words) * w.chance.uniform(0.3, 0.9)))
    words = words[:keep] if w.chance.random() < 0.7 else words[-keep:]
    return [words[n : n + 40] for n in range(0, len(words), 40)]


def _inserted(w: Writer, of: Report) -> list[Paragraph]:
    out = list(of.paragraphs)
    for _ in range(w.chance.randint(1, 4)):
        out.insert(w.chance.randint(0, len(out)), w.paragraph(of.language, w.chance.randint(20, 70)))
    return out


def _reordered(w: Writer, of: Report) -> list[Paragraph]:
    out = [p[n : n + 17] for p in of.paragraphs for n in range(0, len(p), 17)]
    w.chance.shuffle(out)
    return out


def _update(w: Writer, of: Report) -> list[Paragraph]:
    """The next version: its figures raised, a paragraph put first, another dropped."""
    kept = [w.figured(p) for p in of.paragraphs]
    if len(kept) > 3:
        kept.pop(w.chance.randrange(1, len(kept)))
    return [w.paragraph(of.language, w.chance.randint(30, 60)), *kept]


def _swallow(w: Writer, of: Report) -> list[Paragraph]:
    """A long text that holds all of a short one somewhere, in one piece or in its paragraphs."""
    size = sum(map(len, of.paragraphs))
    out = w.paragraphs(of.language, int(size * w.chance.uniform(3, 8)))
    at = w.chance.randint(0, len(out))
    if w.chance.random() < 0.5:
        return [*out[:at], *of.paragraphs, *out[at:]]
    for p in of.paragraphs:
        out.insert(at, p)
        at = w.chance.randint(at + 1, len(out))
    return out


def _half(w: Writer, of: Report) -> list[Paragraph]:
    """About half of the story within as many words of another's."""
    kept = [p for n, p in enumerate(of.paragraphs) if n % 2 == 0 or w.chance.random() < 0.4]
    return [*w.paragraphs(of.language, int(sum(map(len, kept)) * w.chance.uniform(0.3, 1.2)) + 20), *kept]


def _quotes(w: Writer, of: Report) -> list[Paragraph]:
    """A text of its own that quotes one passage of 45 to 80 words."""
    words = list(chain.from_iterable(of.paragraphs))
    size = w.chance.randint(45, 80)
    at = w.chance.randint(0, max(0, len(words) - size))
    out = w.paragraphs(of.language, w.chance.randint(350, 700))
    out.insert(w.chance.randint(1, len(out)), words[at : at + size])
    return out


def _shares_a_quotation(w: Writer, of: Report) -> list[Paragraph]:
    """Another report of the same day, no copy: one sentence of 15 to 25 words that both quote, two paragraphs on the same lines with every other word another
    (a retelling: no word of it counts as copied)."""
    words = list(chain.from_iterable(of.paragraphs))
    at, size = w.chance.randint(0, max(0, len(words) - 25)), w.chance.randint(15, 25)
    out = w.paragraphs(of.language, max(150, len(words)))
    out.insert(1, words[at : at + size])
    out += [[(word, next(w._word)) for word, _ in w.altered(p, of.language, 2)] for p in of.paragraphs[:2]]
    return out


EDITS: dict[str, Callable[[Writer, Report], list[Paragraph]]] = {
    "headline": lambda w, of: list(of.paragraphs), "cut": _cut, "inserted": _inserted, "reordered": _reordered, "figures": lambda w, of: [w.figured(p) for p in of.paragraphs],
    "altered": lambda w, of: [w.altered(p, of.language, w.chance.randint(7, 15)) for p in of.paragraphs], "update": _update, "swallow": _swallow, "half": _half, "quotes": _quotes,
    "no copy": _shares_a_quotation,
}  # fmt: skip
COPYING: Sequence[str] = tuple(kind for kind in EDITS if kind not in ("quotes", "no copy"))


def families(writer: Writer, reports: int, alone: float = 0.5) -> Iterator[list[Report]]:
    """Families of together about so many reports; a part of them stands `alone`. Every twentieth edit is made of an edit."""
    c, made = writer.chance, 0
    while made < reports:
        family = [writer.story(length=c.randint(55, 110) if c.random() < 0.25 else None)]
        if c.random() > alone:
            for _ in range(min(1 + int(c.expovariate(0.6)), 12)):
                of = c.choice(family) if c.random() < 0.2 else family[0]
                if sum(map(len, of.paragraphs)) < 55 or of.kind in ("quotes", "no copy"):
                    of = family[0]
                kind = c.choice(list(EDITS))
                if kind == "quotes" and sum(map(len, of.paragraphs)) < 200:
                    kind = "swallow"
                family.append(writer.edit(of, kind))
        made += len(family)
        yield family
