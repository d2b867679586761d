"""Cuts a report's text where cited passages start and end, so that each can be lit on its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from secondsource.records.evidence import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that the same passages cover; `starts` are the passages that begin with them."""

    text: str
    ids: tuple[str, ...]
    starts: tuple[str, ...]


def marks(text: str, ids: Mapping[Span, str]) -> tuple[Mark, ...]:
    """All of `text` in order; passages, each with its id, may overlap and nest in any way."""
    cuts = sorted({0, len(text), *(at for span in ids for at in (span.start, span.end))})
    waiting = sorted(ids, reverse=True)
    inside: list[Span] = []
    cut: list[Mark] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        inside = [span for span in inside if span.end > start]
        starting: list[Span] = []
        while waiting and waiting[-1].start <= start:
            starting.append(waiting.pop())
        inside += starting
        cut.append(
            Mark(
                text[start:end],
                tuple(ids[span] for span in inside),
                tuple(ids[span] for span in starting),
            )
        )
    return tuple(cut)
