"""Runs what README and docs show, and compares it with what they say is printed.

    python -m tests.docs.pages            # which pages hold
    python -m tests.docs.pages --write    # run them again and write what is printed into the pages

Blocks that run, in the order of the page, all in one folder that holds a copy of `examples/`:

- `console`: lines behind `$ ` are commands (a line that ends in a backslash goes on in the next one, behind `> `). What
  stands beneath a command is what it prints, standard error included; nothing beneath it: it is run, and not compared.
  `console status=1` says with which status the block's last command ends. `make demo` runs `docs/demo.sh`: set up is made already.
- `python`: run as a script. `pycon`: lines behind `>>> ` and `... ` are typed in, and what stands beneath is compared.
  The blocks of one page share their names.

Blocks of any other kind (`text`, `json`, `sh`, `toml` …) are for reading only. A command that calls a program of `OPTIONAL`
is left out, with a warning, where that program is missing.

When output is written anew, ids that changed are changed in the page's later commands too, and the page is run once more.

In shown output a line `...` stands for any lines, `...` inside a line for anything, and a line `?` for output that is
still to be written. What differs from run to run is brought to one form first: ids and times of judgements, durations,
rates, the name of the folder, the version of Python.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(?P<kind>[\w-]*)(?P<rest>[^\n`]*)\n(?P<body>.*?)^```[ \t]*$", re.M | re.S)
STATUS = re.compile(r"\bstatus=(\d+)")
JUDGEMENT = re.compile(r"\bj-[0-9a-f]{16}\b")
ANY = "..."
TO_DO = "?"
STEADY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?"), "2026-01-15T09:30:00"),
    (re.compile(r"\bPython 3\.\d+\.\d+\w*"), "Python 3.11.4"),
    (re.compile(r"\b\d+(?:\.\d+)?(?= (?:words/)?s\b)"), "1.5"),
    (re.compile(r"\b\d+(?:\.\d+)?/s\b"), "50.0/s"),
)
COMMANDS = {"make demo": "sh docs/demo.sh"}
OPTIONAL = re.compile(r"(?:^|\|\s*)(jq|sqlite3)\b", re.M)
ID = re.compile(r"\b[a-z]-[0-9a-f]{16}\b")
TIMEOUT = 240


@dataclass
class Step:
    """A command or statement with the lines that are shown beneath it; `at` counts lines of the block's body."""

    words: str
    shown: list[str]
    first: int
    last: int
    printed: list[str] = field(default_factory=list)
    wrong: str = ""


@dataclass
class Block:
    """A fenced block that runs. `start` and `end` bound its body in the page."""

    kind: str
    start: int
    end: int
    line: int
    status: int
    steps: list[Step]


def pages() -> list[Path]:
    """Every page that is checked."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]


def blocks(text: str) -> list[Block]:
    """The blocks of a page that run."""
    out = []
    for match in FENCE.finditer(text):
        kind, body = match["kind"], match["body"]
        if kind not in ("console", "python", "pycon"):
            continue
        status = STATUS.search(match["rest"])
        steps = {"console": _console, "pycon": _pycon, "python": _python}[kind](body.splitlines())
        out.append(Block(kind, match.start("body"), match.end("body"), text.count("\n", 0, match.start()) + 1, int(status[1]) if status else 0, steps))
    return out


def _console(lines: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    going_on = False
    for number, line in enumerate(lines):
        if going_on and steps:
            step = steps[-1]
            step.words += "\n" + line.removeprefix("> ")
            step.first = step.last = number + 1
        elif line.startswith("$ "):
            steps.append(Step(line[2:], [], number + 1, number + 1))
        elif steps:
            steps[-1].shown.append(line)
            steps[-1].last = number + 1
        else:
            raise ValueError(f"a console block must begin with a command, not {line!r}")
        going_on = (line.startswith("$ ") or going_on) and line.endswith("\\")
    return steps


def _pycon(lines: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    for number, line in enumerate(lines):
        if line.startswith(">>> ") or line == ">>>":
            steps.append(Step(line[4:], [], number + 1, number + 1))
        elif (line.startswith("... ") or line == ANY) and steps and not steps[-1].shown:
            steps[-1].words += "\n" + line[4:]
            steps[-1].first = steps[-1].last = number + 1
        elif steps:
            steps[-1].shown.append(line)
            steps[-1].last = number + 1
    return steps


def _python(lines: Sequence[str]) -> list[Step]:
    return [Step("\n".join(lines), [], len(lines), len(lines))]


class Page:
    """One page, run block by block in a folder of its own."""

    def __init__(self, text: str, folder: Path) -> None:
        self.text, self.folder, self.blocks = text, folder, blocks(text)
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.real: dict[str, str] = {}  # id of a judgement as the page shows it → as it is in this run

    def run(self) -> list[str]:
        """Runs all blocks; a line (or several) for everything that does not hold."""
        problems = []
        for block in self.blocks:
            for step in block.steps:
                wanted = block.status if step is block.steps[-1] else 0
                status = self._shell(step, wanted) if block.kind == "console" else self._python(step, block.kind)
                if status != wanted:
                    problems.append(f"line {block.line}: {step.words}\nended with status {status}, not {wanted}:\n" + "\n".join(step.printed))
                elif step.shown and not agree(step.shown, step.printed):
                    step.wrong = "\n".join(difflib.unified_diff(step.shown, step.printed, "the page", "this run", lineterm="", n=1))
                    problems.append(f"line {block.line}: {step.words}\n{step.wrong}")
                elif block.kind == "pycon" and step.printed and not step.shown:
                    step.wrong = "prints something"
                    problems.append(f"line {block.line}: {step.words}\nprints what the page does not show:\n" + "\n".join(step.printed))
        return problems

    def _shell(self, step: Step, wanted: int) -> int:
        words = COMMANDS.get(step.words, step.words)
        if missing := [program for program in OPTIONAL.findall(words) if shutil.which(program) is None]:
            warnings.warn(f"not run, {missing[0]} is not installed: {words}", stacklevel=2)
            step.printed = step.shown
            return wanted
        for shown, real in self.real.items():
            words = words.replace(shown, real)
        done = subprocess.run(
            ["bash", "-c", words], cwd=self.folder, env=_environment(self.folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            timeout=TIMEOUT, check=False,
        )  # fmt: skip
        step.printed = self._steady(done.stdout.decode("utf-8", "replace"))
        return done.returncode

    def _python(self, step: Step, kind: str) -> int:
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed), _plain_environment():
            try:
                tree = ast.parse(step.words, "<page>")
                if kind == "python":
                    exec(compile(tree, "<page>", "exec"), self.names)
                else:
                    exec(compile(ast.Interactive(tree.body), "<page>", "single"), self.names)
            except Exception as error:
                printed.write(f"{type(error).__name__}: {error}\n")
                step.printed = self._steady(printed.getvalue())
                return 1
        step.printed = self._steady(printed.getvalue())
        return 0

    def _steady(self, printed: str) -> list[str]:
        """Output with all that differs from run to run in one form."""
        printed = printed.replace(str(self.folder.resolve()), "/home/you").replace(str(self.folder), "/home/you")
        for real in JUDGEMENT.findall(printed):
            if real not in self.real.values():
                self.real["j-" + blake2b(b"%d" % len(self.real), digest_size=8).hexdigest()] = real
        for shown, real in self.real.items():
            printed = printed.replace(real, shown)
        for pattern, form in STEADY:
            printed = pattern.sub(form, printed)
        return [line.rstrip() for line in printed.rstrip("\n").split("\n")] if printed.strip() else []

    def written(self) -> str:
        """The page with what was printed in the place of what no longer holds, and new ids for old ones everywhere."""
        text, ids = self.text, {}
        for block in reversed(self.blocks):
            lines = text[block.start : block.end].splitlines()
            for step in reversed(block.steps):
                if step.wrong:
                    ids.update(changed_ids(step.shown, step.printed))
                    lines[step.first : step.last] = renewed(step.shown, step.printed)
            text = text[: block.start] + "".join(line + "\n" for line in lines) + text[block.end :]
        return ID.sub(lambda match: ids.get(match[0], match[0]), text)


def agree(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether output fits what the page shows, `...` standing for anything."""
    pattern = ""
    for line in shown:
        if line.strip() == ANY:
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split(ANY)) + "\n"
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def renewed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """New output, cut where the old one was: as many lines before the first and behind the last line of dots."""
    if ANY not in [line.strip() for line in shown]:
        return _cut(shown, list(printed))
    dots = [i for i, line in enumerate(shown) if line.strip() == ANY]
    head, tail = dots[0], len(shown) - dots[-1] - 1
    if head + tail >= len(printed):
        return _cut(shown, list(printed))
    begin = _cut(shown[:head], list(printed[:head]))
    end = _cut(shown[len(shown) - tail :], list(printed[len(printed) - tail :])) if tail else []
    return [*begin, ANY, *end]


def changed_ids(shown: Sequence[str], printed: Sequence[str]) -> dict[str, str]:
    """Old id → new id, of lines that are the same but for their ids."""
    new: dict[str, list[str]] = {}
    for line in printed:
        new.setdefault(ID.sub("", line), []).append(line)
    out: dict[str, str] = {}
    for line in shown:
        if len(fitting := new.get(ID.sub("", line), [])) == 1:
            out |= {a: b for a, b in zip(ID.findall(line), ID.findall(fitting[0]), strict=True) if a != b}
    return out


def _cut(shown: Sequence[str], printed: list[str]) -> list[str]:
    """Lines that the page ends in dots are cut at the same length."""
    for number, old in enumerate(shown[: len(printed)]):
        if old.endswith(ANY) and old.strip() != ANY and len(printed[number]) > len(old):
            printed[number] = printed[number][: len(old) - len(ANY)].rstrip() + ANY
    return printed


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RASHOMON_", "PYTHON"))}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1",
        "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb", "TZ": "UTC", "USER": "you", "LOGNAME": "you",
    }  # fmt: skip


@contextlib.contextmanager
def _plain_environment() -> Iterator[None]:
    """The environment without settings of Rashomon, for Python blocks, which run in this process."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RASHOMON_")}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Page]:
    """A page, with a folder that holds what its commands need."""
    with tempfile.TemporaryDirectory(prefix="rashomon-docs-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        (folder / "docs").mkdir()
        shutil.copy(ROOT / "docs" / "demo.sh", folder / "docs")
        yield Page(path.read_text(encoding="utf-8"), folder)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path, help="pages to run (default: all)")
    parser.add_argument("--write", action="store_true", help="write what is printed into the pages")
    args = parser.parse_args(argv)
    bad = 0
    for path in [p.resolve() for p in args.pages] or pages():
        if not path.exists() or not blocks(path.read_text(encoding="utf-8")):
            continue
        with opened(path) as page:
            problems = page.run()
            name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            if args.write and (new := page.written()) != page.text:
                path.write_text(new, encoding="utf-8")
                print(f"{name}: written anew")
                with opened(path) as again:
                    problems = again.run()
                    if (new := again.written()) != again.text:
                        path.write_text(new, encoding="utf-8")
                        problems = [p for p in problems if "ended with status" in p]
            print(f"{name}: " + ("holds" if not problems else f"{len(problems)} problems"))
            for problem in problems:
                print("  " + problem.replace("\n", "\n  "))
            bad += len(problems)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
