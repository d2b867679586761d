"""The reports in files and folders: what can be read, and why the rest cannot."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from secondsource.records.brief import SetAside
from secondsource.records.report import Report
from secondsource.stages.ingest import (
    LARGEST_OF_MANY,
    STANDARD_INPUT,
    largest,
    read_lines,
    read_source,
)

BY_LINE = (".jsonl", ".ndjson")
Found = Report | SetAside


def gather(inputs: Sequence[str | Path]) -> tuple[list[Report], list[SetAside]]:
    """The reports in `inputs`, in order, each once, and what was set aside.

    A folder stands for the files in it, sorted by name, then those in its folders; hidden ones are
    passed over. "-" is standard input. Nothing is raised for an input that cannot be read.
    """
    reports: dict[str, Report] = {}
    aside: list[SetAside] = []
    for name, found in _all(inputs):
        if isinstance(found, SetAside):
            aside.append(found)
        elif found.id in reports:
            reason = f"it is the same report as {reports[found.id].ref}, which is read once"
            aside.append(SetAside(name, reason))
        else:
            reports[found.id] = found
    return list(reports.values()), aside


def _all(inputs: Sequence[str | Path]) -> Iterator[tuple[str, Found]]:
    for given in inputs:
        for one in _files(str(given)):
            if isinstance(one, SetAside):
                yield one.input, one
                continue
            for found in _contents(one):
                yield one, found


def _files(given: str) -> Iterator[str | SetAside]:
    if given == STANDARD_INPUT or not _is_folder(given):
        yield given
        return
    below = _below(given)
    first = next(below, None)
    if first is not None:
        yield first
        yield from below
    else:
        yield SetAside(given, "there is no file in this folder: name a folder with reports")


def _is_folder(given: str) -> bool:
    try:
        return Path(given).is_dir()
    except OSError:  # opening it says what is wrong
        return False


def _below(folder: str) -> Iterator[str | SetAside]:
    refused: list[SetAside] = []

    def refuse(error: OSError) -> None:
        refused.append(_unreadable(str(error.filename), error))

    # Links to folders are not followed: they may lead round in a circle.
    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(place, name)) for name in sorted(files) if not name.startswith("."))
    yield from refused


def _contents(name: str) -> Iterator[Found]:
    try:
        if name == STANDARD_INPUT:
            yield from _read(name, sys.stdin.buffer.read(LARGEST_OF_MANY + 1))
        else:
            yield from _of_file(Path(name))
    except OSError as error:
        yield _unreadable(name, error)


def _of_file(path: Path) -> Iterator[Found]:
    try:
        about = path.stat()
    except ValueError as error:  # as with a NUL character in it
        yield SetAside(str(path), f"no file can have this name ({error}): check the path")
        return
    if not stat.S_ISREG(about.st_mode):
        yield SetAside(str(path), "it is no regular file: give its content to '-' instead")
    elif path.suffix.lower() in BY_LINE and about.st_size > LARGEST_OF_MANY:
        with path.open("rb") as file:
            yield from read_lines(str(path), _lines(file))
    else:
        # One byte over the limit is enough to be told that it is over.
        with path.open("rb") as file:
            yield from _read(str(path), file.read(largest(path.suffix) + 1))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of an endless one only the beginning: enough to be set aside as too long."""
    while line := file.readline(LARGEST_OF_MANY):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST_OF_MANY)


def _read(name: str, data: bytes) -> Iterator[Found]:
    reports, aside = read_source(name, data)
    yield from reports
    yield from aside


def _unreadable(name: str, error: OSError) -> SetAside:
    if isinstance(error, FileNotFoundError):
        return SetAside(name, "there is no such file: check the path")
    if isinstance(error, PermissionError):
        return SetAside(name, "it may not be read: ask for permission to read it")
    return SetAside(name, f"it cannot be read ({error.strerror or error}): check the file system")
