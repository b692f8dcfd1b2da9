"""The command line: one verb a question. Every view prints for people, or with `--json` for programs.

Exit status: 0 all is well, 1 something was skipped or does not hold, 2 nothing could be done. Errors are one line on
standard error. Nothing heavy is imported before a verb needs it, so that `--help` stays quick.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer

from rashomon._version import __version__
from rashomon.cli_known import entities_app, places_app
from rashomon.cli_options import Json, Language, Least, Since, Store, Until, Who, Why
from rashomon.cli_options import record as _record
from rashomon.cli_options import show as _show
from rashomon.cli_options import tell as _tell
from rashomon.cli_options import tell_hidden as _tell_hidden
from rashomon.cli_serve import serve
from rashomon.cli_sources import copies, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

app = typer.Typer(
    name="rashomon", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Who said what, when, and through whom: a record from a pile of reports, in English and Arabic. It never says what is true; it shows who says so.",
)  # fmt: skip
judge_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Decide whether two names are one person or body; decisions win over the machine and can be undone."
)
app.add_typer(judge_app, name="judge")
names_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Compare names, in English and Arabic script alike. No store is used.")
app.add_typer(names_app, name="names")

app.add_typer(places_app, name="places")
app.add_typer(entities_app, name="entities")

Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Who finds names and statements, such as none or spacy:NAME [default: compact, or RASHOMON_MODEL]."),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Which columns of CSV and JSON Lines hold text, title, published, outlet, author, url [default: by their names].",
    ),
]


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Folders, files or patterns.")],
    store: Store = None,
    jobs: Annotated[int | None, typer.Option(metavar="N", help="Processes that read files [default: as many as processors, for many files].")] = None,
    max_bytes: Annotated[int | None, typer.Option(metavar="N", help="Skip files larger than this [default: 16000000].")] = None,
    model: Model = None,
    columns: Columns = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only problems.")] = False,
    as_json: Json = False,
) -> None:
    """Read reports into the record. What was read before is not read again; run it as often as you like."""
    from rashomon.terminal import Progress, print_summary

    with _record(store, jobs=jobs, max_bytes=max_bytes, model=model, columns=columns) as record:
        progress = Progress(quiet or as_json)
        try:
            summary = record.build(*paths, progress=progress)
        finally:
            progress.close()
        _show(summary, as_json, lambda s: print_summary(s, record.settings.store, quiet))
    if summary.problems:
        raise typer.Exit(1 if summary.usable else 2)


@app.command()
def annotate(model: Model = None) -> None:
    """Read documents as JSON lines on standard input, write records to standard output. No store is used."""
    from rashomon.api import annotate as annotate_
    from rashomon.codec import line
    from rashomon.errors import InputError
    from rashomon.terminal import warn

    bad = 0
    for found in annotate_(sys.stdin.buffer, model):
        if isinstance(found, InputError):
            bad += 1
            warn(str(found))
        else:
            sys.stdout.buffer.write(line(found))
            for note in getattr(found, "notes", ()):
                warn(f"note: {getattr(found, 'file', '')}: {note}")
    sys.stdout.buffer.flush()
    if bad:
        raise typer.Exit(1)


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to read.")],
    show: Annotated[bool, typer.Option("--show", help="For people: what would be read, what it says of itself and where.")] = False,
    columns: Columns = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Write the document lines of files: text, outlet, date, clippings, clutter. No store is used."""
    from rashomon.api import documents, outlines
    from rashomon.codec import compact_line, line, plain
    from rashomon.errors import InputError
    from rashomon.model import Document
    from rashomon.terminal import print_outline, warn

    bad = good = 0
    for found in outlines(files, columns=columns) if show or as_json else documents(files, columns=columns):
        if isinstance(found, InputError):
            bad += 1
            warn(str(found))
            continue
        good += 1
        if isinstance(found, Document):
            sys.stdout.buffer.write(line(found))
        elif as_json:
            sys.stdout.buffer.write(compact_line(plain(found)))
        else:
            print_outline(found)
    sys.stdout.buffer.flush()
    if bad:
        raise typer.Exit(1 if good else 2)


@app.command()
def export(
    store: Store = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="records|csv|html", help="What to write.")] = "records",
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="PATH", help="File (records, html) or folder (csv) [default: standard output].")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the HTML report.")] = None,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None,
) -> None:  # fmt: skip
    """Write the whole record: JSON lines, CSV tables, or one self-contained HTML page."""
    from rashomon.errors import SetupError

    with _record(store, min_confidence=least) as record:
        narrow = {"since": since, "until": until, "language": language}
        if form == "csv":
            if out is None:
                raise SetupError("csv makes several tables: name a folder with --out")
            for path in record.tables(out, **narrow):
                print(path)
            _tell_hidden(record, aside=True)
        elif form == "html":
            _write([record.report(title=title, **narrow).encode("utf-8", "surrogatepass")], out, record.settings.store)
            _tell_hidden(record, aside=True)
        elif form == "records":
            if any(narrow.values()) or least:
                raise SetupError("records are always the whole record; --from, --to, --language and --min-confidence are for csv and html")
            from rashomon.codec import lines

            _write(lines(record.records()), out, record.settings.store)
        else:
            raise SetupError(f"no format {form!r}: records, csv or html")


def _write(parts: Iterable[bytes], out: str | None, store: str) -> None:
    """Bytes to standard output, or to a file that is whole or not there. Raises SetupError where it cannot be written."""
    if out is None:
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    import os
    from pathlib import Path

    from rashomon.errors import SetupError

    target = Path(out)
    if target.is_dir():
        raise SetupError(f"{out}: is a folder (name a file with --out)")
    if target.resolve() == Path(store).resolve():
        raise SetupError(f"{out}: is the store itself (name another file with --out)")
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as handle:
            for part in parts:
                handle.write(part)
        os.replace(draft, target)
    except OSError as error:
        raise SetupError(f"{out}: {(error.strerror or str(error)).lower()}; nothing was written (name another file with --out)") from error
    finally:
        draft.unlink(missing_ok=True)


@app.command()
def timeline(
    store: Store = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Only events with this person, body or place.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Events without a date too.")] = False,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """What is reported to have happened, in order, with every account of it."""
    from rashomon.terminal import print_timeline

    with _record(store, min_confidence=least) as record:
        _tell(record, record.timeline(since=since, until=until, language=language, about=about, undated=undated), as_json, print_timeline)


@app.command()
def dossier(
    name: Annotated[str, typer.Argument(help="A name in any spelling or script, or an id.")], store: Store = None,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Everything about one person or body: spellings, what they said, what is said of them."""
    from rashomon.terminal import print_dossier

    with _record(store, min_confidence=least) as record:
        _tell(record, record.dossier(name, since=since, until=until, language=language), as_json, print_dossier)


@app.command()
def statements(
    store: Store = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Said by.")] = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Naming this person, body or place.")] = None,
    stance: Annotated[str | None, typer.Option(metavar="STANCE", help="assert, deny, demand, threaten, promise, decline or question.")] = None,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Who said what, with the chain that carries it."""
    from rashomon.terminal import print_statements

    with _record(store, min_confidence=least) as record:
        _tell(record, record.statements(by=by, about=about, stance=stance, since=since, until=until, language=language), as_json, print_statements)


@app.command()
def figures(
    store: Store = None,
    sort: Annotated[str | None, typer.Option("--sort", metavar="SORT", help="Only figures of this sort (deaths, injuries, displaced, money ...).")] = None,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Figures that count the same thing, beside each other, with who gives them."""
    from rashomon.terminal import print_figures

    with _record(store, min_confidence=least) as record:
        _tell(record, record.figures(category=sort, since=since, until=until, language=language), as_json, print_figures)


@app.command()
def disputes(
    store: Store = None,
    agree: Annotated[bool, typer.Option("--agree", help="Accounts that repeat or corroborate each other instead.")] = False,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only pairs of this type: denies, contradicts, differs, repeats or corroborates.")] = None,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Accounts that deny, contradict or differ, side by side."""
    from rashomon.terminal import print_disputes

    with _record(store, min_confidence=least) as record:
        ask = record.agreements if agree else record.disputes
        _tell(record, ask(type=kind, since=since, until=until, language=language), as_json, print_disputes)


app.command()(sources)
app.command()(copies)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words, or a "phrase"; a name is found in all its spellings.')], store: Store = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many passages.")] = 20,
    since: Since = None, until: Until = None, language: Language = None, least: Least = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Passages with the words, in either script; accents, vowel marks and hamza make no difference."""
    from rashomon.terminal import print_hits

    with _record(store, min_confidence=least) as record:
        hits = record.search(" ".join(words), since=since, until=until, language=language, limit=limit)
        _tell(record, hits, as_json, print_hits)
    if not hits:
        raise typer.Exit(1)


@app.command()
def show(identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of any line, or a name.")], store: Store = None, as_json: Json = False) -> None:
    """A line in its passage, highlighted, and how it came to be."""
    from rashomon.terminal import print_shown

    with _record(store) as record:
        _show(record.show(identifier), as_json, print_shown)


@app.command()
def check(store: Store = None, as_json: Json = False) -> None:
    """Verify every span against its text and every file against its digest."""
    from rashomon.terminal import print_check

    with _record(store) as record:
        found = record.check()
        _show(found, as_json, print_check)
    if found.problems:
        raise typer.Exit(1)


app.command()(serve)


@app.command()
def version(as_json: Json = False) -> None:
    """The version of Rashomon, of the record format and of this Python."""
    import platform

    from rashomon.codec import SCHEMA

    found = {"rashomon": __version__, "records": SCHEMA, "python": platform.python_version()}
    _show(found, as_json, lambda f: print(f"rashomon {f['rashomon']} (records {f['records']}, Python {f['python']})"))


@judge_app.command("same")
def judge_same(a: str, b: str, store: Store = None, why: Why = None, who: Who = None, as_json: Json = False) -> None:
    """A and B are one person or body."""
    _judge("same", a, b, store, why, who, as_json)


@judge_app.command("different")
def judge_different(a: str, b: str, store: Store = None, why: Why = None, who: Who = None, as_json: Json = False) -> None:
    """A and B are not the same; the machine never joins them again."""
    _judge("different", a, b, store, why, who, as_json)


def _judge(verdict: str, a: str, b: str, store: str | None, why: str | None, who: str | None, as_json: bool) -> None:
    with _record(store, who=who) as record:
        made = record.judge(verdict, a, b, why)
        _show(made, as_json, lambda j: print(f"{j.id}: {a} and {b} judged {verdict} by {j.who}"))


@judge_app.command("undo")
def judge_undo(judgement: Annotated[str, typer.Argument(metavar="ID")], store: Store = None, why: Why = None, who: Who = None, as_json: Json = False) -> None:
    """Take back a judgement; the ledger keeps both."""
    with _record(store, who=who) as record:
        made = record.undo(judgement, why)
        _show(made, as_json, lambda j: print(f"{j.id}: {judgement} undone by {j.who}"))


@judge_app.command("list")
def judge_list(store: Store = None, as_json: Json = False) -> None:
    """The ledger, oldest first."""
    from rashomon.terminal import print_ledger

    with _record(store) as record:
        _show(record.judgements(), as_json, print_ledger)


@names_app.command("compare")
def names_compare() -> None:
    """Read pairs of names as JSON lines on standard input, write how likely they are one, and why, in the same order."""
    from rashomon.api import compare_names
    from rashomon.codec import compact_line
    from rashomon.errors import InputError
    from rashomon.terminal import warn

    bad = 0
    for found in compare_names(_arriving()):
        if isinstance(found, InputError):
            bad += 1
            warn(str(found))
        else:
            sys.stdout.buffer.write(compact_line({"score": found.score, "why": found.why}))
    sys.stdout.buffer.flush()
    if bad:
        raise typer.Exit(1)


def _arriving() -> Iterator[list[bytes]]:
    """The lines of standard input, as many at a time as have come; what was answered is handed on before the next are waited for."""
    source, rest = cast("io.BufferedReader", sys.stdin.buffer), b""
    while data := source.read1(1 << 16):
        *whole, rest = (rest + data).split(b"\n")
        yield whole
        sys.stdout.buffer.flush()
    yield [rest] if rest else []


@names_app.command("variants")
def names_variants(
    name: Annotated[str, typer.Argument(help="A name in either script.")],
    kind: Annotated[str, typer.Option("--type", metavar="TYPE", help="What it names: person, organisation, group or place.")] = "person",
    as_json: Json = False,
) -> None:
    """The spellings of a name that the comparison accepts, in both scripts, likeliest first."""
    from rashomon.api import name_variants
    from rashomon.terminal import print_variants

    _show(name_variants(name, kind), as_json, print_variants)


def main() -> None:
    """Runs the command line; the errors of the package become one line and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Arabic shows its numbers
    raise SystemExit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    from rashomon.errors import RashomonError

    status = 0
    try:
        command = typer.main.get_command(app)
        with command.make_context("rashomon", words) as context:
            command.invoke(context)
    except typer.Exit as stop:
        status = stop.exit_code
    except RashomonError as error:
        status = _fail(str(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        status = _fail("stopped; what was read is kept, run the same command to go on", 130)
    except BrokenPipeError:
        _silence()
    except OSError as error:
        status = _fail(f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}", 2)
    except Exception as error:
        usage = getattr(error, "format_message", None)
        if usage is None:
            raise
        status = _refuse(error, usage())
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        status = _fail(f"output: {(error.strerror or str(error)).lower()}", 2)
    return status


def _refuse(error: Exception, message: str) -> int:
    """A command line that cannot be understood; without any words, the help."""
    context = getattr(error, "ctx", None)
    if context is not None and type(error).__name__ == "NoArgsIsHelpError":
        try:
            print(context.get_help(), flush=True)
        except BrokenPipeError:
            _silence()
        return 2
    return _fail(message + (f" (see {context.command_path} --help)" if context else ""), 2)


def _silence() -> None:
    """Nobody reads standard output any more: what is left in it goes nowhere, without a complaint."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, status: int) -> int:
    from rashomon.terminal import warn

    warn(f"rashomon: {message}")
    return status


if __name__ == "__main__":
    main()
