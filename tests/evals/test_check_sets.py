"""How claims that others judged are sampled and counted."""

import gzip
import json
from pathlib import Path

import pytest

from evals.check_sets import Outcome, measure, outcome_of, rows_of, sampled
from evals.claims import CHECK, Claim
from secondsource import open_desk

DOCUMENT = "The ferry Amarel ran aground off Tolve on Friday. Its captain, Jon Reeve, was unhurt."


def test_a_sample_has_as_many_supported_claims_as_others() -> None:
    claims = [_claim(n, supported=n % 5 == 0) for n in range(50)]
    assert sum(one.supported for one in sampled(claims, 10)) == 5


def test_a_sample_takes_what_there_is_where_a_class_is_small() -> None:
    claims = [_claim(n, supported=n == 0) for n in range(50)]
    assert len(sampled(claims, 10)) == 6


def test_a_sample_is_the_same_each_time() -> None:
    claims = [_claim(n, supported=n % 2 == 0) for n in range(50)]
    assert sampled(claims, 10) == sampled(claims, 10)


def test_without_a_number_every_claim_is_taken() -> None:
    claims = [_claim(n, supported=n > 0) for n in range(50)]
    assert len(sampled(claims, None)) == 50


def test_claims_on_one_document_stand_together() -> None:
    claims = [_claim(n, supported=True, document=f"Text {n % 2}.") for n in range(6)]
    assert [one.document for one in sampled(claims, None)] == ["Text 0."] * 3 + ["Text 1."] * 3


def test_an_outcome_has_the_recall_of_each_class() -> None:
    claims = [
        _claim(0, supported=True, text="The ferry Amarel ran aground off Tolve."),
        _claim(1, supported=True, text="A goat won the lottery."),
        _claim(2, supported=False, text="A choir sang in Vienna."),
    ]
    outcome = outcome_of(claims, open_desk())
    assert (outcome.supported, outcome.others, outcome.accuracy) == (0.5, 1, 0.75)


def test_the_domains_of_summedits_are_one_row() -> None:
    outcomes = {
        "summedits-mail": Outcome(0.5, 0.5, 0.5, 10),
        "summedits-talk": Outcome(0.7, 0.7, 0.7, 10),
        "wice-dev": Outcome(0.8, 0.9, 0.7, 20),
    }
    found = {row.measure: row.value for row in rows_of(outcomes)}
    assert found == {"check sets summedits": pytest.approx(0.6), "check sets wice-dev": 0.8}


def test_without_the_shared_data_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert measure(tmp_path) == ()


def test_each_set_of_the_shared_claims_is_measured(tmp_path: Path) -> None:
    rows = [
        {"source": source, "document": DOCUMENT, "claim": claim, "supported": supported}
        for source in ("qags-news", "summedits-news")
        for claim, supported in (
            ("The ferry Amarel ran aground off Tolve.", True),
            ("A choir sang in Vienna.", False),
        )
    ]
    path = tmp_path / CHECK
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    found = {row.measure: row.value for row in measure(tmp_path)}
    assert found == {"check sets summedits": 1, "check sets qags-news": 1}


def _claim(n: int, *, supported: bool, text: str = "", document: str = DOCUMENT) -> Claim:
    return Claim("set", 0, supported, text or f"Claim {n}.", document)
