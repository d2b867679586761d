"""Quality on our own cases must not fall unseen; the full measure is `python -m evals`."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from evals.grouping import b_cubed
from evals.own_cases import measure_own_cases
from evals.table import Row, as_markdown, keep_record, with_target

FLOORS = (
    "grouped as one story",
    "conflict f1",
    "trap called conflict",
    "agree recall",
    "quote recall",
    "quote speaker accuracy",
    "figure recall",
    "origin f1",
    "lines cited",
    "check macro f1",
    "check evidence hit",
)


@pytest.fixture(scope="module")
def rows() -> Mapping[str, Row]:
    return {row.measure: with_target(row) for row in measure_own_cases()}


@pytest.mark.parametrize("measure", FLOORS)
def test_quality_on_our_own_cases_keeps_its_floor(rows: Mapping[str, Row], measure: str) -> None:
    row = rows[f"own cases {measure}"]
    assert row.reached, f"{row.value:.3f} against a floor of {row.target}"


def test_b_cubed_is_one_for_the_same_partition_under_other_names() -> None:
    score = b_cubed({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "y"})
    assert (score.precision, score.recall, score.f1) == (1, 1, 1)


def test_b_cubed_of_one_story_for_all_has_full_recall_and_little_precision() -> None:
    score = b_cubed({"a": "1", "b": "1", "c": "2"}, dict.fromkeys("abc", "x"))
    assert score.recall == 1
    assert score.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_a_row_is_reached_at_its_target_and_missed_beyond() -> None:
    assert Row("m", 0.9, 0.9).reached
    assert not Row("m", 0.8, 0.9).reached
    assert Row("m", 0.1, 0.2, higher_is_better=False).reached
    assert Row("m", 0.5).reached is None


def test_a_target_comes_from_the_file_of_thresholds_unless_the_row_brings_one() -> None:
    assert with_target(Row("desk quote recall", 0.5)).target == 0.95
    assert not with_target(Row("desk bad spans", 0)).higher_is_better
    assert with_target(Row("desk quote recall", 0.5, 0.1)).target == 0.1


def test_the_newest_record_stands_first(tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    for on in ("old data", "new data"):
        keep_record(path, heading="# Quality\n", on=on, rows=[Row("m", 0.5, 0.4)])
    text = path.read_text(encoding="utf-8")
    assert text.count("# Quality\n") == 1
    assert text.index("new data") < text.index("old data")
    assert as_markdown([Row("m", 0.5, 0.4)]) in text
