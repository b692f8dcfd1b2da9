"""`rashomon copies` and the count of sources: groups, the longest run, what changed; a line of one's own is no echo."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from rashomon.errors import NotFound
from rashomon.views.copies import changes
from tests.conftest import Runner
from tests.pile import lay

FIRST = (
    "A barge with forty people on board sank at the ferry landing of Kastel Vardo on Monday evening, and at least nine people drowned, the harbour office said. The barge had left "
    "the island of Seld an hour earlier with crates of fish on its deck, and two women who were pulled out said that it had leaned to one side all the way. The owner of the barge, Jonas Therkel, "
    "said that it had been looked over in spring. Divers searched the basin with lamps until the wind rose after midnight."
)
UPDATE = FIRST.replace("at least nine people", "at least fourteen people").replace("Monday evening", "Monday night") + (
    " On Tuesday the police took the papers of the barge from the office of its owner and closed the landing to all boats but those of the divers."
)
OWN = (
    "\n\nA reporter of the Vardo Mirror saw seventeen bodies in the hall of the fish market on Tuesday morning. “They were laid out in two rows and nobody covered them,” said Marit Osk, a nurse. "
    "She said that nobody had asked her for a list of the names until the afternoon."
)
ARABIC = (
    "غرقت عبارة تحمل أربعين شخصا عند مرسى كاستل فاردو مساء الاثنين وقتل تسعة أشخاص على الأقل بحسب مكتب الميناء. وكانت العبارة قد غادرت جزيرة سيلد قبل ساعة وعلى متنها صناديق من السمك، وقالت "
    "امرأتان انتشلتا من الماء إنها كانت تميل إلى جانب واحد طوال الطريق. وقال مالك العبارة إنها فحصت في الربيع ولم يظهر فيها عيب، وبحث الغواصون في الحوض بالمصابيح حتى اشتدت الريح بعد منتصف الليل."
)


def page(title: str, outlet: str, day: int, text: str) -> str:
    return f"{title}\n\n{outlet}\nMay {day}, 2031\n\n{text}\n"


def html(title: str, outlet: str, day: int, text: str) -> str:
    head = f"<title>{title}</title><meta property='og:site_name' content='{outlet}'><meta property='article:published_time' content='2031-05-{day:02}'>"
    return (
        f"<html lang='en'><head>{head}</head><body><article><h1>{title}</h1>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</article></body></html>"
    )


@pytest.fixture
def record(tmp_path: Path) -> rashomon.Record:
    pile = lay(
        tmp_path / "pile",
        {
            "first.txt": page("Barge sinks at Kastel Vardo", "Skerry News Agency", 5, FIRST),
            "update.txt": page("Barge toll rises", "Skerry News Agency", 6, UPDATE),
            "mirror.html": html("Death at the landing", "The Vardo Mirror", 6, "KASTEL VARDO, May 5 (Skerry News Agency) - " + FIRST + OWN),
            "arabic-1.txt": f"غرق عبارة في كاستل فاردو\n\nصحيفة الساحل\n5 مايو 2031\n\n{ARABIC}\n",
            "arabic-2.txt": f"تسعة قتلى في الميناء\n\nصحيفة الجزيرة العليا\n6 مايو 2031\n\n{ARABIC}\n",
            "note.txt": page("Weather", "The Vardo Mirror", 7, "Rain is expected on Thursday in all of the islands, the weather office said."),
        },
    )
    made = rashomon.open(tmp_path / "s.sqlite", model="none")
    made.build(pile)
    return made


def test_groups_with_kinds_runs_and_what_changed(record: rashomon.Record) -> None:
    found = record.copies()
    english, arabic = found.groups
    by_file = {p.file.split("/")[-1]: p for p in english.prints}
    assert set(by_file) == {"first.txt", "update.txt", "mirror.html"}
    assert [p.source for p in english.prints] == [True, False, False]
    assert english.independent == 1
    update = by_file["update.txt"].copies[0]
    assert (update.kind, update.of_file.split("/")[-1]) == ("version", "first.txt")
    assert ("gone", "nine") in {(c.kind, c.text) for c in update.changes}
    assert ("new", "fourteen") in {(c.kind, c.text) for c in update.changes}
    mirror = by_file["mirror.html"]
    assert mirror.credits == ("Skerry News Agency",)
    first = mirror.copies[0]
    assert first.kind in ("duplicate", "excerpt")
    assert first.run is not None
    assert first.of_run is not None
    assert first.run.text.split() == first.of_run.text.split()
    assert first.words >= 60
    assert [(p.copies[0].kind if p.copies else None) for p in arabic.prints] == [None, "duplicate"]
    assert [s.file.split("/")[-1] for s in found.stubs] == ["note.txt"]


def test_a_group_is_asked_for_by_file_or_id(record: rashomon.Record) -> None:
    (one,) = record.copies(of="mirror.html").groups
    assert record.copies(of=one.prints[0].document).groups == (one,)
    assert record.copies(of="note.txt").groups == ()
    assert record.copies(language="ar").groups != record.copies().groups
    with pytest.raises(NotFound, match="no document"):
        record.copies(of="nothing.txt")


def test_what_a_print_adds_is_its_own(record: rashomon.Record) -> None:
    said = {s.cite.text.split(",")[0]: s for s in record.statements(by="Osk")}
    assert said
    assert all(s.echo_of is None for s in said.values())
    owner = [s for s in record.statements() if "looked over in spring" in s.cite.text and s.cite.file.endswith("mirror.html")]
    assert [s.echo_of.split("/")[-1] for s in owner if s.echo_of] == ["first.txt"]


def test_another_headline_above_a_print_is_no_source(record: rashomon.Record) -> None:
    (mirror,) = [p for g in record.copies().groups for p in g.prints if p.file.endswith("mirror.html")]
    echoes, document = record.snapshot.echoes, record.snapshot.documents[mirror.document]
    text = record.snapshot.text(mirror.document)
    first = next(p.document for g in record.copies().groups for p in g.prints if p.file.endswith("first.txt"))
    title, own = text.index("Death at the landing"), text.index("seventeen bodies")
    assert echoes.of(document.id, title, title + 20) == first
    assert echoes.of(document.id, own, own + 16) is None
    assert echoes.source(document.id, own, own + 16) == document.id


def test_an_update_counts_with_its_outlet_and_its_news_is_no_echo(record: rashomon.Record) -> None:
    by_file = {p.file.split("/")[-1]: p.document for g in record.copies().groups for p in g.prints}
    echoes, update = record.snapshot.echoes, by_file["update.txt"]
    news = record.snapshot.text(update).index("On Tuesday the police took")
    assert echoes.of(update, news, news + 60) is None
    assert echoes.source(update, news, news + 60) == by_file["first.txt"]


def test_sources_tell_what_repeats_its_own_from_echoes(record: rashomon.Record) -> None:
    by_name = {o.name: o for o in record.sources().outlets}
    agency, mirror = by_name["Skerry News Agency"], by_name["The Vardo Mirror"]
    assert (agency.documents, agency.independent, agency.repeated, agency.echoed) == (2, 1, 1, 0)
    assert (mirror.documents, mirror.independent, mirror.repeated, mirror.echoed) == (2, 1, 0, 1)
    assert mirror.echoes == (("Skerry News Agency", 1),)


def test_the_command_prints_groups(record: rashomon.Record, run: Runner, tmp_path: Path) -> None:
    told = run("copies", "-s", tmp_path / "s.sqlite")
    assert told.status == 0
    assert "a version of Skerry News Agency" in told.out
    assert "[-nine-] {+fourteen+}" in told.out
    assert "longest run" in told.out
    assert "note.txt" in told.out
    assert run("copies", "-s", tmp_path / "s.sqlite", "--of", "nothing.txt").status == 2


def test_changes_word_by_word() -> None:
    assert changes("At least nine drowned.", "At Least nine drowned") == ()
    assert changes("", "") == ()
    found = changes(
        "one two three four five six seven eight nine ten nine people drowned", "one two three four five six seven eight nine ten fourteen people drowned there"
    )
    assert [(c.kind, c.text, c.left_out) for c in found] == [
        ("same", "… five six seven eight nine ten", 4), ("gone", "nine", 0), ("new", "fourteen", 0), ("same", "people drowned", 0), ("new", "there", 0)
    ]  # fmt: skip
