"""The JSON promise: real records against the schemas in `docs/reference`, and reports both ways."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from secondsource import codec
from secondsource.errors import BadInput
from secondsource.records.brief import BriefAnswer, Figure
from secondsource.records.evidence import Passage
from secondsource.records.finding import Part, Verdict
from secondsource.records.report import Report
from tests.cli.build_accounts import (
    ACCOUNT,
    ASIDE,
    COURIER,
    POST,
    REPORTS,
    brief_answer,
    check_answer,
    group_answer,
    passage,
)

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference"
ANSWERS = {
    "brief": codec.brief_to_json(brief_answer(ASIDE)),
    "check": codec.check_to_json(check_answer(ASIDE)),
    "group": codec.group_to_json(group_answer(ASIDE)),
}


# The first promise ever made: a field may join these, none may leave.
PROMISED = {
    ("brief", "story"): "id headline first last reports points quotes figures timeline lines",
    ("brief", "report"): "id ref outlet url title published origin",
    ("brief", "point"): "id relation kind subject origins sides",
    ("brief", "side"): "value claims",
    ("brief", "claim"): "speaker",
    ("brief", "quote"): "speaker",
    ("brief", "figure"): "value unit of",
    ("brief", "entry"): "when precision text cites",
    ("brief", "line"): "section text cites",
    ("brief", "passage"): "report start end text",
    ("check", "report"): "id ref outlet origin",
    ("check", "finding"): "start end text verdict kind contested evidence note",
    ("check", "part"): "start end text verdict kind contested evidence against nearest note",
    ("check", "passage"): "report start end text",
    ("group", "story"): "id reports why",
}


def contents(name: str) -> dict[str, Any]:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(contents(name))


def story() -> dict[str, Any]:
    found: dict[str, Any] = ANSWERS["brief"]["stories"][0]
    return found


def passages(node: object) -> Iterator[dict[str, Any]]:
    """Every object of an answer that cites a report."""
    if isinstance(node, dict):
        if "report" in node:
            yield node
        for value in node.values():
            yield from passages(value)
    elif isinstance(node, list):
        for value in node:
            yield from passages(value)


def with_figure(low: float, high: float) -> dict[str, Any]:
    figure = Figure(passage(POST, "40 to 55 million euros"), low, high, "EUR", "cost")
    answer = BriefAnswer((replace(ACCOUNT, figures=(figure,)),), ())
    found: dict[str, Any] = codec.brief_to_json(answer)["stories"][0]
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_keeps_its_schema(name: str) -> None:
    schema(name).validate(ANSWERS[name])


@pytest.mark.parametrize("name", ANSWERS)
def test_a_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(contents(name))


@pytest.mark.parametrize(("name", "part"), PROMISED)
def test_a_schema_requires_all_that_was_ever_promised(name: str, part: str) -> None:
    required = set(contents(name)["$defs"][part]["required"])
    assert set(PROMISED[name, part].split()) <= required


@pytest.mark.parametrize("name", ANSWERS)
def test_a_schema_notices_each_missing_field(name: str) -> None:
    for missing in contents(name)["required"]:
        less = {key: value for key, value in ANSWERS[name].items() if key != missing}
        assert not schema(name).is_valid(less), missing


@pytest.mark.parametrize("name", ["brief", "check"])
def test_every_passage_reads_as_its_report_does(name: str) -> None:
    texts = {report.id: report.text for report in REPORTS}
    found = list(passages(ANSWERS[name]))
    assert found
    assert all(texts[p["report"]][p["start"] : p["end"]] == p["text"] for p in found)


def test_a_finding_says_of_which_characters_of_its_sentence_each_part_is() -> None:
    answer = check_answer(ASIDE)
    known, unknown = answer.findings[1], answer.findings[2]
    said = passage(POST, "40 to 55 million euros")
    half = Part(
        unknown.start, unknown.start + 9, Verdict.NOT_FOUND, None, False, (), (), (said,), "no word"
    )
    findings = (known, replace(unknown, nearest=(said,), parts=(half,)))
    written = codec.check_to_json(replace(answer, findings=findings))
    schema("check").validate(written)
    (part,) = written["findings"][1]["parts"]
    assert part["text"] == answer.draft[half.start : half.end]
    assert part["nearest"][0]["text"] == "40 to 55 million euros"


def test_every_passage_names_a_report_of_the_answer() -> None:
    known = {report["id"] for report in story()["reports"]}
    assert {p["report"] for p in passages(story())} <= known


def test_reports_that_depend_on_each_other_share_an_origin() -> None:
    origin = {report["ref"]: report["origin"] for report in story()["reports"]}
    assert origin["a"] == origin["e"]
    assert origin["b"] == origin["c"]
    assert len({origin["a"], origin["b"], origin["d"]}) == 3


def test_a_report_that_no_origin_names_is_its_own_origin() -> None:
    alignment = replace(ACCOUNT.alignment, origins=())
    answer = codec.brief_to_json(BriefAnswer((replace(ACCOUNT, alignment=alignment),), ()))
    assert all(r["origin"] == r["id"] for r in answer["stories"][0]["reports"])


def test_a_whole_number_is_written_without_a_point() -> None:
    assert json.dumps(with_figure(40.0, 40.0)["figures"][0]["value"]) == "40"


def test_a_range_is_written_as_its_two_ends() -> None:
    assert with_figure(40.5, 55.0)["figures"][0]["value"] == [40.5, 55]


def test_a_figure_too_large_to_count_with_is_left_out() -> None:
    assert with_figure(float("inf"), float("inf"))["figures"] == []


def test_a_passage_outside_its_report_is_refused() -> None:
    line = replace(ACCOUNT.brief.lines[0], cites=(Passage(COURIER.id, 0, 99_999),))
    brief = replace(ACCOUNT.brief, lines=(line,))
    with pytest.raises(ValueError, match="does not lie inside"):
        codec.brief_to_json(BriefAnswer((replace(ACCOUNT, brief=brief),), ()))


def test_json_text_is_ascii_even_for_a_lone_surrogate() -> None:
    report = Report.from_text("a \ud83c b — ü")
    text = codec.to_text(codec.report_to_json(report))
    assert text.isascii()
    assert json.loads(text)["text"] == report.text


def test_the_same_answer_is_written_the_same_way_twice() -> None:
    assert codec.to_text(ANSWERS["brief"]) == codec.to_text(
        codec.brief_to_json(brief_answer(ASIDE))
    )


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.ref)
def test_a_report_survives_the_round_trip(report: Report) -> None:
    written = codec.to_text(codec.report_to_json(report))
    assert codec.report_from_json(json.loads(written), where="test") == report


@given(text=st.text(), outlet=st.text(), ref=st.text(), title=st.text())
def test_any_text_survives_the_round_trip(text: str, outlet: str, ref: str, title: str) -> None:
    report = Report.from_text(text, outlet=outlet, ref=ref, title=title)
    written = codec.to_text(codec.report_to_json(report))
    assert codec.report_from_json(json.loads(written), where="test") == report


def test_a_report_needs_only_its_text() -> None:
    report = codec.report_from_json({"text": "Rain fell.", "id": 7, "colour": "red"}, where="test")
    assert (report.text, report.ref, report.language) == ("Rain fell.", "7", "en")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "must be a JSON object, this is a list"),
        ({"title": "Rain"}, 'needs a field "text"'),
        ({"text": None}, 'needs a field "text"'),
        ({"text": "Rain.", "outlet": 3}, 'field "outlet" must be a string, this is a number'),
        ({"text": "Rain.", "id": True}, 'field "id" must be a string, this is true or false'),
        ({"text": "Rain.", "published": "last week"}, "not ISO 8601"),
    ],
)
def test_an_unreadable_report_is_bad_input_with_its_reason(data: object, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        codec.report_from_json(data, where="reports.jsonl line 3")
    assert caught.value.input == "reports.jsonl line 3"
