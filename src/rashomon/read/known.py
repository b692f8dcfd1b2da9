"""Names of outlets as they are best known, by their other spellings and by the addresses of their sites.

The list that comes with the package is small; a file of one's own adds to it and wins. Each line gives the name to show, then its
other spellings, short names and domains, all between bars: `Gulf News | gulfnews | gulfnews.com | جلف نيوز`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import resources

from rashomon.errors import SetupError
from rashomon.read.outlets import key

DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.I)


def read_list(lines: Iterable[str], where: str) -> Iterator[tuple[str, list[str]]]:
    """(name, other spellings and domains) of each line; empty ones and those behind `#` are passed over. Raises SetupError."""
    for number, line in enumerate(lines, 1):
        words = line.split("#", 1)[0].strip()
        if words:
            name, *others = (part.strip() for part in words.split("|"))
            if not key(name):
                raise SetupError(f"{where}, line {number}: no name of an outlet before the first bar")
            yield name, [other for other in others if other]


class OutletNames:
    """The names of a list, the shipped one and `more`, lines in the same form."""

    def __init__(self, more: Iterable[str] = (), where: str = "list of outlets") -> None:
        shipped = resources.files("rashomon.read").joinpath("data", "outlets.txt").read_text(encoding="utf-8").splitlines()
        self._names: dict[str, str] = {}
        self._domains: dict[str, str] = {}
        for name, others in [*read_list(shipped, "outlets.txt"), *read_list(more, where)]:
            for word in (name, *others):
                if DOMAIN.fullmatch(word):
                    self._domains[word.lower().removeprefix("www.")] = name
                self._names[key(word)] = name

    def shown(self, words: str | None) -> str | None:
        """The name as the list has it; words that are not in it as they are."""
        return self._names.get(key(words), words) if words else words

    def of_address(self, url: str) -> str | None:
        """The outlet whose site an address belongs to, by the longest domain that is known."""
        match = re.match(r"https?://(?:[^/@]*@)?([^/:?#]+)", url, re.I)
        parts = match[1].lower().split(".") if match else []
        return next((name for at in range(len(parts) - 1) if (name := self._domains.get(".".join(parts[at:])))), None)
