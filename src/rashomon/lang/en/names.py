"""Names in an English sentence: capitals, titles, heads of organisations, and what is known.

Titles and demonyms are taken off a run of capitals; possessives and `of`, `for`, `the` join parts only where the words
name an institution. In title-case headlines a capital says nothing: there only known names count.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lang.base import NameSpan, Sentence
from rashomon.lang.en.name_types import phrase, type_of
from rashomon.lang.en.name_words import (
    ACRONYM,
    ANTI,
    COMPLETE,
    CONNECTORS,
    FAMILY,
    GROUP_HEADS,
    INITIAL_COMMON,
    LOWER_HEADS,
    NOT_NAMES,
    ORG_HEADS,
    OWNED_BODIES,
    PARTICIPLE,
    PEOPLE_NOUNS,
    PLACE_BEFORE,
    PLACE_HEADS,
    PREFIXED,
    SPEECH_AFTER,
    TITLE_MODIFIERS,
    TITLE_WORDS,
)
from rashomon.lang.en.times import WEEKDAYS
from rashomon.lang.en.words import STOPWORDS
from rashomon.lang.gazetteer import Gazetteer, first_word, leading
from rashomon.lang.tokens import Token
from rashomon.model import MentionType, Span


class EnglishNames:
    """Finds names; holds the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._demonyms = gazetteer.demonyms

    def find(self, sentence: Sentence, known: frozenset[str]) -> list[NameSpan]:
        tokens = list(sentence.tokens)
        found: list[NameSpan] = []
        taken: set[int] = set()
        loud = self._is_loud(tokens)
        self._known_phrases(tokens, known, found, taken)
        if not (sentence.titlecase or loud):
            self._runs(tokens, known, found, taken)
        else:
            self._in_headline(tokens, known, found, taken)
        return sorted(found, key=lambda n: n.span)

    def _is_loud(self, tokens: Sequence[Token]) -> bool:
        words = [t for t in tokens if t.kind == "word" and len(t.text) > 3]
        return len(words) >= 4 and sum(t.shout for t in words) > 0.6 * len(words)

    # ----------------------------------------------------------------------------- known names
    def _known_phrases(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: set[int]) -> None:
        """Gazetteer entries and names of this document, longest first, wherever they stand with a capital."""
        longest = max(self._gazetteer.longest, 6)
        here = leading(known)
        i = 0
        while i < len(tokens):
            hit: tuple[int, MentionType | None, str] | None = None
            if tokens[i].kind == "word" and (
                tokens[i].capital or (not tokens[i].text.isalpha() and PREFIXED.match(tokens[i].text)) or tokens[i].norm in ("al", "bin", "ibn")
            ):
                first = first_word(tokens[i].norm)
                farthest = i + longest if first in self._gazetteer.leading or first in here else i + 1
                for j in range(min(len(tokens), farthest), i, -1):
                    if tokens[j - 1].kind != "word":
                        continue
                    words = phrase(tokens[i:j])
                    entry = self._gazetteer.lookup(words) if j - i > 1 or self._may_be_known(tokens, i) else None
                    if entry is not None and (j - i > 1 or self._single_fits(tokens, i, entry.type)):
                        hit = (j, entry.type, "known name")
                        break
                    if words in known and j - i > 1:
                        hit = (j, "group" if tokens[j - 1].norm in GROUP_HEADS else None, "named elsewhere in the document")
                        break
            if hit is None:
                i += 1
                continue
            j, kind, how = hit
            if self._part_of_longer(tokens, i, j):
                i += 1
                continue
            span = Span(tokens[i].start, tokens[j - 1].end)
            title = self._title_before(tokens, i) if kind in ("person", None) else None
            found.append(NameSpan(span=span, type=kind, title=title, how=how))
            taken.update(range(i, j))
            i = j

    def _may_be_known(self, tokens: Sequence[Token], i: int) -> bool:
        token = tokens[i]
        if token.norm in NOT_NAMES or token.norm in ("is", "us", "who", "it", "eta", "mena", "sana", "total", "shell", "shield", "independent", "guardian"):
            return token.text in ("US", "WHO", "IS", "ETA", "SANA", "MENA")
        return token.capital

    def _single_fits(self, tokens: Sequence[Token], i: int, kind: MentionType) -> bool:
        """A single known word: not part of a longer run of capitals that names something else."""
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if kind == "person":
            return not (before is not None and before.capital and before.kind == "word" and before.norm in self._gazetteer.given)
        if before is not None and before.kind == "word" and before.capital and before.norm in self._gazetteer.given and i > 0:
            return False
        return not (after is not None and after.kind == "word" and after.capital and after.norm in ORG_HEADS | GROUP_HEADS and kind == "place")

    def _part_of_longer(self, tokens: Sequence[Token], i: int, j: int) -> bool:
        """Whether a known name is the beginning of an institution's ("Libya Herald", "Tripoli's Military Council")."""
        k = j
        if k < len(tokens) and tokens[k].kind == "possessive":
            k += 1
        run = k
        while run < len(tokens) and tokens[run].kind == "word" and tokens[run].capital:
            run += 1
        if (
            run > k
            and tokens[run - 1].norm in ORG_HEADS | GROUP_HEADS | PLACE_HEADS
            and (run - k > 1 or tokens[k].norm in ORG_HEADS | GROUP_HEADS | PLACE_HEADS)
            and tokens[run - 1].norm not in TITLE_WORDS
        ):
            return True
        if (
            j - i > 1
            and i
            and tokens[i - 1].kind == "word"
            and tokens[i - 1].capital
            and tokens[i - 1].end + 1 == tokens[i].start
            and self._gazetteer_type(tokens, i, j) in ("organisation", "group")
        ):
            before = tokens[i - 1].norm
            return before not in STOPWORDS and before not in TITLE_WORDS | TITLE_MODIFIERS and before not in NOT_NAMES
        if (
            i
            and tokens[i - 1].kind == "word"
            and tokens[i - 1].capital
            and tokens[i - 1].norm not in STOPWORDS
            and tokens[i - 1].norm not in TITLE_WORDS | TITLE_MODIFIERS
        ):
            return (
                tokens[i - 1].norm not in NOT_NAMES
                and tokens[i - 1].norm not in self._demonyms
                and tokens[i - 1].end + 1 == tokens[i].start
                and i >= 2
                and j - i == 1
                and k == j
            )
        return bool(i >= 2 and tokens[i - 1].norm in ("of", "for") and tokens[i - 2].capital and tokens[i - 2].norm in ORG_HEADS)

    def _gazetteer_type(self, tokens: Sequence[Token], i: int, j: int) -> MentionType | None:
        entry = self._gazetteer.lookup(phrase(tokens[i:j]))
        return entry.type if entry else None

    # ----------------------------------------------------------------------------- capitals
    def _runs(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: set[int]) -> None:
        i = 0
        while i < len(tokens):
            if i in taken or not self._opens(tokens[i]):
                lower = self._lower_institution(tokens, i, taken)
                if lower:
                    found.append(
                        NameSpan(
                            span=Span(tokens[i].start, tokens[lower - 1].end),
                            type="group" if tokens[lower - 1].norm.startswith(("brigade", "militia")) else "organisation",
                            how="adjective and institution",
                        )
                    )
                    found[:] = [f for k, f in enumerate(found) if k == len(found) - 1 or not f.span.overlaps(found[-1].span)]
                    taken.update(range(i, lower))
                    i = lower
                    continue
                i += 1
                continue
            compound = PARTICIPLE.match(tokens[i].text) or ANTI.match(tokens[i].text)
            if compound:
                self._compound(tokens[i], known, found)
                i += 1
                continue
            j = self._run_end(tokens, i, taken)
            self._one_run(tokens, i, j, known, found, taken)
            i = j

    def _opens(self, token: Token) -> bool:
        if token.kind != "word" or token.capital:
            return token.kind == "word"
        return not token.text.isalpha() and bool(PREFIXED.match(token.text) or ANTI.match(token.text))

    def _compound(self, token: Token, known: frozenset[str], found: list[NameSpan]) -> None:
        """`UN-backed`, `Tobruk-based`, `ex-Langley`: the name is one side of the hyphen."""
        part = PARTICIPLE.match(token.text)
        if part:
            span, words = Span(token.start, token.start + len(part["name"])), part["name"]
        else:
            anti = ANTI.match(token.text)
            span, words = Span(token.start + (anti.end() if anti else 0), token.end), token.text[anti.end() if anti else 0 :]
        folded = words.lower()
        if folded in self._demonyms or folded in NOT_NAMES or folded in STOPWORDS or not words[:1].isupper() or len(words) < 2:
            return
        entry = self._gazetteer.lookup(folded)
        kind: MentionType | None = entry.type if entry else ("organisation" if ACRONYM.match(words) else "place" if part and "-based" in token.text else None)
        found.append(NameSpan(span=span, type=kind, how="part of a compound"))

    def _run_end(self, tokens: Sequence[Token], i: int, taken: set[int]) -> int:
        """The end of a run of capitals, joined over family particles and, inside institutions, over of/for/and/the and 's."""
        j = i + 1
        while j < len(tokens) and j not in taken:
            token, before = tokens[j], tokens[j - 1]
            gap = token.start - before.end
            if (
                token.kind == "word"
                and (token.capital or PREFIXED.match(token.text))
                and gap <= 1
                and not PARTICIPLE.match(token.text)
                and not ANTI.match(token.text)
            ):
                j += 1
                continue
            following = tokens[j + 1] if j + 1 < len(tokens) and j + 1 not in taken else None
            if following is None or following.kind != "word":
                break
            if token.norm in FAMILY and token.kind == "word" and following.capital and gap == 1:
                j += 2
                continue
            if token.text == "." and len(before.text) == 1 and before.capital and following.capital and gap == 0:
                j += 2
                continue
            if token.text == "&" and following.capital:
                j += 2
                continue
            if token.norm == "in" and before.norm in ("mission", "office", "command", "embassy") and j - i > 1 and following.capital:
                j += 2
                continue
            if (
                token.norm in ("of", "for")
                and (self._is_institution(tokens[i:j]) or self._is_motto(tokens, i, j))
                and not (before.norm in COMPLETE and j - i > 1)
            ):
                k = j + 1
                if tokens[k].norm == "the" and k + 1 < len(tokens):
                    k += 1
                if tokens[k].capital and tokens[k].norm not in NOT_NAMES:
                    j = k + 1
                    continue
                break
            if token.norm == "and" and before.capital and following.capital and self._is_ministry(tokens[i:j]):
                j += 2
                continue
            if token.kind == "possessive" and following.capital and self._owns_institution(tokens, i, j):
                j += 2
                continue
            break
        return j

    def _is_institution(self, tokens: Sequence[Token]) -> bool:
        last = tokens[-1].norm
        return (
            last in ORG_HEADS
            or last in GROUP_HEADS
            or (last in ("front", "bank", "university", "ministry", "house"))
            or (last in PLACE_HEADS and last in ("gulf", "bay", "strait", "island", "port", "state"))
        )

    def _is_motto(self, tokens: Sequence[Token], i: int, j: int) -> bool:
        """`the Front for the Freedom of …`, `the Banner of the …`: a movement's name goes on, or begins with a plain noun."""
        words = [t.norm for t in tokens[i:j]]
        if any(w in ("of", "for") for w in words):
            return words[0] in GROUP_HEADS or any(w in GROUP_HEADS for w in words[: words.index("of" if "of" in words else "for")])
        plain = len(words) == 1 and i > 0 and tokens[i - 1].norm == "the" and not tokens[i - 1].capital
        return plain and words[0] not in TITLE_WORDS | TITLE_MODIFIERS | NOT_NAMES and tokens[j].norm == "of" and tokens[j + 1].norm == "the"

    def _is_ministry(self, tokens: Sequence[Token]) -> bool:
        return any(t.norm in ("ministry", "department", "bureau", "committee", "office", "commission") for t in tokens) and any(t.norm == "of" for t in tokens)

    def _owns_institution(self, tokens: Sequence[Token], i: int, j: int) -> bool:
        """`Tripoli's Military Council`, `Revolutionaries' Brigade`: a place or plural before the possessive, a body after it."""
        k = j + 1
        while k < len(tokens) and tokens[k].kind == "word" and tokens[k].capital:
            k += 1
        last = tokens[k - 1].norm
        owner = phrase(tokens[i:j])
        entry = self._gazetteer.lookup(owner)
        place = (entry is not None and entry.type == "place") or owner in self._gazetteer.towns or tokens[j - 1].norm.endswith("s")
        return last in OWNED_BODIES and place

    def _lower_institution(self, tokens: Sequence[Token], i: int, taken: set[int]) -> int | None:
        """`Libyan coast guard`, `Zintan brigade`: adjective or place and a body in lower case."""
        token = tokens[i]
        if token.kind != "word" or not token.capital or i + 1 >= len(tokens):
            return None
        demonym = token.norm in self._demonyms and token.norm not in ("arab", "western", "african", "european", "kurdish")
        entry = self._gazetteer.lookup(token.norm)
        place = (entry is not None and entry.type == "place") or token.norm in self._gazetteer.towns
        if not (demonym or place):
            return None
        for width in (2, 1):
            words = tokens[i + 1 : i + 1 + width]
            if len(words) == width and all(w.kind == "word" and not w.capital for w in words):
                phrase = " ".join(w.norm for w in words)
                if LOWER_HEADS.fullmatch(phrase) and phrase not in ("army", "parliament") and not (demonym and phrase.startswith(("brigade", "militia"))):
                    return i + 1 + width
        return None

    def _one_run(self, tokens: Sequence[Token], i: int, j: int, known: frozenset[str], found: list[NameSpan], taken: set[int]) -> None:
        first = i
        closed = i > 0 and tokens[i - 1].text in "([" and j < len(tokens) and tokens[j].text in ")]"
        initial = i == 0 or (tokens[i - 1].text in "\"“‘'«:([—–-•*" and not closed) or tokens[i - 1].text.startswith("…") or tokens[i - 1].text.startswith("..")
        if (
            i == 0
            and all(t.shout or t.norm in CONNECTORS for t in tokens[i:j])
            and j < len(tokens)
            and tokens[j].text in ",—–(-"
            and j - i <= 4
            and len(tokens) > 6
        ):
            found.append(NameSpan(span=Span(tokens[0].start, tokens[j - 1].end), type="place", how="dateline"))
            taken.update(range(i, j))
            return
        i, title = self._without_title(tokens, i, j)
        if initial and i == first and j - i >= 1:
            while i < j and self._common_start(tokens, i, j, known):
                i += 1
        while i < j and (
            tokens[i].norm in ("the", "a", "an") or tokens[i].norm in WEEKDAYS or (tokens[i].norm in NOT_NAMES and not self._is_body(tokens, i, j))
        ):
            i += 1
        i2, title2 = self._without_title(tokens, i, j)
        if title2:
            i, title = i2, title or title2
        while i < j and tokens[i].norm in self._demonyms and not self._is_body(tokens, i, j) and tokens[i].norm != "georgia":
            i += 1
            i3, title3 = self._without_title(tokens, i, j)
            i, title = (i3, title3) if title3 else (i, title)
        while j > i and (tokens[j - 1].norm in CONNECTORS or (tokens[j - 1].norm in NOT_NAMES and j - i == 1)):
            j -= 1
        if i >= j:
            return
        words = tokens[i:j]
        if j - i == 1 and not self._single_ok(tokens, i, initial and i == first, known):
            return
        if title is None and i > 0:
            title = self._title_before(tokens, i)
        kind, how = type_of(tokens, i, j, title, self._gazetteer)
        if title is not None and kind not in ("person", None):
            title = None
        if title is None and j - i > 1 and words[-1].norm in TITLE_WORDS and all(w.norm in TITLE_WORDS | TITLE_MODIFIERS for w in words):
            return  # an office without the name of who holds it
        sure = not (initial and i == first) or j - i > 1
        found.append(NameSpan(span=Span(words[0].start, words[-1].end), type=kind, title=title, how=how, sure=sure))
        taken.update(range(i, j))

    def _is_body(self, tokens: Sequence[Token], i: int, j: int) -> bool:
        """Whether the run, from a demonym or adjective on, names an institution or group as a whole."""
        if j - i < 2:
            return False
        words = [t.norm for t in tokens[i:j]]
        if tokens[i + 1].norm in TITLE_WORDS and words[-1] not in ORG_HEADS | GROUP_HEADS:
            return False
        return any(w in ORG_HEADS or w in GROUP_HEADS or w in PLACE_HEADS for w in words[1:])

    def _without_title(self, tokens: Sequence[Token], i: int, j: int) -> tuple[int, Span | None]:
        """Skips a title at the beginning of a run when a name is left behind it."""
        k, last = i, None
        while k < j and (tokens[k].norm.rstrip(".") in TITLE_WORDS or tokens[k].norm in TITLE_MODIFIERS or tokens[k].norm in self._demonyms):
            if tokens[k].norm.rstrip(".") in TITLE_WORDS:
                last = k
            k += 1
        if last is None and k == i and k + 2 < j and tokens[k + 1].norm in ("minister", "secretary", "commissioner", "prosecutor"):
            last = k + 1  # "Mines Minister X"
        if last is None:
            return i, None
        k = last + 1
        if k >= j:
            ahead = tokens[i:j]
            return (j, None) if all(t.norm.rstrip(".") in TITLE_WORDS | TITLE_MODIFIERS or t.norm in self._demonyms for t in ahead) else (i, None)
        if tokens[k].norm in ("of", "for"):
            return i, None
        if tokens[j - 1].norm in ORG_HEADS and tokens[j - 1].norm not in self._gazetteer.given and j - k == 1:
            return i, None
        return k, Span(tokens[i].start, tokens[last].end)

    def _title_before(self, tokens: Sequence[Token], i: int) -> Span | None:
        """A title in lower case right before a name: "renegade Libyan general", "LNA commander", "spokeswoman"."""
        k = i - 1
        if k >= 0 and tokens[k].text in ".," and k and (tokens[k - 1].norm in TITLE_WORDS or tokens[k].text == ",") and tokens[k - 1].norm in TITLE_WORDS:
            k -= 1
        if k < 0 or tokens[k].norm.rstrip(".") not in TITLE_WORDS:
            return None
        last = k
        while (
            k > 0
            and tokens[k - 1].kind == "word"
            and (tokens[k - 1].norm.rstrip(".") in TITLE_WORDS | TITLE_MODIFIERS or tokens[k - 1].norm in self._demonyms or ACRONYM.match(tokens[k - 1].text))
        ):
            k -= 1
        while tokens[k].norm in ("of", "then") and k < last:
            k += 1
        return Span(tokens[k].start, tokens[last].end)

    def _common_start(self, tokens: Sequence[Token], i: int, j: int, known: frozenset[str]) -> bool:
        """Whether a word at the beginning of a sentence is there for grammar, not as part of the name."""
        norm = tokens[i].norm
        if norm in known or (norm in self._gazetteer.given and norm not in STOPWORDS):
            return False
        return norm in STOPWORDS or (
            j - i > 1
            and norm not in self._demonyms
            and INITIAL_COMMON.search(norm) is not None
            and norm not in ORG_HEADS
            and not tokens[i].shout
            and i + 1 < j
            and tokens[i + 1].norm not in ORG_HEADS
        )

    def _single_ok(self, tokens: Sequence[Token], i: int, initial: bool, known: frozenset[str]) -> bool:
        token = tokens[i]
        norm = token.norm
        if norm in NOT_NAMES or norm in self._demonyms or norm in STOPWORDS or len(token.text.strip(".")) < 2:
            return False
        if norm.rstrip(".") in TITLE_WORDS or norm in PEOPLE_NOUNS or _is_demonym_of(norm, known):
            return False
        if ACRONYM.match(token.text) and len(token.text.replace(".", "")) <= 6:
            return not (token.text.isupper() and len(token.text) > 4 and norm in STOPWORDS)
        if token.shout and len(token.text) > 3 and norm not in known:
            return False
        if norm in known or self._gazetteer.lookup(norm) is not None:
            return True
        if norm in ORG_HEADS or norm in PLACE_HEADS or norm in GROUP_HEADS:
            return False
        if not initial:
            return True
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and (after.norm in SPEECH_AFTER or after.kind == "possessive") and not INITIAL_COMMON.search(norm) and not norm.endswith("s"):
            return True
        return norm in self._gazetteer.towns and not INITIAL_COMMON.search(norm)

    # ----------------------------------------------------------------------------- headlines
    def _in_headline(self, tokens: Sequence[Token], known: frozenset[str], found: list[NameSpan], taken: set[int]) -> None:
        """Title case and capitals: single words named elsewhere, acronyms, towns, and a name behind a title or given name."""
        for i, token in enumerate(tokens):
            if i in taken or token.kind != "word" or not token.capital or token.norm in STOPWORDS or token.norm in NOT_NAMES:
                continue
            compound = PARTICIPLE.match(token.text) or ANTI.match(token.text)
            if compound:
                self._compound(token, known, found)
                continue
            if token.norm in known:
                found.append(NameSpan(span=token.span, how="named elsewhere in the document", title=self._title_before(tokens, i)))
                taken.add(i)
            elif ACRONYM.match(token.text) and not all(t.shout for t in tokens if t.kind == "word"):
                found.append(NameSpan(span=token.span, type="organisation", how="acronym"))
                taken.add(i)
            elif (
                token.norm in self._gazetteer.given
                and i + 1 < len(tokens)
                and tokens[i + 1].capital
                and tokens[i + 1].norm not in STOPWORDS
                and i + 1 not in taken
                and tokens[i + 1].kind == "word"
            ):
                found.append(NameSpan(span=Span(token.start, tokens[i + 1].end), type="person", how="given name in a headline"))
                taken.update((i, i + 1))
            elif self._gazetteer.towns.get(token.norm, 0) > 200_000 and ((i and tokens[i - 1].norm in PLACE_BEFORE) or len(tokens) < 8):
                found.append(NameSpan(span=token.span, type="place", how="town in a headline"))
                taken.add(i)


def _is_demonym_of(norm: str, known: frozenset[str]) -> bool:
    """Whether a word is the adjective of a place this document names ("Harvanian" beside "Harvania")."""
    if len(norm) < 6 or not norm.endswith(("n", "i", "ese", "ish", "ns", "is")):
        return False
    return any(norm[:-cut] in known or norm[:-cut] + "a" in known for cut in (1, 2, 3)) and norm not in known
