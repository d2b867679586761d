"""Fetch bombs, stopped by ratio, by size and not at all; print the megabytes taken at most.

Run by test_endless.py with the address of a host and the bombs that it has.
"""

import sys
from io import BytesIO
from pathlib import Path

from secondsource.errors import BadInput
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings, Limits

NO_RATIO = Limits(ratio=10**9)
UNLIMITED = Limits(size=10**12, ratio=10**9)
THOROUGH = {"zstd"}  # the quickest to unpack, and in the largest pieces: taken to its very end


def peak() -> int:
    """The most memory that this process has had, in KiB; unlike getrusage, not its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


class Nowhere(BytesIO):
    """Counts what is written, and forgets it."""

    size = 0

    def write(self, data: object) -> int:
        self.size += len(data)  # type: ignore[arg-type]
        return 0


def main(address: str, *kinds: str) -> None:
    fetcher = Fetcher(FetchSettings(allow_net=("127.0.0.1/32",), delay=0.0))
    large = Fetcher(FetchSettings(allow_net=("127.0.0.1/32",), delay=0.0, page=NO_RATIO))
    before = peak()
    for kind in kinds:
        for fetch in (fetcher, large):
            try:
                fetch.get(address + kind, robots=False)
            except BadInput:
                continue
            sys.exit(f"{kind} was taken whole")
        if kind in THOROUGH:
            whole = Nowhere()
            fetcher.download(address + kind, whole, limits=UNLIMITED, robots=False)
            assert whole.size == 1 << 30
    print((peak() - before) / 1024)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
