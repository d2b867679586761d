"""Vectors of texts from a sentence encoder in ONNX form, by default the one the package carries."""

import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

Vector = NDArray[np.float32]

OWN_FOLDER = Path(__file__).parent / "data" / "encoder"
OWN_NAME = "all-MiniLM-L6-v2"
MAX_TOKENS = 256
KEPT_VECTORS = 8192
# Where sentence-transformers and the usual exporters put the graph, best first.
GRAPHS = ("model.onnx", "onnx/model_qint8.onnx", "onnx/model_quantized.onnx", "onnx/model.onnx")


class OnnxEncoder:
    """An `Encoder` over a folder with an ONNX graph and its `tokenizer.json`.

    The graph gives either one row a text or one row a token; in the latter case the rows are
    averaged, or the first one taken where the folder's `1_Pooling/config.json` says so. A text
    longer than `max_tokens` is read up to there. `threads` texts are read at a time, 0 means one a
    core. Hashes in `SHA256SUMS` are checked at loading.
    Raises `BadConfig` for a folder that cannot be used.
    """

    def __init__(
        self, folder: Path | None = None, *, max_tokens: int = MAX_TOKENS, threads: int = 0
    ) -> None:
        folder = folder or OWN_FOLDER
        graph = _graph_of(folder)
        _check_hashes(folder)
        self._tokenizer = _load_tokenizer(folder / "tokenizer.json", max_tokens)
        self._session = _load_session(graph)
        self._threads = threads or _cores()
        self._inputs = frozenset(put.name for put in self._session.get_inputs())
        self._takes_first_token = _takes_first_token(folder)
        self._kept: OrderedDict[bytes, Vector] = OrderedDict()
        name = OWN_NAME if folder == OWN_FOLDER else folder.resolve().name
        self.maker = Maker(f"onnx/{name}", _sha256(graph)[:12])

    def encode(self, texts: Sequence[str]) -> Vector:
        """One row a text, of Euclidean length 1; shape (len(texts), dimensions).

        Each text goes through the graph alone, a thread a core. In a batch, an int8 graph scales
        its numbers to the whole batch, so that a text's vector would hang on its company (cosine
        0.992 to itself), for next to no gain: 443 sentences a second at best, against 382 one by
        one. A thread a text, not more threads a text: the latter halve the speed under load.
        """
        keys = [hashlib.blake2b(text.encode("utf-8", "replace")).digest() for text in texts]
        rows = {key: self._kept[key] for key in keys if key in self._kept}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in rows}
        with ThreadPoolExecutor(
            max_workers=self._threads
        ) as pool:  # graph and tokenizer free the GIL
            rows.update(zip(new, pool.map(self._vector, new.values()), strict=True))
        self._keep(rows)
        if not rows:
            return np.zeros((0, self._dimensions()), dtype=np.float32)
        return np.stack([rows[key] for key in keys])

    def _vector(self, text: str) -> Vector:
        # Half a surrogate pair, which JSON can smuggle in, is no text to a tokenizer.
        read = self._tokenizer.encode(text.encode("utf-8", "replace").decode())
        ids = np.array([read.ids], dtype=np.int64)
        columns = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        given = {name: column for name, column in columns.items() if name in self._inputs}
        answer = np.asarray(self._session.run(None, given)[0], dtype=np.float32)[0]
        if answer.ndim == 2:
            answer = answer[0] if self._takes_first_token else answer.mean(axis=0)
        return cast("Vector", answer / max(float(np.linalg.norm(answer)), 1e-12))

    def _keep(self, rows: dict[bytes, Vector]) -> None:
        for key, row in rows.items():
            self._kept[key] = row
            self._kept.move_to_end(key)
        while len(self._kept) > KEPT_VECTORS:
            self._kept.popitem(last=False)

    def _dimensions(self) -> int:
        return len(self._vector(""))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _graph_of(folder: Path) -> Path:
    if not (folder / "tokenizer.json").is_file():
        raise BadConfig(
            f"encoder folder {folder} has no tokenizer.json: name a folder with an ONNX sentence "
            "encoder and its tokenizer, or leave the setting out for the one in the package"
        )
    for name in GRAPHS:
        if (folder / name).is_file():
            return folder / name
    raise BadConfig(
        f"encoder folder {folder} has no ONNX graph (looked for {', '.join(GRAPHS)}): "
        "export the model to ONNX first, as training/export_encoder.py does"
    )


def _check_hashes(folder: Path) -> None:
    sums = folder / "SHA256SUMS"
    if not sums.is_file():
        return
    for line in sums.read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        if _sha256(folder / name) != wanted:
            raise BadConfig(
                f"{folder / name} is damaged (its SHA-256 is not the one in SHA256SUMS): "
                "install the package again"
            )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error.strerror}") from error


def _load_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    from tokenizers import Tokenizer

    # The library raises bare `Exception` for a file that it cannot read.
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise BadConfig(f"{path} is not a tokenizer file: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _load_session(graph: Path) -> "InferenceSession":
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import (  # type: ignore[import-untyped]
        Fail,
        InvalidGraph,
        InvalidProtobuf,
    )

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the threads are ours: one text each
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise BadConfig(f"{graph} is not an ONNX graph that can be run: {error}") from error


def _takes_first_token(folder: Path) -> bool:
    pooling = folder / "1_Pooling" / "config.json"
    if not pooling.is_file():
        return False
    try:
        return bool(json.loads(pooling.read_bytes()).get("pooling_mode_cls_token"))
    except (ValueError, AttributeError) as error:
        raise BadConfig(f"{pooling} is not a JSON object: {error}") from error
