"""Where a text stands between quotation marks, of whichever kind: characters alone, no grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from secondsource.records.evidence import Span

MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'`＂]")
EMPTY_LINE = re.compile(r"\n\s*\n\s*")
ELISION = re.compile(
    r"(?:\d0s\b|\d\d\b(?! )|(?:em|n|tis|twas|til|till|cause|cos|bout|round|un|er|ere|im|cept)\b)",
    re.IGNORECASE,
)

CLOSERS = {
    "“": '”"＂',
    "”": "”",  # Swedish and Finnish texts open and close with the same mark
    "„": '“”‟"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    '"': '"”',
    "＂": "＂",
    "``": ("''", '"'),
    "''": ("''", '"'),  # typewritten double quotes
    "‘": "’'",
    "’": "’",
    "‚": "‘’",
    "'": "'’",
    "`": "'’",
}
SINGLE = frozenset("‘’‚'`")
BEFORE_OPENING = frozenset("([{<—–-/…“‘\"'«„ \t\n\u00a0\u2009\u202f\u200b")
STRONG_BEFORE_CLOSING = frozenset('.,?!…;:—–-)]”"»')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: `outer` with the marks, `inner` the characters between them.

    `reopened` is true where a paragraph opens with a mark because the quotation of the paragraph
    before it was left open, as newspapers set speech of several paragraphs.
    """

    outer: Span
    inner: Span
    reopened: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Characters `[start, end)`; what the paragraph before left open; how the next one begins."""

    start: int
    end: int
    left_open: bool
    following: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text` in order; what is quoted inside one is part of it.

    Apostrophes are no marks. A mark without its partner closes at the end of the paragraph if it
    opened the paragraph, follows a colon or comma, or is opened anew by the next paragraph; it is
    ignored elsewhere.
    """
    found: list[Quotation] = []
    left_open = False
    paragraphs = [*_paragraphs(text), (len(text), len(text))]
    for (start, end), (following, _) in pairwise(paragraphs):
        here = _Paragraph(start, end, left_open, text[following : following + 2])
        quoted, left_open = _in_paragraph(text, here)
        found += quoted
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in EMPTY_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _in_paragraph(text: str, here: _Paragraph) -> tuple[list[Quotation], bool]:
    """The quotations of a paragraph, and whether the last one is left open at its end."""
    start, end, left_open = here.start, here.end, here.left_open
    marks = [_Mark(m.start(), m.end(), m.group()) for m in MARK.finditer(text, start, end)]
    final = {mark.sign: index for index, mark in enumerate(marks)}  # where each sign stands last
    found: list[Quotation] = []
    at, open_end, reopened_at = 0, False, start
    while at < len(marks) and not open_end:
        mark = marks[at]
        at += 1
        if not _opens(text, mark, start):
            continue
        first = left_open and mark.start in (start, reopened_at)
        again = final[mark.sign] >= at
        if (partner := _partner(text, marks, at, final)) is not None:
            close = marks[partner]
            found.append(_quotation(mark, close.start, close.end, first))
            at = partner + 1
        elif not again and _may_run_on(text, mark, here):
            stop = start + len(text[start:end].rstrip())
            found.append(_quotation(mark, stop, stop, first))
            open_end = True
        elif again and (line := _line_left_open(text, mark, marks[at])):
            found.append(_quotation(mark, line, line, first))
            left_open, reopened_at = True, marks[at].start
    return [one for one in found if any(map(str.isalnum, one.inner.within(text)))], open_end


def _line_left_open(text: str, mark: _Mark, following: _Mark) -> int | None:
    """Where the line of an open quotation ends that the mark after it opens anew on a new line."""
    end = len(text[mark.end : following.start].rstrip()) + mark.end
    new_line = "\n" in text[end : following.start]
    return end if following.sign == mark.sign and new_line else None


def _quotation(mark: _Mark, inner_end: int, outer_end: int, reopened: bool) -> Quotation:
    inner = Span(min(mark.end, inner_end), inner_end)
    return Quotation(Span(mark.start, max(outer_end, inner.end)), inner, reopened)


def _opens(text: str, mark: _Mark, start: int) -> bool:
    before = text[mark.start - 1] if mark.start > start else " "
    after = text[mark.end : mark.end + 1]
    if before not in BEFORE_OPENING or not after or after.isspace() and mark.sign not in "«»":
        return False
    if mark.sign in SINGLE:
        return not ELISION.match(text, mark.end) and (after.isalnum() or after in '“"…[($£€¿¡—–-')
    return True


def _partner(text: str, marks: list[_Mark], at: int, final: dict[str, int]) -> int | None:
    """The index of the mark that closes the one before `at`."""
    opener = marks[at - 1].sign
    # Without this look ahead, a text of opening marks alone would take quadratic time.
    if not any(final.get(sign, -1) >= at for sign in CLOSERS[opener]):
        return None
    if opener in SINGLE:
        return _single_partner(text, marks, at)
    for index in range(at, len(marks)):
        sign = marks[index].sign
        if opener == sign and opener != "”" and _only_opens(text, marks[index]):
            return None
        if sign in CLOSERS[opener]:
            return index
    return None


def _single_partner(text: str, marks: list[_Mark], at: int) -> int | None:
    opener, weak = marks[at - 1].sign, None
    for index in range(at, len(marks)):
        mark = marks[index]
        if mark.sign not in CLOSERS[opener]:
            if mark.sign == opener and _only_opens(text, mark):
                break
            continue
        before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
        if before.isspace() or after.isalnum():
            if before.isspace() and mark.sign == opener:
                break
            continue
        if not _maybe_apostrophe(text, mark):
            return index
        weak = index if weak is None else weak
    return weak


def _maybe_apostrophe(text: str, mark: _Mark) -> bool:
    """Whether a mark at a word's end may be a plural's possessive or a dropped letter."""
    before, after = text[mark.start - 1], text[mark.end : mark.end + 2]
    if before in STRONG_BEFORE_CLOSING or before not in "sSnNdo":
        return False
    return len(after) == 2 and after[0] == " " and after[1].isalpha()


def _only_opens(text: str, mark: _Mark) -> bool:
    return text[mark.start - 1].isspace() and not text[mark.end : mark.end + 1].isspace()


def _may_run_on(text: str, mark: _Mark, here: _Paragraph) -> bool:
    """Whether a mark without a partner speaks to the end of the paragraph."""
    before = text[here.start : mark.start].rstrip()
    reopened = here.following.startswith(mark.sign)
    return mark.sign not in SINGLE and (reopened or not before or before[-1] in ":,")
