"""The parts of a story, each by itself: its brief, points, quotes, figures, changes."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from secondsource.api.answering import answered, tag
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import Id, Since, StoryId
from secondsource.api.promises import Answers, kept, underway
from secondsource.api.schemas.changes import Changes, Versions
from secondsource.api.schemas.evidence import Told
from secondsource.api.schemas.stories import (
    Brief,
    Figures,
    OnePoint,
    Points,
    Quotes,
    Timeline,
    Why,
)
from secondsource.api.standing import AsItStands, Standing
from secondsource.codec.desk import changes_to_json
from secondsource.codec.stories import part_to_json, point_to_json, versions_to_json, why_to_json

router = APIRouter(prefix="/stories/{story_id}", tags=["stories"])


def _part(model: type[Told]) -> Answers:
    return {**kept(model, 404), 202: underway()[202]}


@router.get("/brief", responses=_part(Brief))
def show_brief(one: AsItStands) -> Response:
    """The lines of the brief that stands, each with the passages that it rests on."""
    return _told(one, "headline", "written", "reports", "origins", "lines")


@router.get("/points", responses=_part(Points))
def show_points(one: AsItStands) -> Response:
    """What the sources agree on, dispute, update, or say alone, side by side."""
    return _told(one, "points")


@router.get("/points/{point_id}", responses=_part(OnePoint))
def show_point(
    one: AsItStands, point_id: Annotated[Id, Path(description="The id of a point of it.")]
) -> Response:
    """One point: its sides, their claims and the passages behind them."""
    return one.answered(lambda shown: point_to_json(shown, point_id, stale=one.stale))


@router.get("/quotes", responses=_part(Quotes))
def show_quotes(one: AsItStands) -> Response:
    """Direct speech, and who said it."""
    return _told(one, "quotes")


@router.get("/figures", responses=_part(Figures))
def show_figures(one: AsItStands) -> Response:
    """The figures, what each counts or measures, and where it stands."""
    return _told(one, "figures")


@router.get("/timeline", responses=_part(Timeline))
def show_timeline(one: AsItStands) -> Response:
    """What happened when."""
    return _told(one, "timeline")


@router.get("/versions", responses=kept(Versions, 404))
def show_versions(request: Request, desk: TheDesk, _: Reader, story_id: StoryId) -> Response:
    """The versions of the brief, the oldest first."""
    summary = desk.summary(story_id)

    return answered(
        request,
        tag(summary.id, summary.brief),
        lambda: versions_to_json(summary.id, desk.versions(summary.id)),
    )


@router.get("/changes", responses=kept(Changes, 404))
def show_changes(
    request: Request, desk: TheDesk, _: Reader, story_id: StoryId, since: Since | None = None
) -> Response:
    """What each version of the brief changed, the oldest first; all of them by default."""
    summary = desk.summary(story_id)

    def told() -> dict[str, object]:
        found = desk.versions(summary.id, since=since)
        return changes_to_json(found, desk.cited(found))

    return answered(request, tag(summary.id, summary.brief), told)


@router.get("/why", responses=kept(Why, 404))
def show_why(request: Request, desk: TheDesk, _: Reader, story_id: StoryId) -> Response:
    """Of each report of the story, what joined it to the others."""
    summary = desk.summary(story_id)
    return answered(request, tag(summary), lambda: why_to_json(summary.id, desk.why(summary.id)[1]))


def _told(one: Standing, *fields: str) -> Response:
    return one.answered(lambda shown: part_to_json(shown, fields, stale=one.stale))
