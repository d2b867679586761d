"""Who may enter the desk: users with passwords, tokens for programs, and who is signed in."""

import hashlib
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from secondsource.desk.passwords import check_password, fits, hashed, nobodys
from secondsource.desk.recently import Recently, Used
from secondsource.errors import BadInput, NotFound
from secondsource.records.people import ALONE, EVERY_SCOPE, Caller, Scope, Token, User
from secondsource.store.people import People as Kept
from secondsource.store.people import Session

IDLE = timedelta(hours=12)  # a session that nobody used for so long has ended
LONGEST = timedelta(days=7)  # after which everybody signs in anew
PREFIX = "ss_"  # of tokens, so that one that leaked is known for what it is
LONGEST_SECRET = 100  # characters; what is longer is none of ours
LONGEST_NAME = 64
OF_IDS = ("user_", "token_")

Shown = Session | tuple[Token, User | None]


class People:
    """The users of a desk, their tokens and their sessions. Reached as `RunningDesk.people`.

    Any number of threads may use it. What was found about a secret is trusted for some seconds,
    so that a change made by another process holds here within `recently.TRUSTED`; one that is
    made here holds at once.
    """

    def __init__(
        self,
        kept: Kept,
        now: Callable[[], datetime],
        *,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept = kept
        self._now = now
        self._recently: Recently[Shown] = Recently(elapsed)
        self._some: Recently[bool] = Recently(elapsed)
        self._used = Used(kept.mark_used)
        self._is_team = threading.Event()

    def team(self) -> bool:
        """Whether any user exists, disabled or not: then nobody enters without a name."""
        if self._is_team.is_set():
            return True
        if self._some.of(b"", lambda _: self._kept.any()):
            self._is_team.set()  # for good, as no user is ever removed
        return self._is_team.is_set()

    def users(self) -> tuple[User, ...]:
        """Every user, in the order in which they were added."""
        return self._kept.users()

    def user(self, name_or_id: str) -> User:
        """The user with this id or this name, in capitals or not; `NotFound` if there is none."""
        return self._kept.user(_tidy(name_or_id))

    def add_user(
        self, name: str, *, password: str | None, scopes: tuple[Scope, ...] = EVERY_SCOPE
    ) -> User:
        """A new user. Without a password they come in by tokens alone.

        `BadInput` for a name that is taken, blank, too long or like an id, for a password that is
        easily guessed, and for no scope.
        """
        user = User(
            id=f"user_{secrets.token_hex(8)}",
            name=_checked_name(name),
            scopes=_checked_scopes(scopes),
            added=self._now(),
            has_password=password is not None,
        )
        if password is not None:
            check_password(password, user.name)
        self._kept.add(user, "" if password is None else hashed(password))
        self._is_team.set()
        return user

    def set_password(self, user_id: str, password: str) -> None:
        """Give a user a new password, and end every session of theirs.

        `BadInput` for one that is easily guessed, `NotFound` if there is no such user.
        """
        check_password(password, self._kept.user(user_id).name)
        self._kept.set_password(user_id, hashed(password))
        self._recently.forget()

    def set_scopes(self, user_id: str, scopes: tuple[Scope, ...]) -> None:
        """Change what a user may do; tokens of theirs may do no more than that."""
        self._kept.set_scopes(user_id, _checked_scopes(scopes))
        self._recently.forget()

    def disable(self, user_id: str) -> None:
        """Let a user in no more, by session or token; `NotFound` if there is none."""
        self._kept.disable(user_id, at=self._now())
        self._recently.forget()

    def enable(self, user_id: str) -> None:
        """Let a user in again: they sign in anew, their tokens hold as before."""
        self._kept.enable(user_id)
        self._recently.forget()

    def sign_in(self, name: str, password: str) -> tuple[str, Caller] | None:
        """A new session's secret and whose it is; None if name and password do not go together.

        A name that there is not takes as long as a wrong password. `TryAgain` if too many try at
        once.
        """
        nobody = nobodys()
        try:
            user, kept = self._kept.with_password(_tidy(name))
        except NotFound:
            user, kept = None, ""
        right = fits(kept or nobody, password)
        if user is None or user.disabled is not None or not (kept and right):
            return None
        secret, now = secrets.token_urlsafe(32), self._now()
        if not self._kept.add_session(
            _digest(secret), user.id, kept, created=now, expires=now + LONGEST
        ):
            return None
        return secret, _caller(user)

    def by_session(self, secret: str) -> Caller | None:
        """Whose session this is; None if it has ended, or the user is disabled."""
        if len(secret) > LONGEST_SECRET:
            return None
        digest, now = _digest(secret), self._now()
        found = self._recently.of(digest, self._kept.session)
        if not isinstance(found, Session) or found.user.disabled is not None:
            return None
        last = self._used.last(digest, found.used)
        if now >= found.expires or now - last >= IDLE:
            return None
        self._used.note(digest, now, last)
        return _caller(found.user)

    def sign_out(self, secret: str) -> None:
        """End a session; nothing happens if it has ended."""
        self._kept.end_session(_digest(secret))
        self._recently.forget()

    def tokens(self, user_id: str | None = None) -> tuple[Token, ...]:
        """The tokens of a user, or all, in the order in which they were made."""
        return self._kept.tokens(user_id)

    def add_token(
        self,
        name: str,
        *,
        user_id: str = ALONE,
        scopes: tuple[Scope, ...],
        expires: datetime | None,
    ) -> tuple[str, Token]:
        """A new token and its secret, which is told this once.

        `BadInput` for a blank name, no scope, a scope that the user has not, a disabled user, and
        for an end that is past; `NotFound` if there is no such user.
        """
        now = self._now()
        if expires is not None and expires <= now:
            raise BadInput(name, "would have expired already: give an end that is to come")
        scopes = _checked_scopes(scopes)
        if user_id != ALONE:
            _check_grant(self._kept.user(user_id), scopes)
        secret = PREFIX + secrets.token_urlsafe(32)
        token = Token(
            id=f"token_{secrets.token_hex(8)}",
            user_id=user_id,
            name=_checked_name(name),
            scopes=scopes,
            created=now,
            expires=expires,
        )
        self._kept.add_token(token, _digest(secret))
        return secret, token

    def revoke(self, token_id: str) -> None:
        """Let nobody in by a token any more; `NotFound` if there is none of that id."""
        self._kept.revoke(token_id, at=self._now())
        self._recently.forget()

    def by_token(self, secret: str) -> Caller | None:
        """Whom a token lets in, and to do what; None for one that is not, or no longer, in force.

        It may do what it was made for, as far as its user may do it now.
        """
        if not secret.startswith(PREFIX) or len(secret) > LONGEST_SECRET:
            return None
        digest, now = _digest(secret), self._now()
        found = self._recently.of(digest, self._kept.token)
        if not isinstance(found, tuple) or not _in_force(*found, now):
            return None
        token, user = found
        self._used.note(digest, now, self._used.last(digest, token.used))
        if user is None:
            return Caller(ALONE, "", token.scopes)
        return Caller(user.id, user.name, tuple(one for one in token.scopes if one in user.scopes))

    def close(self) -> None:
        """Store when secrets were shown last, which is done now and then while at work."""
        self._used.close()


def _in_force(token: Token, user: User | None, now: datetime) -> bool:
    if token.revoked is not None or (token.expires is not None and token.expires <= now):
        return False
    return token.user_id == ALONE or (user is not None and user.disabled is None)


def _caller(user: User) -> Caller:
    return Caller(user.id, user.name, user.scopes)


def _digest(secret: str) -> bytes:
    """A secret of 256 random bits needs no more than this: there is nothing to be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _tidy(name: str) -> str:
    """A name with no blanks around it, spelt the one way there is to compose its letters."""
    return unicodedata.normalize("NFC", name).strip()


def _checked_name(name: str) -> str:
    tidy = _tidy(name)
    if not tidy:
        raise BadInput("name", "is blank: give one")
    if len(tidy) > LONGEST_NAME:
        raise BadInput(tidy[:LONGEST_NAME] + "…", f"has over {LONGEST_NAME} characters: shorten it")
    if not tidy.isprintable():
        raise BadInput(ascii(tidy), "has characters that cannot be seen: give a name without them")
    if tidy.startswith(OF_IDS):
        raise BadInput(tidy, "looks like an id: give another name")
    return tidy


def _checked_scopes(scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
    if not scopes:
        raise BadInput("scopes", f"name none: choose from {', '.join(Scope)}")
    return tuple(scope for scope in Scope if scope in scopes)


def _check_grant(user: User, scopes: tuple[Scope, ...]) -> None:
    """Whether a user may have such a token."""
    if user.disabled is not None:
        raise BadInput(user.name, "is disabled: enable the user first")
    missing = [scope.value for scope in scopes if scope not in user.scopes]
    if missing:
        raise BadInput(user.name, f"may not {', '.join(missing)}: leave that out of the token")
