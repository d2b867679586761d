"""A desk of the first version is brought up with all that it has."""

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from secondsource.records.summary import StoryFilter
from secondsource.store import open_store
from secondsource.store.database import Database, open_database
from secondsource.store.migrating import Steps
from tests.store.conftest import new_database

REPORT = """
INSERT INTO reports (number, id, ref, outlet, title, language, published, replaces_given, age,
                     added, grouped, text)
VALUES (:number, :id, '', 'The Post', :title, 'en', :published, false, :age, 7, true, :text)
"""
STORY = """
INSERT INTO stories (number, id, headline, why, maker_name, maker_version, changed, basis, briefed,
                     brief, shown, origins, disputed)
VALUES (:number, :id, :headline, '', 'm', '1', 5, 1, 1, :brief, :shown, 1, 0)
"""
BRIEF = """
INSERT INTO briefs (story, number, written, basis, origins, disputed, account)
VALUES (:story, :number, '2025-10-16T12:00:00+00:00', 1, 1, 0, :account)
"""


def account(*origins: list[str]) -> bytes:
    """What the first version kept of a brief, as far as it matters here."""
    told = {"alignment": {"origins": [{"report_ids": one} for one in origins]}}
    return b"1" + zlib.compress(json.dumps([told, []]).encode())


def fill(database: Database) -> None:
    with database.writing() as connection:
        Steps(last="0001").take(connection)
        for number in range(1, 4):
            when = f"2025-10-16T1{number}:00:00+00:00"
            row = {"number": number, "id": f"r{number}", "title": f"Title {number}"}
            row |= {"published": when, "age": number, "text": f"The ferry {number} left Skarvøy."}
            connection.execute(text(REPORT), row)
        for number, shown in ((1, 2), (2, 0)):
            row = {"number": number, "id": f"s{number}", "headline": f"Headline {number}"}
            connection.execute(text(STORY), row | {"brief": 2, "shown": shown})
        for number, kept in ((1, account(["r2"])), (2, account(["r1", "r2"], ["gone"]))):
            row = {"story": 1, "number": number, "account": kept}
            connection.execute(text(BRIEF), row)
        unreadable = {"story": 2, "number": 2, "account": b"0 of another make"}
        connection.execute(text(BRIEF), unreadable)
        home = text("INSERT INTO homes (report, story) VALUES (:report, :story)")
        for report, story in ((1, 1), (2, 1), (3, 2)):
            connection.execute(home, {"report": report, "story": story})


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a desk of the first version is kept."""
    new: Callable[[], str] = lambda: new_database(request.getfixturevalue("postgres"))  # noqa: E731
    url = str(tmp_path / "old.db") if request.param == "sqlite" else new()
    database = open_database(url)
    fill(database)
    database.close()
    yield url


def test_what_was_shown_last_is_the_last_visit_of_the_person_alone(old: str) -> None:
    with open_store(old) as store:
        assert store.visits.of("", ["s1", "s2"]) == {"s1": 2}


def test_what_was_there_can_be_searched(old: str) -> None:
    with open_store(old) as store:
        assert [one.id for one in store.stories.list(StoryFilter(text="skarvoy 3"))[0]] == ["s2"]
        assert [one.id for one in store.stories.list(StoryFilter(text="title 2"))[0]] == ["s1"]
        assert [one.id for one in store.stories.list(StoryFilter(text="headline 2"))[0]] == ["s2"]


def test_the_latest_brief_says_which_reports_are_independent(old: str) -> None:
    with open_store(old) as store:
        covered: Any = store.stories.coverage(["s1", "s2"])
        assert [one.independent for one in covered["s1"]] == [True, False]
        assert [one.independent for one in covered["s2"]] == [False]
