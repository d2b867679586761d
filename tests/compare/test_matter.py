"""Which statements of two reports speak to the same matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.matter import matters, word_vectors
from tests.build import encoder
from tests.compare.pairs import pairs, said

BAGS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=5), max_size=8)


@given(BAGS)
def test_every_bag_of_words_gets_a_row_no_longer_than_one(bags: list[frozenset[str]]) -> None:
    rows = word_vectors(bags)
    assert len(rows) == len(bags)
    assert (np.linalg.norm(rows, axis=1) <= 1 + 1e-5).all()


def test_bags_with_nothing_in_common_have_no_likeness() -> None:
    one, other = word_vectors([frozenset({"harbour"}), frozenset({"train"})])
    assert one @ other == 0


def test_a_rare_word_in_common_counts_more_than_one_that_all_have() -> None:
    rows = word_vectors([frozenset({"train", "glacier"}), frozenset({"train", "glacier"}),
                         frozenset({"train", "mayor"}), frozenset({"train", "storm"})])  # fmt: skip
    assert rows[0] @ rows[1] > rows[2] @ rows[3]


def test_no_statements_speak_to_nothing() -> None:
    assert list(matters([], encoder())) == []


def test_statements_of_one_report_are_never_paired() -> None:
    found = said("The dam leaked for three days. The dam leaked for four days.")
    assert list(matters(found, encoder())) == []


def test_the_best_match_is_the_statement_about_the_same_thing() -> None:
    first = "The storm damaged the harbour wall. The council raised the parking fees."
    second = "Parking fees were raised by the council. The harbour wall was damaged in the storm."
    best = {a.words(a.clause): b.words(b.clause) for a, b, m in pairs(first, second) if m.mutual}
    assert {frozenset(pair) for pair in best.items()} == {
        frozenset({"The storm damaged the harbour wall",
                   "The harbour wall was damaged in the storm"}),
        frozenset({"The council raised the parking fees",
                   "Parking fees were raised by the council"}),
    }  # fmt: skip


def test_unrelated_statements_speak_to_no_common_matter() -> None:
    assert pairs("The storm damaged the harbour wall.", "Scientists sequenced a fern genome.") == []


def test_a_telling_figure_in_common_brings_statements_together() -> None:
    text = "Voters backed the plan with 6,150 signatures."
    ((*_, same),) = pairs(text, "Some 6,150 signatures were gathered for the plan.")
    ((*_, other),) = pairs(text, "Some 4,270 signatures were gathered for the plan.")
    assert same.score > other.score
