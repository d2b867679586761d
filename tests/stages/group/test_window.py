from dataclasses import replace
from datetime import timedelta

import numpy as np

from secondsource.stages.group.skim import KEY, Skim, skim
from secondsource.stages.group.window import MOST_FOUND, MOST_POSTS, Window
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
    assert set(window(b, c).near(a)) == {b.report_id, c.report_id}


def test_a_report_does_not_find_itself() -> None:
    a, *_ = skims(FERRY)
    assert window(a).near(a) == []


def test_a_report_from_another_month_is_out_of_reach() -> None:
    a, b, _ = skims(FERRY)
    assert a.published is not None
    later = replace(b, seen=a.published + timedelta(days=45))
    assert window(later).near(a) == []


def test_undated_and_dated_reports_find_each_other() -> None:
    a, b, _ = skims(FERRY)
    undated = replace(b, seen=None)
    assert window(undated).near(a) == [undated.report_id]
    assert window(a).near(undated) == [a.report_id]


def test_reports_without_a_word_in_common_are_not_compared() -> None:
    (ruling,) = skims(RULING)
    assert window(skim(report("Zyx qwv."), VECTOR)).near(replace(ruling, seen=None)) == []


def test_no_report_is_compared_with_more_than_a_set_number() -> None:
    many = [
        skim(report(f"The Havlind lies off Skarvøy, day {i}", outlet=f"{i}"), VECTOR)
        for i in range(MOST_FOUND + 20)
    ]
    assert len(window(*many).near(many[0])) <= MOST_FOUND


def test_the_likest_report_comes_first() -> None:
    a, b, c = skims(FERRY)
    assert window(b, c, a).near(replace(a, report_id="again"))[0] == a.report_id


def test_what_is_looked_at_for_one_report_is_bounded_however_many_share_its_words() -> None:
    many = [
        replace(one, report_id=f"{k} {one.report_id}")
        for k in range(3 * MOST_POSTS)
        for one in skims(FERRY)
    ]
    (first, *_) = skims(FERRY)
    for new in (first, replace(first, seen=None)):
        key = int(new.numbers[new.parts & KEY > 0][0])
        assert sum(map(len, window(*many).in_reach(key, new.seen))) == MOST_POSTS


def test_an_undated_report_fetched_long_ago_is_out_of_reach() -> None:
    a, b, _ = skims(FERRY)
    assert a.published
    old = replace(b, published=None, seen=a.published - timedelta(days=45))
    assert window(old).near(a) == []


def test_a_report_that_was_forgotten_is_not_found() -> None:
    a, b, c = skims(FERRY)
    made = window(b, c)
    made.forget([b])
    assert made.near(a) == [c.report_id]
    assert made.near(replace(a, seen=None)) == [c.report_id]
