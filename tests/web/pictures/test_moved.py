"""How a figure moved: what each report gave, where it belongs together, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.records.layers import Approximation
from secondsource.records.story import Kind, Relation
from secondsource.web.pictures import moved
from secondsource.web.pictures.drawing import WIDTH
from secondsource.web.pictures.lettering import Lettering
from secondsource.web.pictures.moved import Moved, figure, lay_out, series
from tests.web.pictures.build_pictures import (
    Made,
    Said,
    account,
    apart,
    inside,
    large,
    origin,
    point,
    reports,
)
from tests.web.pictures.markup import parsed, rows_of

ONE, TWO, THREE, FOUR = reports(4)
REPRINTED = (origin(ONE, TWO), origin(THREE), origin(FOUR))
ROSE = point("rose", Relation.UPDATE, [Said(ONE, 4), Said(TWO, 4)], [Said(FOUR, 7)])
DISPUTED = point("disputed", Relation.CONFLICT, [Said(ONE, 4)], [Said(THREE, 40)])


def story(*points: Made) -> Moved:
    return lay_out(account((ONE, TWO, THREE, FOUR), origins=REPRINTED, points=points))


def all_words(laid: Moved) -> list[Lettering]:
    lines: list[Lettering] = []
    for panel in laid.panels:
        lines += [panel.name, panel.state, panel.unit, *(grade.label for grade in panel.grades)]
        lines += [w for mark in panel.marks for w in (mark.outlet, mark.time, mark.words)]
    return lines


def test_a_story_in_which_no_figure_moved_has_no_such_picture() -> None:
    same = point("same", Relation.AGREE, [Said(ONE, 4), Said(THREE, 4)])
    assert moved(account((ONE, THREE), points=(same,))) is None


def test_a_figure_of_one_report_alone_did_not_move() -> None:
    alone = point("alone", Relation.SINGLE, [Said(ONE, 4), Said(ONE, 5)])
    assert series(account((ONE,), points=(alone,))) == ()


def test_figures_of_different_points_are_not_put_together() -> None:
    points = (
        point("injured", Relation.SINGLE, [Said(ONE, 4, of="people")]),
        point("killed", Relation.SINGLE, [Said(THREE, 9, of="people")]),
    )
    assert series(account((ONE, THREE), points=points)) == ()


def test_figures_of_one_point_that_measure_different_things_are_not_put_together() -> None:
    both = point("both", Relation.AGREE, [Said(ONE, 4, of="barge"), Said(THREE, 9, of="pier")])
    assert series(account((ONE, THREE), points=(both,))) == ()


def test_figures_in_one_unit_belong_together_whatever_word_stands_beside_them() -> None:
    cost = point(
        "cost",
        Relation.UPDATE,
        [Said(ONE, 4e6, unit="EUR", of="cost")],
        [Said(THREE, 6e6, unit="EUR", of="")],
    )
    (one,) = series(account((ONE, THREE), points=(cost,)))
    assert one.unit == "EUR of cost"


def test_a_point_about_a_date_has_no_figure_that_moved() -> None:
    when = point("when", Relation.CONFLICT, [Said(ONE, 4)], [Said(THREE, 5)], kind=Kind.DATE)
    assert series(account((ONE, THREE), points=(when,))) == ()


def test_what_changed_comes_before_what_is_disputed() -> None:
    known = series(account((ONE, TWO, THREE, FOUR), points=(DISPUTED, ROSE)))
    assert [one.point.id for one in known] == ["rose", "disputed"]


def test_reports_stand_in_the_order_in_which_they_came_out() -> None:
    (panel,) = story(ROSE).panels
    assert [mark.outlet.text for mark in panel.marks] == ["Outlet 0", "Outlet 1", "Outlet 3"]
    assert all(one.y < other.y for one, other in pairwise(panel.marks))


def test_a_larger_figure_stands_further_right() -> None:
    (panel,) = story(ROSE).panels
    first, reprint, last = panel.marks
    assert first.x == reprint.x < last.x


def test_a_line_leads_from_what_was_reported_to_what_replaced_it() -> None:
    (panel,) = story(ROSE).panels
    first, _, last = panel.marks
    assert panel.steps == f"M{first.x:.1f} {first.y:.1f}V{last.y:.1f}H{last.x:.1f}"


def test_no_line_leads_through_what_is_disputed() -> None:
    (panel,) = story(DISPUTED).panels
    assert panel.steps == ""
    signs = [mark.sign for mark in panel.marks]
    assert signs == ["pic-circle-disputed", "pic-diamond-disputed"]


def test_a_reprint_is_hollow() -> None:
    (panel,) = story(ROSE).panels
    assert [mark.sign for mark in panel.marks] == ["pic-circle", "pic-circle-hollow", "pic-circle"]


def test_a_range_is_a_bar_as_long_as_it_is_wide() -> None:
    (panel,) = story(
        point("r", Relation.CONFLICT, [Said(ONE, 10, 20)], [Said(THREE, 30, 40)])
    ).panels
    one, other = panel.marks
    assert one.right - one.left == pytest.approx(other.right - other.left)
    assert one.left < one.right < other.left
    assert one.words.text == "10 to 20"


def test_at_least_and_at_most_are_open_to_their_side() -> None:
    least = Said(ONE, 4, approximation=Approximation.AT_LEAST)
    less = Said(THREE, 9, approximation=Approximation.LESS_THAN)
    (panel,) = story(point("o", Relation.UPDATE, [least], [less])).panels
    assert [mark.open for mark in panel.marks] == ["more", "less"]
    assert [mark.words.text for mark in panel.marks] == ["at least 4", "less than 9"]


def test_figures_that_fit_together_are_seen_from_nought() -> None:
    fit = point("fit", Relation.AGREE, [Said(ONE, 600), Said(THREE, 620)])
    (panel,) = story(fit).panels
    assert panel.grades[0].label.text == "0"
    assert panel.steps == ""


def test_no_words_touch_others_or_leave_the_picture() -> None:
    for laid in (story(ROSE, DISPUTED), lay_out(large())):
        assert apart(all_words(laid))
        assert inside(all_words(laid), (WIDTH, laid.height))


numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(numbers, numbers)
def test_any_two_figures_are_drawn_inside_the_picture(one: float, other: float) -> None:
    laid = story(point("any", Relation.UPDATE, [Said(ONE, one)], [Said(THREE, other)]))
    for panel in laid.panels:
        assert all(0 < mark.left <= mark.right < WIDTH for mark in panel.marks)
    assert apart(all_words(laid))
    assert inside(all_words(laid), (WIDTH, laid.height))


@pytest.mark.parametrize(
    ("value", "words"),
    [(2300, "2,300"), (1.2e6, "1.2 million"), (4e9, "4 billion"), (0.5, "0.5"), (-3, "-3")],
)
def test_a_number_reads_as_a_newspaper_prints_it(value: float, words: str) -> None:
    assert figure(value) == words


def test_the_table_tells_what_each_report_gave() -> None:
    made = moved(account((ONE, TWO, THREE, FOUR), origins=REPRINTED, points=(ROSE,)))
    assert made is not None
    told = rows_of(parsed(made.markup))
    assert told[1].endswith("changed over time 12 Mar 2025, 09:00 Outlet 1 (reprint) 4 barge")
