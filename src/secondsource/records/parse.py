"""What a parser says of a text, as plain columns: no stage sees the parser's own objects."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from secondsource.records.evidence import Span


@dataclass(frozen=True, slots=True)
class Segmented:
    """A text and the stretches of it that are parsed apart, so that no sentence crosses them."""

    text: str
    segments: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens of one text, one column an attribute; token `i` is row `i` of every column.

    `starts` and `ends` are code point offsets in `text`. `heads[i]` is the index of the head
    (a root heads itself), `children[i]` the indices that it heads, in order. `tags` are Penn
    Treebank tags, `poses` Universal POS tags, `deps` ClearNLP labels as spaCy's English models
    give them, `entities` entity labels of OntoNotes ("" outside) with `begins[i]` true on the first
    token of an entity. `sentences` are half-open token ranges, none across segments.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    poses: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    entities: tuple[str, ...]
    begins: tuple[bool, ...]
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The characters of token `i`."""
        return self.text[self.starts[i] : self.ends[i]]

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all below it, in text order."""
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token `i`, nearest first, the root last."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token `i` under one of the labels `deps`."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that lie wholly inside characters `[start, end)`."""
        return range(bisect_left(self.starts, start), bisect_right(self.ends, end))
