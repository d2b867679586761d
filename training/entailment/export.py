"""Exports a trained entailment model to int8 ONNX and fits its calibration.

    python -m training.entailment.export RUN/checkpoint.pt FOLDER          (training environment)
    uv run python -m training.entailment.calibrate FOLDER NEWS_HELD_BACK PAIRS

The first writes FOLDER/model.onnx, after comparing it with the fp32 model; the second adds the
calibration and the hashes.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from training.entailment.train import EntailmentModel, load_model, load_tokenizer
from training.export_encoder import quantise, sample

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
MOST_DIFFERENT = 0.08


def export(model: EntailmentModel, target: Path) -> None:
    """Write the fp32 model as ONNX."""
    model.bert.set_attn_implementation("eager")
    example = torch.ones(2, 8, dtype=torch.long)
    grid = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        model.eval(),
        (example, example, example),
        str(target),
        input_names=INPUTS,
        output_names=["scores"],
        dynamic_axes=dict.fromkeys(INPUTS, grid) | {"scores": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )


def difference(fp32: Path, int8: Path, tokenizer: Path) -> float:
    """By how much the shares of the two differ, on average, over pairs of our own sentences."""
    reader = load_tokenizer(tokenizer)
    sessions = [
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        for path in (fp32, int8)
    ]
    texts = sample()
    apart = []
    for premise, hypothesis in zip(texts, [*texts[1:60], *texts[:60], *texts], strict=False):
        read = reader.encode(premise, hypothesis)
        parts = (read.ids, read.attention_mask, read.type_ids)
        given = {name: np.array([part]) for name, part in zip(INPUTS, parts, strict=True)}
        one, other = (softmax(session.run(None, given)[0][0]) for session in sessions)
        apart.append(float(np.abs(one - other).max()))
    return float(np.mean(apart))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores as shares."""
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


def main() -> None:
    """Load, export, quantise, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    model, original = load_model()
    model.load_state_dict(torch.load(args.checkpoint, weights_only=True)["model"])
    args.folder.mkdir(parents=True, exist_ok=True)
    target = args.folder / "model.onnx"
    with tempfile.TemporaryDirectory() as name:
        fp32 = Path(name) / "fp32.onnx"
        export(model, fp32)
        quantise(fp32, target)
        apart = difference(fp32, target, original / "tokenizer.json")
    print(f"{target}: {target.stat().st_size:,} bytes; int8 and fp32 shares differ by {apart:.4f}")
    if apart > MOST_DIFFERENT:
        raise SystemExit(f"more than {MOST_DIFFERENT}: not to be shipped")


if __name__ == "__main__":
    main()
