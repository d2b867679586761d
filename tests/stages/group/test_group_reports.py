import random
from datetime import timedelta

import pytest

from benchmarks.texts import many_reports
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.records.report import Report
from secondsource.records.story import Decision, Story
from secondsource.stages.group import Grouping, group_reports, skim_reports
from tests.build import report
from tests.stages.group.texts import FERRY, MONDAY, OTHER_FERRY, STRIKE, all_reports, told


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


def sets(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(story.report_ids) for story in stories if story.merged_into is None}


def ids(reports: list[Report]) -> frozenset[str]:
    return frozenset(one.id for one in reports)


def test_reports_of_one_event_make_one_story_and_of_two_events_two(encoder: OnnxEncoder) -> None:
    assert sorted(len(some) for some in sets(group_reports(all_reports(), encoder))) == [1, 1, 2, 3]


def test_reports_without_dates_are_grouped_by_what_they_say(encoder: OnnxEncoder) -> None:
    ferry, other = told(FERRY, start=None), told(OTHER_FERRY, start=None)
    assert sets(group_reports([*ferry, *other], encoder)) == {ids(ferry), ids(other)}


def test_the_order_of_the_reports_does_not_matter(encoder: OnnxEncoder) -> None:
    reports = all_reports()
    wanted = sets(group_reports(reports, encoder))
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert sets(group_reports(reports, encoder)) == wanted


def test_reports_that_come_one_by_one_end_in_the_same_stories(encoder: OnnxEncoder) -> None:
    grouping = Grouping()
    for skim in skim_reports(all_reports(), encoder):
        grouping.add([skim])
    assert sets(grouping.stories) == sets(group_reports(all_reports(), encoder))


def test_a_story_keeps_its_id_while_it_grows(encoder: OnnxEncoder) -> None:
    later, middle, first = skim_reports(told(FERRY)[::-1], encoder)
    grouping = Grouping()
    (story,) = grouping.add([later, middle])
    (grown,) = grouping.add([first])
    assert grown.id == story.id
    assert len(grown.report_ids) == 3


def test_adding_tells_only_of_stories_that_changed(encoder: OnnxEncoder) -> None:
    grouping = Grouping()
    grouping.add(skim_reports(told(FERRY), encoder))
    changed = grouping.add(skim_reports(told(STRIKE), encoder))
    assert sets(changed) == {ids(told(STRIKE))}


def test_the_same_report_again_changes_nothing(encoder: OnnxEncoder) -> None:
    grouping = Grouping()
    grouping.add(skim_reports(told(FERRY), encoder))
    assert grouping.add(skim_reports(told(FERRY), encoder)) == ()


def test_reports_put_apart_by_hand_stay_apart(encoder: OnnxEncoder) -> None:
    a, b, c = told(FERRY)
    stories = group_reports([a, b, c], encoder, decisions=[Decision((a.id, b.id), together=False)])
    assert not any({a.id, b.id} <= set(story.report_ids) for story in stories)


def test_reports_put_together_by_hand_stay_together(encoder: OnnxEncoder) -> None:
    (strike,), (ferry, *_) = told(STRIKE), told(FERRY)
    decided = Decision((strike.id, ferry.id), together=True)
    (story,) = group_reports([strike, ferry], encoder, decisions=[decided])
    assert set(story.report_ids) == {strike.id, ferry.id}


def test_a_story_merged_away_says_into_which(encoder: OnnxEncoder) -> None:
    (strike,), (ferry, *_) = told(STRIKE), told(FERRY)
    grouping = Grouping()
    grouping.add(skim_reports([strike, ferry], encoder))
    before = {story.id for story in grouping.stories}
    changed = grouping.decide(Decision((strike.id, ferry.id), together=True))
    (kept,) = grouping.stories
    assert [story.merged_into for story in changed if story.id != kept.id] == [kept.id]
    assert before == {story.id for story in changed}


def test_a_story_split_by_hand_gets_a_second_id(encoder: OnnxEncoder) -> None:
    a, b, _ = told(FERRY)
    grouping = Grouping()
    (story,) = grouping.add(skim_reports([a, b], encoder))
    grouping.decide(Decision((a.id, b.id), together=False))
    assert len(grouping.stories) == 2
    assert story.id in {one.id for one in grouping.stories}


def test_of_two_decisions_on_one_pair_the_later_holds(encoder: OnnxEncoder) -> None:
    a, b, _ = told(FERRY)
    decided = [Decision((a.id, b.id), together=False), Decision((b.id, a.id), together=True)]
    assert len(group_reports([a, b], encoder, decisions=decided)) == 1


def test_reports_stand_in_order_of_publication_with_the_first_and_last_time(
    encoder: OnnxEncoder,
) -> None:
    reports = told(FERRY)
    (story,) = group_reports(reports[::-1], encoder)
    assert story.report_ids == tuple(one.id for one in reports)
    assert (story.first, story.last) == (MONDAY, MONDAY + timedelta(days=2))


def test_the_headline_is_the_title_of_a_report_or_its_first_sentence(encoder: OnnxEncoder) -> None:
    (story,) = group_reports(told(FERRY[2:]), encoder)
    assert story.headline == (
        "Investigators boarded the Havlind on Wednesday to find out why the ferry's steering "
        "gave way in the Brattsund."
    )


def test_why_names_what_the_reports_share(encoder: OnnxEncoder) -> None:
    (story,) = group_reports(told(FERRY), encoder)
    assert story.why.startswith("3 reports within 2 days share the names ")
    assert "Skarvøy" in story.why
    assert "214" in story.why


def test_a_report_alone_says_so(encoder: OnnxEncoder) -> None:
    (story,) = group_reports(told(STRIKE), encoder)
    assert story.why == "no other report tells of the same event"


def test_no_reports_make_no_stories(encoder: OnnxEncoder) -> None:
    assert group_reports([], encoder) == ()


def test_reports_with_nothing_to_read_are_stories_of_their_own(encoder: OnnxEncoder) -> None:
    assert len(group_reports([report("…"), report("—")], encoder)) == 2


def test_an_event_of_a_hundred_reports_is_not_torn_apart(encoder: OnnxEncoder) -> None:
    largest = max(len(story.report_ids) for story in group_reports(many_reports(100), encoder))
    assert largest >= 95
