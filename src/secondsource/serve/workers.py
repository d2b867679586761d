"""The processes that do the jobs of a served desk, one a lane; one that ends is started again."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from secondsource.records.job import Lane

SOONEST = 0.5  # seconds before one that ended is started again; longer each time it ends at once
LATEST = 30.0
SETTLED = 20.0  # seconds after which a worker counts as one that works
PATIENCE = 10.0  # seconds to end what they are at


class Workers:
    """Keeps one worker a lane at work until it is closed. `options` are those of the command."""

    def __init__(self, options: Sequence[str], lanes: Sequence[Lane] = tuple(Lane)) -> None:
        self._options = tuple(options)
        self._closing = threading.Event()
        self._starting = threading.Lock()
        self._running: dict[Lane, subprocess.Popen[bytes]] = {}
        self._threads = [
            threading.Thread(target=self._keep, args=(lane,), name=f"worker {lane}", daemon=True)
            for lane in lanes
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Have the workers finish what they are storing, and end them."""
        with self._starting:  # none is started from here on
            self._closing.set()
        for worker in self._running.values():
            worker.terminate()
        for worker in self._running.values():
            _see_ended(worker)
        for thread in self._threads:
            thread.join()

    def _keep(self, lane: Lane) -> None:
        wait = SOONEST
        while not self._closing.is_set():
            began = time.monotonic()
            with self._starting:
                if self._closing.is_set():
                    return
                worker = subprocess.Popen(self._command(lane), stdin=subprocess.DEVNULL)
                self._running[lane] = worker
            worker.wait()
            wait = SOONEST if time.monotonic() - began > SETTLED else min(wait * 2, LATEST)
            self._closing.wait(wait)

    def _command(self, lane: Lane) -> list[str]:
        program = [sys.executable, "-m", "secondsource", "worker"]
        return [*program, "--lane", lane.value, "--parent", str(os.getpid()), *self._options]


def _see_ended(worker: "subprocess.Popen[bytes]") -> None:
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
