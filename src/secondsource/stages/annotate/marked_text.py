"""A parse read together with the quotation marks of its text: which tokens stand in which marks."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from secondsource.records.evidence import Span
from secondsource.records.parse import Parse
from secondsource.stages.annotate.paragraphs import paragraphs
from secondsource.stages.annotate.quotation_marks import Quotation, quotations

ENDS_SENTENCE = frozenset({".", "!", "?", "...", "…"})
CLOSING_MARKS = frozenset("”\"»’')]")
GOES_ON = frozenset({",", "-", "–", "—", "―", "--", "~"})
MAY_END = CLOSING_MARKS | frozenset(".!?…")
REACH = 60  # tokens on either side of a quotation in which its cue is sought


@dataclass(frozen=True)
class MarkedText:
    """A parse and the outermost quotations of its text."""

    parse: Parse
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, parse: Parse) -> "MarkedText":
        """The parse with the quotations that its text has."""
        return cls(parse, quotations(parse.text))

    @cached_property
    def inside(self) -> list[int]:
        """For every token the index of the quotation that it touches, -1 outside of all."""
        found = [-1] * len(self.parse)
        for index, quotation in enumerate(self.quotations):
            token = bisect_right(self.parse.ends, quotation.outer.start)
            while token < len(found) and self.parse.starts[token] < quotation.outer.end:
                found[token] = index
                token += 1
        return found

    @cached_property
    def breaks(self) -> list[bool]:
        """For every token whether a sentence of the text, marks aside, begins with it."""
        parse, found = self.parse, [True]
        text, starts, ends = parse.text, parse.starts, parse.ends
        opening = set(self.paragraph_starts)
        for i in range(1, len(parse)):
            stopped = text[ends[i - 1] - 1] in MAY_END and self._after_stop(i)
            found.append(stopped or starts[i] in opening)
        return found[: len(parse)]

    @cached_property
    def paragraph_starts(self) -> list[int]:
        """Where the paragraphs begin, in order."""
        return [start for start, _ in paragraphs(self.parse.text)]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that the character at `offset` is in."""
        return bisect_right(self.paragraph_starts, offset)

    def _after_stop(self, i: int) -> bool:
        parse = self.parse
        if self.inside[i] == self.inside[i - 1] != -1:
            return parse.word(i - 1) in ENDS_SENTENCE and self._may_begin(i)
        closed = i > 1 and self.inside[i - 1] != -1 and parse.word(i - 1) in CLOSING_MARKS
        stops = parse.word(i - 2) == "." if closed else parse.word(i - 1) in ENDS_SENTENCE
        return stops and self._may_begin(i)

    def _may_begin(self, i: int) -> bool:
        following = self.parse.word(i)
        closes = following in CLOSING_MARKS and self.inside[i] == self.inside[i - 1]
        return not (following[0].islower() or closes or following in GOES_ON)

    def after(self, index: int) -> range:
        """The tokens after a quotation up to the end of the sentence or the next quotation."""
        first = self._token_from(self.quotations[index].outer.end)
        last = first
        while last < min(len(self.parse), first + REACH):
            if self.inside[last] != -1 or (last > first and self.breaks[last]):
                break
            if last == first and self.breaks[last] and self.parse.word(last) != ",":
                break
            last += 1
        return range(first, last)

    def before(self, index: int) -> range:
        """The tokens before a quotation from the start of the sentence or the last quotation."""
        last = first = self._token_from(self.quotations[index].outer.start)
        led_in = 0 < last < len(self.parse) and self.parse.word(last - 1) == ":"
        if last < len(self.parse) and self.breaks[last] and not led_in:
            return range(last, last)
        while first > max(0, last - REACH) and self.inside[first - 1] == -1:
            first -= 1
            if self.breaks[first]:
                break
        return range(first, last)

    def governors(self, index: int) -> set[int]:
        """The tokens outside a quotation that its words depend on, at any distance."""
        outer = self.quotations[index].outer
        for token in self.parse.tokens_in(outer.start, outer.end):
            if self.inside[self.parse.heads[token]] != index:
                head = self.parse.heads[token]
                return {head, *self.parse.ancestors(head)}
        return set()

    def lead(self, index: int) -> str:
        """The few characters in front of a quotation."""
        start = self.quotations[index].outer.start
        return self.parse.text[max(0, start - 12) : start]

    def follow(self, index: int) -> str:
        """The first character after a quotation that is no space, "" where a line ends before."""
        end = self.quotations[index].outer.end
        return self.parse.text[end : end + 3].split("\n")[0].strip()[:1]

    def inner(self, index: int) -> str:
        """The characters between the marks of a quotation."""
        return self.quotations[index].inner.within(self.parse.text)

    def _token_from(self, offset: int) -> int:
        """The first token that begins at or after `offset`."""
        within = self.parse.tokens_in(offset, len(self.parse.text))
        return within.start

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `[first, last)`."""
        return Span(self.parse.starts[first], self.parse.ends[last - 1])
