import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Text, insert, select

from secondsource.errors import BadConfig, NotFound
from secondsource.records.brief import SetAside
from secondsource.records.change import Aspect, Change, ChangeKind, Detail, EventKind
from secondsource.records.evidence import Passage
from secondsource.records.feed import Subscription
from secondsource.records.hook import Delivery, Hook
from secondsource.records.kept import Intake, PageToFetch
from secondsource.records.story import Decision
from secondsource.store import Store, Written, open_store, restore
from secondsource.store.columns import Instant, Words
from secondsource.store.schema import metadata
from tests.store.conftest import new_database
from tests.store.records import NOON, glance, grouped, link, reports, story

FEED = "https://post.example/feed"

Target = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """Gives a place that a backup can be restored to."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / "restored.db")
    server = request.getfixturevalue("postgres")
    return lambda: new_database(server)


def fill(store: Store) -> None:
    """Something of everything that a store can hold."""
    some = reports(4)
    feed = Subscription(FEED, "N", "P", "", NOON, 'W/"x"', None, NOON, NOON, 1, "late", False)
    store.take_in(
        Intake(
            some,
            ((FEED, "a"),),
            (PageToFetch("https://post.example/1", FEED, "P", NOON),),
            set_aside=(SetAside("x", "y"),),
            subscription=feed,
        ),
        at=NOON,
    )
    store.shelf.put(
        grouped(
            story("s1", *some[:2]),
            story("s2", some[2]),
            of=some[:3],
            links=(link(some[0], some[1]),),
        ),
        at=NOON,
    )
    store.acts.add("merge", [Decision((some[0].id, some[1].id), True)], at=NOON)
    store.layers.put_layers("m", {some[0].id: b"\0layers"})
    store.hooks.put(Hook("h", "https://h.example", (EventKind.CONFLICT,), "whsec_", NOON))
    sent = Delivery("d", "h", EventKind.CONFLICT, "{}", NOON, 0, NOON, None, "")
    passages = (Passage(some[0].id, 0, 3),)
    detail = Detail(Aspect.NOW, "The Post", "t", passages)
    change = Change("k", ChangeKind.NEW, "t", "s", (detail,), passages)
    store.briefs.put(Written("s1", 1, NOON, b"account", (change,), 2, 1, ("Havlind",), (sent,)))
    store.visits.mark("ann", "s1", 1, at=NOON)
    fill_rest(store)


def fill_rest(store: Store) -> None:
    """A row of each table that has none yet; what it says is no matter."""
    kinds: dict[type, object] = {Text: "x", Words: "x", LargeBinary: b"x", Instant: NOON}
    with store.database.writing() as connection:
        for table in metadata.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is not None:
                continue
            kept = [column for column in table.columns if column.name != "number"]
            row = {column.name: kinds.get(type(column.type), 1) for column in kept}
            for key in table.foreign_keys:
                row[key.parent.name] = connection.execute(select(key.column).limit(1)).scalar_one()
            connection.execute(insert(table).values(**row))


def content(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store.database.reading() as connection:
        return {
            table.name: sorted(connection.execute(select(table)).all(), key=repr)
            for table in metadata.sorted_tables
        }


def test_a_backup_restores_to_the_same_content_here_and_there(
    store: Store, target: Target, tmp_path: Path
) -> None:
    fill(store)
    store.back_up(tmp_path / "backup.db")
    restore(tmp_path / "backup.db", place := target())
    with open_store(place) as restored:
        assert content(restored) == content(store)
        assert all(content(store).values()), "a table that nothing was put in proves nothing"


def test_a_restored_desk_goes_on(store: Store, target: Target, tmp_path: Path) -> None:
    fill(store)
    store.back_up(tmp_path / "backup.db")
    restore(tmp_path / "backup.db", place := target())
    new = reports(2, start=100)
    with open_store(place) as restored:
        assert len(restored.add_reports(new, at=NOON)) == 2
        restored.shelf.put(grouped(story("s9", *new), of=new), at=NOON)
        restored.acts.add("merge", [Decision((new[0].id, new[1].id), True)], at=NOON)
        assert restored.shelf.nearest(_east(), most=9)[0][1] == pytest.approx(1)
        assert len(restored.shelf.candidates([glance(new[0])], days=30, most=9)[new[0].id]) == 4


def _east() -> Any:
    import numpy as np

    return np.array([1, 0], dtype=np.float32)


def test_a_backup_is_a_desk_of_its_own_in_one_file(store: Store, tmp_path: Path) -> None:
    fill(store)
    folder = tmp_path / "away"
    folder.mkdir()
    store.back_up(folder / "backup.db")
    assert [path.name for path in folder.iterdir()] == ["backup.db"]
    with open_store(str(folder / "backup.db")) as opened:
        assert content(opened) == content(store)


def test_restoring_leaves_the_backup_as_it_was(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup = tmp_path / "away" / "backup.db"
    backup.parent.mkdir()
    store.back_up(backup)
    before = backup.read_bytes()
    restore(backup, str(tmp_path / "restored.db"))
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == ["backup.db"]


def test_a_backup_while_others_write_holds_what_was_there_at_one_moment(
    store: Store, url: str, tmp_path: Path
) -> None:
    """Each step adds two reports and their story: a backup has all of a step or none of it."""
    stop = threading.Event()
    writer = threading.Thread(target=_write, args=(url, stop))
    writer.start()
    try:
        backups = [tmp_path / f"backup{number}.db" for number in range(4)]
        for path in backups:
            store.back_up(path)
    finally:
        stop.set()
        writer.join()
    sizes = [_steps_in(path) for path in backups]
    assert sizes == sorted(sizes)


def _write(url: str, stop: threading.Event) -> None:
    with open_store(url) as store:
        for step in range(0, 4_000, 2):
            if stop.is_set():
                return
            some = reports(2, start=step)
            store.add_reports(some, at=NOON)
            store.shelf.put(grouped(story(f"s{step:05}", *some), of=some), at=NOON)


def _steps_in(path: Path) -> int:
    with open_store(str(path)) as store:
        found = [one.text for one in store.reports.every()]
        assert found == [one.text for one in reports(len(found))]
        assert len(found) % 2 == 0
        told = store.shelf.stories([f"s{step:05}" for step in range(0, len(found), 2)])
        assert [len(one.report_ids) for one in told.values()] == [2] * len(told)
        assert len(told) in (len(found) // 2, len(found) // 2 - 1)
        return len(found)


def test_a_backup_does_not_write_over_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "taken.db").write_bytes(b"mine")
    with pytest.raises(BadConfig, match="is there already"):
        store.back_up(tmp_path / "taken.db")
    assert (tmp_path / "taken.db").read_bytes() == b"mine"


def test_a_backup_into_a_folder_that_is_not_there_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="does not exist"):
        store.back_up(tmp_path / "nowhere" / "backup.db")


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no backup"):
        restore(tmp_path / "none.db", str(tmp_path / "restored.db"))
    (tmp_path / "text.db").write_text("Dear desk, this is a letter and no backup at all.")
    with pytest.raises(BadConfig, match="no desk but another kind of file"):
        restore(tmp_path / "text.db", str(tmp_path / "restored.db"))
    assert not (tmp_path / "restored.db").exists()


def test_nothing_is_restored_over_a_desk(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    before = content(store)
    store.back_up(tmp_path / "backup.db")
    with pytest.raises(BadConfig, match="is there already|is not empty"):
        restore(tmp_path / "backup.db", url)
    assert content(store) == before


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Path]:
    """A backup in the middle of which something was overwritten."""
    path = tmp_path / "damaged.db"
    with open_store(str(tmp_path / "desk2.db")) as store:
        store.add_reports(reports(500), at=NOON)
        store.back_up(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * 20_000)
    yield path


def test_a_damaged_backup_is_not_restored(damaged: Path, target: Target, tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="damaged"):
        restore(damaged, target())
    assert not (tmp_path / "restored.db").exists()
    assert list(tmp_path.glob(".*.part*")) == []
