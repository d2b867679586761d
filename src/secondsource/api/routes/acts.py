"""Stories put right by hand: merged, split, and that undone."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from secondsource.api.answering import JsonAnswer, answered, tag
from secondsource.api.asking import Orderer, Reader, TheDesk
from secondsource.api.bounds import Number, StoryId
from secondsource.api.once import OnceRoute
from secondsource.api.promises import kept, problems
from secondsource.api.schemas.people import Chosen, SplitOff
from secondsource.api.schemas.stories import Acts, StoryParts
from secondsource.codec.stories import acts_to_json, decided_to_json
from secondsource.desk.running import RunningDesk
from secondsource.records.job import ToBrief
from secondsource.records.kept import Act
from secondsource.records.people import Caller
from secondsource.records.story import Story

router = APIRouter(tags=["decisions"], route_class=OnceRoute)

DECIDED = {200: {"model": StoryParts}, **problems(404, 409)}


@router.post("/stories/merge", responses=DECIDED)
def merge_stories(desk: TheDesk, caller: Orderer, given: Chosen) -> Response:
    """Make one story of several, for good: no later report parts them."""
    return _decided(desk, caller, [desk.merge(given.stories, briefs=False)])


@router.post("/stories/{story_id}/split", responses=DECIDED)
def split_story(desk: TheDesk, caller: Orderer, story_id: StoryId, given: SplitOff) -> Response:
    """Take reports out of a story into one of their own, for good; the new one comes first."""
    return _decided(desk, caller, desk.split(story_id, given.reports, briefs=False))


@router.get("/acts", responses=kept(Acts))
def list_acts(request: Request, desk: TheDesk, _: Reader) -> Response:
    """What was decided by hand, the latest first."""
    acts = desk.acts()[::-1]
    return answered(
        request, tag([(one.number, one.undone) for one in acts]), lambda: acts_to_json(acts)
    )


@router.post("/acts/{number}/undo", responses=DECIDED)
def undo_act(
    desk: TheDesk, caller: Orderer, number: Annotated[Number, Path(description="Of an act.")]
) -> Response:
    """Take back a merge or a split: the reports are grouped as if it had never been made."""
    act, stories = desk.undo(number, briefs=False)
    return _decided(desk, caller, stories, undone=act)


def _decided(
    desk: RunningDesk, caller: Caller, stories: Iterable[Story], *, undone: Act | None = None
) -> Response:
    """The stories that came of it; a worker writes their briefs."""
    ids = [story.id for story in stories]
    for one in ids:
        desk.jobs.put(ToBrief(one), user_id=caller.user_id)
    return JsonAnswer(decided_to_json(desk.summaries(ids), undone=undone))
