"""Points are known again although their ids and claims change as reports join and leave."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records.brief import Account, Line
from secondsource.records.change import Change, ChangeKind
from secondsource.records.story import Kind
from secondsource.stages.follow import Circumstances, changes
from tests.stages.follow.made import Matter, account, agree, conflict, update

QUIET = {ChangeKind.NEW, ChangeKind.REPORT, ChangeKind.LEFT}


def told(before: Account | None, after: Account) -> list[tuple[ChangeKind, str]]:
    """What was told of points: the kind, and the first words of the text."""
    found = [change for change in changes(before, after) if change.kind not in QUIET]
    return [(change.kind, change.text.split(" \u2014 ")[0]) for change in found]


def test_a_conflict_that_gains_a_claim_on_one_side_is_not_disputed_again() -> None:
    before = account("a b", conflict("a1", "b1"))
    assert told(before, account("a b c", conflict("a1 c1", "b1"))) == []


def test_a_conflict_that_gains_a_side_is_told_with_who_is_new() -> None:
    before = account("a b", conflict("a1", "b1"))
    (change,) = [
        one
        for one in changes(before, account("a b c", conflict("a1", "b1", "c1")))
        if one.kind is ChangeKind.DISPUTED
    ]
    assert change.text == "a1 against b1 against c1. (new here: Outlet C)"


def test_another_kind_of_conflict_between_the_same_statements_is_another_dispute() -> None:
    before = account("a b", conflict("a1", "b1"))
    after = account("a b c", conflict("a1", "b1"), conflict("a1", "b1", kind=Kind.PLACE))
    assert told(before, after) == [(ChangeKind.DISPUTED, "a1 against b1.")]


def test_conflicts_that_grow_into_one_are_neither_new_nor_settled() -> None:
    before = account("a b c", conflict("a1", "b1"), conflict("a2", "c2"))
    after = account("a b c d", conflict("a1 a2", "b1 c2 d2"))
    assert told(before, after) == []


def test_a_conflict_that_falls_into_two_is_neither_new_nor_settled() -> None:
    before = account("a b c", conflict("a1 a2", "b1 c2"))
    after = account("a b c", conflict("a1", "b1"), conflict("a2", "c2"))
    assert told(before, after) == []


def test_a_conflict_is_known_by_one_claim_and_the_other_sides_report_and_value() -> None:
    before = account("a b", conflict("a1", "b1"))
    after = account("a b c", conflict("a1 c1", "b1"))
    assert told(after, before) == []


def test_a_conflict_that_all_reports_resolve_is_settled() -> None:
    before, after = account("a b c", conflict("a1", "b1")), account("a b c", agree("a1 b1 c1"))
    kinds = [kind for kind, _ in told(before, after)]
    assert kinds == [ChangeKind.SETTLED, ChangeKind.CONFIRMED]


def test_a_conflict_that_a_later_report_supersedes_is_settled_and_not_told_twice() -> None:
    before = account("a b", conflict("a1", "b1"))
    (change,) = changes(before, account("a b", update("a1", "b1")))
    assert change.kind is ChangeKind.SETTLED
    assert "a later report supersedes an earlier one" in change.text


def test_an_update_is_told_once_and_again_when_a_later_word_supersedes_it() -> None:
    first = account("a b", update("a1", "b1"))
    assert told(account("a"), first) == [(ChangeKind.UPDATED, "a1 against b1.")]
    assert told(first, account("a b c", update("a1", "b1 c1"))) == []
    later = account("a b c", update("a1", "b1", "c1"))
    assert told(first, later) == [(ChangeKind.UPDATED, "a1 against b1 against c1.")]


def test_a_third_origin_does_not_confirm_anew() -> None:
    before = account("a b", agree("a1 b1"))
    assert told(before, account("a b c", agree("a1 b1 c1"))) == []


def test_a_confirmed_point_that_falls_into_two_is_not_confirmed_anew() -> None:
    before = account("a b c", agree("a1 b1 c1 a2"))
    assert told(before, account("a b c d", agree("a1 b1"), agree("a2 d1"))) == []


def test_two_confirmed_points_that_become_one_are_still_confirmed() -> None:
    before = account("a b c", agree("a1 b1"), agree("a2 c2"))
    assert told(before, account("a b c", agree("a1 a2 b1 c2"))) == []


def test_a_report_of_the_same_origin_confirms_nothing() -> None:
    after = account("a b", agree("a1 b1"), one_origin="a b")
    assert told(account("a"), after) == []


def test_what_rested_on_two_reports_that_turn_out_to_be_one_source_is_no_longer_confirmed() -> None:
    before = account("a b", agree("a1 b1"))
    after = account("a b c", agree("a1 b1"), one_origin="a b c")
    (change,) = [c for c in changes(before, after) if c.kind is ChangeKind.UNCONFIRMED]
    assert change.text == "a1 b1 \u2014 Outlet A alone: Outlet B reprints it"


def test_what_nobody_says_any_more_is_said_to_be_so() -> None:
    before = account("a b c", agree("a1 b1"))
    (change,) = [c for c in changes(before, account("c")) if c.kind is ChangeKind.UNCONFIRMED]
    assert change.text.startswith("a1 b1 \u2014 no report of the story says so any more: ")


def test_a_confirmed_line_that_only_the_choice_of_lines_brings_is_not_new() -> None:
    quiet = account("a b", agree("a1 b1"), agree("a2 b2"))
    lines = tuple(line for line in quiet.brief.lines if not line.text.startswith("a2"))
    before = _with_lines(quiet, lines)
    assert told(before, quiet) == []


def _with_lines(told_of: Account, lines: tuple[Line, ...]) -> Account:
    return replace(told_of, brief=replace(told_of.brief, lines=lines))


def test_a_change_told_again_has_the_same_key() -> None:
    before, after = account("a b"), account("a b", conflict("a1", "b1"))
    assert changes(before, after) == changes(before, after)


def test_a_dispute_has_one_key_from_whichever_version_it_is_told() -> None:
    disputed = conflict("a1", "b1")
    near = changes(account("a"), account("a b", disputed))
    far = changes(None, account("a b c", conflict("a1", "b1 c1")))
    assert _keys(near, ChangeKind.DISPUTED) == _keys(far, ChangeKind.DISPUTED)


def test_a_dispute_that_comes_back_has_another_key_each_time() -> None:
    calm, torn = account("a b"), account("a b", conflict("a1", "b1"))
    known: frozenset[str] = frozenset()
    seen: list[str] = []
    for before, after in ((calm, torn), (torn, calm)) * 3:
        found = changes(before, after, Circumstances(told=known))
        seen += [change.key for change in found]
        known |= {change.key for change in found}
    assert len(seen) == 6
    assert len(set(seen)) == 6


def _keys(found: Sequence[Change], kind: ChangeKind) -> list[str]:
    return [change.key for change in found if change.kind is kind]


CLAIMS = [f"{name}{number}" for name in "abcd" for number in range(1, 5)]


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Any subset of four reports, their claims dealt out to points in any way."""
    names = draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True).map(sorted))
    deck = draw(st.permutations([claim for claim in CLAIMS if claim[0] in names]))
    matters: list[Matter] = []
    while len(deck) > 3 and draw(st.booleans()):
        size = draw(st.integers(2, 4))
        hand, deck = deck[:size], deck[size:]
        alone, rest = hand[0], " ".join(hand[1:])
        made = [agree(" ".join(hand)), conflict(alone, rest), update(alone, rest)]
        matters.append(draw(st.sampled_from(made)))
    together = draw(st.sampled_from(["", " ".join(names[:2])]))
    return account(" ".join(names), *matters, one_origin=together)


@settings(max_examples=200, deadline=None)
@given(accounts())
def test_no_account_differs_from_itself(one: Account) -> None:
    assert changes(one, one) == ()


@settings(max_examples=200, deadline=None)
@given(accounts(), accounts())
def test_any_two_accounts_are_compared_soundly(before: Account, after: Account) -> None:
    found = changes(before, after)
    known = {one.id: one.text for one in (*before.reports, *after.reports)}
    keys = [change.key for change in found]
    assert len(set(keys)) == len(keys)
    for change in found:
        assert change.cites
        assert {p for detail in change.details for p in detail.cites} <= set(change.cites)
        assert all(known[p.report_id][p.start : p.end] for p in change.cites)
    again = changes(before, after, Circumstances(told=frozenset(keys)))
    assert not {change.key for change in again} & set(keys)


@settings(max_examples=200, deadline=None)
@given(accounts(), accounts())
def test_nothing_is_confirmed_by_one_origin_or_disputed_without_two_sides(
    before: Account, after: Account
) -> None:
    of = {i: origin.id for origin in after.alignment.origins for i in origin.report_ids}
    for change in changes(before, after):
        if change.kind is ChangeKind.CONFIRMED:
            assert len({of[passage.report_id] for passage in change.cites}) > 1
        if change.kind is ChangeKind.DISPUTED:
            assert len(change.details) > 1


@settings(max_examples=200, deadline=None)
@given(accounts(), accounts(), accounts())
def test_a_dispute_told_over_two_steps_was_told_in_one_of_them(
    first: Account, second: Account, third: Account
) -> None:
    """Provided that no report leaves on the way, so that no claim is forgotten."""
    if not {*first.reports} <= {*second.reports} <= {*third.reports}:
        return
    steps = (*changes(first, second), *changes(second, third))
    for change in changes(first, third):
        if change.kind is ChangeKind.DISPUTED:
            same = [s for s in steps if s.kind is change.kind and set(s.cites) & set(change.cites)]
            assert same, change.text
