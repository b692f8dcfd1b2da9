"""Who may ask, and what an answer may do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon.web import safety
from tests.web.conftest import BASE, HOST, client_of

TOKEN = "a-long-enough-token"
POSTS = ("/review/q-0000000000000000", "/history/j-0000000000000000/undo", "/history/import", "/name", "/logout", "/login")
API_POSTS = ("/api/v1/review/q-0000000000000000", "/api/v1/history/j-0000000000000000/undo", "/api/v1/ledger")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:8765", "", "127.0.0.1:8765@evil.example"]
)
def test_another_host_is_refused(desk: TestClient, host: str) -> None:
    for path in ("/", "/api/v1/overview", "/static/desk.js"):
        answer = desk.get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "Rashomon" not in answer.text


def test_every_answer_has_the_headers(desk: TestClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/overview", "/api/v1/nowhere", "/static/desk.css", "/timeline.csv", "/map.svg"):
        headers = desk.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] in ("no-store", "no-cache")
    assert desk.get("/", headers={"host": "evil.example"}).headers["content-security-policy"]


@pytest.mark.parametrize("path", [*POSTS, *API_POSTS])
def test_no_write_without_the_token_of_our_pages(corpus_copy: Path, path: str) -> None:
    desk = client_of(corpus_copy)
    before = desk.get("/api/v1/history").json()
    for headers in ({}, {"x-csrf-token": "0" * 64}, {"x-csrf-token": ""}):
        for body in ({"data": {"verdict": "same"}}, {"json": {"verdict": "same"}}, {"content": b"\xff\x00"}):
            assert desk.post(path, headers=headers, **body).status_code == 403  # type: ignore[arg-type]
    stranger = client_of(corpus_copy)
    other = stranger.get("/api/v1/session").json()["csrf"]
    desk.get("/")
    assert desk.post(path, headers={"x-csrf-token": other}).status_code == 403
    assert desk.get("/api/v1/history").json() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"origin": f"{BASE}.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_write_from_another_page(own_desk: TestClient, headers: dict[str, str]) -> None:
    question = own_desk.get("/api/v1/review").json()["questions"][0]["id"]
    assert own_desk.post(f"/api/v1/review/{question}", json={"verdict": "unsure"}, headers=headers).status_code == 403
    assert own_desk.get("/api/v1/history").json()["total"] == 0
    assert own_desk.post(f"/api/v1/review/{question}", json={"verdict": "unsure"}, headers={"origin": BASE, "sec-fetch-site": "same-origin"}).status_code == 200


def test_other_methods_are_refused(desk: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"):
        assert desk.request(method, "/").status_code == 405
    assert desk.head("/").status_code == 200
    assert desk.post("/timeline").status_code == 405
    assert desk.get("/logout").status_code == 405


def test_sizes_are_bounded(own_desk: TestClient) -> None:
    assert own_desk.get("/search", params={"q": "x" * 5000}).status_code == 414
    assert own_desk.post("/name", data={"name": "x" * (safety.MOST_BODY + 1)}).status_code == 413
    assert own_desk.post("/api/v1/ledger", content=b"x" * (safety.MOST_LEDGER + 1)).status_code == 413

    def endless():  # type: ignore[no-untyped-def]
        for _ in range(4):
            yield b"x" * safety.MOST_BODY

    assert own_desk.post("/name", content=endless()).status_code == 413
    assert own_desk.post("/name", content=b"x", headers={"content-length": "-1"}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/desk.css%00.png", "/static/app.py", "/static/", "/documents/..%2f..%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_file_but_ours_is_served(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


def test_without_the_token_nothing_is_told(corpus_store: Path) -> None:
    desk = client_of(corpus_store, token=TOKEN)
    for path in ("/", "/timeline", "/documents.csv", "/ledger.jsonl"):
        answer = desk.get(path)
        assert (answer.status_code, answer.headers["location"].startswith("/login?next=")) == (303, True)
        assert "Halyard" not in answer.text
    for path in ("/api/v1/overview", "/api/v1/openapi.json", "/api/v1/session"):
        assert desk.get(path).status_code == 401
    assert desk.post("/review/q", data={}).status_code == 401
    login = desk.get("/login?next=/timeline")
    assert login.status_code == 200
    assert "corpus/" not in login.text


def test_the_token_opens_by_form_and_by_header(corpus_copy: Path) -> None:
    desk = client_of(corpus_copy, token=TOKEN)
    csrf = desk.get("/login").text.split('data-csrf="')[1].split('"')[0]
    assert desk.post("/login?next=/timeline", data={"token": TOKEN}).status_code == 403  # without the token of the form
    assert desk.post("/login?next=/timeline", data={"csrf": csrf, "token": "wrong"}).status_code == 403
    opened = desk.post("/login?next=/timeline", data={"csrf": csrf, "token": TOKEN})
    assert (opened.status_code, opened.headers["location"]) == (303, "/timeline")
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert desk.get("/timeline").status_code == 200
    csrf = desk.get("/api/v1/session").json()["csrf"]
    assert desk.post("/logout", data={"csrf": csrf}).status_code == 303
    assert desk.get("/timeline").status_code == 303
    machine = client_of(corpus_copy, token=TOKEN, authorization=f"Bearer {TOKEN}")
    question = machine.get("/api/v1/review").json()["questions"][0]["id"]
    assert machine.post(f"/api/v1/review/{question}", json={"verdict": "unsure"}).status_code == 200
    assert client_of(corpus_copy, token=TOKEN, authorization="Bearer wrong").get("/api/v1/overview").status_code == 401


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx"])
def test_logging_in_leads_nowhere_else(corpus_store: Path, target: str) -> None:
    desk = client_of(corpus_store, token=TOKEN)
    csrf = desk.get("/login").text.split('data-csrf="')[1].split('"')[0]
    assert desk.post("/login", params={"next": target}, data={"csrf": csrf, "token": TOKEN}).headers["location"] == "/"


def test_tokens_cannot_be_tried_at_will(corpus_store: Path) -> None:
    desk = client_of(corpus_store, token=TOKEN)
    csrf = desk.get("/login").text.split('data-csrf="')[1].split('"')[0]
    statuses = [desk.post("/login", data={"csrf": csrf, "token": f"wrong {n}"}).status_code for n in range(safety.MOST_FAILURES + 2)]
    assert statuses == [403] * safety.MOST_FAILURES + [429] * 2
    assert desk.post("/login", data={"csrf": csrf, "token": TOKEN}).status_code == 429
    assert desk.get("/api/v1/overview", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 429


def test_a_session_is_ours_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = safety.Keys("token")
    session, value = keys.fresh(known=True)
    assert keys.read(value) == session
    for wrong in (value[:-1] + ("0" if value[-1] != "0" else "1"), value.replace(".1.", ".0."), "", "a.b.c", "....", value + ".x", "é.9.1.x", None):
        assert keys.read(wrong) is None
    assert safety.Keys("token").read(value) is None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + safety.LASTS + 2)
    assert keys.read(value) is None
