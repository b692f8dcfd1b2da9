"""HTML pages: text, title, outlet, author and date, each with the place in the markup it was found; unknown stays unknown."""

from __future__ import annotations

import pytest

from rashomon.errors import InputError
from rashomon.model import Document
from tests.extract.reports import reader

BODY = """<p>MARSA RIMAL (Halyard) – Shells struck the fish market of the port on Tuesday morning, killing at least 23 people, the Health Ministry said.</p>
<p>“We saw the smoke from the hill,” said Bilal Shaqwa, who sells fish there. He had left the hall a minute earlier to fetch ice for his stall.</p>
<p>Colonel Munir Sabbouh said the army had fired no shell. The guns on the ridge had been silent the whole day, he said in Nujayma.</p>"""


def made(head: str = "", article: str = BODY, top: str = "<h1>Shells hit market in port</h1>") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><article>{top}{article}</article></body></html>'


def read(markup: str, file: str = "page.html") -> Document:
    return reader().documents(markup.encode(), file)[0]


DATES = [
    ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-06T09:12:00+02:00"}</script>', "JSON-LD datePublished"),
    ('<script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"datePublished": "2031-05-06"}]}</script>', "JSON-LD datePublished"),
    ('<meta property="article:published_time" content="2031-05-06T09:12:00Z">', "meta article:published_time"),
    ('<meta name="DC.date.issued" content="2031-05-06">', "meta dc.date.issued"),
    ('<link rel="canonical" href="https://example.org/2031/05/06/shells-hit-market/">', "the page's address"),
]


@pytest.mark.parametrize(("head", "where"), DATES)
def test_dates_in_the_head(head: str, where: str) -> None:
    found = read(made(head))
    assert (found.published, found.published_basis) == ("2031-05-06", "metadata")
    assert f"published: {where}" in found.how


def test_a_time_element() -> None:
    found = read(made(top='<h1>Shells hit market in port</h1><time datetime="2031-05-06" pubdate>6 May</time>'))
    assert (found.published, found.published_basis) == ("2031-05-06", "metadata")


def test_the_surer_date_wins_and_the_other_is_named() -> None:
    found = read(made('<script type="application/ld+json">{"datePublished": "2031-05-06"}</script><meta name="date" content="2031-05-09">'))
    assert found.published == "2031-05-06"
    assert "meta date: 2031-05-09" in found.how


def test_a_visible_date_is_stated() -> None:
    found = read(made(top='<h1>Shells hit market in port</h1><p class="date">Published on May 6, 2031</p>'))
    assert (found.published, found.published_basis) == ("2031-05-06", "stated")


def test_without_evidence_all_is_unknown() -> None:
    found = read(made())
    assert (found.published, found.published_basis, found.author) == (None, None, None)


def test_a_broken_date_is_none() -> None:
    assert read(made('<meta name="date" content="2031-13-45">')).published is None


def test_title_outlet_and_author() -> None:
    found = read(made('<meta property="og:site_name" content="Zahrin Herald"><meta name="author" content="Marta Ellingwood">'))
    assert (found.outlet, found.author) == ("Zahrin Herald", "Marta Ellingwood")
    assert found.title is not None
    assert (found.text or "")[slice(*found.title)] == "Shells hit market in port"
    assert "title: the page's h1" in found.how
    assert "outlet: meta og:site_name" in found.how


def test_an_outlet_from_json_ld() -> None:
    found = read(made('<script type="application/ld+json">{"publisher": {"name": "Zahrin Herald"}, "author": [{"name": "Marta Ellingwood"}]}</script>'))
    assert (found.outlet, found.author) == ("Zahrin Herald", "Marta Ellingwood")


def test_the_story_without_script_style_and_menu() -> None:
    menu = "<nav><a href='/'>Home</a><a href='/w'>World</a></nav><script>var secret = 1;</script><style>p {color: red}</style>"
    text = read(made(article=menu + BODY)).text or ""
    assert "secret" not in text
    assert "color: red" not in text
    for words in ("killing at least 23 people", "Bilal Shaqwa", "silent the whole day"):
        assert words in text


ARABIC = """<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="windows-1256"><meta property="og:site_name" content="المرفأ اليوم">
<meta property="article:published_time" content="2031-05-07"></head><body><article><h1>قصف سوق السمك في مرسى رمال</h1>
<p>قالت وزارة الصحة في زهرين إن 41 شخصا قتلوا حين سقطت قذائف على سوق السمك في مرسى رمال صباح الثلاثاء.</p>
<p>وقال بلال شقوة، وهو بائع سمك، إن القذائف جاءت من تل غراب حيث ينصب الجيش مدافعه منذ أشهر.</p></article></body></html>"""


def test_an_arabic_page_in_a_declared_code_page() -> None:
    found = reader().documents(ARABIC.encode("cp1256"), "page.html")[0]
    assert (found.language, found.outlet, found.published, found.encoding) == ("ar", "المرفأ اليوم", "2031-05-07", "cp1256")
    assert "وقال بلال شقوة" in (found.text or "")


DIGEST = made(
    '<meta property="og:site_name" content="The Saltmarsh Ledger"><meta property="article:published_time" content="2031-05-11">',
    "<p>Here is what I kept from the papers this week, in the order in which the boat brought them.</p>"
    "<p><b>Army spokesman denies shelling</b> (Tolmek Courier, May 8, 2031)</p><p>Colonel Munir Sabbouh said on Thursday that the army had fired no "
    "shell at the market.</p>"
    "<p><b>Prime minister visits the port</b> (Zahrin Herald, May 7, 2031)</p><p>Prime Minister Nawal al-Shahrabi walked through what was left of the "
    "hall and stayed two hours.</p>"
    "<p><b>Road to the oasis opened</b> (Radio Zahrin, May 9, 2031)</p><p>The road was opened again after the sand had been cleared, the roads office "
    "said on Friday.</p>",
    "<h1>A week of cuttings</h1>",
)


def test_a_digest_keeps_the_page_apart_from_its_clippings() -> None:
    page, *clippings = reader().documents(DIGEST.encode(), "digest.html")
    assert (page.genre, page.outlet, page.published, page.published_basis) == ("digest", "The Saltmarsh Ledger", "2031-05-11", "metadata")
    assert [(c.outlet, c.published, c.published_basis) for c in clippings] == [
        ("Tolmek Courier", "2031-05-08", "stated"), ("Zahrin Herald", "2031-05-07", "stated"), ("Radio Zahrin", "2031-05-09", "stated"),
    ]  # fmt: skip
    assert all(c.parent == page.id and c.genre == "clipping" for c in clippings)


def nested(depth: int) -> str:
    return f"<!DOCTYPE html><html><body>{'<table><tr><td>' * depth}{BODY}{'</td></tr></table>' * depth}</body></html>"


def test_nested_tables() -> None:
    assert "killing at least 23 people" in (read(nested(40)).text or "")


def test_tables_a_thousand_deep_give_their_words_or_one_clear_line() -> None:
    try:
        text = read(nested(1200)).text or ""
    except InputError:
        text = BODY
    assert "killing at least 23 people" in text


@pytest.mark.parametrize("markup", ["<!DOCTYPE html><html><body></body></html>", "<html><head><title></title></head><body><script>x()</script></body></html>"])
def test_a_page_without_words_is_bad_input(markup: str) -> None:
    with pytest.raises(InputError, match=r"page\.html"):
        read(markup)


def test_text_with_a_tag_or_two_is_plain_text() -> None:
    words = "He wrote <br> and a < b on the wall of the fish market, and nobody in the port of Marsa Rimal knew why."
    assert read(words, "note.txt").text == words
