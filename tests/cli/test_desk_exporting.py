"""What leaves a desk: each form to standard output or a file, and files that cannot be written."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest

from secondsource.export.formats import FORMATS
from tests.cli.conftest import BRIDGE_REPORT, FERRY_REPORT, OTHER_FERRY, Call, ids
from tests.cli.door import call


@pytest.fixture(scope="module")
def filled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small desk with all its briefs written, as an export of all leaves it."""
    store = Path(shutil.copy(filled, tmp_path_factory.mktemp("briefed") / "desk.db"))
    assert call("export", "--store", store).code == 0
    return store


@pytest.mark.parametrize("form", [*FORMATS, "opml"])
def test_each_form_is_the_same_in_a_file_as_on_standard_output(
    desk: Call, tmp_path: Path, form: str
) -> None:
    told = desk("export", "--format", form)
    assert (told.code, told.err) == (0, "")
    file = tmp_path / "export"
    done = desk("export", "--format", form, "--out", file)
    assert (done.code, done.out, done.err) == (0, "", f"Wrote {file}\n")
    if form not in ("annotations", "atom"):  # these say when they were made
        assert file.read_bytes() == told.out.encode()
    assert list(tmp_path.glob("export*")) == [file]


def test_the_forms_are_what_their_names_say(desk: Call) -> None:
    def exported(form: str) -> str:
        return desk("export", "--format", form).out

    every = {FERRY_REPORT.id, OTHER_FERRY.id, BRIDGE_REPORT.id}
    assert {json.loads(line)["report"] for line in exported("jsonl").splitlines()} == every
    assert len(exported("stories").splitlines()) == 2
    for form in ("claims", "quotes", "figures"):
        table = list(csv.DictReader(io.StringIO(exported(form), newline="")))
        assert {row["report"] for row in table} <= every
    assert json.loads(exported("annotations"))["type"] == "AnnotationCollection"
    assert ElementTree.fromstring(exported("atom")).tag.endswith("feed")
    assert ElementTree.fromstring(exported("opml")).tag == "opml"


def test_reports_that_were_exported_are_known_when_they_come_back(
    desk: Call, tmp_path: Path
) -> None:
    file = tmp_path / "reports.jsonl"
    desk("export", "--out", file)
    done = desk("add", file)
    assert (done.code, done.out) == (0, "0 new reports, 3 known before.\n")


def test_only_the_stories_that_are_named_are_exported(desk: Call) -> None:
    (ferry,) = ids(desk("stories", "--json", "--disputed"))
    told = desk("export", ferry[:8]).out.splitlines()
    assert {json.loads(line)["report"] for line in told} == {FERRY_REPORT.id, OTHER_FERRY.id}


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--format", "pdf"), 2, "pdf: is no form of export: choose one of jsonl, stories, md"),
        (("--format", "opml", "ffff"), 2, "opml holds the feeds of the desk: name no story"),
        (("ffff",), 2, "no story ffff"),
        (("--format", "atom", "--base-url", "here"), 2, "give one that begins with https://"),
        (("--out", "no/such/folder/x"), 4, "no/such/folder/x cannot be written (No such file"),
        (("--out", "."), 4, ". cannot be written (Is a directory); choose another file"),
        (("--format", "opml", "--out", "no/such/x"), 4, "no/such/x cannot be written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_says_what_to_do(
    desk: Call, args: tuple[str, ...], code: int, says: str
) -> None:
    done = desk("export", *args)
    assert (done.code, done.out) == (code, "")
    assert says in done.err


def test_a_form_that_there_is_not_is_told_before_a_desk_is_made(tmp_path: Path) -> None:
    assert call("export", "--format", "pdf", "--store", tmp_path / "new.db").code == 2
    assert not (tmp_path / "new.db").exists()


def test_a_desk_without_stories_says_what_to_do(empty: Call, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    done = empty("export", "--out", file)
    assert (done.code, done.out) == (2, "")
    assert "there is no story to export yet: add reports first" in done.err
    assert not file.exists()


def test_a_file_is_left_as_it_was_where_the_export_fails(desk: Call, tmp_path: Path) -> None:
    file = tmp_path / "stories.md"
    file.write_text("of yesterday", encoding="utf-8")
    (ferry,) = ids(desk("stories", "--json", "--disputed"))
    assert desk("export", ferry, "ffff", "--out", file).code == 2
    assert file.read_text(encoding="utf-8") == "of yesterday"
    assert list(tmp_path.glob("stories*")) == [file]


def test_a_link_is_written_through_and_not_replaced(desk: Call, tmp_path: Path) -> None:
    file, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    link.symlink_to(file)
    assert desk("export", "--out", link).code == 0
    assert link.is_symlink()
    assert FERRY_REPORT.id in file.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a disk always full")
def test_a_full_disk_behind_standard_output_is_told(store: Path) -> None:
    opml = ("export", "--format", "opml", "--store", str(store))
    command = [sys.executable, "-m", "secondsource", *opml]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 4
    said = b"secondsource: standard output cannot be written (No space left on device): see where"
    assert done.stderr.startswith(said)
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_written_into_and_not_replaced(desk: Call, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert desk("export", "--out", pipe).code == 0
    reader.join(10)
    assert pipe.is_fifo()
    assert FERRY_REPORT.id in read[0]
