"""From the words of a source to a speaker: the name in them, the office they stand for, the person a pronoun points back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.lang.base import Attribution, Sourcing
from rashomon.lang.folding import fold
from rashomon.model import Carrier, Mention, Span, Turn
from rashomon.spans import Places

GOES_ON = "no source: the speaker before"
NEAR_START = 40  # characters within which the subject of a sentence begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """`mention` is the name in the text that stands for the speaker, `behind` the body a spokesperson speaks for.

    `words` are those of a source that names nobody, for statements that go on with it.
    """

    mention: str | None = None
    name: str | None = None
    behind: Mention | None = None
    how: str = ""
    words: str | None = None

    def key(self) -> str | None:
        return self.mention or self.name

    def carrier(self) -> Carrier:
        described = self.words if self.how == GOES_ON else None
        return Carrier(name=self.name or described or "unnamed", role="speaker", mention=self.mention)

    def is_outlet_of(self, chain: Sequence[Carrier]) -> bool:
        return any(fold(c.name) == fold(self.name or "") for c in chain)


class Speakers:
    """Resolves sources in reading order, remembering who spoke and who was named last."""

    def __init__(self, text: str, mentions: Sequence[Mention], words: Sourcing) -> None:
        self._text = text
        self._words = words
        self._spokes, self._joiners = re.compile(words.spokes), re.compile(words.joiners)
        self._mentions = Places(mentions)
        self._by_id = {m.id: m for m in mentions}
        self._titled = [
            (m, set(fold(text[m.title.start : m.title.end]).split())) for m in sorted(mentions, key=lambda m: m.start) if m.type == "person" and m.title
        ]
        self._last_person: Mention | None = None
        self._last_body: Mention | None = None
        self._last_plural: Speaker | None = None
        self._last: Speaker | None = None

    def of(self, found: Attribution, within: Turn | None = None) -> Speaker:
        """The speaker of an attribution. No source: the speaker before, except in the passive."""
        last = self._last
        speaker = self._of(found, within)
        if found.aside and last is not None:
            self._last = last
        return speaker

    def _of(self, found: Attribution, within: Turn | None) -> Speaker:
        if not found.source:
            named = self._among(found.among)
            if named is not None:
                return self._remember(named)
            if found.passive or within is not None or self._last is None:
                return Speaker(how="nobody named")
            return self._remember(Speaker(mention=self._last.mention, name=self._last.name, behind=self._last.behind, how=GOES_ON, words=self._last.words))
        span = Span(found.source[0].start, found.source[-1].end)
        words = fold(self._text[span.start : span.end]).strip("\"' ")
        inside = self._mentions.inside(span)
        if words in self._words.personal:
            person = self._last_person
            return self._remember(
                _named(person, f"“{words}”: the last person who spoke or was named") if person else Speaker(how=f"“{words}”: nobody to point back to")
            )
        if words in self._words.plural and self._last_plural is not None:
            return self._last_plural
        if words in self._words.neutral or words in self._words.plural:
            body = self._last_body
            return self._remember(
                _named(body, f"“{words}”: the last body that spoke or was named") if body else Speaker(how=f"“{words}”: nothing to point back to")
            )
        chosen = self._head(span, inside)
        if chosen is not None:
            return self._remember(chosen)
        made = self._nominal(words, inside)
        return self._remember(made if made.key() else replace(made, words=self._text[span.start : span.end]))

    def _among(self, span: Span | None) -> Speaker | None:
        """The first person in a stretch, else a body it begins with; None where neither is named."""
        inside = self._mentions.inside(span) if span is not None else []
        start = span.start if span is not None else 0
        first = next((m for m in inside if m.type == "person"), None) or next(
            (m for m in inside if m.type in ("organisation", "group") and m.start - start < NEAR_START), None
        )
        return _named(first, "no source: the subject of the sentence") if first is not None else None

    def _head(self, span: Span, inside: Sequence[Mention]) -> Speaker | None:
        """The name that the source's words turn on: a person before a body, and none that only locates or belongs."""
        people = [m for m in inside if m.type == "person"]
        if people:
            person = next((m for m in people if not self._owns(m, span) and not self._is_located(m, span)), None)
            if person is not None:
                behind = next(
                    (
                        m
                        for m in inside
                        if m.type in ("organisation", "group") and m.id != person.id and self._spokes.search(fold(self._text[span.start : span.end]))
                    ),
                    None,
                )
                return _named(person, "name in the source", behind)
            return None
        for mention in inside:
            if mention.type in ("organisation", "group", "place") and not self._owns(mention, span) and not self._is_located(mention, span):
                return _named(mention, "name in the source")
        return None

    def _owns(self, mention: Mention, span: Span) -> bool:
        """`Haftar's forces`, `State Department officials`: the name belongs to what speaks."""
        after = self._text[mention.end : span.end]
        if re.match(r"['’]s?\s+\w", after):
            return True
        rest = fold(after).split()
        return (
            bool(rest)
            and mention.type != "person"
            and re.match(r"^[\s-]+\w", after) is not None
            and (
                rest[0].rstrip(",") in self._words.people
                or self._spokes.search(rest[0]) is not None
                or rest[0] in self._words.titles
                or rest[0] in self._words.possessed
            )
        )

    def _is_located(self, mention: Mention, span: Span) -> bool:
        """`travelers from Libya`, `a spokesman for the army`: the name stands behind a preposition of the source."""
        before = fold(self._text[span.start : (mention.title or Span(mention.start, mention.end)).start])
        if not before.strip():
            return False
        found = self._joiners.search(before)
        if found is None:
            return False
        head = before[: found.start()].split()
        if head and head[-1] in self._words.papers and found[0] in self._words.from_whom:
            return False  # "figures from X", "a statement by X": X speaks
        return mention.type != "person" or (bool(head) and not (mention.title is None and head[-1].rstrip(",") in self._words.titles and "," in before))

    def _nominal(self, words: str, inside: Sequence[Mention]) -> Speaker:
        """A description: "the general", "the group" point back; others stay unnamed, with the body they belong to."""
        parts = words.split()
        definite = bool(parts) and (parts[0] in self._words.definite or any(d == "ال" and parts[0].startswith(d) for d in self._words.definite))
        last = parts[-1] if parts else ""
        if definite and not inside and len(parts) <= 4:
            titled = [m for m, words_of in self._titled if last in words_of]
            if titled and (self._last_person is None or not any(m.text == self._last_person.text for m in titled)):
                return _named(titled[-1], f"“{words}”: the person with that title")
            if last in self._words.titles and self._last_person is not None and self._may_bear(self._last_person, last):
                return _named(self._last_person, f"“{words}”: the last person who spoke or was named")
            if last in self._words.bodies and self._last_body is not None:
                return _named(self._last_body, f"“{words}”: the last body that spoke or was named")
        behind = next((m for m in inside if m.type in ("organisation", "group")), None)
        made = Speaker(name=None, behind=behind if behind and self._spokes.search(words) else None, how="unnamed source")
        if last in self._words.people or last.endswith("s"):
            self._last_plural = made
        return made

    def _may_bear(self, person: Mention, title: str) -> bool:
        """Whether a person can be who a title means: the report gives that title, or none at all."""
        family = fold(person.text).split()[-1]
        known = [words for m, words in self._titled if fold(m.text).split()[-1] == family]
        return not known or any(title in words for words in known)

    def _remember(self, speaker: Speaker) -> Speaker:
        mention = self._by_id.get(speaker.mention or "")
        if mention is not None:
            if mention.type == "person":
                self._last_person = mention
            else:
                self._last_body = mention
            self._last_plural = None
        self._last = speaker
        return speaker

    def pass_by(self, span: Span) -> None:
        """A sentence was read: a person or body named as its first name is who "he" or "it" means next."""
        inside = [m for m in self._mentions.overlapping(span) if span.start <= m.start]
        first_person = next((m for m in inside if m.type == "person" and m.start - span.start < 60), None)
        first_body = next((m for m in inside if m.type in ("organisation", "group") and m.start - span.start < 60), None)
        spoke = self._last is not None and any(m.id == self._last.mention for m in inside)
        if first_person is not None and not spoke:
            self._last_person = first_person
        if first_body is not None and not spoke:
            self._last_body = first_body

    def names_somebody(self, source: Sequence[Span]) -> bool:
        """Whether the short side of a headline's colon is a person, a body or people who can speak."""
        if not source:
            return False
        span = source[0]
        words = fold(self._text[span.start : span.end]).split()
        if words and words[-1] in self._words.people | self._words.titles | self._words.bodies | self._words.speakers:
            return True
        return any(
            m.start <= span.start + 1 and m.end >= span.end - 1 and m.type in ("person", "organisation", "group") for m in self._mentions.overlapping(span)
        )


def _named(mention: Mention, how: str, behind: Mention | None = None) -> Speaker:
    return Speaker(mention=mention.id, name=mention.text, behind=behind, how=how)
