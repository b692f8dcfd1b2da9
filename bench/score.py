"""Scores records against the own-written gold, layer by layer and per language.

    python -m bench.score records.jsonl [--gold bench/gold] [--only w] [--errors statements] [--json]

Matching is one to one, best first. Names: same span (exact), and same type. Times and figures: overlapping spans, then
the value. Clippings and turns: intersection over union of the body of .8, then outlet and date, or the speaker.
Statements: content overlap (intersection over union, white space aside) of .5, then the speaker: the gold entity most of
whose mentions share the predicted entity, or for unnamed speakers a null or the same source words. Boilerplate counts
characters. Entities: pairs of matched mentions joined alike, over all reports, and those between scripts. Disputes: a
relation is right when its two sides overlap a gold pair, either way round; pairs are pooled over reports.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench.gold import Gold, Span, load_all

ARABIC = re.compile("[\u0600-\u06ff]")
Item = dict[str, Any]
# Sorts of figures the gold tells apart; the program's finer ones (weapons, vehicles …) are "other" there.
SORTS = ("deaths", "injuries", "fighters", "displaced", "money", "distance", "share")


class Counts:
    """right, gold, predicted per (layer, metric, language)."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0])
        self.errors: list[tuple[str, str]] = []

    def add(self, layer: str, metric: str, language: str, right: float, gold: float, predicted: float, right_predicted: float | None = None) -> None:
        for key in (language, "all"):
            row = self.rows[layer, metric, key]
            row[0] += right
            row[1] += gold
            row[2] += predicted
            row[3] += right if right_predicted is None else right_predicted

    def result(self) -> dict[str, dict[str, float]]:
        out: dict[str, dict[str, float]] = {}
        for (layer, metric, language), (right, gold, predicted, hits) in sorted(self.rows.items()):
            recall = right / gold if gold else 0.0
            precision = hits / predicted if predicted else 0.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            out[f"{layer} {metric} {language}"] = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "gold": gold, "predicted": predicted}
        return out


def common(text: str, a: Iterable[Span], b: Iterable[Span]) -> int:
    """Shared characters of two span lists, white space aside."""
    b = list(b)
    return sum(not text[i].isspace() for s, e in a for t, f in b for i in range(max(s, t), min(e, f)))


def iou(text: str, a: list[Span], b: list[Span]) -> float:
    same = common(text, a, b)
    return same / (common(text, a, a) + common(text, b, b) - same) if same else 0.0


def align(gold: list[Item], pred: list[Item], weight: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, predicted), best weight first."""
    weights = sorted(((w, -i, -j) for i, g in enumerate(gold) for j, p in enumerate(pred) if (w := weight(g, p)) > 0), reverse=True)
    used_g: set[int] = set()
    used_p: set[int] = set()
    out = []
    for _, i, j in weights:
        if -i not in used_g and -j not in used_p:
            used_g.add(-i)
            used_p.add(-j)
            out.append((-i, -j))
    return out


def spans(item: Item) -> list[Span]:
    if "content" in item:
        content = item["content"]
        return [tuple(content)] if content and isinstance(content[0], int) else [tuple(c) for c in content]  # type: ignore[misc]
    return [(item["start"], item["end"])]


def trim(text: str, at: list[Span]) -> list[Span]:
    """Spans without white space, quotation marks and full stops at their ends (a turn's "No." is its "No")."""
    out = []
    for s, e in at:
        while s < e and not text[s].isalnum():
            s += 1
        while e > s and not text[e - 1].isalnum():
            e -= 1
        out.append((s, e))
    return out


def bare(value: object) -> str:
    """An EDTF value without qualification, and intervals by their ends."""
    return re.sub(r"[~?%\[\]\s]|-XX", "", str(value or ""))


class Predicted:
    """Records of one run, grouped by the base name of their file."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.texts: dict[str, str] = {}
        self.items: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        self.entities: dict[str, Item] = {}
        self.relations: list[Item] = []
        self.by_id: dict[str, tuple[str, list[Span]]] = {}
        roots: dict[str, str] = {}
        for raw in lines:
            if not raw.strip():
                continue
            r = json.loads(raw)
            kind = r["kind"]
            if kind == "document":
                roots[r["id"]] = Path(r["file"]).name
                if r["parent"] is None:
                    self.texts[roots[r["id"]]] = r["text"]
                self.items[roots[r["id"]]]["page" if r["parent"] is None else "clippings"].append({**r, "at": [(r["start"], r["end"])]})
            elif kind == "entity":
                self.entities[r["id"]] = r
            elif kind == "relation":
                self.relations.append(r)
            elif kind in ("mention", "time", "figure", "turn", "statement"):
                file = roots[r["document"]]
                item = {**r, "at": spans(r)}
                self.items[file][{"mention": "names"}.get(kind, kind + "s")].append(item)
                self.by_id[r["id"]] = (file, item["at"])


def score(golds: list[Gold], pred: Predicted) -> Counts:
    counts = Counts()
    votes: dict[str | None, Counter[str]] = defaultdict(Counter)
    links: list[tuple[str, str, bool]] = []
    for gold in golds:
        found = pred.items[gold.file]["names"]
        for i, j in align(gold.layers["names"], found, lambda g, p: float(g["at"] == p["at"])):
            g, p = gold.layers["names"][i], found[j]
            votes[p["entity"]][g["entity"]] += 1
            links.append((g["entity"], p["entity"] or p["id"], bool(ARABIC.search(p["text"]))))
    resolve = {entity: c.most_common(1)[0][0] for entity, c in votes.items() if entity}
    for gold in golds:
        _one(counts, gold, pred, resolve)
    _entities(counts, links)
    _disputes(counts, golds, pred)
    return counts


def _one(counts: Counts, gold: Gold, pred: Predicted, resolve: dict[str, str]) -> None:
    text, items, lang = pred.texts[gold.file], pred.items[gold.file], gold.language

    def layer(name: str, metric: str, weight: Callable[[Item, Item], float], quiet: bool = False) -> list[tuple[Item, Item]]:
        g, p = gold.layers[name], items[name]
        pairs = align(g, p, weight)
        counts.add(name, metric, lang, len(pairs), len(g), len(p))
        if not quiet:
            hit_g, hit_p = {i for i, _ in pairs}, {j for _, j in pairs}
            for i, x in enumerate(g):
                if i not in hit_g:
                    _error(counts, name, "missed", gold, text, x)
            for j, x in enumerate(p):
                if j not in hit_p:
                    _error(counts, name, "spurious", gold, text, x)
        return [(g[i], p[j]) for i, j in pairs]

    def judge(name: str, metric: str, pairs: list[tuple[Item, Item]], test: Callable[[Item, Item], bool], fields: tuple[str, ...]) -> None:
        right = 0
        for g, p in pairs:
            ok = test(g, p)
            right += ok
            if not ok:
                _error(counts, name, f"wrong {metric}", gold, text, g, f"gold {[g.get(f) for f in fields]} predicted {[p.get(f) for f in fields]}")
        counts.add(name, metric, lang, right, len(pairs), len(pairs))
        counts.add(name, f"found and {metric}", lang, right, len(gold.layers[name]), len(items[name]))

    exact = lambda g, p: float(g["at"] == p["at"])  # noqa: E731
    overlap = lambda g, p: 2.0 * (g["at"] == p["at"]) + iou(text, g["at"], p["at"])  # noqa: E731
    whole = lambda g, p: w if (w := iou(text, g["at"], p["at"])) >= 0.8 else 0.0  # noqa: E731
    half = lambda g, p: w if (w := iou(text, g["at"], p["at"])) >= 0.5 else 0.0  # noqa: E731
    layer("names", "exact", exact)
    layer("names", "exact and type", lambda g, p: exact(g, p) * (g["type"] == p["type"]), quiet=True)
    judge("times", "value", layer("times", "overlap", overlap), lambda g, p: bare(g["value"]) == bare(p["value"]), ("value",))
    figures = layer("figures", "overlap", overlap)
    judge("figures", "bounds", figures, lambda g, p: (g["low"], g["high"]) == (p["low"], p["high"]), ("low", "high", "bound"))
    judge("figures", "kind", figures, lambda g, p: g["kind"] == p["category"] or (g["kind"] == "other" and p["category"] not in SORTS), ("kind", "category"))
    clippings = layer(
        "clippings",
        "body",
        lambda g, p: (
            whole(g, p) if g["bodied"] else float(common(text, g["at"], p["at"]) >= 0.9 * common(text, g["at"], g["at"]) and p["end"] - p["start"] < 300)
        ),
    )
    judge("clippings", "outlet", clippings, lambda g, p: _squeeze(g["outlet"]) == _squeeze(p["outlet"]), ("outlet",))
    judge("clippings", "date", clippings, lambda g, p: bare(g["published"]) == bare(p["published"]), ("published",))
    turns = layer("turns", "content and role", lambda g, p: iou(text, trim(text, g["at"]), trim(text, p["at"])) >= 0.8 and float(g["role"] == p["role"]))
    judge("turns", "speaker", turns, lambda g, p: not g.get("speaker") or resolve.get(p["speaker"] or "") == g["speaker"], ("speaker",))
    statements = layer("statements", "content", lambda g, p: w + (0.05 if _speaker(text, g, p, resolve) else 0) if (w := half(g, p)) else 0.0)
    judge("statements", "speaker", statements, lambda g, p: _speaker(text, g, p, resolve), ("speaker", "cue"))
    judge("statements", "stance", statements, lambda g, p: g["stance"] == p["stance"], ("stance",))
    judge("statements", "form", statements, lambda g, p: g["form"] == p["form"], ("form",))
    want = {i for s, e in gold.boilerplate for i in range(s, e) if not text[i].isspace()}
    got = {i for d in (*items["page"], *items["clippings"]) for s, e in d["boilerplate"] for i in range(s, e) if not text[i].isspace()}
    spare = {i for s, e in gold.arguable for i in range(s, e)}
    want, got = want - spare, got - spare
    counts.add("boilerplate", "characters", lang, len(want & got), len(want), len(got))
    for kind, chars in (("missed", want - got), ("spurious", got - want)):
        for run in re.finditer("1[1 ]*", "".join(" " if c.isspace() else "01"[i in chars] for i, c in enumerate(text))):
            counts.errors.append(("boilerplate", f"{kind:9}{gold.file} {text[slice(*run.span())]!r:.110}"))
    page = items["page"][0]
    counts.add("published", "date", lang, bare(page["published"]) == bare(gold.published), 1, 1)
    if bare(page["published"]) != bare(gold.published):
        counts.errors.append(("published", f"{gold.file}: gold {gold.published} predicted {page['published']} ({page.get('how')})"))
    for name, want_text, got_text in (("title", gold.title, text[slice(*page["title"])] if page["title"] else None), ("outlet", gold.outlet, page["outlet"])):
        counts.add("page", name, lang, _squeeze(want_text) == _squeeze(got_text), 1, 1)
        if _squeeze(want_text) != _squeeze(got_text):
            counts.errors.append(("page", f"{gold.file}: {name} gold {want_text!r} predicted {got_text!r}"))
    counts.add("genre", "right", lang, page["genre"] == gold.genre, 1, 1)
    if page["genre"] != gold.genre:
        counts.errors.append(("genre", f"{gold.file}: gold {gold.genre} predicted {page['genre']}"))


def _squeeze(name: object) -> str:
    return re.sub(r"[\W_]|^the |^(?:صحيفة|مجلة|موقع|قناة|جريدة) ", "", str(name or "").lower())


def _speaker(text: str, g: Item, p: Item, resolve: dict[str, str]) -> bool:
    who = resolve.get(p["speaker"] or "")
    touch = common(text, g["source_at"], [tuple(s) for s in p["source"]]) > 0
    if g["speaker"]:
        return who == g["speaker"] if who else touch
    return who is None or touch


def _entities(counts: Counts, links: list[tuple[str, str, bool]]) -> None:
    """Pairs of mentions joined by the gold, by the prediction, by both; and those of them between the scripts."""
    for metric, cross in (("pairs", False), ("cross-script pairs", True)):
        totals = []
        for view in (lambda x: x[0], lambda x: x[1], lambda x: x[:2]):
            arabic, latin = Counter(view(x) for x in links if x[2]), Counter(view(x) for x in links if not x[2])
            if cross:
                totals.append(sum(arabic[k] * latin[k] for k in arabic))
            else:
                both = arabic + latin
                totals.append(sum(n * (n - 1) // 2 for n in both.values()))
        counts.add("entities", metric, "both", totals[2], totals[0], totals[1])


def _disputes(counts: Counts, golds: list[Gold], pred: Predicted) -> None:
    from bench.gold import find

    texts = {g.file: pred.texts[g.file] for g in golds}
    wanted = []
    for gold in golds:
        for d in gold.disputes:
            if all(d[side]["file"] in texts for side in "ab"):
                wanted.append([(d[side]["file"], [find(texts[d[side]["file"]], d[side]["content"], d[side]["file"])]) for side in "ab"])
    found = [
        [pred.by_id[r[side]] for side in "ab"]
        for r in pred.relations
        if r["type"] in ("contradicts", "denies", "differs") and r["a"] in pred.by_id and r["b"] in pred.by_id
    ]
    found = [pair for pair in found if all(file in texts for file, _ in pair)]

    def meets(x: tuple[str, list[Span]], y: tuple[str, list[Span]]) -> bool:
        if x[0] != y[0]:
            return False
        text = texts[x[0]]
        same = common(text, x[1], y[1])
        return bool(same) and same / min(common(text, x[1], x[1]), common(text, y[1], y[1])) >= 0.5

    hits = lambda w, f: (meets(w[0], f[0]) and meets(w[1], f[1])) or (meets(w[0], f[1]) and meets(w[1], f[0]))  # noqa: E731
    right_gold = sum(any(hits(w, f) for f in found) for w in wanted)
    right = [any(hits(w, f) for w in wanted) for f in found]
    counts.add("disputes", "pairs", "both", right_gold, len(wanted), len(found), sum(right))
    for f, ok in zip(found, right, strict=True):
        words = " / ".join(f"{file}: {texts[file][at[0][0] : at[-1][1]]!r:.90}" for file, at in f)
        counts.errors.append(("disputes", f"{'right' if ok else 'spurious':9}{words}"))
    for w in wanted:
        if not any(hits(w, f) for f in found):
            counts.errors.append(("disputes", "missed   " + " / ".join(f"{file}: {texts[file][at[0][0] : at[-1][1]]!r:.90}" for file, at in w)))


def _error(counts: Counts, layer: str, kind: str, gold: Gold, text: str, item: Item, note: str = "") -> None:
    words = " … ".join(text[s:e] for s, e in item["at"])
    counts.errors.append((layer, f"{kind:9}{gold.file} {words!r:.120} {note}"))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "gold")
    parser.add_argument("--only", help="reports whose file name begins so")
    parser.add_argument("--errors", metavar="LAYER")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with args.records.open("rb") as handle:
        pred = Predicted(handle)
    counts = score(load_all(args.gold, pred.texts, args.only), pred)
    result = counts.result()
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    if args.errors:
        print("\n".join(line for layer, line in counts.errors if layer == args.errors))
        return 0
    for key, row in result.items():
        if key.endswith((" all", " en", " ar")) and (key.endswith(" all") or row["gold"]):
            print(f"{key:42} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}   gold {row['gold']:g} predicted {row['predicted']:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
