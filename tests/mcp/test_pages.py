"""What fits into one answer, and how one goes on."""

import pytest

from secondsource.errors import BadInput
from secondsource.mcp.pages import BUDGET, Asked, Page, page


def paged(items: list[int], cursor: str | None, limit: int = 100) -> Page[int]:
    """A page of items each as large as it says."""
    return page(items, Asked(cursor, limit), version=3, size=lambda item: item)


def test_an_answer_ends_where_the_next_item_would_be_too_much() -> None:
    first = paged([BUDGET // 2, BUDGET // 2, 1], None)
    assert first.items == (BUDGET // 2, BUDGET // 2)
    assert paged([BUDGET // 2, BUDGET // 2, 1], first.cursor) == Page((1,), None)


def test_one_item_is_given_however_large_it_is() -> None:
    items = [BUDGET * 2, BUDGET * 3]
    first = paged(items, None)
    assert first.items == (BUDGET * 2,)
    assert paged(items, first.cursor).items == (BUDGET * 3,)


def test_a_page_has_no_more_than_was_asked_for() -> None:
    assert paged([1, 2, 3], None, limit=2).items == (1, 2)


def test_behind_the_end_there_is_nothing() -> None:
    assert paged([1], "3.7") == Page((), None)


@pytest.mark.parametrize("cursor", ["", "3", "x.1", "3.-1", "3.1.1", "3.\u0661", "9" * 10 + ".1"])
def test_what_is_no_cursor_is_said_to_be_none(cursor: str) -> None:
    with pytest.raises(BadInput, match="last answer"):
        paged([1, 2], cursor)


def test_a_cursor_of_another_version_does_not_lead_into_this_one() -> None:
    with pytest.raises(BadInput, match="begin again"):
        paged([1, 2], "2.1")
