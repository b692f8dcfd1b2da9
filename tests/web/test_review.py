"""The queue, the ledger, and what follows from a decision; in both scripts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

import rashomon
from rashomon.errors import InputError, SetupError
from tests.web.conftest import client_of


def questions(desk: TestClient, **given: Any) -> list[dict[str, Any]]:
    return desk.get("/api/v1/review", params={"limit": 200, **given}).json()["questions"]


def pick(desk: TestClient, decided: str, a: str, b: str) -> dict[str, Any]:
    return next(q for q in questions(desk, decided=decided) if {q["a"], q["b"]} == {a, b})


def test_the_queue_goes_by_doubt_and_effect(desk: TestClient) -> None:
    found = questions(desk)
    assert {q["decided"] for q in found} == {"joined", "apart"}
    assert [q["weight"] for q in found] == sorted((q["weight"] for q in found), reverse=True)
    for q in found:
        assert q["reason"]
        assert q["passages_a"]
        assert q["passages_b"]
        assert q["effect"] >= 1
        assert (q["entity_a"]["entity"] == q["entity_b"]["entity"]) == (q["decided"] == "joined")
    assert {q["decided"] for q in questions(desk, decided="apart")} == {"apart"}
    assert {q["type"] for q in questions(desk, type="person")} == {"person"}


def test_what_is_decided_shows_everywhere_and_can_be_undone(own_desk: TestClient) -> None:
    desk = own_desk
    q = pick(desk, "apart", "الدرباسي", "Hamdan al-Darbasi")
    before = desk.get(f"/api/v1/entities/{q['entity_b']['entity']}").json()["names"]
    made = desk.post(f"/api/v1/review/{q['id']}", json={"verdict": "same", "why": "يذكره التقرير رئيسا للبلدية"}).json()
    assert (made["verdict"], made["who"], made["why"]) == ("same", "Nadia", "يذكره التقرير رئيسا للبلدية")
    after = desk.get("/api/v1/entities/Hamdan al-Darbasi").json()
    assert "الدرباسي" in {n["name"] for n in after["names"]}
    assert [j["by"] for j in after["joins"] if "الدرباسي" in (j["a"], j["b"])] == ["person"]
    assert q["id"] not in {x["id"] for x in questions(desk)}
    assert "judged" in desk.get(f"/entities/{after['id']}").text
    page = desk.get("/history").text
    assert "يذكره التقرير رئيسا للبلدية" in page
    assert desk.post(f"/api/v1/review/{q['id']}", json={"verdict": "same"}).status_code == 404  # asked and answered
    undone = desk.post(f"/api/v1/history/{made['id']}/undo", json={})
    assert undone.status_code == 200
    assert desk.get("/api/v1/entities/Hamdan al-Darbasi").json()["names"] == before
    assert q["id"] in {x["id"] for x in questions(desk)}
    assert desk.post(f"/api/v1/history/{made['id']}/undo", json={}).status_code == 409
    history = desk.get("/api/v1/history").json()["kept"]
    assert [(k["judgement"]["verdict"], k["stands"]) for k in history] == [("undo", True), ("same", False)]


def test_a_join_is_taken_apart(own_desk: TestClient) -> None:
    q = next(q for q in questions(own_desk, decided="joined", type="person") if q["a"] != q["b"])
    made = own_desk.post(f"/api/v1/review/{q['id']}", json={"verdict": "different"})
    assert made.status_code == 200, made.text
    left = {n["name"] for n in own_desk.get(f"/api/v1/entities/{q['mention_a']}").json().get("names", [])} or {q["a"]}
    assert q["b"] not in left


def test_unsure_moves_a_question_back_and_links_nothing(own_desk: TestClient, corpus_copy: Path) -> None:
    first = questions(own_desk)[0]
    with rashomon.open(corpus_copy) as record:
        linked = record._view.store.get("links")
    assert own_desk.post(f"/api/v1/review/{first['id']}", json={"verdict": "unsure", "why": "ask Nadia"}).status_code == 200
    after = questions(own_desk)
    assert after[-1]["id"] == first["id"]
    assert after[-1]["judged"] == "unsure"
    with rashomon.open(corpus_copy) as record:
        assert record._view.store.get("links") == linked
    assert own_desk.post(f"/api/v1/review/{first['id']}", json={"verdict": "same"}).status_code == 200  # unsure stands in nobody's way


def test_the_forms_work_without_script(own_desk: TestClient) -> None:
    del own_desk.headers["x-csrf-token"]
    tree = html.fromstring(own_desk.get("/review?decided=apart").text)
    form = tree.xpath("//form[contains(@class, 'question')]")[0]
    fields = {i.get("name"): i.get("value") or "" for i in form.xpath(".//input")}
    done = own_desk.post(form.get("action"), data={**fields, "verdict": "different", "why": "two men"})
    assert done.status_code == 303
    assert "decided=apart" in done.headers["location"]
    page = html.fromstring(own_desk.get(done.headers["location"].partition("#")[0]).text)
    undo = page.xpath("//form[@data-undo]")[0]
    assert own_desk.post(undo.get("action"), data={"csrf": fields["csrf"]}).status_code == 303
    assert [k["judgement"]["verdict"] for k in own_desk.get("/api/v1/history").json()["kept"]] == ["undo", "different"]


@pytest.mark.parametrize("body", [{"verdict": "maybe"}, {}, {"verdict": ["same"]}, {"verdict": "same", "why": "x" * 3000}])
def test_what_is_no_decision_is_refused(own_desk: TestClient, body: Any) -> None:
    first = questions(own_desk)[0]
    assert own_desk.post(f"/api/v1/review/{first['id']}", json=body).status_code in (400, 409)
    for content in (b"[]", b"{", b"\xff"):
        assert own_desk.post(f"/api/v1/review/{first['id']}", content=content, headers={"content-type": "application/json"}).status_code == 400
    assert own_desk.get("/api/v1/history").json()["total"] == 0


def test_decisions_bear_the_name_of_the_browser(own_desk: TestClient) -> None:
    assert own_desk.post("/name", data={"name": "  سمير  "}).status_code == 303
    first = questions(own_desk)[0]
    assert own_desk.post(f"/api/v1/review/{first['id']}", json={"verdict": "unsure"}).json()["who"] == "سمير"


def test_ledgers_travel_and_conflicts_are_shown(corpus_store: Path, tmp_path: Path) -> None:
    paths = [Path(shutil.copy(corpus_store, tmp_path / f"{n}.sqlite")) for n in "ab"]
    a, b = (client_of(p) for p in paths)
    for desk in (a, b):
        desk.headers["x-csrf-token"] = desk.get("/api/v1/session").json()["csrf"]
    one, *others = questions(a, decided="joined")
    two = next(q for q in others if q["entity_a"] != one["entity_a"])
    assert a.post(f"/api/v1/review/{one['id']}", json={"verdict": "different", "why": "mine"}).status_code == 200
    assert a.post(f"/api/v1/review/{two['id']}", json={"verdict": "same"}).status_code == 200
    assert b.post(f"/api/v1/review/{two['id']}", json={"verdict": "different", "why": "theirs"}).status_code == 200
    ledger = a.get("/ledger.jsonl").content
    assert len(ledger.splitlines()) == 2
    taken = b.post("/api/v1/ledger", content=ledger, headers={"content-type": "application/jsonl"}).json()
    assert (taken["added"], taken["known"], len(taken["conflicts"]), taken["problems"]) == (1, 0, 1, [])
    assert taken["conflicts"][0]["ours"]["why"] == "theirs"
    assert {j["id"] for j in map(json.loads, ledger.splitlines())} & {k["judgement"]["id"] for k in b.get("/api/v1/history").json()["kept"]}
    again = b.post("/api/v1/ledger", content=ledger, headers={"content-type": "application/jsonl"}).json()
    assert (again["added"], again["known"], len(again["conflicts"])) == (0, 1, 1)
    ours = taken["conflicts"][0]["ours"]["id"]
    assert b.post(f"/api/v1/history/{ours}/undo", json={}).status_code == 200
    settled = b.post("/api/v1/ledger", content=ledger, headers={"content-type": "application/jsonl"}).json()
    assert (settled["added"], settled["conflicts"]) == (1, [])
    form = b.post("/history/import", data={"ledger": ledger.decode()})
    assert "0 judgements new, 2 known already" in form.text
    with rashomon.open(paths[1]) as record:
        assert {j.who for j in record.judgements()} == {"Nadia"}
        assert not record.check().problems


def test_a_ledger_that_was_tampered_with_is_refused(corpus_copy: Path) -> None:
    with rashomon.open(corpus_copy) as record:
        record.judge("same", "Faris al-Darbasi", "الدرباسي", "a reason")
        (line,) = record.export_ledger()
    store = Path(shutil.copy(corpus_copy, corpus_copy.with_name("other.sqlite")))
    with rashomon.open(store) as record:
        record.undo(record.judgements()[0].id)
        count = len(record.judgements())
        for wrong in (
            line.replace(b'"same"', b'"different"'),
            line.replace(b"2026", b"2020").replace(b"2025", b"2020"),
            b"{}\n",
            b"not json\n",
            b"\xff\xfe\n",
            b"[1]\n",
            b'{"id": 1}\n',
        ):
            problems: list[InputError] = []
            if wrong == line:
                continue
            found = record.import_ledger([wrong], problem=problems.append)
            assert (found.added, len(problems)) == (0, 1)
            assert str(problems[0]).startswith("line 1: ")
        assert len(record.judgements()) == count


def test_ledgers_that_cannot_both_hold_change_nothing(corpus_store: Path, tmp_path: Path) -> None:
    """Father and son apart here; there each is one with the same third name: no pair contradicts, and all three cannot stand."""
    here, there = (Path(shutil.copy(corpus_store, tmp_path / f"{n}.sqlite")) for n in ("here", "there"))
    with rashomon.open(here) as record:
        record.judge("different", "Faris al-Darbasi", "Hamdan al-Darbasi")
        kept = record.judgements()
    with rashomon.open(there) as record:
        record.judge("same", "Faris al-Darbasi", "الدرباسي")
        record.judge("same", "Hamdan al-Darbasi", "الدرباسي")
        lines = list(record.export_ledger())
    with rashomon.open(here) as record:
        with pytest.raises(SetupError, match="cannot be same beside"):
            record.import_ledger(lines)
        assert record.judgements() == kept
        assert not record.check().problems
