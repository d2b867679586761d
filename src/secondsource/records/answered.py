"""A request that may be sent twice and is to be done once: what was answered to it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a request, to be given again as it was."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Turn(StrEnum):
    """What to do with a request that has no answer yet."""

    OURS = "ours"  # it is the first: do it, and keep what is answered
    UNDERWAY = "underway"  # the first is still being done: ask again in a while
