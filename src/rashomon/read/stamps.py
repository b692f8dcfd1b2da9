"""Days and moments as metadata writes them: ISO 8601, RFC 822, numbers run together, what JavaScript prints."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate, parsedate_to_datetime

from rashomon import edtf

ISO = re.compile(r"\s*(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
BARE = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T|\s*$)")
MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
SPOKEN = re.compile(r"\s*(?:mon|tue|wed|thu|fri|sat|sun)\w*,? (\w{3})\w* (\d\d?),? (\d{4})\b", re.I)
PRINTED = re.compile(r"\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
LONGEST = 80  # characters of a value that are looked at


def day(value: object) -> str | None:
    """The day that a value begins with, as EDTF; None for anything that names none."""
    if not isinstance(value, str):
        return None
    words = value[:LONGEST]
    found: tuple[int, ...] | None = None
    if match := ISO.match(words) or BARE.match(words):
        found = tuple(int(g) for g in match.groups())
    elif (match := SPOKEN.match(words)) and match[1].lower() in MONTHS:
        found = (int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    elif re.match(r"\s*(?:[A-Za-z]{3}, )?\d\d? [A-Za-z]{3} \d{4}", words) and (parsed := parsedate(words)):
        found = parsed[:3]
    if found is None or not 1000 <= found[0] <= 9999:
        return None
    out = f"{found[0]:04d}-{found[1]:02d}-{found[2]:02d}"
    return out if edtf.is_valid(out) else None


def moment(value: object) -> datetime | None:
    """The moment that a value names, with its distance from UTC; None where it names none or not in full."""
    if not isinstance(value, str):
        return None
    words = value.strip()[:LONGEST]
    if match := PRINTED.match(words):
        words = f"{match[2]} {match[1]} {match[3]} {match[4]} {match[5]}"
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        try:
            found = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if found.tzinfo is None and words.endswith("-0000"):  # RFC 5322: UTC, by a machine that does not tell where it stands
            return found.replace(tzinfo=UTC)
    return found if found.tzinfo is not None else None


def is_local(when: datetime) -> bool:
    """Whether a moment is told by a clock other than that of Greenwich."""
    return when.utcoffset() != timedelta(0)


def utc(value: object) -> str | None:
    """A moment as UTC to the second (`2031-05-06T10:00:00Z`), or the bare day where no more is told."""
    when = moment(value)
    try:
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else day(value)
    except (OverflowError, ValueError):
        return None


def day_of_address(url: str) -> str | None:
    """The day in an address (`/2031/05/06/`, `/20310506-`), where there is just one."""
    days = {"-".join(f"{int(g):02d}" for g in m.groups() if g) for m in IN_ADDRESS.finditer(url.split("?")[0])}
    found = days.pop() if len(days) == 1 else None
    return found if found and edtf.is_valid(found) else None
