"""Places: how often the right one of several is taken, and how often a capital that means a government is seen.

    python -m bench.places [--wrong] [--model NAME]    ninety short texts of our own (`places.jsonl`), read by the rules or a model, linked one by one

Each text names the places it holds with the country that a reader would put them in, or null where the text does not tell (or
no such place is known), and lists the names that stand for a government, once for each time. A place is `right` where the record has that country, or
none for null; `wrong` where it has another; `left open` where it has none though a reader can tell. Names that are not
found as places at all are counted apart. The `first` sixty were written before the weights of the evidence were set, and were in
view then; the `later` thirty were written after, and nothing was changed for them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from rashomon import api
from rashomon.codec import compact_line
from rashomon.model import Entity, Mention

FILE = Path(__file__).with_name("places.jsonl")


def measured(wrong: bool = False, which: str = "", model: str | None = "none") -> dict[str, float]:
    """Shares of the places of all texts, or of one set of them, and precision and recall of governments. `model` None: as the program is set."""
    texts: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines() if f'"set": "{which}' in line]
    counts: Counter[str] = Counter()
    for text in texts:
        lines = list(api.annotate([compact_line({key: text[key] for key in ("id", "language", "text")})], model))
        entities = {e.id: e for e in lines if isinstance(e, Entity)}
        mentions = [m for m in lines if isinstance(m, Mention)]
        for name, country in text["places"].items():
            known = [entities[m.entity] for m in mentions if m.text == name and m.entity and entities[m.entity].type == "place"]
            told = _verdict(known, country)
            counts[told] += 1
            if wrong and told != "right":
                print(f"{text['id']} {name}: {told}; {[(e.country, e.how) for e in known]}, should be {country}")
        wanted, marked = Counter(text["government"]), Counter(m.text for m in mentions if m.government)
        counts["hit"] += (wanted & marked).total()
        counts["wanted"] += wanted.total()
        counts["marked"] += marked.total()
        if wrong and wanted != marked:
            print(f"{text['id']} governments: {dict(marked)}, should be {dict(wanted)}")
    places = sum(counts[verdict] for verdict in VERDICTS)
    shares = {f"places {verdict}": counts[verdict] / places for verdict in VERDICTS}
    decided = counts["right"] + counts["wrong"]
    return shares | {
        "places decided rightly": counts["right"] / decided, "governments precision": counts["hit"] / counts["marked"], "governments recall": counts["hit"] / counts["wanted"],
        "places": places, "governments": counts["wanted"],
    }  # fmt: skip


def floored() -> dict[str, float]:
    """What floors hold: the more the better, by set, as the program is set to read."""
    out = {}
    for which in ("first", "later"):
        found = measured(which=which, model=None)
        out |= {f"{name} {which}": found[name] for name in ("places right", "places decided rightly", "governments precision", "governments recall")}
        out[f"places not wrong {which}"] = 1 - found["places wrong"]
    return out


VERDICTS = ("right", "wrong", "left open", "not found")


def _verdict(known: list[Entity], country: str | None) -> str:
    if not known:
        return "not found" if country else "right"
    if known[0].country == country:
        return "right"
    return "wrong" if known[0].country else "left open"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    parser.add_argument("--model", default="none", help="who reads (default: the rules alone)")
    args = parser.parse_args()
    for which in ("first", "later"):
        for name, value in measured(args.wrong, which, args.model).items():
            print(f"{which:8} {name:24} {value:.3f}" if name not in ("places", "governments") else f"{which:8} {name:24} {value}")


if __name__ == "__main__":
    main()
