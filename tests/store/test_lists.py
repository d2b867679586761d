import pytest
from sqlalchemy import text

from secondsource.store import Store
from secondsource.store.lists import among
from secondsource.store.schema import reports as table
from tests.store.records import NOON, reports


@pytest.fixture
def some(store: Store) -> Store:
    """A store with a few reports."""
    store.add_reports(reports(9), at=NOON)
    return store


def test_a_list_of_values_is_looked_up_by_the_index(some: Store) -> None:
    """Not by going through all reports, which a desk of thousands would feel at each step."""
    if not some.database.is_sqlite:
        pytest.skip("PostgreSQL goes through a table as small as this, whatever indexes it has")
    query = table.select().where(among(table.c.id, ["a", "b"]))
    with some.database.reading() as connection:
        asked = str(query.compile(connection.engine))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ('["a"]',)).all()
    assert any("SEARCH reports USING INDEX" in row[-1] for row in plan)


def test_what_is_in_no_list_can_be_asked_for(some: Store) -> None:
    wanted = [one.id for one in reports(4)]
    with some.database.reading() as connection:
        inside = connection.execute(table.select().where(among(table.c.id, wanted))).all()
        outside = connection.execute(table.select().where(~among(table.c.id, wanted))).all()
        total = connection.execute(text("SELECT count(*) FROM reports")).scalar()
    assert (len(inside), len(outside), total) == (4, 5, 9)
