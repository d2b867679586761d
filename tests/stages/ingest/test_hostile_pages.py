"""Pages made to use up a machine: an answer or a set-aside, within limits on time and memory.

`python -m benchmarks.hostile_pages` reads all of them against the limits that are promised.
"""

import sys
import time
from collections.abc import Iterator

import pytest

from benchmarks.hostile_pages import PAGES, PROMISED_MEMORY, PROMISED_SECONDS, read_and_weigh
from secondsource.errors import BadInput
from secondsource.run.killable import Killable

SLICE = (
    "300,000 paragraphs",
    "50,000 attributes",
    "a table of 7 MB",
    "1,000 tables deep",
    "5 MB of <",
    "an entity bomb",
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Killable]:
    with Killable(1, seconds=8) as made:
        yield made


@pytest.mark.skipif(sys.platform == "win32", reason="memory is told by POSIX")
@pytest.mark.parametrize("name", SLICE)
def test_a_hostile_page_is_read_or_set_aside_within_the_limits(
    workers: Killable, name: str
) -> None:
    data = PAGES[name]()
    begun = time.monotonic()
    try:
        _, memory = workers.run(read_and_weigh, name, data)
    except BadInput:  # stopped by a limit: that is the other thing that is promised
        memory = 0
    assert time.monotonic() - begun < PROMISED_SECONDS
    assert memory <= PROMISED_MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="memory is told by POSIX")
def test_a_page_that_takes_too_long_is_ended_and_told_so() -> None:
    slow = PAGES["500,000 attributes"]()
    with Killable(1, seconds=0.5) as workers, pytest.raises(BadInput, match="over 0.5 seconds"):
        workers.run(read_and_weigh, "slow", slow)
