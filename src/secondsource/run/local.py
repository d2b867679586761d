"""Work done in this process, item by item: one that fails is set aside, the rest goes on."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from secondsource.errors import SecondSourceError
from secondsource.records.brief import SetAside
from secondsource.records.report import Report

R = TypeVar("R")


def read_all(
    reports: Sequence[Report], read: Callable[[Sequence[Report]], list[R]]
) -> tuple[list[R], list[SetAside]]:
    """What `read` makes of the reports; where it fails, one at a time, to find which to set aside.

    `BadConfig` is raised: no report is at fault where the installation cannot read any.
    """
    name = reports[0].ref or reports[0].id if reports else ""
    done_at_once = attempted(name, lambda: read(reports))
    if not isinstance(done_at_once, SetAside):
        return done_at_once, []
    if len(reports) == 1:
        return [], [done_at_once]
    done: list[R] = []
    aside: list[SetAside] = []
    for report in reports:
        good, bad = read_all([report], read)
        done += good
        aside += bad
    return done, aside


def attempted(name: str, work: Callable[[], R]) -> R | SetAside:
    """What the work gives; where it fails by a fault of ours, the input `name` is set aside.

    Errors that say what the caller should do are raised as they are.
    """
    try:
        return work()
    except SecondSourceError:
        raise
    except Exception as error:  # noqa: BLE001 - the one broad except: nothing may abort the rest
        said = f"{type(error).__name__}: {error}"
        return SetAside(name, f"reading it failed ({said}); please report this text")
