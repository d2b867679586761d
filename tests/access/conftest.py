"""The people of a desk, and who is known to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from secondsource.desk.people import People
from secondsource.records.people import EVERY_SCOPE, Scope, User
from secondsource.store import Store, open_store
from tests.desk.conftest import Hand

PASSWORD = "harbour lights at noon"


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "desk.db")) as store:
        yield store


@pytest.fixture
def people(store: Store, clock: Hand) -> Iterator[People]:
    people = People(store.people, clock.now)
    yield people
    people.close()


@dataclass(frozen=True)
class Known:
    """A user who may do everything, and what they hold."""

    user: User
    session: str
    token: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"secondsource-session={self.session}"}


@pytest.fixture
def ana(people: People) -> Known:
    user = people.add_user("Ana", password=PASSWORD, scopes=EVERY_SCOPE)
    found = people.sign_in("Ana", PASSWORD)
    assert found is not None
    token, _ = people.add_token("hers", user_id=user.id, scopes=EVERY_SCOPE, expires=None)
    return Known(user, found[0], token)


@pytest.fixture
def reader(people: People, ana: Known) -> dict[str, str]:
    """A token that may only read."""
    secret, _ = people.add_token("reads", user_id=ana.user.id, scopes=(Scope.READ,), expires=None)
    return {"Authorization": f"Bearer {secret}"}
