import numpy as np
import pytest

from secondsource.stages.group.skim import IN_FIGURES, body_of, first_sentence, opening_of, skim
from secondsource.stages.group.spelt import unpacked
from tests.build import PUBLISHED, report

NO_VECTOR = np.zeros(3, dtype=np.float32)


def test_weights_have_length_one() -> None:
    skimmed = skim(report("Two tugs were sent from Mollerhamn.", title="Tugs sent"), NO_VECTOR)
    lengths = np.linalg.norm(skimmed.weights[:, :IN_FIGURES], axis=0)
    assert lengths == pytest.approx([1, 1, 1])


def test_a_title_that_opens_the_text_is_not_read_twice() -> None:
    told = report("Tugs sent\n\nTwo tugs left.", title="Tugs sent")
    assert body_of(told).strip() == "Two tugs left."
    assert opening_of(told) == "Tugs sent. Two tugs left."


def test_names_are_runs_of_capitals_not_words_that_open_a_sentence() -> None:
    text = "Police spoke to Anna de Boer on Monday. They left. The Ministry of Health kept quiet."
    assert unpacked(skim(report(text), NO_VECTOR).text).names == (
        "Anna de Boer",
        "The Ministry of Health",
    )


def test_days_of_title_and_opening_are_kept() -> None:
    told = report("They met on Tuesday.", title="Talks set for Monday")
    assert skim(told, NO_VECTOR).days == 0b11


def test_figures_are_weighed_apart() -> None:
    skimmed = skim(report("All 214 of them, 11 hurt"), NO_VECTOR)
    told = unpacked(skimmed.text).words
    figures = np.flatnonzero(skimmed.weights[:, IN_FIGURES])
    assert {told[i] for i in figures} == {"214", "11"}


def test_a_report_without_words_has_no_weights() -> None:
    assert skim(report("…"), NO_VECTOR).weights.shape == (0, 5)


def test_the_first_sentence_is_put_on_one_line() -> None:
    assert first_sentence("It\nran aground. Nobody knew.") == "It ran aground."
    assert first_sentence("no full stop") == "no full stop"


def test_an_undated_report_is_seen_when_it_was_fetched() -> None:
    skimmed = skim(report("Tugs.", published=None, fetched=PUBLISHED), NO_VECTOR)
    assert (skimmed.published, skimmed.seen) == (None, PUBLISHED)


def test_the_same_word_has_the_same_number_in_any_report() -> None:
    a, b = (skim(report(text), NO_VECTOR) for text in ("Tugs left Mollerhamn", "Three tugs came"))
    assert len(set(a.numbers.tolist()) & set(b.numbers.tolist())) == 1
