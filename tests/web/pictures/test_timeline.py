"""The timeline: each moment once, as precisely as it is known, with links to who says so."""

from dataclasses import replace
from datetime import timedelta

from secondsource.records.layers import Precision
from secondsource.web.pictures import timeline
from secondsource.web.pictures.drawing import WIDTH
from secondsource.web.pictures.lettering import Lettering
from secondsource.web.pictures.timeline import MOST_FINE, Row, Timeline, lay_out, stamp
from tests.web.pictures.build_pictures import (
    WORDS,
    account,
    apart,
    inside,
    large,
    moment,
    reports,
)
from tests.web.pictures.markup import all_of, parsed, words_in

ONE, TWO, THREE = reports(3)
DAY = moment(-6, Precision.DAY, ONE, TWO, text="The river rose")
HOUR = moment(3, Precision.HOUR, THREE, text="A barge struck the bridge")
YEAR = moment(-50_000, Precision.YEAR, ONE, text="The bridge was built")


def laid_out(*moments: object) -> Timeline:
    return lay_out(account((ONE, TWO, THREE), timeline=moments))  # type: ignore[arg-type]


def rows(laid: Timeline) -> list[Row]:
    return [row for panel in laid.panels for row in panel.rows]


def all_words(laid: Timeline) -> list[Lettering]:
    ticks = [t.label for panel in laid.panels for t in panel.axis.ticks if t.label]
    entries = [entry for row in rows(laid) for entry in row.entries]
    return [
        *(panel.name for panel in laid.panels),
        *ticks,
        *(row.stamp for row in rows(laid)),
        *(line for entry in entries for line in entry.lines),
        *(cite.label for entry in entries for cite in entry.cites),
    ]


def test_a_story_without_times_has_no_timeline() -> None:
    assert timeline(account((ONE,))) is None


def test_a_day_is_a_span_and_an_hour_a_point() -> None:
    day, hour = rows(laid_out(DAY, HOUR))
    assert (day.point, hour.point) == (False, True)
    assert day.right - day.left > hour.right - hour.left


def test_an_hour_of_a_day_lies_within_the_span_of_that_day() -> None:
    day, hour = rows(laid_out(DAY, HOUR))
    assert day.left <= (hour.left + hour.right) / 2 <= day.right


def test_what_happened_at_one_time_stands_beside_one_mark() -> None:
    (row,) = rows(laid_out(HOUR, replace(HOUR, text="The span fell")))
    assert [entry.whole for entry in row.entries] == ["A barge struck the bridge", "The span fell"]


def test_years_stand_on_a_line_of_their_own() -> None:
    years, days = laid_out(YEAR, DAY, HOUR).panels
    assert years.name.text == "Known by the week or less"
    assert len(days.rows) == 2


def test_the_line_that_begins_first_stands_first() -> None:
    after = replace(YEAR, when=HOUR.when + timedelta(days=3), precision=Precision.WEEK)
    days, weeks = laid_out(after, DAY, HOUR).panels
    assert days.name.text.startswith("Known by the day")
    assert len(weeks.rows) == 1


def test_no_tick_says_its_day_twice() -> None:
    after = replace(DAY, when=DAY.when + timedelta(days=4))
    (panel,) = laid_out(DAY, after).panels
    words = [tick.label.text for tick in panel.axis.ticks if tick.label]
    assert [word for word in words if len(word) > len("28 Mar")] == []


def test_each_entry_links_to_the_passage_of_each_report_that_says_so() -> None:
    day = rows(laid_out(DAY))[0].entries[0]
    assert [cite.label.text for cite in day.cites] == ["1", "2"]
    assert day.cites[1].link == (f"/stories/story?report={TWO.id}&start=0&end={len(WORDS)}#passage")


def test_no_words_touch_others_or_leave_the_picture() -> None:
    for told in (laid_out(YEAR, DAY, HOUR), lay_out(large())):
        assert apart(all_words(told))
        assert inside(all_words(told), (WIDTH, told.height))


def test_of_very_many_moments_those_that_most_reports_tell_are_drawn() -> None:
    few = [moment(n, Precision.HOUR, ONE, text=f"Told once {n}") for n in range(MOST_FINE)]
    laid = laid_out(*few, moment(99, Precision.HOUR, ONE, TWO, text="Told twice"))
    told = [entry.whole for row in rows(laid) for entry in row.entries]
    assert (len(told), laid.left_out) == (MOST_FINE, 1)
    assert "Told twice" in told


def test_the_table_has_every_moment_even_those_not_drawn() -> None:
    made = timeline(large())
    assert made is not None
    (body,) = all_of(parsed(made.markup), "tbody")
    assert len(all_of(body, "tr")) == len(large().timeline)


def test_a_moment_is_stamped_no_finer_than_it_is_known() -> None:
    told = [stamp(replace(HOUR, precision=precision)) for precision in Precision]
    assert told == [
        "Wed 12 Mar 2025, 09:00",
        "Wed 12 Mar 2025, 09:00",
        "Wed 12 Mar 2025, morning",
        "Wed 12 Mar 2025",
        "week of 12 Mar 2025",
        "March 2025",
        "from March 2025",
        "2025",
    ]


def test_a_moment_that_no_report_is_cited_for_is_no_link() -> None:
    made = timeline(account((ONE,), timeline=(moment(0, Precision.DAY),)))
    assert made is not None
    assert all_of(parsed(made.markup), "a") == []
    assert WORDS in words_in(parsed(made.markup))
