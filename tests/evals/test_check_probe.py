"""How the probe is counted, and that what `check` reaches on it does not fall unseen."""

from collections.abc import Mapping

import pytest

from evals.check_probe import JudgedPair, measure, rows_of, wrong
from evals.claims import ProbePair
from evals.judged import Judged
from evals.table import Row, with_target
from secondsource.records.finding import Verdict
from secondsource.records.story import Kind

FLOORS = ("right, first part", "right, second part", "twin contradicted")
SUPPORTED = Judged(Verdict.SUPPORTED, frozenset())
NOT_FOUND = Judged(Verdict.NOT_FOUND, frozenset())
WRONG_NUMBER = Judged(Verdict.CONTRADICTED, frozenset({Kind.NUMBER}))


@pytest.fixture(scope="module")
def measured() -> Mapping[str, Row]:
    return {row.measure: with_target(row) for row in measure()}


@pytest.mark.parametrize("name", FLOORS)
def test_check_on_the_probe_keeps_its_floor(measured: Mapping[str, Row], name: str) -> None:
    row = measured[f"check probe {name}"]
    assert row.reached, f"{row.value:.3f} against a floor of {row.target}"


def test_both_claims_of_a_pair_count() -> None:
    found = [_pair("number", WRONG_NUMBER, SUPPORTED), _pair("number", SUPPORTED, SUPPORTED)]
    assert _values(found)["right"] == 0.75


def test_the_worst_kind_is_named() -> None:
    found = [_pair("date", SUPPORTED, SUPPORTED), _pair("number", WRONG_NUMBER, SUPPORTED)]
    row = next(row for row in rows_of(found) if row.measure == "check probe worst kind")
    assert (row.value, row.note) == (0.5, "date")


def test_a_changed_claim_that_is_not_found_is_right_but_not_contradicted() -> None:
    values = _values([_pair("number", NOT_FOUND, SUPPORTED)])
    assert values["right"] == 1
    assert values["contradicted, right kind"] == 0


def test_a_contradiction_of_another_kind_is_right_but_not_of_the_right_kind() -> None:
    values = _values([_pair("date", WRONG_NUMBER, SUPPORTED)])
    assert values["changed not supported"] == 1
    assert values["contradicted, right kind"] == 0


def test_a_twin_called_contradicted_is_a_false_alarm() -> None:
    values = _values([_pair("number", WRONG_NUMBER, WRONG_NUMBER)])
    assert values["twin contradicted"] == 1


def test_the_parts_of_the_probe_are_told_apart() -> None:
    found = [
        _pair("number", WRONG_NUMBER, SUPPORTED, part="first"),
        _pair("number", SUPPORTED, NOT_FOUND, part="second"),
    ]
    values = _values(found)
    assert (values["right, first part"], values["right, second part"]) == (1, 0)


def test_each_wrong_verdict_is_listed_with_what_it_was() -> None:
    lines = list(wrong([_pair("number", SUPPORTED, WRONG_NUMBER)]))
    assert lines == [
        "number, first part: changed, but supported: Nine.\n  by: Ten.",
        "number, first part: harmless, but contradicted number: 10.\n  by: Ten.",
    ]


def _pair(kind: str, changed: Judged, twin: Judged, part: str = "first") -> JudgedPair:
    return JudgedPair(ProbePair(part, kind, "Ten.", "Nine.", "10."), changed, twin)


def _values(found: list[JudgedPair]) -> dict[str, float]:
    return {row.measure.removeprefix("check probe "): row.value for row in rows_of(found)}
