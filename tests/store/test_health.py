import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from secondsource.records.kept import Condition, Grade
from secondsource.store import Store, Written, open_store, sqlite
from secondsource.store.schema import homes, reports
from tests.store import records
from tests.store.records import HOUR, NOON, grouped, story


def found(store: Store) -> dict[str, Condition]:
    return {one.matter: one for one in store.examine(now=NOON)}


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a story of two reports, briefed."""
    some = records.reports(2)
    store.add_reports(some, at=NOON)
    store.shelf.put(grouped(story("s1", *some), of=some), at=NOON)
    store.briefs.put(Written("s1", 1, NOON, b""))
    return store


def test_a_sound_store_is_found_to_be_sound(filled: Store) -> None:
    # The server of the tests is told not to wait for the disk.
    wrong = [one for one in filled.examine(now=NOON) if one.matter != "durability"]
    assert {one.grade for one in wrong} == {Grade.GOOD}


def test_which_database_keeps_it_is_told(store: Store) -> None:
    matters = found(store)
    if store.database.is_sqlite:
        assert matters["SQLite"].found.startswith("SQLite 3.")
        assert "journal mode" in matters["SQLite"].found
    else:
        assert matters["PostgreSQL"].found.startswith("PostgreSQL ")
        assert matters["pgvector"].grade is Grade.GOOD
        assert matters["durability"] == Condition(
            "durability",
            Grade.WARNING,
            "fsync, full_page_writes off: a loss of power may lose what was stored, or all of it",
            "turn it on in postgresql.conf",
        )


def test_work_that_is_left_is_counted(filled: Store) -> None:
    filled.add_reports(records.reports(3, start=7), at=NOON)
    filled.briefs.outdate(["s1"], at=NOON)
    told = "5 reports, 3 to be grouped; 1 stories to be briefed"
    assert found(filled)["work"].found == told


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (delete(homes), "2 reports said to be grouped that are in no story"),
        (update(reports).values(grouped=False), "2 reports in a story that are said to be pending"),
        (text("DELETE FROM members"), "2 reports that their story does not list"),
        (text("DELETE FROM members"), "1 stories without a report"),
        (text("UPDATE stories SET merged_into = 'x'"), "1 stories merged into one that is not"),
    ],
)
def test_what_should_not_happen_is_found(filled: Store, damage: object, told: str) -> None:
    with filled.database.writing() as connection:
        connection.execute(damage)  # type: ignore[call-overload]
    condition = found(filled)["stories"]
    assert condition.grade is Grade.BAD
    assert told in condition.found


def test_a_clock_that_was_ahead_is_found(filled: Store) -> None:
    filled.add_reports(records.reports(1, start=9), at=NOON + 3 * HOUR)
    assert found(filled)["clock"].grade is Grade.WARNING
    assert "stored 3:00:00 after now" in found(filled)["clock"].found


def test_reports_dated_in_the_future_are_told_of(filled: Store) -> None:
    (late,) = records.reports(1, start=24 * 9)
    filled.add_reports([late], at=NOON)
    assert late.published is not None
    assert late.published - NOON > timedelta(days=2)
    assert "1 reports say they were published days from now" in found(filled)["clock"].found


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_store(str(path)) as store:
        store.add_reports(records.reports(500), at=NOON)
        store.back_up(tmp_path / "copy.db")
    shutil.move(tmp_path / "copy.db", path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 40_000)
        file.write(b"\0" * 8_192)
    with open_store(str(path)) as store:
        assert found(store)["file"].grade is Grade.BAD


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 53, 4), True), ((3, 51, 3), True), ((3, 51, 2), False), ((3, 50, 7), True),
        ((3, 50, 6), False), ((3, 45, 1), False), ((3, 44, 6), True), ((3, 44, 5), False),
        ((3, 40, 1), False),
    ],
)  # fmt: skip
def test_which_versions_of_sqlite_may_keep_a_log(
    version: tuple[int, int, int], sound: bool
) -> None:
    assert sqlite.resets_soundly(version) is sound
