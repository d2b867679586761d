"""ONNX graphs, tokenizers and their hashes: how the files of a model are checked and loaded."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from secondsource.errors import BadConfig

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_hashes(folder: Path) -> None:
    """Raise `BadConfig` if a file is not the one that the folder's `SHA256SUMS`, if any, names."""
    sums = folder / "SHA256SUMS"
    if not sums.is_file():
        return
    for line in sums.read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        if sha256(folder / name) != wanted:
            raise BadConfig(
                f"{folder / name} is damaged (its SHA-256 is not the one in SHA256SUMS): "
                "install the package again"
            )


def sha256(path: Path) -> str:
    """The hash of a file, as 64 hexadecimal digits; raises `BadConfig` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error.strerror}") from error


def load_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    """A tokenizer that reads up to `max_tokens`, unpadded; raises `BadConfig` for a bad file."""
    from tokenizers import Tokenizer

    # The library raises bare `Exception` for a file that it cannot read.
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise BadConfig(f"{path} is not a tokenizer file: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def load_session(graph: Path) -> "InferenceSession":
    """A session for one text at a time on one thread; raises `BadConfig` for a bad graph."""
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
