"""A desk that is really served: `secondsource serve` as a process, with workers of its own."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.request import urlopen

OPEN_AT = re.compile(r"http://127\.0\.0\.1:\d+")
STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True, slots=True)
class Served:
    """Where a desk is open, and its store."""

    address: str
    store: Path

    def __call__(self, path: str) -> str:
        """The address of one of its pages."""
        return f"{self.address}{path}"


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """A desk on a store in `folder`, ended as with Ctrl-C and killed if that does not end it."""
    store = folder / "desk.db"
    clean = {name: it for name, it in os.environ.items() if not name.startswith("SECONDSOURCE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "secondsource", "serve", "--no-browser", "--port", "0",
         "--store", str(store), "--journal", "none", *options],
        cwd=folder, env=clean, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    stream = process.stdout
    said: queue.Queue[str] = queue.Queue()
    listener = threading.Thread(target=_hear, args=(stream, said), daemon=True)
    listener.start()
    try:
        yield Served(_address(process, said), store)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        listener.join(10)
        stream.close()


def _address(process: subprocess.Popen[str], said: queue.Queue[str]) -> str:
    """Where it says that it is open; `RuntimeError` with what it said if it never does."""
    heard: list[str] = []
    while process.poll() is None or not said.empty():
        try:
            heard.append(said.get(timeout=STARTS_WITHIN))
        except queue.Empty:
            break
        if found := OPEN_AT.search(heard[-1]):
            urlopen(f"{found[0]}/health", timeout=STARTS_WITHIN).close()
            return found[0]
    raise RuntimeError(f"the desk did not open: {''.join(heard)}")


def _hear(stream: IO[str], said: queue.Queue[str]) -> None:
    for line in stream:
        said.put(line)
