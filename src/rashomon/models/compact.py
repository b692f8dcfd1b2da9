"""The models that come with the package: one small network a language, read by ONNX Runtime on the processor.

A network reads one window at a time, alone: what it says of a passage hangs on nothing but the passages of the same
document around it, not on batches, threads or other documents. See MODEL_CARD.md beside the data for what they were
trained on, how well they read, and their licences.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Found, decode
from rashomon.models.decode import HEADS, Learnt
from rashomon.models.pieces import CAPITALS, GAPS, LOOKS, Floats, Pieces, pieces, windows
from rashomon.models.stretches import stretches, whole

WINDOW = 160  # pieces read at once, besides the marks at both ends
OVERLAP = 48  # pieces that two windows of one long passage share
# Below these probabilities a name or an attribution is left out: more would be lost in wrong ones than won in right ones.
NAMED, SAID = 0.3, 0.3
CAPITAL = np.isin(np.arange(LOOKS) // GAPS, CAPITALS)  # (LOOKS,): whether a look is of a word with a capital
LONGEST = 8_000  # characters of a passage that are read as one; a longer one is cut at a blank


class Network:
    """One language's network and vocabulary. Raises SetupError when its files are missing or not what was shipped."""

    def __init__(self, folder: Path, name: str, about: dict[str, Any]) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        data = {}
        for part in ("onnx", "tokenizer"):
            path = folder / about[part]["file"]
            try:
                data[part] = path.read_bytes()
            except OSError as error:
                raise SetupError(f"{path}: the model for {name!r} cannot be read ({error.strerror}); install rashomon again, or use --model none") from error
            if hashlib.sha256(data[part]).hexdigest() != about[part]["sha256"]:
                raise SetupError(f"{path}: not the file that was shipped (its SHA-256 differs); install rashomon again, or use --model none")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # files are read side by side by processes
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(data["onnx"], options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_buffer(data["tokenizer"])
        vocabulary = self.tokenizer.get_vocab()
        self.continuing = np.zeros(max(vocabulary.values()) + 1, np.bool_)
        self.continuing[[number for piece, number in vocabulary.items() if piece.startswith("##")]] = True
        self._marks = (vocabulary["[CLS]"], vocabulary["[SEP]"])
        self.learnt = Learnt(**about["learnt"])
        self.least = (NAMED, SAID)
        self.cased: bool = about["cased"]
        self.heads: frozenset[str] = frozenset(about["heads"])

    def out(self, ids: Sequence[Any], looks: Sequence[Any]) -> Floats:
        """(n, HEADS) for the pieces of one window."""
        row = np.concatenate([[self._marks[0]], *ids, [self._marks[1]]]).astype(np.int64)[None]
        look = np.concatenate([[LOOKS], *looks, [LOOKS]]).astype(np.int64)[None]
        (found,) = self._session.run(None, {"ids": row, "looks": look})
        return np.asarray(found[0, 1:-1], np.float32)

    def read(self, passages: Sequence[tuple[Span, str]]) -> list[Found]:
        """What stands in each passage. Memory is bounded by the window and the longest passage."""
        found: list[list[Found]] = [[] for _ in passages]
        waiting: list[tuple[int, int, Pieces]] = []
        size = 0
        for number, (span, words) in enumerate(passages):
            for start, end in stretches(words, LONGEST):
                read = pieces(self.tokenizer, whole(words[start:end]).replace("\n", " ").replace("\r", " "))
                if not len(read):
                    continue
                if waiting and size + len(read) > WINDOW:
                    self._window(waiting, found)
                    waiting, size = [], 0
                waiting.append((number, span.start + start, read))
                size += len(read)
                if size > WINDOW:
                    self._window(waiting, found)
                    waiting, size = [], 0
        if waiting:
            self._window(waiting, found)
        return [_joined(parts, self.heads) for parts in found]

    def _window(self, waiting: Sequence[tuple[int, int, Pieces]], found: list[list[Found]]) -> None:
        if len(waiting) == 1 and len(waiting[0][2]) > WINDOW:
            out = self._long(waiting[0][2])
        else:
            out = self.out([p.ids for _, _, p in waiting], [p.looks for _, _, p in waiting])
        at = 0
        for number, start, read in waiting:
            found[number].append(self._found(out[at : at + len(read)], read, start))
            at += len(read)

    def _long(self, read: Pieces) -> Floats:
        """A passage longer than a window: every piece from the window in which it stands farthest from an edge."""
        n = len(read)
        out = np.zeros((n, HEADS), np.float32)
        best = np.full(n, -1)
        for start, end in windows(np.zeros(n, np.bool_), WINDOW, OVERLAP):
            edge = np.minimum(np.arange(start, end) - start if start else np.full(end, n), (end - 1 - np.arange(start, end)) if end < n else n)
            better = np.flatnonzero(edge > best[start:end])
            out[start + better] = self.out([read.ids[start:end]], [read.looks[start:end]])[better]
            best[start + better] = edge[better]
        return out

    def _found(self, out: Floats, read: Pieces, start: int) -> Found:
        words = decode.first_pieces(read.ids, self.continuing)
        capitals = read.places[CAPITAL[read.looks], 0].tolist() if self.cased else []
        names = decode.names(out, read.places, words, self.learnt, start) if "names" in self.heads else None
        said = decode.attributions(out, read.places, words, self.learnt, start) if "attributions" in self.heads else None
        return Found(
            ends=tuple(start + n for n in decode.ends(out, read.places)) if "ends" in self.heads else None,
            names=None
            if names is None
            else tuple(n for n in names if (n.score or 0.0) >= self.least[0] and not (self.cased and _is_small(n.span, capitals, start))),
            attributions=None if said is None else tuple(a for a in said if (a.score or 0.0) >= self.least[1]),
            leanings=decode.leanings(out, read.places, words, self.learnt, start) if "names" in self.heads else (),
        )


def _is_small(span: Span, capitals: Sequence[int], start: int) -> bool:
    """Whether a name stands without a capital where names have one. `capitals`: where capitalised pieces begin, in order."""
    n = bisect_left(capitals, span.start - start)
    return n == len(capitals) or capitals[n] >= span.end - start


def _joined(parts: Sequence[Found], heads: frozenset[str]) -> Found:
    """One answer for a passage read in stretches."""
    if len(parts) == 1:
        return parts[0]
    return Found(
        ends=tuple(n for p in parts for n in p.ends or ()) if "ends" in heads else None,
        names=tuple(n for p in parts for n in p.names or ()) if "names" in heads else None,
        attributions=tuple(a for p in parts for a in p.attributions or ()) if "attributions" in heads else None,
        leanings=tuple(w for p in parts for w in p.leanings),
    )


class Compact:
    """Reads every language it has a network for; each is loaded when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._networks: dict[str, Network] = {}

    @cached_property
    def _about(self) -> dict[str, Any]:
        path = self._folder / "models.json"
        try:
            about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SetupError(f"{path}: the list of models cannot be read; install rashomon again, or use --model none") from error
        return about

    @property
    def version(self) -> str:
        return "compact " + " ".join(f"{name}-{about['onnx']['sha256'][:8]}" for name, about in sorted(self._about["languages"].items()))

    def read(self, language: str, passages: Sequence[tuple[Span, str]]) -> Sequence[Found] | None:
        if language not in self._about["languages"]:
            return None
        if language not in self._networks:
            self._networks[language] = Network(self._folder, language, self._about["languages"][language])
        return self._networks[language].read(passages)


def compact(what: str) -> Compact:
    """The models of the package, or of another folder that is laid out like it."""
    return Compact(Path(what) if what else Path(str(files("rashomon.models") / "data")))
