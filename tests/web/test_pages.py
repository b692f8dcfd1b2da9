"""Every page and its twin; what they say is what the views of the whole record say."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

import rashomon
from rashomon.web import openapi
from rashomon.web.pages import PAGES
from rashomon.web.tables import TABLES
from tests.web.conftest import client_of

GENERAL = "محسن القطربي"


def ids(desk: TestClient) -> dict[str, str]:
    """What stands in for the parts of a path."""
    documents = desk.get("/api/v1/documents").json()["papers"]
    event = max(desk.get("/api/v1/timeline").json()["happenings"], key=lambda h: h["accounts"])
    return {
        "event": event["entry"]["id"], "document": documents[0]["id"], "other": documents[1]["id"], "line": desk.get("/api/v1/statements").json()["statements"][0]["cite"]["id"],
    }  # fmt: skip


def address(path: str, page: str, known: dict[str, str]) -> str:
    filled = path.replace("{name}", GENERAL)
    filled = filled.replace("{identifier}", known.get(page, ""))
    if page == "difference":
        filled += f"?one={known['document']}&two={known['other']}"
    if page == "search":
        filled += f"?q={GENERAL}"
    return filled


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_has_its_twin_and_reads_without_script(desk: TestClient, page: Any) -> None:
    path = address(page.path, page.name, ids(desk))
    twin = desk.get("/api/v1" + ("/overview" if path == "/" else path))
    assert twin.status_code == 200, twin.text
    msgspec.convert(twin.json(), page.answer)
    if page.name in ("build", "line"):
        return
    answer = desk.get(path)
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    assert tree.findtext(".//h1") is not None or tree.find(".//h1") is not None
    assert len(tree.findall(".//h1")) == 1
    assert [s.get("src") for s in tree.iter("script")] == ["/static/desk.js"]
    assert not tree.xpath("//*[@style]")
    assert not tree.xpath("//style")


def test_pages_say_what_the_views_say(desk: TestClient, corpus: rashomon.Record) -> None:
    timeline = desk.get("/api/v1/timeline", params={"undated": 1, "limit": 200}).json()
    whole = corpus.timeline(undated=True)
    assert {h["entry"]["id"]: (h["accounts"], h["entry"]["independent"], h["entry"]["when"]) for h in timeline["happenings"]} == {
        e.id: (len(e.accounts), e.independent, e.when) for e in whole
    }
    event = max(whole, key=lambda e: len(e.accounts))
    page = desk.get(f"/api/v1/events/{event.id}").json()
    assert {(a["cite"]["file"], a["cite"]["start"], a["cite"]["text"], a["echo_of"]) for a in page["entry"]["accounts"]} == {
        (a.cite.file, a.cite.start, a.cite.text, a.echo_of) for a in event.accounts
    }
    assert page["entry"]["disputed"] == event.disputed
    disputes = desk.get("/api/v1/disputes", params={"limit": 200}).json()["disputes"]
    assert [(d["id"], d["echoes"]) for d in sorted(disputes, key=lambda d: d["id"])] == [
        (d.id, d.echoes) for d in sorted(corpus.disputes(), key=lambda d: d.id)
    ]
    dossier, own = corpus.dossier(GENERAL), desk.get(f"/api/v1/entities/{GENERAL}", params={"limit": 200}).json()
    assert own["id"] == dossier.id
    assert {s["cite"]["id"] for s in own["said"]} == {s.cite.id for s in dossier.said if s.speaker.entity == dossier.id}
    assert {s["cite"]["id"] for s in own["said_of"]} == {s.cite.id for s in dossier.said_of}
    assert {h["entry"]["id"] for h in own["events"]} == {e.id for e in dossier.events}
    groups = {(g.category, g.event): [v.figure.id for v in g.values] for g in corpus.figures() if g.event and len(g.values) > 1}
    figures = desk.get("/api/v1/figures", params={"limit": 200}).json()["groups"]
    assert {(g["category"], g["event"]): [v["figure"]["id"] for v in g["values"]] for g in figures} == groups
    assert next(iter(figures))["disputed"]
    statements = desk.get("/api/v1/statements", params={"limit": 200, "language": "ar"}).json()
    assert sorted(s["cite"]["id"] for s in statements["statements"]) == sorted(s.cite.id for s in corpus.statements(language="ar"))


@pytest.mark.parametrize("query", [GENERAL, "Gutrubi", "market", '"fish market"', "سوق السمك", "zzzz"])
def test_search_finds_what_the_command_finds(desk: TestClient, corpus: rashomon.Record, query: str) -> None:
    found = desk.get("/api/v1/search", params={"q": query, "limit": 200}).json()
    assert [(h["cite"]["file"], h["cite"]["start"]) for h in found["hits"]] == [(h.cite.file, h.cite.start) for h in corpus.search(query, limit=200)]


def test_conditions_narrow_alike(desk: TestClient, corpus: rashomon.Record) -> None:
    for given in ({"from": "2031-05-06", "to": "2031-05-06"}, {"language": "ar"}, {"about": "Sabbouh"}, {"from": "2031"}):
        asked = {"since": given.get("from"), "until": given.get("to"), "language": given.get("language"), "about": given.get("about")}
        shown = desk.get("/api/v1/timeline", params={**given, "limit": 200}).json()
        assert {h["entry"]["id"] for h in shown["happenings"]} == {e.id for e in corpus.timeline(**asked)}
        assert shown["total"] == len(corpus.timeline(**asked))


def test_a_line_is_shown_where_its_words_stand(desk: TestClient, corpus: rashomon.Record) -> None:
    seen = 0
    for statement in corpus.statements()[::9]:
        to = desk.get(f"/lines/{statement.cite.id}")
        assert to.status_code == 303
        assert to.headers["location"].endswith(f"#{statement.cite.id}")
        tree = html.fromstring(desk.get(to.headers["location"].partition("#")[0]).text)
        marked = "".join(m.text_content() for m in tree.xpath("//mark[contains(concat(' ', @class, ' '), ' at ')]"))
        assert " ".join(marked.split()) == " ".join(statement.cite.text.split()) or len(marked) < len(statement.cite.text)  # of words in several pieces, each
        assert len(tree.xpath(f"//*[@id='{statement.cite.id}']")) == 1
        seen += 1
    assert seen > 10


def test_ids_of_a_page_are_there_once(desk: TestClient) -> None:
    for paper in desk.get("/api/v1/documents").json()["papers"]:
        found = html.fromstring(desk.get(f"/documents/{paper['id']}").text).xpath("//@id")
        assert len(found) == len(set(found)), paper["file"]


def test_the_text_of_a_document_is_whole(desk: TestClient, corpus: rashomon.Record) -> None:
    for document in corpus.snapshot.documents.values():
        if document.parent is None:
            tree = html.fromstring(desk.get(f"/documents/{document.id}").text)
            for label in tree.xpath("//span[@class='turn']"):
                label.drop_tree()
            shown = [p.text_content() for p in tree.xpath("//div[contains(@class, 'para')]/p")]
            assert shown == [line for line in (document.text or "").split("\n") if line.strip()]


def test_a_long_text_comes_in_stretches(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    lines = [f"Line {n}: the mayor of Zahrin said the road was closed on day {n}." for n in range(1500)]
    (pile / "long.txt").write_text("\n\n".join(lines), encoding="utf-8")
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(pile)
        last = record.statements()[-1].cite
    desk = client_of(tmp_path / "s.sqlite")
    first = desk.get(f"/api/v1/documents/{last.document}").json()
    assert (first["start"], first["end"] < first["length"]) == (0, True)
    there = desk.get(f"/api/v1/documents/{last.document}", params={"at": last.id}).json()
    assert there["start"] <= last.start < last.end <= there["end"]
    assert there["start"] > 0
    at, seen = 0, ""
    while at < first["length"]:
        part = desk.get(f"/api/v1/documents/{last.document}", params={"start": at}).json()
        seen += part["text"][max(0, at - part["start"]) :]
        at = part["end"]
    assert len(seen) == first["length"]


def test_right_to_left_stays_right_to_left(desk: TestClient) -> None:
    arabic = desk.get("/api/v1/documents", params={"language": "ar"}).json()["papers"]
    assert arabic
    for paper in arabic:
        tree = html.fromstring(desk.get(f"/documents/{paper['id']}").text)
        directions = [p.get("dir") for p in tree.xpath("//div[contains(@class, 'para')]/p")]
        assert directions.count("rtl") > 0.8 * len(directions)
    for quote in html.fromstring(desk.get("/statements", params={"language": "ar"}).text).xpath("//blockquote"):
        assert quote.get("dir") == ("rtl" if re.search("[\u0621-\u064a]", quote.text_content()) else "ltr")


def test_tables_are_taken_away_as_csv(desk: TestClient) -> None:
    known = ids(desk)
    for page in PAGES:
        assert page.table == (page.name in TABLES)
        if page.table:
            answer = desk.get(address(page.path, page.name, known) + ".csv")
            assert answer.headers["content-type"].startswith("text/csv")
            assert "attachment" in answer.headers["content-disposition"]
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert len({len(r) for r in rows}) == 1
            assert len(rows) > 1 or page.name == "places"


def test_a_citation_is_a_web_annotation(desk: TestClient, corpus: rashomon.Record) -> None:
    for cite in [corpus.statements(language=code)[0].cite for code in ("en", "ar")]:
        made = json.loads(desk.get(f"/api/v1/lines/{cite.id}/annotation").content)
        assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert made["type"] == "Annotation"
        quote, position = made["target"]["selector"]
        text = corpus.snapshot.text(cite.document)
        assert quote["exact"] == text[position["start"] : position["end"]]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert made["target"]["source"]["id"].startswith("urn:sha256:")


def test_the_openapi_document_names_every_route(desk: TestClient) -> None:
    document = desk.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    routes = {
        (r.path, m) for r in desk.app.app.routes for m in r.methods if r.path.startswith(openapi.BASE) and m in ("GET", "POST") and "openapi" not in r.path
    }  # type: ignore[attr-defined]
    assert {(path, method.upper()) for path, methods in document["paths"].items() for method in methods} == routes
    text = json.dumps(document)
    for ref in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert ref in document["components"]["schemas"]


def test_what_is_not_there_is_said_with_care(desk: TestClient) -> None:
    for path, status, told in (
        ("/entities/Nobody-of-that-name", 404, "no name like"), ("/events/e-0000000000000000", 404, "no event"), ("/documents/d-0", 404, "no document"), ("/nowhere", 404, "no such page"),
        ("/timeline?from=yesterday", 400, "is no date"), ("/timeline?offset=-1", 400, "whole number"), ("/statements?stance=sings", 400, "no stance"), ("/timeline?about=" + "x" * 400, 400, "longer than"),
        ("/lines/s-0000000000000000", 404, "nothing with the id"), ("/lines/zzz", 404, "no id of a line"), ("/disputes?type=x", 400, "no type"),
    ):  # fmt: skip
        answer = desk.get(path)
        assert answer.status_code == status, path
        assert told in answer.text
        twin = desk.get("/api/v1" + path)
        assert twin.status_code == status, path
        assert told in twin.json()["error"]


def test_an_empty_search_and_an_empty_record_are_no_errors(desk: TestClient, tmp_path: Path) -> None:
    assert "Give a word" in desk.get("/search").text
    assert "No passage holds" in desk.get("/search?q=zzzz").text
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "one.txt").write_text("x\n", encoding="utf-8")
    with rashomon.open(tmp_path / "s.sqlite") as record:
        record.build(tmp_path / "p")
    empty = client_of(tmp_path / "s.sqlite")
    for page in PAGES:
        if "{" not in page.path and page.name not in ("difference", "build"):
            assert empty.get(page.path).status_code == 200, page.path
    for svg in ("/timeline.svg", "/map.svg"):
        assert empty.get(svg).status_code == 200
