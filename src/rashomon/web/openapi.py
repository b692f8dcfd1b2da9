"""The OpenAPI document (3.1) of `/api/v1`, made from the table of pages and the dataclasses that answer."""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon._version import __version__
from rashomon.browsing.answers import Citation
from rashomon.judging import Imported
from rashomon.model import Judgement
from rashomon.web.pages import PAGES, REQUIRED, Page

BASE = "/api/v1"
SCHEMAS = "#/components/schemas/"
TYPES = {"text": {"type": "string", "maxLength": 300}, "flag": {"type": "boolean"}, "number": {"type": "integer", "minimum": 0, "maximum": 999_999_999}}
ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
DECISION = {
    "type": "object", "required": ["verdict"],
    "properties": {"verdict": {"enum": ["same", "different", "unsure"]}, "why": {"type": "string", "maxLength": 2000}},
}  # fmt: skip


def document() -> dict[str, Any]:
    kinds = [p.answer for p in PAGES] + [Citation, Judgement, Imported]
    refs, components = msgspec.json.schema_components(kinds, ref_template=SCHEMAS + "{name}")
    of = dict(zip(kinds, refs, strict=True))
    paths: dict[str, Any] = {_path(p): {"get": _get(p, of[p.answer])} for p in PAGES}
    paths[f"{BASE}/lines/{{identifier}}/annotation"] = {
        "get": _operation(
            "annotation", "The citation of a line, as a W3C Web Annotation.", {"type": "object"}, [_in_path("identifier")], kind="application/ld+json"
        )
    }
    paths[f"{BASE}/review/{{question}}"] = {
        "post": _writing("decide", "Answers a question of the review queue.", of[Judgement], [_in_path("question")], "application/json", DECISION)
    }
    paths[f"{BASE}/history/{{judgement}}/undo"] = {
        "post": _writing(
            "undo",
            "Takes a judgement back.",
            of[Judgement],
            [_in_path("judgement")],
            "application/json",
            {"type": "object", "properties": {"why": {"type": "string"}}},
        )
    }
    paths[f"{BASE}/ledger"] = {
        "get": _operation("ledger", "The whole ledger, one judgement a line.", {"type": "string"}, [], kind="application/jsonl"),
        "post": _writing(
            "import_ledger",
            "Adds a colleague's ledger; what goes against a judgement that stands is left out and shown.",
            of[Imported],
            [],
            "application/jsonl",
            {"type": "string"},
        ),
    }
    paths[f"{BASE}/session"] = {
        "get": _operation(
            "session",
            "The token that writes ask for in X-CSRF-Token, and who decides.",
            {"type": "object", "required": ["csrf", "who"], "properties": {"csrf": {"type": "string"}, "who": {"type": "string"}}},
            [],
        )
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon",
            "version": __version__,
            "description": "A record of who said what, page by page. It never says what is true; it shows who says so.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**components, "Error": ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}, "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"}},
        },
    }


def _path(p: Page) -> str:
    return BASE + ("/overview" if p.path == "/" else p.path)


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _get(p: Page, schema: Any) -> dict[str, Any]:
    required = REQUIRED.get(p.name, ())
    params = [_in_path(name) for name in p.parts] + [
        {"name": x.name, "in": "query", "required": (x.to or x.name) in required, "description": x.help, "schema": TYPES[x.sort]} for x in p.params
    ]
    return _operation(p.name, p.help, schema, params)


def _operation(name: str, summary: str, schema: Any, params: list[dict[str, Any]], kind: str = "application/json") -> dict[str, Any]:
    wrong = {"description": "What is wrong, in one line.", "content": {"application/json": {"schema": {"$ref": SCHEMAS + "Error"}}}}
    plain = {"description": "Refused at the door: host, size or method.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {
        "operationId": name, "summary": summary, "parameters": params,
        "responses": {"200": {"description": "OK", "content": {kind: {"schema": schema}}}, "400": wrong, "404": wrong, "503": wrong, "401": plain, "414": plain, "421": plain},
    }  # fmt: skip


def _writing(name: str, summary: str, schema: Any, params: list[dict[str, Any]], kind: str, body: dict[str, Any]) -> dict[str, Any]:
    made = _operation(name, summary, schema, params)
    made["requestBody"] = {"required": True, "content": {kind: {"schema": body}}}
    made["security"] = [{"token": []}, {"csrf": []}]
    made["responses"] |= dict.fromkeys(("403", "409"), made["responses"]["400"]) | {"413": made["responses"]["414"]}
    return made
