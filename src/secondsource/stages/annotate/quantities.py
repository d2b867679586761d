"""Marks figures with what they count: unit, approximation, counted noun, period."""

from collections.abc import Sequence

from secondsource.records.evidence import Span
from secondsource.records.layers import (
    PARSE,
    QUANTITIES,
    SENTENCES,
    AnnotatedReport,
    Approximation,
    Quantity,
    Sentence,
)
from secondsource.records.parse import Parse
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.approximations import approximation_after, approximation_before
from secondsource.stages.annotate.counted import counted_after, period_after
from secondsource.stages.annotate.counted_thing import Counted
from secondsource.stages.annotate.figure import DURATIONS, Figure
from secondsource.stages.annotate.figures import find_figures
from secondsource.stages.annotate.labels import is_label, is_score
from secondsource.stages.annotate.time_compounds import compounds


def mark_quantities(annotated: AnnotatedReport) -> tuple[Quantity, ...]:
    """The figures of the body in text order; times, years, names and labels are none."""
    parse = annotated.parse
    before: list[tuple[float, str]] = []
    found: list[Quantity] = []
    for sentence in annotated.get(SENTENCES):
        for figure in _figures(parse, sentence):
            counted = _counted(parse, figure, sentence, before)
            if counted is not None:
                if counted.of and not figure.unit:
                    before.append((figure.high, counted.of))
                found.append(_quantity(parse.text, figure, counted))
    return tuple(found)


def _figures(parse: Parse, sentence: Sentence) -> list[Figure]:
    taken = [Span(found.start, found.end) for found in compounds(parse, sentence)]
    figures = find_figures(parse.text, sentence, taken)
    return [figure for figure in figures if not is_label(parse, figure)]


def _counted(
    parse: Parse, figure: Figure, sentence: Sentence, before: Sequence[tuple[float, str]]
) -> Counted | None:
    if is_score(parse.text, figure):
        return Counted("", figure.end)
    # "1,900 of them": of the last thing counted of which there are so many.
    known = next((of for many, of in reversed(before) if many >= figure.high), "")
    return counted_after(parse, figure, sentence, known)


def _quantity(text: str, figure: Figure, counted: Counted) -> Quantity:
    approximation, start, end = _approximation(text, figure)
    end = max(end, counted.end)
    per, end = period_after(text, end, money=figure.money, unit=figure.unit)
    return Quantity(
        start,
        end,
        low=figure.low,
        high=figure.high,
        unit=counted.unit or figure.unit,
        approximation=approximation,
        of=counted.of,
        per=per or figure.per,
    )


def _approximation(text: str, figure: Figure) -> tuple[Approximation, int, int]:
    """The approximation of a figure, with where figure and approximation begin and end."""
    found = approximation_before(text, figure.start, period=figure.unit in DURATIONS)
    if found is not None:
        return found.meaning, found.at, figure.end
    found = approximation_after(text, figure.end)
    if found is not None:
        return found.meaning, figure.start, found.at
    # "Seven in ten" and "a third" are told by people who round.
    rough = figure.vague or figure.share
    meaning = Approximation.ABOUT if rough else Approximation.EXACT
    return meaning, figure.start, figure.end


ANNOTATE_QUANTITIES = Annotator(
    QUANTITIES, "1", mark_quantities, reads=frozenset({PARSE, SENTENCES})
)
