from dataclasses import replace

import numpy as np

from secondsource.records.story import Decision
from secondsource.stages.group import Skim, decide_onto, group_onto, skim, why_joined
from tests.build import report
from tests.stages.group.shelf import MemoryShelf
from tests.stages.group.texts import FERRY, STRIKE, told

VECTOR = np.array([1.0, 0.0], dtype=np.float32)


def ferry() -> list[Skim]:
    return [skim(one, VECTOR) for one in told(FERRY)]


def test_a_report_is_said_to_share_names_and_figures_with_the_one_most_like_it() -> None:
    a, b, _ = ferry()
    shelf = MemoryShelf()
    shelf.keep(group_onto(shelf, [a, b]))
    (why,) = why_joined(shelf, [b.report_id]).values()
    assert why.startswith("shares with “Ferry runs aground off Skarvøy” the names ")
    assert "Torvald Ness" in why
    assert why.endswith("the figures 214")


def test_a_reprint_and_a_correction_are_said_to_be_that() -> None:
    a, *_ = ferry()
    copy = report(FERRY[0][1], title="Drama off Skarvøy", outlet="Herald")
    again = skim(copy, VECTOR)
    later = replace(ferry()[1], replaces=a.report_id)
    shelf = MemoryShelf({later.report_id: a.report_id})
    shelf.keep(group_onto(shelf, [a, replace(again, seen=a.seen, published=a.published), later]))
    why = why_joined(shelf, [again.report_id, later.report_id, a.report_id])
    assert why[again.report_id] == "has the text of “Ferry runs aground off Skarvøy”"
    assert why[later.report_id].startswith("corrects “Ferry runs aground off Skarvøy”; shares with")
    assert why[a.report_id].startswith("was corrected by “Passengers describe panic")


def test_a_decision_by_hand_is_said_to_be_one() -> None:
    a, *_ = ferry()
    strike = skim(told(STRIKE)[0], VECTOR)
    shelf = MemoryShelf()
    shelf.keep(group_onto(shelf, [a, strike]))
    shelf.decided.append(Decision((a.report_id, strike.report_id), together=True))
    shelf.keep(decide_onto(shelf, [a.report_id]))
    why = why_joined(shelf, [strike.report_id])[strike.report_id]
    assert why.startswith("put together by hand with “Ferry runs aground off Skarvøy”")


def test_a_report_alone_and_one_not_grouped_say_so() -> None:
    a, b, _ = ferry()
    shelf = MemoryShelf()
    shelf.keep(group_onto(shelf, [a]))
    why = why_joined(shelf, [a.report_id, b.report_id])
    assert why == {a.report_id: "no other report tells of the same event"}
