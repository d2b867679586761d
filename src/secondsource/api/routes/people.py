"""Who asks, and for those who manage a desk: its users, their tokens, and how it fares."""

from typing import Annotated

from fastapi import APIRouter, Request, Response, Security

from secondsource.access.who import SESSION, TOKEN, caller
from secondsource.api.answering import JsonAnswer, address
from secondsource.api.asking import Manager, TheDesk
from secondsource.api.bounds import AnyId
from secondsource.api.once import OnceRoute, told_again
from secondsource.api.promises import LOCATION, problems
from secondsource.api.schemas import people
from secondsource.api.schemas.feeds import Health
from secondsource.codec.desk import health_to_json
from secondsource.codec.people import (
    caller_to_json,
    new_token_to_json,
    tokens_to_json,
    user_to_json,
    users_to_json,
)
from secondsource.records.people import Caller, Scope

router = APIRouter(route_class=OnceRoute)
CREATED = 201


def _somebody(
    request: Request,
    _token: Annotated[object, Security(TOKEN)],
    _session: Annotated[object, Security(SESSION)],
) -> Caller:
    return caller(request)


@router.get("/me", tags=["people"], responses={200: {"model": people.Me}, **problems()})
def show_me(known: Annotated[Caller, Security(_somebody)]) -> Response:
    """Who you are here, and what you may do."""
    return JsonAnswer(caller_to_json(known))


@router.get("/doctor", tags=["desk"], responses={200: {"model": Health}, **problems()})
def examine_desk(desk: TheDesk, _: Manager) -> Response:
    """How the desk fares: its database, what is left to do, its feeds and webhooks."""
    return JsonAnswer(health_to_json(desk.examine()))


@router.get("/users", tags=["people"], responses={200: {"model": people.Users}, **problems()})
def list_users(desk: TheDesk, _: Manager) -> Response:
    """The users of the desk."""
    return JsonAnswer(users_to_json(desk.people.users()))


@router.post(
    "/users",
    tags=["people"],
    status_code=CREATED,
    responses={201: {"model": people.User, "headers": LOCATION}, **problems(409)},
)
def add_user(request: Request, desk: TheDesk, _: Manager, given: people.NewUser) -> Response:
    """Add a user. From the first on, everybody signs in."""
    scopes = _scopes(given.scopes)
    user = desk.people.add_user(given.name, password=given.password, scopes=scopes)
    headers = {"Location": address(request, "users", user.id)}
    return JsonAnswer(user_to_json(user), status_code=CREATED, headers=headers)


@router.get(
    "/users/{user_id}",
    tags=["people"],
    responses={200: {"model": people.User}, **problems(404)},
)
def show_user(desk: TheDesk, _: Manager, user_id: AnyId) -> Response:
    """One user."""
    return JsonAnswer(user_to_json(desk.people.user(user_id)))


@router.patch(
    "/users/{user_id}",
    tags=["people"],
    responses={200: {"model": people.User}, **problems(404)},
)
def change_user(desk: TheDesk, _: Manager, user_id: AnyId, given: people.UserChange) -> Response:
    """Give a user other scopes or a password, keep them out, or let them in again."""
    user = desk.people.user(user_id)
    if given.scopes is not None:
        desk.people.set_scopes(user.id, _scopes(given.scopes))
    if given.password is not None:
        desk.people.set_password(user.id, given.password)
    if given.disabled is not None:
        (desk.people.disable if given.disabled else desk.people.enable)(user.id)
    return JsonAnswer(user_to_json(desk.people.user(user.id)))


@router.get("/tokens", tags=["people"], responses={200: {"model": people.Tokens}, **problems()})
def list_tokens(desk: TheDesk, _: Manager) -> Response:
    """The tokens of all users, without what lets in."""
    return JsonAnswer(tokens_to_json(desk.people.tokens()))


@router.post(
    "/tokens",
    tags=["people"],
    status_code=CREATED,
    responses={201: {"model": people.MadeToken, "headers": LOCATION}, **problems(404, 409)},
)
def add_token(request: Request, desk: TheDesk, _: Manager, given: people.NewToken) -> Response:
    """Make a token. Its secret is told this once: an answer that is told again has none."""
    secret, token = desk.people.add_token(
        given.name,
        user_id=desk.people.user(given.user).id if given.user else "",
        scopes=_scopes(given.scopes),
        expires=given.expires,
    )
    told_again(request, JsonAnswer(new_token_to_json(token, None)))
    headers = {"Location": address(request, "tokens", token.id)}
    return JsonAnswer(new_token_to_json(token, secret), status_code=CREATED, headers=headers)


@router.delete("/tokens/{token_id}", tags=["people"], status_code=204, responses=problems(404))
def revoke_token(desk: TheDesk, _: Manager, token_id: AnyId) -> None:
    """Have a token let nobody in any more."""
    desk.people.revoke(token_id)


def _scopes(names: list[people.ScopeName]) -> tuple[Scope, ...]:
    return tuple(Scope(name) for name in dict.fromkeys(names))
