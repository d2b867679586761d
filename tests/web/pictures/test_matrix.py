"""Points by sources: a mark for each report that speaks, in the shape of the side it is on."""

from secondsource.records.story import Relation
from secondsource.web.pictures import matrix
from secondsource.web.pictures.lettering import Lettering
from secondsource.web.pictures.matrix import (
    ENOUGH,
    MOST_POINTS,
    NAMED,
    SHAPED,
    Matrix,
    Row,
    lay_out,
)
from tests.cli.build_accounts import ACCOUNT
from tests.web.pictures.build_pictures import (
    WORDS,
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


def laid_out(*points: Made) -> Matrix:
    return lay_out(account((ONE, TWO, THREE, FOUR), origins=REPRINTED, points=points))


def signs(row: Row, laid: Matrix) -> dict[str, str]:
    """The sign in each column that has one."""
    at = {column.x: column.label for column in laid.columns}
    return {at[mark.x]: mark.sign for mark in row.marks}


def all_words(laid: Matrix) -> list[Lettering]:
    """All words that are not set aslant."""
    return [line for row in laid.rows for line in row.lines]


DISPUTED = point("d", Relation.CONFLICT, [Said(ONE, 4), Said(THREE, 4)], [Said(FOUR, 5)])
CHANGED = point("u", Relation.UPDATE, [Said(ONE, 4)], [Said(FOUR, 6)])
AGREED = point("a", Relation.AGREE, [Said(ONE), Said(TWO), Said(FOUR)])
ALONE = point("s", Relation.SINGLE, [Said(THREE)])


def test_one_report_or_no_point_gives_no_such_picture() -> None:
    assert matrix(account((ONE,), points=(ALONE,))) is None
    assert matrix(account((ONE, TWO))) is None


def test_who_says_so_is_marked_and_who_is_silent_has_a_dot() -> None:
    laid = laid_out(AGREED)
    (row,) = laid.rows
    assert set(signs(row, laid)) == {"Outlet 0", "Outlet 1", "Outlet 3"}
    assert row.silent.count("M") == 1


def test_a_reprint_is_marked_hollow() -> None:
    laid = laid_out(AGREED)
    told = signs(laid.rows[0], laid)
    assert (told["Outlet 0"], told["Outlet 1"]) == ("pic-circle", "pic-circle-hollow")


def test_who_contradicts_the_best_attested_side_has_another_shape() -> None:
    laid = laid_out(DISPUTED)
    told = signs(laid.rows[0], laid)
    assert told == {
        "Outlet 0": "pic-circle-disputed",
        "Outlet 2": "pic-circle-disputed",
        "Outlet 3": "pic-diamond-disputed",
    }


def test_what_was_reported_last_is_told_from_what_was_said_before() -> None:
    laid = laid_out(CHANGED)
    told = signs(laid.rows[0], laid)
    assert told == {"Outlet 0": "pic-diamond-changed", "Outlet 3": "pic-circle-changed"}


def test_a_report_on_both_sides_bears_a_cross() -> None:
    laid = laid_out(point("d", Relation.CONFLICT, [Said(ONE, 4)], [Said(ONE, 5), Said(FOUR, 5)]))
    assert signs(laid.rows[0], laid)["Outlet 0"] == "pic-cross-disputed"


def test_what_is_disputed_comes_first_and_what_one_alone_says_last() -> None:
    laid = laid_out(ALONE, AGREED, CHANGED, DISPUTED)
    assert [row.point_id for row in laid.rows] == ["d", "u", "a", "s"]


def test_a_mark_leads_to_the_passage() -> None:
    mark = laid_out(ALONE).rows[0].marks[0]
    assert mark.link == f"/stories/story?report={THREE.id}&start=0&end={len(WORDS)}#passage"


def test_reports_of_one_origin_stand_side_by_side() -> None:
    told = (ONE, THREE, TWO, FOUR)
    laid = lay_out(account(told, origins=REPRINTED, points=(AGREED,)))
    assert [column.label for column in laid.columns][:2] == ["Outlet 0", "Outlet 1"]


def test_no_words_touch_others_or_leave_the_picture() -> None:
    for told in (ACCOUNT, large(), large(20, 30)):
        laid = lay_out(told)
        assert apart(all_words(laid))
        assert inside(all_words(laid), (laid.width, laid.height))
        assert all(line.right < laid.columns[0].x - laid.cell / 2 for line in all_words(laid))


def test_names_set_aslant_stay_inside_and_keep_their_distance() -> None:
    laid = lay_out(large(25, 5))
    names = [column.name for column in laid.columns if column.name]
    assert len(names) == 25
    assert all(one.x + one.width * 0.5 <= laid.width for one in names)
    assert all(one.y - one.width * 0.87 - one.size * 0.5 >= 0 for one in names)
    # Lines of type at 60 degrees are 0.87 of their columns' distance apart.
    assert laid.cell >= NAMED
    assert laid.cell * 0.87 > 12


def test_five_hundred_reports_are_drawn_as_bars_of_few_elements() -> None:
    laid = lay_out(large())
    assert laid.cell < SHAPED
    assert len(laid.columns) == 500
    assert laid.width < 1600
    assert sum(len(row.bars) for row in laid.rows) <= 3 * MOST_POINTS


def test_a_bar_stands_for_every_report_that_speaks() -> None:
    told = large()
    laid = lay_out(told)
    claims = {claim.id: claim.said_in.report_id for claim in told.alignment.claims}
    speaking = sum(
        len({claims[i] for side in one.sides for i in side.claim_ids})
        for one in told.alignment.points
    )
    assert sum(bars.path.count("M") for row in laid.rows for bars in row.bars) == speaking


def test_what_one_alone_says_is_left_to_the_table_where_there_is_much_else() -> None:
    alone = [point(f"s{n}", Relation.SINGLE, [Said(ONE)]) for n in range(ENOUGH * 2)]
    laid = laid_out(AGREED, *alone)
    assert len(laid.rows) == ENOUGH
    assert f"{ENOUGH} of {ENOUGH * 2 + 1} points drawn" in laid.note
    made = matrix(account((ONE, TWO, THREE, FOUR), points=(AGREED, *alone)))
    assert made is not None
    assert len(rows_of(parsed(made.markup))) == ENOUGH * 2 + 1


def test_the_table_names_who_is_on_each_side_and_how_many_are_silent() -> None:
    made = matrix(account((ONE, TWO, THREE, FOUR), origins=REPRINTED, points=(DISPUTED,)))
    assert made is not None
    first, second = rows_of(parsed(made.markup))
    assert first.endswith("contradict each other side 0 Outlet 0, Outlet 2 1")
    assert second.endswith("contradict each other side 1 Outlet 3 1")
