"""The choice among what a report says of itself. All of it is kept; the choice is explained; where nothing can be trusted nothing is chosen.

Dates decide how "yesterday" is read, so they get the most care. Evidence is asked in this order: what the page's data or the
file's container declare; what stands on the page as its date; the one date that all visible date elements agree on; the guess of a
last witness. Where declared dates disagree, the one that the page also shows wins; of two neighbouring days the earlier, since one
moment has two dates in two time zones and a report is not published twice; else the most trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon import edtf
from rashomon.model import Basis, Evidence
from rashomon.read.stamps import day, is_local, moment

WITNESS = "htmldate, from the page's markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The values chosen, and all evidence with the marks of the choice."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    basis: Basis | None = None
    url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    how: tuple[str, ...] = ()


def choose(declared: Sequence[Evidence], stated: Sequence[Evidence], guess: str | None = None, unfit: Callable[[Evidence], bool] = lambda _: False) -> Chosen:
    """The choice among what a file declares and what stands in its words, each in order of trust. `guess` is the day that a last witness
    names; what is `unfit` is kept and never chosen."""
    every = [*declared, *stated]
    if guess:
        every.append(Evidence(field="published", value=guess, where=WITNESS))
    picks: dict[str, Evidence] = {}
    how: list[str] = []
    for name in ("title", "outlet", "author", "published", "url"):
        found = [e for e in every if e.field == name and not unfit(e) and (name != "published" or day(e.value) or edtf.is_valid(e.value))]
        if not found:
            continue
        picks[name], why = _published(found, declared, stated) if name == "published" else (found[0], "")
        if name != "url":
            how.append(f"{name}: {picks[name].where}{why}")
    kept = dict.fromkeys(every)
    marked = tuple(replace(e, chosen=e == picks.get(e.field)) for e in kept)
    dated = picks.get("published")
    basis: Basis | None = None if dated is None else "metadata" if dated in declared or dated.where == WITNESS else "stated"
    value = {name: (day(e.value) or e.value) if name == "published" else e.value for name, e in picks.items()}
    return Chosen(
        title=value.get("title"), outlet=value.get("outlet"), author=value.get("author"), url=value.get("url"), published=value.get("published"), basis=basis,
        evidence=marked, how=tuple(how),
    )  # fmt: skip


def _published(found: Sequence[Evidence], declared: Sequence[Evidence], stated: Sequence[Evidence]) -> tuple[Evidence, str]:
    """The date chosen of all there are, and what is said of it: the reason where others speak against it, and these."""
    own = [e for e in found if e in declared]
    shown = {day(e.value) for e in found if e in stated}
    best, why = found[0], ""
    if len({day(e.value) for e in own}) > 1:
        agreed = next((e for e in own if day(e.value) in shown), None)
        if agreed is not None:
            best, why = agreed, ", which the page shows too"
        elif local := _local(own):
            best, why = local, ", the day where it was published"
        elif _neighbours(own):
            best, why = min(own, key=lambda e: day(e.value) or ""), ", the earlier of neighbouring days"
    against = [f"{e.where}: {day(e.value) or e.value}" for e in dict.fromkeys(found) if (day(e.value) or e.value) != (day(best.value) or best.value)]
    return best, why + (f"; against it {', '.join(against)}" if against else "")


def _local(own: Sequence[Evidence]) -> Evidence | None:
    """Where all that is declared is one moment told by several clocks: the one that is not told by that of Greenwich."""
    moments = [(e, moment(e.value)) for e in own]
    if len({when for _, when in moments if when}) != 1:
        return None
    return next((e for e, when in moments if when and is_local(when)), None)


def _neighbours(own: Sequence[Evidence]) -> bool:
    days = [date.fromisoformat(d) for e in own if (d := day(e.value))]
    return len(days) == len(own) and (max(days) - min(days)).days <= 1
