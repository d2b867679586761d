import math

import numpy as np
import pytest

from secondsource.stages.group.skim import body_of, first_sentence, opening_of, skim
from tests.build import report

NO_VECTOR = np.zeros(3, dtype=np.float32)


def test_weights_have_length_one() -> None:
    skimmed = skim(report("Two tugs were sent from Mollerhamn.", title="Tugs sent"), NO_VECTOR)
    assert math.hypot(*skimmed.words.values()) == pytest.approx(1)


def test_a_title_that_opens_the_text_is_not_read_twice() -> None:
    told = report("Tugs sent\n\nTwo tugs left.", title="Tugs sent")
    assert body_of(told).strip() == "Two tugs left."
    assert opening_of(told) == "Tugs sent. Two tugs left."


def test_names_are_runs_of_capitals_not_words_that_open_a_sentence() -> None:
    text = "Police spoke to Anna de Boer on Monday. They left. The Ministry of Health kept quiet."
    assert skim(report(text), NO_VECTOR).names == ("Anna de Boer", "The Ministry of Health")


def test_days_of_title_and_opening_are_kept() -> None:
    told = report("They met on Tuesday.", title="Talks set for Monday")
    assert skim(told, NO_VECTOR).days == {"monday", "tuesday"}


def test_figures_are_weighed_apart() -> None:
    assert set(skim(report("All 214 of them, 11 hurt"), NO_VECTOR).figures) == {"214", "11"}


def test_a_report_without_words_has_no_weights() -> None:
    assert skim(report("…"), NO_VECTOR).words == {}


def test_the_first_sentence_is_put_on_one_line() -> None:
    assert first_sentence("It\nran aground. Nobody knew.") == "It ran aground."
    assert first_sentence("no full stop") == "no full stop"
