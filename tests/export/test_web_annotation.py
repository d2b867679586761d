"""Cited passages as W3C Web Annotations: what the model demands, and that they lead back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from jsonschema import Draft202012Validator

from secondsource.export.web_annotation import AROUND, web_annotations
from secondsource.records.brief import Account
from secondsource.records.evidence import Passage
from tests.cli.build_accounts import ACCOUNT, COURIER, POST, REPORTS, passage
from tests.conftest import Golden

AT = datetime(2025, 3, 14, 9, 0, tzinfo=UTC)
ANNO = "http://www.w3.org/ns/anno.jsonld"
IRI = {"type": "string", "pattern": "^(https?|urn):[!-~]+$"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
COUNT = {"type": "integer", "minimum": 0}
# What the Recommendation says MUST be there, and the SHOULDs that we keep.
SELECTORS: dict[str, Any] = {
    "TextQuoteSelector": {
        "required": ["type", "exact", "prefix", "suffix"],
        "properties": {name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
    },
    "TextPositionSelector": {
        "required": ["type", "start", "end"],
        "properties": {"start": COUNT, "end": COUNT},
    },
}
ANNOTATION: dict[str, Any] = {
    "required": ["@context", "id", "type", "motivation", "body", "target", "created"],
    "properties": {
        "@context": {"const": ANNO},
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing"]},
        "created": TIME,
        "body": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["type", "value", "format", "purpose"],
                "properties": {
                    "type": {"const": "TextualBody"},
                    "value": {"type": "string"},
                    "format": {"const": "text/plain"},
                    "purpose": {"enum": ["describing", "tagging"]},
                },
            },
        },
        "target": {
            "required": ["type", "source", "selector"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": IRI,
                "selector": {
                    "minItems": 2,
                    "items": {"oneOf": [
                        {"properties": {"type": {"const": name}, **one["properties"]},
                         "required": one["required"]}
                        for name, one in SELECTORS.items()
                    ]},
                },
            },
        },
    },
}  # fmt: skip
COLLECTION: dict[str, Any] = {
    "required": ["@context", "id", "type", "label", "total", "first", "last"],
    "properties": {
        "@context": {"const": ANNO},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "total": COUNT,
        "last": IRI,
        "generated": TIME,
        "first": {
            "required": ["id", "type", "partOf", "startIndex", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "partOf": IRI,
                "startIndex": {"const": 0},
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


def collection(*accounts: Account, at: datetime = AT) -> dict[str, Any]:
    told: dict[str, Any] = json.loads("".join(web_annotations(accounts or (ACCOUNT,), at=at)))
    return told


def items(*accounts: Account) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection(*accounts)["first"]["items"]
    return found


def quoted(item: dict[str, Any]) -> dict[str, Any]:
    quote, _ = item["target"]["selector"]
    return dict(quote)


def about(passage: Passage) -> dict[str, Any]:
    """The annotation of one passage."""
    (found,) = (item for item in items() if item["id"].endswith(f":{passage.start}:{passage.end}")
                and passage.report_id in item["id"])  # fmt: skip
    return found


def test_the_collection_is_what_the_model_demands() -> None:
    for told in (collection(), collection(ACCOUNT, ACCOUNT)):
        assert list(Draft202012Validator(COLLECTION).iter_errors(told)) == []


def test_the_total_is_the_number_of_annotations() -> None:
    told = collection()
    assert told["total"] == len(told["first"]["items"]) > 20
    assert told["last"] == told["first"]["id"]
    assert told["first"]["partOf"] == told["id"]


def test_no_stories_make_an_empty_collection() -> None:
    told = json.loads("".join(web_annotations([], at=AT)))
    assert (told["total"], told["first"]["items"]) == (0, [])


def test_every_cited_passage_has_one_annotation() -> None:
    cited = {cite for line in ACCOUNT.brief.lines for cite in line.cites}
    claims = {claim.said_in for claim in ACCOUNT.alignment.claims}
    ids = [item["id"] for item in items()]
    assert len(ids) == len(set(ids)) == len(cited | claims)


def test_positions_lead_to_the_words_of_the_stored_text() -> None:
    texts = {report.id: report.text for report in REPORTS}
    for item in items():
        quote, position = item["target"]["selector"]
        text = texts[item["id"].split(":")[4]]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_positions_count_code_points_and_not_code_units() -> None:
    # The harbour master stands behind an emoji, which is two code units of UTF-16 and more bytes.
    brandt = passage(COURIER, "Ilse Brandt, the harbour master")
    _, position = about(brandt)["target"]["selector"]
    assert position["start"] == COURIER.text.index("Ilse Brandt")
    units = len(COURIER.text[: brandt.start].encode("utf-16-le")) // 2
    assert position["start"] < units


def test_what_stands_around_a_passage_tells_it_from_its_like() -> None:
    told = quoted(about(passage(COURIER, "Three cars fell into the Ansel")))
    around = told["prefix"] + told["exact"] + told["suffix"]
    assert around in COURIER.text
    assert len(told["suffix"]) == AROUND


def test_a_passage_at_the_start_has_nothing_before_it() -> None:
    assert (
        quoted(about(passage(COURIER, "A gravel barge struck the Tolvane Bridge")))["prefix"] == ""
    )


def test_the_source_is_the_page_or_else_a_name_that_stays() -> None:
    known = about(passage(COURIER, "14,000 vehicles a day"))
    unknown = about(passage(POST, "40 to 55 million euros"))
    assert known["target"]["source"] == COURIER.url
    assert unknown["target"]["source"] == f"urn:secondsource:report:{POST.id}"


def test_lines_and_claims_are_the_bodies_of_their_passage() -> None:
    bodies = about(passage(COURIER, "Three cars fell into the Ansel"))["body"]
    assert [(one["value"], one["purpose"]) for one in bodies] == [
        ("cars in the river: 3 cars / 5 cars", "describing"),
        ("disputed", "tagging"),
        ("Three cars fell into the Ansel", "describing"),
        ("conflict", "tagging"),
    ]


def test_an_annotation_keeps_its_name_in_the_next_version() -> None:
    later = replace(ACCOUNT, brief=replace(ACCOUNT.brief, id="brief-2"))
    assert [item["id"] for item in items(later)] == [item["id"] for item in items()]


def test_times_are_told_in_utc() -> None:
    local = AT.astimezone(timezone(timedelta(hours=-5)))
    assert collection(at=local)["generated"] == "2025-03-14T09:00:00Z"


def test_annotations_read_well(golden: Golden) -> None:
    text = json.dumps(collection(), indent=1, ensure_ascii=False)
    golden("annotations.jsonld", text + "\n")
