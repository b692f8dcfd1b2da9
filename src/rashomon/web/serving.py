"""Starts the server: where it listens, under which names, and what stands in the way."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from rashomon.config import Settings
from rashomon.errors import SetupError
from rashomon.web.app import create_app

MOST_AT_ONCE = 120  # requests; more are answered with 503
SHORTEST_TOKEN = 12  # characters


def serve(settings: Settings, *, host: str, port: int, token: str | None, names: tuple[str, ...] = (), ready: Callable[[str], None] = lambda _: None) -> None:
    """Serves the workbench until it is interrupted. `ready` gets the address to open. Raises SetupError, StoreError."""
    loopback = is_loopback(host)
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise SetupError(
            f"the token is too short: {SHORTEST_TOKEN} characters or more (for example from: python -c 'import secrets; print(secrets.token_urlsafe(24))')"
        )
    if not loopback and token is None:
        raise SetupError(f"{host} can be reached from other machines: set a token (RASHOMON_TOKEN, or --token), or leave --host out")
    sock = _bound(host, port)
    port = sock.getsockname()[1]
    try:
        app = create_app(settings, hosts=known_as(host, port, names), token=token, cookie=f"rashomon_{port}")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=False, proxy_headers=False, ws="none", lifespan="off", http="h11",
            limit_concurrency=MOST_AT_ONCE, timeout_keep_alive=10, timeout_graceful_shutdown=5, h11_max_incomplete_event_size=16 * 1024,
        )  # fmt: skip
        ready(f"http://{_shown(host)}:{port}/")
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        sock.close()


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def known_as(host: str, port: int, names: tuple[str, ...]) -> list[str]:
    """The values of `Host` that are answered. Of an address that stands for all (0.0.0.0), only names that were given, and this machine's own."""
    own = ["localhost", "127.0.0.1", "[::1]", *names]
    if host not in ("0.0.0.0", "::"):
        own.append(_shown(host))
    return [n if n.rpartition(":")[2].isdigit() and not n.endswith("]") and n.count(":") == 1 else f"{n}:{port}" for n in own] + (
        own if port in (80, 443) else []
    )


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise SetupError(f"{host}:{port}: {(error.strerror or str(error)).lower()} (choose another with --port, or --port 0 for any that is free)") from error
    except OverflowError as error:
        sock.close()
        raise SetupError(f"{port}: no port (0 to 65535)") from error
    return sock
