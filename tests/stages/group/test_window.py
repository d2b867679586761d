from dataclasses import replace
from datetime import timedelta

import numpy as np

from secondsource.stages.group.skim import Skim, skim
from secondsource.stages.group.window import MOST_FOUND, Window
from tests.build import report
from tests.stages.group.texts import FERRY, RULING, told

VECTOR = np.zeros(2, dtype=np.float32)


def skims(texts: tuple[tuple[str, str], ...]) -> list[Skim]:
    return [skim(one, VECTOR) for one in told(texts)]


def window(*some: Skim) -> Window:
    made = Window()
    for one in some:
        made.add(one)
    return made


def test_reports_that_share_telling_words_are_found_the_likest_first() -> None:
    a, b, c = skims(FERRY)
    assert window(b, c).near(a)[0] in (b, c)
    assert {one.report_id for one in window(b, c).near(a)} == {b.report_id, c.report_id}


def test_a_report_does_not_find_itself() -> None:
    a, *_ = skims(FERRY)
    assert window(a).near(a) == []


def test_a_report_from_another_month_is_out_of_reach() -> None:
    a, b, _ = skims(FERRY)
    assert a.published is not None
    later = replace(b, published=a.published + timedelta(days=45))
    assert window(later).near(a) == []


def test_undated_and_dated_reports_find_each_other() -> None:
    a, b, _ = skims(FERRY)
    undated = replace(b, published=None)
    assert window(undated).near(a) == [undated]
    assert window(a).near(undated) == [a]


def test_reports_without_a_word_in_common_are_not_compared() -> None:
    (ruling,) = skims(RULING)
    assert window(skim(report("Zyx qwv."), VECTOR)).near(replace(ruling, published=None)) == []


def test_no_report_is_compared_with_more_than_a_set_number() -> None:
    many = [
        skim(report(f"The Havlind lies off Skarvøy, day {i}", outlet=f"{i}"), VECTOR)
        for i in range(MOST_FOUND + 20)
    ]
    assert len(window(*many).near(many[0])) <= MOST_FOUND
