"""Every command and every piece of Python that README and docs show runs, and prints what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import pages

RUNNING = [path for path in pages.pages() if path.exists() and pages.blocks(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", RUNNING, ids=lambda p: p.relative_to(pages.ROOT).as_posix())
def test_the_commands_of_a_page_print_what_it_shows(path: Path) -> None:
    with pages.opened(path) as page:
        problems = page.run()
    assert not problems, "\n\n".join(problems) + "\n\nWrite the pages anew with: make docs"


def test_output_agrees_with_dots() -> None:
    assert pages.agree(["a", "...", "z"], ["a", "b", "c", "z"])
    assert pages.agree(["a ... z"], ["a b c z"])
    assert not pages.agree(["a", "z"], ["a", "b", "z"])
    assert not pages.agree(["a", "...", "z"], ["a", "b"])


def test_output_is_renewed_as_it_was_cut() -> None:
    assert pages.renewed(["a", "...", "z"], ["1", "2", "3", "4"]) == ["1", "...", "4"]
    assert pages.renewed(["?"], ["1", "2"]) == ["1", "2"]
    assert pages.renewed(["abc..."], ["defghijk"]) == ["def..."]


def test_blocks_are_taken_apart() -> None:
    (block,) = pages.blocks("```console status=1\n$ one \\\n> two\nout\n$ three\n```\n")
    assert block.status == 1
    assert [(s.words, s.shown) for s in block.steps] == [("one \\\ntwo", ["out"]), ("three", [])]
    (block,) = pages.blocks("```pycon\n>>> for x in y:\n...     z\nout\n```\n")
    assert [(s.words, s.shown) for s in block.steps] == [("for x in y:\n    z", ["out"])]
    assert pages.blocks("```text\n$ never run\n```\n") == []


def test_ids_that_changed_are_found() -> None:
    old, new = "x-0000000000000001", "x-0000000000000002"
    assert pages.changed_ids([f"same {old}", "other x-0000000000000003"], [f"same {new}", "third x-0000000000000003"]) == {old: new}
