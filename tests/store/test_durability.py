"""A few rounds of `python -m benchmarks.durability`, which runs 200 and 50."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import durability
from secondsource.store import open_store
from tests.store.conftest import new_database
from tests.store.records import NOON, reports


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # the child forks no more
def test_nothing_is_lost_or_doubled_when_it_is_killed_again_and_again(tmp_path: Path) -> None:
    database = durability.Database(str(tmp_path / "desk.db"))
    tally = durability.kill_again_and_again(database, 5, seed=3)
    assert tally.wrong == []
    assert tally.acknowledged > 0


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_nothing_is_lost_on_an_older_sqlite_either(tmp_path: Path) -> None:
    with durability.without_pysqlite3():
        database = durability.Database(str(tmp_path / "desk.db"))
        assert durability.kill_again_and_again(database, 3, seed=4).wrong == []


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_nothing_is_lost_when_the_server_of_postgres_is_stopped_at_once(postgres: Any) -> None:
    server = durability.Server(postgres, new_database(postgres))
    assert durability.kill_again_and_again(server, 5, seed=5).wrong == []


def test_what_is_lost_would_be_noticed(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "desk.db")) as store:
        told = ["named 0", "fetched 0", "grouped 0", "briefed story000000 1"]
        assert [*durability.lost(store, told)] == [f"{one} is lost" for one in told]
        store.add_reports([*durability.pair(0), *reports(1)], at=NOON)
        assert [*durability.lost(store, told[:2])] == []
        assert "step 0 was taken in by halves" in [*durability.unsound(store)]
