"""Who may enter a desk: users, what programs show to be let in, and who is signed in.

Of a secret only a digest comes here, so that a copy of the store opens no door.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from secondsource.errors import BadInput, NotFound
from secondsource.records.people import Scope, Token, User
from secondsource.store.columns import check_storable
from secondsource.store.database import AnyRow, Database
from secondsource.store.schema import sessions, tokens, users


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who signed in: until when that holds at most, and when they asked last."""

    user: User
    created: datetime
    expires: datetime
    used: datetime


class People:
    """The users of a desk, their tokens and their sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def any(self) -> bool:
        """Whether there is a user, disabled or not."""
        with self._database.reading() as connection:
            return connection.execute(select(users.c.number).limit(1)).first() is not None

    def users(self) -> tuple[User, ...]:
        """Every user, in the order in which they were added."""
        with self._database.reading() as connection:
            return tuple(_user(row) for row in connection.execute(_users()))

    def user(self, name_or_id: str) -> User:
        """The user with this id or this name, in capitals or not; `NotFound` if there is none."""
        return self.with_password(name_or_id)[0]

    def with_password(self, name_or_id: str) -> tuple[User, str]:
        """A user, and what is kept of their password: "" where none is set. As `user`."""
        with self._database.reading() as connection:
            row = _find(connection, name_or_id)
        return _user(row), row.password

    def add(self, user: User, password: str) -> None:
        """Keep a new user; `BadInput` if one has that name, in capitals or not.

        `password` is what was made of it, "" for none.
        """
        check_storable(f"user {user.id}", id=user.id, name=user.name, password=password)
        with self._database.writing() as connection:
            names = connection.execute(select(users.c.name)).scalars()
            if user.name.casefold() in {name.casefold() for name in names}:
                raise BadInput(user.name, "is the name of a user already: choose another")
            connection.execute(
                insert(users).values(
                    id=user.id,
                    name=user.name,
                    password=password,
                    scopes=_spelt(user.scopes),
                    added=user.added,
                    disabled=user.disabled,
                )
            )

    def set_password(self, user_id: str, password: str) -> None:
        """Keep what was made of a new password; whoever came in by the old one is out."""
        with self._database.writing() as connection:
            _change(connection, user_id, password=password)
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    def set_scopes(self, user_id: str, scopes: Sequence[Scope]) -> None:
        """Change what a user may do, also by the tokens they have."""
        with self._database.writing() as connection:
            _change(connection, user_id, scopes=_spelt(scopes))

    def disable(self, user_id: str, *, at: datetime) -> None:
        """Let a user in no more, and end their sessions."""
        with self._database.writing() as connection:
            _change(connection, user_id, disabled=at)
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    def enable(self, user_id: str) -> None:
        """Let a user in again."""
        with self._database.writing() as connection:
            _change(connection, user_id, disabled=None)

    def add_session(
        self, digest: bytes, user_id: str, password: str, *, created: datetime, expires: datetime
    ) -> bool:
        """Keep that somebody signed in, and drop what has expired by then.

        False, and nothing is kept, if `password` is no longer what is kept of theirs: it was
        changed while they came in by the old one.
        """
        holds = select(users.c.id).where(users.c.id == user_id, users.c.password == password)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= created))
            if connection.execute(holds).first() is None:
                return False
            connection.execute(
                insert(sessions).values(
                    digest=digest, user_id=user_id, created=created, expires=expires, used=created
                )
            )
        return True

    def session(self, digest: bytes) -> Session | None:
        """The session with this digest, expired or not, and its user as they are now."""
        joined = sessions.join(users, users.c.id == sessions.c.user_id)
        query = select(users, sessions.c.created, sessions.c.expires, sessions.c.used)
        with self._database.reading() as connection:
            row = connection.execute(
                query.select_from(joined).where(sessions.c.digest == digest)
            ).first()
        return None if row is None else Session(_user(row), row.created, row.expires, row.used)

    def end_session(self, digest: bytes) -> None:
        """Forget a session; nothing happens if there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def tokens(self, user_id: str | None = None) -> tuple[Token, ...]:
        """The tokens of a user, or all, in the order in which they were made."""
        query = select(tokens).order_by(tokens.c.number)
        if user_id is not None:
            query = query.where(tokens.c.user_id == user_id)
        with self._database.reading() as connection:
            return tuple(_token(row) for row in connection.execute(query))

    def add_token(self, token: Token, digest: bytes) -> None:
        """Keep a new token; of its secret, the digest."""
        with self._database.writing() as connection:
            connection.execute(
                insert(tokens).values(
                    id=token.id,
                    digest=digest,
                    user_id=token.user_id,
                    name=token.name,
                    scopes=_spelt(token.scopes),
                    created=token.created,
                    expires=token.expires,
                    revoked=token.revoked,
                    used=token.used,
                )
            )

    def token(self, digest: bytes) -> tuple[Token, User | None] | None:
        """The token with this digest, in force or not, and its user if it is somebody's."""
        with self._database.reading() as connection:
            row = connection.execute(select(tokens).where(tokens.c.digest == digest)).first()
            if row is None:
                return None
            owner = connection.execute(_users().where(users.c.id == row.user_id)).first()
        return _token(row), None if owner is None else _user(owner)

    def revoke(self, token_id: str, *, at: datetime) -> None:
        """Let nobody in by a token any more; `NotFound` if there is none of that id."""
        with self._database.writing() as connection:
            known = connection.execute(select(tokens.c.revoked).where(tokens.c.id == token_id))
            row = known.first()
            if row is None:
                raise NotFound(f"no token {token_id}: `secondsource tokens` names them")
            if row.revoked is None:
                connection.execute(update(tokens).where(tokens.c.id == token_id).values(revoked=at))

    def mark_used(self, shown: Sequence[tuple[bytes, datetime]]) -> None:
        """Note when tokens and sessions were shown last, by their digests."""
        with self._database.writing() as connection:
            for table in (tokens, sessions):
                for digest, at in shown:
                    connection.execute(
                        update(table).where(table.c.digest == digest).values(used=at)
                    )


def _users() -> Select[*tuple[Any, ...]]:
    return select(users).order_by(users.c.number)


def _find(connection: Connection, name_or_id: str) -> AnyRow:
    """A desk has tens of users, so that their names are compared here: a database folds few."""
    folded = name_or_id.casefold()
    for row in connection.execute(_users()):
        if row.id == name_or_id or row.name.casefold() == folded:
            return row
    raise NotFound(f"no user {name_or_id}: `secondsource users` names them")


def _change(connection: Connection, user_id: str, **values: object) -> None:
    changed = connection.execute(update(users).where(users.c.id == user_id).values(**values))
    if changed.rowcount == 0:
        raise NotFound(f"no user {user_id}: `secondsource users` names them")


def _spelt(scopes: Sequence[Scope]) -> str:
    return " ".join(scope.value for scope in Scope if scope in scopes)


def _scopes(spelt: str) -> tuple[Scope, ...]:
    return tuple(Scope(one) for one in spelt.split())


def _user(row: AnyRow) -> User:
    return User(
        id=row.id,
        name=row.name,
        scopes=_scopes(row.scopes),
        added=row.added,
        disabled=row.disabled,
        has_password=bool(row.password),
    )


def _token(row: AnyRow) -> Token:
    return Token(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        scopes=_scopes(row.scopes),
        created=row.created,
        expires=row.expires,
        revoked=row.revoked,
        used=row.used,
    )
