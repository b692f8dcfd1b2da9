"""How many lines an answer lacks because a model was not sure enough of them: the answer beside that of the whole record."""

from __future__ import annotations

from collections.abc import Hashable

from rashomon.views.disputes import Dispute
from rashomon.views.dossier import Dossier
from rashomon.views.figures import Group
from rashomon.views.search import Hit
from rashomon.views.snapshot import Spoken
from rashomon.views.sources import Sources
from rashomon.views.timeline import Entry


def hidden(whole: object, shown: object) -> int:
    """Lines of `whole` that `shown`, an answer to the same question, does not have."""
    if isinstance(whole, Sources) and isinstance(shown, Sources):
        return sum(o.statements for o in whole.outlets) - sum(o.statements for o in shown.outlets)
    return len(_lines(whole) - _lines(shown))


def _lines(answer: object) -> set[Hashable]:
    """What stands for each line of an answer: statements and accounts, pairs, figures, spellings, passages."""
    match answer:
        case Spoken():
            return {answer.cite.id}
        case Entry():
            return {a.cite.id if a.spoken else (answer.id, a.cite.document, a.cite.start) for a in answer.accounts}
        case Dispute():
            return {answer.id}
        case Group():
            return {v.figure.id for v in answer.values}
        case Hit():
            return {(answer.cite.document, answer.cite.start)}
        case Dossier():
            return {(answer.id, n.name) for n in answer.names} | _lines((*answer.said, *answer.said_of, *answer.events, *answer.disputes))
        case list() | tuple():
            return set().union(*map(_lines, answer))
        case _:
            return set()
