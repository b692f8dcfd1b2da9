"""How answers look in a terminal. Text of reports is printed as text: no markup, no control characters, and isolated for
direction, so that a terminal which knows Arabic sets each piece by itself. Piped output is plain and never wrapped."""

from __future__ import annotations

import itertools
import re
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from rashomon.edtf import in_words
from rashomon.lang.folding import ARABIC, ARABIC_RUN

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from rashomon.errors import InputError
    from rashomon.link.geonames import LoadedPlaces
    from rashomon.link.variants import Variant
    from rashomon.model import Apart, Figure, Join, Judgement
    from rashomon.pipeline.building import Summary
    from rashomon.pipeline.lists import NameList
    from rashomon.pipeline.outline import Outline
    from rashomon.views.check import Checked
    from rashomon.views.disputes import Dispute, Side
    from rashomon.views.dossier import Dossier
    from rashomon.views.entities import Listing
    from rashomon.views.figures import Group
    from rashomon.views.passage import Shown
    from rashomon.views.search import Hit
    from rashomon.views.snapshot import Cite, Spoken
    from rashomon.views.timeline import Entry

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
LONGEST = 300
SHOWN_PAIRS = {"conflict": 5, "update": 4, "scope": 2, "same": 1}  # pairs of figures shown of each verdict in a group
STYLES = {"deny": "red", "demand": "magenta", "threaten": "red", "promise": "green", "decline": "yellow", "question": "cyan"}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """A reader that stops early is no error; the command line decides what to do."""
        raise BrokenPipeError


def _console() -> Console:
    return _Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


def words(text: str, most: int = LONGEST) -> str:
    """Text of a report made safe to print: one line, no control characters, isolated when it is Arabic."""
    return isolated(_safe(text, most))


def sentence(text: str, most: int = LONGEST) -> str:
    """A sentence of ours that names things in either script, made as safe, with each Arabic stretch isolated by itself."""
    clean = _safe(text, most)
    return ARABIC_RUN.sub(lambda run: f"\u2068{run[0]}\u2069", clean) if sys.stdout.isatty() else clean


def _safe(text: str, most: int) -> str:
    clean = CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.replace("\ufeff", "").split()))
    return clean if len(clean) <= most else clean[:most].rsplit(" ", 1)[0] + " …"


def isolated(text: str) -> str:
    """Text in a first-strong isolate when it holds Arabic and goes to a terminal, so that what stands around it keeps its order."""
    return f"\u2068{text}\u2069" if ARABIC.search(text) and sys.stdout.isatty() else text


def warn(message: str) -> None:
    """One line on standard error, made safe to print."""
    print(words(message, 2000), file=sys.stderr)


def _cite(cite: Cite) -> str:
    outlet = words(cite.outlet or "outlet not stated", 60)
    return f"{outlet}, {in_words(cite.published)}, {words(cite.file, 80)}:{cite.start}" + (" (removed)" if cite.removed else "")


def _print(*parts: str | tuple[str, str], indent: int = 0, console: Console | None = None) -> None:
    (console or _console()).print(Text.assemble(" " * indent, *parts))


class Progress:
    """Progress on standard error: a bar with rate and time left in a terminal, nothing when piped or quiet."""

    def __init__(self, quiet: bool) -> None:
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}
        self._quiet = quiet or not sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._quiet or (step == "read" and total == 0):
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

        if self._bar is None:
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._began = time.monotonic()
        if step not in self._tasks:
            label = {"read": "reading files", "link": "linking names and events", "places": "loading places"}[step]
            self._tasks[step] = self._bar.add_task(label, total=total, rate="")
        spent = time.monotonic() - self._began
        rate = f"{done / spent:.1f}/s" if step == "read" and done and spent > 0 else ""
        self._bar.update(self._tasks[step], completed=done, total=total, rate=rate)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def print_outline(outline: Outline) -> None:
    """What would be read of one document: what it says of itself with where (a star marks what was chosen), and what it holds."""
    indent = "  " if outline.parent else ""
    print(f"{indent}{words(outline.file, 200)}" if not outline.parent else f"{indent}clipping: {words(outline.outlet or 'outlet not stated', 80)}")
    counts = [f"{outline.words:,} words", *(f"{n} {what}" for n, what in (
        (outline.clutter, "characters of clutter"), (outline.clippings, "clippings"), (outline.turns, "turns"), (outline.quotes, "quotes set apart"), (outline.pages, "pages")) if n)]  # fmt: skip
    print(f"{indent}  {outline.genre}, {outline.language or 'language unknown'}; {', '.join(counts)}")
    for name, value in (("title", outline.title), ("outlet", outline.outlet), ("author", outline.author), ("published", outline.published)):
        own = [e for e in outline.evidence if e.field == name]
        chosen = next((e for e in own if e.chosen), None)
        shown = in_words(value) if name == "published" else words(value, 120) if value else "–"
        print(f"{indent}  {name + ':':11}{shown}" + (f"  ({words(chosen.where, 80)})" if chosen else ""))
        for e in own:
            if e is not chosen and (chosen is None or e.value != chosen.value):
                print(f"{indent}             not {words(e.value, 80)}  ({words(e.where, 80)})")
    for e in outline.evidence:
        if e.field not in ("title", "outlet", "author", "published"):
            print(f"{indent}  {e.field + ':':11}{words(e.value, 120)}  ({words(e.where, 80)})")
    for c in outline.custody:
        told = [words(t, 120) for t in (c.url, c.time, c.digest) if t]
        holds = {True: "the digest holds", False: "THE DIGEST DOES NOT HOLD", None: ""}[c.holds]
        print(f"{indent}  taken by:  {', '.join([words(c.tool, 40), *told, *([holds] if holds else [])])}")
    print(f"{indent}  begins:    {words(outline.begins, 160)}")
    for note in outline.notes:
        print(f"{indent}  note:      {words(note, 300)}")


def print_summary(summary: Summary, store: str, quiet: bool = False) -> None:
    for problem in summary.problems:
        warn(f"skipped: {problem}")
    for note in summary.notes:
        warn(f"note: {note}")
    if quiet:
        return
    counts = [
        (summary.read, "read"), (summary.unchanged, "unchanged"), (summary.new_versions, "new versions of known files"), (summary.removed, "gone from the folder, kept and marked"),
        (summary.returned, "back again"), (len(summary.problems), "skipped"), (summary.ignored, "hidden files left out"),
    ]  # fmt: skip
    shown = ", ".join(f"{n} {label}" for n, label in counts if n)
    _print(
        f"{store}: {shown or 'nothing to read'}"
        + (f"; {summary.words:,} words" if summary.words else "")
        + ("; linked anew" if summary.linked else "; links unchanged")
    )


def _spoken(s: Spoken, indent: int, console: Console) -> None:
    stance = "" if s.stance == "assert" else f" [{s.stance}]"
    mark = "“{}”" if s.form == "direct" else "{}"
    _print((words(s.speaker.name, 60), "bold"), (stance, STYLES.get(s.stance, "")), ": ", mark.format(words(s.cite.text)), indent=indent, console=console)
    if s.proposition:
        _print(("asked: ", "dim"), words(s.proposition, 160), indent=indent + 2, console=console)
    through = " → ".join(words(w.name, 60) for w in s.chain)
    said = f"; said {in_words(s.said)}" if s.said else ""
    echo = f"; echo of {words(s.echo_of, 60)}" if s.echo_of else ""
    seat = f"; for a government ({sentence(s.government, 100)})" if s.government else ""
    _print((f"{through}{said}{echo}{_sureness(s)}{seat}; {_cite(s.cite)}  {s.cite.id}", "dim"), indent=indent + 2, console=console)


def _sureness(spoken: Spoken | None) -> str:
    """How sure a model is of a statement it found, behind what stands before it."""
    return "" if spoken is None or spoken.confidence is None else f"; model, {spoken.confidence:.2f}"


def print_hidden(count: int, least: float, aside: bool) -> None:
    """How many lines an answer lacks because a model is less sure of them than `least`; `aside`: on standard error."""
    told = f"{count} {'line' if count == 1 else 'lines'} hidden, of which a model is less sure than {least:g} (--min-confidence 0 shows {'it' if count == 1 else 'them'})"
    if aside:
        warn(told)
    else:
        _print((told, "dim"))


def _echoed(said: Sequence[Spoken]) -> str:
    """How many of some statements are echoes, behind their number."""
    count = sum(s.echo_of is not None for s in said)
    return f", {count} of them {'an echo' if count == 1 else 'echoes'}" if count else ""


def print_statements(found: Sequence[Spoken]) -> None:
    console = _console()
    for s in found:
        _spoken(s, 0, console)
    _print((f"{len(found)} statements{_echoed(found)}", "dim"), console=console)


def print_timeline(entries: Sequence[Entry]) -> None:
    console = _console()
    for e in entries:
        kind = e.type + (f" ({e.mode})" if e.mode else "")
        place = f", {words(e.place, 60)}" + (f" ({e.country})" if e.country else "") if e.place else ""
        counted = f", {len(e.accounts)} accounts, {e.independent} independent" if len(e.accounts) > 1 else ""
        _print((in_words(e.when), "bold"), f"  {kind}{place}{counted}", ("  disputed" if e.disputed else "", "red"), (f"  {e.id}", "dim"), console=console)
        for a in e.accounts:
            who = " → ".join(words(w.name, 50) for w in a.spoken.chain) if a.spoken else words(a.cite.outlet or a.cite.file, 60)
            stance = f" [{a.spoken.stance}]" if a.spoken and a.spoken.stance != "assert" else ""
            _print(
                (f"{who}{stance}: ", "bold"),
                words(a.cite.text, 180),
                (f"  echo of {words(a.echo_of, 50)}" if a.echo_of else "", "dim"),
                indent=2,
                console=console,
            )
            _print((f"{_cite(a.cite)}{_sureness(a.spoken)}  {a.cite.id}", "dim"), indent=4, console=console)
    _print((f"{len(entries)} events", "dim"), console=console)


def print_dossier(d: Dossier) -> None:
    console = _console()
    _print((words(d.name), "bold"), f"  {d.type}", (f"  {d.id}", "dim"), console=console)
    _print("spellings: ", ", ".join(f"{words(n.name, 60)} × {n.count}" for n in d.names), indent=2, console=console)
    if d.titles:
        _print("called: ", ", ".join(f"{words(t, 50)} × {n}" for t, n in d.titles), indent=2, console=console)
    for join in d.joins:
        _print(
            (f"{words(join.a, 50)} = {words(join.b, 50)}: {_why(join)}", "dim"),
            indent=4,
            console=console,
        )
    for left in d.apart:
        _print((f"not {words(left.other.name, 50)} ({left.other.entity}): {_why(left.why)}", "dim"), indent=4, console=console)
    _place(d, console)
    if d.others:
        _print("could also mean: ", ", ".join(words(o.name, 60) for o in d.others), indent=2, console=console)
    for title, said in (("said", d.said), ("said of", d.said_of)):
        if said:
            _print((f"{title} ({len(said)}{_echoed(said)})", "bold underline"), console=console)
            for s in said:
                _spoken(s, 2, console)
    if d.disputes:
        _print((f"disputes ({len(d.disputes)})", "bold underline"), console=console)
        print_disputes(d.disputes)
    if d.events:
        _print((f"events ({len(d.events)})", "bold underline"), console=console)
        print_timeline(d.events)
    if d.company:
        _print("named in the same events: ", ", ".join(f"{words(w.name, 60)} × {n}" for w, n in d.company), console=console)


def print_entities(found: Sequence[Listing], total: int) -> None:
    console = _console()
    for e in found:
        counted = f"{e.mentions} × in {e.files} file{'s' if e.files != 1 else ''}"
        _print((words(e.name, 80), "bold"), f"  {e.type}, {counted}", (f"  {e.id}", "dim"), console=console)
        if len(e.names) > 1:
            _print("spellings: ", ", ".join(f"{words(n.name, 60)} × {n.count}" for n in e.names), indent=2, console=console)
        for join in e.joins:
            _print(
                (f"= {words(join.b, 60)}: {_why(join)}" if join.a == e.name else f"{words(join.a, 60)} = {words(join.b, 60)}: {_why(join)}", "dim"),
                indent=4,
                console=console,
            )
        for left in e.apart:
            _print((f"≠ {words(left.other.name, 60)} ({left.other.entity}): {_why(left.why)}", "yellow"), indent=4, console=console)
    counted = f"{total} entit{'y' if total == 1 else 'ies'}"
    _print((f"{len(found)} of {counted}" if len(found) < total else counted, "dim"), console=console)


def _why(decided: Join | Apart) -> str:
    return sentence(decided.reason, 160) + (" (judged)" if decided.by == "person" else "")


def _place(d: Dossier, console: Console) -> None:
    """Where a place is, what identifies it elsewhere, and where it stands for a government."""
    at = f"{d.latitude:.4f}, {d.longitude:.4f}" if d.latitude is not None and d.longitude is not None else ""
    where = ", ".join(part for part in (at, d.country or "") if part)
    if d.how:
        _print(f"place: {where or 'not known'} ", (f"({sentence(d.how, 160)})", "dim"), indent=2, console=console)
    if d.candidates:
        others = ", ".join(f"{words(c.name, 40)} ({c.country}, {c.ref})" for c in d.candidates)
        _print(("other places of the name: " if d.country else "could be: ") + others, indent=2, console=console)
    for ref, why in itertools.zip_longest(d.refs, d.reasons, fillvalue=""):
        _print(f"elsewhere: {words(ref, 120)} ", (f"({sentence(why, 160)})" if why else "", "dim"), indent=2, console=console)
    if d.government:
        _print(f"stands for a government × {len(d.government)}", indent=2, console=console)
        for cite, why in d.government[:5]:
            _print((f"{sentence(why, 160)}; {_cite(cite)}  {cite.id}", "dim"), indent=4, console=console)


def _side(label: str, side: Side, console: Console) -> None:
    stance = f" [{side.stance}]" if side.stance and side.stance != "assert" else ""
    _print(
        (f"{label} ", "bold"),
        (words(side.speaker.name, 60), "bold"),
        (stance, STYLES.get(side.stance or "", "")),
        ": ",
        words(side.cite.text),
        indent=2,
        console=console,
    )
    through = " → ".join(words(w.name, 60) for w in side.chain)
    _print((f"{through}{_sureness(side.spoken)}; {_cite(side.cite)}  {side.cite.id}", "dim"), indent=4, console=console)


def print_disputes(found: Sequence[Dispute]) -> None:
    console = _console()
    for d in found:
        _print(
            (d.type, "red" if d.type not in ("repeats", "corroborates") else "green"),
            f"  {sentence(d.reason)}" + (f"  (and {d.echoes} more in copies)" if d.echoes else ""),
            (f"  {d.id}", "dim"),
            console=console,
        )
        _side("a", d.a, console)
        _side("b", d.b, console)
    _print((f"{len(found)} pairs", "dim"), console=console)


def _range(figure: Figure) -> str:
    return _number(figure.low) if figure.low == figure.high else f"{_number(figure.low)}–{_number(figure.high)}"


def _number(value: float | None) -> str:
    return "…" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def print_figures(groups: Sequence[Group]) -> None:
    from rashomon.views.figures import VERDICTS, WORDS

    console = _console()
    for g in groups:
        verdict = WORDS[g.verdict] if g.verdict else ""
        copies = f"  {g.independent} independent" if g.independent < len(g.values) else ""
        _print((g.category, "bold"), f"  {words(g.about, 120)}", (f"  {verdict}", "red" if g.disputed else "yellow"), (copies, "dim"), console=console)
        for v in g.values:
            apart = ("  differs", "red") if v.differs_from else ""
            echo = (f"  echo of {words(v.echo_of, 50)}" if v.echo_of else "", "dim")
            _print(
                f"{_range(v.figure):>16}  ",
                words(v.figure.text, 80),
                f"  {words(v.source.speaker.name, 60)}",
                apart,
                echo,
                (f"  {_cite(v.source.cite)}{_sureness(v.source.spoken)}  {v.figure.id}", "dim"),
                console=console,
            )
        for verdict in VERDICTS:
            found = [p for p in g.pairs if p.verdict == verdict]
            for pair in found[: SHOWN_PAIRS[verdict]]:
                _print((f"    {verdict:>8}: ", "red" if verdict == "conflict" else "dim"), words(pair.reason, 220), console=console)
            if len(found) > SHOWN_PAIRS[verdict]:
                _print((f"    {verdict:>8}: {len(found) - SHOWN_PAIRS[verdict]} more pairs (--json shows all)", "dim"), console=console)
    _print((f"{sum(len(g.values) for g in groups)} figures in {len(groups)} groups", "dim"), console=console)


def print_hits(hits: Sequence[Hit]) -> None:
    console = _console()
    for h in hits:
        text, at = Text(), h.cite.start
        first = max(h.cite.start, h.words[0].start - 160)
        last = min(h.cite.end, h.words[-1].end + 160, h.words[0].start + 400)
        text.append("… " if first > at else "")
        at = first
        for span in (s for s in h.words if s.end <= last):
            text.append(_piece(h.cite, at, span.start))
            text.append(_piece(h.cite, span.start, span.end), style="bold reverse" if console.is_terminal else "")
            at = span.end
        text.append(_piece(h.cite, at, last))
        console.print(_apart(text))
        _print((f"{_cite(h.cite)}", "dim"), indent=2, console=console)
    _print((f"{len(hits)} passages", "dim"), console=console)


def _apart(text: Text) -> Text:
    """A passage in an isolate of its own where it needs one."""
    return Text.assemble("\u2068", text, "\u2069") if isolated(text.plain) != text.plain else text


def _piece(cite: Cite, start: int, end: int) -> str:
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", cite.text[start - cite.start : end - cite.start].replace("\n", " "))


def print_shown(found: Sequence[Shown]) -> None:
    console = _console()
    for s in found:
        _print((f"{s.kind} ", "dim"), (words(s.title), "bold"), (f"  {s.id}", "dim"), console=console)
        text = Text()
        edges = sorted({s.before, s.after, *(m.start for m in s.marks), *(m.end for m in s.marks)})
        for a, b in itertools.pairwise(edges):
            if a < s.before or b > s.after:
                continue
            parts = [m.part for m in s.marks if m.start <= a and b <= m.end]
            piece = CONTROL.sub("\N{REPLACEMENT CHARACTER}", s.passage[a - s.before : b - s.before])
            opening = "".join(f"[{m.part}: " for m in s.marks if m.start == a) if not console.is_terminal else ""
            closing = "]" * sum(m.end == b for m in s.marks) if not console.is_terminal else ""
            style = {"content": "bold", "source": "bold cyan", "cue": "bold magenta"}.get(parts[-1], "bold yellow") if parts else ""
            text.append(opening + piece + closing, style=style)
        console.print(Text.assemble("  ", _apart(text)))
        _print((_cite(s.cite), "dim"), indent=2, console=console)
        for step in s.steps:
            _print((f"· {words(step)}", "dim"), indent=4, console=console)
        for line in s.related:
            _print((f"+ {words(line)}", "dim"), indent=4, console=console)


def print_check(found: Checked) -> None:
    for problem in found.problems:
        warn(problem)
    for note in found.notes:
        warn(f"note: {note}")
    _print(f"{found.spans:,} spans in {found.files} files: " + ("all hold" if not found.problems else f"{len(found.problems)} problems"))


def print_variants(found: Sequence[Variant]) -> None:
    console = _console()
    for variant in found:
        _print(words(variant.name), (f"  {variant.score:.2f}", "dim"), console=console)
    _print((f"{len(found)} spellings", "dim"), console=console)


class Problems:
    """Bad lines of a file, one line each on standard error; from some on they are only counted."""

    MOST = 20

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: InputError) -> None:
        self.count += 1
        if self.count <= self.MOST:
            warn(str(problem))

    def close(self) -> None:
        if self.count > self.MOST:
            warn(f"and {self.count - self.MOST:,} more such lines")


def print_loaded(loaded: LoadedPlaces) -> None:
    more = [f"{n:,} {what}" for n, what in ((loaded.left_out, "of other kinds left out"), (loaded.bad, "bad lines")) if n]
    _print(f"{words(loaded.file, 120)}: {loaded.places:,} places under {loaded.names:,} names" + "".join(f"; {x}" for x in more))


def print_lists(lists: Sequence[NameList]) -> None:
    for one in lists:
        _print(f"{words(one.name, 80)}: {one.entries:,} entries, {one.found:,} of them named in the record" + (f"; {one.bad:,} bad lines" if one.bad else ""))
    if not lists:
        _print("no lists")


def print_ledger(ledger: Sequence[Judgement]) -> None:
    undone = {j.undoes for j in ledger if j.verdict == "undo"}
    for j in ledger:
        sides = f"{words(j.a.name, 60)} / {words(j.b.name, 60)}" if j.a and j.b else f"takes back {j.undoes}"
        _print(
            (j.id, "dim"),
            f"  {j.when[:19]}  {words(j.who, 40)}: {j.verdict}  {sides}" + (f"  ({words(j.why)})" if j.why else ""),
            ("  undone" if j.id in undone else "", "yellow"),
        )
    _print((f"{len(ledger)} judgements", "dim"))
