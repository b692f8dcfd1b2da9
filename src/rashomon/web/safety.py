"""Who may ask, and what an answer may do: hosts, origins, sessions, sizes, headers. Everything passes here before any page sees it.

Texts of reports come from pages nobody vouches for, and so may requests: a page open in the same browser can send them. Therefore the
name in `Host` must be one that was served under (DNS rebinding), writes must come from a page of this server (`Origin`, and a token that
only its pages know), answers may load nothing from elsewhere and run no script but ours (Content-Security-Policy). See decision 32.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BODY = 64 * 1024  # bytes of a form
MOST_LEDGER = 8 * 1024 * 1024  # bytes of a colleague's ledger
LARGE = frozenset({"/api/v1/ledger", "/history/import"})
MOST_TARGET = 4096  # bytes of path and query
LASTS = 12 * 3600  # seconds of a session
MOST_FAILURES = 10  # wrong tokens in `WHILE` seconds, by whomever
WHILE = 60.0
OPEN = ("/login", "/static/")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class TooLarge(Exception):
    """A request has more bytes than are taken."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that was given a cookie. `known`: it showed the token, or none is asked for. `csrf` goes into its forms."""

    id: str
    known: bool
    csrf: str


class Keys:
    """Signs sessions; the key lives as long as the process. With `token`, who does not know it sees nothing."""

    def __init__(self, token: str | None, cookie: str = "rashomon") -> None:
        self.token = token
        self.cookie = cookie
        self._key = secrets.token_bytes(32)
        self._failed: deque[float] = deque(maxlen=MOST_FAILURES)

    def _sign(self, *words: str) -> str:
        return hmac.new(self._key, "|".join(words).encode(), hashlib.sha256).hexdigest()

    def fresh(self, known: bool) -> tuple[Session, str]:
        """A new session, and the value of its cookie."""
        identifier, until, level = secrets.token_hex(16), str(int(time.time()) + LASTS), "1" if known else "0"
        return self._session(identifier, known), f"{identifier}.{until}.{level}.{self._sign('session', identifier, until, level)}"

    def _session(self, identifier: str, known: bool) -> Session:
        return Session(id=identifier, known=known or self.token is None, csrf=self._sign("csrf", identifier))

    def read(self, value: str | None) -> Session | None:
        """The session of a cookie; None where it is not ours, or over."""
        parts = (value or "").split(".")
        if len(parts) != 4 or not hmac.compare_digest(self._sign("session", *parts[:3]).encode(), parts[3].encode()):
            return None
        return self._session(parts[0], parts[2] == "1") if int(parts[1]) >= time.time() else None

    def is_csrf(self, session: Session | None, given: str | None) -> bool:
        return session is not None and given is not None and hmac.compare_digest(session.csrf.encode(), given.encode("utf-8", "replace"))

    def is_token(self, given: str) -> bool:
        """Whether this is the token. Raises PermissionError after too many wrong ones in a short time."""
        now = time.monotonic()
        if len(self._failed) == MOST_FAILURES and now - self._failed[0] < WHILE:
            raise PermissionError
        right = self.token is not None and hmac.compare_digest(
            hashlib.sha256(self.token.encode()).digest(), hashlib.sha256(given.encode("utf-8", "replace")).digest()
        )
        if not right:
            self._failed.append(now)
        return right

    def cookie_header(self, value: str, secure: bool) -> str:
        return f"{self.cookie}={value}; Path=/; Max-Age={LASTS}; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


class Guard:
    """The outermost layer (ASGI). Puts the `Session` of a request, if any, into `scope["state"]["session"]`, and `bearer` beside it."""

    def __init__(self, app: App, keys: Keys, hosts: Iterable[str]) -> None:
        self.app = app
        self.keys = keys
        self.hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks anything else
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _headers(scope)
        answer = self._refusal(scope, headers) or self._door(scope, headers)
        if answer is not None:
            await _plain(answer, scope, _with_headers(send))
            return
        limit = MOST_LEDGER if scope["path"] in LARGE else MOST_BODY
        if (size := headers.get(b"content-length", [b"0"])[0]) and (not size.isdigit() or int(size) > limit):
            await _plain((413, "this is more than is taken here", None), scope, _with_headers(send))
            return
        await self.app(scope, _counted(receive, limit), _with_headers(send))

    def _refusal(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> tuple[int, str, str | None] | None:
        """(status, words, where to go instead) of a request that is not looked at."""
        host = headers.get(b"host", [])
        if len(host) != 1 or host[0].decode("latin-1").lower() not in self.hosts:
            return 421, "this server does not go by that name; open it by the address that it printed when it started", None
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_TARGET:
            return 414, "the address is too long", None
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "only GET, HEAD and POST", None
        if scope["method"] == "POST":
            origin, site = headers.get(b"origin", []), headers.get(b"sec-fetch-site", [])
            wanted = f"{scope['scheme']}://{host[0].decode('latin-1').lower()}".encode()
            if any(o.lower() != wanted for o in origin) or any(s not in (b"same-origin", b"none") for s in site):
                return 403, "writing is for pages of this server only", None
        return None

    def _door(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> tuple[int, str, str | None] | None:
        """Who asks; None when the door is open to them."""
        state = scope.setdefault("state", {})
        session = self.keys.read(_cookie(headers.get(b"cookie", []), self.keys.cookie))
        state["session"], state["bearer"] = session, False
        given = headers.get(b"authorization", [b""])[0].decode("latin-1")
        if self.keys.token is None:
            return None
        if given.lower().startswith("bearer "):
            try:
                state["bearer"] = self.keys.is_token(given[7:].strip())
            except PermissionError:
                return 429, "too many wrong tokens: wait a minute", None
            return None if state["bearer"] else (401, "that is not the token", None)
        if (session is not None and session.known) or scope["path"].startswith(OPEN):
            return None
        if scope["path"].startswith("/api/") or scope["method"] != "GET":
            return 401, "the token is asked for: send it as Authorization: Bearer TOKEN", None
        target = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return 303, "log in first", f"/login?next={quote(target, safe='')}"


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    out: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        out.setdefault(name.lower(), []).append(value)
    return out


def _cookie(headers: list[bytes], name: str) -> str | None:
    for raw in headers:
        try:
            found = SimpleCookie(raw.decode("latin-1")).get(name)
        except CookieError:
            continue
        if found is not None:
            return found.value
    return None


def _counted(receive: Receive, limit: int) -> Receive:
    """The same bytes, up to a limit, whatever length was announced."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message.get("headers", [])}
            more = [h for h in HEADERS if h[0] not in own]
            if b"cache-control" not in own:
                more.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return sending


async def _plain(answer: tuple[int, str, str | None], scope: Scope, send: Send) -> None:
    status, words, target = answer
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if target:
        headers.append((b"location", target.encode("latin-1")))
    if status == 405:
        headers.append((b"allow", b"GET, HEAD, POST"))
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
