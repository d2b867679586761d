"""Who uses a desk, and what each may do there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """What somebody may do at a desk. None includes another: who may add may not merge."""

    READ = "read"  # stories, reports, briefs, feeds, jobs, exports
    CHECK = "check"  # have a draft checked, and keep what one thinks of the findings
    ADD = "add"  # reports, pages, feeds; leave feeds
    ORDER = "order"  # merge and split stories, and undo that
    MANAGE = "manage"  # users and their tokens


EVERY_SCOPE = tuple(Scope)
ALONE = ""  # the id of the person who has a desk to themselves, and no need of a name


@dataclass(frozen=True, slots=True)
class User:
    """One person of a team. `disabled` is since when they may no longer enter, None while they may.

    `has_password` says whether they can sign in on a page; without one they have tokens alone.
    """

    id: str
    name: str
    scopes: tuple[Scope, ...]
    added: datetime
    disabled: datetime | None = None
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows to be let in; the token itself is told once, when it is made.

    It lets in as its user, `ALONE` for the person alone at the desk, with `scopes` that the user
    has too. `expires` is None for one that does not; `used` is when it was shown last, within a
    minute.
    """

    id: str
    user_id: str
    name: str
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime | None
    revoked: datetime | None = None
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a user by a session or a token, or the person alone at the desk."""

    user_id: str
    name: str
    scopes: tuple[Scope, ...]

    def may(self, scope: Scope) -> bool:
        """Whether this is allowed to them."""
        return scope in self.scopes


OWNER = Caller(ALONE, "", EVERY_SCOPE)
