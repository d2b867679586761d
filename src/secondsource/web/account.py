"""Who one is at the desk, what one shows to be let in, and who else may enter."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from secondsource.access.who import NotAllowed, page_caller, start_session
from secondsource.desk.passwords import SHORTEST
from secondsource.errors import BadInput
from secondsource.records.people import Caller, Scope, Token, User
from secondsource.web.flashes import flash
from secondsource.web.frame import Frame, see_other
from secondsource.web.given import Fault, word, words
from secondsource.web.received import Sent

SCOPE_WORDS = {
    Scope.READ: "Read stories, reports, briefs and exports",
    Scope.CHECK: "Have drafts checked, and decide on findings",
    Scope.ADD: "Add reports, follow and leave feeds",
    Scope.ORDER: "Merge and split stories",
    Scope.MANAGE: "Manage users and all tokens",
}
LIFETIMES = {"30": "30 days", "90": "90 days", "365": "A year", "": "Without an end"}  # days
NO_STORE = {"Cache-Control": "no-store"}  # what is told once is kept nowhere


@dataclass(frozen=True, slots=True)
class Told:
    """What the page has to say besides what stands: what was done, what is wrong, a secret."""

    words: str = ""
    faults: tuple[Fault, ...] = ()
    typed: str = ""
    secret: str = ""


def account(frame: Frame) -> APIRouter:
    """`/account` and what is below it."""
    router = frame.router()
    _add_own(router, frame)
    _add_tokens(router, frame)
    _add_users(router, frame)
    _add_changes(router, frame)
    return router


def _add_own(router: APIRouter, frame: Frame) -> None:
    people = frame.desk.people

    @router.get("/account")
    def own(request: Request, told: str = "") -> Response:
        return _page(frame, request, Told(flash(told)))

    @router.post("/account/password")
    def password(request: Request, sent: Sent) -> Response:
        caller = frame.who(request)
        faults = _change(frame, caller, sent)
        if faults:
            return _page(frame, request, Told(faults=faults))
        # All sessions have ended, this one too: one goes on with a new one.
        begun = people.sign_in(caller.name, word(sent, "new"))
        answer = see_other("/account?told=password")
        if begun is not None:
            start_session(answer, request, begun[0])
        return answer


def _add_tokens(router: APIRouter, frame: Frame) -> None:
    people = frame.desk.people

    @router.post("/account/tokens")
    def add(request: Request, sent: Sent) -> Response:
        caller, name = frame.who(request), word(sent, "token_name")
        scopes = tuple(one for one in _scopes(sent, "token_scope") if caller.may(one))
        try:
            secret, _ = people.add_token(
                name, user_id=caller.user_id, scopes=scopes, expires=_expires(sent)
            )
        except BadInput as bad:
            field = "token_scopes" if bad.input == "scopes" else "token_name"
            return _page(frame, request, Told(faults=(_fault(field, bad),), typed=name))
        answer = _page(frame, request, Told(secret=secret))
        answer.headers.update(NO_STORE)
        return answer

    @router.post("/account/tokens/{token_id}/revoke")
    def revoke(request: Request, token_id: str) -> Response:
        caller = frame.who(request)
        own = {token.id for token in people.tokens(caller.user_id)}
        if token_id not in own and not caller.may(Scope.MANAGE):
            raise NotAllowed(Scope.MANAGE)
        people.revoke(token_id)
        return see_other("/account?told=revoked")


def _add_users(router: APIRouter, frame: Frame) -> None:
    people = frame.desk.people

    @router.post("/account/users")
    def add(request: Request, sent: Sent) -> Response:
        page_caller(request, Scope.MANAGE)
        name, given = word(sent, "user_name"), word(sent, "user_password")
        scopes, first = _scopes(sent, "user_scope"), not people.team()
        faults = _first_faults(given, scopes) if first else ()
        try:
            if not faults:
                people.add_user(name, password=given or None, scopes=scopes)
                return see_other("/sign-in?told=first" if first else "/account?told=user-added")
        except BadInput as bad:
            faults = (_fault(_user_field(bad), bad),)
        return _page(frame, request, Told(faults=faults, typed=name))


def _add_changes(router: APIRouter, frame: Frame) -> None:
    people = frame.desk.people

    @router.post("/account/users/{user_id}/scopes")
    def scopes(request: Request, user_id: str, sent: Sent) -> Response:
        caller, wanted = page_caller(request, Scope.MANAGE), _scopes(sent, "scope")
        if caller.user_id == user_id and Scope.MANAGE not in wanted:
            raise BadInput("your own account", "keeps the scope 'manage': let another take it")
        people.set_scopes(user_id, wanted)
        return see_other("/account?told=user-changed")

    @router.post("/account/users/{user_id}/disable")
    def disable(request: Request, user_id: str) -> Response:
        if page_caller(request, Scope.MANAGE).user_id == user_id:
            raise BadInput("your own account", "is not disabled by yourself: let another do it")
        people.disable(user_id)
        return see_other("/account?told=user-disabled")

    @router.post("/account/users/{user_id}/enable")
    def enable(request: Request, user_id: str) -> Response:
        page_caller(request, Scope.MANAGE)
        people.enable(user_id)
        return see_other("/account?told=user-enabled")


def _page(frame: Frame, request: Request, told: Told) -> Response:
    caller, people = frame.who(request), frame.desk.people
    manages = caller.may(Scope.MANAGE)
    users: tuple[User, ...] = people.users() if manages else ()
    tokens: tuple[Token, ...] = people.tokens(None if manages else caller.user_id)
    return frame.page(
        request,
        "account.html.j2",
        status=422 if told.faults else 200,
        said=told,
        wrong={fault.field: fault.says for fault in reversed(told.faults)},
        alone=not people.team(),
        users=users,
        names={user.id: user.name for user in users},
        tokens=tokens,
        now=datetime.now(UTC),
        scope_words=SCOPE_WORDS,
        lifetimes=LIFETIMES,
        shortest=SHORTEST,
    )


def _change(frame: Frame, caller: Caller, sent: FormData) -> tuple[Fault, ...]:
    """Change one's password; what was wrong if it did not come to that."""
    people, new = frame.desk.people, word(sent, "new")
    if new != word(sent, "again"):
        return (Fault("again", "The two are not the same: type the new password again."),)
    known = people.sign_in(caller.name, word(sent, "current"))
    if known is None or known[1].user_id != caller.user_id:
        return (Fault("current", "This is not your password: type the one you sign in with."),)
    people.sign_out(known[0])
    try:
        people.set_password(caller.user_id, new)
    except BadInput as bad:
        return (_fault("new", bad),)
    return ()


def _first_faults(password: str, scopes: tuple[Scope, ...]) -> tuple[Fault, ...]:
    """What the first user needs: from then on nobody enters without signing in."""
    if not password:
        says = "Give the first user a password: from then on one has to sign in."
        return (Fault("user_password", says),)
    if Scope.MANAGE not in scopes:
        says = "Let the first user manage the others: nobody else could."
        return (Fault("user_scopes", says),)
    return ()


def _user_field(bad: BadInput) -> str:
    return {"scopes": "user_scopes", "password": "user_password"}.get(bad.input, "user_name")


def _scopes(sent: FormData, name: str) -> tuple[Scope, ...]:
    chosen = set(words(sent, name))
    return tuple(scope for scope in Scope if scope.value in chosen)


def _expires(sent: FormData) -> datetime | None:
    days = word(sent, "days")
    if days not in LIFETIMES:
        raise BadInput("days", f"choose one of {', '.join(one for one in LIFETIMES if one)}")
    return datetime.now(UTC) + timedelta(days=int(days)) if days else None


def _fault(field: str, bad: BadInput) -> Fault:
    return Fault(field, f"{bad}.")
