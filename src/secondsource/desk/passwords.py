"""Passwords: which will do, and what is kept of one (Argon2id, as RFC 9106 has it)."""

import secrets
import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from secondsource.errors import BadInput, TryAgain

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # characters; NIST SP 800-63B asks for length, not for digits and signs
LONGEST = 1000
FEWEST_DIFFERENT = 5  # characters
AT_ONCE = 2  # passwords tried at a time: each takes 64 MiB and a tenth of a second
PATIENCE = 5.0  # seconds to wait for one's turn

_turns = threading.BoundedSemaphore(AT_ONCE)


def check_password(password: str, name: str) -> None:
    """`BadInput` for a password that is easily guessed, or that nobody could type again."""
    if len(password) < SHORTEST:
        raise _unfit(f"is too short: take {SHORTEST} characters or more; some words will do")
    if len(password) > LONGEST:
        raise _unfit(f"has over {LONGEST} characters: take a shorter one")
    if not password.isprintable():
        raise _unfit("has characters that cannot be typed: take another")
    if len(set(password)) < FEWEST_DIFFERENT:
        raise _unfit("repeats a few characters: take another")
    if password.casefold() == name.casefold():
        raise _unfit("is the name itself: take another")


def hashed(password: str) -> str:
    """What to keep of a password."""
    with _Turn():
        return _hasher().hash(_raw(password))


def fits(kept: str, password: str) -> bool:
    """Whether this is the password that something was kept of. `TryAgain` if too many ask."""
    from argon2.exceptions import VerifyMismatchError

    with _Turn():
        try:
            return _hasher().verify(kept, _raw(password))
        except VerifyMismatchError:
            return False


@cache
def nobodys() -> str:
    """What would be kept of a password that nobody has: trying it takes as long as any."""
    return hashed(secrets.token_urlsafe(32))


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


def _raw(password: str) -> bytes:
    """Two keyboards compose a letter in two ways; it is the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _unfit(reason: str) -> BadInput:
    return BadInput("password", reason)


class _Turn:
    """Keeps the memory that passwords take within bounds, however many are tried."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=PATIENCE):
            raise TryAgain("too many people sign in at this moment: try again in a minute")

    def __exit__(self, *_: object) -> None:
        _turns.release()
