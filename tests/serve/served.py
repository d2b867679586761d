"""A desk that is really served: the command in a process of its own, asked over loopback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

STARTING = 40.0  # seconds that a busy machine may take to open a desk
OPEN = re.compile(r"The desk is open at (http://\S+/)")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Served:
    """A desk that is served, and the process that serves it."""

    process: "subprocess.Popen[str]"
    address: str

    def get(self, path: str, **headers: str) -> Answer:
        """What is at a path."""
        return self.ask(Request(self.address + path.lstrip("/"), headers=headers))

    def ask(self, request: Request) -> Answer:
        """The answer, whatever its status."""
        try:
            with urlopen(request, timeout=30) as got:
                return Answer(got.status, _small(got.headers), got.read().decode())
        except HTTPError as refused:
            return Answer(refused.code, _small(refused.headers), refused.read().decode())

    def workers(self) -> list[int]:
        """The processes that do its work."""
        found = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(one) for file in found for one in file.read_text().split())


def _small(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]


@contextmanager
def served(store: Path, *options: str) -> Iterator[Served]:
    """`secondsource serve` until the block ends."""
    command = [sys.executable, "-m", "secondsource", "serve", "--store", str(store)]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-browser", "--journal", "none", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    try:
        yield Served(process, _address(process))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert process.stderr is not None
        process.stderr.close()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    said = process.stderr.readline()
    found = OPEN.search(said)
    assert found, said + process.stderr.read()
    return found[1]


def until(true: object, seconds: float = STARTING) -> None:
    """Wait until a function answers yes."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def form(served: Served, path: str, **fields: str) -> Request:
    """A form as a page of the desk sends it."""
    from urllib.parse import urlencode

    origin = served.address.rstrip("/")
    return Request(
        served.address + path.lstrip("/"),
        urlencode(fields).encode(),
        {"Origin": origin, "Sec-Fetch-Site": "same-origin"},
        method="POST",
    )


def parsed(answer: Answer) -> object:
    """The JSON of an answer."""
    return json.loads(answer.text)
