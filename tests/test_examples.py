"""The examples are whole, and the gold answers for them point at their own words."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "evals" / "cases").glob("*/gold.json"))
KINDS = {
    "number", "date", "place", "person", "role", "attribution", "outcome", "object", "status",
}  # fmt: skip


def load(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The gold answers of a case, and the text of each of its reports."""
    lines = (path.parent / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    return json.loads(path.read_text(encoding="utf-8")), {r["id"]: r["text"] for r in reports}


def passages(gold: Any) -> list[dict[str, str]]:
    """Every `{report, quote}` anywhere in the gold answers."""
    if isinstance(gold, list):
        return [one for item in gold for one in passages(item)]
    if not isinstance(gold, dict):
        return []
    here = [gold] if "quote" in gold else []
    return here + [one for item in gold.values() for one in passages(item)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_gold_quote_stands_exactly_once_in_its_report(path: Path) -> None:
    gold, texts = load(path)
    found = passages(gold)
    assert found
    assert [p for p in found if texts[p["report"]].count(p["quote"]) != 1] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_gold_conflicts_and_contradictions_have_a_known_kind(path: Path) -> None:
    gold, _ = load(path)
    sentences = gold["draft"]["sentences"]
    wrong = [s for s in sentences if s["verdict"] == "contradicted" and s["kind"] not in KINDS]
    assert wrong == []
    assert {c["kind"] for c in gold["conflicts"]} <= KINDS


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_a_gold_draft_is_its_sentences(path: Path) -> None:
    gold, _ = load(path)
    assert gold["draft"]["text"] == " ".join(s["text"] for s in gold["draft"]["sentences"])


def test_two_cases_have_gold_answers_and_their_conflicts_cover_every_kind() -> None:
    kinds = {c["kind"] for path in CASES for c in load(path)[0]["conflicts"]}
    assert len(CASES) >= 2
    assert kinds == KINDS


def test_the_careless_draft_of_the_example_is_the_one_with_gold_answers() -> None:
    gold, _ = load(ROOT / "evals/cases/halifax-aid/gold.json")
    draft = (ROOT / "drafts/halifax-aid.txt").read_text(encoding="utf-8")
    assert draft.split() == gold["draft"]["text"].split()
