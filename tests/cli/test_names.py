"""`names compare` and `names variants`: an answer a line in the same order, bad lines named, answers before the input ends."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.conftest import Runner, command

PAIR = {"left": "Muhsin al-Qutrubi", "right": "محسن القطربي", "type": "person"}
OTHER = {"left": "Hamdan al-Darbasi", "right": "Faris al-Darbasi", "type": "person"}


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_an_answer_a_line_in_the_same_order(run: Runner) -> None:
    asked = run("names", "compare", stdin=lines(PAIR, OTHER, PAIR))
    assert (asked.status, asked.err) == (0, "")
    first, second, third = map(json.loads, asked.out.splitlines())
    assert first == third
    assert set(first) == {"score", "why"}
    assert first["score"] > 0.9 > 0.1 > second["score"] >= 0
    assert second["why"] == "darbasi; but hamdan against faris"


def test_bad_lines_are_named_and_the_rest_goes_on(run: Runner) -> None:
    asked = run(
        "names", "compare", stdin=b"\xef\xbb\xbf" + lines(PAIR, "", "nonsense", {"left": "a"}, PAIR | {"type": "ship"}, {"left": 1, "right": "b"}, OTHER)
    )
    assert asked.status == 1
    assert len(asked.out.splitlines()) == 2
    told = asked.err.splitlines()
    assert [line.split(":")[0] for line in told] == ["line 3", "line 4", "line 5", "line 6"]
    assert "no type 'ship' (give person, organisation, group or place)" in told[2]


@pytest.mark.parametrize("given", [b"", b"\n\n", lines(PAIR) + b"\n\n"])
def test_little_or_nothing_is_no_error(given: bytes, run: Runner) -> None:
    asked = run("names", "compare", stdin=given)
    assert (asked.status, asked.err, len(asked.out.splitlines())) == (0, "", int(b"left" in given))


def test_what_has_come_is_answered_before_the_input_ends() -> None:
    with subprocess.Popen(command("names", "compare"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines(PAIR) + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["score"] > 0.9
        process.stdin.write(lines(OTHER))
        process.stdin.close()
        assert json.loads(process.stdout.readline())["score"] < 0.1
    assert process.returncode == 0


def test_variants_for_people_and_for_programs(run: Runner) -> None:
    plain, as_json = run("names", "variants", "Muhsin al-Qutrubi"), run("names", "variants", "Muhsin al-Qutrubi", "--json")
    assert (plain.status, plain.err, as_json.status) == (0, "", 0)
    assert plain.out.splitlines()[-1] == f"{len(as_json.json)} spellings"
    assert {v["script"] for v in as_json.json} == {"Latn", "Arab"}
    assert all(set(v) == {"name", "script", "score"} for v in as_json.json)
    assert run("names", "variants", "Zahrin Brigade", "--type", "organisation").status == 0


@pytest.mark.parametrize("words", [["??"], [""], ["Muhsin", "--type", "ship"], []])
def test_what_is_no_name_is_one_line(words: list[str], run: Runner) -> None:
    asked = run("names", "variants", *words)
    assert (asked.status, asked.out, asked.err.count("\n")) == (2, "", 1)
