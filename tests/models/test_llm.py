"""A language model behind a chat endpoint: a stand-in server on this machine answers, well and badly."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from rashomon import models
from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models import Found, chat, llm
from rashomon.models.chat import Chat
from rashomon.pipeline.reading import Reader, state
from tests.conftest import Runner

CLERK = "The road, said the harbour clerk, was open. Munir Sabbouh denied it."
ARABIC = "وقال منير صبوح إن القوات انسحبت من تل غراب، بالقرب من مرسى رمال."
KEY = "sk-271828-very-secret"
Answer = dict[str, Any] | str


@dataclass
class Server:
    """What it answers, one after the other (the last for good), and what it was asked."""

    address: str
    answers: list[tuple[int, Answer, dict[str, str]]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def will(self, answer: Answer, status: int = 200, **headers: str) -> None:
        self.answers.append((status, answer, {name.replace("_", "-"): value for name, value in headers.items()}))

    def say(self, *entries: dict[str, Any], words: str = "{}") -> None:
        """A chat answer with entries for the passages; `words` is what stands around the JSON."""
        self.will(spoken(words.replace("{}", json.dumps({"passages": entries}, ensure_ascii=False))))

    def texts(self, question: int = 0) -> list[str]:
        given = self.asked[question]["messages"][1]["content"].removesuffix(llm.AGAIN)
        return [p["text"] for p in json.loads(given)["passages"]]

    @property
    def name(self) -> str:
        return f"llm:stand-in@{self.address}"


def spoken(words: str | None) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": words}}]}


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            made.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            made.headers.append(dict(self.headers))
            status, answer, headers = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
            data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made = Server(f"http://127.0.0.1:{http.server_address[1]}/v1")
    yield made
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No test waits: the pauses it would have made."""
    made: list[float] = []
    monkeypatch.setattr(chat, "sleep", made.append)
    return made


def read(server: Server, *words: str, language: str = "en") -> list[Found]:
    at, given = 10, []
    for text in words:
        given.append((Span(at, at + len(text)), text))
        at += len(text) + 2
    found = models.model(server.name, KEY).read(language, given)
    assert found is not None
    return list(found)


def shown(words: str, found: Found, start: int = 10) -> tuple[list[tuple[str, str | None]], list[tuple[list[str], list[str], list[str]]]]:
    """Names and attributions in words, of a passage that begins at `start`."""

    def text(span: Span) -> str:
        return words[span.start - start : span.end - start]

    assert found.names is not None
    assert found.attributions is not None
    names = [(text(n.span), n.type) for n in found.names]
    return names, [([text(s) for s in a.source], [text(s) for s in a.cue], [text(s) for s in a.content]) for a in found.attributions]


def said(source: str, cue: str, *content: str) -> dict[str, Any]:
    return {"source": [source] if source else [], "cue": [cue] if cue else [], "content": list(content)}


def named(*names: str, type: str = "person") -> list[dict[str, str]]:
    return [{"text": name, "type": type} for name in names]


# ------------------------------------------------------------------------------------------------ answers
def test_a_good_answer_gives_names_and_attributions_in_fragments(server: Server) -> None:
    server.say(
        {
            "n": 1,
            "names": named("Munir Sabbouh"),
            "attributions": [said("the harbour clerk", "said", "The road,", "was open"), said("Munir Sabbouh", "denied", "it")],
        }
    )
    (found,) = read(server, CLERK)
    assert shown(CLERK, found) == (
        [("Munir Sabbouh", "person")],
        [(["the harbour clerk"], ["said"], ["The road,", "was open"]), (["Munir Sabbouh"], ["denied"], ["it"])],
    )
    assert (found.ends, found.notes) == (None, ())
    assert {(a.score, a.stance) for a in found.attributions or ()} == {(None, None)}
    (asked,) = server.asked
    assert (asked["model"], asked["temperature"], asked["seed"], asked["stream"]) == ("stand-in", 0, chat.SEED, False)
    assert server.texts() == [CLERK]


def test_an_invented_quotation_is_refused_and_counted(server: Server) -> None:
    names = named("Munir Sabbouh", "Munir Sabouh", "Sabb")
    server.say({"n": 1, "names": names, "attributions": [said("the clerk of the harbour", "said", "the road was open"), said("Munir Sabbouh", "denied", "it")]})
    (found,) = read(server, CLERK)
    assert shown(CLERK, found) == ([("Munir Sabbouh", "person")], [(["Munir Sabbouh"], ["denied"], ["it"])])
    assert found.notes == (llm.REFUSED,) * 4  # two names, a source and a content


def test_white_space_may_differ_and_nothing_else(server: Server) -> None:
    words = "The harbour\nclerk  said “the road\u00a0is open”."
    server.say(
        {"n": 1, "names": [], "attributions": [said("The harbour clerk", "said", "the road is open"), said("The harbour clerk", "said", '"the road is open"')]}
    )
    (found,) = read(server, words)
    assert shown(words, found)[1] == [(["The harbour\nclerk"], ["said"], ["the road\u00a0is open"])]
    assert found.notes == (llm.REFUSED,)


def test_repeated_words_are_told_apart_by_their_order_and_neighbours(server: Server) -> None:
    words = "Asked whether he fled, he said no. Asked whether Muhsin al-Qutrubi fled, the clerk said no. Al-Qutrubi, or Qutrubi, fled."
    server.say({
        "n": 1, "names": named("Qutrubi", "Muhsin al-Qutrubi", "Al-Qutrubi", "Qutrubi"),
        "attributions": [said("he", "said", "no"), said("the clerk", "said", "no")],
    })  # fmt: skip
    (found,) = read(server, words)
    names, attributions = shown(words, found)
    assert [name for name, _ in names] == ["Muhsin al-Qutrubi", "Al-Qutrubi", "Qutrubi"]
    assert attributions == [(["he"], ["said"], ["no"]), (["the clerk"], ["said"], ["no"])]
    (first, second) = found.attributions or ()
    assert first.content[0].end - 10 == words.index("no.") + 2
    assert second.content[0].end - 10 == words.rindex("no.") + 2
    assert first.source[0].start - 10 == words.index("he said")
    assert found.notes == ()


def test_one_speaker_may_say_two_things_and_report_another(server: Server) -> None:
    words = "The clerk said that Sabbouh had denied the raid and that the road was open."
    server.say({"n": 1, "names": [], "attributions": [
        said("The clerk", "said", "Sabbouh had denied the raid"), said("The clerk", "said", "the road was open"), said("Sabbouh", "had denied", "the raid"),
    ]})  # fmt: skip
    (found,) = read(server, words)
    assert sorted(shown(words, found)[1]) == [
        (["Sabbouh"], ["had denied"], ["the raid"]), (["The clerk"], ["said"], ["Sabbouh had denied the raid"]), (["The clerk"], ["said"], ["the road was open"]),
    ]  # fmt: skip


def test_an_arabic_passage_with_words_joined_to_the_name(server: Server) -> None:
    names = [*named("منير صبوح"), *named("تل غراب", "مرسى رمال", "القرب", type="place"), *named("رير")]
    server.say({"n": 1, "names": names, "attributions": [said("منير صبوح", "قال", "القوات انسحبت من تل غراب، بالقرب من مرسى رمال")]})
    (found,) = read(server, ARABIC, language="ar")
    assert shown(ARABIC, found) == (
        [("منير صبوح", "person"), ("تل غراب", "place"), ("القرب", "place"), ("مرسى رمال", "place")],
        [(["منير صبوح"], ["قال"], ["القوات انسحبت من تل غراب، بالقرب من مرسى رمال"])],
    )
    assert found.notes == (llm.REFUSED,)
    assert json.loads(server.asked[0]["messages"][1]["content"])["language"] == "Arabic"


def test_types_are_ours(server: Server) -> None:
    server.say(
        {
            "n": 1,
            "names": [
                {"text": "Munir Sabbouh"},
                {"text": "road", "type": "artefact"},
                {"text": "The", "type": "Organization"},
                {"text": "harbour", "type": "group"},
            ],
            "attributions": [],
        }
    )
    (found,) = read(server, CLERK)
    assert shown(CLERK, found)[0] == [("The", "organisation"), ("harbour", None), ("Munir Sabbouh", None)]


@pytest.mark.parametrize("words", ["```json\n{}\n```", "<think>Is {this} it?</think>\nHere it is: {}", "{}\n\nIs there anything else?"])
def test_what_stands_around_the_json_is_left_out(server: Server, words: str) -> None:
    server.will(spoken(words.replace("{}", json.dumps({"passages": [{"n": "1", "names": named("Munir Sabbouh"), "attributions": []}]}))))
    (found,) = read(server, CLERK)
    assert shown(CLERK, found)[0] == [("Munir Sabbouh", "person")]


def test_passages_and_lists_that_are_missing_are_left_to_the_rules(server: Server) -> None:
    server.say({"n": 2, "names": named("Munir Sabbouh")}, {"n": 7}, {"m": 1})
    first, second = read(server, "Nothing here.", "Munir Sabbouh left.")
    assert (first.names, first.attributions, first.notes) == (None, None, (llm.PASSED_OVER,))
    assert [n.type for n in second.names or ()] == ["person"]
    assert (second.attributions, second.notes) == (None, ())


@pytest.mark.parametrize(
    "entry",
    [
        {"n": 1, "names": ["Munir"], "attributions": ["it"]}, {"n": 1, "names": [{"text": 5}, {"text": ""}, {"text": " ", "type": []}], "attributions": [{"content": [5, ""]}, {}]},
        {"n": 1, "names": [], "attributions": [{"source": None, "cue": {"a": 1}, "content": []}]},
    ],
)  # fmt: skip
def test_odd_entries_give_nothing(server: Server, entry: dict[str, Any]) -> None:
    server.say(entry)
    (found,) = read(server, CLERK)
    assert shown(CLERK, found) == ([], [])


def test_long_passages_and_many_are_asked_about_in_batches(server: Server) -> None:
    server.say({"n": 1, "names": named("Sabbouh"), "attributions": []})
    words = ("The road was open. " * 200 + "Sabbouh left. ") * 2
    found = read(server, *["short"] * 30, words)
    assert [len(server.texts(n)) for n in range(len(server.asked))] == [12, 12, 6, 1, 1, 1]
    assert "".join(t for n in range(3, 6) for t in server.texts(n)) == words
    start = 10 + 30 * 7
    assert [words[n.span.start - start : n.span.end - start] for n in found[-1].names or ()] == ["Sabbouh", "Sabbouh"]
    assert all(len(t) <= llm.MOST for n in range(len(server.asked)) for t in server.texts(n))


# ------------------------------------------------------------------------------------------------ what goes wrong
def test_an_answer_that_is_no_json_is_asked_for_once_more_then_left_to_the_rules(server: Server) -> None:
    server.will(spoken("I am sorry, but"))
    found = read(server, CLERK, "Another passage.")
    assert len(server.asked) == 2
    assert server.asked[1]["messages"][1]["content"].endswith(llm.AGAIN)
    assert found == [Found(notes=("llm: passages left to the rules (the answer was not the JSON that was asked for)",))] * 2


def test_a_second_answer_may_be_json(server: Server) -> None:
    server.will(spoken('{"passages": [{"n": 1, "names": [{"te'))
    server.say({"n": 1, "names": [], "attributions": []})
    assert read(server, CLERK) == [Found(names=(), attributions=())]


def test_a_busy_server_is_asked_again_with_pauses(server: Server, pauses: list[float]) -> None:
    server.will("down", 500)
    server.will({"error": {"message": "slowly"}}, 429, Retry_After="7")
    server.will("soon", 503, Retry_After="86400")
    server.say({"n": 1, "names": [], "attributions": []})
    assert read(server, CLERK) == [Found(names=(), attributions=())]
    assert pauses == [1, 7, 60]


def test_a_server_that_stays_down_ends_the_run(server: Server, pauses: list[float]) -> None:
    server.will("no", 503)
    with pytest.raises(SetupError, match=r"127\.0\.0\.1:\d+/v1/chat/completions \(model stand-in\) HTTP 503, 4 times; what was read is kept"):
        read(server, CLERK)
    assert len(server.asked) == 4
    assert pauses == list(chat.PAUSES)


def test_a_question_that_always_fails_is_left_to_the_rules(server: Server) -> None:
    server.will("crash", 500)
    (found,) = read(server, CLERK)
    assert found.notes == ("llm: passages left to the rules (HTTP 500)",)


def test_a_question_refused_for_its_words_is_left_to_the_rules(server: Server) -> None:
    server.will({"error": {"message": "This mentions a raid.", "code": "content_filter"}}, 400)
    (found,) = read(server, CLERK)
    assert found.notes == ("llm: passages left to the rules (HTTP 400, This mentions a raid.)",)
    assert len(server.asked) == 1


def test_a_model_that_never_answers_well_ends_the_run(server: Server) -> None:
    server.will(spoken("no"))
    with pytest.raises(SetupError, match="5 times in a row there was no answer that could be used"):
        read(server, *["x" * 2000] * 9)
    assert len(server.asked) == 10


def test_an_address_where_nobody_listens_is_named(pauses: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SetupError, match=rf"http://127\.0\.0\.1:{port}/v1/chat/completions \(model m\) cannot be reached .*what was read is kept") as caught:
        Chat(f"http://127.0.0.1:{port}/v1", "m", KEY).ask("", "")
    assert KEY not in str(caught.value)
    assert pauses == []


def test_a_broken_connection_is_tried_again(server: Server) -> None:
    server.will("x", 200, Content_Length="1000000", Connection="close")
    server.say({"n": 1, "names": [], "attributions": []})
    assert read(server, CLERK) == [Found(names=(), attributions=())]


def test_a_server_that_says_nothing_in_time_is_not_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        (found,) = read(Server(f"http://127.0.0.1:{silent.getsockname()[1]}/v1"), CLERK)
    assert found.notes == ("llm: passages left to the rules (no answer within 0.2 seconds)",)


@pytest.mark.parametrize(("status", "remedy"), [(400, "refuses to answer"), (401, "set RASHOMON_LLM_KEY"), (403, "the right one"), (404, "name of the model")])
def test_a_refusal_ends_the_run_without_showing_the_key(server: Server, status: int, remedy: str) -> None:
    server.will({"error": {"message": f"No use\nfor {KEY} here"}}, status)
    with pytest.raises(SetupError, match=remedy) as caught:
        read(server, CLERK)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(caught.value)
    assert "No use for … here" in str(caught.value)
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(server: Server) -> None:
    server.will("", 307, Location="http://127.0.0.1:9/elsewhere")
    with pytest.raises(SetupError, match=r"leads elsewhere \(HTTP 307, http://127\.0\.0\.1:9/elsewhere\)"):
        read(server, CLERK)


@pytest.mark.parametrize("answer", ["<html>Welcome</html>", "[]", {"choices": []}, {"choices": [{"message": "hello"}]}, "[" * 100_000])
def test_something_else_that_answers_is_told_apart(server: Server, answer: Answer) -> None:
    server.will(answer)
    with pytest.raises(SetupError, match="not as a chat endpoint does"):
        read(server, CLERK)


def test_an_answer_without_words_is_none(server: Server) -> None:
    server.will(spoken(None))
    (found,) = read(server, CLERK)
    assert found.notes == ("llm: passages left to the rules (an answer without words)",)


@pytest.mark.parametrize("answer", ['{"passages": ' + "[" * 100_000 + "]" * 100_000 + "}", "{}", "[]", '{"passages": {}}', ""])
def test_hostile_answers_are_none(answer: str) -> None:
    assert llm.entries(answer) is None


# ------------------------------------------------------------------------------------------------ names, keys, whole runs
@pytest.mark.parametrize(
    "what", ["", "gpt", "gpt@", "@http://localhost/v1", "gpt@localhost:8080", "gpt@ftp://localhost/v1", "gpt@http://", "gpt@http://x:port/v1"]
)
def test_without_an_address_nothing_is_sent(what: str) -> None:
    with pytest.raises(SetupError, match=r"http://localhost:8080/v1"):
        models.model(f"llm:{what}")


@pytest.mark.parametrize("address", [f"http://me:{KEY}@localhost/v1", f"https://localhost/v1?key={KEY}", f"https://localhost/v1#{KEY}"])
def test_a_key_in_the_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(SetupError, match="RASHOMON_LLM_KEY") as caught:
        models.model(f"llm:gpt@{address}")
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_a_key_that_is_none_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(SetupError, match="llm_key") as caught:
        models.model("llm:gpt@http://localhost/v1", key)
    assert key not in str(caught.value)


def test_model_names_may_hold_colons_and_signs() -> None:
    assert "@cf/llama:8b@http://localhost/v1" in state("llm:@cf/llama:8b@http://localhost/v1/")
    assert state("llm:a@http://localhost/v1") != state("llm:b@http://localhost/v1")


def test_without_a_key_none_is_sent(server: Server) -> None:
    server.say({"n": 1, "names": [], "attributions": []})
    models.model(server.name).read("en", [(Span(0, 3), "one")])
    assert "Authorization" not in server.headers[0]


def test_this_machine_is_asked_without_a_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.say({"n": 1, "names": [], "attributions": []})
    assert read(server, CLERK) == [Found(names=(), attributions=())]


def test_damaged_characters_can_be_sent(server: Server) -> None:
    server.say({"n": 1, "names": named("Sabbouh"), "attributions": []})
    (found,) = read(server, "An \ud83d Sabbouh")
    assert server.texts() == ["An \N{REPLACEMENT CHARACTER} Sabbouh"]
    assert [tuple(n.span) for n in found.names or ()] == [(15, 22)]


def test_a_build_tells_what_was_refused_and_keeps_no_key(server: Server, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_LLM_KEY", KEY)
    server.say(
        {
            "n": 1,
            "names": named("Munir Sabbouh", "Nadia"),
            "attributions": [said("the harbour clerk", "said", "The road,", "was open"), said("Munir Sabbouh", "denied", "it all")],
        }
    )
    (tmp_path / "clerk.txt").write_text(CLERK + "\n")
    built = run("build", tmp_path / "clerk.txt", "--store", tmp_path / "x.sqlite", "--model", server.name)
    assert built.status == 0
    assert f"clerk.txt: {llm.REFUSED}: 2\n" in built.err
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    records = run("export", "--store", tmp_path / "x.sqlite").records
    assert records[0]["notes"] == [f"{llm.REFUSED}: 2"]
    hows = {r["how"].split(";")[0] for r in records if r["kind"] == "statement"}
    assert hows == {"model", "verb “deny”"}  # the rules found what was refused
    assert KEY.encode() not in (tmp_path / "x.sqlite").read_bytes()
    server.answers[:] = [(401, {"error": {"message": f"wrong key {KEY}"}}, {})]
    (tmp_path / "new.txt").write_text(CLERK.replace("road", "bridge") + "\n")
    failed = run("build", tmp_path, "--store", tmp_path / "x.sqlite", "--model", server.name)
    assert (failed.status, failed.err.count("\n")) == (2, 1)
    assert "refuses to answer (HTTP 401, wrong key …)" in failed.err


def test_files_are_read_again_by_another_model_of_this_kind(server: Server) -> None:
    assert state(server.name) != state("none")
    assert Reader(server.name)  # nothing is sent before something is read
    assert server.asked == []


def test_annotate_asks_too(server: Server, run: Runner) -> None:
    server.say({"n": 1, "names": named("Sabbouh"), "attributions": []})
    found = run("annotate", "--model", server.name, stdin=json.dumps({"id": "a", "text": "Yesterday Sabbouh left.", "language": "en"}).encode())
    assert [(r["text"], r["how"]) for r in found.records if r["kind"] == "mention"] == [("Sabbouh", "model")]
