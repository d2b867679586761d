"""Entailment by a small model that `training/entailment` made; the package carries none yet.

The model reads premise and hypothesis together. A regression over its three scores and over what
`LexicalEntailer` looks at gives the shares: a small model overlooks figures and names, words alone
overlook what is done to whom, and each makes up for the other.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Entailment
from secondsource.errors import BadConfig
from secondsource.models import onnx_encoder
from secondsource.models.lexical_entailer import features
from secondsource.models.onnx_files import (
    check_hashes,
    cores,
    load_session,
    load_tokenizer,
    sha256,
)
from secondsource.records.evidence import Maker

GRAPH, CALIBRATION, TOKENIZER = "model.onnx", "calibration.json", "tokenizer.json"
MAX_TOKENS = 224
KEPT_JUDGEMENTS = 20_000
NOTHING = Entailment(0.0, 1.0, 0.0)
Numbers = NDArray[np.float64]


class OnnxEntailer:
    """An `Entailer` over a folder with `model.onnx` and `calibration.json`.

    Without a `tokenizer.json` of its own the model shares the encoder's. Of a pair longer than
    `max_tokens` the longer text is cut. `threads` pairs are read at a time, 0 means one a core;
    each goes through the graph alone, so that a judgement never hangs on its company (see
    `OnnxEncoder.encode`). Judgements are kept. Hashes in `SHA256SUMS` are checked at loading.
    Raises `BadConfig` for a folder that cannot be used.
    """

    def __init__(self, folder: Path, *, max_tokens: int = MAX_TOKENS, threads: int = 0) -> None:
        graph = folder / GRAPH
        if not graph.is_file():
            raise BadConfig(
                f"entailer folder {folder} has no {GRAPH}: name a folder that "
                "training/entailment/export.py wrote"
            )
        check_hashes(folder)
        own = folder / TOKENIZER
        shared = onnx_encoder.OWN_FOLDER / TOKENIZER
        self._tokenizer = load_tokenizer(own if own.is_file() else shared, max_tokens)
        self._session = load_session(graph)
        self._weights = _calibration(folder / CALIBRATION)
        self._threads = threads or cores()
        self._kept: OrderedDict[bytes, Entailment] = OrderedDict()
        self.maker = Maker(f"onnx/{folder.resolve().name}", sha256(graph)[:12])

    def weigh(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """One judgement a (premise, hypothesis) pair, in order; an empty text bears on nothing."""
        keys = [_key(pair) for pair in pairs]
        known = {key: self._kept[key] for key in keys if key in self._kept}
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        # The longest first, so that no thread is left with a long one at the end.
        order = sorted(new, key=lambda key: -len(new[key][0]) - len(new[key][1]))
        with ThreadPoolExecutor(max_workers=self._threads) as pool:
            judged = pool.map(self._judge, (new[key] for key in order))
            known.update(zip(order, judged, strict=True))
        self._keep(known)
        return [known[key] for key in keys]

    def scores(self, premise: str, hypothesis: str) -> Numbers:
        """What the graph alone says: logarithms of the three shares, before the calibration."""
        read = self._tokenizer.encode(_readable(premise), _readable(hypothesis))
        given = {
            "input_ids": np.array([read.ids], dtype=np.int64),
            "attention_mask": np.array([read.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([read.type_ids], dtype=np.int64),
        }
        raw = np.asarray(self._session.run(None, given)[0], dtype=np.float64)[0]
        shifted = raw - raw.max()
        return np.asarray(shifted - np.log(np.exp(shifted).sum()))

    def _judge(self, pair: tuple[str, str]) -> Entailment:
        row = features(*pair)
        if row is None:
            return NOTHING
        values = self._weights @ calibration_row(self.scores(*pair), row)
        shares = np.exp(values - values.max())
        entails, neutral, contradicts = (float(share) for share in shares / shares.sum())
        return Entailment(entails, neutral, contradicts)

    def _keep(self, judged: dict[bytes, Entailment]) -> None:
        for key, one in judged.items():
            self._kept[key] = one
            self._kept.move_to_end(key)
        while len(self._kept) > KEPT_JUDGEMENTS:
            self._kept.popitem(last=False)


def calibration_row(scores: Numbers, row: Numbers) -> Numbers:
    """What the calibration weighs: the model's scores, then the lexical features."""
    return np.concatenate([scores.clip(-9.0), row])


def _calibration(path: Path) -> Numbers:
    try:
        weights = np.array(json.loads(path.read_bytes())["weights"], dtype=np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadConfig(f"{path} is not a calibration that can be used: {error}") from error
    width = len(calibration_row(np.zeros(3), features("a dam", "a dam")))  # type: ignore[arg-type]
    if weights.shape != (3, width):
        raise BadConfig(f"{path} has weights of shape {weights.shape} where (3, {width}) is needed")
    return weights


def _key(pair: tuple[str, str]) -> bytes:
    premise, hypothesis = (text.encode("utf-8", "replace") for text in pair)
    head = len(premise).to_bytes(8, "big")  # ("ab", "c") and ("a", "bc") are not one pair
    return hashlib.blake2b(head + premise + hypothesis, digest_size=16).digest()


def _readable(text: str) -> str:
    # Half a surrogate pair, which JSON can smuggle in, is no text to a tokenizer.
    return text.encode("utf-8", "replace").decode()
