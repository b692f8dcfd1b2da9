"""What every store promises, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.errors import SetupError, StoreError
from rashomon.lang.folding import keys
from rashomon.model import Copy, Document, Entity, Event, Extraction, Figure, Judgement, Links, Listed, Mention, Relation, Side, Statement, Turn
from rashomon.pipeline import Reader, link
from rashomon.store import STORES, FileState, Skipped, Store, open_store, text_digest
from tests.pile import ARABIC, DENIAL, WIRE

Opener = Callable[..., Store]


@pytest.fixture(params=sorted(STORES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same store again and again."""
    stores: list[Store] = []

    def again(write: bool = True) -> Store:
        stores.append(open_store(tmp_path / "store", kind=request.param, create=write, write=write))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    reader = Reader()
    return {name: reader.read(text.encode(), name) for name, text in (("a.txt", WIRE), ("b.txt", DENIAL), ("c.txt", ARABIC))}


def state(found: Extraction, **more: object) -> FileState:
    root = found.root
    made = FileState(
        name=root.file, path=f"/pile/{root.file}", sha256=root.sha256, size=9, mtime=7, version=1, state="current", root=root.id, reading="1",
        text_sha256=text_digest(root.text or ""),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def search_keys(found: Extraction) -> list[tuple[str, int, int]]:
    text = found.root.text or ""
    return [(" ".join(k for k, _ in keys(text[s.start : s.end])), s.start, s.end) for s in found.passages]


def fill(store: Store, found: dict[str, Extraction]) -> None:
    for one in found.values():
        store.put(state(one), one, search_keys(one))


def test_what_a_file_gave_comes_back_the_same(opened: Opener, found: dict[str, Extraction]) -> None:
    fill(opened(), found)
    roots = [one.root.id for one in found.values()]
    for one, kept in zip(found.values(), opened(write=False).extractions(roots), strict=True):
        assert kept.documents == one.documents
        for kind in ("turns", "mentions", "times", "figures", "statements", "reports"):
            wanted = sorted(getattr(one, kind), key=lambda x: (getattr(x, "start", 0), getattr(x, "end", 0), x.id))
            assert sorted(getattr(kept, kind), key=lambda x: (getattr(x, "start", 0), getattr(x, "end", 0), x.id)) == wanted
    assert next(iter(opened(write=False).extractions(roots[::-1]))).root.id == roots[-1]


def test_files_are_listed_by_name_and_version(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    one = found["a.txt"]
    store.mark("a.txt", 1, "superseded")
    store.put(state(one, version=2), one, [])
    assert [(f.name, f.version, f.state) for f in store.files()] == [
        ("a.txt", 1, "superseded"), ("a.txt", 2, "current"), ("b.txt", 1, "current"), ("c.txt", 1, "current"),
    ]  # fmt: skip
    store.mark("b.txt", 1, "removed", path="/else/b.txt", mtime=8, size=10)
    assert next(f for f in store.files() if f.name == "b.txt") == state(found["b.txt"], state="removed", path="/else/b.txt", mtime=8, size=10)


def test_putting_a_file_again_leaves_nothing_of_the_first_time(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    before = [len(store.find(kind)) for kind in (Document, Mention, Statement, Figure)]
    hits = store.search('"market"', 50)
    fill(store, found)
    assert [len(store.find(kind)) for kind in (Document, Mention, Statement, Figure)] == before
    assert store.search('"market"', 50) == hits


def test_nothing_of_a_failed_transaction_stays(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()

    def fail_in_the_middle() -> None:
        with store.atomic():
            fill(store, found)
            store.set("colour", "blue")
            with store.atomic():
                store.set_skipped([Skipped(path="/x", what="x: gone")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    assert (store.files(), store.get("colour"), store.skipped(), store.find(Document), store.search('"market"', 5)) == ([], None, [], [], [])
    store.set("colour", "green")
    assert opened(write=False).get("colour") == "green"
    store.set("colour_2", "red")
    assert (store.facts("colour"), store.facts("colour_"), store.facts("c%")) == ({"": "green", "_2": "red"}, {"2": "red"}, {})


def test_links_are_replaced_as_a_whole(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    links = link(list(found.values()))
    assert links.entities
    assert links.events
    store.set_links(links)
    assert {e.id for e in store.find(Entity)} == {e.id for e in links.entities}
    assert {m.id: m.entity for m in store.find(Mention) if m.entity} == links.entity_of
    assert {e.id for e in store.find(Event)} == {e.id for e in links.events}
    assert set(store.find(Relation)) == set(links.relations)
    assert set(store.find(Copy)) == set(links.copies)
    spoken = {s.id: s for s in links.spoken if isinstance(s, Statement)}
    assert {s.id: (s.speaker, s.chain) for s in store.find(Statement)} == {i: (s.speaker, s.chain) for i, s in spoken.items()}
    store.set_links(Links(entity_of={}, event_of={}))
    assert (store.find(Entity), store.find(Event), store.find(Relation), store.find(Copy)) == ([], [], [], [])
    assert {m.entity for m in store.find(Mention)} == {None}


def test_what_stands_for_a_government_is_kept_with_the_links(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    mention = min(m.id for f in found.values() for m in f.mentions)
    store.set_links(Links(entity_of={}, event_of={}, government={mention: "capital of Libya"}))
    assert {m.id: m.government for m in store.find(Mention) if m.government} == {mention: "capital of Libya"}
    store.set_links(Links(entity_of={}, event_of={}))
    assert {m.government for m in store.find(Mention)} == {None}


def test_names_that_linking_found_are_replaced_with_the_links(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    (file,) = [f for f in found.values() if f.root.file == "c.txt"]
    own = {m.id for f in found.values() for m in f.mentions}
    late = Mention(id="m-late", document=file.root.id, start=0, end=3, text=(file.root.text or "")[:3], type="person", how="spelt like it")
    links = Links(entity_of={"m-late": "n-1"}, event_of={}, mentions=(late,))
    for _ in range(2):
        store.set_links(links)
        assert store.find(Mention, entity="n-1", roots=[file.root.id]) == [replace(late, entity="n-1")]
        assert {m.id for m in store.find(Mention)} == own | {"m-late"}
    (again,) = store.extractions([file.root.id])
    assert {m.id for m in again.mentions} == {m.id for m in file.mentions}  # they are no part of what the file gave
    store.set_links(Links(entity_of={}, event_of={}))
    assert {m.id for m in store.find(Mention)} == own


def test_a_list_is_replaced_and_forgotten_and_links_leave_it_alone(opened: Opener) -> None:
    store = opened()
    entries = [
        Listed(id=f"k-{n}", list=name, identifier=str(n), type="person", name=f"Idris {n}", names=("إدريس",), refs=(f"{name}:{n}",))
        for n, name in enumerate("aab")
    ]
    store.set_list("a", entries[:2])
    store.set_list("b", entries[2:])
    store.set_links(Links(entity_of={}, event_of={}))
    assert store.find(Listed) == entries
    store.set_list("a", entries[1:2])
    assert store.find(Listed, list="a") == entries[1:2]
    store.set_list("a", ())
    assert opened(write=False).find(Listed) == entries[2:]


def test_finding_by_value_by_values_and_by_file(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    every = store.find(Mention)
    people = store.find(Mention, type="person")
    assert 0 < len(people) < len(every)
    assert {m.type for m in people} == {"person"}
    assert store.find(Mention, id=[m.id for m in people] + [f"no-{n}" for n in range(2000)]) == people
    assert store.find(Mention, id=[]) == []
    root = found["c.txt"].root.id
    assert {m.document for m in store.find(Mention, roots=[root])} == {root}
    assert store.find(Mention, roots=[]) == []
    assert len(store.find(Mention, entity=None)) == len(every)
    ordered = store.find(Mention, roots=[root], order=("start",))
    assert [m.start for m in ordered] == sorted(m.start for m in ordered)
    assert store.find(Turn) == []


def test_searching_gives_the_passages_with_the_words(opened: Opener, found: dict[str, Extraction]) -> None:
    store = opened()
    fill(store, found)
    text = found["c.txt"].root.text or ""
    hits = [p for p in store.search('"سوق"', 10) if p.document == found["c.txt"].root.id]
    assert hits
    assert all("سوق" in text[p.start : p.end] or "السوق" in text[p.start : p.end] for p in hits)
    assert store.search('"nowhere"', 10) == []
    assert len(store.search('"market" OR "سوق"', 1)) == 1


def test_the_list_of_skipped_files_is_replaced(opened: Opener) -> None:
    store = opened()
    store.set_skipped([Skipped(path="/b", what="b: empty"), Skipped(path="/a", what="a: empty")])
    assert [s.path for s in store.skipped()] == ["/a", "/b"]
    store.set_skipped([])
    assert store.skipped() == []


def test_paths_that_are_no_text_are_kept(opened: Opener, found: dict[str, Extraction]) -> None:
    odd = "/pile/\udcff\udcfe \u0645\n%41.txt"
    store = opened()
    store.put(state(found["a.txt"], path=odd), found["a.txt"], [])
    store.set_skipped([Skipped(path=odd, what="odd: empty")])
    assert [f.path for f in store.files()] == [odd]
    assert [s.path for s in store.skipped()] == [odd]
    store.mark("a.txt", 1, "current", path=odd + "\udcfd")
    assert [f.path for f in store.files()] == [odd + "\udcfd"]


def judgement(number: int, **more: object) -> Judgement:
    sides = {"a": Side(name="Munir Sabbouh", mentions=("m-1",), places=(("a.txt", 1, 5),)), "b": Side(name="منير صبوح", mentions=("m-2",))}
    made = Judgement(id=f"j-{number}", verdict="same", who="rania", when=f"2031-05-1{number}T00:00:00+00:00", why="the desk knows him", **sides)
    return replace(made, **more)  # type: ignore[arg-type]


def test_the_ledger_keeps_what_was_decided_in_order(opened: Opener) -> None:
    store = opened()
    ledger = [judgement(3), judgement(1, verdict="different"), judgement(2, verdict="undo", a=None, b=None, undoes="j-3", why=None)]
    for one in ledger:
        store.judge(one)
    assert opened(write=False).judgements() == ledger


def test_the_ledger_takes_no_judgement_twice(opened: Opener) -> None:
    store = opened()
    store.judge(judgement(1))
    with pytest.raises(StoreError):
        store.judge(judgement(1, who="somebody else"))
    assert store.judgements() == [judgement(1)]


def test_a_store_opened_for_reading_takes_nothing(opened: Opener) -> None:
    opened().set("colour", "blue")
    reader = opened(write=False)
    for attempt in (lambda: reader.set("colour", "red"), lambda: reader.judge(judgement(1)), lambda: reader.set_skipped([])):
        with pytest.raises(StoreError, match="reading only"):
            attempt()
    assert reader.get("colour") == "blue"


def test_a_reader_sees_what_was_committed_and_is_not_held_up(opened: Opener, found: dict[str, Extraction]) -> None:
    writer = opened()
    fill(writer, {"a.txt": found["a.txt"]})
    reader = opened(write=False)
    with writer.atomic():
        writer.put(state(found["b.txt"]), found["b.txt"], [])
        assert [f.name for f in reader.files()] == ["a.txt"]
    assert [f.name for f in reader.files()] == ["a.txt", "b.txt"]


def test_a_store_that_is_not_there_is_refused_with_the_remedy(tmp_path: Path) -> None:
    for kind in STORES:
        with pytest.raises(StoreError, match="rashomon build PATH --store"):
            open_store(tmp_path / "none", kind=kind)
    with pytest.raises(SetupError, match="known are sqlite"):
        open_store(tmp_path / "none", kind="paper")
