"""Users, tokens and sessions are kept, found, changed and ended, on either database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from secondsource.errors import BadInput, NotFound
from secondsource.records.job import JobState, Lane
from secondsource.records.people import EVERY_SCOPE, Scope, Token, User
from secondsource.store import Store
from secondsource.store.tallying import ask, tally
from tests.build import report

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2025, 10, 16, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
ANA = User("user_1", "Ana Søndergård", (Scope.READ, Scope.CHECK), NOW, has_password=True)
BEN = User("user_2", "Ben", EVERY_SCOPE, NOW)
TOKEN = Token("token_1", "user_1", "nightly", (Scope.READ,), NOW, LATER)
DIGEST, OTHER = b"\x00\x01digest of one", b"\xffdigest of another"


def signed_in(store: Store, digest: bytes = DIGEST, user: User = ANA, kept: str = "kept") -> bool:
    return store.people.add_session(digest, user.id, kept, created=NOW, expires=LATER)


@pytest.fixture
def staffed(store: Store) -> Store:
    """A store with one user who has a password and one who has none."""
    store.people.add(ANA, "kept")
    store.people.add(BEN, "")
    return store


def test_a_store_without_users_says_so(store: Store) -> None:
    assert not store.people.any()
    assert store.people.users() == ()


def test_users_come_back_as_they_were_in_order(staffed: Store) -> None:
    assert staffed.people.any()
    assert staffed.people.users() == (ANA, BEN)


@pytest.mark.parametrize("asked", ["user_1", "Ana Søndergård", "ANA SØNDERGÅRD"])
def test_a_user_is_found_by_id_and_by_name_in_capitals_or_not(staffed: Store, asked: str) -> None:
    assert staffed.people.user(asked) == ANA
    assert staffed.people.with_password(asked) == (ANA, "kept")


def test_a_name_is_taken_in_capitals_or_not(staffed: Store) -> None:
    with pytest.raises(BadInput, match="is the name of a user already"):
        staffed.people.add(replace(BEN, id="user_3", name="BEN"), "")
    assert staffed.people.users() == (ANA, BEN)


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_database_keeps_is_refused(store: Store, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be stored"):
        store.people.add(replace(BEN, name=name), "")


def test_what_a_user_may_do_is_changed(staffed: Store) -> None:
    staffed.people.set_scopes("user_1", (Scope.MANAGE, Scope.READ))
    assert staffed.people.user("user_1").scopes == (Scope.READ, Scope.MANAGE)


def test_a_change_to_a_user_there_is_not_is_refused(staffed: Store) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: staffed.people.set_scopes("user_9", EVERY_SCOPE),
        lambda: staffed.people.set_password("user_9", "kept"),
        lambda: staffed.people.disable("user_9", at=NOW),
        lambda: staffed.people.enable("user_9"),
    )
    for change in changes:
        with pytest.raises(NotFound, match="no user user_9: `secondsource users` names them"):
            change()


def test_a_session_tells_whose_it_is_until_it_is_ended(staffed: Store) -> None:
    assert signed_in(staffed)
    found = staffed.people.session(DIGEST)
    assert found is not None
    assert (found.user, found.created, found.expires, found.used) == (ANA, NOW, LATER, NOW)
    staffed.people.end_session(DIGEST)
    staffed.people.end_session(DIGEST)
    assert staffed.people.session(DIGEST) is None


def test_nobody_comes_in_by_a_password_that_was_changed_meanwhile(staffed: Store) -> None:
    staffed.people.set_password("user_1", "kept anew")
    assert not signed_in(staffed)
    assert staffed.people.session(DIGEST) is None
    assert signed_in(staffed, kept="kept anew")


def test_a_new_password_ends_the_sessions_of_that_user_alone(staffed: Store) -> None:
    staffed.people.set_password("user_2", "of ben")
    signed_in(staffed)
    signed_in(staffed, OTHER, BEN, "of ben")
    staffed.people.set_password("user_1", "kept anew")
    assert staffed.people.session(DIGEST) is None
    assert staffed.people.session(OTHER) is not None


def test_disabling_ends_sessions_and_enabling_brings_none_back(staffed: Store) -> None:
    signed_in(staffed)
    staffed.people.disable("user_1", at=LATER)
    assert staffed.people.user("user_1").disabled == LATER
    assert staffed.people.session(DIGEST) is None
    staffed.people.enable("user_1")
    assert staffed.people.user("user_1") == ANA
    assert staffed.people.session(DIGEST) is None


def test_sessions_that_have_expired_are_dropped_when_somebody_signs_in(staffed: Store) -> None:
    signed_in(staffed)
    staffed.people.add_session(
        OTHER, "user_1", "kept", created=LATER, expires=LATER + timedelta(days=1)
    )
    assert staffed.people.session(DIGEST) is None
    assert staffed.people.session(OTHER) is not None


def test_a_token_comes_back_with_its_user_as_they_are_now(staffed: Store) -> None:
    staffed.people.add_token(TOKEN, DIGEST)
    assert staffed.people.token(DIGEST) == (TOKEN, ANA)
    staffed.people.set_scopes("user_1", (Scope.ADD,))
    assert staffed.people.token(DIGEST) == (TOKEN, replace(ANA, scopes=(Scope.ADD,)))
    assert staffed.people.token(OTHER) is None


def test_tokens_are_listed_by_user_or_all(staffed: Store) -> None:
    alone = replace(TOKEN, id="token_2", user_id="", expires=None)
    staffed.people.add_token(TOKEN, DIGEST)
    staffed.people.add_token(alone, OTHER)
    assert staffed.people.tokens() == (TOKEN, alone)
    assert staffed.people.tokens("user_1") == (TOKEN,)
    assert staffed.people.tokens("") == (alone,)
    assert staffed.people.token(OTHER) == (alone, None)


def test_a_token_is_revoked_once_and_stays_so(staffed: Store) -> None:
    staffed.people.add_token(TOKEN, DIGEST)
    staffed.people.revoke("token_1", at=NOW)
    staffed.people.revoke("token_1", at=LATER)
    assert staffed.people.tokens() == (replace(TOKEN, revoked=NOW),)
    with pytest.raises(NotFound, match="no token token_9"):
        staffed.people.revoke("token_9", at=NOW)


def test_when_secrets_were_shown_is_kept_for_tokens_and_sessions(staffed: Store) -> None:
    staffed.people.add_token(TOKEN, DIGEST)
    signed_in(staffed, OTHER)
    staffed.people.mark_used([(DIGEST, LATER), (OTHER, LATER), (b"of neither", LATER)])
    assert staffed.people.tokens() == (replace(TOKEN, used=LATER),)
    found = staffed.people.session(OTHER)
    assert found is not None
    assert found.used == LATER


def test_a_tally_counts_what_there_is(store: Store) -> None:
    ask(store.database)
    store.add_reports([report("The quay was closed on Monday.")], at=NOW)
    counted = tally(store.database)
    assert (counted.reports, counted.stories) == (1, 0)
    assert (Lane.LONG, JobState.WAITING, 0) in counted.jobs
    assert len(counted.jobs) == 4
