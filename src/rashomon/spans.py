"""Things with a place in a text, found by place: an index for stretches that are asked for again and again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar


class Placed(Protocol):
    """Anything with `start` and `end`, half-open, in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)
T = TypeVar("T")


class Piece(NamedTuple, Generic[T]):
    """One stretch of something that has several, such as a statement's content."""

    start: int
    end: int
    of: T


class Places(Generic[P]):
    """Items by place, in order of their starts; those of one start keep the order they came in.

    Asking costs the logarithm of how many there are, plus those within the longest item's length of the place.
    """

    __slots__ = ("_items", "_longest", "_starts")

    def __init__(self, items: Iterable[P]) -> None:
        self._items: list[P] = sorted(items, key=lambda x: x.start)
        self._starts: list[int] = [x.start for x in self._items]
        self._longest: int = max((x.end - x.start for x in self._items), default=0)

    def overlapping(self, place: Placed) -> Iterator[P]:
        """Items that share a character with the place."""
        first = bisect_left(self._starts, place.start - self._longest)
        for item in self._items[first : bisect_left(self._starts, place.end)]:
            if item.end > place.start:
                yield item

    def inside(self, place: Placed) -> list[P]:
        """Items that lie wholly in the place."""
        first, last = bisect_left(self._starts, place.start), bisect_left(self._starts, place.end)
        return [x for x in self._items[first:last] if x.end <= place.end]

    def holding(self, place: Placed) -> list[P]:
        """Items that cover the whole place."""
        return [x for x in self.overlapping(place) if x.start <= place.start and place.end <= x.end]
