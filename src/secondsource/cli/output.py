"""Where output goes: data to standard output or a file, everything else to standard error."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import NoReturn

import typer

from secondsource.cli.exits import Exit
from secondsource.errors import BadConfig
from secondsource.export.safe import one_line
from secondsource.records.brief import SetAside


class Form(Enum):
    """The forms an answer can take."""

    TERMINAL = "terminal"
    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    SARIF = "sarif"
    GITHUB = "github"


def form_of(wanted: Mapping[Form, bool]) -> Form:
    """The form that the flags ask for; a usage error if they ask for two."""
    asked = [form for form, is_wanted in wanted.items() if is_wanted]
    if len(asked) > 1:
        flags = " and ".join(f"--{form.value}" for form in asked)
        raise typer.BadParameter(f"{flags} cannot go together; choose one.")
    return asked[0] if asked else Form.TERMINAL


def emit(text: str) -> None:
    """Write `text` to standard output; leave quietly if whoever reads it has gone."""
    _write(text if text.endswith("\n") else text + "\n")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on: let the interpreter's last flush go nowhere instead of failing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.PIPE_CLOSED) from None
    except OSError as error:  # a disk is full behind it; what is left unsaid goes nowhere, too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = error.strerror or str(error)
        raise BadConfig(
            f"standard output cannot be written ({reason}): see where it goes"
        ) from error


def emit_to(file: str, text: str) -> None:
    """Write `text` to `file`, or to standard output for "-"."""
    if file == "-":
        emit(text)
        return
    try:
        # Whatever cannot be written stands as a reference, and a page shows the mark for it.
        Path(file).write_bytes(text.encode("utf-8", "xmlcharrefreplace"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadConfig(f"{file} cannot be written ({reason}); choose another file") from error
    note(f"Wrote {file}")


def emit_parts(file: str, parts: Iterable[str]) -> None:
    """Write parts one after another to `file`, or to standard output for "-", as they come.

    A file that cannot be finished is not left behind half written: what was there stays.
    """
    if file == "-":
        for part in parts:
            _write(part)
        return
    encoded = (part.encode("utf-8", "xmlcharrefreplace") for part in parts)
    try:
        path = Path(file).resolve()  # a link is written through, not replaced
        if path.exists() and not path.is_file():  # a pipe or a device; a folder says that it is one
            with path.open("wb") as out:
                out.writelines(encoded)
        else:
            _replace(path, encoded)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadConfig(f"{file} cannot be written ({reason}); choose another file") from error
    note(f"Wrote {file}")


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    whole = path.with_name(f"{path.name}.part")
    try:
        with whole.open("wb") as out:
            out.writelines(parts)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def note(text: str) -> None:
    """Tell the user something that is no data."""
    print(text, file=sys.stderr, flush=True)


def list_set_aside(set_aside: Sequence[SetAside]) -> None:
    """Name on standard error each input that was set aside, and why."""
    if set_aside:
        note(f"Set aside ({len(set_aside)}):")
    for one in set_aside:
        note(f"  {one_line(one.input)}: {one_line(one.reason)}")


def leave(
    set_aside: Sequence[SetAside], *, otherwise: Exit = Exit.DONE, damaged: int = 0
) -> NoReturn:
    """End the command: name what was set aside, and say by the exit code that something was.

    `damaged` counts the places in archives that could not be read.
    """
    list_set_aside(set_aside)
    if damaged:
        places = f"{damaged} damaged place{'s' if damaged > 1 else ''}"
        note(f"Passed over {places} in archives; what is whole around them was read.")
    if otherwise is Exit.DONE and (set_aside or damaged):
        raise typer.Exit(Exit.SET_ASIDE)
    raise typer.Exit(otherwise)


@contextmanager
def progress(text: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on a terminal that work goes on; elsewhere show nothing.

    Gives what may be told how far it has come: what is being done, how much, of how much.
    """
    if not sys.stderr.isatty():
        yield lambda doing, done, total: None
        return
    from rich.console import Console

    with Console(stderr=True).status(text) as status:
        yield lambda doing, done, total: status.update(f"{doing}: {done} of {total} done")
