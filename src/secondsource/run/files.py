"""The reports in files and folders: what can be read, and why the rest cannot."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

from secondsource.errors import BadInput
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
ReadBytes = Callable[[str, bytes], tuple[list[Report], list[SetAside]]]


def gather(inputs: Sequence[str | Path]) -> tuple[list[Report], list[SetAside]]:
    """The reports in `inputs`, in order, each once, and what was set aside.

    A folder stands for the files in it, sorted by name, then those in its folders; hidden ones are
    passed over. "-" is standard input. Nothing is raised for an input that cannot be read.
    """
    reports: dict[str, Report] = {}
    aside: list[SetAside] = []
    for name, found in each_report(inputs):
        if isinstance(found, SetAside):
            aside.append(found)
        elif found.id in reports:
            reason = f"it is the same report as {reports[found.id].ref}, which is read once"
            aside.append(SetAside(name, reason))
        else:
            reports[found.id] = found
    return list(reports.values()), aside


def each_report(
    inputs: Sequence[str | Path], *, read: ReadBytes = read_source
) -> Iterator[tuple[str, Found]]:
    """The name of a file and what is in it, one report after the other, none held any longer.

    `read` makes reports of the bytes of a file, or raises `BadInput`.
    """
    for given in inputs:
        for one in _files(str(given)):
            if isinstance(one, SetAside):
                yield one.input, one
                continue
            for found in _contents(one, read):
                yield one, found


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to read bytes from; `BadInput` that says why it cannot be read."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        bad = _unreadable(str(path), error)
        raise BadInput(bad.input, bad.reason) from error
    with file:
        yield file


def whole_file(path: Path, most: int) -> bytes:
    """The bytes of a file; `BadInput` for one of more than `most`."""
    with opened(path) as file:
        return _no_more(str(path), file.read(most + 1), most)


class OnDisk:
    """A file by its path; for `each`, a folder or "-", too."""

    def __init__(self, name: str) -> None:
        self.name = name

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """To read bytes from; `BadInput` that says why it cannot be read."""
        return opened(Path(self.name))

    def whole(self, most: int) -> bytes:
        """All of its bytes; `BadInput` for more than `most`."""
        return whole_file(Path(self.name), most)

    def each(self, read: ReadBytes) -> Iterator[Found]:
        """The reports in it, as `each_report` gives them."""
        for _, found in each_report([self.name], read=read):
            yield found


class InMemory:
    """The bytes of a file that is not here. Its name says what is in it, and names no place."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """To read bytes from."""
        return BytesIO(self._data)

    def whole(self, most: int) -> bytes:
        """All of the bytes; `BadInput` for more than `most`."""
        return _no_more(self.name, self._data, most)

    def each(self, read: ReadBytes) -> Iterator[Found]:
        """The reports in it, read as those of a file of that name would be."""
        by_line = PurePath(self.name).suffix.lower() in BY_LINE
        if by_line and len(self._data) > LARGEST_OF_MANY:
            yield from read_lines(self.name, _lines(BytesIO(self._data)))
        else:
            yield from _all_of(read(self.name, self._data))


def _no_more(name: str, data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise BadInput(name, f"it is over {most // 1_000_000} MB: split it")
    return data


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


def _contents(name: str, read: ReadBytes) -> Iterator[Found]:
    try:
        if name == STANDARD_INPUT:
            yield from _all_of(read(name, sys.stdin.buffer.read(LARGEST_OF_MANY + 1)))
        else:
            yield from _of_file(Path(name), read)
    except BadInput as bad:
        yield SetAside(bad.input, bad.reason)
    except OSError as error:
        yield _unreadable(name, error)


def _of_file(path: Path, read: ReadBytes) -> Iterator[Found]:
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
            data = file.read(largest(path.suffix) + 1)
        yield from _all_of(read(str(path), data))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of an endless one only the beginning: enough to be set aside as too long."""
    while line := file.readline(LARGEST_OF_MANY):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST_OF_MANY)


def _all_of(read: tuple[list[Report], list[SetAside]]) -> Iterator[Found]:
    yield from read[0]
    yield from read[1]


def _unreadable(name: str, error: OSError | ValueError) -> SetAside:
    if isinstance(error, FileNotFoundError):
        return SetAside(name, "there is no such file: check the path")
    if isinstance(error, PermissionError):
        return SetAside(name, "it may not be read: ask for permission to read it")
    said = getattr(error, "strerror", None) or error
    return SetAside(name, f"it cannot be read ({said}): check the path and the file system")
