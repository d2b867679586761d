"""The tree of copies: the first report at the top, each copy under what it was taken from."""

from secondsource.web.pictures import copies
from secondsource.web.pictures.copies import MOST_ROWS, Copies, Node, lay_out
from secondsource.web.pictures.coverage import SIGNS
from secondsource.web.pictures.drawing import WIDTH
from secondsource.web.pictures.kinship import Kin, families
from secondsource.web.pictures.lettering import Lettering
from tests.cli.build_accounts import ACCOUNT
from tests.web.pictures.build_pictures import account, apart, inside, large, origin, reports
from tests.web.pictures.markup import parsed, rows_of

ONE, TWO, THREE, FOUR = reports(4)
HOW = (
    "Outlet 1 reprints Outlet 0: 90% of its own sentences",
    "Outlet 2 relays Outlet 1: 7 of its 8 sentences credit somebody else's report",
    "Outlet 3 credits the Wire, as Outlet 0 does",
)
STORY = account((ONE, TWO, THREE, FOUR), origins=(origin(ONE, TWO, THREE, FOUR, how=HOW),))


def nodes() -> dict[str, Node]:
    return {node.report_id: node for node in lay_out(STORY).nodes}


def place(node: Node) -> tuple[float, float]:
    return node.x, node.y


def all_words(laid: Copies) -> list[Lettering]:
    return [words for node in laid.nodes for words in (node.outlet, node.time, node.why)]


def test_a_story_in_which_nobody_copied_has_no_such_picture() -> None:
    assert copies(account((ONE, TWO), origins=(origin(ONE), origin(TWO)))) is None


def test_the_first_report_of_an_origin_stands_under_none() -> None:
    assert nodes()[ONE.id].parent is None


def test_each_copy_stands_under_the_report_that_it_was_taken_from() -> None:
    known = nodes()
    assert known[TWO.id].parent == place(known[ONE.id])
    assert known[THREE.id].parent == place(known[TWO.id])
    assert known[FOUR.id].parent == place(known[ONE.id])


def test_a_relay_bears_another_sign_than_a_reprint() -> None:
    known = nodes()
    signs = [known[one.id].sign for one in (ONE, TWO, THREE)]
    assert signs == [SIGNS[Kin.OWN], SIGNS[Kin.REPRINT], SIGNS[Kin.RELAY]]


def test_a_reason_in_words_that_are_not_known_puts_a_copy_under_the_first() -> None:
    told = account((ONE, TWO), origins=(origin(ONE, TWO, how=("who knows why",)),))
    _, other = lay_out(told).nodes
    assert (other.parent, other.sign) == ((10, 14), SIGNS[Kin.OTHER])


def test_two_that_each_have_it_from_the_other_both_stand_under_the_first() -> None:
    how = ("Outlet 1 reprints Outlet 2: 80%", "Outlet 2 reprints Outlet 1: 80%")
    told = account((ONE, TWO, THREE), origins=(origin(ONE, TWO, THREE, how=how),))
    (family,) = families(told)
    drawn = {node.report_id for node in lay_out(told).nodes}
    assert drawn == {member.report.id for member in family.members}


def test_of_names_that_begin_alike_the_longest_is_meant() -> None:
    long, *_ = reports(1)
    told = reports(12)
    how = [f"{one.label} reprints Outlet 11: 80%" for one in told[1:]]
    known = account(told, origins=(origin(*told, how=how),))
    (family,) = families(known)
    assert {one.of for one in family.members[1:-1]} == {told[11].id}
    assert long.label == "Outlet 0"


def test_no_words_touch_others_or_leave_the_picture() -> None:
    for told in (STORY, ACCOUNT, large()):
        laid = lay_out(told)
        assert apart(all_words(laid))
        assert inside(all_words(laid), (WIDTH, laid.height))


def test_of_very_many_copies_the_rest_is_told_of_and_stands_in_the_table() -> None:
    made = copies(large())
    assert made is not None
    laid = lay_out(large())
    assert len(laid.nodes) == MOST_ROWS
    assert "420 more reports in the table alone." in laid.note
    assert len(rows_of(parsed(made.markup))) == 500


def test_the_table_says_of_each_copy_what_it_was_taken_from_and_why() -> None:
    made = copies(STORY)
    assert made is not None
    told = rows_of(parsed(made.markup))
    assert told[0] == "Outlet 0 12 Mar 2025, 06:00 nobody its own"
    assert told[2] == f"Outlet 2 12 Mar 2025, 12:00 Outlet 1 {HOW[1]}"
