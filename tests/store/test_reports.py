import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource.errors import BadInput, NotFound
from secondsource.records.kept import Standing
from secondsource.records.report import Report
from secondsource.store import Store
from tests.store.records import HOUR, NOON, PUBLISHED, grouped, report, reports, story

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
OFFSETS = st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = st.none() | st.datetimes(timezones=OFFSETS)
REPORTS = st.builds(
    Report.from_text,
    TEXTS,
    ref=TEXTS,
    outlet=TEXTS,
    url=st.none(),
    title=TEXTS,
    byline=st.none() | TEXTS,
    published=MOMENTS,
    fetched=MOMENTS,
    language=TEXTS,
    replaces=st.none() | TEXTS,
)
EVERY_FIXTURE = [HealthCheck.function_scoped_fixture]


@given(some=st.lists(REPORTS, max_size=5, unique_by=lambda one: one.id))
@settings(max_examples=30, deadline=None, suppress_health_check=EVERY_FIXTURE)
def test_a_report_comes_back_as_it_was_given(store: Store, some: list[Report]) -> None:
    known = {one.id for one in store.reports.every()}
    new = [one for one in some if one.id not in known]
    assert store.add_reports(some, at=NOON) == tuple(one.id for one in new)
    back = store.reports.get([one.id for one in new])
    assert back == tuple(new)
    assert [_offsets(one) for one in back] == [_offsets(one) for one in new]


def _offsets(one: Report) -> tuple[timedelta | None, ...]:
    return tuple(when.utcoffset() if when else None for when in (one.published, one.fetched))


def test_adding_a_report_again_changes_nothing(store: Store) -> None:
    (first,) = reports(1)
    again = dataclasses.replace(first, ref="another name", fetched=NOON)
    assert store.add_reports([first], at=NOON) == (first.id,)
    assert store.add_reports([again, first], at=NOON) == ()
    assert store.reports.get([first.id]) == (first,)


def test_a_report_given_twice_at_once_is_stored_once(store: Store) -> None:
    (one,) = reports(1)
    assert store.add_reports([one, one], at=NOON) == (one.id,)
    assert store.reports.count() == 1


def test_reports_come_in_the_order_asked_for(store: Store) -> None:
    a, b, c = reports(3)
    store.add_reports([a, b, c], at=NOON)
    assert store.reports.get([c.id, a.id, c.id]) == (c, a, c)


def test_asking_for_unknown_reports_names_them(store: Store) -> None:
    (one,) = reports(1)
    store.add_reports([one], at=NOON)
    with pytest.raises(NotFound, match=r"0123, 4567:"):
        store.reports.get([one.id, "0123", "4567"])
    with pytest.raises(NotFound):
        store.reports.get(["\0\ud800"])


@pytest.mark.parametrize("field", ["text", "title", "outlet", "byline", "url", "ref"])
@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_a_character_that_cannot_be_stored_is_refused_and_nothing_is_stored(
    store: Store, field: str, character: str
) -> None:
    good, bad = reports(2)
    changed: Any = {field: f"before{character}after"}
    bad = dataclasses.replace(bad, **changed)
    with pytest.raises(BadInput, match=f"{field!r} has the character U.* at 6"):
        store.add_reports([good, bad], at=NOON)
    assert store.reports.count() == 0


def test_pending_reports_come_by_age_the_undated_last(store: Store) -> None:
    a, b, c = reports(3)
    undated = report("Nobody knows when this was.", published=None)
    store.add_reports([undated, c, a, b], at=NOON)
    assert store.reports.pending(10) == (a, b, c, undated)
    assert store.reports.pending(2) == (a, b)


def test_a_grouped_report_is_pending_no_more(store: Store) -> None:
    a, b = reports(2)
    store.add_reports([a, b], at=NOON)
    store.shelf.put(grouped(story("s1", a), of=(a,)), at=NOON)
    assert store.reports.pending(10) == (b,)


def test_ids_are_of_the_time_asked_for(store: Store) -> None:
    a, b, c = reports(3)
    undated = report("Nobody knows when this was.", published=None)
    store.add_reports([undated, c, b, a], at=NOON)
    assert store.reports.ids() == (a.id, b.id, c.id, undated.id)
    assert store.reports.ids(since=b.published) == (b.id, c.id)
    assert store.reports.ids(until=b.published) == (a.id, b.id)
    elsewhere = (PUBLISHED + HOUR).astimezone(timezone(timedelta(hours=9)))
    assert store.reports.ids(since=elsewhere, until=elsewhere) == (b.id,)


def test_all_reports_come_in_order_of_arrival(store: Store) -> None:
    some = reports(450)
    store.add_reports(some[::-1], at=NOON)
    assert tuple(store.reports.every()) == some[::-1]


# -- what replaces what ---------------------------------------------------------------------------


def version(number: int, **fields: Any) -> Report:
    text = f"The toll is {number}, the ministry says."
    return report(text, url="https://post.example/toll", **fields)


def test_a_new_text_at_the_same_address_replaces_the_one_before(store: Store) -> None:
    old, new = version(1), version(2, fetched=NOON)
    store.add_reports([old], at=NOON)
    store.add_reports([new], at=NOON + HOUR)
    assert store.reports.get([new.id])[0].replaces == old.id
    assert store.reports.standing([old.id, new.id]) == {
        old.id: Standing(replaced_by=new.id),
        new.id: Standing(),
    }


def test_each_version_replaces_the_one_before_it_in_time_however_they_arrive(
    store: Store,
) -> None:
    versions = [version(i, fetched=NOON + i * HOUR) for i in range(4)]
    for place in (2, 0, 3, 1):
        store.add_reports([versions[place]], at=NOON)
    found = store.reports.get([one.id for one in versions])
    assert [one.replaces for one in found] == [None, *(one.id for one in versions[:3])]


def test_the_same_address_at_another_outlet_replaces_nothing(store: Store) -> None:
    ours, theirs = version(1), version(2, outlet="The Herald")
    store.add_reports([ours, theirs], at=NOON)
    assert store.shelf.former([ours.id, theirs.id]) == {}


def test_what_a_report_says_that_it_replaces_holds(store: Store) -> None:
    old, middle = version(1), version(2, fetched=NOON)
    new = version(3, fetched=NOON + HOUR, replaces=old.id)
    store.add_reports([old, middle, new], at=NOON)
    assert store.shelf.former([new.id]) == {new.id: old.id}
    assert dict(store.shelf.replacing([old.id])) == {new.id: old.id, middle.id: old.id}


def test_two_reports_never_replace_each_other(store: Store) -> None:
    later = version(2, fetched=NOON + HOUR)
    early = version(1, fetched=NOON, replaces=later.id)
    store.add_reports([early, later], at=NOON)
    assert store.shelf.former([early.id, later.id]) == {early.id: later.id}


def test_a_former_report_that_the_desk_does_not_have_is_left_out(store: Store) -> None:
    one = report("A correction.", replaces="feedfeedfeedfeed")
    store.add_reports([one], at=NOON)
    assert store.shelf.former([one.id]) == {}
    assert store.reports.get([one.id]) == (one,)


# -- what was withdrawn ---------------------------------------------------------------------------


def test_a_withdrawn_report_is_kept_and_says_so(store: Store) -> None:
    (one,) = reports(1)
    store.add_reports([one], at=NOON)
    store.reports.withdraw(one.id, at=NOON, reason="gone (410)")
    store.reports.withdraw(one.id, at=NOON + HOUR, reason="still gone")
    assert store.reports.standing([one.id]) == {one.id: Standing(None, NOON, "gone (410)")}
    assert store.reports.get([one.id]) == (one,)


def test_a_report_can_be_reinstated(store: Store) -> None:
    (one,) = reports(1)
    store.add_reports([one], at=NOON)
    store.reports.withdraw(one.id, at=NOON, reason="gone (410)")
    store.reports.reinstate(one.id, at=NOON)
    assert store.reports.standing([one.id]) == {one.id: Standing()}


def test_withdrawing_an_unknown_report_is_an_error(store: Store) -> None:
    with pytest.raises(NotFound, match="no report 0123"):
        store.reports.withdraw("0123", at=NOON, reason="gone")


def test_dates_at_both_ends_of_the_calendar_are_kept(store: Store) -> None:
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12)))
    last = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-12)))
    early, late = report("In the beginning.", published=first), report("The end.", published=last)
    store.add_reports([late, early, *reports(1)], at=datetime(2025, 1, 1, tzinfo=UTC))
    assert store.reports.ids()[0] == early.id
    assert store.reports.get([early.id, late.id]) == (early, late)
