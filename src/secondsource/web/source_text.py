"""The text of a report beside its story: passages marked, one of them chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.export.marks import Mark, marks
from secondsource.export.safe import on_page
from secondsource.export.sheet import Source
from secondsource.records.evidence import Span

LONGEST_NUMBER = 9  # digits: no report is longer
CHOSEN, CITED = "lit", "cited"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an address asks to be shown: a report, and characters of it if any."""

    report_id: str
    span: Span | None = None
    orphaned: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """A report's text, cut where passages begin and end; `orphaned` if there is none such."""

    source: Source
    pieces: tuple[Mark, ...]
    chosen: Span | None
    orphaned: bool


def chosen(report_id: str, start: str, end: str) -> Chosen:
    """What an address asks for; offsets that are no numbers, or none together, lead nowhere."""
    if not (start or end):
        return Chosen(report_id)
    first, last = whole_number(start), whole_number(end)
    if first is None or last is None or first >= last:
        return Chosen(report_id, orphaned=True)
    return Chosen(report_id, Span(first, last))


def whole_number(text: str) -> int | None:
    """A whole number as it stands in an address, None for anything else."""
    plain = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if plain else None


def source_text(source: Source, wanted: Chosen, cited: Iterable[Span]) -> SourceText:
    """The text with what is cited of it, and the chosen passage, exactly as it was asked for.

    A passage that reaches beyond the text is no passage of it, and none is shown in its place.
    """
    text = on_page(source.report.text)
    span = wanted.span
    orphaned = wanted.orphaned or (span is not None and span.end > len(text))
    spans = dict.fromkeys(cited, CITED)
    if span is not None and not orphaned:
        spans[span] = CHOSEN
    pieces = marks(text, spans) if text else ()
    return SourceText(source, pieces, None if orphaned else span, orphaned)
