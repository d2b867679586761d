"""Coverage over time: each dated report once, at its time, in the row of its outlet."""

from dataclasses import replace
from datetime import timedelta

from secondsource.web.pictures import coverage
from secondsource.web.pictures.coverage import MOST_OUTLETS, SIGNS, CoverageChart, lay_out
from secondsource.web.pictures.drawing import WIDTH
from secondsource.web.pictures.kinship import Kin
from secondsource.web.pictures.lettering import Lettering
from tests.cli.build_accounts import ACCOUNT
from tests.web.pictures.build_pictures import account, apart, inside, large, origin, reports
from tests.web.pictures.markup import parsed, rows_of

ONE, TWO, THREE = reports(3)
STORY = account((ONE, TWO, THREE), origins=(origin(ONE, TWO), origin(THREE)))


def all_words(laid: CoverageChart) -> list[Lettering]:
    ticks = [tick.label for tick in laid.axis.ticks if tick.label]
    return [*ticks, *(one.label for one in laid.scale), *(row.name for row in laid.rows)]


def test_a_story_with_one_dated_report_has_no_such_picture() -> None:
    undated = replace(TWO, published=None)
    assert coverage(account((ONE, undated))) is None


def test_each_report_stands_in_the_row_of_its_outlet_at_its_time() -> None:
    laid = lay_out(STORY)
    assert [row.name.text for row in laid.rows] == ["Outlet 0", "Outlet 1", "Outlet 2"]
    places = [row.marks[0].x for row in laid.rows]
    assert places == sorted(places)
    assert places[1] - places[0] == places[2] - places[1]


def test_a_day_without_reports_is_not_cut_out() -> None:
    late = replace(THREE, published=THREE.published and THREE.published + timedelta(days=1))
    assert lay_out(account((ONE, TWO, late))).axis.breaks == ()


def test_a_year_without_reports_is_cut_out() -> None:
    late = replace(THREE, published=THREE.published and THREE.published + timedelta(days=365))
    assert len(lay_out(account((ONE, TWO, late))).axis.breaks) == 1


def test_a_reprint_bears_another_sign_than_an_independent_report() -> None:
    signs = [row.marks[0].sign for row in lay_out(STORY).rows]
    assert signs == [SIGNS[Kin.OWN], SIGNS[Kin.REPRINT], SIGNS[Kin.OWN]]


def test_bars_count_independent_reports_and_others_apart() -> None:
    told = (ONE, replace(TWO, published=ONE.published), THREE)
    bars = lay_out(account(told, origins=(origin(*told[:2]),))).bars
    assert [(bar.independent, bar.others) for bar in bars] == [(1, 1), (1, 0)]


def test_reports_of_one_outlet_at_one_time_do_not_cover_each_other() -> None:
    told = (ONE, replace(TWO, outlet=ONE.outlet, published=ONE.published), THREE)
    marks = lay_out(account(told)).rows[0].marks
    assert abs(marks[0].y - marks[1].y) >= 9


def test_no_words_touch_others_or_leave_the_picture() -> None:
    for told in (STORY, ACCOUNT, large()):
        laid = lay_out(told)
        assert apart(all_words(laid))
        assert inside(all_words(laid), (WIDTH, laid.height))


def test_marks_stay_inside_the_picture() -> None:
    laid = lay_out(large())
    marks = [mark for row in laid.rows for mark in row.marks]
    assert all(4 < mark.x < WIDTH - 4 and 4 < mark.y < laid.height - 4 for mark in marks)


def test_of_very_many_outlets_those_with_most_reports_have_rows() -> None:
    told = (*reports(MOST_OUTLETS + 5), replace(ONE, id="again", outlet="Outlet 33"))
    laid = lay_out(account(told))
    assert len(laid.rows) == MOST_OUTLETS
    assert "Outlet 33" in [row.name.text for row in laid.rows]
    assert "5 outlets with few reports" in laid.note


def test_an_undated_report_is_told_of_and_stands_in_the_table() -> None:
    made = coverage(ACCOUNT)
    assert made is not None
    assert "1 report without a date: in the table." in lay_out(ACCOUNT).note
    told = rows_of(parsed(made.markup))
    assert len(told) == len(ACCOUNT.reports)
    assert told[-1].startswith("undated Capital Evening")
