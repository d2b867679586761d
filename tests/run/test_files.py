"""Files and folders from a disk."""

import io
import os
from pathlib import Path

import pytest

from secondsource.run.files import gather

TEXT = "The dam above Orlu gave way on Sunday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b-echo.txt").write_text(TEXT)
    (tmp_path / "a-post.txt").write_text(TEXT)
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "c-wire.md").write_text(TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text(TEXT)
    return tmp_path


def test_a_folder_means_the_files_in_it_sorted_without_hidden_ones(folder: Path) -> None:
    reports, aside = gather([folder])
    assert [report.ref for report in reports] == ["a-post.txt", "b-echo.txt", "c-wire.md"]
    assert not aside


def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "a-empty.txt").touch()
    (folder / "notes.xyz").write_text("x")
    reports, aside = gather([folder / "none.txt", folder])
    assert len(reports) == 3
    assert [Path(one.input).name for one in aside] == ["none.txt", "a-empty.txt", "notes.xyz"]
    assert "no such file" in aside[0].reason


def test_the_same_report_twice_is_read_once(folder: Path) -> None:
    reports, aside = gather([folder / "a-post.txt", str(folder / "a-post.txt")])
    assert len(reports) == 1
    assert "same report as a-post.txt" in aside[0].reason


def test_the_same_text_of_two_outlets_is_two_reports(folder: Path) -> None:
    reports, _ = gather([folder])
    assert len({report.id for report in reports}) == 3


def test_an_empty_folder_is_set_aside(tmp_path: Path) -> None:
    assert "no file in this folder" in gather([tmp_path])[1][0].reason


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "It broke."}')))
    reports, aside = gather(["-"])
    assert reports[0].text == "It broke."
    assert not aside


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in gather([tmp_path / "pipe.txt"])[1][0].reason


def test_a_circle_of_links_ends(folder: Path) -> None:
    (folder / "later" / "up").symlink_to(folder)
    assert len(gather([folder])[0]) == 3


def test_a_long_file_of_lines_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "w.jsonl"
    file.write_text(
        '{"text": "It broke."}\n{"text": "' + "It broke. " * 50 + '"}\n{"text": "Why so?"}\n'
    )
    monkeypatch.setattr("secondsource.run.files.LARGEST_OF_MANY", 100)
    reports, aside = gather([file])
    assert [report.ref for report in reports] == ["w.jsonl:1", "w.jsonl:3"]
    assert [Path(one.input).name for one in aside] == ["w.jsonl:2"]


def test_a_file_that_may_not_be_read_is_set_aside(folder: Path) -> None:
    (folder / "a-post.txt").chmod(0)
    user = os.geteuid()
    if user == 0:  # who may read everything
        os.seteuid(65534)
    try:
        _, aside = gather([folder / "a-post.txt"])
    finally:
        os.seteuid(user)
    assert "ask for permission" in aside[0].reason


def test_a_name_that_the_system_refuses_is_set_aside() -> None:
    assert "cannot be read" in gather(["x" * 5000 + ".txt"])[1][0].reason


@pytest.mark.parametrize("name", ["mill\0fire.txt", "mill\ud800.txt"])
def test_a_name_that_no_file_can_have_is_set_aside(name: str) -> None:
    assert "no file can have this name" in gather([name])[1][0].reason


def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    file.write_text("A fire broke out at the mill. Nobody was hurt.")
    reports, aside = gather([file])
    assert ([report.ref for report in reports], aside) == (["caf\ufffd.txt"], [])
