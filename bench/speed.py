"""Speed and memory of the command line, on generated reports of growing number.

    python -m bench.speed [--sizes 10,100,1000] [--json]
    python -m bench.speed --reader      the reading model instead, in one run with its peers
    python -m bench.speed --figures     the rules that find times and figures instead, each language

Each size is built into an empty store by one process, alone. Words per CPU-second count all of the command: start,
reading, linking, writing. Peak memory is the largest resident set of the process. Then `rashomon --help`, `annotate` of one
sentence by rules, which is little else than start-up, and the first build of the reference reports where ../shared (or $RASHOMON_SHARED) is. Compare machines by ratio: absolute figures
depend on the processor and on what else it does.

`--reader` reads English news (PolNeAR dev where ../shared is, else generated reports) in this one process, by turns: the
whole of `annotate`, the same without a model, the network's bare forward pass over the very windows that `annotate`
reads, and the tokenization of a blank spaCy pipeline where spaCy is installed. Rounds take turns, so that a busy machine
slows all alike; the ratios are what counts.

`--figures` reads the same English texts, and generated Arabic reports, of which the sentences are made before the clock starts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import rashomon
from bench.run import SHARED
from rashomon.text.sentences import paragraphs

PLACES = ("Marsa Rimal", "Zahrin", "Tell Ghurab", "Nujayma", "Wahat al-Safa", "Bab al-Milh", "Wadi Sarha")
PEOPLE = ("Muhsin al-Qutrubi", "Munir Sabbouh", "Nawal al-Shahrabi", "Jawad al-Salhumi", "Hamdan al-Darbasi", "Faris al-Darbasi", "Ghassan Tarruf")
OUTLETS = ("Halyard", "Zahrin Herald", "Coastline Post", "The Tolmek Courier", "Northgate Dispatch")
SENTENCE = "The mayor of Benghazi said on Monday that three people were killed in Tripoli, Libya."
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


def measured(*command: str, given: Path = Path(os.devnull)) -> tuple[float, float]:
    """(CPU-seconds, peak MiB) of a command run by itself, with a file as its standard input. Raises CalledProcessError."""
    with given.open("rb") as handle:
        process = subprocess.Popen([sys.executable, "-m", "rashomon", *command], stdin=handle, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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
        sentence = Path(folder) / "sentence.jsonl"
        sentence.write_text(json.dumps({"id": "one", "language": "en", "text": SENTENCE}), encoding="utf-8")
        seconds, memory = measured("annotate", "--model", "none", given=sentence)
        out["annotate, one sentence"] = {"CPU-seconds": seconds, "peak MiB": memory}
        if (SHARED / "seeds").is_dir():
            seconds, memory = measured("build", str(SHARED / "seeds"), "--store", str(Path(folder) / "seeds.sqlite"))
            out["build, five reference reports"] = {"CPU-seconds": seconds, "peak MiB": memory}
    return out


def texts_to_read() -> list[str]:
    data = SHARED / "bench/attribution/polnear-dev.jsonl.gz"
    if data.is_file():
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [report(number) for number in range(400) if number % 4 != 3]


def reader(rounds: int = 3) -> dict[str, dict[str, float]]:
    """Words per CPU-second of each way to read the same texts, and their ratio to the bare network."""
    from rashomon.model import Span
    from rashomon.models.compact import Network, compact

    texts = texts_to_read()
    words = sum(len(t.split()) for t in texts)
    lines = [json.dumps({"id": str(n), "text": t, "language": "en"}).encode() for n, t in enumerate(texts)]
    model = compact("")
    began = time.process_time()
    model.read("en", [(Span(0, 5), "Hello")])
    load = time.process_time() - began
    windows: list[tuple[Any, Any]] = []
    plain = Network.out
    network = model._networks["en"]
    network.out = lambda ids, looks: (windows.append((ids, looks)), plain(network, ids, looks))[1]  # type: ignore[method-assign]
    for text in texts:
        model.read("en", [(p, text[p.start : p.end]) for p in paragraphs(text)])
    del network.out

    def annotate(name: str) -> None:
        os.environ["RASHOMON_MODEL"] = name
        for _ in rashomon.annotate(lines):
            pass

    def bare() -> None:
        for ids, looks in windows:
            network.out(ids, looks)

    ways: dict[str, Callable[[], None]] = {"bare network": bare, "annotate": lambda: annotate("compact"), "annotate, no model": lambda: annotate("none")}
    try:
        import spacy

        blank = spacy.blank("en")
        ways["spaCy, blank tokenization"] = lambda: [None for text in texts for _ in blank(text)] and None
    except ImportError:
        pass
    spent = dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.process_time()
            way()
            spent[name] += time.process_time() - began
    out = {name: {"words per CPU-second": rounds * words / seconds, "of the bare network": spent["bare network"] / seconds} for name, seconds in spent.items()}
    out["model"] = {"load, CPU-seconds": load, "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return out


def expressions(rounds: int = 3) -> dict[str, dict[str, float]]:
    """Words per CPU-second of the rules that find times and figures, each language by itself; the best of some rounds."""
    from rashomon.extract.figures import figures
    from rashomon.extract.times import times
    from rashomon.lang import language
    from rashomon.model import Span
    from rashomon.text.sentences import passages, sentences

    out = {}
    for code, texts in (("en", texts_to_read()), ("ar", [report(number) for number in range(400) if number % 4 == 3])):
        lang = language(code)
        read = [(text, sentences(text, passages(text, [Span(0, len(text))]), lang)) for text in texts]
        words = sum(len(text.split()) for text in texts)
        best: dict[str, float] = {}
        for _ in range(rounds):
            began = time.process_time()
            found = [times(text, "d", split, lang, "2031-05-08", []) for text, split in read]
            between = time.process_time()
            for (_, split), dated in zip(read, found, strict=True):
                figures("d", split, lang, dated)
            ended = time.process_time()
            for name, seconds in (("times", between - began), ("figures", ended - between), ("times and figures", ended - began)):
                best[name] = max(best.get(name, 0), words / seconds)
        out |= {f"{code}: {name}": {"words per CPU-second": value} for name, value in best.items()}
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100,1000")
    parser.add_argument("--reader", action="store_true")
    parser.add_argument("--figures", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    out = reader() if args.reader else expressions() if args.figures else measure([int(size) for size in args.sizes.split(",")])
    if args.json:
        print(json.dumps(out, indent=1))
        return 0
    for name, row in out.items():
        print(f"{name:32} " + "  ".join(f"{what} {value:,.2f}" if value < 100 else f"{what} {value:,.0f}" for what, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
