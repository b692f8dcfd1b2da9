"""What the pages say of the project itself: its dependencies and their licences, its version, its decisions."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata

import pytest

import rashomon
from tests.docs.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
FAMILIES = ("MIT", "BSD", "Apache", "MPL", "LGPL", "GPL", "ISC", "PSF")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", r)[0].lower() for r in requirements}


def documented(heading: str) -> dict[str, str]:
    """Package → licence, of one table."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return {name.lower(): licence for name, licence in re.findall(r"^\| `([\w.-]+)` \| ([^|]+) \|", part, re.M)}


def licences(package: str) -> set[str]:
    """The families of licences that an installed package states."""
    told = metadata(package)
    stated = [told.get("License-Expression") or "", (told.get("License") or "")[:80], *(c for c in told.get_all("Classifier") or [] if c.startswith("License"))]
    words = " ".join(stated).replace("Mozilla Public License", "MPL").replace("LGPL", "Lesser")
    return {f for f in FAMILIES if re.search(rf"\b{f}", words)}


def test_every_dependency_is_justified_and_no_other() -> None:
    assert set(documented("To run")) == names(PROJECT["dependencies"])
    assert set(documented("To develop")) == names(PROJECT["optional-dependencies"]["dev"])
    assert set(documented("To measure against")) == names(PROJECT["optional-dependencies"]["bench"])


@pytest.mark.parametrize(("name", "licence"), sorted({**documented("To run"), **documented("To develop")}.items()))
def test_licences_are_as_the_packages_state_them(name: str, licence: str) -> None:
    told = {f for f in FAMILIES if re.search(rf"\b{f}", licence)}
    assert told == licences(name)
    assert (not told & {"MPL", "LGPL", "GPL"}) or "**!**" in licence, "not permissive: mark it"


def test_the_newest_entry_of_the_changes_is_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changes, re.M)[0] == rashomon.__version__


def test_decisions_are_numbered_without_gaps_and_have_their_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Considered", "Consequences"], path.name


def test_no_page_names_a_place_on_somebodys_disk() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        assert not re.search(r"(?<![\w.])/(?:home/(?!you)|Users|root|tmp|work|opt)\b", path.read_text(encoding="utf-8")), path.name
