"""Sentences of the body: the parser's, mended where news text misleads it, without the title."""

import re

from secondsource.records.layers import SENTENCES, AnnotatedReport, Sentence
from secondsource.stages.annotate.annotator import Annotator

PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")


def mark_sentences(annotated: AnnotatedReport) -> tuple[Sentence, ...]:
    """The sentences after the title line, trimmed of white space, in text order."""
    parse, report = annotated.parse, annotated.report
    text = report.text
    body = len(report.title) if report.title and text.startswith(report.title) else 0
    found: list[Sentence] = []
    paragraph, at = 0, 0
    for first, last in parse.sentences:
        while first < last and not parse.word(first).strip():
            first += 1
        while last > first and not parse.word(last - 1).strip():
            last -= 1
        if first == last or parse.starts[first] < body:
            continue
        start, end = parse.starts[first], parse.ends[last - 1]
        paragraph += bool(found) and bool(PARAGRAPH_BREAK.search(text, at, start))
        found.append(Sentence(start, end, first, last, paragraph))
        at = end
    return tuple(found)


ANNOTATE_SENTENCES = Annotator(SENTENCES, "1", mark_sentences, reads=frozenset())
