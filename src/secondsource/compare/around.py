"""Speech around a clause: who says it, and whether in these words."""

from secondsource.compare.things import Names
from secondsource.records.evidence import Span
from secondsource.records.layers import NAMES, QUOTES, AnnotatedReport, Clause, Quote


def speaker_of(annotated: AnnotatedReport, names: Names, clause: Clause) -> str | None:
    """Who says a clause, in the story's form of the name; None for the report's own voice."""
    quote = quote_of(annotated, clause)
    if quote is None or quote.speaker is None:
        return None
    return names.get((annotated.report.id, quote.speaker), quote.speaker)


def quote_of(annotated: AnnotatedReport, clause: Clause) -> Quote | None:
    """The speech that a clause is: around it, or around its verb ("according to him, it burnt")."""
    quotes = annotated.get(QUOTES)
    at = annotated.parse.starts[clause.root]
    inside = (q for q in quotes if not q.direct and q.start <= at < q.end)
    return quote_around(quotes, clause) or next(inside, None)


def speaker_named(annotated: AnnotatedReport, quote: Quote | None) -> bool:
    """Whether the report knows the speaker of a quote by name."""
    return quote is not None and any(n.entity == quote.speaker for n in annotated.get(NAMES))


def quote_around(quotes: tuple[Quote, ...], span: Span) -> Quote | None:
    """The speech that covers most of a span, direct before indirect; None if none covers half."""
    best, most = None, (span.end - span.start) / 2
    for quote in quotes:
        shared = min(quote.end, span.end) - max(quote.start, span.start)
        if shared > most or (shared == most and quote.direct):
            best, most = quote, shared
    return best


def in_direct_speech(annotated: AnnotatedReport, clause: Clause) -> bool:
    """Whether a clause stands between quotation marks."""
    quote = quote_around(annotated.get(QUOTES), clause)
    return quote is not None and quote.direct
