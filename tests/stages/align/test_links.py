"""Links between claims of different reports: they agree, or differ."""

from collections.abc import Sequence
from datetime import timedelta

from secondsource.compare.claims import Statement, statements
from secondsource.compare.identity import unify
from secondsource.compare.matter import matters
from secondsource.compare.office import Holding, holdings
from secondsource.compare.speech import Speech, speeches
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Kind
from secondsource.stages.align.links import (
    Agreement,
    Link,
    Opposition,
    office_links,
    speech_links,
    statement_links,
)
from tests.build import PUBLISHED, annotated, encoder

CRASH = "The crash near Ostrel derailed 14 wagons on Tuesday."
OTHER = "The crash near Ostrel derailed 19 wagons on Tuesday."
WORDS = "We cannot ask our crews to sail another winter in these ships"


def read(*texts: str) -> list[AnnotatedReport]:
    """One report an outlet, an hour apart."""
    return [
        annotated(text, outlet=f"Outlet {k}", published=PUBLISHED + timedelta(hours=k))
        for k, text in enumerate(texts)
    ]


def said(*texts: str) -> list[Statement]:
    reports = read(*texts)
    names = unify(reports)
    return [statement for one in reports for statement in statements(one, names)]


def spoken(*texts: str) -> list[Speech]:
    reports = read(*texts)
    names = unify(reports)
    return [speech for one in reports for speech in speeches(one, names)]


def held(*texts: str) -> list[Holding]:
    reports = read(*texts)
    names = unify(reports)
    return [holding for one in reports for holding in holdings(one, names)]


def linked(found: list[Statement], *, one_origin: bool = False) -> list[Link]:
    origin_of = {s.report_id: "one" if one_origin else s.report_id for s in found}
    return list(statement_links(found, list(matters(found, encoder())), origin_of))


def test_statements_that_differ_are_opposed_by_kind() -> None:
    (link,) = linked(said(CRASH, OTHER))
    assert isinstance(link, Opposition)
    assert link.difference.kind is Kind.NUMBER


def test_statements_that_say_the_same_agree() -> None:
    (link,) = linked(said(CRASH, "Fourteen wagons were derailed in the crash near Ostrel."))
    assert isinstance(link, Agreement)


def test_an_opposition_has_its_values_in_the_order_of_its_claims() -> None:
    found = said(CRASH, OTHER)
    (link,) = linked(found)
    assert isinstance(link, Opposition)
    by_id = {s.claim.id: s.claim.text for s in found}
    for claim, value in zip((link.a, link.b), link.difference.values, strict=True):
        assert value in by_id[claim]


def test_reports_of_one_origin_are_not_opposed() -> None:
    assert not [k for k in linked(said(CRASH, OTHER), one_origin=True) if isinstance(k, Opposition)]


def test_one_quote_by_one_speaker_agrees_and_by_two_is_opposed() -> None:
    first = f"“{WORDS},” said Helen Marsh."
    (same,) = speech_links(spoken(first, f"“{WORDS},” Helen Marsh told reporters."))
    (differing,) = speech_links(spoken(first, f"“{WORDS},” said Oscar Lind."))
    assert isinstance(same, Agreement)
    assert isinstance(differing, Opposition)


def test_a_quote_of_nobody_known_is_not_linked() -> None:
    assert list(speech_links(spoken(f"“{WORDS},” said Helen Marsh.", f"“{WORDS}.”"))) == []


def offices_linked(offices: Sequence[Holding]) -> list[Link]:
    """The links between offices of reports that are all origins of their own."""
    return list(office_links(offices, {office.report_id: office.report_id for office in offices}))


def test_one_office_in_two_reports_agrees_and_two_offices_are_opposed() -> None:
    first = "Energy Minister Anna Brandt saw the dam."
    (same,) = offices_linked(held(first, "Anna Brandt, the energy minister, saw the dam."))
    (differing,) = offices_linked(held(first, "Former Energy Minister Anna Brandt saw the dam."))
    assert isinstance(same, Agreement)
    assert isinstance(differing, Opposition)
    assert differing.difference.kind is Kind.ROLE


def test_offices_of_two_people_or_of_one_report_are_not_offices_linked() -> None:
    two = held("Energy Minister Anna Brandt saw the dam.", "Energy Minister Oscar Lind saw it.")
    one = held("Energy Minister Anna Brandt came. The energy minister, Anna Brandt, left.")
    assert offices_linked(two) == []
    assert offices_linked(one) == []


def test_offices_that_fit_without_being_the_same_are_not_offices_linked() -> None:
    both = held("Mayor Anna Brandt saw the dam.", "Party leader Anna Brandt saw the dam.")
    assert len(both) == 2
    assert offices_linked(both) == []


def test_a_title_kept_for_life_goes_with_and_without_former() -> None:
    both = held("Former President Anna Brandt came.", "President Anna Brandt saw the dam.")
    assert offices_linked(both) == []
