"""The table of exports: every name writes, says what it is, and stands in the docs."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondsource.errors import BadInput
from secondsource.export.formats import FORMATS, export, newest
from secondsource.export.tables import CLAIMS, FIGURES, QUOTES
from secondsource.records.brief import Account
from tests.cli.build_accounts import ACCOUNT

AT = datetime(2025, 3, 14, 9, 0, tzinfo=UTC)
GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "export.md"
LATER = replace(
    ACCOUNT,
    story=replace(ACCOUNT.story, headline="Toll of the bridge rises"),
    brief=replace(ACCOUNT.brief, id="brief-2", written=ACCOUNT.brief.written + timedelta(hours=2)),
)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_of_nothing_can_be_written_too(name: str) -> None:
    assert isinstance("".join(export(name, [], at=AT)), str)


@pytest.mark.parametrize("name", FORMATS)
def test_stories_may_come_one_after_another(name: str) -> None:
    assert "Tolvane" in "".join(export(name, iter([ACCOUNT]), at=AT))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_stories_at_the_same_time_give_the_same_export(name: str) -> None:
    first, second = ("".join(export(name, [ACCOUNT], at=AT)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["jsonl", "stories", "claims", "quotes", "figures", "annotations"])
def test_a_large_export_is_written_as_the_stories_come(name: str) -> None:
    taken: list[str] = []

    def stories() -> Iterator[Account]:
        for number in range(3):
            taken.append(f"story-{number}")
            yield replace(ACCOUNT, story=replace(ACCOUNT.story, id=taken[-1]))

    parts = export(name, stories(), at=AT)
    next(parts)
    next(parts)
    assert "story-2" not in taken


@pytest.mark.parametrize("name", ["md", "html"])
def test_only_the_last_version_of_a_story_is_shown(name: str) -> None:
    text = "".join(export(name, [LATER, ACCOUNT], at=AT))
    assert "Toll of the bridge rises" in text
    assert text == "".join(export(name, [LATER], at=AT))


def test_the_newest_versions_keep_the_order_of_their_stories() -> None:
    other = replace(ACCOUNT, story=replace(ACCOUNT.story, id="story-2"))
    assert newest([ACCOUNT, other, LATER]) == (LATER, other)


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="choose one of jsonl, stories, md"):
        export("docx", [ACCOUNT], at=AT)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "desk.example", "https://a b", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="https://"):
        export("atom", [ACCOUNT], at=AT, base_url=url)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        export("atom", [ACCOUNT], at=datetime(2025, 3, 14))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("name", FORMATS)
def test_a_form_is_told_of_in_the_guide(name: str) -> None:
    assert f"| `{name}` |" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("column", sorted({*CLAIMS, *QUOTES, *FIGURES}))
def test_a_column_is_told_of_in_the_guide(column: str) -> None:
    assert f"`{column}`" in GUIDE.read_text(encoding="utf-8")


def test_the_table_of_forms_is_there_at_once() -> None:
    code = (
        "import sys, secondsource.export.formats\n"
        "heavy = {'jinja2', 'numpy', 'spacy', 'lxml', 'feedparser', 'sqlalchemy'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
