"""The encoder that the package carries, and folders that cannot be used as one."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from secondsource.errors import BadConfig
from secondsource.models.onnx_encoder import OWN_FOLDER, OnnxEncoder


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protocol buffer; the ONNX package is no dependency of ours."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def varint(value: int) -> bytes:
    rest, out = value, b""
    while rest > 127:
        rest, out = rest >> 7, out + bytes([rest & 127 | 128])
    return out + bytes([rest])


def looked_up(name: str, kind: int, *dimensions: str) -> bytes:
    shape = b"".join(field(1, field(2, dimension)) for dimension in dimensions)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def graph_of_rows_a_token(rows: NDArray[np.float32]) -> bytes:
    """An ONNX graph that gives row `i` of `rows` for token `i`."""
    node = field(1, "rows") + field(1, "input_ids") + field(2, "tokens") + field(4, "Gather")
    table = b"".join(field(1, size) for size in rows.shape)
    table += field(2, 1) + field(8, "rows") + field(9, rows.tobytes())
    graph = field(1, node) + field(2, "g") + field(5, table)
    graph += field(11, looked_up("input_ids", 7, "texts", "tokens"))
    graph += field(12, looked_up("tokens", 1, "texts", "tokens", "size"))
    return field(1, 8) + field(7, graph) + field(8, field(2, 17))


def copied(target: Path, *, without: str = "") -> Path:
    shutil.copytree(OWN_FOLDER, target, copy_function=os.link)
    if without:
        (target / without).unlink()
    return target


def test_every_row_has_length_one(encoder: OnnxEncoder) -> None:
    rows = encoder.encode(["The bridge is shut.", "", "word " * 2000])
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_paraphrase_is_nearer_than_another_subject(encoder: OnnxEncoder) -> None:
    told, retold, other = encoder.encode(
        [
            "The dam above Orlu gave way on Sunday.",
            "On Sunday the Orlu dam collapsed.",
            "Shares in the brewer fell by nine percent.",
        ]
    )
    assert float(told @ retold) > 0.6 > 0.2 > float(told @ other)


def test_a_text_has_the_same_vector_in_any_company() -> None:
    text = "Voters rejected the new constitution."
    alone = OnnxEncoder().encode([text])[0]
    among = OnnxEncoder().encode(["A much longer text. " * 40, text, "Short."])[1]
    assert np.array_equal(alone, among)


def test_the_same_text_twice_gives_the_same_row(encoder: OnnxEncoder) -> None:
    first, other, again = encoder.encode(["One.", "Two.", "One."])
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_threads_change_nothing_but_the_speed(encoder: OnnxEncoder) -> None:
    texts = [f"Train {number} left late." for number in range(9)]
    assert np.array_equal(OnnxEncoder(threads=3).encode(texts), encoder.encode(texts))


def test_no_text_gives_no_row(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_half_a_surrogate_pair_is_read(encoder: OnnxEncoder) -> None:
    assert encoder.encode(["Snow fell \ud83d again."]).shape == (1, 384)


def test_the_maker_names_the_model_and_its_bytes(encoder: OnnxEncoder) -> None:
    recorded = (OWN_FOLDER / "SHA256SUMS").read_text(encoding="utf-8")
    assert encoder.maker.name == "onnx/all-MiniLM-L6-v2"
    assert recorded.startswith(encoder.maker.version)


def test_another_folder_is_used_and_named(tmp_path: Path, encoder: OnnxEncoder) -> None:
    other = OnnxEncoder(copied(tmp_path / "house-model"))
    assert other.maker.name == "onnx/house-model"
    assert np.array_equal(other.encode(["Rain."]), encoder.encode(["Rain."]))


def test_fewer_tokens_are_read_where_asked(encoder: OnnxEncoder) -> None:
    long = "The council met. " * 50
    assert not np.array_equal(
        OnnxEncoder(OWN_FOLDER, max_tokens=16).encode([long]), encoder.encode([long])
    )


@pytest.mark.parametrize("first_token", [False, True])
def test_rows_a_token_are_pooled_as_the_folder_says(tmp_path: Path, first_token: bool) -> None:
    ids = Tokenizer.from_file(str(OWN_FOLDER / "tokenizer.json")).encode("Rain fell.").ids
    ids = ids[: ids.index(102) + 1]  # without padding
    rows = np.stack([np.linspace(-1, 1, 30522), np.ones(30522)], axis=1).astype(np.float32)
    shutil.copy(OWN_FOLDER / "tokenizer.json", tmp_path)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").write_bytes(graph_of_rows_a_token(rows))
    if first_token:
        (tmp_path / "1_Pooling").mkdir()
        (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    pooled = rows[ids[0]] if first_token else rows[ids].mean(axis=0)
    vector = OnnxEncoder(tmp_path).encode(["Rain fell."])[0]
    assert np.allclose(vector, pooled / np.linalg.norm(pooled), atol=1e-6)


def test_a_damaged_graph_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "damaged", without="model.onnx")
    (folder / "model.onnx").write_bytes((OWN_FOLDER / "model.onnx").read_bytes()[:-1] + b"?")
    with pytest.raises(BadConfig, match=r"model\.onnx is damaged .* install the package again"):
        OnnxEncoder(folder)


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_part_is_refused_by_name(tmp_path: Path, missing: str) -> None:
    folder = copied(tmp_path / "half", without=missing)
    with pytest.raises(BadConfig, match=r"encoder folder .* has no .*(tokenizer\.json|graph)"):
        OnnxEncoder(folder)


def test_a_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "other", without="SHA256SUMS")
    (folder / "model.onnx").unlink()
    (folder / "model.onnx").write_bytes(b"not a graph")
    with pytest.raises(BadConfig, match="not an ONNX graph"):
        OnnxEncoder(folder)


def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "other", without="SHA256SUMS")
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadConfig, match="not a tokenizer file"):
        OnnxEncoder(folder)
