"""Decisions of people: the part of the façade that writes the ledger. `rashomon.api.Record` inherits it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rashomon import codec
from rashomon.config import Settings
from rashomon.errors import InputError, NotFound, SetupError
from rashomon.lang.folding import fold
from rashomon.link.ledger import MOST_ANCHORS, against, speaks_of, standing, taken_back
from rashomon.model import Judgement, Mention, Side, digest
from rashomon.store import Store
from rashomon.views.snapshot import Snapshot

LONGEST = 1 << 20  # bytes of one line of a ledger
DECIDING = ("same", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A judgement of a colleague that goes against one that stands here; neither is touched."""

    theirs: Judgement
    ours: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a colleague's ledger: how many judgements were new, known already, and which stand against ours."""

    added: int
    known: int
    conflicts: tuple[Conflict, ...]


class Judging:
    """What a record can do about its ledger."""

    settings: Settings

    @property
    def _view(self) -> Snapshot:
        raise NotImplementedError

    def _writing(self, create: bool = False) -> Store:
        raise NotImplementedError

    def judgements(self) -> list[Judgement]:
        """The ledger, oldest first."""
        return self._view.store.judgements()

    def judge(self, verdict: str, a: str | Side, b: str | Side, why: str | None = None) -> Judgement:
        """Keeps a decision that two names (or mention or entity ids) are the `same`, or `different`; links follow it. `unsure` keeps that
        somebody looked and could not tell; no link follows.

        Raises NotFound for a name the record does not hold, SetupError where the decision goes against one that stands.
        """
        if verdict not in (*DECIDING, "unsure"):
            raise SetupError(f"no verdict {verdict!r}: same, different or unsure")
        one, two = self._side(a), self._side(b)
        if set(one.mentions) & set(two.mentions):
            raise SetupError(
                f"{one.name!r} and {two.name!r} are one spelling in the record: name two spellings, or two mention ids (rashomon show NAME lists them)"
            )
        for earlier in standing(self.judgements()):
            if against(earlier.verdict, verdict) and speaks_of(earlier, one, two):
                raise SetupError(
                    f"{earlier.who} judged {one.name!r} and {two.name!r} {earlier.verdict} ({earlier.id}): take that back first (rashomon judge undo {earlier.id})"
                )
        return self._append(verdict, a=one, b=two, why=why)

    def undo(self, judgement: str, why: str | None = None) -> Judgement:
        """Takes back a judgement, or an undo; the ledger keeps all. Raises NotFound, and SetupError when it is undone already."""
        ledger = self.judgements()
        found = [j.id for j in ledger if j.id == judgement] or [j.id for j in ledger if judgement.startswith("j-") and j.id.startswith(judgement)]
        if len(found) != 1:
            raise NotFound(f"{'several judgements' if found else 'no judgement'} {judgement!r} (rashomon judge list shows them)")
        undone = taken_back(ledger)
        if found[0] in undone:
            raise SetupError(f"{found[0]} is undone already, by {undone[found[0]]} (undo that to restore it)")
        return self._append("undo", undoes=found[0], why=why)

    def export_ledger(self) -> Iterator[bytes]:
        """The ledger as JSON Lines, one judgement a line, oldest first: what `import_ledger` takes."""
        for judgement in self.judgements():
            yield codec.compact_line(judgement)

    def import_ledger(self, lines: Iterable[bytes], *, problem: Callable[[InputError], None] = lambda _: None) -> Imported:
        """Adds the judgements of a colleague's ledger that this one does not have, under their names and days; links follow.

        A judgement that stands there and goes against one that stands here is left out and given as a conflict: people have to settle
        it, by taking one back. A bad line goes to `problem`. Raises SetupError where the judgements cannot all hold; nothing is kept then.
        """
        theirs = list(_read(lines, problem))
        ours = self.judgements()
        have, here = {j.id for j in ours}, standing(ours)
        new = [j for j in theirs if j.id not in have]
        conflicts = []
        for j in standing(theirs):
            if j.id not in have and j.a is not None and j.b is not None:
                conflicts += [Conflict(theirs=j, ours=o) for o in here if against(o.verdict, j.verdict) and speaks_of(o, j.a, j.b)][:1]
        left = {c.theirs.id for c in conflicts}
        known = {*have, *(j.id for j in new)} - left
        undone = taken_back(ours)
        added = [j for j in new if j.id not in left and (j.undoes is None or (j.undoes in known and j.undoes not in undone))]
        if added:
            self._write(sorted(added, key=lambda j: j.when))
        return Imported(added=len(added), known=len(theirs) - len(new), conflicts=tuple(conflicts))

    def _side(self, words: str | Side) -> Side:
        """What a person named: a mention, an entity, or a spelling, anchored in the mentions that bear it now."""
        if isinstance(words, Side):
            return words
        view = self._view
        if words in view.mentions:
            m = view.mentions[words]
            return Side(name=m.text, mentions=(m.id,), places=((view.documents[m.document].file, m.start, m.end),))
        entity = view.entity(words)
        wanted = fold(words)
        own = [m for m in view.mentions.values() if m.entity == entity.id and (words == entity.id or fold(m.text) == wanted)]
        own = sorted(own or [m for m in view.mentions.values() if m.entity == entity.id], key=lambda m: m.id)
        name = entity.name if words == entity.id else words
        own = own[:MOST_ANCHORS]
        return Side(name=name, mentions=tuple(m.id for m in own), places=tuple((view.documents[m.document].file, m.start, m.end) for m in own))

    def _append(self, verdict: str, a: Side | None = None, b: Side | None = None, undoes: str | None = None, why: str | None = None) -> Judgement:
        given = {"verdict": verdict, "a": a, "b": b, "undoes": undoes, "who": self.settings.judge, "when": datetime.now(UTC).isoformat(timespec="microseconds")}
        made = codec.convert({"id": "", "why": why, **given}, Judgement)
        made = codec.convert({**given, "id": _id(made), "why": why}, Judgement)
        self._write([made])
        return made

    def _write(self, made: Sequence[Judgement]) -> None:
        """Keeps judgements with the links that follow them, or none of it."""
        from rashomon.pipeline.building import relink

        store = self._writing()
        try:
            with store.atomic():
                for judgement in made:
                    store.judge(judgement)
                relink(store, dump=self.settings.dump)
                for judgement in standing(store.judgements()):
                    if judgement in made:
                        _must_hold(store, judgement)
        finally:
            store.close()


def _id(j: Judgement) -> str:
    return digest("judgement", j.verdict, codec.pack(j.a) if j.a else "", codec.pack(j.b) if j.b else "", j.undoes, j.who, j.when)


def _read(lines: Iterable[bytes], problem: Callable[[InputError], None]) -> Iterator[Judgement]:
    """The judgements of a ledger as it was exported, each once."""
    seen: set[str] = set()
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        where = f"line {number}"
        try:
            if len(raw) > LONGEST:
                raise InputError(where, f"longer than {LONGEST:,} bytes", "give a ledger as rashomon exports it")
            found = codec.unpack(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, Judgement)
            of_two = found.a is not None and found.b is not None and found.undoes is None
            of_one = found.a is None and found.b is None and found.undoes is not None
            if not (of_one if found.verdict == "undo" else of_two) or found.id != _id(found):
                raise InputError(where, "not as it was judged: its id does not fit what it says", "ask for the ledger again")
        except InputError as error:
            problem(error)
        except codec.BAD as error:
            problem(InputError(where, f"no judgement: {' '.join(str(error).split())}"))
        else:
            if found.id not in seen:
                seen.add(found.id)
                yield found


def _must_hold(store: Store, made: Judgement) -> None:
    """Raises SetupError where linking could not follow a judgement because of others that stand."""
    if made.a is None or made.b is None:
        return
    entity_of = {m.id: m.entity for m in store.find(Mention, id=[*made.a.mentions, *made.b.mentions])}
    one, two = ({entity_of[m] for m in side.mentions if m in entity_of} for side in (made.a, made.b))
    if not one or not two:
        return  # a judgement about words that no file holds has no effect
    if (made.verdict == "same" and len(one | two) != 1) or (made.verdict == "different" and one & two):
        others = ", ".join(j.id for j in standing(store.judgements()) if j.id != made.id)
        raise SetupError(
            f"{made.a.name!r} and {made.b.name!r} cannot be {made.verdict} beside the judgements that stand; nothing was changed"
            + (f" (see rashomon judge list; standing: {others})" if others else " (name two mention ids to be exact: rashomon show NAME lists them)")
        )
