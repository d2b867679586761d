"""Lists of stories and of changes in a terminal, against golden files; `pytest --rewrite`."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.cli.changes_terminal import show_changes
from secondsource.cli.stories_terminal import show_stories
from tests.conftest import Golden
from tests.export.build_changes import (
    BRIDGE,
    BY_ID,
    STORIES,
    VERSIONS,
    hostile_changes,
    hostile_summary,
)
from tests.export.hostile import HOSTILE_STRINGS

EMPTY = replace(VERSIONS[0], changes=())


def console(width: int) -> Console:
    return Console(width=width, highlight=False, legacy_windows=False)


@pytest.mark.parametrize("width", [80, 40])
def test_a_list_of_stories_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"stories-{width}.txt", show_stories(STORIES, console(width)) + "\n")


@pytest.mark.parametrize("width", [80, 40])
def test_changes_read_well_in_a_terminal(golden: Golden, width: int) -> None:
    told = show_changes(VERSIONS, BY_ID, headline=BRIDGE.headline, console=console(width))
    golden(f"changes-{width}.txt", told + "\n")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    told = (
        show_stories(STORIES, console(width)),
        show_changes(VERSIONS, BY_ID, console=console(width)),
    )
    assert all(cell_len(line) <= width for text in told for line in text.splitlines())


def test_an_empty_list_is_said_to_be_empty() -> None:
    assert show_stories((), console(80)) == "No story."


@pytest.mark.parametrize("words", HOSTILE_STRINGS, ids=lambda words: ascii(words)[:40])
def test_hostile_words_cannot_steer_the_terminal(words: str) -> None:
    version, reports = hostile_changes(words)
    told = show_changes([version], reports, headline=words, console=console(80))
    told += show_stories([hostile_summary(words)], console(80))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert told.encode("utf-8")


def test_a_version_that_changed_nothing_is_passed_over() -> None:
    told = show_changes([EMPTY, VERSIONS[1]], BY_ID, console=console(80))
    assert "Version 2" not in told
    assert "Version 3" in told


def test_where_nothing_changed_that_is_said() -> None:
    assert show_changes([EMPTY], BY_ID, console=console(80)) == "Nothing has changed."


def test_sources_are_numbered_as_they_are_cited() -> None:
    told = show_changes(VERSIONS, BY_ID, console=console(80))
    assert [int(mark) for mark in re.findall(r"\[(\d)\]$", told, re.MULTILINE)] == [
        1,
        2,
        3,
        3,
        4,
        3,
    ]
