"""Tables of documents: CSV, JSON Lines, JSON lists; the exports of Aleph, Datashare and auto-archiver among them.

Each row is a document. Which column holds what is told by a list of usual names (`COLUMNS`) or by the user. A row becomes a small object of
its fields with the names of their columns, in JSON (`packed`), so that its digest changes when any of them does; `read_row` reads it.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from rashomon import edtf
from rashomon.errors import InputError
from rashomon.model import Custody, Evidence
from rashomon.read.fragment import text_of
from rashomon.read.members import INSIDE, Budget, Member
from rashomon.read.source import Source
from rashomon.read.stamps import day, utc
from rashomon.read.text import decode

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "full_text", "fulltext", "article", "articlebody", "article_body", "bodytext", "body_text", "story", "message", "النص", "نص", "المحتوى"),
    "title": ("title", "headline", "subject", "العنوان"),
    "published": ("published", "date", "published_at", "publishedat", "publication_date", "publish_date", "pubdate", "pub_date", "datepublished", "timestamp", "التاريخ", "تاريخ_النشر"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "publication", "site_name", "sitename", "المصدر", "الصحيفة"),
    "author": ("author", "authors", "byline", "creator", "الكاتب"),
    "url": ("url", "link", "source_url", "sourceurl", "documenturl", "الرابط"),
    "language": ("language", "lang", "اللغة"),
    "id": ("id", "_id", "uuid", "guid", "documentid", "document_id"),
    "digest": ("sha256", "contenthash", "content_hash", "sha1", "md5", "hash"),
    "taken": ("fetched", "fetched_at", "retrieved", "retrieved_at", "retrievedat", "crawled_at", "archived_at", "extractiondate", "date_download"),
}  # fmt: skip
ARCHIVER = ["status", "metadata", "media"]  # the columns of auto-archiver's csv_db
FTM = {
    "text": ("bodyText", "bodyHtml", "indexText"), "title": ("title", "subject", "name", "fileName"), "published": ("publishedAt", "authoredAt", "date"), "outlet": ("publisher",),
    "author": ("author", "from"), "url": ("sourceUrl", "publisherUrl"), "language": ("language", "detectedLanguage"), "digest": ("contentHash",), "taken": ("retrievedAt", "modifiedAt"),
}  # fmt: skip
DATASHARE = {
    "text": ("content",), "title": ("title", "metadata.tika_metadata_dc_title", "metadata.tika_metadata_title", "path"), "published": ("metadata.tika_metadata_dcterms_created",),
    "author": ("metadata.tika_metadata_dc_creator", "metadata.tika_metadata_author"), "url": ("metadata.tika_metadata_resourcename",), "language": ("language",), "taken": ("extractionDate",),
}  # fmt: skip
NAMED = re.compile(r"\s*\{\s*\"(?:[^\"\\]|\\.){1,80}\"\s*:")
MARKUP = re.compile(r"<(?:p|br|div|a|em|strong|b|i|h\d|ul|ol|li|blockquote|img|span|table)\b[^>]*>", re.I)
DELIMITERS = ",;\t|"
MOST_COLUMNS, LONGEST_NAME = 400, 80
Fields = dict[str, tuple[str, str]]  # field → (column, value)


def is_rows(head: bytes, columns: Mapping[str, str] | None = None) -> bool:
    """Whether data begins as a table with a column of text."""
    if head[:1] in b"<%PR\x00\x1f":
        return False
    words = _decoded(head)
    if words is None:
        return False
    begin = words.lstrip()[:1]
    if begin in ("{", "["):
        return _is_json(words, columns)
    try:
        names = _header(words)
    except csv.Error:
        return False
    return names == ARCHIVER or (len(names) >= 2 and bool(words.partition("\n")[2].strip()) and "text" in _places(names, columns))


def _decoded(head: bytes) -> str | None:
    for encoding in ("utf-8-sig", "utf-16") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1256"):
        try:
            return head.decode(encoding, "strict" if encoding != "utf-8-sig" else "ignore" if b"\x00" not in head else "strict")
        except UnicodeDecodeError:
            continue
    return None


def _is_json(words: str, columns: Mapping[str, str] | None) -> bool:
    first = words.lstrip().lstrip("[").lstrip()
    line = first.split("\n", 1)[0].strip().rstrip(",")
    try:
        row = json.loads(line)
        return isinstance(row, dict) and ("text" in _fields(row, columns) or _is_entity(row) or "_source" in row)
    except (ValueError, RecursionError):
        texts = [*(columns or {}).values(), *COLUMNS["text"], "properties", "_source"]
        return bool(NAMED.match(first)) and any(f'"{name}"' in words for name in texts)


def _header(words: str) -> list[str]:
    """The names of the columns; none where the first line is no row of names."""
    line = words.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    delimiter = max(DELIMITERS, key=line.count)
    names = next(csv.reader([line], delimiter=delimiter), [])
    sound = all(0 < len(n.strip()) <= LONGEST_NAME and not n.strip().endswith(".") for n in names) and len(set(names)) == len(names) <= MOST_COLUMNS
    return [n.strip() for n in names] if sound else []


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _places(names: Iterable[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    """Field → the column that holds it: as the user says, else by its usual names, the first of these that is there."""
    by_key = {_key(name): name for name in names}
    out = {field: by_key[_key(column)] for field, column in (columns or {}).items() if _key(column) in by_key}
    for field, usual in COLUMNS.items():
        found = next((by_key[name] for name in usual if name in by_key), None)
        if found is not None and field not in out and found not in out.values():
            out[field] = found
    return out


# ------------------------------------------------------------------------------------------------ rows
def rows(stream: BinaryIO, file: str, budget: Budget) -> Iterator[Member | InputError]:
    """A member for each row with text, under its id or its number. Rows that are broken are named, those without text counted."""
    total = empty = 0
    for number, found in _read(stream, file, budget):
        total += 1
        if isinstance(found, InputError):
            yield found
            continue
        if not found.get("text", ("", ""))[1].strip():
            empty += 1
            continue
        address = found.pop("id", ("", str(number)))[1].strip()
        yield Member(address=address if 0 < len(address) <= 120 else str(number), data=packed(found), reader="row")
    if empty:
        yield InputError(
            file, f"{empty} of {total} rows hold no text", "name the column that does with --columns text=NAME" if empty == total else "nothing to do"
        )


def packed(fields: Fields) -> bytes:
    """A row as bytes: its fields in order of their names, each with its column."""
    return json.dumps({name: list(value) for name, value in sorted(fields.items())}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(stream: BinaryIO, file: str, budget: Budget) -> Iterator[tuple[int, Fields | InputError]]:
    head = stream.read(65_536)
    stream.seek(0)
    columns, limit = budget.limits.columns, budget.limits.member
    encoding = "utf-8-sig"
    if not _is_utf8(head):
        encoding = (
            decode(head, file).encoding.removesuffix("-le").removesuffix("-be") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else decode(head, file).encoding
        )
    lines = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        begin = head.decode(encoding, "replace").lstrip()[:1]
        if begin == "[" or (begin == "{" and not _is_line(head)):
            yield from _json_list(lines, file, columns, limit)
        elif begin == "{":
            yield from _json_lines(lines, file, columns, limit)
        else:
            yield from _csv(lines, file, columns, limit)
    finally:
        lines.detach()


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return b"\x00" not in head


def _is_line(head: bytes) -> bool:
    """Whether the first line is an object by itself."""
    line = head.lstrip().split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(line.decode("utf-8-sig", "replace")), dict)
    except (ValueError, RecursionError):
        return len(line) == len(head.lstrip())  # longer than was looked at


def _json_lines(lines: io.TextIOWrapper, file: str, columns: Mapping[str, str], limit: int) -> Iterator[tuple[int, Fields | InputError]]:
    number = 0
    while line := lines.readline(limit):
        number += 1
        if line.strip():
            yield number, _object(line, f"{file}{INSIDE}{number}", columns)


def _object(line: str, where: str, columns: Mapping[str, str]) -> Fields | InputError:
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return InputError(where, f"no JSON ({' '.join(str(error).split())[:80]})", "mend the line")
    return _fields(row, columns) if isinstance(row, dict) else InputError(where, "no JSON object", "mend the line")


def _json_list(lines: io.TextIOWrapper, file: str, columns: Mapping[str, str], limit: int) -> Iterator[tuple[int, Fields | InputError]]:
    words = lines.read(limit + 1)
    if len(words) > limit:
        raise InputError(file, f"a JSON list larger than {limit / 1_000_000:g} MB", "write it as JSON Lines, an object a line")
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise InputError(file, f"JSON that is broken ({' '.join(str(error).split())[:80]})", "write it as JSON Lines, an object a line") from None
    for number, row in enumerate(found if isinstance(found, list) else [found], 1):
        yield number, _fields(row, columns) if isinstance(row, dict) else InputError(f"{file}{INSIDE}{number}", "no JSON object", "mend it")


def _csv(lines: io.TextIOWrapper, file: str, columns: Mapping[str, str], limit: int) -> Iterator[tuple[int, Fields | InputError]]:
    first = lines.readline(limit)
    names = _header(first)
    places = _places(names, columns)
    csv.field_size_limit(max(csv.field_size_limit(), limit))  # a field is a whole document here
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=first.count))
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{file}{INSIDE}{number}", f"CSV that is broken ({error}); the rest of it was left out", "check its quotation marks") from None
        if row is None:
            return
        if not row:
            number -= 1
            continue
        values = dict(zip(names, row, strict=False))
        if names == ARCHIVER:
            yield number, _archiver(values)
        elif len(row) > len(names):
            yield number, InputError(f"{file}{INSIDE}{number}", f"{len(row)} fields under {len(names)} names", "check its quotation marks")
        else:
            yield number, {field: (f"column {column}", values[column]) for field, column in places.items() if values.get(column, "").strip()}


# --------------------------------------------------------------------------------------------- layouts
def _is_entity(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("schema"), str) and isinstance(row.get("properties"), dict)


def _fields(row: Mapping[str, Any], columns: Mapping[str, str] | None) -> Fields:
    """The fields of an object: of FollowTheMoney (Aleph), of a hit of Elasticsearch (Datashare), or plain."""
    out: Fields = {}
    if _is_entity(row):
        layout, inner = FTM, row["properties"]
    elif isinstance(row.get("_source"), dict):
        layout, inner = DATASHARE, row["_source"]
    else:
        names = [name for name, value in row.items() if isinstance(value, str | int | float) and not isinstance(value, bool)]
        places = _places(names, columns)
        return {field: (f"column {column}", str(row[column])) for field, column in places.items() if str(row[column]).strip()}
    for field, keys in layout.items():
        for key in keys:
            if value := _value(inner, key):
                out[field] = (key, value)
                break
    for key in ("id", "_id"):
        if isinstance(row.get(key), str):
            out["id"] = (key, row[key])
    if layout is DATASHARE and "id" in out:
        out["digest"] = ("_id", out["id"][1])
    out["layout"] = ("", "Aleph (FollowTheMoney)" if layout is FTM else "Datashare")
    return out


def _value(inner: Mapping[str, Any], path: str) -> str:
    value: Any = inner
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, list):
        value = "\n\n".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _archiver(row: Mapping[str, str]) -> Fields:
    """A row of auto-archiver's `csv_db`: two of its fields are Python literals, with moments as calls of `datetime`."""
    told, media = _literal(row.get("metadata", "")), _literal(row.get("media", ""))
    out: Fields = {"layout": ("", "auto-archiver")}
    if not isinstance(told, dict):
        return out
    for field, key in (("text", "content"), ("title", "title"), ("url", "url"), ("published", "timestamp"), ("taken", "_processed_at")):
        if isinstance(told.get(key), str) and told[key].strip():
            out[field] = (f"metadata.{key}", told[key])
    if "text" not in out and "title" in out:
        out["text"] = out["title"]
    for item in media if isinstance(media, list) else []:
        properties = item.get("properties", item.get("_properties")) if isinstance(item, dict) else None
        if isinstance(properties, dict) and isinstance(properties.get("hash"), str):
            out.setdefault("digest", ("media.hash", properties["hash"]))
    return out


def _literal(words: str) -> Any:
    """A Python literal, `datetime.datetime(…)` in it as ISO 8601 (UTC); None for what is none. Nothing is executed."""
    if len(words) > 2_000_000:
        return None
    words = re.sub(
        r"datetime\.datetime\((\d{4}), (\d\d?), (\d\d?)(?:, (\d\d?))?(?:, (\d\d?))?(?:, (\d\d?))?(?:, \d+)?(?:, tzinfo=[\w.()]+)?\)",
        lambda m: f"'{int(m[1]):04d}-{int(m[2]):02d}-{int(m[3]):02d}T{int(m[4] or 0):02d}:{int(m[5] or 0):02d}:{int(m[6] or 0):02d}+00:00'", words,
    )  # fmt: skip
    try:
        return ast.literal_eval(words)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


# ---------------------------------------------------------------------------------------------- reader
def read_row(data: bytes, file: str) -> Source | None:
    """A row packed by `packed`. Raises InputError where its text holds no words."""
    try:
        fields: dict[str, list[str]] = json.loads(data)
        text = fields["text"][1]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise InputError(file, "no row of a table", "nothing to do") from None
    text = text.encode("utf-8", "replace").decode("utf-8")
    quoted, bold = (), ()
    if MARKUP.search(text):
        text, quoted, bold = text_of(text)  # type: ignore[assignment]
    if not text.strip():
        raise InputError(file, "the row holds no words", "nothing to do")
    title = " ".join(fields["title"][1].split()) if "title" in fields else ""
    if title and title not in [" ".join(line.split()) for line in text.split("\n", 8)[:8]]:
        text = f"{title}\n\n{text}"
    layout = fields.get("layout", ["", ""])[1]
    named = f"{layout}: " if layout else ""
    evidence = []
    for field in ("title", "outlet", "author", "published", "url"):
        if field in fields:
            value = " ".join(fields[field][1].split())[:300]
            unread = field == "published" and day(value) is None and not edtf.is_valid(value)
            evidence.append(Evidence(field="date, unreadable" if unread else field, value=value, where=f"{named}{fields[field][0]}"))
    custody = []
    if "taken" in fields or "digest" in fields or layout:
        url = fields["url"][1] if "url" in fields else None
        custody.append(
            Custody(tool=layout or "table", where=file, url=url, time=utc(fields["taken"][1]) if "taken" in fields else None, digest=_digest(fields))
        )
    language = fields.get("language", ["", ""])[1].strip().lower()
    language = {"english": "en", "arabic": "ar", "eng": "en", "ara": "ar"}.get(language, language)
    return Source(
        text=text, encoding="utf-8", evidence=tuple(evidence), quoted=quoted, bold=bold, custody=tuple(custody),
        language=language if re.fullmatch(r"[a-z]{2}(?:-[a-z0-9]+)*", language) else None,
    )  # fmt: skip


def _digest(fields: Mapping[str, list[str]]) -> str | None:
    """A digest with its method, told by its name or length where the table does not say."""
    if "digest" not in fields:
        return None
    column, value = fields["digest"][0].lower(), fields["digest"][1].strip()
    if ":" in value[:12]:
        return value
    method = next(
        (m for m in ("sha256", "sha1", "md5") if m in column), {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}.get(len(value), "unknown")
    )
    return f"{method}:{value}"
