from collections.abc import Sequence

import pytest

from secondsource.errors import BadConfig
from secondsource.records.report import Report
from secondsource.run.local import read_all
from tests.build import report


def lengths(reports: Sequence[Report]) -> list[int]:
    """Reads by counting characters; a text of stars cannot be read."""
    if any(one.text.startswith("*") for one in reports):
        raise RuntimeError("stars")
    return [len(one.text) for one in reports]


def test_reports_are_read_together_in_order() -> None:
    assert read_all([report("one"), report("three")], lengths) == ([3, 5], [])


def test_a_report_that_fails_is_set_aside_by_its_name_and_the_rest_is_read() -> None:
    done, (aside,) = read_all([report("one"), report("**", ref="b"), report("three")], lengths)
    assert done == [3, 5]
    assert aside.input == "b"
    assert "RuntimeError: stars" in aside.reason


def test_a_fault_of_the_installation_is_not_blamed_on_reports() -> None:
    def read(reports: Sequence[Report]) -> list[int]:
        raise BadConfig("no model is installed")

    with pytest.raises(BadConfig, match="no model"):
        read_all([report("one")], read)
