"""The workbench in headless Chromium: pages, keyboard, both scripts, narrow and dark, and no barriers (axe-core). Skipped without a browser."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.conftest import served

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (make test installs it)")
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIXED = (
    "/",
    "/timeline",
    "/statements",
    "/disputes",
    "/figures",
    "/entities",
    "/sources",
    "/documents",
    "/map",
    "/review",
    "/history",
    "/search?q=" + quote("القطربي"),
    "/search",
    "/nowhere",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, corpus_store: Path) -> Iterator[str]:
    copy = Path(shutil.copy(corpus_store, tmp_path_factory.mktemp("browser") / "s.sqlite"))
    with served(copy) as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page; whatever it complains about fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("console", lambda told: complaints.append(told.text) if told.type == "error" and "404" not in told.text else None)
    yield found
    context.close()
    assert not complaints


def every(page: Any, address: str) -> list[str]:
    """Addresses of every kind of page."""

    def ask(path: str) -> Any:
        return page.request.get(f"{address}/api/v1{path}").json()

    documents = ask("/documents")["papers"]
    event = max(ask("/timeline")["happenings"], key=lambda h: h["accounts"])["entry"]["id"]
    copy = ask("/sources")["copies"][0]
    return [
        *FIXED, f"/events/{event}", f"/entities/{ask('/entities?q=' + quote('القطربي'))['entities'][0]['id']}", f"/lines/{ask('/statements?language=ar')['statements'][0]['cite']['id']}",
        f"/lines/{ask('/disputes')['disputes'][0]['id']}", f"/documents/{next(d['id'] for d in documents if d['clippings'])}", f"/documents/{next(d['id'] for d in documents if d['language'] == 'ar')}",
        f"/documents/{next(d['id'] for d in documents if d['genre'] == 'interview')}", f"/compare?one={copy['of']['id']}&two={copy['paper']['id']}",
    ]  # fmt: skip


def axe() -> str:
    module = pytest.importorskip("axe_core_python", reason="axe-core is not installed (make test installs it)")
    return (Path(module.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_barriers(browser: Any, page: Any, address: str, scheme: str) -> None:
    script = axe()
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme=scheme, bypass_csp=True)  # our policy lets nobody in, not even axe
    looked = context.new_page()
    found = {}
    for path in every(page, address):
        looked.goto(address + path)
        looked.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        looked.evaluate(script)
        answer = looked.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
        wrong = [(v["id"], [n["html"][:160] for n in v["nodes"][:2]]) for v in answer["violations"]]
        if wrong:
            found[path] = wrong
    context.close()
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("width", [375, 1200])
def test_no_page_is_wider_than_the_window(browser: Any, page: Any, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    narrow = context.new_page()
    wide = []
    for path in every(page, address):
        narrow.goto(address + path)
        if narrow.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert not wide


def test_a_line_is_found_from_anywhere_and_its_words_are_in_view(page: Any, address: str) -> None:
    for query in ("?language=en&stance=deny", "?language=ar"):
        page.goto(f"{address}/statements{query}")
        line = page.locator("article.line").nth(2)
        link, words = line.locator(".cite a").first, line.locator("blockquote").inner_text()
        link.click()
        page.wait_for_url("**/documents/**")
        mark = page.locator("mark.at").first
        assert mark.is_visible()
        box = mark.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900
        assert page.locator("mark.at").first.inner_text().strip()[:12] in words


def test_layers_are_switched_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/statements?language=en")
    page.locator("article.line .cite a").first.click()
    content = page.locator("mark.h-content").first

    def colour() -> str:
        return str(
            content.evaluate("e => getComputedStyle(e.classList.contains('at') ? e.ownerDocument.querySelector('mark.h-content:not(.at)') : e).backgroundColor")
        )

    shown = colour()
    page.locator("#l-statements").uncheck()
    assert colour() != shown
    assert page.locator(".beside").first.is_hidden()
    context.close()


def test_review_from_the_keyboard(browser: Any, corpus_store: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(corpus_store, tmp_path / "s.sqlite"))
    with served(copy) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/review")
        first = page.locator("form.question h2").first.inner_text()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("n")
        page.keyboard.type("رأيت الصورة")
        page.keyboard.press("Escape")
        page.keyboard.press("2")
        page.wait_for_url("**done=**")
        assert page.locator("form.question h2").first.inner_text() != first
        page.wait_for_selector("form.question:focus")
        page.keyboard.press("u")
        page.wait_for_url("**/review?done=**")
        api.expect(page.locator("form.question h2").first).to_have_text(first)
        page.goto(f"{address}/history")
        told = page.locator("article.card").all_inner_texts()
        assert "Undo of" in told[0]
        assert "رأيت الصورة" in told[1]
        assert "not the same" in told[1]
        page.locator("article.card button", has_text="Restore").click()
        page.wait_for_url("**/history?done=**")
        page.goto(f"{address}/review")
        assert page.locator("form.question h2").first.inner_text() != first
        context.close()


def test_right_to_left_is_laid_out_so(page: Any, address: str) -> None:
    page.goto(f"{address}/disputes")
    chains = page.evaluate(
        "[...document.querySelectorAll('p.chain')].map(c => [...c.querySelectorAll('bdi')].map(b => [b.getBoundingClientRect().left, b.getBoundingClientRect().top]))"
    )
    for chain in chains:  # who carries it stands before who says it, whatever the script
        assert all(a[0] < b[0] or a[1] < b[1] for a, b in itertools.pairwise(chain))
    arabic = page.locator("blockquote[dir=rtl]").first
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_a_page_says_when_the_record_has_changed(browser: Any, corpus_store: Path, tmp_path: Path) -> None:
    import rashomon

    copy = Path(shutil.copy(corpus_store, tmp_path / "s.sqlite"))
    with served(copy) as address:
        context = browser.new_context()
        page = context.new_page()
        with page.expect_response("**/api/v1/build"):
            page.goto(f"{address}/timeline")
        with rashomon.open(copy) as record:
            record.judge("same", "Faris al-Darbasi", "الدرباسي")
        page.wait_for_selector("#fresh:not([hidden])", timeout=20_000)
        context.close()


def test_hostile_words_run_nothing(browser: Any, tmp_path: Path) -> None:
    import rashomon
    from tests.web.test_hostile import reports

    pile = tmp_path / "pile"
    pile.mkdir()
    for name, text in reports().items():
        (pile / name).write_text(text, encoding="utf-8")
    with rashomon.open(tmp_path / "s.sqlite", model="none") as record:
        record.build(pile)
    with served(tmp_path / "s.sqlite") as address:
        context = browser.new_context()
        page = context.new_page()
        ran: list[str] = []
        asked: list[str] = []
        page.on("dialog", lambda d: (ran.append(d.message), d.dismiss()))
        page.on("console", lambda told: ran.append(told.text) if "Content Security Policy" in told.text else None)
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
        for path in (
            "/",
            "/timeline?undated=1",
            "/statements?limit=200",
            "/entities?limit=200",
            "/documents?limit=200",
            "/disputes",
            "/figures",
            "/sources",
            "/review",
            "/search?q=" + quote("<script>alert(1)</script>"),
        ):
            page.goto(address + path)
        for paper in page.request.get(f"{address}/api/v1/documents?limit=200").json()["papers"][:30]:
            page.goto(f"{address}/documents/{paper['id']}")
        context.close()
        assert (ran, asked) == ([], [])


def test_the_picture_is_drawn(page: Any, address: str) -> None:
    page.goto(f"{address}/timeline")
    with page.expect_download() as taken:
        page.get_by_text("Picture (PNG)").click()
    path = Path(taken.value.path())
    assert path.read_bytes().startswith(b"\x89PNG")
    assert taken.value.suggested_filename == "timeline.png"
