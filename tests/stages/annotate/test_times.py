from datetime import UTC, datetime, timedelta, timezone

import pytest

from secondsource.records.layers import TIMES, Precision, Time
from tests.build import annotated


def times(text: str, **fields: object) -> list[tuple[str, Time]]:
    return [(text[t.start : t.end], t) for t in annotated(text, **fields).get(TIMES)]


def told(text: str, **fields: object) -> tuple[str, str, str, Precision]:
    """The one time of a text, told on Thursday 16 October 2025 at noon."""
    found = times(text, **fields)
    assert len(found) == 1, found
    covered, when = found[0]
    form = "%Y-%m-%d %H:%M"
    return covered, when.first.strftime(form), when.last.strftime(form), when.precision


def day(text: str) -> str:
    covered, first, last, precision = told(text)
    assert precision is Precision.DAY, covered
    assert first.endswith("00:00") and last.endswith("00:00")
    return first[:10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Tuesday.", "2025-10-14"),
        ("The bridge fell on Thursday.", "2025-10-16"),
        ("The bridge will open on Tuesday.", "2025-10-21"),
        ("The bridge is due to open on Tuesday.", "2025-10-21"),
        ("He said the bridge would open on Friday.", "2025-10-17"),
        ("The bridge was shut until Sunday.", "2025-10-19"),
        ("The bridge fell yesterday.", "2025-10-15"),
        ("The bridge fell three days ago.", "2025-10-13"),
        ("The bridge fell on Oct. 3.", "2025-10-03"),
        ("The bridge fell on 3 October.", "2025-10-03"),
        ("The bridge fell on the third of October.", "2025-10-03"),
        ("The bridge fell on November 20.", "2024-11-20"),
        ("The bridge will open on November 20.", "2025-11-20"),
        ("The opening was scheduled for November 20.", "2025-11-20"),
        ("The grant kept the bridge open through November 20.", "2025-11-20"),
        ("A wall would not have stopped Sunday's flood.", "2025-10-12"),
        ("The bridge fell on Monday, 6 October.", "2025-10-06"),
        ("The bridge fell on 16 March 2019.", "2019-03-16"),
        ("The bridge fell on 2019-03-16.", "2019-03-16"),
        ("It will be mended by Christmas.", "2025-12-25"),
        ("It will be mended by next Monday.", "2025-10-20"),
        ("The bridge fell last Friday.", "2025-10-10"),
        ("The bridge fell on the first Monday in October.", "2025-10-06"),
        ("The bridge fell on Friday the 3rd.", "2025-10-03"),
        ("The bridge will open on the 20th of next month.", "2025-11-20"),
        ("The bridge fell on 21.04.2016.", "2016-04-21"),
        ("The bridge fell on Easter Monday.", "2025-04-21"),
    ],
)
def test_a_day_is_told_against_the_publication(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It opened in April.", "2025-04-01", "2025-05-01", Precision.MONTH),
        ("It will open in April.", "2026-04-01", "2026-05-01", Precision.MONTH),
        ("It opened in January 2024.", "2024-01-01", "2024-02-01", Precision.MONTH),
        ("It will open next spring.", "2026-03-01", "2026-06-01", Precision.SEASON),
        ("It opened in 1998.", "1998-01-01", "1999-01-01", Precision.YEAR),
        ("It has been open since 2019.", "2019-01-01", "2020-01-01", Precision.YEAR),
        ("It opened 27 years ago.", "1998-01-01", "1999-01-01", Precision.YEAR),
        ("It opened last week.", "2025-10-06", "2025-10-13", Precision.WEEK),
        ("It opened in early 2024.", "2024-01-01", "2024-07-01", Precision.SEASON),
        ("It opened in late September.", "2025-09-16", "2025-10-01", Precision.WEEK),
        ("It ran from start to end in 2019-20.", "2019-01-01", "2021-01-01", Precision.YEAR),
        ("It opened in the 1990s.", "1990-01-01", "2000-01-01", Precision.YEAR),
        ("It opened at the beginning of the month.", "2025-10-01", "2025-10-16", Precision.WEEK),
    ],
)
def test_longer_times_keep_their_grain(
    text: str, first: str, last: str, precision: Precision
) -> None:
    _, begins, ends, grain = told(text)
    assert (begins[:10], ends[:10], grain) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "covers", "first", "precision"),
    [
        ("It rang at 6:40 p.m. on Tuesday.", "6:40 p.m. on Tuesday", "2025-10-14 18:40", "minute"),
        ("It rang on Tuesday at 6.40pm.", "Tuesday at 6.40pm", "2025-10-14 18:40", "minute"),
        ("It rang at 9 p.m. on Tuesday.", "9 p.m. on Tuesday", "2025-10-14 21:00", "hour"),
        ("It rang at half past six today.", "half past six today", "2025-10-16 06:30", "minute"),
        ("It rang on Tuesday night.", "Tuesday night", "2025-10-14 18:00", "day part"),
        ("It rang early on Tuesday.", "early on Tuesday", "2025-10-14 00:00", "day part"),
        ("It rang at noon on Tuesday.", "noon on Tuesday", "2025-10-14 12:00", "hour"),
        ("It rang on Tuesday at seven.", "Tuesday at seven", "2025-10-14 07:00", "hour"),
        ("It rang at 20 minutes past 9.", "20 minutes past 9", "2025-10-16 09:20", "minute"),
        ("It rang at six in the evening.", "six in the evening", "2025-10-16 18:00", "hour"),
        ("It rang at 0430 GMT on Tuesday.", "0430 GMT on Tuesday", "2025-10-14 04:30", "minute"),
    ],
)
def test_clock_and_day_that_stand_together_are_one_time(
    text: str, covers: str, first: str, precision: str
) -> None:
    covered, begins, _, grain = told(text)
    assert (covered, begins, grain.value) == (covers, first, precision)


def test_a_clock_alone_is_of_the_day_its_paragraph_speaks_of() -> None:
    found = times("The fire began on Tuesday. Crews came at 2:35 a.m. and left soon.")
    assert found[1][1].first == datetime(2025, 10, 14, 2, 35, tzinfo=UTC)


def test_a_clock_alone_falls_back_to_the_first_day_of_the_report() -> None:
    text = "The fire began on Tuesday.\n\nIt was found on Wednesday.\n\nIt rang at 2:35 a.m. first."
    assert times(text)[2][1].first.day == 14


def test_the_clock_of_a_live_blog_is_marked_though_no_sentence_holds_it() -> None:
    found = times("08:50 The doors open.\n\n09:15 The first guests arrive.")
    assert [covered for covered, _ in found] == ["08:50", "09:15"]


def test_times_are_in_the_zone_of_the_report() -> None:
    here = timezone(timedelta(hours=3))
    published = datetime(2025, 10, 16, 1, 0, tzinfo=here)
    found = times("The bridge fell today. It rang at 21:00 GMT on Wednesday.", published=published)
    assert found[0][1].first == datetime(2025, 10, 16, tzinfo=here)
    assert found[1][1].first == datetime(2025, 10, 16, 0, 0, tzinfo=here)


def test_without_a_publication_time_only_what_names_its_year_is_known() -> None:
    text = "It fell on Tuesday, on 3 May, on 4 May 2019 and in 1998."
    assert [covered for covered, _ in times(text, published=None)] == ["4 May 2019", "1998"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "June Harker spoke.",
        "Some 2000 people came.",
        "It cost 1,998 euros.",
        "The evening meal was cold.",
        "They came two days after the vote.",
        "They flew to Easter Island.",
        "She writes for Valley Today.",
        "They honoured the late Orla Finn.",
        "The vote was ten to two.",
        "It will rain in the coming days.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times(text) == []


def test_a_report_of_a_day_is_not_put_into_the_future_by_the_verb_beside_it() -> None:
    text = "Talks are under way, according to a bulletin on Sunday."
    assert times(text)[0][1].first.day == 12


def test_an_election_in_a_month_to_come_is_not_put_into_the_past() -> None:
    text = "A motion that called for a vote in December was lost."
    assert times(text)[0][1].first.year == 2025
