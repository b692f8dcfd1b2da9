"""Settings: one frozen object, made from defaults, `rashomon.toml` in the working folder, and the environment.

The only module that reads environment and settings files. The command line's own options win over all three.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from rashomon.errors import SetupError

FILE = "rashomon.toml"
DUMP = "rashomon-places.sqlite"
PREFIX = "RASHOMON_"
# (name, default, help). The environment variable is the name in capitals behind RASHOMON_.
TABLE: tuple[tuple[str, Any, str], ...] = (
    ("store", "rashomon.sqlite", "the file that keeps the record"),
    ("storage", "sqlite", "which kind of store keeps it"),
    ("jobs", 0, "how many processes read files (0: as many as there are processors, up to 4, for 24 files or more)"),
    ("model", "compact", "who finds names and statements: the networks of the package, `none` (rules alone), or another model"),
    ("llm_key", "", "the key that the address of an `llm` model asks for"),
    ("max_bytes", 16_000_000, "files larger than this are skipped"),
    ("max_unpacked", 4_000_000_000, "no more bytes than this are unpacked from one archive"),
    (
        "columns",
        "",
        "which columns of CSV and JSON Lines hold what, as FIELD=COLUMN with commas between (text, title, published, outlet, author, url, language, id)",
    ),
    ("outlets", "", "a file with names of outlets of your own, beside the list of the package"),
    ("places", DUMP, "the file that keeps a GeoNames dump you loaded; without it towns come with the package"),
    ("min_confidence", 0.0, "views hide lines of which a model is less sure than this (0 to 1); lines without a number stay"),
    ("who", "", "the name under which your judgements are kept (default: your login name)"),
    ("token", "", "what readers of the workbench have to know"),
)
SECRET = frozenset({"llm_key", "token"})  # never shown, not even in an error
# Kind of a setting → the types that a settings file or a caller may give beside text, and what it is called.
KINDS: dict[type[Any], tuple[tuple[type[Any], ...], str]] = {str: ((), "text"), int: ((int,), "a whole number"), float: ((int, float), "a number")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run is set. See `TABLE` for what each means."""

    store: str
    storage: str
    jobs: int
    model: str
    llm_key: str = field(repr=False)
    max_bytes: int
    max_unpacked: int
    columns: str
    outlets: str
    places: str
    min_confidence: float
    who: str
    token: str = field(repr=False)

    @property
    def location(self) -> Path:
        return Path(self.store)

    @property
    def dump(self) -> Path | None:
        """The file of places that were loaded; None where none was. Raises SetupError where one is named that is not there."""
        path = Path(self.places)
        if path.exists():
            return path
        if self.places != DUMP:
            raise SetupError(f"{path}: no such file of places (load them with: rashomon places load FILE)")
        return None

    @property
    def outlet_lines(self) -> tuple[str, ...]:
        """The lines of the own list of outlets. Raises SetupError where it cannot be read."""
        if not self.outlets:
            return ()
        try:
            return tuple(Path(self.outlets).read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise SetupError(
                f"{self.outlets}: {' '.join(str(getattr(error, 'strerror', None) or error).lower().split())} (the setting outlets names this file)"
            ) from error

    @property
    def judge(self) -> str:
        """The name for the ledger."""
        if self.who:
            return self.who
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "unknown"


def load(folder: Path | None = None, **given: Any) -> Settings:
    """Settings from defaults, file, environment and `given` (None means not given). Raises SetupError."""
    values: dict[str, Any] = {name: default for name, default, _ in TABLE}
    path = (folder or Path()) / FILE
    if path.is_file():
        try:
            values |= _checked(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SetupError(f"{path}: {' '.join(str(error).split())}") from error
    found = {name: os.environ[PREFIX + name.upper()] for name, _, _ in TABLE if PREFIX + name.upper() in os.environ}
    values |= _checked(found, "environment")
    values |= _checked({k: v for k, v in given.items() if v is not None}, "options")
    return Settings(**values)


def _checked(values: dict[str, Any], where: str) -> dict[str, Any]:
    """Values of the right kind under known names."""
    hints = get_type_hints(Settings)
    known = {f.name for f in fields(Settings)}
    out: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise SetupError(f"{where}: no setting called {name!r} (known are {', '.join(sorted(known))})")
        fits = isinstance(value, str) or type(value) in KINDS[hints[name]][0]
        try:
            if not fits:
                raise ValueError
            out[name] = hints[name](value)
        except ValueError:
            shown = "" if name in SECRET else f", not {value!r}"
            raise SetupError(f"{where}: {name} must be {KINDS[hints[name]][1]}{shown}") from None
    for name, least in (("jobs", 0), ("max_bytes", 1), ("max_unpacked", 1)):
        if out.get(name, least) < least:
            raise SetupError(f"{where}: {name} must be {least} or more, not {out[name]}")
    if not 0 <= out.get("min_confidence", 0) <= 1:
        raise SetupError(f"{where}: min_confidence must be a number from 0 to 1, not {out['min_confidence']}")
    for name in ("store", "storage", "places"):
        if not out.get(name, "-"):
            raise SetupError(f"{where}: {name} must not be empty")
    return out
