import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from secondsource.records.story import Decision, Story
from secondsource.stages.group import Grouping, Skim, decide_onto, group_onto
from secondsource.stages.group.regrouping import age
from tests.stages.group.invented import invented
from tests.stages.group.shelf import MemoryShelf


def sets(stories: Iterable[Story]) -> set[frozenset[str]]:
    return {frozenset(story.report_ids) for story in stories if story.merged_into is None}


def shelved(skims: Sequence[Skim], *, batch: int, shelf: MemoryShelf | None = None) -> MemoryShelf:
    """A shelf that the reports were grouped onto, so many at a time, in order of time."""
    shelf = shelf or MemoryShelf()
    ordered = sorted(skims, key=age)
    for at in range(0, len(ordered), batch):
        shelf.keep(group_onto(shelf, ordered[at : at + batch]))
    return shelf


def in_memory(skims: Iterable[Skim], decisions: Iterable[Decision] = ()) -> Grouping:
    grouping = Grouping(decisions)
    grouping.add(skims)
    return grouping


def pair_of_one_story(shelf: MemoryShelf) -> tuple[Story, str, str]:
    story = max(shelf.living, key=lambda one: (len(one.report_ids), one.id))
    return story, story.report_ids[0], story.report_ids[-1]


def decide(shelf: MemoryShelf, *decisions: Decision) -> None:
    shelf.decided += decisions
    shelf.keep(decide_onto(shelf, {one for each in decisions for one in each.report_ids}))


@pytest.mark.parametrize("seed", range(4))
def test_a_shelf_holds_what_one_grouping_in_memory_would_say(seed: int) -> None:
    skims = invented(seed, 150)
    wanted = sets(in_memory(skims).stories)
    assert 1 < max(map(len, wanted)) < 60  # neither all apart nor all one
    for batch in (1, 7, 64, 150):
        assert sets(shelved(skims, batch=batch).living) == wanted


@pytest.mark.parametrize("number", [2, 5, 13, 14, 15, 20])
def test_a_handful_of_reports_is_grouped_the_same_in_any_batches(number: int) -> None:
    for seed in range(10):
        skims = invented(seed, number)
        wanted = sets(in_memory(skims).stories)
        for batch in (1, 3, 14):
            assert sets(shelved(skims, batch=batch).living) == wanted


def test_one_batch_makes_the_same_rows_in_whatever_order_it_is_given() -> None:
    skims = invented(5, 120)
    wanted = shelved(skims, batch=120)
    for seed in range(5):
        random.Random(seed).shuffle(skims)
        grouped = group_onto(MemoryShelf(), skims)
        assert set(grouped.stories) == set(wanted.living)
        assert set(grouped.links) == set(wanted.links({one.report_id for one in skims}))


def test_the_same_reports_again_change_nothing() -> None:
    skims = invented(6, 60)
    again = group_onto(shelved(skims, batch=20), skims)
    assert (again.glances, again.links, again.stories) == ((), (), ())


def test_reports_given_twice_in_one_batch_are_one() -> None:
    skims = invented(6, 20)
    assert group_onto(MemoryShelf(), [*skims, *skims]) == group_onto(MemoryShelf(), skims)


def test_grouping_does_not_write_to_the_shelf() -> None:
    shelf = shelved(invented(7, 40), batch=40)
    before = shelf.living, shelf.grouped_so_far()
    group_onto(shelf, invented(8, 40))
    assert (shelf.living, shelf.grouped_so_far()) == before


def test_a_story_keeps_its_id_while_it_grows_from_process_to_process() -> None:
    skims = sorted(invented(9, 150), key=age)
    shelf = shelved(skims[:100], batch=10)
    before = {story.id: set(story.report_ids) for story in shelf.living}
    shelved(skims[100:], batch=10, shelf=shelf)
    after = {story.id: set(story.report_ids) for story in shelf.living}
    grown = [one for one in before if one in after and after[one] > before[one]]
    assert grown
    assert all(one in shelf.stories([one]) for one in before)


def test_a_merge_by_hand_lasts_however_much_comes_after() -> None:
    skims = sorted(invented(10, 120), key=age)
    shelf = shelved(skims[:60], batch=20)
    a, b = (story.report_ids[0] for story in sorted(shelf.living, key=lambda one: one.id)[:2])
    decide(shelf, Decision((a, b), together=True))
    shelved(skims[60:], batch=20, shelf=shelf)
    assert any({a, b} <= set(story.report_ids) for story in shelf.living)


def test_a_split_by_hand_lasts_however_much_comes_after() -> None:
    skims = sorted(invented(11, 120), key=age)
    shelf = shelved(skims[:60], batch=20)
    _, a, b = pair_of_one_story(shelf)
    decide(shelf, Decision((a, b), together=False))
    shelved(skims[60:], batch=20, shelf=shelf)
    assert not any({a, b} <= set(story.report_ids) for story in shelf.living)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_undone_is_as_if_it_had_never_been_decided(seed: int) -> None:
    skims = invented(20 + seed, 100)
    shelf = shelved(skims, batch=25)
    before = {story.id: story for story in shelf.living}
    _, a, b = pair_of_one_story(shelf)
    other = min(one for one in before if a not in before[one].report_ids)
    split = Decision((a, b), together=False)
    merge = Decision((a, before[other].report_ids[0]), together=True)
    decide(shelf, split, merge)
    assert sets(shelf.living) != sets(before.values())
    shelf.decided.clear()
    shelf.keep(decide_onto(shelf, {*split.report_ids, *merge.report_ids}))
    assert {story.id: story for story in shelf.living} == before


def test_decisions_on_a_shelf_give_what_they_give_in_memory() -> None:
    skims = invented(30, 100)
    shelf = shelved(skims, batch=30)
    chance = random.Random(1)
    ids = [one.report_id for one in skims]
    decisions = []
    for _ in range(12):
        a, b = chance.sample(ids, 2)
        decisions.append(Decision((a, b), together=chance.random() < 0.5))
        decide(shelf, decisions[-1])
    assert sets(shelf.living) == sets(in_memory(skims, decisions).stories)


def test_a_decision_is_told_in_why_and_gone_from_it_when_undone() -> None:
    shelf = shelved(invented(12, 60), batch=60)
    story, a, b = pair_of_one_story(shelf)
    decide(shelf, Decision((a, b), together=True))
    assert shelf.stories_of([a])[a].why == f"{story.why}; put together by hand"
    shelf.decided.clear()
    shelf.keep(decide_onto(shelf, [a, b]))
    assert shelf.stories_of([a])[a].why == story.why


def test_a_correction_joins_the_story_of_what_it_replaces_in_either_order() -> None:
    old, *rest = invented(13, 40)
    new = replace(rest.pop(), replaces=old.report_id)
    assert not any(
        {old.report_id, new.report_id} <= set(one.report_ids)
        for one in in_memory([old, replace(new, replaces=None), *rest]).stories
    )
    for first, second in ((old, new), (new, old)):
        shelf = MemoryShelf({new.report_id: old.report_id})
        for some in ([first], rest, [second]):
            shelf.keep(group_onto(shelf, some))
        assert shelf.stories_of([old.report_id]) == {
            old.report_id: shelf.stories_of([new.report_id])[new.report_id]
        }


def test_a_person_can_part_a_correction_from_what_it_replaces() -> None:
    old, new, *rest = invented(14, 30)
    new = replace(new, replaces=old.report_id)
    apart = Decision((old.report_id, new.report_id), together=False)
    stories = in_memory([old, new, *rest], [apart]).stories
    assert not any({old.report_id, new.report_id} <= set(one.report_ids) for one in stories)


def test_what_was_forgotten_is_gone_and_what_is_near_stays() -> None:
    skims = sorted(invented(15, 100, dated=1.0), key=age)
    grouping = in_memory(skims)
    middle = skims[50].published
    assert middle
    grouping.forget(middle)
    left = {one for story in grouping.stories for one in story.report_ids}
    late = {one.report_id for one in skims if one.published and one.published >= middle}
    assert late <= left < {one.report_id for one in skims}
    assert all(
        any(one in late for one in story.report_ids) for story in grouping.stories
    )  # whole stories go or stay
