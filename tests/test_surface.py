"""The public surface. A change here is a change for everybody who calls Rashomon from Python: say so in the CHANGELOG."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon import api
from rashomon.errors import SetupError
from rashomon.pipeline.building import Summary

NARROW = "*, since: 'str | None' = None, until: 'str | None' = None, language: 'str | None' = None"
SURFACE = {
    "agreements": f"(self, *, type: 'str | None' = None, {NARROW.removeprefix('*, ')}) -> 'list[disputes_.Dispute]'",
    "browse": "(self, held: 'Held | None' = None) -> 'Iterator[Browser]'",
    "build": "(self, *paths: 'str | Path', progress: 'Progress' = <function>) -> 'Summary'",
    "check": "(self) -> 'check_.Checked'",
    "close": "(self) -> 'None'",
    "copies": f"(self, *, of: 'str | None' = None, {NARROW[3:]}) -> 'copies_.Copied'",
    "disputes": f"(self, *, type: 'str | None' = None, {NARROW.removeprefix('*, ')}) -> 'list[disputes_.Dispute]'",
    "entities": "(self, *, about: 'str | None' = None, type: 'str | None' = None, joined: 'bool' = False, apart: 'bool' = False, least: 'int' = 1) -> 'list[entities_.Listing]'",
    "dossier": f"(self, name: 'str', {NARROW}) -> 'dossier_.Dossier'",
    "export_ledger": "(self) -> 'Iterator[bytes]'",
    "figures": f"(self, *, category: 'str | None' = None, {NARROW[3:]}) -> 'list[figures_.Group]'",
    "files": "(self) -> 'list[FileState]'",
    "forget_list": "(self, name: 'str') -> 'None'",
    "hidden": "property",
    "import_ledger": "(self, lines: 'Iterable[bytes]', *, problem: 'Callable[[InputError], None]') -> 'Imported'",
    "import_list": "(self, path: 'str | Path', *, name: 'str | None' = None, type: 'MentionType | None' = None, problem: 'Callable[[InputError], None]') -> 'NameList'",
    "judge": "(self, verdict: 'str', a: 'str | Side', b: 'str | Side', why: 'str | None' = None) -> 'Judgement'",
    "judgements": "(self) -> 'list[Judgement]'",
    "lists": "(self) -> 'list[NameList]'",
    "records": "(self) -> 'Iterator[Line]'",
    "report": f"(self, *, title: 'str | None' = None, {NARROW[3:]}) -> 'str'",
    "search": f"(self, query: 'str', {NARROW}, limit: 'int' = 20) -> 'list[search_.Hit]'",
    "show": "(self, identifier: 'str') -> 'list[passage_.Shown]'",
    "snapshot": "property",
    "sources": f"(self, {NARROW}) -> 'sources_.Sources'",
    "statements": f"(self, *, by: 'str | None' = None, about: 'str | None' = None, stance: 'str | None' = None, {NARROW[3:]}) -> 'list[Spoken]'",
    "tables": f"(self, folder: 'str | Path', {NARROW}) -> 'list[Path]'",
    "timeline": f"(self, {NARROW}, about: 'str | None' = None, undated: 'bool' = False) -> 'list[timeline_.Entry]'",
    "undo": "(self, judgement: 'str', why: 'str | None' = None) -> 'Judgement'",
}


def test_names_of_the_package() -> None:
    assert rashomon.__all__ == ["Record", "__version__", "annotate", "open", "read_bytes"]
    for name in rashomon.__all__:
        assert getattr(rashomon, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        rashomon.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_methods_of_the_record() -> None:
    found = {}
    for name, value in (item for part in api.Record.__mro__[:-1] for item in vars(part).items()):
        if not name.startswith("_"):
            found[name] = "property" if isinstance(value, property) else _signature(value)
    assert found == SURFACE


def _signature(value: Any) -> str:
    signature = inspect.signature(value)
    parameters = [
        p.replace(default=inspect.Parameter.empty) if callable(p.default) and p.default is not inspect.Parameter.empty else p
        for p in signature.parameters.values()
    ]
    words = str(signature.replace(parameters=parameters))
    return words.replace("progress: 'Progress'", "progress: 'Progress' = <function>")


def test_functions_of_the_package() -> None:
    assert _signature(rashomon.open) == "(path: 'str | Path | None' = None, **settings: 'Any') -> 'Record'"
    assert _signature(rashomon.read_bytes) == "(data: 'bytes', file: 'str') -> 'list[Document]'"
    assert _signature(rashomon.annotate) == "(lines: 'Iterable[bytes]', model: 'str | None' = None) -> 'Iterator[Line | InputError]'"


def test_answers_are_frozen(corpus: rashomon.Record) -> None:
    answers: list[Any] = [
        corpus.timeline()[0], corpus.dossier("Munir Sabbouh"), corpus.entities()[0], corpus.statements()[0], corpus.figures()[0], corpus.disputes()[0], corpus.sources(), corpus.search("market")[0],
        corpus.show(corpus.statements()[0].cite.id)[0], corpus.check(), corpus.files()[0], Summary(),
    ]  # fmt: skip
    for answer in answers:
        assert is_dataclass(answer)
        with pytest.raises(AttributeError):
            setattr(answer, fields(answer)[0].name, None)
        assert all(not isinstance(getattr(answer, f.name), list | dict | set) for f in fields(answer))


def test_three_lines_of_python(tmp_path: Path, pile: Path) -> None:
    with rashomon.open(tmp_path / "s.sqlite") as record:
        assert record.build(pile, str(pile / "01-wire.txt")).read == 4
        assert [s.speaker.name for s in record.statements(by="al-Salhumi")]
        record.close()
        assert record.timeline()  # opens again
    (document,) = rashomon.read_bytes(b"Shells hit the market.\n\nMARSA RIMAL, May 6, 2031 (Halyard) - People died there.\n", "x.txt")
    assert document.published == "2031-05-06"


def test_filters_are_checked(corpus: rashomon.Record) -> None:
    for wrong, words in (
        ({"since": "yesterday"}, "--from yesterday: no date"), ({"until": "2031-13"}, "--to"), ({"since": "2031-05-07", "until": "2031-05-06"}, "is after"), ({"language": "Arabic!"}, "no language code"),
    ):  # fmt: skip
        for ask in (corpus.timeline, corpus.statements, corpus.figures, corpus.disputes, corpus.sources, lambda **w: corpus.search("market", **w)):
            with pytest.raises(SetupError, match=words):
                ask(**wrong)
    assert corpus.statements(language="AR-ly") == corpus.statements(language="ar") != []


def test_help_is_quick() -> None:
    """Processor time of `--help`, above that of starting Python; 0.3 s is promised, on a busy machine a little is added."""
    code = "import resource, subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True); u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime)"
    times = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code, "-m", "rashomon.cli", "--help"], capture_output=True, text=True, check=True)
        times.append(float(done.stdout))
    assert min(times) < 0.3


def test_nothing_heavy_is_loaded_for_help() -> None:
    code = "import sys; from rashomon import cli; cli.run(['--help']); print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    assert not {"sqlalchemy", "lxml", "trafilatura", "msgspec", "jinja2", "onnxruntime", "babel", "starlette", "uvicorn"} & set(loaded)
