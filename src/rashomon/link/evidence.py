"""What speaks for and against two names being one, as numbers: what agrees, what is left out, what stands against what.

Every number is the same whichever name comes first: the name with fewer parts is taken for the short one, and where both have as
many, the one that sorts first. `NAMES` says what each column holds; the weights in `link/data/names.npz` belong to this list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from rashomon.link.acronyms import fit
from rashomon.link.alignment import AGREE, FAR, Aligned, Alone, Floats, Ints, LetterCosts, align, lengths_of, letters_shared
from rashomon.link.consonants import Bits, Codes, apart, consonants, places
from rashomon.link.parts import (
    ACRONYM,
    ARABIC,
    BODY,
    DAUGHTER,
    INITIAL,
    IS_COMMON,
    IS_KIND,
    IS_PLACE,
    IS_SIDE,
    IS_WORD,
    KUNYA,
    MOST_PARTS,
    MOST_WHOLE,
    NUMBER,
    PERSON,
    PLACE,
    SON,
    TITLED,
    Parsed,
    Table,
)  # fmt: skip

NAMES = (
    "person", "body", "place", "across scripts", "both Arabic", "parts of the short", "parts of the long", "parts that agree",
    "worst agreement", "mean cost of agreement", "weight that agrees", "most weight of one that agrees", "weight without common names",
    "share of the less agreeing", "share of the more agreeing", "left over, less", "left over, more", "parts left over, less", "parts left over, more",
    "nearest of what is left over", "contradiction", "first against first", "last against last", "first of the short left over", "first of the long left over",
    "last of the short left over", "last of the long left over", "place of the short's first", "place of the short's last from the end", "order turned",
    "cost as one word", "cost as one word, in nats", "letters of the shorter", "initials that agree", "initials left over", "kunyas left over", "a title", "a daughter and a son", "son of",
    "sides against sides", "sides left over", "kinds that agree", "kinds left over", "words left over", "numbers left over", "places against places", "consonants apart", "consonants of the shorter", "last letters alike", "kunya against none", "the same letters", "given names against each other",
    "an acronym", "acronym letters at beginnings", "acronym letters found", "words begun by the acronym", "acronyms alike", "known as one or as two",
    "first of the short against any", "last of the short against any", "weight of the long's first left over", "weight of the long's last left over",
    "father and son", "commonest agree", "short covered", "rarest left over, short", "rarest left over, long", "least cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Names as tables of numbers. `rank` orders names, so that either order of a pair gives the same."""

    parsed: Sequence[Parsed]
    parts: Ints  # (n, MOST_PARTS)
    count: NDArray[np.int16]
    flags: NDArray[np.int16]
    family: NDArray[np.int8]
    whole: Codes  # (n, MOST_WHOLE): the name as one word
    letters: Codes  # how many it has
    alone: Alone  # what leaving all of them out costs
    sounds: Codes  # (n, MOST_CONSONANTS): its classes of consonants
    consonants: Codes  # how many it has
    places: Bits  # where each class stands
    rank: NDArray[np.int64]
    entry: Ints  # number of the known name, -1 where it is none


def columns(parsed: Sequence[Parsed], entries: Sequence[int], costs: LetterCosts) -> Columns:
    """Columns of names that were cut into parts. `entries` numbers the known names."""
    count = len(parsed)
    parts = np.zeros((count, MOST_PARTS), np.int32)
    lengths = np.array([len(p.parts) for p in parsed], np.int16)
    parts[np.arange(MOST_PARTS)[None, :] < lengths[:, None]] = np.fromiter((n for p in parsed for n in p.parts), np.int32, int(lengths.sum()))
    wholes = [p.whole.ljust(MOST_WHOLE, b"\0") for p in parsed]
    whole, sounds = np.frombuffer(b"".join(wholes), np.uint8).reshape(count, MOST_WHOLE), consonants(wholes)
    return Columns(
        parsed, parts, lengths, np.array([p.flags for p in parsed], np.int16), np.array([p.family for p in parsed], np.int8),
        whole, lengths_of(whole), costs.alone(whole), sounds, lengths_of(sounds), places(sounds),
        np.array([hash_of(p.folded) for p in parsed], np.int64), np.array(entries, np.int32),
    )  # fmt: skip


def hash_of(text: str) -> int:
    """A number by which names are ordered and known again, the same in every run: two names share one in 10^18 pairs."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of names with what was found: `x` (columns of NAMES, n), the pairing, and which name was taken for the short one."""

    x: Floats
    aligned: Aligned
    short: NDArray[np.intp]
    long: NDArray[np.intp]


def compare(one: Columns, left: NDArray[np.intp], two: Columns, right: NDArray[np.intp], table: Table, costs: LetterCosts, alone: Alone) -> tuple[Floats, Aligned, NDArray[np.bool_]]:  # fmt: skip
    """The evidence of pairs of rows of two tables of names (len(NAMES), n), the alignment of the short name with the long, and where they were swapped."""
    swapped = one.count[left] > two.count[right]
    swapped |= (one.count[left] == two.count[right]) & (one.rank[left] > two.rank[right])
    size = int(max(one.count[left].max(initial=1), two.count[right].max(initial=1)))
    a, b = one.parts[left, :size], two.parts[right, :size]
    short, long = np.where(swapped[:, None], b, a), np.where(swapped[:, None], a, b)
    aligned = align(short, long, table, costs, alone)
    flags = np.where(swapped, two.flags[right], one.flags[left]), np.where(swapped, one.flags[left], two.flags[right])
    x = np.zeros((len(NAMES), len(left)), np.float32)
    _whole(x, one, left, two, right, costs)
    _agreement(x, short, long, aligned, table)
    _names(x, one.family[left], flags[0], flags[1])
    known = (one.entry[left] >= 0) & (two.entry[right] >= 0)
    x[at("known as one or as two")] = np.where(known, np.where(one.entry[left] == two.entry[right], 1, -1), 0)
    x[at("the same letters")] = (one.rank[left] == two.rank[right]) & (one.count[left] == two.count[right])
    _acronyms(x, one, left, two, right)
    return x, aligned, swapped


_AT = {name: row for row, name in enumerate(NAMES)}


def at(name: str) -> int:
    return _AT[name]


def _names(x: Floats, family: NDArray[np.int8], short: NDArray[np.int16], long: NDArray[np.int16]) -> None:
    for name, value in (("person", PERSON), ("body", BODY), ("place", PLACE)):
        x[at(name)] = family == value
    x[at("across scripts")] = (short ^ long) & ARABIC != 0
    x[at("both Arabic")] = short & long & ARABIC != 0
    x[at("a title")] = (short | long) & TITLED != 0
    x[at("a daughter and a son")] = (short & DAUGHTER != long & DAUGHTER) & (short & long & SON != 0)
    x[at("son of")] = (short & SON != 0).astype(np.float32) + (long & SON != 0)


def _whole(x: Floats, one: Columns, left: NDArray[np.intp], two: Columns, right: NDArray[np.intp], costs: LetterCosts) -> None:
    """The names written as one word each, letter by letter and by classes of consonants."""
    crossing = (one.flags[left] ^ two.flags[right]) & ARABIC != 0
    lengths, lengths_too = one.letters[left], two.letters[right]
    for cross in (False, True):
        rows = np.flatnonzero(crossing == cross)
        if len(rows):
            i, j = left[rows], right[rows]
            total = one.alone[cross][i] + two.alone[cross][j]
            cost = total - letters_shared(one.whole[i], two.whole[j], lengths[rows], lengths_too[rows], cross, costs)
            x[at("cost as one word"), rows] = cost / np.maximum(total, 24)
            x[at("cost as one word, in nats"), rows] = cost / 16
    x[at("letters of the shorter")] = np.minimum(lengths, lengths_too)
    last, last_too = one.whole[left, np.maximum(lengths, 1) - 1], two.whole[right, np.maximum(lengths_too, 1) - 1]
    x[at("last letters alike")] = last == last_too
    lengths, lengths_too = one.consonants[left], two.consonants[right]
    x[at("consonants apart")] = apart(one.places, left, lengths, two.sounds[right], lengths_too)
    x[at("consonants of the shorter")] = np.minimum(lengths, lengths_too)


def _agreement(x: Floats, short: Ints, long: Ints, aligned: Aligned, table: Table) -> None:
    """What the alignment says."""
    size, count = short.shape[1], len(short)
    rows = np.arange(count)
    short, long = np.ascontiguousarray(short.T), np.ascontiguousarray(long.T)  # parts by rows, so that sums run over whole columns
    partner, of = np.ascontiguousarray(aligned.partner.T), np.ascontiguousarray(aligned.of.T)
    costs = np.ascontiguousarray(aligned.cost.transpose(1, 2, 0))
    there, there_too = short > 0, long > 0
    many, many_too = there.sum(0), there_too.sum(0)
    weight, weight_too = table.weight[short], table.weight[long]
    flags, flags_too = table.flags[short], table.flags[long]
    paired = partner >= 0
    beside = np.maximum(partner, 0).astype(np.intp)
    places = np.arange(size)[:, None]
    flat = beside * count + rows
    cost = np.where(paired, costs.reshape(-1).take(places * (size * count) + flat), np.float32(0))
    joint = np.where(paired, np.minimum(weight, weight_too.reshape(-1).take(flat)), np.float32(0))
    worth = joint * (1 - cost / (2 * AGREE))
    pairs = paired.sum(0)
    flags_beside = flags_too.reshape(-1).take(flat)
    x[at("parts of the short")], x[at("parts of the long")], x[at("parts that agree")] = many, many_too, pairs
    x[at("worst agreement")] = cost.max(0)
    x[at("mean cost of agreement")] = np.where(pairs > 0, (cost * joint).sum(0) / np.maximum(joint.sum(0), 0.1), FAR)
    agreed = worth.sum(0)
    x[at("weight that agrees")], x[at("most weight of one that agrees")] = agreed, worth.max(0)
    common = flags & IS_COMMON != 0
    x[at("weight without common names")] = np.where(common, 0, worth).sum(0)
    x[at("commonest agree")] = (common & paired).sum(0)
    left, left_too = there & ~paired, there_too & (of < 0)
    rest, rest_too = np.where(left, weight, 0), np.where(left_too, weight_too, 0)
    shares = agreed / np.maximum((weight * there).sum(0), 0.1), agreed / np.maximum((weight_too * there_too).sum(0), 0.1)
    x[at("share of the less agreeing")], x[at("share of the more agreeing")] = np.minimum(*shares), np.maximum(*shares)
    x[at("short covered")] = shares[0]
    sums, most, counts = (rest.sum(0), rest_too.sum(0)), (rest.max(0), rest_too.max(0)), (left.sum(0), left_too.sum(0))
    x[at("left over, less")], x[at("left over, more")] = np.minimum(*sums), np.maximum(*sums)
    x[at("parts left over, less")], x[at("parts left over, more")] = np.minimum(*counts), np.maximum(*counts)
    x[at("rarest left over, short")], x[at("rarest left over, long")] = most
    x[at("contradiction")] = np.minimum(*most)
    open_pairs = left[:, None, :] & left_too[None, :, :]
    given = (table.given[short, 0] >= 0)[:, None, :] & (table.given[long, 0] >= 0)[None, :, :]
    x[at("nearest of what is left over")] = np.where(open_pairs, costs, FAR).min((0, 1))
    x[at("given names against each other")] = (open_pairs & given).any((0, 1))
    kunya = paired & ((flags ^ flags_beside) & KUNYA != 0)
    x[at("kunya against none")] = kunya.sum(0) + (kunya[0] & (partner[0] == 0))  # at the beginning; at the end it is part of a family name
    ends, ends_too = np.maximum(many - 1, 0), np.maximum(many_too - 1, 0)
    x[at("first against first")], x[at("last against last")] = costs[0, 0], costs[ends, ends_too, rows]
    x[at("first of the short against any")], x[at("last of the short against any")] = costs[0].min(0), costs[ends, :, rows].min(1)
    x[at("least cost")] = costs.min((0, 1))
    x[at("first of the short left over")], x[at("first of the long left over")] = left[0], left_too[0]
    x[at("last of the short left over")], x[at("last of the long left over")] = left[ends, rows], left_too[ends_too, rows]
    x[at("weight of the long's first left over")], x[at("weight of the long's last left over")] = rest_too[0], rest_too[ends_too, rows]
    x[at("place of the short's first")] = partner[0]
    beside_last = partner[ends, rows]
    x[at("place of the short's last from the end")] = np.where(beside_last >= 0, ends_too - beside_last, -1)
    later = np.where(paired, partner, 127)
    x[at("order turned")] = (paired & (np.minimum.accumulate(later[::-1], 0)[::-1] < later)).sum(0)
    child = (partner[0] == 1) & left_too[0] & (many_too > many) & (many >= 2) & (counts[0] == 0)
    x[at("father and son")] = np.where(child, 1 + (table.given[long[0], 0] >= 0), 0)  # surer where the first is a known given name
    for name, flag in (
        ("initials", INITIAL),
        ("kunyas", KUNYA),
        ("sides", IS_SIDE),
        ("kinds", IS_KIND),
        ("words", IS_WORD),
        ("numbers", NUMBER),
        ("places", IS_PLACE),
    ):
        has, has_too = left & (flags & flag != 0), left_too & (flags_too & flag != 0)
        if name in ("sides", "places"):
            x[at(f"{name} against {name}")] = has.any(0) & has_too.any(0)
        if name != "places":
            x[at(f"{name} left over")] = has.sum(0) + has_too.sum(0)
        if name in ("initials", "kinds"):
            x[at(f"{name} that agree")] = (paired & ((flags | flags_beside) & flag != 0)).sum(0)


def _acronyms(x: Floats, one: Columns, left: NDArray[np.intp], two: Columns, right: NDArray[np.intp]) -> None:
    """Acronyms beside full names, pair by pair: there are few of them."""
    short, long = one.flags[left] & ACRONYM != 0, two.flags[right] & ACRONYM != 0
    for row in np.flatnonzero(short | long):
        a, b = one.parsed[left[row]], two.parsed[right[row]]
        x[at("an acronym"), row] = 1 + (a.acronym != "" and b.acronym != "")
        if a.acronym and b.acronym:
            x[at("acronyms alike"), row] = 1 if a.acronym == b.acronym else -1
        elif (a.acronym or b.acronym)[0] in (b.initials or a.initials):
            found = fit(a.acronym or b.acronym, b if a.acronym else a)
            for name, value in zip(("acronym letters at beginnings", "acronym letters found", "words begun by the acronym"), found, strict=True):
                x[at(name), row] = value
