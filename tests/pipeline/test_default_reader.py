"""Reading as it is done where nobody sets anything: the networks of the package over the rules, from file to line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Runner

REPORT = """Bridges closed in Zahrin

Halyard
May 7, 2031

MARSA RIMAL - The governor of Zahrin, Munir Sabbouh, said on Tuesday that two bridges had been closed after 14 people drowned.

“Nobody crosses the river without a permit,” Sabbouh told reporters. “Ask those who hold the hills.” He denied that shots had been fired.

Residents of Tell Ghurab feared that the road would stay shut, and a spokeswoman for the Sons of the Ridge brigade accused the governor of lying.
"""
ARABIC = """قال المتحدث باسم وزارة الصحة في بغداد إن 14 شخصا غرقوا يوم الثلاثاء.

ونفى محافظ البصرة إطلاق النار على المتظاهرين.
"""
pytestmark = pytest.mark.usefixtures("default_model")


def records(run: Runner, text: str, *options: str) -> list[dict[str, object]]:
    ran = run("annotate", *options, stdin=json.dumps({"id": "r", "text": text}).encode())
    assert ran.status == 0, ran.err
    return ran.records


def words(text: str, spans: object) -> str:
    assert isinstance(spans, list)
    return " ".join(text[a:b] for a, b in spans)


def test_lines_say_who_found_them_and_how_surely(run: Runner) -> None:
    found = records(run, REPORT)
    statements = [r for r in found if r["kind"] == "statement"]
    by_model = [s for s in statements if s["confidence"] is not None]
    assert by_model
    assert all(0 <= s["confidence"] <= 1 for s in by_model)  # type: ignore[operator]
    assert any("Sabbouh" in words(REPORT, s["source"]) and "two bridges" in words(REPORT, s["content"]) for s in by_model)
    names = {(m["text"], m["type"]) for m in found if m["kind"] == "mention"}
    assert ("Munir Sabbouh", "person") in names


def test_the_denial_keeps_the_stance_that_rules_give(run: Runner) -> None:
    found = records(run, REPORT)
    denial = next(r for r in found if r["kind"] == "statement" and "shots had been fired" in words(REPORT, r["content"]))
    assert denial["stance"] == "deny"
    assert "Sabbouh" in json.dumps(denial["chain"])  # "He"


def test_rules_alone_are_one_option_away(run: Runner) -> None:
    found = records(run, REPORT, "--model", "none")
    assert {r.get("confidence") for r in found if r["kind"] in ("statement", "mention")} == {None}
    assert any(r["kind"] == "statement" for r in found)


def test_arabic_names_by_the_network_and_statements_by_rules(run: Runner) -> None:
    found = records(run, ARABIC)
    assert any(m["kind"] == "mention" and m["confidence"] is not None for m in found)
    assert any(s["kind"] == "statement" and s["stance"] == "deny" for s in found)


def test_the_same_lines_from_one_process_and_from_several(run: Runner, tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for number in range(6):
        (pile / f"{number}.txt").write_text(REPORT.replace("14 people", f"{14 + number} people"), encoding="utf-8")
    said = []
    for jobs in (1, 3):
        store = tmp_path / f"{jobs}.sqlite"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RASHOMON_JOBS", str(jobs))
            assert run("build", pile, "--store", store).status == 0
        said.append(run("export", "--format", "records", "--store", store).out)
    assert said[0] == said[1]


def test_a_broken_network_stops_before_anything_is_written(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "a.txt").write_text(REPORT, encoding="utf-8")
    ran = run("build", tmp_path / "pile", "--store", tmp_path / "s.sqlite", "--model", f"compact:{tmp_path}")
    assert ran.status != 0
    assert "models.json" in ran.err
    assert "--model none" in ran.err
    assert not (tmp_path / "s.sqlite").exists()


@pytest.mark.parametrize(
    "strange",
    ["x", "🙂" * 2000, "QUJD" * 10_000, "“" * 3000 + "no" + "”" * 3000, "Hafخليtarفة said so. " * 50],
    ids=["letter", "emoji", "base64", "quotes", "mixed"],
)
def test_strange_text_costs_no_neighbour(run: Runner, strange: str) -> None:
    lines = [json.dumps({"id": "strange", "text": strange}), json.dumps({"id": "plain", "text": REPORT})]
    ran = run("annotate", stdin="\n".join(lines).encode())
    assert ran.status == 0, ran.err
    alone = [r for r in records(run, REPORT) if r["kind"] == "statement"]
    assert [s["content"] for s in ran.records if s["kind"] == "statement"][-len(alone) :] == [s["content"] for s in alone]
