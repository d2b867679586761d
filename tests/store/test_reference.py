import re
from pathlib import Path

import pytest
from sqlalchemy import Table

from secondsource.store.schema import metadata

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "store.md"
ROW = re.compile(r"^\| (?:`(\w+)`)? ?\| ([^|]+) \|", re.M)


def documented() -> dict[str, set[str]]:
    """The columns that the page names, by table; a row without a table goes on with the last."""
    found: dict[str, set[str]] = {}
    table = ""
    for named, columns in ROW.findall(PAGE.read_text(encoding="utf-8")):
        table = named or table
        found.setdefault(table, set()).update(re.findall(r"`(\w+)`", columns))
    return found


def test_the_page_names_every_table_and_no_other() -> None:
    assert {name for name, columns in documented().items() if columns} == {*metadata.tables}


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_the_page_names_the_columns_of_a_table(table: Table) -> None:
    assert documented()[table.name] == {*table.columns.keys()}
