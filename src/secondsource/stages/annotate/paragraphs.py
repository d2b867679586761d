"""Where the paragraphs of a text are: in texts with and without empty lines between them."""

import re
from collections.abc import Iterator

LINE_BREAK = re.compile(r"(?:\r\n?|\n)\s*")
LINE_END = re.compile(r"\r\n?|\n")
WRAPPED = 120  # no program that wraps lines makes longer ones
# An end of a sentence that is no abbreviation: "Mr." at the end of a wrapped line is none.
SENTENCE_END = re.compile(r"(?:[^\W\d_]{4}[.!?…]|[.!?…][\"'”’»)\]]{1,3})\Z")
NO_SPACE = re.compile(r"\S")
LONGEST = 20_000  # a pipeline's memory grows with the piece
CUT = re.compile(r".*[.!?…][\"'”’»)\]]*\s|.*\s", re.DOTALL)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans `[start, end)` of the paragraphs, without the white space around them.

    An empty line ends a paragraph. A single line break does so where the line before it ends a
    sentence, or where a line beside it is longer than wrapped lines are. A paragraph of over
    20,000 characters is cut, after a sentence where there is one.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    breaks = [found for found in LINE_BREAK.finditer(text, start) if found.end() <= end]
    line = start
    ends = [*(one.start() for one in breaks[1:]), end][: len(breaks)]
    for found, following in zip(breaks, ends, strict=True):
        if _parts(text, found, before=found.start() - line, after=following - found.end()):
            yield from _cut(text, start, _trimmed(text, start, found.start()))
            start = found.end()
        line = found.end()
    if start < end:
        yield from _cut(text, start, end)


def _parts(text: str, found: re.Match[str], *, before: int, after: int) -> bool:
    return (
        max(before, after) > WRAPPED
        or len(LINE_END.findall(found.group())) > 1
        or SENTENCE_END.search(text[max(found.start() - 8, 0) : found.start()].rstrip()) is not None
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        found = CUT.match(text, start, start + LONGEST)
        middle = found.end() if found else start + LONGEST
        yield start, _trimmed(text, start, middle)
        following = NO_SPACE.search(text, middle, end)
        start = following.start() if following else end
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
