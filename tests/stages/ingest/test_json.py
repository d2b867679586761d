"""JSON and JSONL in our schema of a report."""

import json

import pytest

from secondsource.records.brief import SetAside
from secondsource.records.report import Report
from secondsource.stages.ingest import read_source

TEXT = "The dam broke.\r\n\r\nNobody was hurt.\n"


def read(value: object, name: str = "wire.json") -> list[Report]:
    reports, aside = read_source(name, json.dumps(value).encode())
    assert not aside
    return reports


def lines(*items: str) -> tuple[list[Report], list[SetAside]]:
    return read_source("day/wire.jsonl", "\n".join(items).encode())


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one], lambda one: {"reports": [one]}]
)
def test_one_report_a_list_or_an_object_with_a_list_are_read(wrap) -> None:  # type: ignore[no-untyped-def]
    (report,) = read(wrap({"text": TEXT, "id": "a1", "outlet": "The Wire", "colour": "red"}))
    assert (report.text, report.ref, report.outlet) == (TEXT, "a1", "The Wire")


def test_every_field_of_the_schema_is_read() -> None:
    (report,) = read(
        {
            "id": 7,
            "text": TEXT,
            "outlet": "The Wire",
            "url": "https://wire.example/1",
            "title": "Dam",
            "byline": "Odo Brix",
            "published": "2026-02-12T10:00:00Z",
            "language": "en-GB",
        }
    )
    assert (report.ref, report.title, report.byline) == ("7", "Dam", "Odo Brix")
    assert (report.url, report.language) == ("https://wire.example/1", "en")
    assert report.published is not None


def test_an_item_without_id_is_named_by_where_it_stood() -> None:
    first, second = read([{"text": TEXT}, {"text": TEXT + "More."}], "day/wire.json")
    assert (first.ref, second.ref) == ("wire.json:1", "wire.json:2")
    assert first.outlet == ""


def test_a_bad_line_is_set_aside_by_its_number_and_the_rest_goes_on() -> None:
    good = json.dumps({"text": TEXT})
    reports, aside = lines(good, "", "{", json.dumps({"text": TEXT, "id": "z"}))
    assert [report.ref for report in reports] == ["wire.jsonl:1", "z"]
    assert [one.input for one in aside] == ["day/wire.jsonl:3"]
    assert "not JSON" in aside[0].reason


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[1]", "object with 'text'"),
        ("null", "object with 'text'"),
        ('{"title": "Dam"}', "has no 'text'"),
        ('{"text": 5}', "'text' is not a string"),
        ('{"text": ""}', "no text"),
        ('{"text": "Dam"}', "no sentence"),
        ('{"text": "It broke.", "published": 5}', "'published' must be a string, got int"),
        ('{"text": "It broke.", "published": "soon"}', "write it like"),
        ('{"text": "It broke.", "outlet": ["x"]}', "'outlet' must be a string, got list"),
        ('{"text": "It broke.", "id": true}', "'id' must be a string, got bool"),
        ('{"text": "It \\ud800 broke."}', "U+D800"),
        ('{"text": "It broke.", "title": "\\udfff"}', "U+DFFF"),
        ('{"text": "It \\u0000 broke."}', "NUL"),
        ('{"text": ' + "9" * 5000 + "}", "number too long"),
        ("[" * 100_000, "lists too deep"),
        (json.dumps({"text": "It broke. " * 600_000}), "over 5 MB"),
    ],
)
def test_a_line_that_is_no_report_says_why(line: str, says: str) -> None:
    reports, aside = lines(line)
    assert not reports
    assert says in aside[0].reason


@pytest.mark.parametrize(
    ("text", "says"), [("7", "holds no report"), ("[]", "empty"), ("{oops", "not JSON (")]
)
def test_json_without_a_report_says_so(text: str, says: str) -> None:
    reports, aside = read_source("wire.json", text.encode())
    assert not reports
    assert says in aside[0].reason


def test_an_item_of_a_list_that_is_no_report_is_set_aside_by_its_number() -> None:
    reports, aside = read_source("w.json", json.dumps([{"text": TEXT}, {"text": None}]).encode())
    assert len(reports) == 1
    assert aside[0].input == "w.json:2"


def test_lines_in_utf_16_are_read() -> None:
    reports, _ = read_source("w.jsonl", (json.dumps({"text": TEXT}) + "\n").encode("utf-16"))
    assert reports[0].text == TEXT
