"""Users, their tokens and their views to JSON: never a secret, but for the one that is new."""

from collections.abc import Iterable
from datetime import datetime

from secondsource.codec.answers import Json
from secondsource.records.people import Caller, Token, User
from secondsource.records.summary import SavedView, StoryFilter

USERS_SCHEMA = "secondsource/users/1"
TOKENS_SCHEMA = "secondsource/tokens/1"
VIEWS_SCHEMA = "secondsource/views/1"


def caller_to_json(caller: Caller) -> Json:
    """Who asks, and what they may do."""
    return {
        "user": caller.user_id,
        "name": caller.name,
        "scopes": [scope.value for scope in caller.scopes],
    }


def users_to_json(users: Iterable[User]) -> Json:
    """The users of a desk."""
    return {"schema": USERS_SCHEMA, "users": [user_to_json(one) for one in users]}


def user_to_json(user: User) -> Json:
    """One user."""
    return {
        "id": user.id,
        "name": user.name,
        "scopes": [scope.value for scope in user.scopes],
        "added": _moment(user.added),
        "disabled": _moment(user.disabled),
        "password": user.has_password,
    }


def tokens_to_json(tokens: Iterable[Token]) -> Json:
    """Tokens, which say nothing of what lets in."""
    return {"schema": TOKENS_SCHEMA, "tokens": [token_to_json(one) for one in tokens]}


def token_to_json(token: Token) -> Json:
    """One token."""
    return {
        "id": token.id,
        "user": token.user_id,
        "name": token.name,
        "scopes": [scope.value for scope in token.scopes],
        "created": _moment(token.created),
        "expires": _moment(token.expires),
        "revoked": _moment(token.revoked),
        "used": _moment(token.used),
    }


def new_token_to_json(token: Token, secret: str | None) -> Json:
    """A token that was just made, with what lets in; that is told this once."""
    return {**token_to_json(token), "secret": secret}


def views_to_json(views: Iterable[SavedView]) -> Json:
    """The views that somebody keeps."""
    return {"schema": VIEWS_SCHEMA, "views": [view_to_json(one) for one in views]}


def view_to_json(view: SavedView) -> Json:
    """One view, and what it keeps."""
    return {"id": view.id, "name": view.name, "filter": filter_to_json(view.filter)}


def filter_to_json(wanted: StoryFilter) -> Json:
    """Which stories a list keeps, with every field."""
    return {
        "text": wanted.text,
        "name": wanted.name,
        "outlet": wanted.outlet,
        "since": _moment(wanted.since),
        "until": _moment(wanted.until),
        "least_origins": wanted.least_origins,
        "disputed": wanted.disputed,
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
