"""Filters that people keep by a name."""

from sqlalchemy import delete, insert, select, update

from secondsource.codec.views import filter_from_text, filter_to_text
from secondsource.errors import BadInput, NotFound
from secondsource.records.summary import SavedView
from secondsource.store.database import Database
from secondsource.store.lists import among
from secondsource.store.schema import views

MOST = 200  # of one person; a page shows them all


class Views:
    """The saved views of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, view: SavedView) -> SavedView:
        """Keep a view, in place of one that this person has by the same name; with the id it has.

        `BadInput` for one more than `MOST`.
        """
        kept = filter_to_text(view.filter)
        with self._database.writing() as connection:
            query = select(views.c.id, views.c.name).where(views.c.user_id == view.user_id)
            known = {name: id for id, name in connection.execute(query).all()}
            if (id := known.get(view.name)) is not None:
                its = update(views).where(views.c.id == id)
                connection.execute(its.values(filter=kept))
                return SavedView(id, view.user_id, view.name, view.filter)
            if len(known) >= MOST:
                raise BadInput(view.name, f"you have {MOST} views: remove one of them first")
            connection.execute(
                insert(views).values(id=view.id, user_id=view.user_id, name=view.name, filter=kept)
            )
        return view

    def list(self, user_id: str) -> tuple[SavedView, ...]:
        """The views of a person by name, whatever the case."""
        query = select(views).where(views.c.user_id == user_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        found = (SavedView(r.id, r.user_id, r.name, filter_from_text(r.filter)) for r in rows)
        return tuple(sorted(found, key=lambda view: (view.name.casefold(), view.name)))

    def remove(self, id: str, user_id: str) -> None:
        """Forget a view; `NotFound` if this person has none with the id."""
        its = (among(views.c.id, [id]), views.c.user_id == user_id)
        with self._database.writing() as connection:
            if connection.execute(delete(views).where(*its)).rowcount == 0:
                raise NotFound(f"no view {id}: it may have been removed already")
