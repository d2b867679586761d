"""Where names stand in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from secondsource.records.layers import Sentence
from secondsource.stages.annotate.names_cuts import is_label, pieces
from secondsource.stages.annotate.names_runs import run_end
from secondsource.stages.annotate.names_text import HYPHENS, Text, is_title

QUALIFYING = frozenset({"vice", "deputy", "ex", "co"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[first, last)` that name something; `title` is the word before them if it is one."""

    first: int
    last: int
    words: tuple[str, ...]
    title: str


def mentions(text: Text, sentence: Sentence) -> Iterator[Mention]:
    """The mentions of one sentence, in order."""
    at = sentence.first
    while at < sentence.last:
        if not text.is_core(at):
            at += 1
            continue
        end = run_end(text, at, sentence.last)
        for first, last in pieces(text, at, end):
            last -= _leads_a_title(text, last)
            if first < last and not is_label(text, first, last):
                yield _mention(text, first, last)
        at = end


def _leads_a_title(text: Text, last: int) -> bool:
    """Whether the last word belongs to the title after it: "US Vice-President", "Vice-Minister"."""
    follows = text.folded[last : last + 1]
    return text.folded[last - 1] in QUALIFYING and any(word in HYPHENS for word in follows)


def _mention(text: Text, first: int, last: int) -> Mention:
    words = tuple(word for word in text.folded[first:last] if word not in HYPHENS)
    before = text.folded[first - 1].rstrip(".") if first else ""
    return Mention(first, last, words, before if is_title(before) else "")
