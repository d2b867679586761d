"""The figures of a scorer, from its scores."""

from pathlib import Path

import numpy as np
import pytest

from evals.balanced import Scored
from evals.claims import Claim, probe_claims
from evals.entailment import measure, rows_of


def test_without_the_shared_data_the_probe_is_measured_alone(tmp_path: Path) -> None:
    names = [row.measure for row in measure(tmp_path)]
    assert names == ["entailment probe right, lexical", "entailment probe ranked, lexical"]


def test_a_scorer_that_knows_the_truth_is_right_everywhere() -> None:
    claims = [*probe_claims(), *_claims("summedits-a", "summedits-b", "wice-dev")]
    scored = Scored("knowing", np.array([float(one.supported) for one in claims]))
    assert {row.measure: row.value for row in rows_of(scored, claims)} == {
        "entailment probe right, knowing": 1,
        "entailment probe ranked, knowing": 1,
        "entailment summedits, knowing": 1,
        "entailment wice-dev, knowing": 1,
    }


def test_a_threshold_of_ones_own_counts_as_it_stands() -> None:
    claims = [*probe_claims(), *_claims("wice-dev")]
    scored = Scored("proud", np.array([one.supported + 1.0 for one in claims]), threshold=1)
    values = [row.value for row in rows_of(scored, claims)]
    assert values == pytest.approx([0.5, 1, 0.5])


def _claims(*groups: str) -> list[Claim]:
    return [Claim(g, n // 2, n % 2 == 0, f"Claim {n}.", "Text.") for g in groups for n in range(4)]
