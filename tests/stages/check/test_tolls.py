"""More victims than any report counts."""

import pytest

from secondsource.records.finding import Verdict
from secondsource.records.story import Kind
from tests.build import annotated
from tests.stages.check.checking import check

SINKING = (
    "The ferry went down off Brask on Monday with 61 people on board. Fourteen people died. "
    "Seventeen were hurt as the boat struck the rocks, a doctor of 52 among them."
)


@pytest.mark.parametrize(
    "sentence", ["Sixteen people lost their lives.", "Seventy people were injured."]
)
def test_more_than_any_report_counts_is_contradicted(sentence: str) -> None:
    (finding,) = check(sentence, annotated(SINKING))
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.NUMBER)


@pytest.mark.parametrize(
    "sentence", ["Fourteen people lost their lives.", "More than a dozen people died."]
)
def test_a_toll_that_a_report_reaches_is_not(sentence: str) -> None:
    (finding,) = check(sentence, annotated(SINKING))
    assert finding.verdict is not Verdict.CONTRADICTED
