"""Stories as JSONL: reports come back as they were, stories are those of `brief --json`."""

import json
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from secondsource.codec import brief_to_json
from secondsource.export.jsonl import reports_jsonl, stories_jsonl
from secondsource.records.report import Report
from secondsource.run.files import gather
from tests.cli.build_accounts import ACCOUNT, REPORTS, brief_answer

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "brief.schema.json"


def read_again(folder: Path) -> list[Report]:
    """The reports that the commands make of the export of the story."""
    file = folder / "export.jsonl"
    file.write_text("".join(reports_jsonl([ACCOUNT])), encoding="utf-8")
    reports, aside = gather([file])
    assert aside == []
    return reports


def test_exported_reports_are_read_again_as_the_same(tmp_path: Path) -> None:
    assert [one.id for one in read_again(tmp_path)] == [one.id for one in REPORTS]


def test_nothing_that_a_brief_is_made_of_is_lost_on_the_way(tmp_path: Path) -> None:
    assert read_again(tmp_path) == list(REPORTS)


def test_a_report_of_two_versions_of_a_story_is_written_once() -> None:
    assert len(list(reports_jsonl([ACCOUNT, ACCOUNT]))) == len(REPORTS)


def test_a_line_names_the_report_and_the_story_as_the_other_exports_do() -> None:
    lines = [json.loads(line) for line in reports_jsonl([ACCOUNT])]
    assert [line["report"] for line in lines] == [report.id for report in REPORTS]
    assert {line["story"] for line in lines} == {ACCOUNT.story.id}


def test_a_story_line_is_the_story_of_the_json_answer() -> None:
    (line,) = stories_jsonl([ACCOUNT])
    assert json.loads(line) == json.loads(json.dumps(brief_to_json(brief_answer())["stories"][0]))


def test_a_story_line_is_what_the_schema_promises() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    (line,) = stories_jsonl([ACCOUNT])
    answer = {"schema": "secondsource/brief/1", "stories": [json.loads(line)], "set_aside": []}
    assert list(Draft202012Validator(schema).iter_errors(answer)) == []


def test_every_story_has_a_line_of_its_own() -> None:
    other = replace(ACCOUNT, story=replace(ACCOUNT.story, id="story-2"))
    ids = [json.loads(line)["id"] for line in stories_jsonl([ACCOUNT, other])]
    assert ids == ["story-1", "story-2"]
