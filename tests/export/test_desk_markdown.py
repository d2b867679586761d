"""Lists of stories and of changes, as Markdown."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from secondsource.export.desk_markdown import changes_markdown, stories_markdown
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
each = pytest.mark.parametrize("words", HOSTILE_STRINGS, ids=lambda words: ascii(words)[:40])


def elements(text: str) -> list[str]:
    """The elements of Markdown once it is shown."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)

    Reader().feed(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    return found


def test_a_list_of_stories_reads_well_in_markdown(golden: Golden) -> None:
    golden("stories.md", stories_markdown(STORIES))


def test_changes_read_well_in_markdown(golden: Golden) -> None:
    golden("changes.md", changes_markdown(VERSIONS, BY_ID, headline=BRIDGE.headline))


def test_disputes_stand_before_reports_that_joined() -> None:
    text = changes_markdown(VERSIONS, BY_ID)
    assert text.index("Newly disputed") < text.index("New reports")


def test_a_version_that_changed_nothing_is_passed_over() -> None:
    told = changes_markdown([EMPTY, VERSIONS[1]], BY_ID)
    assert "Version 2" not in told
    assert "Version 3" in told


def test_where_nothing_changed_that_is_said() -> None:
    assert changes_markdown([EMPTY], BY_ID) == "Nothing has changed.\n"


def test_every_footnote_is_used_and_every_mark_has_one() -> None:
    text = changes_markdown(VERSIONS, BY_ID)
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert marks == set(notes)
    assert len(notes) == len(set(notes)) == 5


@each
def test_hostile_words_bring_no_elements_into_markdown(words: str) -> None:
    stories, plain = (stories_markdown([hostile_summary(said)]) for said in (words, "Rain"))
    assert elements(stories) == elements(plain)
    told, plain = (
        changes_markdown([version], reports, headline=said)
        for said in (words, "Rain")
        for version, reports in [hostile_changes(said)]
    )
    assert elements(told) == elements(plain)
