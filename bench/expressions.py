"""Single time expressions of other projects' own test suites, read by this one: how many it finds, and resolves as they do.

    python -m bench.expressions FILE… [--errors N]

A file holds one expression a line as JSON: those of recognizers-text stand in sentences, with the TIMEX value and the days it may
mean; those of duckling stand alone, with the first moment they mean and its grain. Where a file tells which of them its own
project checks (`checked_upstream`), only those count. Duckling takes a bare "Monday" for the next one, a news report for the
last: so its expressions are put into a sentence that looks ahead ("They will come Monday."). An expression is right where its
days are those expected (or one of them), or its TIMEX value or its length is.

The same meaning written otherwise counts, another does not:

- The two ends of an interval are one expression there and two times here (as decision 30 has it): both ends must be right.
- "2014 to 2018" is written (2014-01-01,2018-01-01) there, the first day of each year that is named, and 2014/2018 here.
- "The next five days" begins tomorrow there and today here. The length must be the same, and the ends but for that day.
- Others count a length from their own moment, and so answer "seven days ago" with an hour (duckling), "two months ago" with a day
  and "two years ago" with a month or day. Here a value is never finer than its words: the day, month or year that holds theirs.
- Duckling's own clock stands at two hours behind Greenwich: 08:00 GMT is 06:00 there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rashomon import edtf
from rashomon.extract.times import times
from rashomon.lang import language
from rashomon.model import Span, Time
from rashomon.text.sentences import passages, sentences

FRAME = {"en": "They will come {}.", "ar": "سيأتون {}."}
GRAINS = {"day": 1, "week": 7}
SECONDS = {"S": 1, "M": 60, "H": 3600, "D": 86_400, "W": 604_800, "MO": 2_592_000, "Y": 31_536_000}
DAY = timedelta(days=1)
TRIPLE = re.compile(r"\(([^,]+),([^,]+),(?P<length>P[^)]*)\)")
LENGTH = re.compile(
    r"P(?:(?P<Y>[\d.]+)Y)?(?:(?P<MO>[\d.]+)M)?(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?(?:T(?:(?P<H>[\d.]+)H)?(?:(?P<M>[\d.]+)M)?(?:(?P<S>[\d.]+)S)?)?"
)


def read(text: str, code: str, published: str) -> list[Time]:
    """The times of a text that was published on a day."""
    lang = language(code)
    return times(text, "", sentences(text, passages(text, [Span(0, len(text))]), lang), lang, published)


def seconds(length: str | None) -> float | None:
    """An ISO 8601 duration in seconds, a month of 30 and a year of 365 days."""
    match = LENGTH.fullmatch(length or "")
    return sum(float(n) * SECONDS[unit] for unit, n in match.groupdict().items() if n) if match else None


def judged(item: dict[str, Any]) -> tuple[int, int, int] | None:
    """(expected, found, right) of one line; None where it is no time expression."""
    if "timexes" in item:
        found = read(item["text"], item["lang"], item["dct"])
        pairs = [(g, max(found, key=lambda t: min(t.end, g["end"]) - max(t.start, g["start"]), default=None)) for g in item["timexes"]]
        met = [(g, t) for g, t in pairs if t is not None and t.start < g["end"] and g["start"] < t.end]
        return (
            len(pairs),
            len(met),
            sum(_as_recognizers(g, t) or _both_ends(g, [f for f in found if f.start < g["end"] and g["start"] < f.end]) for g, t in met),
        )
    if not re.search(r"_(?:time|duration)_", item["id"]) or not ("grain" in item or "DurationData" in item["expect"]):
        return None
    before, _, after = FRAME[item["lang"]].partition("{}")
    text = before + item["text"] + after
    found = [t for t in read(text, item["lang"], item["ref"][:10]) if t.start < len(text) - len(after) and t.end > len(before)]
    best = max(found, key=lambda t: t.end - t.start, default=None)
    return 1, int(best is not None), int(best is not None and (_as_duckling(item, best) or _hours(item, found)))


def _days(time: Time) -> tuple[date | None, date | None] | None:
    value = time.interval or time.value
    return tuple(edtf.bounds(value)) if value and edtf.is_valid(value) else None  # type: ignore[return-value]


def _as_recognizers(gold: dict[str, Any], time: Time) -> bool:
    wanted = {gold["value"], *gold.get("alt_values", [])}
    if time.timex in wanted or ("T" in (time.timex or "") and _clock(time.timex) in {_clock(w) for w in wanted if str(w).startswith("T")}):
        return True
    if _counted(time) in ("month", "year") and re.fullmatch(r"\d{4}-\d\d-\d\d", gold["value"]):
        return bool(str(gold["value"]).startswith(str(time.value).rstrip("~")))
    length = seconds(gold["value"])
    if length is not None and length == seconds(time.timex):
        return True
    days, options = _days(time), [*(gold.get("resolution") or []), gold.get("future") or {}, gold.get("past") or {}]
    return days is not None and any(days in (e, (e[0], e[1] + timedelta(days=1) if e[1] else None)) for o in options if (e := _expected(o)))


def _both_ends(gold: dict[str, Any], found: Sequence[Time]) -> bool:
    """Whether the times found have the two ends of an expected interval "(first,last,length)"."""
    if not (match := TRIPLE.fullmatch(gold["value"])):
        return False
    ends, length = match.groups()[:2], match["length"]
    if all("T" in end for end in ends):
        told = [t.timex or "" for t in (found[0], found[-1])]
        return len(found) > 1 and all(_clock(a) == _clock(b) and ("-" not in b or a[:10] == b[:10]) for a, b in zip(told, ends, strict=True))
    whole = found[0].interval or found[0].value or ""
    if len(found) > 1 and found[0].value and found[-1].value:
        whole = f"{found[0].value.split('/')[0]}/{found[-1].value.split('/')[-1]}"
    if "/" not in whole or ".." in whole or not edtf.is_valid(whole):
        return False
    periods = [edtf.bounds(end) for end in whole.split("/")]
    options = {(str(o.get("start"))[:10], str(o.get("end"))[:10]) for o in (*(gold.get("resolution") or []), gold.get("future") or {}, gold.get("past") or {})}
    if {ends, *options} & {tuple(p.earliest.isoformat() for p in periods if p.earliest)}:
        return True
    if seconds(length) is None or seconds(length) != seconds(found[0].timex):
        return False
    days = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in options if re.fullmatch(r"[\d-]{10}", a) and re.fullmatch(r"[\d-]{10}", b)]
    return any(all(p.earliest - DAY <= day <= p.latest + DAY for p, day in zip(periods, pair, strict=True) if p.earliest and p.latest) for pair in days)


def _hours(item: dict[str, Any], found: Sequence[Time]) -> bool:
    """Whether two times of day are the first and the last moment of an interval that duckling expects (it ends one grain later)."""
    if len(found) < 2 or "from" not in item or item.get("grain") not in ("hour", "minute"):
        return False
    last = datetime.fromisoformat(item["to_exclusive"]) - timedelta(**{f"{item['grain']}s": 1})
    return [_moment(t) for t in (found[0], found[-1])] == [datetime.fromisoformat(item["from"]), last]


def _moment(time: Time) -> datetime | None:
    """The time of day of a value, by duckling's own clock."""
    match = re.match(r"\d{4}-\d\d-\d\dT\d\d(?::\d\d(?::\d\d)?)?", time.timex or "")
    moment = datetime.fromisoformat(match[0] if ":" in match[0] else f"{match[0]}:00") if match and "T24" not in match[0] else None
    return moment - timedelta(hours=2) if moment and (time.timex or "").endswith("Z") else moment


def _clock(value: str | None) -> str:
    """The time of day of a TIMEX value, without minutes that are none."""
    return str(value).split("T")[-1].removesuffix("Z").removesuffix(":00").removesuffix(":00")


def _expected(option: dict[str, Any]) -> tuple[date | None, date | None] | None:
    """First and last day of one resolution (its end is the first day behind it)."""
    first, last = (str(option.get(k) or option.get(f"{k}Date") or "")[:10] for k in ("start", "end"))
    one = str(option.get("value") or option.get("date") or "")[:10]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", one):
            return date.fromisoformat(one), date.fromisoformat(one)
        if first or last:
            return date.fromisoformat(first) if first else None, date.fromisoformat(last) - timedelta(days=1) if last else None
    except ValueError:
        return None
    return None


def _as_duckling(item: dict[str, Any], time: Time) -> bool:
    if "grain" not in item:
        amount, unit = re.findall(r"DurationData (\d+) (\w+)", item["expect"])[0] if "DurationData" in item["expect"] else ("", "")
        unit = {"Second": "S", "Minute": "M", "Hour": "H", "Day": "D", "Week": "W", "Month": "MO", "Quarter": "Q", "Year": "Y"}.get(unit, "")
        wanted = float(amount) * (3 * SECONDS["MO"] if unit == "Q" else SECONDS.get(unit, 0)) if amount else None
        return wanted is not None and seconds(time.timex) == wanted
    days, grain = _days(time), item["grain"]
    if "value" in item:
        at = item["value"]
        if grain in ("hour", "minute", "second"):
            if (moment := _moment(time)) is not None:
                return moment == datetime.fromisoformat(at)
            return grain == "hour" and _counted(time) == "day" and time.value == at[:10]
        if _counted(time) in ("month", "year") and grain == {"month": "day", "year": "month"}[_counted(time)]:
            return bool(at.startswith(str(time.value).rstrip("~")))
        first = date.fromisoformat(at[:10])
        last = (
            first + timedelta(days=GRAINS[grain] - 1)
            if grain in GRAINS
            else edtf.add_months(first, {"month": 1, "quarter": 3, "year": 12}[grain]) - timedelta(days=1)
        )
        return days == (first, last)
    first, behind = date.fromisoformat(item["from"][:10]), date.fromisoformat(item["to_exclusive"][:10])
    return days == (first, behind - timedelta(days=1) if item["to_exclusive"][11:13] == "00" else behind)


def _counted(time: Time) -> str:
    """The unit of a value that was counted from the report's own day, to the precision of its words; "" for any other."""
    plain = (time.value or "").rstrip("~")
    return {4: "year", 7: "month", 10: "day"}.get(len(plain), "") if "counted from" in time.how and "/" not in plain else ""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            item = json.loads(line)
            if item.get("checked_upstream", True):
                yield item


def measure(path: Path, errors: int = 0) -> dict[str, float]:
    """Shares of the expected expressions that were found, and resolved as expected."""
    wanted = found = right = 0
    for item in lines(path):
        if (row := judged(item)) is None:
            continue
        wanted, found, right = wanted + row[0], found + row[1], right + row[2]
        if row[2] < row[0] and errors > 0:
            errors -= 1
            print(item["text"], "|", [g["value"] for g in item["timexes"]] if "timexes" in item else item["expect"])
    return {"found": found / wanted, "right": right / wanted}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many that are not right")
    args = parser.parse_args(argv)
    for path in args.files:
        print(f"{path.name:34} " + "  ".join(f"{what} {share:.3f}" for what, share in measure(path, args.errors).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
