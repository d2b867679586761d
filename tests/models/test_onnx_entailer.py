"""Judgements of a model in ONNX form, and folders that cannot be used as one.

The graph of these tests scores a pair by a table of its tokens: a model is not needed to see that
its scores are read, joined with the lexical features, kept and given back in order.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest

from secondsource.errors import BadConfig
from secondsource.models.lexical_entailer import FEATURES
from secondsource.models.onnx_encoder import OWN_FOLDER as ENCODER_FOLDER
from secondsource.models.onnx_entailer import OnnxEntailer
from tests.models.test_onnx_encoder import field, looked_up
from training.entailment.calibrate import write

PREMISE = (
    "The harbour town of Velden lost its ferry on Tuesday, when the Marit ran aground in fog. "
    "All 42 passengers were brought ashore unhurt, said the coast guard's spokesman, Arno Teller."
)
FOLLOWS = "All 42 passengers were brought ashore."
STRANGE = "The mayor of Tirren resigned over a loan."
CHANGED = "All 24 passengers were brought ashore."
VOCABULARY = 30_522


def graph_of_mean_scores() -> bytes:
    """An ONNX graph that gives each pair the mean of its tokens' rows in a table of scores."""
    rows = np.random.default_rng(7).normal(size=(VOCABULARY, 3)).astype(np.float32)
    gather = field(1, "rows") + field(1, "input_ids") + field(2, "each") + field(4, "Gather")
    axes = field(1, "axes") + field(8, 1) + field(20, 7)
    keep = field(1, "keepdims") + field(3, 0) + field(20, 2)
    mean = field(1, "each") + field(2, "scores") + field(4, "ReduceMean")
    mean += field(5, axes) + field(5, keep)
    table = b"".join(field(1, size) for size in rows.shape)
    table += field(2, 1) + field(8, "rows") + field(9, rows.tobytes())
    graph = field(1, gather) + field(1, mean) + field(2, "g") + field(5, table)
    for name in ("input_ids", "attention_mask", "token_type_ids"):
        graph += field(11, looked_up(name, 7, "pairs", "tokens"))
    graph += field(12, looked_up("scores", 1, "pairs", "labels"))
    return field(1, 8) + field(7, graph) + field(8, field(2, 17))


def made(folder: Path) -> Path:
    """A folder with a model whose calibration takes the scores as they are."""
    folder.mkdir()
    (folder / "model.onnx").write_bytes(graph_of_mean_scores())
    write(folder, np.eye(3, 3 + len(FEATURES)) * 5)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("models") / "mean")


@pytest.fixture(scope="module")
def entailer(folder: Path) -> OnnxEntailer:
    return OnnxEntailer(folder)


def test_shares_add_up_to_one(entailer: OnnxEntailer) -> None:
    for one in entailer.weigh([(PREMISE, FOLLOWS), (PREMISE, STRANGE), ("x", "y")]):
        assert one.entails + one.neutral + one.contradicts == pytest.approx(1.0)


def test_the_calibration_weighs_scores_and_words(tmp_path: Path, entailer: OnnxEntailer) -> None:
    scores_alone = entailer.weigh([(PREMISE, FOLLOWS), (PREMISE, CHANGED)])
    weights = np.eye(3, 3 + len(FEATURES)) * 5
    weights[0, 3 + FEATURES.index("figures differ")] = -50
    write(made(tmp_path / "strict"), weights)
    follows, changed = OnnxEntailer(tmp_path / "strict").weigh(
        [(PREMISE, FOLLOWS), (PREMISE, CHANGED)]
    )
    assert follows == scores_alone[0]
    assert changed.entails < 1e-6 < scores_alone[1].entails


def test_judgements_come_in_the_order_of_the_pairs(entailer: OnnxEntailer) -> None:
    pairs = [(PREMISE, FOLLOWS), (PREMISE, STRANGE), (PREMISE * 3, CHANGED)]
    assert entailer.weigh(pairs[::-1]) == entailer.weigh(pairs)[::-1]


def test_a_judgement_does_not_hang_on_its_company(folder: Path) -> None:
    alone, among = OnnxEntailer(folder, threads=1), OnnxEntailer(folder, threads=3)
    company = [(PREMISE, STRANGE), (PREMISE, FOLLOWS), (PREMISE * 5, CHANGED)]
    assert alone.weigh([(PREMISE, FOLLOWS)])[0] == among.weigh(company)[1]


def test_a_pair_seen_again_gets_the_same_judgement(entailer: OnnxEntailer) -> None:
    first, again = entailer.weigh([(PREMISE, CHANGED), (PREMISE, CHANGED)])
    assert first == again == entailer.weigh([(PREMISE, CHANGED)])[0]


def test_premise_and_hypothesis_are_not_run_together(entailer: OnnxEntailer) -> None:
    one, other = entailer.weigh([("It rained. ", "It poured."), ("It rained. It poured.", "")])
    assert one != other


def test_an_empty_text_bears_on_nothing(entailer: OnnxEntailer) -> None:
    assert [one.neutral for one in entailer.weigh([("", FOLLOWS), (PREMISE, " ")])] == [1.0, 1.0]


def test_no_pairs_give_no_judgements(entailer: OnnxEntailer) -> None:
    assert entailer.weigh([]) == []


def test_odd_and_endless_texts_are_read(entailer: OnnxEntailer) -> None:
    pairs = [("word " * 5000, "word " * 3000), ("half a \ud83d pair", "half"), ("漢字 👩‍🚒", "字")]
    assert len(entailer.weigh(pairs)) == 3


def test_the_maker_names_the_very_file(entailer: OnnxEntailer) -> None:
    assert entailer.maker.name == "onnx/mean"
    assert len(entailer.maker.version) == 12


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"has no model\.onnx"):
        OnnxEntailer(tmp_path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    damaged = made(tmp_path / "model")
    with (damaged / "calibration.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(BadConfig, match="damaged"):
        OnnxEntailer(damaged)


@pytest.mark.parametrize("content", ["{", "[]", '{"weights": [[1, 2, 3]]}', '{"weights": "x"}'])
def test_a_calibration_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    other = made(tmp_path / "model")
    (other / "SHA256SUMS").unlink()
    (other / "calibration.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadConfig, match=r"calibration\.json"):
        OnnxEntailer(other)


def test_a_folder_without_a_calibration_is_refused(tmp_path: Path) -> None:
    other = made(tmp_path / "model")
    (other / "SHA256SUMS").unlink()
    (other / "calibration.json").unlink()
    with pytest.raises(BadConfig, match=r"calibration\.json"):
        OnnxEntailer(other)


def test_a_model_may_bring_its_tokenizer(tmp_path: Path, entailer: OnnxEntailer) -> None:
    own = made(tmp_path / "mine")
    shutil.copy(ENCODER_FOLDER / "tokenizer.json", own)
    assert OnnxEntailer(own).weigh([(PREMISE, FOLLOWS)]) == entailer.weigh([(PREMISE, FOLLOWS)])
