"""Figures and times: whether anything in the reports fits one of a draft."""

import pytest

from secondsource.records.layers import QUANTITIES, TIMES
from secondsource.stages.check.values import Values
from tests.build import annotated

REPORT = annotated(
    "The bridge cost $40 million and is 12 km long. On 14 October 2025, 38,412 people crossed it, "
    "among them a 29-year-old baker."
)


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        ("It cost $40 million.", None),
        ("It is seven and a half miles long.", None),
        ("About 38,000 people crossed the bridge in October.", None),
        ("A man of 29 crossed it on Tuesday.", None),
        ("One man crossed it.", None),
        ("It cost $60 million.", "$60 million"),
        ("People have crossed it since 2019.", "2019"),
        ("It was crossed by 9 bakers.", "9 bakers"),
    ],
)
def test_a_figure_or_time_is_missing_if_nothing_fits_it(draft: str, missing: str | None) -> None:
    values = Values(REPORT.get(QUANTITIES), REPORT.get(TIMES))
    asked = annotated(draft)
    found = values.missing(asked.get(QUANTITIES), asked.get(TIMES))
    assert (found.within(draft) if found else None) == missing
