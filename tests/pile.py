"""Small reports of our own writing, from the invented country of examples/, and ways to lay them in a folder."""

from __future__ import annotations

import os
from pathlib import Path

WIRE = """Shells hit fish market in Marsa Rimal

MARSA RIMAL, May 6, 2031 (Halyard) — Shells struck the fish market of Marsa Rimal on Tuesday, killing at least 23 people, Health Minister Jawad al-Salhumi said.

"They fired at people who were buying fish," al-Salhumi told reporters in Zahrin. The Tamraya Liberation Army denied that its guns had fired.
"""
DENIAL = """Army denies shelling

NUJAYMA, May 8, 2031 (The Tolmek Courier) — Colonel Munir Sabbouh, spokesman of the Tamraya Liberation Army, denied on Thursday that the army had shelled the fish market in Marsa Rimal two days ago.

He said no more than nine people had died. "We hit nothing," Sabbouh said.
"""
ARABIC = """قصف سوق السمك في مرسى رمال

مرسى رمال، 7 أيار/مايو 2031 (المرفأ اليوم) — قال وزير الصحة جواد السلحومي إن أكثر من 40 شخصا قتلوا في قصف سوق السمك يوم الثلاثاء.

ونفى العقيد منير صبوح أن يكون جيش تحرير تمرايا قد قصف السوق.
"""
OPINION = """Opinion: the count goes on

By Rania Halwasi, Zahrin Herald, May 12, 2031

Munir Sabbouh says that nobody fired. General Muhsin al-Qutrubi says the same, and the town has buried 38 people.
"""
REPORTS = {"01-wire.txt": WIRE, "02-denial.txt": DENIAL, "03-marfa.txt": ARABIC, "04-opinion.txt": OPINION}


def lay(folder: Path, reports: dict[str, str] | None = None) -> Path:
    """Writes reports into a folder, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (REPORTS if reports is None else reports).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def many(folder: Path, count: int) -> Path:
    """A folder of many short reports, no two the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"{n:05}.txt").write_text(
            f"Note {n}\n\nThe harbour office of Marsa Rimal said on May {n % 28 + 1}, 2031 that {n + 2} boats had sailed.\n", encoding="utf-8"
        )
    return folder


def touch(path: Path, text: str) -> None:
    """Changes a file so that its time differs as well, also on coarse clocks."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8", newline="")
    os.utime(path, ns=(before + 2_000_000_000, before + 2_000_000_000))
