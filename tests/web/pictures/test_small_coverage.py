"""The small chart of a list of stories: bars for reports over time, reprints told apart."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.records.summary import Coverage
from secondsource.web.pictures import small_coverage
from secondsource.web.pictures.small_coverage import BINS, HEIGHT, WIDTH, in_words, lay_out
from tests.web.pictures.markup import all_of, keeps_to_the_policy, parsed, words_in

START = datetime(2025, 3, 12, 6, 0, tzinfo=UTC)


def report(hours: float, *, independent: bool = True) -> Coverage:
    return Coverage(START + timedelta(hours=hours), independent)


THREE = (report(0), report(10, independent=False), report(48))
moments = st.integers(0, 10_000).map(lambda hour: START + timedelta(hours=hour))
some_coverage = st.lists(st.builds(Coverage, moments, st.booleans()), min_size=1, max_size=400)


def test_a_story_without_reports_has_no_chart() -> None:
    assert small_coverage("story", ()) == ""


def test_reports_of_one_moment_stand_in_one_bar_in_the_middle() -> None:
    (bar,) = lay_out("story", (report(0), report(0))).bars
    assert abs(bar.x + bar.width / 2 - WIDTH / 2) <= WIDTH / BINS


def test_the_first_report_stands_at_the_left_end_and_the_last_at_the_right() -> None:
    bars = lay_out("story", THREE).bars
    assert bars[0].x < 1
    assert bars[-1].x + bars[-1].width > WIDTH - 1


def test_a_reprint_stands_on_top_of_the_independent_reports_of_its_time() -> None:
    (bar,) = lay_out("story", (report(0), report(0), report(0, independent=False))).bars
    assert bar.independent == pytest.approx(2 * bar.reprints)
    assert bar.top < bar.foot


@given(some_coverage)
def test_every_bar_stays_inside_the_chart_and_beside_the_others(coverage: list[Coverage]) -> None:
    bars = lay_out("story", coverage).bars
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in bars)
    assert all(0 <= bar.top <= bar.foot <= HEIGHT for bar in bars)
    assert all(a.x + a.width <= b.x for a, b in zip(bars, bars[1:], strict=False))


def test_the_words_count_independent_reports_and_reprints_apart() -> None:
    assert in_words(THREE) == (
        "2 independent reports and 1 reprint, 12 March 2025 to 14 March 2025"
    )


def test_reports_that_nobody_has_compared_are_not_called_reprints() -> None:
    told = in_words((report(0, independent=False), report(1, independent=False)))
    assert told == "2 reports, 12 March 2025, not yet compared"


@given(st.text())
def test_any_id_of_a_story_gives_a_named_image_within_the_policy(story_id: str) -> None:
    tree = parsed(small_coverage(story_id, THREE))
    (svg,) = all_of(tree, "svg")
    (title,) = all_of(tree, "title")
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", title.get("id"))
    assert words_in(title) == in_words(THREE)
    assert keeps_to_the_policy(tree)


def test_a_reprint_is_drawn_in_another_shape_than_an_independent_report() -> None:
    rects = all_of(parsed(small_coverage("story", THREE)), "rect")
    assert [rect.get("class") for rect in rects] == ["pic-solid", "pic-hollow", "pic-solid"]
