"""Answers in pages: what fits into one, and the cursor to the next."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from secondsource.errors import BadInput

T = TypeVar("T")

BUDGET = 24_000  # characters of quoted text in one answer: what a model can take in at once
_CURSOR = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is wanted: the cursor of the one before, None for the first; most items."""

    cursor: str | None
    limit: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and the cursor of the page behind them, None at the end."""

    items: tuple[T, ...]
    cursor: str | None


def page(items: Sequence[T], asked: Asked, *, version: int, size: Callable[[T], int]) -> Page[T]:
    """The page asked for: `limit` items or as many as fit into the budget, but at least one.

    `size` is in characters. `BadInput` for a cursor that is none, or is of another version.
    """
    start = _start(asked.cursor, version)
    end, left = start, BUDGET
    while end < min(len(items), start + asked.limit):
        left -= size(items[end])
        if left < 0 and end > start:
            break
        end += 1
    return Page(tuple(items[start:end]), f"{version}.{end}" if end < len(items) else None)


def _start(cursor: str | None, version: int) -> int:
    if cursor is None:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise BadInput("cursor", "is none of this tool: give the one of its last answer, or none")
    if int(found[1]) != version:
        raise BadInput("cursor", "is of an earlier version of the brief: begin again without it")
    return int(found[2])
