import pytest

from secondsource.errors import BadInput, NotFound
from secondsource.records.summary import SavedView, StoryFilter
from secondsource.store import Store
from secondsource.store.views import MOST
from tests.store.records import NOON

WANTED = StoryFilter("rudder", "Zoë", "The Post", NOON, NOON, 2, disputed=False)


def view(id: str, name: str, user: str = "ann", wanted: StoryFilter = WANTED) -> SavedView:
    return SavedView(id, user, name, wanted)


def test_a_view_comes_back_as_it_was_saved(store: Store) -> None:
    saved = view("v1", "Ferries")
    assert store.views.put(saved) == saved
    assert store.views.list("ann") == (saved,)


def test_a_view_saved_by_the_name_of_another_takes_its_place(store: Store) -> None:
    store.views.put(view("v1", "Ferries"))
    again = store.views.put(view("v2", "Ferries", wanted=StoryFilter(text="quay")))
    assert again == view("v1", "Ferries", wanted=StoryFilter(text="quay"))
    assert store.views.list("ann") == (again,)


def test_views_are_listed_by_name_and_by_person(store: Store) -> None:
    for id, name, user in (("1", "zebras", "ann"), ("2", "Åre", "ann"), ("3", "Boats", "ben")):
        store.views.put(view(id, name, user))
    assert [one.name for one in store.views.list("ann")] == ["zebras", "Åre"]
    assert [one.name for one in store.views.list("ben")] == ["Boats"]


def test_nobody_removes_the_view_of_another(store: Store) -> None:
    store.views.put(view("v1", "Ferries"))
    with pytest.raises(NotFound, match="no view"):
        store.views.remove("v1", "ben")
    store.views.remove("v1", "ann")
    assert store.views.list("ann") == ()
    with pytest.raises(NotFound, match="no view"):
        store.views.remove("v1", "ann")


def test_there_is_an_end_to_the_views_of_a_person(store: Store) -> None:
    for number in range(MOST):
        store.views.put(view(f"v{number}", f"View {number}"))
    store.views.put(view("again", "View 0"))
    with pytest.raises(BadInput, match="remove one"):
        store.views.put(view("more", "One more"))
    assert store.views.put(view("ben", "One more", "ben")).id == "ben"
