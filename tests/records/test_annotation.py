"""Annotations: the right place to the character, a stable rule, the part that is at fault."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.records.annotation import Level, Lines, Place, annotations
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.story import Kind
from tests.cli.build_accounts import COURIER, MAKER, REPORTS, check_answer, passage

BRIDGE = passage(COURIER, "The bridge <was built> in 1931")


def checked(draft: str, *findings: Finding) -> CheckAnswer:
    return CheckAnswer(draft, findings, REPORTS, (), ())


def not_found(start: int, end: int) -> Finding:
    return Finding(start, end, Verdict.NOT_FOUND, None, False, (), "no report says so", MAKER)


def part(start: int, end: int, verdict: Verdict, kind: Kind | None = None) -> Part:
    return Part(start, end, verdict, kind, False, (BRIDGE,), (), (), "in 1931")


@pytest.mark.parametrize(
    ("at", "place"),
    [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (2, 3)), (6, (3, 1)), (7, (4, 1)), (9, (4, 3))],
)
def test_lines_and_columns_count_from_one(at: int, place: tuple[int, int]) -> None:
    assert Lines("ab\ncd\n\nef").place(at) == Place(*place)


@given(st.text(alphabet="a🌩é\n\r", max_size=40), st.data())
def test_a_place_leads_back_to_its_character(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    place = Lines(text).place(at)
    before = text.split("\n")[: place.line - 1]
    assert sum(len(line) + 1 for line in before) + place.column - 1 == at


def test_a_column_counts_an_emoji_as_one() -> None:
    draft = "🌩️ fell.\nIt rained."
    (one,) = annotations(checked(draft, not_found(9, 19)))
    assert (one.start, one.end) == (Place(2, 1), Place(2, 11))
    (one,) = annotations(checked(draft, not_found(3, 8)))
    assert one.start == Place(1, 4)


def test_what_is_supported_has_no_annotation() -> None:
    assert [one.finding for one in annotations(check_answer())] == [1, 2]


def test_each_verdict_has_its_rule_and_level() -> None:
    contested = replace(check_answer().findings[0], contested=True)
    answer = replace(check_answer(), findings=(contested, *check_answer().findings[1:]))
    assert [(one.rule, one.level) for one in annotations(answer)] == [
        ("contested", Level.NOTE),
        ("contradicted/number", Level.ERROR),
        ("not-found", Level.WARNING),
    ]


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        ("“It rained,” he said.", "not-found/quote"),
        ('"It rained," he said.', "not-found/quote"),
        ("‘It rained’, he said.", "not-found/quote"),
        ("It’s raining.", "not-found"),
        ("The dogs' owners' club met.", "not-found"),
    ],
)
def test_words_not_found_that_hold_a_quotation_have_a_rule_of_their_own(
    draft: str, rule: str
) -> None:
    (one,) = annotations(checked(draft, not_found(0, len(draft))))
    assert one.rule == rule


def test_the_part_at_fault_is_annotated_and_not_its_sentence() -> None:
    draft = "The bridge stood. It was built in 1913 and is closed."
    finding = replace(
        not_found(18, 53),
        verdict=Verdict.CONTRADICTED,
        kind=Kind.DATE,
        evidence=(BRIDGE,),
        parts=(part(18, 38, Verdict.CONTRADICTED, Kind.DATE), part(39, 53, Verdict.SUPPORTED)),
    )
    (one,) = annotations(checked(draft, finding))
    assert draft[one.start.column - 1 : one.end.column - 1] == "It was built in 1913"
    assert one.message == "Contradicted (date): in 1931"


def test_what_it_rests_on_is_named_with_its_line() -> None:
    finding = replace(not_found(0, 3), nearest=(BRIDGE,))
    (one,) = annotations(checked("Ah.", finding))
    ((related),) = one.related
    assert related.passage == BRIDGE
    line = COURIER.text.split("\n")[related.place.line - 1]
    assert line[related.place.column - 1 :].startswith("The bridge <was built> in 1931")
