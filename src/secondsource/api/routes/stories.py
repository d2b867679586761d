"""Stories: a list of them, and one told."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from secondsource.api.answering import answered, next_page, tag
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import (
    IN_DIGITS,
    LARGEST,
    LONGEST_ID,
    LONGEST_LINE,
    MOST,
    Flag,
    Moment,
    Number,
    Since,
    StoryId,
    Words,
)
from secondsource.api.promises import kept, underway
from secondsource.api.schemas.stories import Shown, Stories
from secondsource.api.standing import standing_of
from secondsource.codec import Json
from secondsource.codec.desk import stories_to_json
from secondsource.codec.stories import standing_to_json
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput
from secondsource.records import running
from secondsource.records.summary import StoryFilter, StorySummary

router = APIRouter(prefix="/stories", tags=["stories"])

LONGEST_LIKE = 5_000  # characters; the encoder reads the beginning of a text
WITH_LIKE = frozenset({"like", "since", "until", "limit"})

Part = Annotated[Words, Field(max_length=LONGEST_LINE)]
Page = Annotated[str, Field(min_length=1, max_length=LONGEST_ID, pattern="^[0-9A-Za-z_-]+$")]


class StoryQuery(BaseModel):
    """Which stories are listed; all that is given has to hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Part = Field("", description="Words in the headline or a report.")
    name: Part = Field("", description="Of a person, body or place in it.")
    outlet: Part = Field("", description="Who published one of its reports.")
    since: Moment | None = Field(None, description="With a report published then or later.")
    until: Moment | None = Field(None, description="With a report published then or earlier.")
    least_origins: Annotated[int, Field(ge=0, le=LARGEST), IN_DIGITS] = Field(
        0, description="The least number of independent origins."
    )
    disputed: Flag | None = Field(None, description="With a disputed point, or with none.")
    like: Annotated[Words, Field(max_length=LONGEST_LIKE)] = Field(
        "", description="Likest in meaning to a text; with since, until and limit alone."
    )
    limit: Annotated[int, Field(ge=1, le=MOST), IN_DIGITS] = Field(50, description="Most to list.")
    after: Page | None = Field(None, description="Where to go on: `after` of the page before.")


@router.get("", responses=kept(Stories, pages=True))
def list_stories(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[StoryQuery, Query()]
) -> Response:
    """Stories, those that changed last first; with `like` the likest first."""
    found, cursor = _found(desk, asked)
    return answered(
        request,
        tag(found, cursor),
        lambda: stories_to_json(found, after=cursor),
        headers=next_page(request, cursor),
    )


@router.get("/{story_id}", responses=kept(Shown, 404, 409) | {202: underway()[202]})
def show_story(  # noqa: PLR0913 - each parameter is one of the request
    request: Request,
    desk: TheDesk,
    caller: Reader,
    story_id: StoryId,
    version: Annotated[Number | None, Query(description="An earlier version.")] = None,
    since: Since | None = None,
) -> Response:
    """A story as it stands, and what changed since a version or a time.

    With `stale`, the story has changed since, and a newer brief is being written. With `version`,
    an earlier one as it was. 202 with the job that writes the first brief, while there is none.
    """
    if version is not None:
        if since is not None:
            raise BadInput("since", "cannot go with version, which tells what it changed itself")
        return _as_it_was(request, desk, story_id, version)
    one = standing_of(request, desk, story_id, user_id=caller.user_id)

    def told(shown: running.Shown) -> Json:
        changed = () if since is None else desk.versions(one.summary.id, since=since)
        why = tuple((report.id, reason) for report, reason in desk.why(one.summary.id)[1])
        whole = replace(shown, since=changed, why=why)
        return standing_to_json(whole, desk.cited(changed), stale=one.stale)

    return one.answered(told)


def _as_it_was(request: Request, desk: RunningDesk, story_id: str, number: int) -> Response:
    summary = desk.summary(story_id)
    stale = number < summary.brief or desk.is_stale(summary.id)

    def told() -> Json:
        shown = desk.version(summary.id, number)
        return standing_to_json(shown, desk.cited(shown.since), stale=stale)

    if number > summary.brief:
        told()  # says that there is none
    return answered(request, tag(summary, stale, number), told)


def _found(desk: RunningDesk, asked: StoryQuery) -> tuple[tuple[StorySummary, ...], str | None]:
    if not asked.like:
        fields = StoryFilter.__dataclass_fields__
        wanted = StoryFilter(**{name: getattr(asked, name) for name in fields})
        return desk.stories(wanted, after=asked.after, limit=asked.limit)
    if not asked.model_fields_set <= WITH_LIKE:
        raise BadInput("like", "goes with since, until and limit alone: leave the others out")
    found = desk.like(asked.like, since=asked.since, until=asked.until, limit=asked.limit)
    return found, None
