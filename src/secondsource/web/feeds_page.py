"""The feeds that are followed: how each fares, in words, and what can be done about it."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.access.who import NotAllowed
from secondsource.export.sheet import counted
from secondsource.records.feed import Subscription
from secondsource.records.job import ToAdd, ToRound
from secondsource.records.people import Scope
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, see_other
from secondsource.web.given import Fault, addresses, uploads, word
from secondsource.web.received import Sent

OPML = "text/x-opml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Fare:
    """How a feed fares: a sign, a word or two, and for one in trouble what to do."""

    feed: Subscription
    tone: str
    sign: str
    label: str
    advice: str


def feeds_pages(frame: Frame) -> APIRouter:
    """`/feeds` and the list of feeds as a file."""
    router = frame.router(Scope.READ)
    _add_reading(router, frame)
    _add_changing(router, frame)
    return router


def fare(feed: Subscription) -> Fare:
    """How a feed fares, in words."""
    if feed.gone:
        advice = "Its host says that it is gone for good. Follow its new address, or leave it."
        return Fare(feed, "disputed", "✗", "Gone", advice)
    if feed.failures:
        label = f"Failed {counted(feed.failures, 'time')} in a row"
        return Fare(feed, "changed", "!", label, feed.problem)
    if feed.problem:
        return Fare(feed, "changed", "!", "Read, with a problem", feed.problem)
    if feed.last_success is None:
        return Fare(feed, "", "…", "Not asked yet", "")
    return Fare(feed, "confirmed", "✓", "Fine", "")


def _add_reading(router: APIRouter, frame: Frame) -> None:
    desk = frame.desk

    @router.get("/feeds")
    def feeds(request: Request, told: str = "") -> Response:
        return _page(frame, request, told=flash(told))

    @router.get("/feeds.opml")
    def opml() -> Response:
        name = {"Content-Disposition": 'attachment; filename="feeds.opml"'}
        return Response(desk.opml().encode("utf-8", "replace"), media_type=OPML, headers=name)


def _add_changing(router: APIRouter, frame: Frame) -> None:
    desk = frame.desk

    def adder(request: Request) -> str:
        caller = frame.who(request)
        if not caller.may(Scope.ADD):
            raise NotAllowed(Scope.ADD)
        return caller.user_id

    @router.post("/feeds")
    def follow(request: Request, sent: Sent) -> Response:
        user_id, typed = adder(request), word(sent, "url")
        found, faults = addresses(typed, "url")
        lists = uploads(sent, "opml")
        if not faults and not found and not lists:
            faults = (Fault("url", "Give the address of a feed, or choose a list of feeds."),)
        if faults:
            return _page(frame, request, typed=typed, faults=faults)
        job = desk.jobs.put(ToAdd(addresses=found, uploads=lists), user_id=user_id)
        return see_other(f"/jobs/{job.id}")

    @router.post("/feeds/leave")
    def leave(request: Request, sent: Sent) -> Response:
        adder(request)
        desk.leave(word(sent, "url"))
        return see_other("/feeds?told=left")

    @router.post("/feeds/ask")
    def ask(request: Request) -> Response:
        job = desk.jobs.put(ToRound(), user_id=adder(request))
        return see_other(f"/jobs/{job.id}")


def _page(
    frame: Frame,
    request: Request,
    *,
    told: str = "",
    typed: str = "",
    faults: tuple[Fault, ...] = (),
) -> Response:
    content: dict[str, Any] = {
        "fares": tuple(map(fare, frame.desk.feeds())),
        "told": told,
        "typed": typed,
        "faults": faults,
        "wrong": {fault.field: fault.says for fault in reversed(faults)},
    }
    return frame.page(request, "feeds.html.j2", status=422 if faults else 200, **content)
