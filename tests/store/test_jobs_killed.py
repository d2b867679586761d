"""A few rounds of `python -m benchmarks.jobs_killed`, which runs 200 and 50."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from benchmarks import jobs_killed
from benchmarks.durability import Database, Server
from secondsource.desk.asked import pasted_report
from secondsource.records.job import Lane, ToAdd
from secondsource.records.review import Against
from secondsource.store import Store, open_store
from secondsource.store.schema import jobs
from tests.store.conftest import new_database


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # the child forks no more
def test_no_job_suffers_when_its_workers_are_killed_or_held(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "desk.db"))
    ledger = jobs_killed.kill_again_and_again(database, 4, seed=2)
    assert ledger.wrong == []
    assert len(ledger.ended) == len(ledger.put) > 2


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_no_job_suffers_when_the_server_of_postgres_is_stopped_at_once(postgres: Any) -> None:
    server = Server(postgres, new_database(postgres))
    ledger = jobs_killed.kill_again_and_again(server, 5, seed=3)
    assert ledger.wrong == []
    assert len(ledger.ended) == len(ledger.put) > 2


def change(store: Store, id: str, **values: object) -> None:
    with store.database.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == id).values(**values))


def test_what_a_job_suffers_would_be_noticed(tmp_path: Path) -> None:
    shop = jobs_killed.Workshop(str(tmp_path / "desk.db"))
    ledger = jobs_killed.Ledger()
    first, second, file = jobs_killed.event_of(1)
    with shop.desk() as desk, open_store(shop.url) as store:
        added = desk.jobs.put(ToAdd(pasted=(first, second), uploads=(file,)), user_id="")
        ledger.put[added.id] = added
        ledger.promised[added.id] = {pasted_report(first).id}
        assert desk.jobs.work_one([Lane.LONG], worker="w")
        assert "tells of" in " ".join(jobs_killed.wrong_with(desk, ledger))
        ledger.promised[added.id].add(pasted_report(second).id)
        assert [*jobs_killed.wrong_with(desk, ledger)] == []
        change(store, added.id, tries=3)
        assert "changed after its end" in " ".join(jobs_killed.wrong_with(desk, ledger))
        change(store, added.id, tries=1, result=None)
        assert "is done with None" in " ".join(jobs_killed.wrong_with(desk, ledger))
        change(store, added.id, state="waiting")
        assert "is waiting, its file at None" in " ".join(jobs_killed.wrong_with(desk, ledger))
        check = desk.reviews.put("", "It left.", Against(pasted=(first,)), user_id="")
        ledger.put = {check.job_id or "": desk.jobs.get(check.job_id or "")}
        ledger.reviews = {check.job_id or "": check.id}
        assert not any("review" in one for one in jobs_killed.wrong_with(desk, ledger))
        change(store, check.job_id or "", state="done")
        assert any("review" in one for one in jobs_killed.wrong_with(desk, ledger))
