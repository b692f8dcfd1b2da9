"""The report: one page that needs nothing, escapes everything, and unfolds every line into its passage."""

from __future__ import annotations

import html as htmllib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import rashomon
from tests.conftest import Runner
from tests.pile import DENIAL, WIRE, lay

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>&amp;{{ 7*7 }}"


class Page(HTMLParser):
    """Tags with attributes, and the text inside chosen ones."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "line", "rect", "img", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(data)

    def count(self, tag: str, kind: str | None = None) -> int:
        return sum(t == tag and (kind is None or kind in (a.get("class") or "").split()) for t, a in self.tags)


@pytest.fixture(scope="module")
def page_text(corpus_store: Path) -> str:
    with rashomon.open(corpus_store) as record:
        return record.report(title="The <market> & the \u202etown")


@pytest.fixture(scope="module")
def page(page_text: str) -> Page:
    return Page(page_text)


def test_it_needs_no_network(page: Page, page_text: str) -> None:
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert (attributes.get(name) or "#").startswith("#")
        assert not any(name.startswith("on") for name in attributes)
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    styles = "".join(re.findall(r"<style>(.*?)</style>", page_text, re.S))
    assert not re.search(r"url\(|@import|https?:", styles)
    assert page.open == []


def test_every_line_unfolds_its_passage(page: Page, corpus: rashomon.Record) -> None:
    accounts = sum(len(e.accounts) for e in corpus.timeline())
    disputes = corpus.disputes()
    rows = page.count("div", "row") - page.count("div", "axis")
    echoes = sum(v.echo_of is not None for g in corpus.figures() if g.verdict for v in g.values)
    assert accounts == page.count("div", "account") > 20
    assert page.count("div", "cols") == len(disputes) > 2
    spellings = len([1 for t, a in page.tags if t == "bdi" and a.get("lang") in ("ar", "und-Latn")])
    assert page.count("div", "passage") == accounts + 2 * len(disputes) + rows + echoes + spellings
    assert page.count("mark") >= page.count("div", "passage")


def test_passages_hold_the_exact_words(page_text: str, corpus: rashomon.Record) -> None:
    plain = htmllib.unescape(re.sub(r"</?mark[^>]*>", "", page_text))
    for dispute in corpus.disputes():
        for side in (dispute.a, dispute.b):
            assert side.cite.text in plain


def test_directions(page: Page, corpus: rashomon.Record) -> None:
    for tag, attributes in page.tags:
        if attributes.get("lang") == "ar" and "dir" in attributes:
            assert attributes["dir"] == "rtl", tag
        if attributes.get("lang") == "en" and "dir" in attributes:
            assert attributes["dir"] == "ltr", tag
    assert {"rtl", "ltr"} <= {a.get("dir") for _, a in page.tags}


def test_the_title_is_only_words(page_text: str) -> None:
    assert "<title>The &lt;market&gt; &amp; the" in page_text
    assert '<h1><bdi>The &lt;market&gt; &amp; the <span class="ctl">U+202E</span>town' in page_text


def hostile() -> dict[str, str]:
    evil = f"{EVIL} \u202eevil\u202c \x1b[31m \x9b2J"
    first = WIRE.replace("buying fish", f"buying fish {evil} there").replace("of Marsa Rimal on Tuesday", f"of Marsa Rimal on Tuesday, {evil} it said")
    return {f"a{EVIL.replace('/', '_')}.txt": first, "b.txt": DENIAL.replace("We hit nothing", f"We hit {evil} nothing"), "c.txt": WIRE}


def test_hostile_text_stays_text(tmp_path: Path, run: Runner) -> None:
    pile = lay(tmp_path / "pile", hostile())
    (pile / f"{EVIL.replace('/', '_')}.empty").touch()
    run("build", pile, "-s", tmp_path / "s.sqlite")
    with rashomon.open(tmp_path / "s.sqlite") as record:
        assert record.timeline()
        text = record.report()
    page = Page(text)
    assert page.count("img") == 0
    assert page.count("b") == 6  # the counts at the top
    assert page.count("script") == 1
    assert not any(name.startswith("on") for _, a in page.tags for name in a)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert "U+202E" in text
    assert "{{ 7*7 }}" in "".join(page.text)


def test_an_empty_record_is_a_page_too(tmp_path: Path, run: Runner) -> None:
    run("build", lay(tmp_path / "pile", {"x.txt": "Nothing of note was seen by anybody here.\n"}), "-s", tmp_path / "s.sqlite")
    asked = run("export", "--format", "html", "-s", tmp_path / "s.sqlite")
    assert asked.status == 0
    assert "No dated event" in asked.out
    Page(asked.out)


def test_narrowed(corpus: rashomon.Record, page_text: str) -> None:
    some = corpus.report(language="ar", since="2031-05-07", until="2031-05-31")
    assert "Narrowed to from 2031-05-07" in some
    assert len(some) < len(page_text)
    timeline = some[some.index('id="timeline"') : some.index('id="people"')]
    assert 'lang="en"' not in timeline
    assert 'lang="ar"' in timeline
