"""Which of the shared pairs the entailment model learns from."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from training.entailment.calibrate import fit, shares_of, softmax
from training.entailment.given import LICENSED, given_pairs, licensed_pairs, strangers
from training.entailment.pairs import Pair


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for source in ("fm2-dev", "rte"):
            for number in range(200):
                row = {"source": source, "licence": "x", "premise": f"Premise {number} of {source}"}
                row |= {"hypothesis": f"Claim {number}", "label": "entailment"}
                file.write(json.dumps(row) + "\n")
    return path


def test_a_set_without_a_licence_is_not_learnt_from(shared: Path) -> None:
    assert {pair.kind for pair in licensed_pairs(shared)} == {"fm2-dev"}
    assert "rte" not in LICENSED


def test_what_is_held_back_is_not_learnt_from(shared: Path) -> None:
    held_back = {pair.premise for pair, held in given_pairs(shared) if held}
    assert held_back
    assert not held_back & {pair.premise for pair in licensed_pairs(shared)}


def test_a_stranger_shares_a_name_and_says_nothing_of_the_claim() -> None:
    pairs = [
        Pair("Old Orlu fell.", "Yesterday Orlu fell.", "entailment", "s"),
        Pair("A mill burnt.", "The mill at Orlu burnt.", "entailment", "s"),
        Pair("Rain came.", "It rained.", "entailment", "s"),
    ]
    made = {(one.premise, one.hypothesis, one.label) for one in strangers(pairs, random.Random(1))}
    assert made == {
        ("A mill burnt.", "Yesterday Orlu fell.", "neutral"),
        ("Old Orlu fell.", "The mill at Orlu burnt.", "neutral"),
    }


def test_a_pair_only_known_as_not_entailed_is_half_of_either() -> None:
    assert shares_of("not_entailment") == [0.0, 0.5, 0.5]
    assert shares_of("neutral") == [0.0, 1.0, 0.0]


def test_the_calibration_finds_which_column_tells() -> None:
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(300, 4))
    truth = rows[:, 2] > 0
    wanted = np.stack([truth, ~truth, np.zeros(300)], axis=1).astype(float)
    weights = fit(rows, wanted, np.ones(300), steps=400)
    hits = (softmax(rows @ weights.T).argmax(1) == 0) == truth
    assert hits.mean() > 0.97
