"""Names in an Arabic sentence, where no capital helps: titles, given names, heads of institutions, and what is known.

Attached و ف ب ل ك are taken off before a word is looked up; the span begins behind them. The article is part of a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.ar.name_words import (
    BEFORE_PLACE,
    COMMON_PLACES,
    FACILITIES,
    HEADS,
    KINSHIP,
    NEEDS_QUALIFIER,
    NOT_NAMES,
    OFFICES,
    OPEN_HEADS,
    OUTLET_HEADS,
    OVER,
    PLACE_HEADS,
    PLACE_PARTS,
    TITLE_TAILS,
    TITLES,
    VERB_LIKE,
    WEAK_GIVEN,
    of_place,
    word_set,
)
from rashomon.lang.attached import forms as forms
from rashomon.lang.attached import offset
from rashomon.lang.base import NameSpan, Sentence
from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import Gazetteer, first_word, leading
from rashomon.lang.tokens import Token
from rashomon.model import MentionType, Span

LONGEST = 4
OF_PLACES = word_set("مدينة بلدة قرية محافظة ضاحية مخيم حي معبر")


class ArabicNames:
    """Finds names; holds the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, sentence: Sentence, known: frozenset[str]) -> list[NameSpan]:
        tokens = list(sentence.tokens)
        found: list[NameSpan] = []
        taken = [False] * len(tokens)
        for step in (self._titled, self._facilities, self._compounds, self._institutions, self._given, self._known, self._places):
            step(tokens, known, found, taken)
        return sorted(found, key=lambda n: n.span)

    def _add(
        self,
        tokens: Sequence[Token],
        i: int,
        j: int,
        cut: int,
        kind: MentionType | None,
        how: str,
        found: list[NameSpan],
        taken: list[bool],
        title: Span | None = None,
    ) -> None:
        start = offset(tokens[i], cut)
        found.append(NameSpan(span=Span(start, tokens[j - 1].end), type=kind, title=title, how=how))
        taken[i:j] = [True] * (j - i)

    # ----------------------------------------------------------------------------- known words
    def _known(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        i = 0
        while i < len(tokens):
            hit = None if taken[i] or tokens[i].kind != "word" else self._known_at(tokens, i, known, taken)
            if hit is None:
                i += 1
                continue
            j, cut, kind, how = hit
            if (
                kind == "organisation"
                and j - i == 2
                and tokens[j - 1].norm in ("الاحمر",)
                and j < len(tokens)
                and tokens[j].norm.startswith("ال")
                and tokens[j].norm.endswith("ي")
            ):
                j += 1  # the national society: الهلال الأحمر السوداني
            self._add(tokens, i, j, cut, kind, how, found, taken)
            i = j

    def _known_at(self, tokens: Sequence[Token], i: int, known: frozenset[str], taken: Sequence[bool]) -> tuple[int, int, MentionType | None, str] | None:
        end, farthest = i, min(len(tokens), i + self._gazetteer.longest)
        while end < farthest and not taken[end] and tokens[end].kind in ("word", "number"):
            end += 1
        first, norms = forms(tokens[i]), [t.norm for t in tokens[i + 1 : end]]
        if norms and norms[0] and not self._goes_on(first, known):
            end = i + 1
        for j in range(end, i, -1):
            tail = " ".join(norms[: j - i - 1])
            for form, cut in first:
                words = f"{form} {tail}" if tail else form
                entry = self._gazetteer.lookup(words)
                if entry is not None and (j - i > 1 or self._single_fits(tokens, i, form, cut, entry.type)):
                    return j, cut, entry.type, "known name"
                if words in known and (j - i > 1 or (len(form) >= 4 and form not in NOT_NAMES)) and not (cut and _prefix(tokens[i], cut) == "ك"):
                    return j, cut, None, "named elsewhere in the document"
        return None

    def _goes_on(self, first: Sequence[tuple[str, int]], known: frozenset[str]) -> bool:
        """Whether any known name of several words begins with one of these forms."""
        begin, here = self._gazetteer.leading, leading(known)
        return any((word := first_word(form)) in begin or word in here for form, _ in first)

    def _single_fits(self, tokens: Sequence[Token], i: int, form: str, cut: int, kind: MentionType) -> bool:
        """One known word: not with ك before a place (كسرت), not a common word with its adjective (القاعدة الجوية)."""
        prefix = _prefix(tokens[i], cut)
        if prefix == "ك" or (kind == "place" and prefix in ("ف",) and len(form) < 4):
            return False
        after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        before = tokens[i - 1].norm if i else ""
        if form == fold("القاعدة") and (after.startswith("ال") or before in ("هذه", "من") or after in ("ان", "التي")):
            return False
        if form == fold("مالي") and not (before in BEFORE_PLACE or (prefix in ("ل", "ب", "و") and before not in ("",))):
            return False
        return not (form == fold("حماس") and prefix == "ب")

    # ----------------------------------------------------------------------------- persons
    def _titled(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        """A title, what belongs to the office, then a name."""
        i = 0
        while i < len(tokens):
            if taken[i] or tokens[i].kind != "word" or not any(f in TITLES for f, _ in forms(tokens[i])):
                i += 1
                continue
            first, k, body = i, i + 1, False
            while k < len(tokens) and k - first <= 8 and tokens[k].kind == "word":
                longer = self._body_end(tokens, k)
                if longer == k and (head := next((f for f, _ in forms(tokens[k]) if f in HEADS), None)):
                    end = self._institution_end(tokens, k, head, taken)
                    longer = end if end > k + 1 else k
                    while longer > k and tokens[longer - 1].norm in self._gazetteer.given:
                        longer -= 1
                if longer > k:
                    body = True
                    k = longer
                elif self._office_word(tokens, k):
                    k += 1
                elif (part := self._bureau_end(tokens, k)) > k:
                    k = part
                else:
                    break
            over = any(f in OVER for f, _ in forms(tokens[first])) and k < len(tokens) and tokens[k].norm.startswith("ال")
            if over and k + 1 < len(tokens) and tokens[k].norm not in self._gazetteer.given and tokens[k + 1].norm in self._gazetteer.given:
                k += 1  # what the office is over: "مدير التدريب بلال شقوة"
            j = self._name_end(tokens, k, strict=k - first > 3 and not body)
            lone = j - k == 1 and tokens[k].norm.startswith("ال")
            if lone and (over or body or k - first > 2 or of_place(tokens[k].norm, self._gazetteer)):
                j = k
            if j > k:
                cut = next(c for f, c in forms(tokens[first]) if f in TITLES)
                title = Span(offset(tokens[first], cut), tokens[k - 1].end)
                self._add(tokens, k, j, 0, "person", "title before the name", found, taken, title)
                i = j
            else:
                i = first + 1

    def _body_end(self, tokens: Sequence[Token], k: int) -> int:
        """End of a known body of several words behind a title ("مبعوثة الأمم المتحدة"); k where there is none."""
        for j in range(min(len(tokens), k + 5), k + 1, -1):
            tail = " ".join(t.norm for t in tokens[k + 1 : j])
            if any((entry := self._gazetteer.lookup(f"{form} {tail}")) is not None and entry.type != "person" for form, _ in forms(tokens[k])):
                return j
        return k

    def _bureau_end(self, tokens: Sequence[Token], k: int) -> int:
        """End of a part of a body behind a title ("رئيس المكتب السياسي في جيش …"): noun and adjective, then "in" a body; k where there is none."""
        nisba = [t.kind == "word" and t.norm.startswith("ال") and len(t.norm) > 5 for t in tokens[k : k + 2]]
        if len(nisba) < 2 or not all(nisba) or not tokens[k + 1].norm.endswith(("ي", "يه")) or tokens[k].norm in self._gazetteer.given:
            return k
        j = k + 2
        inside = j + 1 < len(tokens) and tokens[j].norm == "في" and any(f in HEADS for f, _ in forms(tokens[j + 1]))
        return j + inside

    def _office_word(self, tokens: Sequence[Token], k: int) -> bool:
        """Whether a word behind a title still belongs to the office ("رئيس الوزراء الليبي السابق", "المتحدث باسم الجيش")."""
        norm = tokens[k].norm
        if tokens[k - 1].norm == "باسم" and norm.startswith("ال"):
            return True  # "spokesman of the movement"
        if (
            norm.startswith("باسم")
            or norm in TITLE_TAILS
            or norm in OFFICES
            or norm in TITLES
            or norm.removeprefix("و").removeprefix("ال") in ("خارجيه", "دفاع")
        ):
            return True
        if norm in HEADS or any(f in HEADS for f, _ in forms(tokens[k])):
            return True
        entry = next((e for f, _ in forms(tokens[k]) if (e := self._gazetteer.lookup(f))), None)
        if entry is not None and entry.type in ("place", "organisation", "group"):
            return True
        nisba = norm.startswith("ال") and norm.endswith(("ي", "يه")) and len(norm) > 5
        following = tokens[k + 1] if k + 1 < len(tokens) and tokens[k + 1].kind == "word" else None
        return (
            nisba
            and following is not None
            and (following.norm in self._gazetteer.given or following.norm in KINSHIP or following.norm in TITLES or following.norm in TITLE_TAILS)
        )

    def _name_end(self, tokens: Sequence[Token], k: int, strict: bool = False) -> int:
        """End of the personal name that begins at token k (k when none does)."""
        j = k
        while j < len(tokens) and tokens[j].kind == "word" and j - k < LONGEST + 2:
            norm = tokens[j].norm
            if norm in KINSHIP and j + 1 < len(tokens) and tokens[j + 1].kind == "word":
                if norm == "ام" and tokens[j + 1].norm not in self._gazetteer.given:
                    break  # Umm Durman, Umm Qasr: places; a mother is called after a given name
                j += 2
                continue
            if norm in self._gazetteer.given:
                j += 1
                continue
            if (
                norm in NOT_NAMES
                or norm in TITLES
                or (tokens[j].text.endswith("ى") and norm == "علي")
                or (j > k and norm.endswith(("ت", "وا")))
                or any(f in NOT_NAMES for f, c in forms(tokens[j]) if c == 1 and norm[0] in "وفل")
            ):
                break
            if (
                (norm.startswith("و") and j > k)
                or norm.startswith(VERB_LIKE)
                or len(norm) < 3
                or _is_present(norm)
                or ((entry := self._gazetteer.lookup(norm)) is not None and entry.type == "place")
            ):
                break
            if j == k:
                given_next = j + 1 < len(tokens) and (tokens[j + 1].norm in self._gazetteer.given)
                if (
                    strict
                    or (norm.startswith("ال") and len(norm) < 5)
                    or (norm.endswith("ه") and not norm.startswith("ال") and not given_next)
                    or norm.endswith("ات")
                ):
                    break
                if norm.startswith("ال") and not given_next:
                    j += 1
                    break
                j += 1
                continue
            if norm.startswith("ال") and len(norm) >= 4:
                j += 1
                break
            if (
                j - k >= 1
                and (tokens[k].norm in self._gazetteer.given or tokens[k].norm in KINSHIP)
                and not norm.startswith(("ب", "ل", "ك")) | norm.endswith(("ات", "ون", "ين", "تين"))
            ) or (j - k == 1 and not strict and not norm.startswith(("ب", "ل"))):
                j += 1
                break
            break
        return j

    def _given(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        """A given name with a second name word behind it."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            hit = None
            spoken_for = token.norm == "باسم" and i > 0 and any(w in tokens[i - 1].norm for w in ("ناطق", "متحدث"))  # "in the name of", not Basem
            if not taken[i] and token.kind == "word" and not spoken_for:
                hit = next(((f, c) for f, c in forms(token) if f in self._gazetteer.given and len(f) >= 3 and f not in NOT_NAMES), None)
                if hit is None and token.norm in ("عبد", "ابو", "بن"):
                    hit = (token.norm, 0)
            if hit is None:
                i += 1
                continue
            form, cut = hit
            j = self._tail_end(tokens, i, form, taken)
            if j - i >= 2 and not (form in WEAK_GIVEN and tokens[i + 1].norm not in self._gazetteer.given):
                self._add(tokens, i, j, cut, "person", "given name", found, taken)
                i = j
            else:
                i += 1

    def _tail_end(self, tokens: Sequence[Token], i: int, form: str, taken: Sequence[bool]) -> int:
        j = i + 1
        while j < len(tokens) and tokens[j].kind == "word" and not taken[j] and j - i < 5:
            norm = tokens[j].norm
            if norm in KINSHIP and j + 1 < len(tokens) and tokens[j + 1].kind == "word":
                j += 2
                continue
            if norm in self._gazetteer.given and norm not in NOT_NAMES:
                j += 1
                continue
            if (
                norm.startswith("ال")
                and len(norm) >= 5
                and norm not in NOT_NAMES
                and norm not in TITLE_TAILS
                and norm not in OFFICES
                and not norm.endswith(("ات", "ون", "ين"))
            ):
                j += 1
                break
            break
        if j - i == 1 and form in ("ابو", "عبد", "بن") and j < len(tokens):
            j += 1
        if j - i == 2 and tokens[i + 1].norm.startswith("ال") and form not in self._gazetteer.given:
            return i + 1
        return j

    def _may_end_name(self, tokens: Sequence[Token], j: int) -> bool:
        """Whether an unknown word without article can be a family name: no verb, no particle, nothing attached."""
        norm = tokens[j].norm
        if len(norm) < 4 or norm in NOT_NAMES or norm in TITLES or norm in HEADS or norm in PLACE_HEADS or _is_present(norm):
            return False
        return (
            not norm.startswith(("و", "ب", "ل", "ف", "ك", "ي", "ت", "ن", "ا", "سي", "م"))
            and not norm.endswith(("ت", "وا", "ين", "ون", "ات", "ا", "هم", "ها", "ه"))
        ) or (norm.endswith(("وف", "يه")) and norm[0] not in "وبلفكيتنس")

    # ----------------------------------------------------------------------------- institutions and places
    def _institutions(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        i = 0
        while i < len(tokens):
            hit = None
            if not taken[i] and tokens[i].kind == "word":
                hit = next(((f, c) for f, c in forms(tokens[i]) if f in HEADS), None)
            if hit is None:
                i += 1
                continue
            form, cut = hit
            j = self._institution_end(tokens, i, form, taken)
            if j - i >= 2:
                outlet = form in OUTLET_HEADS
                self._add(tokens, i + outlet, j, 0 if outlet else cut, HEADS[form], "head of an institution", found, taken)
                i = j
            else:
                i += 1

    def _institution_end(self, tokens: Sequence[Token], i: int, form: str, taken: Sequence[bool]) -> int:
        j = i + 1
        proper = False
        while j < len(tokens) and tokens[j].kind == "word" and not taken[j] and j - i < 6:
            norm = tokens[j].norm
            if norm in NOT_NAMES or _is_present(norm) or norm in TITLES:
                break
            entry = self._gazetteer.lookup(norm)
            definite = norm.startswith("ال") and len(norm) >= 4
            if definite:
                nisba = norm.endswith(("ي", "يه"))
                if norm.endswith(("ين", "ون", "ات")) and j - i >= 2:
                    break
                proper = proper or not nisba or j - i >= 2 or form not in NEEDS_QUALIFIER
                j += 1
                continue
            if norm.startswith("لل") and j - i >= 2 and len(norm) > 5:
                proper, j = True, j + 1
                continue
            if entry is not None and entry.type == "place" and j - i <= 3:
                proper, j = True, j + 1
                break
            if (
                form in OPEN_HEADS
                and (j - i == 1 or (j - i == 2 and proper and not tokens[j - 1].norm.startswith("ال")))
                and not norm.endswith(("ت", "ا") if j - i == 1 else ("ت",))
                and len(norm) > 2
                and tokens[j].end - tokens[j].start > 2
            ):
                if norm.startswith(("ب", "ل", "و", "ف")) and len(norm) > 3 and (norm[1:].startswith("ال") or norm.startswith("لل")):
                    break
                proper, j = True, j + 1
                continue
            if norm.startswith("وال") and j - i >= 2 and form in ("وزاره", "هييه", "لجنه", "منظمه"):
                j += 1
                continue
            break
        return j if proper else i + 1

    def _facilities(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        """A bridge, prison or airport with its name, the kind being part of it: جسر الناقوس, سجن القلعة البيضاء, مطار سهمات الدولي."""
        for i in range(len(tokens) - 1):
            kind = next(((f, c) for f, c in forms(tokens[i]) if f in FACILITIES), None)
            name = tokens[i + 1]
            if kind is None or taken[i] or taken[i + 1] or name.kind != "word" or name.norm in NOT_NAMES or len(name.norm) < 4 or _is_present(name.norm):
                continue
            if name.norm.endswith(("ها", "هم", "نا")) or any(f in NOT_NAMES or f in TITLES for f, c in forms(name) if c):
                continue
            end = i + 2
            if end < len(tokens) and not taken[end] and tokens[end].kind == "word" and tokens[end].norm.startswith("ال") and tokens[end].norm not in NOT_NAMES:
                adjective = tokens[end].norm.endswith(("ي", "يه", "اء")) or tokens[end].norm in ("العام", "العامه", "الكبير", "الجديد", "القديم")
                end += adjective
            if name.norm.startswith("ال") or end > i + 2:
                self._add(tokens, i, end, kind[1], "organisation" if kind[0] == "مستشفي" else "place", "a facility with its name", found, taken)

    def _places(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        """Behind "city of", "in", "east of": the next word, when a gazetteer knows it or the head says what it is."""
        for i, token in enumerate(tokens):
            if taken[i] or token.kind != "word":
                continue
            before = tokens[i - 1] if i else None
            head = before is not None and any(f in PLACE_HEADS for f, _ in forms(before)) and not taken[i - 1]
            led = before is not None and (before.norm in BEFORE_PLACE or before.norm.removeprefix("و") in BEFORE_PLACE)
            for form, cut in forms(token):
                if form in NOT_NAMES or len(form) < 3 or _prefix(token, cut) == "ك":
                    continue
                two = f"{form} {tokens[i + 1].norm}" if i + 1 < len(tokens) and tokens[i + 1].kind == "word" and not taken[i + 1] else ""
                if two and two in self._gazetteer.towns:
                    self._add(tokens, i, i + 2, cut, "place", "town", found, taken)
                    break
                if form in PLACE_PARTS or form in COMMON_PLACES:
                    continue
                size = self._gazetteer.towns.get(form, 0)
                size = size if size >= 40_000 or head else 0
                clitic = _prefix(token, cut) in ("ب", "ل", "وب")
                if (
                    size
                    and form not in self._gazetteer.given
                    and (
                        head
                        or (led and cut == 0)
                        or (clitic and size > 300_000)
                        or (size > 600_000 and form.startswith("ال") is False and cut == 0 and len(form) > 3)
                    )
                ):
                    self._add(tokens, i, i + 1, cut, "place", "town", found, taken)
                    break
            if (
                not taken[i]
                and head
                and before is not None
                and before.norm.removeprefix("و").removeprefix("ب").removeprefix("ل") in OF_PLACES
                and token.norm not in NOT_NAMES
                and len(token.norm) >= 3
                and not _is_present(token.norm)
            ):
                end = i + 2 if i + 1 < len(tokens) and tokens[i].norm in PLACE_PARTS and tokens[i + 1].kind == "word" else i + 1
                self._add(tokens, i, end, 0, "place", "behind the kind of place", found, taken)

    def _compounds(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: list[bool]) -> None:
        """جبال نفوسة, وادي سرحة, مرسى الرمال: the landscape word is part of the name."""
        for i in range(len(tokens) - 1):
            if taken[i] or tokens[i].kind != "word" or tokens[i + 1].kind != "word":
                continue
            hit = next(((f, c) for f, c in forms(tokens[i]) if f in PLACE_PARTS or f == "ام"), None)
            after = tokens[i + 1].norm
            if (
                hit is not None
                and hit[0] == "ام"
                and (after in self._gazetteer.given or after in ("ان", "لا", "لم", "هو", "هي", "هل") or (i and tokens[i - 1].norm in ("هل", "سواء")))
            ):
                continue
            if (
                hit is None
                or after in NOT_NAMES
                or len(after) < 3
                or _is_present(after)
                or (hit[0] in ("باب", "راس", "عين", "بير", "سهل", "بحر", "تل") and not (tokens[i - 1].norm in BEFORE_PLACE if i else False))
            ):
                continue
            if hit[0] in ("جزر", "صحراء", "خليج") and not after.startswith("ال") and taken[i + 1] is False:
                continue
            if taken[i + 1]:
                continue
            self._add(tokens, i, i + 2, hit[1], "place", "worded as a place", found, taken)


def _prefix(token: Token, cut: int) -> str:
    return token.norm[:cut]


def _is_present(norm: str) -> bool:
    """Whether a folded word looks like a verb in the present tense ("يبادرنا", "تتحدث"); names in ي are given names."""
    return (norm.startswith(("يت", "تت", "يست", "تست", "يب", "ين")) and len(norm) > 4) or norm.endswith(("ونه", "وننا")) or norm in ("كانت", "كانوا")
