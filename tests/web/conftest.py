"""The workbench over the demo corpus, as a client in this process, and as a server of its own for a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.testclient import TestClient

from rashomon import config
from rashomon.web.app import create_app
from rashomon.web.serving import _bound, known_as

HOST = "127.0.0.1:8765"
BASE = f"http://{HOST}"


def client_of(store: Path, token: str | None = None, **more: str) -> TestClient:
    app = create_app(config.load(store=str(store), who="Nadia"), hosts=[HOST], token=token)
    return TestClient(app, base_url=BASE, follow_redirects=False, headers=more)


@pytest.fixture(scope="session")
def desk(corpus_store: Path) -> TestClient:
    """Pages of the demo corpus, which nothing writes to."""
    return client_of(corpus_store)


@pytest.fixture
def own_desk(corpus_copy: Path) -> TestClient:
    """The same over a copy that a test may write to, with the token for writes."""
    client = client_of(corpus_copy)
    client.headers["x-csrf-token"] = client.get("/api/v1/session").json()["csrf"]
    return client


@contextmanager
def served(store: Path, token: str | None = None) -> Iterator[str]:
    """A server of its own thread on a free port."""
    sock = _bound("127.0.0.1", 0)
    port = sock.getsockname()[1]
    app = create_app(config.load(store=str(store), who="Nadia"), hosts=known_as("127.0.0.1", port, ()), token=token)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx2.get(f"{address}/static/icon.svg")
            break
        except httpx2.TransportError:
            time.sleep(0.02)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(10)
        sock.close()
