"""`--fail-on`: the words that it takes, and what `check` then ends with 1 for."""

from dataclasses import replace

import pytest
import typer

from secondsource.cli.fail_on import DEFAULT, fails, reasons_to_fail
from secondsource.records.finding import Part, Verdict
from secondsource.records.story import Kind
from tests.cli.build_accounts import check_answer

SUPPORTED, CONTRADICTED, NOT_FOUND = check_answer().findings  # the second is contested too


@pytest.mark.parametrize(
    ("values", "on"),
    [
        (DEFAULT, {"contradicted", "not_found"}),
        (["contradicted,not_found"], {"contradicted", "not_found"}),
        (["contradicted", "contested"], {"contradicted", "contested"}),
        (["contradicted, contested"], {"contradicted", "contested"}),
        (["not-found"], {"not_found"}),
        (["none"], set()),
    ],
)
def test_words_come_with_commas_or_one_by_one(values: list[str], on: set[str]) -> None:
    assert reasons_to_fail(values) == on


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("supported", "'supported' is not known; choose from contradicted, not_found, contested"),
        ("", "'' is not known"),
        ("contradicted,", "'' is not known"),
        ("none,contested", "none means never to fail"),
    ],
)
def test_another_word_is_refused_with_those_that_there_are(value: str, says: str) -> None:
    with pytest.raises(typer.BadParameter, match=says):
        reasons_to_fail([value])


@pytest.mark.parametrize(
    ("on", "failing"),
    [
        ("contradicted", [False, True, False]),
        ("not_found", [False, False, True]),
        ("contested", [False, True, False]),
        ("none", [False, False, False]),
    ],
)
def test_a_finding_fails_for_its_verdict_and_for_being_contested(
    on: str, failing: list[bool]
) -> None:
    reasons = reasons_to_fail([on])
    found = (SUPPORTED, CONTRADICTED, NOT_FOUND)
    assert [fails([finding], reasons) for finding in found] == failing


def test_a_part_that_is_not_found_counts_in_a_sentence_that_is_contradicted() -> None:
    part = Part(0, 5, Verdict.NOT_FOUND, None, False, (), (), (), "")
    other = Part(6, 9, Verdict.CONTRADICTED, Kind.NUMBER, False, (), (), (), "")
    finding = replace(CONTRADICTED, parts=(part, other))
    assert fails([finding], reasons_to_fail(["not_found"]))
