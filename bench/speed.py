"""Speed and memory of the command line, on generated reports of growing number.

    python -m bench.speed [--sizes 10,100,1000] [--json]

Each size is built into an empty store by one process, alone. Words per CPU-second count all of the command: start,
reading, linking, writing. Peak memory is the largest resident set of the process. Then `rashomon --help`, and the first
build of the reference reports where ../shared (or $RASHOMON_SHARED) is. Compare machines by ratio: absolute figures
depend on the processor and on what else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.run import SHARED

PLACES = ("Marsa Rimal", "Zahrin", "Tell Ghurab", "Nujayma", "Wahat al-Safa", "Bab al-Milh", "Wadi Sarha")
PEOPLE = ("Muhsin al-Qutrubi", "Munir Sabbouh", "Nawal al-Shahrabi", "Jawad al-Salhumi", "Hamdan al-Darbasi", "Faris al-Darbasi", "Ghassan Tarruf")
OUTLETS = ("Halyard", "Zahrin Herald", "Coastline Post", "The Tolmek Courier", "Northgate Dispatch")
ENGLISH = (
    "At least {n} people were killed when shells struck {place} on {day}, the Health Ministry said.",
    "{person} told reporters on {day} that the road to {place} was closed and that {m} families had left.",
    "“We did not fire a single shell,” {person} said. “Ask those who hold {place}.”",
    "{person} denied that the army had shelled {place}, according to {outlet}.",
    "Some {n} fighters were seen near {place}, residents said, and {person} called for a cease-fire.",
)
ARABIC = (
    "قال منير صبوح إن قواته لم تطلق أي قذيفة على مرسى رمال يوم {arabic_day}.",
    "وأعلنت وزارة الصحة أن عدد القتلى بلغ {n} قتيلا وأن {m} آخرين أصيبوا بجروح.",
    "ونفت نوال الشهربي إجراء أي محادثات في واحة الصفا، ودعت إلى وقف إطلاق النار.",
    "وبحسب وكالة هاليارد، غادرت {m} عائلة تل غراب منذ الأحد.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
ARABIC_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")


def report(number: int) -> str:
    """A report of about 300 words, the same for the same number; every fourth in Arabic."""
    chance = random.Random(number)
    day, arabic = 1 + number % 28, number % 4 == 3
    patterns = ARABIC if arabic else ENGLISH
    lines = [
        chance.choice(patterns).format(
            n=chance.randint(2, 90), m=chance.randint(10, 900), place=chance.choice(PLACES), person=chance.choice(PEOPLE), day=chance.choice(DAYS),
            outlet=chance.choice(OUTLETS), arabic_day=chance.choice(ARABIC_DAYS),
        )
        for _ in range(20)
    ]  # fmt: skip
    head = (
        f"مرسى رمال: تقرير رقم {number}\n\n{chance.choice(OUTLETS)}\n{day} مايو 2031"
        if arabic
        else f"Report {number} from {chance.choice(PLACES)}\n\nBy {chance.choice(OUTLETS)}\nMay {day}, 2031"
    )
    return head + "\n\n" + "\n\n".join(" ".join(lines[i : i + 2]) for i in range(0, len(lines), 2)) + "\n"


def measured(*command: str) -> tuple[float, float]:
    """(CPU-seconds, peak MiB) of a command run by itself. Raises CalledProcessError."""
    process = subprocess.Popen([sys.executable, "-m", "rashomon", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(sizes: Sequence[int]) -> dict[str, dict[str, float]]:
    """Figures of each size, of the help and of the reference reports, by name."""
    out: dict[str, dict[str, float]] = {}
    os.environ["RASHOMON_JOBS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            pile = Path(folder) / f"pile-{size}"
            pile.mkdir()
            texts = [report(number) for number in range(size)]
            for number, text in enumerate(texts):
                (pile / f"{number:05}.txt").write_text(text, encoding="utf-8")
            seconds, memory = measured("build", str(pile), "--store", str(Path(folder) / f"{size}.sqlite"))
            words = sum(len(t.split()) for t in texts)
            out[f"build, {size} reports"] = {"words": words, "CPU-seconds": seconds, "words per CPU-second": words / seconds, "peak MiB": memory}
        seconds, memory = measured("--help")
        out["--help"] = {"CPU-seconds": seconds, "peak MiB": memory}
        if (SHARED / "seeds").is_dir():
            seconds, memory = measured("build", str(SHARED / "seeds"), "--store", str(Path(folder) / "seeds.sqlite"))
            out["build, five reference reports"] = {"CPU-seconds": seconds, "peak MiB": memory}
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100,1000")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    out = measure([int(size) for size in args.sizes.split(",")])
    if args.json:
        print(json.dumps(out, indent=1))
        return 0
    for name, row in out.items():
        print(f"{name:32} " + "  ".join(f"{what} {value:,.2f}" if value < 100 else f"{what} {value:,.0f}" for what, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
