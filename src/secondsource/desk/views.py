"""Filters that people keep by a name, to come back to."""

import secrets

from secondsource.errors import BadInput
from secondsource.records.summary import SavedView, StoryFilter
from secondsource.store.columns import check_storable
from secondsource.store.store import Store

LONGEST_NAME = 100  # characters


class Views:
    """The saved views of a desk: each person has their own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, name: str, wanted: StoryFilter, *, user_id: str) -> SavedView:
        """Keep a filter by a name, in place of the one that had it.

        `BadInput` for no name, or what cannot be stored.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise BadInput("view", f"its name needs 1 to {LONGEST_NAME} characters: give it one")
        check_storable("view", name=wanted.name, text=wanted.text, outlet=wanted.outlet)
        view = SavedView(secrets.token_hex(8), user_id, name, wanted)
        return self._store.views.put(view)

    def list(self, user_id: str) -> tuple[SavedView, ...]:
        """The views of a person, by name."""
        return self._store.views.list(user_id)

    def remove(self, view_id: str, user_id: str) -> None:
        """Forget a view; `NotFound` if this person has none with the id."""
        self._store.views.remove(view_id, user_id)
