"""Files of every format that is read, built in code from reports of our own (see tests/pile.py)."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from tests.pile import ARABIC, DENIAL, WIRE

Placed = tuple[float, float, float, str]  # x and y from the lower left in points, size, words
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def pdf(pages: Sequence[Sequence[Placed]], info: Mapping[str, str] | None = None, letters: Mapping[int, str] | None = None) -> bytes:
    """A PDF with words at places; `letters` says which character a byte stands for, for scripts that the standard fonts lack."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, head: bytes = b"") -> bytes:
        return b"<< /Length %d %s>>\nstream\n" % (len(data), head) + data + b"\nendstream"

    unicode_map = b""
    if letters:
        rows = b"\n".join(b"<%02X> <%s>" % (code, char.encode("utf-16-be").hex().upper().encode()) for code, char in letters.items())
        cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar endcmap end end"  # fmt: skip
        unicode_map = b" /ToUnicode %d 0 R" % add(stream(cmap % (len(letters), rows)))
    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding%s >>" % unicode_map)
    parent = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        drawn = b""
        for x, y, size, words in page:
            data = bytes(next(c for c, w in letters.items() if w == char) for char in words) if letters else words.encode("cp1252")
            drawn += b"BT /F1 %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, data.hex().encode())
        content = add(stream(drawn))
        kids.append(
            add(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>" % (parent, font, content))
        )
    tree = add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids)))
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    told = add(b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), v.encode()) for k, v in (info or {}).items()))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, catalog, told, len(out),
    )  # fmt: skip


def running(text: str, wide: int = 80, top: float = 780, size: float = 11) -> list[Placed]:
    """Text broken into lines down a page, paragraphs apart."""
    import textwrap

    out: list[Placed] = []
    for paragraph in text.strip().split("\n\n"):
        for line in textwrap.wrap(" ".join(paragraph.split()).replace("—", "-"), wide):
            out.append((60, top, size, line))
            top -= 1.3 * size
        top -= size
    return out


def packed(files: Mapping[str, bytes], stored: bool = False) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 6, 0, 0, 0)), content, None if stored else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def docx(paragraphs: Sequence[str], core: str = "", more: str = "") -> bytes:
    """`**words**` is a paragraph in bold, `# words` one of the style Title; `more` is markup as it is."""
    body = ""
    for words in paragraphs:
        style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>' if words.startswith("# ") else ""
        bold = "<w:rPr><w:b/></w:rPr>" if words.startswith("**") else ""
        body += f"<w:p>{style}<w:r>{bold}<w:t>{words.strip('#* ')}</w:t></w:r></w:p>"
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}{more}</w:body></w:document>'
    properties = f'<?xml version="1.0"?><cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode(), "docProps/core.xml": properties.encode()})


def odt(body: str, meta: str = "", styles: str = "") -> bytes:
    content = f"<office:document-content {ODT}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    told = f"<office:document-meta {ODT}><office:meta>{meta}</office:meta></office:document-meta>"
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), "meta.xml": told.encode()}, stored=True)


def rtf(text: str) -> bytes:
    """Text in RTF: English as it is, other letters as `\\u` with a stand-in."""
    out = "".join(c if c < "\x7f" and c not in "\\{}" else f"\\{c}" if c in "\\{}" else f"\\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?" for c in text)
    return (
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Helvetica;}}{\info{\title Shells}{\author Rania Halwasi}}\f0 " + out.replace("\n", "\\par\n") + "}"
    ).encode("ascii")


def mail(subject: str, text: str, attached: Mapping[str, bytes] | None = None, html: str = "", sender: str = "Rania Halwasi <rania@herald.example>") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "desk@herald.example", subject
    message["Date"], message["Message-ID"] = "Wed, 07 May 2031 09:30:00 +0200", f"<{len(text)}.{len(subject)}@herald.example>"
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mailbox(*messages: bytes) -> bytes:
    return b"\n".join(b"From MAILER-DAEMON Wed May  7 09:30:00 2031\n" + m.replace(b"\nFrom ", b"\n>From ") for m in messages) + b"\n"


def page(text: str, title: str = "Shells hit fish market", head: str = "", extra: str = "") -> bytes:
    paragraphs = "".join(f"<p>{p}</p>" for p in text.strip().split("\n\n"))
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article>{extra}</body></html>".encode()


def mhtml(body: bytes, url: str = "https://herald.example/2031/05/06/shells") -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Shells\r\nDate: Thu, 08 May 2031 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--B--"\r\n\r\n\r\n'
    )
    part = f"----B--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {url}\r\n\r\n".encode()
    return head.encode() + part + body + b"\r\n----B----\r\n"


def rss(items: Sequence[Mapping[str, str]]) -> bytes:
    inner = "".join("<item>" + "".join(f"<{k}>{v}</{k}>" for k, v in item.items()) + "</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Zahrin Herald</title>{inner}</channel></rss>'.encode()


def warc(pages: Mapping[str, bytes], kind: str = "text/html; charset=utf-8", digest: bool = True, coding: str = "") -> bytes:
    """Answers to requests for addresses, as a crawler writes them."""
    import base64
    import hashlib

    out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2031-05-08T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    for number, (url, body) in enumerate(pages.items(), 1):
        payload = gzip.compress(body, mtime=0) if coding == "gzip" else body
        header = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n" + (f"Content-Encoding: {coding}\r\n" if coding else "") + f"Content-Length: {len(payload)}\r\n\r\n"
        )
        block = header.encode() + payload
        told = f"WARC-Payload-Digest: sha1:{base64.b32encode(hashlib.sha1(payload).digest()).decode()}\r\n" if digest else ""
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-08T10:00:0{number % 10}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n{told}"
        out += f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    return out


def jsonl(rows: Sequence[Mapping[str, object]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


FTM = {
    "id": "a1b2", "schema": "HyperText",
    "properties": {"title": ["Shells hit fish market"], "bodyText": [WIRE], "contentHash": ["da39a3ee5e6b4b0d3255bfef95601890afd80709"], "sourceUrl": ["https://herald.example/shells"],
                   "publishedAt": ["2031-05-06"], "retrievedAt": ["2031-05-09T08:00:00"]},
}  # fmt: skip
# One sound file of every reader and container.
FILES: dict[str, bytes] = {
    "text": WIRE.encode(), "arabic": ARABIC.encode("cp1256"), "html": page(WIRE), "mhtml": mhtml(page(DENIAL)), "pdf": pdf([running(WIRE), running(DENIAL)]),
    "docx": docx(["# Army denies shelling", *DENIAL.split("\n\n")[1:]]), "odt": odt("".join(f"<text:p>{p}</text:p>" for p in ARABIC.split("\n\n"))), "rtf": rtf(ARABIC),
    "mail": mail("Shells", WIRE, {"denial.txt": DENIAL.encode()}), "mbox": mailbox(mail("One", WIRE), mail("Two", ARABIC)),
    "csv": f'title,text,date\n"Shells","{WIRE.replace(chr(34), chr(34) * 2)}",2031-05-06\n'.encode(), "jsonl": jsonl([{"text": DENIAL, "date": "2031-05-08"}, {"text": ARABIC}]), "ftm": jsonl([FTM]),
    "rss": rss([{"title": "Shells", "description": "&lt;p&gt;" + WIRE.replace('"', "&quot;") + "&lt;/p&gt;", "pubDate": "Tue, 06 May 2031 10:00:00 GMT", "guid": "x1"}]),
    "warc": warc({"https://herald.example/shells": page(WIRE)}), "zip": packed({"a/wire.txt": WIRE.encode(), "denial.html": page(DENIAL)}), "tar": tarred({"a/wire.txt": WIRE.encode()}),
    "gzip": gzip.compress(DENIAL.encode(), mtime=0),
}  # fmt: skip
