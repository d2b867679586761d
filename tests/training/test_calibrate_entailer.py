"""How the constants of the lexical entailer are found."""

import json

import numpy as np
import pytest

from secondsource.models.lexical_entailer import DATA, FEATURES
from training.calibrate_entailer import LABELS, Row, balanced, fit, overlap, softmax, strangers


def test_the_shipped_constants_belong_to_the_features_of_the_code() -> None:
    shipped = json.loads((DATA / "constants.json").read_bytes())
    assert tuple(shipped["features"]) == FEATURES
    assert np.shape(shipped["weights"]) == (len(LABELS), len(FEATURES))


def test_overlap_is_the_share_of_the_hypothesis() -> None:
    assert overlap("The dam broke.", "The dam held firm") == pytest.approx(0.5)


def test_balanced_accuracy_does_not_reward_the_common_answer() -> None:
    wanted = np.array([True, False, False, False])
    assert balanced(wanted, np.zeros(4, dtype=bool)) == 0.5


def test_a_strangers_premise_shares_a_name_and_is_another_claims() -> None:
    pairs = [
        {"premise": "Old Orlu fell.", "hypothesis": "Yesterday Orlu fell."},
        {"premise": "A mill burnt.", "hypothesis": "The mill at Orlu burnt."},
        {"premise": "Rain came.", "hypothesis": "It rained."},
    ]
    made = strangers(pairs)
    assert {(pair["premise"], pair["hypothesis"]) for pair in made} == {
        ("A mill burnt.", "Yesterday Orlu fell."),
        ("Old Orlu fell.", "The mill at Orlu burnt."),
    }


def test_fitting_finds_what_tells_the_labels_apart() -> None:
    rows: list[Row] = []
    for place, label in enumerate(LABELS):
        row = np.zeros(len(FEATURES))
        row[[0, place + 1]] = 1
        rows += [(row, label, 0.0)] * 5
    shares = softmax(np.stack([row for row, _, _ in rows]) @ fit(rows).T)
    assert [LABELS[at] for at in shares.argmax(axis=1)] == [label for _, label, _ in rows]
