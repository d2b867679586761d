"""The views for review tools: SARIF 2.1.0, and the workflow commands of GitHub."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import (  # type: ignore[import-untyped]
    StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog,
)

from secondsource.codec import to_text
from secondsource.export.sarif import RULES, sarif
from secondsource.export.workflow import workflow_commands
from secondsource.records.annotation import annotations
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Verdict
from secondsource.records.report import Report
from secondsource.records.review import Remark, RemarkState
from secondsource.records.story import Kind
from tests.build import PUBLISHED
from tests.cli.build_accounts import ASIDE, DRAFT, check_answer, parted_answer

HOSTILE = Report.from_text(
    "100%\n::error::gone](http://bad.example) [click](http://bad.example)\\", outlet="A, B: C%0A"
)


def run(answer: CheckAnswer | None = None, draft: str = "draft.txt") -> Any:
    """The one run of a log, as a reader of the file gets it."""
    (one,) = json.loads(to_text(sarif(answer or check_answer(), draft)))["runs"]
    return one


def hostile() -> CheckAnswer:
    """A contradiction whose evidence tries to be more than text."""
    finding = replace(
        check_answer().findings[1], evidence=(Passage(HOSTILE.id, 0, len(HOSTILE.text)),)
    )
    return CheckAnswer(DRAFT, (finding,), (HOSTILE,), (), ())


@pytest.mark.parametrize("answer", [check_answer(ASIDE), hostile()], ids=["plain", "hostile"])
def test_a_log_is_what_the_schema_of_sarif_allows(answer: CheckAnswer) -> None:
    # Made from the schema of the standard: refuses fields and values that it does not know.
    assert SarifLog.model_validate(sarif(answer, "draft.txt")).runs[0].results


def test_a_log_names_its_version_and_its_tool() -> None:
    log = sarif(check_answer(), "draft.txt")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert run()["tool"]["driver"]["name"] == "Second Source"


def test_a_result_stands_at_the_words_of_the_draft() -> None:
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run()["results"]]
    words = [DRAFT[r["startColumn"] - 1 : r["endColumn"] - 1] for r in regions]
    assert words == ["Nine cars fell into the river.", "The mayor has resigned."]
    assert run()["columnKind"] == "unicodeCodePoints"


def test_every_result_refers_to_a_rule_of_the_log() -> None:
    rules = run()["tool"]["driver"]["rules"]
    for one in run()["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


@pytest.mark.parametrize("kind", Kind)
def test_there_is_a_rule_for_every_kind_of_contradiction(kind: Kind) -> None:
    finding = replace(check_answer().findings[1], kind=kind)
    (one,) = annotations(replace(check_answer(), findings=(finding,)))
    assert one.rule in RULES
    assert RULES[one.rule][0] is one.level


def test_a_message_says_what_is_wrong_and_quotes_the_evidence() -> None:
    assert run()["results"][0]["message"]["text"].splitlines() == [
        "Contradicted (number), contested among the reports: the draft says 9 cars, the reports "
        "say 3 or 5",
        "Ansel Courier: “Three cars fell into the Ansel”",
        "Meridian Wire: “Five cars plunged into the river”",
    ]


def test_what_is_only_nearest_or_against_is_called_so() -> None:
    _, contested, unsaid = [one["message"]["text"] for one in run(parted_answer())["results"]]
    assert contested.splitlines()[1:] == [
        "Ansel Courier: “Ilse Brandt, the harbour master”",
        "but Meridian Wire: “Deputy harbour master Ilse Brandt”",
    ]
    assert unsaid.splitlines()[1:] == [
        "nearest in The Lowland Post: “We will rebuild it within a year.”"
    ]


def test_the_evidence_is_there_to_be_read_by_a_program() -> None:
    first = run()["results"][0]["properties"]["evidence"][0]
    assert (first["outlet"], first["text"]) == ("Ansel Courier", "Three cars fell into the Ansel")
    assert (first["line"], first["column"]) == (3, 1)


def test_every_location_is_a_file_of_the_repository() -> None:
    # GitHub refuses a whole log for one address of the web in it.
    assert "relatedLocations" not in json.dumps(run())
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for one in run()["results"]
        for place in one["locations"]
    }
    assert uris == {"draft.txt"}


@pytest.mark.parametrize(
    ("draft", "uri"),
    [
        ("drafts/a b#1.txt", "drafts/a%20b%231.txt"),
        ("./drafts/../a.txt", "a.txt"),
        (str(Path("here.txt").absolute()), "here.txt"),
        ("/elsewhere/a.txt", "file:///elsewhere/a.txt"),
        ("-", "stdin"),
    ],
)
def test_a_draft_is_named_as_the_repository_names_it(draft: str, uri: str) -> None:
    (place,) = run(draft=draft)["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_fingerprint_stays_when_lines_above_change() -> None:
    moved = replace(
        check_answer(),
        draft="Slug\n\n" + DRAFT,
        findings=tuple(
            replace(one, start=one.start + 6, end=one.end + 6) for one in check_answer().findings
        ),
    )
    prints = [[one["partialFingerprints"] for one in run(of)["results"]] for of in (None, moved)]
    assert prints[0] == prints[1]
    assert prints[0][0] != prints[0][1]


def test_a_draft_that_was_not_checked_is_no_clean_draft() -> None:
    nothing = CheckAnswer(DRAFT, (), (), (), (ASIDE,))
    (invocation,) = run(nothing)["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert ASIDE.input in told["message"]["text"]


def test_two_parts_of_a_sentence_are_two_alerts() -> None:
    prints = [json.dumps(one["partialFingerprints"]) for one in run(parted_answer())["results"]]
    assert len(set(prints)) == len(prints) == 3


def test_a_supported_draft_has_no_result() -> None:
    supported = tuple(f for f in check_answer().findings if f.verdict is Verdict.SUPPORTED)
    assert run(replace(check_answer(), findings=supported))["results"] == []


def test_a_report_cannot_put_a_link_into_a_message() -> None:
    text = run(hostile())["results"][0]["message"]["text"]
    assert r"gone\](http://bad.example) \[click\](http://bad.example)\\" in text


def test_workflow_commands_stand_at_line_and_column() -> None:
    first, second = workflow_commands(check_answer(), "draft.txt").splitlines()
    assert first.startswith(
        "::error file=draft.txt,line=1,endLine=1,title=contradicted/number,col=48,endColumn=78::"
        "Contradicted (number)"
    )
    assert second.startswith("::warning ")


def test_a_report_cannot_begin_a_workflow_command() -> None:
    told = workflow_commands(hostile(), "a,b.txt")
    assert len(told.splitlines()) == 1
    assert "file=a%2Cb.txt," in told
    assert "A, B: C%250A: “100%25 ::error::gone" in told


def test_what_an_editor_dismissed_is_suppressed_with_the_reason_and_nothing_else_is() -> None:
    remarks = (
        Remark(1, RemarkState.DISMISSED, "told\nto us", "u1", PUBLISHED),
        Remark(2, RemarkState.ACCEPTED, "", "u1", PUBLISHED),
    )
    log = sarif(check_answer(), "draft.txt", remarks)
    assert SarifLog.model_validate(log)
    by_finding = [one["suppressions"] for one in log["runs"][0]["results"]]
    suppressed = {"kind": "external", "justification": "told to us"}
    assert by_finding == [[suppressed], []]


def test_every_remark_stands_beside_its_result() -> None:
    remarks = (Remark(1, RemarkState.OPEN, "ask the desk", "u1", PUBLISHED),)
    log = sarif(check_answer(), "draft.txt", remarks)
    first, second = (one["properties"] for one in log["runs"][0]["results"])
    assert (first["remark"], first["note"]) == ("open", "ask the desk")
    assert "remark" not in second


def test_results_that_nobody_went_through_are_not_said_to_be_unsuppressed() -> None:
    assert all("suppressions" not in one for one in run()["results"])
