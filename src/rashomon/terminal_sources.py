"""How sources and copies look in a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from rashomon.edtf import in_words
from rashomon.link.copies import SMALLEST
from rashomon.terminal import _console, _print, words

if TYPE_CHECKING:
    from rich.console import Console

    from rashomon.views.copies import Change, Copied, Likeness
    from rashomon.views.sources import Sources

MOST_CHANGES, MOST_STUBS = 24, 20
SHOWN = {"same": ("{}", "dim"), "gone": ("[-{}-]", "red"), "new": ("{{+{}+}}", "green")}


def print_sources(found: Sources) -> None:
    console = _console()
    for o in found.outlets:
        dates = f"{o.first} to {o.last}" if o.first != o.last else (o.first or "no date")
        parts = ((o.repeated, "repeating its own"), (o.echoed, "echoed"))
        counts = ", ".join(
            [f"{o.documents} documents", f"{o.independent} independent", *(f"{n} {what}" for n, what in parts if n), f"{o.statements} statements", dates]
        )
        _print((words(o.name, 60), "bold"), f"  {counts}", console=console)
        if o.echoes:
            _print(("echoes: " + ", ".join(f"{words(s, 50)} {n}" for s, n in o.echoes), "dim"), indent=2, console=console)
        if o.speakers:
            _print(("lets speak: " + ", ".join(f"{words(s, 50)} {n}" for s, n in o.speakers), "dim"), indent=2, console=console)
    for c in found.copies:
        _print(
            f"{words(c.outlet or c.file, 60)} ({words(c.file, 60)}) is {_a(c.kind)} of {words(c.of_outlet or c.of_file, 60)} ({words(c.of_file, 60)}), {c.share:.0%}",
            console=console,
        )
    for name in found.removed:
        _print(f"removed from disk, kept: {words(name, 80)}", console=console)
    for s in found.skipped:
        _print((f"skipped: {words(s.what)}", "yellow"), console=console)


def print_copies(found: Copied) -> None:
    console = _console()
    for n, group in enumerate(found.groups, 1):
        _print((f"group {n}", "bold"), f"  {len(group.prints)} reports, {group.independent} independent", console=console)
        for p in group.prints:
            credits = f"; credits {', '.join(words(c, 40) for c in p.credits)}" if p.credits else ""
            source = ("  source" if p.source and not p.copies else "", "green")
            _print(
                (words(p.outlet or "outlet not stated", 60), "bold"), f", {in_words(p.published)}, {words(p.file, 80)}, {p.words} words{credits}", source,
                (f"  {p.document}", "dim"), indent=2, console=console,
            )  # fmt: skip
            for k, c in enumerate(p.copies):
                _likeness(c, k == 0, console)
    files = Counter(s.file for s in found.stubs)
    if files:
        named = ", ".join(words(name, 60) + (f" × {n}" if n > 1 else "") for name, n in files.most_common(MOST_STUBS))
        more = f" and {len(files) - MOST_STUBS} more files" if len(files) > MOST_STUBS else ""
        _print((f"too short to tell, under {SMALLEST} words: {named}{more}", "dim"), console=console)
    _print((f"{len(found.groups)} groups, {sum(len(g.prints) for g in found.groups)} reports", "dim"), console=console)


def _likeness(found: Likeness, chief: bool, console: Console) -> None:
    """One copy; of what a report has most from another also the words."""
    _print(
        f"{_a(found.kind)} of {words(found.of_outlet or found.of_file, 60)} ({words(found.of_file, 60)}): {found.share:.0%} of the shorter text, {found.within:.0%} of this one",
        indent=4, console=console,
    )  # fmt: skip
    if not chief:
        return
    if found.run is not None:
        _print((f"longest run, {found.words} words: “{words(found.run.text, 160)}”", "dim"), indent=6, console=console)
    if found.changes:
        text = Text("      what changed: ")
        for change in found.changes[:MOST_CHANGES]:
            text.append_text(_change(change)).append(" ")
        rest = sum(c.kind != "same" for c in found.changes[MOST_CHANGES:])
        console.print(text.append(f"… and {rest} more" if rest else ""))


def _change(change: Change) -> Text:
    pattern, style = SHOWN[change.kind]
    return Text(pattern.format(words(change.text, 400)), style=style)


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
