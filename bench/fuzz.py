"""Fuzzing of every reader and container: broken files made from sound ones, and random bytes.

    python -m bench.fuzz [--minutes 10] [--formats pdf,zip] [--seed 1] [--keep FOLDER]

Each case must end within five seconds of processor time, take less than a gigabyte more than the process had, and give documents or errors of the
kind that names the file; anything else is a failure. Cases are read in a process of their own, so that a crash of a library is seen
too. What fails is written to the folder, under the name of its format and the number it was made from; `tests/read/test_fuzz.py` is where
found cases are kept, in code.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import multiprocessing
import random
import resource
import signal
import sys
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from rashomon.errors import InputError
from rashomon.pipeline import Reader
from rashomon.read.members import Limits, walk
from tests.samples import FILES

SECONDS, MEMORY = 5, 1_000_000_000
TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"99999999999", b"<", b"</", b"{", b"}", b"\\", b'"', b"PK\x03\x04", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"\\u-1?",
    b"\r\n\r\n", b"From a b 2031\n", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", b"%PDF-", b"endobj", b"stream\n", b"\xd9\x85", b"\xed\xa0\x80", b"((((((((", b" " * 300, b"[" * 300,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A sound file with a few things broken: bytes changed, stretches cut, moved, doubled or filled, words of formats put in."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at, size = chance.randrange(len(out) + 1), chance.choice((1, 1, 4, 16, 100, 1000))
        what = chance.randrange(7)
        if what == 0 and out:
            out[min(at, len(out) - 1)] = chance.randrange(256)
        elif what == 1:
            del out[at : at + size]
        elif what == 2:
            out[at:at] = chance.choice(TOKENS)
        elif what == 3:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 50))
        elif what == 4:
            out[at : at + size] = chance.randbytes(size)
        elif what == 5:
            del out[at:]
        else:
            other = FILES[chance.choice(sorted(FILES))]
            out[at:at] = other[: chance.randrange(len(other))]
        if len(out) > 2_000_000:
            break
    return bytes(out)


def case(name: str, number: int) -> bytes:
    """The broken file of a number, always the same."""
    chance = random.Random(zlib.crc32(name.encode()) ^ number)
    return chance.randbytes(chance.randrange(3000)) if number % 40 == 39 else mutated(FILES[name], chance)


def tried(reader: Reader, data: bytes, name: str) -> int:
    """How many documents a file gives; only InputError may come out of reading."""
    count = 0
    try:
        for member in walk(io.BytesIO(data), name, Limits()):
            if not isinstance(member, InputError):
                try:
                    count += len(reader.documents(member.data, member.address, member))
                except InputError:
                    continue
    except InputError:
        pass
    return count


def _work(line: Connection) -> None:
    """Reads the cases that come through a pipe, and says how each ended."""
    faulthandler.enable()
    reader = Reader("none")
    for data in FILES.values():
        tried(reader, data, "warm")
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 0
    if held:
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, late)
    while True:
        name, number = line.recv()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            tried(reader, case(name, number), name)
            told = ""
        except BaseException as error:  # every kind is what this looks for
            told = f"{type(error).__name__}: {error}"[:300]
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        line.send(told)


def run(names: Sequence[str], minutes: float, seed: int, keep: Path) -> tuple[Counter[str], list[str]]:
    """(cases by format, failures) of so many minutes."""
    tries: Counter[str] = Counter()
    failures: list[str] = []
    until = time.monotonic() + 60 * minutes
    worker: multiprocessing.Process | None = None
    number = seed * 10_000_000
    line, there = multiprocessing.Pipe()
    while time.monotonic() < until:
        for name in names:
            if worker is None:
                line, there = multiprocessing.Pipe()
                worker = multiprocessing.Process(target=_work, args=(there,), daemon=True)
                worker.start()
                there.close()
            line.send((name, number))
            try:
                told = line.recv() if line.poll(SECONDS + 60) else "hangs in a library"
            except EOFError:
                told = "the process died"
            if told.startswith(("hangs", "the process")):
                worker.kill()
                worker.join()
                worker = None
            if told:
                failures.append(f"{name} {number}: {told}")
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{number}").write_bytes(case(name, number))
            tries[name] += 1
        number += 1
    if worker is not None:
        worker.kill()
    return tries, failures


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--formats", default=",".join(FILES), help="which, by comma")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"))
    args = parser.parse_args(argv)
    tries, failures = run(args.formats.split(","), args.minutes, args.seed, args.keep)
    print(*failures, sep="\n", end="\n" if failures else "")
    print(f"{sum(tries.values()):,} cases of {len(tries)} formats, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
