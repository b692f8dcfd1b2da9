"""Every relative link of README, docs and the pages beside them leads somewhere, down to the heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import FENCE, ROOT, pages

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"`[^`\n]*`")
PAGES = [path for path in [*pages(), ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md"] if path.exists()]


def anchors(path: Path) -> set[str]:
    """The names that headings of a page are linked by (as GitHub makes them)."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    heads = re.findall(r"^#{1,6} (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = CODE.sub("", FENCE.sub("", path.read_text(encoding="utf-8")))
    dead = []
    for match in LINK.finditer(text):
        target = match["target"]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, heading = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if not found.exists() or (heading and heading not in anchors(found)):
            dead.append(target)
    assert not dead


def test_every_page_of_docs_is_linked_from_somewhere() -> None:
    linked = set()
    for path in PAGES:
        for match in LINK.finditer(path.read_text(encoding="utf-8")):
            linked.add((path.parent / match["target"].partition("#")[0]).resolve())
    assert [p.relative_to(ROOT).as_posix() for p in sorted((ROOT / "docs").rglob("*.md")) if p.name != "index.md" and p.resolve() not in linked] == []
