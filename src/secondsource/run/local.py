"""Work done in this process, item by item: one that fails is set aside, the rest goes on."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from secondsource.errors import BadConfig
from secondsource.records.brief import SetAside
from secondsource.records.report import Report

R = TypeVar("R")


def read_all(
    reports: Sequence[Report], read: Callable[[Sequence[Report]], list[R]]
) -> tuple[list[R], list[SetAside]]:
    """What `read` makes of the reports; where it fails, one at a time, to find which to set aside.

    `BadConfig` is raised: no report is at fault where the installation cannot read any.
    """
    try:
        return read(reports), []
    except BadConfig:
        raise
    except Exception as error:  # noqa: BLE001 - the one broad except: nothing may abort the rest
        if len(reports) == 1:
            name = reports[0].ref or reports[0].id
            reason = f"reading it failed ({type(error).__name__}: {error}); please report this text"
            return [], [SetAside(name, reason)]
    done: list[R] = []
    aside: list[SetAside] = []
    for report in reports:
        good, bad = read_all([report], read)
        done += good
        aside += bad
    return done, aside
