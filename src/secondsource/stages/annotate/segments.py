"""Where a text falls into parts that are read apart: paragraphs, and what stands before them."""

import re

from secondsource.records.evidence import Span
from secondsource.stages.annotate.paragraphs import paragraphs

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
# "GENEVA, May 3 (Agency) - " and "10:45 " stand before what is said and are no part of it.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’ .-]{2,}(?:, ?[A-Z][a-z]{1,4}\.)?[^\n().!?]{0,40}?(?:\([^()\n]{2,40}\)\s*)?"
    r"(?:[-–—]|--)\s+|\([A-Z]{2,8}\)\s*(?:(?:[-–—]|--)\s+)?)(?=\S)"
)
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{3,4}\b)?\s*[-–—:|]?\s+(?=\S)")


def segments(text: str) -> tuple[Span, ...]:
    """Each paragraph, without white space around it; a dateline or a clock time apart from it."""
    found: list[Span] = []
    for start, end in paragraphs(text):
        split = preamble_end(text, start)
        if split is not None and split < end:
            found.append(Span(start, start + len(text[start:split].rstrip())))
            start = split
        found.append(Span(start, end))
    return tuple(found)


def preamble_end(text: str, start: int) -> int | None:
    """Where a dateline or clock time that begins at `start` ends, None if there is none."""
    preamble = DATELINE.match(text, start, start + 90) or CLOCK.match(text, start, start + 30)
    return preamble.end() if preamble else None
