"""A story of many reports: a page holds a part of the matrix, and every part can be reached."""

from dataclasses import replace
from datetime import UTC, datetime

from secondsource.export.sheet import sources
from secondsource.records.brief import Account, Brief, Line, Section
from secondsource.records.evidence import Maker, Passage
from secondsource.records.layers import Polarity, Status
from secondsource.records.report import Report
from secondsource.records.story import (
    Alignment,
    Claim,
    Kind,
    Origin,
    Point,
    Relation,
    Side,
    Story,
)
from secondsource.web.matrix import COLUMNS, ROWS, Pages, Stand, matrix
from secondsource.web.told_story import MOST_LINES, ToldStory

MAKER = Maker("test", "1")
AT = datetime(2026, 3, 3, tzinfo=UTC)


def claim(number: int, report: Report) -> Claim:
    return Claim(
        id=f"c{number}-{report.id}",
        said_in=Passage(report.id, 0, 5),
        text="said",
        speaker=None,
        polarity=Polarity.AFFIRMED,
        status=Status.DONE,
        subject="",
        predicate="",
        object="",
        quantities=(),
        times=(),
        places=(),
        people=(),
    )


def account(reports: int, points: int, *, a_origin: int = 1) -> Account:
    """Reports of which so many share each origin; every point is told by all, in two sides."""
    told = tuple(
        Report.from_text(f"Words of report {n}.", outlet=f"Paper {n}", published=AT)
        for n in range(reports)
    )
    ids = [one.id for one in told]
    grouped = [tuple(ids[at : at + a_origin]) for at in range(0, reports, a_origin)]
    origins = tuple(
        Origin(f"o{one[0]}", one, tuple(f"{i} reprints" for i in one[1:]), MAKER) for one in grouped
    )
    claims = [[claim(n, report) for report in told] for n in range(points)]
    made = tuple(
        Point(
            id=f"p{n}",
            story_id="s",
            relation=Relation.CONFLICT,
            kind=Kind.NUMBER,
            subject=f"Matter {n}",
            sides=tuple(Side(f"side {k}", tuple(c.id for c in some[k::2]), ()) for k in range(2)),
            origins=2,
            reasons=(),
            maker=MAKER,
        )
        for n, some in enumerate(claims)
    )
    alignment = Alignment(origins, tuple(c for some in claims for c in some), made, ())
    story = Story("s", "Much", tuple(ids), AT, AT, None, "", MAKER)
    return Account(story, told, alignment, (), (), (), Brief("b", "s", (), AT, MAKER))


def test_every_point_and_every_source_is_on_some_page() -> None:
    told = account(COLUMNS * 2 + 3, ROWS + 5)
    known = sources(told.reports, told.alignment.origins)
    first = matrix(told, known, Pages())
    assert (first.all_rows, first.all_columns) == (2, 3)
    points, names = set(), set()
    for rows in (1, 2):
        for columns in (1, 2, 3):
            page = matrix(told, known, Pages(rows, columns))
            assert len(page.rows) <= ROWS
            assert len(page.headings) <= COLUMNS
            points |= {row.point.id for row in page.rows}
            names |= {one.source.name for one in page.headings}
    assert len(points) == ROWS + 5
    assert len(names) == COLUMNS * 2 + 3


def test_a_page_beyond_the_last_is_the_last() -> None:
    told = account(3, ROWS + 1)
    known = sources(told.reports, told.alignment.origins)
    assert matrix(told, known, Pages(9, 9)).pages == Pages(2, 1)


def test_a_story_of_many_reprints_has_a_column_an_origin_that_speaks_for_all_of_them() -> None:
    told = account(COLUMNS * 2, 1, a_origin=COLUMNS)
    known = sources(told.reports, told.alignment.origins)
    page = matrix(told, known, Pages())
    assert [len(one.others) for one in page.headings] == [COLUMNS - 1] * 2
    assert [cell.sides for cell in page.rows[0].cells] == [(1, 2), (1, 2)]
    assert {cell.stand for cell in page.rows[0].cells} == {Stand.CONTRADICTS}


def test_who_says_nothing_of_a_point_is_silent() -> None:
    told = account(2, 1)
    (point,) = told.alignment.points
    first, second = told.reports
    known = sources((first, Report.from_text("Else.", outlet="Else")), told.alignment.origins)
    page = matrix(told, known, Pages())
    assert [cell.stand for cell in page.rows[0].cells] == [Stand.CONTRADICTS, Stand.SILENT]
    assert page.rows[0].cells[0].sides == (1,)
    assert page.rows[0].sides == ("Side 0", "Side 1")
    assert second.id not in {one.source.report.id for one in page.headings}
    assert page.rows[0].label == "figures differ"
    assert point.id == page.rows[0].point.id


def long_brief(lines: int) -> ToldStory:
    told = account(2, 1)
    cites = (Passage(told.reports[0].id, 0, 5),)
    single = tuple(Line(Section.SINGLE, f"Line {n}.", cites) for n in range(lines))
    told = replace(told, brief=replace(told.brief, lines=single))
    return ToldStory(told, 3, lambda: told)


def test_a_long_section_begins_at_first_sight_and_leads_to_all_of_it() -> None:
    told = long_brief(MOST_LINES + 7)
    assert told.brief.count("Line ") == MOST_LINES
    assert 'href="/stories/s?version=3&amp;all=single#single"' in told.brief
    assert f"All {MOST_LINES + 7} of this section" in told.brief


def test_a_section_is_told_whole_when_it_is_wanted() -> None:
    whole = long_brief(MOST_LINES + 7).whole_section(Section.SINGLE)
    assert whole.count("Line ") == MOST_LINES + 7
    assert "of this section" not in whole


def test_a_section_that_fits_leads_nowhere() -> None:
    assert "of this section" not in long_brief(MOST_LINES).brief
