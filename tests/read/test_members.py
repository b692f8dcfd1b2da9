"""What holds several documents: addresses, limits, broken members, and what exports of other tools say of custody."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
from collections.abc import Mapping

import pytest

from rashomon.errors import InputError
from rashomon.model import Document
from rashomon.pipeline import Reader
from rashomon.read.members import Limits, Member, walk
from tests.pile import ARABIC, DENIAL, WIRE
from tests.samples import FTM, docx, jsonl, mail, mailbox, packed, page, rss, tarred, warc


def opened(data: bytes, limits: Limits | None = None) -> tuple[dict[str, Member], list[str]]:
    """Members by address, and the problems."""
    found = list(walk(io.BytesIO(data), "f", limits or Limits()))
    return {m.address: m for m in found if isinstance(m, Member)}, [str(e) for e in found if isinstance(e, InputError)]


def documents(data: bytes, limits: Limits | None = None) -> dict[str, Document]:
    reader = Reader("none")
    return {address: reader.documents(m.data, address, m)[0] for address, m in opened(data, limits)[0].items()}


# -------------------------------------------------------------------------------------------- archives
def test_addresses_go_through_containers_inside_containers() -> None:
    inner = tarred({"c.txt": WIRE.encode(), "mail.eml": mail("Shells", DENIAL, {"annex.docx": docx([WIRE])})})
    members, problems = opened(packed({"a/b.tar": inner, "قصف.txt": ARABIC.encode(), "a/": b"", "__MACOSX/._b": b"x"}))
    assert list(members) == ["f!/a/b.tar!/c.txt", "f!/a/b.tar!/mail.eml", "f!/a/b.tar!/mail.eml!/annex.docx", "f!/قصف.txt"]
    assert problems == []


def test_names_in_archives_are_no_paths() -> None:
    members, _ = opened(
        packed({"../../etc/passwd": b"Nobody reads this line.", "/abs.txt": WIRE.encode(), "a!/b.txt": DENIAL.encode(), "x\u202ey.txt": ARABIC.encode()})
    )
    assert list(members) == ["f!/../../etc/passwd", "f!/abs.txt", "f!/a!|b.txt", "f!/x\\x202ey.txt"]


def test_two_members_of_one_name_have_two_addresses() -> None:
    assert list(opened(tarred({"a.txt": WIRE.encode()})[:1024] + tarred({"a.txt": DENIAL.encode()}))[0]) == ["f!/a.txt", "f!/a.txt;2"]


def test_the_folder_of_a_saved_page_is_no_report() -> None:
    files = {"Shells.html": page(WIRE), "Shells_files/frame.html": page(DENIAL), "Shells_files/style.css": b"p{}", "other_files/b.txt": ARABIC.encode()}
    assert list(opened(packed(files))[0]) == ["f!/Shells.html", "f!/other_files/b.txt"]


def test_a_bad_member_costs_only_itself() -> None:
    data = packed({"a.txt": WIRE.encode(), "b.txt": DENIAL.encode()}, stored=True)
    at = data.index(DENIAL.encode()[:20])
    members, problems = opened(data[:at] + b"XXXX" + data[at + 4 :])
    assert list(members) == ["f!/a.txt"]
    assert problems == ["f!/b.txt: a member that is broken (BadZipFile) (get another copy of the archive)"]


@pytest.mark.parametrize("cut", [4, 60, 150])
def test_a_cut_archive_is_one_line(cut: int) -> None:
    with pytest.raises(InputError, match=r"^f: a zip that is broken"):
        opened(packed({"a.txt": WIRE.encode()})[:cut])
    with pytest.raises(InputError, match=r"^f: a gzip file that is broken"):
        opened(gzip.compress(WIRE.encode())[:cut])


@pytest.mark.parametrize(
    ("data", "limits", "what"),
    [
        (packed({"bomb.txt": b" " * 9_000_000}), Limits(), "times as large"),
        (gzip.compress(b" " * 9_000_000), Limits(), "times as large"),
        (packed({"large.txt": WIRE.encode() * 9}), Limits(member=1000), "larger than 0.001 MB"),
        (packed({f"{n}.txt": WIRE.encode() for n in range(9)}), Limits(total=1000), "unpacked; the rest of it was left out"),
        (packed({f"{n}.txt": b"x" for n in range(9)}), Limits(count=5), "more than 5 members"),
        (packed({"a.zip": packed({"b.zip": packed({"c.zip": packed({"d.zip": packed({"e.txt": b"x"})})})})}), Limits(), "inside each other"),
        (tarred({"large.txt": WIRE.encode() * 9}), Limits(member=1000), "larger than 0.001 MB"),
    ],
)
def test_bombs_go_off_outside(data: bytes, limits: Limits, what: str) -> None:
    try:
        problems = opened(data, limits)[1]
    except InputError as error:
        problems = [str(error)]
    assert any(what in problem for problem in problems), problems


def test_a_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(packed({"a.txt": b"a" * 5000}))
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (100).to_bytes(4, "little")
    assert opened(bytes(data))[1] or len(opened(bytes(data))[0]["f!/a.txt"].data) <= 5000


# ------------------------------------------------------------------------------------------------ mail
def test_a_mailbox_gives_each_message_and_what_is_attached() -> None:
    first = mail("One", WIRE.replace("He said", "\nFrom the harbour he said"), {"denial.html": page(DENIAL)})
    found = documents(mailbox(first, mail("Two", ARABIC)))
    one, attached, two = found
    assert attached == f"{one}!/denial.html"
    assert one.endswith("@herald.example")
    assert (found[one].published, found[attached].published, found[two].language) == ("2031-05-07", "2031-05-08", "ar")


# ---------------------------------------------------------------------------------------------- tables
def test_columns_by_their_names_or_by_the_users() -> None:
    table = "Überschrift;Volltext;Blatt;Tag\n" + f'"Shells";"{DENIAL.replace(chr(34), chr(34) * 2)}";Halyard;2031-05-09\n'
    assert list(opened(table.encode())[0]) == ["f"]  # no column of a known name: a text
    limits = Limits(columns={"text": "Volltext", "title": "Überschrift", "outlet": "Blatt", "published": "Tag"})
    (found,) = documents(table.encode(), limits).values()
    assert (found.outlet, found.published, found.published_basis) == ("Halyard", "2031-05-09", "metadata")
    assert {("outlet", "column Blatt"), ("published", "column Tag")} <= {(e.field, e.where) for e in found.evidence if e.chosen}


def test_rows_keep_their_ids_and_broken_ones_are_named() -> None:
    rows = jsonl([{"id": "r1", "text": WIRE}, {"id": "r2", "text": ""}]) + b"{broken\n" + jsonl([{"id": "r3", "text": ARABIC, "sha256": "ab" * 32}])
    members, problems = opened(rows)
    assert list(members) == ["f!/r1", "f!/r3"]
    assert [p.split(": ")[0] for p in problems] == ["f!/3", "f"]
    assert "1 of 4 rows hold no text" in problems[1]
    changed = opened(rows.replace(b'"sha256": "ab', b'"sha256": "cd'))[0]
    assert hashlib.sha256(changed["f!/r3"].data).digest() != hashlib.sha256(members["f!/r3"].data).digest()


def test_prose_and_lists_are_no_tables() -> None:
    for text in (WIRE, "Date, text\n", "He came, saw, and left.\nShe stayed, however.\n", '{"not": "closed"', "- text, date\n- more, of it\n"):
        assert list(opened(text.encode())[0]) == ["f"], text


def test_a_feed_gives_its_items() -> None:
    data = rss([
        {"title": "Shells", "content:encoded": "&lt;p&gt;Shells struck the market.&lt;/p&gt;&lt;p&gt;Nobody spoke.&lt;/p&gt;", "dc:creator": "Rania Halwasi", "pubDate": "Tue, 06 May 2031 22:30:00 GMT",
         "link": "https://herald.example/a"},
        {"title": "Only a headline of the day", "guid": "x2"},
    ])  # fmt: skip
    found = documents(data)
    assert list(found) == ["f!/https://herald.example/a", "f!/x2"]
    first = found["f!/https://herald.example/a"]
    assert (first.outlet, first.author, first.published, first.url) == ("Zahrin Herald", "Rania Halwasi", "2031-05-06", "https://herald.example/a")
    assert first.text == "Shells\n\nShells struck the market.\n\nNobody spoke."
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Halyard</title><entry><title>Shells</title><id>u1</id><link href="https://h.example/1"/><updated>2031-05-07T00:00:00Z</updated><published>2031-05-06T10:00:00Z</published><author><name>R. Halwasi</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Shells fell.</p></div></content></entry></feed>'
    (entry,) = documents(atom.encode()).values()
    assert (entry.outlet, entry.author, entry.published, entry.url) == ("Halyard", "R. Halwasi", "2031-05-06", "https://h.example/1")


# --------------------------------------------------------------------------------------------- custody
def test_a_warc_says_where_and_when_and_its_digests_are_checked() -> None:
    url = "https://herald.example/2031/05/06/shells"
    for coding in ("", "gzip"):
        found = documents(warc({url: page(WIRE), "https://herald.example/b": page(DENIAL)}, coding=coding))
        assert list(found) == [f"f!/20310508100001/{url}", "f!/20310508100002/https://herald.example/b"]
        document = found[f"f!/20310508100001/{url}"]
        (custody,) = document.custody
        assert (document.url, custody.url, custody.time, custody.holds) == (url, url, "2031-05-08T10:00:01Z", True)
        assert any(e.where == "the page's address" and e.value == "2031-05-06" for e in document.evidence)
    false = warc({url: page(WIRE)}).replace(b"fish market", b"FISH market")
    assert next(iter(documents(false).values())).custody[0].holds is False
    assert list(documents(gzip.compress(warc({url: page(WIRE)})))) == [f"f!/20310508100001/{url}"]


def test_a_wacz_gives_its_pages_and_checks_its_own_digests() -> None:
    inner = warc({"https://herald.example/a": page(WIRE)})
    package = {"resources": [{"path": "archive/data.warc", "hash": f"sha256:{hashlib.sha256(inner).hexdigest()}", "bytes": len(inner)}]}
    data = packed(
        {
            "datapackage.json": json.dumps(package).encode(),
            "archive/data.warc": inner,
            "pages/pages.jsonl": jsonl([{"url": "x", "text": WIRE}]),
            "indexes/index.cdx": b"x",
        }
    )
    (found,) = documents(data).values()
    assert [(c.tool, c.holds) for c in found.custody] == [("WACZ", True), ("WARC", True)]


def test_without_fastwarc_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(InputError, match=r"pip install 'rashomon\[warc\]'"):
        opened(warc({"https://herald.example/a": page(WIRE)}))


ARCHIVER = {
    "status": "success",
    "metadata": str({"_processed_at": "@1", "url": "https://post.example/1", "title": "A post", "content": WIRE, "timestamp": "@2"})
    .replace("'@1'", "datetime.datetime(2031, 5, 9, 8, 0, 1, 5, tzinfo=datetime.timezone.utc)").replace("'@2'", "datetime.datetime(2031, 5, 6, 20, 0, tzinfo=datetime.timezone.utc)"),
    "media": str([{"filename": "x.mp4", "_key": None, "properties": {"hash": "SHA-256:00ff"}}]),
}  # fmt: skip
DATASHARE = {
    "_id": "ab" * 48,
    "_source": {"content": DENIAL, "path": "/vault/a.pdf", "extractionDate": "2031-06-01T00:00:00.000Z", "metadata": {"tika_metadata_dc_title": "Denial"}},
}


def _csv(row: Mapping[str, str]) -> bytes:
    return (",".join(row) + "\n" + ",".join('"' + v.replace('"', '""') + '"' for v in row.values()) + "\n").encode()


@pytest.mark.parametrize(
    ("data", "tool", "url", "time", "digest"),
    [
        (_csv(ARCHIVER), "auto-archiver", "https://post.example/1", "2031-05-09T08:00:01Z", "SHA-256:00ff"),
        (jsonl([FTM]), "Aleph (FollowTheMoney)", "https://herald.example/shells", "2031-05-09", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (jsonl([DATASHARE]), "Datashare", None, "2031-06-01T00:00:00Z", f"sha384:{'ab' * 48}"),
        (json.dumps(DATASHARE, indent=1).encode(), "Datashare", None, "2031-06-01T00:00:00Z", f"sha384:{'ab' * 48}"),
    ],
)
def test_exports_of_other_tools_bring_their_custody(data: bytes, tool: str, url: str | None, time: str, digest: str) -> None:
    (found,) = documents(data).values()
    (custody,) = found.custody
    assert (custody.tool, custody.url, custody.time, custody.digest) == (tool, url, time, digest)
    assert found.text
