"""Rich Text Format to plain text: control words are followed only as far as they change which characters are read.

After the specification 1.9.1: code pages of the file (`\\ansicpg`) and of each font (`\\fcharset`), Unicode characters with their stand-ins
(`\\u`, `\\uc`), groups that are no text (`\\*`, tables of fonts and colours, pictures), paragraphs and cells.
"""

from __future__ import annotations

import codecs
import re

from rashomon.errors import InputError
from rashomon.model import Evidence
from rashomon.read.source import Source

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\")
SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object fldinst themedata colorschememapping datastore latentstyles "
    b"xmlnstbl header headerl headerr headerf footer footerl footerr footerf filetbl revtbl mmathPr bkmkstart bkmkend annotation atnid atnauthor deleted".split()
)
SPECIAL = {
    b"par": "\n\n", b"sect": "\n\n", b"page": "\n\n", b"line": "\n", b"tab": "\t", b"cell": " | ", b"row": "\n", b"emdash": "—", b"endash": "–",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ", b"zwj": "\u200d", b"zwnj": "\u200c",
    b"ltrmark": "\u200e", b"rtlmark": "\u200f",
}  # fmt: skip
CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb2312", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
DEEPEST = 500  # groups inside each other


class _State:
    """What a group inherits: whether its text counts, the code page, how many characters stand in for one of Unicode."""

    __slots__ = ("field", "hidden", "page", "uc")

    def __init__(self, hidden: bool, page: str, uc: int, field: str | None) -> None:
        self.hidden, self.page, self.uc, self.field = hidden, page, uc, field


def read_rtf(data: bytes, file: str) -> Source | None:
    """An RTF file, None for anything else. Raises InputError where it holds no words."""
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        return None
    text, told, page = _text(data)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" |") if line.strip(" |") == "" else line.rstrip(" |") for line in text.split("\n"))).strip()
    if not text:
        raise InputError(file, "the file holds no words", "if it holds pictures of pages, have them recognised (OCR) first")
    names = {"title": "document title", "author": "document author"}
    evidence = tuple(Evidence(field=names[name], value=words, where="properties of the file") for name, words in told.items() if words and name in names)
    return Source(text=text, encoding=page, evidence=evidence, notes=() if data.rstrip(b"\x00 \r\n").endswith(b"}") else ("the file may be cut short",))


def _codec(page: int) -> str:
    name = {10000: "mac_roman", 65001: "utf-8"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _text(data: bytes) -> tuple[str, dict[str, str], str]:
    """(the words, what the file says of itself, its code page)."""
    out: list[str] = []
    info: dict[str, list[str]] = {}
    fonts: dict[int, str] = {}
    pending = bytearray()  # bytes of one code page, decoded together: some pages take two for a character
    default, in_fonts, font = "cp1252", 0, 0
    stack: list[_State] = []
    now = _State(False, default, 1, None)
    skip, fresh, high = 0, False, ""

    def flush() -> None:
        if pending:
            put(pending.decode(now.page, "replace"))
            pending.clear()

    def put(words: str) -> None:
        if now.field is not None:
            info.setdefault(now.field, []).append(words)
        elif not now.hidden:
            out.append(words)

    for match in TOKEN.finditer(data):
        word, number, code, symbol, brace, plain = match.groups()
        if brace == b"{":
            flush()
            if len(stack) >= DEEPEST:
                break
            stack.append(now)
            now = _State(now.hidden, now.page, now.uc, now.field)
            fresh = True
            continue
        if brace == b"}":
            flush()
            now = stack.pop() if stack else now
            if in_fonts > len(stack):
                in_fonts = 0
            skip, fresh = 0, False
            continue
        if code is not None:
            if skip:
                skip -= 1
            else:
                pending += bytes([int(code, 16)])
        elif plain is not None:
            if skip:
                plain, skip = plain[skip:], max(0, skip - len(plain))
            pending += plain
        elif symbol is not None:
            flush()
            if symbol == b"*":
                now.hidden = now.hidden or fresh
            elif symbol in b"\\{}":
                put(symbol.decode())
            elif symbol == b"~":
                put("\u00a0")
            elif symbol == b"_":
                put("-")
            elif symbol in b"\r\n":
                put("\n\n")
        elif word is not None:
            value = int(number) if number else None
            if word == b"u" and value is not None:
                flush()
                char = chr(value % 0x10000) if -0x10000 < value < 0x10000 else "\ufffd"
                if "\ud800" <= char <= "\udbff":
                    high = char
                elif "\udc00" <= char <= "\udfff":
                    put((high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if high else "\ufffd")
                    high = ""
                else:
                    put(char)
                skip = now.uc
                continue
            flush()
            if word == b"uc" and value is not None:
                now.uc = max(0, min(value, 8))
            elif word == b"ansicpg" and value:
                default = now.page = _codec(value)
                for state in stack:
                    state.page = default
            elif word == b"fonttbl":
                in_fonts, now.hidden = len(stack), True
            elif word == b"f" and value is not None:
                font = value
                if not in_fonts:
                    now.page = fonts.get(value, default)
            elif word == b"fcharset" and in_fonts and value is not None:
                fonts[font] = default if value in (0, 1, 2) else CHARSETS.get(value, default)
            elif word == b"plain" and not in_fonts:
                now.page = default
            elif word == b"info":
                now.hidden = True
            elif word in (b"title", b"author") and now.hidden and not in_fonts:
                now.field = word.decode()
            elif word in SKIPPED and fresh:
                now.hidden = True
            elif word == b"bin" and value:
                now.hidden = True  # raw bytes of a picture follow: what they look like is no text
            elif word in SPECIAL:
                put(SPECIAL[word])
        fresh = False
    flush()
    return "".join(out), {name: " ".join("".join(words).split()) for name, words in info.items()}, default
