"""Thresholds are set on other data than they score."""

import numpy as np
import pytest

from evals.balanced import across_domains, balanced, best_threshold, said_across_halves

TRUTH = np.array([True, True, False, False])


def test_balanced_accuracy_is_the_mean_of_the_two_recalls() -> None:
    assert balanced(TRUTH, np.array([True, False, False, False])) == pytest.approx(0.75)


def test_balanced_accuracy_is_no_better_for_guessing_the_larger_class() -> None:
    truth = np.array([True] * 9 + [False])
    assert balanced(truth, np.ones(10, dtype=bool)) == 0.5


def test_balanced_accuracy_of_one_class_alone_is_a_half() -> None:
    assert balanced(np.array([True, True]), np.array([True, True])) == 0.5


def test_the_best_threshold_parts_true_from_false() -> None:
    found = np.array([0.9, 0.8, 0.3, 0.2])
    limit = best_threshold(lambda at: balanced(TRUTH, found >= at), found)
    assert balanced(TRUTH, found >= limit) == 1


def test_a_half_is_scored_at_the_threshold_of_the_other() -> None:
    truth = np.array([True, False, True, False])
    half = np.array([0, 0, 1, 1])
    found = np.array([0.9, 0.6, 0.4, 0.1])
    said = said_across_halves(truth, half, found)
    assert said.tolist() == [True, True, False, False]


def test_a_threshold_of_ones_own_is_taken_as_it_stands() -> None:
    found = np.array([0.9, 0.6, 0.4, 0.1])
    said = said_across_halves(TRUTH, np.array([0, 0, 1, 1]), found, 0.5)
    assert said.tolist() == [True, True, False, False]


def test_a_domain_is_scored_at_the_threshold_best_for_the_others() -> None:
    easy = (TRUTH, np.array([0.9, 0.8, 0.3, 0.2]))
    shifted = (TRUTH, np.array([0.3, 0.25, 0.1, 0.1]))
    values = across_domains({"one": easy, "other": shifted})
    assert values["other"] == 0.5


def test_domains_at_a_threshold_of_ones_own_do_not_look_at_each_other() -> None:
    values = across_domains({"one": (TRUTH, np.array([0.9, 0.8, 0.3, 0.2]))}, 0.5)
    assert values == {"one": 1}
