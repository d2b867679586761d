"""Feeds: those that are followed, new ones, and lists of them as OPML."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response

from secondsource.api.answering import KEPT, accepted, answered, tag
from secondsource.api.asking import Adder, Reader, TheDesk
from secondsource.api.bounds import Address
from secondsource.api.once import OnceRoute
from secondsource.api.promises import kept, problems, underway, written
from secondsource.api.schemas.feeds import Feeds, ToFollow
from secondsource.codec.desk import feeds_to_json
from secondsource.errors import BadInput
from secondsource.records.job import ToAdd, Upload

router = APIRouter(prefix="/feeds", tags=["feeds"], route_class=OnceRoute)

OPML = "text/x-opml"
LIST = written("The feeds as OPML 2.0.", OPML)


@router.get("", responses=kept(Feeds))
def list_feeds(request: Request, desk: TheDesk, _: Reader) -> Response:
    """The feeds that are followed, and how each fares."""
    feeds = desk.feeds()
    return answered(request, tag(feeds), lambda: feeds_to_json(feeds))


@router.post("", status_code=202, responses=underway(409))
def follow_feed(request: Request, desk: TheDesk, caller: Adder, given: ToFollow) -> Response:
    """Follow a feed from now on; the job reads it first, and says if it is none."""
    task = ToAdd(addresses=(given.url,), outlet=given.outlet)
    return accepted(request, desk.jobs.put(task, user_id=caller.user_id))


@router.delete("", status_code=204, responses=problems(404))
def leave_feed(
    desk: TheDesk, _: Adder, url: Annotated[Address, Query(description="Of the feed.")]
) -> None:
    """Follow a feed no more. The reports that it gave stay."""
    desk.leave(url)


@router.get("/opml", responses={**LIST, **problems()}, response_class=Response)
def export_feeds(desk: TheDesk, _: Reader) -> Response:
    """The feeds that are followed as OPML, for other programs."""
    headers = {**KEPT, "Content-Disposition": 'attachment; filename="feeds.opml"'}
    return Response(desk.opml(), media_type=OPML, headers=headers)


@router.post("/opml", status_code=202, responses=underway(409))
def import_feeds(
    request: Request,
    desk: TheDesk,
    caller: Adder,
    given: Annotated[bytes, Body(media_type=OPML, min_length=1)],
) -> Response:
    """Follow the feeds that a list names, as OPML."""
    if not given.strip():
        raise BadInput("the list", "is empty: send the OPML that another program wrote")
    task = ToAdd(uploads=(Upload("feeds.opml", given),))
    return accepted(request, desk.jobs.put(task, user_id=caller.user_id))
