"""The application: routes from the table of pages, forms that write, and errors told with care.

Every request that reads opens one state of the store and closes it again; writes go through the façade, which keeps a decision with the
links that follow it, or not at all.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from rashomon import codec
from rashomon.api import Record
from rashomon.browsing import Held
from rashomon.config import Settings
from rashomon.errors import InputError, NotFound, RashomonError, SetupError, StoreError
from rashomon.web import charts, openapi, tables
from rashomon.web.pages import PAGES, Page, asked
from rashomon.web.render import ASSETS, Renderer, with_query
from rashomon.web.safety import Guard, Keys, Session, TooLarge

API = openapi.BASE
MOST_NOTE, MOST_NAME = 2000, 80  # characters
WHO = "who"
HTML = "text/html; charset=utf-8"
log = logging.getLogger("rashomon.web")
Handler = Callable[[Request], Awaitable[Response]]


class Query(dict[str, str]):
    """The words of a query; what was not asked is empty."""

    def __missing__(self, name: str) -> str:
        return ""


class Forbidden(RashomonError):
    """A write that does not come from a page of this server."""


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (StoreError, 503),
    (SetupError, 400),
    (InputError, 400),
    (RashomonError, 400),
)


def create_app(settings: Settings, *, hosts: Iterable[str], token: str | None = None, cookie: str = "rashomon") -> Guard:
    """The application (ASGI) over the store that `settings` name, under the given `Host` names. Raises StoreError where there is none."""
    return Desk(settings, Keys(token, cookie)).guarded(hosts)


class Desk:
    """What requests share: settings, what is held of the record, keys and templates."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self.settings = settings
        self.keys = keys
        self.held = Held()
        self.render = Renderer()
        self.openapi = codec.json_bytes(openapi.document())
        with Record(settings).browse(self.held) as browser:  # no store, or one that cannot be read, is said at once
            browser.build()

    def guarded(self, hosts: Iterable[str]) -> Guard:
        pages = [r for p in PAGES for r in self._routes(p)]
        more = [
            Route("/static/{name}", self._safely(self.static)), Route("/login", self._safely(self.login), methods=["GET", "POST"]),
            Route("/logout", self._safely(self.logout), methods=["POST"]), Route("/name", self._safely(self.name), methods=["POST"]),
            Route("/review/{question}", self._safely(self.decide), methods=["POST"]), Route("/history/import", self._safely(self.take_ledger), methods=["POST"]),
            Route("/history/{judgement}/undo", self._safely(self.undo), methods=["POST"]), Route("/ledger.jsonl", self._safely(self.ledger)),
            Route("/timeline.svg", self._safely(self.timeline_svg)), Route("/map.svg", self._safely(self.map_svg)), Route("/events/{identifier}/figures.svg", self._safely(self.figures_svg)),
            Route(f"{API}/openapi.json", self._safely(self.describe)), Route(f"{API}/session", self._safely(self.session)),
            Route(f"{API}/lines/{{identifier}}/annotation", self._safely(self.annotation)), Route(f"{API}/review/{{question}}", self._safely(self.decide), methods=["POST"]),
            Route(f"{API}/history/{{judgement}}/undo", self._safely(self.undo), methods=["POST"]), Route(f"{API}/ledger", self._safely(self.ledger)),
            Route(f"{API}/ledger", self._safely(self.take_ledger), methods=["POST"]),
        ]  # fmt: skip
        app = Starlette(routes=[*more, *pages], exception_handlers={HTTPException: self._http})
        app.router.redirect_slashes = False
        return Guard(app, self.keys, hosts)

    def _routes(self, page: Page) -> list[Route]:
        out = [Route(API + ("/overview" if page.path == "/" else page.path), self._safely(partial(self.twin, page)))]
        if page.name == "line":
            out.append(Route(page.path, self._safely(self.to_line)))
        elif page.name != "build":
            if page.table:
                out.insert(0, Route(f"{page.path}.csv", self._safely(partial(self.table, page))))
            out.append(Route(page.path, self._safely(partial(self.html, page))))
        return out

    # ----------------------------------------------------------------------------- asking
    def _ask(self, page: Page, request: Request) -> Any:
        given = asked(page, dict(request.query_params))
        with Record(self.settings).browse(self.held) as browser:
            return getattr(browser, page.method)(*(request.path_params[name] for name in page.parts), **given)

    async def _answer(self, page: Page, request: Request) -> Any:
        return await to_thread.run_sync(self._ask, page, request)

    async def twin(self, page: Page, request: Request) -> Response:
        answer = await self._answer(page, request)
        return Response(await to_thread.run_sync(codec.json_bytes, answer), media_type="application/json")

    async def table(self, page: Page, request: Request) -> Response:
        data = await to_thread.run_sync(tables.as_csv, page.name, await self._answer(page, request))
        return _file(data, "text/csv; charset=utf-8", f"{page.name}.csv")

    async def html(self, page: Page, request: Request) -> Response:
        answer = await self._answer(page, request)
        return await self._page(request, page.name, page.title, answer=answer, page=page)

    async def _page(self, request: Request, template: str, title: str, status: int = 200, **context: Any) -> Response:
        """A page, with a session where the browser has none yet."""
        session: Session | None = request.scope["state"].get("session")
        cookie = None
        if session is None:
            session, value = self.keys.fresh(known=False)
            cookie = self.keys.cookie_header(value, request.url.scheme == "https")
        query = Query(request.query_params)
        path = request.url.path
        common = {
            "title": title, "session": session, "who": self._who(request), "path": path, "query": query, "link": partial(with_query, path, query),
            "twin": with_query(API + ("/overview" if path == "/" else path), query), "store": self.settings.location.name, "token": self.keys.token is not None,
        }  # fmt: skip
        text = await to_thread.run_sync(partial(self.render.page, template, **common, **context))
        response = Response(text.encode("utf-8", "replace"), status, media_type=HTML)
        if cookie:
            response.headers["set-cookie"] = cookie
        return response

    async def to_line(self, request: Request) -> Response:
        """Where a line is shown: the place in its document, or the page of an event, an actor, a pair."""
        identifier = request.path_params["identifier"]
        page = {"e": "/events/", "n": "/entities/", "d": "/documents/"}.get(identifier[:1]) if identifier[1:2] == "-" else None
        if page is not None:
            return RedirectResponse(page + quote(identifier, safe=""), 303)
        line = await self._answer(next(p for p in PAGES if p.name == "line"), request)
        if len(line.shown) == 1:
            return RedirectResponse(f"/documents/{line.roots[0]}?at={identifier}#{identifier}", 303)
        return await self._page(request, "line", "Line", answer=line)

    # ----------------------------------------------------------------------------- files
    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            raise NotFound("no such file")
        return Response(self.render.assets[name], headers={"content-type": ASSETS[name], "cache-control": "no-cache"})

    async def timeline_svg(self, request: Request) -> Response:
        answer = await self._answer(next(p for p in PAGES if p.name == "timeline"), request)
        return _file(charts.saved(charts.months(answer.months)), "image/svg+xml", "timeline.svg")

    async def map_svg(self, request: Request) -> Response:
        answer = await self._answer(next(p for p in PAGES if p.name == "places"), request)
        return _file(charts.saved(charts.world(answer.places, link="")), "image/svg+xml", "map.svg")

    async def figures_svg(self, request: Request) -> Response:
        answer = await self._answer(next(p for p in PAGES if p.name == "event"), request)
        groups = [g for g in answer.groups if g.category == request.query_params.get("sort", g.category)]
        if not groups:
            raise NotFound("no such figures of this event")
        return _file(charts.saved(charts.group(groups[0])), "image/svg+xml", "figures.svg")

    async def describe(self, request: Request) -> Response:
        return Response(self.openapi, media_type="application/json")

    async def annotation(self, request: Request) -> Response:
        def ask() -> bytes:
            with Record(self.settings).browse(self.held) as browser:
                return codec.json_bytes(tables.annotation(browser.citation(request.path_params["identifier"])))

        return _file(await to_thread.run_sync(ask), "application/ld+json", f"{request.path_params['identifier']}.json")

    async def ledger(self, request: Request) -> Response:
        def ask() -> bytes:
            with Record(self.settings) as record:
                return b"".join(record.export_ledger())

        return _file(await to_thread.run_sync(ask), "application/jsonl; charset=utf-8", "ledger.jsonl")

    # ----------------------------------------------------------------------------- sessions
    def _who(self, request: Request) -> str:
        return _name(unquote(request.cookies.get(WHO, ""))) or self.settings.judge

    async def session(self, request: Request) -> Response:
        found = request.scope["state"].get("session")
        session, value = (found, None) if found else self.keys.fresh(known=False)
        response = Response(codec.json_bytes({"csrf": session.csrf, "who": self._who(request)}), media_type="application/json")
        if value:
            response.headers["set-cookie"] = self.keys.cookie_header(value, request.url.scheme == "https")
        return response

    async def login(self, request: Request) -> Response:
        target = request.query_params.get("next", "/")
        target = target if target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable() else "/"
        if request.method == "GET":
            return await self._page(request, "login", "Log in", wrong="", next=target)
        form = await self._form(request)
        try:
            right = self.keys.token is None or self.keys.is_token(form.get("token", ""))
        except PermissionError:
            return await self._page(request, "login", "Log in", 429, wrong="Too many wrong tokens. Wait a minute, then try again.", next=target)
        if not right:
            return await self._page(request, "login", "Log in", 403, wrong="That is not the token.", next=target)
        _, value = self.keys.fresh(known=True)
        response = RedirectResponse(target, 303)
        response.headers["set-cookie"] = self.keys.cookie_header(value, request.url.scheme == "https")
        return response

    async def logout(self, request: Request) -> Response:
        await self._form(request)
        response = RedirectResponse("/login" if self.keys.token else "/", 303)
        response.delete_cookie(self.keys.cookie, path="/")
        return response

    async def name(self, request: Request) -> Response:
        """Under which name decisions of this browser are kept."""
        form = await self._form(request)
        response = RedirectResponse("/review", 303)
        response.set_cookie(WHO, quote(_name(form.get("name", "")), safe=""), max_age=365 * 86400, path="/", httponly=True, samesite="strict")
        return response

    # ----------------------------------------------------------------------------- writing
    async def _form(self, request: Request) -> dict[str, str]:
        """What was sent, with the token that shows where it comes from checked first. Raises Forbidden, InputError."""
        body = await request.body()
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        given: Any = {}
        if kind == "application/json":
            try:
                given = json.loads(body or b"{}")
            except ValueError as error:
                raise InputError("request", f"no JSON: {error}") from None
            if not isinstance(given, dict):
                raise InputError("request", "no JSON object")
        elif kind == "application/x-www-form-urlencoded":
            given = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=40))
        elif kind in ("application/jsonl", "application/x-ndjson"):
            given = {"ledger": body.decode("utf-8", "replace")}
        self._check(request, str(given.get("csrf", "")))
        return {str(k): v for k, v in given.items() if isinstance(v, str)}

    def _check(self, request: Request, given: str) -> None:
        state = request.scope["state"]
        if not state.get("bearer") and not self.keys.is_csrf(state.get("session"), request.headers.get("x-csrf-token") or given):
            raise Forbidden("this form is too old, or comes from elsewhere: load the page again and repeat")

    def _record(self, request: Request) -> Record:
        return Record(replace(self.settings, who=self._who(request)))

    async def decide(self, request: Request) -> Response:
        form = await self._form(request)
        why = form.get("why", "").strip()
        if len(why) > MOST_NOTE:
            raise InputError("note", f"longer than {MOST_NOTE} characters")

        def write() -> Any:
            record = self._record(request)
            with record.browse(self.held) as browser:
                _, one, two = browser.question(request.path_params["question"])
            return record.judge(form.get("verdict", ""), one, two, why or None)

        return self._written(request, await to_thread.run_sync(write), "/review", form)

    async def undo(self, request: Request) -> Response:
        form = await self._form(request)
        made = await to_thread.run_sync(lambda: self._record(request).undo(request.path_params["judgement"], form.get("why", "").strip()[:MOST_NOTE] or None))
        return self._written(request, made, "/history" if form.get("from") == "history" else "/review", form)

    def _written(self, request: Request, made: Any, target: str, form: Mapping[str, str]) -> Response:
        if request.url.path.startswith(API):
            return Response(codec.json_bytes(made), media_type="application/json")
        kept = {k: form[k] for k in ("decided", "type", "offset") if form.get(k)}
        return RedirectResponse(with_query(target, kept, done=made.id), 303)

    async def take_ledger(self, request: Request) -> Response:
        form = await self._form(request)
        problems: list[str] = []
        lines = form.get("ledger", "").encode("utf-8", "replace").splitlines()
        found = await to_thread.run_sync(lambda: self._record(request).import_ledger(lines, problem=lambda e: problems.append(str(e))))
        if request.url.path.startswith(API):
            return Response(codec.json_bytes({**codec.plain(found), "problems": problems}), media_type="application/json")
        return await self._page(request, "imported", "Ledger taken in", found=found, problems=problems[:100])

    # ----------------------------------------------------------------------------- errors
    def _safely(self, handler: Callable[[Request], Awaitable[Response]]) -> Handler:
        async def safe(request: Request) -> Response:
            try:
                return await handler(request)
            except TooLarge:
                return Response("this is more than is taken here\n", 413, media_type="text/plain")
            except RashomonError as error:
                status = next(s for kind, s in STATUS if isinstance(error, kind))
                return await self._told(request, 409 if status == 400 and request.method == "POST" and isinstance(error, SetupError) else status, str(error))
            except Exception:
                log.exception("%s %s", request.method, request.url.path)
                return await self._told(request, 500, "a defect of Rashomon: the terminal where it runs tells more; please report it")

        return safe

    async def _http(self, request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 500)
        return await self._told(request, status, {404: "no such page", 405: "this page cannot be asked for in that way"}.get(status, str(error)))

    async def _told(self, request: Request, status: int, words: str) -> Response:
        if request.url.path.startswith("/api/") or request.url.path.endswith((".csv", ".svg")):
            return Response(codec.json_bytes({"error": words}), status, media_type="application/json")
        return await self._page(
            request, "error", {404: "Not there", 403: "Not from here", 503: "The store cannot be read"}.get(status, "That did not work"), status, told=words
        )


def _name(value: str) -> str:
    return " ".join("".join(c for c in value if c.isprintable()).split())[:MOST_NAME]


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, headers={"content-type": kind, "content-disposition": f'attachment; filename="{name}"'})
