"""Sentences of the body: the parser's, without the title, datelines and a live blog's clock."""

from secondsource.records.layers import SENTENCES, AnnotatedReport, Sentence
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.segments import PARAGRAPH_BREAK, preamble_end


def mark_sentences(annotated: AnnotatedReport) -> tuple[Sentence, ...]:
    """The sentences after the title line, trimmed of white space, in text order."""
    parse, report = annotated.parse, annotated.report
    body = len(report.title) if report.title and report.text.startswith(report.title) else 0
    found: list[Sentence] = []
    paragraph, at = -1, 0
    for first, last in parse.sentences:
        while first < last and not parse.word(first).strip():
            first += 1
        while last > first and not parse.word(last - 1).strip():
            last -= 1
        if first == last or parse.starts[first] < body:
            continue
        start, end = parse.starts[first], parse.ends[last - 1]
        new = not found or PARAGRAPH_BREAK.search(report.text, at, start)
        if new and (preamble_end(report.text, start) or start) > end:
            continue
        paragraph, at = paragraph + bool(new), end
        found.append(Sentence(start, end, first, last, paragraph))
    return tuple(found)


ANNOTATE_SENTENCES = Annotator(SENTENCES, "1", mark_sentences, reads=frozenset())
