"""A story as its brief stands, and one of its points, in pages."""

from collections.abc import Iterable, Mapping, Sequence

from secondsource.desk.running import RunningDesk
from secondsource.errors import NotFound
from secondsource.export.safe import web_link
from secondsource.export.sheet import Source, heard, origins_by_report, sources
from secondsource.mcp.answers import (
    ClaimTold,
    LineTold,
    PointGlance,
    PointTold,
    SideGlance,
    SideTold,
    SourceTold,
    StoryTold,
)
from secondsource.mcp.citing import LONGEST, Citing, Pages, report_link
from secondsource.mcp.pages import Asked, page
from secondsource.records.brief import Account, Line, Section
from secondsource.records.running import Shown
from secondsource.records.story import Claim, Point, Relation, Side, Story

CITED = 6  # passages a line; get_point has all
AROUND = 200  # characters that a line or claim takes besides its texts
NOT_YET = "has no brief yet: `secondsource show {id}` writes it, or a worker will"


def story(
    desk: RunningDesk, story_id: str, section: Section | None, asked: Asked, pages: Pages
) -> StoryTold:
    """A page of the brief that stands, or of one section of it. Nothing is written."""
    found = desk.story(story_id)
    shown = desk.standing(found.id)
    if shown is None:
        return _untold(found, pages)
    return _told(shown, section, asked, pages, stale=desk.is_stale(found.id))


def point(desk: RunningDesk, story_id: str, point_id: str, asked: Asked, pages: Pages) -> PointTold:
    """A point of the brief that stands; `NotFound` where that has none of this id."""
    found = desk.story(story_id)
    shown = desk.standing(found.id)
    if shown is None:
        raise NotFound(f"story {found.id} {NOT_YET.format(id=found.id)}")
    points = {one.id: one for one in shown.account.alignment.points}
    if point_id not in points:
        raise NotFound(
            f"no point {point_id!r} in version {shown.version.number} of the brief of {found.id}: "
            "call get_story for the points that it has now"
        )
    return _point(points[point_id], shown, asked, pages)


def _untold(found: Story, pages: Pages) -> StoryTold:
    return StoryTold(
        id=found.id,
        headline=found.headline,
        first=found.first,
        last=found.last,
        version=0,
        written=None,
        stale=True,
        reports=len(found.report_ids),
        origins=0,
        disputed=0,
        lines=(),
        points=(),
        sources=(),
        cursor=None,
        page=pages.story(found.id),
    )


def _told(
    shown: Shown, section: Section | None, asked: Asked, pages: Pages, *, stale: bool
) -> StoryTold:
    account, number = shown.account, shown.version.number
    lines = [one for one in account.brief.lines if section in (None, one.section)]
    part = page(lines, asked, version=number, size=_size_of_line)
    citing = Citing(account.reports, lambda _: account.story.id, pages)
    points, origins = account.alignment.points, origins_by_report(account)
    return StoryTold(
        id=account.story.id,
        headline=account.story.headline,
        first=account.story.first,
        last=account.story.last,
        version=number,
        written=account.brief.written,
        stale=stale,
        reports=len(account.reports),
        origins=len(account.alignment.origins),
        disputed=sum(one.relation is Relation.CONFLICT for one in points),
        lines=tuple(_line(one, origins, citing) for one in part.items),
        points=_glances(points, part.items),
        sources=_sources(account, part.items, pages),
        cursor=part.cursor,
        page=pages.story(account.story.id),
    )


def _line(line: Line, origins: Mapping[str, str], citing: Citing) -> LineTold:
    return LineTold(
        section=line.section.value,
        text=line.text,
        origins=heard(line.cites, origins),
        point=line.point_id,
        passages=citing.passages(line.cites, CITED),
        more=max(0, len(line.cites) - CITED),
    )


def _size_of_line(line: Line) -> int:
    cited = sum(min(one.end - one.start, LONGEST) + AROUND for one in line.cites[:CITED])
    return len(line.text) + cited


def _glances(points: Iterable[Point], lines: Iterable[Line]) -> tuple[PointGlance, ...]:
    told = {line.point_id for line in lines}
    return tuple(
        PointGlance(
            id=one.id,
            relation=one.relation.value,
            kind=one.kind.value if one.kind else None,
            subject=one.subject,
            origins=one.origins,
            sides=tuple(SideGlance(value=s.value, origins=len(s.origins)) for s in one.sides),
        )
        for one in points
        if one.id in told
    )


def _sources(account: Account, lines: Iterable[Line], pages: Pages) -> tuple[SourceTold, ...]:
    cited = {passage.report_id for line in lines for passage in line.cites[:CITED]}
    found = sources(account.reports, account.alignment.origins)
    return tuple(_source(one, account, pages) for one in found if one.report.id in cited)


def _source(one: Source, account: Account, pages: Pages) -> SourceTold:
    return SourceTold(
        id=one.report.id,
        outlet=one.report.label,
        title=one.report.title,
        url=web_link(one.report.url),
        published=one.report.published,
        origin=one.origin_id,
        note=one.note,
        characters=len(one.report.text),
        link=report_link(one.report.id),
        page=pages.source(account.story.id, one.report.id),
    )


def _point(one: Point, shown: Shown, asked: Asked, pages: Pages) -> PointTold:
    account, number = shown.account, shown.version.number
    claims = _claims_of(one.sides, {claim.id: claim for claim in account.alignment.claims})
    part = page(claims, asked, version=number, size=_size_of_claim)
    citing = Citing(account.reports, lambda _: account.story.id, pages)
    return PointTold(
        id=one.id,
        story=account.story.id,
        version=number,
        relation=one.relation.value,
        kind=one.kind.value if one.kind else None,
        subject=one.subject,
        origins=one.origins,
        reasons=tuple(dict.fromkeys(one.reasons)),
        sides=tuple(_side(side) for side in one.sides),
        claims=tuple(_claim(side, claim, citing) for side, claim in part.items),
        cursor=part.cursor,
    )


def _claims_of(sides: Sequence[Side], by_id: Mapping[str, Claim]) -> list[tuple[int, Claim]]:
    return [(at, by_id[one]) for at, side in enumerate(sides) for one in side.claim_ids]


def _size_of_claim(told: tuple[int, Claim]) -> int:
    claim = told[1]
    return len(claim.text) + min(claim.said_in.end - claim.said_in.start, LONGEST) + AROUND


def _side(side: Side) -> SideTold:
    return SideTold(value=side.value, origins=side.origins, claims=len(side.claim_ids))


def _claim(side: int, claim: Claim, citing: Citing) -> ClaimTold:
    return ClaimTold(
        id=claim.id,
        side=side,
        reading=claim.text,
        speaker=claim.speaker,
        polarity=claim.polarity.value,
        status=claim.status.value,
        passage=citing.passage(claim.said_in),
    )
