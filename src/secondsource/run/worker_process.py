"""One worker process as seen from here: started, asked, and ended when it takes too long."""

import contextlib
import json
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.errors import BadConfig
from secondsource.run.worker_loop import receive, send

# A process of its own instead of a fork: a fork of a program with threads may wait for ever.
BOOT = """
import json, sys
given = json.loads(sys.argv[1])
sys.path[:] = given["path"]
from secondsource.run.worker_loop import serve
serve(given["memory"], given["seconds"], given["preload"])
"""
LONGEST_START = 60.0  # seconds; a start is not the fault of the input that waits for it
LONGEST_END = 2.0  # seconds to end when told to, before being killed


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: seconds for a task, bytes of memory for all of it."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a result (`well`), or an exception."""

    well: bool
    value: Any


class WorkerDied(Exception):
    """The worker ended before it answered: `late` if for the time limit, else by `code`.

    `code` is the exit status, negative for a signal, as `subprocess` tells it.
    """

    def __init__(self, *, late: bool, code: int) -> None:
        super().__init__(late, code)
        self.late = late
        self.code = code


class WorkerProcess:
    """A running worker. One thread at a time may use it; any may `interrupt` it."""

    def __init__(self, limits: Limits, preload: Sequence[str]) -> None:
        """Start it, and wait until it is ready; `BadConfig` where it cannot work."""
        self._limits = limits
        self._process = _started(limits, preload)
        self.served = 0
        try:
            ready = self._exchange(None, LONGEST_START)
        except WorkerDied as died:
            why = "it took too long" if died.late else f"it ended with status {died.code}"
            raise _unable(why, limits) from died
        except BaseException:
            self.kill()
            raise
        if not ready.well:
            self.kill()
            raise _unable(f"{type(ready.value).__name__}: {ready.value}", limits)

    def ask(self, task: bytes) -> Answer:
        """The answer to a pickled task; `WorkerDied` where it ends first."""
        answer = self._exchange(task, self._limits.seconds)
        self.served += 1
        return answer

    def stop(self) -> None:
        """Let it end by itself, and see to it that it has ended."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.stdin.close()
            self._process.wait(LONGEST_END)
        self.kill()

    def kill(self) -> None:
        """End it now. It leaves neither a process nor an open file behind."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):  # of what it was not told any more
                stream.close()

    def interrupt(self) -> None:
        """End it while another thread asks it: that one is told `WorkerDied`, and clears up."""
        self._process.kill()

    def _exchange(self, task: bytes | None, seconds: float) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(seconds, self._expire, [late])
        timer.start()
        try:
            if task is not None:
                send(self._process.stdin, task)
            message = receive(self._process.stdout, self._limits.memory)
        except BrokenPipeError:
            message = None
        finally:
            timer.cancel()
            timer.join()  # after this it has ended the worker or never will
        if message is None or late.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(LONGEST_END)  # to be told how it ended
            self.kill()
            raise WorkerDied(late=late.is_set(), code=self._process.returncode)
        return Answer(*pickle.loads(message))

    def _expire(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()


def _started(limits: Limits, preload: Sequence[str]) -> "subprocess.Popen[bytes]":
    given = {
        "path": sys.path,
        "memory": limits.memory,
        "seconds": limits.seconds,
        "preload": list(preload),
    }
    # -P: the folder that we are called from must not lend the worker its modules. A session of
    # its own: Ctrl-C is for us, and we end our workers.
    command = [sys.executable, "-P", "-c", BOOT, json.dumps(given)]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _unable(str(error), limits) from error


def _unable(why: str, limits: Limits) -> BadConfig:
    return BadConfig(
        f"no worker process can be started ({why}): check that another {sys.executable} may be "
        f"started, and that {limits.memory // 2**20} MB of memory are enough for it"
    )


def signal_name(code: int) -> str:
    """How an exit status is told in words."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit status {code}"
