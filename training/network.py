"""The network: a BERT-shaped encoder with a small embedding of looks, and one linear layer that holds every head.

Written out here (Devlin et al. 2019, post-norm) rather than taken from `transformers`, so that what is trained is what
is exported. Shapes: B windows, L pieces, H hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from rashomon.models.decode import APART, HEADS, LINK, ROLE_LOGITS
from rashomon.models.pieces import LOOKS, NAME_LABELS, ROLES

RECURRENT = 256  # width of an Arabic layer, each way
NEVER = torch.tensor([[0.0, 0.0, -1e4], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])  # no word is inside a fragment that did not begin
# Nor does a name go on from another type, or from none.
NEVER_IN_NAMES = torch.tensor([[[0.0 if two[0] != "I" or one[1:] == two[1:] else -1e4 for two in NAME_LABELS] for one in NAME_LABELS]])


@dataclass(frozen=True, slots=True)
class Shape:
    vocabulary: int
    hidden: int
    layers: int
    attention_heads: int
    inner: int
    positions: int = 512

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.mixed = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.joined = nn.Linear(shape.hidden, shape.hidden)
        self.after_attention = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.wide = nn.Linear(shape.hidden, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.hidden)
        self.after_inner = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, length, hidden = x.shape
        q, k, v = self.mixed(x).view(b, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.after_attention(x + self.dropout(self.joined(seen.transpose(1, 2).reshape(b, length, hidden))))
        return self.after_inner(x + self.dropout(self.narrow(functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden, padding_idx=0)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.looks = nn.Embedding(LOOKS + 1, shape.hidden)  # the last one: a mark of the window, no piece
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
                if isinstance(module, nn.Linear):
                    nn.init.zeros_(module.bias)
        nn.init.zeros_(self.looks.weight)

    def forward(self, ids: Tensor, looks: Tensor, bias: Tensor | None = None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(places) + self.looks(looks)))
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Recurrent(nn.Module):
    """Two bidirectional LSTM layers over word vectors and looks: learns from little where an encoder of layers above does not."""

    def __init__(self, words: Tensor, inner: int, dropout: float = 0.4) -> None:
        super().__init__()
        self.shape = Shape(words.shape[0], 2 * inner, 2, 0, inner, 0)
        self.words = nn.Embedding.from_pretrained(words, freeze=False, padding_idx=0)
        self.looks = nn.Embedding(LOOKS + 1, words.shape[1])
        self.dropout = nn.Dropout(dropout)
        self.rows = nn.LSTM(words.shape[1], inner, num_layers=2, bidirectional=True, batch_first=True, dropout=dropout)
        nn.init.zeros_(self.looks.weight)

    def before(self) -> Iterator[nn.Parameter]:
        """What is learnt before the labels, on text alone: word vectors, looks and the first layer."""
        yield self.words.weight
        yield self.looks.weight
        yield from (p for name, p in self.rows.named_parameters() if "_l0" in name)

    def forward(self, ids: Tensor, looks: Tensor, bias: Tensor | None = None) -> Tensor:
        out: Tensor = self.rows(self.dropout(self.words(ids) + self.looks(looks)))[0]
        return self.dropout(out)


class Reader(nn.Module):
    """Encoder and heads. Gives (B, L, HEADS): role logits 3x3, name logits, the end of a sentence, four link vectors."""

    def __init__(self, encoder: Encoder | Recurrent, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(encoder.shape.hidden, HEADS)
        # Beside the products of vectors, for sources and contents: what a pair loses with how it lies apart, and the score of standing alone.
        self.between = nn.Parameter(torch.zeros(2, APART))
        self.alone = nn.Parameter(torch.zeros(2))
        self.steps = nn.Parameter(torch.zeros(len(ROLES), 3, 3))  # what going from a word's label (row) to the next word's adds, for each role
        self.name_steps = nn.Parameter(torch.zeros(1, len(NAME_LABELS), len(NAME_LABELS)))  # the same for names
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def forward(self, ids: Tensor, looks: Tensor, bias: Tensor | None = None) -> Tensor:
        return self.heads(self.dropout(self.encoder(ids, looks, bias)))


def split(out: Tensor) -> dict[str, Tensor]:
    """The heads of an output (…, HEADS)."""
    n = len(NAME_LABELS)
    at = ROLE_LOGITS
    link = at + n + 1
    return {
        "roles": out[..., :at].unflatten(-1, (len(ROLES), 3)),
        "names": out[..., at : at + n],
        "ends": out[..., at + n],
        "source": out[..., link : link + LINK],
        "source_of": out[..., link + LINK : link + 2 * LINK],
        "content": out[..., link + 2 * LINK : link + 3 * LINK],
        "content_of": out[..., link + 3 * LINK :],
    }


def from_minilm(folder: str, layers: tuple[int, ...]) -> Encoder:
    """The encoder with the weights of MiniLM-L6-H384 (a safetensors checkpoint of BERT's shape), with the layers named."""
    from safetensors.torch import load_file

    weights = load_file(f"{folder}/model.safetensors")
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    shape = Shape(vocabulary=len(weights["embeddings.word_embeddings.weight"]), hidden=384, layers=len(layers), attention_heads=12, inner=1536)
    encoder = Encoder(shape)
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for layer, number in zip(encoder.layers, layers, strict=True):
            at = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                layer.mixed.get_parameter(part).copy_(torch.cat([weights[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]))
                layer.joined.get_parameter(part).copy_(weights[f"{at}attention.output.dense.{part}"])
                layer.after_attention.get_parameter(part).copy_(weights[f"{at}attention.output.LayerNorm.{part}"])
                layer.wide.get_parameter(part).copy_(weights[f"{at}intermediate.dense.{part}"])
                layer.narrow.get_parameter(part).copy_(weights[f"{at}output.dense.{part}"])
                layer.after_inner.get_parameter(part).copy_(weights[f"{at}output.LayerNorm.{part}"])
    return encoder
