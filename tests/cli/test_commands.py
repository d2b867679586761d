"""The command line as a user meets it: a process with arguments, output and an exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from secondsource.cli.exits import Exit, exit_for
from secondsource.errors import BadConfig, BadInput, NotFound, TryAgain


def run(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """`secondsource` with these arguments, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "secondsource", *args],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **env},
    )


@pytest.mark.parametrize("command", [(), ("brief",), ("check",), ("group",), ("models",)])
def test_help_is_shown(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == Exit.DONE
    assert b"Usage: secondsource" in done.stdout


def test_the_version_is_shown() -> None:
    assert run("--version").stdout.startswith(b"secondsource 0.")


def test_help_loads_no_model_and_no_view() -> None:
    heavy = {"spacy", "numpy", "onnxruntime", "rich", "jinja2", "pydantic", "trafilatura"}
    code = (
        "import sys; sys.argv = ['secondsource', '--help']\n"
        "from secondsource.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("brief",), b"Missing argument"),
        (("brief", "a", "--colour"), b"No such option"),
        (("brief", "a", "--json", "--md"), b"--json and --md cannot go together"),
        (("brief", "a", "--md", "--html", "x.html"), b"--md and --html cannot go together"),
        (("check", "a"), b"--against"),
        (("check", "--against", "a"), b"Missing argument"),
        (("check", "-", "--against", "-"), b"cannot both be standard input"),
        (("check", "a", "--json", "--sarif", "-", "--against", "b"), b"--json and --sarif cannot"),
        (("check", "a", "--md", "--github", "--against", "b"), b"--md and --github cannot"),
        (("check", "a", "--fail-on", "typos", "--against", "b"), b"'typos' is not known"),
        (("check", "no-such-draft", "--against", "a"), b"no-such-draft: cannot be read"),
    ],
)
def test_a_wrong_call_says_what_to_do(args: tuple[str, ...], says: bytes) -> None:
    done = run(*args)
    assert done.returncode == Exit.USAGE
    assert says in done.stderr
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (b"", b"the draft is empty"),
        (b" \n ", b"the draft is empty"),
        (b"caf\xe9", b"not UTF-8 at byte 3"),
        (b"a" * 5_000_001, b"over 5 MB"),
    ],
)
def test_a_draft_that_cannot_be_read_says_why(draft: bytes, says: bytes) -> None:
    done = run("check", "-", "--against", "x", stdin=draft)
    assert done.returncode == Exit.USAGE
    assert says in done.stderr


def test_wrong_settings_are_the_environments_fault(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Rain fell on the harbour.", encoding="utf-8")
    done = run("brief", str(report), SECONDSOURCE_THREADS="many")
    assert done.returncode == Exit.ENVIRONMENT
    assert b"threads" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -m secondsource --help | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("a.txt", "empty"), Exit.USAGE),
        (NotFound("no such story"), Exit.USAGE),
        (BadConfig("no such model"), Exit.ENVIRONMENT),
        (TryAgain("busy"), Exit.ENVIRONMENT),
        (PermissionError("locked"), Exit.ENVIRONMENT),
        (BrokenPipeError(), Exit.PIPE_CLOSED),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (ZeroDivisionError(), Exit.FAULT),
    ],
)
def test_each_error_has_its_exit_code(error: BaseException, code: Exit) -> None:
    assert exit_for(error) is code
