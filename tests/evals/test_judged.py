"""A claim checked through a desk."""

import pytest

from evals.judged import judged
from secondsource import open_desk
from secondsource.desk import Desk
from secondsource.records.finding import Verdict
from secondsource.records.story import Kind

TEXT = "The harbour of Ostrel was closed on Monday after 14 boats had broken loose."


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


def test_a_claim_in_the_words_of_the_document_is_supported(desk: Desk) -> None:
    assert judged(desk, TEXT, "The harbour of Ostrel was closed on Monday.").supported


def test_a_claim_with_another_figure_is_contradicted_for_its_number(desk: Desk) -> None:
    found = judged(desk, TEXT, "The harbour of Ostrel was closed after 40 boats had broken loose.")
    assert found.verdict is Verdict.CONTRADICTED
    assert found.kinds == {Kind.NUMBER}


def test_a_claim_is_as_good_as_its_worst_sentence(desk: Desk) -> None:
    claim = "The harbour of Ostrel was closed on Monday. A choir sang in Vienna."
    assert judged(desk, TEXT, claim).verdict is Verdict.NOT_FOUND


def test_a_document_without_text_is_not_passed_over(desk: Desk) -> None:
    with pytest.raises(ValueError, match="has no text"):
        judged(desk, " ", "The harbour was closed.")
