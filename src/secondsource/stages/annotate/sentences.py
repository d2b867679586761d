"""Sentences of the body: the parser's, without the title, datelines and the clock of a live blog."""

import re

from secondsource.records.layers import SENTENCES, AnnotatedReport, Sentence
from secondsource.stages.annotate.annotator import Annotator

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
# "GENEVA, May 3 (Agency) - " and "10:45 " stand before what is said and are no part of it.
DATELINE = re.compile(
    r"[A-Z][A-Z'’ .-]{2,}[^\n().!?]{0,40}?(?:\([^()\n]{2,40}\)\s*)?(?:[-–—]|--)\s+(?=\S)"
)
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{3,4}\b)?\s*[-–—:|]?\s+(?=\S)")


def mark_sentences(annotated: AnnotatedReport) -> tuple[Sentence, ...]:
    """The sentences after the title line, trimmed of white space, in text order."""
    parse, report = annotated.parse, annotated.report
    body = len(report.title) if report.title and report.text.startswith(report.title) else 0
    found: list[Sentence] = []
    paragraph, at = -1, 0
    for first, last in parse.sentences:
        if first == last or parse.starts[first] < body:
            continue
        new = not found or PARAGRAPH_BREAK.search(report.text, at, parse.starts[first])
        paragraph += bool(new)
        if new and (after := _after_preamble(report.text, parse.starts[first])):
            first = next((i for i in range(first, last) if parse.starts[i] >= after), last)
        while first < last and not parse.word(first).strip():
            first += 1
        while last > first and not parse.word(last - 1).strip():
            last -= 1
        if first < last:
            start, at = parse.starts[first], parse.ends[last - 1]
            found.append(Sentence(start, at, first, last, paragraph))
    return tuple(found)


def _after_preamble(text: str, start: int) -> int | None:
    preamble = DATELINE.match(text, start, start + 90) or CLOCK.match(text, start, start + 30)
    return preamble.end() if preamble else None


ANNOTATE_SENTENCES = Annotator(SENTENCES, "1", mark_sentences, reads=frozenset())
