"""The annotated sets, from the folder of the benchmarks (its README names sources and licences). Nothing is copied."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tokenizers import Tokenizer

from training import windows
from training.windows import Labelled

SEED = 20261121


def read(path: Path) -> Iterator[Mapping]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def english(bench: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Texts of an epoch: PolNeAR with its silver names, names twice over, social media, silver, sentences."""
    silver = {doc["id"].removesuffix(".txt"): doc for doc in read(bench / "ner/en.silver.polnear.jsonl.gz")}
    out = []
    for doc in read(bench / "attribution/polnear-train.jsonl.gz"):
        item, places = windows.encode(tokenizer, doc["text"])
        windows.label_attributions(item, places, doc)
        named = silver.get(doc["id"])
        if named is not None and named["text"] == doc["text"]:
            windows.label_names(item, places, named, weight=0.3)
        out.append(item)
    for name, times, weight in (("en.train", 2, 1.0), ("en.silver.m2e2", 1, 0.5), ("en.social.train", 1, 0.5)):
        for doc in read(bench / f"ner/{name}.jsonl.gz"):
            item, places = windows.encode(tokenizer, doc["text"])
            windows.label_names(item, places, doc, weight)
            if doc["source"].startswith("gum"):
                windows.label_ends(item, places, doc)
            out.extend([item] * times)
    for name, times in (("en.ewt.train", 1), ("en.gum_news.train", 2)):
        for doc in read(bench / f"sentences/{name}.jsonl.gz"):
            item, places = windows.encode(tokenizer, doc["text"])
            windows.label_ends(item, places, doc)
            out.extend([item] * times)
    return out


def arabic(bench: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Texts of an epoch: names of all three sets."""
    out = []
    for doc in read(bench / "ner/ar.train.jsonl.gz"):
        item, places = windows.encode(tokenizer, doc["text"])
        windows.label_names(item, places, doc, weight=1.0)
        out.append(item)
    return out
