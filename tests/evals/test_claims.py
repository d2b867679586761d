"""What the measures of checking read: the probe is broad enough, shared rows are read rightly."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals.claims import (
    PROBE,
    check_claims,
    check_rows,
    claim_of,
    is_learnt,
    measured_rows,
    probe_claims,
    probe_pairs,
)
from secondsource.records.story import Kind

FEWEST = 26


@pytest.mark.parametrize("kind", [str(kind) for kind in Kind])
def test_the_probe_has_enough_pairs_of_each_kind_of_conflict(kind: str) -> None:
    assert sum(pair.kind == kind for pair in probe_pairs()) >= FEWEST


def test_both_parts_of_the_probe_have_all_kinds() -> None:
    found = {(pair.part, pair.kind) for pair in probe_pairs()}
    assert found == {(part, str(kind)) for part in PROBE for kind in Kind}


def test_no_claim_of_the_probe_stands_in_it_twice() -> None:
    texts = Counter(text for pair in probe_pairs() for text in (pair.changed, pair.twin))
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_claim_of_the_probe_is_its_premise_word_for_word() -> None:
    copied = [
        text
        for pair in probe_pairs()
        for text in (pair.changed, pair.twin)
        if text.rstrip(".") in pair.premise
    ]
    assert copied == []


def test_of_each_pair_the_changed_claim_comes_before_the_twin() -> None:
    claims = list(probe_claims())
    assert [one.supported for one in claims] == [False, True] * len(probe_pairs())
    assert [one.text for one in claims[:2]] == [probe_pairs()[0].changed, probe_pairs()[0].twin]


def test_partially_supported_counts_as_not_supported() -> None:
    row = {"source": "s", "claim": "A.", "document_sentences": ["One.", "Two."]}
    labels = ("supported", "partially_supported", "not_supported")
    assert [claim_of(row | {"label": label}).supported for label in labels] == [True, False, False]


def test_a_document_in_sentences_is_put_together() -> None:
    row = {"source": "s", "claim": "A.", "document_sentences": ["One.", "Two."], "label": "x"}
    assert claim_of(row).document == "One. Two."


def test_claims_of_one_document_are_in_the_same_half() -> None:
    row = {"source": "s", "document": "Rain fell. It stopped.", "supported": True}
    halves = {claim_of(row | {"claim": claim}).half for claim in ("A.", "B.", "C.", "D.")}
    assert len(halves) == 1


def test_only_summedits_is_sampled(tmp_path: Path) -> None:
    path = _written(tmp_path, "summedits-news", "qags-news")
    claims = list(check_claims(path, per_domain=2))
    assert Counter(one.group for one in claims) == {"summedits-news": 2, "qags-news": 5}


def test_the_sample_is_the_same_each_time(tmp_path: Path) -> None:
    path = _written(tmp_path, "summedits-news")
    assert list(check_claims(path, 3)) == list(check_claims(path, 3))


def test_sets_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    assert list(check_rows(_written(tmp_path, "b", "a"))) == ["a", "b"]


def test_what_a_model_may_learn_from_is_not_measured_on(tmp_path: Path) -> None:
    path = _written(tmp_path, "summedits-ectsum", "summedits-podcast", "qags-xsum")
    assert list(measured_rows(path)) == ["qags-xsum", "summedits-podcast"]


def test_claims_on_one_document_are_all_learnt_from_or_none() -> None:
    for n in range(30):
        row = {"source": "wice-dev", "document_sentences": [f"Text {n}.", "More."]}
        learnt = {is_learnt(row | {"claim": claim}) for claim in ("A.", "B.", "C.")}
        assert len(learnt) == 1


def _written(folder: Path, *sources: str) -> Path:
    rows: list[dict[str, Any]] = [
        {"source": source, "document": f"Text {n}.", "claim": f"Claim {n}.", "supported": n > 2}
        for source in sources
        for n in range(5)
    ]
    path = folder / "check.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path
