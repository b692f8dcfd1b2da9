"""The Arabic encoder, which no one gives us: `python -m training.arabic --to FOLDER` trains vocabulary and encoder on news.

Four steps, each kept in the folder and not repeated. (1) A WordPiece vocabulary over folded text in which the written
prefixes و ف ب ل ك stand as pieces of their own, since names begin after them. (2) Word vectors to begin with: positive
pointwise mutual information of pieces four places apart at most, reduced by singular values (Levy and Goldberg 2014).
(3) Masked words (Devlin et al. 2019; whole words, 20 %), the output layer tied to the word vectors. (4) From these vectors,
the first recurrent layer of the reader learns to tell the next piece from those before, and the one before from those
behind (Dai and Le 2015; Peters et al. 2018): that is what its training on names begins with.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch import nn
from torch.nn import functional

from rashomon.models import pieces
from training import sets
from training.network import LOOKS, RECURRENT, Encoder, Shape

VOCABULARY, HIDDEN, LAYERS, HEADS, INNER = 12_000, 256, 4, 4, 1024
ROW, ROWS, OTHERS = 128, 24, 500  # pieces of a row, rows of a batch, pieces drawn besides those in the batch to tell from
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)
APART = 4
LENGTH = 126


def news(bench: Path) -> Iterator[str]:
    with lzma.open(bench / "arabic/saudinewsnet.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            text = "\n\n".join(part for part in (doc.get("title"), doc.get("text") or doc.get("content")) if part)
            if text:
                yield text


def untrained() -> Tokenizer:
    """Folding and cutting, before any vocabulary is known."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=40))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]"), ""),
            normalizers.Replace(Regex("[أإآٱ]"), "ا"),
            normalizers.Replace(Regex("[ىی]"), "ي"),
            normalizers.Replace(Regex("ک"), "ك"),
            normalizers.Replace(Regex(r"\p{Nd}"), "0"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.BertPreTokenizer(),
            pre_tokenizers.Split(Regex(r"^[وف](?=\p{L}{3})"), "isolated"),
            pre_tokenizers.Split(Regex(r"^[بلك](?=\p{L}{3})"), "isolated"),
        ]
    )
    return tokenizer


def vocabulary(bench: Path, to: Path) -> Tokenizer:
    path = to / "tokenizer.json"
    if not path.exists():
        tokenizer = untrained()
        tokenizer.train_from_iterator(
            news(bench), trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=SPECIAL, limit_alphabet=160, show_progress=False)
        )
        tokenizer.save(str(path))
    return Tokenizer.from_file(str(path))


def corpus(bench: Path, to: Path, tokenizer: Tokenizer) -> dict[str, np.ndarray]:
    """All pieces in a row, with their looks and the first piece of each word."""
    path = to / "corpus.npz"
    if not path.exists():
        ids, looks = [], []
        for text in news(bench):
            read = pieces.pieces(tokenizer, text)
            ids.append(read.ids.astype(np.uint16))
            looks.append(read.looks.astype(np.uint8))
        np.savez(path, ids=np.concatenate(ids), looks=np.concatenate(looks))
    with np.load(path) as saved:
        return {name: saved[name] for name in ("ids", "looks")}


def vectors(ids: np.ndarray, size: int, width: int) -> np.ndarray:
    """(size, width): word vectors from counts of pieces near each other, nearer ones counting more."""
    from scipy import sparse
    from scipy.sparse.linalg import svds

    counts = sparse.csr_matrix((size, size), dtype=np.float32)
    for far in range(1, APART + 1):
        pair = sparse.coo_matrix((np.full(len(ids) - far, 1.0 / far, np.float32), (ids[:-far], ids[far:])), shape=(size, size)).tocsr()
        counts = counts + pair + pair.T
    total = counts.sum()
    left = np.asarray(counts.sum(1)).ravel()
    right = np.asarray(counts.sum(0)).ravel() ** 0.75  # smoothed contexts (Levy, Goldberg and Dagan 2015)
    right *= left.sum() / right.sum()
    coo = counts.tocoo()
    values = np.log(coo.data * total / (left[coo.row] * right[coo.col]))
    keep = values > 0
    informed = sparse.csr_matrix((values[keep], (coo.row[keep], coo.col[keep])), shape=(size, size))
    u, s, _ = svds(informed, k=width, random_state=0)
    out = u * np.sqrt(s)
    return (out / out.std() * 0.04).astype(np.float32)


class Masked(nn.Module):
    """The encoder with an output layer tied to its word vectors."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.turn = nn.Linear(encoder.shape.hidden, encoder.shape.hidden)
        self.norm = nn.LayerNorm(encoder.shape.hidden)
        self.bias = nn.Parameter(torch.zeros(encoder.shape.vocabulary))

    def forward(self, ids: torch.Tensor, looks: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(ids, looks)[where]
        return self.norm(functional.gelu(self.turn(hidden))) @ self.encoder.words.weight.T + self.bias


def masked(ids: np.ndarray, looks: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Windows (B, LENGTH + 2) with a fifth of the words hidden, where, and what stood there."""
    b, n = ids.shape
    first = (looks % pieces.GAPS) != pieces.JOINED
    word = np.cumsum(first, axis=1)
    hidden = np.take_along_axis(rng.random((b, n + 1)) < 0.2, word, axis=1)
    gold = ids[hidden]
    shown = ids.copy()
    kind = np.take_along_axis(rng.random((b, n + 1)), word, axis=1)
    shown[hidden & (kind < 0.8)] = MASK
    swap = hidden & (kind > 0.9)
    shown[swap] = rng.integers(len(SPECIAL), VOCABULARY, swap.sum())
    full = np.zeros((b, n + 2), np.int64)
    full[:, 0], full[:, 1:-1], full[:, -1] = CLS, shown, SEP
    marks = np.full((b, n + 2), LOOKS, np.int64)
    marks[:, 1:-1] = looks
    where = np.zeros((b, n + 2), bool)
    where[:, 1:-1] = hidden
    return torch.from_numpy(full), torch.from_numpy(marks), torch.from_numpy(where), torch.from_numpy(gold)


def pretrain(data: dict[str, np.ndarray], to: Path, epochs: float, rate: float, batch: int) -> None:
    ids, looks = data["ids"].astype(np.int64), data["looks"].astype(np.int64)
    rng = np.random.default_rng(sets.SEED)
    encoder = Encoder(Shape(VOCABULARY, HIDDEN, LAYERS, HEADS, INNER), dropout=0.0)
    start = to / "vectors.npy"
    if not start.exists():
        np.save(start, vectors(ids, VOCABULARY, HIDDEN))
    with torch.no_grad():
        encoder.words.weight.copy_(torch.from_numpy(np.load(start)))
    model = Masked(encoder)
    adam = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    per_epoch = len(ids) // LENGTH // batch
    steps = int(per_epoch * epochs)
    warm = steps // 20
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm))))
    done, state = 0, to / "pretraining.pt"
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        adam.load_state_dict(saved["adam"])
        schedule.load_state_dict(saved["schedule"])
        done = saved["done"]
        rng = np.random.default_rng(sets.SEED + done)
    model.train()
    begun, lost = time.monotonic(), 0.0
    order: list[int] = []
    picker = random.Random(sets.SEED + done)
    for step in range(done, steps):
        if len(order) < batch:
            shift = picker.randrange(LENGTH)
            order = list(range(shift, len(ids) - LENGTH, LENGTH))
            picker.shuffle(order)
        rows = [order.pop() for _ in range(batch)]
        full, marks, where, gold = masked(np.stack([ids[i : i + LENGTH] for i in rows]), np.stack([looks[i : i + LENGTH] for i in rows]), rng)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(full, marks, where)
        loss = functional.cross_entropy(logits.float(), gold)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        schedule.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if step % 50 == 0:
            print(
                step,
                steps,
                f"{lost / (1 - 0.98 ** (step - done + 1)):.4f} {(step - done + 1) * batch * LENGTH / (time.monotonic() - begun):.0f} pieces/s",
                flush=True,
            )
        if step % 500 == 499:
            torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "schedule": schedule.state_dict(), "done": step + 1}, state)
    torch.save({"encoder": encoder.state_dict(), "shape": encoder.shape.as_dict()}, to / "encoder.pt")
    state.unlink(missing_ok=True)


class Neighbours(nn.Module):
    """The first layer of the reader, telling from its state before each piece which piece comes, and the same backwards."""

    def __init__(self, words: torch.Tensor, inner: int) -> None:
        super().__init__()
        size, width = words.shape
        self.inner = inner
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.looks = nn.Embedding(LOOKS + 1, width)
        self.rows = nn.LSTM(width, inner, bidirectional=True, batch_first=True)
        self.turns = nn.ModuleList([nn.Linear(inner, width), nn.Linear(inner, width)])
        self.bias = nn.Parameter(torch.zeros(size))
        self.dropout = nn.Dropout(0.1)
        nn.init.zeros_(self.looks.weight)

    def forward(self, ids: torch.Tensor, looks: torch.Tensor, choice: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
        """The loss on rows `ids` (B, L), to be told among the pieces `choice`; `of` (B, L): where in it each piece stands."""
        out = self.rows(self.dropout(self.words(ids) + self.looks(looks)))[0]
        vectors = self.words(choice)
        after = self.turns[0](out[:, :-1, : self.inner]) @ vectors.T + self.bias[choice]
        before = self.turns[1](out[:, 1:, self.inner :]) @ vectors.T + self.bias[choice]
        return functional.cross_entropy(after.float().flatten(0, 1), of[:, 1:].flatten()) + functional.cross_entropy(
            before.float().flatten(0, 1), of[:, :-1].flatten()
        )


def neighbours(data: dict[str, np.ndarray], to: Path, epochs: float, rate: float, inner: int) -> None:
    ids, looks = data["ids"].astype(np.int64), data["looks"].astype(np.int64)
    words = torch.load(to / "encoder.pt", weights_only=False)["encoder"]["words.weight"]
    model = Neighbours(words / words.std() * 0.3, inner)
    adam = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.0, fused=True)
    steps, warm = int(len(ids) // ROW // ROWS * epochs), 200
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm))))
    rng, picker = np.random.default_rng(sets.SEED), random.Random(sets.SEED)
    order: list[int] = []
    begun, lost = time.monotonic(), 0.0
    for step in range(steps):
        if len(order) < ROWS:
            order = list(range(picker.randrange(ROW), len(ids) - ROW, ROW))
            picker.shuffle(order)
        at = np.array([order.pop() for _ in range(ROWS)])[:, None] + np.arange(ROW)
        choice = np.union1d(ids[at], rng.integers(len(SPECIAL), VOCABULARY, OTHERS))
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(*(torch.from_numpy(part) for part in (ids[at], looks[at], choice, np.searchsorted(choice, ids[at]))))
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        schedule.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if step % 50 == 0:
            print(
                step, steps, f"{lost / (1 - 0.98 ** (step + 1)):.3f} {(step + 1) * ROWS * ROW / (time.monotonic() - begun):.0f} pieces/s",
                flush=True,
            )  # fmt: skip
    torch.save(model.state_dict(), to / "rows.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rows", type=float, default=2.35, help="epochs of the fourth step")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(sets.SEED)
    options.to.mkdir(parents=True, exist_ok=True)
    tokenizer = vocabulary(options.bench, options.to)
    data = corpus(options.bench, options.to, tokenizer)
    print(f"{len(data['ids'])} pieces", flush=True)
    if not (options.to / "encoder.pt").exists():
        pretrain(data, options.to, options.epochs, options.rate, options.batch)
    neighbours(data, options.to, options.rows, 2e-3, RECURRENT)


if __name__ == "__main__":
    main()
