"""What each format gives: text, pages, and what the file says of itself; what is locked, scanned or hostile is refused in one line."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from rashomon.errors import InputError
from rashomon.model import Evidence
from rashomon.read import Source, source
from tests.pile import ARABIC, DENIAL, WIRE
from tests.samples import docx, mail, mhtml, odt, packed, page, pdf, rtf, running

COLUMNS = (
    ["At least 23 people were killed when", "shells struck the market on Tuesday,", "the Health Ministry said. A spokes-", "man for the brigade denied that it",
     "had fired. Residents told of smoke", "over the harbour all day long."],
    ["In Zahrin the governor said that the", "road was closed and that 400 fami-", "lies had left the town since Sunday.", "Nobody could say who had fired, and",
     "the army did not answer questions", "about the guns on the hill."],
)  # fmt: skip


def told(found: Source, field: str) -> list[str]:
    return [e.value for e in found.evidence if e.field == field]


# ------------------------------------------------------------------------------------------------- PDF
def test_columns_are_read_one_after_the_other_and_divided_words_put_together() -> None:
    drawn = [(60.0, 790.0, 20.0, "Shells hit the market of Marsa Rimal")]
    for i in range(6):
        drawn += [(60, 740 - 14 * i, 11, COLUMNS[0][i]), (320, 740 - 14 * i, 11, COLUMNS[1][i])]
    found = source(pdf([drawn]), "x.pdf")
    assert found.text.split("\n\n") == [
        "Shells hit the market of Marsa Rimal",
        " ".join(COLUMNS[0]).replace("spokes- man", "spokesman"),
        " ".join(COLUMNS[1]).replace("fami- lies", "families"),
    ]
    assert told(found, "title") == ["Shells hit the market of Marsa Rimal"]


def test_a_hyphen_stays_where_the_document_writes_it_elsewhere() -> None:
    drawn = running("The cease-fire was broken, they said, in the early hours of the morning of that day. " * 2)
    drawn += [
        (60.0, 600.0, 11.0, "Nobody in the whole of the town of Marsa Rimal had heard of any cease-"),
        (60.0, 586.0, 11.0, "fire before the day on which it was broken."),
    ]
    assert "any cease-fire before" in source(pdf([drawn]), "x.pdf").text


def test_running_heads_are_left_out_and_pages_kept() -> None:
    pages = []
    for number, text in enumerate((WIRE, DENIAL, WIRE.replace("Marsa Rimal", "Nujayma")), 1):
        pages.append([(60.0, 820.0, 9.0, f"Halyard Weekly Review  {number}"), *running(text), (290.0, 30.0, 9.0, str(number))])
    found = source(pdf(pages), "x.pdf")
    assert "Weekly Review" not in found.text
    assert any("running heads" in note for note in found.notes)
    assert len(found.pages) == 3
    assert "Tolmek Courier" in found.text[slice(*found.pages[1])]
    assert [found.text[p.start : p.end].count("Nujayma") > 1 for p in found.pages] == [False, False, True]


def test_a_sentence_runs_on_over_the_page() -> None:
    first = running("The governor told reporters in Zahrin that the road to the harbour had been closed on Sunday, and that the people who", top=200)
    found = source(pdf([first, running("lived beside it had left their houses before the shells fell on them.")]), "x.pdf")
    assert "the people who lived beside it" in found.text
    assert found.text[slice(*found.pages[1])].startswith("lived beside it")


def test_arabic_is_in_the_order_of_speech() -> None:
    words = "قال الوزير إن القصف توقف"
    letters = {33 + i: c for i, c in enumerate(dict.fromkeys(words))}
    found = source(pdf([[(60, 700, 12, words[::-1])]], letters=letters), "x.pdf")  # drawn from left to right, as programs do
    assert found.text == words


def test_the_properties_of_a_pdf_date_nothing() -> None:
    found = source(pdf([running(WIRE)], {"Title": "Shells", "Author": "scanner", "CreationDate": "D:20310601120000Z"}), "x.pdf")
    assert (told(found, "document title"), told(found, "created"), told(found, "published")) == (["Shells"], ["2031-06-01"], [])


def test_a_scanned_pdf_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"scanned PDF.*OCR"):
        source(pdf([[], []]), "x.pdf")
    found = source(pdf([running(WIRE), [], running(DENIAL)]), "x.pdf")
    assert any("no text on page 2" in note for note in found.notes)
    assert found.pages[1].start == found.pages[1].end


@pytest.mark.parametrize(("package", "data", "extra"), [("pypdfium2", pdf([running(WIRE)]), "pdf")])
def test_without_its_package_a_format_names_the_extra(package: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=rf"pip install 'rashomon\[{extra}\]'"):
        source(data, "x")


# ---------------------------------------------------------------------------------------------- office
def test_word_keeps_titles_bold_tables_and_notes() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Marsa Rimal</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>23</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    changed = "<w:p><w:r><w:t>The army </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>says it never </w:t></w:r></w:ins><w:r><w:t>fired.</w:t></w:r></w:p>"
    found = source(
        docx(["# Army denies shelling", "**Who fired?**", "Nobody did.", "سؤال بالعربية"], core="<dc:creator>Rania Halwasi</dc:creator>", more=table + changed),
        "x",
    )
    assert found.text.split("\n\n") == [
        "Army denies shelling",
        "Who fired?",
        "Nobody did.",
        "سؤال بالعربية",
        "Marsa Rimal | 23",
        "The army says it never fired.",
    ]
    assert told(found, "title") == ["Army denies shelling"]
    assert found.bold == ("Who fired?",)
    assert told(found, "document author") == ["Rania Halwasi"]
    assert any("tracked changes" in note for note in found.notes)


def test_opendocument_keeps_spaces_lists_and_notes() -> None:
    style = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    body = (
        "<text:h>Army denies shelling</text:h><text:p><text:span text:style-name='B'>Who fired?</text:span></text:p><text:p>Nobody<text:s text:c='2'/>did"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>He smiled.</text:p></text:note-body></text:note>.</text:p>"
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Zahrin</text:p></table:table-cell><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>"
    )
    found = source(odt(body, styles=style), "x")
    assert found.text.split("\n\n") == ["Army denies shelling", "Who fired?", "Nobody  did.", "one", "Zahrin | 9", "He smiled."]
    assert found.bold == ("Who fired?",)


def test_entities_in_office_files_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(InputError, match="entities"):
        source(packed({"word/document.xml": bomb}), "x.docx")


@pytest.mark.parametrize(("name", "what"), [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")])
def test_other_office_files_are_named(name: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        source(packed({"[Content_Types].xml": b"<x/>", name: b"<x/>"}), "x")


def test_an_office_file_that_unpacks_to_more_than_it_may_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(40):
            part.write(b" " * 1_000_000)
    with pytest.raises(InputError, match="larger than 32 MB"):
        source(data.getvalue(), "x.docx")


# ------------------------------------------------------------------------------------------------- RTF
def test_rtf_in_both_scripts_and_old_code_pages() -> None:
    found = source(rtf(ARABIC), "x.rtf")
    assert found.text.split() == ARABIC.split()
    assert told(found, "document author") == ["Rania Halwasi"]
    old = rb"{\rtf1\ansi\ansicpg1256{\fonttbl{\f0\fcharset178 Arial;}{\f1\fcharset0 Arial;}}\f0 \'de\'c7\'e1 \f1 said \uc1\u8220?no\u8221?{\*\generator X}\par}"
    assert source(old, "x.rtf").text == "قال said “no”"


# ------------------------------------------------------------------------------------------------ mail
def test_a_mail_says_who_wrote_it_and_when() -> None:
    found = source(mail("خبر عاجل: Shells", WIRE), "x.eml")
    assert found.text.startswith("خبر عاجل: Shells\n\nShells hit")
    assert told(found, "author") == ["Rania Halwasi"]
    assert told(found, "published") == ["Wed, 07 May 2031 09:30:00 +0200"]
    quoted = "<p>He wrote:</p><blockquote cite='https://herald.example/a'>They fired at people who were buying fish, and nobody came to help.</blockquote>"
    markup = source(mail("Shells", "", html=quoted), "x.eml")
    assert markup.quoted[0].cite == "https://herald.example/a"
    assert markup.text.count("fish") == 1


def test_a_text_with_headings_of_its_own_is_no_mail() -> None:
    text = "From: The Harbour Post\nDate: May 6, 2031\nSubject: shelling\n\nShells struck the market."
    assert source(text.encode(), "x.txt").text == text


def test_a_page_saved_by_a_browser_says_where_and_when() -> None:
    found = source(mhtml(page(WIRE)), "x.mhtml")
    assert "fish market" in found.text
    assert told(found, "url") == ["https://herald.example/2031/05/06/shells"]
    assert (found.custody[0].time, found.custody[0].url) == ("2031-05-08T10:00:00Z", "https://herald.example/2031/05/06/shells")
    comment = "<!--\n Page saved with SingleFile \n url: https://herald.example/a \n saved date: Thu May 08 2031 12:00:00 GMT+0200 (CEST)\n-->"
    single = source(comment.encode() + page(WIRE), "x.html")
    assert (single.custody[0].tool, single.custody[0].url) == ("SingleFile", "https://herald.example/a")
    assert Evidence(field="url", value="https://herald.example/a", where="comment of SingleFile") in single.evidence
