"""Vectors of texts from a sentence encoder in ONNX form, by default the one the package carries."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from secondsource.errors import BadConfig
from secondsource.models.onnx_files import (
    check_hashes,
    cores,
    load_session,
    load_tokenizer,
    sha256,
)
from secondsource.records.evidence import Maker

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
        check_hashes(folder)
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", max_tokens)
        self._session = load_session(graph)
        self._threads = threads or cores()
        self._inputs = frozenset(put.name for put in self._session.get_inputs())
        self._takes_first_token = _takes_first_token(folder)
        self._kept: OrderedDict[bytes, Vector] = OrderedDict()
        name = OWN_NAME if folder == OWN_FOLDER else folder.resolve().name
        self.maker = Maker(f"onnx/{name}", sha256(graph)[:12])

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


def _takes_first_token(folder: Path) -> bool:
    pooling = folder / "1_Pooling" / "config.json"
    if not pooling.is_file():
        return False
    try:
        return bool(json.loads(pooling.read_bytes()).get("pooling_mode_cls_token"))
    except (ValueError, AttributeError) as error:
        raise BadConfig(f"{pooling} is not a JSON object: {error}") from error
