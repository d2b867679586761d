"""Progress is for a person at a terminal, and goes to standard error alone."""

import os
import pty
import subprocess
import sys

WORK = (
    "from secondsource.cli.output import progress\n"
    "with progress('Starting') as told:\n"
    "    told('Reading reports', 16, 200)\n"
    "    import time; time.sleep(0.3)\n"
    "print('data')\n"
)


def test_on_a_terminal_it_is_told_how_far_the_work_has_come() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", WORK],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Reading reports: 16 of 200 done" in shown
    assert done.stdout == b"data\n"


def test_elsewhere_nothing_is_shown() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"data\n", b"")
