"""Reports that attack whoever reads them: every page shows them, and none obeys them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

import rashomon
from rashomon.web.pages import PAGES
from tests.web.conftest import client_of

SCRIPTS = (
    "<script>alert(1)</script>", "</title><script>alert(2)</script>", '"><img src=x onerror=alert(3)>', "'><svg onload=alert(4)>", "<a href=javascript:alert(5)>x</a>",
    "</mark></p><iframe srcdoc='<script>alert(6)</script>'></iframe>", "{{ 7 * 7 }}{% raw %}", "<!--<script>alert(8)</script>", "]]><script>alert(9)</script>", "</textarea><script>alert(10)</script>",
    "<style>body{display:none}</style>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>", "=HYPERLINK(\"http://evil.example\")", "&lt;script&gt;alert(11)",
)  # fmt: skip
BIDI = "\u202e\u202d\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
CONTROLS = "\x01\x1b[31m\x7f\x85"


def reports() -> dict[str, str]:
    """One report a trick, in a name, an outlet, a title and the words of a speaker; English and Arabic."""
    out = {}
    for n, trick in enumerate((*SCRIPTS, BIDI, CONTROLS)):
        out[f"{n:02}-{re.sub('[^a-z]', '', trick.lower())[:12]}.txt"] = (
            f"Mayor {trick} Speaks of Zahrin\n\nHalyard {trick}\nMay {n + 1}, 2031\n\nZAHRIN, May {n + 1}, 2031 (Halyard) - At least {n + 20} people {trick} were killed when shells struck "
            f'Zahrin on Tuesday, said Munir Sabbouh {trick}.\n\n"We did not fire {trick} a single shell at Zahrin," Munir Sabbouh said.\n\nHamdan al-Darbasi {trick} denied that the army shelled Zahrin.\n'
        )
        out[f"{n:02}-ar.txt"] = (
            f"قصف زهرين {trick}\n\nالمرفأ اليوم\n{n + 1} مايو 2031\n\nقال منير صبوح {trick} إن قواته لم تطلق أي قذيفة على زهرين.\n\nوأعلنت وزارة الصحة {trick} أن عدد القتلى بلغ {n + 21} قتيلا.\n"
        )
    out["<img src=x onerror=alert(1)>.txt"] = "The mayor of Zahrin said the road was closed on May 6, 2031.\n"
    out["\u202etxt.exe"] = "The mayor of Zahrin said the road was open on May 7, 2031.\n"
    out["=cmd|' !A0.txt"] = "The mayor of Zahrin said nothing on May 8, 2031.\n"
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "pile").mkdir()
    for name, text in reports().items():
        (folder / "pile" / name).write_text(text, encoding="utf-8")
    with rashomon.open(folder / "s.sqlite", model="none") as record:
        record.build(folder / "pile")
        names = record.entities()
        first, second = names[0].names[0].name, names[1].names[0].name
        record.judge("unsure", first, second, why=" ".join(SCRIPTS) + BIDI)
    return client_of(folder / "s.sqlite")


def every_page(desk: TestClient) -> Iterator[str]:
    for page in PAGES:
        if "{" not in page.path and page.name not in ("difference", "build"):
            yield page.path
    yield from (
        "/timeline?undated=1&limit=200",
        "/statements?limit=200",
        "/entities?limit=200",
        "/documents?limit=200",
        "/statements?about=Sabbouh",
        "/review?limit=60",
    )
    for paper in desk.get("/api/v1/documents?limit=200").json()["papers"]:
        yield f"/documents/{paper['id']}"
    for e in desk.get("/api/v1/entities?limit=40").json()["entities"]:
        yield f"/entities/{e['id']}"
    for h in desk.get("/api/v1/timeline?limit=40&undated=1").json()["happenings"]:
        yield f"/events/{h['entry']['id']}"
    for d in desk.get("/api/v1/disputes?limit=10").json()["disputes"]:
        yield f"/lines/{d['id']}"
    for c in desk.get("/api/v1/sources").json()["copies"][:3]:
        yield f"/compare?one={c['paper']['id']}&two={c['of']['id']}"
    from urllib.parse import quote

    for trick in (*SCRIPTS, BIDI):
        for path in (
            "/search?q=",
            "/timeline?about=",
            "/entities?q=",
            "/documents?outlet=",
            "/documents?file=",
            "/entities/",
            "/lines/",
            "/events/",
            "/review?done=",
            "/statements?outlet=",
            "/nowhere/",
        ):
            yield path + quote(trick, safe="")


def test_nothing_hostile_is_obeyed(hostile: TestClient) -> None:
    seen = 0
    for path in every_page(hostile):
        answer = hostile.get(path)
        assert answer.status_code < 500, path
        assert answer.headers["content-type"].startswith("text/html") or answer.status_code == 303, path
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/")
            continue
        inert(answer.text, path)
        seen += 1
    assert seen > 150


def inert(text: str, path: str) -> None:
    tree = html.fromstring(text)
    assert [s.get("src") for s in tree.iter("script")] == ["/static/desk.js"], path
    allowed = {"stylesheet": "/static/desk.css", "icon": "/static/icon.svg"}
    for link in tree.iter("link"):
        assert allowed[link.get("rel")] == link.get("href"), path
    assert not list(tree.iter("iframe", "object", "embed", "base", "img", "style", "applet")), path
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (path, name)
            assert name not in ("style", "srcdoc"), (path, name)
            if name in ("href", "src", "action", "formaction"):
                assert value == "" or value.startswith(("/", "#", "?")), (path, value)
                assert not value.startswith("//"), (path, value)
    assert "49{" not in text
    raw = re.sub(r'<input id="(?:q|f-\w+|who)"[^>]*>', "", text)  # what the reader typed stands in its field as it was typed
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", re.sub("<svg.*?</svg>", "", raw, flags=re.S)), path
    for drawing in re.findall("<svg.*?</svg>", text, flags=re.S):
        assert not re.search("[\u202a-\u202e]", drawing), path
        assert drawing.count("\u2068") == drawing.count("\u2069"), path
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", raw), path


def test_what_is_hostile_is_shown(hostile: TestClient) -> None:
    shown = hostile.get("/statements?limit=200").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert '<span class="ctl">U+202E</span>' in shown


def test_no_table_is_executed(hostile: TestClient) -> None:
    for page in PAGES:
        if page.table and "{" not in page.path:
            rows = csv.reader(io.StringIO(hostile.get(f"{page.path}.csv?limit=200").content.decode("utf-8-sig")))
            for row in rows:
                for value in row:
                    assert not value.startswith(("=", "+", "-", "@", "\t", "\r")) or re.fullmatch(r"-?[\d.]+", value), (page.path, value)


def test_pictures_are_inert(hostile: TestClient) -> None:
    event = max(hostile.get("/api/v1/timeline?limit=200").json()["happenings"], key=lambda h: h["accounts"])["entry"]["id"]
    for path in ("/timeline.svg", "/map.svg", f"/events/{event}/figures.svg"):
        answer = hostile.get(path)
        if answer.status_code == 200:
            tree = etree.fromstring(answer.content)
            assert not [e for e in tree.iter() if "script" in str(e.tag) or "foreignObject" in str(e.tag)]
            assert "attachment" in answer.headers["content-disposition"]


def test_names_of_people_are_words_only(hostile: TestClient) -> None:
    hostile.headers["x-csrf-token"] = hostile.get("/api/v1/session").json()["csrf"]
    for name in (*SCRIPTS, BIDI, "x" * 500, "a\r\nSet-Cookie: b=c", "نادية"):
        answer = hostile.post("/name", data={"name": name})
        assert answer.status_code == 303
        assert "\n" not in answer.headers["set-cookie"]
        page = hostile.get("/review")
        assert page.status_code == 200
        inert(page.text, name)
    assert "نادية" in hostile.get("/review").text
