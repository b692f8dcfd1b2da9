"""Digests whose layout no pattern knows: credits below a piece, at its end, by sections and days, on pages of markup and in
threads; and ordinary pages, which are left whole."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from rashomon.errors import InputError
from rashomon.model import Document
from rashomon.pipeline import Reader
from tests.read.test_digest import AMERICAN, BODIES, CLIPS, PAGE
from tests.text.arbitrary import CHECKED, texts

ROOT = Path(__file__).parents[2]
TEXT = [
    "{title}\n{body}\nSource: {outlet}, {date}\n\n",
    "{title}\n\n{body}\n\n— {outlet}, {date}\n\n",
    "{body} ({outlet}, {date})\n\n",
    "{body} — {outlet}, {date}\n\n",
    "{body}\n({outlet}, {date})\n\n",
    "{title}\n{body}\n[{outlet} - {us}]\n\n",
    "{title}\n{body}\nvia {outlet} | {date}\n\n",
    "### {title}\n*{outlet}, {date}*\n\n{body}\n\n",
    "## {title}\n{body}\n\n_{outlet} – {us}_\n\n",
    "{title}\n{outlet} · {date}\n{body}\nRead more\n\n",
    "{outlet}\n{date}\n{title}\n{body}\n\n",
    "{body}\n-- {outlet}, page 4, {date}\n\n",
    "{title}\nText of report by {outlet} on {date}\n\n{body}\n\nSource: {outlet}, Orlanda, in English 0900 gmt {date}\n\n",
    "Posted by ferrygirl on {date}, 9:12 pm\n\n{title}\n{outlet}, {date}\n\n{body}\n\n",
    "------- {n} -------\nHeadline: {title}\nNewspaper: {outlet}\nDate: {date}\n\n{body}\n\n",
    "{body}\n\nReported by {outlet}, {date}.\n\n",
]
MARKUP = [
    '<blockquote cite="http://example.org/{n}"><p>{body}</p><footer>— {outlet}, {date}</footer></blockquote>',
    "<blockquote><p>{body}</p><cite>{outlet}, {date}</cite></blockquote>",
    "<figure><blockquote><p>{body}</p></blockquote><figcaption>— {outlet}, <time>{us}</time></figcaption></figure>",
    "<h3>{title}</h3><p><em>{outlet}, {date}</em></p><p>{body}</p>",
    '<h3>{title}</h3><p>{body}</p><p><small>Source: <a href="#">{outlet}</a>, {us}</small></p>',
    '<h2><a href="#">{title}</a></h2><div class="meta">{outlet} | {us}</div><div class="text"><p>{body}</p></div>',
    "<dl><dt>{outlet}, {date}</dt><dd>{body}</dd></dl>",
    "<p><b>{title}</b><br><i>{outlet}, {us}</i><br>{body}</p>",
    '<p><a href="http://example.org/{n}">{outlet}</a> ({date}):</p><blockquote><p>{body}</p></blockquote><p>Another ferry passed and nobody waved.</p>',
    "<p>{body} <em>({outlet}, {date})</em></p>",
    '<article><h2>{title}</h2><p>{body}</p><p class="via">via <a href="#">{outlet}</a> <time>{date}</time></p></article>',
]
TOP = (
    '<!DOCTYPE html><html lang="en"><head><title>A week of cuttings</title><meta property="article:published_time" content="2034-03-10"></head><body>'
    '<nav><a href="/">Home</a></nav><main><h1>A week of cuttings</h1><p>Here is what I kept from the papers this week, in the order in which the boat brought them.</p>'
)
END = "<p>That is all for this week, and I wish you all dry feet until the next boat comes in.</p></main><footer>About us</footer></body></html>"


def clippings(data: str, file: str) -> list[tuple[str | None, str | None, str]]:
    root, *found = Reader().documents(data.encode(), file)
    return [(d.outlet, d.published, (root.text or "")[d.start : d.end].removeprefix("- ")) for d in found]


def filled(layout: str) -> str:
    return "".join(
        layout.format(n=n, title=title, outlet=outlet, date=date, us=AMERICAN[date], body=body)
        for n, ((title, outlet, date, _, _), body) in enumerate(zip(CLIPS, BODIES, strict=True), 1)
    )


WANTED = [(outlet, value, body) for (_, outlet, _, value, _), body in zip(CLIPS, BODIES, strict=True)]


@pytest.mark.parametrize("layout", TEXT)
def test_text(layout: str) -> None:
    assert clippings(PAGE + filled(layout), "digest.txt") == WANTED


@pytest.mark.parametrize("layout", MARKUP)
def test_markup(layout: str) -> None:
    assert clippings(TOP + filled(layout) + END, "digest.html") == WANTED


def test_days_above_outlets() -> None:
    text = (
        "Press review\n\nMonday 6 March 2034\n\nThe Orlanda Tribune\n" + BODIES[0] + "\n\nRadio Velden\n" + BODIES[1] + "\n\nTuesday 7 March 2034\n\n"
        "The Orlanda Tribune\n" + BODIES[2] + "\n\nThe Kestrel Bay Post\n" + BODIES[3] + "\n"
    )
    assert [(o, d) for o, d, _ in clippings(text, "review.txt")] == [
        ("The Orlanda Tribune", "2034-03-06"), ("Radio Velden", "2034-03-06"), ("The Orlanda Tribune", "2034-03-07"), ("The Kestrel Bay Post", "2034-03-07"),
    ]  # fmt: skip


def test_one_day_of_the_page_is_no_day_of_its_clippings() -> None:
    text = "PRESS SUMMARY\n8 March 2034\n\n" + "".join(
        f"{outlet}\n\n{title}\n{body}\n\n"
        for (title, _, _, _, _), body, outlet in zip(CLIPS, BODIES, ["ORLANDA TRIBUNE", "MORNING LINE", "ISLAND WORKER", "RADIO VELDEN"], strict=True)
    )
    assert [(o, d) for o, d, _ in clippings(text, "review.txt")] == [
        ("ORLANDA TRIBUNE", None),
        ("MORNING LINE", None),
        ("ISLAND WORKER", None),
        ("RADIO VELDEN", None),
    ]


def test_a_thread_keeps_all_its_posts() -> None:
    post = '<div class="post"><div class="stamp">by ferry{n} » Mon Mar 06, 2034 9:12 pm</div><div class="content"><p><b>{title}</b></p><p>{outlet}<br>{us}</p><p>{body}</p></div></div>'
    page = f'<html><head><title>Ferries</title></head><body><div id="top"><a href="/">Index</a></div><h1>Ferries</h1>{filled(post)}</body></html>'
    assert clippings(page, "thread.html") == WANTED


@pytest.mark.parametrize(
    "text",
    [
        "Ferry strike ends\nOrlanda Tribune\n3 March 2034\n\n" + "\n\n".join(BODIES),
        "Ferry strike ends\n\nBy Nils Ovregard, Orlanda Tribune, 3 March 2034\n\n"
        + "\n\n".join(BODIES)
        + "\n\nFollow the Orlanda Tribune\n© 2034 Orlanda Tribune",
        "The strike in words\n3 March 2034\n\n"
        + BODIES[0]
        + "\n\nGovernor Ada Quillon wrote on 3 March:\n“"
        + BODIES[1]
        + "”\n\nTomas Reck answered on 5 March:\n“"
        + BODIES[2]
        + "”",
        BODIES[0] + "\n\n" + BODIES[1] + " — Ada Quillon (@quillon) March 5, 2034\n\n" + BODIES[2] + " — Tomas Reck (@reck) March 6, 2034\n\n" + BODIES[3],
    ],
)
def test_a_report_is_no_digest(text: str) -> None:
    assert clippings(text, "report.txt") == []


def _ordinary() -> list[Path]:
    """The annotated reports of our own sets that are neither digests nor interviews."""
    out = []
    for gold, folder in (("gold", "reports"), ("heldout/gold", "heldout/reports"), ("blind/gold", "blind/reports"), ("fresh/gold", "fresh/reports")):
        for path in sorted((ROOT / "bench" / gold).glob("*.json")):
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["genre"] not in ("digest", "interview"):
                places = [ROOT / "bench" / folder / told["file"], ROOT / "examples/corpus" / told["file"]]
                out += [place for place in places if place.exists()]
    return out


def test_there_are_many_ordinary_pages() -> None:
    assert len(_ordinary()) >= 40


@pytest.mark.parametrize("path", _ordinary(), ids=lambda path: path.name)
def test_ordinary_pages_are_left_whole(path: Path) -> None:
    root, *parts = Reader().documents(path.read_bytes(), path.name)
    assert not parts
    assert root.genre not in ("digest", "interview")


@settings(CHECKED, max_examples=60)
@given(texts(60))
@example("(Halyard, May 6, 2031)\n" * 3)
@example("Source: Halyard\nDate: 0/0\n\n— Halyard, 31 February 2031\n\nSource: Halyard")
def test_any_text(text: str) -> None:
    for body in (text, f"<html><body><main><blockquote>{text}</blockquote><cite>Halyard, May 6, 2031</cite></main></body></html>"):
        try:
            found: list[Document] = Reader().documents(body.encode(), "any.html" if body is not text else "any.txt")
        except InputError:
            continue
        size = len(found[0].text or "")
        for d in found:
            assert 0 <= d.start < d.end <= size
            assert d.header is None or 0 <= d.header.start < d.header.end <= size


def test_time_grows_with_the_page() -> None:
    def seconds(times: int) -> float:
        text = PAGE + filled(TEXT[1]) * times
        begun = time.process_time()
        Reader().documents(text.encode(), "long.txt")
        return time.process_time() - begun

    seconds(5)
    assert seconds(200) < 20 * max(seconds(25), 0.02)
