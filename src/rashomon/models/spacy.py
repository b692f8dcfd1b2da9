"""Any spaCy pipeline that is installed, by name, or that lies in a folder, by path: `spacy:en_core_web_sm`.

It gives sentence ends where a component sets them, and names where one finds entities; attributions stay with the rules.
It reads its own language alone (`xx`, many languages: all), one passage at a time, so that no answer hangs on what is
read beside it. spaCy tells no probabilities, so that names have no score.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rashomon.errors import SetupError
from rashomon.model import MentionType, Span
from rashomon.models import Found, Named
from rashomon.models.stretches import stretches, whole

# Labels of OntoNotes 5 and of the four-label sets (CoNLL 2003, WikiNER); all others, such as DATE and MISC, are no names here.
TYPES: dict[str, MentionType] = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
ENTITIES = frozenset({"doc.ents", "token.ent_type"})  # what components say that they set
ENDS = frozenset({"doc.sents", "token.is_sent_start"})
NAMES_BY = frozenset({"ner"})  # components known by name, for those that say nothing
ENDS_BY = frozenset({"parser", "senter", "sentencizer"})
ARTICLE = re.compile(r"the\s+")  # OntoNotes counts the article in; no name begins in lower case with it
MANY_LANGUAGES = "xx"
HASHED = 1_000_000  # bytes of each file of a folder that count for the version, besides its size


class Spacy:
    """One pipeline, loaded when the first passage in its language is read."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._library = _library_version()
        self._folder, self._packaged = _folder(what)
        self._meta = _meta(self._folder, what)

    @cached_property
    def version(self) -> str:
        """Name and version of the pipeline and version of spaCy; for a folder also a digest of what lies in it."""
        own = f"{self._meta['lang']}_{self._meta.get('name', '')}-{self._meta.get('version', '')}"
        return f"spacy {self._library} {own}" + ("" if self._packaged else f" {_digest(self._folder)}")

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        """Names and sentence ends of each passage. Raises SetupError where the pipeline cannot be loaded, or gives neither."""
        if self._meta["lang"] not in (language, MANY_LANGUAGES):
            return None
        return [self._found(span.start, words) for span, words in passages]

    @cached_property
    def _pipeline(self) -> tuple[Any, bool, bool]:
        """The pipeline, and whether it gives sentence ends and names."""
        library = import_module("spacy")
        try:
            nlp = library.load(self._what if self._packaged else self._folder)
        except Exception as error:  # a missing extra, another version, a damaged file: each has an error of its own
            raise SetupError(f"the spaCy pipeline {self._what!r} cannot be loaded: {' '.join(str(error).split())[:300]}") from error
        gives = {what for name in nlp.pipe_names for what in nlp.get_pipe_meta(name).assigns} | set(nlp.pipe_names)
        ends, names = bool(gives & (ENDS | ENDS_BY)), bool(gives & (ENTITIES | NAMES_BY))
        if not ends and not names:
            raise SetupError(
                f"the spaCy pipeline {self._what!r} finds neither names nor sentence ends (it has {', '.join(nlp.pipe_names) or 'no components'}): choose another"
            )
        return nlp, ends, names

    def _found(self, start: int, words: str) -> Found:
        """What stands in a passage that begins at `start`."""
        nlp, gives_ends, gives_names = self._pipeline
        ends: list[int] = []
        names: list[Named] = []
        for first, last in stretches(words, nlp.max_length):
            doc = nlp(whole(words[first:last]))
            if gives_ends:
                ends += [start + first + end for end in _ends(doc)]
            if gives_names:
                names += _names(doc, words[first:last], start + first)
        return Found(ends=tuple(ends) if gives_ends else None, names=tuple(names) if gives_names else None)


def _ends(doc: Any) -> list[int]:
    """Just behind the last word of each sentence; blanks are words of their own to spaCy."""
    out: list[int] = []
    for sentence in doc.sents:
        last = next((t for t in reversed(list(sentence)) if not t.is_space), None)
        if last is not None:
            out.append(last.idx + len(last))
    return out


def _names(doc: Any, words: str, start: int) -> list[Named]:
    out: list[Named] = []
    for entity in doc.ents:
        kind = TYPES.get(entity.label_)
        text = words[entity.start_char : entity.end_char]
        first = entity.start_char + len(text) - len(text.lstrip())
        if article := ARTICLE.match(words, first, entity.end_char):
            first = article.end()
        last = entity.start_char + len(text.rstrip())
        if kind is not None and first < last:
            out.append(Named(Span(start + first, start + last), kind, None))
    return out


def _library_version() -> str:
    try:
        return metadata.version("spacy")
    except metadata.PackageNotFoundError as error:
        raise SetupError("spaCy is not installed (pip install 'rashomon[spacy]'), or choose --model none") from error


def _folder(what: str) -> tuple[Path, bool]:
    """Where a pipeline lies, and whether it is an installed package. Raises SetupError where there is none."""
    if not what:
        raise SetupError("say which spaCy pipeline, by name or folder: spacy:en_core_web_sm")
    spec = find_spec(what) if what.isidentifier() and what != "__main__" else None
    if spec is not None and spec.origin:
        return Path(spec.origin).parent, True
    if Path(what).is_dir():
        return Path(what), False
    raise SetupError(f"no spaCy pipeline {what!r} is installed, and there is no such folder (python -m spacy download {what}), or choose --model none")


def _meta(folder: Path, what: str) -> dict[str, Any]:
    """What a pipeline says of itself. Raises SetupError where it says nothing that can be read."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if isinstance(meta, dict) and isinstance(meta.get("lang"), str):
            return meta
    except (OSError, ValueError):
        pass
    raise SetupError(f"{what!r} is no spaCy pipeline: its meta.json is missing or cannot be read")


def _digest(folder: Path) -> str:
    """Of names and sizes of all files, and how each begins: quick also where vectors fill gigabytes."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode("utf-8", "surrogatepass"))
        with path.open("rb") as handle:
            found.update(handle.read(HASHED))
    return found.hexdigest()[:12]


def spacy(what: str) -> Spacy:
    """A pipeline by name or folder. Raises SetupError where spaCy or the pipeline is missing."""
    return Spacy(what)
