"""People come in by what they hold, no longer than they may, and nothing that is kept opens."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from secondsource.desk import passwords
from secondsource.desk.passwords import hashed
from secondsource.desk.people import IDLE, LONGEST, People
from secondsource.desk.recently import MOST, TRUSTED, Recently
from secondsource.errors import BadInput, NotFound, TryAgain
from secondsource.records.people import ALONE, EVERY_SCOPE, Caller, Scope
from secondsource.store import Store, open_store
from tests.desk.conftest import Hand

PASSWORD = "harbour lights at noon"
READER = (Scope.READ,)


@dataclass
class Elapsed:
    """The seconds that trust is measured by."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "desk.db")) as store:
        yield store


@pytest.fixture
def elapsed() -> Elapsed:
    return Elapsed()


@pytest.fixture
def people(store: Store, clock: Hand, elapsed: Elapsed) -> Iterator[People]:
    people = People(store.people, clock.now, elapsed=elapsed)
    yield people
    people.close()


@pytest.fixture
def elsewhere(store: Store, clock: Hand) -> Iterator[People]:
    """The same desk in another process."""
    people = People(store.people, clock.now)
    yield people
    people.close()


def entered(people: People, name: str = "Ana", password: str = PASSWORD) -> str:
    found = people.sign_in(name, password)
    assert found is not None
    return found[0]


def test_a_user_signs_in_and_is_known_by_the_session(people: People) -> None:
    ana = people.add_user("Ana", password=PASSWORD, scopes=(Scope.READ, Scope.ADD))
    found = people.sign_in("ana", PASSWORD)
    assert found is not None
    secret, caller = found
    assert caller == Caller(ana.id, "Ana", (Scope.READ, Scope.ADD))
    assert people.by_session(secret) == caller
    assert entered(people) != secret


def test_a_letter_composed_in_two_ways_is_one_letter(people: People) -> None:
    people.add_user("Jos\u00e9", password="caf\u00e9 by the harbour", scopes=READER)
    assert people.sign_in("Jose\u0301", "cafe\u0301 by the harbour") is not None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ana", "harbour lights at noon "),
        ("Ana", PASSWORD.upper()),
        ("Ana", ""),
        ("Ana", "\ud800"),
        ("Ana\0", PASSWORD),
        ("\udcff", PASSWORD),
        ("", PASSWORD),
        ("Bea", PASSWORD),
        ("Ana", "x" * 1_000_000),
    ],
    ids=ascii,
)
def test_what_does_not_go_together_lets_nobody_in(people: People, name: str, password: str) -> None:
    people.add_user("Ana", password=PASSWORD)
    assert people.sign_in(name, password) is None


def test_a_user_without_a_password_cannot_sign_in(people: People) -> None:
    people.add_user("robot", password=None)
    assert people.sign_in("robot", "") is None
    assert people.sign_in("robot", PASSWORD) is None


def test_a_wrong_name_takes_as_long_as_a_wrong_password(people: People) -> None:
    people.add_user("Ana", password=PASSWORD)
    people.sign_in("Nobody", "warming up the machine")

    def seconds(name: str) -> float:
        began = time.process_time()
        people.sign_in(name, "not the right one at all")
        return time.process_time() - began

    of_a_name, of_none = (median(seconds(name) for _ in range(5)) for name in ("Ana", "Bea"))
    assert of_none > 0.5 * of_a_name
    assert of_a_name > 0.5 * of_none


def test_too_many_passwords_at_once_wait_and_then_are_told_to_come_again(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    passwords.nobodys()
    for _ in range(passwords.AT_ONCE):
        passwords._turns.acquire()
    try:
        with pytest.raises(TryAgain, match="too many people sign in"):
            people.sign_in("Ana", PASSWORD)
    finally:
        for _ in range(passwords.AT_ONCE):
            passwords._turns.release()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "too short"),
        ("eleven char", "too short: take 12 characters or more"),
        ("aaaabbbbaaaabbbb", "repeats a few characters"),
        ("Ana of the Harbour", "is the name itself"),
        ("harbour\nlights at noon", "cannot be typed"),
        ("harbour lights \ud800", "cannot be typed"),
        ("harbour " * 200, "over 1000 characters"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_password_that_is_easily_guessed_or_never_typed_is_refused(
    people: People, password: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        people.add_user("Ana of the Harbour", password=password)
    assert not people.team()
    ana = people.add_user("Ana of the Harbour", password=PASSWORD)
    with pytest.raises(BadInput, match=says):
        people.set_password(ana.id, password)
    assert people.sign_in("Ana of the Harbour", PASSWORD) is not None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "is blank"),
        (" \u3000 ", "is blank"),
        ("a" * 65, "over 64 characters"),
        ("An\u202ea", "cannot be seen"),
        ("An\na", "cannot be seen"),
        ("user_0011", "looks like an id"),
    ],
    ids=ascii,
)
def test_a_name_that_cannot_be_told_apart_is_refused(people: People, name: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        people.add_user(name, password=None)
    with pytest.raises(BadInput, match=says):
        people.add_token(name, scopes=READER, expires=None)
    assert (people.users(), people.tokens()) == ((), ())


def test_a_user_and_a_token_have_some_scope(people: People) -> None:
    with pytest.raises(BadInput, match="name none: choose from read, check, add"):
        people.add_user("Ana", password=None, scopes=())
    with pytest.raises(BadInput, match="name none"):
        people.add_token("nightly", scopes=(), expires=None)


def test_there_is_a_team_as_soon_as_there_is_a_user_and_ever_after(
    people: People, elsewhere: People, elapsed: Elapsed
) -> None:
    assert not people.team()
    ana = elsewhere.add_user("Ana", password=None)
    elapsed.seconds += TRUSTED
    assert people.team()
    people.disable(ana.id)
    assert people.team()


def test_a_session_that_is_used_goes_on_until_its_absolute_end(people: People, clock: Hand) -> None:
    people.add_user("Ana", password=PASSWORD)
    secret = entered(people)
    step = timedelta(hours=11)
    for _ in range(LONGEST // step):
        clock.forward(hours=11)
        assert people.by_session(secret) is not None
    clock.forward(hours=11)
    assert people.by_session(secret) is None


def test_a_session_that_nobody_uses_ends(people: People, clock: Hand) -> None:
    people.add_user("Ana", password=PASSWORD)
    secret = entered(people)
    clock.time += IDLE - timedelta(seconds=1)
    assert people.by_session(secret) is not None
    clock.time += IDLE
    assert people.by_session(secret) is None


def test_what_keeps_a_session_open_is_known_to_other_processes(
    store: Store, people: People, clock: Hand
) -> None:
    people.add_user("Ana", password=PASSWORD)
    secret = entered(people)
    clock.forward(hours=11)
    assert people.by_session(secret) is not None
    people.close()
    clock.forward(hours=11)
    other = People(store.people, clock.now)
    assert other.by_session(secret) is not None
    other.close()


def test_signing_out_ends_this_session_alone_and_at_once(people: People) -> None:
    people.add_user("Ana", password=PASSWORD)
    here, there = entered(people), entered(people)
    assert people.by_session(here) is not None
    people.sign_out(here)
    people.sign_out(here)
    assert people.by_session(here) is None
    assert people.by_session(there) is not None


@pytest.mark.parametrize("secret", ["", "x", "ss_x", "\ud800", "x" * 10_000], ids=ascii)
def test_a_secret_that_is_none_lets_nobody_in(people: People, secret: str) -> None:
    people.add_token("nightly", scopes=READER, expires=None)
    assert people.by_session(secret) is None
    assert people.by_token(secret) is None
    people.sign_out(secret)


def test_a_session_is_no_token_and_a_token_no_session(people: People) -> None:
    people.add_user("Ana", password=PASSWORD)
    session = entered(people)
    token, _ = people.add_token("nightly", scopes=READER, expires=None)
    for _ in range(2):
        assert people.by_session(token) is None
        assert people.by_token(session) is None
        assert people.by_token(token) is not None
        assert people.by_session(session) is not None


def test_a_token_lets_in_as_its_user_with_its_scopes(people: People) -> None:
    ana = people.add_user("Ana", password=None, scopes=(Scope.READ, Scope.ADD))
    secret, token = people.add_token("nightly", user_id=ana.id, scopes=(Scope.ADD,), expires=None)
    assert secret.startswith("ss_")
    assert (token.user_id, token.name, token.used) == (ana.id, "nightly", None)
    assert people.by_token(secret) == Caller(ana.id, "Ana", (Scope.ADD,))


def test_a_token_of_nobody_lets_in_as_the_one_alone(people: People) -> None:
    secret, _ = people.add_token("nightly", scopes=READER, expires=None)
    assert people.by_token(secret) == Caller(ALONE, "", READER)


def test_a_token_may_do_no_more_than_its_user_may_now(people: People) -> None:
    ana = people.add_user("Ana", password=None, scopes=(Scope.READ, Scope.ADD))
    secret, _ = people.add_token(
        "nightly", user_id=ana.id, scopes=(Scope.READ, Scope.ADD), expires=None
    )
    people.set_scopes(ana.id, READER)
    assert people.by_token(secret) == Caller(ana.id, "Ana", READER)
    with pytest.raises(BadInput, match="Ana: may not add, manage: leave that out"):
        people.add_token("more", user_id=ana.id, scopes=EVERY_SCOPE[2:5:2], expires=None)


def test_a_token_is_not_made_for_whom_it_would_not_let_in(people: People, clock: Hand) -> None:
    ana = people.add_user("Ana", password=None)
    with pytest.raises(BadInput, match="would have expired already"):
        people.add_token("late", scopes=READER, expires=clock.now())
    with pytest.raises(NotFound, match="no user user_9"):
        people.add_token("whose", user_id="user_9", scopes=READER, expires=None)
    people.disable(ana.id)
    with pytest.raises(BadInput, match="Ana: is disabled"):
        people.add_token("out", user_id=ana.id, scopes=READER, expires=None)


def test_a_token_expires_to_the_second(people: People, clock: Hand) -> None:
    end = clock.now() + timedelta(days=90)
    secret, _ = people.add_token("nightly", scopes=READER, expires=end)
    clock.time = end - timedelta(seconds=1)
    assert people.by_token(secret) is not None
    clock.time = end
    assert people.by_token(secret) is None


def test_a_token_that_is_revoked_lets_nobody_in_from_that_moment(people: People) -> None:
    secret, token = people.add_token("nightly", scopes=READER, expires=None)
    assert people.by_token(secret) is not None
    people.revoke(token.id)
    assert people.by_token(secret) is None


def test_a_disabled_user_is_out_at_once_by_session_token_and_password(people: People) -> None:
    ana = people.add_user("Ana", password=PASSWORD)
    session = entered(people)
    token, _ = people.add_token("nightly", user_id=ana.id, scopes=READER, expires=None)
    assert people.by_session(session) and people.by_token(token)
    people.disable(ana.id)
    assert people.by_session(session) is None
    assert people.by_token(token) is None
    assert people.sign_in("Ana", PASSWORD) is None
    people.enable(ana.id)
    assert people.by_session(session) is None
    assert people.by_token(token) is not None
    assert people.sign_in("Ana", PASSWORD) is not None


def test_a_new_password_ends_every_session_at_once(people: People) -> None:
    ana = people.add_user("Ana", password=PASSWORD)
    session = entered(people)
    assert people.by_session(session) is not None
    people.set_password(ana.id, "quite another harbour")
    assert people.by_session(session) is None
    assert people.sign_in("Ana", PASSWORD) is None
    assert people.sign_in("Ana", "quite another harbour") is not None


def test_what_another_process_revokes_holds_here_within_five_seconds(
    people: People, elsewhere: People, elapsed: Elapsed
) -> None:
    ana = elsewhere.add_user("Ana", password=PASSWORD)
    session = entered(elsewhere)
    revoked, token = elsewhere.add_token("nightly", scopes=READER, expires=None)
    assert people.by_session(session) and people.by_token(revoked)
    elsewhere.revoke(token.id)
    elsewhere.disable(ana.id)
    elapsed.seconds += TRUSTED
    assert TRUSTED < 5
    assert people.by_session(session) is None
    assert people.by_token(revoked) is None


def test_when_a_token_was_used_is_stored_beside_the_request_and_to_the_minute(
    people: People, clock: Hand
) -> None:
    secret, _ = people.add_token("nightly", scopes=READER, expires=None)
    first = clock.now()
    people.by_token(secret)
    clock.forward(seconds=59)
    people.by_token(secret)
    people.close()
    assert [one.used for one in people.tokens()] == [first]


def test_no_secret_is_anywhere_in_the_store(people: People, tmp_path: Path) -> None:
    ana = people.add_user("Ana", password=PASSWORD)
    token, _ = people.add_token("nightly", user_id=ana.id, scopes=READER, expires=None)
    secrets = (PASSWORD, entered(people), token, token.removeprefix("ss_"))
    files = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert b"$argon2id$" in files
    assert [one for one in secrets if one.encode() in files] == []


def test_two_that_choose_the_same_password_keep_different_things() -> None:
    assert hashed(PASSWORD) != hashed(PASSWORD)


def test_what_is_changed_while_it_is_looked_up_is_not_trusted(elapsed: Elapsed) -> None:
    recently: Recently[str] = Recently(elapsed)
    looking, changed = threading.Event(), threading.Event()

    def slow(_: bytes) -> str:
        looking.set()
        assert changed.wait(5)
        return "as it was"

    thread = threading.Thread(target=recently.of, args=(b"key", slow))
    thread.start()
    assert looking.wait(5)
    recently.forget()
    changed.set()
    thread.join()
    assert recently.of(b"key", lambda _: "as it is") == "as it is"


def test_what_is_trusted_is_bounded_however_many_are_looked_up(elapsed: Elapsed) -> None:
    recently: Recently[int] = Recently(elapsed)
    for number in range(MOST + 100):
        recently.of(str(number).encode(), lambda _: 1)
    assert len(recently._found) == MOST
    assert recently.of(b"0", lambda _: 2) == 2
    assert recently.of(str(MOST).encode(), lambda _: 2) == 1
