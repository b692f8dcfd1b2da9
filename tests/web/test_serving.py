"""Starting the server: what stands in the way is one line, and where it listens is safe."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path

import httpx2
import pytest

from rashomon.web.serving import is_loopback, known_as
from tests.conftest import Runner, command


def test_what_stands_in_the_way_is_told(run: Runner, corpus_store: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for words, told in (
            (("serve", tmp_path / "none.sqlite", "--port", 0), "no such store"), (("serve", corpus_store, "--port", port), "choose another with --port"), (("serve", corpus_store, "--port", 99999), "no port"),
            (("serve", corpus_store, "--host", "0.0.0.0", "--port", 0), "set a token"), (("serve", corpus_store, "--host", "::", "--port", 0), "set a token"),
            (("serve", corpus_store, "--token", "short", "--port", 0), "too short"), (("serve", corpus_store, "--host", "203.0.113.9", "--token", "x" * 20, "--port", 0), "203.0.113.9"),
            (("serve", tmp_path, "--port", 0), "is a folder"),
        ):  # fmt: skip
            ran = run(*words)
            assert (ran.status, ran.out) == (2, ""), words
            assert told in ran.err
            assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("example.org", False),
    ],
)
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) == own


def test_names_it_answers_to() -> None:
    assert set(known_as("127.0.0.1", 8765, ())) == {"localhost:8765", "127.0.0.1:8765", "[::1]:8765"}
    assert {"desk.example.org:443", "192.0.2.1:8765"} <= set(known_as("192.0.2.1", 8765, ("desk.example.org:443",)))
    assert not {n for n in known_as("0.0.0.0", 8765, ()) if n.startswith("0.0.0.0")}


def test_it_starts_answers_and_stops(corpus_store: Path) -> None:
    env = {**os.environ, "RASHOMON_TOKEN": "a-long-enough-token"}
    process = subprocess.Popen(command("serve", corpus_store, "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split(" open ")[1].split()[0]
        assert "a-long-enough-token" not in line
        assert httpx2.get(address).status_code == 303
        answer = httpx2.get(f"{address}api/v1/overview", headers={"authorization": "Bearer a-long-enough-token"})
        assert answer.json()["build"]["files"] == 15
        assert "server" not in answer.headers
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode in (0, 130, -2)
    assert "Traceback" not in err


def test_nothing_is_asked_of_the_network(corpus_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server opens no connection of its own: only sockets that were accepted, and the client's."""
    from tests.web.conftest import client_of

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    desk = client_of(corpus_store)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert desk.get("/").status_code == 200
    assert desk.get("/review").status_code == 200
