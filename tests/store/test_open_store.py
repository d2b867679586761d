import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, text

from secondsource.errors import BadConfig, SecondSourceError, TryAgain
from secondsource.store import Store, open_store
from secondsource.store.columns import Instant, Moment, Words
from secondsource.store.database import open_database
from secondsource.store.migrating import STEPS, Steps, bring_up
from secondsource.store.schema import HEAD, metadata
from tests.store.conftest import new_database
from tests.store.records import NOON, reports

LATER_STEP = '''
"""A step of a later version."""
from alembic import op
revision = "later"
down_revision = "HEAD"

def upgrade():
    op.execute("CREATE TABLE more (a integer)")
    op.execute("INSERT INTO more VALUES (1)")
'''
BROKEN_STEP = LATER_STEP + '    op.execute("SELECT nonsense FROM nowhere")\n'


# -- what may be opened ---------------------------------------------------------------------------


def test_the_path_of_a_file_and_its_url_are_one_store(tmp_path: Path) -> None:
    some = reports(1)
    with open_store(str(tmp_path / "desk.db")) as store:
        store.add_reports(some, at=NOON)
    with open_store(f"sqlite:///{tmp_path / 'desk.db'}") as store:
        assert tuple(store.reports.every()) == some


def test_a_path_with_odd_characters_is_a_file_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "my desk? #1 100%.db"
    open_store(str(path)).close()
    assert path.is_file()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://host/desk", "no store is known by mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("://", "cannot be read"),
        ("/nowhere/at/all/desk.db", "make that folder first"),
        ("/tmp", "is a folder"),
    ],
)
def test_what_names_no_store_is_refused_with_what_to_do(url: str, says: str) -> None:
    with pytest.raises(BadConfig, match=says):
        open_store(url)


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear desk,")
    with pytest.raises(BadConfig, match="no desk but another kind of file"):
        open_store(str(letter))
    assert letter.read_text() == "Dear desk,"


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    with pytest.raises(BadConfig, match="database of another program"):
        open_store(str(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmarks",)]
    connection.close()


def test_postgres_is_found_by_either_name_of_it(postgres: Any) -> None:
    url = new_database(postgres).replace("postgresql:", "postgres:")
    with open_store(url) as store:
        assert store.add_reports(reports(1), at=NOON)


def test_a_password_is_in_no_message(postgres: Any) -> None:
    url = postgres.get_uri("nowhere").replace("postgres:@", "postgres:s3cret@")
    assert "s3cret" in url
    with pytest.raises(BadConfig, match="no database of this name") as raised:
        open_store(url)
    assert "s3cret" not in str(raised.value)


def test_a_user_that_is_refused_is_told_so(postgres: Any) -> None:
    with pytest.raises(BadConfig, match="refuses this user or password"):
        open_store(postgres.get_uri("pattern").replace("postgres:@", "nobody:@"))


def test_a_server_that_is_not_there_may_be_later(tmp_path: Path) -> None:
    with pytest.raises(TryAgain, match="cannot be reached"):
        open_store(f"postgresql://user@/desk?host={tmp_path}")


# -- steps from version to version ----------------------------------------------------------------


def test_the_steps_lead_to_the_tables_that_the_program_works_with(store: Store) -> None:
    """Types are those of the columns in the database: what a moment is, it does not know."""

    def same(_context: Any, _found: Any, wanted: Any, _a: Any, _b: Any) -> bool | None:
        return False if isinstance(wanted.type, Instant | Moment | Words) else None

    ours = {*metadata.tables}
    with store.database.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": same,
                "include_name": lambda name, kind, _: kind != "table" or name in ours,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_last_step_is_the_one_that_is_named() -> None:
    assert STEPS.known()[0] == HEAD


@pytest.fixture
def steps(tmp_path: Path) -> Callable[[str], Steps]:
    """Makes the steps of a later version of the program."""

    def later(source: str) -> Steps:
        folder = tmp_path / "migrations"
        shutil.copytree(STEPS.folder, folder)
        (folder / "versions" / "later.py").write_text(source.replace("HEAD", HEAD))
        return Steps(folder, "later")

    return later


def test_a_desk_of_an_earlier_version_is_brought_up_and_keeps_what_it_has(
    store: Store, steps: Callable[[str], Steps]
) -> None:
    some = reports(2)
    store.add_reports(some, at=NOON)
    assert bring_up(store.database, migrate=True, steps=steps(LATER_STEP)) == HEAD
    with store.database.writing() as connection:
        # Taken back at the end, since the tests share a database of PostgreSQL.
        assert connection.execute(text("DELETE FROM more RETURNING a")).scalar() == 1
        connection.execute(text("DROP TABLE more"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
    assert tuple(store.reports.every()) == some


def test_a_desk_of_an_earlier_version_is_left_alone_if_asked(
    store: Store, steps: Callable[[str], Steps]
) -> None:
    with pytest.raises(BadConfig, match="secondsource migrate"):
        bring_up(store.database, migrate=False, steps=steps(LATER_STEP))


def test_a_step_that_fails_leaves_nothing_behind(
    store: Store, steps: Callable[[str], Steps]
) -> None:
    with pytest.raises(SecondSourceError):
        bring_up(store.database, migrate=True, steps=steps(BROKEN_STEP))
    assert bring_up(store.database, migrate=False) == HEAD
    with store.database.reading() as connection:
        query = "SELECT count(*) FROM {} WHERE {} = 'more'"
        where = ("sqlite_schema", "name") if store.database.is_sqlite else ("pg_class", "relname")
        assert connection.execute(text(query.format(*where))).scalar() == 0


def test_a_desk_of_a_later_version_is_not_touched(store: Store, url: str) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(BadConfig, match=r"later version .*step 9999.*update secondsource"):
            open_store(url)
    finally:
        with store.database.writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))


def test_several_that_open_a_new_desk_at_once_make_it_once(postgres: Any, tmp_path: Path) -> None:
    for url in (str(tmp_path / "new.db"), new_database(postgres)):
        problems: list[BaseException] = []
        threads = [threading.Thread(target=_opened, args=(url, problems)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []


def _opened(url: str, problems: list[BaseException]) -> None:
    try:
        open_store(url).close()
    except BaseException as problem:  # noqa: BLE001  # for the test to show
        problems.append(problem)


# -- what goes wrong ------------------------------------------------------------------------------


def test_a_store_that_somebody_else_writes_to_for_long_is_to_be_tried_again(url: str) -> None:
    some = reports(1)
    with open_store(url) as other, open_store(url, patience=0.2) as store:
        with other.database.writing(), pytest.raises(TryAgain, match="another program"):
            store.add_reports(some, at=NOON)
        assert store.add_reports(some, at=NOON)


def test_reading_goes_on_while_somebody_writes(url: str) -> None:
    some = reports(2)
    with open_store(url) as other, open_store(url, patience=0.2) as store:
        store.add_reports(some[:1], at=NOON)
        with other.database.writing() as connection:
            connection.execute(text("UPDATE reports SET title = 'changed'"))
            assert tuple(store.reports.every()) == some[:1]


def test_a_full_disk_is_told_and_does_no_damage(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "desk.db")) as store:
        store.add_reports(reports(50), at=NOON)

        @event.listens_for(store.database.engine, "begin")
        def _full(connection: Any) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

        with pytest.raises(BadConfig, match="disk is full: make room"):
            store.add_reports(reports(500, start=50), at=NOON)
        event.remove(store.database.engine, "begin", _full)
        with store.database.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert tuple(store.reports.every()) == reports(50)
        assert store.add_reports(reports(500, start=50), at=NOON)
        assert {one.grade for one in store.examine(now=NOON)} <= {"good", "note"}


RUN = (sys.executable, "-W", "error", "-c")
FILL = """
import resource, sys
from secondsource.errors import BadConfig
from secondsource.store import open_store
from tests.store.records import NOON, reports
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
done = 0
with open_store(sys.argv[1]) as store:
    try:
        for step in range(0, 100_000, 100):
            store.add_reports(reports(100, start=step), at=NOON)
            done += 100
    except BadConfig as error:
        print(done, error)
"""


def test_a_file_that_may_not_grow_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    filled = subprocess.run([*RUN, FILL, path], capture_output=True, text=True, check=True)
    done, _, problem = filled.stdout.partition(" ")
    assert "disk" in problem
    with open_store(str(path)) as store:
        assert store.reports.count() == int(done) > 0
        assert store.add_reports(reports(1, start=200_000), at=NOON)
        assert {one.grade for one in store.examine(now=NOON)} <= {"good", "note"}


@pytest.fixture
def locked() -> Iterator[Path]:
    """A desk in a folder in which nobody but its owner may write."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    with open_store(str(folder / "desk.db")) as store:
        store.add_reports(reports(1), at=NOON)
    (folder / "desk.db").chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    folder.chmod(0o555)
    yield folder / "desk.db"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_desk_that_may_only_be_read_is_told_and_not_changed(locked: Path) -> None:
    before = locked.read_bytes()
    for path in (locked, locked.with_name("new.db")):
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        child = context.Process(target=_add_as_nobody, args=(str(path), theirs))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of threads, which the child does not use
            child.start()
        told = ours.recv() if ours.poll(20) else "nothing"
        child.join()
        assert told.startswith("BadConfig"), told
        assert "writable" in told
    assert locked.read_bytes() == before
    assert [path.name for path in locked.parent.iterdir()] == ["desk.db"]


def _add_as_nobody(path: str, told: Any) -> None:
    if os.getuid() == 0:
        os.setuid(65_534)
    try:
        with open_store(path) as store:
            store.add_reports(reports(1, start=7), at=NOON)
        told.send("it could be written")
    except SecondSourceError as error:
        told.send(f"{type(error).__name__} {error}")


def test_a_lost_connection_is_to_be_tried_again_and_then_works(postgres: Any) -> None:
    some = reports(2)
    with open_store(new_database(postgres)) as store:
        store.add_reports(some[:1], at=NOON)
        with pytest.raises(TryAgain, match="cannot be reached|was stopped"):
            _lose_in_between(store, postgres)
        assert store.reports.count() == 1
        assert store.add_reports(some, at=NOON) == (some[1].id,)


def _lose_in_between(store: Store, postgres: Any) -> None:
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM reports"))
        process = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with psycopg.connect(postgres.get_uri(), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (process,))


def test_a_connection_lost_while_idle_is_not_noticed(postgres: Any) -> None:
    with open_store(url := new_database(postgres)) as store:
        store.add_reports(reports(1), at=NOON)
        name = url.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(postgres.get_uri(), autocommit=True) as other:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            other.execute(ended, (name,))
        assert store.reports.count() == 1


def test_a_sqlite_that_resets_its_log_unsoundly_keeps_a_rollback_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        pytest.skip("this Python has a sound SQLite of its own")
    path = tmp_path / "desk.db"
    open_store(str(path)).close()
    for module in ("pysqlite3", "pysqlite3.dbapi2"):
        monkeypatch.setitem(sys.modules, module, None)
    with open_store(str(path)) as store:
        store.add_reports(reports(1), at=NOON)
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3
        (told,) = [one for one in store.examine(now=NOON) if one.matter == "SQLite"]
        assert (told.grade, told.advice) == ("note", "install pysqlite3")


def test_commits_wait_for_the_disk(store: Store) -> None:
    with store.database.reading() as connection:
        if store.database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


# -- several at once ------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_processes_that_add_at_once_lose_nothing_and_none_is_turned_away(url: str) -> None:
    """Most of the reports are those that a neighbour adds, too."""
    context = multiprocessing.get_context("fork")
    outcomes = context.SimpleQueue()
    workers = [
        context.Process(target=_add_some, args=(url, number, outcomes)) for number in range(3)
    ]
    for worker in workers:
        worker.start()
    problems = [outcomes.get() for _ in workers]
    for worker in workers:
        worker.join()
    assert problems == ["", "", ""]
    with open_store(url) as store:
        assert {one.id for one in store.reports.every()} == {one.id for one in reports(60)}


def _add_some(url: str, number: int, outcomes: Any) -> None:
    try:
        with open_store(url) as store:
            for one in reports(40, start=10 * number):
                store.add_reports([one], at=NOON)
        outcomes.put("")
    except BaseException as problem:  # noqa: BLE001  # for the test to show
        outcomes.put(repr(problem))


def test_an_open_database_is_let_go_of(tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "desk.db"))
    bring_up(database, migrate=True)
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(BadConfig, match=r"other\.db is the database of another program"):
        open_store(str(path))
    assert path.read_bytes() == before
