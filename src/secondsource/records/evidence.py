"""Where a statement rests: spans and passages of unaltered text, and who made a record."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `[start, end)` of a text, counted in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, got [{self.start}, {self.end})")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def within(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


S = TypeVar("S", bound=Span)


def spans_within(spans: Sequence[S], outer: Span) -> Iterator[S]:
    """Those of some spans in text order that lie wholly inside another, found by bisection.

    Going through all names of a long report for each of its sentences takes the square of its
    length.
    """
    for at in range(bisect_left(spans, outer.start, key=lambda span: span.start), len(spans)):
        if spans[at].start >= outer.end:
            return
        if outer.contains(spans[at]):
            yield spans[at]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters `[start, end)` of one report: the unit of evidence."""

    report_id: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The passage without its report."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a derived record: a rule set or a model, with its version."""

    name: str
    version: str
