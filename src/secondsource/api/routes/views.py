"""Views: filters that people keep by a name."""

from fastapi import APIRouter, Request, Response

from secondsource.api.answering import JsonAnswer, answered, tag
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import AnyId
from secondsource.api.once import OnceRoute
from secondsource.api.promises import kept, problems
from secondsource.api.schemas.people import NewView, View, Views
from secondsource.codec.people import view_to_json, views_to_json
from secondsource.records.summary import StoryFilter

router = APIRouter(prefix="/views", tags=["views"], route_class=OnceRoute)


@router.get("", responses=kept(Views))
def list_views(request: Request, desk: TheDesk, caller: Reader) -> Response:
    """Your views, by name."""
    found = desk.views.list(caller.user_id)
    return answered(request, tag(found), lambda: views_to_json(found))


@router.post("", status_code=201, responses={201: {"model": View}, **problems(409)})
def keep_view(desk: TheDesk, caller: Reader, given: NewView) -> Response:
    """Keep a filter by a name, in place of your view that had it."""
    wanted = StoryFilter(**dict(given.filter))
    view = desk.views.put(given.name, wanted, user_id=caller.user_id)
    return JsonAnswer(view_to_json(view), status_code=201)


@router.delete("/{view_id}", status_code=204, responses=problems(404))
def remove_view(desk: TheDesk, caller: Reader, view_id: AnyId) -> None:
    """Forget one of your views."""
    desk.views.remove(view_id, caller.user_id)
