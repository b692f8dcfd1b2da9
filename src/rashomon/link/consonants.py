"""How many consonants two names differ by, for many pairs at once, where the sounds that waver between spellings count as one.

The count is the edit distance (to put in, leave out or write another costs 1), worked out for a whole column of its table at a time as bits
of one integer: Myers 1999 ("A fast bit-vector algorithm for approximate string matching"), in the form of Hyyrö 2003.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from rashomon.link.letters import COUNT, KEYED, UNKEYED

Codes = NDArray[np.uint8]
Bits = NDArray[np.uint16]
MOST_CONSONANTS = 16  # of a name; as many as an integer of a column has bits
BLOCK = 8192  # pairs worked on together


def _classes() -> bytes:
    """Code of a grapheme → its class of consonants, from 1 on. PAD has one too: the weights were learned with what a name has less than MOST_WHOLE."""
    known = sorted(set(KEYED[:COUNT]))
    return bytes(known.index(key) + 1 if key in known else NONE for key in KEYED)


NONE = 0
CLASSES = _classes()
KINDS = max(CLASSES) + 1
ONES = np.array([n.bit_count() for n in range(1 << MOST_CONSONANTS)], np.int8)


def consonants(wholes: Iterable[bytes]) -> Codes:
    """(n, MOST_CONSONANTS): the classes of consonants of coded names that were padded to one length, in order; NONE behind the last."""
    kept = b"".join([whole.translate(CLASSES, UNKEYED)[:MOST_CONSONANTS].ljust(MOST_CONSONANTS, bytes([NONE])) for whole in wholes])
    return np.frombuffer(kept, np.uint8).reshape(-1, MOST_CONSONANTS)


def places(sounds: Codes) -> Bits:
    """(n, KINDS): where in a name each class stands, the first place as the lowest bit."""
    out = np.zeros((len(sounds), KINDS), np.uint16)
    rows = np.arange(len(sounds))
    for place in range(sounds.shape[1]):
        out[rows, sounds[:, place]] |= np.uint16(1 << place)
    out[:, NONE] = 0
    return out


def apart(where: Bits, left: NDArray[np.intp], lengths: Codes, right: Codes, lengths_too: Codes) -> NDArray[np.int8]:
    """The edit distance of rows `left` of `where` (as `places` gives it; `lengths` of those names) and the rows of `right`, consonants in order."""
    out = np.empty(len(left), np.int8)
    order = np.argsort(~lengths_too, kind="stable")
    flat = where.ravel()
    for begin in range(0, len(order), BLOCK):
        rows = order[begin : begin + BLOCK]
        end = lengths_too[rows]
        row, letters = left[rows] * KINDS, np.ascontiguousarray(right[rows].T)
        up, down = np.full(len(rows), 0xFFFF, np.uint16), np.zeros(len(rows), np.uint16)
        for place in range(int(end.max(initial=0))):
            more = int(np.count_nonzero(end > place))
            up_, down_ = up[:more], down[:more]
            here = flat.take(row[:more] + letters[place, :more])
            level = (((here & up_) + up_) ^ up_) | here | down_
            rise, fall = down_ | ~(level | up_), level & up_
            rise += rise
            rise |= 1
            fall += fall
            np.bitwise_or(fall, ~(level | rise), out=up_)
            np.bitwise_and(rise, level, out=down_)
        own = ((1 << lengths[rows].astype(np.int32)) - 1).astype(np.uint16)
        out[rows] = end.astype(np.int8) + ONES[up & own] - ONES[down & own]
    return out
