"""Answers are what the models of the OpenAPI say, those what the schemas of the docs promise."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from secondsource.api.schemas import (
    changes,
    checks,
    evidence,
    feeds,
    jobs,
    people,
    reports,
    stories,
)
from tests.api.conftest import REPORTS, Program
from tests.api.test_entry import description

DOCS = Path(__file__).parents[2] / "docs" / "reference"
Schema = dict[str, Any]

# What the docs call an object of an answer, and the model that it is here.
PROMISED: dict[str, dict[str, type[BaseModel]]] = {
    "brief": {
        "claim": stories.Claim,
        "entry": stories.Entry,
        "figure": stories.Figure,
        "line": stories.Line,
        "maker": evidence.MadeBy,
        "origin": stories.Origin,
        "passage": evidence.Passage,
        "point": stories.Point,
        "quote": stories.Quote,
        "report": stories.ToldReport,
        "side": stories.Side,
        "story": stories.Story,
    },
    "show": {
        "": stories.Shown,
        "change": changes.Change,
        "cited": evidence.CitedPassage,
        "detail": changes.Detail,
        "joined": stories.Joined,
        "version": changes.Version,
    },
    "stories": {"": stories.Stories, "story": stories.StorySummary},
    "changes": {"": changes.Changes},
    "check": {
        "": checks.Check,
        "annotation": checks.Annotation,
        "finding": checks.Finding,
        "part": checks.Judged,
        "related": checks.Related,
    },
    "feeds": {"": feeds.Feeds, "feed": feeds.Feed},
    "health": {"": feeds.Health, "condition": feeds.Condition},
}


def promised() -> Iterator[Any]:
    for answer, models in PROMISED.items():
        schema = json.loads((DOCS / f"{answer}.schema.json").read_text(encoding="utf-8"))
        for name, model in models.items():
            part = schema["$defs"][name] if name else schema
            yield pytest.param(whole(part, schema), model, id=f"{answer} {name}".strip())


def whole(part: Schema, schema: Schema) -> dict[str, Schema]:
    """The fields of an object, those that it shares with others among them."""
    fields: dict[str, Schema] = {}
    for one in part.get("allOf", ()):
        fields |= whole(
            schema["$defs"][one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one, schema
        )
    for name, field in part.get("properties", {}).items():
        target = field.get("$ref", "").rsplit("/", 1)[-1]
        fields[name] = schema["$defs"][target] if target else field
    return fields


def kinds(field: Schema) -> set[Any]:
    """Which values a field may have: its words, or the types of JSON."""
    if "const" in field:
        return {field["const"]}
    if "enum" in field:
        return set(field["enum"])
    if "$ref" in field or "allOf" in field:
        return {"object"}
    some = field.get("anyOf") or field.get("oneOf")
    if some:
        return {kind for one in some for kind in kinds(one)}
    said = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return {None if kind == "null" else kind for kind in said}


@pytest.mark.parametrize("fields, model", list(promised()))
def test_a_model_says_what_the_docs_promise(
    fields: Mapping[str, Schema], model: type[BaseModel]
) -> None:
    said = model.model_json_schema(by_alias=True, mode="serialization")
    for name, field in fields.items():
        assert name in said["required"], f"{name} is promised"
        told, own = kinds(said["properties"][name]), kinds(field)
        assert told <= own, name
        assert own - told <= {None}, name  # it may be promised more surely than there


def check_told(model: type[BaseModel], answer: Schema) -> None:
    """The answer is what the model says, and nothing that it does not say."""
    again = model.model_validate(answer).model_dump(mode="json", by_alias=True)
    assert alike(again) == alike(answer)


def alike(value: Any) -> Any:
    """A value for comparing: a moment in UTC may be written in two ways, a number as a float."""
    if isinstance(value, dict):
        return {name: alike(one) for name, one in value.items()}
    if isinstance(value, list):
        return [alike(one) for one in value]
    if isinstance(value, str):
        return value.removesuffix("Z") + "+00:00" if value.endswith("Z") else value
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_every_answer_is_what_its_model_says_and_no_more(newsroom: Program) -> None:
    ids = newsroom.ids
    newsroom.post("/views", {"name": "Quays", "filter": {"text": "quay", "disputed": True}})
    newsroom.post("/users", {"name": "ada", "password": "a long pass phrase", "scopes": ["read"]})
    asked: dict[str, type[BaseModel]] = {
        "/stories": stories.Stories,
        f"/stories/{ids['story_id']}?since=0": stories.Shown,
        f"/stories/{ids['story_id']}/brief": stories.Brief,
        f"/stories/{ids['story_id']}/points": stories.Points,
        f"/stories/{ids['story_id']}/points/{ids['point_id']}": stories.OnePoint,
        f"/stories/{ids['story_id']}/quotes": stories.Quotes,
        f"/stories/{ids['story_id']}/figures": stories.Figures,
        f"/stories/{ids['story_id']}/timeline": stories.Timeline,
        f"/stories/{ids['story_id']}/versions": changes.Versions,
        f"/stories/{ids['story_id']}/changes": changes.Changes,
        f"/stories/{ids['story_id']}/why": stories.Why,
        "/acts": stories.Acts,
        "/reports": reports.Reports,
        f"/reports/{REPORTS[0].id}": reports.WholeReport,
        f"/reports/{REPORTS[0].id}/passages?start=0&end=5": reports.PassageOf,
        "/checks": checks.Checks,
        f"/checks/{ids['check_id']}": checks.Check,
        "/feeds": feeds.Feeds,
        "/views": people.Views,
        "/jobs": jobs.Jobs,
        f"/jobs/{ids['job_id']}": jobs.Job,
        "/me": people.Me,
        "/users": people.Users,
        "/tokens": people.Tokens,
        "/doctor": feeds.Health,
    }
    for path, model in asked.items():
        check_told(model, newsroom.told(path))
    described = {path for path, methods in description()["paths"].items() if "get" in methods}
    left = {"/exports/{form}", "/feeds/opml", "/jobs/{job_id}/events", "/users/{user_id}"}
    assert len(asked) == len(described - left) - 1  # nor the files of a check
