"""Asks a chat endpoint of the kind that OpenAI began and many servers speak (`POST …/chat/completions`), with the standard library.

The only place of the package that uses a network, and only with an address that the user wrote. A redirect is not
followed, so that words and key go to that address and nowhere else. No error shows the key.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
from time import sleep
from typing import Any
from urllib import error as failures
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from rashomon.errors import SetupError

SEED = 1950
TIMEOUT = 300  # seconds without a sign of life; a small machine needs minutes for a long answer
TRIES = 4
PAUSES = (1.0, 4.0, 16.0)  # seconds before the second try and those after it, unless the server asks for more
LONGEST_PAUSE = 60.0  # seconds; a server that asks for more is asked again after this
LARGEST = 4_000_000  # bytes of an answer that are read
AGAIN = frozenset({408, 425, 429})  # worth another try, as is everything from 500 on
DOWN = frozenset({429, 502, 503, 504})  # of the server, not of this question
OF_THE_WORDS = ("content_filter", "content_policy", "context_length", "context_size")  # errors about one question alone
PATH = "/chat/completions"
KEPT = "what was read is kept, run the same command to go on"


class NoAnswer(Exception):
    """This question got no answer that can be used; another may get one. Says why."""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: urllib would send the key along."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Chat:
    """One model at one address. Raises SetupError for an address that cannot be used."""

    def __init__(self, address: str, model: str, key: str = "") -> None:
        parts = _parts(address)
        path = parts.path.rstrip("/")
        self._url = f"{parts.scheme}://{parts.netloc}{path}" + ("" if path.endswith(PATH) else PATH)
        self._model = model
        self._key = key.strip()
        if not self._key.isascii() or not self._key.isprintable() or " " in self._key:
            raise SetupError("llm_key holds characters that no key has (see RASHOMON_LLM_KEY and rashomon.toml)")
        self._opener: OpenerDirector = build_opener(_Stay, *([ProxyHandler({})] if _here(parts.hostname or "") else []))

    def ask(self, system: str, user: str) -> str:
        """The words of the answer. Raises NoAnswer, and SetupError where the address cannot be reached or refuses to serve."""
        body = {
            "model": self._model, "temperature": 0, "seed": SEED, "stream": False,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        }  # fmt: skip
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "rashomon"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = Request(self._url, json.dumps(body).encode("ascii"), headers, method="POST")
        what, pause = "", 0.0
        for attempt in range(TRIES):
            if attempt:
                sleep(min(max(PAUSES[attempt - 1], pause), LONGEST_PAUSE))
            try:
                with self._opener.open(request, timeout=TIMEOUT) as response:
                    data = response.read(LARGEST)
                    if len(data) < LARGEST and response.length:  # fewer bytes than were announced
                        raise http.client.IncompleteRead(data)
                    return self._words(data)
            except failures.HTTPError as error:
                with error:
                    what, pause = self._refused(error), _retry_after(error.headers.get("Retry-After"))
                down = error.code in DOWN
            except failures.URLError as error:
                if not isinstance(error.reason, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
                    raise self._setup(f"cannot be reached ({self._hidden(error.reason)}): is the address right, and does the server run?") from None
                what, down = "the connection broke", True
            except TimeoutError:
                raise NoAnswer(f"no answer within {TIMEOUT} seconds") from None
            except (OSError, http.client.HTTPException):
                what, down = "the connection broke", True
        if down:
            raise self._setup(f"{what}, {TRIES} times")
        raise NoAnswer(what)

    def _refused(self, error: failures.HTTPError) -> str:
        """What the server says, where it may answer another time. Raises what `ask` raises where it never will."""
        said = b""
        with contextlib.suppress(OSError, http.client.HTTPException):
            said = error.read(LARGEST)
        what = f"HTTP {error.code}" + (f", {told}" if (told := self._hidden(_message(said))) else "")
        if error.code in AGAIN or error.code >= 500:
            return what
        if error.code < 400:
            to = self._hidden(error.headers.get("Location", "to a place that is not named"))
            raise self._setup(f"leads elsewhere (HTTP {error.code}, {to}): if you trust that address, write it in place of this one") from None
        if any(sign in said.decode("utf-8", "replace") for sign in OF_THE_WORDS):
            raise NoAnswer(what) from None
        remedy = {401: "set RASHOMON_LLM_KEY", 403: "is the key the right one?", 404: "is the name of the model right, and the path of the address?"}
        raise self._setup(f"refuses to answer ({what})" + (f": {remedy[error.code]}" if error.code in remedy else "")) from None

    def _words(self, data: bytes) -> str:
        try:
            found = json.loads(data)
            message = found["choices"][0]["message"]
            words = message.get("content")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise self._setup("answers, but not as a chat endpoint does: most end in /v1") from None
        if not isinstance(words, str):
            raise NoAnswer("an answer without words")
        return words

    def _setup(self, what: str) -> SetupError:
        return SetupError(f"{self._url} (model {self._model}) {what}; {KEPT}, or choose --model none")

    def _hidden(self, words: object) -> str:
        """What somebody else said, in one short line and without the key."""
        line = " ".join(str(words).split())[:300]
        return line.replace(self._key, "…") if self._key else line


def _parts(address: str) -> SplitResult:
    """An address taken apart. Raises SetupError for one with a password in it, which would be kept in the store."""
    if "@" in address or "?" in address or "#" in address:
        raise SetupError("the address of a model holds no name, password or query: a key goes into RASHOMON_LLM_KEY")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not address.isascii():
        raise SetupError(f"{address!r} is no address of a chat endpoint: write it like http://localhost:8080/v1")
    return parts


def _here(host: str) -> bool:
    """Whether a host is this machine, which is asked without a proxy."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _retry_after(asked: str | None) -> float:
    """Seconds that a server asks to wait; 0 where it names none, or a date."""
    return float(asked) if asked and asked.isascii() and asked.isdigit() else 0.0


def _message(data: bytes) -> str:
    """The words of an error: `error.message` of most servers, else nothing (a page of markup tells little)."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    error = found.get("error", found) if isinstance(found, dict) else found
    words = error.get("message") or error.get("detail") if isinstance(error, dict) else error
    return words if isinstance(words, str) else ""
