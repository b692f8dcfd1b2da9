"""Confidence in tables and in the report: beside each line a model found, and a way to hide what it is not sure of."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import rashomon
from tests.export.test_report import Page
from tests.pile import lay
from tests.stand_in import REPORTS


@pytest.fixture
def read(tmp_path: Path, stand_in: str) -> Path:
    path = tmp_path / "s.sqlite"
    with rashomon.open(path, model=stand_in) as record:
        record.build(lay(tmp_path / "pile", REPORTS))
    return path


def tables(store: Path, folder: Path, **settings: object) -> dict[str, list[dict[str, str]]]:
    out = {}
    with rashomon.open(store, **settings) as record:
        for path in record.tables(folder):
            with path.open(encoding="utf-8-sig", newline="") as handle:
                out[path.stem] = list(csv.DictReader(handle))
    return out


def test_tables_have_the_confidence_of_the_statement_a_line_rests_on(read: Path, tmp_path: Path) -> None:
    found = tables(read, tmp_path / "tables")
    assert {r["speaker"]: r["confidence"] for r in found["statements"]} == {
        "Idris Marlow": "0.875", "Tessa Quill": "0.25", "the tide clerk": "0.75", "Harbour Guard": "", "Army": "", "Colonel Oda Fenwick": "",
    }  # fmt: skip
    assert sorted(r["confidence"] for r in found["timeline"]) == ["", "", "0.25", "0.875"]
    assert {r["low"]: r["confidence"] for r in found["figures"]} == {"12.0": "0.875", "30.0": "0.25", "5.0": "0.75"}
    assert {tuple(sorted((r["a confidence"], r["b confidence"]))) for r in found["disputes"]} == {("", "0.25"), ("", "0.875"), ("0.25", "0.875")}
    names = {r["spelling"]: r["confidence"] for r in found["names"]}
    assert (names["Tessa Quill"], names["Muhsin al-Darwazi"], names["BRACKEN QUAY"]) == ("0.3", "0.2", "")


def test_tables_without_unsure_lines(read: Path, tmp_path: Path) -> None:
    found = tables(read, tmp_path / "tables", min_confidence=0.5)
    assert "Tessa Quill" not in {r["speaker"] for r in found["statements"]}
    assert "Muhsin al-Darwazi" not in {r["spelling"] for r in found["names"]}
    assert len(found["disputes"]) == 1


@pytest.fixture
def page_text(read: Path) -> str:
    with rashomon.open(read) as record:
        return record.report()


def lines(page: Page) -> list[str | None]:
    """The confidence of every line that can be hidden; None for one of the rules."""
    return [a.get("data-confidence") for _, a in page.tags if "data-line" in a]


def test_lines_of_a_model_say_how_sure_it_is_and_low_ones_are_marked(page_text: str) -> None:
    page = Page(page_text)
    shown = [a for t, a in page.tags if t == "span" and a.get("class") == "sure"]
    assert len(shown) > 5
    assert all(a["title"] == "How sure the model is, from 0 to 1" for a in shown)
    words = "".join(page.text)
    assert re.search(r"Tessa Quill · said by 2040-03-06 · model, 0.25\s+unsure", words)
    assert re.search(r"Idris Marlow · said by 2040-03-06 · model, 0.88(?!\s*unsure)", words)
    assert words.count("unsure") == 1 + 1 + 2 + 1  # what the mark means; an account, a side of two disputes, a figure
    accounts = [a.get("data-confidence") for _, a in page.tags if (a.get("class") or "").startswith("account")]
    assert sorted(accounts, key=str) == ["0.25", "0.875", None, None]
    assert lines(page).count("0.25") == 1 + 2 + 1


def test_the_control_has_a_label_and_shows_itself_only_to_a_script(page_text: str) -> None:
    page = Page(page_text)
    (select,) = [a for t, a in page.tags if t == "select"]
    assert select["id"] in {a.get("for") for t, a in page.tags if t == "label"}
    before = page_text[: page_text.index("<select")]
    assert " hidden>" in before[before.rindex("<p ") :]  # no script, no control, and every line stays in sight
    assert "away" not in {c for _, a in page.tags for c in (a.get("class") or "").split()}
    assert any(a.get("role") == "status" for _, a in page.tags)
    assert 'least.closest("p").hidden = false' in page_text


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Chooses one value after another, and leaves what can be seen then in place of the page.
CHOOSING = """<script>addEventListener("load", function () {
  var least = document.getElementById("least");
  var seen = function (what) { return Array.prototype.filter.call(document.querySelectorAll(what), function (x) { return x.offsetParent !== null; }).length; };
  var told = ["0", "0.5", "0.9", "0"].map(function (value) {
    least.value = value;
    least.dispatchEvent(new Event("change"));
    return [value, seen("#least"), seen("[data-line]"), seen(".day"), document.getElementById("away").textContent.split(";")[0]].join(" ");
  });
  document.body.innerHTML = "<pre>" + told.join("\\n") + "</pre>";
});</script></body>"""


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="needs a browser")
def test_the_control_hides_lines_and_shows_them_again(page_text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page_text.replace("</body>", CHOOSING), encoding="utf-8")
    words = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", path.as_uri()]
    shown = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r"<pre>(.*?)</pre>", shown, re.S)
    assert found
    every = [float(c) if c else 1.0 for c in lines(Page(page_text))]
    for told, least in zip(found[1].splitlines(), (0, 0.5, 0.9, 0), strict=True):
        away = sum(c < least for c in every)
        assert (away > 3) == (least > 0)
        assert told == f"{least} 1 {len(every) - away} 1 " + (f"{away} lines hidden" if away else "")


def test_a_report_by_rules_has_neither_control_nor_marks(corpus: rashomon.Record) -> None:
    page = Page(corpus.report())
    assert page.count("select") == page.count("span", "sure") == 0
    assert set(lines(page)) == {None}


def test_a_report_without_unsure_lines_says_what_it_leaves_out(read: Path) -> None:
    with rashomon.open(read, min_confidence=0.5) as record:
        text = record.report()
        assert record.hidden == 3
    assert "Left out: 1 statements and 2 places of names, of which a model is less sure than 0.5." in text
    assert "Quill" not in re.sub(r'<div class="passage".*?</div>', "", text)
