"""An annotator adds one layer and names its maker; a wrong order of annotators is refused."""

import pytest

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker
from secondsource.records.layers import (
    CLAUSES,
    NAMES,
    PARSE,
    SENTENCES,
    AnnotatedReport,
    Layer,
    LayerKey,
)
from secondsource.stages.annotate import ANNOTATORS, annotate
from secondsource.stages.annotate.annotator import Annotator, check_order
from tests.build import annotated, parser, report

LENGTH: LayerKey[int] = LayerKey("length")
SHOUTED: LayerKey[str] = LayerKey("shouted")


def length(annotated: AnnotatedReport) -> tuple[int, ...]:
    return (len(annotated.report.text),)


MARK_LENGTH = Annotator(LENGTH, "7", length, reads=frozenset())


def test_an_annotator_adds_its_layer_and_names_itself_as_maker() -> None:
    read = MARK_LENGTH.add_to(AnnotatedReport(report("The dam leaked.")))
    assert read.get(LENGTH) == (15,)
    assert read.layers == (Layer(LENGTH, Maker("secondsource/length", "7"), (15,)),)


def test_an_annotator_leaves_the_report_it_is_given_as_it_was() -> None:
    before = AnnotatedReport(report("The dam leaked."))
    MARK_LENGTH.add_to(before)
    assert not before.has(LENGTH)


def test_an_annotator_that_reads_a_later_layer_is_refused_with_both_names() -> None:
    early = Annotator(SHOUTED, "1", lambda read: (), reads=frozenset({LENGTH}))
    with pytest.raises(BadConfig, match=r"'shouted' reads layer 'length'"):
        check_order([early, MARK_LENGTH])
    check_order([MARK_LENGTH, early])


def test_every_annotator_may_read_the_parse() -> None:
    check_order([Annotator(LENGTH, "1", length, reads=frozenset({PARSE}))])


def test_reports_are_annotated_in_order_with_every_layer() -> None:
    texts = ["The dam leaked.", "The fern grows."]
    found = annotate([report(text) for text in texts], parser())
    assert [one.report.text for one in found] == texts
    assert all(one.has(annotator.key) for one in found for annotator in ANNOTATORS)


def test_no_reports_are_annotated_as_none() -> None:
    assert annotate([], parser()) == []


def test_a_layer_that_nobody_made_is_named() -> None:
    with pytest.raises(KeyError, match="length"):
        annotated("The dam leaked.").get(LENGTH)


def test_clauses_and_names_lie_inside_their_sentences() -> None:
    read = annotated("Lena Holt photographed the dam in Tarvik. She left on Monday.")
    sentences = read.get(SENTENCES)
    assert all(sentences[c.sentence].contains(c) for c in read.get(CLAUSES))
    assert all(any(s.contains(n) for s in sentences) for n in read.get(NAMES))
