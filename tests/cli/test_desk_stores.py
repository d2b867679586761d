"""The desk that the settings name: made where there is none, a clear word where it cannot be."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.door import call, promised


@pytest.mark.parametrize("command", ["stories", "feeds", "doctor"])
def test_nothing_has_to_be_set(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsource.config.user_data_path", lambda *a, **k: tmp_path / "a" / "b")
    assert call(command).code == 0
    assert (tmp_path / "a" / "b" / "desk.db").is_file()


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("secondsource.config.user_data_path", lambda *a, **k: tmp_path / "file/b")
    done = call("stories")
    assert (done.code, done.out) == (4, "")
    assert f"{tmp_path / 'file' / 'b'} cannot be made" in done.err
    assert "set 'store' to a file elsewhere" in done.err


@pytest.mark.parametrize(
    ("store", "says"),
    [
        ("none/desk.db", "none does not exist: make that folder first, or name another"),
        (".", "is a folder: name a file in it, for example"),
        ("notes.txt", "notes.txt is no desk but another kind of file: name another, or move it"),
        ("torn.db", "torn.db: it is no desk: name another file, or move it away"),
        ("other.db", "is the database of another program: name another for the desk"),
        ("", "names no file"),
        ("mysql://reader@db/desk", "no store is known by mysql://: name a file, sqlite:///FILE or"),
        ("://", "the store's URL cannot be read"),
        ("postgresql://reader:hunter2@127.0.0.1:1/desk", "see that PostgreSQL runs there"),
    ],
)
def test_a_store_that_cannot_be_is_told_and_nothing_is_harmed(
    store: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("Rain at noon.", encoding="utf-8")
    Path("torn.db").write_bytes(b"SQLite format 3\0torn")
    with sqlite3.connect("other.db") as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    done = call("stories", "--store", store)
    assert (done.code, done.out) == (4, "")
    assert says in done.err
    assert "hunter2" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "other.db", "torn.db"]
    assert Path("notes.txt").read_text(encoding="utf-8") == "Rain at noon."


def test_a_name_that_is_no_text_is_a_wrong_call(store: Path) -> None:
    for done in (
        call("stories", "--store", "\udcff.db"),
        call("backup", "\udcff.db", "--store", store),
    ):
        assert (done.code, done.out) == (2, "")
        assert "is no valid text: give another name" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for this user")
def test_a_folder_that_is_read_only_is_told(store: Path) -> None:
    store.parent.chmod(0o555)
    store.chmod(0o444)
    try:
        done = call("stories", "--store", store)
    finally:
        store.parent.chmod(0o755)
    assert done.code == 4
    assert "make the file and its folder writable" in done.err


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("REVISIT_HOURS", "soon", "revisit_hours"),
        ("ALLOW_NET", "the intranet", "allow_net"),
        ("HOST_DELAY", "-1", "host_delay"),
        ("POLL_MINUTES", "0", "poll_minutes"),
        ("CONTACT", "a\nb", "contact"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"SECONDSOURCE_{name}", value)
    done = call("feeds", "--store", tmp_path / "desk.db")
    assert (done.code, done.out) == (4, "")
    assert f"settings that cannot be used: {says}" in done.err


def test_an_examination_as_json_keeps_its_promise(store: Path) -> None:
    done = call("doctor", "--json", "--store", store)
    assert done.code == 0
    assert {one["grade"] for one in promised("health", done.out)["conditions"]} <= {"good", "note"}


def test_a_backup_is_a_desk_with_the_same_stories(store: Path, tmp_path: Path) -> None:
    copy, back = tmp_path / "backup.db", tmp_path / "back.db"
    assert call("backup", copy, "--store", store).code == 0
    assert call("restore", copy, "--store", back).code == 0
    told = [call("stories", "--json", "--store", one).out for one in (store, copy, back)]
    assert told[0] == told[1] == told[2]
    again = call("backup", copy, "--store", store)
    assert (again.code, "is there already" in again.err) == (4, True)
    assert call("restore", copy, "--store", store).code == 4


def test_a_backup_of_nothing_is_told(tmp_path: Path) -> None:
    done = call("restore", tmp_path / "none.db", "--store", tmp_path / "desk.db")
    assert (done.code, done.out) == (2, "")
    assert "give the file that `backup` wrote" in done.err
