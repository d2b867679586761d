"""Lists of stories and of changes as JSON, against the schemas in `docs/reference`."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from secondsource.codec import to_text
from secondsource.codec.desk import changes_to_json, stories_to_json
from secondsource.records.change import ChangeKind
from tests.export.build_changes import (
    BY_ID,
    DISPUTED,
    STORIES,
    VERSIONS,
    hostile_changes,
    hostile_summary,
)
from tests.export.hostile import HOSTILE_STRINGS

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference"
each = pytest.mark.parametrize("words", HOSTILE_STRINGS, ids=lambda words: ascii(words)[:40])


def faults(name: str, answer: Any) -> list[str]:
    """What the schema of this name says against the answer, as a reader of the JSON gets it."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    given = json.loads(to_text(answer))
    return [error.message for error in Draft202012Validator(schema).iter_errors(given)]


def test_a_list_of_stories_is_what_its_schema_promises() -> None:
    assert faults("stories", stories_to_json(STORIES)) == []
    assert faults("stories", stories_to_json(())) == []


def test_changes_are_what_their_schema_promises() -> None:
    assert faults("changes", changes_to_json(VERSIONS, BY_ID)) == []


@pytest.mark.parametrize("kind", ChangeKind)
def test_the_schema_knows_every_kind_of_change(kind: ChangeKind) -> None:
    version = replace(VERSIONS[0], changes=(replace(DISPUTED, kind=kind),))
    assert faults("changes", changes_to_json([version], BY_ID)) == []


def test_the_schemas_are_no_rubber_stamps() -> None:
    story = {**stories_to_json(STORIES)["stories"][0], "origins": "three"}
    assert faults("stories", {"schema": "secondsource/stories/1", "stories": [story]})
    changes = changes_to_json(VERSIONS, BY_ID)
    del changes["versions"][0]["changes"][0]["cites"]
    assert faults("changes", changes)


def test_a_story_in_a_list_says_how_it_stands() -> None:
    story = stories_to_json(STORIES)["stories"][0]
    assert (story["reports"], story["origins"], story["disputed"]) == (5, 3, 3)
    assert story["changed"] == "2025-03-13T10:00:00+00:00"


def test_a_change_carries_the_characters_that_it_rests_on() -> None:
    told = changes_to_json(VERSIONS, BY_ID)["versions"][1]["changes"][0]
    for cite in told["cites"]:
        assert BY_ID[cite["report"]].text[cite["start"] : cite["end"]] == cite["text"]


@each
def test_hostile_words_come_whole_through_json(words: str) -> None:
    version, reports = hostile_changes(words)
    told = json.loads(to_text(changes_to_json([version], reports)))
    assert told["versions"][0]["changes"][0]["cites"][0]["text"] == words
    listed = json.loads(to_text(stories_to_json([hostile_summary(words)])))
    assert listed["stories"][0]["headline"] == words
