"""Stories put right by hand: merge, split, undo, and what is said of acts that make no sense."""

import pytest

from tests.cli.conftest import BRIDGE_REPORT, FERRY_REPORT, OTHER_FERRY, Call, ids

ALL = ("stories", "--json")


def one(desk: Call, *wanted: str) -> str:
    (found,) = ids(desk(*ALL, *wanted))
    return found


def merged(desk: Call) -> str:
    """The story that both stories of the desk were made."""
    done = desk("merge", *ids(desk(*ALL)))
    assert done.code == 0
    return done.out.strip()


def test_a_merge_gives_the_id_to_go_on_with(desk: Call) -> None:
    before = one(desk, "--disputed")
    done = desk("merge", before[:7], one(desk, "--undisputed")[:7])
    assert (done.code, done.out) == (0, f"{before}\n")
    assert done.err.startswith(f"Merged into {before}, 3 reports: ")
    assert ids(desk(*ALL)) == [before]


def test_a_split_gives_the_new_story_and_tells_both(desk: Call) -> None:
    before = one(desk, "--disputed")
    done = desk("split", before, OTHER_FERRY.id[:6])
    new = done.out.strip()
    assert done.code == 0
    assert f"{new}, 1 report: {OTHER_FERRY.title}" in done.err
    assert f"{before}, 1 report: {FERRY_REPORT.title}" in done.err
    assert {new, before} < set(ids(desk(*ALL)))


def test_an_act_is_undone_and_stays_in_the_list(desk: Call) -> None:
    before = set(ids(desk(*ALL)))
    merged(desk)
    done = desk("undo")
    assert (done.code, len(done.out.splitlines())) == (0, 2)
    assert done.err.startswith("Undone: merged “")
    assert set(ids(desk(*ALL))) == before
    (act,) = desk("undo", "--list").out.splitlines()
    assert act.startswith("1  ")
    assert "(undone " in act
    again = desk("undo")
    assert (again.code, "there is nothing to undo" in again.err) == (2, True)


def test_an_act_of_long_ago_is_undone_by_its_number(desk: Call) -> None:
    story = merged(desk)
    desk("split", story, BRIDGE_REPORT.id)
    assert desk("undo", "1").code == 0
    first, second = desk("undo", "--list").out.splitlines()
    assert ("(undone " in first, "(undone " in second) == (True, False)


def test_nothing_decided_is_said(desk: Call) -> None:
    done = desk("undo", "--list")
    assert (done.code, done.out, done.err) == (0, "", "Nothing was merged or split by hand.\n")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("merge", "FERRY"), "name two or more stories to merge"),
        (("merge", "FERRY", "FERRY"), "name two or more stories to merge"),
        (("merge", "FERRY", "nope"), "no story nope: `secondsource stories` lists"),
        (("split", "FERRY"), "Missing argument 'REPORT...'"),
        (("split", "FERRY", "nope"), f"choose from {FERRY_REPORT.id}, {OTHER_FERRY.id}"),
        (("split", "FERRY", FERRY_REPORT.id, OTHER_FERRY.id), "not all of them"),
        (("split", "FERRY", BRIDGE_REPORT.id), "names no report of story"),
        (("undo", "7"), "no act 7 to undo"),
        (("undo", "0"), "'ACT'"),
        (("undo", "9" * 30), "'ACT'"),
        (("undo", "first"), "'ACT'"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_an_act_that_makes_no_sense_changes_nothing(
    desk: Call, args: tuple[str, ...], says: str
) -> None:
    ferry = one(desk, "--disputed")
    before = desk(*ALL).out
    done = desk(*(ferry if arg == "FERRY" else arg for arg in args))
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert desk(*ALL).out == before
    assert desk("undo", "--list").out == ""
