"""Finds parts of a whole: "seven in ten", "two-thirds of", "half an hour"."""

import re

from secondsource.records.evidence import Span
from secondsource.stages.annotate.figure import Figure
from secondsource.stages.annotate.fractions import find_fractions

OUT_OF = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?")
EVERY = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every|each)\s+|\s+out\s+of\s+")


def with_shares(text: str, span: Span, figures: list[Figure]) -> list[Figure]:
    """ "Seven in ten", "one out of every three", "two-thirds of", "half an hour"."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last is not None and (share := _share(text, last, figure)):
            kept[-1] = share
        else:
            kept.append(figure)
    parts = [part for part in find_fractions(text, span) if not any(_covers(f, part) for f in kept)]
    kept = [figure for figure in kept if not any(figure.overlaps(part) for part in parts)]
    return sorted([*kept, *parts], key=lambda figure: figure.start)


def _covers(figure: Figure, part: Figure) -> bool:
    return figure.overlaps(part) and (figure.end > part.end or figure.start < part.start)


def _share(text: str, last: Figure, figure: Figure) -> Figure | None:
    if (
        last.unit
        or figure.unit
        or last.share
        or not 0 < last.high < figure.low
        or last.low != last.high
    ):
        return None
    if not OUT_OF.fullmatch(text, last.end, figure.start):
        return None
    plainly = EVERY.fullmatch(text, last.end, figure.start) is not None
    whole = text[last.end : figure.start].split()[0] == "in" and (
        figure.low <= 10 or figure.low % 10 == 0
    )
    if not (plainly or whole):
        return None
    value = 100 * last.low / figure.low
    return Figure(
        last.start, figure.end, low=value, high=value, unit="percent",
        number=Span(last.start, figure.end), share=True, words=last.words,
    )  # fmt: skip
