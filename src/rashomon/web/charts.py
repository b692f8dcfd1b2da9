"""Charts as SVG of our own (decision 7): presentation attributes only, so that a page needs no inline style and a saved picture looks the same.

Lengths are units of the drawing. Colours are classes in a page, whose style sheet knows dark and light, and attributes in a saved file.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, log10, pi, radians, sin

from markupsafe import Markup

from rashomon import edtf
from rashomon.browsing.answers import Count, Handing, Place
from rashomon.export.html import CONTROLS, number, round_steps
from rashomon.views.figures import Group

BLUE, RUST, GREY, INK, PALE = "#0b5a8a", "#8a3a0b", "#5d5a54", "#1c1b19", "#d9d4c9"
MOST_BARS = 60
WIDTH = 720
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif"


def _svg(width: float, height: float, label: str, inner: Markup, classes: str = "chart", role: str = "img") -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" width="{}" height="{}" role="{}" aria-label="{}" font-family="{}" font-size="11">{}</svg>'
    ).format(classes, width, height, width, height, role, label, FONT, inner)


def _text(x: float, y: float, value: str, anchor: str = "start", fill: str = GREY, size: int = 11) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}" class="{}" font-size="{}">{}</text>').format(
        round(x, 1), round(y, 1), anchor, fill, "c-soft" if fill == GREY else "c-ink", size, value
    )


def _own(value: str, most: int) -> str:
    """Words of a report for a label: cut, without control characters, and isolated, so that neither direction disturbs the other."""
    value = "".join("\ufffd" if c in CONTROLS else c for c in " ".join(value.split()))
    return f"\u2068{value if len(value) <= most else value[: most - 1] + '…'}\u2069"


def months(counts: Sequence[Count], link: str = "", what: str = "events") -> Markup:
    """Bars by month, or by year where the months are too many; `link` is an address that a month is put behind (`…&from=`)."""
    found = {c.value or "": c.n for c in counts}
    if not found:
        return Markup("")
    unit, steps = "month", _months(min(found), max(found))
    if len(steps) > MOST_BARS:
        unit, years = "year", dict[str, int]()
        for value, n in found.items():
            years[value[:4]] = years.get(value[:4], 0) + n
        found, steps = years, [f"{y:04}" for y in range(int(min(years)), int(max(years)) + 1)][-MOST_BARS:]
    bars = [(s, found.get(s, 0)) for s in steps]
    top, height, base = max(n for _, n in bars), 120, 92
    step = min(46.0, (WIDTH - 10) / len(bars))
    wide = max(3.0, step * 0.78)
    every = max(1, ceil((64 if unit == "month" else 40) / step))
    inner = Markup('<line x1="0" y1="{0}" x2="{1}" y2="{0}" stroke="{2}" class="rule"/>').format(base, WIDTH, PALE)
    for i, (value, n) in enumerate(bars):
        x, tall = 5 + i * step, max(2.0, n / top * (base - 16)) if n else 0.0
        bar = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" class="bar"><title>{}: {}</title></rect>').format(
            round(x, 1), round(base - tall, 1), round(wide, 1), round(tall, 1), BLUE, value, n
        )
        if link and n:
            target = f"{link}from={value}&to={value}"
            bar = Markup('<a href="{}" aria-label="{}: {} {}"><rect x="{}" y="0" width="{}" height="{}" fill="none" pointer-events="all"/>{}</a>').format(
                target, edtf.in_words(value), n, what, round(x - 1, 1), round(max(step, 8), 1), base, bar
            )
        inner += bar
        if i % every == 0:
            inner += _text(x, base + 15, value)
        if tall > 12 and step > 18:
            inner += _text(x + wide / 2, base - tall - 3, str(n), "middle")
    return _svg(WIDTH, height, f"{sum(n for _, n in bars):,} {what} by {unit}", inner, role="group" if link else "img")


def _months(first: str, last: str) -> list[str]:
    """Every month from one to another, both included ("2031-05")."""
    begin, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(begin, end + 1)]


def span_bar(when: str | None, low: str, high: str) -> Markup:
    """How sure a day is: a tick for a day, a bar as wide as the doubt, on the scale of the days from `low` to `high`."""
    begin, end = edtf.columns(when)
    if begin is None or end is None or not low or not high:
        return Markup("")
    first, last = _day(low), _day(high)
    reach = max(last - first, 1.0)
    x = (max(_day(begin), first) - first) / reach * 100
    wide = max(1.5, (min(_day(end), last) - max(_day(begin), first)) / reach * 100)
    return Markup(
        '<svg class="span" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="2.5" width="100" height="1" fill="{}" class="rule-fill"/>'
        '<rect x="{}" y="0" width="{}" height="6" fill="{}" class="bar"/></svg>'
    ).format(PALE, round(min(x, 98.5), 2), round(min(wide, 100), 2), BLUE)


def _day(value: str) -> float:
    year, month, day = ([*value.split("-"), "1", "1"])[:3]
    return int(year) * 365.25 + int(month) * 30.44 + int(day)


def group(g: Group) -> Markup:
    """Figures of a group on one scale: a dot is a number, a line a range, an arrow an open end; logarithmic where the largest is fifty
    times the smallest. Echoes are not drawn again."""
    values = [v for v in g.values if v.echo_of is None]
    ends = [x for v in values for x in (v.figure.low, v.figure.high) if x is not None and x > 0]
    top, least = max(ends, default=1.0), min(ends, default=1.0)
    logarithmic = top / max(least, 1e-9) > 50
    low, high = (log10(least) - 0.1, log10(top) + 0.1) if logarithmic else (0.0, top * 1.12)
    left, right = 250.0, WIDTH - 20.0

    def at(x: float) -> float:
        value = log10(max(x, 1e-9)) if logarithmic else x
        return left + max(0.0, min(1.0, (value - low) / (high - low or 1))) * (right - left)

    line, inner = 34, Markup("")
    height = 26 + line * len(values)
    steps = [10.0**p for p in range(int(low), int(high) + 1)] if logarithmic else sorted(round_steps(top))
    for s in steps:
        if left <= at(s) <= right:
            inner += Markup('<line x1="{0}" y1="4" x2="{0}" y2="{1}" stroke="{2}" class="rule"/>').format(round(at(s), 1), height - 20, PALE)
            inner += _text(at(s), height - 6, number(float(s)), "middle")
    for i, v in enumerate(values):
        y, f = 18 + i * line, v.figure
        colour, kind = (RUST, "bar apart") if v.differs_from else (BLUE, "bar")
        one, two = at(f.low) if f.low is not None else left, at(f.high) if f.high is not None else right
        inner += _text(left - 12, y - 1, _own(v.source.speaker.name, 34), "end", INK, 12)
        inner += _text(left - 12, y + 12, f"{_own(f.text, 26)}, {v.source.cite.published or 'no date'}", "end")
        if f.low is None or f.high is None:
            inner += Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" class="{} line" stroke-width="2" stroke-dasharray="3 4"/>').format(
                round(one, 1), y, round(two, 1), y, colour, kind
            )
        elif two - one > 1:
            inner += Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" class="{} line" stroke-width="4" stroke-linecap="round"/>').format(
                round(one, 1), y, round(two, 1), y, colour, kind
            )
        for value, x in ((f.low, one), (f.high, two)):
            if value is not None:
                inner += Markup('<circle cx="{}" cy="{}" r="5" fill="{}" class="{}"><title>{}</title></circle>').format(
                    round(x, 1), y, colour, kind, number(value)
                )
    return _svg(WIDTH, height, f"{g.category}, {g.about}: {len(values)} figures", inner)


def handings(rows: Sequence[Handing]) -> Markup:
    """Outlets on a circle, a line from each that repeats or quotes to whom it repeats, thicker the more often."""
    names = list(dict.fromkeys(n for r in rows for n in (r.of, r.by)))[:24]
    if len(names) < 2:
        return Markup("")
    size, radius = 460.0, 140.0
    where = {
        n: (WIDTH / 2 + radius * cos(2 * pi * i / len(names) - pi / 2), size / 2 + radius * sin(2 * pi * i / len(names) - pi / 2)) for i, n in enumerate(names)
    }
    inner = Markup(
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{}" class="c-soft"/></marker></defs>'
    ).format(GREY)
    top = max(r.copies + r.clippings for r in rows)
    for r in rows:
        if r.by in where and r.of in where:
            (x, y), (u, v) = where[r.by], where[r.of]
            wide = 1 + 3 * (r.copies + r.clippings) / top
            inner += Markup(
                '<path d="M{} {}Q{} {} {} {}" fill="none" stroke="{}" class="{} line" stroke-width="{}" marker-end="url(#tip)"><title>{}</title></path>'
            ).format(
                round(x, 1), round(y, 1), WIDTH / 2, size / 2, round(u, 1), round(v, 1), BLUE if r.copies else RUST, "bar" if r.copies else "bar apart", round(wide, 1),
                f"{r.by or 'outlet not stated'} → {r.of or 'outlet not stated'}: {r.copies} copies, {r.clippings} clippings",
            )  # fmt: skip
    for n, (x, y) in where.items():
        anchor = "middle" if abs(x - WIDTH / 2) < 20 else "start" if x > WIDTH / 2 else "end"
        inner += Markup('<circle cx="{}" cy="{}" r="5" fill="{}" class="dot"/>').format(round(x, 1), round(y, 1), INK)
        inner += _text(
            x + (9 if anchor == "start" else -9 if anchor == "end" else 0),
            y + (4 if anchor != "middle" else -10 if y < size / 2 else 20),
            _own(n or "outlet not stated", 30),
            anchor,
            INK,
            12,
        )
    return _svg(WIDTH, size, "Who repeats and quotes whom", inner)


def world(places: Sequence[Place], link: str = "/entities/") -> Markup:
    """Places on a grid of degrees (plate carrée, true at the middle latitude): a circle each, larger the more events it has. No outlines."""
    if not places:
        return Markup("")
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    margin = max(0.5, 0.08 * max(north - south, east - west))
    south, north, west, east = max(-90.0, south - margin), min(90.0, north + margin), west - margin, east + margin
    shrink = max(0.2, cos(radians((south + north) / 2)))
    scale = min(WIDTH / ((east - west) * shrink), 560 / (north - south))
    width, height = (east - west) * shrink * scale, (north - south) * scale
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 30, 60) if max(north - south, east - west) / s <= 9)
    inner = Markup('<rect width="{}" height="{}" fill="none" stroke="{}" class="rule"/>').format(round(width, 1), round(height, 1), PALE)
    line = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" class="rule"/>')
    for i in range(int(west // step), int(east // step) + 2):
        x = (i * step - west) * shrink * scale
        if 0 <= x <= width:
            inner += line.format(round(x, 1), 0, round(x, 1), round(height, 1), PALE) + _text(x + 3, height - 4, f"{i * step:g}°")
    for i in range(int(south // step), int(north // step) + 2):
        y = (north - i * step) * scale
        if 0 <= y <= height:
            inner += line.format(0, round(y, 1), round(width, 1), round(y, 1), PALE) + _text(3, y - 3, f"{i * step:g}°")
    top = max(max(p.events for p in places), 1)
    taken: list[tuple[float, float]] = []
    for p in sorted(places, key=lambda p: (-p.events, -p.mentions, p.name)):
        x, y = (p.longitude - west) * shrink * scale, (north - p.latitude) * scale
        r = 4 + 12 * (p.events / top) ** 0.5
        dot = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" fill-opacity="0.55" class="bar"><title>{}</title></circle>').format(
            round(x, 1), round(y, 1), round(r, 1), BLUE, f"{p.name}: {p.events} events, named {p.mentions} times"
        )
        inner += Markup('<a href="{}{}">{}</a>').format(link, p.id, dot) if link else dot
        if all(abs(x - u) > 90 or abs(y - v) > 13 for u, v in taken):
            taken.append((x, y))
            end = x > width - 100
            inner += _text(x - r - 3 if end else x + r + 3, y + 4, _own(p.name, 30), "end" if end else "start", INK, 12)
    return _svg(round(width, 1), round(height, 1), f"{len(places)} places", inner, "chart map", "group" if link else "img")


def saved(svg: Markup) -> bytes:
    """A chart as a file: with white paper beneath, and without links."""
    plain = str(svg or _svg(WIDTH, 40, "nothing to draw", _text(8, 24, "Nothing to draw.")))
    head = plain.index(">") + 1
    return ("<?xml version='1.0' encoding='UTF-8'?>\n" + plain[:head] + '<rect width="100%" height="100%" fill="#fff"/>' + plain[head:]).encode(
        "utf-8", "xmlcharrefreplace"
    )
