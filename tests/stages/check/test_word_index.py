"""An inverted index: what a bag of words shares with each of many."""

from secondsource.stages.check.word_index import WordIndex

BAGS = [frozenset({"mill", "fire"}), frozenset({"mill"}), frozenset({"river"}), frozenset[str]()]


def test_the_weights_of_shared_words_add_up_for_each_bag() -> None:
    shared = WordIndex(BAGS).shared({"mill": 1.0, "fire": 0.5})

    assert shared.tolist() == [1.5, 1.0, 0.0, 0.0]


def test_a_word_of_no_bag_counts_nowhere() -> None:
    assert WordIndex(BAGS).shared({"harbour": 2.0}).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_an_index_of_nothing_answers_nothing() -> None:
    assert WordIndex([]).shared({"mill": 1.0}).tolist() == []


def test_equal_bags_get_the_very_same_sum_in_whatever_order_the_words_are_given() -> None:
    words = [f"word{k}" for k in range(40)]
    weights = {word: 0.1 + k / 7 for k, word in enumerate(words)}
    index = WordIndex([frozenset(words)])

    backwards = dict(reversed(weights.items()))

    assert index.shared(weights).tolist() == index.shared(backwards).tolist()
