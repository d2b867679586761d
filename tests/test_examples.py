"""The examples are whole, their gold answers point at them, and a desk reads them right."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import secondsource
from secondsource.desk import Desk
from secondsource.records.brief import Account, BriefAnswer, Section
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Verdict
from secondsource.records.story import Kind

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "evals").glob("*/*/gold.json"))
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


@pytest.fixture(scope="module")
def desk() -> Desk:
    return secondsource.open_desk()


@pytest.fixture(scope="module")
def answer(desk: Desk) -> BriefAnswer:
    reports, set_aside = desk.open([ROOT / "examples"])
    assert set_aside == []
    return desk.brief(reports)


@pytest.fixture(scope="module")
def checked(desk: Desk) -> CheckAnswer:
    reports, _ = desk.open([ROOT / "examples" / "halifax-aid"])
    draft = (ROOT / "drafts/halifax-aid.txt").read_text(encoding="utf-8")
    return desk.check(draft, against=reports)


def outlets(account: Account, report_ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset(report.outlet for report in account.reports if report.id in report_ids)


def cited(account: Account) -> Iterator[Passage]:
    """Every passage that an account leads to."""
    yield from (claim.said_in for claim in account.alignment.claims)
    yield from (passage for line in account.brief.lines for passage in line.cites)
    yield from (said.passage for said in account.quotes)
    yield from (figure.passage for figure in account.figures)
    yield from (passage for moment in account.timeline for passage in moment.cites)


def verdict(checked: CheckAnswer, beginning: str) -> tuple[Verdict, Kind | None]:
    """The verdict on the sentence of the draft that begins so."""
    (found,) = (
        finding
        for finding in checked.findings
        if checked.draft[finding.start : finding.end].startswith(beginning)
    )
    return found.verdict, found.kind


def test_fifteen_example_reports_tell_three_stories_of_five(answer: BriefAnswer) -> None:
    assert [len(account.reports) for account in answer.stories] == [5, 5, 5]


def test_reprints_and_relays_of_the_examples_are_no_second_source(answer: BriefAnswer) -> None:
    shared = {
        outlets(account, origin.report_ids)
        for account in answer.stories
        for origin in account.alignment.origins
        if len(origin.report_ids) > 1
    }
    assert shared == {
        frozenset({"Continental Wire", "Prairie Observer"}),
        frozenset({"The Thames Gazette", "Dniester Monitor"}),
        frozenset({"Danube Newswire", "The Clyde Messenger"}),
        frozenset({"Tiszamenti Hírnök", "Pannonia Brief"}),
        frozenset({"Iberian News Service", "Costa Sentinel"}),
        frozenset({"The Meridian Review", "Lawdesk Europe"}),
    }


def test_everything_in_a_brief_rests_on_characters_of_its_reports(answer: BriefAnswer) -> None:
    for account in answer.stories:
        texts = {report.id: report.text for report in account.reports}
        passages = list(cited(account))
        assert passages
        assert [p for p in passages if not p.span.within(texts[p.report_id]).strip()] == []
        assert [line for line in account.brief.lines if not line.cites] == []


def test_the_cases_have_the_texts_of_the_examples(answer: BriefAnswer) -> None:
    read = {report.text.strip() for account in answer.stories for report in account.reports}
    cases = [
        ROOT / "evals/cases" / name / "gold.json" for name in ("halifax-aid", "karcsafured-fire")
    ]
    assert {text for path in cases for text in load(path)[1].values()} <= read


def test_a_president_in_office_is_not_former(checked: CheckAnswer) -> None:
    assert verdict(checked, "Former US President") == (Verdict.CONTRADICTED, Kind.ROLE)


def test_a_predecessor_did_not_impose_this_months_sanctions(checked: CheckAnswer) -> None:
    assert verdict(checked, "The package follows") == (Verdict.CONTRADICTED, Kind.PERSON)


def test_missiles_against_aircraft_are_not_long_range_missiles(checked: CheckAnswer) -> None:
    assert verdict(checked, "Moldova will receive") == (Verdict.CONTRADICTED, Kind.OBJECT)


def test_sources_without_a_name_are_not_found(checked: CheckAnswer) -> None:
    assert verdict(checked, "Related Sources") == (Verdict.NOT_FOUND, None)


@pytest.mark.parametrize(
    ("words", "denied_by"),
    [
        ("acquitted of all charges", "The Meridian Review"),
        ("alarm was raised by a night watchman", "The Daily Trumpet"),
    ],
)
def test_a_report_that_says_otherwise_confirms_nothing(
    answer: BriefAnswer, words: str, denied_by: str
) -> None:
    citing = {
        report.outlet
        for account in answer.stories
        for line in account.brief.lines
        if line.section is Section.CONFIRMED and words in line.text
        for passage in line.cites
        for report in account.reports
        if report.id == passage.report_id
    }
    assert denied_by not in citing
