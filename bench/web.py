"""Times of the workbench on a generated store: every page on the server, search, and many readers while something writes.

    python -m bench.web [--documents 10000] [--readers 50] [--rounds 20] [--keep FILE] [--json]

The store is made of the reports of `bench.speed`: some are read and linked by rules, and then laid into the store many times over with ids
and years of their own, so that making it does not take longer than measuring. Names are shared by every `SHARED`-th copy, and the two most
named by all, as in a pile about one conflict. Each page is asked for with several ids and words, warm (what is held between requests is
there) and once cold (the first request after the start, and after a linking); times are those of the whole application without the network, p50 and p95
in milliseconds, by the clock and by the processor (on a busy machine only the latter can be compared). Then `--readers` threads ask for pages over real connections while another process adds files; errors are counted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.speed import report
from rashomon import codec, config
from rashomon.model import Copy, Document, Entity, Event, Extraction, Links, Relation
from rashomon.pipeline.building import _passages
from rashomon.pipeline.linking import link
from rashomon.pipeline.reading import Reader
from rashomon.store import FileState, open_store, text_digest

READ = 40  # reports that are really read
SHARED = 50  # copies that have their names to themselves
FAMOUS = 2  # entities that all copies share


def other(value: Any, salt: str, keep: frozenset[str], groups: dict[str, str]) -> Any:
    """The same fields with every id made another by a salt; those in `keep` stay, and names get the salt of their group."""
    if isinstance(value, str):
        if len(value) == 18 and value[1] == "-" and value not in keep:
            return value[:2] + blake2b((groups.get(value[:1], salt) + value).encode(), digest_size=8).hexdigest()
        return value
    if isinstance(value, dict):
        return {k: other(v, salt, keep, groups) for k, v in value.items()}
    if isinstance(value, list):
        return [other(v, salt, keep, groups) for v in value]
    return value


def make(path: Path, documents: int) -> dict[str, int]:
    """Writes the store; how many lines of each kind it holds."""
    import msgspec

    reader = Reader("none")
    read = [reader.read(report(n).encode(), f"report-{n:03}.txt") for n in range(READ)]
    links = link(read, ())
    ranked = sorted(links.entities, key=lambda e: -sum(n.count for n in e.names))
    keep = frozenset(e.id for e in ranked[:FAMOUS])
    copies = -(-documents // READ)
    held: dict[str, Entity] = {}
    events: list[Event] = []
    relations: list[Relation] = []
    doubles: list[Copy] = []
    entity_of: dict[str, str] = {}
    event_of: dict[str, str] = {}
    spoken: list[Any] = []
    lines = 0
    with contextlib.closing(open_store(path, create=True, write=True)) as store:
        for c in range(copies):
            salt, group = f"copy {c}", {"n": f"names {c % SHARED}"}
            year = 1960 + c % 70

            def again(record: Any, salt: str = salt, group: dict[str, str] = group, year: int = year) -> Any:
                plain = other(msgspec.to_builtins(record), salt, keep, group)
                text = codec.pack(plain).replace("2031-", f"{year}-")
                return codec.unpack(text, type(record))

            with store.atomic():
                for found in read:
                    kept = {f: tuple(again(r) for r in getattr(found, f)) for f in ("turns", "mentions", "times", "figures", "statements", "reports")}
                    name = f"{c:05}/{found.root.file}"
                    whole = tuple(replace(again(d), file=name, text=d.text) for d in found.documents)
                    made = Extraction(documents=whole, passages=found.passages, **kept)
                    root: Document = made.root
                    text = root.text or ""
                    state = FileState(
                        name=name,
                        path=f"/{name}",
                        sha256=root.sha256,
                        size=len(text),
                        mtime=0,
                        version=1,
                        state="current",
                        root=root.id,
                        reading="bench",
                        text_sha256=text_digest(text),
                    )
                    store.put(state, made, _passages(made))
                    lines += sum(len(v) for v in kept.values())
            for e in links.entities:
                new = again(e)
                old = held.get(new.id)
                held[new.id] = (
                    new if old is None else replace(old, names=tuple(replace(n, count=n.count + m.count) for n, m in zip(old.names, new.names, strict=True)))
                )
            events += [again(e) for e in links.events]
            relations += [again(r) for r in links.relations]
            doubles += [again(x) for x in links.copies]
            entity_of |= other(dict(links.entity_of), salt, keep, group) and {
                other(m, salt, keep, group): other(e, salt, keep, group) for m, e in links.entity_of.items()
            }
            event_of |= {other(m, salt, keep, group): other(e, salt, keep, group) for m, e in links.event_of.items()}
            spoken += [again(s) for s in links.spoken]
        with store.atomic():
            store.set_links(
                Links(
                    entities=tuple(held.values()),
                    entity_of=entity_of,
                    events=tuple(events),
                    event_of=event_of,
                    relations=tuple(relations),
                    copies=tuple(doubles),
                    spoken=tuple(spoken),
                )
            )
            store.set("linked", "bench")
    return {"documents": copies * READ, "lines": lines, "entities": len(held), "events": len(events), "relations": len(relations), "copies": len(doubles)}


def asked(client: Any, rounds: int) -> dict[str, list[str]]:
    """Addresses of every page, several of each kind."""
    chance = random.Random(7)

    def some(path: str, key: str, identifier: Any, total: str = "total") -> list[str]:
        size = client.get(f"/api/v1{path}").json()[total]
        out = []
        for _ in range(rounds):
            rows = client.get(f"/api/v1{path}", params={"offset": chance.randrange(max(1, size)), "limit": 1}).json()[key]
            out += [identifier(rows[0])] if rows else []
        return out

    names = some("/entities", "entities", lambda e: e["id"])
    famous = [e["id"] for e in client.get("/api/v1/entities?limit=3").json()["entities"]]
    documents = some("/documents", "papers", lambda d: d["id"])
    events = some("/timeline", "happenings", lambda h: h["entry"]["id"])
    spoken = some("/statements", "statements", lambda s: s["cite"]["id"])
    copies = client.get("/api/v1/sources").json()["copies"]
    words = ("market", "القطربي", "Sabbouh", '"did not fire"', "وزارة الصحة", "families left Zahrin", "cease-fire", "zzzz", "killed", "Nujayma")
    return {
        "overview": ["/"] * rounds,
        "timeline": [f"/timeline?offset={chance.randrange(2000)}" for _ in range(rounds)],
        "timeline, narrowed": [f"/timeline?{q}" for q in ("from=1990&to=1995", "language=ar", "outlet=Halyard&from=2001", "type=assault", "disputed=1", *(f"about={n}" for n in (*famous, *names[:4])))],
        "event": [f"/events/{e}" for e in events],
        "dossier": [f"/entities/{n}" for n in names],
        "dossier, most named": [f"/entities/{n}" for n in famous] * 3,
        "statements": [f"/statements?{q}" for q in ("", "offset=4000", "stance=deny", "language=ar&from=1999", *(f"by={n}" for n in famous), *(f"about={n}" for n in names[:4]))],
        "disputes": ["/disputes", "/disputes?offset=500", "/disputes?type=denies"] * 3,
        "figures": ["/figures", "/figures?sort=deaths", "/figures?offset=60"] * 3,
        "names": ["/entities", "/entities?q=qutr", "/entities?type=place&offset=60"] * 3,
        "document": [f"/documents/{d}" for d in documents],
        "line": [f"/lines/{s}" for s in spoken],
        "documents": ["/documents", "/documents?language=ar&offset=300", "/documents?outlet=Halyard"] * 3,
        "sources": ["/sources"] * rounds,
        "compare": [f"/compare?one={x['paper']['id']}&two={x['of']['id']}" for x in copies[:rounds]],
        "map": ["/map"] * 5,
        "review": ["/review", "/review?decided=joined", "/review?offset=40"] * 3,
        "history": ["/history"] * 5,
        "search": [f"/search?q={w}" for w in words] * 3,
    }  # fmt: skip


def high(times: list[float]) -> float:
    """The 95th of a hundred."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def measure(store: Path, rounds: int) -> dict[str, dict[str, float]]:
    from starlette.testclient import TestClient

    from rashomon.web.app import create_app

    app = create_app(config.load(store=str(store)), hosts=["testserver"])
    client = TestClient(app, base_url="http://testserver")
    pages = {}
    for name, path in (
        ("overview", "/"),
        ("names", "/entities"),
        ("figures", "/figures"),
        ("sources", "/sources"),
        ("review", "/review"),
        ("search", "/search?q=القطربي"),
    ):
        cold = TestClient(create_app(config.load(store=str(store)), hosts=["testserver"]), base_url="http://testserver")
        began = time.perf_counter()
        cold.get(path)
        pages[name] = time.perf_counter() - began
    out: dict[str, dict[str, float]] = {}
    for name, paths in asked(client, rounds).items():
        times, spent = [], []
        client.get(paths[0]) if paths else None
        for path in paths:
            began, used = time.perf_counter(), time.process_time()
            answer = client.get(path, follow_redirects=False)
            times.append((time.perf_counter() - began) * 1000)
            spent.append((time.process_time() - used) * 1000)
            if answer.status_code not in (200, 303):
                raise RuntimeError(f"{path}: {answer.status_code}")
        if times:
            out[name] = {"asked": len(times), "p50": statistics.median(times), "p95": high(times), "CPU p50": statistics.median(spent), "CPU p95": high(spent)}
            if name in pages:
                out[name]["first"] = pages[name] * 1000
    out["process"] = {"peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return out


@contextlib.contextmanager
def serving(store: Path) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "rashomon", "serve", str(store), "--port", "0"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split(" open ")[1].split()[0]
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


def together(store: Path, readers: int, seconds: float) -> dict[str, float]:
    """`readers` threads ask for pages while files are put into the store, one after another, by this process."""
    import httpx2

    paths = ("/", "/timeline", "/entities", "/statements", "/disputes", "/documents", "/search?q=market", "/figures", "/api/v1/build")
    times: list[float] = []
    wrong: list[str] = []
    over = threading.Event()

    def ask(number: int, address: str) -> None:
        chance = random.Random(number)
        with httpx2.Client(base_url=address, timeout=60) as client:
            while not over.is_set():
                path = chance.choice(paths)
                began = time.perf_counter()
                try:
                    status = client.get(path).status_code
                    if status != 200:
                        wrong.append(f"{path}: {status}")
                except httpx2.HTTPError as error:
                    wrong.append(f"{path}: {error}")
                times.append(time.perf_counter() - began)

    written = 0
    reader = Reader("none")
    with serving(store) as address:
        threads = [threading.Thread(target=ask, args=(n, address)) for n in range(readers)]
        for thread in threads:
            thread.start()
        with contextlib.closing(open_store(store, write=True)) as target:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                name = f"new/{written:06}.txt"
                found = reader.read(report(900_000 + written).encode(), name)
                text = found.root.text or ""
                with target.atomic():
                    target.put(
                        FileState(name=name, path=f"/{name}", sha256=found.root.sha256, size=len(text), mtime=0, version=1, state="current", root=found.root.id, reading="bench", text_sha256=text_digest(text)),
                        found, _passages(found),
                    )  # fmt: skip
                    target.set("linked", "")
                written += 1
                time.sleep(0.05)
        over.set()
        for thread in threads:
            thread.join()
    ordered = sorted(times)
    for line in sorted(set(wrong))[:10]:
        print(line, file=sys.stderr)
    return {
        "readers": readers, "requests": len(times), "errors": len(wrong), "files written": written, "requests per second": len(times) / seconds,
        "p50": statistics.median(ordered) * 1000, "p95": ordered[int(len(ordered) * 0.95)] * 1000,
    }  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="make the store here, or measure the one that is here")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        store = args.keep or Path(folder) / "web.sqlite"
        out: dict[str, dict[str, float]] = {}
        if not store.exists():
            began = time.perf_counter()
            out["store"] = {**make(store, args.documents), "seconds": time.perf_counter() - began, "MiB": store.stat().st_size / 2**20}
        out |= measure(store, args.rounds)
        if args.readers:
            out["together"] = together(store, args.readers, args.seconds)
    if args.json:
        print(json.dumps(out, indent=1))
        return 0
    for name, row in out.items():
        print(f"{name:22} " + "  ".join(f"{what} {value:,.0f}" for what, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
